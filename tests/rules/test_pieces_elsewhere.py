"""Exams and posts as people write them, in the words of the forms."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.case import Pieces
from workbook.rules.pieces_elsewhere import exam_named
from workbook.rules.scoring import score

KINDS = Facts().evidence()
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("MRCP Part 1", "mrcp-part-1"), ("MRCP(UK) Part 1", "mrcp-part-1"),
        ("MRCP Part 2 written", "mrcp-part-2-written"),
        ("MRCP(UK) Part 2 Written Examination", "mrcp-part-2-written"), ("PACES", "mrcp-paces"),
        ("MRCP Part 2 Clinical (PACES)", "mrcp-paces"), ("MRCP(UK)", "mrcp"), ("MRCP", "mrcp"),
        ("MRCPCH Theory", "other"), ("MRCPsych Paper A", "other"), ("MRCS", "mrcs"), ("MRCS Part A", "mrcs-part-a"),
        ("MRCS (Ed) Part B OSCE", "mrcs-part-b"), ("MRCS A", "mrcs-part-a"), ("FRCOphth Part 1", "frcophth-part-1"),
        ("Refraction Certificate", "refraction-certificate"), ("MFDS Part 1", "mfds-part-1"), ("MFDS", "mfds-part-2"),
        ("USMLE Step 1", "usmle"), ("MRCEM Primary", "other"), ("FRCR Part 1", "other"),
        ("MSRA", None), ("PLAB 2", None), ("IELTS", None), ("OET", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_an_exam_is_known_by_its_name(name: str | None, word: str | None) -> None:
    assert exam_named(name) == word


def held(**lists: Any) -> dict[str, list[Any]]:
    return {kind: list(pieces) for kind, pieces in Pieces(Record.model_validate(lists), KINDS, TODAY).items()}


def test_an_exam_that_also_stands_among_the_evidence_is_one_thing() -> None:
    exam = {"id": "x", "name": "MRCP PACES", "sat": "2026-02-01", "result": "pass"}
    entry = {"id": "a", "kind": "exam-full", "title": "MRCP (PACES)", "status": "done", "end": "2026-02-01"}
    assert [piece.kept for piece in held(exams=[exam], evidence=[entry])["exam"]] == ["evidence"]
    assert [piece.key for piece in held(exams=[exam])["exam"]] == ["exams/x"]


def test_a_failed_sitting_among_the_evidence_does_not_hide_the_one_that_was_passed() -> None:
    """Physicians: PACES passed gives 6 points; a first attempt kept as evidence took them away."""
    entry = {"id": "a", "kind": "exam", "title": "MRCP PACES", "status": "done", "end": "2025-02-01",
             "details": {"name": "mrcp-paces", "result": "attempted"}}  # fmt: skip
    passed = {"id": "x", "name": "MRCP PACES", "sat": "2026-02-01", "result": "pass"}
    there = held(exams=[passed], evidence=[entry])["exam"]
    assert [(piece.kept, piece.values["result"]) for piece in there] == [("evidence", "attempted"), ("exams", "pass")]
    record = Record.model_validate({"exams": [passed], "evidence": [entry]})
    found = score(record, Facts(), "cardiology-st4", 2027, TODAY)
    assert next(one for one in found.domains if one.id == "mrcp-uk").claimed.points == 6
    failed = {**passed, "sat": "2025-02-01", "result": "fail"}
    assert [piece.kept for piece in held(exams=[failed], evidence=[entry])["exam"]] == ["evidence"]


def test_a_letter_that_does_not_say_its_result_is_of_the_sitting_of_its_day() -> None:
    entry = {"id": "a", "kind": "exam", "title": "MRCP PACES", "status": "done", "end": "2025-02-01"}
    sat = {"id": "x", "name": "MRCP PACES", "sat": "2025-02-01", "result": "pass"}
    assert [piece.kept for piece in held(exams=[sat], evidence=[entry])["exam"]] == ["evidence"]
    later = {**sat, "sat": "2026-02-01"}
    assert [piece.kept for piece in held(exams=[later], evidence=[entry])["exam"]] == ["evidence", "exams"]


def test_part_b_of_the_mrcs_is_the_whole_only_beside_part_a() -> None:
    a = {"id": "a", "name": "MRCS Part A", "sat": "2025-02-01", "result": "pass"}
    b = {"id": "b", "name": "MRCS Part B", "sat": "2026-02-01", "result": "pass"}
    assert [piece.values["name"] for piece in held(exams=[a, b])["exam"]] == ["mrcs-part-a", "mrcs"]
    assert held(exams=[b]) == {}


def test_a_research_fellowship_is_asked_whether_teaching_is_its_work() -> None:
    post = {"id": "p", "kind": "teaching-or-research-fellow", "title": "Fellow", "start": "2025-08-06"}
    (piece,) = held(posts=[post])["teaching-post"]
    assert piece.question == "does its contract name teaching as its work?" and piece.ready is None
    assert held(posts=[{**post, "kind": "clinical-fellow"}]) == {}
