"""What lies ahead, on one line? Posts, permission, recruitment, exams and settlement, and where they collide.

Pure: the day is an argument. Each group of events has a module of its own (`line_*`).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.aim import Aims
from workbook.rules.collision import Collision
from workbook.rules.collisions import collisions
from workbook.rules.line_event import PLANNED, Event
from workbook.rules.line_limits import crest_times, experience_limits, registration
from workbook.rules.line_permission import permissions, settlement, training_visas
from workbook.rules.line_record import exams, posts, undated
from workbook.rules.line_round import round_events, round_notes
from workbook.rules.line_transfer import sas_transfer
from workbook.rules.line_trips import coming_trips, trip_events
from workbook.rules.residence import residence


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Everything with a date, in order of date; what collides, most serious first; what could not be told."""

    on: datetime.date
    events: tuple[Event, ...]
    collisions: tuple[Collision, ...]
    notes: tuple[str, ...]

    @property
    def starts(self) -> tuple[datetime.date, ...]:
        """The days on which the posts aimed for start."""
        return tuple(dict.fromkeys(event.date for event in self.events if event.kind == "start"))


def timeline(record: Record, facts: Facts, on: datetime.date) -> Line:
    """The doctor's line as it stands on this day. Raises `Unknown` when a target names no specialty we know."""
    aims = Aims(record, facts, on)
    stay = residence(record, facts, on)
    trips = coming_trips(record, on)
    events = [
        *posts(record, facts),
        *permissions(record, facts, on),
        *training_visas(record, facts, aims.targets, on),
        *(event for aim in aims.targets for event in round_events(aim)),
        *exams(record),
        *trip_events(trips),
        *registration(record),
        *experience_limits(aims.targets, on),
        *crest_times(aims.targets),
        *sas_transfer(record, facts, on),
        *settlement(record, facts, stay, on),
    ]
    clashes, open_questions = collisions(record, facts, on, aims, stay, trips, events)
    events += _reviews(events, clashes)
    return Line(
        on=on,
        events=tuple(sorted(events, key=lambda event: (event.date, event.id))),
        collisions=clashes,
        notes=(*round_notes(aims), *undated(record), *open_questions),
    )


def _reviews(events: list[Event], clashes: tuple[Collision, ...]) -> list[Event]:
    """One event for each day by which facts used here must be read again."""
    used = [event.source for event in events if event.source] + [fact for clash in clashes for fact in clash.facts]
    titles: dict[datetime.date, set[str]] = {}
    for fact in used:
        titles.setdefault(fact.provenance.review_by, set()).add(fact.provenance.source.title)
    return [
        Event(
            id=f"review-{day.isoformat()}",
            date=day,
            title="Facts of this line are due to be read again",
            kind="review",
            status=PLANNED,
            because=f"From: {'; '.join(sorted(names))}.",
        )
        for day, names in titles.items()
    ]
