"""Matching columns to fields: a guess that suits doctors' own lists, and never loses a column silently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.record.importing.columns import FIELDS, guess_matching, matching_problems

DETAILS = ("cycles", "stages", "sessions", "live_hours", "type", "author")


def test_a_tidy_list_is_matched_without_a_question() -> None:
    header = ("Title", "Kind", "Start date", "End date", "Role", "Level", "Status", "File", "Signed by", "Letter date")
    assert list(guess_matching(header).values()) == [
        "title", "kind", "start", "end", "role", "level", "status", "proof.file", "proof.signed_by", "proof.dated",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        # A teaching log: one date, a supervisor, feedback in a column of its own.
        (("Activity", "Date", "Supervisor", "Comments"), ["title", "day", "proof.signed_by", "note"]),
        (("Project name", "Type of evidence", "From", "To"), ["title", "kind", "start", "end"]),
        (("EVIDENCE", "Category", "Date completed"), ["title", "kind", "end"]),
        (("What", "When"), ["title", "day"]),
        (("Title", "Date", "End"), ["title", "start", "end"]),
        (("Title", "Start", "Date"), ["title", "start", "end"]),
        (("Title", "Start", "End", "Date"), ["title", "start", "end", "note"]),
        (("Title", "Presented to", "Linked to"), ["title", "note", "note"]),
        (("Title", "Start date (dd/mm/yyyy)"), ["title", "start"]),
        (("Title", "Cycles", "Live hours", "No of sessions"),
         ["title", "details.cycles", "details.live_hours", "details.sessions"]),
        (("Title", "details.stages", "Details: theme"), ["title", "details.stages", "details.theme"]),
        (("Title", "Type"), ["title", "kind"]),
        (("Title", "Kind", "Type"), ["title", "kind", "details.type"]),
        (("Title", "Identifiers removed?", "Shows"), ["title", "proof.identifiers_removed", "shows"]),
    ],
)  # fmt: skip
def test_headings_doctors_use_find_their_field(header: tuple[str, ...], fields: list[str]) -> None:
    matching = guess_matching(header, DETAILS)
    assert list(matching.values()) == fields
    assert matching_problems(matching, header) == []


@given(st.lists(st.text(max_size=30), max_size=12, unique=True))
def test_every_column_has_a_place_and_no_field_is_guessed_twice(header: list[str]) -> None:
    matching = guess_matching(header, DETAILS)
    assert list(matching) == header
    single = [field for field in matching.values() if field not in ("note", "shows")]
    assert len(single) == len(set(single))
    assert all(field in FIELDS or field.startswith("details.") for field in matching.values())
    # What is left to say about a guess is at most that no column is the title.
    assert [line for line in matching_problems(matching, header) if "no column says" not in line] == []


@pytest.mark.parametrize(
    ("matching", "said"),
    [
        ({"A": "note"}, "no column says what each entry is"),
        ({"A": "title", "B": "colour"}, "“B”: there is no field 'colour'"),
        ({"A": "title", "B": "title"}, "“A” and “B” cannot both be “What it is”"),
        ({"A": "title", "Z": "kind"}, "there is no column “Z”"),
        ({"A": "title", "B": "details."}, "there is no field 'details.'"),
        ({"A": "title", "B": "day", "C": "end"}, "“B” is the one day of an entry"),
    ],
)
def test_a_matching_that_cannot_work_says_why(matching: dict[str, str], said: str) -> None:
    assert any(said in line for line in matching_problems(matching, ("A", "B", "C")))


def test_a_column_the_doctor_leaves_out_is_no_problem() -> None:
    assert matching_problems({"A": "title", "B": ""}, ("A", "B", "C")) == []
