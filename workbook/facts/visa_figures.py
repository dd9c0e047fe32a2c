"""Which figure of the immigration rules held on which day? Fees, limits and periods over time, from `data/visa`.

A figure is a Timeline; what merely happened or was said is an event, because events may overlap.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from workbook.facts.core import Day, FactError, FactModel, Period, Provenance, Source, Timeline
from workbook.facts.loading import FileMarks, Marks, load_file, provenance_of
from workbook.facts.visa_entries import Rechecked, VisaFile, inside, once_each

PARAMETERS = "visa/parameters.yaml"


class VisaPeriod(Period[Any]):
    """One value of a visa figure, with what is said of this value alone."""

    method: str | None = None
    applies_by: str | None = None


class Exceptions(FactModel):
    """What a figure does not apply to, and who says so."""

    source: Source
    reasons: tuple[str, ...]


class VisaParameter(Timeline[Any]):
    """A visa figure over time. `applies_by` says which day of a case decides the period (else the application)."""

    periods: tuple[VisaPeriod, ...]
    applies_by: str | None = None
    note: str | None = None
    agreeing: tuple[Source, ...] = ()
    exceptions: Exceptions | None = None
    variants: dict[str, Any] = Field(default_factory=dict)


class VisaEvent(FactModel):
    """Something that happened or was said. `until` is its last day where it lasted; `on` is null if unknown."""

    on: Day | None = None
    until: Day | None = None
    text: str
    provenance: Provenance


class VisaEvents(FactModel):
    """A story told by its events, in their order."""

    id: str
    note: str | None = None
    agreeing: tuple[Source, ...] = ()
    rechecked: Rechecked | None = None
    events: tuple[VisaEvent, ...]


class _Value(Marks):
    source: Source
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    value: Any
    method: str | None = None
    applies_by: str | None = None


class _Parameter(Marks):
    id: str
    unit: str
    applies_by: str | None = None
    sources: tuple[Source, ...] = ()
    exceptions: Exceptions | None = None
    variants: dict[str, Any] = Field(default_factory=dict)
    values: tuple[_Value, ...] = Field(min_length=1)


class _Event(Marks):
    source: Source
    on: Day | None = None
    until: Day | None = None
    text: str


class _Events(Marks):
    id: str
    sources: tuple[Source, ...] = ()
    rechecked: Rechecked | None = None
    events: tuple[_Event, ...] = Field(min_length=1)


class _ParametersFile(VisaFile):
    parameters: tuple[_Parameter, ...]
    events: tuple[_Events, ...]


def load_parameters(root: Path) -> dict[str, Timeline[Any]]:
    """Every visa figure by its id; each is a `VisaParameter`. Raises `FactError`."""
    file = load_file(root, PARAMETERS, _ParametersFile)
    return {entry.id: _timeline(entry, file) for entry in once_each(file.parameters, PARAMETERS)}


def load_events(root: Path) -> dict[str, VisaEvents]:
    """Every story of events by its id. Raises `FactError`."""
    file = load_file(root, PARAMETERS, _ParametersFile)
    return {entry.id: _story(entry, file) for entry in once_each(file.events, PARAMETERS)}


def _timeline(entry: _Parameter, file: FileMarks) -> VisaParameter:
    outer = provenance_of(entry, file)
    try:
        return VisaParameter(
            id=entry.id,
            unit=entry.unit,
            periods=tuple(
                VisaPeriod(
                    from_=value.from_,
                    to=value.to,
                    value=value.value,
                    method=value.method,
                    applies_by=value.applies_by,
                    provenance=inside(value, outer, entry.note),
                )
                for value in entry.values
            ),
            applies_by=entry.applies_by,
            note=entry.note,
            agreeing=entry.sources,
            exceptions=entry.exceptions,
            variants=entry.variants,
        )
    except ValidationError as error:
        reason = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise FactError(f"data/{PARAMETERS}: parameters, {entry.id}, values: {reason}") from error


def _story(entry: _Events, file: FileMarks) -> VisaEvents:
    outer = provenance_of(entry, file)
    return VisaEvents(
        id=entry.id,
        note=entry.note,
        agreeing=entry.sources,
        rechecked=entry.rechecked,
        events=tuple(
            VisaEvent(on=event.on, until=event.until, text=event.text, provenance=inside(event, outer, entry.note))
            for event in entry.events
        ),
    )
