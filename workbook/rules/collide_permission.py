"""Does the permission held reach the day the post starts?

Sources: the doctor's permissions, data/recruitment (post start), data/visa/rules (trust-to-training).
"""

from __future__ import annotations

import datetime

from workbook.base.days import in_words
from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.collision import ONE_DAY, Collision, Start, without
from workbook.rules.finding import FactRef
from workbook.rules.held import Spell, called, held_on, needs_none, spells

INTO_TRAINING_RULE = "trust-to-training"


def permission_gaps(
    record: Record, facts: Facts, coming: tuple[Start, ...], settlement_from: datetime.date | None
) -> tuple[list[Collision], list[str]]:
    found: list[Collision] = []
    notes: list[str] = []
    for start in coming:
        if needs_none(record, start.day):
            continue
        held = held_on(record, start.day)
        before = [spell for spell in spells(record) if spell.first <= start.day]
        if held is not None and held.end is None:
            notes.append(f"Whether {called(held)} covers {in_words(start.day)} is not known: it has no last day.")
        elif held is None and not before:
            notes.append(f"Your record holds no permission with its days, so nothing is said of {in_words(start.day)}.")
        elif held is None:
            found.append(_permission_gap(before[-1], start, facts, settlement_from))
    return found, notes


def _permission_gap(last: Spell, start: Start, facts: Facts, settlement_from: datetime.date | None) -> Collision:
    end, held = last.last, last.permission
    assert end is not None
    route = facts.routes().get(held.route) if held.route else None
    name = route.title if route else "permission"
    said = [f"Your {name} ends on {in_words(end)}, and {start.in_words()}: {without(end, start.day, 'permission')}."]
    if settlement_from is not None and settlement_from <= end:
        said.append(f"Before it ends, a settlement application may be possible: from {in_words(settlement_from)}.")
    resting: tuple[FactRef, ...] = ()
    if route is None or route.sponsored:
        rule = facts.visa_rule(INTO_TRAINING_RULE)
        said.append(rule.text)
        resting = (FactRef(rule.provenance),)
    return Collision(
        id=f"permission-ends-before-{start.day.isoformat()}",
        kind="permission",
        because=" ".join(said),
        events=(f"permission-{held.id}", *start.events),
        from_=end + ONE_DAY,
        to=max(end + ONE_DAY, start.day - ONE_DAY),
        facts=resting,
    )
