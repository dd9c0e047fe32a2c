"""Where does each achievement go, on a form that takes it once, so that all parts together give the most?

Solved exactly. Only entries that would serve several parts are in question; those that could do exactly the same
everywhere are one class, of which only the number matters. For each part it is worked out what it gives with which of
them, and then the best combination is looked for, part by part, keeping what is left over and which parts are open.
Where other combinations give just as much, they are named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

_NAMED = 3  # other ways that are told; more would help nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One part of the form. `worth` is what it gives when only these entries may be used. `serves` says of each entry
    what it could do here: entries with equal answers are alike. `sets` are the sets of entries that make a difference,
    where they are known; else every number of each class is tried, up to `most` of them in all.

    A part that `waits` gives nothing, and takes nothing, until another one opens it: `opens` are the ids of the parts
    that this one opens when only these entries may be used."""

    id: str
    serves: Mapping[str, object]
    worth: Callable[[frozenset[str]], float]
    sets: Callable[[Callable[[str], object]], Iterable[tuple[str, ...]]] | None = None
    most: Callable[[Collection[str]], int] = len
    waits: bool = False
    opens: Callable[[frozenset[str]], frozenset[str]] | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """The best way: the entries each part may use, what all give together, where each entry in question goes (None: it
    is not needed), other ways that give as much, as what goes elsewhere, and the parts that wait in vain."""

    allowed: Mapping[str, frozenset[str]]
    total: float
    placed: Mapping[str, str | None]
    others: tuple[Mapping[str, str | None], ...]
    shut: frozenset[str] = frozenset()


class _Bid(NamedTuple):
    worth: float
    takes: tuple[int, ...]  # how many of each class
    opens: frozenset[str] = frozenset()


def contested(places: Sequence[Place]) -> dict[str, tuple[str, ...]]:
    """The entries that would serve several parts, with those parts."""
    where: dict[str, tuple[str, ...]] = {}
    for place in places:
        for key in place.serves:
            where[key] = (*where.get(key, ()), place.id)
    return {key: where[key] for key in sorted(where) if len(where[key]) > 1}


def share(places: Sequence[Place]) -> Shared:
    """The best way to use each entry once."""
    open_ = contested(places)
    alike: dict[object, list[str]] = {}
    for key in open_:
        alike.setdefault(tuple(place.serves.get(key) for place in places), []).append(key)
    groups = list(alike.values())
    places = sorted(places, key=lambda place: place.waits)  # what opens a part comes before it
    own = {place.id: frozenset(place.serves) - open_.keys() for place in places}
    bids = [_bids(place, own[place.id], groups) for place in places]
    start = tuple(len(group) for group in groups)
    shut = [_Bid(0.0, (0,) * len(groups))]

    def bids_of(index: int, opened: frozenset[str]) -> Sequence[_Bid]:
        return shut if places[index].waits and places[index].id not in opened else bids[index]

    @cache
    def best(index: int, left: tuple[int, ...], opened: frozenset[str]) -> float:
        if index == len(places):
            return 0.0
        most, rest = 0.0, upper[index + 1]
        for bid in bids_of(index, opened):
            if bid.worth + rest <= most:
                break  # bids stand best first: none that follows can give more
            after = _after(left, bid.takes)
            if after is not None:
                most = max(most, bid.worth + best(index + 1, after, opened | bid.opens))
        return most

    upper = [sum(bid[0].worth for bid in bids[index:]) for index in range(len(bids) + 1)]
    ways = _ways(len(places), bids_of, best, start)
    placed = [_placed(way, places, groups) for way in ways]
    first = placed[0]
    allowed = {place.id: own[place.id] | {key for key, id in first.items() if id == place.id} for place in places}
    opened = frozenset[str]().union(*(place.opens(allowed[place.id]) for place in places if place.opens is not None))
    others = []
    for other in placed[1:]:
        changed = {key: id for key, id in other.items() if first[key] != id}
        if changed and changed not in others:
            others.append(changed)
    return Shared(
        allowed, best(0, start, frozenset()), first, tuple(others[:_NAMED]),
        frozenset(place.id for place in places if place.waits) - opened,
    )  # fmt: skip


