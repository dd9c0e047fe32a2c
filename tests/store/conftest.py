"""What the tests of the store share: records that tell themselves apart, moments, and child processes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbook.record import Record
from workbook.store import MemoryStore, Store
from workbook.store.sqlite import SqliteStore

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CHILD = Path(__file__).with_name("child.py")


@pytest.fixture
def record() -> Callable[..., Record]:
    """Make a record known by its label; `words` adds so many words that no compression makes small."""

    def make(label: str, words: int = 0) -> Record:
        text = " ".join(hashlib.sha256(f"{label} {n}".encode()).hexdigest() for n in range(words))
        return Record.model_validate(
            {
                "format": 1,
                "doctor": {"label": label},
                "reflections": [{"id": "r1", "title": "Night shift", "text": text}],
            }
        )

    return make


@pytest.fixture
def minute() -> Callable[[float], datetime]:
    """The moment so many minutes after noon on 20 November 2026: far enough apart for no save to join another."""
    return lambda number: NOON + timedelta(minutes=number)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / "home" / "record.sqlite3")
    yield made
    made.close()


@pytest.fixture
def child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `child.py` with these arguments; whatever still runs at the end of the test is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(CHILD), *map(str, arguments)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
