"""How many points do the entries give together in a part of a form whose options add up, and which entry goes where?

The most that is possible, found exactly. Each entry serves one option. An option counts once unless the form lets it be
repeated; a group counts its best option or the sum of them, to a cap of its own; the part has a cap over all. An option
may be worth a part of another one's points (a second author's half). Entries that could do the same are one class, of
which no more are looked at than could ever count; groups that share no entry are worked out apart.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, inf

from workbook.facts.scoring import Domain, Option
from workbook.facts.scoring_domains import Group
from workbook.rules.bundles import bundles, classes, usable
from workbook.rules.limits import base_points, group_of, times
from workbook.rules.matching import DayOf, Outcome
from workbook.rules.pieces import Piece

Offers = tuple[tuple[int, float], ...]  # the lots an entry may serve, and what it gives there


@dataclass(frozen=True, slots=True)
class Placed:
    """One option counted once: by which entries, and the points it gives."""

    option: Option
    pieces: tuple[Piece, ...]
    points: float


@dataclass(frozen=True, slots=True)
class Sum:
    """What the options give together; `total` is after every cap."""

    total: float
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class _Lot:
    option: Option
    outcome: Outcome
    group: Group
    times: float
    offers: Mapping[str, float]  # entry → points
    several: bool


@dataclass(frozen=True, slots=True)
class _Chain:
    """What was placed on the way to a state, the newest first."""

    lot: int
    key: str
    points: float
    before: _Chain | None
    length: int


def added_up(
    domain: Domain,
    outcomes: Mapping[str, Outcome],
    day_of: DayOf,
    by: date,
    *,
    limit: float = inf,
    allowed: Container[str] | None = None,
) -> Sum:
    """The most the entries give in this part by the day. `limit` is the cap of the part, `allowed` the entries it may
    use (all, where it is not given)."""
    lots = _lots(domain, outcomes, day_of, by, allowed)
    if not any(lot.several or lot.offers for lot in lots):
        return Sum(0.0, ())
    pieces = {one.piece.key: one.piece for lot in lots for _, candidates in lot.outcome.ways for one in candidates}
    best = _Best(limit)
    _with_several(lots, [n for n, lot in enumerate(lots) if lot.several], (), frozenset(), day_of, by, allowed, best)
    placed = [Placed(lots[lot].option, tuple(pieces[key] for key in keys), points) for lot, keys, points in best.placed]
    placed.sort(key=lambda one: (-one.points, one.option.id, [piece.key for piece in one.pieces]))
    return Sum(best.total, tuple(placed))


def together(domain: Domain, taken: Sequence[tuple[Option, float]], *, limit: float = inf) -> float:
    """The most these options give together, each with the points it gives by itself and as often as it stands here:
    repeats, groups and caps as `added_up` counts them."""
    points_of: dict[str, dict[str, float]] = {}
    for n, (option, points) in enumerate(taken):
        if points > 0:
            points_of.setdefault(option.id, {})[str(n)] = points
    lots = [
        _Lot(option, _UNASKED, group_of(domain, option), times(option), points_of[option.id], several=False)
        for option in domain.options if option.id in points_of
    ]  # fmt: skip
    return _singles(lots, (), frozenset(), limit)[0]


_UNASKED = Outcome(None, None, (), 0, ())  # of an option that is taken as it stands, no entry is asked


class _Best:
    """The best sum found so far: the most points, then the fewest entries."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.total = 0.0
        self.placed: list[tuple[int, tuple[str, ...], float]] = []
        self._used = 0

    def offer(self, total: float, placed: list[tuple[int, tuple[str, ...], float]]) -> None:
        used = sum(len(keys) for _, keys, _ in placed)
        if total > self.total or (total == self.total and total > 0 and used < self._used):
            self.total, self.placed, self._used = total, placed, used


def _lots(
    domain: Domain, outcomes: Mapping[str, Outcome], day_of: DayOf, by: date, allowed: Container[str] | None
) -> list[_Lot]:
    lots = []
    for option in sorted(domain.options, key=lambda one: (-(one.points or 0), one.id)):
        if not option.points and option.points_factor is None:
            continue
        found = outcomes[option.id]
        if not any(candidates for route in found.routes for _, candidates in route):
            continue
        several = any(len(route) > 1 or route[0][0].totals for route in found.routes)
        offers: dict[str, float] = {}
        if not several:
            for part in found.ways:
                for key in usable(part, day_of, by, allowed):
                    offers[key] = option.points or 0.0
            if option.points_factor is not None:
                pieces = {one.piece.key: one.piece for _, candidates in found.ways for one in candidates}
                worth = {
                    key: option.points_factor * base_points(domain, outcomes, option, pieces[key]) for key in offers
                }
                offers = {key: points for key, points in worth.items() if points > 0}
        lots.append(_Lot(option, found, group_of(domain, option), times(option), offers, several))
    return lots


