"""Who is put first, on the page: each target and step, months against what was proposed, no proposal as law."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.record.models import Doctor, Post, Qualified, Settled, Target
from workbook.stations.priority import PriorityModel, priority_view
from workbook.stations.session import Session
from workbook.stations.visa import STATION

from .walking import words

POST = Post(id="p1", title="Clinical fellow", start=date(2025, 1, 1), kind="clinical-fellow", employer="A trust")


@pytest.fixture
def aiming(session: Session) -> Session:
    session.edit(
        "Began",
        doctor=Doctor(qualified=Qualified(country="NG", on=date(2018, 6, 1)), citizenship=("NG",)),
        targets=(Target(specialty="internal-medicine-ct1", year=2027),),
        posts=(POST,),
    )
    return session


def test_every_step_of_every_target_has_its_answer(aiming: Session) -> None:
    assert [(one.year, one.stage) for one in PriorityModel(aiming).answers()] == [(2027, "interview"), (2027, "offer")]
    page = words(priority_view(aiming, STATION))
    assert "Not decided" in page and "The Act orders people and bars nobody." in page


def test_months_stand_against_numbers_that_are_called_proposed(aiming: Session) -> None:
    """From 1 January 2025, 24 months are complete when 1 January 2027 comes."""
    page = words(priority_view(aiming, STATION))
    assert "Proposed, not law" in page
    assert "24 months" in page and "1 January 2027" in page


def test_settled_status_gives_2026_and_does_not_leak_into_2027(aiming: Session) -> None:
    """The immigration grounds of the Act are those of 2026; for 2027 none is in force."""
    doctor = aiming.record.doctor.model_copy(update={"settled": Settled(kind="ilr", on=date(2024, 1, 1))})
    targets = tuple(Target(specialty="internal-medicine-ct1", year=year) for year in (2026, 2027))
    aiming.edit("Settled", doctor=doctor, targets=targets)
    found = {(one.year, one.stage): one.verdict.value for one in PriorityModel(aiming).answers()}
    assert found[2026, "offer"] == "met"
    assert found[2027, "offer"] != "met"


def test_without_a_target_the_page_says_what_to_do(session: Session) -> None:
    assert "Choose a target on the first page" in words(priority_view(session, STATION))
