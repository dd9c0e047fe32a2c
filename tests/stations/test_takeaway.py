"""What is taken away holds the record as it stands, with the day, and typed markup stays text."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl
from docx import Document

from workbook.record.models import Doctor, Post
from workbook.record.reading import record_from_text
from workbook.stations.session import Session
from workbook.stations.takeaway import calendar_of, docx_of, index_of, page_of, record_file, xlsx_of

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


def test_the_index_holds_every_entry_and_the_page_and_both_files_say_it(example: Session) -> None:
    target = example.answers.target()
    index = index_of(example.answers, target.specialty, target.year)
    shown = [entry for part in (*index.domains, *index.gates) for entry in part.entries] + [*index.unused]
    shown += [entry for part in index.domains for _, entries in part.groups for entry in entries]
    assert {entry.id for entry in shown if entry.kept == "evidence"} == {one.id for one in example.record.evidence}
    page = page_of(example.answers, target.specialty, target.year).decode("utf-8")
    word = Document(io.BytesIO(docx_of(example.answers, target.specialty, target.year)))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(example.answers, target.specialty, target.year)))
    values = {cell.value for row in book["Evidence index"].iter_rows() for cell in row}
    titles = [part.title for part in index.domains]
    assert all(title in page for title in titles)
    for entry in shown:
        assert entry.title in values or entry in [each for gate in index.gates for each in gate.entries]
        assert any(entry.title in text for text in cells)
    said = [book["Claims"].cell(row, 1).value for row in range(1, 12)]
    assert f"{index.label}. As of 20 November 2026." in said


def test_the_domains_stand_in_the_order_of_the_matrix(example: Session) -> None:
    target = example.answers.target()
    matrix = example.facts.matrix(target.specialty, target.year)
    index = index_of(example.answers, target.specialty, target.year)
    assert [part.title for part in index.domains] == [part.title for part in matrix.domains if not part.auto]
    assert any(str(matrix.year) in lock for lock in index.locks)


def test_the_index_of_an_empty_record_says_what_each_part_and_gate_asks(session: Session) -> None:
    index = index_of(session.answers, "internal-medicine-ct1", 2028)
    assert len(index.domains) == 6 and index.unused == ()
    assert all(part.entries == () and part.because for part in index.domains)
    assert ("GMC register entry",) in [gate.asked for gate in index.gates]


def test_a_programme_without_a_matrix_gives_an_index_that_says_so(session: Session) -> None:
    index = index_of(session.answers, "medical-virology-st3", 2028)
    assert index.domains == () and len(index.gaps) == 2
    assert docx_of(session.answers, "medical-virology-st3", 2028).startswith(b"PK")
    assert xlsx_of(session.answers, "medical-virology-st3", 2028).startswith(b"PK")
