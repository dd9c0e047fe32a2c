"""Where does a doctor stand on a clock that runs, on each reading of what is open? What `residence` answers from.

Rules: absence-excepted, pre-entry-days, gap-in-permission, qualifying-period-countback (data/visa/rules).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workbook.base.days import add_years
from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.absence_count import Count, DaysAbroad, count_of, limit_of, tested_days
from workbook.rules.absences import Window
from workbook.rules.clock import Clock, clock_of
from workbook.rules.rule_sets import years_in_force
from workbook.rules.settlement import CountBack, Tested, completion_of, counted_back, earliest_application
from workbook.rules.visa_facts import figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When the years are complete on one reading, and from when an application is not too early."""

    completion: date
    earliest_application: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GapAccepted:
    """What a gap in permission would cost if it were accepted.

    `in_time` are the dates when an application made before the old permission ended covered the gap (section 3C), from
    `clock_start`; `late` those when a late application is accepted and the days of the gap are left out of the years:
    no earlier than these.
    """

    clock_start: date
    in_time: Dates
    late: Dates


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutExcepted:
    """The second total: what would remain if the days with a reason that the rules leave out were left out.

    Beside the count of all days, never in its place. `completion` and `earliest_application` are null where no date may
    be shown.
    """

    worst_window: Window | None
    worst_days: tuple[Window, ...]
    breaches: tuple[Window, ...]
    left_today: int | None
    completion: date | None
    earliest_application: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock with its days abroad. `years` are those of the law, `early` the days before completion in which an
    application may be made, `open_days` those after an application from which the years may be counted back.
    """

    clock: Clock
    abroad: DaysAbroad
    years: int
    early: int
    open_days: int
    on: date

    def completion(self, tested: Tested | None = None, start: date | None = None) -> date | None:
        """The day the years are complete under the rules in force; null where the years are not known for certain."""
        if not self.clock.settlement.may_be_last:
            return None
        counted, first = tested or self.abroad.tested, start or self.clock.start
        return completion_of(first, self.years, counted, self.on, self.open_days)

    def dates(self, completion: date | None) -> Dates | None:
        """The two dates of one reading."""
        if completion is None:
            return None
        return Dates(completion=completion, earliest_application=earliest_application(completion, self.early))

    def count(self, tested: Tested, completion: date | None) -> Count:
        """The days abroad up to completion, or to the day asked for where that is later."""
        return count_of(self.clock, tested, self.abroad.limit, self.years, self._horizon(completion), self.on)

    def excepted(self, completion: date | None) -> int:
        """How many of the days counted are away only for an excepted reason."""
        last = self._horizon(completion).toordinal()
        return sum(day <= last for day in self.abroad.excepted)

    def without_excepted(self) -> WithoutExcepted | None:
        """The second total; null when no day has an excepted reason."""
        if self.abroad.without is None:
            return None
        dates = self.dates(self.completion(self.abroad.without))
        count = self.count(self.abroad.without, dates.completion if dates else None)
        return WithoutExcepted(
            worst_window=count.worst,
            worst_days=count.worst_days,
            breaches=count.breaches,
            left_today=count.left_today,
            completion=dates.completion if dates else None,
            earliest_application=dates.earliest_application if dates else None,
        )

    def from_return(self, count: Count) -> Dates | None:
        """The dates if the clock starts again at the return after a breach; null without one (ilr-after-breach)."""
        if count.returned is None or not self.clock.settlement.may_be_last:
            return None
        return self.dates(add_years(count.returned, self.years))

    def applying(self, application: date, decision: date | None = None) -> CountBack | None:
        """The period an application made on the day would be looked at by; null where none passes."""
        if not self.clock.settlement.may_be_last:
            return None
        tested = self.abroad.tested
        return counted_back(self.clock.start, self.years, tested, application, self.open_days, decision)

    def _horizon(self, completion: date | None) -> date:
        return max(completion or self.on, self.on)


def standing_of(record: Record, facts: Facts, on: date, clock: Clock) -> Standing:
    """Where the doctor stands on the clock. Raises `NotCovered` when a figure is not known for the day."""
    years, _ = years_in_force(clock, facts, on)
    early, _ = figure(facts, "ilr-early-window", on)
    open_days = facts.visa_rule("qualifying-period-countback").number("days_after_application")
    abroad = tested_days(record, facts, on, clock, limit_of(facts, on))
    return Standing(clock, abroad, years, early, open_days, on)


def gap_accepted(record: Record, facts: Facts, standing: Standing) -> GapAccepted | None:
    """The dates if the gap before the clock were accepted; null without a gap or without dates."""
    gap = standing.clock.gap
    if gap is None:
        return None
    across = clock_of(record, facts, standing.clock.chain[-1].permission, standing.on, across=gap)
    assert across is not None  # the same permission, whose time counts
    longer = standing_of(record, facts, standing.on, across)
    in_time = longer.dates(longer.completion())
    late = longer.dates(in_time.completion + timedelta(days=gap.days)) if in_time else None
    return GapAccepted(clock_start=across.start, in_time=in_time, late=late) if in_time and late else None
