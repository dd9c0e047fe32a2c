"""The recruitment facts say what was published, and leave a gap where nothing was."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from workbook.facts import FactError, Facts, Status
from workbook.facts.recruitment import Event, RecruitmentYear, load_recruitment
from workbook.facts.where import data_root


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts()


def event(told: RecruitmentYear, id: str, specialty: str | None = None) -> Event:
    round_1 = told.round("round-1")
    (found,) = [each for each in (round_1.own(specialty) if specialty else round_1.national) if each.id == id]
    return found


def test_the_2027_round_closed_the_day_before_the_facts_were_read(facts: Facts) -> None:
    closes = event(facts.recruitment(2027), "applications-close")
    assert (closes.day, closes.time) == (date(2026, 11, 19), "16:00")
    assert closes.provenance.status is Status.CLOSED
    assert closes.provenance.checked_on == date(2026, 11, 20)
    assert "could not be opened" in (closes.provenance.source.how_read or "")


def test_a_third_hand_day_says_so(facts: Facts) -> None:
    interviews = event(facts.recruitment(2027), "interviews", "internal-medicine-ct1")
    assert (interviews.first, interviews.last) == (date(2027, 1, 11), date(2027, 2, 12))
    assert interviews.provenance.status is Status.PROVISIONAL
    assert interviews.provenance.confidence == "low"
    assert "Third-hand" in (interviews.provenance.source.how_read or "")


def test_the_day_the_2026_round_closed_is_not_in_the_facts(facts: Facts) -> None:
    told = facts.recruitment(2026)
    assert "applications-close" not in {each.id for each in told.round("round-1").events}
    assert any("closing" in missing for missing in told.provenance.unknown)


def test_a_window_known_by_its_month_only_keeps_its_days_empty(facts: Facts) -> None:
    second = event(facts.recruitment(2025), "msra-window-2")
    assert (second.first, second.last, second.month) == (None, None, "2025-02")


def test_registration_must_be_held_at_application_from_2026(facts: Facts) -> None:
    rule = facts.recruitment(2026).change("gmc-full-registration-at-application")
    assert rule is not None
    assert rule.year_from == 2026
    assert rule.provenance.confidence == "high"
    assert facts.recruitment(2025).change("gmc-full-registration-at-application") is None


def test_every_event_of_2027_that_is_told_is_there(facts: Facts) -> None:
    round_1 = facts.recruitment(2027).round("round-1")
    assert (len(round_1.events), len(round_1.every_event) - len(round_1.events)) == (13, 30)
    assert round_1.specialty_events is not None
    assert {*round_1.specialty_events.programmes} <= {*facts.specialty_ids()}


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_no_day_that_has_passed_is_still_announced(facts: Facts, year: int) -> None:
    told = facts.recruitment(year)
    academic = told.academic_clinical_fellowship
    steps = [each for found in told.rounds for each in found.every_event] + [*(academic.events if academic else ())]
    for step in steps:
        last = step.to or step.day
        if last is not None and last <= date(2026, 11, 20):
            assert step.provenance.status is Status.CLOSED, step.provenance.id


def test_a_day_that_another_record_puts_elsewhere_shows_the_conflict(facts: Facts) -> None:
    offers = event(facts.recruitment(2027), "initial-offers")
    assert (offers.day, offers.time) == (date(2027, 4, 6), "17:00")
    (conflict,) = offers.provenance.conflicts
    assert "4 March 2027 (cardiothoracic surgery)" in conflict.text
    assert conflict.source is not None and conflict.source.title == "Timeline by specialty, August 2027 intake"
    assert (conflict.followed or "").startswith("6 April: later")


def test_the_address_of_a_step_leads_to_it(facts: Facts) -> None:
    told = facts.recruitment(2027)
    assert event(told, "applications-close").provenance.id == (
        "recruitment/2027/rounds/round-1/events/applications-close"
    )
    assert event(told, "interviews", "core-surgery-ct1").provenance.id == (
        "recruitment/2027/rounds/round-1/specialty_events/programmes/core-surgery-ct1/interviews"
    )


def test_the_cap_of_five_came_with_2026(facts: Facts) -> None:
    assert [cap.limit for cap in facts.recruitment(2025).application_caps] == [None]
    for year in (2026, 2027):
        (cap,) = facts.recruitment(year).application_caps
        assert cap.limit is not None
        assert (cap.limit.value, cap.limit.unit) == (5, "applications")


def test_the_intervals_of_2025_agree_with_its_days(facts: Facts) -> None:
    told = facts.recruitment(2025)
    days = {each.id: each.first for each in told.round("round-1").national}
    assert told.intervals is not None

    def between(first: str, last: str) -> int:
        one, other = days[first], days[last]
        assert one and other
        return (other - one).days

    assert told.intervals.applications_open_to_close_days == between("applications-open", "applications-close")
    assert told.intervals.close_to_msra_window_days == between("applications-close", "msra-window-1")
    assert told.intervals.close_to_initial_offers_days == between("applications-close", "initial-offers")
    assert told.intervals.initial_offers_to_hold_days == between("initial-offers", "hold-deadline")
    assert told.intervals.hold_to_upgrade_days == between("hold-deadline", "upgrade-deadline")


def test_posts_start_on_the_first_wednesday_of_august_in_every_year(facts: Facts) -> None:
    for year in facts.recruitment_years():
        day = facts.recruitment(year).post_start.day
        assert day is not None
        assert (day.year, day.month, day.weekday()) == (year, 8, 2)
        assert day.day <= 7


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_every_step_of_a_round_has_a_source_and_a_day_to_be_read_again(facts: Facts, year: int) -> None:
    told = facts.recruitment(year)
    steps = [each for found in told.rounds for each in found.every_event]
    assert steps
    for step in steps:
        assert step.provenance.source.url, step.id
        assert step.provenance.review_by > step.provenance.checked_on


def spoilt(tmp_path: Path, old: str, new: str) -> str:
    """What is said of the 2027 file with one line changed."""
    (tmp_path / "recruitment").mkdir()
    shutil.copy(data_root() / "review.yaml", tmp_path)
    target = tmp_path / "recruitment" / "2027.yaml"
    shutil.copy(data_root() / "recruitment" / "2027.yaml", target)
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FactError) as caught:
        load_recruitment(tmp_path, 2027)
    return str(caught.value)


def test_an_impossible_day_is_named(tmp_path: Path) -> None:
    said = spoilt(tmp_path, "date: 2026-10-22", "date: 2026-10-32")
    assert re.match(r"data/recruitment/2027\.yaml, line \d+: rounds, round-1, events, applications-open, date: ", said)
    assert "no day 32" in said


def test_a_window_that_ends_before_it_begins_is_named(tmp_path: Path) -> None:
    said = spoilt(tmp_path, "from: 2027-01-11", "from: 2027-06-11")
    assert "rounds, round-1, events, interviews: to: 2027-04-02 is before from, 2027-06-11" in said


def test_a_misspelt_field_is_named(tmp_path: Path) -> None:
    assert "post_start, rool: no such field here" in spoilt(tmp_path, "rule: first", "rool: first")


def test_a_file_named_for_another_year_is_refused(tmp_path: Path) -> None:
    assert "year: 2026 is not what the file's place says, 2027" in spoilt(tmp_path, "year: 2027", "year: 2026")
