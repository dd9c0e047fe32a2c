"""The gates of higher programmes: each answers, the shared opening once, and a replaced page is asked by and named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from tests.facts.test_person_specs_higher import COMMON, PSYCHIATRY, READ
from tests.rules.gating import FACTS, record
from workbook.facts import Facts, Status
from workbook.facts.where import data_root
from workbook.record.demos import demo_names, demo_record
from workbook.record.models import Record
from workbook.rules.finding import Verdict
from workbook.rules.gates import Gate, gates

ON = date(2026, 11, 20)
HIGHER = tuple(sorted({*READ, *PSYCHIATRY} - {"psychiatry-st4"}))
OPENED = tuple(name for name in HIGHER if READ.get(name, READ["psychiatry-st4"])[2])
RECORDS = {"empty": record(), **{one.name: demo_record(data_root(), one.name) for one in demo_names(data_root())}}


def found(specialty: str, given: Record, year: int = 2027) -> dict[str, Gate]:
    return {gate.criterion: gate for gate in gates(given, FACTS, specialty, year, ON).findings}


def test_every_higher_programme_with_a_specification_is_here() -> None:
    there = {p.id for p in FACTS.specialties().values() if p.person_spec and p.id.endswith(("-st3", "-st4"))}
    assert set(HIGHER) == there
    assert len(HIGHER) == 33


@pytest.mark.parametrize("who", RECORDS)
@pytest.mark.parametrize("specialty", HIGHER)
def test_every_gate_answers(specialty: str, who: str) -> None:
    answered = gates(RECORDS[who], FACTS, specialty, 2027, ON)
    ids = [gate.criterion for gate in answered.findings]
    assert ids == [criterion.id for criterion in FACTS.person_spec(specialty, 2027).essential]
    assert all(gate.because and gate.facts for gate in answered.findings)
    if specialty in OPENED:
        assert [id for id in ids if id in COMMON] == list(COMMON)


@pytest.mark.parametrize("specialty", HIGHER)
def test_an_empty_record_opens_and_shuts_nothing(specialty: str) -> None:
    verdicts = {gate.verdict for gate in found(specialty, record()).values()}
    assert verdicts <= {Verdict.CANNOT_TELL, Verdict.NOT_DECIDED, Verdict.NOT_APPLICABLE}


def test_registration_held_by_the_closing_day_opens_the_shared_gate() -> None:
    late = record(doctor={"gmc": {"full_registration_on": "2026-11-20"}})
    in_time = record(doctor={"gmc": {"full_registration_on": "2026-11-19"}})
    assert found("cardiology-st4", late)["gmc-full-at-application"].verdict is Verdict.NOT_MET
    assert found("cardiology-st4", in_time)["gmc-full-at-application"].verdict is Verdict.MET


def test_an_exam_is_the_doctors_word_and_holds_for_its_programme_alone() -> None:
    said = record(statements=[{"criterion": "mrcp", "specialty": "cardiology-st4", "holds": True, "on": "2026-11-01"}])
    assert found("cardiology-st4", said)["mrcp"].verdict is Verdict.MET
    assert found("renal-medicine-st4", said)["mrcp"].verdict is Verdict.CANNOT_TELL


def test_an_answer_for_one_psychiatric_programme_is_kept_under_that_programme() -> None:
    said = record(
        statements=[{"criterion": "no-cct", "specialty": "forensic-psychiatry-st4", "holds": False, "on": "2026-11-01"}]
    )
    assert found("forensic-psychiatry-st4", said)["no-cct"].verdict is Verdict.NOT_MET
    assert found("old-age-psychiatry-st4", said)["no-cct"].verdict is Verdict.CANNOT_TELL


def test_moving_region_is_asked_of_a_trainee_of_the_specialty_alone() -> None:
    programme = {"kind": "specialty", "specialty": "cardiology", "start": "2025-08-06"}
    training = record(doctor={"uk_programmes": [programme]})
    assert found("cardiology-st4", training)["move-region-support"].verdict is Verdict.CANNOT_TELL
    assert found("renal-medicine-st4", training)["move-region-support"].verdict is Verdict.NOT_APPLICABLE
    assert (
        found("cardiology-st4", training)["move-region-support"].condition == "currently in the same specialty training"
    )


def test_a_criterion_of_one_route_says_whose_it_is() -> None:
    assert found("dermatology-st3", record())["mrcpch"].condition == "paediatric route"
    assert found("dermatology-st3", record())["pmq"].condition is None


# ---------------------------------------------------------------- a whole specification that was replaced

REPLACED = tuple(name for name in HIGHER if READ.get(name, READ["psychiatry-st4"])[1] is Status.SUPERSEDED)


@pytest.mark.parametrize("specialty", REPLACED)
def test_a_replaced_specification_is_asked_by_and_says_so(specialty: str) -> None:
    """There is nothing newer to ask by: silence would look like an open door."""
    answered = gates(record(), FACTS, specialty, 2027, ON)
    own = [gate for gate in answered.findings if gate.facts[0].provenance.status is Status.SUPERSEDED]
    assert own
    for gate in own:
        assert "a page since replaced" in gate.because and gate.facts[0].provenance.source.title in gate.because
        assert gate.verdict is not Verdict.NOT_APPLICABLE
    assert any("has been replaced" in note and "compare each criterion" in note for note in answered.notes)
    assert any(f"The {answered.spec_year} one is used" in note for note in answered.notes)


def test_a_yes_to_a_replaced_page_opens_the_gate_with_its_warning() -> None:
    said = record(statements=[{"criterion": "frcophth-1", "holds": True, "on": "2026-11-01"}])
    gate = found("ophthalmology-st3", said)["frcophth-1"]
    assert gate.verdict is Verdict.MET
    assert gate.because == (
        "You said so on 1 November 2026. The criterion was read on “Ophthalmology ST3 2023”, a page since replaced: "
        "compare it with the present one."
    )


@pytest.mark.parametrize("specialty", [name for name in REPLACED if name in OPENED])
def test_the_shared_opening_of_a_replaced_specification_is_in_force(specialty: str) -> None:
    for id in COMMON:
        assert "since replaced" not in found(specialty, record())[id].because


def test_a_specification_in_force_has_no_such_note() -> None:
    answered = gates(record(), FACTS, "cardiology-st4", 2026, ON)
    assert not any("replaced" in note or "not listed" in note for note in answered.notes)


def test_a_criterion_of_an_older_round_says_which() -> None:
    asked = found("anaesthetics-st4", record())
    assert "was stated for the 2025 round" in asked["primary-frca"].because
    assert "round" not in asked["no-cct"].because


@pytest.mark.parametrize(
    ("specialty", "asked", "said"),
    [
        ("cardiology-st4", 2026, "is taken from the list of 2026."),
        ("cardiology-st4", 2028, "is taken from the list of 2026."),
        # Haematology's page is that of 2025 and names no registration when applying; the list of 2026 does.
        ("haematology-st3", 2027, "is taken from the list of 2026, the rest from the specification of 2025."),
        (
            "emergency-medicine-dre-em-st3",
            2027,
            "is taken from the list of 2026, the rest from the specification of 2024.",
        ),
    ],
)
def test_the_year_of_the_list_that_every_specification_opens_with_is_named_once(
    specialty: str, asked: int, said: str
) -> None:
    notes = gates(record(), FACTS, specialty, asked, ON).notes
    (named,) = [note for note in notes if "What every higher specification asks" in note]
    assert named.endswith(said)


@pytest.mark.parametrize("specialty", [name for name in HIGHER if name not in OPENED] + ["internal-medicine-ct1"])
def test_a_specification_without_the_shared_list_names_none(specialty: str) -> None:
    assert not any("What every higher" in note for note in gates(record(), FACTS, specialty, 2027, ON).notes)


@pytest.mark.parametrize(
    ("specialty", "year", "criteria", "missing"),
    [
        # What is not here stands in each file under `unknown`; the criteria were counted in the file.
        ("occupational-medicine-st3", 2027, 2, "Not here: what the page says outside its entry section."),
        (
            "combined-infection-training-st3",
            2027,
            2,
            "Not here: the page from the middle of its eligibility section on.",
        ),
        ("clinical-oncology-st3", 2025, 2, "Not here: the full specification."),
        ("paediatrics-st3", 2027, 6, "Not here: what the page says outside its entry section."),
    ],
)
def test_a_specification_of_which_only_a_part_is_here_never_looks_whole(
    specialty: str, year: int, criteria: int, missing: str
) -> None:
    answered = gates(record(), FACTS, specialty, year, ON)
    assert len(answered.findings) == criteria
    assert answered.partial == "only part of the specification is here"
    assert answered.notes[0].startswith("Only part of the specification is here: it may ask for more than is listed.")
    assert missing in answered.notes[0]


def test_a_round_before_the_shared_list_is_partial_by_that_alone(tmp_path: Path) -> None:
    """General surgery's own page says nothing of what it lacks; without the shared list eleven criteria are missing."""
    root = Path(copytree(data_root(), tmp_path / "data"))
    (root / "person_specs/2026/higher-common.yaml").rename(root / "person_specs/2026/aside.txt")
    there, without = (gates(record(), facts, "general-surgery-st3", 2026, ON) for facts in (FACTS, Facts(root)))
    assert len(there.findings) - len(without.findings) == len(COMMON)
    assert there.partial == "the official page was not read as a whole"
    assert without.partial == "only part of the specification is here"


def test_a_page_that_was_not_read_itself_may_ask_for_more() -> None:
    answered = gates(record(), FACTS, "emergency-medicine-st4", 2026, ON)
    assert answered.partial == "the official page was not read as a whole"
    assert answered.notes[0] == "The official page was not read as a whole: it may ask for more than is listed."


def test_a_specification_that_was_read_whole_says_nothing_of_parts(tmp_path: Path) -> None:
    """Confidence high means that the official page was read (workbook.facts.core)."""
    root = Path(copytree(data_root(), tmp_path / "data"))
    place = root / "person_specs/2026/emergency-medicine-st4.yaml"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("\nconfidence: medium\n", "\nconfidence: high\n", 1), encoding="utf-8")
    answered = gates(record(), Facts(root), "emergency-medicine-st4", 2026, ON)
    assert answered.partial is None
    assert not any("may ask for more" in note for note in answered.notes)


def test_a_round_before_the_shared_opening_says_what_is_not_listed() -> None:
    answered = gates(record(), FACTS, "clinical-oncology-st3", 2025, ON)
    assert [gate.criterion for gate in answered.findings] == ["mrcp", "core-two-years"]
    assert any("is not listed" in note for note in answered.notes)
