"""Where one entry counts on a form: supported, claimed, planned, or fitting beside a better one; read off the score."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.synthetic import record as made_up
from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record import Record
from workbook.record.demos import demo_record
from workbook.rules.scoring import score
from workbook.rules.uses import Use, uses

FACTS, DAY = Facts(), date(2026, 11, 20)
IMT = "internal-medicine-ct1"


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[Use, ...]]:
    record = demo_record(data_root(), "trust-grade")
    return uses(score(record, FACTS, IMT, 2028, DAY), record)


@pytest.mark.parametrize(
    ("entry", "domain", "points", "standing"),
    [
        ("e1", "quality-improvement", 4, "supported"),
        ("e2", "presentations", 4, "supported"),
        ("e3", "publications", 3, "supported"),
        ("e4", "publications", 5, "claimed"),
        ("e6", "teaching-experience", 3, "claimed"),
        ("e8", "postgraduate-degrees", 1, "claimed"),
        ("e11", "presentations", 2, "planned"),
    ],
)
def test_each_entry_of_the_worked_example(
    found: dict[str, tuple[Use, ...]], entry: str, domain: str, points: float, standing: str
) -> None:
    """On the IMT form of 2026: e4 is claimed as the second of two publications (5), and is only submitted."""
    (use,) = found[entry]
    assert (use.domain, use.points, use.standing) == (domain, points, standing)


def test_points_that_rest_on_two_entries_say_so(found: dict[str, tuple[Use, ...]]) -> None:
    assert found["e4"][0].together == 2


def test_what_serves_nothing_is_not_there(found: dict[str, tuple[Use, ...]]) -> None:
    assert "e5" not in found, "two sessions without feedback"
    assert "e9" not in found, "a CREST form opens a gate and earns no point"


def test_what_is_not_decided_or_not_the_best_still_belongs_to_its_part() -> None:
    """On the IMT form a regional poster meets an option under the national talk that counts; without its form (talk or
    poster?) it may meet one; help at a food bank is of no kind that the part takes."""
    said = {"form": "poster", "author": "first", "presented_by_applicant": True}
    plain = {"kind": "presentation", "status": "done", "end": date(2025, 6, 2)}
    entries = [
        {"id": "e1", "title": "National talk", "level": "national", "details": {**said, "form": "talk"}, **plain},
        {"id": "e2", "title": "Regional poster", "level": "regional", "details": said, **plain},
        {"id": "e3", "title": "At a meeting", "level": "regional", **plain},
        {"id": "e4", "title": "Food bank", "kind": "volunteering", "status": "done"},
    ]
    record = Record.model_validate({"evidence": entries})
    (talks,) = (one for one in score(record, FACTS, IMT, 2028, DAY).domains if one.id == "presentations")
    assert talks.claimed.evidence == ("e1",)
    assert [one.id for one in talks.fits] == ["e1", "e2"]
    assert [one.id for one in talks.open] == ["e3"]


def test_where_no_points_are_given_nothing_is_used() -> None:
    record = demo_record(data_root(), "trust-grade")
    assert uses(score(record, FACTS, "general-practice-st1", 2027, DAY), record) == {}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([IMT, "clinical-radiology-st1", "cardiology-st4", "core-surgery-ct1"]))
def test_an_entry_is_used_once_in_a_domain_and_is_one_of_the_record(seed: int, specialty: str) -> None:
    record = made_up(FACTS.evidence(), 20, seed)
    found = uses(score(record, FACTS, specialty, 2027, DAY), record)
    assert set(found) <= {entry.id for entry in record.evidence}
    for own in found.values():
        domains = [use.domain for use in own]
        assert len(domains) == len(set(domains))
        assert all((use.standing == "planned") == (use.on is not None) for use in own)


SAME_ID: dict[str, list[dict[str, Any]]] = {
    "evidence": [
        {"id": "x", "kind": "exam", "title": "PACES letter", "status": "done", "end": "2026-01-01",
         "details": {"name": "mrcp-paces", "result": "pass"}},
    ],
    "exams": [{"id": "x", "name": "MRCP Part 2 written", "sat": "2025-05-01", "result": "pass"}],
}  # fmt: skip


def test_an_exam_and_an_entry_of_one_id_are_two_things_that_together_meet_an_option() -> None:
    """Physicians: Part 2 Written and PACES both passed, 8 points; each stands in a list of its own."""
    found = score(Record.model_validate(SAME_ID), FACTS, "cardiology-st4", 2027, date(2026, 11, 1))
    claimed = next(one for one in found.domains if one.id == "mrcp-uk").claimed
    assert claimed.points == 8
    assert {(one.kept, one.title) for step in claimed.trace for one in step.evidence} == {
        ("evidence", "PACES letter"), ("exams", "MRCP Part 2 written"),
    }  # fmt: skip


def test_an_entry_that_shares_its_id_with_an_exam_is_still_asked_about_and_used() -> None:
    entry = {**SAME_ID["evidence"][0], "details": {"name": "mrcp-paces"}}
    record = Record.model_validate({**SAME_ID, "evidence": [entry]})
    (use,) = uses(score(record, FACTS, "cardiology-st4", 2027, date(2026, 11, 1)), record)["x"]
    assert (use.domain, use.standing) == ("mrcp-uk", "asked")
