"""How do the rows of a file join the record so that bringing the same file in again adds nothing?

A row is the same thing as an entry when title, kind and first day agree. If the entry already says everything the row
says, the row is there; if it says something else, the difference is reported and the record stays as it is, unless the
doctor asks for the row. Nothing in the record is ever dropped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from workbook.record.importing.columns import matching_problems
from workbook.record.importing.rows import Incoming, Known, Refused, read_rows
from workbook.record.importing.table import ImportProblem, Table
from workbook.record.models import Evidence, Record

_OURS = "in-"  # how the ids of entries begin that came from a file


@dataclass(frozen=True, slots=True)
class Added:
    """A row that became an entry."""

    row: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """A row whose entry the record has. `differences` are sentences; `taken` when the row replaced them at request."""

    row: int
    id: str
    title: str
    differences: tuple[str, ...] = ()
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What became of each row: every row of the table stands in exactly one of the three."""

    added: tuple[Added, ...]
    already_there: tuple[AlreadyThere, ...]
    refused: tuple[Refused, ...]

    @property
    def changed(self) -> tuple[AlreadyThere, ...]:
        """The rows that say something else than their entry."""
        return tuple(row for row in self.already_there if row.differences)

    def sentence(self) -> str:
        """The report in one line."""
        said = [f"{len(self.added)} added", f"{len(self.already_there)} already there"]
        if self.changed:
            said[-1] += f" (of which {len(self.changed)} with differences)"
        return ", ".join([*said, f"{len(self.refused)} not read"])


@dataclass(frozen=True, slots=True)
class Imported:
    """The record after the import, and the report."""

    record: Record
    report: Report


def import_evidence(
    record: Record, table: Table, matching: Mapping[str, str], known: Known, take: Collection[int] = ()
) -> Imported:
    """The record with the rows of the table in it. `take` names rows that may change the entry they differ from.

    Raises `ImportProblem` when the matching cannot be used.
    """
    if problems := matching_problems(matching, table.header):
        raise ImportProblem(f"{table.name}: {problems[0]}")
    incoming, refused = read_rows(table, matching, known)
    entries, report = _merge(list(record.evidence), incoming, take)
    evidence = tuple(entries)
    merged = record if evidence == record.evidence else record.model_copy(update={"evidence": evidence})
    return Imported(merged, Report(report.added, report.already_there, refused))


def _merge(
    entries: list[Evidence], incoming: tuple[Incoming, ...], take: Collection[int]
) -> tuple[list[Evidence], Report]:
    added: list[Added] = []
    there: dict[int, AlreadyThere] = {}
    before = list(range(len(entries)))
    matched: set[int] = set()

    # First the rows that the record already says, so that no changed row is mistaken for one of them.
    waiting: list[Incoming] = []
    for row in incoming:
        saying = [n for n in before if _says_all(entries[n], row.entry)]
        if saying:
            place = next((n for n in saying if n not in matched), saying[0])
            matched.add(place)
            there[row.row] = AlreadyThere(row.row, entries[place].id, _title(row.entry))
        else:
            waiting.append(row)

    for row in waiting:
        same = next((n for n in before if n not in matched and _same_thing(entries[n], row.entry)), None)
        if same is not None:
            matched.add(same)
            told = differences(entries[same], row.entry)
            if taken := row.row in take:
                entries[same] = _with_row(entries[same], row.entry)
            there[row.row] = AlreadyThere(row.row, entries[same].id, _title(row.entry), told, taken)
            continue
        twin = next((e for e in entries[len(before) :] if _says_all(e, row.entry)), None)
        if twin is not None:
            there[row.row] = AlreadyThere(row.row, twin.id, _title(row.entry))
            continue
        entry = row.entry.model_copy(update={"id": _id(row.entry, {e.id for e in entries})})
        entries.append(entry)
        added.append(Added(row.row, entry.id, _title(entry)))

    return entries, Report(tuple(added), tuple(there[n] for n in sorted(there)), ())


def differences(entry: Evidence, row: Evidence) -> tuple[str, ...]:
    """Where the row says something else than the entry, a sentence each. What the row leaves empty is no difference."""
    has, says = _flat(entry), _flat(row)
    return tuple(
        f"{name}: {_shown(has.get(name))} in your record, {_shown(value)} in the file"
        for name, value in says.items()
        if has.get(name) != value
    )


def _says_all(entry: Evidence, row: Evidence) -> bool:
    has = _flat(entry)
    return all(has.get(name) == value for name, value in _flat(row).items())


def _same_thing(entry: Evidence, row: Evidence) -> bool:
    """Same title, kind and first day; an entry that came from a file may have had no day, or no kind, yet."""
    if _words(entry.title) != _words(row.title):
        return False
    pairs = ((entry.kind, row.kind), (_first_day(entry), _first_day(row)))
    if all(a == b for a, b in pairs):
        return True
    return entry.id.startswith(_OURS) and all(a == b or a is None or b is None for a, b in pairs)


def _with_row(entry: Evidence, row: Evidence) -> Evidence:
    """The entry with everything the row says, and what only the entry says kept.

    The two agree in their first day wherever both have one, so together they are possible.
    """
    plain = _over(entry.model_dump(), row.model_dump(exclude={"id"}))
    return Evidence.model_validate(plain)


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        if isinstance(value, dict):
            result[key] = _over(result.get(key) or {}, value)
        elif value not in (None, (), []):
            result[key] = value
    return result


def _flat(entry: Evidence) -> dict[str, object]:
    """What the entry says, field by field (`proof.file`, `details.cycles`); empty fields and the id left out."""
    flat: dict[str, object] = {}
    for name, value in entry.model_dump(exclude={"id"}).items():
        if isinstance(value, dict):
            flat.update({f"{name}.{key}": item for key, item in value.items() if item is not None})
        elif value not in (None, ()):
            flat[name] = value
    return flat


def _id(entry: Evidence, taken: Collection[str]) -> str:
    """The same id for the same thing each time: from its title, kind and first day, not from its place in the file."""
    said = "\x1f".join((_words(entry.title), entry.kind or "", str(_first_day(entry) or "")))
    stem = _OURS + hashlib.sha256(said.encode()).hexdigest()[:10]
    chosen, count = stem, 2
    while chosen in taken:
        chosen, count = f"{stem}-{count}", count + 1
    return chosen


def _first_day(entry: Evidence) -> object:
    return entry.start or entry.end


def _words(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _title(entry: Evidence) -> str:
    return entry.title or ""


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return f"“{value}”"
