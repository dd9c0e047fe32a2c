"""What the tests of the gates share: a record from its parts, and one gate asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbook.facts import Facts
from workbook.facts.criteria import Criterion
from workbook.record.models import Record
from workbook.record.reading import record_from
from workbook.rules.gate_question import Answer, Inquiry
from workbook.rules.gates import CHECKS, Gate, gate
from workbook.rules.rounds import round_of

FACTS = Facts()
IMT, RADIOLOGY, GP = "internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1"
SPECIALTIES = (IMT, RADIOLOGY, GP)
DAY = date(2026, 11, 1)

# A form that lacks nothing, the post it rests on, and the doctor's registration a year before.
CREST_FORM: dict[str, Any] = {
    "id": "c",
    "kind": "crest-form",
    "status": "done",
    "details": {"months_wte": 4, "signatory_eligible": True, "all_capabilities": True, "edition": "2026"},
    "proof": {"signed_by": "consultant", "dated": "2026-10-30"},
}
CREST_RECORD: dict[str, Any] = {
    "doctor": {"qualified": {"country": "PK", "on": "2018-12-15"}, "gmc": {"full_registration_on": "2025-08-06"}},
    "posts": [{"id": "p1", "kind": "clinical-fellow", "employer": "A", "start": "2025-08-06", "end": "2027-08-03"}],
}
FOUNDATION_DONE: dict[str, Any] = {
    "doctor": {
        "qualified": {"country": "GB", "on": "2021-07-01"},
        "uk_programmes": [{"kind": "foundation", "start": "2021-08-04", "end": "2023-08-01", "completed": True}],
    }
}


def record(**parts: Any) -> Record:
    """A record of these parts and nothing else."""
    return record_from({"format": 1, **parts})


def inquiry(given: Record, specialty: str = IMT, year: int = 2027, on: date = DAY) -> Inquiry:
    return Inquiry(
        record=given,
        facts=FACTS,
        spec=FACTS.person_spec(specialty, year),
        round=round_of(FACTS, specialty, year),
        on=on,
    )


def criterion(id: str, specialty: str = IMT) -> Criterion:
    return FACTS.person_spec(specialty, 2026).criterion(id)


def ask(id: str, given: Record, specialty: str = IMT, year: int = 2027, on: date = DAY) -> Gate:
    """One gate of one doctor."""
    return gate(inquiry(given, specialty, year, on), criterion(id, specialty))


def answer(id: str, given: Record, specialty: str = IMT, year: int = 2027, on: date = DAY) -> Answer:
    """The bare answer of a criterion's check."""
    asked = criterion(id, specialty)
    assert asked.check is not None
    return CHECKS[asked.check](inquiry(given, specialty, year, on), asked)
