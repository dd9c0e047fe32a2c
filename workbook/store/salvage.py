"""Is a database whole, and which of its revisions can still be read when it is not?

Nothing here changes the file in question: it is looked at read-only, and revisions are taken out of a copy of it.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from workbook.store.base import StoreProblem
from workbook.store.chain import COLUMNS, NEWER, Entry, Unreadable, intact
from workbook.store.files import Places
from workbook.store.problems import DAMAGE, code_of
from workbook.store.tables import BUSY_SECONDS, STORE_FORMAT, make_tables

_SELECT = f"SELECT {', '.join(COLUMNS)}, digest FROM revision"
_PAGE = 4096
# The most revisions looked for one by one; a damaged counter could otherwise ask for billions.
_MOST = 1_000_000


class State(Enum):
    """What stands under the name of the database."""

    ABSENT = "absent"
    EMPTY = "empty"  # made, and never saved into
    WHOLE = "whole"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Condition:
    """What was found: the newest revision and the last number given, when the database is whole."""

    state: State
    newest: Entry | None = None
    last: int = 0


def examine(places: Places) -> Condition:
    """Every page and every revision looked at. Raises `StoreProblem` for a newer format, `sqlite3.Error` and `OSError`
    when the disk refuses (which is no damage)."""
    database = places.database
    log = places.sidecars[0]
    unfinished = log.exists() and log.stat().st_size > 0
    if not database.exists():
        return Condition(State.DAMAGED if unfinished else State.ABSENT)
    if not database.is_file():
        return Condition(State.DAMAGED)
    if database.stat().st_size == 0:  # SQLite must not open it: it would throw the log away
        return Condition(State.DAMAGED if unfinished else State.EMPTY)
    try:
        with closing(_connected(database, "ro")) as connection:
            return _look(connection)
    except Unreadable:
        return Condition(State.DAMAGED)
    except sqlite3.Error as error:
        if code_of(error) not in DAMAGE:
            raise
        return Condition(State.DAMAGED)


def salvage(places: Places, workshop: Path, upper: int) -> dict[int, Entry]:
    """The intact revisions of a damaged database by number. `upper` is the highest number known from elsewhere.

    Tried twice: as the file is, and with its first page (how to read the rest) replaced by that of a new database.
    """
    if not places.database.is_file():
        return {}
    as_it_is, regrafted = workshop / "as-it-is.sqlite3", workshop / "regrafted.sqlite3"
    pattern = workshop / "new.sqlite3"
    make_tables(pattern)
    first_page = bytearray(pattern.read_bytes()[:_PAGE])
    first_page[28:32] = bytes(4)  # the size in pages: unknown, so SQLite goes by the size of the file
    for copy in (as_it_is, regrafted):
        shutil.copyfile(places.database, copy)
        if places.sidecars[0].is_file():
            shutil.copyfile(places.sidecars[0], copy.with_name(copy.name + "-wal"))
    with regrafted.open("r+b") as file:
        file.write(first_page)
    return _rows(regrafted, upper) | _rows(as_it_is, upper)


def readable(entry: Entry) -> bool:
    """Is the record in this intact revision one we can open? Raises `StoreProblem` for a newer format."""
    try:
        entry.record()
    except Unreadable:
        return False
    return True


def _look(connection: sqlite3.Connection) -> Condition:
    if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
        return Condition(State.DAMAGED)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return Condition(State.EMPTY)
    if not {"about", "revision"} <= tables:
        return Condition(State.DAMAGED)
    known = connection.execute("SELECT format, last FROM about").fetchone()
    if known is None or not all(isinstance(value, int) for value in known):
        return Condition(State.DAMAGED)
    if known[0] > STORE_FORMAT:
        raise StoreProblem(NEWER)
    newest = None
    for row in connection.execute(f"{_SELECT} ORDER BY number"):
        newest = _entry(row)
    if newest and (newest.number > known[1] or not readable(newest)):
        return Condition(State.DAMAGED)
    return Condition(State.WHOLE, newest, known[1])


def _rows(copy: Path, upper: int) -> dict[int, Entry]:
    try:
        with closing(_connected(copy, "rw")) as connection:
            connection.execute("PRAGMA writable_schema=ON")  # reads on where the file is shorter than it says
            return {entry.number: entry for entry in _every_row(connection, upper)}
    except sqlite3.DatabaseError:
        return {}  # this copy cannot be opened at all; the other one and the second copy are what is left


def _every_row(connection: sqlite3.Connection, upper: int) -> Iterator[Entry]:
    """From both ends until the first unreadable page, then, if there is one, each number in between by itself."""
    highest = min(max(upper, _counter(connection)), _MOST)
    for direction in ("ASC", "DESC"):
        try:
            for row in connection.execute(f"{_SELECT} ORDER BY number {direction}"):
                if (entry := _entry_if_intact(row)) is not None:
                    highest = max(highest, min(entry.number, _MOST))
                    yield entry
            return
        except sqlite3.DatabaseError:
            continue  # the way from this end is blocked by a lost page
    for number in range(1, highest + 1):
        try:
            row = connection.execute(f"{_SELECT} WHERE number = ?", (number,)).fetchone()
        except sqlite3.DatabaseError:
            continue  # this one lay on a lost page
        if row is not None and (entry := _entry_if_intact(row)) is not None:
            yield entry


def _counter(connection: sqlite3.Connection) -> int:
    try:
        known = connection.execute("SELECT last FROM about").fetchone()
    except sqlite3.DatabaseError:
        return 0
    return known[0] if known and isinstance(known[0], int) else 0


def _entry(row: tuple[Any, ...]) -> Entry:
    *values, digest = row
    return intact(tuple(values), digest)


def _entry_if_intact(row: tuple[Any, ...]) -> Entry | None:
    try:
        return _entry(row)
    except Unreadable:
        return None


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")  # damaged letters are found by the digest
    return connection
