"""Which options does the evidence meet together, where options add up and one entry may serve one option only?

For options that take one entry each the answer is the best possible: taking options by their points and giving way
along chains of swaps is exact for a bipartite assignment with weights on one side. An option that takes several entries
is given those that are left.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from workbook.facts.scoring import Option
from workbook.rules.matching import Candidate, Outcome
from workbook.rules.pieces import Piece

Usable = Callable[[Candidate], date | None]


def added_up(
    outcomes: list[tuple[Option, Outcome]], day_of: Usable, by: date
) -> list[tuple[Option, tuple[Piece, ...]]]:
    """The options met together by the day, best points first, each with its own entries.

    `day_of` says from which day a candidate counts (with or without its document).
    """
    taken: dict[str, str] = {}  # entry id -> option id
    single: dict[str, list[Candidate]] = {}
    several: list[tuple[Option, list[Piece]]] = []
    met: list[Option] = []
    for option, outcome in sorted(outcomes, key=lambda pair: (-(pair[0].points or 0), pair[0].id)):
        if not option.points:
            continue
        usable = {
            one.piece.id: one
            for way, candidates in outcome.ways
            for one in candidates
            if not way.totals and not one.unknown and (day_of(one) or date.max) <= by
        }
        single[option.id] = [usable[id] for id in sorted(usable)]
        if _place(option.id, single, taken, set()):
            met.append(option)
        else:
            group = _group(outcome, day_of, by, taken)
            if group:
                several.append((option, group))
                taken |= {piece.id: f"{option.id} (several)" for piece in group}
    pieces = {one.piece.id: one.piece for candidates in single.values() for one in candidates}
    together = [
        (option, tuple(pieces[id] for id, holder in taken.items() if holder == option.id)) for option in met
    ] + [(option, tuple(group)) for option, group in several]
    return sorted(together, key=lambda pair: (-(pair[0].points or 0), pair[0].id))


def _place(option: str, single: dict[str, list[Candidate]], taken: dict[str, str], tried: set[str]) -> bool:
    """Give the option an entry, moving other options to another of theirs where that frees one."""
    for one in single.get(option, ()):
        id = one.piece.id
        if id in tried:
            continue
        tried.add(id)
        if id not in taken or (taken[id] in single and _place(taken[id], single, taken, tried)):
            taken[id] = option
            return True
    return False


def _group(outcome: Outcome, day_of: Usable, by: date, taken: dict[str, str]) -> list[Piece] | None:
    """Entries that are left and together reach the counts of an option that takes several."""
    for way, candidates in outcome.ways:
        if not way.totals:
            continue
        sums = [0.0] * len(way.totals)
        group: list[Piece] = []
        for one in candidates:
            if one.unknown or one.piece.id in taken or (day_of(one) or date.max) > by or not any(one.amounts):
                continue
            group.append(one.piece)
            sums = [total + (amount or 0) for total, amount in zip(sums, one.amounts, strict=True)]
            if all(total >= least for total, (_, least) in zip(sums, way.totals, strict=True)):
                return group
    return None
