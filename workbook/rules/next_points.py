"""What is the cheapest next point of a domain, and which options still fit before the form closes?

First the document for what is already done, then what is already planned, then new evidence with the least waiting for
each point gained; where the form gives letters, the better letter with the least waiting, the nearest of several. Lead
times are the typical weeks of data/evidence/kinds, an editorial estimate; where an option takes several more entries
they are counted one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

from workbook.base.days import in_words
from workbook.facts.evidence import EvidenceKinds, Kind
from workbook.facts.scoring import Domain, Option
from workbook.rules.limits import group_of, limit_of, times
from workbook.rules.matching import Met, Outcome
from workbook.rules.points import NextPoint
from workbook.rules.score_words import troubles
from workbook.rules.tally import Reading, Tally, worth


@dataclass(frozen=True, slots=True)
class Lead:
    """The quickest usual way to an option: which kind of evidence, and how many weeks."""

    kind: Kind
    weeks: float

    def done_by(self, on: date) -> date:
        """The day on which it is usually done when begun today."""
        return on + timedelta(days=round(7 * self.weeks))


def lead_to(option: Option, outcome: Outcome, kinds: EvidenceKinds) -> Lead | None:
    """The quickest usual way to the option; None when no lead time is known."""
    ways = [kinds.kinds[id] for id in option.reached_by]
    if not ways:
        return None
    quickest = min(ways, key=lambda kind: (kind.lead_weeks.typical, option.reached_by.index(kind.id)))
    return Lead(quickest, quickest.lead_weeks.typical * max(outcome.short, 1))


def document_first(
    domain: Domain, option: Option, met: Met, gain: float, kinds: EvidenceKinds, deadline: date | None
) -> NextPoint:
    """Get the document for what is already done."""
    lacking = [piece for piece in met.pieces if piece.trouble] or list(met.pieces)
    name = next((piece.words.document for piece in lacking if piece.words.document), None)
    document = kinds.kinds[name] if name else None
    asked = f" They ask for: {', '.join(domain.evidence_required)}." if domain.evidence_required else ""
    return NextPoint(
        option=option.id,
        gain=gain,
        text=f"Put the document in order. {troubles(lacking)}.{asked}",
        lead_weeks=document.lead_weeks.typical if document else None,
        kind=document.id if document else None,
        finish_by=deadline,
        first_step=document.first_step if document else None,
    )


def planned_next(option: Option, met: Met, gain: float) -> NextPoint:
    """Finish what is already planned."""
    titles = " and ".join(f"“{piece.title}”" for piece in met.pieces)
    held = all(piece.held_since for piece in met.pieces)
    what = f"Hold {titles} until {in_words(met.on)}" if held else f"Finish {titles} by {in_words(met.on)} as planned"
    return NextPoint(
        option=option.id,
        gain=gain,
        text=f"{what}, and get the document.",
        finish_by=met.on,
    )


def new_evidence(
    above: list[tuple[Option, float, Lead | None]], outcomes: dict[str, Outcome], deadline: date | None, letters: bool
) -> NextPoint | None:
    """The option with the least waiting for each point gained, of these, which still fit before the form closes.

    Letters are not counted: of those, the one with the least waiting, and of several the nearest.
    """
    fitting = [(option, gain, lead) for option, gain, lead in above if lead is not None and gain > 0]
    if not fitting:
        return None

    def waiting(way: tuple[Option, float, Lead]) -> tuple[float, float, str]:
        option, gain, lead = way
        return (lead.weeks, gain, option.id) if letters else (lead.weeks / gain, -gain, option.id)

    option, gain, lead = min(fitting, key=waiting)
    found = outcomes[option.id]
    counted = any(least > 1 for way, _ in found.ways for _, least in way.totals)
    more = f"{found.short} more towards: " if counted else ""
    return NextPoint(
        option=option.id,
        gain=gain,
        text=f"{more}{option.text}",
        lead_weeks=lead.weeks,
        kind=lead.kind.id,
        finish_by=deadline,
        first_step=lead.kind.first_step,
    )


def gain_of(reading: Reading, option: Option, supported: Tally) -> float:
    """What the option would give above what is supported now, once more where it may be repeated, under every cap.

    Where the form gives letters, how many stand between.
    """
    domain, already = reading.domain, supported.points or 0
    if domain.pick == "one":
        return 0.0 if supported.has(option) else worth(domain, option) - supported.worth
    points = option.points or 0.0
    if sum(use.option.id == option.id for use in supported.uses) >= times(option):
        return 0.0
    group = group_of(domain, option)
    here = [use.points or 0.0 for use in supported.uses if use.option.group == option.group]
    if group.pick == "one":
        more = max(0.0, points - max(here, default=0.0))
    else:
        cap = inf if group.cap is None else group.cap
        more = min(sum(here) + points, cap) - min(sum(here), cap)
    return min(already + more / reading.divisor, limit_of(domain)) - already
