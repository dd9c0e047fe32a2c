"""What does the doctor take away? Calendar, page to print and evidence index, made from one record on one day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workbook.app.opening import now
from workbook.stations.takeaway import calendar_of, docx_of, page_of, xlsx_of

if TYPE_CHECKING:
    from workbook.facts import Facts
    from workbook.record import Record


def calendar_bytes(record: Record, facts: Facts, on: date) -> bytes:
    """The dates of the line as an .ics file."""
    from workbook.stations.answers import Answers

    return calendar_of(Answers(record, facts, on), now())


def page_bytes(record: Record, facts: Facts, on: date, specialty: str, year: int) -> bytes:
    """The audit, the line and the plan as one page to print (HTML, UTF-8)."""
    from workbook.stations.answers import Answers

    return page_of(Answers(record, facts, on), specialty, year)


def docx_bytes(record: Record, facts: Facts, on: date, specialty: str, year: int) -> bytes:
    """The evidence index and the claims table as a Word document."""
    from workbook.stations.answers import Answers

    return docx_of(Answers(record, facts, on), specialty, year)


def xlsx_bytes(record: Record, facts: Facts, on: date, specialty: str, year: int) -> bytes:
    """The evidence index and the claims table as an Excel workbook."""
    from workbook.stations.answers import Answers

    return xlsx_of(Answers(record, facts, on), specialty, year)
