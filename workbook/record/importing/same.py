"""Which entry of a record is a row the same thing as?

All is compared without the words by which a patient could be known, so that it does not matter whether they were left
out of one and not of the other. Every look-up goes by a key: a list of thousands with one title costs its length.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from workbook.record.importing.privacy import bare
from workbook.record.importing.rows import Incoming
from workbook.record.models import Evidence

OURS = "in-"  # how the ids of entries begin that came from a file
_ID = re.compile(rf"({OURS}[0-9a-f]{{10}})(?:-t(\d{{4}}))?(?:-\d+)?")

Said = frozenset[tuple[str, object]]


@dataclass(frozen=True)
class Comparable:
    """An entry, or what a row says, as it is compared: without words that could name a patient.

    `stem` is the id, without the number of a second one, of what came from a file; `time` the time of day that the file
    gave; `named`: its title says only of which kind it is.
    """

    entry: Evidence
    stem: str | None
    time: str | None
    named: bool = False

    @cached_property
    def said(self) -> Said:
        """What it says, field by field (`proof.file`, `details.cycles`); empty fields and the id left out."""
        return frozenset(fields(self.entry).items())

    @property
    def title(self) -> str:
        return plain(self.entry.title)

    @property
    def day(self) -> object:
        return self.entry.start or self.entry.end

    @property
    def file(self) -> str | None:
        return self.entry.proof.sha256 if self.entry.proof else None

    def could_be(self, other: Comparable) -> bool:
        """Whether neither file nor time of day says that they are two things."""
        return not (_differ(self.time, other.time) or _differ(self.file, other.file))


def of_record(entry: Evidence) -> Comparable:
    """An entry of the record, to be compared."""
    came = _ID.fullmatch(entry.id)
    return Comparable(bare(Incoming(0, entry)), came[1] if came else None, came[2] if came else None)


def of_row(row: Incoming) -> Comparable:
    """A row before words were left out of it, to be compared."""
    entry = bare(row)
    return Comparable(entry, stem(entry), row.time, row.named)


class Places:
    """Where in a list of entries those stand that a row could be."""

    def __init__(self, entries: Iterable[Comparable]) -> None:
        self._all = list(entries)
        self._whole: dict[Said, list[int]] = defaultdict(list)
        self._saying: dict[tuple[str, object], set[int]] = defaultdict(set)
        self._called: dict[tuple[str, object, object], list[int]] = defaultdict(list)
        self._from: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, one in enumerate(self._all):
            self._whole[one.said].append(place)
            for item in one.said:
                self._saying[item].add(place)
            for kind, day in {(one.entry.kind, one.day), *self._open_keys(one)}:
                self._called[one.title, kind, day].append(place)
            if one.stem:
                self._from["stem", one.stem].append(place)
            if one.file:
                self._from["file", one.file].append(place)

    def of_file(self, row: Comparable) -> list[int]:
        """The entries whose document is the same file, whatever it is called."""
        return self._from["file", row.file] if row.file else []

    def same_words(self, row: Comparable, taken: Collection[int]) -> int | None:
        """An entry not taken yet that says what the row says and nothing else."""
        return self._best(row, self._whole.get(row.said, ()), taken)

    def saying_all(self, row: Comparable, taken: Collection[int]) -> int | None:
        """An entry not taken yet that says all that the row says; of several the one that says least besides."""
        sets = sorted((self._saying.get(item, set()) for item in row.said), key=len)
        found = set.intersection(*sets) if sets else set()
        return self._best(row, sorted(found, key=lambda place: (len(self._all[place].said), place)), taken)

    def same_thing(self, row: Comparable, taken: Collection[int]) -> int | None:
        """An entry not taken yet that is the same thing and says something else.

        Same title, kind and first day; or made of this very row, and changed since. What came from a file may have had
        no day or kind yet, unless its title says no more than the kind: then it could be any of them.
        """
        kinds: tuple[object, ...] = (row.entry.kind, None) if row.entry.kind else (None, _ANY)
        days: tuple[object, ...] = (row.day, None) if row.day else (None, _ANY)
        if row.named:
            days = days[:1]
        near: Iterator[int] = (
            place for kind in kinds for day in days for place in self._called.get((row.title, kind, day), ())
        )
        found = self._best(row, near, taken)
        return found if found is not None else self._best(row, self._from.get(("stem", row.stem or ""), ()), taken)

    def _best(self, row: Comparable, places: Iterable[int], taken: Collection[int]) -> int | None:
        """The first of them that is free and could be the row; one with the row's own time of day before others."""
        first = None
        for place in places:
            if place in taken or not self._all[place].could_be(row):
                continue
            if row.time is None or self._all[place].time == row.time:
                return place
            first = place if first is None else first
        return first

    @staticmethod
    def _open_keys(one: Comparable) -> set[tuple[object, object]]:
        """The keys of an entry that came from a file, for a row that does not say its kind or its day."""
        if one.stem is None:
            return set()
        return {(kind, day) for kind in (one.entry.kind, _ANY) for day in (one.day, _ANY)}


_ANY = object()


def fields(entry: Evidence) -> dict[str, object]:
    """What the entry says, field by field; empty fields and the id left out."""
    flat: dict[str, object] = {}
    for name, value in entry.model_dump(exclude={"id"}).items():
        if isinstance(value, dict):
            flat.update({f"{name}.{key}": item for key, item in value.items() if item is not None})
        elif value not in (None, ()):
            flat[name] = value
    return flat


def stem(entry: Evidence) -> str:
    """The id of what came from a file, without what tells it from a second one: from its title, kind and first day."""
    said = "\x1f".join((plain(entry.title), entry.kind or "", str(entry.start or entry.end or "")))
    return OURS + hashlib.sha256(said.encode()).hexdigest()[:10]


def plain(text: str | None) -> str:
    """A title as it is compared: without capitals and double spaces."""
    return " ".join((text or "").casefold().split())


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
