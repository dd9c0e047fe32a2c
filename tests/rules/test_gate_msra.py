"""The MSRA gates: what the cases do not show."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.gating import GP, RADIOLOGY, answer, record
from workbook.rules.finding import Verdict

MINIMUM, AFTER = "msra-minimum", date(2027, 3, 1)


def result(**details: float) -> dict[str, object]:
    return {"id": "m", "kind": "msra-result", "end": "2027-01-06", "details": details}


def test_one_paper_alone_leaves_the_other_to_be_asked() -> None:
    found = answer(MINIMUM, record(evidence=[result(professional_dilemmas=250)]), RADIOLOGY, on=AFTER)
    assert found.missing == ("your score in clinical problem solving",)


def test_one_paper_below_shuts_the_gate_even_without_the_other() -> None:
    found = answer(MINIMUM, record(evidence=[result(clinical_problem_solving=200)]), RADIOLOGY, on=AFTER)
    assert found.verdict is Verdict.NOT_MET


def test_a_result_of_another_round_is_not_read() -> None:
    old = {**result(professional_dilemmas=150, clinical_problem_solving=150), "end": "2026-01-06"}
    assert answer(MINIMUM, record(evidence=[old]), RADIOLOGY, on=AFTER).verdict is Verdict.CANNOT_TELL


def test_the_newest_result_of_the_round_stands() -> None:
    first = result(professional_dilemmas=150, clinical_problem_solving=150)
    again = {**result(professional_dilemmas=250, clinical_problem_solving=250), "id": "n", "end": "2027-02-12"}
    found = answer(MINIMUM, record(evidence=[again, first]), RADIOLOGY, on=AFTER)
    assert (found.verdict, found.evidence) == (Verdict.MET, ("n",))


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        (date(2027, 1, 4), Verdict.NOT_DECIDED),
        (date(2027, 1, 18), Verdict.NOT_DECIDED),
        (date(2027, 1, 19), Verdict.CANNOT_TELL),
    ],
)
def test_the_gate_waits_until_the_last_day_of_the_window(on: date, verdict: Verdict) -> None:
    """The radiology window of 2027 ran, as told, from 5 to 18 January."""
    assert answer(MINIMUM, record(), RADIOLOGY, on=on).verdict is verdict


def test_a_test_recorded_as_failed_shuts_the_gate() -> None:
    exam = {"id": "x", "name": "MSRA", "sat": "2027-01-06", "result": "fail"}
    assert answer(MINIMUM, record(exams=[exam]), RADIOLOGY, on=AFTER).verdict is Verdict.NOT_MET


def test_another_exam_is_not_the_msra() -> None:
    exam = {"id": "x", "name": "MRCP Part 1", "sat": "2027-01-06", "result": "pass", "score": 600}
    assert answer("msra", record(exams=[exam]), GP, on=AFTER).verdict is Verdict.CANNOT_TELL
