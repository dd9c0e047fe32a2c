"""Is everything in `data/` as it must be? One pass over every file; each problem names file, line, entry and field.

A file that cannot be read is named and the pass goes on to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbook.base.days import in_words
from workbook.facts.cards import Card, cards, days_of, texts_of
from workbook.facts.core import FactError, Problem, Status
from workbook.facts.entry import FactFile
from workbook.facts.evidence_kinds import load_areas
from workbook.facts.kinds import KINDS, Kind, every_file, kind_of
from workbook.facts.library import Facts
from workbook.facts.links import Ref
from workbook.facts.loading import address_of, line_of
from workbook.facts.posts import ask_ids, pay_point_ids
from workbook.facts.review import PLACE as REVIEW

SCREEN = 1200  # characters that fit on the screen of a phone without losing the place
_NO_FACTS = ("demos", "schema", "templates")  # folders of data/ that hold no facts


@dataclass(frozen=True, slots=True)
class Read:
    """One file that could be read, with its facts."""

    kind: Kind
    relative: str
    file: FactFile
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a pass over all files found."""

    files: int
    facts: int
    problems: tuple[Problem, ...]


def check(root: Path, on: date) -> Checked:
    """Every problem in the data folder as of this day, in the order of the files."""
    read, problems = read_all(root)
    known = _Known(Facts(root), {problem.file for problem in problems})
    for one in read:
        for each in one.cards:
            problems += [
                *_dead_links(root, one, each, known), *_past(root, one, each, on), *_to_come(root, one, each, on),
                *_too_long(root, one, each),
            ]  # fmt: skip
    problems += [*known.problems, *_same_id(root, read), *_strangers(root), *_without_files(root)]
    if not problems:  # a file that cannot be read would be complained of once for everything that needs it
        problems += _needs(root)
    found = tuple(dict.fromkeys(sorted(problems, key=lambda problem: (problem.file, problem.line or 0))))
    return Checked(
        files=sum(1 for _ in every_file(root)),
        facts=sum(len(one.cards) for one in read),
        problems=found,
    )


def read_all(root: Path) -> tuple[list[Read], list[Problem]]:
    """Every file that can be read with its facts, and the problems of those that cannot."""
    read: list[Read] = []
    problems: list[Problem] = []
    for kind, relative in every_file(root):
        try:
            file = kind.load(root, relative)
        except FactError as error:
            problems += error.problems
        else:
            read.append(Read(kind, relative, file, tuple(cards(file))))
    return read, problems


class _Known:
    """Which ids there are of each kind that can be named.

    Where a file of the kind cannot be read its ids are not known, so no link to that kind is called dead: the file is
    what has to be mended first.
    """

    def __init__(self, facts: Facts, unread: set[str]) -> None:
        self._facts = facts
        self._unread = {kind.id for file in unread if (kind := kind_of(file))}
        self._ids: dict[str, frozenset[str] | None] = {}
        self.problems: list[Problem] = []

    def has(self, link: Ref) -> bool:
        if link.to not in self._ids:
            self._ids[link.to] = self._read(link.to)
        ids = self._ids[link.to]
        return ids is None or link in ids

    def _read(self, to: str) -> frozenset[str] | None:
        if self._unread & set(_HELD_BY[to]):
            return None
        try:
            return frozenset(self._all(to))
        except FactError as error:
            self.problems += error.problems
            return None

    def _all(self, to: str) -> set[str]:
        of: dict[str, Callable[[], set[str]]] = {
            "programme": lambda: set(self._facts.specialties()),
            "scoring matrix": lambda: {path.stem for path in self._facts.root.glob("scoring/*/*.yaml")},
            "kind of evidence": lambda: set(self._facts.evidence().ids()),
            "guide": lambda: set(self._facts.guides()),
            "visa route": lambda: set(self._facts.routes()),
            "visa figure": lambda: set(self._facts.visa_parameters()),
            "visa rule": lambda: set(self._facts.visa_rules()),
            "kind of post": lambda: set(self._facts.post_kinds()),
            "ask": lambda: ask_ids(self._facts.root),
            "pay point": lambda: pay_point_ids(self._facts.root),
            "area of evidence": lambda: {area.id for area in load_areas(self._facts.root).areas},
            "pathway": lambda: set(self._facts.pathways()),
        }
        return of[to]()


