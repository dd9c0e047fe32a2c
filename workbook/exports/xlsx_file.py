"""The evidence index and the claims table as an Excel workbook. Whatever was typed is text: no cell is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from workbook.base.days import in_words
from workbook.exports.claims_table import HEADINGS, Cell, claims_rows, one_option, option_words
from workbook.exports.evidence_index import ADVICE, UNUSED, EvidenceIndex, Shown
from workbook.exports.packed import clean, repacked
from workbook.exports.sources import Sources

if TYPE_CHECKING:
    from workbook.rules.finding import FactRef

INDEX = ("Domain", "Option claimed", "Entry", "Kind", "Days", "Document", "Signed by", "Date on it", "What is missing",
         "Sources")  # fmt: skip
GATES = ("Criterion", "What it asks", "Where it stands", "Why", "Shown by", "Your documents", "What is missing",
         "Sources")  # fmt: skip
SOURCES = ("No.", "Publisher", "Page", "Address", "Date of the page", "Read on", "Standing", "Confidence")
_NUMBER = "General"
MOST = 32_000  # code units of UTF-16 in a cell; Excel holds 32,767 and cuts the rest away unsaid


def xlsx_file(index: EvidenceIndex) -> bytes:
    """The index as the bytes of an .xlsx file: the same bytes for the same index."""
    # Brought in only when it is asked for: it costs 20 MB. It has no stubs.
    import openpyxl  # type: ignore[import-untyped]  # it has no types

    book = openpyxl.Workbook()
    book.remove(book.active)
    sources = Sources()
    above = _above(index)
    _sheet(book, "Evidence index", INDEX, _index_rows(index, sources), (22, 34, 34, 22, 20, 26, 18, 14, 44, 9), above)
    _sheet(book, "Claims", HEADINGS, claims_rows(index), (24, 44, 10, 10, 8, 34, 44), above)
    _sheet(book, "Gates", GATES, _gate_rows(index, sources), (26, 44, 18, 44, 24, 40, 36, 9), [*above, ADVICE])
    _sheet(book, "Sources", SOURCES, _source_rows(sources), (6, 24, 44, 44, 16, 18, 14, 12), above[:2])
    book.properties.creator = "The Ladder"
    book.properties.title = f"Evidence index, {index.programme} {index.year}"
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue(), index.on)


def _above(index: EvidenceIndex) -> list[str]:
    """The lines above each table: whose it is, for which programme, of which years, on which day."""
    return [
        f"{index.programme}, posts starting in {index.year}", f"{index.label}. As of {in_words(index.on)}.",
        *index.locks, *index.gaps, *index.notes,
    ]  # fmt: skip


def _index_rows(index: EvidenceIndex, sources: Sources) -> Iterable[tuple[Cell, ...]]:
    """A row for each entry of each option, and one for an option without entries: no claim is left out."""
    for domain in index.domains:
        numbers, title = _numbers(sources, domain.facts), f"{domain.number}. {domain.title}"
        also = "\n".join(domain.missing) or ("" if domain.entries else domain.because)  # said once, in the first row
        groups = [(one_option(domain, option), option.entries) for option in domain.options]
        for text, entries in groups or [(option_words(domain), ())]:
            for cells in [_entry(entry) for entry in entries] or [_NO_ENTRY]:
                yield (title, text, *_with(cells, also), numbers)
                also = ""
        for text, entries in domain.groups:
            for entry in entries:
                yield (title, text, *_entry(entry), numbers)
    for entry in index.unused:
        yield (UNUSED, "", *_entry(entry), "")


def _entry(entry: Shown) -> tuple[str, ...]:
    """From the entry's title to what is missing."""
    return (
        entry.title, entry.kind or "", entry.days, entry.file or entry.document,
        entry.signed_by or _not_said(entry), in_words(entry.dated) if entry.dated else _not_said(entry),
        "\n".join(entry.missing),
    )  # fmt: skip


