"""Reading the table in a file: what a doctor's own list looks like, and what is not a list at all."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date

import openpyxl
import pytest

from workbook.record.importing.table import MAX_ROWS, ImportProblem, read_table


def xlsx(*sheets: list[list[object]]) -> bytes:
    """A workbook with these sheets, as bytes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def problem(data: bytes, name: str = "list.csv") -> str:
    with pytest.raises(ImportProblem) as caught:
        read_table(data, name)
    said = str(caught.value)
    assert "\n" not in said, "a problem is one line"
    return said


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_each_separator_a_spreadsheet_saves_with_is_understood(separator: str) -> None:
    text = (
        separator.join(["Title", "Date"])
        + "\n"
        + separator.join(["Poster, on sepsis" if separator != "," else "Poster", "3/8/2026"])
    )
    table = read_table(text.encode(), "list.csv")
    assert table.header == ("Title", "Date")
    assert table.rows[0].cells[1] == "3/8/2026"


def test_commas_inside_a_semicolon_file_do_not_split_it() -> None:
    table = read_table(b"Title;Note\nPoster;one, two, three, four\nTalk;five, six\n", "list.csv")
    assert table.header == ("Title", "Note")
    assert table.rows[0].cells == ("Poster", "one, two, three, four")


def test_the_line_with_which_excel_names_its_separator_is_no_heading() -> None:
    table = read_table(b"sep=;\r\nTitle;Date\r\nPoster;1/2/2026\r\n", "list.csv")
    assert table.header == ("Title", "Date")
    assert table.rows[0].number == 2, "the number a spreadsheet program shows"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_an_accented_title_survives_each_usual_coding(coding: str) -> None:
    table = read_table("Title,Date\nSjögren’s café audit,1/2/2026\n".encode(coding), "list.csv")
    assert table.header[0] == "Title"
    assert table.rows[0].cells[0] == "Sjögren’s café audit"


def test_row_numbers_agree_with_the_spreadsheet_when_rows_are_blank_or_cells_hold_line_breaks() -> None:
    table = read_table(b'Title,Note\n"Poster","two\nlines"\n,,\n\nTalk,x\n', "list.csv")
    assert [row.number for row in table.rows] == [2, 5]


def test_a_title_above_the_heading_is_kept_apart_and_not_lost() -> None:
    table = read_table(b"My portfolio 2026\n\nTitle,Date\nPoster,1/2/2026\n", "list.csv")
    assert table.header == ("Title", "Date")
    assert table.above[0].cells == ("My portfolio 2026",)


def test_cells_beyond_the_heading_get_a_column_of_their_own() -> None:
    table = read_table(b"Title,Date\nPoster,1/2/2026,seen by two hundred\n", "list.csv")
    assert table.header == ("Title", "Date", "Column C")
    assert table.rows[0].cells[2] == "seen by two hundred"


def test_two_columns_of_one_name_stay_two_columns() -> None:
    assert read_table(b"Title,Date,Date\nPoster,1/2/2026,3/2/2026\n", "list.csv").header == (
        "Title",
        "Date",
        "Date (2)",
    )


def test_text_that_looks_like_a_formula_is_text_in_a_csv() -> None:
    table = read_table(b"Title,Note\n=HYPERLINK(1),+44\n-x,@home\n", "list.csv")
    assert [row.cells for row in table.rows] == [("=HYPERLINK(1)", "+44"), ("-x", "@home")]


def test_an_unclosed_quotation_mark_is_named_instead_of_swallowing_the_rest() -> None:
    said = problem(b'Title,Date\nPoster,1/2/2026\n"Talk,3/2/2026\nAudit,4/2/2026\n')
    assert "row 3" in said and "quotation mark" in said


def test_a_workbook_gives_dates_numbers_and_truths_as_such() -> None:
    table = read_table(xlsx([["Title", "Date", "Cycles", "Signed"], ["Audit", date(2026, 8, 3), 2, True]]), "list.xlsx")
    assert table.rows[0].cells == ("Audit", date(2026, 8, 3), 2, True)
    assert table.sheet == "Sheet1"


def test_the_first_sheet_that_holds_something_is_read_and_the_others_are_named() -> None:
    data = xlsx([], [["Title", "Date"], ["Audit", "1/2/2026"]], [["Old", "List"], ["x", "y"]])
    table = read_table(data, "list.xlsx")
    assert table.sheet == "Sheet2" and table.other_sheets == ("Sheet3",)
    assert read_table(data, "list.xlsx", sheet="Sheet3").header == ("Old", "List")
    with pytest.raises(ImportProblem, match=r"no sheet 'Sheet9'.*Sheet1, Sheet2, Sheet3"):
        read_table(data, "list.xlsx", sheet="Sheet9")


