"""What selectors ask: one criterion found by id or check, the right year, and a broken file named in one line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from workbook.facts import FactError, Facts, Unknown
from workbook.facts.criteria import Check
from workbook.facts.person_specs import PersonSpec, load_person_spec, spec_years
from workbook.facts.where import data_root

FACTS = Facts()
IMT, RADIOLOGY = "internal-medicine-ct1", "clinical-radiology-st1"


def spec(specialty: str) -> PersonSpec:
    return FACTS.person_spec(specialty, 2026)


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


def test_the_newest_year_not_after_the_one_asked_is_used(empty: Path) -> None:
    for year in (2024, 2026):
        _copy(empty, year)
    assert spec_years(empty, IMT) == (2024, 2026)
    assert [load_person_spec(empty, IMT, year).year for year in (2024, 2025, 2026, 2029)] == [2024, 2024, 2026, 2026]


def test_the_years_of_a_programme_are_told_without_reading_a_specification(empty: Path) -> None:
    for year in (2024, 2026):
        _copy(empty, year, lambda text: "no: [yaml")
    assert Facts(empty).spec_years(IMT) == (2024, 2026)
    assert FACTS.spec_years("ophthalmology-st1") == (2026,)
    assert FACTS.spec_years("astrology-st1") == ()


def test_a_year_before_all_of_them_names_those_there_are(empty: Path) -> None:
    _copy(empty, 2026)
    with pytest.raises(Unknown, match="for 2025 or before; the years here are 2026"):
        load_person_spec(empty, IMT, 2025)


def test_a_specialty_without_any_says_so(empty: Path) -> None:
    with pytest.raises(Unknown, match="no person specification of core-surgery-ct1"):
        load_person_spec(empty, "core-surgery-ct1", 2026)


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
def test_a_broken_file_names_file_entry_and_field_in_one_line(empty: Path, old: str, new: str, said: str) -> None:
    def broken(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    _copy(empty, 2026, broken)
    with pytest.raises(FactError) as problem:
        load_person_spec(empty, IMT, 2026)
    line = str(problem.value)
    assert line.startswith("data/person_specs/2026/internal-medicine-ct1.yaml")
    assert said in line
    assert "\n" not in line


def test_a_rule_that_leaves_months_out_must_be_there(empty: Path) -> None:
    folder = empty / "person_specs/2026"
    folder.mkdir(parents=True)
    shutil.copy(data_root() / f"person_specs/2026/{RADIOLOGY}.yaml", folder)
    text = (folder / f"{RADIOLOGY}.yaml").read_text(encoding="utf-8")
    lost = text.replace("disregard: foundation-level-radiology-discount", "disregard: nothing-of-the-kind")
    (folder / f"{RADIOLOGY}.yaml").write_text(lost, encoding="utf-8")
    with pytest.raises(FactError, match="there is no 'nothing-of-the-kind' to apply"):
        load_person_spec(empty, RADIOLOGY, 2026)
