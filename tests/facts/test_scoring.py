"""The scoring matrices say what their sources say, and a year is never mistaken for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.facts.core import Confidence, FactError, Status, Unknown
from workbook.facts.library import Facts
from workbook.facts.loading import load_file
from workbook.facts.needs import needs_problems
from workbook.facts.scoring import Matrix, MatrixFile, load_matrix
from workbook.facts.scoring_index import index_problems

ROOT = Path(__file__).parents[2] / "data"
ENTRY = sorted(path.stem for path in ROOT.glob("scoring/*/*-[cs]t1.yaml"))
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
    assert (matrix.year, matrix.overlay_of, matrix.provenance.status) == (2027, 2026, Status.PROVISIONAL)
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


def test_what_the_notice_changes_rests_on_it_and_what_it_leaves_where_it_was_read() -> None:
    matrix = load_matrix(ROOT, IMT, 2027)
    by_id = {domain.id: domain for domain in matrix.domains}
    changed, left = by_id["presentations"].provenance, by_id["quality-improvement"].provenance
    assert changed.source.title == "notice of changes for 2027"
    assert left.source.title == "Application scoring"
    assert (left.status, left.confidence) == (Status.PROVISIONAL, Confidence.LOW)
    assert left.id == "scoring/internal-medicine-ct1/2026/domains/quality-improvement"
    assert by_id["publications"].options[0].provenance.source.title == "notice of changes for 2027"


def test_general_practice_has_no_matrix_and_no_maximum() -> None:
    matrix = load_matrix(ROOT, GP, 2026)
    assert matrix.domains == () and matrix.total.self_assessment_max is None
    assert matrix.matrix == "none" and matrix.total.msra_weight == 1


def test_the_msra_stands_once_for_every_programme_that_uses_it() -> None:
    msra = Facts(ROOT).msra_in_scoring()
    assert [(paper.short, paper.items, paper.minutes) for paper in msra.papers] == [("PD", 50, 95), ("CPS", 97, 75)]
    assert (msra.scale.mean, msra.scale.sd, msra.total_minutes) == (250, 40, 170)
    assert len(msra.papers[0].provenance.agreeing) == 3
    weights = {use.specialty: use.final_weight for use in msra.use_by_specialty}
    assert len(weights) == 16
    assert (weights["core-surgery-ct1"], weights["anaesthetics-ct1"], weights[RADIOLOGY]) == (0.10, 0.15, None)
    for specialty, weight in weights.items():
        assert load_matrix(ROOT, specialty, 2026).total.msra_weight == weight, specialty
    assert {rule.specialty for rule in msra.thresholds} == {GP, "core-psychiatry-ct1", RADIOLOGY, "anaesthetics-ct1"}
    assert len(msra.claims_not_adopted) == 2 and len(msra.bands_reported.rows) == 9


@pytest.mark.parametrize(
    ("specialty", "rules", "sources", "unknown"), [(IMT, 12, 10, 3), (RADIOLOGY, 9, 6, 4), (GP, 5, 4, 3)]
)
def test_nothing_of_a_source_was_dropped(specialty: str, rules: int, sources: int, unknown: int) -> None:
    """The rules of each file; the national ones stand in the index, once for all."""
    matrix = load_matrix(ROOT, specialty, 2026)
    assert (len(matrix.rules), len(matrix.sources), len(matrix.provenance.unknown)) == (rules, sources, unknown)


@pytest.mark.parametrize(
    ("specialty", "domains", "options", "rules", "total"),
    [
        ("cardiothoracic-surgery-st1", 16, 66, 5, 59),
        ("core-surgery-ct1", 6, 25, 9, None),
        ("histopathology-st1", 10, 61, 7, 71),
        ("ophthalmology-st1", 9, 50, 8, 47),
        ("paediatrics-st1", 5, 23, 6, None),
        ("oral-and-maxillofacial-surgery-st1", 2, 7, 4, None),
    ],
)
def test_every_domain_option_and_rule_of_a_form_is_there(
    specialty: str, domains: int, options: int, rules: int, total: float | None
) -> None:
    """Counted by hand in what was read of each form; the maxima of one's own domains make the total."""
    matrix = load_matrix(ROOT, specialty, 2026)
    assert len(matrix.domains) == domains and len(matrix.rules) == rules
    assert sum(len(domain.options) for domain in matrix.domains) == options
    assert matrix.total.self_assessment_max == total


