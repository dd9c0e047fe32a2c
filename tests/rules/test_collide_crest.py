"""A CREST form that counted last year and counts no more: months with a signatory are needed, and they take months.

By hand: posts of 2027, 2028 and 2029 start on 4 August 2027, 2 August 2028 and 1 August 2029; 42 months before are
4 February 2024, 2 February 2025 and 1 February 2026.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.lines import FACTS, GP, IMT, RADIOLOGY, TODAY, event, target
from workbook.record import record_from
from workbook.rules.calendar import Line, timeline

DOCTOR = {
    "qualified": {"country": "PK", "on": "2018-12-15"},
    "gmc": {"full_registration_on": "2022-03-01"},
    "citizenship": ["PK"],
}
POST = {"id": "p1", "kind": "clinical-fellow", "title": "Fellow", "employer": "A", "start": "2022-08-03", "end": None}


def signed(dated: str | None, *targets: dict[str, Any], on: date = TODAY, **doctor: Any) -> Line:
    form = {
        "id": "c1", "kind": "crest-form", "status": "done",
        "details": {"months_wte": 6, "attachment": False, "signatory_eligible": True, "all_capabilities": True},
        "proof": {"signed_by": "consultant", "dated": dated},
    }  # fmt: skip
    return timeline(
        record_from({
            "format": 1, "doctor": {**DOCTOR, **doctor}, "targets": list(targets or [target(GP)]), "posts": [POST],
            "evidence": [form] if dated else [],
        }),
        FACTS, on,
    )  # fmt: skip


def told(found: Line) -> list[str]:
    return [each.because for each in found.collisions if each.kind == "crest"]


@pytest.mark.parametrize(
    ("dated", "years"),
    [
        ("2024-02-03", None),  # too old for 2027 already: no year aimed for, or beside it, was one it counted for
        ("2024-07-05", (2027, 2028)),
        ("2025-05-14", (2028, 2029)),
        ("2026-05-01", None),  # three months after the window of 2029 opens: it serves that round too
    ],
)
def test_the_year_from_which_a_form_counts_no_more(dated: str, years: tuple[int, int] | None) -> None:
    said = told(signed(dated))
    assert len(said) == (1 if years else 0)
    if years:
        assert said[0].startswith(
            f"Your CREST form counts for posts that start in {years[0]} and no more for {years[1]} (General Practice"
        )


def test_the_reason_is_the_gates_and_names_the_posts_for_a_new_form() -> None:
    (said,) = told(signed("2025-05-14"))
    assert "dated 14 May 2025, before the window opens on 1 February 2026" in said
    assert "“Fellow” (from 1 February 2026) counts: 3 such months were complete on 30 April 2026." in said


def test_programmes_that_say_the_same_are_told_once() -> None:
    (said,) = told(signed("2025-05-14", target(GP), target(RADIOLOGY, rank=2)))
    assert "(General Practice ST1 and Clinical Radiology ST1)" in said


def test_a_doctor_without_a_form_is_not_told_that_it_ends() -> None:
    assert not told(signed(None))


def test_a_foundation_certificate_makes_the_form_needless() -> None:
    """In UK foundation until August 2028, no form is asked for: the age of an old one is no collision."""
    foundation = {"uk_programmes": [{"kind": "foundation", "start": "2026-08-05", "end": "2028-08-01"}]}
    found = signed("2025-05-14", target(GP), **foundation)
    assert not [said for said in told(found) if "2028 (" in said]
    assert not [each for each in found.events if each.kind == "crest"]


def test_the_time_crest_can_rest_on_stands_on_the_line_for_each_start() -> None:
    found = signed("2025-05-14", target(GP), target(IMT, rank=2), target(GP, 2029, 3))
    first = event(found, "crest-2028-08-02-2027-11-18")
    assert (first.date, first.until, first.status) == (date(2025, 2, 2), date(2027, 11, 18), "projected")
    assert first.because == (
        "For General Practice ST1 and Internal Medicine Training CT1. It must hold 3 unbroken whole-time months with "
        "the signatory, and the form must be signed by 18 November 2027."
    )
    assert first.source is not None and first.source.id.endswith("/criteria/foundation-competence")
    (second,) = [each for each in found.events if each.kind == "crest" and each.id != first.id]
    assert second.date == date(2026, 2, 1)
