"""How does one file of `data/` become a typed reading, and what is said when it does not fit?

Every problem names file, line, entry and field. How an entry comes by its provenance is told in `entry`.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from workbook.base.strict_yaml import YamlProblem, compose_yaml
from workbook.facts.compiled import read_plain
from workbook.facts.core import FactError, Problem
from workbook.facts.entry import Reading
from workbook.facts.review import review_rules

M = TypeVar("M", bound=BaseModel)


def load_file(root: Path, relative: str, model: type[M]) -> M:
    """The file below the data root as its model. Raises `FactError` with every problem found in it."""
    try:
        plain = read_plain(root, relative)
    except OSError as error:
        raise FactError(Problem(relative, f"cannot be opened ({error.strerror})")) from error
    except YamlProblem as error:
        raise FactError(_unreadable(relative, str(error))) from error
    if not isinstance(plain, dict):
        raise FactError(Problem(relative, "the file is not a mapping of fields"))
    addresses: dict[int, str] = {}
    _address(plain, address_of(relative), addresses)
    twice = _standing_twice(plain)
    if twice:
        lines = _Lines(root / relative)
        raise FactError(*(Problem(relative, "stands twice", _place(at, plain), lines.of(at)) for at in twice))
    reading = Reading(addresses, review_rules(root).of(_folder(relative)))
    try:
        file = model.model_validate(plain, context=reading)
        _agrees_with_its_place(file, relative, root)
        return file
    except ValidationError as error:
        lines = _Lines(root / relative)
        # a misspelt field also leaves the right one missing: the misspelling is what to look for first
        found = sorted(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
        raise FactError(*(_problem(relative, plain, problem, lines) for problem in found)) from error


def _agrees_with_its_place(file: BaseModel, relative: str, root: Path) -> None:
    """A file copied to another year or name and not changed inside would be read as what it is not."""
    place = PurePosixPath(relative)
    said: dict[str, object] = {}
    if place.parent.name.isdigit():
        said = {"year": int(place.parent.name), "specialty": place.stem}
    elif place.stem.isdigit():
        said = {"year": int(place.stem)}
    elif place.parts[0] in _ONE_A_FILE:
        said = {"id": place.stem}
    wrong = [(field, where) for field, where in said.items() if getattr(file, field, where) != where]
    if wrong:
        lines = _Lines(root / relative)
        raise FactError(
            *(
                Problem(relative, f"{getattr(file, field)!r} is not what the file's place says, {where!r}", field,
                        lines.of((field,)))
                for field, where in wrong
            )
        )  # fmt: skip


_ONE_A_FILE = ("specialties", "guides")  # folders whose files are called like the one thing in them


def address_of(relative: str) -> str:
    """The address under which a file's facts are found: the year stands after the name, so that years sort together."""
    folder, name = PurePosixPath(relative).parent, PurePosixPath(relative).stem
    if folder.name.isdigit():
        return f"{folder.parent}/{name}/{folder.name}"
    return str(folder / name)


def line_of(root: Path, relative: str, address: str, field: str | None = None) -> int | None:
    """The line on which the entry with this address stands in its file, or one of its fields where it names it."""
    places: dict[int, str] = {}
    plain = read_plain(root, relative)
    _address(plain, address_of(relative), places)
    steps = _steps_to(plain, places, address)
    if steps is None:
        return None
    lines = _Lines(root / relative)
    return lines.of((*steps, field) if field else steps)


def years_with(root: Path, kind: str, name: str) -> tuple[int, ...]:
    """The years, ascending, for which `data/<kind>/<year>/<name>.yaml` is there."""
    found = (path.parent.name for path in (root / kind).glob(f"*/{name}.yaml"))
    return tuple(sorted(int(year) for year in found if year.isdigit()))


def _folder(relative: str) -> str:
    """What data/review.yaml calls the facts of this file: its first folder, or its name where it stands in none."""
    return PurePosixPath(relative).parts[0].removesuffix(".yaml")


