"""The database is damaged, missing or behind: what is brought back, what is kept aside, and what is the doctor told?

Nothing is ever deleted. The order makes an interruption harmless: first the newest revision is safe in the second copy,
then the damaged file gets its new name, then the repaired one takes the old name.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from workbook.base.days import in_words as day_in_words
from workbook.store.chain import Entry, Unreadable, mended
from workbook.store.files import OWNER_FOLDER, Places
from workbook.store.salvage import Condition, State, examine, readable, salvage
from workbook.store.second_copy import follows, read_copy, write_copy
from workbook.store.tables import fill

# Numbers skipped after a loss: a tab that still shows a lost revision must not find its number on another one.
_GAP = 1000
_REPAIRED = "repaired.sqlite3"


def make_good(places: Places) -> tuple[str, ...]:
    """Leave a database that opens, or none when there never was one, and say in sentences what had to be done for it.

    Call with the lock held. Raises `StoreProblem` for a newer format (nothing is touched), `sqlite3.Error`, `OSError`.
    """
    _finish_interrupted(places)
    # The copy first: another tab may be saving meanwhile. What the copy holds is at most one save ahead of a database
    # that is looked at later; looked at the other way round, two quick saves would read as changes that were lost.
    copy, bad_copy = _second_copy(places)
    found = examine(places)
    if found.state is State.WHOLE and copy and copy.number > found.last and not follows(copy, found.newest):
        copy, bad_copy = None, True
    said: tuple[str, ...] = ()
    if bad_copy:
        aside, *_ = places.set_aside(places.copy)
        said = (
            f"The second copy of your record, {places.copy.name}, was damaged or belongs to another record. "
            f"It was kept aside as {aside.name}.",
        )
    return (_repair(places, found, copy) if _needs_repair(found, copy) else ()) + said


def _needs_repair(found: Condition, copy: Entry | None) -> bool:
    if found.state is State.WHOLE:
        # One save ahead is the save that was cut off, and the store takes it in; more means that saves are missing.
        return copy is not None and copy.number > found.last + 1
    return found.state is State.DAMAGED or copy is not None


def _second_copy(places: Places) -> tuple[Entry | None, bool]:
    """The revision in the second copy, and whether there is a copy that cannot be used."""
    try:
        copy = read_copy(places.copy)
    except Unreadable:
        return None, True
    return (copy, False) if copy is None or readable(copy) else (None, True)


def _finish_interrupted(places: Places) -> None:
    """A repair was cut off: give its result the name that is free, or start again from what is still in its place."""
    if not places.workshop.exists():
        return
    repaired = places.workshop / _REPAIRED
    if repaired.exists() and not places.database.exists():
        repaired.replace(places.database)
    shutil.rmtree(places.workshop)


def _repair(places: Places, found: Condition, copy: Entry | None) -> tuple[str, ...]:
    places.workshop.mkdir(mode=OWNER_FOLDER)
    entries = salvage(places, places.workshop, copy.number if copy else 0)
    highest = max((*entries, copy.number if copy else 0, found.last))
    while entries and not readable(entries[max(entries)]):
        del entries[max(entries)]
    if copy and copy.number > max(entries, default=0):
        entries[copy.number] = copy
    kept = [mended(entry, entries.keys()) for _, entry in sorted(entries.items())]
    fill(places.workshop / _REPAIRED, kept, highest + _GAP)
    if kept:
        write_copy(places.copy, kept[-1])
    aside = places.set_aside(places.database, *places.sidecars)
    (places.workshop / _REPAIRED).replace(places.database)
    shutil.rmtree(places.workshop)
    return (_what_happened(found, [path.name for path in aside], places.folder), _what_is_back(kept, copy))


def _what_happened(found: Condition, aside: list[str], folder: Path) -> str:
    happened = {
        State.ABSENT: "The file with your record was missing.",
        State.EMPTY: "The file with your record was empty.",
        State.WHOLE: "The file with your record had lost your last changes.",
        State.DAMAGED: "The file with your record was damaged.",
    }[found.state]
    return f"{happened} It was kept aside as {aside[0]}, in {folder}." if aside else happened


def _what_is_back(kept: list[Entry], copy: Entry | None) -> str:
    if not kept:
        return (
            "Nothing in it could be read and there is no second copy, so you start with an empty record. Do not throw "
            "the old file away: someone who knows databases may still find your words in it."
        )
    saved = datetime.fromisoformat(kept[-1].at).astimezone()  # the doctor's own clock
    said = f"Your work is back as it was saved at {saved:%H:%M} on {day_in_words(saved.date())}."
    if copy is None:
        said += " There was no second copy to compare it with: please look at what you typed last."
    if len(kept) == 1 and kept[0].parent is None and kept[0].number > 1:
        said += " Earlier versions could not be read."
    return said
