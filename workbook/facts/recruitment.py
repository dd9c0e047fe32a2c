"""What is known of one year's recruitment: its rounds and their days, its limits, and what changed?

The year is the one in which posts start. A day nobody published is null and its entry says so; it is never filled in.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from workbook.facts.core import Day, FactError, FactModel, Unknown
from workbook.facts.loading import Entry, FileMarks, load_file

Time = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Step = Literal["application", "msra", "evidence", "interview", "ranking", "offer"]


class PostStart(Entry):
    """The day posts start, and the rule that gives it."""

    day: Day | None = Field(alias="date")
    rule: Literal["first-wednesday-of-august"] | None


class Event(Entry):
    """One step of a round: a day (`date`) or a window (`from`, `to`), in UK time.

    `specialties` names those it holds for; empty, it holds for the whole round. `month` stands where no day is known.
    """

    id: str
    step: Step
    title: str
    day: Day | None = Field(default=None, alias="date")
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    month: Month | None = None
    time: Time | None = None
    specialties: tuple[str, ...] = ()

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


class Conflict(Entry):
    """Where two records of a round disagree, and which one is followed."""

    id: str
    text: str
    followed: str


class RoundFacts(FactModel):
    """One round as published."""

    id: str
    title: str
    levels: tuple[str, ...]  # empty: not stated
    levels_note: str | None = None
    note: str | None = None
    events: tuple[Event, ...]
    conflicts: tuple[Conflict, ...] = ()


class Limit(FactModel):
    """A figure that bounds something."""

    kind: str
    value: float
    unit: str


class Cap(Entry):
    """How many applications one doctor may send; no limit where `limit` is null."""

    id: str
    text: str
    limit: Limit | None
    applies_to: tuple[str, ...]
    year_from: int


class Change(Entry):
    """A rule of recruitment that changed, from the round of `year_from` on; for one specialty or for all (null)."""

    id: str
    text: str
    year_from: int
    specialty: str | None = None
    why: str | None = None
    see: str | None = None


class Places(Entry):
    """About how many applicants a specialty takes to a step."""

    id: str
    specialty: str
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


class Prioritisation(Entry):
    """At which steps of the year the Prioritisation Act sets an order."""

    stages: tuple[Literal["interview", "offer"], ...]


class Academic(Entry):
    """The academic clinical fellowship round of the year."""

    events: tuple[Event, ...]


class Remark(Entry):
    """Something known of the year that is none of the above."""

    id: str
    text: str
    specialties: tuple[str, ...] = ()


class RecruitmentYear(FileMarks):
    """Everything known of the recruitment for posts that start in `year`."""

    year: int
    programme: str
    timezone: str
    post_start: PostStart
    application_caps: tuple[Cap, ...] = ()
    changes: tuple[Change, ...] = ()
    rounds: tuple[RoundFacts, ...]
    academic_clinical_fellowship: Academic | None = None
    places: tuple[Places, ...] = ()
    prioritisation: Prioritisation | None = None
    intervals: Intervals | None = None
    remarks: tuple[Remark, ...] = ()
    missing: tuple[str, ...] = ()

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
        raise Unknown(f"nothing is published here for recruitment {year}; there is {', '.join(map(str, years))}")
    found = load_file(root, f"recruitment/{year}.yaml", RecruitmentYear)
    if found.year != year:
        raise FactError(f"data/recruitment/{year}.yaml: year: {found.year} is not the year in the file's name")
    return found


def published_years(root: Path) -> tuple[int, ...]:
    """The years, ascending, for which there is a file. Nothing is parsed for it."""
    return tuple(sorted(int(path.stem) for path in (root / "recruitment").glob("*.yaml") if path.stem.isdigit()))
