"""How is the answer about the Act of 2026 said on the command line?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbook.app.words import NOT_ADVICE, finding_in_words, sources_in_words, verdict_in_words
from workbook.base.days import in_words

if TYPE_CHECKING:
    from workbook.rules.finding import FactRef
    from workbook.rules.priority import Priority
    from workbook.rules.priority_months import NhsMonths, Threshold

_STEPS = {"interview": "interviews offered", "offer": "offers made"}
_REMARKS = {
    "law": "The law",
    "reading": "A reading",
    "misreading": "Said elsewhere and not so",
    "said": "To know",
}
_GROUNDS = {
    "in-force": "Grounds in force (one is enough):",
    "open": "Not decided yet:",
    "no-ground": "No ground, as a minister told Parliament:",
}


def priority_in_words(result: Priority) -> list[str]:
    return list(_lines(result))


def _lines(result: Priority) -> Iterator[str]:
    yield f"Priority: {result.title}, {_STEPS[result.stage]} in {result.year}, as of {in_words(result.on)}"
    yield f"  {NOT_ADVICE}"
    yield ""
    yield verdict_in_words(result.verdict, result.holds_from) + (f": {result.ground}" if result.ground else "")
    yield f"  {result.because}"
    yield from (f"  Missing: {item}" for item in result.missing)
    yield from _sources(result.facts)
    for standing, heading in _GROUNDS.items():
        grounds = [ground for ground in result.grounds if ground.standing == standing]
        if grounds:
            yield from ("", heading)
        for ground in grounds:
            yield from (f"  {line}" for line in dict.fromkeys(finding_in_words(ground, ground.title)))
    if result.thresholds:
        yield from _months(result.experience)
        yield from ("", "Proposed numbers, not law:")
        for threshold in result.thresholds:
            yield from _threshold(threshold)
    if result.remarks:
        yield ""
    for remark in result.remarks:
        yield f"{_REMARKS[remark.kind]}: {remark.text}"
        yield from _sources(remark.facts)


def _months(count: NhsMonths) -> Iterator[str]:
    yield ""
    yield f"NHS months: {whole_tenths(count.months)}; by hours worked {whole_tenths(count.whole_time)}"
    yield f"  {count.because}"
    for post in count.counted:
        worked = f"{in_words(post.first)} to {in_words(post.last)}, {post.fraction:g} of full time"
        yield f"  Counted: {post.title}, {worked}"
    yield from (f"  Not counted: {out.title}: {out.because}" for out in count.left_out)
    yield f"  Not known: {'; '.join(count.open_questions)}"
    yield from _sources(count.facts)


def _threshold(threshold: Threshold) -> Iterator[str]:
    if threshold.reached_on is None:
        said = "not reached by the posts recorded, and you hold none now"
    elif threshold.reached:
        said = f"reached on {in_words(threshold.reached_on)}"
    else:
        said = f"reached on {in_words(threshold.reached_on)} if you stay"
    by_hours = threshold.whole_time_reached_on
    if by_hours is not None and by_hours != threshold.reached_on:
        said += f"; by hours worked on {in_words(by_hours)}"
    yield f"  {threshold.months} months: {said}"
    yield from (f"    {by}" for by in threshold.proposed_by)
    yield from (f"  {line}" for line in _sources(threshold.facts))


def _sources(facts: Iterable[FactRef]) -> Iterable[str]:
    """Each page once: many entries rest on the same one."""
    return dict.fromkeys(sources_in_words(facts))


def whole_tenths(months: float) -> str:
    """Months to one decimal, never rounded up: 35.97 is not yet 36."""
    return f"{math.floor(round(months * 10, 4)) / 10:g}"
