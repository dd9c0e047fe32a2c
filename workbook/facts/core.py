"""What is a fact here? A value that is never bare: who says so, when it was read, how sure, and until when.

Everything in this module is plain: how a fact is read from a file is told in `entry` and `loading`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from workbook.base.days import in_words, iso_day
from workbook.facts.labels import label

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a data file: where, and why. `place` names entry and field as a person would look for them."""

    file: str
    reason: str
    place: str = ""
    line: int | None = None

    def __str__(self) -> str:
        at = f", line {self.line}" if self.line else ""
        place = f" {self.place}:" if self.place else ""
        return f"data/{self.file}{at}:{place} {self.reason}"


class FactError(ValueError):
    """A data file does not say what its kind must say. The message is the first of its `problems`, in one line."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(each for each in problems if isinstance(each, Problem))
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


class NotCovered(LookupError):
    """A Timeline was asked for a day that none of its values covers."""


class Unknown(LookupError):
    """No such fact here; the message says what was asked for and what there is."""


def _iso(value: Any) -> Any:
    return iso_day(value) if isinstance(value, str) else value


_FILE_YEAR = re.compile(r"/(\d{4})(?:/|$)")  # the year stands after the name: scoring/internal-medicine-ct1/2027/…
Day = Annotated[date, BeforeValidator(_iso, json_schema_input_type=str)]


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
    """How sure a fact is.

    high: the official page was read, or its words where others quote or copy them (`how_read` then says through what);
    medium: reputable second hand, or official of an older year; low: the rest. Of what the workbook itself suggests
    (publisher "workbook") it says how sure we are of our own advice, with no official page behind it.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class FactModel(BaseModel):
    """The base of every reading of `data/`: unknown keys are errors, values never change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError("a page begins with https:// or http://")
    return text


def _page_date(text: str) -> str:
    """A day, a month or a year."""
    day = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    try:
        iso_day(day)
    except ValueError as error:
        raise ValueError(f"{text!r} is no day, month or year; write 2026-11-20, 2026-11 or 2026") from error
    return text


class Source(FactModel):
    """Who says so, and on which page.

    `page_date` is what the page itself shows: a day, a month or a year. `year` is the round it speaks of, where it
    names one. `how_read` says through what the page was read, where it was not the page itself.
    """

    publisher: str
    title: str
    url: Annotated[str, AfterValidator(_web_address)] | None = None
    page_date: Annotated[str, AfterValidator(_page_date)] | None = None
    year: int | None = None
    how_read: str | None = None


class Conflict(FactModel):
    """A page that says otherwise: what it says, and why it was or was not followed."""

    text: str
    source: Source | None = None
    followed: str | None = None


class Rechecked(FactModel):
    """What a second look found, or did not find."""

    on: Day
    text: str
    confidence: Confidence | None = None


class Provenance(FactModel):
    """Everything a source card shows about one fact.

    `id` is the fact's address, which `workbook facts show` opens. `agreeing` are further pages that say the same.
    `unknown` is what was looked for and not found. `carried_over_from` is the year whose file this fact was copied
    from and not read again since. `field_confidence` names the fields that are less or more sure than the whole.
    """

    id: str = ""
    source: Source
    agreeing: tuple[Source, ...] = ()
    checked_on: Day
    status: Status
    confidence: Confidence
    review_by: Day
    review_because: str = ""
    note: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    unknown: tuple[str, ...] = ()
    rechecked: Rechecked | None = None
    field_confidence: dict[str, Confidence] = Field(default_factory=dict)
    carried_over_from: int | None = None

    @property
    def copied(self) -> str | None:
        """copied from 2026, not yet read for 2027; None for a fact that was read for the year of its own file."""
        if self.carried_over_from is None:
            return None
        year = _FILE_YEAR.search(self.id)
        return f"copied from {self.carried_over_from}, not yet read {f'for {year[1]}' if year else 'again'}"

    @property
    def doubts(self) -> tuple[str, ...]:
        """What keeps a page that was read from being the whole and official word, `unknown` included."""
        read = {
            Confidence.LOW: ("it rests on one unconfirmed page",),
            Confidence.MEDIUM: ("the official page itself was not read, or only in part",),
        }
        return (*read.get(self.confidence, ()), *self.unknown)

    @property
    def field_sureness(self) -> tuple[tuple[str, Confidence], ...]:
        """The fields that are less or more sure than the whole, each by its label."""
        return tuple((label(field), sure) for field, sure in self.field_confidence.items())

    def stale_on(self, day: date) -> bool:
        """Whether the fact must be read again on this day. It still answers, and says so."""
        return self.to_read(day) is not None

    def to_read(self, on: date) -> str | None:
        """Why the fact must be read again on this day, as the end of a sentence; None when it need not be.

        A copy that nobody has read says that alone: the day it is to be read again by is that of the reading it was
        copied from.
        """
        if self.carried_over_from is not None:
            return self.copied
        return f"to be read again since {in_words(self.review_by)}" if on > self.review_by else None

    def sentence(self, on: date | None = None) -> str:
        """The one line under a figure: publisher, title, day read, confidence, and a warning once past review."""
        said = (
            f"{self.source.publisher}, {self.source.title}, read {in_words(self.checked_on)}, "
            f"{self.confidence.value} confidence"
        )
        again = self.copied if on is None else self.to_read(on)
        return f"{said}. {again[0].upper()}{again[1:]}" if again else said


class Sourced(FactModel, Generic[T]):
    """A value with its provenance."""

    value: T
    provenance: Provenance
