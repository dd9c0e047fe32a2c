"""The Word document, read back: the order of the verifier, every word as text, the same bytes each time."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from workbook.exports.docx_file import docx_file
from workbook.record.models import Doctor

from . import indexed


def read(content: bytes) -> list[str | list[list[str]]]:
    """The document from top to bottom: a paragraph as its text, a table as its rows."""
    document = Document(io.BytesIO(content))
    found: list[str | list[list[str]]] = []
    for part in document.element.body.iterchildren():
        if part.tag.endswith("}p") and (text := Paragraph(part, document).text):
            found.append(text)
        elif part.tag.endswith("}tbl"):
            found.append([[cell.text for cell in row.cells] for row in Table(part, document).rows])
    return found


HEAD = ["Entry", "When", "Document", "Signed by", "Date on it", "What is missing"]


def test_the_document_reads_as_the_verifier_reads() -> None:
    assert read(docx_file(indexed.index())) == [
        "Evidence index: Internal Medicine Training CT1, posts starting in 2028",
        "Trust doctor. As of 20 November 2026.",
        "Scored on the 2026 matrix, the newest here; your round is 2028.",
        "Criteria from the person specification of 2026.",
        "The rules are those of the 2026 form.",
        "Evidence, domain by domain",
        "1. Quality improvement [1]",
        "Option: Every stage of two cycles.",
        "Claimed 4, supported 2 of 4.",
        [HEAD, [f"{indexed.FORMULA}\nAudit or quality improvement", "10 Jan 2025 to 30 Jun 2025", "qip.pdf",
                "consultant", "2 July 2025", ""]],
        "2. Presentations [1]",
        "Option: Talk at a regional meeting (not chosen by you yet; what your entries meet).",
        "Claimed 3, supported 0 of 6.",
        [HEAD, ["Talk on fluids\nTalk or poster", "to 1 Sep 2025", "No document is named", "", "",
                "No document is named."]],
        "Still to be said: how wide the meeting was.",
        "3. Teaching [1]",
        "Option: Nothing claimed.",
        "Claimed 0, supported 0 of 5.",
        "No entry. Nothing in your record counts here yet.",
        "What is claimed and what supports it",
        [
            ["Domain", "Option", "Points claimed", "Points supported", "Most", "Evidence", "Document"],
            ["Quality improvement", "Every stage of two cycles", "4", "2", "4", indexed.FORMULA,
             "qip.pdf, signed by consultant, dated 2 July 2025"],
            ["Presentations", "Talk at a regional meeting (not chosen by you yet; what your entries meet)", "3", "0",
             "6", "Talk on fluids", "No document is named"],
            ["Teaching", "Nothing claimed", "0", "0", "5", "", ""],
            ["Total", "", "7", "2", "15", "", ""],
        ],
        "Documents for what selectors ask of everyone",
        "Information, not immigration advice.",
        "Foundation competence [2]",
        "Cannot tell. The form bears no date.",
        "Shown by: CREST.",
        [HEAD, ["CREST 2026\nCREST", "no day said", "crest.pdf", "not said", "not said", "It bears no date."]],
        "What is missing: the date on the form.",
        "Right to work",
        "Met on 1 Mar 2027. Your permission begins on 1 March 2027.",
        "Shown by: passport-or-visa.",
        "In no domain of this form",
        [HEAD, [indexed.MARKUP, "no day said", "No document is named", "", "", ""]],
        "Sources",
        "[1] An office, The form, https://example.org/form. Read on 20 November 2026, published, high confidence.",
        "[2] An office, The specification, https://example.org/form. Read on 18 November 2026, published, high "
        "confidence.",
    ]  # fmt: skip


def test_an_option_claimed_without_an_entry_says_so_beside_what_is_not_claimed() -> None:
    said = [part for part in read(docx_file(indexed.claimed_without_entries())) if isinstance(part, str)]
    first, second = said.index("1. Quality improvement [1]"), said.index("2. Presentations [1]")
    assert said[first + 3 : second] == ["Every stage of two cycles", "Some stages of one cycle", "No entry."]
    assert said[second + 1 : second + 5] == [
        "Option: Talk at a national meeting.", "Claimed 5, supported 3 of 6.", "No entry.",
        "Supports it, not claimed:",
    ]  # fmt: skip


def test_an_entry_not_counted_stands_in_its_part() -> None:
    said = [part for part in read(docx_file(indexed.with_entries_not_counted())) if isinstance(part, str)]
    first = said.index("1. Presentations [1]")
    assert said[first + 3 : first + 5] == [
        "Fits an option here, not counted today:", "May count here: something is not said yet:",
    ]  # fmt: skip
    assert "In no domain of this form" not in said


def test_the_same_index_is_the_same_bytes_and_no_part_bears_the_time_of_writing() -> None:
    made = docx_file(indexed.index())
    assert made == docx_file(indexed.index())
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert core.count("2026-11-20T00:00:00Z") == 2


def test_characters_that_no_document_can_hold_are_left_out() -> None:
    record = indexed.RECORD.model_copy(update={"doctor": Doctor(label="Trust\x00 \x0bdoctor\x1f")})
    assert "Trust doctor. As of 20 November 2026." in read(docx_file(indexed.index(record)))


def test_the_head_of_a_table_stands_on_each_of_its_pages() -> None:
    document = Document(io.BytesIO(docx_file(indexed.index())))
    for table in document.tables:
        assert table.rows[0]._tr.trPr.xpath("./w:tblHeader")
        assert all(row._tr.trPr.xpath("./w:cantSplit") for row in table.rows[1:])
