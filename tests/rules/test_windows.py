"""How old may evidence be: by the closing day, by an interview whose day is not known yet, and not by guessing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.rules.test_scoring import FACTS, RADIOLOGY, OneMatrix, changed, made
from workbook.base.days import add_months
from workbook.facts.scoring import Matrix
from workbook.rules.finding import Verdict
from workbook.rules.rounds import round_of
from workbook.rules.scoring import DomainScore, score

TODAY = date(2026, 11, 20)
CLOSES = date(2027, 11, 18)
DAY = timedelta(days=1)


def meeting(end: str | None) -> Any:
    return made([{"id": "a", "kind": "conference", "title": "Meeting", "status": "done", "end": end,
                  "proof": {"file": "a.pdf", "signed_by": "organiser", "identifiers_removed": True},
                  "details": {"specialty": "radiology"}}])  # fmt: skip


def scored(end: str | None, **window: Any) -> DomainScore:
    look_back = {"years": None, "months": None, "before": "closing-date", **window}
    return score(meeting(end), changed(look_back=look_back), RADIOLOGY, 2028, TODAY).domains[0]


@pytest.mark.parametrize(
    ("end", "window", "points"),
    [
        ("2024-11-18", {"years": 3}, 2), ("2024-11-17", {"years": 3}, 0), ("2026-05-18", {"months": 18}, 2),
        ("2026-05-17", {"months": 18}, 0), ("2025-05-18", {"years": 2.5}, 2), ("2025-05-17", {"years": 2.5}, 0),
    ],
)  # fmt: skip
def test_a_window_is_measured_back_from_the_closing_day_to_the_day(end: str, window: Any, points: float) -> None:
    found = scored(end, **window)
    assert (found.supported.points, found.claimed.points) == (points, points)
    assert any(step.what == "window" for step in found.supported.trace)


def test_before_the_interview_has_a_day_only_what_is_certain_counts() -> None:
    round_ = round_of(FACTS, RADIOLOGY, 2028)
    told = round_.interviews
    first = told.date if told and told.date else CLOSES
    last = (told.until or told.date) if told and told.date else round_.post_start.date
    assert last is not None and first < last
    before = {"months": 18, "before": "interview"}
    assert scored(add_months(last, -18).isoformat(), **before).claimed.points == 2
    between = scored(add_months(first, -18).isoformat(), **before)
    assert between.claimed.points == 0 and between.verdict is Verdict.CANNOT_TELL
    assert "the day of the interview is not known" in between.missing[0]
    too_old = add_months(first, -18) - DAY
    assert scored(too_old.isoformat(), **before).verdict is Verdict.NOT_MET


def test_what_bears_no_day_is_asked_for_it() -> None:
    found = scored(None, years=3)
    assert found.claimed.points == 0 and "when was it finished?" in found.missing[0]


def test_without_a_closing_day_a_window_cannot_be_placed() -> None:
    look_back = {"years": 3, "months": None, "before": "closing-date"}
    found = score(meeting("2026-01-01"), changed(look_back=look_back), RADIOLOGY, 2026, TODAY).domains[0]
    assert found.verdict is Verdict.CANNOT_TELL and "that day is not known" in found.because


def test_a_rule_of_the_whole_form_looks_back_for_every_part() -> None:
    matrix = FACTS.matrix(RADIOLOGY, 2026).model_dump(exclude={"announced"})
    rule = {**matrix["rules"][0], "look_back": {"years": 3, "months": None, "before": "closing-date"}, "domains": ()}
    facts = OneMatrix(Matrix.model_validate({**matrix, "rules": [rule, *matrix["rules"][1:]]}))
    old, young = (score(meeting(end), facts, RADIOLOGY, 2028, TODAY).domains[0] for end in ("2024-11-17", "2024-11-18"))
    assert (old.claimed.points, young.claimed.points) == (0, 2)
    assert young.claimed.trace[-1].id == rule["provenance"]["id"]
