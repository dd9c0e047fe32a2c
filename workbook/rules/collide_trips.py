"""Which coming step of a round, or exam, does a trip of the record leave no day for?

A step is out of reach where every day on which it can still be done lies in the trip; the days of travel are days away.
Sources: the doctor's trips and exams, data/recruitment.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from workbook.base.days import in_words
from workbook.rules.collision import Collision
from workbook.rules.line_event import Event
from workbook.rules.line_trips import Trip
from workbook.rules.naming import together

_UNSURE = ("projected", "provisional", "proposed")


def trips_over_steps(
    trips: tuple[Trip, ...], events: Iterable[Event], on: datetime.date
) -> tuple[list[Collision], list[str]]:
    """One collision for each trip and each day or window it covers, in order of the step; and what is not known."""
    steps = sorted((event for event in events if event.asks and _last(event) >= on), key=_key)
    found: list[Collision] = []
    notes: list[str] = []
    for trip in trips:
        covered = [step for step in steps if trip.first <= max(step.date, on) and _last(step) <= trip.last]
        for days in dict.fromkeys(_key(step) for step in covered):
            found.append(_collision(trip, [step for step in covered if _key(step) == days], on))
        later = [step for step in steps if _last(step) > trip.last]
        if not trip.returns and later:
            notes.append(
                f"{trip.said()} has no day of return, so it is not known whether you are back for what comes after "
                f"{in_words(trip.last)}."
            )
    return found, notes


def _collision(trip: Trip, steps: list[Event], on: datetime.date) -> Collision:
    one = steps[0]
    first, last = max(one.date, on), _last(one)
    when = in_words(last) if first == last else f"every day from {in_words(first)} to {in_words(last)}"
    at = "" if one.time is None else f", {one.time}" if first == last else f", {one.time} on the last"
    unsure = sorted({step.status for step in steps if step.status in _UNSURE})
    sure = f" ({' or '.join(unsure)})" if unsure else ""
    travel = " The days of travel count as away." if trip.first == first or (trip.returns and trip.last == last) else ""
    facts = {step.source.id: step.source for step in steps if step.source}
    return Collision(
        id=f"{trip.id}-covers-{one.date.isoformat()}-{last.isoformat()}-{(one.time or '').replace(':', '')}",
        kind="trip",
        because=f"{trip.said()} covers {when}{at}{sure}: {_named(steps)}.{travel}",
        events=(trip.id, *(step.id for step in steps)),
        from_=first,
        to=last,
        facts=tuple(facts.values()),
    )


def _named(steps: list[Event]) -> str:
    """Hold deadline (Clinical Radiology ST1 2028 and General Practice ST1 2028); MRCP Part 1."""
    programmes: dict[str, list[str]] = {}
    for step in steps:
        what, _, programme = step.title.rpartition(", ") if step.kind != "exam" else (step.title, "", "")
        programmes.setdefault(what, []).append(programme)
    return "; ".join(f"{what} ({together(names)})" if all(names) else what for what, names in programmes.items())


def _last(event: Event) -> datetime.date:
    return event.until or event.date


def _key(event: Event) -> tuple[datetime.date, datetime.date, str]:
    return event.date, _last(event), event.time or ""
