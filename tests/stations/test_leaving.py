"""What if I leave on this day: the number follows the day typed, and says what it does not speak of."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.record.models import Absence, Permission
from workbook.stations.leaving import LeavingModel, leaving_view
from workbook.stations.session import Session
from workbook.stations.visa import STATION

from .walking import typed, words

LABEL = "What if you leave the UK on …"
HELD = Permission(
    id="v1",
    route="health-and-care-worker",
    start=date(2024, 2, 20),
    end=date(2029, 2, 19),
    first_entry=date(2024, 2, 20),
)  # fmt: skip


@pytest.fixture
def away(session: Session) -> Session:
    """On 20 November 2026: 100 whole days abroad, 2 June to 9 September 2026 (left on 1 June, back on 10 September)."""
    session.edit("Held", permissions=(HELD,), absences=(Absence(left=date(2026, 6, 1), returned=date(2026, 9, 10)),))
    return session


def test_the_day_typed_is_answered_and_nothing_is_saved(away: Session) -> None:
    """From 1 December 2026 the 100 days stay in every 12 months until 2 June 2027: 80 more are open."""
    before, view = away.record, leaving_view(away, STATION)
    typed(view, LABEL, "1 Dec 2026")
    assert "Leave on 1 December 2026 for up to 80 days, back by 20 February 2027." in words(view)
    assert "100 of 180 days are used" in words(view)
    assert away.record == before


def test_days_that_roll_out_are_named(away: Session) -> None:
    model = LeavingModel(away)
    (one,) = model.coming_back()
    assert (one.from_, one.to, one.days) == (date(2026, 6, 2), date(2026, 9, 9), 100)
    assert "From 2 June 2027 to 9 September 2027 100 days roll out" in words(leaving_view(away, STATION))
    model.look_at(date(2027, 9, 10))
    assert model.coming_back() == ()


@pytest.mark.parametrize(
    ("day", "said"), [("19 Nov 2026", "Choose a day from 20 November 2026 on"), ("20 Nov 2028", "counted up to")]
)
def test_a_day_outside_the_two_years_is_refused_in_words(away: Session, day: str, said: str) -> None:
    view = leaving_view(away, STATION)
    assert said in typed(view, LABEL, day)
    assert "Leave on 20 November 2026" in words(view)


def test_who_would_be_back_after_the_permission_is_told(away: Session) -> None:
    away.edit("Ends", permissions=(HELD.model_copy(update={"end": date(2027, 1, 31)}),))
    model = LeavingModel(away)
    model.look_at(date(2026, 12, 1))
    assert "Your permission ends on 31 January 2027" in model.beyond()[0]
    away.edit("Lasts", permissions=(HELD,))
    assert model.beyond() == ()


def test_without_a_permission_there_is_no_number(session: Session) -> None:
    view = leaving_view(session, STATION)
    assert "No limit on days abroad is counted for you here" in words(view)
    typed(view, LABEL, "1 Dec 2026")
    assert "Leave on" not in words(view)
