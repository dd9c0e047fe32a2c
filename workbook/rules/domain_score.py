"""What does the record give in one domain of a matrix: supported, claimed, within reach, and at most?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbook.facts.evidence import EvidenceKinds
from workbook.facts.scoring import Domain, Matrix, Needs, Option
from workbook.record.models import Claim, Record
from workbook.rules import score_words as words
from workbook.rules.adding import Usable, added_up
from workbook.rules.arithmetic import COUNT_YOURSELF, not_worked_out
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.matching import Met, Outcome, alternatives, outcome
from workbook.rules.next_points import Lead, document_first, lead_to, new_evidence, planned_next
from workbook.rules.pieces import Piece
from workbook.rules.points import DomainScore, NextPoint, OptionView, Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One record against one matrix on one day. `by` is the day that counts: the closing day, or today before it.

    `found` keeps what the record says of each option, so that an announced matrix asks only about what it changes.
    """

    record: Record
    kinds: EvidenceKinds
    matrix: Matrix
    specialty: str
    year: int
    on: date
    deadline: date | None
    by: date
    pieces: Mapping[str, Sequence[Piece]]
    claim_years: tuple[int, ...]
    found: dict[tuple[str, str], tuple[Needs | None, Outcome]]

    @property
    def closed(self) -> bool:
        """Whether the form has closed already."""
        return self.deadline is not None and self.deadline < self.on


@dataclass(frozen=True, slots=True)
class Tally:
    """The options met by a day. `worth` ranks tallies, also where only grades are published."""

    worth: float
    points: float | None
    options: tuple[Option, ...]
    pieces: tuple[Piece, ...]
    on: date | None

    def has(self, option: Option) -> bool:
        return any(option.id == own.id for own in self.options)

    def shown(self) -> Points:
        return Points(
            points=self.points,
            option=", ".join(option.id for option in self.options) or None,
            evidence=tuple(piece.id for piece in self.pieces),
        )


def domain_score(case: Case, domain: Domain) -> DomainScore:
    """The domain with its four figures, verdict, reasons and the cheapest next point."""
    if domain.auto:
        return _bonus(case, domain)
    if domain.scored_by != "applicant":
        because = f"Marked by the {domain.scored_by}; there is no score of your own to give here."
        return _untold(domain, Verdict.NOT_DECIDED, because, f"marked by the {domain.scored_by}")
    reason = not_worked_out(case.matrix, domain)
    if reason is not None:
        return _untold(domain, Verdict.CANNOT_TELL, f"{reason} {COUNT_YOURSELF}", reason[0].lower() + reason[1:])
    outcomes = {option.id: _outcome(case, domain, option) for option in domain.options}
    supported = _tally(domain, outcomes, lambda one: one.documented, lambda found: found.documented, case.by)
    held = _tally(domain, outcomes, lambda one: one.ready, lambda found: found.held, case.by)
    planned = held
    if case.deadline is not None and not case.closed:
        planned = _tally(domain, outcomes, lambda one: one.ready, lambda found: found.held, case.deadline)
    claims, claimed = _claimed(case, domain, held)
    ceiling, blocked = _ceiling(case, domain, outcomes, supported, planned)
    missing = _missing(domain, outcomes, held)
    verdict, on = _verdict(domain, supported, held, planned, claimed, missing)
    because = words.because(
        verdict, on=on, supported=supported, held=held, planned=planned, claims=claims, claimed=claimed,
        missing=missing, outcomes=outcomes, pieces=_of_this_domain(case, domain, outcomes),
    )  # fmt: skip
    following = _next(case, domain, outcomes, supported, held, planned)
    facts = [FactRef(domain.provenance)]
    if following and following.kind:
        facts.append(FactRef(case.kinds.kinds[following.kind].provenance))
    return DomainScore(
        id=domain.id, title=domain.title, max=domain.max, bonus=False,
        supported=supported.shown(), claimed=claimed.shown(), ceiling=ceiling, verdict=verdict, on=on, because=because,
        missing=missing, next=following, facts=tuple(facts),
        options=tuple(_view(option, outcomes[option.id], case.by, claims) for option in domain.options),
        blocked=blocked,
    )  # fmt: skip


