"""What would change: figures of the record as it is beside those of the record as it would be; nothing is touched."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.demos import demo_record
from workbook.record.models import Record
from workbook.rules.what_if import (
    Add,
    Document,
    EndPost,
    Finish,
    Outlook,
    Pass,
    Points,
    StartPost,
    what_if,
)

FACTS, DAY = Facts(), date(2026, 11, 20)
IMT, GP, PSYCHIATRY = "internal-medicine-ct1", "general-practice-st1", "core-psychiatry-ct1"
MARCH = date(2027, 3, 2)


@pytest.fixture(scope="module")
def record() -> Record:
    return demo_record(data_root(), "trust-grade")


def domain(outlook: Outlook, id: str) -> Points:
    return next(one for one in outlook.domains if one.id == id)


def pair(points: Points, figure: str) -> tuple[float | None, float | None]:
    found = getattr(points, figure)
    return found.before, found.after


def test_teaching_finished_by_march_is_three_points_on_imt(record: Record) -> None:
    """e6: weekly teaching from October 2026 to 2 March 2027 with formal feedback; about three months and more give 3.
    Before it has a document it supports nothing; what the doctor claims (3) does not change."""
    found = what_if(record, FACTS, [Finish(entry="e6", by=MARCH)], [(IMT, 2028)], DAY)
    teaching = domain(found.outlooks[0], "teaching-experience")
    assert pair(teaching, "supported") == (0, 3)
    assert pair(teaching, "claimed") == (3, 3)
    total = found.outlooks[0].total
    assert total is not None
    assert pair(total, "supported") == (12, 15)
    assert found.day == MARCH
    assert found.outlooks[0].matrix_year == 2026


def test_without_its_document_it_supports_nothing(record: Record) -> None:
    found = what_if(record, FACTS, [Finish(entry="e6", by=MARCH, documented=False)], [(IMT, 2028)], DAY)
    assert pair(domain(found.outlooks[0], "teaching-experience"), "supported") == (0, 0)


def test_a_document_in_hand_makes_the_diploma_a_supported_point(record: Record) -> None:
    """e8 is done and has no letter: 1 point claimed, none supported, until the letter is there."""
    found = what_if(record, FACTS, [Document(entry="e8", by=date(2026, 12, 18))], [(IMT, 2028)], DAY)
    assert pair(domain(found.outlooks[0], "postgraduate-degrees"), "supported") == (0, 1)


def test_after_the_form_has_closed_nothing_counts(record: Record) -> None:
    found = what_if(record, FACTS, [Finish(entry="e6", by=date(2028, 3, 2))], [(IMT, 2028)], DAY)
    assert pair(domain(found.outlooks[0], "teaching-experience"), "supported") == (0, 0)


def test_something_new_of_a_kind_counts_on_every_form_that_takes_it() -> None:
    """IMT gives a poster at a national meeting 4 points; the record holds nothing else."""
    poster = Add(kind="presentation", by=MARCH, level="national", answers={"form": "poster", "author": "first"})
    found = what_if(Record(), FACTS, [poster], [(IMT, 2028), ("clinical-radiology-st1", 2028)], DAY)
    assert pair(domain(found.outlooks[0], "presentations"), "supported") == (0, 4)
    assert found.outlooks[1].changed


def test_what_is_within_reach_is_asked_today(record: Record) -> None:
    """On 2 March 2027 less would be within reach than today for want of time alone; no such fall is shown."""
    found = what_if(record, FACTS, [Finish(entry="e6", by=MARCH)], [(IMT, 2028)], DAY)
    total = found.outlooks[0].total
    assert total is not None
    before, after = pair(total, "ceiling")
    assert before == 23
    assert after is not None
    assert after >= 23


def test_gates_are_asked_before_and_after(record: Record) -> None:
    """Leaving the post in May 2027 leaves days in no post; the months of experience are others, and it says so."""
    found = what_if(record, FACTS, [EndPost(post="p5", end=date(2027, 5, 31))], [(PSYCHIATRY, 2028)], DAY)
    assert found.outlooks[0].gates
    assert all(gate.before.criterion == gate.after.criterion for gate in found.outlooks[0].gates)
    ended = what_if(record, FACTS, [EndPost(post="p5", end=date(2025, 8, 30))], [(IMT, 2028)], DAY)
    changed = {gate.before.criterion: gate for gate in ended.outlooks[0].gates if gate.changed}
    assert "79.6 months" in changed["experience-24-months"].before.because
    assert "79.6 months" not in changed["experience-24-months"].after.because


def test_a_programme_without_points_says_why_and_keeps_its_gates(record: Record) -> None:
    found = what_if(record, FACTS, [Finish(entry="e6", by=MARCH)], [(GP, 2027)], DAY).outlooks[0]
    assert found.no_number
    assert found.gates
    assert not found.changed


DAYS = st.dates(date(2026, 11, 21), date(2028, 12, 31))
CHANGES = st.one_of(
    st.builds(Finish, entry=st.just("e6"), by=DAYS, documented=st.booleans()),
    st.builds(Add, kind=st.sampled_from(["qip", "teaching", "presentation", "degree"]), by=DAYS),
    st.builds(Pass, name=st.just("MRCP PACES"), by=DAYS),
    st.builds(StartPost, start=DAYS),
    st.builds(Document, entry=st.just("e8"), by=DAYS),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(CHANGES, max_size=4, unique_by=type))
def test_the_record_asked_about_is_never_touched_and_no_point_is_lost(changes: list[Add]) -> None:
    """Every change here adds something, so no figure falls; without a change nothing changes."""
    record = demo_record(data_root(), "trust-grade")
    before = record.model_dump_json()
    found = what_if(record, FACTS, changes, [(IMT, 2028)], DAY)
    assert record.model_dump_json() == before
    for points in found.outlooks[0].domains:
        was, will = pair(points, "supported")
        assert was is None or (will is not None and will >= was), points.title
    if not changes:
        assert found.after == record
        assert not found.outlooks[0].changed
