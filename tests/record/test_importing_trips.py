"""A pasted list of trips: read as the person meant it, asked about where it could be two days, never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.record.importing.trips import MOST_LINES, Pasted, trips_in
from workbook.record.models import Absence

JUNE = Absence(left=date(2025, 6, 3), returned=date(2025, 6, 14))


def days(found: Pasted) -> list[tuple[str, str]]:
    return [(str(trip.left), str(trip.returned)) for trip in found.trips]


@pytest.mark.parametrize(
    "line",
    [
        "3 June 2025 to 14 June 2025",
        "3 Jun 25 - 14 Jun 25",
        "Lagos\t2025-06-03\t2025-06-14\tfamily",
        "left 3rd June 2025, back 14th June 2025",
        "June 3, 2025 – June 14, 2025",
        "03/06/2025,14/06/2025",
        "3.6.2025  14.6.2025",
        "03-Jun-2025;14-Jun-2025",
    ],
)
def test_a_line_with_two_days_is_a_trip(line: str) -> None:
    assert trips_in(line).trips == (JUNE,)


def test_days_that_could_be_two_are_asked_about_and_nothing_is_read_before() -> None:
    found = trips_in("03/06/2025 to 09/06/2025")
    assert found.trips == () and found.ask is not None
    assert "“03/06/2025” may be 3 Jun 2025 or 6 Mar 2025" in found.ask
    assert days(trips_in("03/06/2025 to 09/06/2025", order="day-first")) == [("2025-06-03", "2025-06-09")]
    assert days(trips_in("03/06/2025 to 09/06/2025", order="month-first")) == [("2025-03-06", "2025-09-06")]


def test_one_day_that_can_be_read_one_way_only_settles_the_list_whatever_was_answered() -> None:
    text = "03/06/2025 to 14/06/2025\n01/02/2026 to 05/02/2026"
    assert days(trips_in(text, order="month-first")) == [("2025-06-03", "2025-06-14"), ("2026-02-01", "2026-02-05")]
    american = trips_in("06/03/2025 to 06/14/2025\n02/01/2026 to 02/05/2026")
    assert days(american) == [("2025-06-03", "2025-06-14"), ("2026-02-01", "2026-02-05")]


def test_two_orders_in_one_list_are_refused_with_both_lines() -> None:
    (line,) = trips_in("13/06/2025 to 14/06/2025\n06/15/2025 to 06/16/2025").refused
    assert "line 1" in line.because and "line 2" in line.because


def test_a_day_that_is_the_same_either_way_asks_nothing() -> None:
    assert days(trips_in("05/05/2025 to 06/06/2025")) == [("2025-05-05", "2025-06-06")]


def test_an_airline_email_and_a_travel_history_are_paired_by_their_days() -> None:
    text = (
        "Arrival: 14 June 2025 LHR 06:40\nOutbound flight departs 3 June 2025 21:05\nExit 1 Jan 2026\nEntry 9 Jan 2026"
    )
    assert days(trips_in(text)) == [("2025-06-03", "2025-06-14"), ("2026-01-01", "2026-01-09")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("14 June 2025 to 3 June 2025", "it comes back on 3 June 2025, before it leaves on 14 June 2025"),
        ("1 Jan 2025, 2 Jan 2025, 3 Jan 2025", "write one trip on each line"),
        ("3 June 2025, Lagos", "does not say whether you left or came back"),
        ("left 3 June 2025", "no day on which you came back is here"),
        ("returned 3 June 2025", "no day on which you left is here"),
        ("29 Feb 2027 to 3 Mar 2027", "29"),
        ("31/06/2025 to 14/07/2025", "31"),
        ("flight BA075 gate 12", "no day was found"),
    ],
)
def test_what_is_no_trip_is_refused_by_its_line_and_the_rest_is_read(line: str, why: str) -> None:
    found = trips_in(f"Trips\n\n{line}\n3 June 2025 to 14 June 2025")
    assert [(one.number, why in one.because) for one in found.refused] == [(3, True)]
    assert JUNE in found.trips


def test_a_leaving_without_a_return_is_never_taken_as_still_away() -> None:
    found = trips_in("left 3 June 2025\nleft 1 July 2025\nreturned 5 July 2025")
    assert days(found) == [("2025-07-01", "2025-07-05")]
    assert [line.number for line in found.refused] == [1]


def test_a_trip_the_record_holds_or_the_list_says_twice_is_taken_once() -> None:
    found = trips_in("3 June 2025 to 14 June 2025\n3 June 2025 to 14 June 2025\n1 May 2025 to 2 May 2025", (JUNE,))
    assert found.there == (JUNE,) and days(found) == [("2025-05-01", "2025-05-02")]


def test_a_list_too_long_is_refused_in_one_line() -> None:
    assert len(trips_in("3 June 2025 to 14 June 2025\n" * (MOST_LINES + 1)).refused) == 1


def test_an_empty_list_tells_nothing() -> None:
    assert trips_in("\n  \n") == Pasted()


@given(
    left=st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 1, 1)),
    length=st.integers(0, 400),
    form=st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y"]),
)
def test_whatever_way_a_trip_is_written_it_comes_back_as_it_was(left: date, length: int, form: str) -> None:
    returned = left + timedelta(days=length)
    text = f"{left.strftime(form)} to {returned.strftime(form)}"
    found = trips_in(text, order="day-first")
    assert found.trips == (Absence(left=left, returned=returned),)


@given(st.text(alphabet="0123456789/.- abJunemarch\n\t,leftreturned", max_size=200))
def test_no_text_whatever_ends_in_an_error(text: str) -> None:
    trips_in(text)
