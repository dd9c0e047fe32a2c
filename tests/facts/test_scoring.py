"""The scoring matrices say what their sources say, and a year is never mistaken for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.facts.core import Confidence, FactError, Status, Unknown
from workbook.facts.scoring import Matrix, load_matrix

ROOT = Path(__file__).parents[2] / "data"
IMT, RADIOLOGY, GP = "internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1"


def domains(matrix: Matrix) -> dict[str, float | None]:
    return {domain.id: domain.max for domain in matrix.domains}


def test_the_imt_form_of_2026_tops_out_at_thirty_and_five_extra() -> None:
    matrix = load_matrix(ROOT, IMT, 2026)
    assert domains(matrix) == {
        "unique-applicant": 5, "postgraduate-degrees": 4, "presentations": 6, "publications": 8,
        "teaching-experience": 5, "training-in-teaching": 3, "quality-improvement": 4,
    }  # fmt: skip
    assert (matrix.total.self_assessment_max, matrix.total.bonus_max) == (30, 5)
    assert [domain.id for domain in matrix.domains if domain.auto] == ["unique-applicant"]


def test_the_changes_announced_for_2027_move_two_domains_and_drop_the_extra_points() -> None:
    matrix = load_matrix(ROOT, IMT, 2027)
    assert (matrix.year, matrix.overlay_of, matrix.status) == (2027, 2026, Status.PROVISIONAL)
    assert domains(matrix) == {
        "postgraduate-degrees": 4, "presentations": 8, "publications": 6,
        "teaching-experience": 5, "training-in-teaching": 3, "quality-improvement": 4,
    }  # fmt: skip
    publications = next(domain for domain in matrix.domains if domain.id == "publications")
    assert {option.id: option.points for option in publications.options} == {
        "original-first": 6, "original-coauthor": 5, "other-multiple": 4, "book-chapter": 4,
        "other-single": 2, "abstract-nonindexed": 1, "none": 0,
    }  # fmt: skip
    assert matrix.provenance.source.title == "notice of changes for 2027"
    assert matrix.provenance.confidence is Confidence.LOW
    assert "Abstracts and letters stop counting" in matrix.rule_changes[0].text
    assert matrix.announced is None


def test_the_published_matrix_stays_what_it_is_beside_its_overlay() -> None:
    matrix = load_matrix(ROOT, IMT, 2026)
    presentations = next(domain for domain in matrix.domains if domain.id == "presentations")
    assert presentations.max == 6
    assert matrix.announced is not None and matrix.announced.year == 2027


def test_a_later_year_is_answered_by_the_newest_published_matrix_not_by_the_announced_one() -> None:
    matrix = load_matrix(ROOT, IMT, 2028)
    assert (matrix.year, matrix.overlay_of) == (2026, None)
    assert matrix.announced is not None and matrix.announced.year == 2027


def test_radiology_gives_24_with_commitment_doubled() -> None:
    matrix = load_matrix(ROOT, RADIOLOGY, 2028)
    assert matrix.year == 2026
    assert domains(matrix) == {
        "commitment-to-specialty": 8, "leadership-management": 4, "teaching-training": 4, "audit-qi": 4,
        "academic-achievements": 4,
    }  # fmt: skip
    commitment = matrix.domains[0]
    assert commitment.weight == 2
    assert matrix.scale is not None
    for option in commitment.options:
        assert option.points == 2 * (matrix.scale.grades[str(option.grade)] or 0)
    assert matrix.selection[-1].weights == {"msra": None, "portfolio": None, "interview": None}


def test_general_practice_has_no_matrix_and_no_maximum() -> None:
    matrix = load_matrix(ROOT, GP, 2026)
    assert matrix.domains == () and matrix.total.self_assessment_max is None
    assert matrix.total.msra_weight == 1 and matrix.msra is not None
    assert [(paper.short, paper.items, paper.minutes) for paper in matrix.msra.papers] == [
        ("PD", 50, 95),
        ("CPS", 97, 75),
    ]
    assert (matrix.msra.scale.mean, matrix.msra.scale.sd) == (250, 40)


@pytest.mark.parametrize(
    ("specialty", "rules", "read", "unknown"), [(IMT, 14, 6, 3), (RADIOLOGY, 11, 5, 4), (GP, 6, 3, 3)]
)
def test_nothing_of_a_source_was_dropped(specialty: str, rules: int, read: int, unknown: int) -> None:
    """The 12, 9 and 5 rules of each file, plus the national ones that touch it."""
    matrix = load_matrix(ROOT, specialty, 2026)
    assert (len(matrix.rules), len(matrix.read_via), len(matrix.unknown)) == (rules, read, unknown)


def test_past_results_and_the_interview_of_imt_are_there() -> None:
    matrix = load_matrix(ROOT, IMT, 2026)
    rows = matrix.figures[0].rows
    assert [(row.year, row.median) for row in rows if row.stage == "shortlist"][:2] == [(2026, 21), (2025, 14)]
    assert len(rows) == 9 and matrix.figures[0].confidence is Confidence.LOW
    assert matrix.interview is not None
    assert sum(area.max or 0 for area in matrix.interview.areas) == matrix.total.interview_max == 96


def test_an_entry_with_its_own_source_shows_that_one() -> None:
    matrix = load_matrix(ROOT, IMT, 2026)
    rule = matrix.rule("completed-by")
    assert rule is not None
    assert matrix.provenance_of(rule).source.title == "IMT 2021 Round 1, update on contingency arrangements"
    assert matrix.provenance_of(rule).confidence is Confidence.HIGH


def test_a_year_before_every_matrix_and_a_specialty_without_one_are_unknown() -> None:
    with pytest.raises(Unknown, match="2025"):
        load_matrix(ROOT, IMT, 2025)
    with pytest.raises(Unknown, match="anaesthetics-ct1"):
        load_matrix(ROOT, "anaesthetics-ct1", 2026)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("max: 6\n", "max: 7\n", "domains, presentations: the best option gives 6, the maximum says 7"),
        ("self_assessment_max: 30, b", "self_assessment_max: 31, b", "the maxima add up to 30, the total says 31"),
        ("remove_domains: [unique-applicant]", "remove_domains: [unique-aplicant]", "no domain 'unique-aplicant'"),
        ("oral-national: 8,", "oral-nationl: 8,", "presentations has no option 'oral-nationl'"),
        ("pick: one", "pick: two", "domains, unique-applicant, pick"),
        ("    notes: New for 2026", "    notez: New for 2026", "domains, unique-applicant, notez: no such field here"),
    ],
)  # fmt: skip
def test_a_slip_in_a_matrix_is_named_in_one_line(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    text = (ROOT / "scoring/2026" / f"{IMT}.yaml").read_text(encoding="utf-8")
    assert was in text
    folder = tmp_path / "scoring" / "2026"
    folder.mkdir(parents=True)
    (folder / f"{IMT}.yaml").write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(FactError) as error:
        load_matrix(tmp_path, IMT, 2027)
    assert says in str(error.value) and f"scoring/2026/{IMT}.yaml" in str(error.value)
    assert "\n" not in str(error.value)
