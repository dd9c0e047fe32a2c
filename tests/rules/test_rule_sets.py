"""Does a proposal ever move a date under the law, and is every set of rules shown with what nobody has settled?

Days worked by hand from data/visa: five, three, nine, ten and twenty years from the first day, and 28 days before.
"""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.facts import FactError, Facts
from workbook.facts.where import data_root
from workbook.record.models import Record
from workbook.record.reading import record_from
from workbook.rules.proposals import SCENARIO
from workbook.rules.residence import residence
from workbook.rules.rule_set import RuleSet

FACTS = Facts()
ON = date(2026, 11, 20)
START = date(2022, 2, 20)


def _record(
    route: str = "health-and-care-worker",
    start: date = START,
    away: tuple[tuple[date, date], ...] = (),
    end: date = date(2050, 12, 31),
) -> Record:
    days = start.isoformat()
    held = {"id": "v1", "route": route, "start": days, "end": end.isoformat(), "first_entry": days}
    trips = [{"left": left.isoformat(), "returned": back.isoformat()} for left, back in away]
    return record_from({"format": 1, "permissions": [held], "absences": trips})


def _sets(record: Record, facts: Facts = FACTS, on: date = ON) -> dict[str, RuleSet]:
    return {rules.id: rules for rules in residence(record, facts, on).rule_sets}


def _dates(rules: RuleSet) -> tuple[str, str]:
    assert rules.completion is not None and rules.earliest_application is not None
    return rules.completion.isoformat(), rules.earliest_application.isoformat()


def test_each_scenario_of_sponsored_work_has_its_own_date() -> None:
    assert {id: (rules.years, *_dates(rules)) for id, rules in _sets(_record()).items()} == {
        "in-force": (5, "2027-02-20", "2027-01-23"),
        "enacted": (5, "2027-02-20", "2027-01-23"),
        "proposed-doctor-five-years": (5, "2027-02-20", "2027-01-23"),
        "proposed-doctor-salary-50270": (5, "2027-02-20", "2027-01-23"),
        "proposed-doctor-salary-125140": (3, "2025-02-20", "2025-01-23"),
        "proposed-doctor-c1-only": (9, "2031-02-20", "2031-01-23"),
        "proposed-no-reduction": (10, "2032-02-20", "2032-01-23"),
        "proposed-public-funds": (20, "2042-02-20", "2042-01-23"),
    }


def test_a_partner_on_a_work_visa_would_have_ten_years_of_their_own() -> None:
    sets = _sets(_record("dependant-partner-work", date(2023, 1, 10)))
    assert list(sets) == ["in-force", "enacted", "proposed-dependant-partner"]
    assert _dates(sets["in-force"]) == ("2028-01-10", "2027-12-13")
    assert _dates(sets["proposed-dependant-partner"]) == ("2033-01-10", "2032-12-13")
    assert "unless they have a reduction of their own" in sets["proposed-dependant-partner"].because
    assert any("it was read for sponsored work" in said for said in sets["enacted"].unknown)


def test_bno_keeps_five_years_and_is_outside_the_change_of_english() -> None:
    sets = _sets(_record("bno", date(2022, 6, 1)))
    assert list(sets) == ["in-force", "enacted", "proposed-bno-or-british-partner"]
    assert _dates(sets["in-force"]) == _dates(sets["proposed-bno-or-british-partner"]) == ("2027-06-01", "2027-05-04")
    assert "yours is outside this" in sets["enacted"].because
    assert "would be asked of you" not in sets["enacted"].because


def test_a_partner_of_a_settled_person_is_told_that_only_partners_of_british_citizens_were_spoken_of() -> None:
    proposed = _sets(_record("partner-of-settled-person", date(2022, 6, 1)))["proposed-bno-or-british-partner"]
    assert any("partners of British citizens" in said for said in proposed.unknown)


def test_global_talent_has_a_proposed_date_and_none_under_the_law() -> None:
    """The law's years hang on an endorsement nobody recorded: a proposed date must not fill that gap."""
    sets = _sets(_record("global-talent", date(2024, 1, 4)))
    assert sets["in-force"].completion is None and sets["enacted"].completion is None
    assert _dates(sets["proposed-global-talent"]) == ("2027-01-04", "2026-12-07")
    assert any("endorsement" in said for said in sets["in-force"].unknown)


def test_where_the_papers_name_no_scenario_no_date_is_drawn() -> None:
    proposed = _sets(_record("uk-ancestry", date(2022, 6, 1)))["proposed-not-read"]
    assert (proposed.completion, proposed.earliest_application, proposed.years) == (None, None, None)
    assert "Whether the proposals reach UK Ancestry." in proposed.unknown


def test_what_nobody_has_settled_is_named_with_every_proposal() -> None:
    for route in ("skilled-worker", "dependant-partner-work", "global-talent", "bno", "uk-ancestry"):
        for rules in _sets(_record(route)).values():
            if rules.status == "proposed":
                said = " ".join(rules.unknown)
                assert "transitional rules" in said and "start date" in said and "transitional cover" in said


def test_every_scenario_and_figure_of_the_papers_is_shown_somewhere() -> None:
    """A figure that no set rests on can be forgotten when the papers change."""
    shown = {
        fact.id
        for route in ("skilled-worker", "dependant-partner-work", "global-talent", "bno")
        for rules in _sets(_record(route)).values()
        for fact in rules.facts
    }
    scenarios = {rule.provenance.id for rule in FACTS.visa_rules().values() if rule.id.startswith(SCENARIO)}
    assert scenarios - shown == {FACTS.visa_rule("es-scenario-already-here").provenance.id}  # words, under unknown
    for id, parameter in FACTS.visa_parameters().items():
        if id.startswith("earned-settlement-"):
            assert any(fact.startswith(parameter.provenance.id) for fact in shown), id


