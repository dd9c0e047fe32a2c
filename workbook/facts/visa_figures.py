"""Which figure of the immigration rules held on which day? Fees, limits and periods over time, from `data/visa`.

A figure is a Timeline; what merely happened or was said is an event, because events may overlap.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field

from workbook.facts.core import Day
from workbook.facts.entry import Entry, FactFile
from workbook.facts.timeline import Period, Timeline
from workbook.facts.visa_entries import by_id, load_folder

PARAMETERS = "visa/parameters"


class VisaPeriod(Period[Any]):
    """One value of a visa figure, with what is said of this value alone."""

    value: int | str | tuple[str, ...] | dict[str, int]
    method: str | None = None
    applies_by: str | None = None


class Exceptions(Entry):
    """What a figure does not apply to."""

    reasons: tuple[str, ...]


class VisaParameter(Timeline[Any]):
    """A visa figure over time. `applies_by` says which day of a case decides the period (else the application).

    Its own source is the page of the value that held when it was read; its note speaks of every value of that page.
    """

    periods: tuple[VisaPeriod, ...] = Field(alias="values", min_length=1)
    applies_by: str | None = None
    exceptions: Exceptions | None = None
    variants: dict[str, int] = Field(default_factory=dict)


class VisaEvent(Entry):
    """Something that happened or was said. `until` is its last day where it lasted; `on` is null if unknown."""

    on: Day | None = None
    until: Day | None = None
    text: str


class VisaEvents(Entry):
    """A story told by its events, in their order."""

    id: str
    events: tuple[VisaEvent, ...] = Field(min_length=1)


class ParametersFile(FactFile):
    """One topic: its figures, and the stories that explain how they came about."""

    title: str
    parameters: tuple[VisaParameter, ...]
    events: tuple[VisaEvents, ...] = ()


def load_parameters(root: Path) -> dict[str, VisaParameter]:
    """Every visa figure by its id. Raises `FactError`."""
    return by_id((place, file.parameters) for place, file in load_folder(root, PARAMETERS, ParametersFile).items())


def load_events(root: Path) -> dict[str, VisaEvents]:
    """Every story of events by its id. Raises `FactError`."""
    return by_id((place, file.events) for place, file in load_folder(root, PARAMETERS, ParametersFile).items())
