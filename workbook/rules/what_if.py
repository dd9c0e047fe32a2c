"""What would change if the doctor finished this, passed that, or moved post? Each figure before and after.

A hypothesis is a list of small changes (workbook.rules.hypothesis); the record asked about is not touched. Supported
and claimed points and gates are asked of both records on the day the last change has happened, so that time alone
changes nothing between them; what is within reach is asked on the day itself, when there is still time to plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workbook.facts.core import Unknown
from workbook.record.models import Record
from workbook.rules.finding import FactRef
from workbook.rules.gates import Gate, Gates, gates
from workbook.rules.hypothesis import (
    Add,
    CannotApply,
    Change,
    Document,
    EndPost,
    Finish,
    Pass,
    StartPost,
    apply,
    come_true,
    in_a_sentence,
)
from workbook.rules.points import DomainScore, Score
from workbook.rules.scoring import Scorer

if TYPE_CHECKING:
    from workbook.facts.library import Facts

__all__ = [
    "Add",
    "CannotApply",
    "Change",
    "Document",
    "EndPost",
    "Figure",
    "Finish",
    "GateChange",
    "Outlook",
    "Pass",
    "Points",
    "StartPost",
    "WhatIf",
    "apply",
    "come_true",
    "what_if",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure before and after; null where it may not be shown."""

    before: float | None
    after: float | None

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """One domain, or the total (`id` is then None). `max` is the most the form gives."""

    id: str | None
    title: str
    supported: Figure
    claimed: Figure
    ceiling: Figure
    max: float | None

    @property
    def changed(self) -> bool:
        return self.supported.changed or self.claimed.changed or self.ceiling.changed


@dataclass(frozen=True, slots=True, kw_only=True)
class GateChange:
    """One essential criterion before and after."""

    before: Gate
    after: Gate

    @property
    def changed(self) -> bool:
        """Whether the verdict, its day or its reason (such as months of experience) is another."""
        return any(
            getattr(self.before, name) != getattr(self.after, name) for name in ("verdict", "on", "because", "missing")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """One programme under the hypothesis. `missing` says which of its facts are not here; `facts` are the matrix's."""

    specialty: str
    title: str
    year: int
    matrix_year: int | None
    total: Points | None
    domains: tuple[Points, ...]
    gates: tuple[GateChange, ...]
    no_number: tuple[str, ...]
    missing: tuple[str, ...]
    facts: tuple[FactRef, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any figure or gate of it is another."""
        total = (self.total,) if self.total else ()
        return any(one.changed for one in (*total, *self.domains)) or any(gate.changed for gate in self.gates)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The answer: `day` is when the last change has happened, `changes` say each in words, `after` is `apply`'s."""

    on: date
    day: date
    changes: tuple[str, ...]
    outlooks: tuple[Outlook, ...]
    after: Record


def what_if(
    record: Record, facts: Facts, changes: Sequence[Change], programmes: Sequence[tuple[str, int]], on: date
) -> WhatIf:
    """Every chosen programme (id, year of the post) before and after.

    Raises `CannotApply` where a change does not fit the record, `Unknown` for a programme that is none.
    """
    planned, happened, day = apply(record, changes), come_true(record, changes), _last_day(changes, on)
    scorers = _Scorers(record, planned, happened, facts, on, day)
    return WhatIf(
        on=on,
        day=day,
        changes=tuple(in_a_sentence(change, record, facts) for change in changes),
        outlooks=tuple(_outlook(record, happened, facts, scorers, *one, day) for one in programmes),
        after=planned,
    )


# ---------------------------------------------------------------- before and after


def _last_day(changes: Sequence[Change], on: date) -> date:
    """The day on which the last of it has happened; a post is no achievement and moves no day."""
    return max((on, *(change.by for change in changes if isinstance(change, Finish | Document | Add | Pass))))


class _Scorers:
    """The record as it is and as it would be, each on the day it is asked about; shared by all programmes."""

    def __init__(self, record: Record, planned: Record, happened: Record, facts: Facts, on: date, day: date) -> None:
        self.was, self.will = Scorer(record, facts, day), Scorer(happened, facts, day)
        self.reach = self.was if day == on else Scorer(record, facts, on)
        self.reach_then = Scorer(planned, facts, on)


def _outlook(
    record: Record, happened: Record, facts: Facts, scorers: _Scorers, specialty: str, year: int, day: date
) -> Outlook:
    missing: list[str] = []
    scores: tuple[Score, ...] = ()
    changes: tuple[GateChange, ...] = ()
    try:
        every = (scorers.was, scorers.will, scorers.reach, scorers.reach_then)
        scores = tuple(one.score(specialty, year) for one in every)
    except Unknown as error:
        missing.append(f"No scoring matrix of this programme and year is here: {error}.")
    try:
        changes = _gates(gates(record, facts, specialty, year, day), gates(happened, facts, specialty, year, day))
    except Unknown as error:
        missing.append(f"No person specification of this programme and year is here: {error}.")
    return Outlook(
        specialty=specialty,
        title=facts.specialty(specialty).title,
        year=year,
        matrix_year=scores[0].matrix_year if scores else None,
        total=_total(*scores) if scores else None,
        domains=tuple(map(_domain, *(one.domains for one in scores))) if scores else (),
        gates=changes,
        no_number=_no_number(scores[0]) if scores else (),
        missing=tuple(missing),
        facts=scores[0].facts[:1] if scores else (),
    )


def _total(was: Score, will: Score, reach: Score, reach_then: Score) -> Points:
    return Points(
        id=None, title="Total", max=was.total.max,
        supported=Figure(before=was.total.supported, after=will.total.supported),
        claimed=Figure(before=was.total.claimed, after=will.total.claimed),
        ceiling=Figure(before=reach.total.ceiling, after=reach_then.total.ceiling),
    )  # fmt: skip


def _domain(was: DomainScore, will: DomainScore, reach: DomainScore, reach_then: DomainScore) -> Points:
    return Points(
        id=was.id, title=was.title, max=was.max,
        supported=Figure(before=was.supported.points, after=will.supported.points),
        claimed=Figure(before=was.claimed.points, after=will.claimed.points),
        ceiling=Figure(before=reach.ceiling.points, after=reach_then.ceiling.points),
    )  # fmt: skip


def _no_number(found: Score) -> tuple[str, ...]:
    if found.total.blocked_by or found.scored:
        return found.total.blocked_by
    return (found.because,)


def _gates(was: Gates, will: Gates) -> tuple[GateChange, ...]:
    return tuple(GateChange(before=one, after=two) for one, two in zip(was.findings, will.findings, strict=True))
