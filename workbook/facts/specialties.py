"""Which specialty programmes are there, and how does each choose its doctors?"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from workbook.facts.core import Confidence, FactModel, Source
from workbook.facts.loading import Entry, FileMarks, load_file


class Stage(FactModel):
    """One step of selection and what decides it."""

    stage: str
    uses: str


class Msra(Entry):
    """Whether the programme uses the Multi-Specialty Recruitment Assessment."""

    used: bool


class ExperienceLimit(Entry):
    """The most experience in the specialty a doctor may bring, and when it is counted."""

    max_months: int
    measured_at: str


class Specialty(Entry):
    """One programme a doctor can enter."""

    id: str
    name: str
    level: str
    group: str
    pathway: Literal["uncoupled", "run-through"]
    length_years: float
    college: str
    exams: tuple[str, ...]
    lead_recruiter: str
    nations: tuple[str, ...]
    interview_gate: Literal[
        "self-assessment",
        "msra",
        "msra-and-self-assessment",
        "assessor-scored-form",
        "cognitive-tests",
        "none",
        "unknown",
    ]
    selection_method: str
    stages: tuple[Stage, ...]
    msra: Msra
    experience_limit: ExperienceLimit | None  # null: the pages read name none
    eportfolio: str
    next_step: str
    recruiter_page: str
    field_confidence: dict[str, Confidence] = Field(default_factory=dict)
    sources: tuple[Source, ...]

    @property
    def title(self) -> str:
        """The programme as the pages say it: Clinical Radiology ST1."""
        return f"{self.name} {self.level}"

    @property
    def interviews(self) -> bool:
        """Whether the programme interviews anyone."""
        return any(stage.stage == "interview" for stage in self.stages)


class _File(FileMarks):
    title: str
    year: int
    specialties: tuple[Specialty, ...]


def load_specialties(root: Path) -> dict[str, Specialty]:
    """Every programme by its id. Raises `FactError`."""
    return {entry.id: entry for entry in load_file(root, "specialties.yaml", _File).specialties}
