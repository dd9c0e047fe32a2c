"""How does a file become a record, and what is said when it cannot?

Every problem names the entry, the field and the reason in one line, as the doctor would look for it:
`posts, p1, end: "2023-02-30" is not a date: February 2023 has no day 30`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workbook.base.strict_yaml import YamlProblem, read_yaml, read_yaml_file
from workbook.record.models import FORMAT, Record
from workbook.record.problem_words import reason


class RecordError(ValueError):
    """A record could not be read. `problems` holds one line for each thing wrong; the message is the first."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(problems[0] + more)


def read_record(path: Path) -> Record:
    """The record in a YAML or JSON file. Raises `RecordError`, whose message is one line."""
    try:
        return record_from(read_yaml_file(path))
    except RecordError as error:
        raise RecordError([f"{path}: {problem}" for problem in error.problems]) from error
    except FileNotFoundError as error:
        raise RecordError([f"{path}: there is no such file"]) from error
    except IsADirectoryError as error:
        raise RecordError([f"{path}: this is a folder, not a record"]) from error
    except OSError as error:
        raise RecordError([f"{path}: cannot be opened ({error.strerror})"]) from error
    except YamlProblem as error:
        raise RecordError([f"{path}: not a record: {error}"]) from error


def record_from_text(text: str) -> Record:
    """The record in a YAML or JSON text. Raises `RecordError`."""
    try:
        return record_from(read_yaml(text))
    except YamlProblem as error:
        raise RecordError([f"not a record: {error}"]) from error


def record_from(plain: Any) -> Record:
    """The record in plain mappings and lists. Raises `RecordError`."""
    if not isinstance(plain, dict) or "format" not in plain:
        raise RecordError(['not a record: it has no "format: 1" line'])
    if plain["format"] != FORMAT:
        raise RecordError([f"format {plain['format']!r}: this workbook reads format {FORMAT}"])
    try:
        return Record.model_validate(plain)
    except ValidationError as error:
        raise RecordError(problem_lines(error, plain)) from error


def problem_lines(error: ValidationError, plain: Any) -> list[str]:
    """The problems of a failed validation, a line each, naming entry, field and reason."""
    return list(dict.fromkeys(_line(problem, plain) for problem in error.errors()))


def _line(problem: Any, plain: Any) -> str:
    place: list[str] = []
    here: Any = plain
    for step in problem["loc"]:
        if isinstance(step, int) and isinstance(here, list | tuple):
            here = here[step] if step < len(here) else None
            name = here.get("id") if isinstance(here, dict) else None
            place.append(str(name) if name else f"number {step + 1}")
        elif isinstance(here, dict) and step in here:
            here = here[step]
            place.append(str(step))
        elif step not in ("date", "str", "int", "float", "bool", "[key]") and "constrained" not in str(step):
            here = None
            place.append(str(step))
    said = reason(problem)
    return f"{', '.join(place)}: {said}" if place else said
