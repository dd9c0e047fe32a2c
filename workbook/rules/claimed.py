"""What do the doctor's own claims give in one part of a form, by the form's own arithmetic?

A claim is one option chosen once. What it names is what it rests on; whether that meets the option is the claim check's
to say (workbook.rules.claim_check). An option worth a part of another one's points takes those of the entry it rests
on, else of the entries that meet it; where that leaves several values open, the figure is told only if all come to the
same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbook.facts.scoring import Option
from workbook.record.models import Claim
from workbook.rules.case import Case
from workbook.rules.limits import base_points
from workbook.rules.pieces import Piece
from workbook.rules.tally import Reading, Tally, Use


def claimed_in(case: Case, reading: Reading, claims: Sequence[Claim]) -> Tally:
    """What the claims on one part give together. They name options of it (Case.claims)."""
    least: list[Use] = []
    most: list[Use] = []
    for claim in claims:
        option = reading.domain.option(claim.option)
        assert option is not None  # Case.claims holds no others
        pieces = _rests_on(case, reading, option, claim)
        low, high = _points(case, reading, option, pieces)
        least.append(Use(option, pieces, low))
        most.append(Use(option, pieces, high))
    tally = reading.of(most)
    if reading.of(least).worth == tally.worth:
        return tally
    low_use, high_use = next((one, other) for one, other in zip(least, most, strict=True) if one.points != other.points)
    why = (
        f"“{high_use.option.text.rstrip('.')}” may be {low_use.points:g} to {high_use.points:g} points: record what it "
        "rests on"
    )
    uses = (
        one if one.points == other.points else replace(one, points=None)
        for one, other in zip(least, most, strict=True)
    )  # fmt: skip
    return replace(tally, points=None, uses=tuple(uses), open=why, steps=())


def _rests_on(case: Case, reading: Reading, option: Option, claim: Claim) -> tuple[Piece, ...]:
    """The entries it names. An id names one thing: where an entry and an exam share it, the one the option asks for."""
    if not claim.evidence:
        return ()
    found = reading.outcomes[option.id]
    kinds = {way.words.id for way, _ in found.ways}
    meets = {one.piece.key for _, candidates in found.ways for one in candidates}
    by_id: dict[str, list[Piece]] = {}
    for group in case.pieces.values():
        for piece in group:
            by_id.setdefault(piece.id, []).append(piece)

    def foremost(piece: Piece) -> tuple[bool, bool, bool, str]:
        return piece.key not in meets, piece.words.id not in kinds, piece.kept != "evidence", piece.key

    return tuple(min(by_id[id], key=foremost) for id in dict.fromkeys(claim.evidence) if id in by_id)


def _points(case: Case, reading: Reading, option: Option, pieces: Sequence[Piece]) -> tuple[float | None, float | None]:
    """The least and the most the claim may give by itself; None where no points are published."""
    if option.points_factor is None:
        return option.points, option.points
    domain, outcomes = reading.domain, reading.outcomes
    meets = pieces or [
        one.piece for _, candidates in outcomes[option.id].ways for one in candidates
        if one.sure and one.ready is not None and one.ready <= case.by
    ]  # fmt: skip
    told = [points for piece in meets if (points := base_points(domain, outcomes, option, piece)) > 0]
    bases = told or [base.points or 0.0 for id in option.of if (base := domain.option(id)) is not None]
    return option.points_factor * min(bases), option.points_factor * max(bases)