def _bids(place: Place, own: frozenset[str], groups: Sequence[Sequence[str]]) -> list[_Bid]:
    """What the part gives with which of the entries in question, best first; a bid that takes more for no more is left
    out, unless it opens another part. The last is what it gives without any."""
    of = {key: n for n, group in enumerate(groups) for key in group}
    nothing = (0,) * len(groups)
    takes: dict[tuple[int, ...], None] = {nothing: None}
    opens = place.opens or (lambda _: frozenset())
    without, every_one = place.worth(own), frozenset(place.serves)
    if place.worth(every_one) == without and opens(every_one) == opens(own):
        return [_Bid(without, nothing, opens(own))]
    if place.sets is not None:
        for keys in place.sets(lambda key: of.get(key, -1)):
            takes[_count(keys, of, len(groups))] = None
    else:
        here = [n for n, group in enumerate(groups) if group[0] in place.serves]
        most = place.most([key for n in here for key in groups[n]])
        for counts in _counts([len(groups[n]) for n in here], most):
            vector = [0] * len(groups)
            for n, count in zip(here, counts, strict=True):
                vector[n] = count
            takes[tuple(vector)] = None
    with_them = {vector: own | _keys(vector, groups) for vector in takes}
    every = [_Bid(place.worth(keys), vector, opens(keys)) for vector, keys in with_them.items()]
    every.sort(key=lambda bid: (-bid.worth, sum(bid.takes), bid.takes))
    kept: list[_Bid] = []
    for bid in every:
        if not any(
            other.opens >= bid.opens and all(a <= b for a, b in zip(other.takes, bid.takes, strict=True))
            for other in kept
        ):
            kept.append(bid)
    return kept


def _counts(there: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    """Every number of each class, at most so many in all."""
    if not there:
        yield ()
        return
    for count in range(min(there[0], most) + 1):
        for rest in _counts(there[1:], most - count):
            yield (count, *rest)


def _ways(
    count: int,
    bids_of: Callable[[int, frozenset[str]], Sequence[_Bid]],
    best: Callable[[int, tuple[int, ...], frozenset[str]], float],
    start: tuple[int, ...],
) -> list[tuple[tuple[int, ...], ...]]:
    """The first few of the best combinations, as what each part takes."""
    found: list[tuple[tuple[int, ...], ...]] = []

    def follow(index: int, left: tuple[int, ...], opened: frozenset[str], so_far: tuple[tuple[int, ...], ...]) -> None:
        if len(found) > 2 * _NAMED:
            return
        if index == count:
            found.append(so_far)
            return
        most = best(index, left, opened)
        for bid in bids_of(index, opened):
            after = _after(left, bid.takes)
            if after is not None and bid.worth + best(index + 1, after, opened | bid.opens) == most:
                follow(index + 1, after, opened | bid.opens, (*so_far, bid.takes))

    follow(0, start, frozenset(), ())
    return found


def _placed(
    way: tuple[tuple[int, ...], ...], places: Sequence[Place], groups: Sequence[Sequence[str]]
) -> dict[str, str | None]:
    """Where each entry in question goes: those of a class are given out in order."""
    placed: dict[str, str | None] = {key: None for group in groups for key in group}
    given = [0] * len(groups)
    for place, takes in zip(places, way, strict=True):
        for n, count in enumerate(takes):
            for key in groups[n][given[n] : given[n] + count]:
                placed[key] = place.id
            given[n] += count
    return placed


def _after(left: tuple[int, ...], takes: tuple[int, ...]) -> tuple[int, ...] | None:
    rest = tuple(there - taken for there, taken in zip(left, takes, strict=True))
    return None if any(each < 0 for each in rest) else rest


def _count(keys: Iterable[str], of: Mapping[str, int], length: int) -> tuple[int, ...]:
    vector = [0] * length
    for key in keys:
        if key in of:
            vector[of[key]] += 1
    return tuple(vector)


def _keys(vector: Sequence[int], groups: Sequence[Sequence[str]]) -> frozenset[str]:
    return frozenset(key for count, group in zip(vector, groups, strict=True) for key in group[:count])
