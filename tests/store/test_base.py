"""What every store promises, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from workbook.record import Record, RecordError
from workbook.store import Conflict, Store

Make = Callable[..., Record]
Minute = Callable[[float], datetime]


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.newest() is None
    assert store.history() == []


def test_what_was_saved_comes_back_with_its_number_moment_and_words(store: Store, record: Make) -> None:
    summer = datetime(2026, 7, 1, 13, 3, tzinfo=timezone(timedelta(hours=1)))
    saved = store.save(record("first"), base=None, what="Posts: new post", at=summer)
    assert store.newest() == saved
    assert (saved.parent, saved.what, saved.record) == (None, "Posts: new post", record("first"))
    assert saved.at == datetime(2026, 7, 1, 12, 3, tzinfo=UTC)
    assert saved.at.utcoffset() == timedelta(0)


def test_every_save_is_a_revision_on_top_of_the_one_before(store: Store, record: Make, minute: Minute) -> None:
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    second = store.save(record("second"), base=first.number, what="two", at=minute(1))
    third = store.save(record("second"), base=second.number, what="the same again", at=minute(2))
    assert store.history() == [third, second, first]
    assert (second.parent, third.parent) == (first.number, second.number)
    assert store.history(limit=2) == [third, second]


def test_text_in_any_script_and_with_any_sign_comes_back_letter_for_letter(store: Store, minute: Minute) -> None:
    words = "ٹیچنگ 👩🏽‍⚕️ \u2028 \x85 \t 'quotes\" # : - <img onerror=alert(1)> \x00\x1b"
    record = Record.model_validate({"format": 1, "doctor": {"label": words}})
    store.save(record, base=None, what=words, at=minute(0))
    newest = store.newest()
    assert newest is not None
    assert (newest.record.doctor.label, newest.what) == (words, words)


def test_a_tab_that_is_behind_is_told_and_nothing_is_overwritten(store: Store, record: Make, minute: Minute) -> None:
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    theirs = store.save(record("theirs"), base=first.number, what="other tab", at=minute(1))
    with pytest.raises(Conflict) as told:
        store.save(record("mine"), base=first.number, what="this tab", at=minute(2))
    assert (told.value.mine, told.value.theirs) == (record("mine"), theirs)
    assert store.history() == [theirs, first]


def test_a_tab_opened_on_nothing_does_not_overwrite_what_another_began(
    store: Store, record: Make, minute: Minute
) -> None:
    theirs = store.save(record("theirs"), base=None, what="other tab", at=minute(0))
    with pytest.raises(Conflict) as told:
        store.save(record("mine"), base=None, what="this tab", at=minute(1))
    assert told.value.theirs == theirs


def test_keeping_mine_keeps_theirs_in_the_history_and_undo_shows_it(store: Store, record: Make, minute: Minute) -> None:
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    theirs = store.save(record("theirs"), base=first.number, what="other tab", at=minute(1))
    mine = store.save(record("mine"), base=first.number, what="this tab", at=minute(2), force=True)
    assert store.history() == [mine, theirs, first]
    assert mine.parent == theirs.number
    undone = store.undo(base=mine.number, at=minute(3))
    assert undone is not None
    assert undone.record == record("theirs")


@pytest.mark.parametrize("step", ["undo", "redo"])
def test_undo_and_redo_in_a_tab_that_is_behind_are_told_too(
    store: Store, record: Make, minute: Minute, step: str
) -> None:
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    theirs = store.save(record("theirs"), base=first.number, what="other tab", at=minute(1))
    with pytest.raises(Conflict) as told:
        getattr(store, step)(base=first.number, at=minute(2))
    assert (told.value.mine, told.value.theirs) == (None, theirs)
    assert store.newest() == theirs


def test_an_impossible_record_is_refused_when_it_is_saved_not_when_it_is_opened(
    store: Store, record: Make, minute: Minute
) -> None:
    """A copy of a model is not validated, so such a record can reach the store."""
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    impossible = record("x").model_copy(update={"reflections": record("x").reflections * 2})
    with pytest.raises(RecordError, match="the id 'r1' stands twice"):
        store.save(impossible, base=first.number, what="two", at=minute(1))
    assert store.newest() == first


def test_a_moment_without_a_time_zone_is_refused(store: Store, record: Make) -> None:
    with pytest.raises(ValueError, match="time zone"):
        store.save(record("first"), base=None, what="one", at=datetime(2026, 11, 20, 12, 0))  # noqa: DTZ001
    assert store.newest() is None


def test_erasing_leaves_nothing_and_the_store_can_be_used_again(store: Store, record: Make, minute: Minute) -> None:
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    store.erase()
    assert (store.newest(), store.history()) == (None, [])
    again = store.save(record("again"), base=None, what="a new start", at=minute(1))
    assert again.parent is None
    assert again.number > first.number


def test_a_tab_that_still_shows_an_erased_record_is_told(store: Store, record: Make, minute: Minute) -> None:
    """Its number must not fit a revision of the new record by chance."""
    first = store.save(record("first"), base=None, what="one", at=minute(0))
    store.erase()
    with pytest.raises(Conflict) as told:
        store.save(record("mine"), base=first.number, what="this tab", at=minute(1))
    assert told.value.theirs is None
    assert "erased" in str(told.value)
    new = store.save(record("new"), base=None, what="a new start", at=minute(2))
    with pytest.raises(Conflict) as told:
        store.save(record("mine"), base=first.number, what="this tab", at=minute(3))
    assert told.value.theirs == new
