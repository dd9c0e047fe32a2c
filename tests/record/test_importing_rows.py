"""Rows as entries, or as reasons a doctor can act on: row, column, why."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from workbook.record.importing import Known
from workbook.record.importing.rows import Incoming, Refused, read_rows
from workbook.record.importing.table import read_table

KNOWN = Known(
    kinds={"qip": "Quality improvement project", "teaching": "Teaching", "presentation": "Presentation or poster"},
    details={"author": ("first", "co-author"), "type": ("original-research",), "feedback": ("formal", "none", "no")},
)


def one(column: str, field: str, cell: str) -> Incoming | Refused:
    """What one row with a title and this cell becomes."""
    quoted = '"' + cell.replace('"', '""') + '"'
    table = read_table(f"Title,{column}\nAudit of sepsis care,{quoted}\n".encode(), "list.csv")
    incoming, refused = read_rows(table, {"Title": "title", column: field}, KNOWN)
    assert len(incoming) + len(refused) == 1
    return (*incoming, *refused)[0]


def xlsx(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def made(column: str, field: str, cell: str) -> dict[str, object]:
    entry = one(column, field, cell)
    assert isinstance(entry, Incoming), entry
    return entry.entry.model_dump()


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("3/8/2026", date(2026, 8, 3)),
        ("03.08.2026", date(2026, 8, 3)),
        ("3 Aug 2026", date(2026, 8, 3)),
        ("Monday 3rd August 2026", date(2026, 8, 3)),
        ("2026-08-03", date(2026, 8, 3)),
        ("2026-08-03 00:00:00", date(2026, 8, 3)),
        ("2026-08-03T00:00:00Z", date(2026, 8, 3)),
        ("03/08/2026 00:00", date(2026, 8, 3)),
    ],
)
def test_a_day_is_read_in_british_order_however_it_was_saved(cell: str, day: date) -> None:
    assert made("Start", "start", cell)["start"] == day


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("8/31/2026", "no month 31"),
        ("30/2/2026", "February 2026 has no day 30"),
        ("3/8/26", "write the year in full"),
        ("August 2026", "is not a date"),
        ("2026", "is not a date"),
        ("999999", "is not a date"),
        ("1/1/1899", "outside 1940 to 2100"),
        ("soon", "is not a date"),
    ],
)
def test_what_is_not_one_day_for_certain_is_refused_with_its_row_and_column(cell: str, why: str) -> None:
    refused = one("Start", "start", cell)
    assert isinstance(refused, Refused)
    assert str(refused).startswith("row 2, column “Start”: ") and why in str(refused)


def test_numbers_and_dates_of_a_workbook_are_days() -> None:
    table = read_table(xlsx([["Title", "Start", "End"], ["Audit", 46237, date(2026, 9, 1)]]), "list.xlsx")
    incoming, _ = read_rows(table, {"Title": "title", "Start": "start", "End": "end"}, KNOWN)
    assert (incoming[0].entry.start, incoming[0].entry.end) == (date(2026, 8, 3), date(2026, 9, 1))


def test_a_truth_or_an_error_of_the_spreadsheet_is_no_day() -> None:
    table = read_table(xlsx([["Title", "Start"], ["Audit", True], ["Talk", "#REF!"]]), "list.xlsx")
    _, refused = read_rows(table, {"Title": "title", "Start": "start"}, KNOWN)
    assert [row.row for row in refused] == [2, 3]
    assert "error of the spreadsheet (#REF!)" in refused[1].reason


def test_one_day_is_both_the_first_and_the_last() -> None:
    entry = made("Date", "day", "3/8/2026")
    assert entry["start"] == entry["end"] == date(2026, 8, 3)


@pytest.mark.parametrize("cell", ["ongoing", "Present", "n/a", "-", "TBC"])
def test_an_end_that_has_not_come_is_left_open(cell: str) -> None:
    assert made("End", "end", cell)["end"] is None


def test_an_end_before_the_start_names_the_column_of_the_end() -> None:
    table = read_table(b"Title,Begun,Over\nAudit,3/8/2026,2/8/2026\n", "list.csv")
    _, refused = read_rows(table, {"Title": "title", "Begun": "start", "Over": "end"}, KNOWN)
    assert str(refused[0]) == "row 2, column “Over”: end: 2 August 2026 is before the start, 3 August 2026"


@pytest.mark.parametrize("cell", ["qip", "QIP", "Quality improvement project", "quality-improvement-project"])
def test_a_kind_is_known_by_its_id_or_its_title(cell: str) -> None:
    assert made("Kind", "kind", cell)["kind"] == "qip"


def test_an_unknown_kind_is_left_open_and_asked_about_with_the_titles_of_the_nearest() -> None:
    """The whole row was lost for one word."""
    draft = one("Kind", "kind", "presentatoin")
    assert isinstance(draft, Incoming)
    assert (draft.entry.title, draft.entry.kind) == ("Audit of sepsis care", None)
    assert draft.entry.note == "Kind: presentatoin"
    assert draft.doubts == (
        "“presentatoin” is not a kind of evidence here; the nearest are “Presentation or poster”. Choose its kind",
    )


@pytest.mark.parametrize(
    ("column", "field", "cell", "key", "value"),
    [
        ("Level", "level", "Trust", "level", "local"),
        ("Level", "level", "NATIONAL", "level", "national"),
        ("Status", "status", "Completed", "status", "done"),
        ("Status", "status", "in press", "status", "accepted"),
        ("Role", "role", "Co-lead", "role", "co-lead"),
        ("Shows", "shows", "Audit QI; teaching", "shows", ("audit-qi", "teaching")),
        ("Cycles", "details.cycles", "2", "details", {"cycles": 2}),
        ("Hours", "details.live_hours", "6.5", "details", {"live_hours": 6.5}),
        ("Author", "details.author", "First", "details", {"author": "first"}),
        ("Type", "details.type", "Original research", "details", {"type": "original-research"}),
        ("Feedback", "details.feedback", "None", "details", {"feedback": "none"}),
        ("Feedback", "details.feedback", "no", "details", {"feedback": "no"}),
        ("Organised", "details.organised", "Yes", "details", {"organised": True}),
        ("Journal", "details.journal", "A Journal of Medicine", "details", {"journal": "A Journal of Medicine"}),
        ("Notes", "note", "= not a formula", "note", "= not a formula"),
        ("Presented to", "note", "the ward", "note", "Presented to: the ward"),
    ],
)
def test_a_cell_becomes_the_word_the_record_uses(column: str, field: str, cell: str, key: str, value: object) -> None:
    assert made(column, field, cell)[key] == value


@pytest.mark.parametrize(
    ("column", "field", "cell", "why"),
    [
        ("Level", "level", "cosmic", "write one of department, local, regional, national, international"),
        ("Status", "status", "maybe", "write one of idea, started, submitted, accepted, done"),
        ("Redacted", "proof.identifiers_removed", "perhaps", "write yes or no"),
        ("Dated", "proof.dated", "32/1/2026", "no day 32"),
        ("File", "proof.file", "x" * 401, "longer than 400 characters"),
    ],
)
def test_a_cell_that_does_not_fit_says_what_would(column: str, field: str, cell: str, why: str) -> None:
    refused = one(column, field, cell)
    assert isinstance(refused, Refused)
    assert refused.column == column and why in refused.reason


def test_the_document_goes_with_its_entry() -> None:
    table = read_table(b"Title,File,Signed by,Dated,Redacted\nAudit,letter.pdf,consultant,2/7/2025,yes\n", "list.csv")
    matching = {"Title": "title", "File": "proof.file", "Signed by": "proof.signed_by", "Dated": "proof.dated",
                "Redacted": "proof.identifiers_removed"}  # fmt: skip
    incoming, _ = read_rows(table, matching, KNOWN)
    proof = incoming[0].entry.proof
    assert proof is not None
    assert (proof.file, proof.signed_by, proof.dated, proof.identifiers_removed) == (
        "letter.pdf", "consultant", date(2025, 7, 2), True,
    )  # fmt: skip


def test_a_row_without_a_title_is_refused_and_the_good_rows_still_come_in() -> None:
    table = read_table(b"Title,Date\nAudit,1/2/2026\n,3/2/2026\nTalk,4/2/2026\n", "list.csv")
    incoming, refused = read_rows(table, {"Title": "title", "Date": "day"}, KNOWN)
    assert [row.row for row in incoming] == [2, 4]
    assert str(refused[0]) == "row 3, column “Title”: is empty, so nothing says what this entry is"


def test_markup_in_a_cell_stays_the_text_it_is() -> None:
    entry = made("Notes", "note", '<img src=x onerror="alert(1)">')
    assert entry["note"] == '<img src=x onerror="alert(1)">'


def test_a_detail_longer_than_its_line_is_refused() -> None:
    assert "longer than 400 characters" in str(one("Theme", "details.theme", "x" * 401))
