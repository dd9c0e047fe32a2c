"""How is one domain told: its four figures, the verdict with its reason, every option as it stands, the next step?

The figures are those of workbook.rules.domain_score; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from workbook.facts.scoring import Domain, Option
from workbook.record.models import Claim
from workbook.rules import score_words as words
from workbook.rules.case import Case
from workbook.rules.ceilings import open_to
from workbook.rules.domain_score import Figures
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.matching import Met, Outcome
from workbook.rules.next_points import Lead, document_first, gain_of, new_evidence, planned_next
from workbook.rules.pieces import Piece
from workbook.rules.points import DomainScore, Named, NextPoint, OptionView, Points, Step
from workbook.rules.tally import Reading, Tally, Use, by_letters, named, worth


def told(case: Case, reading: Reading, its: Figures, once: Step | None = None) -> DomainScore:
    """The domain with its four figures, verdict, reasons and the cheapest next point."""
    domain, outcomes = reading.domain, reading.outcomes
    claims, claimed = case.claims.get(domain.id, ()), its.claimed
    fits, undecided = _of_interest(outcomes)
    missing = _missing(domain, outcomes, its.held)
    verdict, on = _verdict(domain, its.supported, its.held, its.planned, claimed, missing)
    settled = verdict in (Verdict.MET, Verdict.MET_ON)
    met = (outcomes[option.id].held for option in domain.options if worth(domain, option) > 0)
    waits = its.shut.text if its.shut is not None and (claims or any(met)) else None
    because = words.because(
        verdict, on=on, supported=its.supported, held=its.held, planned=its.planned, claims=claims, claimed=claimed,
        missing=missing, outcomes=outcomes, pieces=() if settled else _of_this_domain(case, outcomes), waits=waits,
    )  # fmt: skip
    windows = case.form.parts[domain.id].steps
    if windows:
        every = all(option.id in case.form.parts[domain.id].windows for option in domain.options if option.needs)
        because = f"{because} Here {'' if every else 'for some options '}{windows[0].text}."
    blocked = tuple(dict.fromkeys(tally.open for tally in (its.supported, claimed) if tally.open))
    if blocked:
        because = f"{because} {blocked[0][0].upper()}{blocked[0][1:]}."
    following = _next(case, reading, its)
    facts = [FactRef(domain.provenance)]
    if following and following.kind:
        facts.append(FactRef(case.kinds.kinds[following.kind].provenance))
    beside = (*windows, *((once,) if once else ()))
    if claims:
        claimed = replace(claimed, steps=(*claimed.steps, *_claim_steps(domain, claims)))
    ceiling = its.ceiling.points
    if ceiling.points is not None and its.supported.points is not None and ceiling.points < its.supported.points:
        ceiling = its.supported.shown()
    return DomainScore(
        id=domain.id, title=domain.title, max=domain.max, bonus=False,
        supported=_with(its.supported.shown(), beside), claimed=_with(claimed.shown(), beside),
        ceiling=_with(ceiling, beside), verdict=verdict, on=on, because=because, missing=missing, next=following,
        facts=tuple(facts),
        options=tuple(_view(case, domain, option, outcomes[option.id], claims) for option in domain.options),
        blocked=tuple(dict.fromkeys((*(f"{domain.title}: {why}" for why in blocked), *its.ceiling.blocked))),
        fits=fits, open=undecided,
    )  # fmt: skip


def _with(points: Points, steps: Sequence[Step]) -> Points:
    return replace(points, trace=(*points.trace, *steps)) if steps else points


def _claim_steps(domain: Domain, claims: Sequence[Claim]) -> tuple[Step, ...]:
    chosen = ((claim.year, option) for claim in claims if (option := domain.option(claim.option)) is not None)
    return tuple(Step(what="claim", text=f"Your claim on the {year} form: {option.text}") for year, option in chosen)


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


def _of_interest(outcomes: Mapping[str, Outcome]) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """The entries that meet what an option here asks of each, and those that may once what is not said is said."""
    every = [one for found in outcomes.values() for _, candidates in found.ways for one in candidates]
    sure = {one.piece.key: one.piece for one in every if not one.open}
    undecided = {one.piece.key: one.piece for one in every if one.open and one.piece.key not in sure}
    return tuple(map(named, sure.values())), tuple(map(named, undecided.values()))


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
    if case.closed or its.shut is not None:
        return None
    if not by_letters(reading.domain):
        known = all(tally.points is not None for tally in (its.supported, its.held, its.planned))
        return _step(case, reading, its) if known else None
    step = _step(case, reading, its)
    option = reading.domain.option(step.option) if step else None
    if step is None or option is None:
        return None
    now = next((option.grade for option in its.supported.options), None)
    return replace(step, gain=None, letter=option.grade, instead_of=now)


def _step(case: Case, reading: Reading, its: Figures) -> NextPoint | None:
    """The cheapest step, with what it gains in points or, where the form gives letters, in letters."""
    domain, outcomes, supported = reading.domain, reading.outcomes, its.supported
    for better, write in ((its.held, "document"), (its.planned, "plan")):
        if better.worth <= supported.worth:
            continue
        use = next((use for use in better.uses if use.pieces and not _counted(use, supported)), None)
        if use is None:
            continue
        gain = better.worth - supported.worth
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
    return new_evidence(above, dict(outcomes), case.deadline, by_letters(domain))


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
