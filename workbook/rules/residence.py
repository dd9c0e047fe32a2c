"""How long must the doctor still wait for settlement, and how much may they be away?

Dates come from data/visa: information with its sources, not advice about one person's case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.facts.core import NotCovered
from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules import residence_findings as findings
from workbook.rules.absence_count import count_of, limit_of, tested_days
from workbook.rules.absences import AbsenceDays, Window, trips
from workbook.rules.clock import Clock, clock_of
from workbook.rules.finding import Finding
from workbook.rules.held import held_on, needs_none
from workbook.rules.rule_set import RuleSet
from workbook.rules.rule_sets import rule_sets, years_in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """Settlement and absences on a day. Null where no date or number may be shown; the findings say why.

    Dates are those of the rules in force. `worst_window` and `breaches` look at the time since the clock started, up to
    completion or the day asked for, whichever is later, planned trips included. `left_today` is the number of whole
    days abroad still open to someone who leaves on the day asked for. `excepted_days` are counted in all of these and
    told apart. `pre_entry` are the days of permission before the first entry.
    """

    clock_start: date | None = None
    completion: date | None = None
    earliest_application: date | None = None
    absences: tuple[AbsenceDays, ...] = ()
    pre_entry: Window | None = None
    worst_window: Window | None = None
    breaches: tuple[Window, ...] = ()
    left_today: int | None = None
    excepted_days: int = 0
    rule_sets: tuple[RuleSet, ...] = ()
    findings: tuple[Finding, ...] = ()


def residence(record: Record, facts: Facts, on: date) -> Residence:
    """The doctor's way to settlement as it stands on the day."""
    why = needs_none(record, on)
    held = held_on(record, on)
    clock = clock_of(record, facts, held, on) if held else None
    if why is None and clock is not None:
        try:
            return _on_the_clock(record, facts, on, clock)
        except NotCovered as gap:
            said = findings.not_covered(gap, facts)
    elif why is not None:
        said = findings.none_needed(why, facts)
    elif held is not None:
        said = findings.no_clock(held, facts)
    else:
        said = findings.nothing_held(record, facts, on)
    return Residence(absences=trips(record, facts, on), findings=(said,))


def _on_the_clock(record: Record, facts: Facts, on: date, clock: Clock) -> Residence:
    limit = limit_of(facts, on)
    years, _ = years_in_force(clock, facts, on)
    tested, excepted = tested_days(record, facts, on, clock, limit)
    sets = rule_sets(clock, tested, facts, on)
    law = sets[0]
    count = count_of(clock, tested, limit, excepted, years, max(law.completion or on, on), on)
    return Residence(
        clock_start=clock.start,
        completion=law.completion,
        earliest_application=law.earliest_application,
        absences=trips(record, facts, on),
        pre_entry=clock.pre_entry,
        worst_window=count.worst,
        breaches=count.breaches,
        left_today=count.left_today,
        excepted_days=count.excepted,
        rule_sets=sets,
        findings=findings.on_the_clock(facts, on, clock, count, law, years),
    )
