"""What do selectors ask for one specialty in one year, criterion by criterion?

A person specification in our own words, from `data/person_specs/<year>/<specialty>.yaml`. Each essential criterion
names the check that answers it from a record, so that a new specialty is written as data alone.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.core import FactError, FactModel, Source, Status, Unknown
from workbook.facts.loading import Entry, FileMarks, load_file, years_with

KIND = "person_specs"

Section = Literal[
    "qualifications",
    "eligibility",
    "fitness-to-practise",
    "language",
    "health",
    "career-progression",
    "application-completion",
    "clinical-skills",
    "academic-research",
    "personal-skills",
    "probity",
    "commitment-to-specialty",
    "teaching",
    "leadership",
    "management",
    "other",
]
Stage = Literal["application-form", "pre-employment", "interview", "references", "msra", "self-assessment", "portfolio"]
LimitKind = Literal[
    "registration",
    "licence",
    "exam",
    "max-age-of-evidence-months",
    "min-months-with-signatory",
    "min-experience-months",
    "max-experience-months",
    "disregarded-months",
    "look-back-years",
    "min-months",
    "min-days",
    "min-days-per-week",
]
RouteId = Literal[
    "uk-foundation-current", "fpcc", "current-training-number", "resigned-same-specialty", "crest", "refugee"
]


class Check(StrEnum):
    """The closed list of questions a rule can put to a record. A new word needs a function in the rules."""

    PRIMARY_QUALIFICATION = "primary-qualification"
    REGISTRATION_AT_APPLICATION = "registration-at-application"
    LICENCE_AT_START = "licence-at-start"
    RIGHT_TO_WORK = "right-to-work"
    FOUNDATION_COMPETENCE = "foundation-competence"
    CREST_SIGNATURE = "crest-signature"
    MIN_EXPERIENCE = "min-experience"
    MAX_EXPERIENCE = "max-experience"
    EXPERIENCE_DISCOUNT = "experience-discount"
    EMPLOYMENT_HISTORY = "employment-history"
    TRANSFER_SUPPORT = "transfer-support"
    ENGLISH_BY_REGISTRATION = "english-by-registration"
    DOCUMENTED_EVIDENCE = "documented-evidence"
    LOOK_BACK = "look-back"
    MSRA_MINIMUM = "msra-minimum"
    MSRA_SITTING = "msra-sitting"
    STATEMENT = "statement"
    INFORMATION = "information"


_NEEDS: dict[Check, tuple[str, ...]] = {
    Check.FOUNDATION_COMPETENCE: ("limit", "routes"),
    Check.CREST_SIGNATURE: ("limit", "counting"),
    Check.MIN_EXPERIENCE: ("limit", "counting"),
    Check.MAX_EXPERIENCE: ("limit", "counting"),
    Check.EXPERIENCE_DISCOUNT: ("limit",),
    Check.DOCUMENTED_EVIDENCE: ("shown_by",),
    Check.LOOK_BACK: ("limit",),
    Check.MSRA_MINIMUM: ("limit",),
    Check.EMPLOYMENT_HISTORY: ("ask",),
    Check.TRANSFER_SUPPORT: ("ask",),
    Check.STATEMENT: ("ask",),
}


class Limit(FactModel):
    """The figure of a criterion and what it is counted in."""

    kind: LimitKind
    value: int | float | str
    unit: str

    @property
    def number(self) -> float:
        """The figure as a number. Raises `FactError` where the limit is a word."""
        if isinstance(self.value, str):
            raise FactError(f"limit, value: {self.value!r} is not a number")
        return float(self.value)


class Counting(FactModel):
    """Which posts count toward a limit on experience, and how.

    `specialties`: the last word of the post's specialty must be one of these; null counts any. `leave_out` and
    `leave_out_in_uk`: kinds of post that never count, or not when held in the UK. `whole_time`: by the fraction worked.
    `disregard`: the criterion that takes first months away for a doctor outside UK foundation.
    """

    specialties: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] = ()
    leave_out_in_uk: tuple[str, ...] = ()
    measured_at: Literal["application-opens", "application-closes", "interview", "post-start"]
    since: Literal["full-registration"] | None = None
    whole_time: bool
    disregard: str | None = None


class ShownBy(FactModel):
    """Which kinds of evidence show a criterion, and in which department; null: any."""

    kinds: tuple[str, ...] = Field(min_length=1)
    specialties: tuple[str, ...] | None = None


class Question(FactModel):
    """A yes/no question only the doctor can answer. Yes means that it holds; `id` is the statement's criterion."""

    id: str
    text: str


class AcceptedRoute(FactModel):
    """One of the alternatives by which a criterion can be met. The criterion's provenance is its own."""

    id: RouteId
    title: str
    text: str
    limit: Limit | None = None
    counting: Counting | None = None
    ask: str | None = None
    answered_as: str | None = None

    @property
    def question(self) -> Question | None:
        """What to ask the doctor about this route, if anything."""
        return Question(id=self.answered_as or self.id, text=self.ask) if self.ask else None