def test_core_surgery_has_letters_and_no_maximum_anywhere() -> None:
    matrix = load_matrix(ROOT, "core-surgery-ct1", 2026)
    assert matrix.scale is not None and matrix.scale.kind == "grades-only"
    assert set(matrix.scale.grades) == {*"ABCDE"} and not any(matrix.scale.grades.values())
    for domain in matrix.domains:
        assert domain.max is None
        assert all(option.points is None and option.grade for option in domain.options)
    presented = next(domain for domain in matrix.domains if domain.id == "qi-presentation")
    assert presented.requires is not None
    assert (presented.requires.domain, presented.requires.grade_in) == ("qi-leadership", ("A", "B", "C"))
    assert (matrix.total.self_assessment_max, matrix.total.overall_max) == (None, 100)
    assert matrix.selection[-1].weights == {"msra": 0.10, "portfolio_station": 0.45, "management_and_clinical": 0.45}


def test_ophthalmology_counts_in_groups_inside_capped_domains() -> None:
    matrix = load_matrix(ROOT, "ophthalmology-st1", 2026)
    assert domains(matrix) == {
        "qualifications": 5, "prizes-awards": 5, "msf": 2, "qi-audit": 5, "presentations": 6, "publications": 6,
        "education-teaching": 5, "commitment": 13, "layout": 3,
    }  # fmt: skip
    by_id = {domain.id: domain for domain in matrix.domains}
    commitment = by_id["commitment"]
    assert commitment.cap == 13 and len(commitment.groups) == 9
    assert {group.id: group.cap for group in commitment.groups if group.cap} == {
        "other-publications": 2, "elective": 2, "simulation": 2, "meetings": 3, "discretionary": 2,
    }  # fmt: skip
    talks = {option.id: option for option in by_id["presentations"].options}
    assert (talks["intl-poster"].points, talks["intl-poster"].repeat) == (1.5, "to-cap")
    assert (talks["second-oral"].points, talks["second-oral"].points_factor) == (None, 0.5)
    assert talks["second-oral"].of == ("intl-oral", "national-oral", "regional-oral")
    assert by_id["layout"].scored_by == "panel"
    assert (
        by_id["msf"].look_back is not None and by_id["msf"].look_back.words == "the last 18 months before the interview"
    )
    assert by_id["publications"].provenance.confidence is Confidence.LOW


def test_two_readings_of_one_page_are_both_kept() -> None:
    matrix = load_matrix(ROOT, "cardiothoracic-surgery-st1", 2026)
    by_id = {domain.id: domain for domain in matrix.domains}
    incisions = by_id["operative-incisions"]
    assert [(option.points, option.points_alt) for option in incisions.options] == [(3, 2), (2, 1), (1, 0)]
    assert incisions.provenance.confidence is Confidence.LOW and incisions.provenance.conflicts
    electives = by_id["undergraduate-electives"].provenance.conflicts[0]
    assert electives.source is not None and electives.source.publisher.startswith("OranB1/shortlisted")
    window = by_id["leadership"].options[0].look_back
    assert window is not None and window.words == "the last 3 years before the closing date"
    upload = next(stage for stage in matrix.selection if stage.id == "evidence-upload")
    assert upload.points_below_cut == 6


def test_paediatrics_is_marked_by_two_assessors_out_of_thirty_each() -> None:
    matrix = load_matrix(ROOT, "paediatrics-st1", 2026)
    assert {domain.scored_by for domain in matrix.domains} == {"assessors"}
    assert sum(domain.max or 0 for domain in matrix.domains) == matrix.total.per_assessor_max == 30
    assert (matrix.total.assessors, matrix.total.shortlist_max) == (2, 60)
    academic = next(domain for domain in matrix.domains if domain.id == "academic")
    assert [(group.id, group.pick) for group in academic.groups] == [("base", "one"), ("research-qualification", "one")]


