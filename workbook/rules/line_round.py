"""Which days of its round does each target bring to the line? Source: data/recruitment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbook.rules.aim import Aim, Aims
from workbook.rules.collision import event_id
from workbook.rules.finding import FactRef
from workbook.rules.line_event import Event, Kind
from workbook.rules.rounds import Milestone, Round

_KINDS: Mapping[str, Kind] = {
    "msra": "msra",
    "evidence": "application",
    "interview": "interview",
    "offer": "offer",
    "start": "start",
}
# What the recruiters do on a day; the doctor need not be there.
_ASKS_NOTHING = ("interview-invitations", "evidence-review", "evidence-verification")


def round_notes(aims: Aims) -> list[str]:
    """What of the rounds aimed for is not known: a year, a day, or the person specification with its limits."""
    if not aims.targets and not aims.unknown:
        return ["No target in your record yet: choose a specialty and a year to see its recruitment days."]
    notes = list(aims.unknown)
    for aim in aims.targets:
        unknown = [step.title.lower() for step in aim.round.milestones if step.date is None and _shown(step)]
        if unknown:
            notes.append(f"{aim.name}: no day is known for {', '.join(unknown)}.")
    without = dict.fromkeys(aim.title for aim in aims.targets if aim.inquiry is None)
    notes += [f"{title}: no person specification is here, so its limits are not on this line." for title in without]
    return notes


def round_events(aim: Aim) -> list[Event]:
    """The steps of the round that are the doctor's own business and have a day."""
    found, name = aim.round, aim.name
    events = []
    if found.opens.date is not None:
        applications = _event(found, found.opens, "applications", f"Applications, {name}")
        events.append(replace(applications, until=found.closes.date, time=found.closes.time))
    elif found.closes.date is not None:
        events.append(_event(found, found.closes, "applications", f"Applications close, {name}"))
    for step in found.milestones:
        if step.date is not None and _shown(step) and step not in (found.opens, found.closes):
            events.append(_event(found, step, step.id, f"{step.title}, {name}"))
    return events


def _shown(step: Milestone) -> bool:
    """Whether a step is the doctor's own business on a line; adverts, webinars and rankings are not."""
    return step.id in ("applications-open", "applications-close") or (
        step.step in _KINDS and step.id != "msra-invitations"
    )


def _event(found: Round, step: Milestone, suffix: str, title: str) -> Event:
    assert step.date is not None
    return Event(
        id=event_id(found, suffix),
        date=step.date,
        until=step.until,
        time=step.time,
        asks=step.id not in _ASKS_NOTHING,
        title=title,
        kind=_KINDS.get(step.step, "application"),
        status=step.status.value,
        source=FactRef(step.provenance),
        because=step.because,
    )
