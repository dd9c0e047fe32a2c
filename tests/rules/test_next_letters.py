"""A form of letters has a next step too: the next better letter and its quickest way, and never a number of points.

Worked by hand from data/scoring/2026/core-surgery-ct1.yaml and the usual weeks of data/evidence/kinds. From 20 November
2026 to the projected closing day, 18 November 2027, it is 52 weeks.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.test_once_letters import CONTRIBUTED
from tests.rules.test_scoring import FACTS, domain, made
from workbook.app.words import score_in_words
from workbook.rules.plan import plan
from workbook.rules.points import NextPoint
from workbook.rules.scoring import score

TODAY, CORE = date(2026, 11, 20), "core-surgery-ct1"


def following(id: str, *evidence: dict[str, Any], on: date = TODAY, year: int = 2028) -> NextPoint | None:
    return domain(score(made(list(evidence)), FACTS, CORE, year, on), id).next


@pytest.mark.parametrize(
    ("id", "letter", "instead", "kind", "weeks"),
    [
        ("operative-experience", "D", "E", "logbook", 26),  # every letter takes a logbook: the nearest one
        ("surgical-experience", "A", "B", "taster-week", 8),
        ("qi-leadership", "D", "E", "audit-first-cycle", 8),  # a C takes two cycles
        ("presentations-publications", "B", "E", "presentation-oral-local", 6),  # sooner than a D: a poster takes 12
        ("teaching-experience", "D", "E", "train-the-trainer-course", 6),
    ],
)
def test_the_next_letter_is_named_with_its_quickest_way(
    id: str, letter: str, instead: str, kind: str, weeks: float
) -> None:
    found = following(id)
    assert found is not None and found.gain is None
    assert (found.letter, found.instead_of, found.kind, found.lead_weeks) == (letter, instead, kind, weeks)
    assert found.gives == f"the letter {letter} instead of {instead}"


def test_a_part_that_counts_nothing_yet_is_no_next_step() -> None:
    """The presented audit counts only behind the role: the step is named once the role has its letter."""
    assert following("qi-presentation") is None
    opened = following("qi-presentation", CONTRIBUTED)
    assert opened is not None and (opened.letter, opened.instead_of) == ("B", "C")


def test_the_document_for_what_is_done_comes_first() -> None:
    found = following("qi-leadership", {**CONTRIBUTED, "doc": None})
    assert found is not None and found.text.startswith("Put the document in order.")
    assert (found.letter, found.instead_of, found.gain) == ("C", "E", None)


def test_what_is_planned_comes_before_what_is_new() -> None:
    found = following("qi-leadership", {**CONTRIBUTED, "doc": None, "status": "started", "end": "2027-03-02"})
    assert found is not None and found.text.startswith("Finish “My audit” by 2 March 2027 as planned")
    assert (found.letter, found.instead_of) == ("C", "E")


def test_the_best_letter_and_a_closed_form_have_no_next_step() -> None:
    taster = {"id": "t", "kind": "exposure", "status": "done", "end": "2026-03-01", "doc": True,
              "details": {"surgical": True, "through": "taster", "days": 5}}  # fmt: skip
    assert following("surgical-experience", taster) is None
    assert following("surgical-experience", on=date(2026, 11, 20), year=2027) is None


def test_the_plan_and_the_command_line_say_the_letter_and_no_points() -> None:
    record = made([], targets=[{"specialty": CORE, "year": 2028}])
    steps = [step for step in plan(record, FACTS, TODAY).actions if "letter" in step.yields]
    assert steps[0].yields == "the letter B instead of E"  # six weeks, a talk; the course takes six too, for a D
    assert not any("point" in step.yields for step in plan(record, FACTS, TODAY).actions)
    lines = score_in_words(score(record, FACTS, CORE, 2028, TODAY))
    assert any(line.startswith("  Next: ") and line.endswith("(the letter D instead of E)") for line in lines)
