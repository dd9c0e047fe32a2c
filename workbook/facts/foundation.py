"""How does a doctor with a degree from outside the UK apply to the UK Foundation Programme, and is it for them?"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from workbook.facts.core import Day
from workbook.facts.entry import Entry, FactFile
from workbook.facts.loading import load_file
from workbook.facts.recruitment import Month, Time
from workbook.facts.recruitment_rules import Rule


class Remark(Entry):
    """Something said of the programme as a whole."""

    text: str


class AnyOf(Entry):
    """Who needs the eligibility application first; any one is enough."""

    any_of: tuple[str, ...]


class Step(Entry):
    """One step of applying, in order; `when` in words."""

    id: str
    text: str
    when: str | None = None


class YearRule(Entry):
    """A rule that holds from one year on, for a stage where it names one; `year_to` null: until it is changed."""

    id: str
    text: str
    stage: Literal["offer"] | None = None
    year_from: int
    year_to: int | None = None


class CycleEvent(Entry):
    """One window or day of a yearly cycle; days that were not found are null."""

    id: str
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    time_to: Time | None = None
    month: Month | None = None


class Number(Entry):
    """How many applicants, in one year."""

    id: str
    year: int
    value: int
    unit: str


class FoundationFile(FactFile):
    """data/recruitment/foundation.yaml. `cycles` are named by the year in which their posts start."""

    title: str
    fit_for_reader: Remark
    needs_eligibility_application: AnyOf
    eligibility: tuple[Rule, ...]
    steps: tuple[Step, ...]
    changes: tuple[YearRule, ...]
    prioritisation: tuple[YearRule, ...]
    cycles: dict[str, tuple[CycleEvent, ...]]
    numbers: tuple[Number, ...]
    f2_stand_alone: Remark


def load_foundation(root: Path) -> FoundationFile:
    """Everything known of the UK Foundation Programme for such a doctor. Raises `FactError`."""
    return load_file(root, "recruitment/foundation.yaml", FoundationFile)
