"""When could the doctor settle if what is proposed became law, scenario by scenario? Never mixed with the law.

Rules: the es-scenario entries and earned-settlement-formula (data/visa/rules); figures: earned-settlement-*
(data/visa/parameters).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workbook.base.days import in_words
from workbook.facts.core import FactError, Problem, Status
from workbook.facts.library import Facts
from workbook.facts.visa_rules import RULES, VisaRule
from workbook.rules.clock import Clock
from workbook.rules.finding import FactRef
from workbook.rules.rule_set import RuleSet, counted
from workbook.rules.settlement import Tested, earliest_application
from workbook.rules.visa_facts import figure, rule_ref, sentence

SCENARIO = "es-scenario-"
BASELINE = "earned-settlement-baseline"
NO_REDUCTION = "es-scenario-no-reduction"
PARTNER = "partner-of-settled-person"

# Figures of the papers of which no scenario was read: no date can be drawn from them.
_NO_SCENARIO = {
    "earned-settlement-below-degree-level": "A job below degree level would take {value} years.",
    "earned-settlement-reduction-volunteering": "Volunteering would take {value} years off.",
    "earned-settlement-penalty-overstay-or-illegal-entry": "Overstaying could add up to {value} years; so could "
    "illegal entry.",
    "earned-settlement-one-reduction-only": "Only {value}.",
    "earned-settlement-mandatory-earnings": "Everyone would need earnings of {value:,} {unit}.",
    "earned-settlement-mandatory-other": "Everyone would also need: {value}.",
}


def proposals(clock: Clock, tested: Tested, facts: Facts, on: date) -> tuple[RuleSet, ...]:
    """Each scenario that the papers name for this clock; where they name none, one set without dates that says so."""
    found = [
        _scenario(rule, years, clock, tested, facts, on)
        for rule in facts.visa_rules().values()
        if rule.id.startswith(SCENARIO) and _is_for(rule, clock) and (years := _years(rule, facts, on)) is not None
    ]
    return tuple(found) or (_none_read(clock, facts),)


def not_known(facts: Facts) -> tuple[str, ...]:
    """What was looked for and not found, and what is said of people already here."""
    story = facts.visa_story("earned-settlement-timeline").provenance
    said = [facts.visa_rule("es-scenario-already-here").text]
    return tuple(sentence(text) for text in ([story.rechecked.text] if story.rechecked else []) + said)


def _is_for(rule: VisaRule, clock: Clock) -> bool:
    """A scenario that names routes is for those; any other was read for sponsored work."""
    return clock.route.id in rule.routes if rule.routes else clock.settlement.counts == "adds-up"


def _years(rule: VisaRule, facts: Facts, on: date) -> int | None:
    """The years of the scenario: its own, or the baseline where it rests on that alone; None where it names none."""
    if isinstance(rule.result_years, int):
        return rule.result_years
    if tuple(rule.parameters) != (BASELINE,):
        return None
    years, _ = figure(facts, BASELINE, on)
    return int(years)


def _scenario(rule: VisaRule, years: int, clock: Clock, tested: Tested, facts: Facts, on: date) -> RuleSet:
    if rule.provenance.status is not Status.PROPOSED:
        raise FactError(Problem(RULES, "a scenario of the papers is proposed, whatever the law does", rule.id))
    early, early_ref = figure(facts, "ilr-early-window", on)
    completion, because = counted(clock, tested, facts, on, years)
    limit = "Today's absence limit and the" if tested.limit else "The"
    used = tuple(FactRef(facts.visa_parameter(id).on(on).provenance) for id in rule.parameters)
    also, also_refs = _also(facts, on) if rule.id == NO_REDUCTION else ((), ())
    return RuleSet(
        id=rule.id.replace(SCENARIO, "proposed-"),
        title=rule.title,
        status=rule.provenance.status.value,
        years=years,
        completion=completion,
        earliest_application=earliest_application(completion, early),
        because=(
            f"{rule.text} A proposal, not law. {because} {limit} {early} days before completion are assumed to stay; "
            "the papers read do not settle it."
        ),
        also=also,
        unknown=(*_unknown_of(rule, clock), *not_known(facts)),
        facts=(FactRef(rule.provenance), rule_ref(facts, "earned-settlement-formula"), *used, early_ref, *also_refs),
    )


def _unknown_of(rule: VisaRule, clock: Clock) -> Iterable[str]:
    """What the scenario itself leaves open, for this clock."""
    if rule.provenance.note:
        yield sentence(rule.provenance.note.strip())
    if clock.route.id == PARTNER:
        yield "It is said of partners of British citizens. For partners of other settled people nothing was read."


def _also(facts: Facts, on: date) -> tuple[tuple[str, ...], tuple[FactRef, ...]]:
    """Figures of the papers without a scenario, each as a sentence, and where each stands."""
    said, refs = [], []
    for id, words in _NO_SCENARIO.items():
        value, ref = figure(facts, id, on)
        shown = ", ".join(value) if isinstance(value, tuple | list) else value
        said.append(words.format(value=shown, unit=facts.visa_parameter(id).unit))
        refs.append(ref)
    under, _ = figure(facts, "earned-settlement-penalty-public-funds", on)
    said.append(f"Public funds claimed for under 12 months would add {under['under_12_months']} years.")
    return tuple(said), tuple(refs)


def _none_read(clock: Clock, facts: Facts) -> RuleSet:
    return RuleSet(
        id="proposed-not-read",
        title=f"Proposed: nothing read for {clock.route.title}",
        status=Status.PROPOSED.value,
        completion=None,
        earliest_application=None,
        because=(
            f"The papers read name no scenario for {clock.route.title}, so no date is drawn. Time counts from "
            f"{in_words(clock.start)} under the rules in force."
        ),
        unknown=(f"Whether the proposals reach {clock.route.title}.", *not_known(facts)),
        facts=(rule_ref(facts, "earned-settlement-formula"), FactRef(clock.route.provenance)),
    )
