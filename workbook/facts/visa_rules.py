"""Which rules about dates are there, in our own words, and which function of ours applies each?"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.core import Day, FactError, FactModel, Problem
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import VisaFigureRef, VisaRouteRef
from workbook.facts.visa_entries import by_id, load_folder

RULES = "visa/rules"


class Reason(FactModel):
    """A reason for being away, and whether the rule leaves such days out: the words of a record's absences."""

    id: str
    title: str
    excepted: bool
    text: str | None = None


class Remarks(FactModel):
    """What a reader of the rule must know beside its text."""

    applies: str | None = None
    mixed: str | None = None
    method: str | None = None
    pitfall: str | None = None
    advice: str | None = None
    not_excepted: str | None = None
    leap: str | None = None
    ends_if: str | None = None
    meanwhile: str | None = None
    warning: str | None = None


class VisaRule(Entry):
    """A rule in our own words.

    `figures` are the numbers of the text that a function of ours reads; `parameters` are the visa figures whose values
    the text states as of the day it was read; `routes` are those it speaks of by name, `routes_left_out` those it names
    as not included.
    """

    id: str
    title: str
    computed_by: str | None = None
    text_only: Literal[True] | None = None
    basis: Literal["stated", "derived", "choice"] = "stated"
    paragraph: str | None = None
    text: str
    formula: str | None = None
    inputs: dict[str, int | bool | str] = Field(default_factory=dict)
    result_years: int | str | None = None
    figures: dict[str, int | Day] = Field(default_factory=dict)
    parameters: tuple[VisaFigureRef, ...] = ()
    routes: tuple[VisaRouteRef, ...] = ()
    routes_left_out: tuple[VisaRouteRef, ...] = ()
    steps: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    do_not_add: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    remarks: Remarks = Remarks()

    @model_validator(mode="after")
    def _computed_or_words(self) -> VisaRule:
        if (self.computed_by is None) == (self.text_only is None):
            raise ValueError("a rule has either computed_by (the function that applies it) or text_only: true")
        return self

    def number(self, name: str) -> int:
        """A figure of the rule that is a count. Raises `FactError` when the rule has no such figure."""
        value = self.figures.get(name)
        if not isinstance(value, int):
            raise FactError(Problem(RULES, "the rule needs this number", f"{self.id}, figures, {name}"))
        return value

    def day(self, name: str) -> Day:
        """A figure of the rule that is a day. Raises `FactError` when the rule has no such figure."""
        value = self.figures.get(name)
        if value is None or isinstance(value, int):
            raise FactError(Problem(RULES, "the rule needs this day", f"{self.id}, figures, {name}"))
        return value


class RulesFile(FactFile):
    """The rules of one section."""

    title: str
    rules: tuple[VisaRule, ...]


def load_rules(root: Path) -> dict[str, VisaRule]:
    """Every visa rule by its id. Raises `FactError`."""
    return by_id((place, file.rules) for place, file in load_folder(root, RULES, RulesFile).items())
