"""One file, several tabs, several processes."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from workbook.record import Record, read_record
from workbook.store import Conflict, Opened, open_store
from workbook.store.sqlite import SqliteStore

Make = Callable[..., Record]
Minute = Callable[[float], datetime]
Child = Callable[..., subprocess.Popen[str]]


def lines(process: subprocess.Popen[str]) -> list[str]:
    """What the child said until its end, which must be a good one."""
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return said.splitlines()


def test_the_record_is_there_again_after_closing(tmp_path: Path, record: Make, minute: Minute) -> None:
    first = open_store(tmp_path)
    saved = first.store.save(record("first"), base=None, what="one", at=minute(0))
    first.store.close()
    again = open_store(tmp_path)
    assert (again.store.newest(), again.said) == (saved, ())
    again.store.close()


def test_only_the_owner_can_read_any_of_the_files(tmp_path: Path, record: Make, minute: Minute) -> None:
    folder = tmp_path / "data" / "the-ladder"
    store = open_store(folder).store
    store.save(record("first"), base=None, what="one", at=minute(0))
    assert folder.stat().st_mode & 0o777 == 0o700
    found = {path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir()}
    assert {"record.sqlite3", "record.sqlite3-wal", "record-copy.yaml"} <= set(found)
    assert set(found.values()) == {"0o600"}
    store.close()


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path, record: Make, minute: Minute) -> None:
    store = open_store(tmp_path).store
    store.save(record("first"), base=None, what="one", at=minute(0))
    store.close()
    (tmp_path / "record.sqlite3").chmod(0o644)
    open_store(tmp_path).store.close()
    assert (tmp_path / "record.sqlite3").stat().st_mode & 0o777 == 0o600


def test_the_folder_is_the_one_the_doctor_chose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Make, minute: Minute
) -> None:
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path / "chosen"))
    store = open_store().store
    store.save(record("first"), base=None, what="one", at=minute(0))
    store.close()
    assert (tmp_path / "chosen" / "record.sqlite3").exists()


def test_without_a_choice_it_is_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    open_store().store.close()
    (found,) = tmp_path.rglob("record.sqlite3")
    assert found.parent.name == "the-ladder"


def test_two_tabs_on_one_file(tmp_path: Path, record: Make, minute: Minute) -> None:
    here, there = open_store(tmp_path).store, open_store(tmp_path).store
    first = here.save(record("first"), base=None, what="one", at=minute(0))
    theirs = there.save(record("theirs"), base=first.number, what="there", at=minute(1))
    with pytest.raises(Conflict) as told:
        here.save(record("mine"), base=first.number, what="here", at=minute(2))
    assert (told.value.mine, told.value.theirs) == (record("mine"), theirs)
    mine = here.save(record("mine"), base=first.number, what="here", at=minute(3), force=True)
    assert there.newest() == mine
    assert there.history() == [mine, theirs, first]
    here.close()
    there.close()


def test_two_tabs_typing_in_one_field_do_not_join(tmp_path: Path, record: Make, minute: Minute) -> None:
    here, there = open_store(tmp_path).store, open_store(tmp_path).store
    first = here.save(record("T"), base=None, what="", at=minute(0), field="title")
    there.save(record("Te"), base=first.number, what="", at=minute(0) + timedelta(seconds=1), field="title")
    assert len(here.history()) == 2
    here.close()
    there.close()


def test_two_processes_at_once_lose_no_save(tmp_path: Path, child: Child) -> None:
    processes = [child("hammer", tmp_path, name, 60) for name in ("one", "two")]
    said = [line.partition(" ") for process in processes for line in lines(process)]
    opened = open_store(tmp_path)
    kept = {str(revision.number): revision for revision in opened.store.history(1000)}
    opened.store.close()
    assert len(said) == 120
    assert all(kept[number].record.doctor.label == label for number, _, label in said)
    assert len(kept) == 120
    numbers = sorted(map(int, kept))
    assert [kept[str(number)].parent for number in numbers] == [None, *numbers[:-1]]


def test_two_processes_that_open_a_damaged_file_at_once_mend_it_once(tmp_path: Path, child: Child) -> None:
    (tmp_path / "record.sqlite3").write_text("not a database" * 1000)
    said = [line for process in [child("hammer", tmp_path, name, 5) for name in "ab"] for line in lines(process)]
    opened = open_store(tmp_path)
    assert (len(opened.store.history()), opened.said) == (len(said), ())
    assert [path.name for path in tmp_path.glob("*damaged*")] == ["record-damaged-1.sqlite3"]
    opened.store.close()


@pytest.mark.slow
def test_a_process_killed_at_any_moment_loses_at_most_the_save_in_flight(tmp_path: Path, child: Child) -> None:
    chance = random.Random(20261120)
    last_step = 0
    for _ in range(16):
        process = child("grow", tmp_path)
        assert process.stdout is not None
        assert process.stdout.readline() == "opened\n"
        for _ in range(chance.randrange(0, 60)):
            last_number, last_step = map(int, process.stdout.readline().split())
        for _ in range(chance.randrange(0, 40_000)):  # somewhere within a save, not always at its beginning
            pass
        process.kill()
        rest, _ = process.communicate()
        for line in rest.splitlines():
            last_number, last_step = map(int, line.split())

        opened = open_store(tmp_path)
        assert opened.said == ()
        newest = opened.store.newest()
        opened.store.close()
        if last_step:
            assert newest is not None
            assert newest.number >= last_number
            step = int(newest.record.doctor.label)
            assert step in (last_step, last_step + 1)
            assert newest.record.reflections[0].text == (f"{step} words " * (step % 700))[:20_000]
            last_number, last_step = newest.number, step
    assert last_step > 100


def test_a_save_cut_off_between_copy_and_database_is_taken_in(tmp_path: Path, record: Make, minute: Minute) -> None:
    """The copy is one save ahead: that is the last thing the doctor typed."""
    store = open_store(tmp_path).store
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    store.close()
    before = (tmp_path / "record.sqlite3").read_bytes()
    store = open_store(tmp_path).store
    second = store.save(record("second"), base=first.number, what="two", at=minute(1))
    store.close()
    (tmp_path / "record.sqlite3").write_bytes(before)
    opened = open_store(tmp_path)
    assert opened.said == ()
    assert opened.store.history() == [second, first]
    undone = opened.store.undo(base=second.number, at=minute(2))
    assert undone is not None
    assert undone.record == record("first")
    opened.store.close()


def test_a_missing_copy_is_made_again_and_is_a_record_any_station_reads(
    tmp_path: Path, record: Make, minute: Minute
) -> None:
    store = open_store(tmp_path).store
    store.save(record("first", words=20), base=None, what="one", at=minute(0))
    store.close()
    (tmp_path / "record-copy.yaml").unlink()
    open_store(tmp_path).store.close()
    assert read_record(tmp_path / "record-copy.yaml") == record("first", words=20)


def test_erasing_leaves_no_word_in_any_file(tmp_path: Path, record: Make, minute: Minute) -> None:
    """Neither in unused pages of the database, nor in its log, nor in files kept aside."""
    (tmp_path / "record.sqlite3").write_text("Night shift, damaged")
    opened = open_store(tmp_path)
    assert opened.said
    other = open_store(tmp_path).store
    base = None
    for number in range(30):
        saved = opened.store.save(record(f"Night {number}", 50), base=base, what="Night", at=minute(number))
        base = saved.number
    assert other.newest() == saved
    (tmp_path / "record-copy.yaml.new").write_text("Night shift, cut off")
    (tmp_path / "letter.txt").write_text("a letter of the doctor's own")
    held = {path.name for path in opened.store.files()}
    assert held == {
        "record.sqlite3",
        "record.sqlite3-wal",
        "record.sqlite3-shm",
        "record-copy.yaml",
        "record-copy.yaml.new",
        "record-damaged-1.sqlite3",
    }
    opened.store.erase()
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(left) == {"record.sqlite3", "record.sqlite3-wal", "record.sqlite3-shm", "record.lock", "letter.txt"}
    assert sum(map(len, left.values())) < 60_000
    assert not [name for name, content in left.items() if b"Night" in content]
    assert other.newest() is None
    opened.store.close()
    other.close()
    again = open_store(tmp_path)
    assert (again.store.newest(), again.said) == (None, ())
    again.store.close()


def test_a_tab_follows_when_a_repair_elsewhere_replaced_the_file(tmp_path: Path, record: Make, minute: Minute) -> None:
    """Otherwise it would go on saving into the file that was kept aside."""
    here = open_store(tmp_path).store
    first = here.save(record("first"), base=None, what="one", at=minute(0))
    for name in ("record.sqlite3", "record.sqlite3-wal", "record.sqlite3-shm"):
        (tmp_path / name).rename(tmp_path / f"moved-{name}")
    there: Opened = open_store(tmp_path)
    assert there.said
    second = here.save(record("second"), base=first.number, what="two", at=minute(1))
    assert there.store.newest() == second
    here.close()
    third = there.store.save(record("third"), base=second.number, what="three", at=minute(2))
    there.store.close()
    again = open_store(tmp_path)
    assert (again.store.newest(), again.said) == (third, ())
    again.store.close()


def test_importing_the_store_does_not_import_sqlalchemy(tmp_path: Path) -> None:
    """A command that only reads facts does not wait for it."""
    code = (
        "import sys; sys.path[:] = sys.argv[1:]; import workbook.store as s; "
        "sys.exit('sqlalchemy' in sys.modules or 'pandas' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code, *filter(None, sys.path)], cwd=tmp_path, check=False).returncode == 0
    )


def test_two_stores_made_at_once_on_nothing_agree(tmp_path: Path, record: Make, minute: Minute) -> None:
    path = tmp_path / "new" / "record.sqlite3"
    here, there = SqliteStore(path), SqliteStore(path)
    saved = here.save(record("first"), base=None, what="one", at=minute(0))
    assert there.newest() == saved
    here.close()
    there.close()
