"""May a doctor book the flight? The days open on each coming day, against a count made day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.base.days import add_months, add_years
from workbook.rules.absence_allowance import Leaving, allowances, left_today, roll_outs, turning_points
from workbook.rules.absences import Away, Limit, Window, breaches, stretches, window_ends, worst_window

LIMIT = Limit(days=180, months=12, rolling_from=date(2018, 1, 11))
ON = date(2026, 11, 20)
DAY = timedelta(days=1)


def away(*trips: tuple[str, str]) -> Away:
    """Trips as left and returned; the days strictly between are abroad."""
    days = set()
    for left, returned in trips:
        days |= set(range(date.fromisoformat(left).toordinal() + 1, date.fromisoformat(returned).toordinal()))
    return Away.of(days, LIMIT)


def on(day: str, *trips: tuple[str, str]) -> Leaving:
    asked = date.fromisoformat(day)
    return allowances(away(*trips), asked, asked, LIMIT)[0]


# ---------------------------------------------------------------- by hand


def test_without_a_trip_every_day_is_open_for_the_whole_limit() -> None:
    found = allowances(away(), ON, add_years(ON, 2) - DAY, LIMIT)
    assert len(found) == 731 and found[-1].leave == date(2028, 11, 19)
    assert {(day.days, day.used, day.rolls_out) for day in found} == {(180, 0, 0)}


def test_leave_on_3_june_for_up_to_41_days() -> None:
    """139 days abroad, 1 January to 19 May 2027: 41 of 180 are left, and none rolls out before January."""
    leaving = on("2027-06-03", ("2026-12-31", "2027-05-20"))
    assert (leaving.used, leaving.days, leaving.back) == (139, 41, date(2027, 7, 15))
    assert leaving.words == "Leave on 3 June 2027 for up to 41 days, back by 15 July 2027."


def test_on_12_september_17_days_have_rolled_out() -> None:
    """Abroad from 27 August to 12 September 2026, both counted: 17 days. The 12 months that end on 27 August 2027
    begin on 28 August 2026 and hold 16 of them; those that end on 12 September 2027 hold none."""
    trip = away(("2026-08-26", "2026-09-13"))
    (roll,) = roll_outs(trip, ON, date(2028, 11, 19), LIMIT)
    assert (roll.days, roll.first, roll.last) == (17, date(2027, 8, 27), date(2027, 9, 12))
    assert roll.words == (
        "From 27 August 2027 to 12 September 2027 17 days roll out of the 12 months "
        "(abroad 27 August 2026 to 12 September 2026)."
    )
    days = {each.leave: each for each in allowances(trip, ON, date(2028, 11, 19), LIMIT)}
    assert [days[date(2027, 8, day)].used for day in (26, 27, 28)] == [17, 16, 15]
    assert (days[date(2027, 9, 11)].used, days[date(2027, 9, 12)].used) == (1, 0)
    assert sum(day.rolls_out for day in days.values()) == 17


def test_the_days_of_one_trip_may_open_17_days_at_once() -> None:
    """163 days abroad up to 30 June 2027 after 17 in September 2026: 180 in the 12 months, nothing is open. The first
    of the 17, 1 September, rolls out on 1 September 2027; from then a day comes free for each day gone, and a trip that
    begins on 31 August 2027 has all 17."""
    trips = (("2026-08-31", "2026-09-18"), ("2027-01-18", "2027-07-01"))
    assert len(away(*trips).days) == 17 + 163
    assert on("2027-08-30", *trips).days == 0
    assert on("2027-08-31", *trips).days == 17
    assert on("2027-08-31", *trips).back == date(2027, 9, 18)


def test_a_planned_trip_is_counted_once_and_holds_its_own_place() -> None:
    """30 days are planned for January. Leaving on their eve and staying on costs only the days beyond them."""
    planned = (("2026-12-31", "2027-01-31"),)
    assert on("2026-12-31", *planned).days == 180
    assert on("2027-01-31", *planned).days == 150
    # 2 May to 9 August 2027 are 100 days, and they lie within 12 months of each of the next 80.
    assert on("2026-11-20", ("2027-05-01", "2027-08-10")).days == 80


def test_a_day_abroad_on_29_february_rolls_out_on_1_march_with_the_day_after_it() -> None:
    """29 February 2028 plus 12 months is 1 March 2029, as is 1 March 2028 plus 12 months."""
    trip = (("2028-02-28", "2028-03-02"),)
    assert [on(day, *trip).used for day in ("2029-02-28", "2029-03-01")] == [2, 0]
    assert on("2029-03-01", *trip).rolls_out == 2
    assert on("2029-02-28", *trip).rolls_out == 0


def test_every_window_ends_the_day_before_its_anniversary() -> None:
    """Four years with a leap day, for 12 months and for others, where month ends are of unlike length."""
    first, last = date(2027, 1, 17), date(2031, 2, 3)
    for months in (1, 3, 12):
        ends = window_ends(first.toordinal(), last.toordinal(), months)
        days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        assert [date.fromordinal(end) for end in ends] == [add_months(day, months) - DAY for day in days]


def test_the_table_keeps_the_days_on_which_the_number_turns() -> None:
    """100 days last winter, 1 December to 10 March; 80 are open until the first of them can roll out in time."""
    days = allowances(away(("2025-11-30", "2026-03-11")), date(2026, 5, 1), date(2027, 6, 1), LIMIT)
    kept = turning_points(days)
    assert kept[0] == days[0] and kept[-1] == days[-1] and len(kept) < 20
    by_day = {day.leave: day.days for day in days}
    for before, after in pairwise(kept):
        span = (after.leave - before.leave).days
        step = (after.days - before.days) / span
        for n in range(span):
            assert by_day[before.leave + n * DAY] == before.days + n * step


# ---------------------------------------------------------------- properties

SPAN = 1600
one_trip = st.tuples(st.integers(-700, 900), st.integers(0, 230))
some_trips = st.lists(one_trip, max_size=9)


def _away(trips: list[tuple[int, int]], shift: int = 0) -> Away:
    base = ON.toordinal() + shift
    days = {base + left + n for left, length in trips for n in range(1, length)}
    return Away.of(days, LIMIT)


def _brute(days: set[int], leave: int, start: int) -> int:
    """The most days that fit, found by trying one more at a time; `start` days are known to fit."""

    def holds(further: int) -> bool:
        trip = set(range(leave + 1, leave + further + 1))
        joined = days | trip
        for first in range(leave + 1 - 366, leave + further + 1):
            last = add_years(date.fromordinal(first), 1).toordinal() - 1
            if last > leave and sum(day in joined for day in range(first, last + 1)) > 180:
                return False
        return True

    found = start
    while found < 180 and holds(found + 1):
        found += 1
    return found


@settings(max_examples=15, deadline=None)
@given(some_trips, st.integers(0, 730))
def test_the_days_open_are_those_found_by_trying_each_number(trips: list[tuple[int, int]], offset: int) -> None:
    """One fewer than the answer fits and one more does not, on a day drawn from the two years."""
    days = _away(trips)
    found = allowances(days, ON, ON + 730 * DAY, LIMIT)[offset]
    known = set(days.days)
    assert _brute(known, found.leave.toordinal(), max(0, found.days - 1)) == found.days
    first = next(n for n in range(found.leave.toordinal() - 367, 10**7) if _ends(n) >= found.leave.toordinal())
    assert found.used == sum(day in known for day in range(first, found.leave.toordinal() + 1))


def _ends(first: int) -> int:
    return add_years(date.fromordinal(first), 1).toordinal() - 1


@settings(max_examples=60, deadline=None)
@given(some_trips, one_trip)
def test_one_more_trip_never_opens_a_day(trips: list[tuple[int, int]], further: tuple[int, int]) -> None:
    before = allowances(_away(trips), ON, ON + 730 * DAY, LIMIT)
    after = allowances(_away([*trips, further]), ON, ON + 730 * DAY, LIMIT)
    assert [day.leave for day, less in zip(before, after, strict=True) if less.days > day.days] == []


@settings(max_examples=60, deadline=None)
@given(some_trips, one_trip, st.integers(1, 229))
def test_a_day_at_home_inside_a_trip_never_closes_a_day(
    trips: list[tuple[int, int]], split: tuple[int, int], day: int
) -> None:
    left, length = split
    day = min(day, length)
    whole = allowances(_away([*trips, split]), ON, ON + 730 * DAY, LIMIT)
    parted = allowances(_away([*trips, (left, day), (left + day, length - day)]), ON, ON + 730 * DAY, LIMIT)
    assert [
        one.leave for one, more in zip(whole, parted, strict=True) if more.days < one.days or more.used > one.used
    ] == []


@settings(max_examples=60, deadline=None)
@given(some_trips)
def test_each_day_alone_gives_what_the_two_years_give(trips: list[tuple[int, int]]) -> None:
    """The pass over two years carries its place from day to day; a single day starts anew."""
    days = _away(trips)
    found = allowances(days, ON, ON + 730 * DAY, LIMIT)
    for offset in range(0, 731, 73):
        assert allowances(days, ON + offset * DAY, ON + offset * DAY, LIMIT) == (found[offset],)


@settings(max_examples=60, deadline=None)
@given(some_trips, st.integers(-12, 12))
def test_the_same_life_whole_leap_cycles_later_has_the_same_days_open(
    trips: list[tuple[int, int]], cycles: int
) -> None:
    """Four years hold one 29 February each, so every day has its like; between 1901 and 2099 no century breaks it."""
    shift = cycles * 1461
    now = allowances(_away(trips), ON, ON + 400 * DAY, LIMIT)
    moved = ON + shift * DAY
    then = allowances(_away(trips, shift), moved, moved + 400 * DAY, LIMIT)
    assert [(d.leave - shift * DAY, d.days, d.used, d.rolls_out) for d in then] == [
        (d.leave, d.days, d.used, d.rolls_out) for d in now
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 230)), max_size=9), st.integers(1, 3))
def test_years_without_a_leap_day_shift_every_answer_by_themselves(trips: list[tuple[int, int]], years: int) -> None:
    """From 1 March 2096 to 28 February 2104 there is no 29 February: one, two or three years later all is the same."""
    base = date(2097, 3, 1)

    def answers(start: date) -> tuple[object, ...]:
        first = start.toordinal()
        days = Away.of({first + left + n for left, length in trips for n in range(1, length)}, LIMIT)
        open_days = [day.days for day in allowances(days, start + 200 * DAY, start + 600 * DAY, LIMIT)]
        worst = worst_window(days)
        return open_days, *(_from(window, start) for window in (*breaches(days, LIMIT), *([worst] if worst else [])))

    assert answers(base) == answers(add_years(base, years))


def _from(window: Window, start: date) -> tuple[int, int, int]:
    return (window.from_ - start).days, (window.to - start).days, window.days


@settings(max_examples=60, deadline=None)
@given(some_trips)
def test_stretches_hold_every_day_abroad_and_no_other(trips: list[tuple[int, int]]) -> None:
    days = _away(trips).days
    found = stretches(days)
    assert [day for s in found for day in range(s.from_.toordinal(), s.to.toordinal() + 1)] == list(days)
    assert all(later.from_ - earlier.to > DAY for earlier, later in pairwise(found))


@settings(max_examples=60, deadline=None)
@given(some_trips)
def test_what_rolls_out_day_by_day_is_what_the_stretches_say(trips: list[tuple[int, int]]) -> None:
    days = _away(trips)
    last = ON + 730 * DAY
    daily = sum(day.rolls_out for day in allowances(days, ON, last, LIMIT))
    rolled = [add_years(date.fromordinal(day), 1) for day in days.days]
    assert daily == sum(ON <= day <= last for day in rolled)
    named = roll_outs(days, ON, last, LIMIT)
    assert sum(roll.days for roll in named) >= daily
    assert all(roll.first <= last and roll.last >= ON for roll in named)


def test_the_day_asked_is_the_first_of_the_two_years() -> None:
    trip = away(("2026-03-01", "2026-06-10"))
    assert left_today(trip, ON, LIMIT) == allowances(trip, ON, ON + DAY, LIMIT)[0].days == 80
