"""What may the doctor do on the route they hold? Another employer, part-time work, and what else the route says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.facts import Facts
from workbook.facts.core import NotCovered
from workbook.record.reading import record_from
from workbook.rules.finding import Finding, Verdict
from workbook.rules.on_the_route import conditions_of, full_time_pay_needed
from workbook.rules.permission import PermissionState, permission

FACTS = Facts()
ON = date(2026, 11, 20)
VISA = {"id": "v1", "route": "health-and-care-worker", "start": "2022-02-20", "end": "2027-02-19"}
POST = {"id": "p1", "title": "Clinical fellow", "start": "2026-08-05", "end": "2027-08-03", "fraction": 0.6}


def _state(route: str = "health-and-care-worker", posts: tuple[dict[str, Any], ...] = ()) -> PermissionState:
    held = {"format": 1, "permissions": [VISA | {"route": route}], "posts": list(posts)}
    return permission(record_from(held), FACTS, ON)


def _one(state: PermissionState, criterion: str) -> Finding:
    (found,) = [finding for finding in state.findings if finding.criterion == criterion]
    return found


@pytest.mark.parametrize(
    ("route", "verdict", "said"),
    [
        ("health-and-care-worker", Verdict.NOT_MET, "a new sponsor needs a new application granted before the new"),
        ("graduate", Verdict.CANNOT_TELL, "nothing was read"),
        ("dependant-partner-work", Verdict.MET, "is not tied to one employer"),
    ],
)
def test_whether_another_employer_is_open(route: str, verdict: Verdict, said: str) -> None:
    found = _one(_state(route), "change-of-employer")
    assert found.verdict is verdict and said in found.because and found.facts


@pytest.mark.parametrize(
    ("fraction", "certificate", "needed"),
    [
        (0.6, date(2026, 11, 20), 41667),  # 25,000 / 0.6 = 41,666.67
        (0.5, date(2025, 4, 9), 50000),
        (0.8, date(2025, 4, 8), 29000),  # the floor of 23,200 until 8 April 2025
        (1.0, date(2026, 11, 20), 25000),
    ],
)
def test_the_full_time_pay_that_part_time_work_needs(fraction: float, certificate: date, needed: int) -> None:
    assert full_time_pay_needed(fraction, FACTS, certificate) == needed


@given(fraction=st.floats(min_value=0.05, max_value=1))
def test_the_part_of_that_pay_reaches_the_floor_and_a_pound_less_does_not(fraction: float) -> None:
    needed = full_time_pay_needed(fraction, FACTS, ON)
    assert needed * fraction >= 25000 - 0.01
    assert (needed - 1) * fraction < 25000


@pytest.mark.parametrize("fraction", [0, -0.5, 1.01])
def test_a_part_that_is_none_is_refused(fraction: float) -> None:
    with pytest.raises(ValueError, match="part of full time"):
        full_time_pay_needed(fraction, FACTS, ON)


def test_a_day_before_every_known_floor_is_a_gap() -> None:
    with pytest.raises(NotCovered):
        full_time_pay_needed(0.6, FACTS, date(2020, 11, 30))


def test_a_sponsored_part_time_post_names_the_pay_it_needs_and_what_is_missing() -> None:
    found = _one(_state(posts=(POST,)), "salary-part-time-p1")
    assert found.verdict is Verdict.CANNOT_TELL
    assert "“Clinical fellow” is 0.6 of full time" in found.because and "£41,667" in found.because
    assert "each pay period" in found.because
    assert "the day your certificate was assigned" in found.missing[0]


@pytest.mark.parametrize(
    "change", [{"fraction": 1.0}, {"end": "2026-11-19"}, {"country": "IE"}, {"start": "2027-01-05"}]
)
def test_nothing_is_said_of_pay_where_no_part_time_post_is_held_here_today(change: dict[str, Any]) -> None:
    found = _state(posts=(POST | change,)).findings
    assert not [one for one in found if one.criterion.startswith("salary-part-time")]


def test_an_unsponsored_route_has_no_salary_rule() -> None:
    assert not [one for one in _state("graduate", (POST,)).findings if one.criterion.startswith("salary-part-time")]


def test_what_else_the_route_says_stands_with_its_source_and_its_days() -> None:
    said = _state().conditions
    assert any("same sponsor are not capped at 20 hours" in one.text for one in said)
    assert all(one.text.endswith(".") and one.facts for one in said)
    route = FACTS.route("high-potential-individual")  # English at B2 is asked for from 8 January 2026
    before, since = conditions_of(route, date(2026, 1, 7)), conditions_of(route, date(2026, 1, 8))
    assert [one.text for one in since if one not in before] == ["English: B2."]


def test_fees_stand_with_the_costs_and_not_here() -> None:
    for route in FACTS.routes().values():
        assert not any("fee" in one.text.lower().split() for one in conditions_of(route, ON))
