"""The gates of a specification: each case of tests/cases/gates.yaml, the year lock, and that none is left out."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rules.gating import (
    CREST_FORM,
    CREST_RECORD,
    DAY,
    FACTS,
    FOUNDATION_DONE,
    GP,
    IMT,
    RADIOLOGY,
    SPECIALTIES,
    record,
)
from workbook.base.strict_yaml import read_yaml_file
from workbook.facts import Status, Unknown
from workbook.facts.person_specs import Check
from workbook.rules.finding import Verdict, plain
from workbook.rules.gates import CHECKS, gates

CASES = read_yaml_file(Path(__file__).parent.parent / "cases" / "gates.yaml")["cases"]


def _record_of(case: dict[str, Any]) -> dict[str, Any]:
    """The case's record over what it uses: the parts of the record a case names replace those it is built on."""
    parts: dict[str, Any] = {}
    if "crest" in case.get("use", ()):
        parts = {**deepcopy(CREST_RECORD), "evidence": [{**CREST_FORM, **case.get("form", {})}]}
    if "foundation-done" in case.get("use", ()):
        parts = deepcopy(FOUNDATION_DONE)
    return {**parts, **case.get("record", {})}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    specialty, year = case.get("specialty", IMT), int(case.get("year", 2027))
    on = date.fromisoformat(case["on"]) if "on" in case else DAY
    found = gates(record(**_record_of(case)), FACTS, specialty, year, on)
    by_id = {gate.criterion: gate for gate in found.findings}
    for id, expected in case["expect"].items():
        gate = by_id[id]
        assert gate.verdict.value == expected.get("verdict", gate.verdict.value), gate.because
        if "on" in expected:
            assert gate.on == date.fromisoformat(expected["on"]), gate.because
        assert expected.get("because", "") in gate.because
        for item in expected.get("missing", ()):
            assert item in gate.missing
        if "evidence" in expected:
            assert list(gate.evidence) == expected["evidence"]


def test_the_cases_show_each_verdict() -> None:
    """A verdict no case reaches would be a word nobody has seen on the page."""
    shown = {expected.get("verdict") for case in CASES for expected in case["expect"].values()}
    assert shown >= {verdict.value for verdict in Verdict}


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_every_essential_criterion_has_one_gate_in_the_order_of_the_specification(specialty: str) -> None:
    spec = FACTS.person_spec(specialty, 2026)
    found = gates(record(), FACTS, specialty, 2027, DAY)
    assert [gate.criterion for gate in found.findings] == [c.id for c in spec.criteria if c.importance == "essential"]
    for gate, criterion in zip(found.findings, spec.essential, strict=True):
        assert (gate.title, gate.text, gate.section) == (criterion.title, criterion.text, criterion.section)
        assert gate.facts[0].provenance == criterion.provenance


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_an_empty_record_opens_and_shuts_nothing(specialty: str) -> None:
    """Nothing is known of this doctor, so no gate may be called open or shut."""
    found = gates(record(), FACTS, specialty, 2027, DAY)
    assert {gate.verdict for gate in found.findings} <= {
        Verdict.CANNOT_TELL,
        Verdict.NOT_DECIDED,
        Verdict.NOT_APPLICABLE,
    }


def test_every_check_word_has_its_function() -> None:
    """A word without a function would take the page down for every programme that uses it."""
    assert set(CHECKS) == set(Check)


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_a_replaced_page_makes_no_gate(specialty: str) -> None:
    spec = FACTS.person_spec(specialty, 2026)
    old = {c.id for c in spec.essential if c.provenance.status is Status.SUPERSEDED}
    found = gates(record(**CREST_RECORD), FACTS, specialty, 2027, DAY)
    for gate in found.findings:
        if gate.criterion in old:
            assert gate.verdict is Verdict.NOT_APPLICABLE
            assert gate.asks == ()


def test_an_older_specification_is_named_in_words() -> None:
    found = gates(record(), FACTS, IMT, 2028, DAY)
    assert (found.year, found.spec_year) == (2028, 2026)
    assert any("2028" in note and "2026 one is used" in note for note in found.notes)


def test_the_specification_of_the_year_asked_needs_no_such_note() -> None:
    found = gates(record(), FACTS, IMT, 2026, date(2025, 11, 1))
    assert found.spec_year == 2026
    assert not any("one is used" in note for note in found.notes)


def test_projected_dates_are_named_as_projected() -> None:
    found = gates(record(), FACTS, IMT, 2028, DAY)
    assert found.post_start == date(2028, 8, 2)
    assert any("projected from 2027" in note and "18 November 2027" in note for note in found.notes)


@pytest.mark.parametrize(
    ("on", "closed"), [(date(2026, 11, 18), False), (date(2026, 11, 19), False), (date(2026, 11, 20), True)]
)
def test_a_round_that_is_closed_says_so_from_the_day_after_its_closing_day(on: date, closed: bool) -> None:
    found = gates(record(), FACTS, GP, 2027, on)
    assert any("closed on 19 November 2026" in note for note in found.notes) is closed


def test_a_round_without_a_known_closing_day_is_over_when_its_posts_have_started() -> None:
    found = gates(record(), FACTS, GP, 2026, date(2026, 8, 5))
    assert any("started on 5 August 2026" in note for note in found.notes)


def test_an_unknown_specialty_names_those_there_are() -> None:
    with pytest.raises(Unknown, match="internal-medicine-ct1"):
        gates(record(), FACTS, "astrology-st1", 2027, DAY)


def test_a_year_before_every_specification_is_refused_with_the_years_there_are() -> None:
    with pytest.raises(Unknown, match="2026"):
        gates(record(), FACTS, IMT, 2025, DAY)


def test_the_gates_speak_json_with_the_names_of_the_contract() -> None:
    told = json.loads(json.dumps(plain(gates(record(**CREST_RECORD), FACTS, RADIOLOGY, 2027, DAY))))
    assert {"specialty", "year", "on", "findings"} <= set(told)
    assert {"criterion", "verdict", "on", "because", "missing", "evidence", "facts"} <= set(told["findings"][0])
    assert told["findings"][0]["facts"][0]["source"]["publisher"] == "NHS England (Medical Hub)"


def test_what_only_the_doctor_can_answer_comes_with_its_question() -> None:
    found = gates(record(), FACTS, GP, 2027, DAY)
    asks = {gate.criterion: [question.text for question in gate.asks] for gate in found.findings}
    assert asks["health"] == ["Do you meet the professional health requirements of the GMC’s standards?"]
    assert len(asks["foundation-competence"]) == 3  # left the same specialty, work after home registration, refugee


def test_the_same_question_is_answered_by_one_word_for_every_programme() -> None:
    """A doctor should not say three times that they are well."""
    said = record(statements=[{"criterion": "health", "holds": True, "on": "2026-10-30"}])
    for specialty in SPECIALTIES:
        found = {gate.criterion: gate for gate in gates(said, FACTS, specialty, 2027, DAY).findings}
        assert found["health"].verdict is Verdict.MET
