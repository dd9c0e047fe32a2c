"""What a programme asks and how it chooses, as the catalogue tells it."""

from __future__ import annotations

import pytest

from workbook.facts import Facts


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts()


def test_the_catalogue_holds_the_three_programmes(facts: Facts) -> None:
    titles = {entry.id: entry.title for entry in facts.specialties().values()}
    assert titles == {
        "internal-medicine-ct1": "Internal Medicine Training CT1",
        "clinical-radiology-st1": "Clinical Radiology ST1",
        "general-practice-st1": "General Practice ST1",
    }


@pytest.mark.parametrize(
    ("specialty", "msra", "interviews"),
    [
        ("internal-medicine-ct1", False, True),
        ("clinical-radiology-st1", True, True),
        ("general-practice-st1", True, False),
    ],
)
def test_who_sits_the_msra_and_who_is_interviewed(facts: Facts, specialty: str, msra: bool, interviews: bool) -> None:
    programme = facts.specialty(specialty)
    assert programme.msra.used is msra
    assert programme.interviews is interviews


def test_radiology_limits_experience_to_eighteen_months(facts: Facts) -> None:
    limit = facts.specialty("clinical-radiology-st1").experience_limit
    assert limit is not None
    assert limit.max_months == 18
    assert limit.measured_at.startswith("post start")
    assert limit.provenance.confidence == "medium"


@pytest.mark.parametrize("specialty", ["internal-medicine-ct1", "general-practice-st1"])
def test_where_no_limit_was_found_none_is_given(facts: Facts, specialty: str) -> None:
    assert facts.specialty(specialty).experience_limit is None


def test_every_programme_rests_on_a_page(facts: Facts) -> None:
    for programme in facts.specialties().values():
        assert programme.provenance.source == programme.sources[0]
        assert programme.msra.provenance.source.url
        assert programme.recruiter_page.startswith("https://")