def test_a_formula_is_refused_and_its_first_cell_named() -> None:
    said = problem(xlsx([["Title", "Months"], ["Audit", 3], ["Talk", "=B2+1"], ["Poster", "=B3+1"]]), "list.xlsx")
    assert said.startswith("list.xlsx: cell B3 holds a formula") and "values" in said


def test_text_that_looks_like_a_formula_is_text_in_a_workbook() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Title", "Note"])
    book.active.append(["Audit", "x"])
    book.active["B2"].value, book.active["B2"].data_type = "=1+1", "s"
    kept = io.BytesIO()
    book.save(kept)
    assert read_table(kept.getvalue(), "list.xlsx").rows[0].cells == ("Audit", "=1+1")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Title,Date\nA,B\n".encode("utf-16"), "UTF-16"),
        ("Title,Date\nA,B\n".encode("utf-16-be"), "UTF-16"),
        ("Title,Date\nA,B\n".encode("utf-16-le"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "picture"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, r"old Excel file \(\.xls\)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (bytes(range(1, 256)), "not a spreadsheet"),
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (b"\xef\xbb\xbf", "nothing in it"),
        (b",,,\n,,\n", "nothing in it"),
        (b"Title,Date\n", "no rows"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"a" * 5_000_001, "larger than 5 MB"),
        (b"Title,Date\n" + b"x,y\n" * (MAX_ROWS + 1), "more than 5000 rows"),
        (b"," * 300 + b"x\n" + b"a,b\n", "more than 200 columns"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_said_in_one_line(data: bytes, words: str) -> None:
    import re

    assert re.search(words, problem(data, "C:\\Users\\me\\list.csv"))
    assert problem(data, "C:\\Users\\me\\list.csv").startswith("list.csv: "), "the file, without the folders around it"


def test_as_many_rows_as_allowed_are_read() -> None:
    assert len(read_table(b"Title,Date\n" + b"x,y\n" * MAX_ROWS, "list.csv").rows) == MAX_ROWS


def test_another_office_document_is_no_workbook() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert "not a spreadsheet" in problem(kept.getvalue(), "cv.docx")


def test_a_workbook_with_damage_inside_is_one_line() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("xl/workbook.xml", "<broken")
    assert "damaged" in problem(kept.getvalue(), "list.xlsx")


def test_a_workbook_that_would_unfold_to_gigabytes_is_not_unfolded() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 70_000_000)
    assert "larger inside" in problem(kept.getvalue(), "list.xlsx")


def test_openpyxl_is_not_imported_for_a_csv() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from workbook.record.importing import read_table; read_table(b'Title,Date\\nA,B\\n', 'x.csv'); "
        "sys.exit('openpyxl' in sys.modules or 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def coloured_to_the_edge(rows: int, value: str = "") -> bytes:
    """A workbook whose rows below the list have a styled cell in the last column, XFD."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx([["Title", "Type"], ["A", "DOPS"]]))) as old,
        zipfile.ZipFile(kept, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                more = "".join(f'<row r="{n}"><c r="XFD{n}" s="0">{value}</c></row>' for n in range(3, 3 + rows))
                content = content.replace(b"</sheetData>", more.encode() + b"</sheetData>")
            new.writestr(name, content)
    return kept.getvalue()


def test_rows_that_are_only_coloured_to_the_last_column_cost_nothing() -> None:
    """2,000 of them held the page for ten seconds."""
    began = time.process_time()
    assert len(read_table(coloured_to_the_edge(2_000), "list.xlsx").rows) == 1
    assert time.process_time() - began < 3


def test_a_value_in_the_last_column_is_said_and_not_dropped() -> None:
    assert "row 3 has more than 200 columns" in problem(coloured_to_the_edge(1, "<v>1</v>"), "list.xlsx")


def test_millions_of_empty_rows_are_passed_over_while_they_are_read() -> None:
    """5 MB of commas held the page for fifteen seconds and half a gigabyte."""
    began = time.process_time()
    assert "no rows below it" in problem(b"a,b\n" + b",\n" * 2_400_000)
    assert time.process_time() - began < 6
