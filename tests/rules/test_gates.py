"""The gates of a specification: each case of tests/cases/gates.yaml, the year lock, and that none is left out."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
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
    inquiry,
    record,
)
from workbook.base.strict_yaml import read_yaml_file
from workbook.facts import Status, Unknown
from workbook.facts.criteria import Check, Criterion
from workbook.rules.finding import Verdict, plain
from workbook.rules.gates import CHECKS, gate, gates

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
        one = by_id[id]
        assert one.verdict.value == expected.get("verdict", one.verdict.value), one.because
        if "on" in expected:
            assert one.on == date.fromisoformat(expected["on"]), one.because
        assert expected.get("because", "") in one.because
        for item in expected.get("missing", ()):
            assert item in one.missing
        if "evidence" in expected:
            assert list(one.evidence) == expected["evidence"]


def test_the_cases_show_each_verdict() -> None:
    """A verdict no case reaches would be a word nobody has seen on the page."""
    shown = {expected.get("verdict") for case in CASES for expected in case["expect"].values()}
    assert shown >= {verdict.value for verdict in Verdict}


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_every_essential_criterion_has_one_gate_in_the_order_of_the_specification(specialty: str) -> None:
    spec = FACTS.person_spec(specialty, 2026)
    found = gates(record(), FACTS, specialty, 2027, DAY)
    assert [gate.criterion for gate in found.findings] == [c.id for c in spec.criteria if c.importance == "essential"]
    for shown, criterion in zip(found.findings, spec.essential, strict=True):
        assert (shown.title, shown.text, shown.section) == (criterion.title, criterion.text, criterion.section)
        assert shown.facts[0].provenance == criterion.provenance


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
    for shown in found.findings:
        if shown.criterion in old:
            assert shown.verdict is Verdict.NOT_APPLICABLE
            assert shown.asks == ()


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


def test_an_unknown_specialty_names_those_near_to_it() -> None:
    with pytest.raises(Unknown, match=r"there is no specialty .astrology-st1. here; near it: "):
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


def _figures() -> list[tuple[str, str]]:
    """Every essential criterion with a figure that is a number."""
    return [
        (specialty, criterion.id)
        for specialty in SPECIALTIES
        for criterion in FACTS.person_spec(specialty, 2026).essential
        if criterion.limit and not isinstance(criterion.limit.value, str)
    ]


@pytest.mark.parametrize(("specialty", "id"), _figures())
def test_changing_a_figure_of_the_data_changes_what_is_said(specialty: str, id: str) -> None:
    """A figure that no rule reads would be shown to a doctor and decide nothing."""
    posts = [{"id": "r", "specialty": "radiology", "employer": "A", "start": "2025-10-04", "end": "2027-08-03"}]
    done = {"id": "a", "kind": "qip", "status": "done", "end": "2025-01-01"}
    parts = {**deepcopy(CREST_RECORD), "posts": posts, "evidence": [done]}
    usual = inquiry(record(**parts), specialty)

    def double(criterion: Criterion) -> Criterion:
        assert criterion.limit is not None
        return criterion.model_copy(
            update={"limit": criterion.limit.model_copy(update={"value": criterion.limit.number * 2})}
        )

    criteria = tuple(double(c) if c.id == id else c for c in usual.spec.criteria)
    changed = replace(usual, spec=usual.spec.model_copy(update={"criteria": criteria}))
    one = [(found.verdict, found.because) for found in (gate(usual, c) for c in usual.spec.essential)]
    other = [(found.verdict, found.because) for found in (gate(changed, c) for c in changed.spec.essential)]
    assert one != other
