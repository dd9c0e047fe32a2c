"""Which entries are not done in time and may count all the same, because the form says that they may and not when?

The rule of the form names the evidence and how far it must be (data/scoring, rules, may_count). Such an entry is no
nought: nobody can tell, and the form's own words are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from workbook.base.days import in_words
from workbook.facts.evidence import EvidenceKinds
from workbook.facts.needs import alternatives
from workbook.facts.scoring import Matrix
from workbook.rules.pieces import Piece


def doubts(
    matrix: Matrix, kinds: EvidenceKinds, pieces: Mapping[str, Sequence[Piece]], closes: date | None
) -> dict[str, str]:
    """By key: why nobody can tell whether the entry counts. Empty where the form leaves nothing open."""
    found: dict[str, str] = {}
    for rule in matrix.rules:
        if rule.may_count is None:
            continue
        says = f"The {matrix.year} form says: {rule.text.strip()}"
        for way in alternatives(rule.may_count.of, kinds, f"scoring, {matrix.specialty}, rules, {rule.id}"):
            for piece in pieces.get(way.words.id, ()):
                fits = all(condition.holds(piece.values) is not False for condition in way.conditions)
                why = _not_in_time(piece, rule.may_count.status, closes) if fits else None
                if why is not None:
                    found[piece.key] = f"{why}. {says}"
    return found


def _not_in_time(piece: Piece, status: str, closes: date | None) -> str | None:
    """In what way the entry is not done by the closing day, where it has come as far as the rule asks.

    None also where a question of its own comes first, such as whether it is done by now.
    """
    if piece.question:
        return None
    late = piece.ready is not None and closes is not None and piece.ready > closes
    if piece.status == status and piece.ready is None:
        return f"{status}, and not done yet"
    if not late or piece.ready is None or piece.status not in (status, "done"):
        return None
    after = f"done on {in_words(piece.ready)}, after the form closes"
    return (
        f"{status}, and {after}" if piece.status == status else f"{after}; whether it was {status} by then is not said"
    )
