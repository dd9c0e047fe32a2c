"""What selectors ask: every criterion typed, sourced and askable, and a broken file named in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workbook.base.strict_yaml import read_yaml_file
from workbook.facts import FactError, Facts, Unknown
from workbook.facts.core import Confidence, Status
from workbook.facts.person_specs import Check, PersonSpec, load_person_spec, spec_years
from workbook.facts.where import data_root

FACTS = Facts()
IMT, RADIOLOGY, GP = "internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1"
SPECIALTIES = (IMT, RADIOLOGY, GP)


def spec(specialty: str) -> PersonSpec:
    return FACTS.person_spec(specialty, 2026)


@pytest.mark.parametrize(("specialty", "essential", "desirable"), [(IMT, 20, 9), (RADIOLOGY, 20, 5), (GP, 26, 7)])
def test_no_criterion_is_lost(specialty: str, essential: int, desirable: int) -> None:
    """Counted by hand in what was read of each specification."""
    assert (len(spec(specialty).essential), len(spec(specialty).desirable)) == (essential, desirable)


@pytest.mark.parametrize(
    ("specialty", "criterion", "value", "unit"),
    [
        (IMT, "experience-24-months", 24, "months"),
        (IMT, "experience-12-after-registration", 12, "months-after-registration"),
        (RADIOLOGY, "max-radiology-experience", 18, "months-wte"),
        (RADIOLOGY, "foundation-level-radiology-discount", 4, "months"),
        (RADIOLOGY, "achievement-window", 10, "years"),
        (RADIOLOGY, "msra-minimum", 201, "raw-score-per-paper"),
        (GP, "foundation-competence", 42, "months"),
        (GP, "crest-signature", 3, "months-wte"),
    ],
)
def test_figures_as_the_pages_state_them(specialty: str, criterion: str, value: int, unit: str) -> None:
    limit = spec(specialty).criterion(criterion).limit
    assert limit is not None
    assert (limit.number, limit.unit) == (value, unit)


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_every_essential_criterion_names_a_check(specialty: str) -> None:
    assert all(criterion.check in Check for criterion in spec(specialty).essential)


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_every_criterion_can_be_shown(specialty: str) -> None:
    """A short title, a text, a page to open, and a day to read it again."""
    for criterion in spec(specialty).criteria:
        assert 1 <= len(criterion.title.split()) <= 5, criterion.id
        assert criterion.text.endswith("."), criterion.id
        assert (criterion.provenance.source.url or "").startswith("http"), criterion.id
        assert criterion.provenance.review_by.isoformat() == "2027-10-01"
        assert criterion.provenance.checked_on.isoformat() == "2026-11-20"


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_every_question_is_a_plain_question_asked_once(specialty: str) -> None:
    questions = spec(specialty).questions
    assert questions
    assert len({question.id for question in questions}) == len(questions)
    assert all(question.text.endswith("?") for question in questions)


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_every_source_of_a_file_is_used(specialty: str) -> None:
    """A source nobody names is a page somebody reads again in October for nothing."""
    written = read_yaml_file(data_root() / f"person_specs/2026/{specialty}.yaml")
    entries = [written, *written["criteria"], *(also for c in written["criteria"] for also in c.get("also", []))]
    assert {entry["source"] for entry in entries} == set(written["sources"])


def test_evidence_words_are_words_of_the_evidence_files() -> None:
    known = FACTS.evidence()
    for specialty in SPECIALTIES:
        for criterion in spec(specialty).criteria:
            for word in (*criterion.evidence, *(criterion.shown_by.kinds if criterion.shown_by else ())):
                assert known.title_of(word), f"{specialty}, {criterion.id}: {word}"


def test_kinds_of_post_that_are_left_out_are_kinds_of_post() -> None:
    kinds = FACTS.post_kinds()
    for specialty in SPECIALTIES:
        for criterion in spec(specialty).criteria:
            counting = [criterion.counting, *(route.counting for route in criterion.routes)]
            for rule in filter(None, counting):
                assert {*rule.leave_out, *rule.leave_out_in_uk} <= set(kinds)


def test_a_criterion_keeps_its_own_source_and_the_rest_of_its_file() -> None:
    registration = spec(IMT).criterion("gmc-full-registration-at-application").provenance
    assert registration.source.title == "Changes to specialty training recruitment for 2026"
    assert (registration.status, registration.confidence) == (Status.CLOSED, Confidence.HIGH)
    degrees = spec(IMT).criterion("degrees").provenance
    assert degrees.status is Status.CLOSED  # its own entry names none: that of the file
    assert degrees.note == "Read through two third-party transcriptions (2026-07-02 and 2026-07-19)."


def test_what_another_page_adds_to_a_gate_keeps_that_page() -> None:
    also = {entry.id: entry for entry in spec(GP).criterion("right-to-work").also}
    assert also["sponsorship-allowed"].provenance.source.title == "Changes to the GP recruitment process"
    assert also["sponsorship-allowed"].provenance.status is Status.IN_FORCE


def test_pages_since_replaced_are_marked() -> None:
    assert spec(GP).criterion("driving").superseded
    assert not spec(GP).criterion("performers-list").superseded
    assert "driving" not in {question.id for question in spec(GP).questions}


def test_a_specification_is_found_by_its_check() -> None:
    found = spec(RADIOLOGY).checked_by(Check.MAX_EXPERIENCE)
    assert found is not None and found.id == "max-radiology-experience"
    assert spec(IMT).checked_by(Check.MAX_EXPERIENCE) is None


def test_an_unknown_criterion_is_said_to_be_unknown() -> None:
    with pytest.raises(Unknown, match="has no criterion 'juggling'"):
        spec(IMT).criterion("juggling")


# ---------------------------------------------------------------- which year


def _copy(root: Path, year: int, change: Callable[[str], str] = lambda text: text) -> Path:
    folder = root / "person_specs" / str(year)
    folder.mkdir(parents=True)
    text = (data_root() / f"person_specs/2026/{IMT}.yaml").read_text(encoding="utf-8")
    (folder / f"{IMT}.yaml").write_text(change(text.replace("year: 2026\n", f"year: {year}\n", 1)), encoding="utf-8")
    return root


def test_the_newest_year_not_after_the_one_asked_is_used(tmp_path: Path) -> None:
    for year in (2024, 2026):
        _copy(tmp_path, year)
    assert spec_years(tmp_path, IMT) == (2024, 2026)
    assert [load_person_spec(tmp_path, IMT, year).year for year in (2024, 2025, 2026, 2029)] == [2024, 2024, 2026, 2026]


def test_a_year_before_all_of_them_names_those_there_are(tmp_path: Path) -> None:
    _copy(tmp_path, 2026)
    with pytest.raises(Unknown, match="for 2025 or before; the years here are 2026"):
        load_person_spec(tmp_path, IMT, 2025)


def test_a_specialty_without_any_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unknown, match="no person specification of core-surgery-ct1"):
        load_person_spec(tmp_path, "core-surgery-ct1", 2026)


# ---------------------------------------------------------------- a broken file


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("check: licence-at-start", "check: tea-leaves", "criteria, gmc-licence-at-start, check"),
        ("    check: licence-at-start\n", "", "an essential criterion names the check"),
        ("section: health\n", "section: wealth\n", "criteria, health, section"),
        ("    ask: Do you meet", "    asks: Do you meet", "criteria, health, asks: no such field here"),
        ("id: health\n", "id: english\n", "english: stands twice"),
        ("      - id: refugee\n", "      - id: teleport\n", "criteria, foundation-competence, routes, teleport, id"),
        ("source: crest-2024", "source: crest-1066", "no source 'crest-1066'"),
        ("value: 24, unit: months}", "value: many, unit: months}", "counting needs a number"),
        ("specialty: internal-medicine-ct1", "specialty: core-surgery-ct1", "is not what the file's place says"),
        ("measured_at: post-start", "measured_at: teatime", "measured_at"),
    ],
)
def test_a_broken_file_names_file_entry_and_field_in_one_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    def broken(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    _copy(tmp_path, 2026, broken)
    with pytest.raises(FactError) as problem:
        load_person_spec(tmp_path, IMT, 2026)
    line = str(problem.value)
    assert line.startswith("data/person_specs/2026/internal-medicine-ct1.yaml: ")
    assert said in line
    assert "\n" not in line


def test_a_rule_that_leaves_months_out_must_be_there(tmp_path: Path) -> None:
    folder = tmp_path / "person_specs/2026"
    folder.mkdir(parents=True)
    text = (data_root() / f"person_specs/2026/{RADIOLOGY}.yaml").read_text(encoding="utf-8")
    lost = text.replace("disregard: foundation-level-radiology-discount", "disregard: nothing-of-the-kind")
    (folder / f"{RADIOLOGY}.yaml").write_text(lost, encoding="utf-8")
    with pytest.raises(FactError, match="there is no 'nothing-of-the-kind' to apply"):
        load_person_spec(tmp_path, RADIOLOGY, 2026)
