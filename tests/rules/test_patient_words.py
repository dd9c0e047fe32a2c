"""Every text of the record is read for words that may identify a patient, wherever it stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.demos import demo_names, demo_record
from workbook.record.models import Record
from workbook.rules.documents import documents
from workbook.rules.finding import Verdict
from workbook.rules.patient_words import patient_words

NUMBER = "943 476 5919"
EVIDENCE = {"id": "e1", "kind": "qip", "title": "Audit"}


@pytest.mark.parametrize(
    ("plain", "part", "title", "place"),
    [
        ({"evidence": [{"id": "e1", "title": f"On {NUMBER}"}]}, "evidence", f"On {NUMBER}", "the title"),
        ({"evidence": [{**EVIDENCE, "note": NUMBER}]}, "evidence", "Audit", "the note"),
        ({"evidence": [{**EVIDENCE, "proof": {"file": "l_943_476_5919.pdf"}}]}, "evidence", "Audit",
         "the name of the document"),
        ({"evidence": [{**EVIDENCE, "proof": {"signed_by": "Mrs Jones"}}]}, "evidence", "Audit", "who signed"),
        ({"evidence": [{**EVIDENCE, "details": {"theme": NUMBER}}]}, "evidence", "Audit", "theme"),
        ({"reflections": [{"id": "r1", "title": "A night", "text": f"I saw {NUMBER}"}]}, "reflections", "A night",
         "the text"),
        ({"answers": [{"id": "start-why", "text": NUMBER}]}, "answers", "start-why", "the text"),
        ({"meetings": [{"id": "m1", "with": "Mrs Jones"}]}, "meetings", "m1", "with"),
        ({"posts": [{"id": "p1", "title": "Fellow", "note": NUMBER}]}, "posts", "Fellow", "the note"),
        ({"binned": [{"on": "2026-11-20", "entry": {**EVIDENCE, "note": NUMBER}}]}, "binned", "Audit", "the note"),
        ({"doctor": {"label": f"Record {NUMBER}"}}, "doctor", "doctor", "label"),
    ],
)  # fmt: skip
def test_words_are_found_wherever_they_stand(plain: dict[str, Any], part: str, title: str, place: str) -> None:
    (found,) = patient_words(Record.model_validate({"format": 1, **plain}), None)
    assert (found.part, found.title, found.place) == (part, title, place)
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.missing == ("whether these words identify a patient",)


def test_a_fingerprint_is_no_text() -> None:
    plain = {"evidence": [{**EVIDENCE, "proof": {"file": "a.pdf", "sha256": "9434765919" + "f" * 54}}]}
    assert patient_words(Record.model_validate(plain), None) == ()


@pytest.mark.parametrize("name", [demo.name for demo in demo_names(data_root())])
def test_the_worked_examples_name_nobody(name: str) -> None:
    assert patient_words(demo_record(data_root(), name), None) == ()


def test_the_form_that_says_so_is_the_source() -> None:
    """Core surgery, 2026: any patient-identifiable data zeroes that domain."""
    record = Record.model_validate({"evidence": [{**EVIDENCE, "note": NUMBER}]})
    found = documents(record, Facts(), "core-surgery-ct1", 2026, date(2026, 11, 20)).words
    assert [fact.id for fact in found[0].facts] == ["scoring/core-surgery-ct1/2026/rules/patient-data"]
    found = documents(record, Facts(), None, None, date(2026, 11, 20)).words
    assert [fact.id for fact in found[0].facts] == ["evidence/areas/rules_of_thumb/redact"]