def _outcome(case: Case, domain: Domain, option: Option) -> Outcome:
    kept = case.found.get((domain.id, option.id))
    if kept is not None and kept[0] == option.needs:
        return kept[1]
    place = f"scoring, {case.matrix.specialty}, {domain.id}, {option.id}"
    ways = alternatives(option.needs, case.kinds, place) if option.needs else ()
    found = outcome(ways, case.pieces, case.by, case.by < case.on)
    case.found[domain.id, option.id] = (option.needs, found)
    return found


def _worth(domain: Domain, option: Option) -> float:
    """Points, or the place in the list where the source gives letters only (best first)."""
    if option.points is not None:
        return option.points
    return float(len(domain.options) - 1 - domain.options.index(option))


def _tally(
    domain: Domain, outcomes: Mapping[str, Outcome], usable: Usable, found: Callable[[Outcome], Met | None], by: date
) -> Tally:
    """What is met by the day: the best option, or, where options add up, all of them up to the cap."""
    if domain.pick != "one":
        together = added_up([(option, outcomes[option.id]) for option in domain.options], usable, by)
        total = sum(option.points or 0 for option, _ in together)
        most = [limit for limit in (domain.cap, domain.max) if limit is not None]
        total = min([total, *most])
        pieces = tuple({piece.id: piece for _, group in together for piece in group}.values())
        return Tally(total, total, tuple(option for option, _ in together), pieces, None)
    best: tuple[float, Option, Met] | None = None
    for option in domain.options:
        met = found(outcomes[option.id])
        if met is not None and met.on <= by and (best is None or _worth(domain, option) > best[0]):
            best = (_worth(domain, option), option, met)
    if best is None:
        nothing = next((option for option in domain.options if option.needs is None and not option.points), None)
        points = None if any(option.points is None for option in domain.options) else 0.0
        return Tally(0.0, points, (nothing,) if nothing else (), (), None)
    worth, option, met = best
    return Tally(worth, option.points, (option,), met.pieces, met.on)


def _claimed(case: Case, domain: Domain, held: Tally) -> tuple[tuple[Claim, ...], Tally]:
    """The doctor's claim for this year, or what the entries meet with documents set aside."""
    for year in case.claim_years:
        claims = tuple(
            claim
            for claim in case.record.claims
            if claim.specialty == case.specialty and claim.year == year and claim.domain == domain.id
            and domain.option(claim.option) is not None
        )  # fmt: skip
        if claims:
            return claims, _tally_of(case, domain, claims)
    return (), held


def _tally_of(case: Case, domain: Domain, claims: Sequence[Claim]) -> Tally:
    by_id = {option.id: option for claim in claims if (option := domain.option(claim.option)) is not None}
    options = tuple(by_id.values())
    if domain.pick == "one":
        options = (max(options, key=lambda option: _worth(domain, option)),)
    worth = sum(_worth(domain, option) for option in options)
    points = None if any(option.points is None for option in options) else worth
    if points is not None and domain.max is not None:
        worth = points = min(points, domain.max)
    named = {id for claim in claims for id in claim.evidence}
    pieces = tuple(piece for group in case.pieces.values() for piece in group if piece.id in named)
    return Tally(worth, points, options, pieces, None)


