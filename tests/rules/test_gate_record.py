"""Gates the register, the passport and the doctor's own word answer: what the cases do not show."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.gating import DAY, FACTS, GP, IMT, answer, ask, record
from workbook.facts.visa import Route
from workbook.rules.finding import Verdict
from workbook.rules.permission import permission


def test_a_visa_free_permission_that_ends_before_the_start_is_said_to_end() -> None:
    held = {"id": "v", "route": "dependant-partner-work", "start": "2024-01-01", "end": "2027-08-03"}
    assert "ends before posts start" in answer("right-to-work", record(permissions=[held])).because
    lasting = {**held, "end": "2027-08-04"}
    assert "ends before posts start" not in answer("right-to-work", record(permissions=[lasting])).because


def test_of_two_permissions_the_one_that_allows_work_decides() -> None:
    visitor = {"id": "v1", "route": "visitor", "start": "2026-10-01", "end": "2027-03-31"}
    worker = {"id": "v2", "route": "health-and-care-worker", "start": "2026-10-15", "end": "2029-10-14"}
    assert answer("right-to-work", record(permissions=[visitor, worker])).verdict is Verdict.MET


def test_every_route_of_the_data_gives_an_answer() -> None:
    """A route whose words the rule cannot read must end in a question, never in a crash or an open gate."""
    for route in FACTS.routes().values():
        assert isinstance(route, Route)
        held = {"id": "v", "route": route.id, "start": "2026-01-01", "end": "2028-12-31"}
        found = answer("right-to-work", record(permissions=[held]))
        work = route.non_training_post.answer if route.non_training_post else "unknown"
        expected = {"yes": Verdict.MET, "no": Verdict.NOT_DECIDED}.get(work, Verdict.CANNOT_TELL)
        assert found.verdict is expected, route.id


def test_a_route_the_data_does_not_know_is_asked_about() -> None:
    held = {"id": "v", "route": "moon-visa", "start": "2026-01-01"}
    assert answer("right-to-work", record(permissions=[held])).verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize("specialty", [IMT, GP, "paediatrics-st1"])
def test_sponsorship_comes_with_its_own_sources_for_every_programme(specialty: str) -> None:
    held = {"id": "v", "route": "health-and-care-worker", "start": "2026-01-01", "end": "2028-12-31"}
    facts = {fact.id: fact for fact in ask("right-to-work", record(permissions=[held]), specialty).facts}
    moving = facts["visa/rules/training-offers/rules/trust-to-training"]
    assert moving.provenance.source.publisher == "NHS England Yorkshire and Humber"
    allowed = facts["recruitment/rules/right_to_work/sponsorship-allowed"]
    assert allowed.provenance.source.title == "Changes to the GP recruitment process"


def test_the_register_entry_answers_english_for_every_programme() -> None:
    registered = record(doctor={"gmc": {"full_registration_on": "2026-01-01"}})
    assert {answer("english", registered, specialty).verdict for specialty in (IMT, GP)} == {Verdict.MET}


def test_a_no_about_moving_region_matters_only_in_that_training() -> None:
    said = [{"criterion": "same-specialty-transfer", "holds": False, "on": "2026-10-30"}]
    programme = {"kind": "specialty", "specialty": "general-practice-st1", "start": "2025-08-06"}
    assert answer("same-specialty-transfer", record(statements=said), GP).verdict is Verdict.NOT_APPLICABLE
    in_it = record(statements=said, doctor={"uk_programmes": [programme]})
    assert answer("same-specialty-transfer", in_it, GP).verdict is Verdict.NOT_MET


def test_a_no_shuts_the_gate_and_says_when_it_was_said() -> None:
    said = record(statements=[{"criterion": "no-cct", "holds": False, "on": "2026-10-30", "specialty": IMT}])
    found = answer("no-cct", said)
    assert (found.verdict, found.because) == (
        Verdict.NOT_MET,
        "On 30 October 2026 you said that this does not hold.",
    )


def test_a_criterion_for_information_asks_nothing() -> None:
    found = answer("ordered-evidence", record())
    assert (found.verdict, found.missing) == (Verdict.NOT_APPLICABLE, ())


def test_settled_status_without_its_day_is_held() -> None:
    settled = record(doctor={"settled": {"kind": "eu-settled"}})
    assert answer("right-to-work", settled).verdict is Verdict.MET


def test_settled_status_after_the_start_does_not_open_the_gate_for_this_round() -> None:
    settled = record(doctor={"settled": {"kind": "ilr", "on": "2027-08-05"}})
    assert answer("right-to-work", settled).verdict is Verdict.NOT_DECIDED
    assert answer("right-to-work", settled, year=2028).on == date(2027, 8, 5)


def test_a_permission_without_its_first_day_is_asked_about_and_not_taken_as_held() -> None:
    """The gate said met where the visa page could not tell."""
    told = record(permissions=[{"id": "v", "route": "health-and-care-worker", "end": "2028-12-31"}])
    found = answer("right-to-work", told)
    assert (found.verdict, found.missing) == (
        Verdict.CANNOT_TELL,
        ("the first day of your permission that ends on 31 December 2028",),
    )
    assert permission(told, FACTS, DAY).permission is None
    over = record(permissions=[{"id": "v", "route": "health-and-care-worker", "end": "2025-12-31"}])
    assert answer("right-to-work", over).verdict is Verdict.NOT_DECIDED


def test_a_switch_leaves_only_the_later_permission_to_decide() -> None:
    """The old permission still ran on paper and gave a right to work that the later one had ended."""
    worker = {"id": "v1", "route": "health-and-care-worker", "start": "2025-10-15", "end": "2029-10-14"}
    visitor = {"id": "v2", "route": "visitor", "start": "2026-10-01", "end": "2027-03-31"}
    assert answer("right-to-work", record(permissions=[worker, visitor])).verdict is Verdict.NOT_DECIDED


def test_what_selectors_judge_in_the_round_is_not_asked_of_the_record() -> None:
    found = answer("prioritisation", record(), "obstetrics-and-gynaecology-st1")
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert found.because == "Judged at interview, not from your record: nothing is asked of you here."
