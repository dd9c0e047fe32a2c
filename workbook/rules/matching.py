"""Does this evidence meet these needs, from which day, and what would one have to know to tell?

What `needs` ask for is told in workbook.facts.needs. Counts are added up over all entries that meet the other
conditions. A detail that is missing is never assumed: the entry then neither meets nor fails, and the question is
named.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import ceil, inf
from types import MappingProxyType

from workbook.base.days import add_months
from workbook.facts.evidence import Field
from workbook.facts.needs import Alternative, Condition, alternatives
from workbook.rules.pieces import Piece
from workbook.rules.windows import Window

__all__ = ["Alternative", "Candidate", "Condition", "Met", "Outcome", "alternatives", "met_with", "outcome"]

_NEVER_READY = date.max
NO_DOUBTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that meets every condition, or would if the `unknown` questions were answered rightly.

    `age_asked`: it counts only if it is young enough, and its day is not known well enough to tell. `doubt`: why it
    may count although it is not done in time, which the form leaves open.
    """

    piece: Piece
    ready: date | None
    documented: date | None
    amounts: tuple[float | None, ...]
    unknown: tuple[Field, ...]
    age_asked: str | None = None
    doubt: str | None = None

    @property
    def sure(self) -> bool:
        """Whether nothing has to be asked of it."""
        return not self.unknown and self.age_asked is None

    @property
    def open(self) -> bool:
        """Whether something is not said of it that decides whether and how it counts."""
        return not self.sure or self.ready is None or None in self.amounts


