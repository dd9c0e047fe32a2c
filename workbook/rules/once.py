"""Which entries may each part of a form use, where the form takes an achievement once?

The form says so by a rule that counts an achievement `once` (data/scoring, double-counting). Each figure is shared out
by itself: with documents, without, and by the closing day. Where nothing is wanted twice, every part keeps all it has.
A part that counts only behind another one (`requires`) is given nothing before that one has reached its letter. Letters
cannot be added: the best way is the one with the most of the best letter, then of the next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf

from workbook.facts.scoring import Domain, MatrixRule, Option
from workbook.rules.arithmetic import grades_only, takes_several
from workbook.rules.bundles import bundles
from workbook.rules.case import Case
from workbook.rules.ceilings import ceiling_of, leads_of
from workbook.rules.domain_score import ALL, Allowed
from workbook.rules.limits import WHOLE, base_points, group_of, limit_of, times
from workbook.rules.pieces import Piece
from workbook.rules.points import Placement, Step
from workbook.rules.sharing import Place, Shared, contested, share
from workbook.rules.tally import Mode, Reading, named, options_of, worth

_SMALLEST = 0.5  # the least points of an option, of which another may be a part
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Once:
    """Which entries each part may use for each figure; where each goes; which other ways give as much."""

    allowed: Mapping[str, Allowed]
    placed: tuple[Placement, ...] = ()
    ties: tuple[str, ...] = ()
    step: Step | None = None
    most: float | None = None  # what all parts can reach together; None where nothing is wanted twice


def rule_of(case: Case) -> MatrixRule | None:
    """The rule by which this form takes an achievement once."""
    return next((rule for rule in case.matrix.rules if rule.counts == "once"), None)


def shared_out(case: Case, readings: Sequence[Reading]) -> Once:
    """The best way to use each entry once, for every figure."""
    every: dict[str, list[frozenset[str] | None]] = {reading.domain.id: [] for reading in readings}
    supported, held, planned = case.modes
    told: Shared | None = None
    most = None
    kept: list[tuple[Mode, Shared | None]] = []
    for mode, ceiling in ((supported, False), (held, False), (planned, False), (planned, True)):
        found = next((shared for other, shared in kept if other == mode and not ceiling), None)
        if found is None:
            found = _share(case, readings, mode, ceiling)
            if not ceiling:
                kept.append((mode, found))
        told = told or found
        most = found.total if ceiling and found is not None else None
        for id, each in every.items():
            each.append(None if found is None else found.allowed[id])
    if told is None:
        return Once(dict.fromkeys(every, ALL))
    titles = {reading.domain.id: reading.domain.title for reading in readings}
    letters = grades_only(case.matrix)
    pieces = {piece.key: piece for group in case.pieces.values() for piece in group}
    where = contested([_place(case, reading, held, False) for reading in readings])
    rule = rule_of(case)
    return Once(
        {id: tuple(each) for id, each in every.items()},
        tuple(_placements(told, where, titles, pieces)),
        tuple(_tie(other, titles, pieces, letters) for other in told.others),
        Step(what="once", text=rule.text, id=rule.provenance.id) if rule else None,
        most,
    )


def _share(case: Case, readings: Sequence[Reading], mode: Mode, ceiling: bool) -> Shared | None:
    """None where no entry is wanted by two parts."""
    wanted: set[str] = set()
    twice = False
    for reading in readings:
        keys = {piece.key for piece in reading.tally(mode).pieces}
        twice = twice or bool(wanted & keys)
        wanted |= keys
    if not twice:
        return None
    return share([_place(case, reading, mode, ceiling) for reading in readings])


def _place(case: Case, reading: Reading, mode: Mode, ceiling: bool) -> Place:
    """One part as a place for entries. With `ceiling` it is worth what it can reach, whatever is given to it."""
    domain, every = reading.domain, case.matrix.domains
    waiting = [(one.id, one.requires.grade_in) for one in every if one.requires and one.requires.domain == domain.id]
    serves: dict[str, dict[object, None]] = {}
    for option in domain.options:
        if worth(domain, option) <= 0 and option.points_factor is None:
            continue
        for r, route in enumerate(reading.outcomes[option.id].routes):
            for p, (way, candidates) in enumerate(route):
                alone = len(route) == 1 and not way.totals
                for one in candidates:
                    day = mode.day_of(one)
                    if not one.sure or day is None or day > mode.by:
                        continue
                    does: object = option.id if alone else (option.id, r, p, one.amounts)
                    if option.points_factor is not None:
                        does = (option.id, base_points(domain, reading.outcomes, option, one.piece))
                    serves.setdefault(one.piece.key, {})[does] = None
    leads = leads_of(case, reading) if ceiling else {}
    letters = grades_only(case.matrix)

    def reached(allowed: frozenset[str]) -> tuple[float, tuple[Option, ...]]:
        tally = reading.tally(mode, allowed)
        if not ceiling:
            return tally.worth, tally.options
        most = ceiling_of(case, reading, tally, tally, leads)
        return (
            (most.worth, options_of(domain, most.points)) if most.worth > tally.worth else (tally.worth, tally.options)
        )

    def value(allowed: frozenset[str]) -> float:
        points, options = reached(allowed)
        return _letters(case, domain, options) if letters else points

    def opens(allowed: frozenset[str]) -> frozenset[str]:
        grades = {option.grade for option in reached(allowed)[1]}
        return frozenset(id for id, wanted in waiting if grades & {*wanted})

    def sets(class_of: Callable[[str], object]) -> Iterable[tuple[str, ...]]:
        for option in domain.options:
            if worth(domain, option) > 0:
                yield from bundles(reading.outcomes[option.id], mode.day_of, mode.by, None, class_of)

    def most(keys: Collection[str]) -> int:
        return _most(reading, {does[0] if isinstance(does, tuple) else does for key in keys for does in serves[key]})

    return Place(
        id=domain.id, serves={key: tuple(said) for key, said in serves.items()}, worth=value,
        sets=sets if domain.pick == "one" else None, most=most,
        waits=domain.requires is not None, opens=opens if waiting else None,
    )  # fmt: skip


def _letters(case: Case, domain: Domain, options: Iterable[Option]) -> float:
    """A number that ranks letters when they are added up: one A is more than a B in every other part."""
    scale = [*case.matrix.scale.grades] if case.matrix.scale else []
    base = len(case.matrix.domains) + 1
    given = [option.grade for option in options if worth(domain, option) > 0 and option.grade in scale]
    return max((float(base ** (len(scale) - scale.index(grade))) for grade in given if grade), default=0.0)


def _most(reading: Reading, ids: Collection[object]) -> int:
    """No more entries than this can ever count in these options of a part whose options add up."""
    domain = reading.domain
    limit = limit_of(domain) * reading.divisor
    every = 0.0
    for group in domain.groups or (WHOLE,):
        options = [one for one in domain.options if one.id in ids and group_of(domain, one).id == group.id]
        points = [option.points for option in options if option.points]
        points += [option.points_factor * _SMALLEST for option in options if option.points_factor]
        if points and group.pick == "one":
            every += 1
        elif points:
            often = sum(times(option) for option in options if option.points or option.points_factor)
            each = sum(_entries(option) for option in options if option.points)
            every += min(
                often + each, ceil(min(limit, inf if group.cap is None else group.cap, _MANY) / min(points)) + each
            )
    return int(min(every, _MANY))


def _entries(option: Option) -> int:
    """How many entries more than one the option may take by itself."""
    needs = option.needs
    wanted = [] if needs is None else [value for value in needs.wanted.values() if isinstance(value, int)]
    return max([0, *wanted]) if needs is not None and (needs.all_of or takes_several(option)) else 0


def _placements(
    shared: Shared, where: Mapping[str, Sequence[str]], titles: Mapping[str, str], pieces: Mapping[str, Piece]
) -> Iterable[Placement]:
    for key, id in shared.placed.items():
        if id is not None:
            piece = pieces[key]
            others = tuple(titles[other] for other in where.get(key, ()) if other != id and other not in shared.shut)
            if others:
                yield Placement(evidence=named(piece), domain=titles[id], instead_of=others)


def _tie(other: Mapping[str, str | None], titles: Mapping[str, str], pieces: Mapping[str, Piece], letters: bool) -> str:
    moved = [
        f"“{pieces[key].title}” in {titles[id]}" if id is not None else f"“{pieces[key].title}” left out"
        for key, id in other.items()
    ]
    return f"Just as {'good letters' if letters else 'many points'}: {'; '.join(moved)}."
