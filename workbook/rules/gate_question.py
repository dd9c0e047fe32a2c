"""What is one gate asked, and what may it answer? Shared by the checks of every kind of criterion."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.days import in_words
from workbook.facts.core import Status
from workbook.facts.criteria import Counting, Criterion, Question
from workbook.facts.person_specs import PersonSpec
from workbook.record.models import Programme, Record, Span, Statement
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.rounds import Milestone, Round

if TYPE_CHECKING:
    from workbook.facts.library import Facts
    from workbook.facts.specialty_words import SpecialtyWordsFile

_LEVEL = re.compile(r"-(?:ct|st)\d$")
_STEM = 5  # letters: anaesthetic and anaesthesia, paediatric and paediatrics
_UNSURE = {Status.PROJECTED: " (projected)", Status.PROVISIONAL: " (not confirmed)", Status.PROPOSED: " (proposed)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One doctor, one specification, one round, one day."""

    record: Record
    facts: Facts
    spec: PersonSpec
    round: Round
    on: date

    @property
    def closes(self) -> date | None:
        """The last day to apply, where it is known or projected."""
        return self.round.closes.date

    @property
    def start(self) -> date | None:
        """The day posts start, where it is known or projected."""
        return self.round.post_start.date

    @property
    def latest(self) -> date | None:
        """The last day on which a document can still be in time: the form closes, or at the latest posts start."""
        return self.closes or self.start

    def milestone(self, moment: str) -> Milestone | None:
        """The step of the round at which a criterion is measured (the words of `Counting.measured_at`)."""
        return {
            "application": self._first_day_to_apply(),
            "application-opens": self.round.opens,
            "application-closes": self.round.closes,
            "interview": self.round.interviews,
            "post-start": self.round.post_start,
        }[moment]

    def _first_day_to_apply(self) -> Milestone:
        """The first day on which the form can still go in; once applications are over, the last on which it could."""
        opens, closes = self.round.opens, self.closes
        if opens.date is None or self.on <= opens.date:
            return opens
        return replace(opens, date=min(self.on, closes) if closes else self.on, until=None)

    def measured(self, counting: Counting) -> Milestone | None:
        return self.milestone(counting.measured_at)

    def ref(self, milestone: Milestone) -> FactRef:
        """The day of a round as a fact that a finding rests on."""
        return FactRef(milestone.provenance)

    def said(self, question: Question | None, *, any_specialty: bool = False) -> Statement | None:
        """The doctor's newest answer to a question, for this programme or for all."""
        if question is None:
            return None
        given = [
            statement
            for statement in self.record.statements
            if statement.criterion == question.id
            and statement.on <= self.on
            and (any_specialty or statement.specialty in (None, self.spec.specialty))
        ]
        return max(given, key=lambda statement: statement.on, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one check found; the gate adds the criterion's own words and provenance."""

    verdict: Verdict
    because: str
    on: date | None = None
    missing: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    facts: tuple[FactRef, ...] = ()


def criterion_ref(criterion: Criterion) -> FactRef:
    """The criterion as a fact that a finding rests on."""
    return FactRef(criterion.provenance)


def day_of(milestone: Milestone) -> str:
    """The day of a step as a sentence says it: 4 August 2027 (projected)."""
    if milestone.date is None:
        return "a day not yet known"
    return in_words(milestone.date) + _UNSURE.get(milestone.status, "")


def not_known(milestone: Milestone | None, what: str) -> Answer:
    """The answer where the round has not said the day a criterion is measured by."""
    because = f"The day it is measured by ({what}) is not known."
    if milestone is not None:
        because += f" {milestone.because}"
    return Answer(verdict=Verdict.NOT_DECIDED, because=because)


def same_specialty(one: str | None, other: str) -> bool:
    """Whether two specialty words name one specialty, the level aside."""
    return one is not None and _LEVEL.sub("", one) == _LEVEL.sub("", other)


def names_one_of(slug: str, words: tuple[str, ...] | None) -> bool:
    """Whether a specialty is one of these, whole or by its last word (interventional-radiology is radiology)."""
    if words is None:
        return True
    bare = _LEVEL.sub("", slug)
    return bare in words or bare.rsplit("-", 1)[-1] in words


def belongs_to(slug: str, words: tuple[str, ...] | None, known: SpecialtyWordsFile) -> bool | None:
    """Whether a post with this word for its specialty is one of these; None where that cannot be told.

    Another specialty is only what is surely another: a word that is known and means none of these, several such words
    together, or one that ends in such a word (interventional-cardiology) and has nothing in common with these.
    """
    if words is None:
        return True
    bare = _LEVEL.sub("", slug)
    if bare in words:
        return True
    parts = re.split(r"-(?:and|with)-", bare)
    if len(parts) == 1 and names_one_of(bare, words):
        return True
    if means := known.same(bare):
        return bool(means & set(words))
    if len(parts) == 1:
        return False if _another(bare, words, known) else None
    told = {belongs_to(part, words, known) for part in parts}
    return told.pop() if len(told) == 1 else None


def _another(bare: str, words: tuple[str, ...], known: SpecialtyWordsFile) -> bool:
    """Whether it ends in a word for another specialty, and begins with none of these."""
    *before, last = bare.split("-")
    means = known.same(last)
    if not means or means & set(words):
        return False
    stems = {token[:_STEM] for word in words for token in word.split("-")}
    return not stems & {token[:_STEM] for token in before}


def under_way(span: Span, on: date) -> bool:
    """Whether the day falls inside the span; without an end it goes on."""
    return span.start is not None and span.start <= on and (span.end is None or on <= span.end)


def in_training(programme: Programme, on: date) -> bool:
    """Whether the doctor is in this UK programme on the day."""
    return under_way(programme, on) and programme.completed is not True
