"""Permission, trips and settlement: what is copied in is counted at once, and nothing is claimed that is not known."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.record.models import Absence, Permission, Post, Settled
from workbook.stations.session import Session
from workbook.stations.visa import VisaModel, VisaStation
from workbook.ui.chart import Chart

from .walking import entry_list, every, half_filled, markup, typed, words

HELD = Permission(
    id="v1",
    route="health-and-care-worker",
    start=date(2022, 2, 20),
    end=date(2027, 2, 19),
    first_entry=date(2022, 3, 1),
)


def test_an_empty_record_is_not_told_that_it_has_no_days_abroad(session: Session) -> None:
    """A nought here would look like an answer; without a permission nothing can be counted."""
    page = words(VisaStation(session).residence())
    assert "Most days abroad in any 12 months – of 180" in page
    assert "rules in force cannot tell" in page
    assert "Settlement under each set of rules" not in page


def test_a_permission_is_copied_in_and_counted(session: Session) -> None:
    station = VisaStation(session)
    made, today, residence = entry_list(station.permissions()), station.permission_today(), station.residence()
    made.add()
    typed(made, "Kind of permission", "health-and-care-worker")
    typed(made, "Starts on", "20/2/2022")
    assert "Friday 19 February 2027" in typed(made, "Ends on", "19 Feb 2027")
    typed(made, "Day you first entered the UK on it", "1 Mar 2022")
    assert session.record.permissions == (HELD,)
    assert "It ends on 19 February 2027 91 days from 20 Nov 2026" in words(today)
    assert "23 January 2027" in words(residence)


def test_the_last_day_is_one_day_away(session: Session) -> None:
    session.edit("Permission", permissions=(HELD.model_copy(update={"end": date(2026, 11, 21)}),))
    assert "1 day from 20 Nov 2026" in words(VisaStation(session).permission_today())


def test_a_trip_lowers_the_days_that_are_left(session: Session) -> None:
    session.edit("Permission", permissions=(HELD,))
    station = VisaStation(session)
    made, residence = entry_list(station.trips()), station.residence()
    assert "Days abroad count toward the limit of 180" in words(made)
    made.add()
    assert session.record.absences == (Absence(left=session.on, returned=session.on),)
    typed(made, "Left the UK on", "1 Sep 2026")
    typed(made, "Came back on", "12 Sep 2026")
    # 2 to 11 September: both travel days are UK days
    assert "10 whole days abroad" in words(made)
    assert "Most days abroad in any 12 months 10 of 180" in words(residence)


def test_a_return_before_leaving_is_refused(session: Session) -> None:
    session.edit("Trip", absences=(Absence(left=date(2026, 9, 1)),))
    made = entry_list(VisaStation(session).trips())
    made.open_entry(0)
    assert "before the day of leaving" in typed(made, "Came back on", "31 Aug 2026")
    assert session.record.absences[0].returned is None
    assert "cannot be left empty" in typed(made, "Left the UK on", "")
    assert session.record.absences[0].left == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        (None, "still away: every day since is counted"),
        (date(2026, 9, 1), "say when you came back: no day is counted yet"),
        (date(2026, 9, 2), "0 whole days abroad"),
        (date(2026, 9, 3), "1 whole day abroad"),
    ],
)
def test_a_trip_in_a_line(session: Session, returned: date | None, said: str) -> None:
    assert VisaModel(session).trip_line(Absence(left=date(2026, 9, 1), returned=returned))[1] == said


def test_a_status_that_needs_no_visa_is_kept_and_taken_back(session: Session) -> None:
    station = VisaStation(session)
    permissions, today = station.permissions(), station.permission_today()
    before = words(today)
    typed(permissions, "Do you hold a status that needs no visa?", "ilr")
    assert session.record.doctor.settled == Settled(kind="ilr")
    assert words(today) != before
    assert VisaModel(session).blockers() == ()
    typed(permissions, "Do you hold a status that needs no visa?", None)
    assert session.record.doctor.settled is None
    assert words(today) == before


def test_two_citizenships_one_of_which_needs_no_permission(session: Session) -> None:
    """A doctor who is Nigerian and Irish needs no visa, whatever permission the record still holds."""
    session.edit("Permission", permissions=(HELD,))
    station = VisaStation(session)
    made, today = station.permissions(), station.permission_today()
    label = "Which citizenships do you hold?"
    typed(made, label, "NG")
    assert "You hold Health and Care Worker visa" in words(today)
    typed(made, label, "ng, IE, NG")
    assert session.record.doctor.citizenship == ("NG", "IE")
    assert "You are Irish, so you need no permission to stay or to work." in words(today)
    assert "two letters" in typed(made, label, "NG, Ireland or so")
    assert session.record.doctor.citizenship == ("NG", "IE")
    typed(made, label, "")
    assert session.record.doctor.citizenship == ()


def test_the_fees_are_added_up_for_everyone_who_applies(session: Session) -> None:
    session.edit("Permission", permissions=(HELD,))
    costs = VisaStation(session).costs()
    assert "Application, certificate over 3 years £628 –" in words(costs)
    typed(costs, "How many partners and children apply for their visas with you?", "2")
    assert session.record.doctor.dependants == 2
    assert "Application, certificate over 3 years £628 £1,884" in words(costs)
    assert "Not saved" in typed(costs, "How many partners and children apply for their visas with you?", "-1")
    assert session.record.doctor.dependants == 2


def test_what_is_missing_is_said(session: Session) -> None:
    model = VisaModel(session)
    assert model.blockers() == ("No permission to stay is entered, so no date can be worked out.",)
    session.edit("Permission", permissions=(HELD.model_copy(update={"end": None}),))
    assert model.blockers() == ("A permission has no last day.",)


def test_a_permission_in_a_line_is_called_by_its_route(session: Session) -> None:
    model = VisaModel(session)
    assert model.permission_line(HELD)[0] == session.facts.route("health-and-care-worker").title
    assert model.permission_line(Permission(id="v2")) == (
        "A permission, kind not said", "start not said to end not said",
    )  # fmt: skip


def test_every_event_of_the_line_stands_in_the_table_beside_the_picture(example: Session) -> None:
    made = VisaStation(example).line()
    page, line = words(made), example.answers.line()
    assert line.events
    for event in line.events:
        assert event.title in page
    for collision in line.collisions:
        assert collision.because in page
    assert [one for one in every(made) if isinstance(one, Chart)]


def test_a_post_without_a_last_day_is_not_behind_the_doctor(session: Session) -> None:
    session.edit("Post", posts=(Post(id="p1", title="Trust doctor", start=date(2024, 8, 7)),))
    page = words(VisaStation(session).line())
    assert "The same line as a table: from today (1)" in page
    assert "What lies behind you" not in page


def test_the_picture_and_the_table_follow_the_record(session: Session) -> None:
    made = VisaStation(session).line()
    chart = next(one for one in every(made) if isinstance(one, Chart))
    assert "nothing is on it yet" in chart.alt
    session.edit("Permission", permissions=(HELD,))
    assert session.facts.route(HELD.route).title in chart.alt
    assert session.facts.route(HELD.route).title in words(made)
    session.undo()
    assert "nothing is on it yet" in chart.alt


def test_the_page_says_that_it_is_information_and_no_advice(example: Session) -> None:
    assert "Information, not immigration advice." in words(VisaStation(example).residence())


def test_a_proposal_is_marked_as_one(example: Session) -> None:
    page = markup(VisaStation(example).residence())
    proposed = [rules for rules in example.answers.residence().rule_sets if rules.status == "proposed"]
    assert proposed
    assert page.count('<tr class="proposed">') == len(proposed)


@pytest.mark.parametrize(
    ("rule", "view", "said"),
    [
        ("workbook.rules.permission.permission", "permission_today", "working out your permission"),
        ("workbook.rules.residence.residence", "residence", "counting your days"),
        ("workbook.rules.calendar.timeline", "line", "drawing the line"),
    ],
)
def test_a_rule_that_breaks_is_said_in_words(
    session: Session, monkeypatch: pytest.MonkeyPatch, rule: str, view: str, said: str
) -> None:
    made = getattr(VisaStation(session), view)()
    monkeypatch.setattr(rule, lambda *_: 1 / 0)
    session.change(half_filled(), "Half filled")
    assert f"Something went wrong while {said}" in words(made)


def test_a_line_that_cannot_be_worked_out_does_not_take_the_page_with_it(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbook.rules.calendar.timeline", lambda *_: 1 / 0)
    assert "Something went wrong while drawing the line" in words(VisaStation(session).line())


def test_a_trip_half_typed_counts_no_day(session: Session) -> None:
    """A refused day of return must not turn a week abroad into eight months."""
    trips = entry_list(VisaStation(session).trips())
    trips.add()
    form = trips._made["absence"]
    form.fields["left"].input.value = "1 Mar 2026"
    assert [(str(t.left), str(t.returned)) for t in session.record.absences] == [("2026-03-01", "2026-03-01")]
    form.fields["returned"].input.value = "28 Feb 2026"
    assert [(str(t.left), str(t.returned)) for t in session.record.absences] == [("2026-03-01", "2026-03-01")]
    assert "say when you came back" in words(trips)
    form.fields["returned"].input.value = "9 Mar 2026"
    assert "7 whole days abroad" in words(trips)
    form.fields["left"].input.value = "2 Mar 2026"
    assert [(str(t.left), str(t.returned)) for t in session.record.absences] == [("2026-03-02", "2026-03-09")]


def test_a_trip_is_still_away_only_when_the_day_of_return_is_emptied(session: Session) -> None:
    trips = entry_list(VisaStation(session).trips())
    trips.add()
    form = trips._made["absence"]
    form.fields["left"].input.value = "1 Nov 2026"
    form.fields["returned"].input.value = ""
    assert session.record.absences[0].returned is None
    assert "still away" in words(trips)
