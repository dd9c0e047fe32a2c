"""How is the line drawn on paper? Lanes of bars and dots as numbers, which a template turns into an inline SVG.

The table beside the picture says the same in words and more; the picture only shows what lies above what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbook.base.days import add_months, short
from workbook.rules.visa_facts import plural

if TYPE_CHECKING:
    from workbook.rules.calendar import Line
    from workbook.rules.line_event import Event

WIDTH, LEFT, TOP, LANE = 960, 96, 26, 34
MONTHS_BACK, MONTHS_ON = 9, 30
_LETTER = 6.6  # the width of a letter of the labels, on average

_LANES = {
    "post": "Posts", "permission": "Visa", "application": "Round", "msra": "Round", "interview": "Round",
    "offer": "Round", "start": "Round", "settlement": "Settlement", "english": "Settlement", "exam": "Exams",
    "registration": "Eligibility", "crest": "Eligibility", "limit": "Eligibility", "transfer": "Posts", "trip": "Away",
}  # fmt: skip
_ORDER = ("Posts", "Visa", "Away", "Eligibility", "Round", "Settlement", "Exams")
_NAMED = ("Posts", "Visa")  # the lanes whose bars carry their name; elsewhere bars lie over one another
# Collisions with days of their own: the gaps, which say how long they are, and the days away.
_CLASH_LANES = {"permission": "Visa", "contract": "Posts", "absence": "Away", "trip": "Away"}
_WITHOUT = ("permission", "contract")
_NOT_SETTLED = ("projected", "proposed", "provisional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A bar (`width` set) or a dot. `look` is the lane in small letters, or gap; `faint` when a date is not settled."""

    x: float
    y: float
    width: float | None
    look: str
    label: str
    faint: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything the template draws, in units of a picture WIDTH wide."""

    height: int
    lanes: tuple[tuple[str, float], ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    today: float
    words: str


def line_picture(line: Line) -> Picture | None:
    """The picture of the line from nine months back; None when nothing stands on it."""
    first = add_months(line.on, -MONTHS_BACK)
    furthest = add_months(line.on, MONTHS_ON)
    shown = [e for e in line.events if e.kind in _LANES and e.lasts_to(first) and e.date <= furthest]
    if not shown:
        return None
    ends = [min(e.until or e.date, furthest) for e in shown]
    last = max(*ends, add_months(line.on, 6)) + timedelta(days=30)
    lanes = [lane for lane in _ORDER if any(_LANES[e.kind] == lane for e in shown)]

    def across(day: date) -> float:
        share = (min(max(day, first), last) - first).days / (last - first).days
        return round(LEFT + share * (WIDTH - LEFT - 8), 1)

    def down(lane: str) -> float:
        return TOP + lanes.index(lane) * LANE

    marks = [_mark(event, last if event.ongoing else event.until, across, down(_LANES[event.kind])) for event in shown]
    for clash in line.collisions:
        lane = _CLASH_LANES.get(clash.kind)
        if lane and clash.from_ and clash.to and clash.to > first and lane in lanes:
            begins = across(clash.from_)
            width = max(across(clash.to + timedelta(days=1)) - begins, 3)
            days = (clash.to - clash.from_).days + 1
            label = _fitting(f"{plural(days)} without", width) if clash.kind in _WITHOUT else ""
            marks.append(Mark(x=begins, y=down(lane), width=width, look="gap", label=label, faint=False))
    return Picture(
        height=TOP + len(lanes) * LANE + 24,
        lanes=tuple((lane, down(lane)) for lane in lanes),
        ticks=tuple(Tick(x=across(day), label=_tick(day)) for day in _half_years(first, last)),
        marks=tuple(marks),
        today=across(line.on),
        words=_words(line, shown),
    )


def _mark(event: Event, until: date | None, across: Callable[[date], float], y: float) -> Mark:
    """The event as a bar to `until`, which for something that goes on is the edge of the picture; a dot without."""
    faint = event.status in _NOT_SETTLED
    look = _LANES[event.kind].lower()
    begins = across(event.date)
    if until is None:
        return Mark(x=begins, y=y, width=None, look=look, label="", faint=faint)
    width = max(across(until + timedelta(days=1)) - begins, 4)
    if _LANES[event.kind] not in _NAMED:
        return Mark(x=begins, y=y, width=width, look=look, label="", faint=faint)
    label = _fitting(f"{event.title}, " + ("no last day entered" if event.ongoing else f"to {short(until)}"), width)
    return Mark(x=begins, y=y, width=width, look=look, label=label, faint=faint)


def _fitting(label: str, width: float) -> str:
    """The label as far as the bar can hold it; nothing where only a stump would be left."""
    letters = int((width - 12) / _LETTER)
    if len(label) <= letters:
        return label
    return label[: letters - 1].rstrip(" ,") + "…" if letters >= 12 else ""


def _half_years(first: date, last: date) -> list[date]:
    days = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 8)]
    return [day for day in days if first < day < last]


def _tick(day: date) -> str:
    return str(day.year) if day.month == 1 else "Aug"


def _words(line: Line, shown: list[Event]) -> str:
    coming = [e for e in shown if e.lasts_to(line.on)]
    said = "; ".join(f"{e.title}, {_when(e)}" for e in coming[:8])
    return f"The line from {short(line.on)}: {said or 'nothing ahead'}. The table below says it all."


def _when(event: Event) -> str:
    if event.ongoing:
        return f"{short(event.date)}, no last day entered"
    return short(event.date) + (f" to {short(event.until)}" if event.until else "")
