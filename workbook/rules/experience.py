"""How long has the doctor worked, and on which day does that reach a figure?

Arithmetic on days at work; no fact and no verdict is here. Two posts on one day are one day at work, at most whole
time. Two measures, because the two kinds of limit are read differently:

- calendar months (`months`): every month weighs one, whatever its length, so that from any day to the day before it in
  a later month is a whole number: 6 August to 5 February is six, and so is 6 February to 5 August. Within a month the
  1st to the 27th weigh a thirtieth each and the days from the 28th on share the last three thirtieths. A day weighs the
  same whatever stands beside it: splitting a post changes nothing and a day more is never less. Upper limits and
  whole-time equivalents use it. The weight of a part of a month is our convention: no recruiter publishes one.
- days at work (`days`), which never fall when a post is added. Lower limits use it: twelve months are reached after 365
  days, and a training year from one August changeover to the next (52 weeks at least) is accepted as twelve months.
  That acceptance is our convention, not a recruiter's sentence.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from workbook.base.days import days_between

DAY = timedelta(days=1)
CALENDAR_YEAR = 365
_PARTS = 120  # of a month: the least number that the 1 to 4 days of its tail, and thirtieths, divide without rest
_A_DAY = 4  # a thirtieth: each of the 1st to the 27th
_ALIKE = 28  # from this day on months differ in length
_TAIL = 12  # three thirtieths, shared by the 28th and the days after it
CHANGEOVER_YEAR = 364  # first Wednesday of August to the day before the next: 52 weeks, sometimes 53


@dataclass(frozen=True, slots=True)
class Job:
    """One post as time: `last` is its last day, None while no end is agreed."""

    id: str
    first: date
    last: date | None
    fraction: float = 1.0

    def until(self, before: date, open_until: date | None = None) -> Job | None:
        """The part worked before a day. A post without an end runs to that day, or stops after `open_until`."""
        last = before - DAY
        if self.last is not None:
            last = min(last, self.last)
        elif open_until is not None:
            last = min(last, max(open_until, self.first))
        return replace(self, last=last) if self.first <= last else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Unbroken time at one fraction of full time; first and last day are both worked."""

    first: date
    last: date
    fraction: float
    posts: tuple[str, ...]


def stretches(jobs: Iterable[Job], *, whole_time: bool) -> tuple[Stretch, ...]:
    """The days of the jobs, each once, in order. Fractions add up to at most 1; all are 1 unless `whole_time` counts.

    Every job must have its last day (see `Job.until`).
    """
    spans = [(job.first, job.last, job.fraction if whole_time else 1.0, job.id) for job in jobs if job.last]
    edges = sorted({edge for first, last, _, _ in spans for edge in (first, last + DAY)})
    found: list[Stretch] = []
    for first, after in pairwise(edges):
        here = [span for span in spans if span[0] <= first and after - DAY <= span[1]]
        if not here:
            continue
        fraction = min(1.0, round(sum(span[2] for span in here), 6))
        posts = tuple(span[3] for span in here)
        before = found[-1] if found else None
        if before and before.last + DAY == first and before.fraction == fraction:
            posts = (*before.posts, *(id for id in posts if id not in before.posts))
            found[-1] = Stretch(before.first, after - DAY, fraction, posts)
        else:
            found.append(Stretch(first, after - DAY, fraction, posts))
    return tuple(found)


def calendar_months(first: date, last: date) -> float:
    """Months from first to last, both worked. One month is 30 thirtieths, of which each day has its share."""
    return (_position(last + DAY) - _position(first)) / _PARTS


def _position(day: date) -> int:
    """How many parts of months (120 to the month) lie before the day, counted from the year 0."""
    month = (day.year * 12 + day.month - 1) * _PARTS
    if day.day <= _ALIKE:
        return month + (day.day - 1) * _A_DAY
    in_month = calendar.monthrange(day.year, day.month)[1]
    return month + (_ALIKE - 1) * _A_DAY + (day.day - _ALIKE) * _TAIL // (in_month - _ALIKE + 1)