def _with_several(
    lots: list[_Lot],
    open_: Sequence[int],
    chosen: tuple[tuple[int, tuple[str, ...], float], ...],
    taken: frozenset[str],
    day_of: DayOf,
    by: date,
    allowed: Container[str] | None,
    best: _Best,
) -> None:
    """Try every way to meet the options that take several entries, and place the other entries beside each."""
    if not open_:
        total, placed = _singles(lots, chosen, taken, best.limit)
        best.offer(total, placed)
        return
    lot, others = open_[0], open_[1:]
    _with_several(lots, others, chosen, taken, day_of, by, allowed, best)

    def offers(key: str) -> tuple[float | None, ...]:
        return tuple(one.offers.get(key) for one in lots)

    for keys in bundles(lots[lot].outcome, day_of, by, allowed, offers):
        if not taken & {*keys}:
            more = (*chosen, (lot, keys, lots[lot].option.points or 0.0))
            _with_several(lots, others, more, taken | {*keys}, day_of, by, allowed, best)


def _singles(
    lots: list[_Lot], chosen: Sequence[tuple[int, tuple[str, ...], float]], taken: frozenset[str], limit: float
) -> tuple[float, list[tuple[int, tuple[str, ...], float]]]:
    """The best placing of entries that meet an option alone, beside what is chosen already."""
    start: dict[str, float] = {}
    for lot, _, points in chosen:
        group = lots[lot].group
        there = start.get(group.id, 0.0)
        start[group.id] = max(there, points) if group.pick == "one" else there + points
    entries: dict[str, Offers] = {}
    for index, one in enumerate(lots):
        for key, points in one.offers.items():
            if key not in taken:
                entries[key] = (*entries.get(key, ()), (index, points))
    total = 0.0
    placed = list(chosen)
    counted: set[str] = set()
    for groups, here in _apart(lots, entries):
        counted |= groups
        gained, chain = _component(lots, sorted(groups), here, start, limit)
        total += gained
        while chain is not None:
            placed.append((chain.lot, (chain.key,), chain.points))
            chain = chain.before
    by_id = {one.group.id: one.group for one in lots}
    total += sum(_capped(by_id[id], there, limit) for id, there in start.items() if id not in counted)
    return min(total, limit), placed


def _apart(lots: list[_Lot], entries: Mapping[str, Offers]) -> list[tuple[set[str], dict[str, Offers]]]:
    """The groups that share an entry, together; others apart."""
    found: list[tuple[set[str], dict[str, Offers]]] = []
    for key in sorted(entries):
        groups = {lots[lot].group.id for lot, _ in entries[key]}
        here = {key: entries[key]}
        rest = []
        for other, there in found:
            if other & groups:
                groups |= other
                here = there | here
            else:
                rest.append((other, there))
        found = [*rest, (groups, here)]
    return found


def _component(
    lots: list[_Lot], ids: Sequence[str], entries: Mapping[str, Offers], start: Mapping[str, float], limit: float
) -> tuple[float, _Chain | None]:
    """The most that these groups give together. A state is what each group has so far, and how often each option that
    may not be repeated without end was taken."""
    groups = {one.group.id: one.group for one in lots if one.group.id in ids}
    place = {id: n for n, id in enumerate(ids)}
    counted = sorted({lot for offers in entries.values() for lot, _ in offers if lots[lot].times != inf})
    counter = {lot: n for n, lot in enumerate(counted)}
    first = (tuple(_capped(groups[id], start.get(id, 0.0), limit) for id in ids), (0,) * len(counted))
    states: dict[tuple[tuple[float, ...], tuple[int, ...]], _Chain | None] = {first: None}
    for key in _enough(lots, entries, limit):
        reached = dict(states)
        for (totals, counts), chain in states.items():
            for lot, points in entries[key]:
                group = groups[lots[lot].group.id]
                at = place[group.id]
                if lot in counter and counts[counter[lot]] >= lots[lot].times:
                    continue
                if group.pick == "one" and totals[at] > 0:
                    continue
                there = _capped(group, totals[at] + points, limit)
                if there == totals[at]:
                    continue
                new_totals = (*totals[:at], there, *totals[at + 1 :])
                new_counts = counts
                if lot in counter:
                    n = counter[lot]
                    new_counts = (*counts[:n], counts[n] + 1, *counts[n + 1 :])
                state = (new_totals, new_counts)
                length = (chain.length if chain else 0) + 1
                other = reached.get(state)
                if state not in reached or (other is not None and length < other.length):
                    reached[state] = _Chain(lot, key, points, chain, length)
        states = reached
    most = max(states.items(), key=lambda item: (min(sum(item[0][0]), limit), -(item[1].length if item[1] else 0)))
    return sum(most[0][0]), most[1]


def _enough(lots: list[_Lot], entries: Mapping[str, Offers], limit: float) -> Iterable[str]:
    """The entries in order, of each class no more than could ever count."""
    for keys in classes(entries, lambda key: entries[key]):
        most = 0.0
        for lot, points in entries[keys[0]]:
            group = lots[lot].group
            room = 1 if group.pick == "one" else ceil(min(limit, group.cap or inf, 1e6) / points)
            most += min(lots[lot].times, room)
        yield from keys[: int(min(most, len(keys)))]


def _capped(group: Group, points: float, limit: float) -> float:
    return min(points, limit, inf if group.cap is None else group.cap)
