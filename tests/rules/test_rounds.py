"""The days of a round: as published where they are, projected where they are not, and empty where nobody knows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.facts import Facts, Status, Unknown
from workbook.rules.rounds import Milestone, first_wednesday_of_august, next_round, round_of

FACTS = Facts()
IMT, RADIOLOGY, GP = "internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1"
TODAY = date(2026, 11, 20)


def test_the_published_round_is_given_as_published() -> None:
    found = round_of(FACTS, IMT, 2027)
    assert (found.opens.date, found.opens.time) == (date(2026, 10, 22), "10:00")
    assert (found.closes.date, found.closes.time) == (date(2026, 11, 19), "16:00")
    assert found.offers.date == date(2027, 4, 6)
    assert (found.hold.date, found.upgrade.date) == (date(2027, 4, 9), date(2027, 4, 14))
    assert not found.projected
    assert found.offers.status is Status.PUBLISHED


def test_a_day_is_not_called_past_by_a_round_that_does_not_know_today() -> None:
    """Asked on 1 November 2026, the closing day of 19 November is still to come."""
    closes = round_of(FACTS, IMT, 2027).closes
    assert closes.status is Status.CLOSED
    assert closes.because.startswith("The day of the 2027 round.") and "past" not in closes.because


def test_the_specialtys_own_interview_days_stand_over_the_national_window() -> None:
    """The national window of 2027 runs to 2 April; internal medicine was told to end on 12 February."""
    interviews = round_of(FACTS, IMT, 2027).interviews
    assert interviews is not None
    assert (interviews.date, interviews.until) == (date(2027, 1, 11), date(2027, 2, 12))
    assert interviews.status is Status.PROVISIONAL
    assert "check the day on Oriel" in interviews.because


def test_the_next_round_is_projected_to_the_same_weekday() -> None:
    """By hand: 22 October and 19 November 2026 are Thursdays; so are 21 October and 18 November 2027."""
    found = round_of(FACTS, IMT, 2028)
    assert found.projected
    assert found.opens.date == date(2027, 10, 21)
    assert found.closes.date == date(2027, 11, 18)
    assert found.closes.status is Status.PROJECTED
    assert found.closes.provenance.status is Status.PROJECTED
    assert "Projected from the 2027 round: the same weekday, 52 weeks after 19 November 2026" in found.closes.because
    assert found.interviews is not None
    assert (found.interviews.date, found.interviews.until) == (date(2028, 1, 10), date(2028, 2, 11))
    assert "was itself not confirmed" in found.interviews.because


def test_two_years_on_is_twice_52_weeks() -> None:
    found = round_of(FACTS, IMT, 2029)
    assert found.closes.date == date(2028, 11, 16)
    assert "104 weeks after 19 November 2026" in found.closes.because


@pytest.mark.parametrize(
    ("year", "day"),
    [(2026, date(2026, 8, 5)), (2027, date(2027, 8, 4)), (2028, date(2028, 8, 2)), (2029, date(2029, 8, 1))],
)
def test_posts_start_on_the_first_wednesday_of_august(year: int, day: date) -> None:
    start = round_of(FACTS, IMT, year).post_start
    assert start.date == day
    assert (start.status is Status.PROJECTED) == (year >= 2027), "2027 is computed as well: no page gives the day"


def test_a_day_nobody_published_stays_empty() -> None:
    closes = round_of(FACTS, IMT, 2026).closes
    assert closes.date is None
    assert closes.because == "No day was found for the 2026 round."


def test_a_gap_is_projected_as_a_gap() -> None:
    advert = next(step for step in round_of(FACTS, IMT, 2028).others if step.id == "advert")
    assert advert.date is None
    assert "not known either" in advert.because


def test_a_month_without_days_is_told_as_a_month() -> None:
    second = next(step for step in round_of(FACTS, GP, 2025).msra if step.id == "msra-window-2")
    assert second.date is None
    assert second.because.startswith("Only the month is known for the 2025 round: February 2025.")


def test_each_programme_sits_its_own_msra_window() -> None:
    (radiology,) = round_of(FACTS, RADIOLOGY, 2027).msra
    (practice,) = round_of(FACTS, GP, 2027).msra
    assert (radiology.date, radiology.until) == (date(2027, 1, 5), date(2027, 1, 18))
    assert (practice.date, practice.until) == (date(2027, 2, 11), date(2027, 2, 24))
    assert round_of(FACTS, IMT, 2027).msra == (), "internal medicine does not use the test"
    (unknown,) = round_of(FACTS, GP, 2026).msra
    assert unknown.date is None


def test_general_practice_interviews_nobody() -> None:
    assert round_of(FACTS, GP, 2027).interviews is None
    assert not any(step.step == "interview" for step in round_of(FACTS, GP, 2028).milestones)


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2024, 11, 21), 2025),
        (date(2024, 11, 22), 2026),
        (date(2025, 10, 23), 2026),
        (date(2025, 10, 24), 2027),  # the 2026 closing day is not known, so only its opening day is sure
        (date(2026, 11, 19), 2027),
        (date(2026, 11, 20), 2028),
        (date(2027, 11, 18), 2028),
        (date(2027, 11, 19), 2029),
    ],
)
def test_the_next_round_is_the_first_that_still_takes_applications(on: date, year: int) -> None:
    assert next_round(FACTS, on) == year


def test_a_year_before_our_facts_is_unknown_not_guessed() -> None:
    with pytest.raises(Unknown, match="nothing of recruitment 2024 is here"):
        round_of(FACTS, IMT, 2024)
    with pytest.raises(Unknown, match="there is no specialty"):
        round_of(FACTS, "cardiology-st9", 2027)


def test_every_step_carries_its_source() -> None:
    for specialty in (IMT, RADIOLOGY, GP):
        for year in (2025, 2026, 2027, 2028):
            for step in round_of(FACTS, specialty, year).milestones:
                assert step.because
                assert step.provenance.source.publisher
                assert step.status is step.provenance.status


def steps(specialty: str, year: int) -> dict[str, Milestone]:
    return {step.id: step for step in round_of(FACTS, specialty, year).milestones}


@given(specialty=st.sampled_from((IMT, RADIOLOGY, GP)), year=st.integers(2028, 2060))
def test_projection_keeps_the_weekday_and_the_length_of_every_window(specialty: str, year: int) -> None:
    told, projected = steps(specialty, 2027), steps(specialty, year)
    assert projected.keys() == told.keys()
    for id, step in projected.items():
        before = told[id]
        assert (step.date is None) == (before.date is None)
        if step.date is None or before.date is None:
            continue
        assert step.status is Status.PROJECTED
        assert step.date.weekday() == before.date.weekday()
        if id != "start":
            assert step.date - before.date == timedelta(days=364 * (year - 2027))
        if before.until:
            assert step.until is not None
            assert step.until - step.date == before.until - before.date


@given(year=st.integers(1900, 2200))
def test_the_changeover_day_is_a_wednesday_in_the_first_week_of_august(year: int) -> None:
    day = first_wednesday_of_august(year)
    assert (day.year, day.month, day.weekday()) == (year, 8, 2)
    assert 1 <= day.day <= 7


@given(on=st.dates(date(2026, 11, 20), date(2045, 1, 1)))
def test_the_next_round_has_not_closed_and_the_one_before_has(on: date) -> None:
    year = next_round(FACTS, on)
    closes, before = round_of(FACTS, IMT, year).closes.date, round_of(FACTS, IMT, year - 1).closes.date
    assert closes is not None and before is not None
    assert before < on <= closes


def test_where_the_way_of_choosing_was_not_found_a_step_is_kept_and_doubted() -> None:
    oncology = round_of(FACTS, "clinical-oncology-st3", 2027)
    assert oncology.interviews is not None
    assert "Whether this programme takes this step was not found." in oncology.interviews.because
    assert oncology.msra == ()
    cardiology = round_of(FACTS, "cardiology-st4", 2027)
    assert cardiology.interviews is not None, "its page names an interview"
    assert not any("was not found" in step.because for step in cardiology.milestones if step.date)


def test_a_programme_entered_at_two_levels_meets_the_round_of_either() -> None:
    found = round_of(FACTS, "acute-care-common-stem-emergency-medicine-ct1", 2027)
    assert found.opens.date == date(2026, 10, 22)
    assert [step.id for step in found.msra] == ["msra-window-january"]


def test_a_programme_that_has_ended_has_no_later_round() -> None:
    with pytest.raises(Unknown, match="Paediatrics ST4 has not recruited since 2023"):
        round_of(FACTS, "paediatrics-st4", 2027)


def test_every_programme_has_a_round_to_come() -> None:
    for id, programme in FACTS.specialties().items():
        if programme.last_year is None:
            assert round_of(FACTS, id, 2028).opens.date == date(2027, 10, 21), id


def test_the_days_of_a_higher_programme_are_told_with_what_is_in_doubt() -> None:
    """The 2027 record has one timeline for all levels; in 2026 the higher specialties had days of their own."""
    higher = round_of(FACTS, "cardiology-st4", 2028)
    assert higher.caution is not None
    assert "Whether a separate Round 2 still runs for higher specialties in 2027 was not seen." in higher.caution
    for step in (higher.opens, higher.closes, higher.offers):
        assert step.because.endswith(higher.caution)
    entry = round_of(FACTS, "internal-medicine-ct1", 2028)
    assert entry.caution is None
    assert "Round 2" not in entry.closes.because
