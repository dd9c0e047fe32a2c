"""A planned trip that takes the doctor over the absence limit: settlement moves by months or years.

By hand: 1 June to 10 October 2026 are 130 whole days abroad (29 + 31 + 31 + 30 + 9). Away from 10 January to
3 March 2027 adds 21 + 28 + 2 = 51: 181 in the 12 months from 2 June 2026.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.lines import TODAY, line, permission
from workbook.rules.calendar import Line
from workbook.rules.collision import Collision

PAST = {"left": "2026-06-01", "returned": "2026-10-10", "reason": "holiday"}


def planned(*trips: dict[str, Any], on: date = TODAY, past: dict[str, Any] = PAST) -> Line:
    return line(on, permissions=[permission("2030-02-19", start="2025-02-20")], absences=[past, *trips])


def over(found: Line) -> list[Collision]:
    return [each for each in found.collisions if each.kind == "absence"]


@pytest.mark.parametrize(("returned", "days"), [("2027-03-02", None), ("2027-03-03", 181), ("2027-03-04", 182)])
def test_a_planned_trip_is_told_from_the_first_day_too_many(returned: str, days: int | None) -> None:
    found = over(planned({"left": "2027-01-10", "returned": returned}))
    assert len(found) == (1 if days else 0)
    if days:
        assert found[0].because.startswith(
            f"Your trip from 10 January 2027 to {int(returned[-2:])} March 2027 takes you over the absence limit: the "
            f"12 months from 2 June 2026 to 1 June 2027 would hold {days} days abroad, and at most 180 are allowed."
        )
        assert found[0].events == ("trip-2027-01-10",)
        assert (found[0].from_, found[0].to) == (date(2027, 1, 10), date.fromisoformat(returned))
        assert "visa/rules/continuous-residence/rules/absence-limit-rolling" in [fact.id for fact in found[0].facts]


def test_two_trips_that_do_it_together_are_both_named() -> None:
    """26 whole days from 10 January to 6 February, and 26 from 1 to 28 March 2027: 130 + 52 = 182."""
    trips = {"left": "2027-01-10", "returned": "2027-02-06"}, {"left": "2027-03-01", "returned": "2027-03-28"}
    (clash,) = over(planned(*trips))
    assert clash.because.startswith(
        "Your trip from 10 January 2027 to 6 February 2027 and your trip from 1 March 2027 to 28 March 2027 take you "
        "over the absence limit"
    )
    assert "would hold 182 days abroad" in clash.because
    assert clash.events == ("trip-2027-01-10", "trip-2027-03-01")


def test_what_is_over_already_is_no_collision_of_days_ahead() -> None:
    """181 days behind the doctor: no planned day made them, and residence tells of them."""
    past = {"left": "2026-04-01", "returned": "2026-09-30"}
    assert not over(planned(past=past))
    assert not over(planned({"left": "2027-01-10", "returned": "2027-01-20"}, past=past))


def test_days_with_an_excepted_reason_are_counted_and_told_beside() -> None:
    (clash,) = over(planned({"left": "2027-01-10", "returned": "2027-03-03", "reason": "compassionate"}))
    assert clash.because.endswith("51 days of them have a reason that the rules leave out, with evidence.")


def test_a_trip_without_a_return_takes_nobody_over_the_limit() -> None:
    """It counts to the day asked for, and the days after it are not known."""
    assert not over(planned({"left": "2027-01-10"}))


def test_the_way_home_today_counts_only_what_is_still_to_come() -> None:
    """Away since 10 January, asked on 1 March 2027: 1 March is the 180th day, 2 March the one too many."""
    (clash,) = over(planned({"left": "2027-01-10", "returned": "2027-03-03"}, on=date(2027, 3, 1)))
    assert clash.from_ == date(2027, 3, 1)
    assert not over(planned({"left": "2027-01-10", "returned": "2027-03-03"}, on=date(2027, 3, 2)))
