"""Gaps in the work history, and documents: what the cases do not show."""

from __future__ import annotations

from tests.rules.gating import RADIOLOGY, answer, record
from workbook.rules.finding import Verdict


def test_a_training_programme_without_posts_covers_its_time() -> None:
    given_record = record(
        doctor={
            "qualified": {"country": "GB", "on": "2022-08-03"},
            "uk_programmes": [{"kind": "foundation", "start": "2022-08-03", "end": "2024-08-06", "completed": True}],
        },
        posts=[{"id": "p", "start": "2024-08-07"}],
    )
    assert answer("employment-history", given_record).verdict is Verdict.MET


def test_a_no_about_gaps_shuts_the_gate() -> None:
    given_record = record(
        posts=[{"id": "p", "start": "2024-08-07"}],
        statements=[{"criterion": "employment-history", "holds": False, "on": "2026-10-30"}],
    )
    assert answer("employment-history", given_record).verdict is Verdict.NOT_MET


def test_a_post_without_its_first_day_cannot_be_placed() -> None:
    given_record = record(posts=[{"id": "p", "title": "Fellow", "end": "2026-01-01"}])
    assert answer("employment-history", given_record).missing == ("the first day of “Fellow”",)


def test_time_in_a_department_without_its_name_is_asked_for_it() -> None:
    given_record = record(evidence=[{"id": "t", "kind": "exposure", "title": "Taster", "proof": {"file": "a.pdf"}}])
    assert answer("observed-radiology", given_record, RADIOLOGY).missing == ("the specialty of “Taster”",)


def test_a_taster_only_planned_shows_nothing() -> None:
    planned = {
        "id": "t",
        "kind": "exposure",
        "status": "idea",
        "details": {"specialty": "radiology"},
        "proof": {"file": "a.pdf"},
    }
    assert answer("observed-radiology", record(evidence=[planned]), RADIOLOGY).evidence == ()


def test_papers_that_open_gates_are_no_achievements() -> None:
    """A CREST form of eleven years ago is not an achievement to leave out."""
    form = {"id": "c", "kind": "crest-form", "status": "done", "end": "2014-01-01"}
    found = answer("achievement-window", record(evidence=[form]), RADIOLOGY)
    assert found.missing == ("your achievements, with their dates",)


def test_a_claim_for_another_programme_does_not_shut_this_gate() -> None:
    old = {"id": "a", "kind": "qip", "status": "done", "end": "2016-01-01"}
    claim = {"specialty": "internal-medicine-ct1", "year": 2026, "domain": "qi", "option": "x", "evidence": ["a"]}
    assert answer("achievement-window", record(evidence=[old], claims=[claim]), RADIOLOGY).verdict is Verdict.MET


def test_where_the_closing_day_is_unknown_the_ten_years_cannot_be_drawn() -> None:
    done = {"id": "a", "kind": "qip", "status": "done", "end": "2025-01-01"}
    found = answer("achievement-window", record(evidence=[done]), RADIOLOGY, year=2026)
    assert found.verdict is Verdict.NOT_DECIDED
