"""What does a guide tell a doctor: what to do and when, which figures matter, and what to ask, choose or check?

One model for every topic (data/guides/<id>.yaml). Steps and figures are the same everywhere; whatever else a topic has
stands in sections, whose kind says how a page shows their entries.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from workbook.base.days import add_months, iso_day
from workbook.facts.core import Day, FactModel, Unknown
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import (
    EvidenceRef,
    GuideRef,
    PathwayRef,
    PostRef,
    ProgrammeRef,
    VisaFigureRef,
    VisaRouteRef,
    VisaRuleRef,
)
from workbook.facts.loading import load_file

FOLDER = "guides"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Nation = Literal[
    "uk", "england", "scotland", "wales", "northern-ireland", "australia", "canada", "new-zealand", "usa"
]  # fmt: skip
# The day of the doctor's own life from which a step is counted.
Anchor = Literal[
    "absence-start", "appraisal", "course-date", "employer-start", "joined-scheme", "plab-2-pass", "post-start",
    "report-served", "return", "revalidation", "rotation-start", "scheme-start", "uk-arrival",
]  # fmt: skip
SectionKind = Literal["rules", "questions", "options", "checklist", "list", "formulas", "table", "statements"]
# What an entry of each kind of section must have to be shown; every entry may have the rest as well.
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "rules": (("if_",), ("then",)),
    "questions": (("text",),),
    "options": (("title",),),
    "checklist": (("text", "title"),),
    "list": (("text", "title"),),
    "formulas": (("formula", "text"),),
    "table": (("title",), ("parts",)),
    "statements": (("attribute",), ("high",), ("low",)),
}


def _day_or_as_it_is(value: Any) -> Any:
    return iso_day(value) if isinstance(value, str) and _DAY.fullmatch(value) else value


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Value = Annotated[
    int | float | date | str, BeforeValidator(_day_or_as_it_is, json_schema_input_type=int | float | str)
]  # a number, a day, a month (2026-05), or a grade
AsOf = Annotated[str, BeforeValidator(_as_text, json_schema_input_type=int | str)]  # a year, or a month of one


class Quantity(FactModel):
    """How much of what: one value, a range, or one of several; `text` reads on after value and unit."""

    title: str
    value: Value | None = None
    min: float | None = None
    max: float | None = None
    one_of: tuple[float, ...] = ()
    unit: str | None = None
    text: str | None = None

    @property
    def given(self) -> bool:
        """Whether it holds any figure."""
        return self.value is not None or self.min is not None or self.max is not None or bool(self.one_of)

    @model_validator(mode="after")
    def _one_way(self) -> Quantity:
        ways = (self.value is not None) + (self.min is not None or self.max is not None) + bool(self.one_of)
        if ways > 1:
            raise ValueError("say a value, or min and max, or one_of: only one of them")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError(f"max: {self.max:g} is below min, {self.min:g}")
        return self


class Part(Quantity):
    """One detail of an entry: a figure, words, or a row of words (`items`)."""

    items: tuple[str, ...] = ()


class See(FactModel):
    """Facts of other kinds that the words of a guide name."""

    guides: tuple[GuideRef, ...] = ()
    programmes: tuple[ProgrammeRef, ...] = ()
    pathways: tuple[PathwayRef, ...] = ()
    posts: tuple[PostRef, ...] = ()
    evidence: tuple[EvidenceRef, ...] = ()
    visa_routes: tuple[VisaRouteRef, ...] = ()
    visa_figures: tuple[VisaFigureRef, ...] = ()
    visa_rules: tuple[VisaRuleRef, ...] = ()


class Offset(FactModel):
    """How long before (below zero) or after a day of the doctor's own life."""

    anchor: Anchor
    days: int | None = None
    weeks: int | None = None
    months: int | None = None
    years: int | None = None

    @model_validator(mode="after")
    def _one_length(self) -> Offset:
        if sum(each is not None for each in (self.days, self.weeks, self.months, self.years)) != 1:
            raise ValueError("give one of days, weeks, months or years")
        return self

    def counted_from(self, day: date) -> date:
        """The day of the step, where the anchor is on `day`."""
        if self.days is not None or self.weeks is not None:
            return day + timedelta(days=self.days or 0, weeks=self.weeks or 0)
        return add_months(day, (self.months or 0) + 12 * (self.years or 0))