@dataclass(frozen=True, slots=True)
class Met:
    """From which day and by which entries."""

    on: date
    pieces: tuple[Piece, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells them from everything else in the record; of an entry of evidence its id."""
        return tuple(piece.key for piece in self.pieces)


Part = tuple[Alternative, tuple[Candidate, ...]]
DayOf = Callable[[Candidate], date | None]


@dataclass(frozen=True)
class Outcome:
    """What the record says of one option.

    `held`: met with documents set aside; `documented`: met with documents in order; both from their earliest day.
    `asked` are the questions whose answers could meet it, each with the key of the entry it is asked of; `short` is how
    many more entries it would take. `routes` are the ways to meet it, each with all the parts that are wanted together.
    """

    held: Met | None
    documented: Met | None
    asked_of: tuple[tuple[str, str], ...]
    short: int
    routes: tuple[tuple[Part, ...], ...]

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions alone."""
        return tuple(dict.fromkeys(question for question, _ in self.asked_of))

    @cached_property
    def unfinished(self) -> tuple[str, ...]:
        """The keys of the entries that answer to it and of which no day is known on which they are done."""
        waiting = (one for _, there in self.ways for one in there if one.sure and one.ready is None)
        return tuple(dict.fromkeys(one.piece.key for one in waiting if not one.piece.question))

    @cached_property
    def ways(self) -> tuple[Part, ...]:
        """Every part of every route."""
        return tuple(part for route in self.routes for part in route)


def outcome(
    ways: Iterable[Alternative],
    pieces: Mapping[str, Sequence[Piece]],
    by: date,
    undated_asked: bool,
    window: Window | None = None,
    doubts: Mapping[str, str] = NO_DOUBTS,
) -> Outcome:
    """What the pieces (by kind of the vocabulary) say of the alternatives.

    Nothing is asked once they are met by the day `by`. `undated_asked`: that day lies in the past, so an entry that is
    done but bears no day is asked for it. `window`: how old an entry may be. `doubts`: by key, which entries that are
    not done in time may count all the same, and why nobody can tell.
    """
    routes = tuple(
        tuple((part, _candidates(part, pieces.get(part.words.id, ()), window, doubts)) for part in (way, *way.beside))
        for way in ways
    )
    held: list[Met] = []
    documented: list[Met] = []
    lacking: list[list[Part]] = []
    short = 0
    for parts in routes:
        sure = [[one for one in found if one.sure] for _, found in parts]
        ready = [_from(part, there, _ready) for (part, _), there in zip(parts, sure, strict=True)]
        if all(ready):
            held += _together(ready)
            documented += _together(
                [_from(part, there, _documented) for (part, _), there in zip(parts, sure, strict=True)]
            )
        still = [n for n, met in enumerate(ready) if len(parts) == 1 or not met]
        lacking.append([parts[n] for n in still])
        more = max(1, sum(_short(parts[n][0], sure[n]) for n in still))
        short = more if short == 0 else min(short, more)
    met = _earliest(held)
    asked: dict[tuple[str, str], None] = {}
    if met is None or met.on > by:
        for each in lacking:
            questions = [_questions(part, found, undated_asked) if found else [] for part, found in each]
            if all(questions):  # an answer is no use where another part is missing altogether
                asked |= dict.fromkeys(question for those in questions for question in those)
    return Outcome(met, _earliest(documented), tuple(asked), short, routes)


def met_with(found: Outcome, day_of: DayOf, by: date, allowed: Container[str]) -> Met | None:
    """What meets the option by the day when only the pieces with these keys may be used; None when nothing does."""
    every: list[Met] = []
    for route in found.routes:
        usable = [
            [
                (day, one)
                for one in candidates
                if one.sure and one.piece.key in allowed and (day := day_of(one)) is not None and day <= by
            ]
            for _, candidates in route
        ]
        every += _together([_met(part, dated) for (part, _), dated in zip(route, usable, strict=True)])
    return _earliest(every)


def _ready(one: Candidate) -> date | None:
    return one.ready


def _documented(one: Candidate) -> date | None:
    return one.documented


def _from(part: Alternative, candidates: Iterable[Candidate], day_of: DayOf) -> list[Met]:
    return _met(part, [(day, one) for one in candidates if (day := day_of(one)) is not None])


def _together(parts: Sequence[list[Met]]) -> list[Met]:
    """Parts that are wanted together are met when the last of them is."""
    if not all(parts):
        return []
    firsts = [part[0] for part in parts]
    pieces = {piece.key: piece for met in firsts for piece in met.pieces}
    return [Met(max(met.on for met in firsts), tuple(pieces.values()))]


def _candidates(
    way: Alternative, pieces: Iterable[Piece], window: Window | None, doubts: Mapping[str, str]
) -> tuple[Candidate, ...]:
    found = []
    for piece in pieces:
        candidate = None if piece.never else _candidate(way, piece, window, doubts.get(piece.key))
        if candidate is not None:
            found.append(candidate)
    if len(found) > 1:
        found.sort(key=lambda one: (one.ready or _NEVER_READY, one.piece.key))
    return tuple(found)


def _candidate(way: Alternative, piece: Piece, window: Window | None, doubt: str | None) -> Candidate | None:
    ready = piece.ready
    unknown = []
    for condition in way.conditions:
        answer = condition.holds(piece.values)
        if answer is False:
            return None
        if answer is None:
            complete = _from_day(condition, piece)
            if complete is not None and ready is not None:
                ready = max(ready, complete)
            elif piece.held_since is not None and condition.field.from_dates:
                return None  # the role ends before the months are complete
            elif condition.least is not None and piece.at_most.get(condition.field.key, inf) < condition.least:
                return None
            else:
                unknown.append(condition.field)
    unknown += [field for field in _could_bar(piece) if field not in unknown]
    young = window is None or window.holds(piece)
    if young is False:
        return None
    amounts = tuple(_amount(piece, field) for field, _ in way.totals)
    age_asked = window.question(piece) if window is not None and young is None else None
    documented = piece.documented(ready, _complete(way, piece))
    return Candidate(piece, ready, documented, amounts, tuple(unknown), age_asked, doubt)


def _could_bar(piece: Piece) -> list[Field]:
    """The open questions with one answer to which the entry scores nowhere, whether or not the form asks them.

    What the status of the entry says needs no question of its own.
    """
    fields = (piece.words.field(bar.field) for bar in piece.words.never)
    asked = [field for field in fields if field is not None and not field.by_status]
    return [field for field in asked if field.key not in piece.values and not field.is_moot(piece.values)]


def _from_day(condition: Condition, piece: Piece) -> date | None:
    """For a role still held: the day on which the months asked for are complete; None if never or not known."""
    if piece.held_since is None or condition.least is None or not condition.field.from_dates:
        return None
    complete = add_months(piece.held_since, ceil(condition.least)) - timedelta(days=1)
    return complete if piece.held_until is None or complete <= piece.held_until else None


def _complete(way: Alternative, piece: Piece) -> date | None:
    """Of what is done and bears a first day alone: the first day on which the months asked for can be complete."""
    months = [one.least for one in way.conditions if one.least is not None and one.field.from_dates]
    if piece.since is None or not months:
        return None
    return add_months(piece.since, ceil(max(months))) - timedelta(days=1)


def _amount(piece: Piece, field: Field) -> float | None:
    said = piece.values.get(field.key)
    return field.unsaid if said is None else max(0.0, float(said))


def _met(way: Alternative, usable: Sequence[tuple[date, Candidate]]) -> list[Met]:
    """The earliest day on which the alternative is met, as a list of none or one."""
    if not usable:
        return []
    if not way.totals:
        day, one = min(usable, key=_by_day)
        return [Met(day, (one.piece,))]
    sums = [0.0] * len(way.totals)
    used: list[Piece] = []
    for day, one in sorted(usable, key=_by_day):
        if not any(one.amounts):
            continue
        used.append(one.piece)
        sums = [total + (amount or 0) for total, amount in zip(sums, one.amounts, strict=True)]
        if all(total >= least for total, (_, least) in zip(sums, way.totals, strict=True)):
            return [Met(day, tuple(used))]
    return []


def _questions(way: Alternative, candidates: Sequence[Candidate], undated_asked: bool) -> list[tuple[str, str]]:
    """What to ask and of which entry, when the answers could meet the alternative.

    Nothing is asked of what nobody plans to finish.
    """
    candidates = [one for one in candidates if one.ready is not None or one.piece.question or one.doubt]
    for index, (_, least) in enumerate(way.totals):
        if sum(inf if (amount := one.amounts[index]) is None else amount for one in candidates) < least:
            return []
    questions = []
    for one in candidates:
        fields = [*one.unknown]
        fields += [field for (field, _), amount in zip(way.totals, one.amounts, strict=True) if amount is None]
        asked = [_ask(one.piece, field) for field in fields]
        if one.age_asked:
            asked.append(f"“{one.piece.title}”: {one.age_asked}")
        if one.doubt:
            asked.append(f"“{one.piece.title}”: {one.doubt}")
        elif one.piece.question:
            asked.append(f"“{one.piece.title}”: {one.piece.question}")
        elif one.piece.undated and undated_asked and not one.age_asked:
            asked.append(f"“{one.piece.title}”: when was it finished?")
        questions += [(question, one.piece.key) for question in asked]
    return questions


def _ask(piece: Piece, field: Field) -> str:
    again = " (what is written there is not one of the answers)" if field.key in piece.unread else ""
    return f"“{piece.title}”: {field.label}{again}"


def _by_day(dated: tuple[date, Candidate]) -> tuple[date, str]:
    return dated[0], dated[1].piece.key


def _short(way: Alternative, sure: Sequence[Candidate]) -> int:
    """How many more entries it takes: one, or what is still missing to the total, counting one for each new entry."""
    missing = 1.0
    for index, (_, least) in enumerate(way.totals):
        there = sum(one.amounts[index] or 0 for one in sure if one.ready is not None)
        missing = max(missing, least - there)
    return ceil(missing)


def _earliest(found: Sequence[Met]) -> Met | None:
    return min(found, key=lambda met: (met.on, len(met.pieces), met.keys)) if found else None
