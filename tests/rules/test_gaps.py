"""The gaps of a work history: the same days for the rungs and for the gate."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.gating import DAY, FACTS, ask, record
from workbook.base.days import in_words
from workbook.record.models import Span
from workbook.rules.gaps import gaps_between
from workbook.rules.ladder import ladder

ON = date(2026, 11, 1)
FIRST = date(2024, 1, 1)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = FIRST + timedelta(days=draw(st.integers(-100, 1000)))
    end = start + timedelta(days=draw(st.integers(0, 500))) if draw(st.booleans()) else None
    return Span(start=start, end=end)


@given(st.lists(spans(), min_size=1, max_size=6))
def test_gaps_are_exactly_the_days_nothing_covers(held: list[Span]) -> None:
    found = {
        first + timedelta(days=n)
        for first, last in gaps_between(held, FIRST, ON)
        for n in range((last - first).days + 1)
    }
    every = {FIRST + timedelta(days=n) for n in range((ON - FIRST).days)}
    covered = {
        day for day in every if any(s.start and s.start <= day and (s.end is None or day <= s.end) for s in held)
    }
    assert found == every - covered


FOUNDATION = {"kind": "foundation", "start": "2021-08-04", "end": "2023-08-01", "completed": True}


@pytest.mark.parametrize(
    ("posts", "gaps"),
    [
        ([{"id": "p", "start": "2023-08-02"}], []),
        ([{"id": "p", "start": "2023-08-04"}], [(date(2023, 8, 2), date(2023, 8, 3))]),
        ([{"id": "p", "start": "2023-08-02", "end": "2026-10-29"}], [(date(2026, 10, 30), DAY)]),
        # an earlier post: the foundation years lay between two posts and were called a gap
        ([{"id": "a", "start": "2021-08-01", "end": "2021-08-03"}, {"id": "b", "start": "2023-08-02"}], []),
    ],
)
def test_the_rungs_and_the_gate_name_the_same_gaps(posts: list[dict[str, str]], gaps: list[tuple[date, date]]) -> None:
    told = record(
        posts=posts, doctor={"qualified": {"country": "GB", "on": "2021-08-01"}, "uk_programmes": [FOUNDATION]}
    )
    if posts[0]["start"] != "2021-08-01":
        gaps = [(date(2021, 8, 1), date(2021, 8, 3)), *gaps]
    assert [(gap.from_, gap.to) for gap in ladder(told, FACTS, DAY).gaps] == gaps
    asked = ask("employment-history", told).missing
    assert len(asked) == len(gaps)
    assert all(
        f"{in_words(first)} to {in_words(last)}" in said for said, (first, last) in zip(asked, gaps, strict=True)
    )
