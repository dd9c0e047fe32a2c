"""A record in an SQLite file, for one doctor with any number of open tabs.

Every save is one transaction that takes the write lock before it looks (`BEGIN IMMEDIATE`), so of two processes that
save at once the second sees what the first did. The write-ahead log is synchronous on each commit: a save that has
returned survives the end of the process and of the power. Open a store after a fork, never before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from workbook.record import Record
from workbook.store import chain
from workbook.store.base import Revision, StoreProblem
from workbook.store.chain import Entry, Unreadable
from workbook.store.files import Places, locked, private_folder
from workbook.store.problems import DAMAGED, in_words
from workbook.store.second_copy import follows, read_copy, write_copy
from workbook.store.tables import about, engine_for, insert, make_tables, revision


class SqliteStore:
    """A `Store` in one file. `session` names the tab that types; a new one is made for each store.

    Raises `StoreProblem`, also when the file is damaged: `open_store` is what repairs.
    """

    def __init__(self, path: Path, *, session: str | None = None) -> None:
        self._places = Places(path)
        self._session = session or uuid4().hex
        self._engine = engine_for(path)
        self._identity: tuple[int, int] | None = None
        try:
            with self._problems_in_words():
                self._follow()
        except StoreProblem:
            self.close()
            raise

    def newest(self) -> Revision | None:
        with self._reading() as connection:
            newest = _newest(connection)
            return newest.revision() if newest else None

    def save(
        self,
        record: Record,
        *,
        base: int | None,
        what: str,
        at: datetime,
        field: str | None = None,
        force: bool = False,
    ) -> Revision:
        plain = chain.checked(record)
        with self._writing() as connection:
            newest = _newest(connection)
            if not force:
                chain.same_base(newest, base, record)
            entry, replaced = chain.saved(
                newest,
                number=_last(connection) + 1,
                plain=plain,
                what=what,
                at=at,
                field=field,
                session=self._session,
                force=force,
            )
            if replaced is not None:
                connection.execute(sa.delete(revision).where(revision.c.number == replaced))
            self._append(connection, entry)
        return entry.revision(record)

    def undo(self, *, base: int, at: datetime) -> Revision | None:
        return self._step(chain.undone, base, at)

    def redo(self, *, base: int, at: datetime) -> Revision | None:
        return self._step(chain.redone, base, at)

    def history(self, limit: int = 50) -> list[Revision]:
        with self._reading() as connection:
            rows = connection.execute(sa.select(revision).order_by(revision.c.number.desc()).limit(limit))
            return [_intact(row).revision() for row in rows]

    def files(self) -> tuple[Path, ...]:
        places = self._places
        with self._problems_in_words():
            near = (places.database, *places.sidecars, places.copy, places.copy_in_the_making)
            return (*(path for path in near if path.exists()), *places.aside())

    def erase(self) -> None:
        # The database comes last: if this is interrupted, the record is still whole and the doctor can erase again.
        # It is emptied, not removed, because another tab may have it open and would write on into a nameless file.
        with self._writing() as connection:
            for path in (self._places.copy, self._places.copy_in_the_making, *self._places.aside()):
                path.unlink(missing_ok=True)
            connection.execute(sa.delete(revision))
        with self._problems_in_words():
            self._scrub()

    def close(self) -> None:
        self._engine.dispose()

    def reconcile(self) -> None:
        """Bring database and second copy level after a process was killed between the two.

        A copy one save ahead of the database is that save, unfinished: it is kept. Any other copy is written afresh.
        """
        with self._writing() as connection:
            newest, last = _newest(connection), _last(connection)
            copy = read_copy(self._places.copy)
            if copy and copy.number == last + 1 and follows(copy, newest):
                numbers = set(connection.execute(sa.select(revision.c.number)).scalars())
                self._append(connection, chain.mended(copy, numbers))
            elif newest and newest != copy:
                write_copy(self._places.copy, newest)

    def _step(self, step: Any, base: int, at: datetime) -> Revision | None:
        with self._writing() as connection:
            newest = _newest(connection)
            chain.same_base(newest, base, None)
            entry: Entry | None = step(
                newest,
                lambda number: _entry(connection, number),
                number=_last(connection) + 1,
                at=at,
                session=self._session,
            )
            if entry is None:
                return None
            self._append(connection, entry)
        return entry.revision()

    def _append(self, connection: sa.Connection, entry: Entry) -> None:
        insert(connection, entry)
        write_copy(self._places.copy, entry)

    def _scrub(self) -> None:
        """Leave no erased text in the unused parts of the database or in its log."""
        raw = self._engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("VACUUM")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.close()
        if busy:
            raise StoreProblem(
                "Your record is erased, but another window still held the file: close other windows and erase again."
            )

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._problems_in_words():
            self._follow()
            with self._engine.connect() as connection, connection.begin():
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._problems_in_words():
            self._follow()
            with self._engine.connect() as connection:
                connection = connection.execution_options(writes=True)
                with connection.begin():
                    yield connection

    @contextmanager
    def _problems_in_words(self) -> Iterator[None]:
        with in_words(self._places.folder):
            try:
                yield
            except DBAPIError as error:
                if error.orig is None:
                    raise
                raise error.orig from error

    def _follow(self) -> None:
        """Open the file that bears the name now: a repair in another process may have put a new one there."""
        if self._identity is not None and self._identity == _identity(self._places.database):
            return
        self._engine.dispose()
        private_folder(self._places.folder)
        with locked(self._places.lock):
            make_tables(self._places.database, self._engine)
        self._identity = _identity(self._places.database)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _newest(connection: sa.Connection) -> Entry | None:
    row = connection.execute(sa.select(revision).order_by(revision.c.number.desc()).limit(1)).one_or_none()
    return None if row is None else _intact(row)


def _entry(connection: sa.Connection, number: int) -> Entry:
    row = connection.execute(sa.select(revision).where(revision.c.number == number)).one_or_none()
    if row is None:
        raise Unreadable(f"revision {number} is missing")
    return _intact(row)


def _last(connection: sa.Connection) -> int:
    last: int | None = connection.execute(sa.select(about.c.last)).scalar_one_or_none()
    if last is None:
        raise StoreProblem(DAMAGED)
    return last


def _intact(row: sa.Row[Any]) -> Entry:
    return chain.intact(tuple(row[:-1]), row[-1])
