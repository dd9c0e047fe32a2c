"""One line for everything with a date. A day missed here is a doctor without a permission, a contract or a round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.lines import FACTS, GP, IMT, RADIOLOGY, TODAY, event, line, permission, post, target
from workbook.facts import Unknown
from workbook.record import record_from
from workbook.rules.calendar import Line, timeline
from workbook.rules.finding import plain
from workbook.rules.line_event import KINDS


def test_a_post_stands_from_its_first_to_its_last_day() -> None:
    found = event(line(posts=[post("p1", "2022-08-03", "2023-08-01", "Clinical fellow, medicine")]), "post-p1")
    assert (found.date, found.until) == (date(2022, 8, 3), date(2023, 8, 1))
    assert (found.kind, found.status, found.entry) == ("post", "recorded", "posts, p1")
    assert found.title == "Clinical fellow, medicine"


def test_a_post_without_a_title_is_named_by_its_kind_and_without_an_end_says_so() -> None:
    found = event(line(posts=[post("p1", "2022-08-03", None)]), "post-p1")
    assert (found.title, found.until, found.because) == ("Clinical fellow", None, "No last day is entered.")


def test_a_post_or_permission_without_a_last_day_is_not_the_same_as_a_single_day() -> None:
    """The post held today stood behind the doctor, as if it had been one day four years ago."""
    found = line(posts=[post("p1", "2022-08-03", None)], permissions=[permission(None)])
    for id in ("post-p1", "permission-v1"):
        assert event(found, id).ongoing
        assert event(found, id).lasts_to(date(2040, 1, 1))
    ended = line(posts=[post("p1", "2022-08-03", "2023-08-01")])
    assert not event(ended, "post-p1").ongoing
    assert event(ended, "post-p1").lasts_to(date(2023, 8, 1))
    assert not event(ended, "post-p1").lasts_to(date(2023, 8, 2))


def test_permission_stands_with_its_end_and_the_last_day_to_apply() -> None:
    found = line(permissions=[permission("2027-02-19")])
    assert event(found, "permission-v1").until == date(2027, 2, 19)
    apply = event(found, "permission-v1-apply")
    assert (apply.until or apply.date) == date(2027, 2, 19)
    assert apply.status == "computed"


def test_a_target_brings_its_round() -> None:
    found = line(targets=[target()])
    applications = event(found, f"round-2028-{IMT}-applications")
    assert (applications.date, applications.until) == (date(2027, 10, 21), date(2027, 11, 18))
    assert (applications.kind, applications.status) == ("application", "projected")
    assert applications.source is not None
    assert applications.source.id == "recruitment/2027/rounds/round-1/events/applications-open"
    assert event(found, f"round-2028-{IMT}-interviews").kind == "interview"
    assert event(found, f"round-2028-{IMT}-initial-offers").kind == "offer"
    assert event(found, f"round-2028-{IMT}-hold-deadline").date == date(2028, 4, 7)
    assert event(found, f"round-2028-{IMT}-upgrade-deadline").date == date(2028, 4, 12)
    assert event(found, f"round-2028-{IMT}-start").date == date(2028, 8, 2)
    assert not [each for each in found.events if each.kind == "msra"], "internal medicine sits no MSRA"


def test_the_msra_stands_on_the_line_of_programmes_that_use_it() -> None:
    found = line(targets=[target(GP), target(RADIOLOGY, rank=2)])
    windows = {each.id: (each.date, each.until) for each in found.events if each.kind == "msra"}
    assert windows == {
        f"round-2028-{RADIOLOGY}-msra-window-january": (date(2028, 1, 4), date(2028, 1, 17)),
        f"round-2028-{GP}-msra-window-february": (date(2028, 2, 10), date(2028, 2, 23)),
    }
    assert f"round-2028-{GP}-interviews" not in {each.id for each in found.events}


def test_without_a_target_the_line_says_so_and_shows_the_rest() -> None:
    found = line(posts=[post("p1", "2022-08-03", "2027-08-03")])
    assert "No target in your record yet" in found.notes[0]
    assert [each.id for each in found.events if each.kind == "post"] == ["post-p1"]
    assert not [each for each in found.events if each.kind in ("application", "start")]


def test_a_round_nobody_published_is_told_as_unknown_and_the_rest_stays() -> None:
    found = line(targets=[target(year=2020), target()])
    assert any(
        note.startswith("Internal Medicine Training CT1 2020: nothing of recruitment 2020") for note in found.notes
    )
    assert event(found, f"round-2028-{IMT}-start")


def test_a_day_missing_from_the_facts_is_told_as_missing() -> None:
    (note,) = [each for each in line(targets=[target(year=2026)]).notes if "no day is known" in each]
    assert "applications close" in note


def test_an_unknown_specialty_is_refused_by_name() -> None:
    with pytest.raises(Unknown, match="there is no specialty 'cardiology-st9'"):
        line(targets=[target("cardiology-st9")])


def test_exams_stand_with_their_result_and_an_undated_one_is_not_lost() -> None:
    exams = [{"id": "x1", "name": "MRCP Part 1", "sat": "2025-09-10", "result": "pass"}, {"id": "x2"}]
    found = line(exams=exams)
    assert event(found, "exam-x1").because == "Result: pass."
    assert "Not on the line, for want of a day: an exam." in found.notes


def test_full_registration_stands_with_its_day() -> None:
    found = event(line(), "full-registration")
    assert (found.date, found.kind, found.status) == (date(2022, 3, 1), "registration", "recorded")
    nobody = timeline(record_from({"format": 1}), FACTS, TODAY)
    assert not [each for each in nobody.events if each.kind == "registration"]


def test_a_step_carries_its_hour_and_a_window_that_of_its_last_day() -> None:
    """Applications of 2027 close on 19 November 2026 at 16:00; the hour they open is another."""
    found = line(targets=[target()])
    assert event(found, f"round-2028-{IMT}-applications").time == "16:00"
    assert event(found, f"round-2028-{IMT}-hold-deadline").time == "09:00"


def test_a_programme_without_a_specification_says_that_its_limits_are_missing() -> None:
    """Silence would read as: no limit on experience."""
    unread = [id for id in FACTS.specialty_ids() if not FACTS.spec_years(id)]
    without = next(id for id in unread if FACTS.specialty(id).last_year is None)
    found = line(targets=[target(without)])
    title = FACTS.specialty(without).title
    assert f"{title}: no person specification is here, so its limits are not on this line." in found.notes


def test_settlement_and_the_change_of_english_stand_for_who_needs_them() -> None:
    found = line(permissions=[permission("2027-02-19", start="2022-03-01")])
    assert event(found, "settlement-earliest").kind == "settlement"
    english = event(found, "english-at-settlement-2027-03-26")
    assert english.date == date(2027, 3, 26)
    assert "B2" in english.title
    assert english.source is not None and english.source.provenance.checked_on == TODAY


def test_a_settled_doctor_is_not_told_of_settlement() -> None:
    parts = {"permissions": [permission("2027-02-19")]}
    settled = record_from({"format": 1, "doctor": {"settled": {"kind": "ilr", "on": "2026-11-12"}}, **parts})
    kinds = {each.kind for each in timeline(settled, FACTS, TODAY).events}
    assert not kinds & {"settlement", "english"}


def test_the_line_says_when_its_facts_are_to_be_read_again() -> None:
    review = event(line(targets=[target()]), "review-2027-10-01")
    assert review.because is not None
    assert "Recruitment timelines, 2027 Round 1" in review.because


def test_the_line_becomes_json() -> None:
    told = plain(line(targets=[target()], permissions=[permission("2027-02-19")]))
    assert set(told) >= {"on", "events", "collisions"}
    assert set(told["events"][0]) >= {"id", "date", "until", "title", "kind", "status", "source"}
    assert set(told["collisions"][0]) >= {"id", "rank", "because", "events", "from", "to"}


# ---------------------------------------------------------------- whatever the record holds

DAYS = st.dates(date(2021, 1, 1), date(2029, 12, 31))


@st.composite
def spans(draw: st.DrawFn, prefix: str) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(DAYS)
        end = draw(st.none() | st.integers(0, 900).map(lambda days, start=start: start + timedelta(days=days)))
        entry = {"id": f"{prefix}{number}", "start": start.isoformat(), "end": end.isoformat() if end else None}
        found.append(entry | ({"route": "health-and-care-worker"} if prefix == "v" else {}))
    return found


def check_order(found: Line) -> None:
    assert [(each.date, each.id) for each in found.events] == sorted((each.date, each.id) for each in found.events)
    ids = [each.id for each in found.events]
    assert len(ids) == len(set(ids))
    assert {each.kind for each in found.events} <= set(KINDS)
    assert all(each.until is None or each.until >= each.date for each in found.events)


def check_collisions(found: Line) -> None:
    ids = {each.id for each in found.events}
    assert [each.rank for each in found.collisions] == list(range(1, len(found.collisions) + 1))
    assert len({each.id for each in found.collisions}) == len(found.collisions)
    for each in found.collisions:
        assert set(each.events) <= ids
        assert each.from_ is None or (each.to is not None and each.from_ <= each.to)


def covered(entries: Sequence[dict[str, Any]], day: date) -> bool:
    return any(
        date.fromisoformat(entry["start"]) <= day and (entry["end"] is None or day <= date.fromisoformat(entry["end"]))
        for entry in entries
    )


@settings(max_examples=60, deadline=None)
@given(posts=spans("p"), held=spans("v"), on=DAYS)
def test_the_line_is_in_order_and_no_gap_it_tells_of_is_covered(
    posts: list[dict[str, Any]], held: list[dict[str, Any]], on: date
) -> None:
    found = line(on, targets=[target(), target(GP, 2029, 2)], posts=posts, permissions=held)
    check_order(found)
    check_collisions(found)
    for each in found.collisions:
        if each.from_ is None or each.to is None:
            continue
        entries = held if each.id.startswith("permission") else posts
        assert not covered(entries, each.from_)
        assert not covered(entries, each.to)
