"""Does this evidence meet these needs, from which day, and what would one have to know to tell?

`needs` of an option become alternatives, each a kind of evidence with conditions; one alternative is enough. The words
and their order are those of data/evidence/vocabulary.yaml:

* numbers are "at least" (`cycles: 2`, `months_min: 3`, `months: "1-10"` is at least 1), `…_max` is "at most";
* a list means any of its words; a word also satisfies what it `meets` (leading a project is contributing to it, a
  national meeting is a regional one), and a group (`type: other`) means any of its members;
* a `no` that yes outdoes (`organised: false`) is met either way;
* counts (`count_min: 2`, `sessions_min: 3`) are added up over all entries that meet the other conditions;
* a detail that is missing is never assumed: the entry then neither meets nor fails, and the question is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, inf
from weakref import WeakKeyDictionary

from workbook.base.days import add_months
from workbook.facts.core import FactError
from workbook.facts.evidence import EvidenceKinds, Field, Words
from workbook.facts.scoring import Needs, Wanted
from workbook.rules.pieces import Piece

_NEVER_READY = date.max

# What needs mean, kept as long as the vocabulary they are read with. Each entry holds its needs, so that an id is not
# given to another while it stands here. Facts only: nothing of a doctor is ever in it.
_UNFOLDED: WeakKeyDictionary[EvidenceKinds, dict[int, tuple[Needs, tuple[Alternative, ...]]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Condition:
    """One wanted answer: any of `values` (`doubtful` ones need a closer word), or a number from `least` to `most`."""

    field: Field
    values: frozenset[str] | frozenset[bool] | None = None
    doubtful: frozenset[str] = frozenset()
    least: float | None = None
    most: float | None = None

    def holds(self, piece: Piece) -> bool | None:
        """Whether the entry's answer is a wanted one; None when it has not been given."""
        said = piece.values.get(self.field.key)
        if said is None:
            return None
        if self.values is None:
            number = float(said)
            return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)
        if said in self.values:
            return True
        return None if said in self.doubtful else False

    def from_day(self, piece: Piece) -> date | None:
        """For a role still held: the day on which the months asked for are complete; None if never or not known."""
        if piece.held_since is None or self.least is None or not self.field.from_dates:
            return None
        complete = add_months(piece.held_since, ceil(self.least)) - timedelta(days=1)
        return complete if piece.held_until is None or complete <= piece.held_until else None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to meet the needs. `totals` are the fields added up over all entries that meet the conditions."""

    words: Words
    conditions: tuple[Condition, ...]
    totals: tuple[tuple[Field, float], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that meets every condition, or would if the `unknown` questions were answered rightly."""

    piece: Piece
    ready: date | None
    documented: date | None
    amounts: tuple[float | None, ...]
    unknown: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """From which day and by which entries."""

    on: date
    pieces: tuple[Piece, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(piece.id for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the record says of one option.

    `held`: met with documents set aside; `documented`: met with documents in order; both from their earliest day.
    `asked` are the questions whose answers could meet it, `short` how many more entries it would take.
    """

    held: Met | None
    documented: Met | None
    asked: tuple[str, ...]
    short: int
    ways: tuple[tuple[Alternative, tuple[Candidate, ...]], ...]


def alternatives(needs: Needs, kinds: EvidenceKinds, place: str) -> tuple[Alternative, ...]:
    """The ways to meet the needs. Raises `FactError`, naming the place, for a key or word outside the vocabulary."""
    kept = _UNFOLDED.setdefault(kinds, {})
    if id(needs) not in kept:
        ways = [_alternative(kind, wanted, kinds, place) for kind, wanted in _unfolded(needs, None, {})]
        kept[id(needs)] = (needs, tuple(ways))
    return kept[id(needs)][1]


def outcome(
    ways: Iterable[Alternative], pieces: Mapping[str, Sequence[Piece]], by: date, undated_asked: bool
) -> Outcome:
    """What the pieces (by kind of the vocabulary) say of the alternatives.

    Nothing is asked once they are met by the day `by`. `undated_asked`: that day lies in the past, so an entry that is
    done but bears no day is asked for it.
    """
    held: list[Met] = []
    documented: list[Met] = []
    short = 0
    every = []
    for way in ways:
        candidates = _candidates(way, pieces.get(way.words.id, ()))
        every.append((way, candidates))
        sure = [one for one in candidates if not one.unknown]
        held += _met(way, [(one.ready, one) for one in sure if one.ready])
        documented += _met(way, [(one.documented, one) for one in sure if one.documented])
        still = _short(way, sure)
        short = still if short == 0 else min(short, still)
    met = _earliest(held)
    asked: dict[str, None] = {}
    if met is None or met.on > by:
        asked = dict.fromkeys(question for way, found in every for question in _questions(way, found, undated_asked))
    return Outcome(met, _earliest(documented), tuple(asked), short, tuple(every))


def _unfolded(
    needs: Needs, kind: str | None, wanted: Mapping[str, Wanted]
) -> list[tuple[str | None, dict[str, Wanted]]]:
    kind = needs.kind or kind
    together = {**wanted, **needs.wanted}
    if not needs.any_of:
        return [(kind, together)]
    return [way for each in needs.any_of for way in _unfolded(each, kind, together)]


def _alternative(kind: str | None, wanted: Mapping[str, Wanted], kinds: EvidenceKinds, place: str) -> Alternative:
    words = kinds.vocabulary.get(kind) if kind else None
    if words is None:
        raise FactError(f"{place}: the vocabulary has no kind {kind!r}")
    conditions: list[Condition] = []
    totals: list[tuple[Field, float]] = []
    for key, value in wanted.items():
        condition = _condition(words, key, value, place)
        if condition.field.adds_up:
            if condition.least is None:
                raise FactError(f"{place}: {key}: only a least number can be added up")
            totals.append((condition.field, condition.least))
        elif condition.values != frozenset({False, True}):
            conditions.append(condition)
    return Alternative(words, tuple(conditions), tuple(totals))


def _condition(words: Words, key: str, value: Wanted, place: str) -> Condition:
    field = words.field(key)
    if field is not None:
        if field.type == "number":
            return Condition(field, least=_lower_bound(value, key, place))
        if field.type == "yes-no":
            return Condition(field, values=_yes_no(field, value, key, place))
        met = _choices(field, value, key, place)
        return Condition(field, values=met, doubtful=field.doubtful_for(met))
    for ending, upper in (("_each_min", False), ("_min", False), ("_max", True)):
        field = words.field(key.removesuffix(ending)) if key.endswith(ending) else None
        if field is not None and field.type == "number":
            bound = _lower_bound(value, key, place)
            return Condition(field, most=bound) if upper else Condition(field, least=bound)
    raise FactError(f"{place}: the vocabulary of {words.id} has no {key!r}")


def _lower_bound(value: Wanted, key: str, place: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    try:
        return float(str(value).split("-")[0])
    except ValueError:
        raise FactError(f"{place}: {key}: {value!r} is not a number or a range such as 1-10") from None


def _yes_no(field: Field, value: Wanted, key: str, place: str) -> frozenset[bool]:
    if not isinstance(value, bool):
        raise FactError(f"{place}: {key}: {value!r} is neither true nor false")
    return frozenset({value, True}) if field.yes_is_more else frozenset({value})


def _choices(field: Field, value: Wanted, key: str, place: str) -> frozenset[str]:
    met: set[str] = set()
    for word in value if isinstance(value, tuple) else (value,):
        satisfied = None if isinstance(word, bool | float) else field.values_for(word)
        if satisfied is None:
            raise FactError(f"{place}: {key}: {word!r} is not one of the choices in the vocabulary")
        met |= satisfied
    return frozenset(met)


def _candidates(way: Alternative, pieces: Iterable[Piece]) -> tuple[Candidate, ...]:
    found = []
    for piece in pieces:
        candidate = None if piece.never else _candidate(way, piece)
        if candidate is not None:
            found.append(candidate)
    return tuple(sorted(found, key=lambda one: (one.ready or _NEVER_READY, one.piece.id)))


def _candidate(way: Alternative, piece: Piece) -> Candidate | None:
    ready = piece.ready
    unknown = []
    for condition in way.conditions:
        answer = condition.holds(piece)
        if answer is False:
            return None
        if answer is None:
            complete = condition.from_day(piece)
            if complete is not None and ready is not None:
                ready = max(ready, complete)
            elif piece.held_since is not None and condition.field.from_dates:
                return None  # the role ends before the months are complete
            else:
                unknown.append(condition.field)
    amounts = tuple(_amount(piece, field) for field, _ in way.totals)
    return Candidate(piece, ready, piece.documented(ready), amounts, tuple(unknown))


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


def _questions(way: Alternative, candidates: Sequence[Candidate], undated_asked: bool) -> list[str]:
    """What to ask, when the answers could meet the alternative. Nothing is asked of what nobody plans to finish."""
    candidates = [one for one in candidates if one.ready is not None or one.piece.question]
    for index, (_, least) in enumerate(way.totals):
        if sum(inf if (amount := one.amounts[index]) is None else amount for one in candidates) < least:
            return []
    questions = []
    for one in candidates:
        fields = [*one.unknown]
        fields += [field for (field, _), amount in zip(way.totals, one.amounts, strict=True) if amount is None]
        questions += [_ask(one.piece, field) for field in fields]
        if one.piece.question:
            questions.append(f"“{one.piece.title}”: {one.piece.question}")
        elif one.piece.undated and undated_asked:
            questions.append(f"“{one.piece.title}”: when was it finished?")
    return questions


def _ask(piece: Piece, field: Field) -> str:
    again = " (what is written there is not one of the answers)" if field.key in piece.unread else ""
    return f"“{piece.title}”: {field.label}{again}"


def _by_day(dated: tuple[date, Candidate]) -> tuple[date, str]:
    return dated[0], dated[1].piece.id


def _short(way: Alternative, sure: Sequence[Candidate]) -> int:
    """How many more entries it takes: one, or what is still missing to the total, counting one for each new entry."""
    missing = 1.0
    for index, (_, least) in enumerate(way.totals):
        there = sum(one.amounts[index] or 0 for one in sure if one.ready is not None)
        missing = max(missing, least - there)
    return ceil(missing)


def _earliest(found: Sequence[Met]) -> Met | None:
    return min(found, key=lambda met: (met.on, len(met.pieces), met.ids)) if found else None
