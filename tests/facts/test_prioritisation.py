"""The Prioritisation Act: 2026-only grounds never leak into 2027, and what regulations may say is not law."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.facts import FactError, Facts, Status
from workbook.facts.prioritisation import Ground, PrioritisationFile, RegulationsFile, Stage, load_prioritisation
from workbook.facts.where import data_root

FACTS = Facts()
ACT = FACTS.prioritisation()
IMMIGRATION = {
    "british-citizen",
    "commonwealth-citizen-with-right-of-abode",
    "irish-citizen-not-needing-leave",
    "indefinite-leave-to-enter-or-remain",
    "leave-under-eu-settlement-scheme",
}


@pytest.fixture(scope="module")
def regulations() -> RegulationsFile:
    return FACTS.priority_regulations()


def who(grounds: tuple[Ground, ...]) -> set[str]:
    return {each for ground in grounds for each in ground.who}


def test_five_immigration_grounds_counted_for_offers_made_in_2026_and_for_nothing_else() -> None:
    by_status = [ground for ground in ACT.grounds_in_force(2026, "offer") if ground.basis == "immigration"]
    assert who(tuple(by_status)) == IMMIGRATION
    assert ACT.grounds_in_force(2026, "interview") == ()
    assert ACT.grounds_in_force(2025, "offer") == ()


@pytest.mark.parametrize("stage", ["interview", "offer"])
@given(year=st.integers(2027, 2060))
def test_no_immigration_ground_is_in_force_from_2027(stage: Stage, year: int) -> None:
    grounds = ACT.grounds_in_force(year, stage)
    assert {ground.basis for ground in grounds} == {"qualification", "programme"}
    assert not who(grounds) & IMMIGRATION
    assert who(grounds) == {
        "uk-medical-graduate",
        "priority-group-ireland",
        "priority-group-efta",
        "relevant-qualifying-uk-programme",
    }


@pytest.mark.parametrize("stage", ["interview", "offer"])
def test_nothing_about_nhs_experience_is_in_force_until_regulations_are_made(stage: Stage) -> None:
    open_now = ACT.undecided(2027, stage)
    assert {ground.basis for ground in open_now} == {"regulations", "immigration"}
    assert all(ground.provenance.status is Status.PROPOSED for ground in open_now)
    assert "person-described-in-section-3-regulations" in who(open_now)
    assert "person-described-in-section-3-regulations" not in who(ACT.grounds_in_force(2027, stage))
    lapsed = next(ground for ground in open_now if ground.basis == "immigration")
    assert (lapsed.effect, set(lapsed.who)) == ("not-decided", IMMIGRATION)


def test_every_ground_is_of_one_kind_at_one_time() -> None:
    for year in range(2024, 2032):
        for stage in ("interview", "offer"):
            parts = (ACT.grounds_in_force(year, stage), ACT.undecided(year, stage), ACT.not_a_ground(year, stage))
            ids = [ground.id for part in parts for ground in part]
            assert len(ids) == len(set(ids))
            assert set(ids) == {ground.id for ground in ACT.grounds if ground.holds(year, stage, "specialty")}


def test_a_sponsored_visa_was_no_ground_in_2026_nor_citizenship_for_a_foundation_place() -> None:
    assert {ground.id for ground in ACT.not_a_ground(2026, "offer")} == {"s26-spouse-visa", "s26-skilled-worker"}
    (citizen,) = ACT.not_a_ground(2030, "offer", "foundation")
    assert citizen.who == ("british-citizen-with-overseas-degree",)
    assert citizen.provenance.source.publisher == "UK Parliament (written answer, K. Smyth)"


def test_22_grounds_and_six_definitions_as_read() -> None:
    assert (len(ACT.grounds), len(ACT.definitions)) == (22, 6)
    defined = {each.id: each for each in ACT.definitions}
    assert defined["priority-group-efta"].countries == ("iceland", "liechtenstein", "norway", "switzerland")
    assert defined["relevant-qualifying-uk-programme"].section == "5(5)"


def test_public_health_is_outside_the_act_and_the_joint_programme_is_not() -> None:
    assert not ACT.covers("public-health-st1")
    assert ACT.covers("public-health-and-general-practice-dual-st1")
    assert ACT.covers("internal-medicine-ct1")


def test_the_days_of_the_act() -> None:
    days = {step.id: step.day.isoformat() for step in ACT.act}
    assert (days["introduced"], days["royal-assent"], days["in-force"]) == ("2026-01-13", "2026-03-05", "2026-03-06")
    assert ACT.act[-1].provenance.source.title == "Commencement regulations (S.I. 2026/221)"
    assert ACT.transitional_arrangements.value == "none-planned"


def test_what_happened_in_the_first_round_under_the_act() -> None:
    told = ACT.outcome_2026_round_1
    figures = {figure.id: figure.value for figure in told.figures}
    assert figures["appointable-applications"] == 37689
    assert (figures["posts-filled-by-prioritised-2025"], figures["posts-filled-by-prioritised-2026"]) == (72, 98)
    assert (figures["accepted-offers-not-prioritised-2025"], figures["accepted-offers-not-prioritised-2026"]) == (
        2168,
        163,
    )
    assert "Applications, not people" in (told.figures[0].provenance.note or "")


def test_our_readings_say_that_they_are_ours() -> None:
    assert len(ACT.readings) == 4
    assert all("Our reading" in (reading.provenance.note or "") for reading in ACT.readings)


def test_the_power_is_law_and_its_use_is_not(regulations: RegulationsFile) -> None:
    assert regulations.power.provenance.status is Status.IN_FORCE
    assert regulations.power.section == "3(3)"
    assert regulations.state.value == "no-instrument-found"
    entries = (regulations.state, *regulations.searches, *regulations.positions, *regulations.scenarios)
    assert not [each for each in entries if each.provenance.status is Status.IN_FORCE]


def test_who_asked_for_how_much_experience(regulations: RegulationsFile) -> None:
    months = {position.id: position.months for position in regulations.positions}
    assert months == {
        "academy-of-medical-royal-colleges": (24, 36),
        "royal-college-of-physicians": (36, 36),
        "rcgp": None,
        "bma-annual-meeting-2026": (60, 60),
        "bma-annual-meeting-2025": (24, 24),
        "petition-to-the-lords": (24, 24),
        "nhs-england-aims": None,
    }
    assert [scenario.months for scenario in regulations.scenarios] == [24, 36, 60]
    assert all(scenario.provenance.status is Status.PROJECTED for scenario in regulations.scenarios)
    assert len(regulations.open_questions) == 8


def test_law_that_may_still_change_is_read_again_within_90_days(regulations: RegulationsFile) -> None:
    assert (regulations.provenance.review_by - regulations.provenance.checked_on).days <= 90


def test_a_ground_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    (tmp_path / "recruitment").mkdir()
    shutil.copy(data_root() / "review.yaml", tmp_path)
    target = tmp_path / "recruitment" / "prioritisation.yaml"
    text = (data_root() / "recruitment" / "prioritisation.yaml").read_text(encoding="utf-8")
    target.write_text(text.replace("year_to: 2026", "year_to: 2025", 1), encoding="utf-8")
    with pytest.raises(FactError, match="grounds, s26-uk-graduate: year_to: 2025 is before year_from, 2026"):
        load_prioritisation(tmp_path)


def test_the_file_is_the_one_the_library_gives() -> None:
    assert isinstance(ACT, PrioritisationFile)
    assert FACTS.prioritisation() is ACT
