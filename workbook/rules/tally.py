"""What does the record meet in one part of a form by a day: the best option, a sum of options, the band that holds?

`Reading` holds what the record says of each option; a tally is taken of it for a day, with or without documents, and
where a form takes an achievement once, with only those entries that go to this part.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from workbook.facts.scoring import Domain, Option
from workbook.rules.adding import added_up, together
from workbook.rules.bands import Band
from workbook.rules.limits import limit_of
from workbook.rules.matching import Candidate, DayOf, Met, Outcome, met_with
from workbook.rules.pieces import Piece
from workbook.rules.points import Named, Points, Step


@dataclass(frozen=True, slots=True)
class Use:
    """One option counted once, by its entries, with the points it gives before any cap."""

    option: Option
    pieces: tuple[Piece, ...]
    points: float | None


@dataclass(frozen=True)
class Tally:
    """The options met by a day. `worth` ranks tallies, also where only letters are published or nobody knows how a half
    point is rounded; `open` then says why there is no figure. `steps` are what was done beside taking options."""

    worth: float
    points: float | None
    uses: tuple[Use, ...]
    on: date | None = None
    open: str | None = None
    steps: tuple[Step, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """Each option once, in the order of the uses."""
        return tuple({use.option.id: use.option for use in self.uses}.values())

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Each entry once."""
        return tuple({piece.key: piece for use in self.uses for piece in use.pieces}.values())

    def has(self, option: Option) -> bool:
        """Whether the option is among those taken."""
        return any(option.id == use.option.id for use in self.uses)

    def shown(self) -> Points:
        """The figure with its option, its entries and the steps that lead to it."""
        return self._shown

    @cached_property
    def _shown(self) -> Points:
        pieces = self.pieces
        return Points(
            points=self.points,
            option=", ".join(option.id for option in self.options) or None,
            evidence=tuple(piece.id for piece in pieces),
            trace=(*(step_of(use) for use in self.uses), *self.steps),
        )


@dataclass(frozen=True, slots=True)
class Mode:
    """By which day, and whether documents are asked for."""

    day_of: DayOf
    by: date
    documented: bool = False


def documented(one: Candidate) -> date | None:
    """The day from which it counts with its document."""
    return one.documented


