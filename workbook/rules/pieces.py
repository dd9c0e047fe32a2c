"""From which day does an entry of the record count, and is its document in order?

The plain rules, the same for every programme:

* An entry counts as done from the day it was finished: its end, else the day on its document, else (said to be done, no
  day given) today. An entry that is not done yet counts from the end the doctor has planned, if that lies ahead.
* A document is in order when a file is named, it is dated or signed, and the doctor has said that patient identifiers
  are removed. It counts from the day it bears. It must not be older than what it shows: than the end of what is
  finished, or, of a role still held or with no end given, than the day on which the months were complete. Where a
  letter of acceptance or a contract shows the thing (vocabulary: shown_ahead), it may be older.
* A role still held counts for the months so far (vocabulary: ongoing_counts); everything else only when finished.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from workbook.base.days import in_words
from workbook.facts.evidence import EvidenceKinds, Value, Words
from workbook.record.models import Evidence
from workbook.rules.naming import name_of
from workbook.rules.points import key_of

Kept = Literal["evidence", "exams", "posts", "doctor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One entry, ready to be matched.

    `ready` is the first day on which it counts as done, null when that cannot be said: `question` then asks for it.
    `undated`: said to be done without a day, so known only as of today. `trouble` is what the document lacks.
    `held_since`: a role still held, whose months grow until `held_until`. `since` is the first day of what is done and
    bears no last day. `status` is how far the entry says it is. `kept` is the list of the record it stands in, `file`
    its document. `at_most` holds what an unsaid number cannot exceed.
    """

    id: str
    title: str
    words: Words
    values: dict[str, Value]
    derived: tuple[str, ...]
    unread: tuple[str, ...]
    never: str | None
    ready: date | None
    undated: bool
    question: str | None
    dated: date | None
    trouble: str | None
    held_since: date | None
    held_until: date | None
    since: date | None = None
    status: str | None = None
    kept: Kept = "evidence"
    file: str | None = None
    at_most: Mapping[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its id, unlike that of any other piece of the record."""
        return key_of(self.id, self.kept)

    @property
    def last_day(self) -> date | None:
        """The last day of it: of a role still held the end agreed, or none ever."""
        return (self.held_until or date.max) if self.held_since else self.ready

    def documented(self, ready: date | None, complete: date | None = None) -> date | None:
        """The first day on which it counts with its document in order, given the day from which it counts at all.

        `complete` is the first day on which it can have lasted the months asked for, where it bears no last day.
        """
        if ready is None or self.trouble is not None:
            return None
        if self.dated is None:
            return ready
        if self.held_since is not None and self.dated < ready:
            return None
        if complete is not None and self.dated < complete and not self.words.shown_ahead:
            return None
        return max(ready, self.dated)


def piece_of(entry: Evidence, kinds: EvidenceKinds, on: date) -> Piece | None:
    """The entry as a piece on this day; None when its kind is unknown or has no words in which anything is asked."""
    said = kinds.as_needs(entry)
    if said is None:
        return None
    held = said.words.ongoing_counts and entry.status == "started" and entry.start is not None
    values = dict(said.values)
    if held:
        for key in said.derived:  # months from start to a planned end are not months held so far
            if said.words.field(key).from_dates:  # type: ignore[union-attr]  # derived keys are fields of the kind
                values.pop(key)
    ready, undated, question = (entry.start, False, None) if held else _finished(entry, said.words, on)
    return Piece(
        id=entry.id,
        title=entry.title or kinds.title_of(entry.kind or "") or name_of(entry),
        words=said.words,
        values=values,
        derived=said.derived,
        unread=said.unread,
        never=said.never,
        ready=ready,
        undated=undated,
        question=question,
        dated=entry.proof.dated if entry.proof else None,
        trouble=document_trouble(entry) or too_old(entry, kinds),
        held_since=entry.start if held else None,
        held_until=entry.end if held else None,
        status=entry.status,
        since=entry.start if not held and entry.end is None else None,
        file=entry.proof.file if entry.proof else None,
    )


def document_trouble(entry: Evidence) -> str | None:
    """What keeps the document from being in order, in words; None when nothing does."""
    proof = entry.proof
    if proof is None or not proof.file:
        return "no document is named"
    if proof.dated is None and not proof.signatory:
        return "its document is neither dated nor signed"
    if proof.identifiers_removed is False:
        return "patient details are still in its document"
    if proof.identifiers_removed is None:
        return "you have not said that patient details are removed from its document"
    return None


def too_old(entry: Evidence, kinds: EvidenceKinds) -> str | None:
    """Why the document of what is done cannot show it, in words: it was written before the end. None when it was not.

    The rule is that of entries that score; of a passport or a certificate, the end is another day.
    """
    words = kinds.words_of(entry.kind)
    dated = entry.proof.dated if entry.proof else None
    if words is None or words.id not in kinds.vocabulary or words.shown_ahead or dated is None or entry.end is None:
        return None
    if entry.status not in words.counts_when or dated >= entry.end:
        return None
    return f"its document is dated {in_words(dated)}, and what it must show went on to {in_words(entry.end)}"


def _finished(entry: Evidence, words: Words, on: date) -> tuple[date | None, bool, str | None]:
    """The day from which it counts, whether that day is only today's word, and the question that stands in the way."""
    end = entry.end
    if entry.status in words.counts_when:
        if end is not None and (end <= on or entry.status == "done"):
            return end, False, None
        dated = entry.proof.dated if entry.proof else None
        if dated is not None and dated <= on:
            return dated, False, None
        return on, True, None
    if end is not None and end > on:
        return end, False, None
    if entry.status is None:
        return None, False, "how far is it?"
    if end is not None:
        return None, False, f"it was to end on {in_words(end)}: is it done?"
    return None, False, None
