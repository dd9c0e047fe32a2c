"""Which days decide what a doctor may still apply for? Registration, limits on experience, and the time for CREST.

Sources: the doctor's registration, data/person_specs (limits, foundation competence, CREST), data/recruitment.
"""

from __future__ import annotations

import datetime

from workbook.base.days import in_words
from workbook.record.models import Record
from workbook.rules.aim import Aim
from workbook.rules.experience_clock import Experience
from workbook.rules.gate_foundation import CrestTime, crest_time
from workbook.rules.line_event import COMPUTED, RECORDED, Event
from workbook.rules.naming import together


def registration(record: Record) -> list[Event]:
    """The day of full GMC registration, where it is entered."""
    day = record.doctor.gmc.full_registration_on
    if day is None:
        return []
    return [
        Event(
            id="full-registration",
            date=day,
            title="Full GMC registration",
            kind="registration",
            status=RECORDED,
            entry="full GMC registration",
        )
    ]


def experience_limits(aims: tuple[Aim, ...], on: datetime.date) -> list[Event]:
    """The day each upper limit is passed, and the coming day each lower one is reached, once for each programme."""
    found: dict[str, list[tuple[Aim, Experience]]] = {}
    for aim in aims:
        for clock in aim.limits:
            if clock.crosses_on and (clock.bound == "at-most" or clock.crosses_on > on):
                found.setdefault(crossing_id(aim, clock), []).append((aim, clock))
    return [_crossing(id, measured) for id, measured in found.items()]


def crossing_id(aim: Aim, clock: Experience) -> str:
    """The id on the line of the day a programme's limit is passed or reached."""
    assert clock.crosses_on is not None
    return f"experience-{aim.round.specialty}-{clock.criterion}-{clock.crosses_on.isoformat()}"


def _crossing(id: str, measured: list[tuple[Aim, Experience]]) -> Event:
    aim, clock = measured[0]
    assert clock.crosses_on is not None
    upper = clock.bound == "at-most"
    stayed = "if you stay on in the posts you hold" if clock.crosses_if_stayed else "by the posts you recorded"
    days = together([f"on {one.measured_said} for {of.round.year}" for of, one in measured])
    return Event(
        id=id,
        date=clock.crosses_on,
        title=f"{clock.title}: {'passed' if upper else 'reached'}, {aim.title}",
        kind="limit",
        status=COMPUTED,
        source=clock.facts[0],
        because=f"{'More than' if upper else 'At least'} {clock.limit:g} months from this day on, {stayed}. "
        f"Measured {days}.",
    )


def crest_times(aims: tuple[Aim, ...]) -> list[Event]:
    """The time CREST can rest on, once for each start and each last day of the form."""
    asked = [(aim, time) for aim in aims if aim.inquiry and (time := crest_time(aim.inquiry))]
    grouped: dict[str, list[tuple[Aim, CrestTime]]] = {}
    for aim, time in asked:
        grouped.setdefault(crest_id(time), []).append((aim, time))
    return [_crest(id, together) for id, together in grouped.items()]


def crest_id(time: CrestTime) -> str:
    """The id on the line of the time for CREST."""
    closes = time.closes.isoformat() if time.closes else "unknown"
    return f"crest-{time.start.isoformat()}-{closes}"


def _crest(id: str, asked: list[tuple[Aim, CrestTime]]) -> Event:
    aim, time = asked[0]
    start = aim.round.post_start
    names = together(list(dict.fromkeys(each.title for each, _ in asked)))
    by = f"by {in_words(time.closes)}" if time.closes else "before the form closes, on a day not known"
    return Event(
        id=id,
        date=time.opens,
        until=time.closes or time.start,
        title=f"Time for CREST, posts that start on {in_words(time.start)}",
        kind="crest",
        status=start.status.value,
        source=time.facts[0],
        because=(
            f"For {names}. It must hold {time.months:g} unbroken whole-time months with the signatory, and the form "
            f"must be signed {by}."
        ),
    )
