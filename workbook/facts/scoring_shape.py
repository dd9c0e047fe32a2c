"""What stands in a matrix file beside the domains: stages, thresholds, totals, rules, interview, past figures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as ModelField
from pydantic import model_validator

from workbook.facts.core import Day, FactModel
from workbook.facts.entry import Entry
from workbook.facts.scoring_domains import LookBack, Needs

Part = Literal[
    "msra",
    "self_assessment",
    "portfolio",
    "portfolio_station",
    "management_and_clinical",
    "application",
    "assessment_centre",
    "selection_centre",
    "interview",
    "public_health",
    "general_practice",
]


class Stage(Entry):
    """One step of the selection, in its order.

    `weights` are fractions of the total at this stage, null where no split is published; `weights_within` splits one of
    them further. `points_below_cut` is how far below the cut somebody still goes on; `bypass` is who skips the step.
    """

    id: str
    year: int | None = None
    by: str | None = None
    cut: str | None = None
    points_below_cut: float | None = None
    bypass: str | None = None
    low_scores: str | None = None
    from_: Day | None = ModelField(default=None, alias="from")
    to: Day | None = None
    form: str | None = None
    minutes: int | None = None
    stations: int | None = None
    minutes_each: int | None = None
    papers: tuple[str, ...] = ()
    result: str | None = None
    max: float | None = None
    max_raw: float | None = None
    max_weighted: float | None = None
    weights: dict[Part, float | None] = ModelField(default={})
    weights_within: dict[Part, dict[str, float]] = ModelField(default={})
    paper_split: str | None = None

    @model_validator(mode="after")
    def _weights_make_a_whole(self) -> Stage:
        known = [weight for weight in self.weights.values() if weight is not None]
        if known and len(known) == len(self.weights) and abs(sum(known) - 1) > 0.001:
            raise ValueError(f"weights, they add up to {sum(known):g} and not to 1")
        for part, within in self.weights_within.items():
            whole = self.weights.get(part)
            if whole is None or abs(sum(within.values()) - whole) > 0.001:
                raise ValueError(f"weights_within, {part}: does not add up to its weight")
        return self


class Threshold(Entry):
    """A fixed mark that ends or allows progress, in marks (`value`, of `of`) or in per cent of what can be had."""

    id: str
    text: str
    value: float | None = None
    of: float | None = None
    percent: float | None = None


class Totals(FactModel):
    """The most that can be had, part by part; null is not published or not there.

    `listed_max` is what the maxima listed come to, where the source gives another total. `organisation_max` is for
    evidence in good order, `commitment_max` for commitment to the specialty where it is marked at shortlisting.
    """

    self_assessment_max: float | None = None
    listed_max: float | None = None
    organisation_max: float | None = None
    commitment_max: float | None = None
    panel_only_max: float | None = None
    portfolio_max: float | None = None
    bonus_max: float | None = None
    per_assessor_max: float | None = None
    assessors: int | None = None
    shortlist_max: float | None = None
    msra_scaled_max: float | None = None
    interview_max: float | None = None
    overall_max: float | None = None
    msra_weight: float | None = None


class RuleLimit(FactModel):
    """The figure in a rule. claims-without-document: what follows (`then`) from so many scored parts without a
    document; megabytes: no file may be larger."""

    kind: Literal["claims-without-document", "words", "distinct-examples", "applications", "working-years", "megabytes"]
    value: float
    then: Literal["stops-the-application", "is-likely-to-stop-shortlisting", "gives-nothing-for-the-part"] | None = None

    @model_validator(mode="after")
    def _says_what_follows(self) -> RuleLimit:
        if (self.kind == "claims-without-document") != (self.then is not None):
            raise ValueError("then: what follows from claims without a document goes with that rule and with no other")
        return self


class WindowElsewhere(LookBack):
    """A window that another page or another year's form had, where this form's own was not seen. `where` says whose."""

    where: str

    @property
    def length(self) -> str:
        """5 years."""
        number, unit = (self.years, "year") if self.years is not None else (self.months, "month")
        return f"{number:g} {unit}" if number == 1 else f"{number:g} {unit}s"


class MayCount(FactModel):
    """What the form says may count though it is not done: such evidence at such a status. It does not say when."""

    of: Needs
    status: Literal["accepted"]


class MatrixRule(Entry):
    """A rule that cuts across domains. `kind` says what it is about.

    double-counting rules say by `counts` whether one achievement may be claimed once or again in another domain.
    `look_back` is the window where one is known, `windows_elsewhere` are those of other pages where it is not.
    `translation` is what a document that is not in English needs. `date`
    is the day it names. `year` is the round the rule was read for,
    where it is another one. `until` is the step of the round (data/recruitment) up to whose last day what is done still
    counts, where that is not the closing of the form. `may_count` is what the rule leaves open.
    """

    id: str
    kind: Literal[
        "deadline",
        "look-back",
        "pick-one",
        "double-counting",
        "evidence",
        "verification",
        "patient-data",
        "over-claiming",
        "consequence",
        "final-form",
        "advice",
        "definition",
        "scope",
        "condition",
        "exclusion",
        "limit",
        "gate",
        "eligibility",
        "unit",
        "penalty",
        "rounding",
        "weighting",
        "formula",
        "right",
        "msra",
        "offers",
        "note",
    ]
    text: str
    year: int | None = None
    date: Day | None = None
    counts: Literal["once", "again"] | None = None
    domains: tuple[str, ...] = ()
    look_back: LookBack | None = None
    windows_elsewhere: tuple[WindowElsewhere, ...] = ()
    limit: RuleLimit | None = None
    translation: Literal["any", "certified"] | None = None
    until: Literal["evidence-upload"] | None = None
    may_count: MayCount | None = None


class Scale(FactModel):
    """Letters and what each is worth, best first."""

    kind: Literal["grades-with-points", "grades-only"]
    grades: dict[str, float | None]


class Paper(FactModel):
    """A test of the programme's own."""

    id: str
    measures: str
    items: int | None = None
    minutes: int | None = None
    marking: str | None = None


