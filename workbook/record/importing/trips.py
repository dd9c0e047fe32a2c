"""Which trips does a pasted list tell? Rows of a spreadsheet, an airline's email, a history of leaving and coming back.

A line with two days is a trip, out and back. A line with one day and a word for the direction is half of one; halves
are paired in the order of their days. Nothing is guessed: where 3/6/2025 could be two days, the order is asked for once
for the whole list, unless another day of the list proves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workbook.base.days import EARLIEST, LATEST, MONTHS, NotADay, in_words, short, typed_day
from workbook.record.models import Absence

Order = Literal["day-first", "month-first"]

MOST_LINES = 2000
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS) + "|Sept"
_DAY = re.compile(
    r"(?P<iso>\b\d{4}-\d{1,2}-\d{1,2}\b)"
    r"|(?P<numbers>(?<![\d/.])\d{1,2}(?P<mark>[/.\-])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?![\d/]))"
    rf"|(?P<words>\b\d{{1,2}}(?:st|nd|rd|th)?[ \-]+(?:{_MONTH})\.?,?[ \-]+(?:\d{{4}}|\d{{2}})\b)"
    rf"|(?P<american>\b(?:{_MONTH})\.?[ \-]+\d{{1,2}}(?:st|nd|rd|th)?,?[ \-]+\d{{4}}\b)",
    re.IGNORECASE,
)
_OUT = re.compile(r"\b(?:left|leave|leaving|depart\w*|outbound|outward|exit\w*|out of the uk)\b", re.IGNORECASE)
_BACK = re.compile(r"\b(?:return\w*|arriv\w*|inbound|entry|entered|came back|back in)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is no trip, by its number from 1, and why."""

    number: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What the list tells. `ask` is the question that has to be answered before anything is read; then there are no
    trips. `there` are those that the record holds already."""

    trips: tuple[Absence, ...] = ()
    there: tuple[Absence, ...] = ()
    refused: tuple[Line, ...] = ()
    ask: str | None = None


@dataclass(frozen=True, slots=True)
class _Half:
    """One movement across the border."""

    day: date
    out: bool
    line: int


def trips_in(text: str, known: Sequence[Absence] = (), order: Order | None = None) -> Pasted:
    """The trips of the list, in the order of their days. `order` is the doctor's answer to `ask`."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        said = f"the list has {len(lines):,} lines; paste at most {MOST_LINES:,} at a time"
        return Pasted(refused=(Line(MOST_LINES + 1, said),))
    proved = _proved(lines)
    if len(proved) > 1:
        return _two_orders(proved)
    order = next(iter(proved), None) or order
    if order is None and (doubtful := _doubtful(lines)):
        return Pasted(ask=doubtful)
    trips: list[Absence] = []
    halves: list[_Half] = []
    refused: list[Line] = []
    for number, line in enumerate(lines, 1):
        found = list(_DAY.finditer(line))
        if not found:
            if any(character.isdigit() for character in line):
                refused.append(Line(number, "no day was found in it"))
            continue
        try:
            _read(number, line, [_day(one, order or "day-first") for one in found], trips, halves)
        except NotADay as problem:
            refused.append(Line(number, str(problem)))
    trips += _paired(halves, refused)
    return _sorted_out(trips, known, refused)


def _read(number: int, line: str, days: list[date], trips: list[Absence], halves: list[_Half]) -> None:
    """Take a line as a trip or as half of one. Raises `NotADay` where it is neither."""
    if len(days) == 2:
        left, returned = days
        if returned < left:
            raise NotADay(f"it comes back on {in_words(returned)}, before it leaves on {in_words(left)}")
        trips.append(Absence(left=left, returned=returned))
        return
    if len(days) > 2:
        raise NotADay(f"it has {len(days)} days: write one trip on each line, the day out and the day back")
    out, back = bool(_OUT.search(line)), bool(_BACK.search(line))
    if out == back:
        raise NotADay(f"it has one day, {in_words(days[0])}, and does not say whether you left or came back")
    halves.append(_Half(days[0], out, number))


