"""How do the doctor's record and the doctor's own word about one criterion go together?

The record answers first. Where it cannot, the word of the doctor does; where the two disagree, neither is believed and
both are shown.
"""

from __future__ import annotations

from dataclasses import replace

from workbook.base.days import in_words
from workbook.facts.criteria import Criterion
from workbook.rules.finding import Verdict
from workbook.rules.gate_question import Answer, Inquiry

_OPENS = (Verdict.MET, Verdict.MET_ON)


def beside_the_word(inquiry: Inquiry, criterion: Criterion, found: Answer) -> Answer:
    """The record's answer with the doctor's word: in its place where the record is silent, against it where it differs.

    The question itself is among what is missing, so that a record which cannot tell can still be answered.
    """
    question = criterion.question
    said = inquiry.said(question)
    if question is None:
        return found
    if said is None:
        if found.verdict is not Verdict.CANNOT_TELL:
            return found
        return replace(found, missing=(*found.missing, question.text))
    if found.verdict in (Verdict.CANNOT_TELL, Verdict.NOT_DECIDED):
        return replace(
            found,
            verdict=Verdict.MET if said.holds else Verdict.NOT_MET,
            because=(
                f"You said so on {in_words(said.on)}."
                if said.holds
                else f"On {in_words(said.on)} you said that this does not hold."
            ),
            on=None,
            missing=(),
        )
    if said.holds is (found.verdict in _OPENS):
        return found
    return replace(
        found,
        verdict=Verdict.CANNOT_TELL,
        because=(
            f"Your record and your word differ. {found.because} On {in_words(said.on)} you said that this "
            f"{'holds' if said.holds else 'does not hold'}."
        ),
        missing=(f"which of the two is right. {question.text}",),
    )
