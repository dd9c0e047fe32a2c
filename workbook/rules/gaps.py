"""Which days lie in no post and no programme? The gaps of a work history, as every page and every gate tells them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workbook.record.models import Span
from workbook.rules.experience import DAY


def gaps_between(spans: Iterable[Span], since: date | None, before: date) -> tuple[tuple[date, date], ...]:
    """The days covered by nothing, from `since` (or the first span) to the day before `before`, as first and last day.

    A span without an end reaches over every later day; one without a first day cannot be placed and covers nothing.
    """
    placed = sorted((span.start, span.end or date.max) for span in spans if span.start is not None)
    if not placed:
        return ()
    free = since or placed[0][0]
    gaps: list[tuple[date, date]] = []
    for first, last in placed:
        if first >= before or free >= before:
            break
        if first > free:
            gaps.append((free, first - DAY))
        if last >= free:
            free = last + DAY if last < date.max else date.max
    if free < before:
        gaps.append((free, before - DAY))
    return tuple(gaps)
