"""Who sponsors a doctor in training, nation by nation, what do they ask for, and what must they be told?"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import VisaFigureRef, VisaRouteRef, VisaRuleRef
from workbook.facts.loading import load_file
from workbook.facts.visa_routes import Answer

PLACE = "visa/sponsorship.yaml"

NationId = Literal["england", "scotland", "wales", "northern-ireland"]


class Saying(Entry):
    """One thing to know, in words."""

    id: str
    text: str
    parameters: tuple[VisaFigureRef, ...] = ()


class Nation(Entry):
    """Who holds the licence in one nation. `contact_roles` are teams, never persons."""

    id: NationId
    title: str
    licence_holder: str
    covers: str
    employer: str | None = None
    cos_length: str | None = None
    contact_roles: tuple[str, ...] = Field(min_length=1)
    also: tuple[Saying, ...] = ()


class Coverage(Answer):
    """Whether doctors in one kind of post are sponsored by the training sponsor. `routes` is what they hold instead."""

    id: str
    title: str
    routes: tuple[VisaRouteRef, ...] = ()


class Step(Entry):
    """One step from a training offer to the first day. `when` is said in words, `parameters` are its figures."""

    id: str
    when: str
    text: str | None = None
    parameters: tuple[VisaFigureRef, ...] = ()


class Documents(Entry):
    """What the sponsor of one nation asks for, for one purpose."""

    id: str
    title: str
    nation: NationId
    documents: tuple[str, ...] = Field(min_length=1)
    rules: tuple[VisaRuleRef, ...] = ()


class Duty(Entry):
    """What the sponsor must be told, by whom it is heard, and in how many working days or months ahead."""

    id: str
    text: str | None = None
    deadline_working_days: int | None = None
    lead_months: int | None = None
    to: str | None = None
    events: tuple[str, ...] = ()
    parameters: tuple[VisaFigureRef, ...] = ()
    rules: tuple[VisaRuleRef, ...] = ()


class Cost(Entry):
    """Who pays for what."""

    id: str
    paid_by: Literal["sponsor", "doctor"]
    text: str
    parameters: tuple[VisaFigureRef, ...] = ()


class SponsorshipFile(FactFile):
    """The whole of it. `routes` are the routes on which the training sponsors sponsor."""

    title: str
    routes: tuple[VisaRouteRef, ...]
    nations: tuple[Nation, ...]
    covered: tuple[Coverage, ...]
    steps: tuple[Step, ...]
    documents: tuple[Documents, ...]
    duties: tuple[Duty, ...]
    costs: tuple[Cost, ...]
    gp_practices: Saying

    def nation(self, id: NationId) -> Nation:
        """The sponsor of one nation."""
        return next(each for each in self.nations if each.id == id)


def load_sponsorship(root: Path) -> SponsorshipFile:
    """What is known of the sponsors of doctors in training. Raises `FactError`."""
    return load_file(root, PLACE, SponsorshipFile)
