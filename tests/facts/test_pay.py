"""Pay in 2026/27: what was reported, and that no estimate stands where a scale should."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workbook.facts import Facts, Status, Unknown
from workbook.facts.pay import PayFile, load_pay

FACTS = Facts()


@pytest.fixture(scope="module")
def pay() -> PayFile:
    return FACTS.pay()


def test_the_award_and_the_deal(pay: PayFile) -> None:
    assert pay.pay_year == "2026/27"
    (award,) = pay.awards
    assert (award.value, award.from_) == (3.5, date(2026, 4, 1))
    assert (pay.deal.vote.for_percent, pay.deal.vote.turnout_percent, pay.deal.vote.votes_cast) == (53, 57, 32932)
    elements = {element.id: element for element in pay.deal.elements}
    assert (elements["average-rise"].value, elements["average-rise"].complete_by) == (6.6, "2027-04")
    assert (elements["extra-posts"].value, elements["extra-posts"].over_years) == (4500, 3)


def test_a_day_that_is_past_is_closed(pay: PayFile) -> None:
    assert pay.deal.announced.day == date(2026, 7, 1)
    assert pay.deal.announced.provenance.status is Status.CLOSED


def test_a_locally_employed_doctor_learns_what_the_promise_leaves_open(pay: PayFile) -> None:
    terms = next(element for element in pay.deal.elements if element.id == "led-terms")
    assert "start date" in terms.provenance.unknown and len(terms.provenance.unknown) == 6
    assert [page.publisher for page in terms.provenance.agreeing] == ["Ekta (citing the BMA and the Guardian)"]


def test_an_estimate_is_the_last_point_and_the_award_and_nothing_else(pay: PayFile) -> None:
    points = {point.id: point.basic_gbp for point in FACTS.posts().pay_points}
    assert pay.estimates.provenance.status is Status.PROJECTED
    for estimate in pay.estimates.points:
        assert estimate.point_2025_26 == points[estimate.id]
        assert estimate.estimate_gbp == round(estimate.point_2025_26 * 1.035)
        assert estimate.provenance.confidence == "low"


def test_what_was_not_found_for_specialty_doctors_is_empty(pay: PayFile) -> None:
    assert pay.sas.value is None
    assert "not found as of 2026-11-20" in (pay.sas.provenance.note or "")


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    with pytest.raises(Unknown, match="nothing is known here of any pay year"):
        load_pay(tmp_path)
