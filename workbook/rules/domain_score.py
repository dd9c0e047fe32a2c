"""What does the record give in one domain of a matrix: supported, claimed, within reach, and at most?

A domain is first read (what the record says of each option), then told: with all entries, or, on a form that takes an
achievement once, with those that go to this part (workbook.rules.once).
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbook.facts.scoring import Domain, Option
from workbook.record.models import Claim
from workbook.rules import score_words as words
from workbook.rules.arithmetic import COUNT_YOURSELF
from workbook.rules.bands import Untold, band_of
from workbook.rules.case import Case
from workbook.rules.ceilings import Ceiling, ceiling_of, leads_of, open_to
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.matching import Met, Outcome
from workbook.rules.next_points import Lead, document_first, gain_of, new_evidence, planned_next
from workbook.rules.pieces import Piece
from workbook.rules.points import DomainScore, NextPoint, OptionView, Points, Step
from workbook.rules.tally import Reading, Tally, Use, nothing, worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The tallies of one domain, and the ceiling."""

    supported: Tally
    held: Tally
    planned: Tally
    ceiling: Ceiling
    leads: Mapping[str, Lead | None]


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
    return Figures(supported=supported, held=held, planned=planned, ceiling=ceiling, leads=leads)


def gated(domain: Domain, own: Figures, other: Figures | None, required: Domain) -> Figures:
    """The figures where the domain counts only when another one has reached one of some letters."""
    if domain.requires is None:
        return own
    letters = domain.requires.grade_in
    text = f"Counts only when “{required.title}” has reached {either(letters)}"
    step = Step(what="requires", text=text, id=domain.provenance.id)

    def tally(mine: Tally, its: Tally | None) -> Tally:
        reached = its is not None and any(option.grade in letters for option in its.options)
        return replace(mine if reached else nothing(domain), steps=(step,))

    supported = tally(own.supported, other.supported if other else None)
    within = (other.ceiling.points.option or "").split(", ") if other else []
    graded = [required.option(id) for id in within]
    reached = any(option is not None and option.grade in letters for option in graded)
    return Figures(
        supported=supported, held=tally(own.held, other.held if other else None),
        planned=tally(own.planned, other.planned if other else None),
        ceiling=own.ceiling if reached else Ceiling(supported.worth, supported.shown()), leads=own.leads,
    )  # fmt: skip


def told(case: Case, reading: Reading, its: Figures, once: Step | None = None) -> DomainScore:
    """The domain with its four figures, verdict, reasons and the cheapest next point."""
    domain, outcomes = reading.domain, reading.outcomes
    claims, claimed = _claimed(case, domain, its.held)
    missing = _missing(domain, outcomes, its.held)
    verdict, on = _verdict(domain, its.supported, its.held, its.planned, claimed, missing)
    settled = verdict in (Verdict.MET, Verdict.MET_ON)
    because = words.because(
        verdict, on=on, supported=its.supported, held=its.held, planned=its.planned, claims=claims, claimed=claimed,
        missing=missing, outcomes=outcomes, pieces=() if settled else _of_this_domain(case, outcomes),
    )  # fmt: skip
    windows = case.form.parts[domain.id].steps
    if windows:
        every = all(option.id in case.form.parts[domain.id].windows for option in domain.options if option.needs)
        because = f"{because} Here {'' if every else 'for some options '}{windows[0].text}."
    blocked = _open(domain, its.supported, claimed)
    if blocked:
        because = f"{because} {blocked[0].partition(': ')[2].capitalize()}."
    following = _next(case, reading, its)
    facts = [FactRef(domain.provenance)]
    if following and following.kind:
        facts.append(FactRef(case.kinds.kinds[following.kind].provenance))
    beside = (*windows, *((once,) if once else ()))
    if claims:
        claimed = replace(claimed, steps=_claim_steps(claims))
    ceiling = its.ceiling.points
    if ceiling.points is not None and its.supported.points is not None and ceiling.points < its.supported.points:
        ceiling = its.supported.shown()
    return DomainScore(
        id=domain.id, title=domain.title, max=domain.max, bonus=False,
        supported=_with(its.supported.shown(), beside), claimed=_with(claimed.shown(), beside),
        ceiling=_with(ceiling, beside), verdict=verdict, on=on, because=because, missing=missing, next=following,
        facts=tuple(facts),
        options=tuple(_view(case, domain, option, outcomes[option.id], claims) for option in domain.options),
        blocked=tuple(dict.fromkeys((*blocked, *its.ceiling.blocked))),
    )  # fmt: skip


def either(letters: Sequence[str]) -> str:
    """A, B or C."""
    return " or ".join(filter(None, (", ".join(letters[:-1]), letters[-1])))


def _with(points: Points, steps: Sequence[Step]) -> Points:
    return replace(points, trace=(*points.trace, *steps)) if steps else points


def _claim_steps(claims: Sequence[Claim]) -> tuple[Step, ...]:
    return tuple(Step(what="claim", text=f"Your claim on the {claim.year} form: {claim.option}") for claim in claims)


def _open(domain: Domain, *tallies: Tally) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{domain.title}: {tally.open}" for tally in tallies if tally.open))


