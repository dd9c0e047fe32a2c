"""What is known of one year's recruitment: its rounds and their days, its limits, and what changed?

The year is the one in which posts start. A day nobody published is null and its entry says so; it is never filled in.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from workbook.facts.core import Day, FactModel, Unknown
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import ProgrammeRef
from workbook.facts.loading import load_file

Time = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Step = Literal["application", "msra", "evidence", "interview", "ranking", "offer"]


class PostStart(Entry):
    """The day posts start, and the rule that gives it."""

    day: Day | None = Field(alias="date")
    rule: Literal["first-wednesday-of-august"] | None


class Event(Entry):
    """One step of a round: a day (`date`) or a window (`from`, `to`), in UK time.

    `specialties` names those a step of the whole round is confined to; empty, it holds for all. `month` stands where
    no day is known.
    """

    id: str
    step: Step
    title: str
    day: Day | None = Field(default=None, alias="date")
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    month: Month | None = None
    time: Time | None = None
    specialties: tuple[ProgrammeRef, ...] = ()

    @model_validator(mode="after")
    def _a_day_or_a_window(self) -> Event:
        if self.day and (self.from_ or self.to):
            raise ValueError("has both a day and a window")
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError(f"to: {self.to} is before from, {self.from_}")
        return self

    @property
    def first(self) -> date | None:
        """The first day known."""
        return self.day or self.from_ or self.to

    @property
    def last(self) -> date | None:
        """The last day of a window; None for a single day or where it is not known."""
        return self.to if self.to and self.from_ else None


class SpecialtyEvents(Entry):
    """The steps told for single programmes, by programme."""

    programmes: dict[ProgrammeRef, tuple[Event, ...]] = Field(default_factory=dict)


class RoundFacts(Entry):
    """One round as published: the steps of the whole round, and those of single specialties."""

    id: str
    title: str
    levels: tuple[str, ...]  # empty: not stated
    levels_note: str | None = None
    events: tuple[Event, ...]
    specialty_events: SpecialtyEvents | None = None

    @property
    def national(self) -> tuple[Event, ...]:
        """The steps that hold for every specialty of the round."""
        return tuple(event for event in self.events if not event.specialties)

    def own(self, programme: str) -> tuple[Event, ...]:
        """The steps told for this programme by name."""
        named = tuple(event for event in self.events if programme in event.specialties)
        return (*named, *self._by_programme.get(ProgrammeRef(programme), ()))

    @property
    def every_event(self) -> tuple[Event, ...]:
        """Every step, national and of single specialties."""
        return (*self.events, *(event for events in self._by_programme.values() for event in events))

    @property
    def _by_programme(self) -> dict[ProgrammeRef, tuple[Event, ...]]:
        return self.specialty_events.programmes if self.specialty_events else {}


class Limit(FactModel):
    """A figure that bounds something."""

    kind: str
    value: float
    unit: str


class Cap(Entry):
    """How many applications one doctor may send; no limit where `limit` is null.

    `joint_not_seen`: programmes whose form covers others too, of which nobody here has read whether that joint
    application counts once.
    """

    id: str
    text: str
    limit: Limit | None
    applies_to: tuple[str, ...]
    year_from: int
    joint_not_seen: tuple[ProgrammeRef, ...] = ()


class Change(Entry):
    """A rule of recruitment that changed, from the round of `year_from` on; for one specialty or for all (null)."""

    id: str
    text: str
    year_from: int
    specialty: ProgrammeRef | None = None
    why: str | None = None
    see: str | None = None


class Places(Entry):
    """About how many applicants a specialty takes to a step."""

    id: str
    specialty: ProgrammeRef
    value: int
    unit: str
    approximate: bool
    year_seen: int


class Intervals(Entry):
    """Days between the steps of a past round, computed from its dates."""

    applications_open_to_close_days: int
    close_to_msra_window_days: int
    close_to_initial_offers_days: int
    initial_offers_to_hold_days: int
    hold_to_upgrade_days: int


class PriorityStages(Entry):
    """At which steps of the year the Prioritisation Act sets an order; its grounds are in data/recruitment."""

    stages: tuple[Literal["interview", "offer"], ...]


class Academic(Entry):
    """The academic clinical fellowship round of the year."""

    events: tuple[Event, ...]


class Remark(Entry):
    """Something known of the year that is none of the above."""

    id: str
    text: str
    specialties: tuple[ProgrammeRef, ...] = ()


class RecruitmentYear(FactFile):
    """Everything known of the recruitment for posts that start in `year`. What was not found is in `unknown`."""

    year: int
    programme: str
    timezone: str
    post_start: PostStart
    application_caps: tuple[Cap, ...] = ()
    changes: tuple[Change, ...] = ()
    rounds: tuple[RoundFacts, ...]
    academic_clinical_fellowship: Academic | None = None
    places: tuple[Places, ...] = ()
    prioritisation: PriorityStages | None = None
    intervals: Intervals | None = None
    remarks: tuple[Remark, ...] = ()

    def round(self, id: str) -> RoundFacts:
        """One round of the year. Raises `Unknown`."""
        for found in self.rounds:
            if found.id == id:
                return found
        raise Unknown(f"{self.year} has no round {id!r} here; there is {', '.join(r.id for r in self.rounds)}")

    def change(self, id: str) -> Change | None:
        """A change of rule told of in this year's facts; None where they do not tell of it."""
        return next((change for change in self.changes if change.id == id), None)


def load_recruitment(root: Path, year: int) -> RecruitmentYear:
    """The recruitment for posts that start in this year. Raises `Unknown` when there are no facts of it."""
    years = published_years(root)
    if year not in years:
        raise Unknown(f"nothing of recruitment {year} is here; there is {', '.join(map(str, years))}")
    return load_file(root, f"recruitment/{year}.yaml", RecruitmentYear)


def published_years(root: Path) -> tuple[int, ...]:
    """The years, ascending, for which there is a file. Nothing is parsed for it."""
    return tuple(sorted(int(path.stem) for path in (root / "recruitment").glob("*.yaml") if path.stem.isdigit()))
