"""Which days on the line cannot both be kept, and which of them weighs most?

Each kind of collision has a module of its own (`collide_*`); here they are asked in turn and ranked by what they take
away and by how late it can still be mended:

1. Days without permission before the post starts: no work and no stay, whatever else fits.
2. An application window that closes before full registration: the round is lost, and nothing the doctor does opens it.
3. Days without a contract: they may end a sponsored permission, and can be mended by another post.
4. A planned trip over the absence limit: it can cost years toward settlement, and is mended by coming back earlier.
5. Too much experience on the day it is measured: a programme closes for good, by the posts the doctor chooses.
6. A CREST form that counts no more: a new one takes months with its signatory, and can be had.
7. Single days: a window to wait for, a step of a round inside a trip, two things on one day. A day can be moved.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.aim import Aims
from workbook.rules.collide_absence import trips_over_limit
from workbook.rules.collide_contracts import contract_gaps
from workbook.rules.collide_crest import crest_no_more
from workbook.rules.collide_days import twice_on_a_day
from workbook.rules.collide_experience import over_experience
from workbook.rules.collide_permission import permission_gaps
from workbook.rules.collide_registration import registration_after_window
from workbook.rules.collide_trips import trips_over_steps
from workbook.rules.collision import Collision, starts_of
from workbook.rules.line_event import Event
from workbook.rules.line_trips import Trip
from workbook.rules.residence import Residence


def collisions(
    record: Record,
    facts: Facts,
    on: datetime.date,
    aims: Aims,
    stay: Residence,
    trips: tuple[Trip, ...],
    events: Iterable[Event],
) -> tuple[tuple[Collision, ...], tuple[str, ...]]:
    """What collides from this day on, most serious first, and notes on what could not be told."""
    rounds = tuple(aim.round for aim in aims.targets)
    coming = starts_of(facts, on, rounds)
    permission, permission_notes = permission_gaps(record, facts, coming, stay.earliest_application)
    too_late, wait, registration_notes = registration_after_window(record, facts, on, rounds)
    away, trip_notes = trips_over_steps(trips, events, on)
    found = [
        *permission,
        *too_late,
        *contract_gaps(record, facts, on, coming),
        *trips_over_limit(stay, trips, facts, on),
        *over_experience(aims, on),
        *crest_no_more(record, aims, on),
        *wait,
        *away,
        *twice_on_a_day(record, on, aims.targets),
    ]
    ranked = tuple(replace(collision, rank=rank) for rank, collision in enumerate(found, 1))
    return ranked, (*permission_notes, *registration_notes, *trip_notes)
