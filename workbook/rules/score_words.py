"""How is a domain's result said to the doctor? One plain sentence for each verdict, with the titles of the entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.days import in_words
from workbook.facts.scoring import Domain, Matrix
from workbook.record.models import Claim
from workbook.rules.finding import Verdict
from workbook.rules.matching import Outcome
from workbook.rules.pieces import Piece

if TYPE_CHECKING:
    from workbook.rules.tally import Tally


def because(
    verdict: Verdict,
    *,
    on: date | None,
    supported: Tally,
    held: Tally,
    planned: Tally,
    claims: Sequence[Claim],
    claimed: Tally,
    missing: Sequence[str],
    outcomes: Mapping[str, Outcome],
    pieces: Sequence[Piece],
    waits: str | None,
) -> str:
    """Why the domain stands where it stands. A second sentence says where “claimed” comes from.

    `waits`: what must be so before what is there counts.
    """
    if verdict is Verdict.MET:
        said = f"{_titles(supported.pieces)}, with the document in order: {_text(supported)}."
        used = supported.pieces
    elif verdict is Verdict.MET_ON and on is not None:
        said = f"{_titles(planned.pieces)} would give {gives(planned)} from {in_words(on)}: {_text(planned)}."
        used = planned.pieces
    elif verdict is Verdict.CANNOT_TELL:
        more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        said = f"It depends on what is not known yet: {missing[0]}{more}"
        used = ()
    elif claims and claimed.worth <= supported.worth:
        said = f"As it stands, your claim gives {gives(claimed)} ({_text(claimed)})."
        used = supported.pieces
    elif claims:
        said = _claim_falls_short(supported, held, claimed, outcomes)
        used = supported.pieces
    elif held.worth > 0:
        lacking = _trouble(held.pieces[0]) if len(held.pieces) == 1 else troubles(held.pieces)
        said = f"{_titles(held.pieces)} would give {gives(held)}, but {lacking}."
        used = held.pieces
    elif waits:
        said = "What you have recorded does not count here yet."
        used = ()
    else:
        said = "Nothing you have recorded meets an option that scores here."
        used = ()
    waiting = f"{waits}." if waits else None
    return " ".join(
        filter(None, (said, waiting, _of_claim(verdict, claims, claimed, supported, held), *_remarks(used, pieces)))
    )


def bonus(domain: Domain, others: Sequence[str], year: int) -> str:
    """What the record's targets say of points that Oriel works out."""
    best = max(domain.options, key=lambda option: option.points or 0)
    said = f"Oriel works these {points(best.points or 0)} out at the closing date: {best.text}"
    if others:
        return f"{said} Your targets for {year} also name {', '.join(others)}."
    return f"{said} Your targets for {year} name no other programme."


def points(number: float) -> str:
    """3 points, 1 point."""
    return f"{number:g} point" if number == 1 else f"{number:g} points"


def gives(tally: Tally) -> str:
    """3 points; the letter B, where the form gives letters; where no figure can be told, that."""
    if tally.points is not None:
        return points(tally.points)
    if tally.open is not None:
        return "points that cannot be told yet"
    letters = [option.grade for option in tally.options if option.grade]
    return f"the letter {letters[0]}" if letters else "a band for which no points are published"


def as_a_copy(matrix: Matrix) -> str:
    """A sentence for a matrix, or parts of one, that is another year's and was not read for its own; else nothing."""
    whole = matrix.provenance.copied
    if whole:
        read_again = ", ".join(f"“{domain.title}”" for domain in matrix.domains if not domain.provenance.copied)
        return f" The matrix is {whole}{f', except for {read_again}' if read_again else ''}."
    parts = dict.fromkeys(domain.provenance.copied for domain in matrix.domains if domain.provenance.copied)
    return "".join(f" Parts of it are {copied}." for copied in parts)


def _claim_falls_short(supported: Tally, held: Tally, claimed: Tally, outcomes: Mapping[str, Outcome]) -> str:
    said = f"You claim {gives(claimed)} ({_text(claimed)}) and your documents support {gives(supported)}: "
    if held.worth >= claimed.worth:
        return f"{said}{troubles(held.pieces)}."
    asked = next((question for option in claimed.options for question in outcomes[option.id].asked), None)
    if asked:
        return f"{said}it is not recorded yet: {asked}"
    return f"{said}nothing you have recorded as done meets that option."


def _of_claim(verdict: Verdict, claims: Sequence[Claim], claimed: Tally, supported: Tally, held: Tally) -> str | None:
    if not claims:
        return "You have made no claim; “claimed” is what your entries meet." if held.worth > 0 else None
    year = claims[0].year
    if verdict is Verdict.MET and supported.worth > claimed.worth:
        return f"Your {year} claim is {gives(claimed)}: your documents already support more."
    return f"Your claim is on the {year} form."


def _remarks(used: Sequence[Piece], pieces: Sequence[Piece]) -> list[str]:
    remarks = [f"Months of “{piece.title}” are counted from its dates." for piece in used
               if "months" in piece.derived or (piece.held_since and "months" not in piece.values)]  # fmt: skip
    if not used:
        remarks += [f"“{piece.title}”: {piece.never}." for piece in pieces if piece.never]
    return remarks


def troubles(pieces: Sequence[Piece]) -> str:
    """What keeps the documents of these entries from being in order, entry by entry."""
    lacking = [piece for piece in pieces if piece.trouble] or [piece for piece in pieces if piece.dated]
    return "; ".join(f"“{piece.title}”: {_trouble(piece)}" for piece in lacking)


def _trouble(piece: Piece) -> str:
    if piece.trouble:
        return piece.trouble
    if piece.held_since or (piece.since and piece.dated == piece.ready):
        return "its document is older than the months it must show"
    return "its document is dated later"


def _titles(pieces: Sequence[Piece]) -> str:
    named = [f"“{piece.title}”" for piece in pieces]
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))


def _text(tally: Tally) -> str:
    return "; ".join(option.text.rstrip(".") for option in tally.options)
