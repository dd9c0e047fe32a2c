"""Is the MSRA of this round sat, and does each paper reach the least score?

The test is sat inside the round: until then nobody can say, and a score of an earlier round does not count.
"""

from __future__ import annotations

from datetime import date

from workbook.base.days import in_words
from workbook.facts.criteria import Criterion
from workbook.record.models import Exam
from workbook.rules.finding import Verdict
from workbook.rules.gate_evidence import day_done
from workbook.rules.gate_question import Answer, Inquiry, day_of

MSRA_PAPERS = {
    "professional_dilemmas": "professional dilemmas",
    "clinical_problem_solving": "clinical problem solving",
}
MSRA_RESULT = "msra-result"


def msra_minimum(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Does each paper reach the least score? The test is sat inside the round and no earlier score counts."""
    assert criterion.limit is not None  # required of this check by the model
    least = criterion.limit.number
    papers = _papers(inquiry)
    if papers:
        evidence, scores = papers
        below = [name for key, name in MSRA_PAPERS.items() if (score := scores.get(key)) is not None and score < least]
        lacking = tuple(f"your score in {name}" for key, name in MSRA_PAPERS.items() if scores.get(key) is None)
        if below:
            return Answer(
                verdict=Verdict.NOT_MET,
                because=f"Below {least:g} in {' and '.join(below)}; each paper needs it.",
                evidence=(evidence,),
            )
        if lacking:
            return Answer(
                verdict=Verdict.CANNOT_TELL,
                because=f"Each paper needs {least:g}.",
                missing=lacking,
                evidence=(evidence,),
            )
        return Answer(verdict=Verdict.MET, because=f"At least {least:g} in both papers.", evidence=(evidence,))
    sat = _sittings(inquiry)
    total = next((exam.score for exam in sat if exam.score is not None), None)
    if total is not None and total < 2 * least:
        return Answer(
            verdict=Verdict.NOT_MET,
            because=f"A total of {total:g} cannot hold {least:g} in each of the two papers.",
            evidence=tuple(exam.id for exam in sat),
        )
    if sat and any(exam.result == "fail" for exam in sat):
        return Answer(
            verdict=Verdict.NOT_MET,
            because="You recorded that the MSRA of this round was not passed.",
            evidence=tuple(exam.id for exam in sat),
        )
    if sat or _windows_are_over(inquiry):
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"Each paper needs {least:g}.",
            missing=tuple(f"your score in {name}" for name in MSRA_PAPERS.values()),
            evidence=tuple(exam.id for exam in sat),
        )
    return _still_to_sit(inquiry, f"Each paper needs at least {least:g}.")


def msra_sitting(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is the MSRA of this round sat?"""
    papers = _papers(inquiry)
    sat = _sittings(inquiry)
    if papers or sat:
        held = (papers[0],) if papers else tuple(exam.id for exam in sat)
        return Answer(verdict=Verdict.MET, because="You sat the MSRA of this round.", evidence=held)
    if _windows_are_over(inquiry):
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="The test of this round is over, and your record does not say whether you sat it.",
            missing=("your MSRA of this round",),
        )
    return _still_to_sit(inquiry, "The place you reach decides on the offer.")


def _still_to_sit(inquiry: Inquiry, needed: str) -> Answer:
    windows = [window for window in inquiry.round.msra if window.date is not None]
    when = " or ".join(_window(window.date, window.until) for window in windows if window.date)
    unsure = day_of(windows[0]).partition(" (")[2] if windows else ""
    expected = f"{when}{f' ({unsure}' if unsure else ''}" if when else "on days not yet known"
    earlier = "A score from an earlier round does not count. " if _any_msra(inquiry) else ""
    return Answer(
        verdict=Verdict.NOT_DECIDED,
        because=f"Decided by the MSRA, which is sat inside the round: {expected}. {earlier}{needed}",
        on=windows[0].date if windows else None,
        facts=tuple(inquiry.ref(window) for window in windows),
    )


def _window(first: date, last: date | None) -> str:
    return f"{in_words(first)} to {in_words(last)}" if last else in_words(first)


def _any_msra(inquiry: Inquiry) -> bool:
    return any(_is_msra(exam) for exam in inquiry.record.exams) or any(
        evidence.kind == MSRA_RESULT for evidence in inquiry.record.evidence
    )


def _is_msra(exam: Exam) -> bool:
    name = (exam.name or "").lower()
    return "msra" in name or "multi-specialty recruitment" in name


def _in_round(inquiry: Inquiry, day: date | None) -> bool:
    """Whether a day falls between the opening of the round and the start of its posts, and is not to come."""
    opens, start = inquiry.round.opens.date, inquiry.start
    return (
        day is not None and day <= inquiry.on and opens is not None and opens <= day and (start is None or day < start)
    )


def _sittings(inquiry: Inquiry) -> list[Exam]:
    return [
        exam
        for exam in inquiry.record.exams
        if _is_msra(exam) and _in_round(inquiry, exam.sat) and exam.result != "booked"
    ]


def _papers(inquiry: Inquiry) -> tuple[str, dict[str, float]] | None:
    """The entry that holds the scores of this round's papers, and the scores; the newest where there are several."""
    held = [e for e in inquiry.record.evidence if e.kind == MSRA_RESULT and _in_round(inquiry, day_done(e))]
    if not held:
        return None
    newest = max(held, key=lambda e: day_done(e) or date.min)
    scores = {
        key: float(said)
        for key in MSRA_PAPERS
        if isinstance(said := newest.details.get(key), int | float) and not isinstance(said, bool)
    }
    return newest.id, scores


def _windows_are_over(inquiry: Inquiry) -> bool:
    """Whether the last day on which the test of this round could be sat is past."""
    ends = [window.until or window.date for window in inquiry.round.msra]
    known = [end for end in ends if end is not None]
    if known and len(known) == len(ends):
        return inquiry.on > max(known)
    return inquiry.start is not None and inquiry.on >= inquiry.start
