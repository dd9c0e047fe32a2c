"""Does a UK training programme, finished or under way, meet the criterion?

Only a programme of the record that the criterion names can open the gate here. Certificates and time elsewhere are the
doctor's own word: a record that names no such programme shuts nothing.
"""

from __future__ import annotations

from dataclasses import replace

from workbook.base.days import in_words
from workbook.facts.criteria import Criterion, UkProgramme
from workbook.record.models import Programme
from workbook.rules.finding import Verdict
from workbook.rules.gate_question import Answer, Inquiry, day_of, in_training
from workbook.rules.gate_word import beside_the_word

_BEST_FIRST = (Verdict.MET, Verdict.MET_ON, Verdict.CANNOT_TELL)


def uk_programme(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is the doctor in, through, or through in time with a programme that meets it; else, what do they say?"""
    answers = [
        answer
        for programme in inquiry.record.doctor.uk_programmes
        for accepted in criterion.uk_programmes
        if _is_one(programme, accepted) and (answer := _by(inquiry, programme, accepted))
    ]
    best = min(answers, key=lambda one: (_BEST_FIRST.index(one.verdict), one.on or inquiry.on), default=None)
    if best is not None:
        best = replace(best, facts=(inquiry.ref(inquiry.round.post_start),))
    silent = Answer(
        verdict=Verdict.CANNOT_TELL,
        because="Your record shows no UK programme that meets this. Other ways are yours to tell.",
    )
    return beside_the_word(inquiry, criterion, best or silent)


def _is_one(programme: Programme, accepted: UkProgramme) -> bool:
    return programme.kind in accepted.kinds and programme.specialty in accepted.specialties


def _by(inquiry: Inquiry, programme: Programme, accepted: UkProgramme) -> Answer | None:
    named = f"UK {programme.kind} training in {(programme.specialty or '').replace('-', ' ')}"
    now = in_training(programme, inquiry.on)
    if "in-it" in accepted.counts and now:
        return Answer(verdict=Verdict.MET, because=f"You are in {named}.")
    if "finished" not in accepted.counts:
        return None
    if programme.completed:
        done = f" on {in_words(programme.end)}" if programme.end else ""
        return Answer(verdict=Verdict.MET, because=f"You completed {named}{done}; your last ARCP outcome shows it.")
    if now:
        return _under_way(inquiry, programme, named)
    if programme.completed is None and programme.end and programme.end < inquiry.on:
        because = f"Your {named} ended on {in_words(programme.end)}."
        return Answer(verdict=Verdict.CANNOT_TELL, because=because, missing=(f"whether you completed your {named}",))
    return None


def _under_way(inquiry: Inquiry, programme: Programme, named: str) -> Answer | None:
    """A programme that ends by the day posts start; one that ends later meets nothing by being finished."""
    if programme.end is None:
        because = f"You are in {named}, and your record does not say when it ends."
        return Answer(verdict=Verdict.CANNOT_TELL, because=because, missing=(f"the last day of your {named}",))
    start = inquiry.start
    if start is None or programme.end > start:
        return None
    return Answer(
        verdict=Verdict.MET_ON,
        because=(
            f"You finish {named} on {in_words(programme.end)}, by the day posts start "
            f"({day_of(inquiry.round.post_start)}), if your ARCP is satisfactory."
        ),
        on=programme.end,
    )
