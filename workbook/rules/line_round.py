"""Which days of its round does each target bring to the line? Source: data/recruitment."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from workbook.facts.core import Unknown
from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.collision import event_id
from workbook.rules.finding import FactRef
from workbook.rules.line_event import Event, Kind
from workbook.rules.rounds import Milestone, Round, round_of

_KINDS: Mapping[str, Kind] = {
    "msra": "msra",
    "evidence": "application",
    "interview": "interview",
    "offer": "offer",
    "start": "start",
}


def rounds_of(record: Record, facts: Facts) -> tuple[tuple[Round, ...], list[str]]:
    """The round of each target, and a note where its year or a day of it is not known."""
    if not record.targets:
        return (), ["No target in your record yet: choose a specialty and a year to see its recruitment days."]
    found: list[Round] = []
    notes: list[str] = []
    in_order = sorted(record.ranked_targets, key=lambda target: target.year)
    for specialty, year in dict.fromkeys((target.specialty, target.year) for target in in_order):
        title = facts.specialty(specialty).title
        try:
            target = round_of(facts, specialty, year)
        except Unknown as error:
            notes.append(f"{title} {year}: {error}.")
            continue
        found.append(target)
        unknown = [step.title.lower() for step in target.milestones if step.date is None and _shown(step)]
        if unknown:
            notes.append(f"{title} {year}: no day is known for {', '.join(unknown)}.")
    return tuple(found), notes


def round_events(found: Round, facts: Facts) -> list[Event]:
    name = f"{facts.specialty(found.specialty).title} {found.year}"
    events = []
    if found.opens.date is not None:
        events.append(_event(found, found.opens, "applications", f"Applications, {name}", until=found.closes.date))
    elif found.closes.date is not None:
        events.append(_event(found, found.closes, "applications", f"Applications close, {name}"))
    for step in found.milestones:
        if step.date is not None and _shown(step) and step not in (found.opens, found.closes):
            events.append(_event(found, step, step.id, f"{step.title}, {name}", until=step.until))
    return events


def _shown(step: Milestone) -> bool:
    """Whether a step is the doctor's own business on a line; adverts, webinars and rankings are not."""
    return step.id in ("applications-open", "applications-close") or (
        step.step in _KINDS and step.id != "msra-invitations"
    )


def _event(found: Round, step: Milestone, suffix: str, title: str, until: datetime.date | None = None) -> Event:
    assert step.date is not None
    return Event(
        id=event_id(found, suffix),
        date=step.date,
        until=until,
        title=title,
        kind=_KINDS.get(step.step, "application"),
        status=step.status.value,
        source=FactRef(step.provenance),
        because=step.because,
    )
