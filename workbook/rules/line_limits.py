"""Which days decide what a doctor may still apply for? Registration, limits on experience, and the time for CREST.

Sources: the doctor's registration, data/person_specs (limits, foundation competence, CREST), data/recruitment.
"""

from __future__ import annotations

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


def experience_limits(aims: tuple[Aim, ...]) -> list[Event]:
    """The day each limit on experience is passed or reached, once for each programme, limit and day."""
    found: dict[str, Event] = {}
    for aim in aims:
        for clock in aim.limits:
            if clock.crosses_on is not None:
                found.setdefault(crossing_id(aim, clock), _crossing(aim, clock))
    return list(found.values())


def crossing_id(aim: Aim, clock: Experience) -> str:
    """The id on the line of the day a programme's limit is passed or reached."""
    assert clock.crosses_on is not None
    return f"experience-{aim.round.specialty}-{clock.criterion}-{clock.crosses_on.isoformat()}"


def _crossing(aim: Aim, clock: Experience) -> Event:
    assert clock.crosses_on is not None
    upper = clock.bound == "at-most"
    stayed = "if you stay on in the posts you hold" if clock.crosses_if_stayed else "by the posts you recorded"
    return Event(
        id=crossing_id(aim, clock),
        date=clock.crosses_on,
        title=f"{clock.title}: {'passed' if upper else 'reached'}, {aim.title}",
        kind="limit",
        status=COMPUTED,
        source=clock.facts[0],
        because=(
            f"{'More than' if upper else 'At least'} {clock.limit:g} months from this day on, {stayed}. Measured for "
            f"{aim.round.year} on {clock.measured_said}."
        ),
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
        title=f"CREST counts from here, for posts that start on {in_words(time.start)}",
        kind="crest",
        status=start.status.value,
        source=time.facts[0],
        because=(
            f"{names}. {time.months:g} unbroken whole-time months with the signatory lie inside it, and the form is "
            f"signed {by}."
        ),
    )
