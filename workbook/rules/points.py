"""What is a score? Four figures for each domain and in total, each with the option and the entries it rests on.

supported: by evidence that is done and whose document is in order. claimed: what the doctor claims, or, without a
claim, what the entries meet with documents set aside. ceiling: what can still be reached by the closing day. max: the
most the matrix gives. A figure that may not be shown is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from workbook.rules.finding import FactRef, Verdict


def key_of(id: str, kept: str) -> str:
    """What tells a thing in one list of the record from those in the others: of an entry of evidence its id alone."""
    return id if kept == "evidence" else f"{kept}/{id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entry by its id and title; `kept` is the list of the record it stands in."""

    id: str
    title: str
    kept: str = "evidence"

    @property
    def key(self) -> str:
        """Its id, unlike that of anything else in the record."""
        return key_of(self.id, self.kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step to a figure. `id` is the address of the fact that is its rule, `documents` the files of the entries.

    option: an option of the form, counted once; cap, divided, rounding: what the form does to the sum; window: how old
    an entry may be; requires: another part that must have reached a letter; once: that an achievement counts once;
    claim: your own claim; reach: what can still be reached by the closing day.
    """

    what: Literal["option", "cap", "divided", "rounding", "window", "requires", "once", "claim", "reach"]
    text: str
    points: float | None = None
    id: str | None = None
    evidence: tuple[Named, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """One figure of a domain; `option` joins several ids with a comma where options add up. `trace` is how it came
    about, step by step."""

    points: float | None
    option: str | None = None
    evidence: tuple[str, ...] = ()
    trace: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPoint:
    """The cheapest next gain. `lead_weeks` is the usual lead time of its kind; hours are not in the facts.

    `gain` is in points, null where the form gives letters: `letter` is then the better one, `instead_of` the one now.
    """

    option: str
    gain: float | None
    text: str
    letter: str | None = None
    instead_of: str | None = None
    lead_weeks: float | None = None
    hours: None = None
    kind: str | None = None
    finish_by: date | None = None
    first_step: str | None = None

    @property
    def gives(self) -> str:
        """+1 point; the letter A instead of C."""
        if self.gain is not None:
            return f"+{self.gain:g} {'point' if self.gain == 1 else 'points'}"
        return f"the letter {self.letter}" + (f" instead of {self.instead_of}" if self.instead_of else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """One band of a domain as the record stands: met by the entries, supported by documents, claimed.

    Entries stand by their keys (`key_of`): an exam that bears the id of an entry of evidence is another thing.
    `missing` are the questions that are open, `asked_of` the entries they are asked of; `unfinished` are those that
    would meet it, or be part of what does, once they are done.
    """

    id: str
    text: str
    points: float | None
    grade: str | None
    met: bool
    supported: bool
    claimed: bool
    on: date | None
    evidence: tuple[str, ...]
    missing: tuple[str, ...]
    asked_of: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainScore:
    """One domain. `bonus` stands outside the total. `blocked` are the reasons for a figure that is null. `fits` are the
    entries that meet an option here, counted or not, `open` those that may once what is not said of them is."""

    id: str
    title: str
    max: float | None
    bonus: bool
    supported: Points
    claimed: Points
    ceiling: Points
    verdict: Verdict
    on: date | None
    because: str
    missing: tuple[str, ...]
    next: NextPoint | None
    facts: tuple[FactRef, ...]
    options: tuple[OptionView, ...]
    blocked: tuple[str, ...] = ()
    fits: tuple[Named, ...] = ()
    open: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The domains together, without bonus. `blocked_by` says why a figure is null.

    Where the form takes an achievement once, the figures are those of the best way to use each once; the ceiling of a
    domain is then what it can reach by itself, so that they may add up to more than the ceiling in total. `placed` says
    where each entry that fits several domains goes, `ties` in words which other ways give just as much.
    """

    supported: float | None
    claimed: float | None
    ceiling: float | None
    max: float | None
    blocked_by: tuple[str, ...]
    placed: tuple[Placement, ...] = ()
    ties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An entry that fits several domains of a form that takes it once: where it goes, and where else it would fit."""

    evidence: Named
    domain: str | None
    instead_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A record scored on one matrix. `deadline` is the last day on which what is done counts. `scored` is false where
    the programme gives no points. `announced` is the same record under the changes announced for a later year, or None.
    """

    specialty: str
    year: int
    matrix_year: int
    on: date
    deadline: date | None
    deadline_status: str | None
    scored: bool
    because: str
    domains: tuple[DomainScore, ...]
    total: Total
    notes: tuple[str, ...]
    facts: tuple[FactRef, ...]
    announced: Score | None
