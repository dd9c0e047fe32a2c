"""Which days does permission bring to the line? Held, to be applied for, and settled. Source: data/visa."""

from __future__ import annotations

import datetime

from workbook.base.days import in_words
from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.aim import Aim
from workbook.rules.finding import FactRef
from workbook.rules.held import held_on, needs_none
from workbook.rules.line_event import COMPUTED, RECORDED, Event
from workbook.rules.permission import permission
from workbook.rules.residence import Residence
from workbook.rules.training_start import window_before

ENGLISH = "english-at-settlement"


def permissions(record: Record, facts: Facts, on: datetime.date) -> list[Event]:
    events = []
    for held in record.permissions:
        first = held.start or held.end
        if first is None:
            continue
        route = facts.routes().get(held.route) if held.route else None
        title = route.title if route else "Permission to be in the UK"
        events.append(
            Event(
                id=f"permission-{held.id}",
                date=first,
                until=held.end if held.start else None,
                ongoing=held.end is None,
                title=title if held.start else f"{title}: last day",
                kind="permission",
                status=RECORDED,
                because=None if held.end else "No last day is entered.",
                entry=f"permissions, {held.id}",
            )
        )
    now = permission(record, facts, on).permission
    if now is not None and now.apply_by is not None:
        events.append(
            Event(
                id=f"permission-{now.id}-apply",
                date=now.apply_from or now.apply_by,
                until=now.apply_by if now.apply_from else None,
                title="Apply to extend or switch" if now.apply_from else "Last day to apply to extend or switch",
                kind="permission",
                status=COMPUTED,
                source=FactRef(facts.visa_rule("extend-or-switch-before-expiry").provenance),
                because=f"The last day to apply is {in_words(now.apply_by)}.",
                entry=f"permissions, {now.id}",
            )
        )
    return events


def training_visas(record: Record, facts: Facts, aims: tuple[Aim, ...], on: datetime.date) -> list[Event]:
    """When the visa for each coming start can be applied for, where the permission held does not carry over."""
    held = held_on(record, on)
    route = facts.routes().get(held.route or "") if held else None
    if needs_none(record, on) or route is None or not route.sponsored:
        return []
    steps = {aim.round.post_start.date: aim.round.post_start for aim in aims}
    events = []
    for start, step in steps.items():
        if start is None or start <= on:
            continue
        window = window_before(start, facts)
        events.append(
            Event(
                id=f"training-visa-{start.isoformat()}",
                date=window.apply_from,
                until=start - datetime.timedelta(days=1),
                title=f"Apply for the visa of a training post that starts on {in_words(start)}",
                kind="permission",
                status=step.status.value,
                source=window.facts[0],
                because=(
                    f"With the training sponsor's certificate. By {in_words(window.decided_if_by)} leaves the usual "
                    "time for a decision inside the UK, which is no promise."
                ),
            )
        )
    return events


def settlement(record: Record, facts: Facts, stay: Residence, on: datetime.date) -> list[Event]:
    if needs_none(record, on) or not record.permissions:
        return []
    events = []
    if stay.earliest_application is not None:
        resting = [rules for rules in stay.rule_sets if rules.earliest_application == stay.earliest_application]
        rules = resting[0] if resting else None
        events.append(
            Event(
                id="settlement-earliest",
                date=stay.earliest_application,
                title="Earliest settlement application",
                kind="settlement",
                status=rules.status if rules else COMPUTED,
                source=rules.facts[0] if rules and rules.facts else None,
                because=rules.because if rules else None,
            )
        )
    for period in facts.visa_parameter(ENGLISH).periods[1:]:
        if period.from_ is not None:
            events.append(
                Event(
                    id=f"english-at-settlement-{period.from_.isoformat()}",
                    date=period.from_,
                    title=f"English for settlement from here: {period.value}",
                    kind="english",
                    status=period.provenance.status.value,
                    source=FactRef(period.provenance),
                    because="It depends on the day of the settlement application.",
                )
            )
    return events