class InterviewStation(FactModel):
    id: str
    minutes: int | None = None
    max: float | None = None


class InterviewArea(FactModel):
    """What is marked; `year` is the round it was read for, where it is another one."""

    area: str
    year: int | None = None
    station: int | None = None
    weight: float | None = None
    max: float | None = None
    how: str | None = None
    note: str | None = None


class RawTotal(FactModel):
    """The most and the least appointable raw total of an interview that marks so many areas."""

    areas: int
    max: float
    appointable_from: float


class InterviewScoring(FactModel):
    """How the marks are given and what they come to, raw and weighted. `standard` is what a mark is measured by."""

    interviewers: int | None = None
    markers_per_area: int | None = None
    scale: str | None = None
    standard: str | None = None
    raw_totals: tuple[RawTotal, ...] = ()
    scored_areas: int | None = None
    marks: int | None = None
    raw_min: float | None = None
    raw_max: float | None = None
    weighted_max: float | None = None


class Appointable(FactModel):
    """What an applicant must reach to be appointable."""

    no_score_of: int | None = None
    max_scores_of_2: int | None = None
    raw_min: float | None = None
    raw_percent_min: float | None = None


class Interview(Entry):
    """How the interview is held and marked."""

    year: int | None = None
    text: str | None = None
    platform: str | None = None
    station_count: int | None = None
    minutes_each: int | None = None
    minutes_reading: int | None = None
    minutes_talking: int | None = None
    minutes_review: str | None = None
    minutes_in_all: int | None = None
    assessors: int | None = None
    interviewers_per_station: int | None = None
    max: float | None = None
    portfolio_questions: str | None = None
    stations: tuple[InterviewStation, ...] = ()
    scoring: InterviewScoring | None = None
    areas: tuple[InterviewArea, ...] = ()
    appointable: Appointable | None = None

    @property
    def title(self) -> str:
        return "Interview"


class FigureRow(FactModel):
    """One year's result of a stage."""

    year: int | None = None
    stage: str | None = None
    considered: int | None = None
    assessed: int | None = None
    applications: int | None = None
    invited: int | None = None
    max: float | None = None
    mean: float | None = None
    median: float | None = None
    range: str | None = None
    appointable_pct: float | None = None
    lowest_total_after_upgrades: str | None = None
    text: str | None = None


class Figures(Entry):
    """Results of past rounds from one source."""

    rows: tuple[FigureRow, ...]

    @property
    def title(self) -> str:
        return "Results of past rounds"
