"""Which tables does the database file have, and how is it opened and made?"""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from workbook.store.base import StoreProblem
from workbook.store.chain import COLUMNS, NEWER, Entry
from workbook.store.files import private_file

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


def engine_for(path: Path) -> sa.Engine:
    """One connection to this file at a time, opened when first used."""
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


def make_tables(database: Path, engine: sa.Engine | None = None) -> None:
    """Make the tables where there are none. Raises `StoreProblem` when they are of a newer workbook."""
    private_file(database)
    own = engine or engine_for(database)
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
        raise StoreProblem(NEWER)


def fill(database: Path, entries: list[Entry], last: int) -> None:
    """Make a database with these revisions, complete in its one file when this returns."""
    engine = engine_for(database)
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
