"""Which trips of the record still lie ahead, or are not over? Both travel days are days away from home and work."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from workbook.base.days import in_words
from workbook.record.models import Record
from workbook.rules.line_event import RECORDED, Event


@dataclass(frozen=True, slots=True)
class Trip:
    """One coming trip; `last` is the last day known to be away, the day of return where `returns` is true."""

    id: str
    first: datetime.date
    last: datetime.date
    returns: bool

    def said(self) -> str:
        """Your trip from 1 April 2028 to 20 April 2028."""
        if self.returns and self.last == self.first:
            return f"Your trip on {in_words(self.first)}"
        return f"Your trip from {in_words(self.first)}" + (f" to {in_words(self.last)}" if self.returns else "")


def coming_trips(record: Record, on: datetime.date) -> tuple[Trip, ...]:
    """Every trip that is not over on the day. One without a return lasts to the day asked for, as far as is known."""
    found: dict[str, Trip] = {}
    for absence in sorted(record.absences, key=lambda trip: (trip.left, trip.returned or datetime.date.max)):
        last = absence.returned or max(absence.left, on)
        if last < on:
            continue
        before = sum(trip.first == absence.left for trip in found.values())
        id = f"trip-{absence.left.isoformat()}" + (f"-{before + 1}" if before else "")
        found[id] = Trip(id, absence.left, last, absence.returned is not None)
    return tuple(found.values())


def trip_events(trips: tuple[Trip, ...]) -> list[Event]:
    """The trips on the line."""
    return [
        Event(
            id=trip.id,
            date=trip.first,
            until=trip.last if trip.returns else None,
            ongoing=not trip.returns,
            title="A trip abroad",
            kind="trip",
            status=RECORDED,
            because=None if trip.returns else "No day of return is entered.",
            entry=f"absences, the trip from {in_words(trip.first)}",
        )
        for trip in trips
    ]
