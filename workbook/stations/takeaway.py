"""What can be taken away from any station? The calendar file, the page to print, the record itself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from workbook.record import record_to_yaml

if TYPE_CHECKING:
    from workbook.record import Record
    from workbook.stations.answers import Answers


def calendar_of(answers: Answers, now: datetime) -> bytes:
    """The dates of the line as an .ics file. `now` stamps the events."""
    from workbook.exports.ics import calendar_file

    return calendar_file(answers.line(), answers.on, now)


def page_of(answers: Answers, specialty: str, year: int) -> bytes:
    """The audit, the line and the plan as one page to print (HTML, UTF-8)."""
    from workbook.exports.page import audit_page

    page = audit_page(
        record=answers.record, score=answers.score(specialty, year), gates=answers.gates(specialty, year),
        line=answers.line(), residence=answers.residence(), permission=answers.permission(), plan=answers.plan(),
        specialty=answers.facts.specialty(specialty).title, on=answers.on,
    )  # fmt: skip
    return page.encode("utf-8")


def record_file(record: Record) -> bytes:
    """The whole record as YAML, to keep, to move to another computer, or to show a mentor."""
    return record_to_yaml(record).encode("utf-8")
