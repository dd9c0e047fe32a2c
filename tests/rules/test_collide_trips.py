"""A trip that leaves no day for a step of a round: a doctor on a plane at the hold deadline can lose the offer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.lines import IMT, RADIOLOGY, TODAY, collision, event, line, target
from workbook.rules.calendar import Line
from workbook.rules.collision import Collision


def away(left: str, returned: str | None, on: date = TODAY, **parts: Any) -> Line:
    return line(on, **{"targets": [target()], **parts}, absences=[{"left": left, "returned": returned}])


def covered(found: Line) -> list[str]:
    return [each.because for each in found.collisions if each.kind == "trip"]


def one_step(found: Line, step: str) -> Collision:
    """The collision that names the step; the line has the trip and the step it names."""
    (one,) = [each for each in found.collisions if each.kind == "trip" and step in each.because]
    assert {each.id for each in found.events} >= set(one.events)
    return one


@pytest.mark.parametrize(
    ("left", "returned", "said"),
    [
        ("2028-04-05", "2028-04-06", False),  # back the day before
        ("2028-04-05", "2028-04-07", True),  # the day of travel home is a day away
        ("2028-04-07", "2028-04-11", True),  # and so is the day of leaving
        ("2028-04-08", "2028-04-11", False),
    ],
)
def test_a_trip_over_the_hold_deadline_is_told_to_the_day_of_travel(left: str, returned: str, said: bool) -> None:
    """IMT 2028 is projected from 9 April 2027, 09:00: 52 weeks on is 7 April 2028."""
    found = away(left, returned)
    told = [because for because in covered(found) if "Hold deadline" in because]
    assert bool(told) is said
    if said:
        clash = one_step(found, "Hold deadline")
        assert "7 April 2028, 09:00 (projected): Hold deadline (Internal Medicine Training CT1 2028)." in clash.because
        assert "The days of travel count as away." in clash.because
        assert (clash.from_, clash.to) == (date(2028, 4, 7), date(2028, 4, 7))
        assert f"round-2028-{IMT}-hold-deadline" in clash.events
        assert clash.facts[0].id == "recruitment/2027/rounds/round-1/events/hold-deadline"


def test_a_trip_is_named_by_its_days_and_a_day_in_its_middle_says_nothing_of_travel() -> None:
    clash = one_step(away("2028-04-01", "2028-04-30"), "Hold deadline")
    assert clash.because.startswith("Your trip from 1 April 2028 to 30 April 2028 covers 7 April 2028, 09:00")
    assert "travel" not in clash.because


def test_offers_and_both_upgrade_deadlines_are_steps_that_ask_something() -> None:
    """6, 14 and 15 April 2027, 52 weeks on: 4, 12 and 13 April 2028."""
    said = covered(away("2028-04-02", "2028-04-20"))
    assert ["4 April 2028, 17:00" in because for because in said] == [True, False, False, False]
    assert "First offers" in said[0] and "Hold deadline" in said[1]
    assert "12 April 2028, 16:00" in said[2] and "Upgrade deadline" in said[2]
    assert "13 April 2028, 16:00" in said[3] and "Hierarchical upgrade deadline" in said[3]


def test_programmes_with_one_deadline_are_told_together() -> None:
    found = away("2028-04-06", "2028-04-08", targets=[target(), target(RADIOLOGY, rank=2)])
    (said,) = covered(found)
    assert "Hold deadline (Internal Medicine Training CT1 2028 and Clinical Radiology ST1 2028)." in said


@pytest.mark.parametrize(
    ("left", "returned", "on", "said"),
    [
        ("2027-10-21", "2027-11-18", TODAY, True),
        ("2027-10-22", "2027-11-18", TODAY, False),  # the form can go in on the 21st
        ("2027-10-21", "2027-11-17", TODAY, False),  # and on the last day
        ("2027-10-22", "2027-11-18", date(2027, 10, 22), True),  # asked on the 22nd, no day is left
    ],
)
def test_a_window_is_lost_only_when_every_day_left_of_it_is_away(
    left: str, returned: str, on: date, said: bool
) -> None:
    """IMT 2028: 21 October to 18 November 2027, projected."""
    told = [because for because in covered(away(left, returned, on)) if "Applications" in because]
    assert bool(told) is said


def test_the_msra_and_the_upload_of_evidence_are_windows_too() -> None:
    """Radiology 2028, projected: MSRA 4 to 17 January, evidence 11 to 14 February 2028."""
    found = away("2028-01-04", "2028-02-14", targets=[target(RADIOLOGY)])
    said = covered(found)
    assert any("every day from 4 January 2028 to 17 January 2028" in each and "MSRA" in each for each in said)
    assert any("every day from 11 February 2028 to 14 February 2028" in each and "Evidence" in each for each in said)


def test_the_day_of_an_exam_abroad_is_told_by_its_name() -> None:
    exams = [{"id": "x1", "name": "MRCP, Part 2", "sat": "2027-03-16", "result": "booked"}]
    found = away("2027-03-10", "2027-03-20", targets=[], exams=exams)
    (said,) = covered(found)
    assert said == "Your trip from 10 March 2027 to 20 March 2027 covers 16 March 2027: MRCP, Part 2."
    assert not covered(away("2027-03-10", "2027-03-15", targets=[], exams=exams))


def test_what_recruiters_do_on_a_day_asks_nothing_of_the_doctor() -> None:
    """Self-assessed evidence is reviewed, and invitations go out, whether the doctor is at home or not."""
    found = away("2027-01-01", "2027-04-30", targets=[target("histopathology-st1", 2027), target(RADIOLOGY, 2027, 2)])
    quiet = [each for each in found.events if each.kind in ("interview", "application") and not each.asks]
    assert all(each.id.endswith(("-invitations", "-evidence-review", "-evidence-verification")) for each in quiet)
    assert not any(each.title in because for each in quiet for because in covered(found))


def test_a_trip_without_a_return_is_a_note_not_a_guess() -> None:
    found = away("2028-04-01", None)
    assert not covered(found)
    assert any("Your trip from 1 April 2028 has no day of return" in note for note in found.notes)
    assert event(found, "trip-2028-04-01").ongoing


def test_a_trip_that_is_over_is_not_on_the_line() -> None:
    found = away("2026-07-04", "2026-07-25")
    assert not [each for each in found.events if each.kind == "trip"]


def test_two_trips_of_one_day_of_leaving_stand_side_by_side() -> None:
    """The same flight entered twice with two returns: both are shown, and neither is lost."""
    trips = [{"left": "2027-06-01", "returned": "2027-06-08"}, {"left": "2027-06-01", "returned": "2027-06-10"}]
    found = line(absences=trips)
    ids = [each.id for each in found.events if each.kind == "trip"]
    assert ids == ["trip-2027-06-01", "trip-2027-06-01-2"]


def test_interviews_in_a_trip_name_the_programme_not_its_id() -> None:
    found = away("2027-12-01", "2028-04-03", targets=[target()])
    assert IMT not in " ".join(covered(found))
    assert (
        "Interviews (Internal Medicine Training CT1 2028)"
        in collision(found, "trip-2027-12-01-covers-2028-01-10").because
    )
