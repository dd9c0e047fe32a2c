"""What can be printed? The audit of one programme, the line and the plan on one page that needs nothing else.

One HTML file: style inside, no script, no request to any host; what the doctor typed is text. Every figure carries the
number of its source, and the sources stand at the end with the day each was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.templates import render
from workbook.exports.claims_table import HEADINGS, claims_rows, option_words
from workbook.exports.evidence_index import UNUSED
from workbook.exports.line_picture import line_picture
from workbook.rules.naming import name_of

if TYPE_CHECKING:
    from workbook.exports.evidence_index import EvidenceIndex
    from workbook.facts.core import Provenance
    from workbook.record.models import Record
    from workbook.rules.calendar import Line
    from workbook.rules.finding import FactRef
    from workbook.rules.gates import Gates
    from workbook.rules.permission import PermissionState
    from workbook.rules.plan import Plan
    from workbook.rules.residence import Residence
    from workbook.rules.scoring import Score

TEMPLATE = "exports/templates/audit.html.j2"


@dataclass(slots=True)
class Sources:
    """The numbered list of sources a page rests on, in the order in which it first names them."""

    listed: list[Provenance] = field(default_factory=list)

    def numbers(self, facts: Iterable[FactRef | None]) -> tuple[int, ...]:
        """The numbers of these facts' sources, each once, ascending. One page read on one day has one number."""
        found: set[int] = set()
        for fact in facts:
            if fact is None:
                continue
            said = [number for number, known in enumerate(self.listed, 1) if _same(known, fact.provenance)]
            if not said:
                self.listed.append(fact.provenance)
                said = [len(self.listed)]
            found.add(said[0])
        return tuple(sorted(found))


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


def locks(score: Score | None, gates: Gates | None) -> list[str]:
    """To which year the rules of selection and the criteria belong. A score that gives points says its year itself."""
    said = []
    if score and not score.scored and score.matrix_year is not None:
        said.append(_lock("Rules of selection", score.matrix_year, score.year))
    if gates and gates.spec_year is not None:
        said.append(_lock("Criteria from the person specification", gates.spec_year, gates.year))
    return said


def _lock(what: str, of_year: int, asked: int) -> str:
    if of_year == asked:
        return f"{what} of {of_year}."
    return (
        f"{what} of {of_year}, the newest one in this workbook that is not after {asked}. Your round is {asked}: "
        "read the official page of that year before you rely on it."
    )


def _same(one: Provenance, other: Provenance) -> bool:
    return (one.source, one.checked_on, one.status, one.confidence) == (
        other.source,
        other.checked_on,
        other.status,
        other.confidence,
    )
