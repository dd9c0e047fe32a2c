"""Which day does a cell say, for certain? British order, and a refusal wherever another order cannot be ruled out.

A list may have passed through a program set to another order. Three signs of it are looked for in all its columns of
days before any is read, and hold for all of them: a written day whose second number can only be a day (8/31/2026; a
British program that read such a list left that as text and turned 8/3 into 8 March); days that stand as text only where
their first number is above 12, beside true dates only up to the 12th (an American program turned 3/8 into 8 March and
left 13/8 alone); a bare number, which counts days from 1900 in one program and from 1904 in another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workbook.base.days import EARLIEST, LATEST, NotADay, in_words, short, typed_day
from workbook.record.importing.table import Cell, Table

_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
# An export writes a day with a time of that day; a time of another zone may belong to another day, so only midnight is
# taken off there.
_TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?$")
_CLOCK = re.compile(r"[T ,]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?: ?([AaPp])\.?[Mm]\.?)?$")
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(:00(\.0+)?)?(Z|\+00:00)$")
_OTHER_COUNT = timedelta(days=1462)  # between the two first days that spreadsheet programs count from


class NotCertain(ValueError):
    """The cell may be one day or another; the message says which and what to write."""


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads the days of one table, knowing what stands in the others.

    `month_first` is a written day, with its row, that has the month first; `left_as_text` one with the day first that a
    program set to American order would have left as text.
    """

    serial_start: date
    month_first: tuple[str, int] | None
    left_as_text: tuple[str, int] | None

    def read(self, cell: Cell) -> tuple[date, str | None]:
        """The day, and what to look at again, if anything. Raises `NotADay` and `NotCertain`."""
        if isinstance(cell, bool):
            raise NotCertain("this is not a date; write it like 3 Aug 2026 or 3/8/2026")
        if isinstance(cell, date):
            return self._true_date(date(cell.year, cell.month, cell.day)), None
        if isinstance(cell, int | float):
            day = self._counted(float(cell))
            return day, f"the number {cell:g} was read as {in_words(day)}"
        text = " ".join(str(cell).split())
        if re.fullmatch(r"\d{5}", text):
            one = self._counted(float(text))
            raise NotCertain(
                f"“{text}” is a number that a spreadsheet keeps for a day: {short(one)}, "
                f"or {short(one + _OTHER_COUNT)} in a file that counts from 1904. Write the day like 3 Aug 2026"
            )
        return self._written(_TIME.sub("", _MIDNIGHT.sub("", text))), None

    def _true_date(self, day: date) -> date:
        if not EARLIEST <= day <= LATEST:
            raise NotADay(f"the year {day.year} is outside {EARLIEST.year} to {LATEST.year}")
        sign = self.month_first or self.left_as_text
        if sign and day.day <= 12 and day.day != day.month:
            said, row = sign
            other = date(day.year, day.day, day.month)
            raise NotCertain(
                f"{short(day)} may have been {short(other)}: “{said}” in row {row} was left as text, as a "
                "spreadsheet set to another order leaves it. Write the day like 3 Aug 2026"
            )
        return day

    def _written(self, text: str) -> date:
        day = typed_day(text)
        if self.month_first and _NUMBERS.fullmatch(text) and day.day <= 12 and day.day != day.month:
            said, row = self.month_first
            raise NotCertain(
                f"“{text}” may be {short(day)} or {short(date(day.year, day.day, day.month))}: row {row} has the month "
                f"first (“{said}”). Write the day like 3 Aug 2026"
            )
        return day

    def _counted(self, number: float) -> date:
        first, last = (EARLIEST - self.serial_start).days, (LATEST - self.serial_start).days
        if not first <= number <= last:  # also false for a number that is not one
            raise NotCertain(f"“{number:g}” is not a date; write it like 3 Aug 2026 or 3/8/2026")
        return self.serial_start + timedelta(days=int(number))


def time_of(cell: Cell) -> str | None:
    """The time of day beside a day, as 0930, so that two things of one day are two; None where none is written.

    Midnight is what programs write where no time was given.
    """
    if isinstance(cell, datetime):
        hour, minute = cell.hour, cell.minute
    elif isinstance(cell, str) and (clock := _CLOCK.search(" ".join(cell.split()))):
        hour, minute = int(clock[1]), int(clock[2])
        if clock[3]:
            hour = hour % 12 + (12 if clock[3] in "Pp" else 0)
    else:
        return None
    return f"{hour:02}{minute:02}" if (hour, minute) != (0, 0) and hour < 24 and minute < 60 else None


def day_reader(table: Table, matching: Mapping[str, str]) -> DayReader:
    """The reader for this table: looks at every cell of its columns of days once."""
    columns = [n for n, name in enumerate(table.header) if matching.get(name) in ("day", "start", "end", "proof.dated")]
    every = [cell for row in table.rows for n in columns if isinstance(cell := row.cells[n], date)]
    month_first: tuple[str, int] | None = None
    left_as_text: tuple[str, int] | None = None
    for column in columns:
        here = [cell for row in table.rows if isinstance(cell := row.cells[column], date)] or every
        early = bool(here) and all(day.day <= 12 for day in here)
        for row in table.rows:
            cell = row.cells[column]
            match = _NUMBERS.match(cell.strip()) if isinstance(cell, str) else None
            if match is None:
                continue
            first, second = int(match[1]), int(match[2])
            if left_as_text is None and early and 12 < first <= 31 and second <= 12:
                left_as_text = (match[0], row.number)
            if month_first is None and first <= 12 < second <= 31:
                month_first = (match[0], row.number)
    return DayReader(table.serial_start, month_first, left_as_text)
