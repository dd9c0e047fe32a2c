"""Which round measures the doctor after an upper limit on experience is passed, or is the last that does not?

The months, the day and the words are those of the gate (`gates`): by the posts recorded, or by the posts held if the
doctor stays on in them. Where the doctor's own word answers the gate, nothing collides. Source: data/person_specs.
"""

from __future__ import annotations

import datetime

from workbook.base.days import in_words
from workbook.rules.aim import Aim, Aims
from workbook.rules.collision import Collision
from workbook.rules.experience_clock import Experience
from workbook.rules.finding import Verdict
from workbook.rules.line_limits import crossing_id


def over_experience(aims: Aims, on: datetime.date) -> list[Collision]:
    """One collision for each limit of each programme; those that rest on posts already agreed come first."""
    found: list[tuple[bool, Collision]] = []
    for specialty, targets in aims.by_specialty().items():
        coming = [aim for aim in targets if _takes_applications(aim, on)]
        for limit in dict.fromkeys(clock.criterion for aim in coming for clock in aim.limits):
            over = [(aim, clock) for aim in coming if (clock := _passed_in_time(aim, limit))]
            if over:
                aim, clock = over[0]
                found.append((clock.crosses_if_stayed, _measured_over(aim, clock, on, later=len(over) > 1)))
                continue
            last = coming[-1]
            following = aims.beside(specialty, last.round.year + 1)
            if following and (clock := _passed_in_time(following, limit)):
                found.append((clock.crosses_if_stayed, _last_round(last, following, clock)))
    return [collision for _, collision in sorted(found, key=lambda pair: pair[0])]


def _takes_applications(aim: Aim, on: datetime.date) -> bool:
    last = aim.round.closes.date or aim.round.post_start.date
    return last is None or last >= on


def _passed_in_time(aim: Aim, limit: str) -> Experience | None:
    """The clock of the limit where it is passed before the day it is measured."""
    for clock in aim.limits:
        if clock.criterion == limit and clock.bound == "at-most" and clock.crosses_on and clock.measured_on:
            by_word = clock.verdict is Verdict.MET and not clock.crosses_if_stayed
            return clock if clock.crosses_on < clock.measured_on and not by_word else None
    return None


def _measured_over(aim: Aim, clock: Experience, on: datetime.date, later: bool) -> Collision:
    assert clock.crosses_on is not None
    perhaps = "may be" if clock.verdict is Verdict.CANNOT_TELL else "are"
    begun = "since" if clock.crosses_on <= on else "from"
    return _collision(
        aim,
        clock,
        f"{aim.name}{' and later' if later else ''}: {_if(clock)} you {perhaps} over {clock.limit:g} months "
        f"({_lower(clock.title)}) {begun} {in_words(clock.crosses_on)}, before they are measured on "
        f"{clock.measured_said}. {clock.because}",
    )


def _last_round(last: Aim, following: Aim, clock: Experience) -> Collision:
    assert clock.crosses_on is not None
    perhaps = "may be" if clock.verdict is Verdict.CANNOT_TELL else "are"
    said = _if(clock)
    return _collision(
        last,
        clock,
        f"{last.title}: {last.round.year} is the last round inside {clock.limit:g} months ({_lower(clock.title)}). "
        f"{said[0].upper()}{said[1:]} you {perhaps} over them from {in_words(clock.crosses_on)}, and the "
        f"{following.round.year} round measures them on {clock.measured_said}.",
    )


def _collision(aim: Aim, clock: Experience, because: str) -> Collision:
    own = [one for one in aim.limits if one.criterion == clock.criterion and one.crosses_on]
    return Collision(
        id=f"over-experience-{aim.round.specialty}-{clock.criterion}",
        kind="experience",
        because=because,
        events=tuple(crossing_id(aim, one) for one in own),
        facts=clock.facts,
    )


def _if(clock: Experience) -> str:
    return "if you stay on in the posts you hold," if clock.crosses_if_stayed else "by the posts you recorded"


def _lower(title: str) -> str:
    """The title inside a sentence; LAT and O&G stay as they are."""
    return title if title[:2].isupper() else f"{title[0].lower()}{title[1:]}"
