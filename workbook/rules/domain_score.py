"""What does the record give in one domain of a matrix: supported, claimed, within reach, and at most?

A domain is first read (what the record says of each option), then figures are taken of it: with all entries, or, on a
form that takes an achievement once, with those that go to this part (workbook.rules.once). How they are said is
workbook.rules.domain_told.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from workbook.facts.scoring import Domain
from workbook.rules import score_words as words
from workbook.rules.arithmetic import COUNT_YOURSELF
from workbook.rules.bands import Untold, band_of
from workbook.rules.case import Case
from workbook.rules.ceilings import Ceiling, ceiling_of, leads_of
from workbook.rules.claimed import claimed_in
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.next_points import Lead
from workbook.rules.points import DomainScore, OptionView, Points, Step
from workbook.rules.tally import Reading, Tally, nothing, options_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The tallies of one domain, and the ceiling. `shut`: the part it waits for has no document for the letter asked
    for, so that nothing is supported here."""

    supported: Tally
    held: Tally
    claimed: Tally  # by the doctor's claims; without any, what the entries meet with documents set aside
    planned: Tally
    ceiling: Ceiling
    leads: Mapping[str, Lead | None]
    shut: Step | None = None


Allowed = Sequence[Container[str] | None]  # which entries each of the four tallies may use; None: all
ALL: Allowed = (None, None, None, None)


def read(case: Case, domain: Domain, setters: Mapping[str, Reading | DomainScore]) -> Reading | DomainScore:
    """What the record says of the domain; where no figure may be told, its score, which says why.

    `setters` are the readings of the parts that set a figure for others, by the name of the figure.
    """
    if domain.auto:
        return _bonus(case, domain)
    untold = case.form.untold
    reason = case.form.parts[domain.id].reason
    if domain.scored_by != "applicant" and domain.id not in untold:
        because = f"Marked by the {domain.scored_by}; there is no score of your own to give here."
        untold[domain.id] = _untold(domain, Verdict.NOT_DECIDED, because, f"marked by the {domain.scored_by}")
    elif reason is not None and domain.id not in untold:
        untold[domain.id] = _not_told(domain, reason)
    if domain.id in untold:
        return untold[domain.id]
    divisor, step = 1.0, None
    if domain.divide_by is not None:
        setter = setters.get(domain.divide_by)
        if not isinstance(setter, Reading) or setter.band is None or not setter.band.option.sets:
            title = next((one.title for one in case.matrix.domains if one.sets == domain.divide_by), domain.divide_by)
            return _not_told(domain, f"The points here are divided by a figure that another part sets: “{title}”.")
        divisor = setter.band.option.sets
        said = f"Divided by {divisor:g}, which “{setter.domain.title}” sets: {setter.band.option.text}"
        step = Step(what="divided", text=said, id=setter.band.option.provenance.id)
    outcomes = {option.id: case.outcome(domain, option) for option in domain.options}
    band = None
    if domain.bands_of is not None:
        found = band_of(domain, case.pieces, case.kinds, case.record, case.round)
        if isinstance(found, Untold):
            told = _untold(domain, Verdict.CANNOT_TELL, found.because, found.because[0].lower() + found.because[1:])
            return replace(told, missing=found.missing)
        band = found
    return Reading(
        domain=domain, outcomes=outcomes, band=band, divisor=divisor, divisor_step=step,
        rounding=case.form.rounding,
    )  # fmt: skip


def figures(case: Case, reading: Reading, allowed: Allowed = ALL) -> Figures:
    """The tallies of the domain, each with the entries it may use."""
    supported, held, planned = (reading.tally(mode, may) for mode, may in zip(case.modes, allowed[:3], strict=True))
    most = reading.tally(case.modes[2], allowed[3]) if allowed[3] is not allowed[2] else planned
    leads = leads_of(case, reading)
    ceiling = ceiling_of(case, reading, supported, most, leads)
    claims = case.claims.get(reading.domain.id, ())
    claimed = claimed_in(case, reading, claims) if claims else held
    return Figures(supported=supported, held=held, claimed=claimed, planned=planned, ceiling=ceiling, leads=leads)


def gated(reading: Reading, own: Figures, other: Figures | None, required: Domain) -> Figures:
    """The figures where the domain counts only when another one has reached one of some letters."""
    domain = reading.domain
    if domain.requires is None:
        return own
    letters = domain.requires.grade_in
    text = f"Counts only when “{required.title}” has reached {either(letters)}"
    step = Step(what="requires", text=text, id=domain.provenance.id)

    def open_by(its: Tally | None) -> bool:
        return its is not None and any(option.grade in letters for option in its.options)

    def tally(mine: Tally, its: Tally | None) -> Tally:
        counted = mine if open_by(its) else nothing(domain)
        return replace(counted, steps=(*counted.steps, step))

    supported = tally(own.supported, other.supported if other else None)
    reached = other is not None and any(
        option.grade in letters for option in options_of(required, other.ceiling.points)
    )
    return Figures(
        supported=supported, held=tally(own.held, other.held if other else None),
        claimed=tally(own.claimed, other.claimed if other else None),
        planned=tally(own.planned, other.planned if other else None),
        ceiling=own.ceiling if reached else Ceiling(supported.worth, supported.shown()), leads=own.leads,
        shut=None if open_by(other.supported if other else None) else step,
    )  # fmt: skip


def either(letters: Sequence[str]) -> str:
    """A, B or C."""
    return " or ".join(filter(None, (", ".join(letters[:-1]), letters[-1])))


def _bonus(case: Case, domain: Domain) -> DomainScore:
    """Points that come from the state of the application: no entry of the record can give or lose them."""
    covered = {case.specialty, case.matrix.specialty, *case.matrix.also_covers}
    others = sorted({t.specialty for t in case.record.targets if t.year == case.year and t.specialty not in covered})
    return DomainScore(
        id=domain.id, title=domain.title, max=domain.max, bonus=True,
        supported=Points(points=None), claimed=Points(points=None), ceiling=Points(points=None),
        verdict=Verdict.NOT_DECIDED, on=None, because=words.bonus(domain, others, case.year),
        missing=(), next=None, facts=(FactRef(domain.provenance),),
        options=tuple(
            OptionView(id=option.id, text=option.text, points=option.points, grade=option.grade, met=False,
                       supported=False, claimed=False, on=None, evidence=(), missing=())
            for option in domain.options
        ),
    )  # fmt: skip


def _not_told(domain: Domain, reason: str) -> DomainScore:
    return _untold(domain, Verdict.CANNOT_TELL, f"{reason} {COUNT_YOURSELF}", reason[0].lower() + reason[1:])


def _untold(domain: Domain, verdict: Verdict, because: str, blocks: str) -> DomainScore:
    """No figure may be shown: it is not the applicant's to give, or not worked out here. The total cannot be told."""
    return DomainScore(
        id=domain.id, title=domain.title, max=domain.max, bonus=False,
        supported=Points(points=None), claimed=Points(points=None), ceiling=Points(points=None),
        verdict=verdict, on=None, because=because, missing=(), next=None,
        facts=(FactRef(domain.provenance),), options=(), blocked=(f"{domain.title}: {blocks}",),
    )  # fmt: skip
