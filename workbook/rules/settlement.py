"""When are the years toward settlement complete, and from when may the doctor apply?

Rules: qualifying-period-countback, qualifying-period-end-convention, ilr-after-breach, ilr-earliest
(data/visa/rules).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from workbook.base.days import add_years
from workbook.rules.absences import Away, Limit, block_windows, too_close

EndsOn = Literal["application", "later", "decision"]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Tested:
    """The days abroad under each of the two tests; neither takes in the days of the other. No limit: none is known."""

    rolling: Away
    blocks: tuple[int, ...]
    limit: Limit | None

    @cached_property
    def pairs(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The first days, and the last, of the pairs that no period may hold both of; both rise from pair to pair."""
        found = too_close(self.rolling, self.limit) if self.limit else ()
        return tuple(early for early, _ in found), tuple(late for _, late in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountBack:
    """The period one application is looked at by: `from_` to `to`, and what its last day is.

    `ends_on` is application (the day itself), later (within the days after it that the rule allows) or decision.
    """

    application: date
    from_: date
    to: date
    ends_on: EndsOn


def first_day_of_period(end: date, years: int) -> date:
    """The earliest day whose years are complete only on `end`: the first day of the period counted back from it.

    29 February plus five years is 1 March, so a period that ends on 1 March may begin on 29 February.
    """
    first = add_years(end, -years)
    return first - _DAY if add_years(first - _DAY, years) >= end else first


def completion_of(start: date, years: int, tested: Tested, on: date, open_days: int) -> date:
    """The day on which the years are complete: the first on which the period counted back passes the absence test.

    A day already gone by stands, unless today's count-back (any day up to `open_days` after an application today) no
    longer passes: then the next day that does.
    """
    natural = _first_that_passes(add_years(start, years), years, tested)
    if natural >= on:
        return natural
    again = _first_that_passes(on, years, tested)
    return natural if again <= on + timedelta(days=open_days) else again


def counted_back(
    start: date, years: int, tested: Tested, application: date, open_days: int, decision: date | None = None
) -> CountBack | None:
    """The period that helps an application made on a day; null when none is complete and passes the absence test.

    It may be counted back from the application, from any of the `open_days` after it, or from the decision; the first
    of these that passes is given. Rule: qualifying-period-countback.
    """
    complete = add_years(start, years)
    end = _first_that_passes(max(application, complete), years, tested)
    ends_on: EndsOn = "application" if end == application else "later"
    if end > application + timedelta(days=open_days):
        if decision is None or decision < complete or _first_that_passes(decision, years, tested) != decision:
            return None
        end, ends_on = decision, "decision"
    first = max(start, first_day_of_period(end, years))
    return CountBack(application=application, from_=first, to=end, ends_on=ends_on)


def earliest_application(completion: date, early_days: int) -> date:
    """The first day on which an application is not too early. Rule: ilr-earliest."""
    return completion - timedelta(days=early_days)


def _first_that_passes(end: date, years: int, tested: Tested) -> date:
    if tested.limit is None:
        return end
    while True:
        later = max(
            _past_the_pairs(end, years, tested.pairs),
            _past_the_blocks(end, years, tested.blocks, tested.limit),
        )
        if later == end:
            return end
        end = later


def _past_the_pairs(end: date, years: int, pairs: tuple[tuple[int, ...], tuple[int, ...]]) -> date:
    """The period fails as long as it holds both days of a pair, so it must begin after the last such first day."""
    early, late = pairs
    last = bisect_right(late, end.toordinal()) - 1
    if last < 0 or early[last] < first_day_of_period(end, years).toordinal():
        return end
    return max(end + _DAY, add_years(date.fromordinal(early[last] + 1), years))


def _past_the_blocks(end: date, years: int, days: tuple[int, ...], limit: Limit) -> date:
    """A block over the limit must at least begin after so many of its days abroad as it holds too many."""
    later = end
    for number, block in enumerate(block_windows(days, end, years), 1):
        if block.days > limit.days:
            surplus = days[bisect_left(days, block.from_.toordinal()) + block.days - limit.days - 1]
            # A day short of the anniversary, because 29 February has none in most years; the next round decides.
            later = max(later, end + _DAY, add_years(date.fromordinal(surplus), number) - _DAY)
    return later
