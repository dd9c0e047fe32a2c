"""Days as a British doctor types them, and months added so that the safe day comes out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.base.days import (
    EARLIEST,
    LATEST,
    NotADay,
    add_months,
    add_years,
    days_between,
    in_words,
    iso_day,
    short,
    typed_day,
)

DAYS = st.dates(min_value=EARLIEST, max_value=LATEST)


@pytest.mark.parametrize(
    "text",
    [
        "3/8/2026", "03/08/2026", "3.8.2026", "3-8-2026", "3 8 2026", " 3 / 8 / 2026 ".replace(" / ", "/"),
        "3 Aug 2026", "3 August 2026", "3rd August 2026", "Mon 3 Aug 2026", "Monday, 3 August 2026", "3-Aug-2026",
        "3 AUG. 2026", "2026-08-03", "2026-8-3",
    ],
)  # fmt: skip
def test_each_usual_way_to_write_3_august_is_3_august(text: str) -> None:
    assert typed_day(text) == date(2026, 8, 3)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("8/31/2026", "there is no month 31 (day first, then month)"),
        ("30/2/2026", "February 2026 has no day 30"),
        ("29/2/2027", "February 2027 has no day 29"),
        ("0/1/2026", "January 2026 has no day 0"),
        ("3/8/26", "write the year in full, for example 3/8/2026"),
        ("3 Aug 26", "write the year in full, for example 3 Aug 2026"),
        ("3 Augs 2026", "Augs is not a month"),
        ("3 Ma 2026", "is not a date"),
        ("August 2026", "is not a date; write it like 3 Aug 2026 or 3/8/2026"),
        ("", "is not a date"),
        ("3/8/1926", "the year 1926 is outside 1940 to 2100"),
        ("3/8/2101", "the year 2101 is outside 1940 to 2100"),
        ("yesterday", "is not a date"),
        ("2026-13-01", "there is no month 13"),
    ],
)
def test_what_is_not_one_day_for_certain_is_refused_with_what_to_write(text: str, why: str) -> None:
    with pytest.raises(NotADay) as caught:
        typed_day(text)
    assert why in str(caught.value) and "\n" not in str(caught.value)


def test_september_may_be_sept() -> None:
    assert typed_day("1 Sept 2026") == typed_day("1 Sep 2026") == date(2026, 9, 1)


@pytest.mark.parametrize("text", ["2026-8-3", "03/08/2026", "2026-02-30", "20260803", "2026-08-03T00:00", "", "0"])
def test_a_file_holds_iso_days_and_nothing_else(text: str) -> None:
    with pytest.raises(NotADay):
        iso_day(text)


def test_a_file_holds_the_leap_day() -> None:
    assert iso_day("2028-02-29") == date(2028, 2, 29)


@given(DAYS)
def test_a_day_said_in_words_is_read_back_as_itself(day: date) -> None:
    assert typed_day(in_words(day)) == typed_day(short(day)) == iso_day(day.isoformat()) == day
    assert typed_day(f"{day.day}/{day.month}/{day.year}") == day


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),  # February is shorter: the later, safe day
        (date(2028, 1, 30), 1, date(2028, 3, 1)),
        (date(2028, 1, 29), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
        (date(2026, 11, 30), 15, date(2028, 3, 1)),
        (date(2026, 8, 5), -42, date(2023, 2, 5)),  # the foundation window looks back three and a half years
        (date(2026, 3, 15), -3, date(2025, 12, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(2026, 10, 31), 1, date(2026, 12, 1)),
    ],
)
def test_months_on_is_the_same_day_or_the_first_of_the_next_month(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_five_years_from_a_leap_day_end_on_1_march() -> None:
    """data/visa/rules, qualifying-period-end-convention: permission from 29 February completes on 1 March."""
    assert add_years(date(2024, 2, 29), 5) == date(2029, 3, 1)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert add_years(date(2022, 2, 20), 5) == date(2027, 2, 20)


@given(DAYS, st.integers(-240, 240))
def test_adding_months_never_goes_backwards_and_never_more_than_a_day_past_the_month(day: date, months: int) -> None:
    then = add_months(day, months)
    months_on = (then.year - day.year) * 12 + then.month - day.month
    assert (months_on == months and then.day == day.day) or (months_on == months + 1 and then.day == 1)


def test_both_ends_count_between_two_days() -> None:
    assert days_between(date(2026, 11, 20), date(2026, 11, 20)) == 1
    assert days_between(date(2028, 2, 28), date(2028, 3, 1)) == 3


def test_days_are_said_in_british_words() -> None:
    assert in_words(date(2026, 8, 3)) == "3 August 2026"
    assert short(date(2026, 8, 3)) == "3 Aug 2026"
