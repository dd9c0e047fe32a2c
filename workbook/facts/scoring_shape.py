"""What stands in a matrix file beside the domains: how it was read, stages, interview, past figures, the MSRA."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as ModelField

from workbook.facts.core import Day, FactModel, Source
from workbook.facts.loading import Marks


class ReadVia(FactModel):
    """How a source was actually read."""

    kind: Literal["official-full", "official-opening", "form-mirror", "transcription", "secondary"]
    url: str | None = None
    ref: str | None = None
    year: int | None = None
    page_date: str | None = None
    checked_by_author: Day | None = None
    gives: tuple[str, ...] = ()
    not_used_for: tuple[str, ...] = ()


class Stage(Marks):
    """One step of the selection. `weights` are fractions of the final total, null where no split is published."""

    stage: str
    by: str | None = None
    cut: str | None = None
    max: float | None = None
    max_raw: float | None = None
    max_weighted: float | None = None
    weights: dict[str, float | None] = ModelField(default={})
    paper_split: str | None = None
    stations: int | None = None
    minutes_each: int | None = None


class Totals(FactModel):
    """The most that can be had, part by part; null is not published or not there."""

    self_assessment_max: float | None = None
    bonus_max: float | None = None
    shortlist_max: float | None = None
    interview_max: float | None = None
    msra_weight: float | None = None


class Scale(FactModel):
    """Letters and what each is worth."""

    kind: Literal["grades-with-points", "grades-only"]
    grades: dict[str, float | None]


class InterviewArea(FactModel):
    station: int
    area: str
    weight: float | None = None
    max: float | None = None
    note: str | None = None


class Interview(Marks):
    """How the interview is marked."""

    year: int
    scoring: dict[str, float | str] = ModelField(default={})
    areas: tuple[InterviewArea, ...] = ()
    appointable: dict[str, float] = ModelField(default={})


class FigureRow(FactModel):
    """One year's result of a stage."""

    year: int
    stage: str | None = None
    considered: int | None = None
    assessed: int | None = None
    max: float | None = None
    mean: float | None = None
    median: float | None = None
    range: str | None = None
    appointable_pct: float | None = None
    text: str | None = None


class Figures(Marks):
    """Results of past rounds from one source."""

    rows: tuple[FigureRow, ...]


class MsraPaper(FactModel):
    id: str
    short: str
    items: int
    minutes: int
    kind: str
    built_on: str


class MsraScale(Marks):
    mean: float
    sd: float
    per: str
    normalised: str
    max: str


class MsraThreshold(Marks):
    specialty: str
    rule: str


class MsraUse(Marks):
    specialty: str
    shortlist: str
    final_weight: float | None


class MsraBand(FactModel):
    scores: str
    percent: float
    band: int


class MsraBands(Marks):
    paper: str
    rows: tuple[MsraBand, ...]


class Msra(Marks):
    """The Multi-Specialty Recruitment Assessment: what it is made of and what is asked of it."""

    papers: tuple[MsraPaper, ...]
    sources: tuple[Source, ...] = ()
    total_minutes: int
    break_minutes: int
    scale: MsraScale
    cost: str
    thresholds: tuple[MsraThreshold, ...] = ()
    use_by_specialty: tuple[MsraUse, ...] = ()
    bands_reported: MsraBands | None = None
    claims_not_adopted: tuple[str, ...] = ()
