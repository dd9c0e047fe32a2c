"""What a programme asks and how it chooses, as the catalogue tells it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from workbook.facts import FactError, Facts, Unknown
from workbook.facts.links import PathwayRef, ProgrammeRef
from workbook.facts.specialties import Specialty, programme_ids


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts()


@pytest.fixture(scope="module")
def programmes(facts: Facts) -> dict[str, Specialty]:
    return facts.specialties()


def test_twenty_four_programmes_at_entry_level_and_sixty_three_higher(programmes: dict[str, Specialty]) -> None:
    levels = Counter(programme.level for programme in programmes.values())
    assert len(programmes) == 87
    assert levels == {"CT1": 7, "ST1": 16, "CT1/ST1": 1, "ST3": 38, "ST4": 25}


def test_no_two_programmes_are_called_the_same(programmes: dict[str, Specialty]) -> None:
    titles = {programme.title for programme in programmes.values()}
    assert len(titles) == 87
    assert {"Clinical Radiology ST1", "Internal Medicine Training CT1", "Cardiology ST4", "Dermatology ST3"} <= titles
    assert "Infectious diseases ST4" in titles, "what the name covers stands beside it, not inside"
    assert programmes["infectious-diseases-st4"].covers == "not with microbiology or virology"


@pytest.mark.parametrize(
    ("specialty", "msra", "interviews"),
    [
        ("internal-medicine-ct1", False, True),
        ("clinical-radiology-st1", True, True),
        ("general-practice-st1", True, False),
        ("core-psychiatry-ct1", True, False),
        ("paediatrics-st1", False, True),
        ("public-health-st1", False, True),
        ("improving-surgical-training-st1", True, True),
        ("broad-based-training-ct1", None, None),
        ("cardiology-st4", False, True),
        ("nuclear-medicine-st3", True, True),
        ("clinical-oncology-st3", False, None),
    ],
)
def test_who_sits_the_msra_and_who_is_interviewed(
    programmes: dict[str, Specialty], specialty: str, msra: bool | None, interviews: bool | None
) -> None:
    programme = programmes[specialty]
    assert programme.msra.used is msra
    assert programme.interviews is interviews, "what was not read is not known, which is not the same as no"


def test_the_ten_programmes_of_the_official_list_and_those_that_apply_with_them_use_the_msra(
    programmes: dict[str, Specialty],
) -> None:
    assert {id for id, programme in programmes.items() if programme.msra.used} == {
        "acute-care-common-stem-emergency-medicine-ct1",
        "anaesthetics-ct1",
        "clinical-radiology-st1",
        "community-sexual-and-reproductive-health-st1",
        "core-psychiatry-ct1",
        "core-surgery-ct1",
        "general-practice-st1",
        "neurosurgery-st1",
        "obstetrics-and-gynaecology-st1",
        "ophthalmology-st1",
        "nuclear-medicine-st3",
        # one application with one of the above
        "acute-care-common-stem-anaesthetics-ct1",
        "child-and-adolescent-psychiatry-st1",
        "psychiatry-of-learning-disability-st1",
        "improving-surgical-training-st1",
        "public-health-and-general-practice-dual-st1",
    }


def test_nine_programmes_limit_experience_in_the_specialty(programmes: dict[str, Specialty]) -> None:
    limits = {id: limit.max_months for id, programme in programmes.items() if (limit := programme.experience_limit)}
    assert limits == {
        "core-surgery-ct1": 18,
        "clinical-radiology-st1": 18,
        "cardiothoracic-surgery-st1": 18,
        "anaesthetics-ct1": 24,
        "acute-care-common-stem-anaesthetics-ct1": 24,
        "obstetrics-and-gynaecology-st1": 24,
        "paediatrics-st1": 24,
        "neurosurgery-st1": 24,
        "ophthalmology-st1": 30,
    }


@pytest.mark.parametrize(
    ("specialty", "measured_at", "confidence"),
    [
        ("clinical-radiology-st1", "post start", "medium"),
        ("cardiothoracic-surgery-st1", "application closing date", "medium"),
        ("paediatrics-st1", "application", "medium"),
        ("neurosurgery-st1", "post start", "low"),
        ("ophthalmology-st1", "interview date", "high"),
    ],
)
def test_a_limit_says_on_which_day_it_is_counted_and_how_sure_it_is(
    programmes: dict[str, Specialty], specialty: str, measured_at: str, confidence: str
) -> None:
    limit = programmes[specialty].experience_limit
    assert limit is not None
    assert limit.measured_at == measured_at
    assert limit.provenance.confidence == confidence


@pytest.mark.parametrize("specialty", ["internal-medicine-ct1", "general-practice-st1", "histopathology-st1"])
def test_where_no_limit_was_found_that_is_said(programmes: dict[str, Specialty], specialty: str) -> None:
    programme = programmes[specialty]
    assert programme.experience_limit is None
    assert any("limit on experience" in gap for gap in programme.provenance.unknown)


def test_a_group_1_physician_brings_three_years_and_the_whole_of_mrcp(programmes: dict[str, Specialty]) -> None:
    group = [programme for programme in programmes.values() if programme.group == "physician-group-1"]
    assert len(group) == 14
    for programme in group:
        assert programme.entry is not None and programme.entry.exam is not None
        assert programme.dual_specialties == ("general internal medicine",)
        assert (programme.entry.exam.name, programme.entry.exam.full_by) == ("MRCP(UK)", "initial-offers")
        months = {rule.id: rule.min_months for rule in programme.experience}
        assert months == {"min-total": 36, "min-acute-inpatient": 18}
        assert programme.scoring == "physician-higher-common"


def test_what_opens_a_higher_programme_is_linked(programmes: dict[str, Specialty]) -> None:
    entry = programmes["cardiology-st4"].entry
    assert entry is not None and entry.alternative_certificate is not None
    assert {core.programme for core in entry.core if core.programme} == {
        "internal-medicine-ct1",
        "acute-care-common-stem-internal-medicine-ct1",
    }
    assert entry.alternative_certificate.pathway == "alternative-certificate-physician"
    assert isinstance(entry.alternative_certificate.pathway, PathwayRef)
    assert isinstance(entry.core[0].programme, ProgrammeRef)


def test_otolaryngology_scores_experience_by_bands(programmes: dict[str, Specialty]) -> None:
    bands = {rule.id: (rule.min_months, rule.max_months) for rule in programmes["otolaryngology-st3"].experience}
    assert bands == {"best-band": (6, 24), "no-points-over": (None, 48)}
    assert {rule.importance for rule in programmes["otolaryngology-st3"].experience} == {"scored"}


def test_acute_care_emergency_medicine_is_entered_at_either_of_two_levels(programmes: dict[str, Specialty]) -> None:
    programme = programmes["acute-care-common-stem-emergency-medicine-ct1"]
    assert programme.levels == ("ct1", "st1")
    assert programme.pathway == "either"


def test_a_programme_that_no_longer_recruits_says_so(programmes: dict[str, Specialty]) -> None:
    assert {id: programme.last_year for id, programme in programmes.items() if programme.last_year} == {
        "paediatrics-st4": 2023
    }


def test_fields_from_general_knowledge_are_marked_and_are_fields(programmes: dict[str, Specialty]) -> None:
    assert programmes["clinical-radiology-st1"].provenance.field_confidence == {"eportfolio": "low"}
    for programme in programmes.values():
        assert set(programme.provenance.field_confidence) <= set(Specialty.model_fields), programme.id


def test_every_programme_rests_on_a_page_and_has_a_day_of_review(programmes: dict[str, Specialty]) -> None:
    for programme in programmes.values():
        found = programme.provenance
        assert found.id == f"specialties/{programme.id}"
        assert all(page.url for page in (found.source, *found.agreeing))
        assert programme.msra.provenance.source.url
        assert found.review_by == date(2027, 10, 1), "the October after it was read"
        assert programme.recruiter_page is None or programme.recruiter_page.startswith("https://")


def test_the_files_a_programme_names_are_there(facts: Facts, programmes: dict[str, Specialty]) -> None:
    for kind, named in (
        ("person_specs", {programme.person_spec for programme in programmes.values()}),
        ("scoring", {programme.scoring for programme in programmes.values()}),
    ):
        there = {path.stem for path in facts.root.glob(f"{kind}/*/*.yaml")}
        assert named - {None} <= there, kind
    nameless = {id for id, programme in programmes.items() if programme.scoring is None}
    assert not nameless & {path.stem for path in facts.root.glob("scoring/*/*.yaml")}
    for id, programme in programmes.items():
        if programme.scoring:
            assert facts.matrix(id, 2028).year <= 2028, "the matrix is found under the id of the programme"
        if programme.person_spec:
            assert facts.person_spec(id, 2028).year <= 2028


def test_the_shared_matrix_and_specification_are_named_as_what_they_are(programmes: dict[str, Specialty]) -> None:
    shared = Counter(p.scoring for p in programmes.values() if p.scoring and p.scoring not in programmes)
    assert shared == {"physician-higher-common": 27, "psychiatry-st4": 6}
    assert Counter(p.person_spec for p in programmes.values() if p.person_spec and p.person_spec != p.id) == {
        "psychiatry-st4": 6
    }


def test_an_unknown_programme_names_those_near_to_it(facts: Facts) -> None:
    with pytest.raises(Unknown, match="near it: cardiology-st4"):
        facts.specialty("cardiology")
    with pytest.raises(Unknown, match="near it: internal-medicine-ct1"):
        facts.specialty("internal-medicin-ct1")
    with pytest.raises(Unknown, match="there are 87 programmes"):
        facts.specialty("zzz")
    with pytest.raises(Unknown):
        facts.specialty("../recruitment/2026")


def test_a_file_holds_the_programme_it_is_named_after(facts: Facts, tmp_path: Path) -> None:
    copytree(facts.root / "specialties", tmp_path / "specialties")
    (tmp_path / "review.yaml").write_bytes((facts.root / "review.yaml").read_bytes())
    (tmp_path / "specialties" / "urology-st3.yaml").rename(tmp_path / "specialties" / "urology-st9.yaml")
    assert "urology-st9" in programme_ids(tmp_path)
    with pytest.raises(FactError, match="id: 'urology-st3' is not what the file's place says"):
        Facts(tmp_path).specialty("urology-st9")


def test_an_experience_rule_without_a_figure_is_refused(facts: Facts, tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_bytes((facts.root / "review.yaml").read_bytes())
    (tmp_path / "specialties").mkdir()
    text = (facts.root / "specialties" / "ophthalmology-st1.yaml").read_text(encoding="utf-8")
    assert "max_months: 30, " in text
    (tmp_path / "specialties" / "ophthalmology-st1.yaml").write_text(text.replace("max_months: 30, ", ""), "utf-8")
    with pytest.raises(FactError, match="experience, max-in-specialty: names no months"):
        Facts(tmp_path).specialty("ophthalmology-st1")


def test_what_is_said_of_all_programmes_at_once(facts: Facts) -> None:
    catalogue = facts.catalogue()
    assert [each.id for each in catalogue.lists] == ["entry-level", "higher"]
    assert {rule.id: rule.provenance.status.value for rule in catalogue.rules} == {
        "foundation-window": "projected",
        "person-spec-headings": "superseded",
    }
    (round_1,) = catalogue.higher_rounds
    assert {day.id: day.date for day in round_1.days if not day.indicative} == {
        "applications-open": date(2025, 11, 20),
        "t-and-o-close": date(2025, 12, 16),
        "initial-offers": date(2026, 4, 14),
        "hold-deadline": date(2026, 4, 22),
        "upgrade-deadline": date(2026, 4, 23),
    }
    assert len(catalogue.evidence_kinds_used) == 38
    linked = [day.programme for day in round_1.days] + [each.programme for each in catalogue.entered_elsewhere]
    assert {id for id in linked if id} <= set(facts.specialty_ids())
