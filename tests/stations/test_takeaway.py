"""What is taken away holds the record as it stands, with the day, and typed markup stays text."""

from __future__ import annotations

from datetime import UTC, datetime

from workbook.record.models import Doctor, Post
from workbook.record.reading import record_from_text
from workbook.stations.session import Session
from workbook.stations.takeaway import calendar_of, page_of, record_file

from .conftest import DAY
from .walking import HOSTILE

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_the_calendar_holds_the_dates_to_come(example: Session) -> None:
    file = calendar_of(example.answers, NOW).decode("utf-8")
    coming = [event for event in example.answers.line().events if event.date > DAY]
    assert coming
    assert file.count("BEGIN:VEVENT") >= len(coming)
    assert calendar_of(example.answers, NOW) == calendar_of(example.answers, NOW)


def test_the_page_names_the_programme_the_day_and_the_year(example: Session) -> None:
    target = example.answers.target()
    page = page_of(example.answers, target.specialty, target.year).decode("utf-8")
    assert example.facts.specialty(target.specialty).title in page
    assert "20 November 2026" in page
    assert str(target.year) in page


def test_the_record_comes_back_as_it_was(example: Session) -> None:
    assert record_from_text(record_file(example.record).decode("utf-8")) == example.record


def test_typed_markup_is_text_in_every_file(session: Session) -> None:
    post = Post.model_validate({"id": "p1", "title": HOSTILE, "employer": HOSTILE, "start": "2026-08-05"})
    session.edit("Began", doctor=Doctor(label=HOSTILE), posts=(post,))
    page = page_of(session.answers, "internal-medicine-ct1", 2028).decode("utf-8")
    assert "<img" not in page
    assert "&lt;img" in page
    assert record_from_text(record_file(session.record).decode("utf-8")) == session.record


def test_an_empty_record_can_be_taken_away_too(session: Session) -> None:
    assert calendar_of(session.answers, NOW).startswith(b"BEGIN:VCALENDAR")
    assert page_of(session.answers, "clinical-radiology-st1", 2028)
    assert record_from_text(record_file(session.record).decode("utf-8")) == session.record


def test_a_programme_without_a_matrix_or_a_specification_still_gives_its_page(session: Session) -> None:
    page = page_of(session.answers, "medical-virology-st3", 2028).decode("utf-8")
    assert "Medical virology ST3, posts starting in 2028" in page
    assert "A gap in our data, not a sign that there is nothing: there is no person specification" in page
    assert "no scoring matrix" in page
