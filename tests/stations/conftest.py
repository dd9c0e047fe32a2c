"""One session for the stations' tests: a worked clock, a fixed day, a record in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.demos import demo_record
from workbook.stations.session import Session
from workbook.store.memory import MemoryStore

DAY = date(2026, 11, 20)


def ticking() -> Callable[[], datetime]:
    """A clock that moves a minute at each look, so that no two saves are one stretch of typing."""
    moment = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

    def look() -> datetime:
        nonlocal moment
        moment += timedelta(minutes=1)
        return moment

    return look


@pytest.fixture
def session() -> Session:
    """An empty record, opened on 20 November 2026."""
    return Session(store=MemoryStore(), facts=Facts(), on=DAY, clock=ticking())


@pytest.fixture(params=["trust-grade", "after-plab", "near-settlement"])
def example(request: pytest.FixtureRequest) -> Iterator[Session]:
    """Each worked example in turn."""
    store, clock = MemoryStore(), ticking()
    store.save(demo_record(data_root(), request.param), base=None, what="Opened", at=clock())
    yield Session(store=store, facts=Facts(), on=DAY, clock=clock, demo=request.param)
