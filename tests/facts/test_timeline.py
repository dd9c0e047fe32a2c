"""A day that no value covers is an error instead of a guess, and values never overlap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.facts.core import Confidence, NotCovered, Provenance, Source, Status
from workbook.facts.timeline import Period, Timeline

PAGE = Provenance(
    source=Source(publisher="Home Office", title="Fees"),
    checked_on=date(2026, 11, 20),
    status=Status.IN_FORCE,
    confidence=Confidence.HIGH,
    review_by=date(2027, 4, 6),
)


def line(*spans: tuple[date | None, date | None, int]) -> Timeline[int]:
    periods = tuple(Period[int](from_=first, to=last, value=value, provenance=PAGE) for first, last, value in spans)
    return Timeline[int](id="fee", unit="GBP", periods=periods, provenance=PAGE)


def test_before_at_the_edge_and_after() -> None:
    fee = line((date(2025, 4, 9), date(2026, 4, 7), 304), (date(2026, 4, 8), None, 319))
    assert fee.on(date(2026, 4, 7)).value == 304
    assert fee.on(date(2026, 4, 8)).value == 319
    assert fee.on(date(2090, 1, 1)).value == 319
    with pytest.raises(NotCovered, match="fee: no value is known for 8 April 2025"):
        fee.on(date(2025, 4, 8))


def test_a_gap_is_a_gap() -> None:
    fee = line((date(2025, 1, 1), date(2025, 1, 31), 1), (date(2025, 3, 1), None, 2))
    with pytest.raises(NotCovered):
        fee.on(date(2025, 2, 15))


@pytest.mark.parametrize(
    "spans",
    [
        ((date(2025, 1, 1), date(2025, 6, 1), 1), (date(2025, 6, 1), None, 2)),  # one day twice
        ((date(2025, 1, 1), None, 1), (date(2026, 1, 1), None, 2)),  # the first never ends
        ((date(2026, 1, 1), date(2026, 2, 1), 1), (date(2025, 1, 1), date(2025, 2, 1), 2)),  # not ascending
    ],
)
def test_periods_that_overlap_are_refused(spans: tuple[tuple[date | None, date | None, int], ...]) -> None:
    with pytest.raises(ValidationError, match="overlap or do not ascend"):
        line(*spans)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError, match="is before from"):
        line((date(2026, 2, 1), date(2026, 1, 31), 1))


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(-30, 3000))
def test_a_day_has_at_most_one_value(lengths: list[int], asked: int) -> None:
    first = day = date(2020, 1, 1)
    spans = []
    for value, length in enumerate(lengths):
        spans.append((day, day + timedelta(days=length - 1), value))
        day += timedelta(days=length)
    on = first + timedelta(days=asked)
    covering = [value for begin, end, value in spans if begin <= on <= end]
    if covering:
        assert [line(*spans).on(on).value] == covering
    else:
        with pytest.raises(NotCovered):
            line(*spans).on(on)
