"""Radiology, round of 2027, closing 19 November 2026: the window of the 2026 form was not seen; the sister page of 2026
allowed five years (to 19 November 2021), radiology's 2024/25 form ten (to 19 November 2016)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.scoring import score

FACTS, RADIOLOGY = Facts(), "clinical-radiology-st1"
UNKNOWN = "How old your evidence may be is not known for this form, so entries of any age are counted."


def paper(end: str | None, title: str = "Old paper") -> dict[str, Any]:
    details = {"type": "original-research", "author": "first", "theme": "radiology", "peer_reviewed": True}
    proof = {"file": "p.pdf", "signed_by": "editor", "identifiers_removed": True}
    return {"id": "p", "kind": "publication", "title": title, "status": "done", "end": end, "details": details,
            "proof": proof}  # fmt: skip


def said(programme: str, *evidence: dict[str, Any]) -> str:
    found = score(Record.model_validate({"evidence": evidence}), FACTS, programme, 2027, date(2026, 11, 1))
    (note,) = [note for note in found.notes if note.startswith(UNKNOWN)]
    return note


def test_a_paper_of_2009_is_counted_and_named_as_too_old_by_both_older_pages() -> None:
    note = said(RADIOLOGY, paper("2009-01-01"))
    assert "2026 window for radiology not seen." in note and "sister 2026 page allowed five years" in note
    assert (
        "By the 5 years of the sister page of 2026, nuclear medicine ST3, back to 19 November 2021, too old: “Old "
        "paper”. By the 10 years of radiology's own 2024/25 form, back to 19 November 2016, too old: “Old paper”."
    ) in note


@pytest.mark.parametrize(
    ("end", "five", "ten"),
    [
        ("2021-11-19", False, False),
        ("2021-11-18", True, False),
        ("2016-11-19", True, False),
        ("2016-11-18", True, True),
    ],
)
def test_each_window_is_measured_to_the_day(end: str, five: bool, ten: bool) -> None:
    _, by_five, by_ten = said(RADIOLOGY, paper(end)).split("By the ")
    assert ("“Old paper”" in by_five, "“Old paper”" in by_ten) == (five, ten)


def test_an_entry_without_a_day_is_named_as_such() -> None:
    assert "No day is recorded of “Old paper”." in said(RADIOLOGY, paper(None))


@pytest.mark.parametrize("programme", ["core-surgery-ct1", "histopathology-st1", "internal-medicine-ct1"])
def test_a_form_whose_window_was_not_seen_says_so(programme: str) -> None:
    assert "seen" in said(programme)


@pytest.mark.parametrize("programme", ["ophthalmology-st1", "cardiothoracic-surgery-st1"])
def test_a_form_with_a_window_does_not(programme: str) -> None:
    found = score(Record(), FACTS, programme, 2027, date(2026, 11, 1))
    assert not any(note.startswith(UNKNOWN) for note in found.notes)
