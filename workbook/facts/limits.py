"""Which figure, exam or capability does a criterion ask for, and what is it counted in?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.core import Day, FactError, FactModel

LimitKind = Literal[
    "registration",
    "licence",
    "exam",
    "certificate",
    "core-capability",
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
# The steps of a round at which something that is no number must be held.
Step = Literal["at-application", "at-initial-offers", "at-interview", "at-post-start", "at-round-deadline"]


class LimitPart(FactModel):
    """A part of the whole: so many of the months must be of this kind, or this much must be held earlier.

    `by_year`: the figure each year's page gives, where the pages differ.
    """

    value: int | float | str | None = None
    by_year: dict[str, int] = Field(default_factory=dict)
    unit: str
    scope: str | None = None

    @model_validator(mode="after")
    def _says_how_much(self) -> LimitPart:
        if (self.value is None) is not bool(self.by_year):
            raise ValueError("value: a part has one value, or one for each year under by_year")
        return self


class Limit(FactModel):
    """The figure of a criterion and what it is counted in; or a word, and the step of the round it must be held at.

    Of an exam: `full` where only the whole counts, `part_1` the step at which its first part must be passed, `date` the
    day the step fell on in the round of the page, `valid_years` how long a pass counts. `scope` is what is counted,
    `changed_in` the round in which the limit became what it is.
    """

    kind: LimitKind
    value: int | float | str
    unit: str
    full: Literal[True] | None = None
    part_1: Step | None = None
    date: Day | None = None
    valid_years: int | None = None
    changed_in: int | None = None
    scope: str | None = None
    of_which: tuple[LimitPart, ...] = ()

    @property
    def number(self) -> float:
        """The figure as a number. Raises `FactError` where the limit is a word."""
        if isinstance(self.value, str):
            raise FactError(f"limit, value: {self.value!r} is not a number")
        return float(self.value)
