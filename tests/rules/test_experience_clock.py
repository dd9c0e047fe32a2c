"""The experience clock, worked by hand from the words of two specifications.

Radiology ST1 2026: no more than 18 months whole-time equivalent by the start date, UK foundation left out; a doctor
outside UK foundation has the first four months left out as well. IMT 2026: at least 24 months of work by the start
date, part time counted as full time. The round is that of 2027, asked on 1 November 2026; posts start on 4 August 2027.

A calendar month runs from a day to the day before it in the next month: 4 February 2026 to 3 August 2027 is 18.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.gating import DAY, FACTS, FOUNDATION_DONE, IMT, RADIOLOGY, record
from workbook.rules.experience_clock import Experience
from workbook.rules.finding import Verdict
from workbook.rules.gates import gates

UPPER, LOWER = "max-radiology-experience", "experience-24-months"
START = date(2027, 8, 4)
ABROAD: dict[str, Any] = {"doctor": {"qualified": {"country": "PK", "on": "2018-12-15"}}}


def _post(id: str, start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": id, "kind": "trust-grade", "specialty": "radiology", "start": start, "end": end} | more


def _clock(id: str, *posts: dict[str, Any], who: dict[str, Any] = FOUNDATION_DONE) -> Experience:
    specialty = RADIOLOGY if id == UPPER else IMT
    found = gates(record(**who, posts=list(posts)), FACTS, specialty, 2027, DAY)
    return next(clock for clock in found.experience if clock.criterion == id)


# ---------------------------------------------------------------- the upper limit


def test_an_upper_limit_is_measured_when_posts_start() -> None:
    clock = _clock(UPPER, _post("r", "2026-05-04", "2027-08-03"))
    assert (clock.bound, clock.limit, clock.computed, clock.whole_time) == ("at-most", 18, True, True)
    assert (clock.measured_at, clock.measured_on) == ("post-start", START)
    assert (clock.months, clock.verdict) == (15.0, Verdict.MET)


@pytest.mark.parametrize(
    ("first", "months", "verdict", "crosses"),
    [
        ("2026-02-05", 17.97, Verdict.MET, date(2027, 8, 5)),  # a day less than 18 months
        ("2026-02-04", 18.0, Verdict.MET, START),  # 18 months to the day are not more than 18
        ("2026-02-03", 18.03, Verdict.NOT_MET, date(2027, 8, 3)),  # a day more
    ],
)
def test_a_day_decides_an_upper_limit(first: str, months: float, verdict: Verdict, crosses: date) -> None:
    """`crosses_on` is 18 months after the first day, if the post runs on."""
    clock = _clock(UPPER, _post("r", first, "2027-08-03"))
    assert clock.months is not None and round(clock.months, 2) == months
    assert (clock.verdict, clock.crosses_on) == (verdict, crosses)


def test_the_day_of_crossing_is_that_of_staying_in_the_post_now_held() -> None:
    """15 months on 4 August 2027; from 4 May 2026 the 18 are worked by 3 November 2027."""
    assert _clock(UPPER, _post("r", "2026-05-04", "2027-08-03")).crosses_on == date(2027, 11, 4)


def test_a_post_that_is_over_never_crosses() -> None:
    """17 months, done by 30 September 2026, stay 17."""
    clock = _clock(UPPER, _post("r", "2025-05-01", "2026-09-30"))
    assert (clock.months, clock.crosses_on) == (17.0, None)


def test_half_time_counts_half_and_crosses_in_twice_the_time() -> None:
    """18 calendar months at half time are 9; 18 whole ones take 36, to 3 February 2029.

    Days: 365 to 4 February 2027 and 181 more to 4 August.
    """
    clock = _clock(UPPER, _post("r", "2026-02-04", "2027-08-03", fraction=0.5))
    assert (clock.months, clock.crosses_on) == (9.0, date(2029, 2, 4))
    (shown,) = clock.counted
    assert (shown.days, shown.fraction, shown.months) == (546, 0.5, 9.0)
    assert (shown.first, shown.last) == (date(2026, 2, 4), date(2027, 8, 3))


def test_posts_that_overlap_are_whole_time_at_most() -> None:
    """Half and three fifths together for 18 months: 18, not 19.8. Each post is shown with its own 9 and 10.8."""
    clock = _clock(
        UPPER,
        _post("a", "2026-02-04", "2027-08-03", fraction=0.5),
        _post("b", "2026-02-04", "2027-08-03", fraction=0.6),
    )
    assert (clock.months, clock.verdict) == (18.0, Verdict.MET)
    assert {shown.post: shown.months for shown in clock.counted} == {"a": 9.0, "b": 10.8}


def test_posts_that_overlap_for_a_part_of_the_time() -> None:
    """Half time for the year from 4 August 2026 and another half for its second half: 3 and 6 are 9 months."""
    clock = _clock(
        UPPER,
        _post("a", "2026-08-04", "2027-08-03", fraction=0.5),
        _post("b", "2027-02-04", "2027-08-03", fraction=0.5),
    )
    assert clock.months == 9.0


def test_a_post_without_an_end_runs_to_the_measuring_day_and_on() -> None:
    """From 4 August 2026: 12 months when posts start, 18 by 3 February 2028."""
    clock = _clock(UPPER, _post("r", "2026-08-04"))
    assert (clock.months, clock.crosses_on) == (12.0, date(2028, 2, 4))
    (shown,) = clock.counted
    assert shown.runs_on and shown.last == date(2027, 8, 3)


def test_uk_foundation_and_attachments_are_left_out_of_an_upper_limit() -> None:
    clock = _clock(
        UPPER,
        _post("f2", "2022-08-03", "2022-12-06", kind="foundation-f2"),
        _post("watching", "2024-01-01", "2024-12-31", kind="clinical-attachment"),
        _post("surgery", "2025-01-01", "2025-12-31", specialty="general-surgery"),
        _post("r", "2026-08-04", "2027-08-03"),
    )
    assert (clock.months, [shown.post for shown in clock.counted]) == (12.0, ["r"])
    assert {out.post: out.because for out in clock.left_out} == {
        "f2": "a UK foundation post: left out of this limit",
        "watching": "an attachment: watching is no experience",
        "surgery": "another specialty",
    }


def test_a_word_that_may_be_radiology_is_neither_counted_nor_called_another() -> None:
    clock = _clock(UPPER, _post("r", "2024-02-04", "2027-08-03", specialty="radiology-and-nuclear-medicine"))
    assert (clock.verdict, clock.counted) == (Verdict.CANNOT_TELL, ())
    (out,) = clock.left_out
    assert out.because == "whether “radiology and nuclear medicine” is this specialty is not clear"


# ---------------------------------------------------------------- radiology: the first four months


def test_outside_uk_foundation_the_first_four_months_are_left_out() -> None:
    """4 October 2025 to 3 August 2027 is 22 months; without the first four, 18."""
    clock = _clock(UPPER, _post("r", "2025-10-04", "2027-08-03"), who=ABROAD)
    assert (clock.months, clock.verdict, clock.crosses_on) == (18.0, Verdict.MET, START)
    assert [out.title for out in clock.left_out] == ["Your first 4 months of radiology"]


def test_the_first_four_months_are_of_the_calendar_also_at_half_time() -> None:
    """Half time for 22 months: the first four go whole, and of the other 18 nine count."""
    assert _clock(UPPER, _post("r", "2025-10-04", "2027-08-03", fraction=0.5), who=ABROAD).months == 9.0


def test_the_first_four_months_are_left_out_once_over_two_posts() -> None:
    """Three months of 2024, then 4 August 2026 on: of 3 and 12 months 11 are left."""
    clock = _clock(UPPER, _post("a", "2024-01-01", "2024-03-31"), _post("b", "2026-08-04", "2027-08-03"), who=ABROAD)
    assert clock.months == 11.0


def test_a_foundation_post_abroad_is_not_left_out() -> None:
    """A year of 2020 in Pakistan: 12 months without the first four."""
    post = _post("f", "2020-01-01", "2020-12-31", kind="foundation-f2", country="PK")
    assert _clock(UPPER, post, who=ABROAD).months == 8.0


# ---------------------------------------------------------------- the lower limit


def test_a_lower_limit_is_reached_on_the_day_after_two_years() -> None:
    """From 4 August 2025, 24 months are worked before 4 August 2027, the day they are measured."""
    clock = _clock(LOWER, _post("p", "2025-08-04", "2027-08-03"))
    assert (clock.bound, clock.limit, clock.months) == ("at-least", 24, 24.0)
    assert (clock.verdict, clock.crosses_on) == (Verdict.MET_ON, START)


def test_a_lower_limit_of_time_at_work_counts_part_time_whole() -> None:
    clock = _clock(LOWER, _post("p", "2025-08-04", "2027-08-03", fraction=0.5))
    assert (clock.months, clock.whole_time) == (24.0, False)
    assert clock.counted[0].months == 24.0


def test_a_lower_limit_counts_a_day_in_two_posts_once() -> None:
    """A year in two posts at once is 12 months."""
    clock = _clock(LOWER, _post("a", "2026-08-04", "2027-08-03"), _post("b", "2026-08-04", "2027-08-03"))
    assert (clock.months, clock.verdict) == (12.0, Verdict.NOT_MET)


def test_a_lower_limit_not_reached_says_when_it_would_be_if_the_post_ran_on() -> None:
    """12 months from 4 August 2026 to the start; 730 days of work end on 2 August 2028, a leap day among them."""
    clock = _clock(LOWER, _post("p", "2026-08-04", "2027-08-03"))
    assert (clock.months, clock.crosses_on) == (12.0, date(2028, 8, 3))


def test_a_lower_limit_leaves_attachments_out_and_counts_foundation() -> None:
    """A foundation year counts as work: 4 August 2025 to 3 August 2026."""
    clock = _clock(
        LOWER,
        _post("f1", "2025-08-04", "2026-08-03", kind="foundation-f1"),
        _post("w", "2026-08-04", "2027-08-03", kind="clinical-attachment"),
    )
    assert (clock.months, [out.post for out in clock.left_out]) == (12.0, ["w"])
