"""How long must the doctor still wait for settlement, and how much may they be away?

Dates come from data/visa: information with its sources, not advice about one person's case. `residence` answers for a
day, `allowance` for each day of the next two years, `applying` for an application made on a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workbook.base.days import add_years
from workbook.facts.core import NotCovered
from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules import residence_findings as findings
from workbook.rules.absence_allowance import Leaving, RollOut, allowances, roll_outs
from workbook.rules.absence_count import days_of_today
from workbook.rules.absence_findings import second_total
from workbook.rules.absences import AbsenceDays, Window, trips
from workbook.rules.clock import clock_of
from workbook.rules.finding import Finding, Verdict
from workbook.rules.held import held_on, needs_none
from workbook.rules.residence_doubts import doubts
from workbook.rules.residence_standing import Dates, GapAccepted, Standing, WithoutExcepted, gap_accepted, standing_of
from workbook.rules.rule_set import RuleSet
from workbook.rules.rule_sets import rule_sets
from workbook.rules.settlement import CountBack

YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """Settlement and absences on a day. Null where no date or number may be shown; the findings say why.

    `verdict` is that of the years. Dates are those of the rules in force. `worst_window` and `breaches` look at the
    time since the clock started, up to completion or the day asked for, whichever is later, planned trips included;
    `worst_days` are the stretches abroad inside the worst window. `left_today` is the number of whole days abroad still
    open to someone who leaves on the day asked for. `excepted_days` are counted in all of these and told apart;
    `without_excepted` is the second total, null where there are none. `pre_entry` are the days of permission before the
    first entry; where time counts from the start of permission all the same, `from_entry` are the dates counted from
    the entry instead. `gap_accepted` are the dates if what covered the last gap in permission is accepted.
    `from_return` are the dates a caseworker may take after a breach, counted from the return. `applying_today` is the
    period an application today would be looked at by, null where none passes.
    """

    verdict: Verdict
    clock_start: date | None = None
    completion: date | None = None
    earliest_application: date | None = None
    absences: tuple[AbsenceDays, ...] = ()
    pre_entry: Window | None = None
    from_entry: Dates | None = None
    gap_accepted: GapAccepted | None = None
    worst_window: Window | None = None
    worst_days: tuple[Window, ...] = ()
    breaches: tuple[Window, ...] = ()
    from_return: Dates | None = None
    left_today: int | None = None
    excepted_days: int = 0
    without_excepted: WithoutExcepted | None = None
    applying_today: CountBack | None = None
    rule_sets: tuple[RuleSet, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The days open on each day from the one asked for, two years on. Every day of it can be drawn.

    `without_excepted` is the same when the days with an excepted reason are left out, empty where there are none.
    `permission_ends` is the last day of the permission held, `completion` and `earliest_application` those of the rules
    in force: after them the numbers speak of a stay that goes on as it is.
    """

    limit: int
    days: tuple[Leaving, ...]
    roll_outs: tuple[RollOut, ...]
    without_excepted: tuple[Leaving, ...]
    permission_ends: date | None
    completion: date | None
    earliest_application: date | None


def residence(record: Record, facts: Facts, on: date) -> Residence:
    """The doctor's way to settlement as it stands on the day."""
    why = needs_none(record, on)
    held = held_on(record, on)
    clock = clock_of(record, facts, held, on) if held else None
    if why is None and clock is not None:
        try:
            return _on_the_clock(record, facts, standing_of(record, facts, on, clock))
        except NotCovered as gap:
            said = findings.not_covered(gap, facts)
    elif why is not None:
        said = findings.none_needed(why, facts)
    elif held is not None:
        said = findings.no_clock(held, facts)
    else:
        said = findings.nothing_held(record, facts, on)
    return Residence(verdict=said.verdict, absences=trips(record, facts, on), findings=(said,))


def allowance(record: Record, facts: Facts, on: date) -> Allowance | None:
    """The days open on each of the next two years' days; null where no absence limit is counted on the day.

    `residence` says why there is none. Raises nothing: a figure that is not known for the day gives null too.
    """
    standing = _standing_on(record, facts, on)
    if standing is None or standing.abroad.tested.limit is None:
        return None
    clock, abroad = standing.clock, standing.abroad
    last = add_years(on, YEARS_AHEAD) - timedelta(days=1)
    days = days_of_today(clock, abroad.tested, abroad.limit)
    left_out = days_of_today(clock, abroad.without, abroad.limit) if abroad.without else None
    dates = standing.dates(standing.completion())
    return Allowance(
        limit=abroad.limit.days,
        days=allowances(days, on, last, abroad.limit),
        roll_outs=roll_outs(days, on, last, abroad.limit),
        without_excepted=allowances(left_out, on, last, abroad.limit) if left_out else (),
        permission_ends=clock.chain[-1].permission.end,
        completion=dates.completion if dates else None,
        earliest_application=dates.earliest_application if dates else None,
    )


def applying(
    record: Record, facts: Facts, on: date, application: date, decision: date | None = None
) -> CountBack | None:
    """The period that would help an application made on a day and decided on another; null where none passes.

    Trips are those on record as of `on`. Rule: qualifying-period-countback.
    """
    standing = _standing_on(record, facts, on)
    return standing.applying(application, decision) if standing else None


def _standing_on(record: Record, facts: Facts, on: date) -> Standing | None:
    held = held_on(record, on)
    clock = clock_of(record, facts, held, on) if held and needs_none(record, on) is None else None
    try:
        return standing_of(record, facts, on, clock) if clock else None
    except NotCovered:
        return None


def _on_the_clock(record: Record, facts: Facts, standing: Standing) -> Residence:
    clock, on = standing.clock, standing.on
    sets = rule_sets(clock, standing.abroad.tested, facts, on)
    law = sets[0]
    count = standing.count(standing.abroad.tested, law.completion)
    both_readings = clock.entry is not None and clock.entry != clock.start
    from_entry = standing.dates(standing.completion(start=clock.entry)) if both_readings else None
    accepted = gap_accepted(record, facts, standing)
    excepted, second = standing.excepted(law.completion), standing.without_excepted()
    said = (
        *findings.on_the_clock(facts, on, clock, count, law, standing.years),
        *findings.other_readings(facts, standing, from_entry, accepted),
        *([second_total(facts, excepted, second, law.completion)] if second and excepted else []),
        *doubts(record, facts, on, clock, standing.abroad.limit),
    )
    return Residence(
        verdict=said[0].verdict,
        clock_start=clock.start,
        completion=law.completion,
        earliest_application=law.earliest_application,
        absences=trips(record, facts, on),
        pre_entry=clock.pre_entry,
        from_entry=from_entry,
        gap_accepted=accepted,
        worst_window=count.worst,
        worst_days=count.worst_days,
        breaches=count.breaches,
        from_return=standing.from_return(count),
        left_today=count.left_today,
        excepted_days=excepted,
        without_excepted=second,
        applying_today=standing.applying(on),
        rule_sets=sets,
        findings=said,
    )
