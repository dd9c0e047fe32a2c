"""Twenty-four months with one employer open a way to a permanent contract: the day must be right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.lines import line
from workbook.rules.calendar import Line


def held(id: str, start: str, end: str | None, **parts: Any) -> dict[str, Any]:
    here = {"kind": "clinical-fellow", "employer": "a hospital", "nation": "england", "training": False}
    return {"id": id, "start": start, "end": end, **here, **parts}


def days(found: Line) -> list[date]:
    return [each.date for each in found.events if each.kind == "transfer"]


def test_contracts_that_follow_on_are_one_chain() -> None:
    """From 6 August 2025, with a second contract from 5 August 2026: 24 months are complete on 6 August 2027."""
    found = line(posts=[held("p1", "2025-08-06", "2026-08-04"), held("p2", "2026-08-05", "2027-08-03")])
    assert days(found) == [date(2027, 8, 6)]
    (event,) = [each for each in found.events if each.kind == "transfer"]
    assert event.status == "computed"
    assert event.title == "24 months with one employer"
    assert event.because is not None
    assert "England's framework of May 2026" in event.because
    assert "Counted from 6 August 2025 with a hospital, no gap since; how a gap counts was not found." in event.because
    assert event.because.endswith("Your contracts there end before that day: it holds if you stay on without a gap.")
    assert event.source is not None
    assert event.source.id == "pathways/grades/pathways/led-to-sas-transfer/figures/min-months-same-trust"


def test_a_contract_that_reaches_the_day_needs_no_if() -> None:
    found = line(posts=[held("p1", "2025-08-06", "2027-08-05")])
    (event,) = [each for each in found.events if each.kind == "transfer"]
    assert event.because is not None and "stay on" not in event.because


def test_a_gap_of_a_day_begins_the_count_anew() -> None:
    found = line(posts=[held("p1", "2025-08-06", "2026-08-04"), held("p2", "2026-08-06", None)])
    assert days(found) == [date(2028, 8, 6)]


def test_posts_entered_out_of_order_are_still_one_chain() -> None:
    found = line(posts=[held("p2", "2026-08-05", None), held("p1", "2025-08-06", "2026-08-04")])
    assert days(found) == [date(2027, 8, 6)]


@pytest.mark.parametrize(
    "parts",
    [
        {"nation": "wales"},  # the framework is England's
        {"training": True},
        {"kind": "specialty-doctor"},  # a SAS contract already
        {"kind": "foundation-f2"},
        {"kind": "locum-bank"},
        {"kind": None},  # whether the contract is local is not known
        {"end": "2026-11-19"},  # over before today: no longer with that employer
    ],
)
def test_a_post_outside_the_framework_brings_no_day(parts: dict[str, Any]) -> None:
    assert days(line(posts=[held("p1", "2025-08-06", None) | parts])) == []


def test_two_employers_are_two_counts() -> None:
    found = line(posts=[held("p1", "2025-08-06", "2026-12-31"), held("p2", "2026-08-05", None, employer="another")])
    assert days(found) == [date(2027, 8, 6), date(2028, 8, 5)]


def test_employers_nobody_named_are_not_taken_for_one() -> None:
    posts = [held("p1", "2025-08-06", "2026-12-31", employer=None), held("p2", "2027-01-01", None, employer=None)]
    assert days(line(posts=posts)) == [date(2027, 8, 6), date(2029, 1, 1)]