def _paired(halves: Iterable[_Half], refused: list[Line]) -> Iterator[Absence]:
    """Each leaving with the coming back that follows it; what has no other half is refused, never taken as away."""
    leaving: _Half | None = None
    for half in sorted(halves, key=lambda one: (one.day, not one.out)):
        if half.out:
            if leaving is not None:
                refused.append(_alone(leaving))
            leaving = half
        elif leaving is None:
            refused.append(
                Line(half.line, f"you came back on {in_words(half.day)}, and no day on which you left is here")
            )
        else:
            yield Absence(left=leaving.day, returned=half.day)
            leaving = None
    if leaving is not None:
        refused.append(_alone(leaving))


def _alone(half: _Half) -> Line:
    return Line(half.line, f"you left on {in_words(half.day)}, and no day on which you came back is here")


def _sorted_out(trips: Iterable[Absence], known: Sequence[Absence], refused: Iterable[Line]) -> Pasted:
    held = {(trip.left, trip.returned) for trip in known}
    every = {(trip.left, trip.returned): trip for trip in sorted(trips, key=lambda trip: trip.left)}
    return Pasted(
        trips=tuple(trip for days, trip in every.items() if days not in held),
        there=tuple(trip for days, trip in every.items() if days in held),
        refused=tuple(sorted(refused, key=lambda line: line.number)),
    )


# ---------------------------------------------------------------- days


def _day(found: re.Match[str], order: Order) -> date:
    """Raises `NotADay`."""
    text = found[0]
    if found["american"]:
        month, number, year = re.findall(r"[A-Za-z]+|\d+", re.sub(r"(?<=\d)(st|nd|rd|th)", "", text))
        return typed_day(f"{number} {month} {year}")
    if found["words"]:
        return typed_day(_full_year(text))
    if found["numbers"]:
        first, second, year = re.findall(r"\d+", text)
        numbers = (first, second) if order == "day-first" else (second, first)
        return typed_day("/".join((*numbers, year if len(year) == 4 else f"20{year}")))
    return typed_day(text)


def _full_year(text: str) -> str:
    """A year of two figures beside a month in words is one of ours: trips are of this century."""
    return re.sub(r"(?<=[ \-])(\d{2})$", r"20\1", text)


def _numbers(lines: Iterable[str]) -> Iterator[tuple[int, str, int, int]]:
    """Every day written in three numbers: its line, as written, and its first two numbers."""
    for number, line in enumerate(lines, 1):
        for found in _DAY.finditer(line):
            if found["numbers"]:
                first, second, _ = map(int, re.findall(r"\d+", found[0]))
                yield number, found[0], first, second


def _proved(lines: Sequence[str]) -> dict[Order, tuple[int, str]]:
    """The orders that some day of the list can only have, each with the first such day and its line."""
    proved: dict[Order, tuple[int, str]] = {}
    for number, text, first, second in _numbers(lines):
        if first > 12 >= second:
            proved.setdefault("day-first", (number, text))
        elif second > 12 >= first:
            proved.setdefault("month-first", (number, text))
    return proved


def _doubtful(lines: Sequence[str]) -> str | None:
    """The question about the first day that could be two; None where there is none."""
    for _, text, first, second in _numbers(lines):
        if first != second and 1 <= first <= 12 and 1 <= second <= 12:
            year = int(re.findall(r"\d+", text)[2])
            year = year if year > 99 else 2000 + year
            if EARLIEST.year <= year <= LATEST.year:
                one, other = date(year, second, first), date(year, first, second)
                return (
                    f"“{text}” may be {short(one)} or {short(other)}. Does your list write the day or the month first?"
                )
    return None


def _two_orders(proved: dict[Order, tuple[int, str]]) -> Pasted:
    (day_line, day), (month_line, month) = proved["day-first"], proved["month-first"]
    first = f"“{day}” in line {day_line} has the day first and “{month}” in line {month_line} the month"
    return Pasted(refused=(Line(min(day_line, month_line), f"{first}: write the months as words"),))
