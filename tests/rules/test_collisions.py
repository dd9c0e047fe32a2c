"""Days that cannot both be kept, counted to the day and told with the most serious first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.lines import FACTS, IMT, RADIOLOGY, TODAY, collision, line, permission, post, record, target
from workbook.record import record_from
from workbook.rules.aim import Aims
from workbook.rules.calendar import Line, timeline
from workbook.rules.collide_days import twice_on_a_day


def test_permission_that_ends_before_the_post_starts_is_the_first_collision() -> None:
    """By hand: 20 to 28 February 2027 are 9 days, March to December 306, January to July 2028 213, 1 August 1: 529."""
    found = line(
        targets=[target()], permissions=[permission("2027-02-19")], posts=[post("p1", "2022-08-03", "2027-08-03")]
    )
    first = found.collisions[0]
    assert first.rank == 1
    assert first.id == "permission-ends-before-2028-08-02"
    assert "529 days with no permission" in first.because
    assert "19 February 2027" in first.because and "2 August 2028 (projected)" in first.because
    assert "training sponsor's CoS, a new application" in first.because
    assert (first.from_, first.to) == (date(2027, 2, 20), date(2028, 8, 1))
    assert first.events == ("permission-v1", f"round-2028-{IMT}-start")
    assert [fact.id for fact in first.facts] == ["visa/rules/training-offers/rules/trust-to-training"]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2028-08-02", None),  # the day the post starts is covered
        ("2028-08-01", "no permission on the day itself"),
        ("2028-07-31", "1 day with no permission"),
        ("2028-07-30", "2 days with no permission"),
    ],
)
def test_permission_is_counted_to_the_day(end: str, said: str | None) -> None:
    found = line(targets=[target()], permissions=[permission(end)])
    told = [each.because for each in found.collisions if each.id.startswith("permission")]
    assert (said is None) == (not told)
    assert said is None or said in told[0]


def test_a_later_permission_that_covers_the_start_ends_the_worry() -> None:
    held = [permission("2027-02-19"), permission("2030-02-19", start="2027-02-20", id="v2")]
    assert not line(targets=[target()], permissions=held).collisions


@pytest.mark.parametrize("who", [{"citizenship": ["IE"]}, {"settled": {"kind": "ilr", "on": "2026-11-12"}}])
def test_who_needs_no_permission_is_not_told_of_one(who: dict[str, Any]) -> None:
    told = record_from({"format": 1, "doctor": who, "targets": [target()], "permissions": [permission("2027-02-19")]})
    found = timeline(told, FACTS, TODAY)
    assert not [each for each in found.collisions if each.id.startswith("permission")]


def test_an_end_nobody_entered_is_a_note_not_a_guess() -> None:
    found = line(targets=[target()], permissions=[permission(None)])
    assert not found.collisions
    assert any("has no last day" in note for note in found.notes)


def test_no_contract_between_the_last_post_and_the_start() -> None:
    """By hand: 4 August to 31 December 2027 are 150 days, 1 January to 1 August 2028 are 214: 364."""
    found = line(targets=[target()], posts=[post("p1", "2022-08-03", "2027-08-03", "Clinical fellow")])
    gap = collision(found, "no-contract")
    assert gap.because.startswith("Your contract as Clinical fellow ends on 3 August 2027 with nothing after it")
    assert "364 days with no contract" in gap.because
    assert (gap.from_, gap.to) == (date(2027, 8, 4), date(2028, 8, 1))


@pytest.mark.parametrize(("end", "days"), [("2028-08-01", 0), ("2028-07-31", 1), ("2028-07-30", 2)])
def test_a_contract_up_to_the_eve_of_the_post_leaves_no_gap(end: str, days: int) -> None:
    found = line(targets=[target()], posts=[post("p1", "2022-08-03", end)])
    gaps = [each for each in found.collisions if each.id.startswith("no-contract")]
    assert len(gaps) == (1 if days else 0)
    assert not days or f"{days} day{'s' if days > 1 else ''} with no contract" in gaps[0].because


def test_a_coming_gap_between_two_contracts_is_told_and_a_past_one_is_not() -> None:
    posts = [
        post("p1", "2020-08-05", "2021-08-03"),
        post("p2", "2021-09-01", "2027-02-02"),
        post("p3", "2027-02-10", None),
    ]
    found = line(targets=[target()], posts=posts)
    (gap,) = found.collisions
    assert gap.id == "no-contract-after-p2"
    assert "7 days with no contract" in gap.because, "3 to 9 February"
    assert (gap.from_, gap.to) == (date(2027, 2, 3), date(2027, 2, 9))


def registered(day: str | None) -> Line:
    doctor = {"gmc": {"full_registration_on": day}, "citizenship": ["GB"]}
    return timeline(record_from({"format": 1, "doctor": doctor, "targets": [target()]}), FACTS, TODAY)


def test_registration_after_the_window_closes_means_no_application_that_year() -> None:
    found = collision(registered("2027-11-25"), "registration")
    assert "Applications for 2028 close on 18 November 2027, 7 days before" in found.because
    assert "must already be held when the application is sent" in found.because
    assert [fact.id for fact in found.facts] == ["recruitment/2026/changes/gmc-full-registration-at-application"]


def test_registration_inside_the_window_says_how_many_days_are_left() -> None:
    """By hand: 21 October to 10 November are 20 days; 10 to 18 November, both counted, are 9."""
    found = collision(registered("2027-11-10"), "registration")
    assert "open on 21 October 2027, 20 days before" in found.because
    assert "with 9 days of the window left" in found.because


@pytest.mark.parametrize("day", ["2022-03-01", "2027-10-21"])
def test_registration_held_when_the_window_opens_is_no_collision(day: str) -> None:
    assert not registered(day).collisions


def test_registration_that_is_not_entered_is_a_note() -> None:
    found = registered(None)
    assert not found.collisions
    assert any("no day of full GMC registration" in note for note in found.notes)


def test_two_exams_booked_on_one_day() -> None:
    exams = [{"id": "x1", "name": "PACES", "sat": "2027-09-10"}, {"id": "x2", "name": "SCE", "sat": "2027-09-10"}]
    found = line(exams=exams)
    assert found.collisions[0].because == "On 10 September 2027 you have PACES and SCE: only one can be kept."
    past = timeline(record(exams=exams), FACTS, date(2027, 9, 11))
    assert not past.collisions


def test_collisions_are_ranked_by_what_they_take_away() -> None:
    """Permission, then the contract, a breach, too much experience, CREST, and single days last."""
    doctor = {
        "qualified": {"country": "PK", "on": "2018-12-15"},
        "gmc": {"full_registration_on": "2022-03-01"},
        "citizenship": ["PK"],
    }
    form = {
        "id": "c1", "kind": "crest-form", "status": "done",
        "details": {"months_wte": 6, "attachment": False, "signatory_eligible": True, "all_capabilities": True},
        "proof": {"signed_by": "consultant", "dated": "2025-05-14"},
    }  # fmt: skip
    fellow = {"id": "p1", "specialty": "clinical-radiology", "start": "2025-01-08", "end": "2027-08-03"}
    found = timeline(
        record_from({
            "format": 1, "doctor": doctor, "targets": [target("clinical-radiology-st1")], "posts": [fellow],
            "permissions": [permission("2028-02-19", start="2025-02-20")], "evidence": [form],
            "absences": [
                {"left": "2026-06-01", "returned": "2026-10-10"}, {"left": "2027-01-10", "returned": "2027-04-10"},
            ],
            "exams": [{"id": id, "name": id, "sat": "2027-03-02"} for id in ("FRCR", "MRCP")],
        }),
        FACTS, TODAY,
    )  # fmt: skip
    kinds = [each.kind for each in found.collisions]
    assert kinds == ["permission", "contract", "absence", "experience", "crest", "trip", "twice"]


def test_two_interviews_on_one_day_are_named_by_their_programmes() -> None:
    """No two programmes read here interview on one single day, so the days are set: an id on screen names nothing."""
    told = record(targets=[target(), target(RADIOLOGY, rank=2)])
    day = date(2028, 1, 20)
    aims = []
    for aim in Aims(told, FACTS, TODAY).targets:
        assert aim.round.interviews is not None
        single = replace(aim.round.interviews, date=day, until=None)
        aims.append(replace(aim, round=replace(aim.round, interviews=single)))
    (clash,) = twice_on_a_day(told, TODAY, tuple(aims))
    assert clash.because == (
        "On 20 January 2028 you have the interview of Clinical Radiology ST1 2028 and the interview of Internal "
        "Medicine Training CT1 2028: only one can be kept."
    )
    assert not twice_on_a_day(told, day + timedelta(days=1), tuple(aims))


def test_a_start_that_is_past_collides_with_nothing() -> None:
    found = line(
        date(2028, 8, 3), targets=[target()], permissions=[permission("2027-02-19")],
        posts=[post("p1", "2022-08-03", "2027-08-03")],
    )  # fmt: skip
    assert not found.collisions


@settings(max_examples=30, deadline=None)
@given(days=st.integers(-200, 200))
def test_shifting_the_last_contract_shifts_the_gap_by_as_many_days(days: int) -> None:
    end = date(2027, 8, 3) + timedelta(days=days)
    gap = collision(line(targets=[target()], posts=[post("p1", "2022-08-03", end.isoformat())]), "no-contract")
    assert gap.from_ is not None and gap.to is not None
    assert (gap.to - gap.from_).days + 1 == 364 - days


def test_a_contract_that_ends_before_a_sponsored_visa_says_what_the_visa_hangs_on() -> None:
    """The visa's own last day is no comfort when the job that carries it ends first."""
    from workbook.facts import Facts
    from workbook.record import record_from
    from workbook.rules.calendar import timeline

    record = record_from(
        {
            "format": 1,
            "targets": [{"specialty": "internal-medicine-ct1", "year": 2028}],
            "posts": [{"id": "p1", "start": "2025-08-06", "end": "2027-08-03", "kind": "clinical-fellow"}],
            "permissions": [
                {"id": "v1", "route": "health-and-care-worker", "start": "2025-02-20", "end": "2028-02-19"}
            ],
        }
    )
    line = timeline(record, Facts(), date(2026, 11, 20))
    gap = next(collision for collision in line.collisions if collision.id.startswith("no-contract"))
    assert "hangs on a sponsored job. The 60 days run from service" in gap.because
    assert "visa/rules/job-ends/rules/sixty-days" in [fact.id for fact in gap.facts]
