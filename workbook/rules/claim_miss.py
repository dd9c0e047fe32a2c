"""Which entry comes nearest to an option that nothing meets, and what does it say instead?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbook.base.days import in_words
from workbook.facts.core import Provenance
from workbook.facts.needs import Alternative
from workbook.rules.claim_words import amount, difference
from workbook.rules.pieces import Piece
from workbook.rules.windows import Window, window_words

_BESIDE = 2  # more entries than this would make the sentence too long


@dataclass(frozen=True, slots=True)
class Miss:
    """The nearest entries and what keeps them from the option; `rule` is the fact that bars them, if one does."""

    pieces: tuple[Piece, ...]
    reasons: tuple[str, ...]
    rule: Provenance | None = None
    beside: tuple[Miss, ...] = ()  # entries that would make up the number, were it not for something else

    @property
    def sentence(self) -> str:
        """“Poster of the project”. Your entry says poster; this option asks for a talk."""
        titles = " and ".join(f"“{piece.title}”" for piece in self.pieces)
        said = "; ".join(self.reasons)
        more = "".join(f" {one.sentence}" for one in self.beside)
        return f"{titles}. {said[:1].upper()}{said[1:]}.{more}"


def nearest(
    ways: Sequence[Alternative], pieces: Mapping[str, Sequence[Piece]], by: date, window: Window | None
) -> Miss | None:
    """The entry with the fewest things in its way; None where no entry is of a kind that is asked for."""
    misses: list[Miss] = []
    for way in (part for whole in ways for part in (whole, *whole.beside)):
        there = pieces.get(way.words.id, ())
        single = [_miss(way, piece, by, window) for piece in there]
        barred = [miss for miss in single if miss.reasons]
        short = _too_few(way, [piece for piece, miss in zip(there, single, strict=True) if not miss.reasons])
        if short is None:
            misses += barred
        else:
            close = tuple(miss for miss in barred if len(miss.reasons) == 1)[:_BESIDE]
            misses.append(replace(short, beside=close, rule=next((one.rule for one in close if one.rule), None)))
    return min(misses, key=lambda miss: len(miss.reasons)) if misses else None


def _miss(way: Alternative, piece: Piece, by: date, window: Window | None) -> Miss:
    if piece.never:
        bar = next((one for one in piece.words.never if piece.values.get(one.field) == one.is_), None)
        field = piece.words.field(bar.field) if bar else None
        answer = piece.values.get(bar.field) if bar else None
        if field is None or answer is None:
            said = ""
        elif answer is True:
            said = f"your entry says yes to “{field.label}”: "
        else:
            said = f"your entry says {answer}: "
        return Miss((piece,), (f"{said}{piece.never}",), bar.provenance if bar else None)
    return Miss((piece,), tuple(_reasons(way, piece, by, window)), window.rule if window else None)


def _reasons(way: Alternative, piece: Piece, by: date, window: Window | None) -> Iterator[str]:
    for condition in way.conditions:
        if condition.holds(piece.values) is False:
            yield difference(condition, piece)
    if piece.question:
        yield f"it is not known whether it is done: {piece.question}"
    elif piece.ready is None:
        yield "it is not done yet"
    elif piece.ready > by:
        yield f"it is done on {in_words(piece.ready)} at the earliest"
    if window is not None and window.holds(piece) is False:
        yield f"it is too old: {window_words(window)}"


def _too_few(way: Alternative, good: Sequence[Piece]) -> Miss | None:
    """Entries that meet every condition and do not come to the number asked for together."""
    for field, least in way.totals:
        total = 0.0
        for piece in good:
            said = piece.values.get(field.key)
            total += (field.unsaid or 0.0) if said is None else max(0.0, float(said))
        if good and total < least:
            entries = "your entry comes" if len(good) == 1 else "your entries come together"
            text = f"{entries} to {amount(field, total)}; this option asks for at least {amount(field, least)}"
            return Miss(tuple(good), (text,))
    return None
