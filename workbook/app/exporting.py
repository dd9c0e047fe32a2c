"""What does the doctor take away? The calendar file and the page to print, made from one record on one day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workbook.app.opening import now
from workbook.stations.takeaway import calendar_of, page_of

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
