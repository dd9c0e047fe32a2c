"""How is one thing wrong with a record said in plain words? The checks of the models, as a doctor would hear them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SHORT = 60  # a longer text is not repeated in its own complaint

_NOT_WHOLE = "is not a whole number"
_NOT_NUMBER = "is not a number"
_NOT_YES_OR_NO = "is neither yes nor no"
_NOT_ENTRY = "is not an entry with fields"

_SAID: Mapping[str, str] = {
    "string_type": "is not text",
    "string_unicode": "holds characters that cannot be kept",
    "int_type": _NOT_WHOLE,
    "int_parsing": _NOT_WHOLE,
    "int_from_float": _NOT_WHOLE,
    "int_parsing_size": "is too large a number",
    "float_type": _NOT_NUMBER,
    "float_parsing": _NOT_NUMBER,
    "finite_number": _NOT_NUMBER,
    "bool_type": _NOT_YES_OR_NO,
    "bool_parsing": _NOT_YES_OR_NO,
    "tuple_type": "is not a list",
    "dict_type": _NOT_ENTRY,
    "model_type": _NOT_ENTRY,
    "model_attributes_type": _NOT_ENTRY,
}

# A detail may be any of these; what is none of them fails once for each.
_DETAIL_KINDS = ("bool", "int", "float", "str")


def reason(problem: Mapping[str, Any]) -> str:
    """Why a value cannot stand, from one of `ValidationError.errors()`."""
    kind, message, limits = str(problem["type"]), str(problem["msg"]), problem.get("ctx") or {}
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    if kind in ("extra_forbidden", "invalid_key"):
        return "no such field in a record"
    if kind == "missing":
        return "is missing"
    for limit, words in (("ge", "at least"), ("le", "at most"), ("gt", "above")):
        if limit in limits:
            return f"must be {words} {limits[limit]:g}"
    if "details" in problem["loc"] and problem["loc"][-1] in _DETAIL_KINDS:
        return "is neither a number, nor text, nor yes or no"
    return f"{_shown(problem.get('input'))}{_of_its_kind(kind, message, limits)}"


def _of_its_kind(kind: str, message: str, limits: Mapping[str, Any]) -> str:
    if kind == "string_too_long":
        return f"is longer than {limits['max_length']} characters"
    if kind == "literal_error":
        return f"is not one of: {str(limits['expected']).replace(chr(39), '')}"
    if kind == "string_pattern_mismatch":
        return f"is not written as this field needs ({_pattern(str(limits['pattern']))})"
    return _SAID.get(kind) or f"{message[0].lower()}{message[1:]}"


def _shown(given: Any) -> str:
    return f'"{given}" ' if isinstance(given, str) and given.isprintable() and len(given) <= _SHORT else ""


def _pattern(pattern: str) -> str:
    return "two capital letters, such as PK" if pattern == r"^[A-Z]{2}$" else "letters, digits and hyphens"
