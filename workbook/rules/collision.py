"""What is a collision, and what do all kinds of it share: the coming starts, and days counted strictly?

Days without cover are counted strictly: the day after the last covered one up to the day before the post starts.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from workbook.base.days import in_words
from workbook.facts.library import Facts
from workbook.rules.finding import FactRef
from workbook.rules.naming import together
from workbook.rules.rounds import Round

ClashKind = Literal["permission", "registration", "contract", "absence", "experience", "crest", "trip", "twice"]
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """Dates that do not fit. `rank` 1 is the most serious, 0 until it is ranked; `events` are ids of the line.

    `from_` to `to` are the days without cover, or the days away.
    """

    id: str
    kind: ClashKind
    rank: int = 0
    because: str
    events: tuple[str, ...]
    from_: datetime.date | None = None
    to: datetime.date | None = None
    facts: tuple[FactRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A day on which posts start that the doctor aims for, and in which programmes."""

    day: datetime.date
    projected: bool
    rounds: tuple[Round, ...]
    titles: tuple[str, ...]

    @property
    def events(self) -> tuple[str, ...]:
        return tuple(event_id(found, "start") for found in self.rounds)

    def in_words(self) -> str:
        posts = together(self.titles)
        return f"{posts} {'starts' if len(self.titles) == 1 else 'start'} on {in_words(self.day)}" + (
            " (projected)" if self.projected else ""
        )


def event_id(found: Round, step: str) -> str:
    """The id on the line of one step of one programme's round."""
    return f"round-{found.year}-{found.specialty}-{step}"


def starts_of(facts: Facts, on: datetime.date, rounds: tuple[Round, ...]) -> tuple[Start, ...]:
    """The coming days on which posts start, each with all programmes aimed at."""
    dated = [(found.post_start.date, found) for found in rounds if found.post_start.date and found.post_start.date > on]
    dated.sort(key=lambda pair: pair[0])
    starts = []
    for day, group in groupby(dated, key=lambda pair: pair[0]):
        together = tuple(found for _, found in group)
        starts.append(
            Start(
                day=day,
                projected=any(found.post_start.status == "projected" for found in together),
                rounds=together,
                titles=tuple(facts.specialty(found.specialty).title for found in together),
            )
        )
    return tuple(starts)


def days_between_covers(last: datetime.date, first: datetime.date) -> int:
    """Days strictly between the two."""
    return (first - last).days - 1


def without(last: datetime.date, first: datetime.date, what: str) -> str:
    between = days_between_covers(last, first)
    return f"{days_said(between)} with no {what.removeprefix('a ')}" if between else f"no {what} on the day itself"


def days_said(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"