class Also(Entry):
    """What another page says of the same gate, with that page as its source."""

    id: str
    text: str


class Corroboration(FactModel):
    """A further page that says the same, and the year it says it for."""

    source: Source
    year: int | None = None


class Criterion(Entry):
    """One thing selectors ask for. `year` is the round it was stated for, where the page of an older one names it."""

    id: str
    title: str
    section: Section
    importance: Literal["essential", "desirable"]
    importance_basis: Literal["stated", "inferred"] | None = None
    year: int | None = None
    text: str
    evaluated_at: tuple[Stage, ...]
    evidence: tuple[str, ...] = ()
    check: Check | None = None
    ask: str | None = None
    answered_as: str | None = None
    limit: Limit | None = None
    counting: Counting | None = None
    shown_by: ShownBy | None = None
    routes: tuple[AcceptedRoute, ...] = ()
    also: tuple[Also, ...] = ()
    corroborated_by: tuple[Corroboration, ...] = ()

    @property
    def essential(self) -> bool:
        return self.importance == "essential"

    @property
    def superseded(self) -> bool:
        """Whether a newer page replaced the one this was read on: kept for information, no gate of a round."""
        return self.provenance.status is Status.SUPERSEDED

    @property
    def question(self) -> Question | None:
        """What to ask the doctor about this criterion, if anything."""
        return Question(id=self.answered_as or self.id, text=self.ask) if self.ask else None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of this criterion and of its routes."""
        asked = (self.question, *(route.question for route in self.routes))
        return tuple(question for question in asked if question)

    @model_validator(mode="after")
    def _the_check_has_what_it_needs(self) -> Criterion:
        if self.essential and self.check is None:
            raise ValueError("check: an essential criterion names the check that answers it")
        if not self.essential and self.check is not None:
            raise ValueError("check: only an essential criterion is a gate")
        for field in _NEEDS.get(self.check, ()) if self.check else ():
            if not getattr(self, field):
                raise ValueError(f"{field}: the check {self.check} needs it")
        if self.counting and not (self.limit and not isinstance(self.limit.value, str)):
            raise ValueError("limit: counting needs a number to count to")
        return self


class PersonSpec(FileMarks):
    """One specialty's person specification. `inherits` points at the shared template, whose list is not merged in."""

    specialty: str
    year: int
    inherits: str | None = None
    how_desirables_count: str | None = None
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_stand_once_and_resolve(self) -> PersonSpec:
        seen: set[str] = set()
        for criterion in self.criteria:
            if criterion.id in seen:
                raise ValueError(f"criteria, {criterion.id}: stands twice")
            seen.add(criterion.id)
        for criterion in self.criteria:
            disregard = criterion.counting.disregard if criterion.counting else None
            if disregard and self.one_of(disregard, Check.EXPERIENCE_DISCOUNT) is None:
                raise ValueError(f"criteria, {criterion.id}, counting, disregard: there is no {disregard!r} to apply")
        return self

    @property
    def essential(self) -> tuple[Criterion, ...]:
        """The gates, in the order of the file."""
        return tuple(criterion for criterion in self.criteria if criterion.essential)

    @property
    def desirable(self) -> tuple[Criterion, ...]:
        """What earns points or favour, in the order of the file."""
        return tuple(criterion for criterion in self.criteria if not criterion.essential)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question only the doctor can answer, once each, in the order of the file."""
        asked = {q.id: q for criterion in self.essential if not criterion.superseded for q in criterion.questions}
        return tuple(asked.values())

    def criterion(self, id: str) -> Criterion:
        """One criterion. Raises `Unknown`."""
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        raise Unknown(f"the {self.year} specification of {self.specialty} has no criterion {id!r}")

    def one_of(self, id: str, check: Check) -> Criterion | None:
        """The criterion with this id if it has this check."""
        return next((c for c in self.criteria if c.id == id and c.check is check), None)

    def checked_by(self, check: Check) -> Criterion | None:
        """The first live criterion with this check; None where the specification has none."""
        return next((c for c in self.criteria if c.check is check and not c.superseded), None)


def spec_years(root: Path, specialty: str) -> tuple[int, ...]:
    """The years, ascending, for which this specialty has a specification here. Nothing is parsed for it."""
    return years_with(root, KIND, specialty)


def load_person_spec(root: Path, specialty: str, year: int) -> PersonSpec:
    """The newest specification not after the year (`.year` says which). Raises `Unknown` if none, and `FactError`."""
    there = spec_years(root, specialty)
    usable = [found for found in there if found <= year]
    if not usable:
        have = f"; the years here are {', '.join(map(str, there))}" if there else ""
        raise Unknown(f"there is no person specification of {specialty} for {year} or before{have}")
    relative = f"{KIND}/{usable[-1]}/{specialty}.yaml"
    spec = load_file(root, relative, PersonSpec)
    for field, written, expected in (("year", spec.year, usable[-1]), ("specialty", spec.specialty, specialty)):
        if written != expected:
            raise FactError(f"data/{relative}: {field}: {written!r} is not what the file's place says, {expected!r}")
    return spec
