"""Which training programmes are there, who may enter each, and how does each choose its doctors?

One file a programme, entry level (CT1/ST1) and higher (ST3/ST4) alike. A field is empty where the pages read do not
say it: that is never the same as no.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.core import FactModel, Unknown
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import MatrixRef, PathwayRef, ProgrammeRef
from workbook.facts.loading import load_file

KIND = "specialties"

Nation = Literal["England", "Scotland", "Wales", "Northern Ireland"]
Group = Literal[
    "medicine",
    "physician-group-1",
    "physician-group-2",
    "other-after-two-years-core",
    "acute-care",
    "anaesthetics",
    "broad-based",
    "diagnostics",
    "emergency-medicine",
    "general-practice",
    "obstetrics-gynaecology",
    "ophthalmology",
    "paediatrics",
    "pathology",
    "psychiatry",
    "public-health",
    "radiology",
    "surgery",
]
Gate = Literal[
    "self-assessment",
    "msra",
    "msra-and-self-assessment",
    "assessor-scored-form",
    "cognitive-tests",
    "none",
    "unknown",
]
StageName = Literal[
    "longlisting",
    "form",
    "self-assessment",
    "shortlisting",
    "tests",
    "assessment centre",
    "selection",
    "selection centre",
    "evidence",
    "interview",
    "offers",
]

By = Literal["application", "initial-offers", "round-deadline"]


class Stage(FactModel):
    """One step of selection and what decides it; `uses` is empty where only the step is known."""

    stage: StageName
    uses: str | None = None


class Msra(Entry):
    """Whether the programme uses the Multi-Specialty Recruitment Assessment; empty where that was not found."""

    used: bool | None


class ExperienceRule(Entry):
    """Experience that is asked for (`min_months`), allowed or scored. `scope` says which experience is counted."""

    id: Literal[
        "max-in-specialty",
        "min-total",
        "min-acute-inpatient",
        "min-in-specialty",
        "max-lat",
        "max-in-training",
        "fewer-points-from",
        "best-band",
        "no-points-over",
    ]
    importance: Literal["essential", "desirable", "scored"] = "essential"
    min_months: int | None = None
    max_months: int | None = None
    scope: str | None = None
    excludes: str | None = None
    measured_at: str | None = None
    year: int | None = None

    @model_validator(mode="after")
    def _has_a_figure(self) -> ExperienceRule:
        if self.min_months is None and self.max_months is None:
            raise ValueError("names no months")
        return self


class LeadRecruiter(Entry):
    """Who runs the recruitment: the office, and the region or body it sits with."""

    office: str | None = None
    region: str | None = None


class CoreTraining(FactModel):
    """Earlier training that opens a higher programme."""

    id: str
    text: str
    programme: ProgrammeRef | None = None


class EntryExam(Entry):
    """The exam asked for at entry, and by which step of the round."""

    name: str
    part_1_by: By | None = None
    full_by: By | None = None
    alternatives: tuple[str, ...] = ()
    valid_years: int | None = None


class AlternativeCertificate(FactModel):
    """The certificate that stands in for UK core training; `pathway` is its entry in data/pathways, if any."""

    pathway: PathwayRef | None = None
    text: str


class OtherRoute(FactModel):
    """Entry from another background."""

    background: str
    exam: str
    months: int | None = None
    core: str | None = None


class HigherEntry(FactModel):
    """What a doctor must bring to a higher programme."""

    core: tuple[CoreTraining, ...]
    exam: EntryExam | None = None
    alternative_certificate: AlternativeCertificate | None = None
    other_routes: tuple[OtherRoute, ...] = ()


class Specialty(FactFile):
    """One programme a doctor can enter.

    `year` is the recruitment year the facts speak of. `covers` tells what the name alone would mislead about. `exams`
    are taken inside the programme; those asked for before it stand in `entry`. `scoring` and `person_spec` are the
    names of the files of data/scoring and data/person_specs that serve it, which may serve others as well.
    """

    id: str
    name: str
    level: str
    covers: str | None = None
    group: Group
    year: int
    last_year: int | None = None  # the last year it recruited, where it has ended
    nations: tuple[Nation, ...] | None = None
    pathway: Literal["uncoupled", "run-through", "either"] | None = None
    pathway_detail: str | None = None
    length_years: float | None = None
    dual_specialties: tuple[str, ...] = ()
    college: str | None = None
    exams: tuple[str, ...] | None = None
    eportfolio: str | None = None
    next_step: str | None = None
    lead_recruiter: LeadRecruiter | None = None
    recruiter_page: str | None = None
    entry: HigherEntry | None = None
    experience: tuple[ExperienceRule, ...] = ()
    selection: str | None = None
    interview_gate: Gate | None = None
    stages: tuple[Stage, ...] | None = None
    msra: Msra
    scoring: MatrixRef | None = None
    person_spec: str | None = Field(default=None, pattern=r"^[a-z0-9-]+$")

    @property
    def title(self) -> str:
        """The programme as the pages say it: Clinical Radiology ST1."""
        return f"{self.name} {self.level}"

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels a doctor can enter at, in lower case: one, or two for ACCS emergency medicine."""
        return tuple(self.level.lower().split("/"))

    @property
    def interviews(self) -> bool | None:
        """Whether the programme interviews anyone, in an interview or a selection centre; None where not known."""
        if self.stages is None:
            return None
        return any(stage.stage in ("interview", "selection centre") for stage in self.stages)

    @property
    def experience_limit(self) -> ExperienceRule | None:
        """The most experience in the specialty a doctor may bring; None where the pages read name no limit."""
        return next((rule for rule in self.experience if rule.id == "max-in-specialty"), None)


def programme_ids(root: Path) -> tuple[str, ...]:
    """The ids of the programmes there are, in order. Nothing is parsed for it."""
    return tuple(sorted(path.stem for path in (root / KIND).glob("*.yaml")))


def load_specialty(root: Path, id: str) -> Specialty:
    """One programme. Raises `Unknown`, with the names nearest to it, and `FactError`."""
    ids = programme_ids(root)
    if id not in ids:
        near = get_close_matches(id, ids, n=3) or [known for known in ids if known.startswith(f"{id}-")]
        hint = f"; near it: {', '.join(near)}" if near else f"; there are {len(ids)} programmes"
        raise Unknown(f"there is no specialty {id[:80]!r} here{hint}")
    relative = f"{KIND}/{id}.yaml"
    return load_file(root, relative, Specialty)
