"""Bands of one figure: exactly one holds, more may be worth less, and what is not certain is not told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.test_adding import TODAY, option
from tests.rules.test_scoring import FACTS, RADIOLOGY, changed, made
from workbook.record.models import Record
from workbook.rules.finding import Verdict
from workbook.rules.scoring import DomainScore, score

# The bands of months in the specialty as the 2025 ENT page has them (data/scoring: ent-experience).
ENT = {"kind": "experience", "counted": "one-specialty", "specialty": "ear-nose-and-throat"}
BANDS = [
    option("m0-5", 0.0, None),
    option("m6-24", 20.0, {**ENT, "months_min": 6, "months_max": 24}),
    option("m24-36", 15.0, {**ENT, "months_min": 24, "months_max": 36}),
    option("m36-48", 10.0, {**ENT, "months_min": 36, "months_max": 48}),
    option("m48-plus", 0.0, {**ENT, "months_over": 48}),
]
FORM = changed(pick="one", max=20.0, bands_of="months-in-specialty", options=BANDS)


def worked(*months: float, doc: Any = True, **said: Any) -> Record:
    details = {"counted": "one-specialty", "specialty": "ent", **said}
    return made([
        {"id": f"e{n}", "title": f"Time {n}", "kind": "experience", "status": "done", "end": "2026-08-01", "doc": doc,
         "details": {**details, "months": each}}
        for n, each in enumerate(months)
    ])  # fmt: skip


def band(record: Record) -> DomainScore:
    return score(record, FORM, RADIOLOGY, 2028, TODAY).domains[0]


@pytest.mark.parametrize(
    ("months", "points", "id"),
    [(5.9, 0, "m0-5"), (6, 20, "m6-24"), (23.9, 20, "m6-24"), (24.1, 15, "m24-36"), (40, 10, "m36-48"),
     (48.1, 0, "m48-plus")],
)  # fmt: skip
def test_exactly_one_band_holds_and_more_may_be_worth_less(months: float, points: float, id: str) -> None:
    found = band(worked(months))
    assert (found.supported.points, found.claimed.points, found.ceiling.points) == (points, points, points)
    assert found.supported.option == id and found.next is None


def test_a_figure_in_two_bands_cannot_be_told() -> None:
    found = band(worked(24))
    assert found.verdict is Verdict.CANNOT_TELL and "two bands" in found.because and found.supported.points is None


def test_two_entries_that_differ_cannot_be_told_and_two_of_one_band_can() -> None:
    assert "they differ" in band(worked(20, 30)).because
    assert band(worked(10, 20)).supported.points == 20


def test_nothing_recorded_is_no_band_at_all() -> None:
    found = band(made([]))
    assert found.verdict is Verdict.CANNOT_TELL and found.missing == ("your months in the specialty, in one entry",)
    assert (found.supported.points, found.claimed.points, found.ceiling.points) == (None, None, None)


def test_months_that_are_not_said_are_asked_for() -> None:
    record = made([{"id": "a", "kind": "experience", "title": "ENT", "status": "done", "end": "2026-08-01",
                    "details": {"counted": "one-specialty", "specialty": "ent"}}])  # fmt: skip
    assert any("How many months in all" in question for question in band(record).missing)


def test_without_its_document_a_figure_is_claimed_and_not_supported() -> None:
    found = band(worked(20, doc=None))
    assert (found.supported.points, found.claimed.points, found.ceiling.points) == (0, 20, 20)


# Years in practice run from graduation to the interview day (plastic surgery).


def years(qualified: date, on: date = date(2026, 11, 20)) -> DomainScore:
    record = Record.model_validate({"doctor": {"qualified": {"country": "PK", "on": qualified.isoformat()}}})
    found = score(record, FACTS, "plastic-surgery-st3", 2027, on)
    return next(one for one in found.domains if one.id == "years-in-practice")


def test_the_years_run_to_the_interview_and_a_day_that_may_fall_either_way_is_not_told() -> None:
    """Whatever day between the closing day and August 2027 the interview has, 2023 is within five years, 2021 over
    five; a degree of spring 2022 may be either."""
    young, older, either = years(date(2023, 7, 1)), years(date(2021, 7, 1)), years(date(2022, 4, 1))
    assert (young.claimed.points, young.claimed.option, young.supported.points) == (6, "y0-5", 0)
    assert (older.claimed.points, older.claimed.option) == (4, "y5-7")
    assert either.claimed.points is None or either.claimed.option in ("y0-5", "y5-7")
    assert years(date(2000, 1, 1)).claimed.option == "y10-plus"


def test_an_entry_of_ones_own_says_what_may_be_taken_off() -> None:
    record = Record.model_validate({
        "doctor": {"qualified": {"country": "PK", "on": "2021-07-01"}},
        "evidence": [{"id": "a", "kind": "time-since-qualification", "title": "With leave taken off", "status": "done",
                      "end": "2026-11-01", "details": {"years": 4.8}}],
    })  # fmt: skip
    found = score(record, FACTS, "plastic-surgery-st3", 2027, TODAY)
    assert next(one for one in found.domains if one.id == "years-in-practice").claimed.option == "y0-5"
