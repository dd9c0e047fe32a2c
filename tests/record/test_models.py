"""What a record may hold: possible things, and gaps where a tired person does not know yet."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from workbook.record.models import Absence, Binned, Evidence, Exam, Meeting, Post, Record, Template


def test_an_empty_record_is_a_record() -> None:
    record = Record()
    assert record.doctor.label == "My record"
    assert record.posts == () and record.doctor.settled is None


def test_an_entry_needs_no_more_than_its_id() -> None:
    """A tired person leaves gaps; the rules then say what is missing."""
    post = Post(id="p1")
    assert post.end is None and post.fraction == 1.0 and post.country == "GB"
    assert post.gives.educational_supervisor is None, "not said yet is not the same as no"


@pytest.mark.parametrize("model", [Post, Evidence])
def test_an_end_before_its_start_is_impossible(model: type[Post] | type[Evidence]) -> None:
    with pytest.raises(ValidationError, match="end: 1 January 2026 is before the start, 1 February 2026"):
        model(id="x1", start=date(2026, 2, 1), end=date(2026, 1, 1))
    assert model(id="x1", start=date(2026, 2, 1), end=date(2026, 2, 1)).end == date(2026, 2, 1), "one day is possible"


def test_a_return_before_leaving_is_impossible_and_a_day_trip_is_not() -> None:
    with pytest.raises(ValidationError, match="before the day of leaving"):
        Absence(left=date(2026, 2, 2), returned=date(2026, 2, 1))
    assert Absence(left=date(2026, 2, 2), returned=date(2026, 2, 2)).returned == date(2026, 2, 2)
    assert Absence(left=date(2026, 2, 2)).returned is None, "still away"


@pytest.mark.parametrize("value", [0, 20261120, 1.5, True, "20/11/2026", "2026-02-30", "1926-01-01"])
def test_a_number_or_an_impossible_text_never_becomes_a_day(value: object) -> None:
    with pytest.raises(ValidationError):
        Exam.model_validate({"id": "x1", "sat": value})


def test_an_id_stands_once_in_its_list() -> None:
    with pytest.raises(ValidationError, match="posts: the id 'p1' stands twice"):
        Record.model_validate({"posts": [{"id": "p1"}, {"id": "p1"}]})
    assert Record.model_validate({"posts": [{"id": "a"}], "evidence": [{"id": "a"}]}), "each list has its own ids"


def test_a_misspelt_field_is_an_error_and_not_lost() -> None:
    with pytest.raises(ValidationError, match="strat"):
        Post.model_validate({"id": "p1", "strat": "2026-01-01"})


@pytest.mark.parametrize("fraction", [0, -0.5, 1.01, float("nan")])
def test_a_fraction_of_a_post_is_above_nothing_and_at_most_whole(fraction: float) -> None:
    with pytest.raises(ValidationError):
        Post(id="p1", fraction=fraction)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused_because_no_json_could_hold_it(value: float) -> None:
    with pytest.raises(ValidationError):
        Exam(id="x1", score=value)
    with pytest.raises(ValidationError):
        Evidence(id="e1", details={"cycles": value})


def test_a_detail_keeps_the_kind_of_value_it_was_given() -> None:
    given = {"cycles": 2, "hours": 6.5, "organised": True, "stages": "all", "index": None}
    details = Evidence(id="e1", details=given).details
    assert details == given
    assert type(details["cycles"]) is int and details["organised"] is True


def test_values_never_change_in_place() -> None:
    with pytest.raises(ValidationError):
        Post(id="p1").title = "Other"  # type: ignore[misc]  # that it may not be done is what is tested


def test_the_people_of_a_meeting_are_under_with_in_the_file() -> None:
    meeting = Meeting.model_validate({"id": "m1", "with": "my supervisor"})
    assert meeting.with_ == "my supervisor"
    assert meeting.model_dump(by_alias=True)["with"] == "my supervisor"


def test_targets_stand_by_rank_and_those_without_one_last_as_they_were_named() -> None:
    named = [("c", None), ("b", 2), ("d", None), ("a", 1)]
    targets = [{"specialty": specialty, "year": 2028, "rank": rank} for specialty, rank in named]
    ranked = Record.model_validate({"targets": targets}).ranked_targets
    assert [target.specialty for target in ranked] == ["a", "b", "c", "d"]


def test_what_is_in_the_bin_or_a_template_may_bear_the_id_of_an_entry() -> None:
    """They stand apart: an import may give an id that something in the bin bore before."""
    entry = Evidence(id="e1")
    kept = Record(
        evidence=(entry,), binned=(Binned(entry=entry, on=date(2026, 11, 20)),),
        templates=(Template(id="t1", name="Audit", entry=entry),),
    )  # fmt: skip
    assert Record.model_validate(kept.model_dump(by_alias=True)) == kept


def test_two_templates_of_one_id_are_impossible() -> None:
    one = Template(id="t1", name="Audit", entry=Evidence(id="e1"))
    with pytest.raises(ValidationError, match="stands twice"):
        Record(templates=(one, one))
