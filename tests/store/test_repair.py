"""The file with the record is damaged: the workbook opens all the same, says so, and keeps everything."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from workbook.record import Record
from workbook.store import Opened, Revision, StoreProblem, open_store, repair
from workbook.store.chain import Entry, pack
from workbook.store.files import Places
from workbook.store.salvage import Condition
from workbook.store.second_copy import read_copy, write_copy
from workbook.store.sqlite import SqliteStore
from workbook.store.tables import STORE_FORMAT, fill

Make = Callable[..., Record]
Minute = Callable[[float], datetime]
Saved = list[Revision]

SAVES = 40
PAGE = 4096


@pytest.fixture
def saved(tmp_path: Path, record: Make, minute: Minute) -> Saved:
    """Forty revisions in `tmp_path/home`, each on a page or two of its own; the last twenty still in the log, as a
    killed process leaves it."""
    working = tmp_path / "working"
    store = open_store(working).store
    revisions: Saved = []
    for number in range(SAVES):
        if number == SAVES // 2:
            store.close()
            store = open_store(working).store
        base = revisions[-1].number if revisions else None
        made = record(f"save {number + 1}", words=60)
        revisions.append(store.save(made, base=base, what=f"change {number + 1}", at=minute(number)))
    shutil.copytree(working, tmp_path / "home")
    store.close()
    return revisions


@pytest.fixture
def home(tmp_path: Path, saved: Saved) -> Path:
    return tmp_path / "home"


@pytest.fixture
def closed(home: Path) -> Path:
    """The same with nothing in the log: how a workbook that was closed in peace leaves it."""
    open_store(home).store.close()
    assert not (home / "record.sqlite3-wal").exists()
    return home


def cut_in_half(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def cut_within_a_page(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * 2 // 3 + 17])


def cut_to_nothing(file: Path) -> None:
    file.write_bytes(b"")


def random_header(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[:100] = random.Random(1).randbytes(100)
    file.write_bytes(content)


def random_first_page(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[:PAGE] = random.Random(2).randbytes(PAGE)
    file.write_bytes(content)


def zeroed_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // PAGE // 2 * PAGE
    content[middle : middle + 3 * PAGE] = bytes(3 * PAGE)
    file.write_bytes(content)


def random_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // PAGE // 2 * PAGE
    content[middle : middle + 3 * PAGE] = random.Random(3).randbytes(3 * PAGE)
    file.write_bytes(content)


def all_but_the_header(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:100] + random.Random(4).randbytes(len(content) - 100))


def text_instead(file: Path) -> None:
    file.write_text("Dear doctor,\nthis is a letter.\n" * 500)


def one_bit(file: Path) -> None:
    """In the middle of a kept record: the pages are sound, the words are not."""
    content = bytearray(file.read_bytes())
    place = len(content) // 2 + 1500
    content[place] ^= 4
    file.write_bytes(content)


def another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
        connection.commit()


def half_our_tables(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE about")
        connection.commit()


def emptied_counter(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM about")
        connection.commit()


def wrong_words(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE revision SET packed = 'not a record' WHERE number = ?", (SAVES,))
        connection.commit()


def wrong_digest(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE revision SET digest = 'abc' WHERE number = ?", (SAVES,))
        connection.commit()


DAMAGE = [
    cut_in_half,
    cut_within_a_page,
    cut_to_nothing,
    random_header,
    random_first_page,
    zeroed_middle,
    random_middle,
    all_but_the_header,
    text_instead,
    one_bit,
    another_program,
    half_our_tables,
    emptied_counter,
    wrong_words,
    wrong_digest,
]
# What a database without its second copy still gives: most of these leave nearly every revision readable.
GIVES_NOTHING = {cut_to_nothing, all_but_the_header, text_instead, another_program}


def check_it_works_on(opened: Opened, home: Path, record: Make, minute: Minute) -> None:
    """The next save, an undo and the next opening are as on any other day."""
    newest = opened.store.newest()
    base = newest.number if newest else None
    after = opened.store.save(record("after"), base=base, what="after", at=minute(100))
    assert after.number > SAVES
    opened.store.close()
    again = open_store(home)
    assert (again.store.newest(), again.said) == (after, ())
    undone = again.store.undo(base=after.number, at=minute(101))
    assert (undone.record if undone else None) == (newest.record if newest else None)
    again.store.close()


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_kept_aside_and_the_newest_work_is_back(
    closed: Path, saved: Saved, record: Make, minute: Minute, damage: Callable[[Path], None]
) -> None:
    damage(closed / "record.sqlite3")
    damaged = (closed / "record.sqlite3").read_bytes()
    opened = open_store(closed)
    assert (closed / "record-damaged-1.sqlite3").read_bytes() == damaged
    assert opened.store.newest() == replace(saved[-1], parent=opened.store.history()[0].parent)
    happened, back = opened.said
    assert happened.startswith("The file with your record ")
    assert f"It was kept aside as record-damaged-1.sqlite3, in {closed}." in happened
    local = saved[-1].at.astimezone()
    assert back.startswith(f"Your work is back as it was saved at {local:%H:%M} on {local.day} November 2026.")
    check_it_works_on(opened, closed, record, minute)


@pytest.mark.parametrize("damage", DAMAGE)
def test_without_the_second_copy_the_newest_readable_revision_is_opened(
    closed: Path, saved: Saved, record: Make, minute: Minute, damage: Callable[[Path], None]
) -> None:
    (closed / "record-copy.yaml").unlink()
    damage(closed / "record.sqlite3")
    damaged = (closed / "record.sqlite3").read_bytes()
    opened = open_store(closed)
    if damage is cut_to_nothing:  # an empty file alone is what a first start leaves when it is cut off
        assert (opened.store.newest(), opened.said) == (None, ())
        return
    assert (closed / "record-damaged-1.sqlite3").read_bytes() == damaged
    known = {revision.number: revision.record for revision in saved}
    found = opened.store.history(1000)
    assert all(known[revision.number] == revision.record for revision in found)
    if damage in GIVES_NOTHING:
        assert found == []
        assert "Nothing in it could be read" in opened.said[1]
        assert "start with an empty record" in opened.said[1]
    else:
        assert len(found) >= SAVES // 3
        assert "please look at what you typed last" in opened.said[1]
    check_it_works_on(opened, closed, record, minute)


def test_a_lost_page_costs_only_the_revisions_on_it(closed: Path, saved: Saved) -> None:
    zeroed_middle(closed / "record.sqlite3")
    opened = open_store(closed)
    found = {revision.number for revision in opened.store.history(1000)}
    opened.store.close()
    assert SAVES - 6 <= len(found) < SAVES


@pytest.mark.parametrize("damage", [random_header, random_first_page, half_our_tables, emptied_counter])
def test_a_lost_first_page_costs_no_revision(closed: Path, saved: Saved, damage: Callable[[Path], None]) -> None:
    (closed / "record-copy.yaml").unlink()
    damage(closed / "record.sqlite3")
    opened = open_store(closed)
    found = opened.store.history(1000)
    opened.store.close()
    assert found == saved[::-1]


def test_undo_works_across_a_gap(closed: Path, saved: Saved, minute: Minute) -> None:
    zeroed_middle(closed / "record.sqlite3")
    opened = open_store(closed)
    numbers = [revision.number for revision in opened.store.history(1000)]
    newest, shown = opened.store.newest(), []
    while newest is not None:
        shown.append(newest.record)
        newest = opened.store.undo(base=newest.number, at=minute(200))
    opened.store.close()
    assert shown == [saved[number - 1].record for number in numbers]


def test_a_lost_log_is_noticed_and_the_copy_brings_the_last_words_back(
    home: Path, saved: Saved, record: Make, minute: Minute
) -> None:
    """The database alone looks whole: it just ends twenty saves too early."""
    (home / "record.sqlite3-wal").unlink()
    (home / "record.sqlite3-shm").unlink()
    opened = open_store(home)
    assert opened.said[0].startswith("The file with your record had lost your last changes.")
    newest = opened.store.newest()
    assert newest is not None
    assert newest.record == saved[-1].record
    assert opened.store.history(1000)[1:] == saved[SAVES // 2 - 1 :: -1]
    check_it_works_on(opened, home, record, minute)


def test_a_spoiled_log_is_kept_aside_with_its_database(home: Path, saved: Saved, record: Make, minute: Minute) -> None:
    log = home / "record.sqlite3-wal"
    log.write_bytes(random.Random(5).randbytes(log.stat().st_size))
    spoiled = log.read_bytes()
    opened = open_store(home)
    newest = opened.store.newest()
    assert newest is not None
    assert newest.record == saved[-1].record
    assert (home / "record-damaged-1.sqlite3-wal").read_bytes() == spoiled
    check_it_works_on(opened, home, record, minute)


@pytest.mark.parametrize("damage", [cut_to_nothing, random_header, zeroed_middle, text_instead])
def test_damage_while_the_log_is_full(
    home: Path, saved: Saved, record: Make, minute: Minute, damage: Callable[[Path], None]
) -> None:
    damage(home / "record.sqlite3")
    opened = open_store(home)
    newest = opened.store.newest()
    assert newest is not None
    assert newest.record == saved[-1].record
    check_it_works_on(opened, home, record, minute)


def test_a_missing_file_comes_back_from_the_copy(closed: Path, saved: Saved, record: Make, minute: Minute) -> None:
    (closed / "record.sqlite3").unlink()
    opened = open_store(closed)
    assert opened.said[0] == "The file with your record was missing."
    assert opened.said[1].endswith("Earlier versions could not be read.")
    newest = opened.store.newest()
    assert newest is not None
    assert newest.record == saved[-1].record
    check_it_works_on(opened, closed, record, minute)


@pytest.mark.parametrize("damage", [cut_in_half, cut_to_nothing, text_instead])
def test_a_damaged_copy_beside_a_whole_file_is_said_and_kept(
    closed: Path, saved: Saved, damage: Callable[[Path], None]
) -> None:
    damage(closed / "record-copy.yaml")
    opened = open_store(closed)
    (said,) = opened.said
    assert said.endswith("kept aside as record-copy-damaged-1.yaml.")
    assert opened.store.history(1000) == saved[::-1]
    opened.store.close()
    assert open_store(closed).said == ()


def test_both_damaged_nothing_is_thrown_away(closed: Path, saved: Saved, record: Make, minute: Minute) -> None:
    for name in ("record.sqlite3", "record-copy.yaml"):
        text_instead(closed / name)
    opened = open_store(closed)
    assert opened.store.newest() is None
    assert (closed / "record-damaged-1.sqlite3").exists()
    assert (closed / "record-copy-damaged-1.yaml").exists()
    assert len(opened.said) == 3
    check_it_works_on(opened, closed, record, minute)


def test_damage_twice_overwrites_nothing_kept_aside(closed: Path, saved: Saved) -> None:
    for number in (1, 2):
        (closed / "record.sqlite3").write_text(f"damage {number}")
        opened = open_store(closed)
        opened.store.close()
    kept = {path.name: path.read_text() for path in closed.glob("record-damaged-*.sqlite3")}
    assert kept == {"record-damaged-1.sqlite3": "damage 1", "record-damaged-2.sqlite3": "damage 2"}
    newest = open_store(closed).store.newest()
    assert newest is not None
    assert newest.record == saved[-1].record


def test_the_copy_of_another_record_does_not_take_over(closed: Path, saved: Saved) -> None:
    """Its number is higher, but it is older: somebody put another database into this folder."""
    copy = read_copy(closed / "record-copy.yaml")
    assert copy is not None
    write_copy(closed / "record-copy.yaml", replace(copy, number=900, at="2025-01-01T00:00:00+00:00"))
    opened = open_store(closed)
    assert opened.store.history(1000) == saved[::-1]
    assert "belongs to another record" in opened.said[0]
    assert (closed / "record-copy-damaged-1.yaml").exists()
    opened.store.close()


@pytest.mark.parametrize("step", range(1, 7))
def test_a_repair_that_is_cut_off_can_be_done_again(
    closed: Path, saved: Saved, monkeypatch: pytest.MonkeyPatch, record: Make, minute: Minute, step: int
) -> None:
    """The process is killed the nth time it would rename a file (of five); then the workbook is opened again."""
    zeroed_middle(closed / "record.sqlite3")
    (closed / "record.sqlite3-wal").write_bytes(b"a log")

    class Killed(BaseException):
        pass

    done = 0

    def cut_off(original: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def rename(self: Path, target: Path) -> Path:
            nonlocal done
            done += 1
            if done == step:
                raise Killed
            return original(self, target)

        return rename

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", cut_off(Path.rename))
        patched.setattr(Path, "replace", cut_off(Path.replace))
        try:
            open_store(closed).store.close()
            assert step == 6
        except Killed:
            assert step <= 5
    opened = open_store(closed)
    newest = opened.store.newest()
    assert newest is not None
    assert newest.record == saved[-1].record
    assert len(opened.store.history(1000)) >= SAVES - 6
    assert any(path.name.startswith("record-damaged-") for path in closed.iterdir())
    assert not (closed / ".record-repair").exists()
    check_it_works_on(opened, closed, record, minute)


class TestNewerFormat:
    """A newer workbook saved here: this one changes nothing and says so."""

    def untouched(self, folder: Path) -> None:
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        with pytest.raises(StoreProblem, match="saved by a newer version of the workbook"):
            open_store(folder)
        after = {path.name: path.read_bytes() for path in folder.iterdir()}
        after = {name: content for name, content in after.items() if not name.endswith(("-wal", "-shm", ".lock"))}
        assert after == {name: content for name, content in before.items() if not name.endswith((".lock",))}

    def newer(self, number: int = 1) -> Entry:
        at = "2026-11-20T12:00:00+00:00"
        return Entry(
            number=number,
            parent=None,
            at=at,
            what="",
            change="",
            field=None,
            session="",
            began=at,
            back=None,
            ahead=None,
            packed=pack({"format": 2, "doctor": {"label": "from the future"}}),
        )

    def test_a_record_of_a_newer_format(self, tmp_path: Path) -> None:
        fill(tmp_path / "record.sqlite3", [self.newer()], 1)
        self.untouched(tmp_path)

    def test_a_newer_format_of_the_file(self, closed: Path) -> None:
        with closing(sqlite3.connect(closed / "record.sqlite3")) as connection:
            connection.execute("UPDATE about SET format = ?", (STORE_FORMAT + 1,))
            connection.commit()
        self.untouched(closed)
        with pytest.raises(StoreProblem, match="newer version"):
            SqliteStore(closed / "record.sqlite3")

    def test_a_newer_copy_beside_a_missing_file(self, tmp_path: Path) -> None:
        write_copy(tmp_path / "record-copy.yaml", self.newer())
        self.untouched(tmp_path)


def test_damage_under_an_open_tab_is_said_and_mended_by_opening_again(
    closed: Path, saved: Saved, record: Make, minute: Minute
) -> None:
    store = open_store(closed).store
    (closed / "fresh").write_text("not a database at all" * 1000)
    (closed / "fresh").replace(closed / "record.sqlite3")
    with pytest.raises(StoreProblem, match="damaged"):
        store.save(record("after"), base=SAVES, what="after", at=minute(90))
    opened = open_store(closed)
    newest = opened.store.newest()
    assert newest is not None
    assert newest.record == saved[-1].record
    after = store.save(record("after"), base=newest.number, what="after", at=minute(91))
    assert opened.store.newest() == after
    store.close()
    opened.store.close()


def test_another_tab_that_saves_while_this_one_opens_is_no_damage(
    tmp_path: Path, record: Make, minute: Minute, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two quick saves between the looks at the two files once read as lost changes, and the repair then lost them."""
    there = open_store(tmp_path).store
    saved = [there.save(record("0"), base=None, what="0", at=minute(0))]
    look = repair.examine

    def save() -> None:
        newest, number = saved[-1], len(saved)
        saved.append(there.save(record(str(number)), base=newest.number, what=str(number), at=minute(number)))

    def meanwhile(places: Places) -> Condition:
        save()
        found = look(places)
        save()
        save()
        return found

    monkeypatch.setattr(repair, "examine", meanwhile)
    here = open_store(tmp_path)
    assert here.said == ()
    assert here.store.history() == saved[::-1] == there.history()
    here.store.close()
    there.close()
