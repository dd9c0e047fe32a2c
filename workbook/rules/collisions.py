"""Which days on the line cannot both be kept, and which of them weighs most?

Each kind of collision has a module of its own (`collide_*`); here they are asked in turn and ranked.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.collide_contracts import contract_gaps
from workbook.rules.collide_days import twice_on_a_day
from workbook.rules.collide_permission import permission_gaps
from workbook.rules.collide_registration import registration_after_window
from workbook.rules.collision import Collision, starts_of
from workbook.rules.rounds import Round


def collisions(
    record: Record,
    facts: Facts,
    on: datetime.date,
    rounds: tuple[Round, ...],
    settlement_from: datetime.date | None,
) -> tuple[tuple[Collision, ...], tuple[str, ...]]:
    """What collides from this day on, most serious first, and notes on what could not be told."""
    coming = starts_of(facts, on, rounds)
    permission, notes = permission_gaps(record, facts, coming, settlement_from)
    too_late, wait, registration_notes = registration_after_window(record, facts, on, rounds)
    found = [
        *permission,
        *too_late,
        *contract_gaps(record, facts, on, coming),
        *wait,
        *twice_on_a_day(record, on, rounds),
    ]
    ranked = tuple(replace(collision, rank=rank) for rank, collision in enumerate(found, 1))
    return ranked, (*notes, *registration_notes)
