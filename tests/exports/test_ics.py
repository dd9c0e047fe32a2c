"""The calendar file: each date once, with its source, and a second import that updates instead of doubling."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar
from icalendar import Event as Entry

from workbook.exports.ics import calendar_file
from workbook.facts.core import Confidence, Provenance, Source, Status
from workbook.rules.calendar import Line
from workbook.rules.finding import FactRef
from workbook.rules.line_event import KINDS, Event

ON = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, 3, tzinfo=UTC)

PAGE = FactRef(
    Provenance(
        id="recruitment/2027/rounds/round-1/events/applications-open",
        source=Source(
            publisher="NHS England", title="Timelines; Round 1", url="https://example.org/a,b", page_date=None
        ),
        checked_on=date(2026, 11, 20),
        status=Status.PROJECTED,
        confidence=Confidence.LOW,
        review_by=date(2027, 10, 1),
    ),
)


def event(id: str, day: date, until: date | None = None, **more: Any) -> Event:
    given: dict[str, Any] = {"title": "A day", "kind": "application", "status": "published", **more}
    return Event(id=id, date=day, until=until, **given)


def written(*events: Event, now: datetime = NOW) -> list[Entry]:
    """The entries of the file, read back by the library as a calendar program would."""
    data = calendar_file(Line(on=ON, events=events, collisions=(), notes=()), ON, now)
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_a_window_ends_the_day_after_its_last_day_as_calendars_count() -> None:
    entry = written(event("round-2028-apply", date(2027, 10, 21), date(2027, 11, 18)))[0]
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2027, 10, 21), date(2027, 11, 19))
    assert entry["DTSTART"].params["VALUE"] == "DATE", "a whole day, with no hour and no time zone"


def test_a_single_day_is_one_day() -> None:
    entry = written(event("start", date(2028, 8, 2)))[0]
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2028, 8, 2), date(2028, 8, 3))


def test_a_projected_date_says_so_in_its_name_and_is_tentative() -> None:
    projected, published = written(
        event("a", date(2027, 10, 21), title="Applications open", status="projected"),
        event("b", date(2027, 4, 6), title="Offers", status="published"),
    )
    assert projected["SUMMARY"] == "Applications open (projected)" and projected["STATUS"] == "TENTATIVE"
    assert published["SUMMARY"] == "Offers" and published["STATUS"] == "CONFIRMED"
    assert "not settled: check it on the official page" in projected["DESCRIPTION"]


def test_the_description_carries_the_reason_and_the_whole_source() -> None:
    entry = written(event("a", date(2027, 10, 21), because="Same weekday, 52 weeks on.", source=PAGE))[0]
    lines = str(entry["DESCRIPTION"]).split("\n")
    assert lines == [
        "Same weekday, 52 weeks on.",
        "Source: NHS England, Timelines; Round 1",
        "https://example.org/a,b",
        "Date of the page: not shown",
        "Read on 20 November 2026; projected; low confidence; to be read again by 1 October 2027",
        "From The Ladder. Information, not immigration advice.",
    ]
    assert entry["URL"] == "https://example.org/a,b"


def test_every_kind_of_event_goes_into_the_calendar() -> None:
    """A kind left out here is a deadline the doctor's telephone never shows."""
    entries = written(*(event(kind, date(2027, 1, 10), kind=kind) for kind in KINDS))
    assert [str(entry["CATEGORIES"].to_ical(), "utf-8") for entry in entries] == list(KINDS)


def test_the_hour_of_a_deadline_is_said() -> None:
    entry = written(event("hold", date(2028, 4, 7), time="09:00"))[0]
    assert str(entry["DESCRIPTION"]).startswith("At 09:00, UK time.")
    window = written(event("apply", date(2027, 10, 21), date(2027, 11, 18), time="16:00"))[0]
    assert str(window["DESCRIPTION"]).startswith("Until 16:00, UK time.")


def test_an_entry_of_the_record_is_named_as_the_source() -> None:
    entry = written(event("exam-x1", date(2027, 3, 16), entry="exams, x1"))[0]
    assert "Source: your record (exams, x1)." in entry["DESCRIPTION"]


def test_what_is_over_stays_out_and_what_ends_today_stays_in() -> None:
    ids = {
        str(entry["UID"])
        for entry in written(
            event("over", date(2026, 11, 1), date(2026, 11, 19)),
            event("ends-today", date(2026, 11, 1), ON),
            event("today", ON),
            event("later", date(2027, 1, 1)),
        )
    }
    assert ids == {"ends-today@line.the-ladder", "today@line.the-ladder", "later@line.the-ladder"}


