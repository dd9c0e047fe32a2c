"""Does the Act of 2026 put this doctor first, at which step, in which year, and on which ground?

The Act orders people and bars nobody. Its grounds are alternatives; one is enough. A ground speaks of the calendar
years in which an interview is offered or an offer made; for the main round that is the year in which the posts start.
What regulations may add from 2027 is not decided, and the months of NHS work are then told against each number anyone
has proposed. Source: data/recruitment/prioritisation.yaml and priority-regulations.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from workbook.facts.library import Facts
from workbook.facts.prioritisation import Excluded, Ground, Stage
from workbook.facts.prioritisation import Programme as Kind
from workbook.record.models import Record
from workbook.rules.finding import FactRef, Finding, Verdict
from workbook.rules.gate_question import Answer
from workbook.rules.priority_grounds import CHECKS, decided_by
from workbook.rules.priority_months import NhsMonths, Threshold, nhs_months, thresholds
from workbook.rules.priority_question import BEST_FIRST, MADE, Question, best_of, each_once
from workbook.rules.priority_remarks import Remark, remarks_of

FOUNDATION = "foundation"
STEPS: tuple[Stage, ...] = ("interview", "offer")
IMMIGRATION = "immigration"
Standing = Literal["in-force", "no-ground", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundFinding(Finding):
    """One ground held against the record. `criterion` is its id.

    `standing` is in-force for a ground of the law, no-ground for what the law or a minister says is none (met never
    stands there), open for what depends on regulations.
    """

    title: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """The answer for one programme, calendar year and step.

    `ground` is the title of the ground that holds, `ground_id` its id; `holds_from` the day it begins to hold where
    that is still to come; `decided_by` who has still to decide. `thresholds` stand only where regulations may name one.
    """

    programme: str
    title: str
    year: int
    stage: Stage
    on: date
    verdict: Verdict
    because: str
    ground: str | None = None
    ground_id: str | None = None
    holds_from: date | None = None
    decided_by: str | None = None
    nhs_months: float
    experience: NhsMonths
    thresholds: tuple[Threshold, ...] = ()
    grounds: tuple[GroundFinding, ...] = ()
    missing: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    facts: tuple[FactRef, ...] = ()


def priority(record: Record, facts: Facts, programme: str, year: int, stage: Stage, on: date) -> Priority:
    """Whether the doctor comes first at the step when it is taken in the year.

    `programme` is the id of a specialty programme, or `foundation`. Raises `Unknown` for any other.
    """
    specialty = None if programme == FOUNDATION else facts.specialty(programme)
    question = Question(record=record, facts=facts, specialty=specialty, year=year, stage=stage, on=on)
    experience = nhs_months(record, facts, on)
    answer = Priority(
        programme=programme,
        title=specialty.title if specialty else "UK Foundation Programme",
        year=year,
        stage=stage,
        on=on,
        verdict=Verdict.NOT_APPLICABLE,
        because="",
        nhs_months=experience.months,
        experience=experience,
    )
    outside = _outside(question)
    if outside is not None:
        because, refs = outside
        return replace(answer, because=because, facts=refs)
    grounds = tuple(_ground(question, ground) for ground in _of_the_step(question))
    answer = _decided(question, replace(answer, grounds=grounds))
    may_be_named = any(ground.basis == "regulations" for ground in _undecided(question))
    return replace(
        answer,
        thresholds=thresholds(record, facts, on) if may_be_named else (),
        remarks=remarks_of(question, answer.verdict, _has_a_status_of_2026(question)),
    )


def stages_of(facts: Facts, year: int, programme: str) -> tuple[Stage, ...]:
    """The steps of the year at which the Act sets any order for the programme; none where it is outside the Act."""
    act = facts.prioritisation()
    kind: Kind = "foundation" if programme == FOUNDATION else "specialty"
    if kind == "specialty" and not act.covers(programme):
        return ()
    return tuple(step for step in STEPS if act.grounds_in_force(year, step, kind))


# ---------------------------------------------------------------- where the Act sets no order


def _outside(question: Question) -> tuple[str, tuple[FactRef, ...]] | None:
    """Why the Act orders nobody at this step, and the facts that say so; None where it does."""
    act, specialty = question.act, question.specialty
    whole = FactRef(act.provenance)
    if specialty is not None:
        left_out = _left_out(question)
        if left_out is not None:
            return (
                f"The Act does not order applicants to {specialty.title}: it leaves out {left_out.text}.",
                (FactRef(left_out.provenance), whole),
            )
        if question.stage == "interview" and specialty.interviews is False:
            reading = next(each for each in act.readings if each.id == "no-interview-specialties")
            return (
                f"{specialty.title} interviews nobody, so only the order of offers matters.",
                (FactRef(reading.provenance), FactRef(specialty.provenance)),
            )
    if act.grounds_in_force(question.year, question.stage, question.kind):
        return None
    in_force = [ground for ground in act.grounds if ground.in_force and ground.programme == question.kind]
    here = [ground.year_from for ground in in_force if question.stage in ground.stages]
    made = MADE[question.stage]
    if not here:
        return f"For this programme the Act sets no order of {made}, only of offers.", (whole,)
    first = next(step for step in act.act if step.id == "in-force")
    said = f"The Act sets an order of {made} from {min(here)} on, so not in {question.year}."
    if (offers := min(ground.year_from for ground in in_force)) < min(here):
        said += f" Offers have one from {offers} on."
    return said, (FactRef(first.provenance), whole)


def _left_out(question: Question) -> Excluded | None:
    assert question.specialty is not None
    id = question.specialty.id
    return next((each for each in question.act.excluded_programmes if id in each.programmes), None)


# ---------------------------------------------------------------- the grounds, one by one


def _of_the_step(question: Question) -> tuple[Ground, ...]:
    """Every ground that speaks of this step in this year, whatever its standing."""
    asked = question.year, question.stage, question.kind
    return (*question.act.grounds_in_force(*asked), *question.act.undecided(*asked), *question.act.not_a_ground(*asked))


def _undecided(question: Question) -> tuple[Ground, ...]:
    return question.act.undecided(question.year, question.stage, question.kind)


def _ground(question: Question, ground: Ground) -> GroundFinding:
    """One ground held against the record: any of the groups it names is enough."""
    found = best_of(CHECKS[who](question) for who in ground.who)
    standing: Standing = "in-force"
    if ground.effect == "not-prioritised":
        standing, found = "no-ground", _none(found)
    elif not ground.in_force:
        standing, found = "open", _open(question, ground, found)
    return GroundFinding(
        criterion=ground.id,
        title=ground.title,
        standing=standing,
        verdict=found.verdict,
        because=found.because,
        on=found.on,
        missing=found.missing,
        evidence=found.evidence,
        facts=(FactRef(ground.provenance), *found.facts),
    )


def _none(found: Answer) -> Answer:
    """What the law or a minister says is no ground: it never opens anything, and is told to whom it describes."""
    if found.verdict is Verdict.CANNOT_TELL:
        return found
    if found.verdict in (Verdict.MET, Verdict.MET_ON):
        return replace(found, verdict=Verdict.NOT_MET, because=f"{found.because} That is no ground.")
    return Answer(verdict=Verdict.NOT_APPLICABLE, because=found.because)


def _open(question: Question, ground: Ground, found: Answer) -> Answer:
    """A ground that regulations may bring: not decided, unless the doctor is in none of the groups it names."""
    if ground.basis == "regulations" or found.verdict is Verdict.NOT_MET:
        return found
    said = f"{found.because} These grounds ended with 2026; whether they come back is not decided by"
    return replace(found, verdict=Verdict.NOT_DECIDED, because=f"{said} {decided_by(question)}.", on=None)


def _has_a_status_of_2026(question: Question) -> bool:
    """Whether the doctor holds a status whose ground has ended and that regulations may bring back."""
    return any(
        CHECKS[who](question).verdict in (Verdict.MET, Verdict.MET_ON)
        for ground in _undecided(question)
        if ground.basis == IMMIGRATION
        for who in ground.who
    )


# ---------------------------------------------------------------- all of them together


def _decided(question: Question, answer: Priority) -> Priority:
    """The verdict over all grounds: the best one in force; else what is missing, not decided, or none."""
    in_force = [ground for ground in answer.grounds if ground.standing == "in-force"]
    still_open = [
        ground for ground in answer.grounds if ground.standing == "open" and ground.verdict is Verdict.NOT_DECIDED
    ]
    best = min(in_force, key=lambda ground: (BEST_FIRST.index(ground.verdict), ground.on or date.min))
    if best.verdict in (Verdict.MET, Verdict.MET_ON):
        from_day = " from that day on" if best.verdict is Verdict.MET_ON else ""
        return replace(
            answer,
            verdict=best.verdict,
            because=f"For {question.step} you come first{from_day}. {best.because} One ground is enough.",
            ground=best.title,
            ground_id=best.criterion,
            holds_from=best.on if best.verdict is Verdict.MET_ON else None,
            evidence=best.evidence,
            facts=best.facts,
        )
    every = each_once(fact for ground in (*in_force, *still_open) for fact in ground.facts)
    unsure = [ground for ground in in_force if ground.verdict is Verdict.CANNOT_TELL]
    if unsure:
        return replace(
            answer,
            verdict=Verdict.CANNOT_TELL,
            because=(
                f"Whether you come first for {question.step} cannot be told: your record leaves open "
                f"{_and(ground.title for ground in unsure)}."
            ),
            missing=tuple(dict.fromkeys(item for ground in unsure for item in ground.missing)),
            evidence=tuple(dict.fromkeys(id for ground in unsure for id in ground.evidence)),
            facts=every,
        )
    if still_open:
        return replace(
            answer,
            verdict=Verdict.NOT_DECIDED,
            because=(
                f"No ground now in force puts you first for {question.step}. Whether regulations will is not decided "
                f"by {decided_by(question)}. You may apply all the same."
            ),
            decided_by=decided_by(question),
            evidence=tuple(post.post for post in answer.experience.counted),
            facts=every,
        )
    return replace(
        answer,
        verdict=Verdict.NOT_MET,
        because=(
            f"No ground of the Act is yours for {question.step}, so those who have one come before you. You may apply "
            "all the same, and are offered what is left."
        ),
        facts=every,
    )


def _and(titles: Iterable[str]) -> str:
    named = list(dict.fromkeys(f"“{title}”" for title in titles))
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
