"""The disk refuses: the doctor reads a sentence, and what was saved before is still there."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from workbook.record import Record
from workbook.store import StoreProblem, open_store
from workbook.store.sqlite import SqliteStore

Make = Callable[..., Record]
Minute = Callable[[float], datetime]
NOBODY = 65534


@pytest.fixture
def ordinary() -> Iterator[Path]:
    """A folder in which the permissions of the system hold: for the superuser they do not, so the test steps down."""
    folder = Path(tempfile.mkdtemp())
    superuser = os.geteuid() == 0
    if superuser:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield folder
    if superuser:
        os.seteuid(0)
    folder.chmod(0o700)
    for path in folder.rglob("*"):
        path.chmod(0o700)
    shutil.rmtree(folder)


def test_a_folder_that_cannot_be_made(ordinary: Path) -> None:
    ordinary.chmod(0o500)
    with pytest.raises(StoreProblem, match="cannot be written to") as told:
        open_store(ordinary / "home")
    assert str(ordinary / "home") in str(told.value)


def test_a_folder_that_became_read_only_under_an_open_tab(ordinary: Path, record: Make, minute: Minute) -> None:
    store = open_store(ordinary).store
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    ordinary.chmod(0o500)
    with pytest.raises(StoreProblem, match="cannot be written to"):
        store.save(record("second"), base=first.number, what="two", at=minute(1))
    assert store.newest() == first
    ordinary.chmod(0o700)
    second = store.save(record("second"), base=first.number, what="two", at=minute(2))
    assert store.history() == [second, first]
    store.close()


def test_a_read_only_folder_with_a_record_stays_as_it_is(ordinary: Path, record: Make, minute: Minute) -> None:
    store = open_store(ordinary).store
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    store.close()
    for path in ordinary.iterdir():
        path.chmod(0o400)
    ordinary.chmod(0o500)
    with pytest.raises(StoreProblem, match="cannot be written to"):
        open_store(ordinary)
    ordinary.chmod(0o700)
    for path in ordinary.iterdir():
        path.chmod(0o600)
    opened = open_store(ordinary)
    assert (opened.store.newest(), opened.said) == (first, ())
    opened.store.close()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StoreProblem, match="cannot be written to"):
        open_store(tmp_path / "home")


def test_a_full_database(tmp_path: Path, record: Make, minute: Minute) -> None:
    """SQLite answers as it does on a full disk, because the file may not grow."""
    store = SqliteStore(tmp_path / "record.sqlite3")
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 4")
    with pytest.raises(StoreProblem, match=r"no space left on the disk.*What was saved earlier is still there"):
        store.save(record("second", words=300), base=first.number, what="two", at=minute(1))
    assert store.newest() == first
    store.close()
    opened = open_store(tmp_path)
    assert opened.said == ()
    assert opened.store.newest() == first
    opened.store.close()


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "no space left"), (errno.EROFS, "cannot be written to"), (errno.EIO, "disk refused")],
)
def test_a_copy_that_cannot_be_written_stops_the_save(
    tmp_path: Path, record: Make, minute: Minute, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    store = SqliteStore(tmp_path / "record.sqlite3")
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    copy = (tmp_path / "record-copy.yaml").read_bytes()

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(StoreProblem, match=said):
            store.save(record("second"), base=first.number, what="two", at=minute(1))
    assert store.newest() == first
    assert (tmp_path / "record-copy.yaml").read_bytes() == copy
    assert not (tmp_path / "record-copy.yaml.new").exists()
    assert store.save(record("second"), base=first.number, what="two", at=minute(2)).parent == first.number
    store.close()


@pytest.mark.parametrize("size", [30_000, 90_000, 200_000])
def test_a_system_that_lets_no_file_grow(
    tmp_path: Path, child: Callable[..., subprocess.Popen[str]], size: int
) -> None:
    process = child("fill", tmp_path, size)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    newest, last, sentence = said.strip().split(maxsplit=2)
    assert newest == last
    assert "What was saved earlier is still there" in sentence
    opened = open_store(tmp_path)
    found = opened.store.newest()
    assert opened.said == ()
    if last != "None":
        assert found is not None
        assert found.number in (int(last), int(last) + 1)
    opened.store.close()


def test_a_tab_that_waits_too_long_for_another_is_told_to_try_again(
    tmp_path: Path, record: Make, minute: Minute, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbook.store.tables.BUSY_SECONDS", 0)
    here, there = SqliteStore(tmp_path / "record.sqlite3"), SqliteStore(tmp_path / "record.sqlite3")
    first = here.save(record("first"), base=None, what="one", at=minute(0))
    with there._writing(), pytest.raises(StoreProblem, match="Try again in a moment"):
        here.save(record("second"), base=first.number, what="two", at=minute(1))
    assert here.save(record("second"), base=first.number, what="two", at=minute(2)).parent == first.number
    here.close()
    there.close()
