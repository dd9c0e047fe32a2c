"""How are the dates of settlement and the count of days abroad said, and on which rules does each sentence rest?"""

from __future__ import annotations

from datetime import date

from workbook.base.days import add_years, in_words
from workbook.facts.core import NotCovered
from workbook.facts.library import Facts
from workbook.record.models import Permission, Record
from workbook.rules.absence_count import Count
from workbook.rules.absence_findings import about_absences, restart
from workbook.rules.clock import Clock, Gap
from workbook.rules.finding import FactRef, Finding, Verdict
from workbook.rules.held import called, listed
from workbook.rules.residence_standing import Dates, GapAccepted, Standing
from workbook.rules.rule_set import RuleSet
from workbook.rules.visa_facts import no_figure, plural, rule_ref, sentence


def none_needed(why: str, facts: Facts) -> Finding:
    """No clock runs for someone who is settled or a citizen."""
    return Finding(
        criterion="qualifying-period-countback",
        verdict=Verdict.NOT_APPLICABLE,
        because=f"You {why}, so no time toward settlement has to be counted.",
        facts=(FactRef(facts.route("ilr").provenance),),
    )


def nothing_held(record: Record, facts: Facts, on: date) -> Finding:
    """No permission covers the day, so nothing can be counted from it."""
    return Finding(
        criterion="qualifying-period-countback",
        verdict=Verdict.CANNOT_TELL,
        because=f"No permission in the record covers {in_words(on)}, so no time toward settlement can be counted.",
        facts=(rule_ref(facts, "qualifying-period-countback"), rule_ref(facts, "gap-in-permission")),
        evidence=tuple(entry.id for entry in record.permissions),
        missing=(f"the permission you hold on {in_words(on)}: its route, first day and last day",),
    )


def no_clock(held: Permission, facts: Facts) -> Finding:
    """The permission held does not count toward the five-year routes, or how it counts is not known here."""
    criterion, evidence = "routes-that-add-up", (held.id,)
    adds_up = rule_ref(facts, "routes-that-add-up")
    route = facts.routes().get(held.route or "")
    if route is None:
        named = f"“{held.route}” is not one of the routes read here" if held.route else "its route is not recorded"
        return Finding(
            criterion=criterion, verdict=Verdict.CANNOT_TELL, evidence=evidence, facts=(adds_up,),
            because=f"You hold a permission, but {named}, so whether its time counts cannot be told.",
            missing=(f"the route of {called(held)}",),
        )  # fmt: skip
    refs = (FactRef(route.provenance), adds_up)
    counts = route.settlement.counts if route.settlement else None
    said = route.counts_to_settlement.words if route.counts_to_settlement else "nothing was read"
    if counts == "not-here":
        return Finding(
            criterion=criterion, verdict=Verdict.NOT_MET, evidence=evidence,
            facts=(*refs, rule_ref(facts, "long-residence-test")),
            because=f"You hold {route.title}. Does its time count toward settlement? {sentence(said)}",
        )  # fmt: skip
    if counts == "settled":
        return Finding(
            criterion=criterion, verdict=Verdict.NOT_APPLICABLE, facts=refs, evidence=evidence,
            because=f"You hold {route.title}, so no time toward settlement has to be counted.",
        )  # fmt: skip
    return Finding(
        criterion=criterion, verdict=Verdict.CANNOT_TELL, facts=refs, evidence=evidence,
        because=f"You hold {route.title}, which has rules of its own: {said}.",
        missing=("whether you are settled already, and if not since when you have lived here under this route",),
    )  # fmt: skip


def not_covered(gap: NotCovered, facts: Facts) -> Finding:
    """A figure is not known for the day asked for."""
    criterion = "qualifying-period-countback"
    return no_figure(criterion, gap, (rule_ref(facts, criterion),))


