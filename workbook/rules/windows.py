"""Is this entry young enough for an option, a domain or the whole form that looks back only so far?

An entry is as old as its last day: a project counts by the day it was finished, a role by the day it was laid down, and
a role still held is never too old. The window is measured back from the closing day, or from the interview; while the
interview has no day yet, an entry that would be young enough on any day between the closing day and the start of the
posts counts, one that would be too old on all of them does not, and for the rest nobody can tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.base.days import add_months, in_words
from workbook.facts.core import Provenance
from workbook.facts.scoring import Domain, Matrix, Option
from workbook.facts.scoring_domains import LookBack
from workbook.rules.pieces import Piece
from workbook.rules.rounds import Round


@dataclass(frozen=True, slots=True)
class Window:
    """How old an entry may be: `sure` is the first day that is young enough in any case, `earliest` the first that may
    be. `rule` is the fact that says so."""

    earliest: date
    sure: date
    look_back: LookBack
    rule: Provenance

    @property
    def days(self) -> tuple[date, date]:
        """What tells one window from another."""
        return self.earliest, self.sure

    def holds(self, piece: Piece) -> bool | None:
        """Whether the entry is young enough; None when its day, or the day of the interview, is not known."""
        last = piece.last_day
        if last is None or piece.undated:
            return None
        if last >= self.sure:
            return True
        return False if last < self.earliest else None

    def question(self, piece: Piece) -> str | None:
        """What to ask of an entry of which nobody can tell; None when its own question comes first."""
        if piece.question:
            return None
        if piece.undated:
            return f"when was it finished? Only {self.look_back.words} count"
        return f"only {self.look_back.words} count, and the day of the interview is not known"


def look_back_of(matrix: Matrix, domain: Domain, option: Option) -> tuple[LookBack, Provenance] | None:
    """The window of the option: its own, else that of its domain, else one that the whole form has.

    A rule that names the domain steps back where some of its options have a window of their own.
    """
    if option.look_back is not None:
        return option.look_back, option.provenance
    if domain.look_back is not None:
        return domain.look_back, domain.provenance
    if any(other.look_back is not None for other in domain.options):
        return None
    for rule in matrix.rules:
        if rule.look_back is not None and (not rule.domains or domain.id in rule.domains):
            return rule.look_back, rule.provenance
    return None


def window_of(matrix: Matrix, domain: Domain, option: Option, round_: Round) -> Window | str | None:
    """The window in days; a sentence where it cannot be placed; None where the option looks back without end."""
    found = look_back_of(matrix, domain, option)
    if found is None:
        return None
    look_back, rule = found
    if look_back.before == "not-said":
        return f"The age of the evidence decides here: {look_back.words}."
    closes, starts = round_.closes.date, round_.post_start.date
    if look_back.before == "closing-date":
        first = last = closes
    else:
        day = round_.interviews
        first, last = (day.date, day.until or day.date) if day and day.date else (closes, starts)
    if first is None or last is None:
        return f"The age of the evidence decides here: {look_back.words}, and that day is not known."
    return Window(back_from(first, look_back), back_from(last, look_back), look_back, rule)


def window_words(window: Window) -> str:
    """Only the last 3 years before the closing date count: from 18 November 2024."""
    day = in_words(window.sure) if window.sure == window.earliest else f"about {in_words(window.sure)}"
    return f"only {window.look_back.words} count: from {day}"


def back_from(day: date, look_back: LookBack) -> date:
    """The first day that is young enough, measured back from this one."""
    months = look_back.months if look_back.years is None else 12 * look_back.years
    return add_months(day, -round(months or 0))
