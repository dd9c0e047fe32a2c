"""What table does an XLSX workbook hold? Only what was typed: the answer of a formula may be out of date."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from workbook.record.importing.table import (
    MAX_COLUMNS,
    SERIAL_START,
    Cell,
    ImportProblem,
    Row,
    Table,
    column_letters,
    table_from,
    too_wide,
)

MAX_UNPACKED = 60_000_000


def read_workbook(data: bytes, name: str, sheet: str | None) -> Table:
    """The first worksheet that holds anything, or the one named. Raises `ImportProblem`."""
    _check_package(data, name)
    # Brought in only when an XLSX file comes: it costs 20 MB. It has no stubs.
    import openpyxl  # type: ignore[import-untyped]  # it has no types

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drop-down lists, of which nothing is read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = {worksheet.title: worksheet for worksheet in book.worksheets}
    except Exception as error:  # openpyxl raises whatever the damage made it meet
        raise ImportProblem(f"{name}: a damaged Excel file; open it, save it again and try once more") from error
    if sheet is not None and sheet not in sheets:
        raise ImportProblem(f"{name}: there is no sheet {sheet!r}; it has {', '.join(sheets)}")
    try:
        holding = [title for title, worksheet in sheets.items() if _holds_something(worksheet, name)]
        chosen = sheet or (holding[0] if holding else None)
        if chosen is None:
            raise ImportProblem(f"{name}: there is nothing in it")
        return table_from(
            name,
            _rows(sheets[chosen], name),
            sheet=chosen,
            other_sheets=tuple(title for title in holding if title != chosen),
            serial_start=SERIAL_START if book.epoch.year < 1904 else book.epoch.date(),
        )
    except ImportProblem:
        raise
    except Exception as error:  # the rows are read lazily, so damage may show only here
        raise ImportProblem(f"{name}: a damaged Excel file; open it, save it again and try once more") from error
    finally:
        book.close()


def _check_package(data: bytes, name: str) -> None:
    """Whether the bytes are an Excel workbook of honest size, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except zipfile.BadZipFile as error:
        raise ImportProblem(f"{name}: a damaged Excel file; open it, save it again and try once more") from error
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise ImportProblem(f"{name}: not a spreadsheet (CSV or XLSX)")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise ImportProblem(f"{name}: far larger inside than a list of evidence can be")


def _holds_something(worksheet: Any, name: str) -> bool:
    if not hasattr(worksheet, "reset_dimensions"):  # a sheet that is only a chart
        return False
    worksheet.reset_dimensions()  # a file may claim a million columns
    worksheet._get_row = _RowReader(worksheet, name)
    try:
        return any(cells for cells in worksheet.iter_rows())
    except ImportProblem:  # too wide to be read, which matters only where this sheet is to be read
        return True


class _RowReader:
    """Makes the cells of one row, up to the last that holds something.

    The library's own makes every cell up to the last that has so much as a colour: 16,384 for each row of a sheet that
    was coloured to its edge.
    """

    def __init__(self, worksheet: Any, name: str) -> None:
        self._worksheet, self._name = worksheet, name

    def __call__(self, row: list[dict[str, Any]], *_: object, **__: object) -> tuple[Any, ...]:
        from openpyxl.cell.read_only import ReadOnlyCell  # type: ignore[import-untyped]  # it has no types

        filled = {int(cell["column"]): cell for cell in row if cell["value"] is not None}
        last = max(filled, default=0)
        if last > MAX_COLUMNS:
            raise too_wide(self._name, int(filled[last]["row"]))
        return tuple(ReadOnlyCell(self._worksheet, **filled[n]) if n in filled else None for n in range(1, last + 1))


def _rows(worksheet: Any, name: str) -> Iterator[Row]:
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        values: list[Cell] = []
        for index, cell in enumerate(cells):
            if cell is not None and cell.data_type == "f":
                raise ImportProblem(
                    f"{name}: cell {column_letters(index)}{number} holds a formula; "
                    "copy the list and paste it as values, then try again"
                )
            values.append(None if cell is None else _value(cell.value))
        yield Row(number, tuple(values))


def _value(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if value is None or isinstance(value, str | bool | int | float | date):
        return value
    return str(value)
