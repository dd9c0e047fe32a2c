"""What has the doctor done? The record, format version 1, as models.

Every field that a tired person may not know yet is optional: the rules then say what is missing. What is given must be
possible: real days, ends after starts, ids that stand once.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from workbook.base.days import EARLIEST, LATEST, NotADay, in_words, iso_day
from workbook.record.marks import LEFT_OUT

FORMAT = 1


def _day(value: Any) -> Any:
    """Only a written day is a day: a bare number would silently become one in 1970."""
    if isinstance(value, str):
        return iso_day(value)
    if isinstance(value, date):
        if not EARLIEST <= value <= LATEST:
            raise NotADay(f"the year {value.year} is outside {EARLIEST.year} to {LATEST.year}")
        return value
    raise NotADay(f"{value!r} is not a date; write it as 2026-11-20")


Day = Annotated[date, BeforeValidator(_day)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_\-]{0,59}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9\-]{0,79}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Line = Annotated[str, StringConstraints(max_length=400)]
Words = Annotated[str, StringConstraints(max_length=20_000)]
Year = Annotated[int, Field(ge=2010, le=2100)]


class RecordModel(BaseModel):
    """Unknown fields are errors (a misspelt field must not be lost silently); values never change in place."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Span(RecordModel):
    """Anything with a first and a last day."""

    start: Day | None = None
    end: Day | None = None

    @model_validator(mode="after")
    def _end_after_start(self) -> Span:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"end: {in_words(self.end)} is before the start, {in_words(self.start)}")
        return self


class Qualified(RecordModel):
    """The primary medical qualification."""

    country: Country | None = None
    on: Day | None = None
    school: Line | None = None


class Gmc(RecordModel):
    """GMC registration. `licence` is whether a licence to practise is held now."""

    full_registration_on: Day | None = None
    licence: bool | None = None


class Settled(RecordModel):
    """A status that needs no permission to stay."""

    kind: Literal["ilr", "eu-settled", "british", "irish", "right-of-abode"]
    on: Day | None = None


class Programme(Span):
    """A UK training programme, past or present."""

    kind: Literal["foundation", "core", "specialty", "run-through", "academic"]
    specialty: Slug | None = None
    completed: bool | None = None


class Doctor(RecordModel):
    """Who is climbing. No name is needed. `dependants` are those who apply for their visas with the doctor."""

    label: Line = "My record"
    qualified: Qualified | None = None
    gmc: Gmc = Gmc()
    citizenship: tuple[Country, ...] = ()
    settled: Settled | None = None
    uk_programmes: tuple[Programme, ...] = ()
    hours_per_week: Annotated[float, Field(ge=0, le=80)] | None = None
    dependants: Annotated[int, Field(ge=0, le=20)] | None = None


class Target(RecordModel):
    """A specialty programme the doctor aims for. `year` is the year in which the post starts."""

    specialty: Slug
    year: Year
    rank: Annotated[int, Field(ge=1, le=20)] | None = None


class Gives(RecordModel):
    """What the post gave; null is 'not said yet'."""

    educational_supervisor: bool | None = None
    teaching: bool | None = None
    clinics: bool | None = None
    study_leave: bool | None = None
    eportfolio: bool | None = None
    appraisal: bool | None = None


class Post(Span):
    """One post held. `kind` is an id of data/posts; `end` is the last day under contract, null while none is known."""

    id: Id
    kind: Slug | None = None
    title: Line | None = None
    specialty: Slug | None = None
    employer: Line | None = None
    nation: Literal["england", "scotland", "wales", "northern-ireland"] | None = None
    fraction: Annotated[float, Field(gt=0, le=1)] = 1.0
    training: bool | None = None
    country: Country = "GB"
    gives: Gives = Gives()
    note: Words | None = None


class Proof(RecordModel):
    """The document. The file itself stays where the doctor has it; `size` (bytes) and `sha256` tell it from another.

    `language` is the code of ISO 639 (en; und: another one), `form_version` the print of a form, such as 2024.
    """

    file: Line | None = None
    size: Annotated[int, Field(ge=0)] | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    kind: Slug | None = None
    signed_by: Line | None = None
    dated: Day | None = None
    identifiers_removed: bool | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] | None = None
    translated: bool | None = None
    form_version: Line | None = None

    @property
    def signatory(self) -> str | None:
        """Who signed it. Where the name was left out and nothing else says who, nobody: the mark is no signature."""
        said = self.signed_by
        if said and LEFT_OUT in said:
            besides = re.sub(r"(?i)\b(?:patient|client|relative|carer|the)\b", "", said.replace(LEFT_OUT, ""))
            return said if re.search(r"\w{3}", besides) else None
        return said or None


