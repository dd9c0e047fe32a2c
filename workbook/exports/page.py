"""What can be printed? The audit of one programme, the line and the plan on one page that needs nothing else.

One HTML file: style inside, no script, no request to any host; what the doctor typed is text. Every figure carries the
number of its source, and the sources stand at the end with the day each was read.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workbook.base.templates import render
from workbook.exports.claims_table import HEADINGS, claims_rows, option_words
from workbook.exports.evidence_index import UNUSED
from workbook.exports.line_picture import line_picture
from workbook.exports.sources import Sources, locks
from workbook.rules.naming import name_of

if TYPE_CHECKING:
    from workbook.exports.evidence_index import EvidenceIndex
    from workbook.record.models import Record
    from workbook.rules.calendar import Line
    from workbook.rules.gates import Gates
    from workbook.rules.permission import PermissionState
    from workbook.rules.plan import Plan
    from workbook.rules.residence import Residence
    from workbook.rules.scoring import Score

TEMPLATE = "exports/templates/audit.html.j2"


def audit_page(
    record: Record,
    *,
    on: date,
    score: Score | None = None,
    gates: Gates | None = None,
    line: Line | None = None,
    residence: Residence | None = None,
    permission: PermissionState | None = None,
    plan: Plan | None = None,
    index: EvidenceIndex | None = None,
    specialty: str | None = None,
    year: int | None = None,
    gaps: tuple[str, ...] = (),
) -> str:
    """The page as HTML text. Parts that are not given are left out, and `gaps` say why in sentences.

    `specialty` is the programme's title in words; `year` is that of its posts, where neither score nor gates tell it.
    """
    about = score or gates
    return str(
        render(
            TEMPLATE,
            record=record,
            on=on,
            programme=specialty or (programme_words(about.specialty) if about else None),
            year=about.year if about else year,
            gaps=gaps,
            locks=locks(score, gates),
            score=score,
            gates=gates,
            line=line,
            picture=line_picture(line) if line else None,
            ahead=[event for event in line.events if event.lasts_to(on)] if line else [],
            residence=residence,
            permission=permission,
            plan=plan,
            index=index,
            claims=claims_rows(index) if index else (),
            claim_headings=HEADINGS,
            option_words=option_words,
            unused_heading=UNUSED,
            sources=Sources(),
            evidence={entry.id: name_of(entry) for entry in record.evidence},
        )
    )


def programme_words(specialty: str) -> str:
    """The id of a programme as words: internal-medicine-ct1 is Internal Medicine CT1."""
    small = ("and", "of", "in", "the")
    words = specialty.split("-")
    level = words.pop().upper() if words[-1][:2] in ("ct", "st") else None
    said = [word if word in small else word.capitalize() for word in words]
    return " ".join([*said, level] if level else said)
