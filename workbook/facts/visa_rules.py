"""Which rules about dates are there, in our own words, and which function of ours applies each?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from workbook.facts.core import Day, FactError, FactModel, Provenance, Source
from workbook.facts.loading import Marks, load_file, provenance_of
from workbook.facts.visa_entries import Rechecked, VisaFile, finished, once_each

RULES = "visa/rules.yaml"


class Conflict(FactModel):
    """A page that says otherwise, and in what."""

    source: Source
    says: str | None = None


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
    disagreement: str | None = None
    warning: str | None = None


class _RuleBody(FactModel):
    id: str
    section: str
    title: str
    computed_by: str | None = None
    text_only: Literal[True] | None = None
    sources: tuple[Source, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    basis: Literal["stated", "derived", "choice"] = "stated"
    paragraph: str | None = None
    text: str
    formula: str | None = None
    inputs: dict[str, Any] = Field(default_factory=dict)
    result_years: int | str | None = None
    figures: dict[str, int | Day] = Field(default_factory=dict)
    steps: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    do_not_add: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    remarks: Remarks = Remarks()
    rechecked: Rechecked | None = None

    @model_validator(mode="after")
    def _computed_or_words(self) -> _RuleBody:
        if (self.computed_by is None) == (self.text_only is None):
            raise ValueError("a rule has either computed_by (the function that applies it) or text_only: true")
        return self


class VisaRule(_RuleBody):
    """A rule in our own words. `provenance.source` was read first, `sources` agree, `conflicts` say otherwise."""

    provenance: Provenance

    def number(self, name: str) -> int:
        """A figure of the rule that is a count. Raises `FactError` when the rule has no such figure."""
        value = self.figures.get(name)
        if not isinstance(value, int):
            raise FactError(f"data/{RULES}: {self.id}, figures, {name}: the rule needs this number")
        return value

    def day(self, name: str) -> Day:
        """A figure of the rule that is a day. Raises `FactError` when the rule has no such figure."""
        value = self.figures.get(name)
        if value is None or isinstance(value, int):
            raise FactError(f"data/{RULES}: {self.id}, figures, {name}: the rule needs this day")
        return value


class _Rule(Marks, _RuleBody):
    source: Source


class _RulesFile(VisaFile):
    rules: tuple[_Rule, ...]


def load_rules(root: Path) -> dict[str, VisaRule]:
    """Every visa rule by its id. Raises `FactError`."""
    file = load_file(root, RULES, _RulesFile)
    return {
        entry.id: finished(VisaRule, _RuleBody, entry, provenance_of(entry, file))
        for entry in once_each(file.rules, RULES)
    }
