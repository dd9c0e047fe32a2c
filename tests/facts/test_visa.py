"""Are the immigration facts whole, sourced, in order, and does every rule say who applies it?"""

from __future__ import annotations

import shutil
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from workbook import rules as rules_room
from workbook.base.strict_yaml import read_yaml_file
from workbook.facts.core import FactError, NotCovered, Status
from workbook.facts.visa import (
    VisaParameter,
    load_events,
    load_parameters,
    load_routes,
    load_rules,
    load_training_offer,
)
from workbook.facts.where import data_root

ROOT = data_root()


def test_nothing_that_was_read_is_missing() -> None:
    """What was converted: 84 figures (one split in two, because its last value is about other people) and 5 stories."""
    figures, stories, routes = load_parameters(ROOT), load_events(ROOT), load_routes(ROOT)
    assert len(figures) == 84 and sum(len(each.periods) for each in figures.values()) == 127
    assert len(stories) == 5 and sum(len(each.events) for each in stories.values()) == 11
    assert len(load_rules(ROOT)) == 48
    assert len(routes) == 17 and len(load_training_offer(ROOT)) == 4


def test_every_rule_names_the_function_that_applies_it_or_says_that_it_is_words_only() -> None:
    for rule in load_rules(ROOT).values():
        assert (rule.computed_by is None) != (rule.text_only is None), rule.id
        if rule.computed_by:
            module, _, function = rule.computed_by.partition(":")
            assert callable(getattr(import_module(module), function, None)), rule.computed_by


def test_every_number_set_apart_in_a_rule_is_read_by_some_function() -> None:
    """A number that nothing reads can be changed without effect, and nobody notices."""
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(rules_room.__path__[0]).glob("*.py"))
    for rule in load_rules(ROOT).values():
        assert [name for name in rule.figures if f'"{name}"' not in sources] == [], rule.id


def test_proposals_are_read_again_by_18_february_and_the_law_by_6_april() -> None:
    """What is only proposed changes sooner than the law does."""
    provenances = [period.provenance for figure in load_parameters(ROOT).values() for period in figure.periods]
    provenances += [rule.provenance for rule in load_rules(ROOT).values()]
    provenances += [event.provenance for story in load_events(ROOT).values() for event in story.events]
    for provenance in provenances:
        proposed = provenance.status is Status.PROPOSED
        assert not proposed or provenance.review_by == date(2027, 2, 18)
        assert provenance.review_by in (date(2027, 2, 18), date(2027, 4, 6))


@pytest.mark.parametrize("file", ["parameters.yaml", "rules.yaml", "routes.yaml"])
def test_every_source_of_a_file_is_called_upon(file: str) -> None:
    """A source that no entry names would be kept up to date for nothing, or its entry was lost."""
    plain = read_yaml_file(ROOT / "visa" / file)
    called: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                if key == "source" and isinstance(item, str):
                    called.add(item)
                elif key == "sources" and isinstance(item, list):
                    called.update(item)
                else:
                    walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk({key: value for key, value in plain.items() if key != "sources"})
    assert sorted(set(plain["sources"]) - called) == []


def test_settlement_takes_five_years_in_force_and_ten_in_the_proposal() -> None:
    figures = load_parameters(ROOT)
    law = figures["ilr-qualifying-period-work"].on(date(2026, 11, 20))
    proposal = figures["earned-settlement-baseline"].on(date(2026, 11, 20))
    assert (law.value, law.provenance.status) == (5, Status.IN_FORCE)
    assert (proposal.value, proposal.provenance.status) == (10, Status.PROPOSED)


def test_english_at_settlement_changes_on_26_march_2027_and_not_a_day_before() -> None:
    english = load_parameters(ROOT)["english-at-settlement"]
    assert "B1" in english.on(date(2027, 3, 25)).value
    assert "B2" in english.on(date(2027, 3, 26)).value


def test_a_fee_nobody_read_is_a_gap_and_not_the_fee_before_it() -> None:
    fee = load_parameters(ROOT)["fee-skilled-worker-outside-over-3y"]
    assert fee.on(date(2025, 4, 8)).value == 1420
    with pytest.raises(NotCovered, match="10 April 2025"):
        fee.on(date(2025, 4, 10))


