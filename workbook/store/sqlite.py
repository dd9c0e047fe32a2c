"""A record in an SQLite file, for one doctor with any number of open tabs.

Every save is one transaction that takes the write lock before it looks (`BEGIN IMMEDIATE`), so of two processes that
save at once the second sees what the first did. The write-ahead log is synchronous on each commit: a save that has
returned survives the end of the process and of the power. Open a store after a fork, never before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from workbook.record import Record
from workbook.store import chain
from workbook.store.base import Revision, StoreProblem
from workbook.store.chain import COLUMNS, Entry, Unreadable
from workbook.store.files import Places, locked, private_file, private_folder
from workbook.store.problems import DAMAGED, in_words
from workbook.store.second_copy import read_copy, write_copy

STORE_FORMAT = 1
BUSY_SECONDS = 10

_metadata = sa.MetaData()
# One row: the format of these tables, and the last number given, so that none is given twice after an erasure.
about = sa.Table(
    "about",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("format", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
)
revision = sa.Table(
    "revision",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("parent", sa.Integer),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("change", sa.String, nullable=False),
    sa.Column("field", sa.String),
    sa.Column("session", sa.String, nullable=False),
    sa.Column("began", sa.String, nullable=False),
    sa.Column("back", sa.Integer),
    sa.Column("ahead", sa.Integer),
    sa.Column("packed", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.String, nullable=False),
)


class SqliteStore:
    """A `Store` in one file. `session` names the tab that types; a new one is made for each store.

    Raises `StoreProblem`, also when the file is damaged: `open_store` is what repairs.
    """

    def __init__(self, path: Path, *, session: str | None = None) -> None:
        self._places = Places(path)
        self._session = session or uuid4().hex
        self._engine = _engine(path)
        self._identity: tuple[int, int] | None = None
        with self._problems_in_words():
            self._follow()

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
            near = (places.database, *places.sidecars, places.copy)
            return (*(path for path in near if path.exists()), *places.aside())

    def erase(self) -> None:
        # The database comes last: if this is interrupted, the record is still whole and the doctor can erase again.
        # It is emptied, not removed, because another tab may have it open and would write on into a nameless file.
        with self._writing() as connection:
            for path in (self._places.copy, *self._places.aside()):
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
        create(self._places, self._engine)
        self._identity = _identity(self._places.database)


def create(places: Places, engine: sa.Engine | None = None) -> None:
    """Make the database where there is none; leave one that is there as it is, but for its owner's eyes only."""
    private_folder(places.folder)
    with locked(places.lock):
        make_tables(places.database, engine or _engine(places.database))


def make_tables(database: Path, engine: sa.Engine | None = None) -> None:
    """The same without the lock, for a file nobody else knows of."""
    private_file(database)
    own = engine or _engine(database)
    with own.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            _metadata.create_all(connection)
            known = connection.execute(sa.select(about.c.format)).scalar_one_or_none()
            if known is None:
                connection.execute(sa.insert(about).values(id=1, format=STORE_FORMAT, last=0))
    if engine is None:
        own.dispose()
    if known is not None and known > STORE_FORMAT:
        raise StoreProblem(chain.NEWER)


def fill(database: Path, entries: list[Entry], last: int) -> None:
    """Make a database with these revisions, complete in its one file when this returns."""
    engine = _engine(database)
    make_tables(database, engine)
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            for entry in entries:
                insert(connection, entry)
            connection.execute(sa.update(about).values(last=last))
    engine.dispose()


def insert(connection: sa.Connection, entry: Entry) -> None:
    """Add the revision and remember its number as the last one given."""
    values = dict(zip(COLUMNS, astuple(entry), strict=True))
    connection.execute(sa.insert(revision).values(**values, digest=entry.digest()))
    connection.execute(sa.update(about).values(last=entry.number))


def follows(copy: Entry, newest: Entry | None) -> bool:
    """Can this copy be a later state of the same record? Its number is higher; its time must not be earlier.

    A copy left by another record in the same folder would otherwise take over by its number alone.
    """
    return newest is None or datetime.fromisoformat(copy.at) >= datetime.fromisoformat(newest.at)


def _engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own kind
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


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
