"""Which band of one figure holds, where exactly one does and more of it may be worth less?

Months in a specialty, years since the degree, numbers of cases. The record must hold the figure once, as the form asks
for it: two entries that differ, a figure between two bands or in two of them cannot be told. The years since the degree
are those to the interview (data/scoring: years in practice); while it has no day, they must fall into the same band on
every day between the closing day and the start of the posts. What a form lets a doctor take off is not in the record:
an entry of their own says it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbook.base.days import add_years
from workbook.facts.evidence import EvidenceKinds
from workbook.facts.needs import Alternative, alternatives
from workbook.facts.scoring import Domain, Option
from workbook.facts.scoring_domains import BandsOf
from workbook.record.models import Record
from workbook.rules.pieces import Piece
from workbook.rules.rounds import Round

FIGURES: dict[BandsOf, str] = {
    "months-in-any-post": "your months in any medical post",
    "months-in-specialty": "your months in the specialty",
    "years-since-qualification": "the day of your medical degree, or your years since then",
    "cases": "your number of cases",
}


@dataclass(frozen=True, slots=True)
class Band:
    """The band that holds, by which entry, and from which day it counts with and without its document."""

    option: Option
    piece: Piece
    ready: date | None
    documented: date | None


@dataclass(frozen=True, slots=True)
class Untold:
    """Why no band can be told, and what would have to be known."""

    because: str
    missing: tuple[str, ...] = ()


def band_of(
    domain: Domain, pieces: Mapping[str, Sequence[Piece]], kinds: EvidenceKinds, record: Record, round_: Round
) -> Band | Untold:
    """The band of the domain that holds for this record, or why it cannot be told."""
    ways = {
        option.id: alternatives(option.needs, kinds, f"scoring, {domain.id}, {option.id}")
        for option in domain.options if option.needs is not None
    }  # fmt: skip
    figures = _figures(ways, pieces)
    if not figures:
        derived = _since_the_degree(domain, kinds, record, round_)
        if not derived:
            what = FIGURES[domain.bands_of] if domain.bands_of else "the figure"
            return Untold(f"It is not recorded yet: {what}.", (f"{what}, in one entry",))
        bands = [_band(domain, ways, piece) for piece in derived]
        if len({band.option.id if isinstance(band, Band) else None for band in bands}) > 1:
            return Untold("Which band holds depends on the day of the interview, which is not known.")
        return bands[-1]
    bands = [_band(domain, ways, piece) for piece in figures]
    first = bands[0]
    if isinstance(first, Untold):
        return first
    if any(isinstance(band, Untold) or band.option.id != first.option.id for band in bands):
        titles = " and ".join(f"“{piece.title}”" for piece in figures)
        return Untold(f"{titles} give this figure, and they differ: keep the one this form asks for.")
    return first


def _figures(ways: Mapping[str, Sequence[Alternative]], pieces: Mapping[str, Sequence[Piece]]) -> list[Piece]:
    """The entries that give the figure: they meet whatever a band asks beside the number."""
    found: dict[str, Piece] = {}
    for every in ways.values():
        for way in every:
            asked = [one for one in way.conditions if one.values is not None]
            for piece in pieces.get(way.words.id, ()):
                if not piece.never and all(one.holds(piece.values) is not False for one in asked):
                    found[piece.key] = piece
    return [found[key] for key in sorted(found)]


def _band(domain: Domain, ways: Mapping[str, Sequence[Alternative]], piece: Piece) -> Band | Untold:
    holds: list[Option] = []
    asked: dict[str, None] = {}
    for option in domain.options:
        for way in ways.get(option.id, ()):
            answers = [one.holds(piece.values) for one in way.conditions]
            if all(answers):
                holds.append(option)
            if None in answers and False not in answers:
                unsaid = [one for one, answer in zip(way.conditions, answers, strict=True) if answer is None]
                asked |= dict.fromkeys(f"“{piece.title}”: {one.field.label}" for one in unsaid)
    if asked:
        return Untold(f"It depends on what is not recorded yet: {next(iter(asked))}", tuple(asked))
    if not holds:
        holds = [option for option in domain.options if option.needs is None]
    if len(holds) != 1:
        where = "two bands of the form at once" if holds else "no band of the form"
        return Untold(f"“{piece.title}” falls into {where}, so the page must be asked.")
    if piece.question:
        return Untold(f"“{piece.title}”: {piece.question}", (f"“{piece.title}”: {piece.question}",))
    return Band(holds[0], piece, piece.ready, piece.documented(piece.ready))


def _since_the_degree(domain: Domain, kinds: EvidenceKinds, record: Record, round_: Round) -> list[Piece]:
    """The years from the degree to the first and the last day on which the interview may be."""
    qualified = record.doctor.qualified
    words = kinds.vocabulary.get("time-since-qualification")
    if domain.bands_of != "years-since-qualification" or words is None or qualified is None or qualified.on is None:
        return []
    day = round_.interviews
    first, last = (
        (day.date, day.until or day.date) if day and day.date else (round_.closes.date, round_.post_start.date)
    )
    if first is None or last is None:
        return []
    return [
        Piece(
            id="qualified", title="your medical degree", words=words, values={"years": _years(qualified.on, until)},
            derived=("years",), unread=(), never=None, ready=qualified.on, undated=False, question=None, dated=None,
            trouble="no certificate is named", held_since=None, held_until=None, kept="doctor",
        )
        for until in dict.fromkeys((first, last))
    ]  # fmt: skip


def _years(since: date, until: date) -> float:
    """Whole years, and the rest by its days: five years to the day are five."""
    whole = until.year - since.year
    if add_years(since, whole) > until:
        whole -= 1
    begun = add_years(since, whole)
    return whole + (until - begun).days / (add_years(since, whole + 1) - begun).days