def test_a_value_carries_its_own_note_and_that_of_its_figure() -> None:
    """“Start date not checked” must not hide that five years may become ten."""
    note = load_parameters(ROOT)["ilr-qualifying-period-work"].on(date(2026, 11, 20)).provenance.note
    assert note is not None and "start date not checked" in note and "proposed" in note


def test_what_a_figure_leaves_out_stays_with_it() -> None:
    unpaid = load_parameters(ROOT)["unpaid-absence-limit"]
    assert isinstance(unpaid, VisaParameter) and unpaid.exceptions is not None
    assert "sickness absence" in unpaid.exceptions.reasons
    assert unpaid.exceptions.source.publisher == "UNISON"


def test_reasons_for_being_away_are_told_apart() -> None:
    reasons = {reason.id: reason.excepted for reason in load_rules(ROOT)["absence-excepted"].reasons}
    assert reasons["compassionate"] and reasons["pandemic"]
    assert not reasons["holiday"] and not reasons["parental-leave"] and not reasons["out-of-programme"]


def test_a_rule_keeps_the_page_that_says_otherwise() -> None:
    rule = load_rules(ROOT)["pre-entry-days"]
    assert [conflict.source.publisher for conflict in rule.conflicts] == ["legalguidance.org"]
    assert [source.publisher for source in rule.sources] == ["BIC Immigration in Australian Times", "ATNY Law"]


def test_only_routes_whose_time_counts_have_a_clock() -> None:
    groups = {id: route.settlement and route.settlement.group for id, route in load_routes(ROOT).items()}
    assert groups["health-and-care-worker"] == groups["skilled-worker"] == groups["global-talent"] == "sponsored-work"
    assert all(groups[id] is None for id in ("student", "graduate", "gae-mti", "visitor", "youth-mobility", "ilr"))
    assert groups["dependant-partner-work"] not in (None, "sponsored-work")


def test_an_answer_of_its_own_source_does_not_take_the_source_of_the_file() -> None:
    routes = load_routes(ROOT)
    answer = routes["student"].training_post
    assert answer is not None and answer.answer == "no" and "Foundation Programme" in answer.words
    assert answer.provenance.source.title == "Student conditions"
    assert routes["youth-mobility"].training_post is not None
    assert routes["youth-mobility"].training_post.answer == "unknown"


FEES, RULES, ROUTES = "parameters.yaml", "rules.yaml", "routes.yaml"
BROKEN = [
    (FEES, "to: 2024-02-05, value: 624", "to: 2024-03-05, value: 624", "immigration-health-surcharge-adult"),
    (FEES, "value: 624, status: superseded, source: ihs-2024", "value: 624, source: ihs-2042", "ihs-2042"),
    (FEES, "from: 2024-02-06, to: null, value: 1035", "from: 2024-02-30, value: 1035", "February 2024 has no day 30"),
    (RULES, "title: What counts as a day away\n", "title: A day away\n    text_only: true\n", "absence-day"),
    (RULES, "id: strike\n", "id: sick-leave\n", "sick-leave: stands twice"),
    (ROUTES, "{counts: own-clock, group: bno}", "{counts: own-clock}", "bno"),
    (ROUTES, "answer: likely\n      text: probably yes", "answer: maybe\n      text: probably yes", "graduate"),
]


@pytest.mark.parametrize(("file", "old", "new", "named"), BROKEN, ids=[case[3] for case in BROKEN])
def test_a_mistake_in_a_file_is_named_in_one_line(tmp_path: Path, file: str, old: str, new: str, named: str) -> None:
    shutil.copytree(ROOT / "visa", tmp_path / "visa")
    path = tmp_path / "visa" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FactError) as raised:
        {FEES: load_parameters, RULES: load_rules, ROUTES: load_routes}[file](tmp_path)
    message = str(raised.value)
    assert named in message and f"data/visa/{file}" in message and "\n" not in message
