"""For how many days could the doctor leave on each coming day, and when do days abroad roll out of the 12 months?

Counted with running totals over days, not trip by trip: two years of days take a few milliseconds however many trips
there are. Rules: absence-day, absence-limit-rolling (data/visa/rules).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from workbook.base.days import add_months, in_words
from workbook.rules.absences import Away, Limit, stretches, window_ends
from workbook.rules.visa_facts import plural

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What is open to someone who leaves the UK on one day.

    `days` is the largest number of whole days abroad in a row, from the day after leaving, with which no 12 months that
    hold one of them hold more than the limit; trips on record, planned ones too, are counted with them, each day once.
    `back` is the day of return that uses them all. `used` are the days abroad on record in the 12 months that end on
    the day of leaving, `rolls_out` how many the 12 months that ended the day before still held and these do not.
    """

    leave: date
    days: int
    back: date
    used: int
    rolls_out: int

    @property
    def words(self) -> str:
        """The day as a sentence."""
        if not self.days:
            return f"Leave on {in_words(self.leave)}: no whole day abroad is open."
        return f"Leave on {in_words(self.leave)} for up to {plural(self.days)}, back by {in_words(self.back)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RollOut:
    """A stretch of days abroad, `from_` to `to`, that leaves the 12 months day by day from `first` to `last`."""

    from_: date
    to: date
    days: int
    first: date
    last: date

    @property
    def words(self) -> str:
        """The stretch as a sentence."""
        roll = "rolls" if self.days == 1 else "roll"
        when = f"On {in_words(self.last)}"
        if self.first != self.last:
            when = f"From {in_words(self.first)} to {in_words(self.last)}"
        abroad = in_words(self.from_) if self.days == 1 else f"{in_words(self.from_)} to {in_words(self.to)}"
        return f"{when} {plural(self.days)} {roll} out of the 12 months (abroad {abroad})."


def allowances(away: Away, first: date, last: date, limit: Limit) -> tuple[Leaving, ...]:
    """What is open on each day from `first` to `last`, both in.

    The last day of the longest trip never moves back as the day of leaving moves on, so one pass finds them all: that
    day is moved on while every 12 months that hold it stay within the limit.
    """
    tables = _Tables(away, first, last, limit)
    found = []
    furthest = tables.today
    within = _Within(tables, limit.days)
    before = tables.oldest(tables.today - 1)
    for leave in range(tables.today, tables.today + (last - first).days + 1):
        furthest = max(furthest, leave)
        while furthest - leave < limit.days and within.holds(leave, furthest + 1):
            furthest += 1
        begin = tables.oldest(leave)
        day = date.fromordinal(tables.low + leave)
        found.append(
            Leaving(
                leave=day,
                days=furthest - leave,
                back=day + timedelta(days=furthest - leave + 1),
                used=tables.abroad[leave + 1] - tables.abroad[begin],
                rolls_out=tables.abroad[begin] - tables.abroad[before],
            )
        )
        before = begin
    return tuple(found)


def left_today(away: Away, on: date, limit: Limit) -> int:
    """How many whole days abroad are still open to someone who leaves today."""
    return allowances(away, on, on, limit)[0].days


def roll_outs(away: Away, first: date, last: date, limit: Limit) -> tuple[RollOut, ...]:
    """Every stretch of days abroad that leaves the 12 months, wholly or in part, between the two days, both in."""
    found = []
    for stretch in stretches(away.days):
        begins, ends = (add_months(day, limit.months) for day in (stretch.from_, stretch.to))
        if begins <= last and ends >= first:
            found.append(RollOut(from_=stretch.from_, to=stretch.to, days=stretch.days, first=begins, last=ends))
    return tuple(found)


def turning_points(days: tuple[Leaving, ...]) -> tuple[Leaving, ...]:
    """The days a table needs: the first, the last, and each on which the number begins to rise, to fall or to stay.

    Between two of them the number rises day by day, falls day by day, or stays; a jump stands as two neighbours.
    """
    if len(days) < 3:
        return days
    kept = [days[0]]
    for before, day, after in zip(days, days[1:], days[2:], strict=False):
        if day.days - before.days != after.days - day.days:
            kept.append(day)
    return (*kept, days[-1])


class _Tables:
    """Running totals over the days around the ones asked for. Places are days counted from `low`.

    `abroad[n]` and `home[n]` are days before place n, `recorded[n]` the days abroad in the 12 months that begin on it.
    """

    def __init__(self, away: Away, first: date, last: date, limit: Limit) -> None:
        self.low = add_months(first, -limit.months).toordinal() - 31
        self.today = first.toordinal() - self.low
        high = last.toordinal() + limit.days + 1
        self.ends = [end - self.low for end in window_ends(self.low, high, limit.months)]
        flags = bytearray(self.ends[-1] + 1)
        for day in away.between(self.low, self.low + self.ends[-1]):
            flags[day - self.low] = 1
        self.abroad = [0, *accumulate(flags)]
        self.home = [place - abroad for place, abroad in enumerate(self.abroad)]
        self.recorded = [self.abroad[end + 1] - self.abroad[place] for place, end in enumerate(self.ends)]
        self._oldest = 0

    def oldest(self, place: int) -> int:
        """Where the earliest 12 months begin that still hold this place; asked for in order."""
        while self.ends[self._oldest] < place:
            self._oldest += 1
        return self._oldest


class _Within:
    """Whether one more day at the end of a trip keeps every 12 months that hold it within the limit."""

    def __init__(self, tables: _Tables, limit: int) -> None:
        self.tables, self.limit = tables, limit
        # The 12 months that begin by the first day of the trip, and those that begin inside it: the fullest first.
        self.begun: deque[int] = deque()
        self.inside: deque[int] = deque()
        self.next_begun, self.next_inside = 0, 0
        self.start = 0

    def holds(self, leave: int, end: int) -> bool:
        """Asked for days of leaving, and for ends of trips, that never go back."""
        tables, home = self.tables, self.tables.home
        while tables.ends[self.start] < end:
            self.start += 1
        self._begin_by(leave + 1)
        self._begin_inside(leave + 2, end)
        up_to = home[end + 1]
        if self.begun and tables.recorded[self.begun[0]] + up_to - home[leave + 1] > self.limit:
            return False
        return not (self.inside and self._inside(self.inside[0]) + up_to > self.limit)

    def _inside(self, place: int) -> int:
        """The 12 months that begin inside the trip, but for the days at home up to its end."""
        return self.tables.recorded[place] - self.tables.home[place]

    def _begin_by(self, last: int) -> None:
        recorded = self.tables.recorded
        for place in range(max(self.next_begun, self.start), last + 1):
            while self.begun and recorded[self.begun[-1]] <= recorded[place]:
                self.begun.pop()
            self.begun.append(place)
        self.next_begun = max(self.next_begun, last + 1)
        while self.begun and self.begun[0] < self.start:
            self.begun.popleft()

    def _begin_inside(self, first: int, last: int) -> None:
        for place in range(max(self.next_inside, first), last + 1):
            value = self._inside(place)
            while self.inside and self._inside(self.inside[-1]) <= value:
                self.inside.pop()
            self.inside.append(place)
        self.next_inside = max(self.next_inside, last + 1)
        while self.inside and self.inside[0] < max(first, self.start):
            self.inside.popleft()
