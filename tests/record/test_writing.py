"""A record is written so that a person can read it, and the same record is read back, whatever it holds."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbook.record import Record, record_from_text, record_to_json, record_to_plain, record_to_yaml
from workbook.record.models import Answer, Evidence, Meeting, Post
from workbook.record.reading import record_from

# Everything a keyboard or a paste can bring: only surrogates cannot stand in a UTF-8 file.
TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)
AWKWARD = (
    "yes", "no", "on", "null", "~", "2026-11-20", "1.0", "=1+1", "*a", "&a", "- x", "a: b", "# x", "'", '"', "12:30",
    "<img onerror=alert(1)>", " lead ", "0x1f", "two\nlines", "\x00", "\x85", "\ufeff", "",
)  # fmt: skip
WORDS = st.one_of(TEXTS, st.sampled_from(AWKWARD))


@given(TEXTS, WORDS, st.dictionaries(st.sampled_from(["cycles", "live_hours", "author"]),
                                     st.one_of(st.booleans(), st.integers(-9, 9), st.floats(0, 9), WORDS)))  # fmt: skip
def test_what_is_written_is_read_back_the_same(label: str, words: str, details: dict[str, Any]) -> None:
    record = Record.model_validate(
        {
            "doctor": {"label": label},
            "answers": [{"id": "a1", "text": words}],
            "evidence": [{"id": "e1", "title": words, "details": details, "start": "2026-01-01"}],
            "meetings": [{"id": "m1", "with": words}],
        }
    )
    assert record_from_text(record_to_yaml(record)) == record
    assert record_from(json.loads(record_to_json(record))) == record


def test_empty_parts_are_left_out_and_the_format_is_not() -> None:
    assert record_to_plain(Record()) == {"format": 1, "doctor": {"label": "My record"}}
    assert record_to_yaml(Record()).startswith("format: 1\n")


def test_no_and_nothing_stay_different() -> None:
    """`training: false` is an answer; leaving it out is a gap."""
    written = record_to_plain(Record(posts=(Post(id="p1", training=False), Post(id="p2"))))
    assert written["posts"][0]["training"] is False and "training" not in written["posts"][1]


def test_the_file_reads_top_down_as_the_format_is_described() -> None:
    record = Record.model_validate(
        {"evidence": [{"id": "e1"}], "posts": [{"id": "p1"}], "targets": [{"specialty": "x", "year": 2028}]}
    )
    assert list(record_to_plain(record)) == ["format", "doctor", "targets", "posts", "evidence"]


def test_accents_stay_readable_and_days_are_iso() -> None:
    record = Record.model_validate({"posts": [{"id": "p1", "title": "Sjögren", "start": "2026-08-05"}]})
    text = record_to_yaml(record)
    assert "Sjögren" in text and "2026-08-05" in text


def test_the_json_is_one_line_that_any_reader_of_json_takes() -> None:
    record = Record(
        answers=(Answer(id="a1", text="two\nlines"),),
        evidence=(Evidence(id="e1", details={"hours": 6.5}),),
        meetings=(Meeting.model_validate({"id": "m1", "with": "a mentor"}),),
    )
    text = record_to_json(record)
    assert "\n" not in text
    assert json.loads(text, parse_constant=lambda name: 1 / 0)["meetings"][0]["with"] == "a mentor"
