"""What is a fact here? A value that is never bare: who says so, when it was read, how sure, and until when.

Six ideas of the house rest on this module: a fact carries its source, a quantity that changes over time is a Timeline,
and a day that no value covers is an error instead of a guess.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from workbook.base.days import in_words, iso_day

T = TypeVar("T")


class FactError(ValueError):
    """A data file does not say what its kind must say. The message names file, entry and field in one line."""


class NotCovered(LookupError):
    """A Timeline was asked for a day that none of its values covers."""


class Unknown(LookupError):
    """No such fact here; the message says what was asked for and what there is."""


def _iso(value: Any) -> Any:
    return iso_day(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_iso)]


class Status(StrEnum):
    """Where a fact stands between law and rumour."""

    IN_FORCE = "in_force"
    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    PROPOSED = "proposed"
    PROJECTED = "projected"
    CLOSED = "closed"
    SUPERSEDED = "superseded"


class Confidence(StrEnum):
    """high: the official page was read; medium: reputable second hand, or official of an older year; low: the rest."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class FactModel(BaseModel):
    """The base of every reading of `data/`: unknown keys are errors, values never change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(FactModel):
    """Who says so, and on which page. `page_date` is what the page itself shows: a day, a month or a year."""

    publisher: str
    title: str
    url: str | None = None
    page_date: str | None = None
    how_read: str | None = None


class Provenance(FactModel):
    """Everything a source card shows about one fact."""

    source: Source
    checked_on: Day
    status: Status
    confidence: Confidence
    review_by: Day
    note: str | None = None

    def stale_on(self, day: date) -> bool:
        """Whether the fact should have been read again by this day. It still answers, and says so."""
        return day > self.review_by

    def sentence(self, on: date | None = None) -> str:
        """The one line under a figure: publisher, title, day read, confidence, and a warning once past review."""
        said = (
            f"{self.source.publisher}, {self.source.title}, read {in_words(self.checked_on)}, "
            f"{self.confidence.value} confidence"
        )
        if on is not None and self.stale_on(on):
            said += f". To be read again since {in_words(self.review_by)}"
        return said


class Sourced(FactModel, Generic[T]):
    """A value with its provenance."""

    value: T
    provenance: Provenance


class Period(FactModel, Generic[T]):
    """One value of a Timeline. Both ends are days it covers; an open end is null."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    value: T
    provenance: Provenance

    def covers(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class Timeline(FactModel, Generic[T]):
    """A quantity over time: its periods ascend and do not overlap."""

    id: str
    unit: str
    periods: tuple[Period[T], ...]

    @model_validator(mode="after")
    def _ascending(self) -> Timeline[T]:
        for earlier, later in zip(self.periods, self.periods[1:], strict=False):
            if earlier.to is None or later.from_ is None or later.from_ <= earlier.to:
                raise ValueError(f"{self.id}: periods overlap or do not ascend near {later.from_ or earlier.to}")
        return self

    def on(self, day: date) -> Sourced[T]:
        """The value on this day. Raises `NotCovered` when none is known: a gap is shown as a gap."""
        for period in self.periods:
            if period.covers(day):
                return Sourced[T](value=period.value, provenance=period.provenance)
        raise NotCovered(f"{self.id}: no value is known for {in_words(day)}")
