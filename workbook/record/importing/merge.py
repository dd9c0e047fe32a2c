"""How do the rows of a file join the record so that bringing the same file in again adds nothing?

A row is the same thing as an entry when title, kind and first day agree, when the document is the same file, or when
the entry came from this very row and was changed since; another time of that day or another file makes it another
thing. If the entry already says everything the row says, the row is there; if it says something else, the difference is
reported and the record stays as it is, unless the doctor asks for the row or says that it is another thing. Two rows of
one file are one only when they say the same to the letter. Nothing in the record is ever dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from workbook.record.importing.columns import matching_problems
from workbook.record.importing.differing import differences
from workbook.record.importing.known import Known
from workbook.record.importing.privacy import looked_over
from workbook.record.importing.rows import Incoming, Refused, read_rows
from workbook.record.importing.same import Comparable, Places, fields, of_record, of_row
from workbook.record.importing.table import ImportProblem, Table, heading_words
from workbook.record.models import Evidence, Record


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
    """What became of each row: every row of the table stands in exactly one of the three.

    `outside` are sentences about what the file holds beside the table: other sheets, rows above the heading.
    """

    added: tuple[Added, ...]
    already_there: tuple[AlreadyThere, ...]
    refused: tuple[Refused, ...]
    outside: tuple[str, ...] = ()

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


@dataclass(frozen=True, slots=True)
class _Row:
    """A row on its way in: as it would join the record, and as it is compared.

    `whole` is everything that stands in the row before words are left out, by which two rows of one file are told
    apart.
    """

    joining: Incoming
    said: Comparable
    whole: object

    @property
    def number(self) -> int:
        return self.joining.row

    @property
    def title(self) -> str:
        return self.joining.entry.title or ""

    @property
    def place(self) -> str:
        return self.joining.place or f"Row {self.joining.row}"


def import_evidence(
    record: Record,
    table: Table,
    matching: Mapping[str, str],
    known: Known,
    take: Collection[int] = (),
    another: Collection[int] = (),
    *,
    leave_out: bool = False,
) -> Imported:
    """The record with the rows of the table in it.

    `take` names rows that may change the entry they differ from, `another` rows that are another thing than the entry
    they are like. `leave_out`: words by which a patient could be known are left out of what comes in. Raises
    `ImportProblem` when the matching cannot be used.
    """
    if problems := matching_problems(matching, table.header):
        raise ImportProblem(f"{table.name}: {problems[0]}")
    made = bring_in(record, *read_rows(table, matching, known), known, take, another, leave_out=leave_out)
    return replace(made, report=replace(made.report, outside=tuple(_outside(table))))


def _outside(table: Table) -> Iterator[str]:
    """What the file holds beside the rows of the table."""
    for row in table.above:
        said = " ".join(heading_words(cell) for cell in row.cells if cell is not None)
        yield f"Row {row.number} stands above the heading and was not read: “{said[:80]}”."
    if table.other_sheets:
        names = " and ".join(f"“{name}”" for name in table.other_sheets)
        one = len(table.other_sheets) == 1
        yield (
            f"Only the sheet “{table.sheet}” was read. {names} {'was' if one else 'were'} not: save "
            f"{'it' if one else 'each'} as a file and bring that in too."
        )


def bring_in(
    record: Record,
    incoming: Iterable[Incoming],
    refused: Iterable[Refused],
    known: Known,
    take: Collection[int] = (),
    another: Collection[int] = (),
    *,
    leave_out: bool = False,
) -> Imported:
    """The record with these entries in it, wherever they were read from."""
    rows: list[_Row] = []
    not_read = list(refused)
    for each in incoming:
        joining = looked_over(each, leave_out=leave_out)
        if isinstance(joining, Refused):
            not_read.append(joining)
        else:
            whole = (frozenset(fields(each.entry).items()), each.time, each.role_as_written, each.shows_as_written)
            rows.append(_Row(joining, of_row(each), whole))
    entries, report = _merge(list(record.evidence), rows, take, another, known)
    evidence = tuple(entries)
    merged = record if evidence == record.evidence else record.model_copy(update={"evidence": evidence})
    not_read.sort(key=lambda row: row.row)
    return Imported(merged, Report(report.added, report.already_there, tuple(not_read)))


def _merge(
    entries: list[Evidence],
    rows: list[_Row],
    take: Collection[int],
    another: Collection[int],
    known: Known,
) -> tuple[list[Evidence], Report]:
    added: list[Added] = []
    there: dict[int, AlreadyThere] = {}
    places = Places([of_record(entry) for entry in entries])
    matched: set[int] = set()
    one_of_file: dict[object, str] = {}  # what a row says, whole: the id of its entry

    def is_there(row: _Row, place: int, *told: str, taken: bool = False) -> None:
        matched.add(place)
        one_of_file.setdefault(row.whole, entries[place].id)
        there[row.number] = AlreadyThere(row.number, entries[place].id, row.title, told, taken, row.place)

    # First the rows that the record already says, so that no changed row is mistaken for one of them.
    waiting = [row for row in rows if row.number not in another]
    for find in (places.same_words, places.saying_all):
        rest: list[_Row] = []
        for row in waiting:
            place = find(row.said, matched)
            if place is None:
                rest.append(row)
            else:
                is_there(row, place)
        waiting = rest

    left = {row.number for row in waiting}
    taken_ids = {entry.id for entry in entries}
    for row in rows:
        if row.number not in left and row.number not in another:
            continue
        if row.number in left:
            files = places.of_file(row.said)
            if files:  # the very same document, whatever was written beside it
                is_there(row, files[0])
                continue
            if twin := one_of_file.get(row.whole):
                there[row.number] = AlreadyThere(row.number, twin, row.title, place=row.place)
                continue
            same = places.same_thing(row.said, matched)
            if same is not None:
                told = differences(entries[same], row.joining.entry, known)
                changed = _with_row(entries[same], row.joining.entry) if told and row.number in take else None
                taken = changed is not None
                entries[same] = changed or entries[same]
                is_there(row, same, *told, taken=taken)
                continue
        entry = row.joining.entry.model_copy(update={"id": _id(row.said, taken_ids)})
        entries.append(entry)
        taken_ids.add(entry.id)
        one_of_file.setdefault(row.whole, entry.id)
        added.append(Added(row.number, entry.id, row.title, row.joining.doubts, row.place))

    return entries, Report(tuple(added), tuple(there[n] for n in sorted(there)), ())


def _with_row(entry: Evidence, row: Evidence) -> Evidence | None:
    """The entry with everything the row says, and what only the entry says kept; None where both are not possible."""
    plain = _over(entry.model_dump(), row.model_dump(exclude={"id"}))
    try:
        return Evidence.model_validate(plain)
    except ValidationError:
        return None


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        if isinstance(value, dict):
            result[key] = _over(result.get(key) or {}, value)
        elif value not in (None, (), []):
            result[key] = value
    return result


def _id(row: Comparable, taken: Collection[str]) -> str:
    """The same id for the same thing each time: from what the row says it is, not from its place in the file."""
    whole = f"{row.stem}-t{row.time}" if row.time else f"{row.stem}"
    chosen, count = whole, 2
    while chosen in taken:
        chosen, count = f"{whole}-{count}", count + 1
    return chosen
