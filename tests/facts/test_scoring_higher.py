"""The matrices of the higher programmes say what their sources say; a shared one is the same for all who share it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workbook.facts.core import Confidence, FactError, Status, Unknown
from workbook.facts.library import Facts
from workbook.facts.scoring import Domain, Matrix, load_matrix

FACTS = Facts()
SHARED = "physician-higher-common"
GROUP_1 = {
    "acute-internal-medicine-st4", "cardiology-st4", "clinical-pharmacology-and-therapeutics-st4",
    "endocrinology-and-diabetes-st4", "gastroenterology-st4", "genitourinary-medicine-st4", "geriatric-medicine-st4",
    "infectious-diseases-st4", "neurology-st4", "palliative-medicine-st4", "renal-medicine-st4",
    "respiratory-medicine-st4", "rheumatology-st4", "tropical-medicine-st4",
}  # fmt: skip
GROUP_2 = {
    "allergy-st3", "audiovestibular-medicine-st3", "clinical-genetics-st3", "clinical-neurophysiology-st3",
    "dermatology-st3", "haematology-st3", "immunology-st3", "medical-oncology-st3", "medical-ophthalmology-st3",
    "nuclear-medicine-st3", "paediatric-cardiology-st3", "rehabilitation-medicine-st3",
    "sport-and-exercise-medicine-st3",
}  # fmt: skip
PSYCHIATRY = {
    "general-psychiatry-st4", "old-age-psychiatry-st4", "forensic-psychiatry-st4",
    "child-and-adolescent-psychiatry-st4", "psychiatry-of-learning-disability-st4", "medical-psychotherapy-st4",
}  # fmt: skip


def domain(matrix: Matrix, id: str) -> Domain:
    return next(one for one in matrix.domains if one.id == id)


def points(matrix: Matrix, id: str) -> list[float | None]:
    return [option.points for option in domain(matrix, id).options]


def text(matrix: Matrix, id: str, option: str) -> str:
    found = domain(matrix, id).option(option)
    assert found is not None
    return found.text


# The physicians' shared matrix


def test_the_seven_maxima_of_the_physicians_are_the_official_38_and_two_more_for_organisation() -> None:
    matrix = FACTS.matrix(SHARED, 2026)
    maxima = {one.id: one.max for one in matrix.domains}
    assert maxima == {
        "postgraduate-degrees": 4, "mrcp-uk": 8, "presentations": 6, "publications": 8, "teaching-experience": 5,
        "training-in-teaching": 3, "quality-improvement": 4,
    }  # fmt: skip
    assert sum(most or 0 for most in maxima.values()) == matrix.total.self_assessment_max == 38
    assert (matrix.total.organisation_max, matrix.total.commitment_max, matrix.total.msra_weight) == (2, 20, 0)
    assert points(matrix, "mrcp-uk") == [8, 6, 2, 0]
    assert points(matrix, "publications") == [8, 6, 5, 5, 3, 1, 0]
    assert points(matrix, "presentations") == [6, 4, 3, 2, 2, 0]
    assert points(matrix, "quality-improvement") == [4, 3, 1, 0]


def test_an_interview_of_physicians_is_passed_with_six_tenths_and_without_a_mark_of_one() -> None:
    interview = FACTS.matrix(SHARED, 2026).interview
    assert interview is not None and interview.scoring is not None and interview.appointable is not None
    totals = [(each.areas, each.max, each.appointable_from) for each in interview.scoring.raw_totals]
    assert totals == [(4, 40, 24), (5, 50, 30), (6, 60, 36)]
    assert all(from_ == 0.6 * most for _, most, from_ in totals)
    wanted = interview.appointable
    assert (wanted.no_score_of, wanted.max_scores_of_2, wanted.raw_percent_min) == (1, 2, 60)
    assert (interview.scoring.markers_per_area, interview.scoring.scale) == (2, "1-5")


def test_a_text_broken_by_commas_is_whole_again() -> None:
    matrix = FACTS.matrix(SHARED, 2026)
    assert domain(matrix, "presentations").evidence_required[0] == (
        "proof of acceptance and inclusion (letter, certificate or abstract book)"
    )
    assert len(domain(matrix, "mrcp-uk").evidence_required) == 1
    ent = FACTS.matrix("otolaryngology-st3", 2026)
    assert text(ent, "publication-1", "first-if-2-5") == "First author, impact factor 2.5 or more"
    assert text(ent, "publication-1", "first-if-1") == "First author, impact factor 1.0 to 2.5"
    assert text(ent, "publication-1", "co-if-1") == "Co-author, impact factor 1.0 or more"


@pytest.mark.parametrize("programme", sorted(GROUP_1 | GROUP_2))
def test_every_physician_programme_is_scored_on_it_with_its_sources_and_addresses(programme: str) -> None:
    matrix, shared = FACTS.matrix(programme, 2026), FACTS.matrix(SHARED, 2026)
    assert (matrix.specialty, matrix.year, matrix.total) == (programme, 2026, shared.total)
    assert matrix.domains == shared.domains
    assert matrix.domains[0].provenance.id == "scoring/physician-higher-common/2026/domains/postgraduate-degrees"
    assert matrix.provenance.id == "scoring/physician-higher-common/2026"
    assert matrix.through is not None and matrix.through.specialty == programme
    assert "several programmes share: Physician higher training" in matrix.through.text
    own = (FACTS.root / "scoring/2026" / f"{programme}.yaml").exists()
    says = f"scoring/{programme}/2026" if own else f"specialties/{programme}"
    assert matrix.through.provenance.id == says


def test_the_catalogue_says_who_shares_and_no_one_else_does() -> None:
    named = {id for id, entry in FACTS.specialties().items() if entry.scoring == SHARED}
    assert named == GROUP_1 | GROUP_2 and len(named) == 27
    assert {id for id, entry in FACTS.specialties().items() if entry.scoring == "psychiatry-st4"} == PSYCHIATRY
    with pytest.raises(Unknown, match="aviation-and-space-medicine-st3"):
        FACTS.matrix("aviation-and-space-medicine-st3", 2026)
    with pytest.raises(Unknown, match="2025"):
        FACTS.matrix("neurology-st4", 2025)
    with pytest.raises(Unknown, match="astrology-st4"):
        FACTS.matrix("astrology-st4", 2026)


def test_cardiology_has_its_own_interview_beside_the_shared_marks() -> None:
    matrix = FACTS.matrix("cardiology-st4", 2026)
    interview = matrix.interview
    assert interview is not None and interview.scoring is not None
    assert (interview.station_count, interview.minutes_each, interview.interviewers_per_station) == (2, 22, 2)
    assert [area.station for area in interview.areas] == [1, 1, 1, 2, 2, None]
    assert (interview.areas[-1].area, interview.areas[-1].how) == ("communication", "throughout")
    assert interview.scoring.scored_areas == len(interview.areas) == 6
    assert interview.provenance.source.publisher == "ST4 Cardiology"
    assert matrix.shared_interview == FACTS.matrix(SHARED, 2026).interview
    assert matrix.through is not None and "round 1" in (matrix.through.provenance.note or "")
    assert FACTS.matrix("neurology-st4", 2026).interview == matrix.shared_interview


def test_haematology_says_what_doctors_from_paediatrics_use() -> None:
    through = FACTS.matrix("haematology-st3", 2026).through
    assert through is not None and "MRCPCH" in (through.provenance.note or "")


def test_a_file_that_uses_one_that_uses_another_is_named(tmp_path: Path) -> None:
    (tmp_path / "scoring/2026").mkdir(parents=True)
    (tmp_path / "review.yaml").write_text((FACTS.root / "review.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    written = (FACTS.root / "scoring/2026/haematology-st3.yaml").read_text(encoding="utf-8")
    (tmp_path / "scoring/2026/haematology-st3.yaml").write_text(written, encoding="utf-8")
    looped = written.replace("specialty: haematology-st3", f"shared: true\nspecialty: {SHARED}")
    (tmp_path / "scoring/2026" / f"{SHARED}.yaml").write_text(looped, encoding="utf-8")
    with pytest.raises(FactError, match="haematology-st3 leads here, and this leads on"):
        load_matrix(tmp_path, "haematology-st3", 2026)


# Psychiatry and anaesthetics


def test_psychiatry_has_ten_headings_for_six_programmes_and_no_maximum() -> None:
    for programme in PSYCHIATRY:
        matrix = FACTS.matrix(programme, 2026)
        assert (matrix.specialty, matrix.year, matrix.matrix) == (programme, 2025, "headings-only")
        assert len(matrix.domains) == 10 and not any(one.options or one.max for one in matrix.domains)
    assert {*matrix.also_covers} == PSYCHIATRY
    assert matrix.total.self_assessment_max is None
    offers = matrix.selection[-1]
    assert (offers.weights, offers.year) == ({"self_assessment": 0.175, "interview": None}, 2022)
    assert offers.provenance.source.title == "ST4 webinar"
    look_back = matrix.rule("lookback-working-years")
    assert look_back is not None and look_back.limit is not None
    assert (look_back.limit.kind, look_back.limit.value, look_back.year) == ("working-years", 6, 2020)


def test_anaesthetics_is_known_for_one_prize_and_two_titles() -> None:
    matrix = FACTS.matrix("anaesthetics-st4", 2026)
    assert (matrix.year, matrix.matrix, matrix.total.self_assessment_max) == (2023, "part", None)
    assert [one.max for one in matrix.domains] == [None, None, None]
    awards = domain(matrix, "domain-2-exam-prizes")
    assert awards.incomplete and points(matrix, awards.id) == [4]
    assert "distinction in one component scores nothing" in text(matrix, awards.id, "primary-commendation")
    assert "1, 2, 7 and 9" in matrix.provenance.unknown[0]


# Surgery: points that fall with more experience, and figures that divide


def test_ent_points_fall_after_24_months_and_end_after_48() -> None:
    matrix = FACTS.matrix("otolaryngology-st3", 2026)
    months = domain(matrix, "ent-experience")
    assert (months.max, months.bands_of) == (20, "months-in-specialty")
    assert points(matrix, months.id) == [0, 20, 15, 10, 0]


def test_ent_maxima_of_2026_are_not_mixed_with_the_bands_of_2025() -> None:
    matrix = FACTS.matrix("otolaryngology-st3", 2026)
    maxima = {one.id: one.max for one in matrix.domains}
    assert maxima == {
        "ent-experience": 20, "postgraduate-qualification": 5, "publication-1": 4, "publication-2": 4,
        "collaborative-research": 2, "audit-1": 2, "audit-2": None, "remaining": None,
    }  # fmt: skip
    assert matrix.total.self_assessment_max == 76
    earlier = {one.id: [(each.year, each.max) for each in one.earlier] for one in matrix.domains if one.earlier}
    assert earlier == {
        "postgraduate-qualification": [(2025, 7)], "publication-1": [(2025, 6)], "publication-2": [(2025, 6)],
    }  # fmt: skip
    assert points(matrix, "postgraduate-qualification") == [7, 3, 1, 0]
    assert points(matrix, "publication-1") == [6, 4, 3, 3, 1]
    for one in matrix.domains:
        for option in one.options:
            assert (option.year, option.provenance.source.publisher) == (2025, "DOHNS.co.uk")
        assert one.provenance.source.publisher == "PrepSurg"


def test_the_second_paper_has_the_bands_of_the_first_under_their_own_addresses() -> None:
    matrix = FACTS.matrix("otolaryngology-st3", 2026)
    assert domain(matrix, "publication-2").options == domain(matrix, "publication-1").options
    first = domain(matrix, "publication-2").options[0].provenance.id
    assert first == "scoring/otolaryngology-st3/2026/domains/publication-1/options/first-if-2-5"


def test_trauma_divides_three_counts_by_a_figure_that_time_in_practice_sets() -> None:
    matrix = FACTS.matrix("trauma-and-orthopaedic-surgery-st3", 2026)
    setter = domain(matrix, "time-in-practice")
    assert setter.max == 0 and [option.sets for option in setter.options] == [1, 2, 3, 4, 5]
    divided = [one.id for one in matrix.domains if one.divide_by == setter.sets]
    assert divided == ["publications", "oral-presentations", "audits"]
    assert [domain(matrix, id).cap for id in divided] == [8, 2, 2]
    per = [(option.points, option.per) for id in divided for option in domain(matrix, id).options]
    assert per == [(2, "item"), (1, "item"), (1, "project"), (1, "cycle")]
    formula = matrix.rule("formula")
    assert formula is not None and "min(8, (2*first_author + other_author)/N)" in formula.text


def test_trauma_points_rise_to_thirty_months_and_fall_to_nothing_at_sixty() -> None:
    matrix = FACTS.matrix("trauma-and-orthopaedic-surgery-st3", 2026)
    assert points(matrix, "months-in-specialty") == [2, 6, 4, 0]
    assert {option.year for option in domain(matrix, "months-in-specialty").options} == {2020}
    known = [one.max for one in matrix.domains if one.max is not None]
    assert (sum(known), matrix.total.self_assessment_max) == (24, 34)
    assert [one.id for one in matrix.domains if one.max is None] == [
        "complementary-specialties", "neck-of-femur-operations",
    ]  # fmt: skip


def test_plastic_surgery_lists_61_points_where_its_source_says_62() -> None:
    matrix = FACTS.matrix("plastic-surgery-st3", 2026)
    assert matrix.provenance.confidence is Confidence.LOW and matrix.year == 2025
    assert sum(one.max or 0 for one in matrix.domains) == matrix.total.listed_max == 61
    assert matrix.total.self_assessment_max == 62
    assert points(matrix, "years-in-practice") == [6, 4, 2, 1]
    hand = domain(matrix, "hand-trauma")
    assert [group.id for group in hand.groups] == ["tendon", "fracture", "nerve"]
    for group in hand.groups:
        assert [option.points for option in hand.options if option.group == group.id] == [0, 1, 2, 3, 4]
    years = domain(matrix, "years-in-practice").provenance
    assert [page.publisher for page in years.agreeing] == ["Specialty Applications"]
    assert matrix.official_page is not None and matrix.official_page.publisher == "NHS England"


def test_the_appendicectomies_of_general_surgery_are_part_of_its_sixty_points() -> None:
    matrix = FACTS.matrix("general-surgery-st3", 2026)
    assert (matrix.total.portfolio_max, matrix.questions) == (60, 7)
    questions, operations = matrix.domains
    assert (questions.max, questions.scored_by, questions.options) == (60, "assessors", ())
    assert (operations.max, operations.counts_in_total, operations.incomplete) == (4, False, True)
    assert "over 100" in (operations.notes or "")


@pytest.mark.parametrize(
    ("programme", "rule"), [("urology-st3", "mrcs-deadline"), ("general-surgery-st3", "mrcs-last-sitting")]
)
def test_the_mrcs_had_to_be_whole_by_the_offers_of_2026(programme: str, rule: str) -> None:
    found = FACTS.matrix(programme, 2026).rule(rule)
    assert found is not None and found.date == date(2026, 4, 14)
    assert found.provenance.status is Status.CLOSED


def test_vascular_surgery_asks_nine_questions_and_its_older_page_ten() -> None:
    matrix = FACTS.matrix("vascular-surgery-st3", 2026)
    assert (matrix.matrix, matrix.questions, matrix.domains) == ("missing", 9, ())
    (conflict,) = matrix.provenance.conflicts
    assert "2025 page lists ten" in conflict.text and conflict.source is not None and conflict.source.year == 2025
    again = matrix.rule("double-counting-allowed")
    assert again is not None and again.counts == "again"


def test_urology_interviews_with_four_stations_of_two_and_thirteen_minutes() -> None:
    interview = FACTS.matrix("urology-st3", 2026).interview
    assert interview is not None
    assert [station.id for station in interview.stations] == ["outpatient", "emergency", "communication", "skills"]
    assert (interview.minutes_reading, interview.minutes_talking, interview.minutes_in_all) == (2, 13, 60)
    assert interview.assessors == 2


# Forms without points


def test_paediatrics_is_marked_by_assessors_only() -> None:
    matrix = FACTS.matrix("paediatrics-st3", 2026)
    assert {one.scored_by for one in matrix.domains} == {"assessors"}
    assert [one.year for one in matrix.domains] == [2025, 2024, 2024, 2024]
    limit = matrix.rule("word-limit")
    assert limit is not None and limit.limit is not None and (limit.limit.kind, limit.limit.value) == ("words", 50)
    assert matrix.interview is not None
    assert (matrix.interview.station_count, matrix.interview.minutes_each) == (2, 20)
    assert len(matrix.interview.areas) == 4


@pytest.mark.parametrize(
    ("programme", "year", "how_much"),
    [
        ("emergency-medicine-st4", 2025, "unknown"),
        ("intensive-care-medicine-st3", 2025, "missing"),
        ("obstetrics-and-gynaecology-st3", 2026, "missing"),
        ("urology-st3", 2025, "missing"),
    ],
)
def test_no_maximum_is_invented_where_none_could_be_read(programme: str, year: int, how_much: str) -> None:
    matrix = FACTS.matrix(programme, 2026)
    assert (matrix.year, matrix.matrix, matrix.domains) == (year, how_much, ())
    assert matrix.total.self_assessment_max is None


def test_obstetrics_has_a_minimum_whose_value_is_not_known() -> None:
    (minimum,) = FACTS.matrix("obstetrics-and-gynaecology-st3", 2026).thresholds
    assert minimum.value is None and minimum.provenance.unknown == ("Its value.",)