def _ceiling(
    case: Case, domain: Domain, outcomes: Mapping[str, Outcome], supported: Tally, planned: Tally
) -> tuple[Points, tuple[str, ...]]:
    """The highest that can still be reached by the closing day, and why it cannot be told where it cannot."""
    if supported.points is not None and supported.points == domain.max:
        return supported.shown(), ()
    if case.deadline is None:
        return Points(points=None), (f"{domain.title}: the closing day of the {case.year} round is not known",)
    if case.closed:
        return supported.shown(), ()
    best = planned if planned.worth > supported.worth else supported
    leads = {option.id: lead_to(option, outcomes[option.id], case.kinds) for option in domain.options}
    open_options = [
        option
        for option in domain.options
        if _worth(domain, option) > 0 and not best.has(option) and not option.student_only
    ]
    if domain.pick == "one":
        open_options = [option for option in open_options if _worth(domain, option) > best.worth]
    reachable = [option for option in open_options if _fits(leads[option.id], case)]
    top = max(reachable, key=lambda option: _worth(domain, option), default=None)
    reached = _worth(domain, top) if top and domain.pick == "one" else best.worth
    for option in open_options:
        if leads[option.id] is None and _worth(domain, option) > (reached if domain.pick == "one" else 0):
            return Points(points=None), (f"{domain.title}: no lead time is known for “{option.text.rstrip('.')}”",)
    if not reachable:
        return best.shown(), ()
    if domain.pick == "one":
        assert top is not None
        return Points(points=top.points, option=top.id), ()
    total = (best.points or 0) + sum(option.points or 0 for option in reachable)
    limits = [limit for limit in (domain.cap, domain.max) if limit is not None]
    names = ", ".join(option.id for option in (*best.options, *reachable))
    return Points(points=min([total, *limits]), option=names, evidence=best.shown().evidence), ()


def _fits(lead: Lead | None, case: Case) -> bool:
    return lead is not None and case.deadline is not None and lead.done_by(case.on) <= case.deadline


def _missing(domain: Domain, outcomes: Mapping[str, Outcome], held: Tally) -> tuple[str, ...]:
    """The questions whose answers could give more than the entries meet now, the best options first."""
    better = [option for option in domain.options if not held.has(option) and _worth(domain, option) > 0]
    if domain.pick == "one":
        better = [option for option in better if _worth(domain, option) > held.worth]
    better.sort(key=lambda option: -_worth(domain, option))
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


def _next(
    case: Case, domain: Domain, outcomes: Mapping[str, Outcome], supported: Tally, held: Tally, planned: Tally
) -> NextPoint | None:
    if case.closed or supported.points is None or held.points is None or planned.points is None:
        return None
    if domain.pick == "one":
        for better, write in ((held, "document"), (planned, "plan")):
            met = outcomes[better.options[0].id].held if better.options else None
            if better.worth > supported.worth and met is not None:
                gain = (better.points or 0) - supported.points
                if write == "document":
                    return document_first(domain, better.options[0], met, gain, case.kinds, case.deadline)
                return planned_next(better.options[0], met, gain)
    above = [
        (option, _gain(domain, option, supported), lead_to(option, outcomes[option.id], case.kinds))
        for option in domain.options
        if not supported.has(option) and not option.student_only
    ]
    return new_evidence(above, dict(outcomes), case.on, case.deadline)


def _gain(domain: Domain, option: Option, supported: Tally) -> float:
    already = supported.points or 0
    if domain.pick == "one":
        return (option.points or 0) - already
    limits = [limit for limit in (domain.cap, domain.max) if limit is not None]
    return min([already + (option.points or 0), *limits]) - already


def _view(option: Option, found: Outcome, by: date, claims: Sequence[Claim]) -> OptionView:
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
        evidence=found.held.ids if found.held else (),
        missing=() if met else found.asked,
    )


def _of_this_domain(case: Case, domain: Domain, outcomes: Mapping[str, Outcome]) -> tuple[Piece, ...]:
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


def _untold(domain: Domain, verdict: Verdict, because: str, blocks: str) -> DomainScore:
    """No figure may be shown: it is not the applicant's to give, or not worked out here. The total cannot be told."""
    return DomainScore(
        id=domain.id, title=domain.title, max=domain.max, bonus=False,
        supported=Points(points=None), claimed=Points(points=None), ceiling=Points(points=None),
        verdict=verdict, on=None, because=because, missing=(), next=None,
        facts=(FactRef(domain.provenance),), options=(), blocked=(f"{domain.title}: {blocks}",),
    )  # fmt: skip
