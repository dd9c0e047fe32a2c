"""What is a score? Four figures for each domain and in total, each with the option and the entries it rests on.

supported: by evidence that is done and whose document is in order. claimed: what the doctor claims, or, without a
claim, what the entries meet with documents set aside. ceiling: what can still be reached by the closing day. max: the
most the matrix gives. A figure that may not be shown is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.rules.finding import FactRef, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """One figure of a domain; `option` joins several ids with a comma where options add up."""

    points: float | None
    option: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPoint:
    """The cheapest next gain. `lead_weeks` is the usual lead time of its kind; hours are not in the facts."""

    option: str
    gain: float
    text: str
    lead_weeks: float | None = None
    hours: None = None
    kind: str | None = None
    finish_by: date | None = None
    first_step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """One band of a domain as the record stands: met by the entries, supported by documents, claimed."""

    id: str
    text: str
    points: float | None
    grade: str | None
    met: bool
    supported: bool
    claimed: bool
    on: date | None
    evidence: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainScore:
    """One domain. `bonus` stands outside the total. `blocked` are the reasons for a figure that is null."""

    id: str
    title: str
    max: float | None
    bonus: bool
    supported: Points
    claimed: Points
    ceiling: Points
    verdict: Verdict
    on: date | None
    because: str
    missing: tuple[str, ...]
    next: NextPoint | None
    facts: tuple[FactRef, ...]
    options: tuple[OptionView, ...]
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The domains together, without bonus. `blocked_by` says why a figure is null."""

    supported: float | None
    claimed: float | None
    ceiling: float | None
    max: float | None
    blocked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A record scored on one matrix. `scored` is false where the programme gives no points. `announced` is the same
    record under the changes announced for a later year, or None."""

    specialty: str
    year: int
    matrix_year: int
    on: date
    deadline: date | None
    deadline_status: str | None
    scored: bool
    because: str
    domains: tuple[DomainScore, ...]
    total: Total
    notes: tuple[str, ...]
    facts: tuple[FactRef, ...]
    announced: Score | None
