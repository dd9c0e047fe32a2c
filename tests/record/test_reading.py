"""A file that is not a record, or nearly one: one line that says which field of which entry, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.record import RecordError, read_record, record_from, record_from_text


def problems(text: str) -> list[str]:
    with pytest.raises(RecordError) as caught:
        record_from_text("format: 1\n" + text)
    assert "\n" not in str(caught.value), "the message is one line"
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("posts: [{id: p1, start: 2023-02-01, end: 2023-02-30}]",
         "posts, p1, end: “2023-02-30” is not a date: February 2023 has no day 30"),
        ("posts: [{id: p1, start: 2023-02-01, end: 2023-01-01}]",
         "posts, p1: end: 1 January 2023 is before the start, 1 February 2023"),
        ("absences: [{left: 2025-03-22}, {left: 2025-13-01}]",
         "absences, number 2, left: “2025-13-01” is not a date: there is no month 13"),
        ("absences: [{left: 5}]", "absences, number 1, left: 5 is not a date; write it as 2026-11-20"),
        ("posts: [{start: 2023-02-01}]", "posts, number 1, id: is missing"),
        ("posts: [{id: p1, strat: 2023-02-01}]", "posts, p1, strat: no such field in a record"),
        ("hobbies: [chess]", "hobbies: no such field in a record"),
        ("doctor: {citizenship: [Pakistan]}",
         'doctor, citizenship, number 1: "Pakistan" is not written as this field needs'
         " (two capital letters, such as PK)"),
        ("targets: [{specialty: Internal Medicine, year: 2028}]",
         'targets, number 1, specialty: "Internal Medicine" is not written as this field needs'
         " (letters, digits and hyphens)"),
        ("posts: [{id: p1}, {id: p1}]", "posts: the id 'p1' stands twice"),
        ("meetings: [{id: m1, with: [me]}]", "meetings, m1, with: is not text"),
        ("absences: [{left: 2025-03-22, returned: 2025-03-21}]",
         "absences, number 1: returned: 21 March 2025 is before the day of leaving, 22 March 2025"),
        (f"posts: [{{id: p1, title: {'x' * 401}}}]", "posts, p1, title: is longer than 400 characters"),
        ("posts: [{id: p1, fraction: 1.5}]", "posts, p1, fraction: must be at most 1"),
        ("posts: [{id: p1, fraction: 0}]", "posts, p1, fraction: must be above 0"),
        ("posts: [{id: p1, fraction: half}]", 'posts, p1, fraction: "half" is not a number'),
        ("posts: [{id: p1, training: perhaps}]", 'posts, p1, training: "perhaps" is neither yes nor no'),
        ("posts: [{id: p1, gives: [teaching]}]", "posts, p1, gives: is not an entry with fields"),
        ("posts: [{id: p1, 5: 5}]", "posts, p1, 5: no such field in a record"),
        (f"posts: [{{id: {'p ' * 40}}}]",
         f"posts, {'p ' * 39}p, id: is not written as this field needs (letters, digits and hyphens)"),
        ("exams: [{id: x1, result: passed}]",
         'exams, x1, result: "passed" is not one of: booked, pass, fail or awaited'),
        ("exams: [{id: x1, score: .inf}]", "exams, x1, score: is not a number"),
        ("targets: [{specialty: gp, year: 2001}]", "targets, number 1, year: must be at least 2010"),
        ("targets: [{specialty: gp, year: soon}]", 'targets, number 1, year: "soon" is not a whole number'),
        ("targets: [{specialty: gp, year: 2028.5}]", "targets, number 1, year: is not a whole number"),
        ("evidence: [{id: e1, shows: teaching}]", 'evidence, e1, shows: "teaching" is not a list'),
        ("evidence: [{id: e1, details: {cycles: [2]}}]",
         "evidence, e1, details, cycles: is neither a number, nor text, nor yes or no"),
        ("evidence: [{id: e1, details: {a b!: 2}}]",
         'evidence, e1, details, a b!: "a b!" is not written as this field needs (letters, digits and hyphens)'),
    ],
)  # fmt: skip
def test_a_problem_names_the_entry_the_field_and_the_reason(text: str, line: str) -> None:
    assert problems(text)[0] == line


def test_what_fails_in_several_ways_is_said_once() -> None:
    """A detail may be one of four kinds of value; a list is none of them and made four lines."""
    assert len(problems("evidence: [{id: e1, details: {cycles: [2]}}]")) == 1


def test_every_problem_is_kept_and_the_message_says_how_many_more() -> None:
    with pytest.raises(RecordError) as caught:
        record_from_text("format: 1\nposts: [{id: p1, end: soon}, {id: p2, end: later}]")
    assert [line.split(",")[1] for line in caught.value.problems] == [" p1", " p2"]
    assert str(caught.value).endswith("(and 1 more)")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not a record"),
        ("just words", "not a record"),
        ("[1, 2]", "not a record"),
        ("posts: []", 'it has no "format: 1" line'),
        ("format: 2", "this workbook reads format 1"),
        ('format: "1"', "this workbook reads format 1"),
        ("format: [", "not a record: line"),
        ("format: 1\nformat: 1", "'format' stands twice"),
        ("format: 1\nposts:", "posts: "),
    ],
)
def test_what_is_not_a_record_says_so(text: str, why: str) -> None:
    with pytest.raises(RecordError, match=why.replace("(", r"\(")) as caught:
        record_from_text(text)
    assert "\n" not in str(caught.value)


def test_a_file_is_read_and_its_problems_name_it(tmp_path: Path) -> None:
    good = tmp_path / "record.yaml"
    good.write_text("format: 1\ndoctor: {label: Me}\n", encoding="utf-8-sig")
    assert read_record(good).doctor.label == "Me"
    for name, content, why in (
        ("missing.yaml", None, "there is no such file"),
        ("utf16.yaml", "format: 1\n".encode("utf-16"), "not UTF-8"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00", "not a record"),
        ("bomb.yaml", b"a: " + b"x" * 10_000_000, "larger than 2 MB"),
    ):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(RecordError) as caught:
            read_record(path)
        assert name in str(caught.value) and why in str(caught.value) and "\n" not in str(caught.value)
    with pytest.raises(RecordError, match="this is a folder, not a record"):
        read_record(tmp_path)


def test_json_is_a_record_too() -> None:
    assert record_from_text('{"format": 1, "posts": [{"id": "p1", "end": "2027-08-03"}]}').posts[0].id == "p1"


def test_plain_lists_and_mappings_are_read() -> None:
    assert record_from({"format": 1, "targets": [{"specialty": "internal-medicine-ct1", "year": 2028}]}).targets
