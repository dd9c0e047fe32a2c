"""How is a day read from what a doctor types, and how is it said back?

British order throughout: 3/8/2026 is 3 August. What cannot be one day for certain is refused with a reason, never
guessed.
"""

from __future__ import annotations

import re
from datetime import date

EARLIEST = date(1940, 1, 1)
LATEST = date(2100, 12, 31)

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
_WORDS = re.compile(r"(?:[A-Za-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([A-Za-z]{3,9})\.?,?[\s\-]+(\d{4}|\d{2})")


class NotADay(ValueError):
    """The text is not one day for certain; the message says why, in words for the doctor."""


def iso_day(text: str) -> date:
    """The day of an ISO text such as 2026-11-20. Raises `NotADay`."""
    match = _ISO.fullmatch(text.strip())
    if not match or len(text.strip()) != 10:
        raise NotADay(f"{text!r} is not a date; write it as 2026-11-20")
    return _build(text, int(match[1]), int(match[2]), int(match[3]))


def typed_day(text: str) -> date:
    """The day a doctor typed: 3/8/2026, 3 Aug 2026 or 2026-08-03. Raises `NotADay` with what to write instead."""
    words = " ".join(text.split())
    if match := _ISO.fullmatch(words):
        return _build(words, int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(words):
        if len(match[3]) == 2:
            raise NotADay(f"“{words}”: write the year in full, for example {match[1]}/{match[2]}/20{match[3]}")
        return _build(words, int(match[3]), int(match[2]), int(match[1]))
    if match := _WORDS.fullmatch(words):
        month = _month(match[2])
        if month is None:
            raise NotADay(f"“{words}”: {match[2]} is not a month")
        if len(match[3]) == 2:
            raise NotADay(f"“{words}”: write the year in full, for example {match[1]} {match[2]} 20{match[3]}")
        return _build(words, int(match[3]), month, int(match[1]))
    raise NotADay(f"“{words[:40]}” is not a date; write it like 3 Aug 2026 or 3/8/2026")


def in_words(day: date) -> str:
    """The day as the pages say it: 3 August 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short(day: date) -> str:
    """The day where space is short: 3 Aug 2026."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on; where that month is shorter, the first day of the next.

    29 February plus a year is 1 March: the later date is the safe one (data/visa/rules:
    qualifying-period-end-convention).
    """
    index = day.year * 12 + (day.month - 1) + months
    year, month = divmod(index, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        following = index + 1
        return date(following // 12, following % 12 + 1, 1)


def add_years(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 1 March in a common year."""
    return add_months(day, 12 * years)


def days_between(first: date, last: date) -> int:
    """Calendar days from first to last, both counted."""
    return (last - first).days + 1


def _month(word: str) -> int | None:
    lowered = word.lower()
    found = [n for n, name in enumerate(MONTHS, 1) if name.lower() == lowered or name[:3].lower() == lowered]
    if lowered == "sept":
        found = [9]
    return found[0] if found else None


def _build(text: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        order = "" if _ISO.fullmatch(text.strip()) else " (day first, then month)"
        raise NotADay(f"“{text}” is not a date: there is no month {month}{order}")
    try:
        built = date(year, month, day)
    except ValueError as error:
        raise NotADay(f"“{text}” is not a date: {MONTHS[month - 1]} {year} has no day {day}") from error
    if not EARLIEST <= built <= LATEST:
        raise NotADay(f"“{text}”: the year {year} is outside {EARLIEST.year} to {LATEST.year}")
    return built
