"""What can a mentor print about the facts themselves? What must be read again, and what is not sure about a programme.

One HTML file each: style inside, no script, no request to any host.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.templates import render

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
    return str(render(TEMPLATE, title="Facts to read again", parts=parts, problems=problems, on=on, empty=empty))


def unsure_page(programme: str, rows: Sequence[Row], on: date) -> str:
    """Every fact about one programme that rests on one unconfirmed source."""
    by_place: dict[str, list[Row]] = {}
    for row in rows:
        by_place.setdefault(row.inside or row.title, []).append(row)
    parts = [(place, "", tuple(those)) for place, those in by_place.items()]
    empty = (
        "No fact about this programme is marked as low confidence. "
        "Those of medium confidence are still no official page."
    )
    return str(render(TEMPLATE, title=f"Not sure: {programme}", parts=parts, problems=[], on=on, empty=empty))