def on_the_clock(facts: Facts, on: date, clock: Clock, count: Count, law: RuleSet, years: int) -> tuple[Finding, ...]:
    """Every finding about a clock that runs, the date first."""
    found = [_period(facts, on, clock, count, law, years), _chain(facts, clock)]
    found += about_absences(facts, on, count, law, years)
    apply_from = law.earliest_application
    found += [_reaches(facts, clock, apply_from)] if apply_from and apply_from > on else []
    found += [_other_conditions(facts), _proposals(facts)] if clock.settlement.counts == "adds-up" else []
    return tuple(found)


def other_readings(
    facts: Facts, standing: Standing, from_entry: Dates | None, accepted: GapAccepted | None
) -> tuple[Finding, ...]:
    """What is open about the start of the clock: a gap in permission, the days before the first entry."""
    clock = standing.clock
    found = [_gap(facts, clock.gap, accepted)] if clock.gap else []
    if clock.entry_unknown:
        found.append(_entry_unknown(facts, clock))
    elif clock.entry:
        found.append(_entry(facts, standing, from_entry))
    return tuple(found)


def _period(facts: Facts, on: date, clock: Clock, count: Count, law: RuleSet, years: int) -> Finding:
    criterion, evidence = "qualifying-period-countback", _chain_ids(clock)
    refs = (*law.facts, rule_ref(facts, criterion), rule_ref(facts, "qualifying-period-end-convention"))
    if law.completion is None or law.earliest_application is None:
        return Finding(
            criterion=criterion, verdict=Verdict.CANNOT_TELL, because=law.because, facts=refs, evidence=evidence,
            missing=("which endorsement your Global Talent permission rests on",),
        )  # fmt: skip
    said = law.because
    if law.completion > add_years(clock.start, years):
        refs = (*refs, rule_ref(facts, "ilr-after-breach"))
        said += f" {restart(count, years)}"
    elif (clock.start.month, clock.start.day) == (2, 29):
        days = facts.visa_rule("qualifying-period-end-convention").number("tolerance_days")
        said += f" Some readings end {plural(days)} earlier; the later date is the safe one."
    done = law.completion <= on
    return Finding(
        criterion=criterion, verdict=Verdict.MET if done else Verdict.MET_ON, because=said, facts=refs,
        evidence=evidence, on=law.completion,
    )  # fmt: skip


def _chain(facts: Facts, clock: Clock) -> Finding:
    chain = tuple(dict.fromkeys(link.permission for link in clock.chain))
    said = f"Time counts from {in_words(clock.start)}. It rests on: {listed(chain, facts)}."
    if clock.left_out:
        said += f" Earlier time does not add up with it: {listed(clock.left_out, facts)}."
    if clock.cut_off:
        said += f" Time before that is cut off by it and does not count either: {listed(clock.cut_off, facts)}."
    refs = [rule_ref(facts, "routes-that-add-up"), FactRef(clock.route.provenance)]
    if clock.settlement.counts == "own-clock":
        refs.append(rule_ref(facts, "dependant-clock"))
    if clock.cut_off:
        refs.append(rule_ref(facts, "qualifying-period-countback"))
    return Finding(
        criterion="routes-that-add-up", verdict=Verdict.MET, because=said, facts=tuple(refs),
        evidence=_chain_ids(clock), on=clock.start,
    )  # fmt: skip


def _gap(facts: Facts, gap: Gap, accepted: GapAccepted | None) -> Finding:
    rule = facts.visa_rule("gap-in-permission")
    stretch = f"{in_words(gap.first)} to {in_words(gap.last)}"
    said = (
        f"Before {called(gap.after)} no permission is recorded for {plural(gap.days)} ({stretch}), so the time before "
        f"them is left out here. An application made while {called(gap.before)} still ran would have carried it on "
        f"(section 3C); one made within {rule.number('late_days')} days after it ended may have been accepted for "
        "good reason. Neither is assumed."
    )
    if accepted:
        said += (
            f" With the first, time would count from {in_words(accepted.clock_start)} and be complete on "
            f"{in_words(accepted.in_time.completion)}; with the second the days between are left out of the years, so "
            f"not before {in_words(accepted.late.completion)}."
        )
    return Finding(
        criterion="gap-in-permission",
        verdict=Verdict.CANNOT_TELL,
        because=said,
        facts=(rule_ref(facts, "gap-in-permission"), rule_ref(facts, "extend-or-switch-before-expiry")),
        evidence=(gap.before.id, gap.after.id),
        missing=(f"what covered {stretch}: an application made in time, or a late one that was accepted",),
    )


