"""What is an entry called in a sentence? By its title, else by its day; never by an id the doctor did not choose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workbook.base.days import in_words
from workbook.record.models import Evidence, Post


def name_of(entry: Post | Evidence) -> str:
    """The words between the quotation marks of a sentence: Clinical fellow; post from 3 August 2022."""
    return entry.title or untitled("post" if isinstance(entry, Post) else "entry", entry.start, entry.end)


def untitled(what: str, first: date | None, last: date | None) -> str:
    """What has no title, by its first day, else by its last."""
    if first:
        return f"{what} from {in_words(first)}"
    return f"{what} to {in_words(last)}" if last else f"{what} without a title or a day"


def together(names: Sequence[str]) -> str:
    """Several names in a sentence: A, B and C."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
