"""Which worked examples are there? Doctors nobody is, each to look at and to change; nothing of a real person.

They are records like any other, in `data/demos`, each beginning with a line `# shows: …`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from workbook.record.models import Record
from workbook.record.reading import RecordError, record_from_text

_NAME = re.compile(r"[a-z0-9][a-z0-9\-]{0,59}")
_SHOWS = "# shows: "


@dataclass(frozen=True, slots=True)
class Demo:
    """A worked example: its name, and in one line what it shows."""

    name: str
    shows: str


def demo_names(root: Path) -> tuple[Demo, ...]:
    """The examples below this data root, by name. Raises `RecordError` for a file that does not say what it shows."""
    return tuple(Demo(path.stem, _shows(path)) for path in sorted((root / "demos").glob("*.yaml")))


def demo_text(root: Path, name: str) -> str:
    """The file of an example, comments and all. Raises `RecordError`, which names the examples there are."""
    there = sorted(path.stem for path in (root / "demos").glob("*.yaml"))
    if not _NAME.fullmatch(name) or name not in there:
        raise RecordError([f"there is no example {name!r}; there is {', '.join(there)}"])
    return (root / "demos" / f"{name}.yaml").read_text(encoding="utf-8")


def demo_record(root: Path, name: str) -> Record:
    """The example as a record. Raises `RecordError`."""
    return record_from_text(demo_text(root, name))


def _shows(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        first = lines.readline().strip()
    if not first.startswith(_SHOWS):
        raise RecordError([f"{path.name}: the first line must say what it shows ({_SHOWS.strip()} …)"])
    return first.removeprefix(_SHOWS).strip()