def _entry_unknown(facts: Facts, clock: Clock) -> Finding:
    rule, first = facts.visa_rule("pre-entry-days"), clock.chain[0].permission
    return Finding(
        criterion="pre-entry-days", verdict=Verdict.CANNOT_TELL, evidence=(first.id,),
        facts=(rule_ref(facts, "pre-entry-days"),),
        because=(
            f"If {called(first)} was granted while you were abroad, the days before you came are days away, and "
            f"with more than {rule.number('longest_delay_days')} of them time counts only from your entry."
        ),
        missing=(f"the day you first entered the UK on {called(first)}",),
    )  # fmt: skip


def _entry(facts: Facts, standing: Standing, from_entry: Dates | None) -> Finding:
    rule, clock = facts.visa_rule("pre-entry-days"), standing.clock
    refs, first = (rule_ref(facts, "pre-entry-days"),), clock.chain[0].permission
    assert clock.entry is not None  # asked only where the doctor came after the first day
    days, entry = plural(clock.delay), in_words(clock.entry)
    if clock.start == clock.entry:
        said = (
            f"You came {days} after the first day of {called(first)}, more than "
            f"{rule.number('longest_delay_days')}, so time counts from your entry on {entry}."
        )
        return Finding(
            criterion="pre-entry-days", verdict=Verdict.NOT_MET, because=said, facts=refs, evidence=(first.id,)
        )
    said = (
        f"You came {days} after the first day of {called(first)}; they may count toward the years and are counted as "
        "days away."
    )
    from_start = standing.completion()
    if from_start and from_entry:
        said += (
            f" From {in_words(clock.permission_start)} the years end on {in_words(from_start)}, from your entry on "
            f"{entry} on {in_words(from_entry.completion)}. Sources differ: plan on the later."
        )
    return Finding(criterion="pre-entry-days", verdict=Verdict.MET, facts=refs, evidence=(first.id,), because=said)


def _reaches(facts: Facts, clock: Clock, apply_from: date) -> Finding:
    held = clock.chain[-1].permission
    refs = (rule_ref(facts, "extend-or-switch-before-expiry"), rule_ref(facts, "permission-not-employment"))
    if held.end is None:
        return Finding(
            criterion="permission-reaches", verdict=Verdict.CANNOT_TELL, facts=refs, evidence=(held.id,),
            because="Whether your permission lasts until you may apply for settlement cannot be told.",
            missing=(f"the last day of {called(held)}",),
        )  # fmt: skip
    enough = held.end >= apply_from
    return Finding(
        criterion="permission-reaches",
        verdict=Verdict.MET if enough else Verdict.NOT_MET,
        because=(
            f"Your permission ends on {in_words(held.end)}, "
            + ("on or after" if enough else "before")
            + f" {in_words(apply_from)}, the first day for a settlement application"
            + ("." if enough else ", so it needs extending on the way.")
        ),
        facts=refs,
        evidence=(held.id,),
    )


def _other_conditions(facts: Facts) -> Finding:
    rule = facts.visa_rule("ilr-other-conditions")
    return Finding(
        criterion="ilr-other-conditions",
        verdict=Verdict.CANNOT_TELL,
        because=f"The years are not all. {rule.text}",
        facts=(rule_ref(facts, rule.id),),
        missing=("your sponsor's confirmation", "the Life in the UK test", "English at the level asked then"),
    )


def _proposals(facts: Facts) -> Finding:
    rule = facts.visa_rule("earned-settlement-law-now")
    return Finding(
        criterion="earned-settlement",
        verdict=Verdict.NOT_DECIDED,
        because=f"Longer periods are proposed and not decided by the Home Office. {rule.text}",
        facts=(rule_ref(facts, rule.id), rule_ref(facts, "earned-settlement-formula")),
    )


def _chain_ids(clock: Clock) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.permission.id for link in clock.chain))
