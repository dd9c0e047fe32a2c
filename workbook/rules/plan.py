"""What is worth doing next? A first, simple plan: the gates that are not open, then the cheapest missing points.

Every step has the last day on which it still makes sense to start: the day the form closes less the usual lead time of
that kind of evidence (data/evidence/kinds, typical weeks, an editorial estimate). Hours are not in the facts, so none
are shown. A step whose last day has passed is left out, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbook.base.days import in_words
from workbook.facts.core import Unknown
from workbook.record.models import Record, Target
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gates import Gate, gates
from workbook.rules.rounds import round_of
from workbook.rules.scoring import DomainScore, score

if TYPE_CHECKING:
    from workbook.facts import Facts
    from workbook.facts.evidence import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAction:
    """One step. `start` is today, `last_start` the last day that still fits, `finish` the day it must be done by."""

    id: str
    title: str
    start: date
    last_start: date | None
    finish: date | None
    lead_weeks: float | None
    hours: float | None
    yields: str
    because: str
    first_step: str | None
    status: str
    specialty: str
    facts: tuple[FactRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A step, or a whole part of a target, that is not in the plan, and why."""

    id: str
    title: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps in order. `horizon` is the day the first target's form closes, where that is known or projected."""

    on: date
    horizon: date | None
    because: str | None
    actions: tuple[PlanAction, ...]
    left_out: tuple[LeftOut, ...]


def plan(record: Record, facts: Facts, on: date) -> Plan:
    """The steps for every target, the first-ranked target first; gates before points. Pure: same record, same plan.

    A target whose round, specification or matrix is not here is named among what is left out; the others go on.
    """
    steps: list[PlanAction] = []
    left_out: list[LeftOut] = []
    horizon, because = None, None
    for target in record.ranked_targets:
        try:
            closes = round_of(facts, target.specialty, target.year).closes
        except Unknown as error:
            left_out.append(_not_here(target, facts, "round", "", error))
            continue
        if horizon is None:
            horizon, because = closes.date, closes.because
        for part, title, steps_of in (("gates", ", gates", _gate_steps), ("points", ", points", _point_steps)):
            try:
                found = steps_of(record, facts, target, on, closes.date)
            except Unknown as error:
                left_out.append(_not_here(target, facts, part, title, error))
                continue
            for step in found:
                if any(step.title == earlier.title for earlier in steps):
                    continue  # the same letter opens the same gate of two programmes: it is asked for once
                reason = _why_not(step, record, on)
                if reason:
                    left_out.append(LeftOut(id=step.id, title=step.title, because=reason))
                else:
                    steps.append(step)
    return Plan(on=on, horizon=horizon, because=because, actions=tuple(steps), left_out=tuple(left_out))


def _not_here(target: Target, facts: Facts, part: str, title: str, error: Unknown) -> LeftOut:
    """What cannot be planned for a target because no fact of it is here, in the words of the missing fact."""
    programme = facts.specialties().get(target.specialty)
    return LeftOut(
        id=f"{target.specialty}-{target.year}-{part}",
        title=f"{programme.title if programme else target.specialty} {target.year}{title}",
        because=str(error),
    )


def _gate_steps(record: Record, facts: Facts, target: Target, on: date, closes: date | None) -> list[PlanAction]:
    """A step for the gates each document opens, then for those it would settle; questions are one step together."""
    found = gates(record, facts, target.specialty, target.year, on).findings
    spec = facts.person_spec(target.specialty, target.year)
    criteria = {criterion.id: criterion for criterion in spec.criteria}
    kinds = facts.evidence().kinds
    shut: dict[str, list[Gate]] = {}
    to_find_out: dict[str, list[Gate]] = {}
    to_answer: list[Gate] = []
    for gate in found:
        # one document may open or settle several gates: they are one step
        document = next((name for name in criteria[gate.criterion].evidence if name in kinds), gate.criterion)
        if gate.verdict is Verdict.NOT_MET:
            shut.setdefault(document, []).append(gate)
        elif gate.verdict is Verdict.CANNOT_TELL and criteria[gate.criterion].ask:
            to_answer.append(gate)
        elif gate.verdict is Verdict.CANNOT_TELL:
            to_find_out.setdefault(document, []).append(gate)
    steps = [_shut_step(gates, kinds.get(document), target, on, closes) for document, gates in shut.items()]
    steps += [_find_out_step(gates, kinds.get(document), target, on, closes) for document, gates in to_find_out.items()]
    if to_answer:
        steps.append(_answers_step(to_answer, target, on, closes))
    return sorted(steps, key=lambda step: (step.yields != _OPENS, step.last_start or date.max, step.id))


_OPENS = "opens a gate"


def _shut_step(gates: list[Gate], kind: Kind | None, target: Target, on: date, closes: date | None) -> PlanAction:
    """One step for the gates that the same document opens."""
    title = f"Open the {'gate' if len(gates) == 1 else 'gates'}: {', '.join(gate.title for gate in gates)}"
    reason = max((gate.because for gate in gates), key=len)
    return _gate_step(title, _OPENS, (reason,), gates, target, on, closes, kind)


