"""No sentence of any rule calls an entry by its id."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from workbook.facts import Facts
from workbook.record import Record, record_from
from workbook.record.models import Evidence, Post
from workbook.rules.calendar import timeline
from workbook.rules.finding import plain
from workbook.rules.gates import gates
from workbook.rules.naming import name_of
from workbook.rules.plan import plan
from workbook.rules.scoring import score

FACTS = Facts()
DAY = date(2026, 11, 20)
SENTENCES = ("because", "missing", "notes", "title", "text", "blocked_by")


def untitled() -> Record:
    """A tired doctor's record: days and kinds, and not one title."""
    abroad = {"country": "PK", "specialty": "radiology"}
    return record_from(
        {
            "format": 1,
            "doctor": {"gmc": {"full_registration_on": "2025-01-10", "licence": True}},
            "targets": [
                {"specialty": "internal-medicine-ct1", "year": 2028},
                {"specialty": "clinical-radiology-st1", "year": 2028},
            ],
            "posts": [
                {"id": "q1", "start": "2022-08-03", "end": "2023-08-01", **abroad},
                {"id": "q2", "start": "2025-02-05", "kind": "trust-grade", "training": False},
                {"id": "q3", "specialty": "clinical-radiology"},
            ],
            "evidence": [
                {"id": "q4", "kind": "crest-form", "status": "done", "proof": {"dated": "2024-07-05"}},
                {"id": "q5", "kind": "qip", "status": "done", "end": "2014-06-30"},
                {"id": "q6", "kind": "taster", "status": "done"},
                {"id": "q7", "kind": "a-kind-of-long-ago", "status": "done", "start": "2025-01-01"},
            ],
            "exams": [{"id": "q8"}],
            "permissions": [{"id": "q9", "route": "skilled-worker", "start": "2025-01-01"}, {"id": "q10"}],
        }
    )


def said(answer: Any) -> list[str]:
    """Every sentence of an answer, wherever it stands."""
    if isinstance(answer, dict):
        own = [text for name in SENTENCES for text in said_at(answer.get(name))]
        return own + [text for part in answer.values() if not isinstance(part, str) for text in said(part)]
    return [text for part in answer for text in said(part)] if isinstance(answer, list) else []


def said_at(part: Any) -> list[str]:
    return [part] if isinstance(part, str) else [text for text in part or () if isinstance(text, str)]


@pytest.mark.parametrize("specialty", ["internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1"])
def test_what_has_no_title_is_called_by_its_day(specialty: str) -> None:
    """“q2” has given 3 such months: the doctor never wrote q2."""
    record = untitled()
    answers = (
        gates(record, FACTS, specialty, 2028, DAY),
        score(record, FACTS, specialty, 2028, DAY),
        timeline(record, FACTS, DAY),
        plan(record, FACTS, DAY),
    )
    sentences = [text for answer in answers for text in said(json.loads(json.dumps(plain(answer))))]
    assert len(sentences) > 50
    assert any("“post from " in text for text in sentences)
    assert [text for text in sentences if re.search(r"\bq\d+\b", text)] == []


def test_a_title_comes_first_then_the_first_day_then_the_last() -> None:
    day = date(2026, 8, 5)
    assert name_of(Post(id="p1", title="Night cover", start=day)) == "Night cover"
    assert name_of(Post(id="p1", start=day)) == "post from 5 August 2026"
    assert name_of(Evidence(id="e1", end=day)) == "entry to 5 August 2026"
    assert name_of(Evidence(id="e1")) == "entry without a title or a day"
