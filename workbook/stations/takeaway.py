"""What can be taken away from any station? Calendar, page to print, evidence index, the record itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from workbook.facts.core import Unknown
from workbook.record import record_to_yaml

if TYPE_CHECKING:
    from workbook.exports.evidence_index import EvidenceIndex
    from workbook.record import Record
    from workbook.stations.answers import Answers

T = TypeVar("T")


def calendar_of(answers: Answers, now: datetime) -> bytes:
    """The dates of the line as an .ics file. `now` stamps the events."""
    from workbook.exports.ics import calendar_file

    return calendar_file(answers.line(), answers.on, now)


def page_of(answers: Answers, specialty: str, year: int) -> bytes:
    """The audit, the line and the plan as one page to print (HTML, UTF-8).

    Where no matrix or no specification of the programme is here, the page says so and holds the rest.
    """
    from workbook.exports.page import audit_page

    title = answers.facts.specialty(specialty).title
    score, no_score = _known(lambda: answers.score(specialty, year))
    gates, no_gates = _known(lambda: answers.gates(specialty, year))
    gaps = tuple(dict.fromkeys(gap for gap in (no_score, no_gates) if gap))
    page = audit_page(
        record=answers.record, score=score, gates=gates, line=answers.line(), residence=answers.residence(),
        permission=answers.permission(), plan=answers.plan(), specialty=title, year=year, on=answers.on, gaps=gaps,
        index=index_of(answers, specialty, year),
    )  # fmt: skip
    return page.encode("utf-8")


def index_of(answers: Answers, specialty: str, year: int) -> EvidenceIndex:
    """The evidence in the order the verifier reads. Where a fact is not here, the index says so and holds the rest."""
    from workbook.exports.evidence_index import evidence_index
    from workbook.exports.sources import locks
    from workbook.rules.documents import documents

    score, no_score = _known(lambda: answers.score(specialty, year))
    gates, no_gates = _known(lambda: answers.gates(specialty, year))
    spec, _ = _known(lambda: answers.facts.person_spec(specialty, year))
    return evidence_index(
        answers.record, score=score, gates=gates.findings if gates else (),
        documents=documents(answers.record, answers.facts, specialty, year, answers.on),
        programme=answers.facts.specialty(specialty).title, year=year, on=answers.on, locks=tuple(locks(score, gates)),
        gaps=tuple(dict.fromkeys(gap for gap in (no_score, no_gates) if gap)),
        title_of=answers.facts.evidence().title_of,
        asked={one.id: one.evidence for one in spec.essential} if spec else {},
    )  # fmt: skip


def docx_of(answers: Answers, specialty: str, year: int) -> bytes:
    """The evidence index and the claims table as a Word document."""
    from workbook.exports.docx_file import docx_file

    return docx_file(index_of(answers, specialty, year))


def xlsx_of(answers: Answers, specialty: str, year: int) -> bytes:
    """The evidence index and the claims table as an Excel workbook."""
    from workbook.exports.xlsx_file import xlsx_file

    return xlsx_file(index_of(answers, specialty, year))


def _known(ask: Callable[[], T]) -> tuple[T | None, str | None]:
    """The answer; or none, and in a sentence which fact is not here."""
    try:
        return ask(), None
    except Unknown as error:
        return None, f"A gap in our data, not a sign that there is nothing: {error}. Read the official page."


def record_file(record: Record) -> bytes:
    """The whole record as YAML, to keep, to move to another computer, or to show a mentor."""
    return record_to_yaml(record).encode("utf-8")