class Condition(FactModel):
    """A condition that can be counted. `need` is in months or years, as the kind says.

    `window` is the number of months looked back on, `in_specialty` how much of `need` must be in the specialty, `exam`
    the exam whose age counts.
    """

    kind: Literal["min-months", "min-months-same-employer", "min-years", "months-in-window", "max-age-years"]
    need: int
    window: int | None = None
    in_specialty: int | None = None
    exam: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Condition:
        if (self.kind == "months-in-window") != (self.window is not None):
            raise ValueError("window: belongs to months-in-window, and only to it")
        if (self.kind == "max-age-years") != (self.exam is not None):
            raise ValueError("exam: belongs to max-age-years, and only to it")
        return self


class Tool(FactModel):
    """What a page could work out from the guide, how much that is worth, and why."""

    kind: str
    worth: Literal["high", "medium", "low"]
    why: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


class Step(Entry):
    """One thing to do. `when` says it in words; `offset` counts it, where it can be counted."""

    id: str
    text: str
    when: str
    offset: Offset | None = None
    rule: Condition | None = None
    see: See | None = None

    @property
    def title(self) -> str:
        """What a list calls the step: when it is due."""
        return self.when[:1].upper() + self.when[1:]


class Figure(Entry, Quantity):
    """One figure that the guide rests on; between `from` and `to` where it is a span of days.

    `as_of` is the year or month the source speaks of; absent where the source does not say. `parts` are the figures
    it stands against, or those it is made of.
    """

    id: str
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    parts: tuple[Part, ...] = ()
    as_of: AsOf | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Figure:
        if not (self.given or self.parts or (self.from_ and self.to)):
            raise ValueError("has no value")
        return self


class SectionEntry(Entry):
    """One entry of a section.

    `text` is what it says (of a question: the question), `group` what it belongs with, `who` whom it is for or open to,
    `to` whom to ask. `if` and `then` make a rule; `high` and `low` are the statements at the two ends of an
    `attribute`. `img_with_plab` says whether the way is open to a doctor registered through PLAB. `figures` are ids of
    figures of the same guide; `must` is no where the entry may be left out.
    """

    id: str
    title: str | None = None
    text: str | None = None
    group: str | None = None
    who: str | None = None
    to: str | None = None
    if_: str | None = Field(default=None, alias="if")
    then: str | None = None
    when: str | None = None
    tip: str | None = None
    must: bool | None = None
    formula: str | None = None
    rule: Condition | None = None
    img_with_plab: Literal["open", "closed", "later"] | None = None
    closed_on: Day | None = None
    attribute: str | None = None
    high: str | None = None
    low: str | None = None
    parts: tuple[Part, ...] = ()
    figures: tuple[str, ...] = ()
    see: See | None = None


class Section(Entry):
    """What a guide has beside steps and figures: entries of one kind under one title."""

    id: str
    title: str
    kind: SectionKind
    text: str | None = None
    entries: tuple[SectionEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _entries_fit_the_kind(self) -> Section:
        for entry in self.entries:
            for either in _NEEDED[self.kind]:
                if not any(getattr(entry, name) for name in either):
                    names = " or ".join(name.strip("_") for name in either)
                    raise ValueError(f"entries, {entry.id}: an entry of {self.kind} needs {names}")
        return self


class Guide(FactFile):
    """Everything about one topic: whom and when it is for, what it helps with, and its steps, figures and sections."""

    id: str
    topic: str
    helps_with: str
    audience: tuple[str, ...] = Field(min_length=1)
    stage: tuple[str, ...] = Field(min_length=1)
    nations: tuple[Nation, ...] = Field(min_length=1)
    see: See | None = None
    tool: Tool
    steps: tuple[Step, ...] = Field(min_length=1)
    figures: tuple[Figure, ...] = ()
    sections: tuple[Section, ...] = ()

    @model_validator(mode="after")
    def _named_figures_are_there(self) -> Guide:
        there = {figure.id for figure in self.figures}
        for section in self.sections:
            for entry in section.entries:
                for name in entry.figures:
                    if name not in there:
                        raise ValueError(f"sections, {section.id}, {entry.id}: there is no figure {name!r} here")
        return self


def guide_ids(root: Path) -> tuple[str, ...]:
    """The ids of all guides, in order."""
    return tuple(sorted(path.stem for path in (root / FOLDER).glob("*.yaml")))


def load_guide(root: Path, id: str) -> Guide:
    """One guide. Raises `Unknown`, which names those there are, and `FactError`."""
    there = guide_ids(root)
    if id not in there:
        raise Unknown(f"there is no guide {id[:80]!r} here; there is {', '.join(there)}")
    relative = f"{FOLDER}/{id}.yaml"
    return load_file(root, relative, Guide)
