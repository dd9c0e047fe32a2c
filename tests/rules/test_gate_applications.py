"""The application cap, counted by hand: at most five applications in Round 1 (data/recruitment, 2026 and 2027).

One application covers core psychiatry, child and adolescent psychiatry and psychiatry of learning disability; another
core and ACCS anaesthetics (`selection` of the programmes). Whether IMT with ACCS internal medicine counts once under
the cap of 2027 was not seen (the note of the cap).
"""

from __future__ import annotations

import pytest

from tests.rules.gating import DAY, FACTS, record
from workbook.rules.finding import Finding, Verdict
from workbook.rules.gates import gates

FOUR = ("general-practice-st1", "clinical-radiology-st1", "core-surgery-ct1", "histopathology-st1")
PSYCHIATRY = ("core-psychiatry-ct1", "child-and-adolescent-psychiatry-st1", "psychiatry-of-learning-disability-st1")
ANAESTHETICS = ("anaesthetics-ct1", "acute-care-common-stem-anaesthetics-ct1")
MEDICINE = ("internal-medicine-ct1", "acute-care-common-stem-internal-medicine-ct1")


def _cap(*programmes: str, year: int = 2027) -> Finding:
    targets = [{"specialty": id, "year": year, "rank": n} for n, id in enumerate(programmes, 1)]
    return gates(record(targets=targets), FACTS, programmes[0], year, DAY).applications


def test_five_programmes_are_within_the_cap() -> None:
    assert _cap(*FOUR, "ophthalmology-st1").verdict is Verdict.MET


def test_six_programmes_with_a_form_each_are_one_too_many() -> None:
    found = _cap(*FOUR, "ophthalmology-st1", "paediatrics-st1")
    assert found.verdict is Verdict.NOT_MET and "6 programmes" in found.because and "Choose which 5" in found.because


@pytest.mark.parametrize("joint", [PSYCHIATRY, ANAESTHETICS])
def test_programmes_of_one_application_count_once(joint: tuple[str, ...]) -> None:
    """Four and one joint application are five, whichever of its programmes are named."""
    found = _cap(*FOUR, *joint)
    assert found.verdict is Verdict.MET and "are one application" in found.because


@pytest.mark.parametrize("joint", [PSYCHIATRY, ANAESTHETICS])
def test_a_joint_application_is_still_one(joint: tuple[str, ...]) -> None:
    """Five and one joint application are six."""
    assert _cap(*FOUR, "ophthalmology-st1", *joint).verdict is Verdict.NOT_MET


def test_two_of_three_count_once_without_the_programme_whose_form_it_is() -> None:
    assert _cap(*FOUR, *PSYCHIATRY[1:]).verdict is Verdict.MET


def test_whether_medicine_with_accs_counts_once_is_not_decided_for_the_doctor() -> None:
    """Four and IMT with ACCS-IM are five or six: the cap of 2027 was not read so far."""
    found = _cap(*FOUR, *MEDICINE)
    assert found.verdict is Verdict.CANNOT_TELL and "5 applications or 6" in found.because
    (asked,) = found.missing
    assert asked.startswith("whether ") and "count as one application" in asked


def test_medicine_with_accs_is_within_the_cap_where_even_two_applications_are() -> None:
    assert _cap(*FOUR[:3], *MEDICINE).verdict is Verdict.MET


def test_medicine_with_accs_is_over_the_cap_where_even_one_application_is() -> None:
    assert _cap(*FOUR, "ophthalmology-st1", *MEDICINE).verdict is Verdict.NOT_MET


def test_programmes_of_another_year_do_not_count() -> None:
    given = record(targets=[{"specialty": id, "year": 2028} for id in (*FOUR, "ophthalmology-st1", "paediatrics-st1")])
    assert gates(given, FACTS, FOUR[0], 2027, DAY).applications.verdict is Verdict.NOT_APPLICABLE


def test_a_round_without_facts_of_its_own_is_asked_by_the_newest_and_says_so() -> None:
    found = _cap(*FOUR, *PSYCHIATRY, year=2028)
    assert found.verdict is Verdict.MET and "nothing is published for 2028" in found.because