_NO_ENTRY = ("No entry", "", "", "", "", "", "")


def _with(cells: tuple[str, ...], also: str) -> tuple[str, ...]:
    """The cells of an entry with what the part itself lacks added to what is missing."""
    return (*cells[:-1], "\n".join(filter(None, (cells[-1], also))))


def _not_said(entry: Shown) -> str:
    """Of a document that is there, what is not said of it; where there is none, nothing more is to be said."""
    return "not said" if entry.file else ""


def _gate_rows(index: EvidenceIndex, sources: Sources) -> Iterable[tuple[Cell, ...]]:
    for gate in index.gates:
        shown = "\n".join(f"{entry.title}: {entry.document}" for entry in gate.entries)
        lacking = "\n".join((*gate.missing, *(said for entry in gate.entries for said in entry.missing)))
        yield (
            gate.title, gate.text, gate.stands, gate.because, ", ".join(gate.asked), shown, lacking,
            _numbers(sources, gate.facts),
        )  # fmt: skip


def _source_rows(sources: Sources) -> Iterable[tuple[Cell, ...]]:
    for number, known in enumerate(sources.listed, 1):
        yield (
            float(number), known.source.publisher, known.source.title, known.source.url or "",
            known.source.page_date or "not shown", in_words(known.checked_on),
            known.status.value.replace("_", " "), known.confidence.value,
        )  # fmt: skip


def _numbers(sources: Sources, facts: Iterable[FactRef]) -> str:
    return ", ".join(map(str, sources.numbers(facts)))


def _sheet(
    book: Any, title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int],
    above: Sequence[str],
) -> None:  # fmt: skip
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    for line in above:
        _put(sheet.cell(sheet.max_row + 1 if sheet["A1"].value is not None else 1, 1), line)
    head = sheet.max_row + 2 if above else 1
    for column, heading in enumerate(headings, 1):
        cell = sheet.cell(head, column)
        _put(cell, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="E3EFEF")
        sheet.column_dimensions[get_column_letter(column)].width = widths[column - 1]
    fitting = (part for values in rows for part in _parts(values))
    for number, values in enumerate(fitting, head + 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            _put(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"


def _parts(values: Sequence[Cell]) -> Iterable[Sequence[Cell]]:
    """The row, or as many as it takes for each cell to hold its text: the lines of its cells stay side by side."""
    columns = [_lines(value) if isinstance(value, str) else [] for value in values]
    if all(_units("\n".join(lines)) <= MOST for lines in columns):
        yield values
        return
    first, last = 0, max(map(len, columns))
    while first < last:
        until = first + 1
        while until < last and all(_units("\n".join(lines[first : until + 1])) <= MOST for lines in columns):
            until += 1
        row: list[Cell] = ["\n".join(lines[first:until]) for lines in columns]
        if first == 0:  # the figures stand once, in the first row
            row = [text if isinstance(value, str) else value for value, text in zip(values, row, strict=True)]
        else:
            row[0] = f"{values[0]} (continued)"
        yield row
        first = until


def _lines(text: str) -> list[str]:
    """The lines of a text; one that no cell can hold is several."""
    most = MOST // 2  # a character may be two units
    return [
        line[at : at + most] for line in clean(text).split("\n") for at in range(0, max(1, len(line)), most)
    ]  # fmt: skip


def _units(text: str) -> int:
    """How long Excel takes the text to be."""
    return len(text.encode("utf-16-le")) // 2


def _put(cell: Any, value: Cell) -> None:
    """Put a number as a number and text as text, marked as such, whatever it begins with or spells: =1+1, #N/A."""
    if value is None:
        cell.value = "not shown"
        return
    if isinstance(value, float | int):
        cell.value, cell.number_format = value, _NUMBER
        return
    cell.value = clean(value)
    if cell.value:
        cell.data_type = "s"
        cell.quotePrefix = True
