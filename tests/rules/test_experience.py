"""Time at work: stretches, calendar months, and the day a figure is reached."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.rules.experience import (
    DAY,
    Job,
    Stretch,
    at_most_until_qualified,
    calendar_days,
    calendar_months,
    day_after,
    days,
    last_day_within,
    least_days,
    months,
    stretches,
    without_first_months,
)

FIRST = date(2020, 1, 1)


def job(id: str, first: str, last: str | None, fraction: float = 1.0) -> Job:
    return Job(id, date.fromisoformat(first), date.fromisoformat(last) if last else None, fraction)


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    begins = draw(st.integers(0, 2500))
    length = draw(st.integers(0, 900))
    fraction = draw(st.sampled_from([0.4, 0.5, 0.6, 0.8, 1.0]))
    id = f"p{draw(st.integers(0, 10_000))}"
    return Job(id, FIRST + timedelta(days=begins), FIRST + timedelta(days=begins + length), fraction)


some_jobs = st.lists(jobs(), max_size=7)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-08-06", "2026-02-05", 6.0),  # the long half of a year
        ("2025-02-06", "2025-08-05", 6.0),  # the short half
        ("2024-02-01", "2024-02-29", 1.0),
        ("2025-02-01", "2025-02-28", 1.0),
        ("2025-08-06", "2025-08-06", 1 / 30),  # a thirtieth, as each of the 1st to the 27th
        ("2025-08-06", "2025-08-31", 25 / 30),  # the 6th to the 27th, and the last three thirtieths
        ("2025-08-06", "2027-02-05", 18.0),
        ("2026-01-31", "2028-01-30", 24.0),
        ("2024-02-29", "2025-02-27", 11.95),  # half of the tail of a leap February, eleven months, 27 thirtieths
        ("2024-02-29", "2025-02-28", 12.05),
    ],
)
def test_a_stretch_is_counted_in_calendar_months_from_the_day_it_began(first: str, last: str, expected: float) -> None:
    assert calendar_months(date.fromisoformat(first), date.fromisoformat(last)) == pytest.approx(expected)


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(0, 1500))
def test_a_day_more_is_never_less(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    assert calendar_months(first, last + DAY) > calendar_months(first, last)


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(0, 1500))
def test_a_day_earlier_is_never_less(last: date, length: int) -> None:
    first = last - timedelta(days=length)
    assert calendar_months(first - DAY, last) > calendar_months(first, last)


@given(st.integers(2000, 2040), st.integers(1, 12), st.integers(1, 28), st.integers(1, 60))
def test_from_a_day_to_the_day_before_it_in_a_later_month_is_whole(year: int, month: int, day: int, later: int) -> None:
    """18 months from 6 August end on 5 February, and 18 from 6 February on 5 August."""
    years, index = divmod(month - 1 + later, 12)
    assert calendar_months(date(year, month, day), date(year + years, index + 1, day) - DAY) == later


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(0, 900), st.integers(0, 900))
def test_time_cut_in_two_is_the_same_time(first: date, one: int, other: int) -> None:
    middle = first + timedelta(days=one)
    last = middle + timedelta(days=other + 1)
    whole = calendar_months(first, middle) + calendar_months(middle + DAY, last)
    assert whole == pytest.approx(calendar_months(first, last))


def test_two_posts_on_one_day_are_one_day_at_work() -> None:
    found = stretches([job("a", "2025-01-01", "2025-01-31"), job("b", "2025-01-16", "2025-02-28")], whole_time=False)
    assert [(s.first, s.last) for s in found] == [(date(2025, 1, 1), date(2025, 2, 28))]
    assert days(found) == 59


def test_fractions_add_up_and_stop_at_whole_time() -> None:
    found = stretches(
        [job("a", "2025-01-01", "2025-03-31", 0.6), job("b", "2025-02-01", "2025-02-28", 0.6)], whole_time=True
    )
    assert [(s.fraction, s.posts) for s in found] == [(0.6, ("a",)), (1.0, ("a", "b")), (0.6, ("a",))]
    assert months(found) == pytest.approx(0.6 + 1.0 + 0.6)


def test_a_change_of_hours_does_not_break_time_at_work() -> None:
    found = stretches(
        [job("a", "2025-01-01", "2025-06-30"), job("b", "2025-07-01", "2025-12-31", 0.5)], whole_time=False
    )
    assert len(found) == 1
    assert found[0].posts == ("a", "b")


def test_a_post_without_an_end_runs_to_the_day_asked_or_stops_today() -> None:
    running = job("a", "2025-01-01", None)
    to_the_start = running.until(date(2027, 8, 4))
    today = running.until(date(2027, 8, 4), open_until=date(2026, 11, 20))
    assert to_the_start is not None and to_the_start.last == date(2027, 8, 3)
    assert today is not None and today.last == date(2026, 11, 20)


def test_a_post_that_begins_later_has_no_time_before_the_day() -> None:
    assert job("a", "2027-08-04", None).until(date(2027, 8, 4)) is None


def test_the_day_a_figure_is_reached_skips_the_gaps() -> None:
    worked = stretches([job("a", "2025-01-01", "2025-01-10"), job("b", "2025-02-01", "2025-02-10")], whole_time=False)
    assert day_after(worked, 10) == date(2025, 1, 11)
    assert day_after(worked, 11) == date(2025, 2, 2)
    assert day_after(worked, 21) is None


def test_a_year_is_365_days_and_a_changeover_year_52_weeks() -> None:
    assert (calendar_days(12), calendar_days(24)) == (365, 730)
    assert (least_days(12), least_days(24)) == (364, 728)


def test_first_months_are_taken_from_the_first_stretches_whatever_the_hours() -> None:
    """Four calendar months: one half-time stretch of three, and one month of the next."""
    worked = stretches(
        [job("a", "2025-01-01", "2025-03-31", 0.5), job("b", "2025-06-01", "2025-12-31")], whole_time=True
    )
    left = without_first_months(worked, 4)
    assert [(s.first, s.last) for s in left] == [(date(2025, 7, 1), date(2025, 12, 31))]
    assert without_first_months(worked, 12) == ()
    assert without_first_months(worked, 0) == worked


@pytest.mark.parametrize(
    ("figure", "fraction", "expected"),
    [(3, 1.0, "2025-11-05"), (3, 0.5, "2026-02-05"), (100, 1.0, "2027-08-03"), (0.01, 1.0, None)],
)
def test_the_last_day_within_a_figure(figure: float, fraction: float, expected: str | None) -> None:
    found = last_day_within(date(2025, 8, 6), date(2027, 8, 3), figure, fraction)
    assert found == (date.fromisoformat(expected) if expected else None)


def test_an_internship_before_the_degree_counts_for_a_year_and_its_last_part_is_kept() -> None:
    worked = (Stretch(date(2022, 1, 1), date(2024, 12, 31), 1.0, ("a",)),)
    kept = at_most_until_qualified(worked, date(2024, 1, 1), 365)
    assert kept[0].first == date(2023, 1, 1)
    assert at_most_until_qualified(worked, None, 365) == worked
    assert at_most_until_qualified(worked, date(2021, 1, 1), 365) == worked


@given(some_jobs, jobs())
def test_adding_a_post_never_lowers_the_days_at_work(held: list[Job], another: Job) -> None:
    before, after = (stretches(all_jobs, whole_time=False) for all_jobs in (held, [*held, another]))
    assert days(after) >= days(before)


@given(some_jobs, jobs())
def test_adding_a_post_never_lowers_the_months(held: list[Job], another: Job) -> None:
    before, after = (months(stretches(all_jobs, whole_time=True)) for all_jobs in (held, [*held, another]))
    assert after >= before


@given(some_jobs, jobs(), st.integers(0, 900))
def test_splitting_a_post_changes_nothing(held: list[Job], whole: Job, after: int) -> None:
    assert whole.last is not None
    cut = min(whole.first + timedelta(days=after), whole.last)
    parts = [Job("left", whole.first, cut, whole.fraction)]
    if cut < whole.last:
        parts.append(Job("right", cut + DAY, whole.last, whole.fraction))
    one, other = (stretches([*held, *jobs], whole_time=True) for jobs in ([whole], parts))
    assert months(one) == months(other)
    assert days(one) == days(other)


@given(some_jobs, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_posts_never_matters(held: list[Job], random: Random, whole_time: bool) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)
    one, other = (stretches(all_jobs, whole_time=whole_time) for all_jobs in (held, shuffled))
    assert [(s.first, s.last, s.fraction) for s in one] == [(s.first, s.last, s.fraction) for s in other]


@given(some_jobs)
def test_stretches_are_in_order_apart_and_hold_exactly_the_days_worked(held: list[Job]) -> None:
    found = stretches(held, whole_time=False)
    assert all(one.last + DAY < other.first for one, other in pairwise(found))
    by_hand = {
        job.first + timedelta(days=n) for job in held if job.last for n in range((job.last - job.first).days + 1)
    }
    assert days(found) == len(by_hand)


@given(some_jobs, st.integers(1, 1200))
def test_the_day_a_figure_is_reached_is_the_first_such_day(held: list[Job], needed: int) -> None:
    worked = stretches(held, whole_time=False)
    day = day_after(worked, needed)
    if day is None:
        assert days(worked) < needed
    else:
        parts = [part for job in held if (part := job.until(day))]
        assert days(stretches(parts, whole_time=False)) == needed
