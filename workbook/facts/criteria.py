"""What is one thing that selectors ask for, and which check answers it from a record?

An essential criterion names its check; what only the doctor can answer stands under `ask`, so that yes means it holds.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.core import FactModel, Status
from workbook.facts.entry import Entry
from workbook.facts.limits import Limit
from workbook.facts.links import EvidenceRef, PostRef, ProgrammeRef

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
RouteId = Literal[
    "uk-foundation-current", "fpcc", "current-training-number", "resigned-same-specialty", "crest", "refugee"
]
AppliesTo = Literal["all-entry-level"] | tuple[ProgrammeRef, ...]


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
    EXAM = "exam"
    UK_PROGRAMME = "uk-programme"
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
    Check.EXAM: ("limit", "ask"),
    Check.UK_PROGRAMME: ("uk_programmes", "ask"),
    Check.EMPLOYMENT_HISTORY: ("ask",),
    Check.TRANSFER_SUPPORT: ("ask",),
    Check.STATEMENT: ("ask",),
}


class Counting(FactModel):
    """Which posts count toward a limit on experience, and how.

    `specialties`: the post's specialty must be one of these, whole, by its last word or by another word for it
    (data/posts/specialty-words); null counts any. `leave_out` and
    `leave_out_in_uk`: kinds of post that never count, or not when held in the UK; `only`: no other kind counts.
    `whole_time`: by the fraction worked, or not; null where the words do not say which. `disregard`: the criterion that
    takes first months away for a doctor outside UK foundation. `measured_at`: the step of the round; "application" is
    the day the form goes in.
    """

    specialties: tuple[str, ...] | None = None
    leave_out: tuple[PostRef, ...] = ()
    leave_out_in_uk: tuple[PostRef, ...] = ()
    only: tuple[PostRef, ...] = ()
    measured_at: Literal["application", "application-opens", "application-closes", "interview", "post-start"]
    since: Literal["full-registration"] | None = None
    whole_time: bool | None
    disregard: str | None = None


class ShownBy(FactModel):
    """Which kinds of evidence show a criterion, and in which department; null: any."""

    kinds: tuple[EvidenceRef, ...] = Field(min_length=1)
    specialties: tuple[str, ...] | None = None


class UkProgramme(FactModel):
    """UK training programmes that meet a criterion: when `finished`, or while the doctor is `in-it` already."""

    kinds: tuple[Literal["core", "specialty", "run-through", "academic"], ...] = Field(min_length=1)
    specialties: tuple[str, ...] = Field(min_length=1)
    counts: tuple[Literal["finished", "in-it"], ...] = Field(min_length=1)


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


class Criterion(Entry):
    """One thing selectors ask for. `year` is the round it was stated for, where the page of an older one names it.

    `condition` says of whom it is asked, where not of everyone: alternative routes have a criterion each. In a shared
    list `applies_to` and `except` say which programmes it is asked in, and `confirmed_for` those whose own
    page states it. `uk_programmes` are those that meet it; `other_routes` says that its text names ways which no entry
    of a record shows, so that nothing recorded shuts it.
    """

    id: str
    title: str
    section: Section
    importance: Literal["essential", "desirable"]
    importance_basis: Literal["stated", "inferred"] | None = None
    year: int | None = None
    condition: str | None = None
    text: str
    evaluated_at: tuple[Stage, ...]
    evidence: tuple[EvidenceRef, ...] = ()
    check: Check | None = None
    ask: str | None = None
    answered_as: str | None = None
    limit: Limit | None = None
    counting: Counting | None = None
    shown_by: ShownBy | None = None
    routes: tuple[AcceptedRoute, ...] = ()
    uk_programmes: tuple[UkProgramme, ...] = ()
    other_routes: Literal[True] | None = None
    applies_to: AppliesTo | None = None
    except_: tuple[ProgrammeRef, ...] = Field(default=(), alias="except")
    confirmed_for: tuple[ProgrammeRef, ...] = ()

    @property
    def essential(self) -> bool:
        return self.importance == "essential"

    @property
    def superseded(self) -> bool:
        """Whether a newer page replaced the one this was read on."""
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
        if self.check is Check.EXAM and self.limit and self.limit.kind != "exam":
            raise ValueError("limit, kind: the check exam needs a limit of the kind exam")
        if self.counting and not (self.limit and not isinstance(self.limit.value, str)):
            raise ValueError("limit: counting needs a number to count to")
        return self