def _claimed(case: Case, domain: Domain, held: Tally) -> tuple[tuple[Claim, ...], Tally]:
    """The doctor's claim, or what the entries meet with documents set aside."""
    claims = case.claims.get(domain.id, ())
    return claims, _tally_of(case, domain, claims) if claims else held


def _tally_of(case: Case, domain: Domain, claims: Sequence[Claim]) -> Tally:
    every = {piece.key: piece for group in case.pieces.values() for piece in group}
    uses: list[Use] = []
    for claim in claims:
        option = domain.option(claim.option)
        if option is not None and all(option.id != use.option.id for use in uses):
            named = {id for each in claims if each.option == option.id for id in each.evidence}
            uses.append(Use(option, tuple(piece for piece in every.values() if piece.id in named), option.points))
    if domain.pick == "one":
        uses = [max(uses, key=lambda use: worth(domain, use.option))]
    value = sum(worth(domain, use.option) for use in uses)
    points = None if any(use.option.points is None for use in uses) else value
    if points is not None and domain.max is not None:
        value = points = min(points, domain.max)
    return Tally(value, points, tuple(uses))


def _missing(domain: Domain, outcomes: Mapping[str, Outcome], held: Tally) -> tuple[str, ...]:
    """The questions whose answers could give more than the entries meet now, the best options first."""
    if domain.bands_of is not None:
        return ()
    better = [
        option for option in domain.options
        if not held.has(option) and (worth(domain, option) > 0 or option.points_factor is not None)
    ]  # fmt: skip
    if domain.pick == "one":
        better = [option for option in better if worth(domain, option) > held.worth]
    better.sort(key=lambda option: -worth(domain, option))
    return tuple(dict.fromkeys(question for option in better for question in outcomes[option.id].asked))


def _verdict(
    domain: Domain, supported: Tally, held: Tally, planned: Tally, claimed: Tally, missing: Sequence[str]
) -> tuple[Verdict, date | None]:
    if supported.worth > 0 and (supported.worth >= claimed.worth or supported.points == domain.max):
        return Verdict.MET, None
    if planned.on is not None and planned.worth > held.worth and planned.worth >= claimed.worth:
        return Verdict.MET_ON, planned.on
    if held.worth == 0 and missing:
        return Verdict.CANNOT_TELL, None
    return Verdict.NOT_MET, None


def _next(case: Case, reading: Reading, its: Figures) -> NextPoint | None:
    domain, outcomes = reading.domain, reading.outcomes
    supported, held, planned = its.supported, its.held, its.planned
    if case.closed or supported.points is None or held.points is None or planned.points is None:
        return None
    for better, write in ((held, "document"), (planned, "plan")):
        if better.worth <= supported.worth:
            continue
        use = next((use for use in better.uses if use.pieces and not _counted(use, supported)), None)
        if use is None:
            continue
        gain = (better.points or 0) - supported.points
        if domain.pick != "one":
            gain = min(gain, use.points or gain)
        met = Met(better.on or max((piece.ready or case.on for piece in use.pieces), default=case.on), use.pieces)
        if write == "document":
            return document_first(domain, use.option, met, gain, case.kinds, case.deadline)
        return planned_next(use.option, met, gain)
    if reading.band is not None:
        return None
    open_options = [
        option for option in domain.options if _in_time(case, its.leads[option.id]) and open_to(case, option)
    ]
    above = [(option, gain_of(reading, option, supported), its.leads[option.id]) for option in open_options]
    return new_evidence(above, dict(outcomes), case.deadline)


def _in_time(case: Case, lead: Lead | None) -> bool:
    return lead is not None and (case.deadline is None or lead.done_by(case.on) <= case.deadline)


def _counted(use: Use, supported: Tally) -> bool:
    keys = {piece.key for piece in use.pieces}
    return any(
        other.option.id == use.option.id and keys == {piece.key for piece in other.pieces} for other in supported.uses
    )


def _view(case: Case, domain: Domain, option: Option, found: Outcome, claims: Sequence[Claim]) -> OptionView:
    form, key, by = case.form, (domain.id, option.id), case.by
    if claims or found is not form.empty.get(key):
        return _seen(option, found, by, claims)
    if key not in form.blank:
        form.blank[key] = _seen(option, found, by, ())
    return form.blank[key]


def _seen(option: Option, found: Outcome, by: date, claims: Sequence[Claim]) -> OptionView:
    met = found.held is not None and found.held.on <= by
    return OptionView(
        id=option.id,
        text=option.text,
        points=option.points,
        grade=option.grade,
        met=met,
        supported=found.documented is not None and found.documented.on <= by,
        claimed=any(claim.option == option.id for claim in claims),
        on=found.held.on if found.held else None,
        evidence=found.held.keys if found.held else (),
        missing=() if met else found.asked,
        asked_of=() if met else tuple(dict.fromkeys(key for _, key in found.asked_of)),
        unfinished=() if met else found.unfinished,
    )


def _of_this_domain(case: Case, outcomes: Mapping[str, Outcome]) -> tuple[Piece, ...]:
    kinds = dict.fromkeys(way.words.id for found in outcomes.values() for way, _ in found.ways)
    return tuple(piece for kind in kinds for piece in case.pieces.get(kind, ()))


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