def test_a_contract_of_two_years_enters_its_last_day_and_does_not_lie_over_the_calendar() -> None:
    entries = written(event("post-p1", date(2025, 8, 6), date(2027, 8, 3), title="Clinical fellow", kind="post"))
    assert [(str(e["UID"]), str(e["SUMMARY"]), e["DTSTART"].dt) for e in entries] == [
        ("post-p1-last@line.the-ladder", "Last day: Clinical fellow", date(2027, 8, 3))
    ]
    ahead = written(event("post-p2", date(2027, 8, 4), date(2028, 8, 1), title="Fellow", kind="post"))
    assert [str(e["SUMMARY"]) for e in ahead] == ["First day: Fellow", "Last day: Fellow"]


def test_a_post_without_a_last_day_enters_its_first_day_until_its_last_is_known() -> None:
    """It came to no entry at all, as if it were long over; the id stays when the last day is entered."""
    first = event("post-p1", date(2025, 8, 6), ongoing=True, title="Clinical fellow", kind="post")
    assert [(str(e["UID"]), str(e["SUMMARY"]), e["DTSTART"].dt) for e in written(first)] == [
        ("post-p1-first@line.the-ladder", "First day: Clinical fellow", date(2025, 8, 6))
    ]


def test_a_second_export_has_the_same_ids_and_a_later_version_so_that_it_updates() -> None:
    events = (event("a", date(2027, 1, 1)), event("b", date(2027, 2, 1)))
    first = {str(e["UID"]): e for e in written(*events)}
    second = {str(e["UID"]): e for e in written(*events, now=NOW + timedelta(days=1))}
    assert first.keys() == second.keys() and len(first) == 2
    for uid, entry in second.items():
        assert entry["SEQUENCE"] > first[uid]["SEQUENCE"]
        assert entry["LAST-MODIFIED"].dt > first[uid]["LAST-MODIFIED"].dt
        assert entry["DTSTAMP"].dt == NOW + timedelta(days=1)


def test_the_same_line_at_the_same_moment_is_the_same_file() -> None:
    line = Line(on=ON, events=(event("a", date(2027, 1, 1), source=PAGE),), collisions=(), notes=())
    assert calendar_file(line, ON, NOW) == calendar_file(line, ON, NOW)


def test_the_stamp_is_in_utc_wherever_the_doctor_is() -> None:
    abroad = datetime(2026, 11, 20, 17, 3, tzinfo=timezone(timedelta(hours=5)))
    assert written(event("a", date(2027, 1, 1)), now=abroad)[0]["DTSTAMP"].dt == NOW
    with pytest.raises(ValueError, match="time zone"):
        written(event("a", date(2027, 1, 1)), now=NOW.replace(tzinfo=None))


def test_typed_text_cannot_end_an_entry_or_begin_another() -> None:
    title = "Fellow; nights, weekends\r\nEND:VEVENT\r\nBEGIN:VEVENT\\n\x00\x07 <img onerror=alert(1)>"
    entries = written(event("post-p1", date(2027, 1, 1), title=title, because=title))
    assert len(entries) == 1
    assert "Fellow; nights, weekends" in entries[0]["SUMMARY"] and "\x00" not in entries[0]["SUMMARY"]


def test_lines_are_folded_as_the_standard_asks_and_long_text_survives() -> None:
    title = "Überlange Stelle für Ärztinnen " * 12
    data = calendar_file(Line(on=ON, events=(event("a", ON, title=title),), collisions=(), notes=()), ON, NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert next(iter(Calendar.from_ical(data).walk("VEVENT")))["SUMMARY"] == title


def test_the_calendar_is_silent_and_never_marks_the_day_as_busy() -> None:
    data = calendar_file(Line(on=ON, events=(event("a", ON),), collisions=(), notes=()), ON, NOW)
    assert b"VALARM" not in data
    assert next(iter(Calendar.from_ical(data).walk("VEVENT")))["TRANSP"] == "TRANSPARENT"


def test_a_line_without_dates_is_still_a_calendar() -> None:
    data = calendar_file(Line(on=ON, events=(), collisions=(), notes=()), ON, NOW)
    assert Calendar.from_ical(data)["METHOD"] == "PUBLISH"
