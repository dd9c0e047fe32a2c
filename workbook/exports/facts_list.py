"""What can a mentor print about the facts themselves? What must be read again, and what is not sure about a programme.

One HTML file each: style inside, no script, no request to any host.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.templates import render
from workbook.facts.coverage import Covered, Known

if TYPE_CHECKING:
    from workbook.facts.core import Problem
    from workbook.facts.search import Row
    from workbook.facts.upkeep.stale import ToRead

TEMPLATE = "exports/templates/facts_list.html.j2"


def again_page(files: Sequence[ToRead], set_aside: Sequence[Problem], on: date) -> str:
    """Everything to read again by this day, with the page to open for each."""
    parts = [(f"{each.title} (data/{each.file})", "; ".join(each.because), each.facts) for each in files]
    empty = "Nothing has to be read again by this day."
    problems = [str(problem) for problem in set_aside]
    return str(
        render(TEMPLATE, title="Facts to read again", parts=parts, problems=problems, on=on, empty=empty, here=())
    )


def unsure_page(
    programme: str, rows: Sequence[Row], covered: Sequence[Covered], set_aside: Sequence[Problem], on: date
) -> str:
    """Every fact about one programme that rests on one unconfirmed source, and before them what is not here at all.

    `covered` is what is known of the programme, one entry a year: a list without a specification's facts is no sign
    that they are sure.
    """
    by_place: dict[str, list[Row]] = {}
    for row in rows:
        by_place.setdefault(row.inside or row.title, []).append(row)
    parts = [(place, "", tuple(those)) for place, those in by_place.items()]
    empty = (
        "No fact about this programme is marked as low confidence. "
        "Those of medium confidence are still no official page."
    )
    return str(
        render(
            TEMPLATE, title=f"Not sure: {programme}", parts=parts, problems=[str(each) for each in set_aside], on=on,
            empty=empty, here=_here(covered),
        )
    )  # fmt: skip


_DOCUMENTS = {
    "Specification": "person specification",
    "Matrix": "scoring matrix",
    "Calendar": "calendar of recruitment",
    "Competition": "competition ratio",
}


def _here(covered: Sequence[Covered]) -> tuple[str, ...]:
    """For each document of the programme, the years it is here for, in part or not at all, in sentences."""
    said = []
    for cell, name in _DOCUMENTS.items():
        years = [(each.year, dict(each.cells)[cell]) for each in covered]
        there = [(year, one) for year, one in years if one.known is not Known.MISSING]
        if not there:
            # "no figure of 2025 is here" says nothing beyond the sentence it would stand in
            reasons = dict.fromkeys(one.because for year, one in years if str(year) not in one.because)
            why = f" ({'; '.join(reasons)})" if reasons else ""
            said.append(f"No {name} of {_years(years)} is here{why}, so nothing below speaks of it for those years.")
            continue
        parts = [f"{year} in part ({one.because})" if one.because else f"{year}" for year, one in there]
        gone = [(year, one) for year, one in years if one.known is Known.MISSING]
        none = f" None is here of {_years(gone)}." if gone else ""
        said.append(f"{name.capitalize()}: {'; '.join(parts)}.{none}")
    return tuple(said)


def _years(of: Sequence[tuple[int, object]]) -> str:
    *before, last = [str(year) for year, _ in of] or ["any year"]
    return f"{', '.join(before)} or {last}" if before else last
