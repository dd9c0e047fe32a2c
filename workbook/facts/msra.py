"""What is the Multi-Specialty Recruitment Assessment, how is it scored, who uses it and for how much?"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from workbook.facts.core import Day, FactModel
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import ProgrammeRef
from workbook.facts.loading import load_file
from workbook.facts.recruitment import Month
from workbook.facts.recruitment_rules import Rule


class Format(Entry):
    """How the test is taken: words, or a figure."""

    id: str
    text: str | None = None
    value: float | None = None
    unit: str | None = None


class Marking(Entry):
    """How a paper is marked."""

    text: str


class Paper(Entry):
    """One of the two papers. `items` are all questions, `scored_items` those that count where that was found."""

    id: str
    items: int
    scored_items: int | None = None
    minutes: int
    item_types: tuple[str, ...]
    tests: str
    marking: Marking | None = None


class ScoringRule(Rule):
    """How a mark becomes a score, and the least score a programme takes. `unit` says of what `value` is counted."""

    mean: float | None = None
    sd: float | None = None
    per: str | None = None
    bands: tuple[int, ...] = ()
    specialty: ProgrammeRef | None = None


class Sitting(Entry):
    """When the test of one round was or will be sat; days that were not found are null."""

    id: str
    year: int
    round: str
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    month: Month | None = None
    results_by: Day | None = None


class Minimum(FactModel):
    """The least score, and what it is a score of."""

    value: float
    unit: str


class Use(Entry):
    """What one programme does with the test. A weight is the share of the final selection score; null is not known."""

    shortlist: Literal["none", "msra-rank", "gp-and-public-health-processes"]
    weight_percent: float | None
    interview: bool
    interview_weight_percent: float | None = None
    other_weights_percent: dict[str, float] = Field(default_factory=dict)
    minimum: Minimum | None = None
    cut_off: str | None = None


class Uses(Entry):
    """Who uses the test in one year, by programme."""

    year: int
    programmes: dict[ProgrammeRef, Use]


class NotUsed(Entry):
    """The programmes that do not use the test."""

    programmes: tuple[ProgrammeRef, ...]


class CutOff(Entry):
    """The total from which a past round asked applicants to interview; `reserve` is the span of its reserve list."""

    id: str
    specialty: ProgrammeRef
    year: int
    interview_from: float
    reserve: tuple[float, float] | None = None


class MsraFile(FactFile):
    """data/recruitment/msra.yaml."""

    title: str
    format: tuple[Format, ...]
    papers: tuple[Paper, ...]
    scoring: tuple[ScoringRule, ...]
    resits_and_transfer: tuple[Rule, ...]
    booking: tuple[Rule, ...]
    windows: tuple[Sitting, ...]
    uses: Uses
    not_used_by: NotUsed
    past_cut_offs: tuple[CutOff, ...]

    def use(self, programme: str) -> Use | None:
        """What the programme does with the test; None where it does not use it or nothing was found."""
        return self.uses.programmes.get(ProgrammeRef(programme))


def load_msra(root: Path) -> MsraFile:
    """Everything known of the test. Raises `FactError`."""
    return load_file(root, "recruitment/msra.yaml", MsraFile)
