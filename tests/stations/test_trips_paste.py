"""A pasted list of trips on the page: shown before it is written, asked about where unsure, undone at once."""

from __future__ import annotations

from datetime import date

from workbook.record.models import Absence
from workbook.stations.session import Session
from workbook.stations.trips_paste import TripsPaste

from .walking import markup, words

JUNE = Absence(left=date(2025, 6, 3), returned=date(2025, 6, 14))


def pasted(session: Session, text: str) -> TripsPaste:
    view = TripsPaste(session)
    view.pasted.value = text
    view.read()
    return view


def test_trips_are_shown_first_and_written_only_then(session: Session) -> None:
    view = pasted(session, "3 June 2025 to 14 June 2025\n1 May 2025 to 9 May 2025")
    assert "2 trips were read" in words(view) and session.record.absences == ()
    view.take()
    assert session.record.absences == (Absence(left=date(2025, 5, 1), returned=date(2025, 5, 9)), JUNE)
    assert "2 trips brought in" in words(view) and view.pasted.value == ""
    session.undo()
    assert session.record.absences == ()


def test_a_day_that_could_be_two_is_asked_about_and_the_answer_is_used(session: Session) -> None:
    view = pasted(session, "03/06/2025 to 09/06/2025")
    assert "Does your list write the day or the month first?" in words(view)
    view.take()
    assert session.record.absences == ()
    view.order.input.value = "month-first"
    assert "6 March 2025" in words(view)
    view.order.input.value = "day-first"
    view.take()
    assert session.record.absences == (Absence(left=date(2025, 6, 3), returned=date(2025, 6, 9)),)


def test_what_is_there_already_and_what_cannot_be_read_is_said(session: Session) -> None:
    session.edit("One", absences=(JUNE,))
    view = pasted(session, "3 June 2025 to 14 June 2025\n14 June 2025 to 3 June 2025")
    assert "1 is in your record already" in words(view)
    assert "Line 2: it comes back on 3 June 2025, before it leaves on 14 June 2025." in words(view)
    view.take()
    assert session.record.absences == (JUNE,)


def test_nothing_pasted_and_nothing_found_say_so(session: Session) -> None:
    assert "Nothing is pasted yet" in words(pasted(session, "  \n"))
    assert "No trip was found in it" in words(pasted(session, "my holidays"))


def test_pasted_text_is_text(session: Session) -> None:
    view = pasted(session, "<img src=x onerror=alert(1)> 1\n3 June 2025 <b>to</b> 14 June 2025")
    assert "<img" not in markup(view) and view.found.trips == (JUNE,)
