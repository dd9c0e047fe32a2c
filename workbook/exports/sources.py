"""On which pages does what is taken away rest, and of which years are its rules? The same for page, Word and Excel.

A source has one number, in the order in which it is first named, and stands at the end with the day it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.facts.core import Provenance
    from workbook.rules.finding import FactRef
    from workbook.rules.gates import Gates
    from workbook.rules.scoring import Score


@dataclass(slots=True)
class Sources:
    """The numbered list of sources a page rests on, in the order in which it first names them."""

    listed: list[Provenance] = field(default_factory=list)

    def numbers(self, facts: Iterable[FactRef | None]) -> tuple[int, ...]:
        """The numbers of these facts' sources, each once, ascending. One page read on one day has one number."""
        found: set[int] = set()
        for fact in facts:
            if fact is None:
                continue
            said = [number for number, known in enumerate(self.listed, 1) if _same(known, fact.provenance)]
            if not said:
                self.listed.append(fact.provenance)
                said = [len(self.listed)]
            found.add(said[0])
        return tuple(sorted(found))


def locks(score: Score | None, gates: Gates | None) -> list[str]:
    """To which year the rules of selection and the criteria belong. A score that gives points says its year itself."""
    said = []
    if score and not score.scored and score.matrix_year is not None:
        said.append(_lock("Rules of selection", score.matrix_year, score.year, score.facts[0]))
    if gates and gates.spec_year is not None:
        said.append(_lock("Criteria from the person specification", gates.spec_year, gates.year, gates.source))
    return said


def _lock(what: str, of_year: int, asked: int, source: FactRef) -> str:
    of = f"{of_year}{source.copied}"
    if of_year == asked:
        return f"{what} of {of}."
    return (
        f"{what} of {of}, the newest one in this workbook that is not after {asked}. Your round is {asked}: "
        "read the official page of that year before you rely on it."
    )


def _same(one: Provenance, other: Provenance) -> bool:
    return (one.source, one.checked_on, one.status, one.confidence, one.copied) == (
        other.source,
        other.checked_on,
        other.status,
        other.confidence,
        other.copied,
    )
