"""How do the rows of a file join the record so that bringing the same file in again adds nothing?

A row is the same thing as an entry when title, kind and first day agree, when the document is the same file, or when
the entry came from this very row and was changed since. If the entry already says everything the row says, the row is
there; if it says something else, the difference is reported and the record stays as it is, unless the doctor asks for
the row. Nothing in the record is ever dropped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workbook.record.importing.columns import matching_problems
from workbook.record.importing.known import Known
from workbook.record.importing.privacy import looked_over
from workbook.record.importing.rows import Incoming, Refused, read_rows
from workbook.record.importing.table import ImportProblem, Table
from workbook.record.models import Evidence, Record

_OURS = "in-"  # how the ids of entries begin that came from a file


@dataclass(frozen=True, slots=True)
class Added:
    """A row that became an entry. `doubts` are sentences about what to look at again; `place` is what it is called."""

    row: int
    id: str
    title: str
    doubts: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """A row whose entry the record has. `differences` are sentences; `taken` when the row replaced them at request."""

    row: int
    id: str
    title: str
    differences: tuple[str, ...] = ()
    taken: bool = False
    place: str = ""


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

    @property
    def doubtful(self) -> tuple[Added, ...]:
        """The rows that came in and are to be looked at again."""
        return tuple(row for row in self.added if row.doubts)

    def sentence(self) -> str:
        """The report in one line."""
        said = [f"{len(self.added)} added", f"{len(self.already_there)} already there"]
        if self.doubtful:
            said[0] += f" (of which {len(self.doubtful)} to look at again)"
        if self.changed:
            said[-1] += f" (of which {len(self.changed)} with differences)"
        return ", ".join([*said, f"{len(self.refused)} not read"])


@dataclass(frozen=True, slots=True)
class Imported:
    """The record after the import, and the report."""

    record: Record
    report: Report


def import_evidence(
    record: Record,
    table: Table,
    matching: Mapping[str, str],
    known: Known,
    take: Collection[int] = (),
    *,
    leave_out: bool = False,
) -> Imported:
    """The record with the rows of the table in it. `take` names rows that may change the entry they differ from.

    `leave_out`: words by which a patient could be known are left out of what comes in. Raises `ImportProblem` when the
    matching cannot be used.
    """
    if problems := matching_problems(matching, table.header):
        raise ImportProblem(f"{table.name}: {problems[0]}")
    return bring_in(record, *read_rows(table, matching, known), take, leave_out=leave_out)


def bring_in(
    record: Record,
    incoming: Iterable[Incoming],
    refused: Iterable[Refused],
    take: Collection[int] = (),
    *,
    leave_out: bool = False,
) -> Imported:
    """The record with these entries in it, wherever they were read from."""
    looked = [looked_over(each, leave_out=leave_out) for each in incoming]
    entries, report = _merge(list(record.evidence), tuple(row for row in looked if isinstance(row, Incoming)), take)
    evidence = tuple(entries)
    merged = record if evidence == record.evidence else record.model_copy(update={"evidence": evidence})
    not_read = sorted((*refused, *(row for row in looked if isinstance(row, Refused))), key=lambda row: row.row)
    return Imported(merged, Report(report.added, report.already_there, tuple(not_read)))


class _Places:
    """Where in a list of entries those stand that a row could be: by title, by the row's own id, by the file's hash."""

    def __init__(self) -> None:
        self._by: dict[tuple[str, str], list[int]] = {}

    def put(self, place: int, entry: Evidence) -> None:
        for key in self._keys(entry, entry.id):
            self._by.setdefault(key, []).append(place)

    def of(self, row: Evidence) -> list[int]:
        """In the order of the record, each place once."""
        found = {place for key in self._keys(row, _stem(row)) for place in self._by.get(key, ())}
        return sorted(found)

    @staticmethod
    def _keys(entry: Evidence, id: str) -> list[tuple[str, str]]:
        keys = [("title", _words(entry.title))]
        if id.startswith(_OURS):
            keys.append(("id", "-".join(id.split("-")[:2])))
        if file := _file_hash(entry):
            keys.append(("file", file))
        return keys


def _merge(
    entries: list[Evidence], incoming: tuple[Incoming, ...], take: Collection[int]
) -> tuple[list[Evidence], Report]:
    added: list[Added] = []
    there: dict[int, AlreadyThere] = {}
    before = len(entries)
    matched: set[int] = set()
    places = _Places()
    for place, entry in enumerate(entries):
        places.put(place, entry)

    # First the rows that the record already says, so that no changed row is mistaken for one of them.
    waiting: list[Incoming] = []
    for row in incoming:
        saying = [n for n in places.of(row.entry) if _says_all(entries[n], row.entry)]
        if saying:
            place = next((n for n in saying if n not in matched), saying[0])
            matched.add(place)
            there[row.row] = AlreadyThere(row.row, entries[place].id, _title(row.entry), place=_place(row))
        else:
            waiting.append(row)

    taken_ids = {entry.id for entry in entries}
    for row in waiting:
        near = [n for n in places.of(row.entry) if n < before and n not in matched]
        same = next((n for n in near if _same_thing(entries[n], row.entry)), None)
        if same is None:
            same = next((n for n in near if _came_from(entries[n], row.entry)), None)
        if same is not None:
            matched.add(same)
            told = () if _same_file(entries[same], row.entry) else differences(entries[same], row.entry)
            if taken := bool(told) and row.row in take:
                entries[same] = _with_row(entries[same], row.entry)
            there[row.row] = AlreadyThere(row.row, entries[same].id, _title(row.entry), told, taken, _place(row))
            continue
        twin = next((n for n in places.of(row.entry) if _is_twin(entries[n], row.entry)), None)
        if twin is not None:
            there[row.row] = AlreadyThere(row.row, entries[twin].id, _title(row.entry), place=_place(row))
            continue
        entry = row.entry.model_copy(update={"id": _id(row.entry, taken_ids)})
        places.put(len(entries), entry)
        entries.append(entry)
        taken_ids.add(entry.id)
        added.append(Added(row.row, entry.id, _title(entry), row.doubts, _place(row)))

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


def _came_from(entry: Evidence, row: Evidence) -> bool:
    """Whether the entry was made from this very row, or of this very file, and has been changed since."""
    stem = _stem(row)
    return entry.id == stem or entry.id.startswith(f"{stem}-") or _same_file(entry, row)


def _is_twin(entry: Evidence, row: Evidence) -> bool:
    return _says_all(entry, row) or _same_file(entry, row)


def _same_file(entry: Evidence, row: Evidence) -> bool:
    """The document of both is the same file, whatever it is called."""
    return _file_hash(row) is not None and _file_hash(entry) == _file_hash(row)


def _file_hash(entry: Evidence) -> str | None:
    return entry.proof.sha256 if entry.proof else None


def _id(entry: Evidence, taken: Collection[str]) -> str:
    """The same id for the same thing each time: from what the row says it is, not from its place in the file."""
    stem = _stem(entry)
    chosen, count = stem, 2
    while chosen in taken:
        chosen, count = f"{stem}-{count}", count + 1
    return chosen


def _stem(entry: Evidence) -> str:
    """The id of what came from a file, without the number of a second one: from its title, kind and first day."""
    said = "\x1f".join((_words(entry.title), entry.kind or "", str(_first_day(entry) or "")))
    return _OURS + hashlib.sha256(said.encode()).hexdigest()[:10]


def _place(row: Incoming) -> str:
    return row.place or f"Row {row.row}"


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
