"""What is the work of each specialty like, and which of those scores are only our own estimate?

Fourteen attributes from 1 to 5. Almost every score is editorial: it rests on no page, and a page that shows it must say
so. Those that rest on one name it under `rests_on`. Published figures of competition stand in data/competition.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from workbook.facts.core import FactError, FactModel, Problem, Provenance
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import ProgrammeRef
from workbook.facts.loading import load_file

SCALE = "evidence/attributes.yaml"
FOLDER = "evidence/attributes"

AttributeId = Literal[
    "patient_contact",
    "continuity",
    "procedures",
    "acuity",
    "oncall",
    "breadth",
    "technology",
    "team",
    "emotional",
    "academic",
    "competition",
    "training_length",
    "ltft_friendly",
    "geography",
]
OneToFive = Annotated[int, Field(ge=1, le=5)]


class Attribute(FactModel):
    """One thing specialties differ in: what 1 and 5 mean, and the rule of the score where there is one."""

    id: AttributeId
    low: str
    high: str
    rule: str | None = None
    note: str | None = None


class GroupFigure(Entry):
    """A published figure of a whole group of doctors."""

    id: str
    group: str
    value: float
    unit: str
    year: int


class AttributesFile(FactFile):
    """data/evidence/attributes.yaml: the scale, and what is published of whole groups.

    `training_years_read_for` are the groups whose years of training were read on a page; the rest is editorial.
    """

    title: str
    attributes: tuple[Attribute, ...]
    training_years_read_for: tuple[str, ...]
    group_figures: tuple[GroupFigure, ...]


class Basis(Entry):
    """The page a score rests on, and the year it speaks of."""

    year: int | None = None


class CompetitionRow(FactModel):
    """A row of data/competition: its year and its id."""

    year: int
    row: str


@dataclass(frozen=True, slots=True)
class Score:
    """One score. `editorial`: it is the workbook's own estimate and rests on no page."""

    value: int
    editorial: bool
    provenance: Provenance


class SpecialtyAttributes(Entry):
    """One specialty: its scores, the usual entry programmes, and the rows that show its competition."""

    id: str
    title: str
    also_known_as: tuple[str, ...] = ()
    group: str
    route: str
    training_years: int
    entry_programmes: tuple[ProgrammeRef, ...]
    scores: dict[AttributeId, OneToFive]
    rests_on: dict[AttributeId, Basis] = Field(default_factory=dict)
    competition: tuple[CompetitionRow, ...] = ()

    @model_validator(mode="after")
    def _scored_throughout(self) -> SpecialtyAttributes:
        missing = [id for id in get_args(AttributeId) if id not in self.scores]
        if missing:
            raise ValueError(f"has no score for {', '.join(missing)}")
        return self

    def score(self, attribute: AttributeId) -> Score:
        """One of the fourteen scores, with what it rests on."""
        basis = self.rests_on.get(attribute)
        return Score(self.scores[attribute], basis is None, basis.provenance if basis else self.provenance)


class SpecialtyAttributesFile(FactFile):
    """One file of data/evidence/attributes."""

    title: str
    specialties: tuple[SpecialtyAttributes, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Attributes:
    """The scale and every specialty by its id."""

    scale: AttributesFile
    specialties: dict[str, SpecialtyAttributes]


def load_attributes(root: Path) -> Attributes:
    """All of them. Raises `FactError`."""
    found: dict[str, SpecialtyAttributes] = {}
    for path in sorted((root / FOLDER).glob("*.yaml")):
        relative = f"{FOLDER}/{path.name}"
        for specialty in load_file(root, relative, SpecialtyAttributesFile).specialties:
            if specialty.id in found:
                raise FactError(Problem(relative, "stands in another file as well", specialty.id))
            found[specialty.id] = specialty
    return Attributes(load_file(root, SCALE, AttributesFile), found)