def months(worked: Iterable[Stretch]) -> float:
    """Calendar months at work, each by its fraction of full time."""
    return round(sum(calendar_months(stretch.first, stretch.last) * stretch.fraction for stretch in worked), 6)


def _weighed(first: date, last: date, fraction: float) -> float:
    return round(calendar_months(first, last) * fraction, 6)


def days(worked: Iterable[Stretch]) -> int:
    """Days at work, each once."""
    return sum(days_between(stretch.first, stretch.last) for stretch in worked)


def day_after(worked: Iterable[Stretch], needed: int) -> date | None:
    """The first day before which so many days were worked; None when they never are."""
    left = needed
    for stretch in worked:
        here = days_between(stretch.first, stretch.last)
        if left <= here:
            return stretch.first + timedelta(days=left)
        left -= here
    return None


def day_reached(worked: Iterable[Stretch], figure: float) -> date | None:
    """The first day before which so many calendar months were worked; None when they never are.

    Two years of one whole-time post from 2 August 2023 are worked before 2 August 2025, its second anniversary.
    """
    done = 0.0
    for stretch in worked:
        here = _weighed(stretch.first, stretch.last, stretch.fraction)
        if round(done + here, 6) >= figure:
            low, high = 0, (stretch.last - stretch.first).days
            while low < high:
                middle = (low + high) // 2
                last = stretch.first + timedelta(days=middle)
                if round(done + _weighed(stretch.first, last, stretch.fraction), 6) >= figure:
                    high = middle
                else:
                    low = middle + 1
            return stretch.first + timedelta(days=low + 1)
        done = round(done + here, 6)
    return None


def least_days(figure: float) -> int:
    """Days at work that are accepted as so many months: by changeover years."""
    return math.ceil(figure * CHANGEOVER_YEAR / 12)


def calendar_days(figure: float) -> int:
    """Days at work in so many months, by the shortest calendar years."""
    return math.floor(figure * CALENDAR_YEAR / 12)


def without_first_months(worked: tuple[Stretch, ...], figure: float) -> tuple[Stretch, ...]:
    """The same time with its first calendar months taken away, whatever the fraction worked in them."""
    left = figure
    for index, stretch in enumerate(worked):
        here = _weighed(stretch.first, stretch.last, 1.0)
        if here > left:
            begins = last_day_within(stretch.first, stretch.last, left, 1.0)
            first = begins + DAY if begins else stretch.first
            return (replace(stretch, first=first), *worked[index + 1 :])
        left = round(left - here, 6)
    return ()


def last_day_within(first: date, last: date, figure: float, fraction: float) -> date | None:
    """The last day of an unbroken stretch by which no more than the figure is worked; None if its first day is more."""
    if _weighed(first, first, fraction) > figure:
        return None
    low, high = 0, (last - first).days
    while low < high:
        middle = (low + high + 1) // 2
        if _weighed(first, first + timedelta(days=middle), fraction) <= figure:
            low = middle
        else:
            high = middle - 1
    return first + timedelta(days=low)


def at_most_until_qualified(worked: tuple[Stretch, ...], qualified: date | None, most: int) -> tuple[Stretch, ...]:
    """The same time with no more than `most` days of it before the medical degree (an internship year)."""
    if qualified is None:
        return worked
    before = sum(
        days_between(stretch.first, min(stretch.last, qualified - DAY))
        for stretch in worked
        if stretch.first < qualified
    )
    excess = before - most
    kept: list[Stretch] = []
    for stretch in worked:
        here = days_between(stretch.first, stretch.last)
        if excess >= here:
            excess -= here
        elif excess > 0:
            kept.append(replace(stretch, first=stretch.first + timedelta(days=excess)))
            excess = 0
        else:
            kept.append(stretch)
    return tuple(kept)