def _find_out_step(gates: list[Gate], kind: Kind | None, target: Target, on: date, closes: date | None) -> PlanAction:
    """The gates of which the record says too little and which the same document would settle.

    The doctor may have the document and just not have entered it, so the step stays until the form closes; for one
    still to be got, the day to begin is said in words.
    """
    reasons = [gate.because for gate in gates]
    said = dict.fromkeys(one for one in reasons if not any(one != other and one in other for other in reasons))
    title = f"Find out: {', '.join(gate.title for gate in gates)}"
    begin = _last_start(closes, kind.lead_weeks.typical) if kind else None
    if kind and begin:
        weeks = f"{kind.lead_weeks.typical:g} {'week' if kind.lead_weeks.typical == 1 else 'weeks'}"
        when = f"begin by {in_words(begin)}" if begin >= on else f"the day to begin was {in_words(begin)}"
        still = f"{kind.title}: if you do not have it yet, it usually takes about {weeks} (an estimate), so {when}."
        said[still] = None
    return _gate_step(title, _shows(len(gates)), said, gates, target, on, closes)


def _answers_step(to_answer: list[Gate], target: Target, on: date, closes: date | None) -> PlanAction:
    """The gates that only the doctor's own word settles, together."""
    count = len(to_answer)
    title = f"Answer {count} {'question' if count == 1 else 'questions'} that only you can answer"
    said = f"Under “What selectors ask”: {', '.join(f'“{gate.title}”' for gate in to_answer)}."
    return _gate_step(title, _shows(count), (said,), (), target, on, closes)


def _gate_step(
    title: str,
    yields: str,
    said: Iterable[str],
    gates: Sequence[Gate],
    target: Target,
    on: date,
    closes: date | None,
    kind: Kind | None = None,
) -> PlanAction:
    """One step about gates: why, what is missing for them, and the facts they rest on. Without gates, the answers."""
    weeks = kind.lead_weeks.typical if kind else None
    missing = dict.fromkeys(item for gate in gates for item in gate.missing)
    return PlanAction(
        id=f"{target.specialty}-{target.year}-{f'gate-{gates[0].criterion}' if gates else 'answers'}",
        title=title,
        start=on,
        last_start=_last_start(closes, weeks),
        finish=closes,
        lead_weeks=weeks,
        hours=None,
        yields=yields,
        because=" ".join((*said, *(f"Missing: {item}." for item in missing))),
        first_step=kind.first_step if kind else None,
        status="open",
        specialty=target.specialty,
        facts=tuple({fact.id: fact for gate in gates for fact in gate.facts}.values()),
    )


def _shows(count: int) -> str:
    return "shows whether a gate is open" if count == 1 else f"shows whether {count} gates are open"


def _point_steps(record: Record, facts: Facts, target: Target, on: date, closes: date | None) -> list[PlanAction]:
    """The cheapest next point of each domain, the most points for the least waiting first."""
    found = score(record, facts, target.specialty, target.year, on)
    steps = [
        (_worth(domain), _point_step(domain, target, on, closes)) for domain in found.domains if domain.next is not None
    ]
    return [step for _, step in sorted(steps, key=lambda pair: (pair[0], pair[1].id))]


def _worth(domain: DomainScore) -> float:
    """Weeks of waiting for each point gained, a better letter counting as one: the smaller, the sooner.

    A next point without a lead time is one already done or planned that wants its document (rules/next_points): nothing
    is cheaper, so it comes first, the most points first.
    """
    assert domain.next is not None
    gain = 1.0 if domain.next.gain is None else domain.next.gain
    return domain.next.lead_weeks / gain if domain.next.lead_weeks is not None else -gain


def _point_step(domain: DomainScore, target: Target, on: date, closes: date | None) -> PlanAction:
    following = domain.next
    assert following is not None
    last_start = _last_start(closes, following.lead_weeks)
    if following.finish_by is not None and last_start is not None and last_start > following.finish_by:
        last_start = None  # it runs already and is done before that day: there is nothing left to start
    return PlanAction(
        id=f"{target.specialty}-{target.year}-points-{domain.id}",
        title=f"{domain.title}: {following.text}",
        start=on,
        last_start=last_start,
        finish=following.finish_by or closes,
        lead_weeks=following.lead_weeks,
        hours=None,
        yields=following.gives,
        because=domain.because,
        first_step=following.first_step,
        status="open",
        specialty=target.specialty,
        facts=domain.facts,
    )


def _last_start(closes: date | None, weeks: float | None) -> date | None:
    """The closing day less the usual lead time; without a lead time, the closing day itself."""
    if closes is None:
        return None
    return closes - timedelta(days=round(7 * (weeks or 0)))


def _why_not(step: PlanAction, record: Record, on: date) -> str | None:
    """Why a step is left out: the doctor said so, or it no longer fits before the form closes."""
    for action in record.actions:
        if action.of == step.id and action.status != "open":
            return "you marked it done" if action.status == "done" else "you decided against it"
    if step.last_start is not None and step.last_start < on:
        if not step.lead_weeks:
            return f"the form closed on {in_words(step.last_start)}"
        weeks = "1 week" if step.lead_weeks == 1 else f"{step.lead_weeks:g} weeks"
        return f"it usually takes about {weeks}, so it would have had to begin by {in_words(step.last_start)}"
    return None
