"""What the work is like: which scores are ours alone, and where the others come from."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from workbook.facts import FactError, Facts
from workbook.facts.attributes import AttributeId, Attributes


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts()


@pytest.fixture(scope="module")
def attributes(facts: Facts) -> Attributes:
    return facts.attributes()


def test_sixty_five_specialties_by_fourteen_attributes(attributes: Attributes) -> None:
    assert len(attributes.specialties) == 65
    assert [each.id for each in attributes.scale.attributes] == list(get_args(AttributeId))
    assert sum(len(specialty.scores) for specialty in attributes.specialties.values()) == 65 * 14


@pytest.mark.parametrize(
    ("specialty", "scores"),
    [
        ("general-practice", {"patient_contact": 5, "oncall": 1, "breadth": 5, "training_length": 1, "geography": 5}),
        ("cardiology", {"continuity": 3, "procedures": 5, "emotional": 3, "ltft_friendly": 2}),
        ("histopathology", {"patient_contact": 1, "technology": 5, "academic": 4, "competition": 3}),
        ("neurosurgery", {"acuity": 5, "team": 5, "geography": 1}),
    ],
)
def test_single_scores(attributes: Attributes, specialty: str, scores: dict[AttributeId, int]) -> None:
    assert {id: attributes.specialties[specialty].scores[id] for id in scores} == scores


def test_a_score_that_names_no_page_is_editorial(attributes: Attributes) -> None:
    cardiology = attributes.specialties["cardiology"]
    assert all(cardiology.score(id).editorial for id in get_args(AttributeId))
    own = cardiology.score("oncall")
    assert (own.value, own.provenance.confidence.value) == (5, "low")
    assert own.provenance.source.publisher == "workbook" and own.provenance.source.url is None


def test_a_score_that_rests_on_a_page_names_it(attributes: Attributes) -> None:
    allergy = attributes.specialties["allergy"]
    assert set(allergy.rests_on) == {"training_length", "competition"}
    score = allergy.score("competition")
    assert not score.editorial and score.value == 4
    assert score.provenance.confidence == "medium" and score.provenance.source.title == "2024 competition ratios"
    assert allergy.rests_on["competition"].year == 2024


def test_only_length_and_competition_ever_rest_on_a_page(attributes: Attributes) -> None:
    resting = [set(specialty.rests_on) for specialty in attributes.specialties.values()]
    assert set().union(*resting) == {"training_length", "competition"}
    assert sum("training_length" in each for each in resting) == 30
    assert sum("competition" in each for each in resting) == 14


def test_entry_programmes_and_rows_of_competition_are_there(facts: Facts, attributes: Attributes) -> None:
    programmes = set(facts.specialty_ids())
    rows = {(year, row.id) for year in facts.competition_years() for row in facts.competition_year(year).ratios}
    for specialty in attributes.specialties.values():
        assert specialty.entry_programmes and set(specialty.entry_programmes) <= programmes, specialty.id
        assert {(each.year, each.row) for each in specialty.competition} <= rows, specialty.id


def test_published_figures_are_of_groups_only(attributes: Attributes) -> None:
    figures = {figure.id: (figure.value, figure.year) for figure in attributes.scale.group_figures}
    assert len(figures) == 13
    assert figures["nts25-burnout-all"] == (61, 2025)
    assert figures["nts24-workload-em"] == (72, 2024)
    (general,) = (figure for figure in attributes.scale.group_figures if figure.id == "rcp17-gim")
    assert general.unit.endswith(
        "geriatrics 20, respiratory 16, gastroenterology 15, endocrinology 14, acute 12 percent of the contribution)"
    )
    assert attributes.scale.provenance.unknown == (
        "A published percentage of less-than-full-time work for each specialty",
    )


@pytest.mark.parametrize(
    ("was", "now", "complaint"),
    [
        ("geography: 5}", "}", "has no score for geography"),
        ("continuity: 5, procedures", "continuity: 6, procedures", "less than or equal to 5"),
        ("continuity: 5, procedures", "continuity: 5, salary: 3, procedures", "salary"),
    ],
)
def test_a_score_off_the_scale_is_refused(facts: Facts, tmp_path: Path, was: str, now: str, complaint: str) -> None:
    (tmp_path / "evidence" / "attributes").mkdir(parents=True)
    (tmp_path / "review.yaml").write_bytes((facts.root / "review.yaml").read_bytes())
    text = (facts.root / "evidence" / "attributes" / "others.yaml").read_text(encoding="utf-8")
    assert was in text
    (tmp_path / "evidence" / "attributes" / "others.yaml").write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(FactError, match=complaint):
        Facts(tmp_path).attributes()


def test_a_specialty_stands_in_one_file(facts: Facts, tmp_path: Path) -> None:
    (tmp_path / "evidence" / "attributes").mkdir(parents=True)
    (tmp_path / "review.yaml").write_bytes((facts.root / "review.yaml").read_bytes())
    text = (facts.root / "evidence" / "attributes" / "surgery.yaml").read_bytes()
    for name in ("one", "two"):
        (tmp_path / "evidence" / "attributes" / f"{name}.yaml").write_bytes(text)
    with pytest.raises(FactError, match="stands in another file as well"):
        Facts(tmp_path).attributes()