class Evidence(Span):
    """One thing done. `kind` and the keys of `details` are the words of data/evidence.

    `half_typed` holds, by field, what was typed and cannot be read yet ("31 Fe"), so that a closed page loses nothing;
    no limit to its length, since a text too long for its field is what cannot be read.
    """

    id: Id
    kind: Slug | None = None
    title: Line | None = None
    status: Literal["idea", "started", "submitted", "accepted", "done"] | None = None
    role: Slug | None = None
    level: Literal["department", "local", "regional", "national", "international"] | None = None
    details: dict[Slug | Id, bool | int | float | str | None] = {}
    proof: Proof | None = None
    shows: tuple[Slug, ...] = ()
    note: Words | None = None
    half_typed: dict[Id, str] = {}


class Binned(RecordModel):
    """An entry that was taken out and can be put back. No rule reads it."""

    entry: Evidence
    on: Day


class Template(RecordModel):
    """An entry kept as the pattern of new ones. No rule reads it."""

    id: Id
    name: Line
    entry: Evidence


class Exam(RecordModel):
    """One sitting."""

    id: Id
    name: Line | None = None
    sat: Day | None = None
    result: Literal["booked", "pass", "fail", "awaited"] | None = None
    score: float | None = None


class Permission(Span):
    """Permission to be in the UK. `route` is an id of data/visa/routes; `granted` the day of the decision."""

    id: Id
    route: Slug | None = None
    granted: Day | None = None
    first_entry: Day | None = None
    sponsor: Line | None = None


class Absence(RecordModel):
    """One trip abroad. Both travel days are UK days; `returned` is null while still away."""

    left: Day
    returned: Day | None = None
    reason: Slug | None = None
    note: Line | None = None

    @model_validator(mode="after")
    def _back_after_leaving(self) -> Absence:
        if self.returned and self.returned < self.left:
            raise ValueError(f"returned: {in_words(self.returned)} is before the day of leaving, {in_words(self.left)}")
        return self


class Claim(RecordModel):
    """The option the doctor chose in one domain of one year's matrix."""

    specialty: Slug
    year: Year
    domain: Slug
    option: Slug
    evidence: tuple[Id, ...] = ()


class Statement(RecordModel):
    """What only the doctor can say of themself, criterion by criterion (health, probity, fitness to practise)."""

    criterion: Slug
    holds: bool
    on: Day
    specialty: Slug | None = None


class Rating(RecordModel):
    """How sure the doctor is of one criterion, and what makes them sure."""

    specialty: Slug
    criterion: Slug
    sure: Literal["sure", "fairly", "not-yet"]
    because: Words | None = None
    evidence: tuple[Id, ...] = ()


class Answer(RecordModel):
    """An answer to a question of a guided session. `id` is station and question, such as posts-what-moved."""

    id: Id
    text: Words
    on: Day | None = None


class Reflection(RecordModel):
    id: Id
    on: Day | None = None
    title: Line | None = None
    text: Words = ""
    shows: tuple[Slug, ...] = ()


class Person(RecordModel):
    """Someone who can help, by role; a name is not needed."""

    id: Id
    role: Line | None = None
    ask: Words | None = None
    by: Day | None = None


class Meeting(RecordModel):
    id: Id
    on: Day | None = None
    with_: Annotated[Line | None, Field(alias="with")] = None
    notes: Words = ""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)


class Goal(RecordModel):
    id: Id
    text: Line
    by: Day | None = None


class Action(Span):
    """A step the doctor decided on. `of` names what it is for: a criterion, a domain option, a document."""

    id: Id
    title: Line | None = None
    hours: Annotated[float, Field(ge=0, le=5000)] | None = None
    status: Literal["open", "done", "dropped"] = "open"
    of: Line | None = None


class Appraisal(RecordModel):
    id: Id
    on: Day | None = None
    body: Line | None = None
    outcome: Words | None = None


class Record(RecordModel):
    """One file that holds everything; it belongs to the doctor."""

    format: Literal[1] = 1
    doctor: Doctor = Doctor()
    targets: tuple[Target, ...] = ()
    posts: tuple[Post, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    exams: tuple[Exam, ...] = ()
    permissions: tuple[Permission, ...] = ()
    absences: tuple[Absence, ...] = ()
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    ratings: tuple[Rating, ...] = ()
    answers: tuple[Answer, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    people: tuple[Person, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    goals: tuple[Goal, ...] = ()
    actions: tuple[Action, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    binned: tuple[Binned, ...] = ()
    templates: tuple[Template, ...] = ()

    @model_validator(mode="after")
    def _ids_stand_once(self) -> Record:
        for name in ("posts", "evidence", "exams", "permissions", "answers", "reflections", "people", "meetings",
                     "goals", "actions", "appraisals", "templates"):  # fmt: skip
            seen: set[str] = set()
            for entry in getattr(self, name):
                if entry.id in seen:
                    raise ValueError(f"{name}: the id {entry.id!r} stands twice")
                seen.add(entry.id)
        return self

    @property
    def ranked_targets(self) -> tuple[Target, ...]:
        """The targets by rank; those without one come last, in the order in which they were named."""
        return tuple(sorted(self.targets, key=lambda target: (target.rank is None, target.rank or 0)))
