"""The Excel workbook, read back: the same rows as the Word document, numbers as numbers, and no formula anywhere."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from workbook.exports.xlsx_file import xlsx_file
from workbook.record.models import Doctor, Evidence, Record

from . import indexed

ABOVE = [
    "Internal Medicine Training CT1, posts starting in 2028",
    "Trust doctor. As of 20 November 2026.",
    "Scored on the 2026 matrix, the newest here; your round is 2028.",
    "Criteria from the person specification of 2026.",
    "The rules are those of the 2026 form.",
]


def book(record: Any = indexed.RECORD) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx_file(indexed.index(record))))


def rows(sheet: Any, after: int) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(min_row=after + 1, values_only=True)]


def test_the_sheets_stand_in_order_with_the_years_above_each_table() -> None:
    made = book()
    assert made.sheetnames == ["Evidence index", "Claims", "Gates", "Sources"]
    for name, more in (("Evidence index", []), ("Claims", []), ("Gates", ["Information, not immigration advice."])):
        said = [made[name].cell(row, 1).value for row in range(1, len(ABOVE) + len(more) + 1)]
        assert said == [*ABOVE, *more]


def test_the_index_has_a_row_for_each_entry_in_the_order_of_the_form() -> None:
    assert rows(book()["Evidence index"], len(ABOVE) + 1) == [
        ["Domain", "Option claimed", "Entry", "Kind", "Days", "Document", "Signed by", "Date on it", "What is missing",
         "Sources"],
        ["1. Quality improvement", "Every stage of two cycles", indexed.FORMULA, "Audit or quality improvement",
         "10 Jan 2025 to 30 Jun 2025", "qip.pdf", "consultant", "2 July 2025", None, "1"],
        ["2. Presentations", "Talk at a regional meeting (not chosen by you yet; what your entries meet)",
         "Talk on fluids", "Talk or poster", "to 1 Sep 2025", "No document is named", None, None,
         "No document is named.\nhow wide the meeting was", "1"],
        ["3. Teaching", "Nothing claimed", "No entry", None, None, None, None, None,
         "Nothing in your record counts here yet.", "1"],
        ["In no domain of this form", None, indexed.MARKUP, None, "no day said", "No document is named", None, None,
         None, None],
    ]  # fmt: skip


def test_an_option_claimed_without_an_entry_has_its_row_beside_what_is_not_claimed() -> None:
    """The claim of a national talk was on no row, and only the poster beside it was."""
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_file(indexed.claimed_without_entries())))["Evidence index"]
    said = [[row[1], row[2], row[8]] for row in rows(sheet, len(ABOVE)) if row[0] == "2. Presentations"]
    assert said == [
        ["Talk at a national meeting", "No entry", "how wide the meeting was"],
        ["Supports it, not claimed", "Talk on fluids", "No document is named."],
    ]
    said = [[row[1], row[2]] for row in rows(sheet, len(ABOVE)) if row[0] == "1. Quality improvement"]
    assert said == [["Every stage of two cycles", indexed.FORMULA], ["Some stages of one cycle", "No entry"]]


def test_an_entry_not_counted_has_its_row_in_its_part() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_file(indexed.with_entries_not_counted())))["Evidence index"]
    assert [row[:3] for row in rows(sheet, len(ABOVE) + 2)] == [
        ["1. Presentations", "Talk at a national meeting", indexed.FORMULA],
        ["1. Presentations", "Fits an option here, not counted today", "Talk on fluids"],
        ["1. Presentations", "May count here: something is not said yet", indexed.MARKUP],
        ["2. Early form (extra, outside the total)", "A form sent in (not chosen by you yet; what your entries meet)",
         "CREST 2026"],
    ]  # fmt: skip


def test_the_claims_are_numbers_and_the_gates_name_their_documents() -> None:
    made = book()
    claims = rows(made["Claims"], len(ABOVE) + 2)
    assert [row[:5] for row in claims] == [
        ["Quality improvement", "Every stage of two cycles", 4, 2, 4],
        ["Presentations", "Talk at a regional meeting (not chosen by you yet; what your entries meet)", 3, 0, 6],
        ["Teaching", "Nothing claimed", 0, 0, 5],
        ["Total", None, 7, 2, 15],
    ]
    assert rows(made["Gates"], len(ABOVE) + 3) == [
        ["Foundation competence", "Foundation competence or CREST", "Cannot tell", "The form bears no date.", "CREST",
         "CREST 2026: crest.pdf, signatory not said, date not said", "the date on the form\nIt bears no date.", "2"],
        ["Right to work", "May work in the UK", "Met on 1 Mar 2027", "Your permission begins on 1 March 2027.",
         "passport-or-visa", None, None, None],
    ]  # fmt: skip


def test_every_source_has_the_day_on_which_it_was_read() -> None:
    sheet = book()["Sources"]
    assert [sheet.cell(row, 1).value for row in (1, 2)] == ABOVE[:2]
    assert rows(sheet, 4) == [
        [1, "An office", "The form", "https://example.org/form", "not shown", "20 November 2026", "published", "high"],
        [2, "An office", "The specification", "https://example.org/form", "not shown", "18 November 2026", "published",
         "high"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+44 1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        '=cmd|"/c calc"!A1',
        "\n=1+1",
        " =1+1",
        "＝cmd",
        "#N/A",
        "#REF!",
        "TRUE",
    ],
)
def test_what_begins_like_a_formula_or_spells_an_error_is_text(typed: str) -> None:
    entry = Evidence(id="e1", title=typed, kind=None)
    made = book(indexed.RECORD.model_copy(update={"evidence": (entry, *indexed.RECORD.evidence[1:])}))
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    ours = [cell for cell in cells if cell.value == typed]
    assert ours and all(cell.data_type == "s" and cell.quotePrefix for cell in ours)


def test_the_same_index_is_the_same_bytes_and_no_part_bears_the_time_of_writing() -> None:
    made = xlsx_file(indexed.index())
    assert made == xlsx_file(indexed.index())
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").decode().count("2026-11-20T00:00:00Z") == 2


def test_characters_that_no_cell_can_hold_are_left_out() -> None:
    record = indexed.RECORD.model_copy(update={"doctor": Doctor(label="Trust\x00 doctor")})
    assert book(record)["Claims"]["A2"].value == "Trust doctor. As of 20 November 2026."


@pytest.mark.parametrize("letter", ["x", "🩺"])
def test_more_than_a_cell_holds_goes_on_in_further_rows_and_no_entry_is_lost(letter: str) -> None:
    """200 entries of one part: their titles filled a cell, and those after 32,000 characters were cut away unsaid."""
    titles = [f"{number:03} {letter * 396}" for number in range(200)]
    record = Record(evidence=tuple(Evidence(id=f"e{n}", title=title) for n, title in enumerate(titles)))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_file(indexed.every_entry_in_one_part(record))))["Claims"]
    found = [row for row in rows(sheet, len(ABOVE) + 2) if row[0].startswith("Quality improvement")]
    assert len(found) > 1
    assert [row[:5] for row in found[1:]] == [["Quality improvement (continued)", None, None, None, None]] * (
        len(found) - 1
    )
    assert found[0][:5] == ["Quality improvement", "Every stage of two cycles", 4, 4, 4]
    assert [title for row in found for title in row[5].split("\n")] == titles
    assert all(len(row[5].split("\n")) == len(row[6].split("\n")) for row in found), "each beside its document"
    assert all(len(cell.encode("utf-16-le")) // 2 <= 32_767 for row in found for cell in row[5:])
