"""Whom does the Medical Training (Prioritisation) Act 2026 put first, at which step, and in which years?

The Act orders people; it bars nobody who meets the person specification. Two files: what is law
(data/recruitment/prioritisation.yaml), and what is still open from 2027 because regulations may add to it
(data/recruitment/priority-regulations.yaml). A ground that is only proposed never counts as one in force.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.core import Day, FactModel, Source, Status
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import ProgrammeRef
from workbook.facts.loading import load_file
from workbook.facts.recruitment import Month

Stage = Literal["interview", "offer"]
Programme = Literal["foundation", "specialty"]


class ActStep(Entry):
    """One step of the Act through Parliament, or the day it came into force."""

    id: str
    day: Day = Field(alias="date")
    sections: tuple[int, ...] = ()
    by: str | None = None


class Statement(Entry):
    """Something the Act or those who speak for it say; `text_only` where it sounds like a rule and decides nothing."""

    id: str
    text: str
    text_only: Literal[True] | None = None


class Transitional(Entry):
    """Whether anyone already on the way is treated apart."""

    value: Literal["none-planned"]


class Definition(Entry):
    """A group or programme as the Act defines it, and what follows for a doctor."""

    id: str
    section: str
    text: str
    consequence: str | None = None
    countries: tuple[str, ...] = ()
    change_by: str | None = None


class Excluded(Entry):
    """What section 5(4) does not count as a specialty training programme.

    `programmes` are those of ours it means; `text_only` marks one shown in words that decides nothing here.
    """

    id: str
    text: str
    programmes: tuple[ProgrammeRef, ...] = ()
    text_only: Literal[True] | None = None


class Ground(Entry):
    """One ground for coming first; any one is enough. `who` are alternatives.

    `year_from` to `year_to` are calendar years in which the interview or offer is made (null: until changed).
    `effect` is not decided where regulations have still to say.
    """

    id: str
    title: str
    programme: Programme
    who: tuple[str, ...] = Field(min_length=1)
    basis: Literal["qualification", "programme", "immigration", "regulations"]
    stages: tuple[Stage, ...] = Field(min_length=1)
    year_from: int
    year_to: int | None
    effect: Literal["prioritised", "not-prioritised", "not-decided"]

    @model_validator(mode="after")
    def _in_order(self) -> Ground:
        if self.year_to is not None and self.year_to < self.year_from:
            raise ValueError(f"year_to: {self.year_to} is before year_from, {self.year_from}")
        return self

    def holds(self, year: int, stage: Stage, programme: Programme) -> bool:
        """Whether it speaks of this step in this year, whatever its status."""
        return (
            self.programme == programme
            and stage in self.stages
            and self.year_from <= year
            and (self.year_to is None or year <= self.year_to)
        )

    @property
    def in_force(self) -> bool:
        """Whether the law itself says that such a doctor comes first."""
        return self.effect == "prioritised" and self.provenance.status is Status.IN_FORCE


class Misreading(Entry):
    """A wrong or risky statement met elsewhere, so that nobody repeats it."""

    id: str
    text: str
    seen_in: Source


class Outcome(Entry):
    """A figure of one year."""

    id: str
    title: str
    year: int
    value: float
    unit: str


class Outcomes(Entry):
    """What happened in Round 1 of 2026, the first under the Act, and in the year before."""

    figures: tuple[Outcome, ...]


class PrioritisationFile(FactFile):
    """data/recruitment/prioritisation.yaml: what the Act says and what followed."""

    title: str
    act: tuple[ActStep, ...]
    extent: tuple[str, ...]
    transitional_arrangements: Transitional
    how_it_orders_people: tuple[Statement, ...]
    definitions: tuple[Definition, ...]
    excluded_programmes: tuple[Excluded, ...]
    grounds: tuple[Ground, ...]
    readings: tuple[Statement, ...]
    misreadings: tuple[Misreading, ...]
    said_in_parliament: tuple[Statement, ...]
    outcome_2026_round_1: Outcomes

    def grounds_in_force(self, year: int, stage: Stage, programme: Programme = "specialty") -> tuple[Ground, ...]:
        """The grounds that by law put a doctor first at this step when it is made in this calendar year."""
        return tuple(ground for ground in self.grounds if ground.holds(year, stage, programme) and ground.in_force)

    def not_a_ground(self, year: int, stage: Stage, programme: Programme = "specialty") -> tuple[Ground, ...]:
        """What the law or a minister says is no ground at this step in this year."""
        return tuple(g for g in self.grounds if g.holds(year, stage, programme) and g.effect == "not-prioritised")

    def undecided(self, year: int, stage: Stage, programme: Programme = "specialty") -> tuple[Ground, ...]:
        """What might be a ground at this step in this year and depends on regulations that were not found."""
        return tuple(
            ground
            for ground in self.grounds
            if ground.holds(year, stage, programme) and ground.effect != "not-prioritised" and not ground.in_force
        )

    def covers(self, programme: str) -> bool:
        """Whether the Act orders applicants to this specialty programme at all."""
        return not any(programme in excluded.programmes for excluded in self.excluded_programmes)


class MadeBy(FactModel):
    """Who may make the regulations: for the whole of the UK, or each nation for itself."""

    uk: str
    nations: tuple[str, ...]


class Power(Entry):
    """The power to make regulations: whom they may describe, and how they are made."""

    section: str
    may_describe: tuple[str, ...]
    made_by: MadeBy
    procedure: str


class State(Entry):
    """What was found of the regulations. `newest_page` is the month of the newest page that speaks of them."""

    value: Literal["no-instrument-found"]
    newest_page: Month


class Search(Entry):
    """A later look for the regulations, and what it found."""

    id: str
    day: Day = Field(alias="date")
    looked_for: tuple[str, ...] = ()
    value: Literal["nothing-newer", "no-instrument-found"]


class Position(Entry):
    """How much NHS experience a body wants to count as significant, in years; null: it named no number."""

    id: str
    who: str
    when: str | None = None
    years_min: int | None
    years_max: int | None

    @property
    def months(self) -> tuple[int, int] | None:
        """The least and most months named, None where none were."""
        if self.years_min is None or self.years_max is None:
            return None
        return self.years_min * 12, self.years_max * 12


class Scenario(Entry):
    """A threshold a reader may try out. It is never the rule."""

    id: str
    months: int


class RegulationsFile(FactFile):
    """data/recruitment/priority-regulations.yaml: what section 3 leaves open for interviews and offers from 2027."""

    title: str
    power: Power
    state: State
    searches: tuple[Search, ...]
    oriel_question: Statement
    open_questions: tuple[str, ...]
    positions: tuple[Position, ...]
    scenarios: tuple[Scenario, ...]


def load_prioritisation(root: Path) -> PrioritisationFile:
    """What the Act says. Raises `FactError`."""
    return load_file(root, "recruitment/prioritisation.yaml", PrioritisationFile)


def load_priority_regulations(root: Path) -> RegulationsFile:
    """What is open until regulations are made. Raises `FactError`."""
    return load_file(root, "recruitment/priority-regulations.yaml", RegulationsFile)
