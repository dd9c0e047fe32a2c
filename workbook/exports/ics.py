"""How do the dates of the line get into the doctor's own calendar, each with where it comes from?

All-day events, silent, never marking the day as busy. Ids are those of the line, so importing a newer file updates what
an older one brought in. Only what ends on the day asked for or later, or goes on without a last day, goes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar
from icalendar import Event as Entry

from workbook.base.days import days_between, in_words

if TYPE_CHECKING:
    from workbook.rules.calendar import Line
    from workbook.rules.finding import FactRef
    from workbook.rules.line_event import Event

# Part of every id, and the same for every record and computer: a second import must find what the first one made.
DOMAIN = "line.the-ladder"

# A window longer than this (a contract, a visa) would lie over the calendar for years: its two ends are entered.
LONGEST_WINDOW = 62

# Counts up with time, so that the newer file always wins (RFC 5545, SEQUENCE).
_FIRST_MINUTE = datetime(2026, 1, 1, tzinfo=UTC)

_NOT_SETTLED = ("projected", "proposed", "provisional")


@dataclass(frozen=True, slots=True)
class _Dated:
    """One entry of the calendar: from `first` to `last`, both in."""

    id: str
    first: date
    last: date
    title: str


def calendar_file(line: Line, on: date, now: datetime) -> bytes:
    """The .ics file of the line. `now` stamps each event. Raises `ValueError` when it carries no time zone."""
    if now.tzinfo is None:
        raise ValueError("now must carry its time zone")
    stamp = now.astimezone(UTC).replace(microsecond=0)
    calendar = Calendar()
    calendar.add("prodid", "-//The Ladder//Line//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "The Ladder")
    for event in line.events:
        for dated in _dated(event):
            if event.ongoing or dated.last >= on:
                calendar.add_component(_entry(event, dated, stamp))
    return bytes(calendar.to_ical())


def _dated(event: Event) -> Iterator[_Dated]:
    """The event as it is, or, when it is very long, its first and its last day; the first alone while it goes on."""
    until = event.until or event.date
    if event.ongoing:
        yield _Dated(f"{event.id}-first", event.date, event.date, f"First day: {event.title}")
    elif days_between(event.date, until) <= LONGEST_WINDOW:
        yield _Dated(event.id, event.date, until, event.title)
    else:
        yield _Dated(f"{event.id}-first", event.date, event.date, f"First day: {event.title}")
        yield _Dated(f"{event.id}-last", until, until, f"Last day: {event.title}")


def _entry(event: Event, dated: _Dated, stamp: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{_plain(dated.id)}@{DOMAIN}")
    entry.add("summary", _plain(dated.title) + (f" ({event.status})" if event.status in _NOT_SETTLED else ""))
    entry.add("dtstart", dated.first)
    entry.add("dtend", dated.last + timedelta(days=1))  # the day after the last one: RFC 5545 leaves the end out
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add("sequence", max(0, int((stamp - _FIRST_MINUTE).total_seconds()) // 60))
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "TENTATIVE" if event.status in _NOT_SETTLED else "CONFIRMED")
    entry.add("categories", [event.kind])
    entry.add("description", _plain("\n".join(_description(event))))
    if event.source and (url := event.source.provenance.source.url):
        entry.add("url", url)
    return entry


def _description(event: Event) -> Iterator[str]:
    if event.time:
        yield f"Until {event.time}, UK time." if event.until else f"At {event.time}, UK time."
    if event.because:
        yield event.because
    if event.status in _NOT_SETTLED:
        yield f"This date is {event.status}, not settled: check it on the official page."
    if event.source:
        yield from _source_lines(event.source)
    elif event.entry:
        yield f"Source: your record ({event.entry})."
    yield "From The Ladder. Information, not immigration advice."


def _source_lines(fact: FactRef) -> Iterator[str]:
    provenance = fact.provenance
    yield f"Source: {provenance.source.publisher}, {provenance.source.title}"
    if provenance.source.url:
        yield provenance.source.url
    yield f"Date of the page: {provenance.source.page_date or 'not shown'}"
    again = provenance.copied or f"to be read again by {in_words(provenance.review_by)}"
    yield (
        f"Read on {in_words(provenance.checked_on)}; {provenance.status.value.replace('_', ' ')}; "
        f"{provenance.confidence.value} confidence; {again}"
    )


def _plain(text: str) -> str:
    """The text without control characters, which no calendar file may hold; line ends stay."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
