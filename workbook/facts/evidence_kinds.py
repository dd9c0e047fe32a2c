"""What kinds of portfolio evidence are there: how long each takes, what it costs, what proves it, the first step?

Three places: data/evidence/kinds (what a doctor collects, a file for each area), data/evidence/areas.yaml (the areas,
the words that qualify an achievement, rules of thumb) and data/evidence/documents.yaml (papers a specification or a
matrix asks to see that nobody collects for points: a passport, a degree certificate).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.core import FactModel
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import AreaRef, EvidenceRef
from workbook.facts.loading import load_file

AREAS, DOCUMENTS = "evidence/areas.yaml", "evidence/documents.yaml"

Basis = Literal["editorial", "mixed", "sourced"]


class Weeks(Entry):
    """Lead time in weeks, from nothing to proof in hand."""

    min: float
    typical: float
    basis: Basis


class Cost(Entry):
    """Out of pocket, in pounds, before any study budget."""

    min: float
    max: float
    basis: Basis


class ScoresAs(FactModel):
    """The words of the vocabulary a kind stands for; `details` hold unless the entry says otherwise."""

    kind: str
    details: dict[str, bool | int | float | str] = Field(default_factory=dict)


class Kind(Entry):
    """One kind of portfolio evidence. `group` is the area it is collected for, `serves` those it usually shows.

    `instead` is the kind a new entry is made of where two would say the same; an entry of this one keeps it.
    """

    id: str
    title: str
    group: AreaRef
    scores_as: ScoresAs | None = None
    instead: EvidenceRef | None = None
    definition: str
    first_step: str
    lead_weeks: Weeks
    cost_gbp: Cost
    proof: tuple[str, ...]
    serves: tuple[AreaRef, ...]
    common_mistakes: tuple[str, ...]
    validity_months: int | None = None


class KindsFile(FactFile):
    """One file of data/evidence/kinds: the kinds of one area."""

    title: str
    kinds: tuple[Kind, ...]

    @model_validator(mode="after")
    def _of_one_area(self) -> KindsFile:
        groups = sorted({kind.group for kind in self.kinds})
        if len(groups) > 1:
            raise ValueError(f"kinds of {len(groups)} areas in one file: {', '.join(groups)}")
        return self


class Area(FactModel):
    """One area that evidence is collected for."""

    id: str
    title: str


class RuleOfThumb(Entry):
    """What holds for evidence of every kind."""

    id: str
    text: str


class AreasFile(FactFile):
    """data/evidence/areas.yaml."""

    title: str
    areas: tuple[Area, ...]
    qualifiers: dict[str, tuple[str | int, ...]]
    rules_of_thumb: tuple[RuleOfThumb, ...]


class Document(Entry):
    """A paper that is asked for and earns nothing by itself. The title is its name in plain words."""

    id: str
    title: str


class DocumentsFile(FactFile):
    """data/evidence/documents.yaml."""

    title: str
    documents: tuple[Document, ...]


def load_areas(root: Path) -> AreasFile:
    """The areas, the words that qualify an achievement, the rules of thumb. Raises `FactError`."""
    return load_file(root, AREAS, AreasFile)


def load_kinds(root: Path) -> tuple[KindsFile, ...]:
    """Every file of data/evidence/kinds. Raises `FactError`."""
    return tuple(load_file(root, relative, KindsFile) for relative in files_in(root, "evidence/kinds"))


def load_documents(root: Path) -> DocumentsFile:
    """The papers that earn nothing by themselves. Raises `FactError`."""
    return load_file(root, DOCUMENTS, DocumentsFile)


def files_in(root: Path, folder: str) -> tuple[str, ...]:
    """The YAML files of one folder below the data root, in order."""
    return tuple(sorted(path.relative_to(root).as_posix() for path in root.glob(f"{folder}/*.yaml")))