def ready(one: Candidate) -> date | None:
    """The day from which it counts, documents set aside."""
    return one.ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One part as the record stands. `divisor` divides what it adds up to; `rounding` is the rule of the form by which
    half points are rounded, where it is known that there is one and not what it says."""

    domain: Domain
    outcomes: Mapping[str, Outcome]
    band: Band | None = None
    divisor: float = 1.0
    divisor_step: Step | None = None
    rounding: Step | None = None
    kept: dict[Mode, Tally] = field(default_factory=dict)

    def tally(self, mode: Mode, allowed: Container[str] | None = None) -> Tally:
        """What is met: with these entries only, where they are given."""
        if allowed is not None:
            return self._tally(mode, allowed)
        if mode not in self.kept:
            same = next((other for other in self.kept if self._alike(mode, other)), None)
            self.kept[mode] = self.kept[same] if same else self._tally(mode, None)
        return self.kept[mode]

    def of(self, uses: Sequence[Use]) -> Tally:
        """What these options give, each taken as it stands with its points: the doctor's own claims."""
        if self.domain.pick == "one":
            best = max(uses, key=lambda use: worth(self.domain, use.option))
            return Tally(worth(self.domain, best.option), best.points, (best,))
        taken = [(use.option, use.points or 0.0) for use in uses]
        added = together(self.domain, taken, limit=limit_of(self.domain) * self.divisor)
        return self._finished(added, tuple(uses))

    def _alike(self, mode: Mode, other: Mode) -> bool:
        """Whether nothing comes between the days of two modes that ask for the same."""
        if mode.documented != other.documented:
            return False
        first, last = sorted((mode.by, other.by))
        days = (
            mode.day_of(one)
            for found in self.outcomes.values()
            for route in found.routes
            for _, candidates in route
            for one in candidates
        )
        return not any(day is not None and first < day <= last for day in days)

    def _tally(self, mode: Mode, allowed: Container[str] | None) -> Tally:
        if self.band is not None:
            return self._band(self.band, mode)
        if self.domain.pick != "one":
            return self._sum(mode, allowed)
        return self._best(mode, allowed)

    def _best(self, mode: Mode, allowed: Container[str] | None) -> Tally:
        best: tuple[float, Option, Met] | None = None
        for option in self.domain.options:
            value = worth(self.domain, option)
            if best is not None and value <= best[0]:
                continue
            found = self.outcomes[option.id]
            if allowed is None:
                met = found.documented if mode.documented else found.held
            else:
                met = met_with(found, mode.day_of, mode.by, allowed)
            if met is not None and met.on <= mode.by:
                best = (value, option, met)
        if best is None:
            return nothing(self.domain)
        value, option, met = best
        return Tally(value, option.points, (Use(option, met.pieces, option.points),), met.on)

    def _sum(self, mode: Mode, allowed: Container[str] | None) -> Tally:
        limit = limit_of(self.domain) * self.divisor
        found = added_up(self.domain, self.outcomes, mode.day_of, mode.by, limit=limit, allowed=allowed)
        return self._finished(found.total, tuple(Use(one.option, one.pieces, one.points) for one in found.placed))

    def _finished(self, added: float, uses: tuple[Use, ...]) -> Tally:
        """The sum divided, held to the cap of the part, and told unless it would have to be rounded."""
        total = min(added / self.divisor, limit_of(self.domain))
        steps = []
        raw = sum(use.points or 0 for use in uses)
        if self.divisor_step is not None:
            steps.append(replace(self.divisor_step, points=raw / self.divisor))
        if total < raw / self.divisor:
            text = f"Together {raw / self.divisor:g}; limits of the form leave {total:g}"
            steps.append(Step(what="cap", text=text, points=total, id=self.domain.provenance.id))
        if self.rounding is not None and total != int(total):
            why = f"{total:g} before rounding, and how half points are rounded was not read for this round"
            return Tally(total, None, uses, None, why, (*steps, self.rounding))
        return Tally(total, total, uses, None, None, tuple(steps))

    def _band(self, band: Band, mode: Mode) -> Tally:
        day = band.documented if mode.documented else band.ready
        if day is None or day > mode.by:
            return Tally(0.0, 0.0, ())
        points = band.option.points
        return Tally(points or 0.0, points, (Use(band.option, (band.piece,), points),), day)


def worth(domain: Domain, option: Option) -> float:
    """Points, or the place in the list where the source gives letters only (best first)."""
    if option.points is not None:
        return option.points
    return float(len(domain.options) - 1 - next(n for n, one in enumerate(domain.options) if one.id == option.id))


def by_letters(domain: Domain) -> bool:
    """Whether its options have letters and no points."""
    return domain.pick == "one" and all(option.grade and option.points is None for option in domain.options)


def options_of(domain: Domain, figure: Points) -> tuple[Option, ...]:
    """The options that a figure names."""
    return tuple(option for id in (figure.option or "").split(", ") if (option := domain.option(id)) is not None)


def nothing(domain: Domain) -> Tally:
    """No option that gives anything: the option that asks for nothing, where the form has one."""
    none = next((option for option in domain.options if option.needs is None and not option.points), None)
    points = None if any(option.points is None for option in domain.options) else 0.0
    return Tally(0.0, points, (Use(none, (), none.points),) if none else ())


def named(piece: Piece) -> Named:
    """The piece by its title and the list of the record it stands in."""
    return Named(id=piece.id, title=piece.title, kept=piece.kept)


def step_of(use: Use) -> Step:
    """One option of a figure: its words, its points, its entries and their documents."""
    return Step(
        what="option",
        text=use.option.text,
        points=use.points,
        id=use.option.provenance.id,
        evidence=tuple(named(piece) for piece in use.pieces),
        documents=tuple(dict.fromkeys(piece.file for piece in use.pieces if piece.file)),
    )
