"""What table does a file hold? CSV or XLSX bytes become a heading and numbered rows, or one line that says why not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from workbook.base.days import in_words
from workbook.record.importing.file_names import clean

MAX_BYTES = 5_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 200

# A spreadsheet counts days from this one, so that 1 March 1900 is day 61 although 1900 had no 29 February.
SERIAL_START = date(1899, 12, 30)

Cell = str | int | float | bool | date | datetime | None


class ImportProblem(ValueError):
    """A file, or the matching of its columns, cannot be used; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file. `number` is the row number a spreadsheet program shows for it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A heading and the rows below it, as many cells in each row as there are column names.

    Column names are never empty and stand once each. `above` holds rows before the heading (a title, a note), `sheet`
    the name of the worksheet read and `other_sheets` those that hold something too: nothing is left out unsaid.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[Row, ...] = ()
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()
    serial_start: date = SERIAL_START


def read_table(data: bytes, filename: str, sheet: str | None = None) -> Table:
    """The table in a CSV or XLSX file; `sheet` chooses a worksheet. Raises `ImportProblem`, one line."""
    name = short_name(filename)
    if len(data) > MAX_BYTES:
        raise ImportProblem(f"{name}: larger than {MAX_BYTES // 1_000_000} MB; save only the list of evidence")
    if not data.strip():
        raise ImportProblem(f"{name}: the file is empty")
    if other := _what_else(data):
        raise ImportProblem(f"{name}: {other}")
    if data.startswith(b"PK\x03\x04"):
        from workbook.record.importing.xlsx import read_workbook

        return read_workbook(data, name, sheet)
    from workbook.record.importing.delimited import read_delimited

    return read_delimited(data, name)


def short_name(filename: str) -> str:
    """The name of a file as a line says it: without its folder, at most 80 characters."""
    return " ".join(clean(filename.replace("\\", "/").rsplit("/", 1)[-1]).split())[:80] or "the file"


def plain_text(data: bytes, name: str) -> str:
    """The bytes as text: UTF-8 or the older Windows coding. Raises `ImportProblem` for anything else."""
    if other := _what_else(data):
        raise ImportProblem(f"{name}: {other}")
    for coding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if re.search(r"[\x00-\x08\x0e-\x1f]", text):
            break
        return text
    raise ImportProblem(f"{name}: not a spreadsheet (CSV or XLSX) or list that can be read; save it as “CSV UTF-8”")


def table_from(name: str, rows: Iterable[Row], **more: object) -> Table:
    """Finds the heading among the rows, drops blank ones, and names every column. Raises `ImportProblem`."""
    filled: list[Row] = []
    for row in rows:
        cells = _trimmed(row.cells)
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise too_wide(name, row.number)
        filled.append(Row(row.number, cells))
        if len(filled) > MAX_ROWS + 1:
            raise ImportProblem(f"{name}: more than {MAX_ROWS} rows; bring it in as several files")
    if not filled:
        raise ImportProblem(f"{name}: there is nothing in it")
    # A title often stands alone above the list: the heading is the first row that names more than one column.
    place = next((n for n, row in enumerate(filled) if sum(c is not None for c in row.cells) > 1), 0)
    below = filled[place + 1 :]
    if not below:
        raise ImportProblem(f"{name}: it has a heading and no rows below it")
    width = max(len(row.cells) for row in filled[place:])
    return Table(
        name=name,
        header=_column_names(filled[place].cells, width),
        rows=tuple(Row(row.number, row.cells + (None,) * (width - len(row.cells))) for row in below),
        above=tuple(filled[:place]),
        **more,  # type: ignore[arg-type]  # handed through by the two readers of this folder
    )


def too_wide(name: str, row: int) -> ImportProblem:
    """What is said of a row that is wider than any list."""
    return ImportProblem(f"{name}: row {row} has more than {MAX_COLUMNS} columns")


def _what_else(data: bytes) -> str | None:
    """What the first bytes say the file is, when it is not a table; None when it may be one."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "it is protected by a password; save a copy without one"
        return "it is an old Excel file (.xls); save it as .xlsx or CSV"
    for start, words in (
        (b"\x89PNG", "it is a picture"),
        (b"\xff\xd8\xff", "it is a picture"),
        (b"GIF8", "it is a picture"),
        (b"RIFF", "it is a picture, a sound or a film"),
        (b"%PDF", "it is a PDF"),
        (b"{\\rtf", "it is a text document"),
    ):
        if data.startswith(start):
            return f"{words}, not a spreadsheet (CSV or XLSX)"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _every_other_is_nul(data[:4000]):
        return "it is UTF-16 text; save it as “CSV UTF-8”"
    return None


def _every_other_is_nul(data: bytes) -> bool:
    """UTF-16 without its mark: Latin letters leave every second byte zero."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    return max(even, odd) > 0.3 * len(data) and min(even, odd) < 0.05 * len(data)


def _trimmed(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells without blanks at the end; a cell of spaces is blank."""
    kept: list[Cell] = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    while kept and kept[-1] is None:
        kept.pop()
    return tuple(kept)


def _column_names(cells: tuple[Cell, ...], width: int) -> tuple[str, ...]:
    names: list[str] = []
    for index in range(width):
        cell = cells[index] if index < len(cells) else None
        name = heading_words(cell) or f"Column {column_letters(index)}"
        count = 2
        unique = name
        while unique in names:
            unique, count = f"{name} ({count})", count + 1
        names.append(unique)
    return tuple(names)


def heading_words(cell: Cell) -> str:
    """A cell as the name of a column: one line, at most 80 characters."""
    if isinstance(cell, date):
        return in_words(cell)
    return " ".join(str(cell).split())[:80] if cell is not None else ""


def column_letters(index: int) -> str:
    """The letters a spreadsheet program shows for the column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
