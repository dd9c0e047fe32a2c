"""From which day does an entry count for a gate: done, planned for a day, or not said?

The rule of workbook.rules.pieces. Kinds that score nowhere (an attachment, a reflection) have no words there: for them
it is the same, and only `done` counts as done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.base.days import in_words
from workbook.facts.evidence import EvidenceKinds
from workbook.record.models import Evidence
from workbook.rules.pieces import piece_of


@dataclass(frozen=True, slots=True)
class DayOfEntry:
    """`ready`: the first day on which it counts as done, ahead where it is planned; None where that cannot be said.

    `question` then stands in the way. `undated`: done, and on no day that is known. `last`: its last day, by which its
    age is told; a role still held goes on.
    """

    ready: date | None
    last: date | None
    undated: bool = False
    question: str | None = None


def day_of_entry(entry: Evidence, kinds: EvidenceKinds, on: date) -> DayOfEntry:
    """How the entry stands on the day."""
    piece = piece_of(entry, kinds, on)
    if piece is not None:
        return DayOfEntry(piece.ready, None if piece.undated else piece.last_day, piece.undated, piece.question)
    end, dated = entry.end, entry.proof.dated if entry.proof else None
    if entry.status == "done":
        known = end or (dated if dated is not None and dated <= on else None)
        return DayOfEntry(known or on, known, undated=known is None)
    if end is not None and end > on:
        return DayOfEntry(end, end)
    if entry.status is None:
        return DayOfEntry(None, None, question="how far is it?")
    question = f"it was to end on {in_words(end)}: is it done?" if end is not None else None
    return DayOfEntry(None, None, question=question)
