"""Foundation competence: alternatives are alternatives, and what is missing is said with its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.gating import CREST_FORM, CREST_RECORD, DAY, answer, ask, record
from workbook.facts.criteria import RouteId
from workbook.rules.finding import Verdict
from workbook.rules.gate_foundation import ROUTES

COMPETENCE, SIGNATURE = "foundation-competence", "crest-signature"
FPCC = {"id": "f", "kind": "fpcc", "status": "done", "proof": {"dated": "2025-08-05"}}


def test_every_route_a_specification_may_name_has_its_function() -> None:
    assert set(ROUTES) == set(get_args(RouteId))


other_parts = st.fixed_dictionaries(
    {
        "uk_programmes": st.sampled_from(
            [
                [],
                [{"kind": "foundation", "start": "2021-08-04", "end": "2023-08-01", "completed": True}],
                [{"kind": "foundation", "start": "2021-08-04", "end": "2023-08-01", "completed": False}],
                [{"kind": "foundation", "start": "2022-08-03", "end": "2023-08-01"}],
                [{"kind": "core", "specialty": "internal-medicine-ct1", "start": "2025-08-06"}],
            ]
        ),
        "form": st.sampled_from([None, CREST_FORM, {"id": "c", "kind": "crest-form", "status": "started"}]),
        "posts": st.sampled_from([[], CREST_RECORD["posts"]]),
    }
)


@settings(max_examples=60, deadline=None)
@given(other_parts)
def test_a_certificate_in_time_is_enough_whatever_else_the_record_holds(parts: dict[str, Any]) -> None:
    """A route that fails must never shut a gate that another route opens."""
    forms = [parts["form"]] if parts["form"] else []
    given_record = record(
        doctor={"uk_programmes": parts["uk_programmes"]}, posts=parts["posts"], evidence=[*forms, FPCC]
    )
    assert answer(COMPETENCE, given_record).verdict is Verdict.MET
    assert answer(SIGNATURE, given_record).verdict is Verdict.NOT_APPLICABLE


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2023, 6, 1), date(2027, 8, 31)))
def test_a_certificate_counts_exactly_inside_window_and_form(dated: date) -> None:
    given_record = record(evidence=[{**FPCC, "proof": {"dated": dated.isoformat()}}])
    found = answer(COMPETENCE, given_record)
    inside = date(2024, 2, 4) <= dated <= date(2026, 11, 19)
    assert (found.verdict in (Verdict.MET, Verdict.MET_ON)) is inside
    if inside:
        assert (found.verdict is Verdict.MET_ON) is (dated > DAY)


def test_the_earliest_of_two_days_opens_the_gate() -> None:
    later = {**FPCC, "id": "g", "proof": {"dated": "2026-11-10"}}
    sooner = {**FPCC, "id": "h", "proof": {"dated": "2026-11-05"}}
    found = answer(COMPETENCE, record(evidence=[later, sooner]))
    assert found.on == date(2026, 11, 5) and found.evidence == ("h",)


def test_a_certificate_only_planned_is_no_certificate() -> None:
    found = answer(COMPETENCE, record(evidence=[{**FPCC, "status": "idea"}]))
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.evidence == ()


def test_a_certificate_without_its_date_is_asked_for_the_date() -> None:
    found = answer(COMPETENCE, record(evidence=[{"id": "f", "kind": "fpcc", "status": "done"}]))
    assert "the date on your foundation certificate (FPCC)" in found.missing


def test_a_foundation_programme_without_its_end_is_asked_about() -> None:
    given_record = record(doctor={"uk_programmes": [{"kind": "foundation", "start": "2025-08-06"}]})
    found = answer(COMPETENCE, given_record)
    assert found.verdict is Verdict.CANNOT_TELL
    assert "the last day of your foundation programme" in found.missing


def test_foundation_finished_long_ago_leaves_crest() -> None:
    programme = {"kind": "foundation", "start": "2019-08-07", "end": "2021-08-03", "completed": True}
    found = answer(COMPETENCE, record(doctor={"uk_programmes": [programme]}))
    assert found.verdict is Verdict.CANNOT_TELL
    assert "before the window opens" in found.because and "CREST" in found.because


def test_the_day_the_form_closes_is_the_day_to_have_it_by() -> None:
    found = ask(COMPETENCE, record(doctor={"qualified": {"country": "PK", "on": "2018-12-15"}}))
    assert found.on == date(2026, 11, 19)
    assert "goes in with the form, by 19 November 2026" in found.because


def test_the_window_moves_with_the_round() -> None:
    """Round 2028 starts on 2 August 2028, so its window opens on 2 February 2025, a year less two days later."""
    for dated, verdict in (("2025-02-01", Verdict.CANNOT_TELL), ("2025-02-02", Verdict.MET)):
        given_record = record(evidence=[{**FPCC, "proof": {"dated": dated}}])
        assert answer(COMPETENCE, given_record, year=2028).verdict is verdict


def test_a_training_number_without_training_opens_nothing() -> None:
    """The route asks for active practice in the post: a number of a programme that ended is history."""
    ended = {"kind": "core", "start": "2022-08-03", "end": (DAY - timedelta(days=1)).isoformat()}
    given_record = record(
        doctor={"uk_programmes": [ended]}, evidence=[{"id": "n", "kind": "ntn-or-drn", "status": "done"}]
    )
    assert answer(COMPETENCE, given_record).verdict is Verdict.CANNOT_TELL
