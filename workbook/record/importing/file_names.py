"""Which title and which day does the name of a file hold? A day only where it is certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from workbook.base.days import NotADay, iso_day, short, typed_day

# A day: the year first, or the year last and in full, with one sign between the numbers, or the month in letters. Not
# inside a longer number (3-4-5-2024) and not a version (v1.2.2024).
_YEAR_FIRST = re.compile(r"(?<![0-9])(?<![0-9][-_.])([0-9]{4})([-_. ])([0-9]{1,2})\2([0-9]{1,2})(?![0-9]|\.[0-9])")
_YEAR_LAST = re.compile(r"(?<![0-9])(?<![0-9][-_.])([0-9]{1,2})([-_. ])([0-9]{1,2})\2([0-9]{4})(?![0-9]|\.[0-9])")
_IN_LETTERS = re.compile(r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th)?[-_. ]?([A-Za-z]{3,9})[-_. ]?([0-9]{4})(?![0-9])")
_VERSION = re.compile(r"(?i)(?:\bv|[_\W]v|ver|version|rev|revision|release|edition|issue)[ ._-]*$")


def clean(name: str) -> str:
    """The name without signs that are not seen or turn the reading round, and with a mark for what is no character."""
    marked = name.encode("utf-8", "replace").decode("utf-8")
    seen = (" " if one in "\t\r\n" else one for one in marked)
    return "".join(one for one in seen if unicodedata.category(one) not in ("Cc", "Cf", "Zl", "Zp")).strip()


def is_text(name: str) -> bool:
    """Whether every character of the name is one; a file of another coding has bytes in its name that are none."""
    return not any("\ud800" <= one <= "\udfff" for one in name)


def day_in(stem: str, month_first: str | None = None) -> tuple[date | None, str | None]:
    """The one day the name holds for certain, or why there is none; with two days none is taken.

    `month_first` is a day in the name of another file that has the month first: then 08-03-2025 may be either.
    """
    found: set[date] = set()
    for match, day in _days(stem):
        if month_first and match.re is _YEAR_LAST and day.day <= 12 and day.day != day.month:
            other = date(day.year, day.day, day.month)
            return None, (
                f"“{match[0]}” may be {short(day)} or {short(other)}: the name of another file has the month first "
                f"(“{month_first}”). Add the day"
            )
        found.add(day)
    return (found.pop() if len(found) == 1 else None), None


def month_first_in(stem: str) -> str | None:
    """The day in this name that can only have the month first, as it is written; None where there is none."""
    for match in _YEAR_LAST.finditer(stem):
        if int(match[1]) <= 12 < int(match[3]) <= 31 and not _VERSION.search(stem[: match.start()]):
            return match[0]
    return None


def name_words(stem: str, *, without_day: bool) -> str:
    """The name as a title, with spaces for underlines; without its day where that was taken. No other word is lost."""
    bare = stem
    if without_day:
        for match, _ in sorted(_days(stem), key=lambda found: -found[0].start()):
            bare = f"{bare[: match.start()]} {bare[match.end() :]}"
    words = re.sub(r"[_\s]+|(?<=\w)-(?=\s)|(?<=\s)-(?=\w)", " ", bare.replace("_", " ")).strip(" -.,")
    return " ".join(words.split())


def _days(stem: str) -> Iterator[tuple[re.Match[str], date]]:
    """Every day that stands in the name."""
    for pattern, (year, month, day) in ((_YEAR_FIRST, (1, 3, 4)), (_YEAR_LAST, (4, 3, 1))):
        for match in pattern.finditer(stem):
            if not _VERSION.search(stem[: match.start()]):
                try:
                    yield match, iso_day(f"{match[year]}-{int(match[month]):02}-{int(match[day]):02}")
                except NotADay:
                    continue
    for match in _IN_LETTERS.finditer(stem):
        try:
            yield match, typed_day(f"{match[1]} {match[2]} {match[3]}")
        except NotADay:
            continue
