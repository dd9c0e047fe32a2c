"""How does one file of `data/` become a typed reading, and what is said when it does not fit?

A file names its provenance once at the top; an entry that rests on something else says so with the same keys. A source
used more than once stands once, under the file's `sources:`, and is then called by its name: `source: nhse-changes`, or
`sources: [nhse-changes, gmc]`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError, ValidationInfo, model_validator

from workbook.base.strict_yaml import YamlProblem, read_yaml_file
from workbook.facts.core import Confidence, Day, FactError, FactModel, Provenance, Source, Status

M = TypeVar("M", bound=BaseModel)


_MARKS = ("source", "checked_on", "status", "confidence", "review_by", "note")


class Entry(FactModel):
    """One entry of a file, read by `load_file`: its own provenance keys over those of the file become `provenance`.

    An entry with several `sources` rests on the first. The file's note speaks of the file's source, so an entry that
    brings another does not inherit it.
    """

    provenance: Provenance

    @model_validator(mode="before")
    @classmethod
    def _own_marks_over_the_file(cls, given: Any, info: ValidationInfo) -> Any:
        if not isinstance(given, dict) or info.context is None:
            return given
        inherited = {key: info.context[key] for key in _MARKS if key in info.context}
        own = {key: given[key] for key in _MARKS if given.get(key) is not None}
        several = given.get("sources")
        if "source" not in own and isinstance(several, list) and several:
            own["source"] = several[0]
        if "source" in own:
            inherited.pop("note", None)
        body = {key: value for key, value in given.items() if key not in _MARKS}
        return body | {"provenance": inherited | own}


class Marks(FactModel):
    """The provenance keys any entry may carry; what it leaves out holds from its file."""

    source: Source | None = None
    checked_on: Day | None = None
    status: Status | None = None
    confidence: Confidence | None = None
    review_by: Day | None = None
    note: str | None = None


class FileMarks(FactModel):
    """The provenance keys every file carries at its top. `sources` are the named ones its entries call upon."""

    source: Source
    checked_on: Day
    status: Status
    confidence: Confidence
    review_by: Day
    note: str | None = None
    sources: dict[str, Source] = Field(default_factory=dict)

    @property
    def provenance(self) -> Provenance:
        """The provenance of an entry that says nothing of its own."""
        return Provenance(
            source=self.source,
            checked_on=self.checked_on,
            status=self.status,
            confidence=self.confidence,
            review_by=self.review_by,
            note=self.note,
        )


def provenance_of(entry: Marks, file_level: FileMarks) -> Provenance:
    """The entry's own provenance keys over those of its file.

    The file's note speaks of the file's source, so an entry that brings another source does not inherit it.
    """
    inherited = file_level.note if entry.source is None else None
    return Provenance(
        source=entry.source or file_level.source,
        checked_on=entry.checked_on or file_level.checked_on,
        status=entry.status or file_level.status,
        confidence=entry.confidence or file_level.confidence,
        review_by=entry.review_by or file_level.review_by,
        note=entry.note or inherited,
    )


def load_file(root: Path, relative: str, model: type[M]) -> M:
    """The file below the data root as its model. Raises `FactError`, one line that names file, entry and field."""
    try:
        plain = read_yaml_file(root / relative)
    except OSError as error:
        raise FactError(f"data/{relative}: cannot be opened ({error.strerror})") from error
    except YamlProblem as error:
        raise FactError(f"data/{relative}: {error}") from error
    if not isinstance(plain, dict):
        raise FactError(f"data/{relative}: the file is not a mapping of fields")
    plain = _with_named_sources(plain, relative)
    try:
        return model.model_validate(plain, context=plain)
    except ValidationError as error:
        problems = error.errors()
        # a misspelt field also leaves the right one missing: the misspelling is what to look for
        first = next((problem for problem in problems if problem["type"] == "extra_forbidden"), problems[0])
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise FactError(f"data/{relative}: {_place(first['loc'], plain)}{_reason(first)}{more}") from error


def years_with(root: Path, kind: str, name: str) -> tuple[int, ...]:
    """The years, ascending, for which `data/<kind>/<year>/<name>.yaml` is there."""
    found = (path.parent.name for path in (root / kind).glob(f"*/{name}.yaml"))
    return tuple(sorted(int(year) for year in found if year.isdigit()))


def _with_named_sources(plain: dict[str, Any], relative: str) -> dict[str, Any]:
    named = plain.get("sources", {})
    if not isinstance(named, dict):
        raise FactError(f"data/{relative}: sources: at the top of a file this names each source")

    def called(name: Any, place: str) -> Any:
        if not isinstance(name, str):
            return name
        if name not in named:
            raise FactError(f"data/{relative}: {place}: there is no source {name!r} under the file's sources")
        return named[name]

    def written_out(value: Any, place: str) -> Any:
        if isinstance(value, list):
            return [written_out(item, f"{place}, {_name(item, index)}") for index, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        result: dict[str, Any] = {}
        for key, item in value.items():
            here = f"{place}, {key}" if place else str(key)
            if key == "source":
                result[key] = called(item, here)
            elif key == "sources" and isinstance(item, list):
                result[key] = [called(each, here) for each in item]
            else:
                result[key] = written_out(item, here)
        return result

    body = {key: value for key, value in plain.items() if key != "sources"}
    written: dict[str, Any] = written_out(body, "")
    return written | ({"sources": named} if "sources" in plain else {})


def _place(steps: tuple[int | str, ...], plain: Any) -> str:
    words: list[str] = []
    here: Any = plain
    for step in steps:
        if isinstance(here, list) and isinstance(step, int):
            here = here[step] if step < len(here) else None
            words.append(_name(here, step))
        elif step == "provenance":  # in the file its keys stand beside the entry's own
            continue
        elif isinstance(here, dict) and step in here:
            here = here[step]
            words.append(str(step))
        elif isinstance(here, dict):
            words.append(str(step))  # a field that is missing
            here = None
    return ", ".join(words) + ": " if words else ""


def _name(entry: Any, index: int) -> str:
    """An entry as a person would look for it: by its id, else by its number."""
    if isinstance(entry, dict) and "id" in entry:
        return str(entry["id"])
    return f"number {index + 1}"


def _reason(problem: Any) -> str:
    kind, message = problem["type"], str(problem["msg"])
    if kind == "extra_forbidden":
        return "no such field here"
    if kind == "missing":
        return "is missing"
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    given = problem.get("input")
    said = message[0].lower() + message[1:]
    return f"{given!r}: {said}" if isinstance(given, str | int | float | bool) and len(str(given)) <= 60 else said