def test_programmes_without_a_form_keep_their_weights_marks_and_gates() -> None:
    anaesthetics = load_matrix(ROOT, "anaesthetics-ct1", 2026)
    assert anaesthetics.selection[-1].weights == {"msra": 0.15, "interview": 0.85}
    assert anaesthetics.selection[-1].weights_within["msra"] == {
        "professional-dilemmas": 0.075, "clinical-problem-solving": 0.075,
    }  # fmt: skip
    assert anaesthetics.interview is not None
    assert sum(area.max or 0 for area in anaesthetics.interview.areas) == anaesthetics.total.interview_max == 100
    assert (anaesthetics.thresholds[0].value, anaesthetics.thresholds[0].of) == (60, 100)
    obstetrics = load_matrix(ROOT, "obstetrics-and-gynaecology-st1", 2026)
    assert obstetrics.interview is not None and obstetrics.total.overall_max == 150
    assert sum(area.max or 0 for area in obstetrics.interview.areas) == 150
    neurosurgery = load_matrix(ROOT, "neurosurgery-st1", 2026)
    assert neurosurgery.matrix == "missing" and len(neurosurgery.domain_titles_known) == 8
    assert neurosurgery.selection[-1].weights == {"msra": 0.12, "self_assessment": 0.18, "interview": 0.70}
    psychiatry = load_matrix(ROOT, "core-psychiatry-ct1", 2026)
    assert psychiatry.thresholds[0].value == 186 and not psychiatry.overlays[0].changes_points
    health = load_matrix(ROOT, "public-health-st1", 2026)
    assert [(paper.id, paper.items, paper.minutes) for paper in health.papers] == [
        ("watson-glaser", 40, 30), ("ranra", None, None), ("sjt", 53, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("specialty", "of"),
    [
        ("acute-care-common-stem-internal-medicine-ct1", IMT),
        ("acute-care-common-stem-anaesthetics-ct1", "anaesthetics-ct1"),
        ("child-and-adolescent-psychiatry-st1", "core-psychiatry-ct1"),
        ("psychiatry-of-learning-disability-st1", "core-psychiatry-ct1"),
    ],
)
def test_a_programme_that_shares_a_form_gets_it_and_says_why(specialty: str, of: str) -> None:
    matrix = load_matrix(ROOT, specialty, 2028)
    assert matrix.specialty == of and specialty in matrix.also_covers
    assert matrix.through is not None and matrix.through.specialty == specialty
    assert matrix.through.provenance.id == f"scoring/{specialty}/2026"


def test_the_contents_agree_with_the_files_and_every_need_with_the_vocabulary() -> None:
    facts = Facts(ROOT)
    assert index_problems(facts) == [] and needs_problems(facts) == []
    index = facts.scoring_index()
    assert {row.specialty for row in index.coverage} == {*ENTRY} and len(ENTRY) == 23
    assert [rule.id for rule in index.national_rules] == ["intercalated", "application-cap", "prioritisation"]
    assert len(index.arithmetic) == 20 and len(index.selection_models) == 7


def test_weights_that_are_all_known_make_a_whole() -> None:
    """A split that adds up to 0.95 is a slip of the pen, and the model refuses it."""
    for path in sorted(ROOT.glob("scoring/*/*.yaml")):
        for stage in load_file(ROOT, path.relative_to(ROOT).as_posix(), MatrixFile).selection:
            known = [weight for weight in stage.weights.values() if weight is not None]
            if known and len(known) == len(stage.weights):
                assert sum(known) == pytest.approx(1, abs=0.001), (path.name, stage.id)


def test_past_results_and_the_interview_of_imt_are_there() -> None:
    matrix = load_matrix(ROOT, IMT, 2026)
    rows = matrix.figures[0].rows
    assert [(row.year, row.median) for row in rows if row.stage == "shortlist"][:2] == [(2026, 21), (2025, 14)]
    assert len(rows) == 9 and matrix.figures[0].provenance.confidence is Confidence.LOW
    assert matrix.interview is not None
    assert sum(area.max or 0 for area in matrix.interview.areas) == matrix.total.interview_max == 96


def test_an_entry_with_its_own_source_shows_that_one() -> None:
    matrix = load_matrix(ROOT, IMT, 2026)
    rule = matrix.rule("completed-by")
    assert rule is not None
    assert rule.provenance.source.title == "IMT 2021 Round 1, update on contingency arrangements"
    assert rule.provenance.confidence is Confidence.HIGH


def test_a_year_before_every_matrix_and_a_specialty_without_one_are_unknown() -> None:
    with pytest.raises(Unknown, match="2025"):
        load_matrix(ROOT, IMT, 2025)
    with pytest.raises(Unknown, match="improving-surgical-training-st1"):
        load_matrix(ROOT, "improving-surgical-training-st1", 2026)


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
    (tmp_path / "review.yaml").write_bytes((ROOT / "review.yaml").read_bytes())
    with pytest.raises(FactError) as error:
        load_matrix(tmp_path, IMT, 2027)
    assert says in str(error.value) and f"scoring/2026/{IMT}.yaml" in str(error.value)
    assert "\n" not in str(error.value)
