"""When could the doctor settle under each set of rules: in force, enacted for later, and merely proposed?

The three never mix: each set has its own dates and says where it stands. Rules: earned-settlement-law-now,
ilr-other-conditions (data/visa/rules); the proposals are in `proposals`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workbook.base.days import in_words
from workbook.facts.core import Status
from workbook.facts.library import Facts
from workbook.facts.visa_figures import VisaPeriod
from workbook.rules.clock import Clock
from workbook.rules.finding import FactRef
from workbook.rules.proposals import proposals
from workbook.rules.rule_set import RuleSet, counted
from workbook.rules.settlement import Tested, earliest_application
from workbook.rules.visa_facts import figure, rule_ref

ENGLISH = "english-at-settlement"
ENACTED = "enacted"


def rule_sets(clock: Clock, tested: Tested, facts: Facts, on: date) -> tuple[RuleSet, ...]:
    """The sets side by side: the law, the law as it will stand, then each scenario of what is proposed."""
    now = _in_force(clock, tested, facts, on)
    return (now, *_enacted(now, clock, facts, on), *proposals(clock, tested, facts, on))


def years_in_force(clock: Clock, facts: Facts, on: date) -> tuple[int, FactRef]:
    """How many years the law asks for on this clock. Raises `NotCovered` when no figure is known for the day."""
    by_itself = not clock.settlement.may_be_last
    return figure(
        facts, "ilr-qualifying-period-global-talent-research" if by_itself else "ilr-qualifying-period-work", on
    )


def _in_force(clock: Clock, tested: Tested, facts: Facts, on: date) -> RuleSet:
    years, years_ref = years_in_force(clock, facts, on)
    early, early_ref = figure(facts, "ilr-early-window", on)
    completion, because = counted(clock, tested, facts, on, years)
    may_tell = clock.settlement.may_be_last
    apply_from = earliest_application(completion, early)
    english = [] if clock.settlement.counts != "adds-up" else [p for p in _later_english(facts) if p.covers(on)]
    asked = "".join(f" English is asked at {period.value}." for period in english)
    return RuleSet(
        id="in-force",
        title=f"In force: {years} years",
        status=Status.IN_FORCE.value,
        years=years,
        completion=completion if may_tell else None,
        earliest_application=apply_from if may_tell else None,
        because=(
            f"{because} An application is not too early from {in_words(apply_from)}, and is decided on the rules in "
            f"force when it is made.{asked}"
            if may_tell
            else f"Endorsements for academia and research usually take {years} years. {because} For other endorsements "
            f"no figure is in the facts read here.{asked}"
        ),
        unknown=() if may_tell else ("Which endorsement your permission rests on, and the years it takes.",),
        facts=(
            years_ref, early_ref, rule_ref(facts, "ilr-earliest"), rule_ref(facts, "earned-settlement-law-now"),
            *(FactRef(period.provenance) for period in english),
        ),
    )  # fmt: skip


def _later_english(facts: Facts) -> list[VisaPeriod]:
    """The levels of English at settlement that were published for a day to come when they were read."""
    periods = facts.visa_parameter(ENGLISH).periods
    return [period for period in periods if period.from_ and period.provenance.status is Status.PUBLISHED]


def _enacted(now: RuleSet, clock: Clock, facts: Facts, on: date) -> tuple[RuleSet, ...]:
    """The law as it will stand: the same years, with what is published for a later day of application."""
    coming = [period for period in _later_english(facts) if period.from_ and period.from_ > on]
    return tuple(_with_english(now, period, clock, facts, on) for period in coming)


def _with_english(now: RuleSet, period: VisaPeriod, clock: Clock, facts: Facts, on: date) -> RuleSet:
    assert period.from_ is not None  # only such are called enacted
    rule = facts.visa_rule("ilr-other-conditions")
    comes = in_words(period.from_)
    unknown = now.unknown
    if clock.route.id in rule.routes_left_out:
        said = (
            f"Applications from {comes} need English at {period.value} on other routes; yours is outside this change."
        )
    else:
        said = f"Applications from {comes} need English at {period.value}. {_first_day(now, period.from_, on)}"
    if clock.route.id not in rule.routes_left_out and clock.settlement.counts != "adds-up":
        unknown = (*unknown, f"Whether this reaches {clock.route.title}: it was read for sponsored work.")
    if period.provenance.note and clock.route.id not in rule.routes_left_out:
        unknown = (*unknown, period.provenance.note.strip())
    return replace(
        now,
        id=ENACTED,
        title=f"Enacted: the same years, and English from {comes}",
        status=period.provenance.status.value,
        because=said,
        unknown=unknown,
        facts=(FactRef(period.provenance), rule_ref(facts, rule.id), *now.facts[:2]),
    )


def _first_day(now: RuleSet, comes: date, on: date) -> str:
    if now.earliest_application is None:
        return "The first day you could apply is not known."
    first = max(on, now.earliest_application)
    if first >= comes:
        return f"The first day you could apply, {in_words(first)}, is on or after it, so it would be asked of you."
    return f"The first day you could apply is {in_words(first)}, before it; it is asked from that day on."