def _address(value: Any, here: str, found: dict[int, str]) -> None:
    """Where each mapping of the file stands: the names of the fields that lead to it, and ids where there are any."""
    if isinstance(value, dict):
        found[id(value)] = here
        for key, item in value.items():
            # visa/rules/… and not visa/rules/rules/…
            _address(item, here if here.endswith(f"/{key}") or here == key else f"{here}/{key}", found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _address(item, f"{here}/{_name(item, index)}", found)


def _steps_to(value: Any, places: dict[int, str], address: str) -> tuple[int | str, ...] | None:
    """The keys and numbers that lead to the mapping with this address."""
    if isinstance(value, dict):
        if places[id(value)] == address:
            return ()
        inner: Any = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    else:
        return None
    for step, item in inner:
        found = _steps_to(item, places, address)
        if found is not None:
            return (step, *found)
    return None


def _standing_twice(value: Any, here: tuple[int | str, ...] = ()) -> list[tuple[int | str, ...]]:
    """The places of entries whose id another entry of the same list has: a link to it would be to either."""
    if isinstance(value, dict):
        return [place for key, item in value.items() for place in _standing_twice(item, (*here, key))]
    if not isinstance(value, list):
        return []
    found: list[tuple[int | str, ...]] = []
    seen: set[str] = set()
    for index, item in enumerate(value):
        id = item.get("id") if isinstance(item, dict) else None
        if isinstance(id, str):
            if id in seen:
                found.append((*here, index))
            seen.add(id)
        found += _standing_twice(item, (*here, index))
    return found


def _name(entry: Any, index: int) -> str:
    """An entry as a person would look for it: by its id, else by its first day, else by its number."""
    if isinstance(entry, dict):
        for key in ("id", "from"):
            if entry.get(key) is not None:
                return str(entry[key])
    return str(index + 1)


def _unreadable(relative: str, said: str) -> Problem:
    """A problem of the YAML itself, whose message begins with its line."""
    line, separator, reason = said.partition(": ")
    if separator and line.startswith("line ") and line[5:].isdigit():
        return Problem(relative, reason, line=int(line[5:]))
    return Problem(relative, said)


def _problem(relative: str, plain: Any, problem: Any, lines: _Lines) -> Problem:
    steps = tuple(step for step in problem["loc"] if step != "provenance")
    if problem["type"] == "mark":
        steps = (*steps, problem["ctx"]["key"])
    return Problem(relative, _reason(problem), _place(steps, plain), lines.of(steps))


def _place(steps: tuple[int | str, ...], plain: Any) -> str:
    words: list[str] = []
    here: Any = plain
    for step in steps:
        if isinstance(here, list) and isinstance(step, int):
            here = here[step] if step < len(here) else None
            words.append(_name(here, step) if isinstance(here, dict) and "id" in here else f"number {step + 1}")
        elif isinstance(here, dict):
            here = here.get(step)  # a field that is missing is named as well
            words.append(str(step))
    return ", ".join(words)


def _reason(problem: Any) -> str:
    kind, message = problem["type"], str(problem["msg"])
    if kind == "extra_forbidden":
        return "no such field here"
    if kind == "missing":
        return "is missing"
    if kind == "mark":
        return message
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    given = problem.get("input")
    said = message[0].lower() + message[1:]
    return f"{given!r}: {said}" if isinstance(given, str | int | float | bool) and len(str(given)) <= 60 else said


class _Lines:
    """Where in the text does a place stand? The file is composed again only when something is wrong in it."""

    def __init__(self, path: Path) -> None:
        self._root = compose_yaml(path.read_text(encoding="utf-8-sig"))

    def of(self, steps: tuple[int | str, ...]) -> int | None:
        """The line of the place, or of the nearest thing around it that is in the file."""
        node, line = self._root, None
        for step in steps:
            if isinstance(node, yaml.MappingNode):
                pair = next(((key, value) for key, value in node.value if key.value == str(step)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                break
        return line