# The kinds of file that hold what can be named so.
_HELD_BY = {
    "programme": ("programme",),
    "scoring matrix": (),
    "kind of evidence": ("evidence", "vocabulary", "documents", "evidence-areas"),
    "guide": ("guide",),
    "visa route": ("visa-routes",),
    "visa figure": ("visa-figures",),
    "visa rule": ("visa-rules",),
    "kind of post": ("posts",),
    "ask": ("asks",),
    "pay point": ("pay-points",),
    "area of evidence": ("evidence-areas",),
    "pathway": ("pathway",),
}
# Kinds whose files are parts of one list: an id stands in one of them only.
_ONE_LIST = ("visa-figures", "visa-routes", "visa-rules", "pathway", "evidence", "vocabulary", "specialty-attributes")


def _dead_links(root: Path, one: Read, each: Card, known: _Known) -> Iterator[Problem]:
    for link in dict.fromkeys(each.links):
        if not known.has(link):
            yield _problem(root, one, each, f"there is no {link.to} {str(link)!r}")


def _past(root: Path, one: Read, each: Card, on: date) -> Iterator[Problem]:
    """A day that was announced and has passed: it is closed, in force or superseded, and no longer to come."""
    days = dict(days_of(each.entry))
    last = next((days[name] for name in ("to", "until", "day", "date", "on") if name in days), None)
    if each.provenance.status is Status.PUBLISHED and last is not None and last < on:
        yield _problem(
            root, one, each, f"status: its day, {in_words(last)}, has passed and it still says published", "status"
        )


def _too_long(root: Path, one: Read, each: Card) -> Iterator[Problem]:
    for field, text in texts_of(each.entry):
        if len(text) > SCREEN:
            said = f"{field}: longer than a screen ({len(text)} characters); split it"
            yield _problem(root, one, each, said, field)


def _to_come(root: Path, one: Read, each: Card, on: date) -> Iterator[Problem]:
    """A page cannot have been read on a day that is still to come."""
    read_on = each.provenance.checked_on
    if read_on > on and each.id == address_of(one.relative):
        yield _problem(root, one, each, f"checked_on: {in_words(read_on)} is still to come", "checked_on")


def _same_id(root: Path, read: list[Read]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], str] = {}
    for one in read:
        if one.kind.id not in _ONE_LIST:
            continue
        for each in one.cards:
            below = each.id.removeprefix(address_of(one.relative)).strip("/").split("/")
            if len(below) != 2 or not hasattr(each.entry, "id"):
                continue
            place = (one.kind.id, *below)
            if place in seen and seen[place] != one.relative:
                yield _problem(root, one, each, f"stands in data/{seen[place]} as well")
            seen.setdefault(place, one.relative)


def _without_files(root: Path) -> Iterator[Problem]:
    for kind in KINDS:
        if not kind.files(root):
            yield Problem(kind.pattern, "there is no such file")


def _strangers(root: Path) -> Iterator[Problem]:
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root).as_posix()
        if relative == REVIEW or relative.split("/", 1)[0] in _NO_FACTS or path.name.startswith("."):
            continue
        if not path.is_file() and (path.suffix == ".yaml" or not path.is_dir()):
            yield Problem(relative, "is no plain file")
        elif path.is_file() and kind_of(relative) is None:
            yield Problem(relative, "no kind of fact is read from here")


def _needs(root: Path) -> Iterator[Problem]:
    from workbook.facts.needs import needs_problems
    from workbook.facts.scoring_index import index_problems

    facts = Facts(root)
    yield from needs_problems(facts)
    yield from index_problems(facts)


def _problem(root: Path, one: Read, each: Card, reason: str, field: str | None = None) -> Problem:
    place = each.id.removeprefix(address_of(one.relative)).strip("/").replace("/", ", ")
    return Problem(one.relative, reason, place, line_of(root, one.relative, each.id, field))
