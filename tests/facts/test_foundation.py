"""The UK Foundation Programme: whom it is not for, what nothing else replaces, and days that were not found."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.facts import Facts, Status
from workbook.facts.foundation import FoundationFile


@pytest.fixture(scope="module")
def foundation() -> FoundationFile:
    return Facts().foundation()


def test_a_doctor_with_full_registration_is_told_it_is_not_for_them(foundation: FoundationFile) -> None:
    assert "cannot use the two-year programme" in foundation.fit_for_reader.text
    assert any(rule.id == "not-if-full-registration" for rule in foundation.eligibility)


def test_four_situations_need_the_eligibility_application(foundation: FoundationFile) -> None:
    needs = foundation.needs_eligibility_application
    assert len(needs.any_of) == 4
    assert "graduated from a UK medical school on or before 3 August 2025" in needs.any_of


def test_the_steps_in_order_with_the_form_to_be_whole_when_sent(foundation: FoundationFile) -> None:
    assert [step.id for step in foundation.steps] == [
        "eligibility-application", "outcome", "main-application", "pre-allocation", "allocation", "withdraw",
    ]  # fmt: skip
    assert foundation.steps[0].when == "summer of the year before the start"
    assert "no extension" in foundation.steps[0].text


def test_a_window_that_is_over_is_closed_and_days_not_found_stay_empty(foundation: FoundationFile) -> None:
    assert list(foundation.cycles) == ["2025", "2026", "2027", "2028"]
    first = foundation.cycles["2025"][0]
    assert (first.from_, first.to, first.time_to) == (date(2024, 7, 3), date(2024, 7, 24), "12:00")
    for year in ("2027", "2028"):
        assert all((step.from_, step.to, step.month) == (None, None, None) for step in foundation.cycles[year])
    statuses = {step.id: step.provenance.status for step in foundation.cycles["2027"]}
    assert statuses["application-window"] is Status.CLOSED
    assert statuses["foundation-school-allocation"] is Status.PROJECTED


def test_the_order_of_the_act_holds_from_2026_and_agrees_with_its_own_file(foundation: FoundationFile) -> None:
    order = {rule.id: rule for rule in foundation.prioritisation}
    assert order["no-immigration-ground"].year_from == 2026
    grounds = Facts().prioritisation().grounds_in_force(2027, "offer", "foundation")
    assert {ground.basis for ground in grounds} == {"qualification"}


def test_how_many_were_allocated(foundation: FoundationFile) -> None:
    allocated = {number.year: number.value for number in foundation.numbers if number.id.startswith("allocated")}
    assert allocated == {2023: 8655, 2024: 9702, 2025: 10634}
    assert [number.value for number in foundation.numbers if number.id.startswith("eligible")] == [8137, 11205]
