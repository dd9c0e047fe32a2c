"""When are the years toward settlement complete, and from when may the doctor apply?

Rules: qualifying-period-countback, qualifying-period-end-convention, ilr-after-breach, ilr-earliest
(data/visa/rules.yaml).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workbook.base.days import add_years
from workbook.rules.absences import Away, Limit, block_windows, too_close

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tested:
    """The days abroad under each of the two tests; neither takes in the days of the other. No limit: none is known."""

    rolling: Away
    blocks: tuple[int, ...]
    limit: Limit | None


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


def earliest_application(completion: date, early_days: int) -> date:
    """The first day on which an application is not too early. Rule: ilr-earliest."""
    return completion - timedelta(days=early_days)


def _first_that_passes(end: date, years: int, tested: Tested) -> date:
    if tested.limit is None:
        return end
    pairs = too_close(tested.rolling, tested.limit)
    while True:
        first, last = first_day_of_period(end, years).toordinal(), end.toordinal()
        # The period fails as long as it holds both days of a pair, so it must begin after the last such first day.
        inside = [early for early, late in pairs if early >= first and late <= last]
        if inside:
            end = max(end + _DAY, add_years(date.fromordinal(max(inside) + 1), years))
        elif any(block.days > tested.limit.days for block in block_windows(tested.blocks, end, years)):
            end += _DAY
        else:
            return end
