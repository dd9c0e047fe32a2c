"""What is said of all programmes at once, and which fields cannot be entered where a doctor may look for them?"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from workbook.facts.core import Day, FactModel
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import EvidenceRef, ProgrammeRef
from workbook.facts.loading import load_file


class ProgrammeList(Entry):
    """One of the two lists the programmes were read from, and what is said of it as a whole."""

    id: str
    title: str
    year: int


class SharedRule(Entry):
    """A rule for every programme that stands nowhere else in the facts."""

    id: str
    text: str


class RoundDay(FactModel):
    """One day of a round; `by` where it is the last day for the step."""

    id: str
    title: str
    date: Day
    by: bool = False
    programme: ProgrammeRef | None = None
    indicative: bool = False


class HigherRound(Entry):
    """The days of a round of higher programmes, as one page told them."""

    id: str
    year: int
    days: tuple[RoundDay, ...]


class EnteredElsewhere(Entry):
    """A field that has no programme at entry level, and how it is entered instead."""

    id: str
    name: str
    text: str
    programme: ProgrammeRef | None = None


class CatalogueFile(FactFile):
    """data/catalogue.yaml."""

    title: str
    lists: tuple[ProgrammeList, ...]
    rules: tuple[SharedRule, ...]
    higher_rounds: tuple[HigherRound, ...]
    entered_elsewhere: tuple[EnteredElsewhere, ...]
    evidence_kinds_used: tuple[EvidenceRef, ...] = Field(min_length=1)


def load_catalogue(root: Path) -> CatalogueFile:
    """What is said of all programmes. Raises `FactError`."""
    return load_file(root, "catalogue.yaml", CatalogueFile)
