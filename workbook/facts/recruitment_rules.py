"""Which rules of national recruitment hold from round to round: Oriel, preferences, offers, deferral, documents?

What changes with the year stands in the year's own file (`recruitment`).
"""

from __future__ import annotations

from pathlib import Path

from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import ProgrammeRef
from workbook.facts.loading import load_file


class Rule(Entry):
    """One rule in our own words, with its figure where it has one (null: not known)."""

    id: str
    text: str
    value: float | None = None
    unit: str | None = None


class ResponseTime(Rule):
    """How long an offer may stay unanswered; `excludes` are days that do not count, `includes` days that do."""

    excludes: tuple[str, ...]
    includes: tuple[str, ...]


class Responses(Entry):
    """The answers an offer can be given."""

    values: tuple[str, ...]


class ByMsraAlone(Entry):
    """The programmes that interview nobody."""

    programmes: tuple[ProgrammeRef, ...]


class RecruitmentRules(FactFile):
    """data/recruitment/rules.yaml. What was looked for and not found is in `unknown`."""

    title: str
    oriel: tuple[Rule, ...]
    fees: tuple[Rule, ...]
    preferences: tuple[Rule, ...]
    response_time: ResponseTime
    responses: Responses
    offers: tuple[Rule, ...]
    deferral: tuple[Rule, ...]
    documents: tuple[Rule, ...]
    internal_medicine: tuple[Rule, ...]
    general_practice: tuple[Rule, ...]
    right_to_work: tuple[Rule, ...]
    no_interview: ByMsraAlone
    academic: tuple[Rule, ...]


def load_recruitment_rules(root: Path) -> RecruitmentRules:
    """The rules that hold across rounds. Raises `FactError`."""
    return load_file(root, "recruitment/rules.yaml", RecruitmentRules)
