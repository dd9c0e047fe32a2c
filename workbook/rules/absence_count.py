"""What do the days abroad add up to on this clock, under the test that each permission belongs to?

Permission granted before the rolling test came is tested in blocks, later permission in any 12 months, and neither test
takes in days of the other (data/visa/rules: absence-limit-rolling, absence-limit-anchored, absence-dependants).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.base.days import add_years
from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.absence_allowance import left_today
from workbook.rules.absences import (
    Away,
    Limit,
    Window,
    block_windows,
    breaches,
    counted_days,
    stretches,
    worst_window,
)
from workbook.rules.clock import Clock
from workbook.rules.held import Spell
from workbook.rules.settlement import Tested
from workbook.rules.visa_facts import figure


@dataclass(frozen=True, slots=True)
class DaysAbroad:
    """The days abroad on a clock: `tested` holds all of them.

    `excepted` are those away only for a reason the rules leave out, `without` what is left when they are left out;
    null when there are none.
    """

    limit: Limit
    tested: Tested
    excepted: frozenset[int]
    without: Tested | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The days abroad from the start of the clock to completion, or to the day asked for where that is later.

    `worst_days` are the stretches abroad inside the worst window, `returned` is the first day back after the last
    stretch over the limit. `breaches` is empty and `left_today` null where no absence limit was read for the route.
    `blocks` are counted back from `anchor`; `in_blocks_today` is true where the permission of the day is the older
    kind.
    """

    limit: Limit
    limited: bool
    total: int
    worst: Window | None
    worst_days: tuple[Window, ...]
    breaches: tuple[Window, ...]
    returned: date | None
    anchor: date
    blocks: tuple[Window, ...]
    left_today: int | None
    in_blocks_today: bool


def limit_of(facts: Facts, on: date) -> Limit:
    """The absence limit on the day. Raises `NotCovered`."""
    days, _ = figure(facts, "ilr-absence-limit", on)
    rule = facts.visa_rule("absence-limit-rolling")
    return Limit(days, rule.number("window_months"), rule.day("granted_from"))


def tested_days(record: Record, facts: Facts, on: date, clock: Clock, limit: Limit) -> DaysAbroad:
    """The days abroad sorted into the two tests, and those of them away only for an excepted reason."""
    first = _absences_from(clock, facts)
    days, excepted = counted_days(record, facts, first, on, clock.before_entry)
    older = [link for link in clock.chain if _is_older(link, limit)]
    blocks = frozenset(day for day in days if any(_covers(link, day) for link in older)) if older else frozenset()

    def tested(left_out: frozenset[int]) -> Tested:
        rolling = Away.of(days - blocks - left_out, limit)
        return Tested(rolling, tuple(sorted(blocks - left_out)), limit if clock.settlement.absence_limit else None)

    return DaysAbroad(limit, tested(frozenset()), excepted, tested(excepted) if excepted else None)


def count_of(clock: Clock, tested: Tested, limit: Limit, years: int, horizon: date, on: date) -> Count:
    """The count on this clock, over the days up to and including `horizon`."""
    last = horizon.toordinal()
    away = tested.rolling.until(horizon)
    anchor = add_years(clock.start, years)
    blocks = tuple(block for block in reversed(block_windows(tested.blocks, anchor, years)) if block.days)
    seen = [window for window in (*blocks, worst_window(away)) if window]
    worst = max(seen, key=lambda window: window.days, default=None)
    over: tuple[Window, ...] = ()
    if tested.limit:
        over = (*(block for block in blocks if block.days > limit.days), *breaches(away, limit))
    return Count(
        limit=limit,
        limited=tested.limit is not None,
        total=len(away.days) + sum(day <= last for day in tested.blocks),
        worst=worst,
        worst_days=_inside(worst, tested.blocks if worst in blocks else away.days),
        breaches=over,
        returned=_back_after(over, (*tested.blocks, *away.days)),
        anchor=anchor,
        blocks=blocks,
        left_today=left_today(days_of_today(clock, tested, limit), on, limit) if tested.limit else None,
        in_blocks_today=_is_older(clock.chain[-1], limit),
    )


def days_of_today(clock: Clock, tested: Tested, limit: Limit) -> Away:
    """The days a trip from today on is counted with: those under the test of the permission held.

    Under older permission they are counted in any 12 months too: whatever passes there passes in every block.
    """
    return Away.of(tested.blocks, limit) if _is_older(clock.chain[-1], limit) else tested.rolling


def _inside(window: Window | None, days: tuple[int, ...]) -> tuple[Window, ...]:
    if window is None:
        return ()
    first, last = window.from_.toordinal(), window.to.toordinal()
    return stretches([day for day in days if first <= day <= last])


def _back_after(over: tuple[Window, ...], days: tuple[int, ...]) -> date | None:
    if not over:
        return None
    last = max(window.to for window in over).toordinal()
    return date.fromordinal(max(day for day in days if day <= last) + 1)


def _absences_from(clock: Clock, facts: Facts) -> date:
    """The first day on which a day abroad counts: the clock's start, or the day a rule of the route names."""
    rule = clock.settlement.absences_from
    return max(clock.start, facts.visa_rule(rule).day("counted_from")) if rule else clock.start


def _is_older(link: Spell, limit: Limit) -> bool:
    granted = link.permission.granted or link.permission.start or link.first
    return granted < limit.rolling_from


def _covers(link: Spell, day: int) -> bool:
    return link.first.toordinal() <= day and (link.last is None or day <= link.last.toordinal())
