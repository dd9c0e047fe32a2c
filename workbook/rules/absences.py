"""How many days were spent outside the UK, and does any 12 months hold too many?

Days are kept as ordinals in sorted tuples, so that overlapping trips never count twice and ten years of trips are
counted in milliseconds. Rules: absence-day, absence-limit-rolling, absence-limit-anchored, absence-excepted,
absence-dependants (data/visa/rules).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workbook.base.days import add_months, add_years
from workbook.facts.library import Facts
from workbook.record.models import Absence, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceDays:
    """One trip as the rule counts it. `days` are whole days abroad; `returned` is null while still away."""

    left: date
    returned: date | None
    days: int
    excepted: bool
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of days, both ends in, and how many of them were spent abroad."""

    from_: date
    to: date
    days: int


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `days` abroad in any `months` months; permission granted before `rolling_from` is tested in blocks."""

    days: int
    months: int
    rolling_from: date


@dataclass(frozen=True, slots=True)
class Away:
    """The days abroad as sorted ordinals, each with the last day of the 12 months that begin on it."""

    days: tuple[int, ...]
    lasts: tuple[int, ...]

    @classmethod
    def of(cls, days: Iterable[int], limit: Limit) -> Away:
        """The days in order, each once."""
        ordered = tuple(sorted(set(days)))
        if not ordered:
            return cls((), ())
        ends = window_ends(ordered[0], ordered[-1], limit.months)
        return cls(ordered, tuple(ends[day - ordered[0]] for day in ordered))

    def until(self, last: date) -> Away:
        """Only the days up to and including this one."""
        keep = bisect_right(self.days, last.toordinal())
        return Away(self.days[:keep], self.lasts[:keep])

    def between(self, first: int, last: int) -> tuple[int, ...]:
        """The days from the first ordinal to the last, both in."""
        return self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]


def days_away(trip: Absence, on: date) -> range:
    """The ordinals of the days wholly abroad: strictly between leaving and coming back.

    While still away they run up to and including the day asked for. Rule: absence-day.
    """
    after = trip.returned.toordinal() if trip.returned else on.toordinal() + 1
    return range(trip.left.toordinal() + 1, max(after, trip.left.toordinal() + 1))


def trips(record: Record, facts: Facts, on: date) -> tuple[AbsenceDays, ...]:
    """Every trip of the record in order of leaving, counted, with whether its reason is one the rules leave out."""
    excepted = _excepted_reasons(facts)
    return tuple(
        AbsenceDays(
            left=trip.left,
            returned=trip.returned,
            days=len(days_away(trip, on)),
            excepted=trip.reason in excepted,
            reason=trip.reason,
        )
        for trip in sorted(record.absences, key=lambda trip: (trip.left, trip.returned or date.max))
    )


def counted_days(
    record: Record, facts: Facts, first: date, on: date, before_entry: frozenset[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """The days abroad from `first` on, and those of them that are away only for an excepted reason.

    `before_entry` are the days of permission before coming to the UK; they count as ordinary days away.
    Rules: absence-day, pre-entry-days, absence-excepted. Excepted days stay in the first set: leaving them out needs
    evidence and a decision.
    """
    excepted_reasons = _excepted_reasons(facts)
    ordinary: set[int] = set(before_entry)
    excepted: set[int] = set()
    for trip in record.absences:
        (excepted if trip.reason in excepted_reasons else ordinary).update(days_away(trip, on))
    start = first.toordinal()
    return (
        frozenset(day for day in ordinary | excepted if day >= start),
        frozenset(day for day in excepted - ordinary if day >= start),
    )


def worst_window(away: Away) -> Window | None:
    """The 12 months that hold the most days abroad, the earliest of equals; null without a day abroad."""
    counts = _counts(away)
    return _window(away, counts, max(range(len(counts)), key=counts.__getitem__)) if counts else None


def breaches(away: Away, limit: Limit) -> tuple[Window, ...]:
    """Each unbroken run of days abroad whose 12 months hold more than the limit, as the worst window of the run.

    Only windows that begin on a day abroad need testing. Rule: absence-limit-rolling.
    """
    counts = _counts(away)
    found: list[Window] = []
    run: list[int] = []
    for index in range(len(counts) + 1):
        if index < len(counts) and counts[index] > limit.days:
            run.append(index)
        elif run:
            found.append(_window(away, counts, max(run, key=counts.__getitem__)))
            run = []
    return tuple(found)


def too_close(away: Away, limit: Limit) -> tuple[tuple[int, int], ...]:
    """Every pair of days abroad, as ordinals, that no period may hold both of: one more than the limit in 12 months."""
    return tuple(
        (away.days[index], away.days[index + limit.days])
        for index in range(len(away.days) - limit.days)
        if away.days[index + limit.days] <= away.lasts[index]
    )


def block_windows(days: Sequence[int], end: date, years: int) -> tuple[Window, ...]:
    """The 12-month blocks counted back from the day of application, newest first, each with its days abroad.

    `days` are sorted ordinals under permission granted before the rolling test came. Rule: absence-limit-anchored.
    """
    blocks = []
    for number in range(years):
        last = add_years(end, -number)
        first = add_years(end, -number - 1).toordinal() + 1
        count = bisect_right(days, last.toordinal()) - bisect_left(days, first)
        blocks.append(Window(from_=date.fromordinal(first), to=last, days=count))
    return tuple(blocks)


def stretches(days: Sequence[int]) -> tuple[Window, ...]:
    """The days abroad, given as sorted ordinals, as unbroken stretches."""
    found: list[Window] = []
    first = 0
    for index in range(1, len(days) + 1):
        if index == len(days) or days[index] != days[index - 1] + 1:
            begins, ends = date.fromordinal(days[first]), date.fromordinal(days[index - 1])
            found.append(Window(from_=begins, to=ends, days=index - first))
            first = index
    return tuple(found)


def window_ends(first: int, last: int, months: int) -> list[int]:
    """The last day of the window of so many months that begins on each day from `first` to `last`, all as ordinals.

    As `add_months` has it: a window that begins on 29 February ends on 28 February. Whole months at a time, because ten
    years have 3,653 days.
    """
    month = date.fromordinal(first).replace(day=1)
    ends: list[int] = []
    begins = month.toordinal()
    skip = first - begins
    while begins <= last:
        following = _next_month(month)
        end_month = add_months(month, months)
        opens, length = end_month.toordinal(), (_next_month(end_month) - end_month).days
        days = following.toordinal() - begins
        ends.extend(range(opens - 1, opens - 1 + min(days, length)))
        ends.extend([opens + length - 1] * (days - length))
        month, begins = following, following.toordinal()
    return ends[skip : skip + last - first + 1]


def _next_month(month: date) -> date:
    return add_months(month, 1)


def _counts(away: Away) -> list[int]:
    return [bisect_right(away.days, last) - index for index, last in enumerate(away.lasts)]


def _window(away: Away, counts: list[int], index: int) -> Window:
    return Window(from_=date.fromordinal(away.days[index]), to=date.fromordinal(away.lasts[index]), days=counts[index])


def _excepted_reasons(facts: Facts) -> frozenset[str]:
    return frozenset(reason.id for reason in facts.visa_rule("absence-excepted").reasons if reason.excepted)
