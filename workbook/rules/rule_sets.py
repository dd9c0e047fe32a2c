"""When could the doctor settle under each set of rules: in force, enacted for later, and merely proposed?

The three never mix: each set has its own dates and says where it stands. Rules: earned-settlement-law-now and the
es-scenario entries (data/visa/rules).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.base.days import add_years, in_words
from workbook.facts.core import FactError, Problem, Status
from workbook.facts.library import Facts
from workbook.rules.clock import Clock
from workbook.rules.finding import FactRef
from workbook.rules.settlement import Tested, completion_of, earliest_application
from workbook.rules.visa_facts import figure, rule_ref

# What was read of the proposals holds for sponsored workers; these are the readings a doctor may fall under.
PROPOSALS = (
    "es-scenario-no-reduction",
    "es-scenario-doctor-five-years",
    "es-scenario-doctor-salary-50270",
    "es-scenario-doctor-c1-only",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One set of rules with its dates. `status` is the standing of the rules: in_force, published or proposed."""

    id: str
    title: str
    status: str
    completion: date | None
    earliest_application: date | None
    because: str
    facts: tuple[FactRef, ...]


def rule_sets(clock: Clock, tested: Tested, facts: Facts, on: date) -> tuple[RuleSet, ...]:
    """The sets side by side, the law first. What was read for sponsored work only is left out for other clocks."""
    now = _in_force(clock, tested, facts, on)
    if clock.settlement.counts != "adds-up" or now.completion is None:
        return (now,)
    return (now, *_enacted(now, facts, on), *(_proposed(id, clock, tested, facts, on) for id in PROPOSALS))


def years_in_force(clock: Clock, facts: Facts, on: date) -> tuple[int, FactRef]:
    """How many years the law asks for on this clock. Raises `NotCovered` when no figure is known for the day."""
    by_itself = not clock.settlement.may_be_last
    return figure(
        facts, "ilr-qualifying-period-global-talent-research" if by_itself else "ilr-qualifying-period-work", on
    )


def _in_force(clock: Clock, tested: Tested, facts: Facts, on: date) -> RuleSet:
    years, years_ref = years_in_force(clock, facts, on)
    early, early_ref = figure(facts, "ilr-early-window", on)
    completion, because = _counted(clock, tested, facts, on, years)
    may_tell = clock.settlement.may_be_last
    apply_from = earliest_application(completion, early)
    return RuleSet(
        id="in-force",
        title=f"In force: {years} years",
        status=Status.IN_FORCE.value,
        completion=completion if may_tell else None,
        earliest_application=apply_from if may_tell else None,
        because=(
            f"{because} An application is not too early from {in_words(apply_from)}, and is decided on the rules in "
            "force when it is made."
            if may_tell
            else f"Endorsements for academia and research usually take {years} years. {because} For other endorsements "
            "no figure is in the facts read here."
        ),
        facts=(years_ref, early_ref, rule_ref(facts, "ilr-earliest"), rule_ref(facts, "earned-settlement-law-now")),
    )


def _counted(clock: Clock, tested: Tested, facts: Facts, on: date, years: int) -> tuple[date, str]:
    """The day the years are complete, and the sentence that says how it was counted."""
    open_days = facts.visa_rule("qualifying-period-countback").number("days_after_application")
    completion = completion_of(clock.start, years, tested, on, open_days)
    natural = add_years(clock.start, years)
    counted = f"{years} years from {in_words(clock.start)}"
    if completion == natural:
        return completion, f"{counted} are complete on {in_words(completion)}."
    return completion, (
        f"{counted} would be complete on {in_words(natural)}; days abroad over the limit move this to "
        f"{in_words(completion)}."
    )


def _enacted(now: RuleSet, facts: Facts, on: date) -> tuple[RuleSet, ...]:
    """The law as it will stand: the same years, with what is published for a later day of application."""
    found = []
    for period in facts.visa_parameter("english-at-settlement").periods:
        if period.provenance.status is not Status.PUBLISHED or period.from_ is None or period.from_ <= on:
            continue
        first = max(on, now.earliest_application or on)
        comes = in_words(period.from_)
        said = (
            f"The first day you could apply, {in_words(first)}, is on or after it, so it would be asked of you."
            if first >= period.from_
            else f"The first day you could apply is {in_words(first)}, before it; it is asked from that day on."
        )
        found.append(
            RuleSet(
                id="enacted",
                title=f"Enacted: the same years, and English from {comes}",
                status=period.provenance.status.value,
                completion=now.completion,
                earliest_application=now.earliest_application,
                because=f"Applications from {comes} need English at {period.value}. {said}",
                facts=(FactRef(period.provenance), rule_ref(facts, "ilr-other-conditions")),
            )
        )
    return tuple(found)


def _proposed(id: str, clock: Clock, tested: Tested, facts: Facts, on: date) -> RuleSet:
    rule = facts.visa_rule(id)
    years = rule.result_years
    if not isinstance(years, int):
        raise FactError(Problem("visa/rules", "a whole number is needed to show dates", f"{id}, result_years"))
    early, early_ref = figure(facts, "ilr-early-window", on)
    completion, because = _counted(clock, tested, facts, on, years)
    return RuleSet(
        id=id.replace("es-scenario-", "proposed-"),
        title=rule.title,
        status=rule.provenance.status.value,
        completion=completion,
        earliest_application=earliest_application(completion, early),
        because=(
            f"{rule.text} A proposal, not law. {because} Today's absence limit and the {early} days before completion "
            "are assumed to stay; the papers read do not settle either."
        ),
        facts=(FactRef(rule.provenance), rule_ref(facts, "earned-settlement-formula"), early_ref),
    )