def test_a_scenario_with_a_date_names_its_function_and_one_without_says_that_it_is_words() -> None:
    for rule in FACTS.visa_rules().values():
        if rule.id.startswith(SCENARIO):
            dated = rule.id != "es-scenario-already-here"
            assert (rule.computed_by is not None) is dated, rule.id


def test_the_reductions_and_penalties_without_a_scenario_are_said_in_words() -> None:
    also = " ".join(_sets(_record())["proposed-no-reduction"].also)
    for words in ("15 years", "3 to 5 years off", "up to 20 years", "12,570", "English B2", "would add 5 years"):
        assert words in also


# ---------------------------------------------------------------- English from 26 March 2027


@pytest.mark.parametrize("on", [date(2027, 3, 25), date(2027, 3, 26)])
def test_once_its_day_has_come_b2_is_the_law_and_no_longer_to_come(on: date) -> None:
    sets = _sets(_record(start=date(2023, 5, 1)), on=on)
    begun = on >= date(2027, 3, 26)
    assert ("enacted" in sets) is not begun
    assert ("B2" in sets["in-force"].because) is begun


# ---------------------------------------------------------------- nothing mixes


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("reduction: none}\n    result_years: 10", "reduction: none}\n    result_years: 12", "proposed-no-reduction"),
        ("inputs: {english: C1}\n    result_years: 9", "result_years: 8", "proposed-doctor-c1-only"),
    ],
)  # fmt: skip
def test_a_changed_proposal_moves_its_own_date_and_no_other(tmp_path: Path, old: str, new: str, moved: str) -> None:
    before, after = _sets(_record()), _sets(_record(), _changed(tmp_path, "rules", old, new))
    assert [id for id in before if _dates(before[id]) != _dates(after[id])] == [moved]


def test_a_changed_baseline_moves_the_partners_date_and_not_the_law(tmp_path: Path) -> None:
    old = "{id: earned-settlement-baseline, unit: years, source: es-cp, status: proposed, values: [{value: 10}]}"
    facts = _changed(tmp_path, "parameters", old, old.replace("10", "11"))
    sets = _sets(_record("dependant-partner-work", date(2023, 1, 10)), facts)
    assert _dates(sets["proposed-dependant-partner"]) == ("2034-01-10", "2033-12-13")
    assert _dates(sets["in-force"]) == ("2028-01-10", "2027-12-13")


def test_a_scenario_that_calls_itself_law_is_refused(tmp_path: Path) -> None:
    old = "workbook.rules.proposals:proposals\n    status: proposed\n    source: es-cp\n    text: English"
    facts = _changed(tmp_path, "rules", old, old.replace("proposed\n", "in_force\n"))
    with pytest.raises(FactError, match="a scenario of the papers is proposed"):
        _sets(_record(), facts)


def _changed(folder: Path, part: str, old: str, new: str) -> Facts:
    shutil.copytree(data_root() / "visa", folder / "visa")
    shutil.copy(data_root() / "review.yaml", folder)
    target = folder / "visa" / part / "earned-settlement.yaml"
    text = target.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    target.write_text(text.replace(old, new), encoding="utf-8")
    return Facts(folder)


# ---------------------------------------------------------------- a shift by whole years

trips = st.lists(
    st.tuples(st.integers(0, 1700), st.integers(1, 250)).map(lambda trip: (trip[0], trip[0] + trip[1])), max_size=4
)
routes = st.sampled_from(["health-and-care-worker", "skilled-worker", "dependant-partner-work", "uk-ancestry", "bno"])


def _moved(day: date | None, years: int) -> date | None:
    return day and day.replace(year=day.year + years)


@settings(max_examples=80, deadline=None)
@given(routes, st.dates(date(2019, 1, 1), date(2024, 12, 31)), trips, st.sampled_from([4, 8]))
def test_a_shift_by_years_that_keep_the_leap_days_shifts_every_settlement_date(
    route: str, start: date, given_trips: Any, years: int
) -> None:
    def at(first: date) -> dict[str, RuleSet]:
        away = tuple((first + timedelta(days=left), first + timedelta(days=back)) for left, back in given_trips)
        return _sets(_record(route, first, away), on=first + timedelta(days=400))

    here, there = at(start), at(start.replace(year=start.year + years))
    for id in here.keys() - {"enacted"}:
        assert there[id].completion == _moved(here[id].completion, years), id
        assert there[id].earliest_application == _moved(here[id].earliest_application, years), id


@settings(max_examples=80, deadline=None)
@given(
    routes, st.dates(date(2019, 1, 1), date(2024, 12, 31)).filter(lambda day: (day.month, day.day) != (2, 29)),
    st.integers(1, 7),
)  # fmt: skip
def test_without_trips_a_shift_by_any_number_of_years_shifts_every_completion(
    route: str, start: date, years: int
) -> None:
    later = start.replace(year=start.year + years)
    here, there = _sets(_record(route, start), on=start), _sets(_record(route, later), on=later)
    for id in here.keys() - {"enacted"}:
        assert there[id].completion == _moved(here[id].completion, years), id


@settings(max_examples=60, deadline=None)
@given(routes, st.dates(date(2019, 1, 1), date(2024, 12, 31)), trips)
def test_the_enacted_set_never_has_another_date_than_the_law(route: str, start: date, given_trips: Any) -> None:
    away = tuple((start + timedelta(days=left), start + timedelta(days=back)) for left, back in given_trips)
    answer = residence(_record(route, start, away), FACTS, ON)
    sets = {rules.id: rules for rules in answer.rule_sets}
    assert sets["enacted"].completion == sets["in-force"].completion == answer.completion
    assert [rules.status for rules in answer.rule_sets].count("in_force") == 1
