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
from workbook.facts.kinds import Kind, every_file, kind_of
from workbook.facts.library import Facts
from workbook.facts.links import Ref
from workbook.facts.loading import line_of
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
    known = _Known(Facts(root))
    for one in read:
        for each in one.cards:
            problems += [*_dead_links(root, one, each, known), *_past(root, one, each, on), *_too_long(root, one, each)]
    problems += [*_same_address(root, read), *_strangers(root), *_needs(root)]
    return Checked(
        files=len(read) + len({problem.file for problem in problems} - {one.relative for one in read}),
        facts=sum(len(one.cards) for one in read),
        problems=tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0))),
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
    """Which ids there are of each kind that can be named. A kind whose files cannot be read knows none."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._ids: dict[str, frozenset[str]] = {}

    def has(self, link: Ref) -> bool:
        if link.to not in self._ids:
            try:
                self._ids[link.to] = frozenset(self._all(link.to))
            except FactError:  # its own file is named by the pass already
                self._ids[link.to] = frozenset({str(link)})
        return link in self._ids[link.to]

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


def _same_address(root: Path, read: list[Read]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for one in read:
        for each in one.cards:
            if each.id in seen:
                yield _problem(root, one, each, f"another fact has the address {each.id} (data/{seen[each.id]})")
            seen.setdefault(each.id, one.relative)


def _strangers(root: Path) -> Iterator[Problem]:
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root).as_posix()
        if path.is_dir() or relative == REVIEW or relative.split("/", 1)[0] in _NO_FACTS or path.name.startswith("."):
            continue
        if kind_of(relative) is None:
            yield Problem(relative, "no kind of fact is read from here")


def _needs(root: Path) -> Iterator[Problem]:
    from workbook.facts.needs import needs_problems
    from workbook.facts.scoring_index import index_problems

    facts = Facts(root)
    yield from needs_problems(facts)
    yield from index_problems(facts)


def _problem(root: Path, one: Read, each: Card, reason: str, field: str | None = None) -> Problem:
    from workbook.facts.loading import address_of

    place = each.id.removeprefix(address_of(one.relative)).strip("/").replace("/", ", ")
    return Problem(one.relative, reason, place, line_of(root, one.relative, each.id, field))
