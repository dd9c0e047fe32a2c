"""A limit on experience that is passed before it is measured closes a programme for good: the doctor must know in time.

Radiology, by hand: a doctor qualified abroad has the first four months left out, so eighteen months from 1 January 2027
are full on 30 June 2028, for a post that began on 1 September 2026. Posts of 2028 start on 2 August 2028, those of 2029
on 1 August 2029.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.lines import FACTS, RADIOLOGY, TODAY, event, target
from workbook.record import record_from
from workbook.rules.calendar import Line, timeline
from workbook.rules.collision import Collision

DOCTOR = {
    "qualified": {"country": "PK", "on": "2018-12-15"},
    "gmc": {"full_registration_on": "2022-03-01"},
    "citizenship": ["PK"],
}


def radiology(first: str, last: str | None, years: tuple[int, ...] = (2028,), on: date = TODAY, **post: Any) -> Line:
    held = {"id": "p1", "title": "Fellow", "specialty": "clinical-radiology", "start": first, "end": last, **post}
    targets = [target(RADIOLOGY, year) for year in years]
    return timeline(record_from({"format": 1, "doctor": DOCTOR, "targets": targets, "posts": [held]}), FACTS, on)


def over(found: Line) -> list[Collision]:
    return [each for each in found.collisions if each.kind == "experience"]


def test_too_much_by_the_posts_recorded_is_told_with_its_day() -> None:
    (clash,) = over(radiology("2026-09-01", "2028-08-31"))
    assert clash.because.startswith(
        "Clinical Radiology ST1 2028: by the posts you recorded you are over 18 months (limit on radiology experience) "
        "from 1 July 2028, before they are measured on 2 August 2028 (projected)."
    )
    assert "Leave radiology by 30 June 2028 to stay inside." in clash.because
    assert clash.facts[0].id.endswith("/criteria/max-radiology-experience")


def test_a_contract_that_ends_in_time_collides_only_if_the_doctor_stays() -> None:
    (clash,) = over(radiology("2026-09-01", "2028-05-31"))
    assert "if you stay on in the posts you hold, you are over 18 months" in clash.because
    assert "from 1 July 2028" in clash.because


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("2026-10-01", "by the posts you recorded you are over 18 months"),  # from 1 August 2028: a day too long
        ("2026-10-02", "2028 is the last round inside 18 months"),  # from the day it is measured: not before it
    ],
)
def test_the_limit_is_compared_to_the_day(first: str, said: str) -> None:
    (clash,) = over(radiology(first, "2029-09-30"))
    assert said in clash.because


def test_a_post_without_a_last_day_may_pass_the_limit_and_what_is_missing_is_said() -> None:
    (clash,) = over(radiology("2026-10-01", None))
    assert "by the posts you recorded you may be over 18 months" in clash.because
    assert "by what is still missing" in clash.because


def test_the_last_round_inside_the_limit_is_named() -> None:
    """Begun on 1 November 2026, full on 31 August 2028: the 2028 round measures before, that of 2029 after."""
    (clash,) = over(radiology("2026-11-01", "2029-10-31"))
    assert clash.because == (
        "Clinical Radiology ST1: 2028 is the last round inside 18 months (limit on radiology experience). By the posts "
        "you recorded you are over them from 1 September 2028, and the 2029 round measures them on 1 August 2029 "
        "(projected)."
    )


def test_rounds_aimed_for_are_told_once_from_the_first_that_is_over() -> None:
    (clash,) = over(radiology("2026-11-01", "2029-10-31", years=(2028, 2029, 2030)))
    assert clash.because.startswith("Clinical Radiology ST1 2029 and later: by the posts you recorded")


def test_a_post_left_in_time_collides_with_nothing() -> None:
    assert not over(radiology("2026-01-01", "2026-10-31"))


def test_a_limit_passed_long_ago_says_since_when() -> None:
    """24 months from 1 January 2023, four left out: full on 31 October 2024."""
    (clash,) = over(radiology("2023-01-01", "2024-12-31"))
    assert "you are over 18 months (limit on radiology experience) since 1 November 2024" in clash.because


def test_a_round_whose_applications_closed_is_not_told_of() -> None:
    """The 2027 round closed on 19 November 2026."""
    assert not [each for each in over(radiology("2024-09-01", "2026-10-31", years=(2027,))) if "2027" in each.because]


def test_the_day_a_limit_is_passed_stands_on_the_line() -> None:
    found = radiology("2026-09-01", "2028-08-31", years=(2028, 2029))
    day = event(found, f"experience-{RADIOLOGY}-max-radiology-experience-2028-07-01")
    assert (day.date, day.kind, day.status) == (date(2028, 7, 1), "limit", "computed")
    assert day.because is not None
    assert day.because.startswith("More than 18 months from this day on, by the posts you recorded.")
    assert "on 2 August 2028 (projected) for 2028 and on 1 August 2029 (projected) for 2029" in day.because
    assert day.source is not None and day.source.id.endswith("/criteria/max-radiology-experience")
    assert over(found)[0].events == (day.id,)


def test_a_lower_limit_stands_on_the_line_until_it_is_reached() -> None:
    """Twelve months after registration on 16 March 2026, at work from 1 September 2026: reached on 1 September 2027."""
    doctor = {**DOCTOR, "gmc": {"full_registration_on": "2026-03-16"}}
    posts = [{"id": "p1", "kind": "trust-grade", "start": "2026-09-01", "end": "2027-08-31"}]
    record = record_from({"format": 1, "doctor": doctor, "targets": [target()], "posts": posts})
    id = "experience-internal-medicine-ct1-experience-12-after-registration-2027-09-01"
    assert event(timeline(record, FACTS, TODAY), id).title.startswith("12 months after registration: reached")
    later = timeline(record, FACTS, date(2027, 9, 1))
    assert id not in {each.id for each in later.events}
