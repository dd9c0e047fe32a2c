"""Which value held on which day? A quantity over time: a day that no value covers is an error instead of a guess."""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

from pydantic import Field, model_validator

from workbook.base.days import in_words
from workbook.facts.core import Day, NotCovered, Sourced
from workbook.facts.entry import Entry

T = TypeVar("T")


class Period(Entry, Generic[T]):
    """One value of a Timeline. Both ends are days it covers; an open end is null."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    value: T

    @model_validator(mode="after")
    def _in_order(self) -> Period[T]:
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError(f"to: {self.to} is before from, {self.from_}")
        return self

    def covers(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class Timeline(Entry, Generic[T]):
    """A quantity over time: its periods ascend and do not overlap. In a file they stand under `values`."""

    id: str
    unit: str
    periods: tuple[Period[T], ...] = Field(alias="values", min_length=1)

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
