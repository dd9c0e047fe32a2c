"""Undo, redo and typing: does the doctor get the step a person expects?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from workbook.record import Record
from workbook.store import Conflict, MemoryStore, Revision, Store
from workbook.store.chain import Entry, mended

Make = Callable[..., Record]
Minute = Callable[[float], datetime]


def labels(store: Store) -> list[str]:
    """The labels of the history, oldest first."""
    return [revision.record.doctor.label for revision in reversed(store.history())]


def label(revision: Revision | None) -> str | None:
    return revision.record.doctor.label if revision else None


def save_all(store: Store, record: Make, minute: Minute, *names: str) -> int:
    """Save records of these names, a minute apart; the number of the last."""
    newest = store.newest()
    base = newest.number if newest else None
    for number, name in enumerate(names):
        base = store.save(record(name), base=base, what=f"wrote {name}", at=minute(number)).number
    assert base is not None
    return base


def test_undo_goes_back_step_by_step_and_redo_forward(store: Store, record: Make, minute: Minute) -> None:
    base = save_all(store, record, minute, "a", "b", "c")
    shown = []
    for step in ("undo", "undo", "undo", "redo", "undo", "redo", "redo", "redo"):
        revision = getattr(store, step)(base=base, at=minute(10))
        shown.append(label(revision))
        base = revision.number if revision else base
    assert shown == ["b", "a", None, "b", "a", "b", "c", None]
    assert labels(store) == ["a", "b", "c", "b", "a", "b", "a", "b", "c"]


def test_undo_says_what_was_undone(store: Store, record: Make, minute: Minute) -> None:
    base = save_all(store, record, minute, "a", "b", "c")
    said = []
    for step in ("undo", "undo", "redo", "undo"):
        revision = getattr(store, step)(base=base, at=minute(10))
        said.append(revision.what)
        base = revision.number
    assert said == ["Undone: wrote c", "Undone: wrote b", "Done again: wrote b", "Undone: wrote b"]


def test_a_save_after_an_undo_clears_the_way_forward_but_loses_nothing(
    store: Store, record: Make, minute: Minute
) -> None:
    base = save_all(store, record, minute, "a", "b")
    undone = store.undo(base=base, at=minute(5))
    assert undone is not None
    base = save_all(store, record, minute, "c")
    assert store.redo(base=base, at=minute(7)) is None
    back = store.undo(base=base, at=minute(8))
    assert back is not None
    assert label(back) == "a"
    assert store.undo(base=back.number, at=minute(9)) is None
    assert "b" in labels(store)


def test_undo_skips_a_save_that_changed_nothing(store: Store, record: Make, minute: Minute) -> None:
    """Otherwise the button is pressed and nothing moves."""
    base = save_all(store, record, minute, "a", "b", "b", "b")
    assert label(store.undo(base=base, at=minute(9))) == "a"


def test_there_is_nothing_to_undo_after_the_first_save(store: Store, record: Make, minute: Minute) -> None:
    base = save_all(store, record, minute, "a")
    assert store.undo(base=base, at=minute(1)) is None
    assert store.redo(base=base, at=minute(1)) is None
    assert labels(store) == ["a"]


class TestTyping:
    """Letters typed without a pause are one step of undo, and still each of them is kept at once."""

    typed: ClassVar = ("T", "Te", "Tea", "Teach")

    def type(self, store: Store, record: Make, start: datetime, *, gap: float, field: str = "p1.title") -> list[int]:
        newest = store.newest()
        base = newest.number if newest else None
        numbers = []
        for number, text in enumerate(self.typed):
            at = start + timedelta(seconds=gap * number)
            base = store.save(record(text), base=base, what="Posts: title", at=at, field=field).number
            assert label(store.newest()) == text
            numbers.append(base)
        return numbers

    def test_a_word_is_undone_not_a_letter(self, store: Store, record: Make, minute: Minute) -> None:
        before = save_all(store, record, minute, "before")
        *_, base = self.type(store, record, minute(5), gap=0.3)
        assert labels(store) == ["before", "Teach"]
        newest = store.newest()
        assert newest is not None
        assert newest.parent == before
        undone = store.undo(base=base, at=minute(6))
        assert undone is not None
        assert label(undone) == "before"
        assert label(store.redo(base=undone.number, at=minute(7))) == "Teach"

    def test_another_tab_that_read_half_a_word_is_told(self, store: Store, record: Make, minute: Minute) -> None:
        numbers = self.type(store, record, minute(5), gap=0.3)
        assert len(set(numbers)) == len(numbers)
        with pytest.raises(Conflict):
            store.save(record("other"), base=numbers[1], what="other tab", at=minute(6))

    def test_a_pause_ends_the_step(self, store: Store, record: Make, minute: Minute) -> None:
        self.type(store, record, minute(5), gap=3.1)
        assert labels(store) == list(self.typed)

    def test_typing_for_long_is_more_than_one_step(self, store: Store, record: Make, minute: Minute) -> None:
        """0, 2.9, 5.8 and 8.7 seconds are one stretch; the next letter comes 11.6 seconds after the first."""
        *_, base = self.type(store, record, minute(5), gap=2.9)
        store.save(record("Teachi"), base=base, what="", at=minute(5) + timedelta(seconds=11.6), field="p1.title")
        assert labels(store) == ["Teach", "Teachi"]

    def test_another_field_is_another_step(self, store: Store, record: Make, minute: Minute) -> None:
        self.type(store, record, minute(5), gap=0.1)
        self.type(store, record, minute(5) + timedelta(seconds=0.5), gap=0.1, field="p2.title")
        assert labels(store) == ["Teach", "Teach"]

    def test_a_clock_set_back_ends_the_step(self, store: Store, record: Make, minute: Minute) -> None:
        self.type(store, record, minute(5), gap=-0.1)
        assert labels(store) == list(self.typed)

    def test_typing_right_after_an_undo_does_not_swallow_the_undo(
        self, store: Store, record: Make, minute: Minute
    ) -> None:
        save_all(store, record, minute, "before")
        *_, base = self.type(store, record, minute(5), gap=0.1)
        undone = store.undo(base=base, at=minute(5) + timedelta(seconds=0.5))
        assert undone is not None
        base = store.save(
            record("T"),
            base=undone.number,
            what="Posts: title",
            at=minute(5) + timedelta(seconds=0.6),
            field="p1.title",
        ).number
        assert labels(store) == ["before", "Teach", "before", "T"]
        assert label(store.undo(base=base, at=minute(6))) == "before"

    def test_keeping_mine_never_joins(self, store: Store, record: Make, minute: Minute) -> None:
        save_all(store, record, minute, "before")
        newest = store.save(record("T"), base=1, what="", at=minute(5), field="p1.title")
        store.save(record("Te"), base=newest.number, what="", at=minute(5), field="p1.title", force=True)
        assert labels(store) == ["before", "T", "Te"]


class PersonAtTheButtons(RuleBasedStateMachine):
    """Whatever is saved, undone and redone: the record on the screen is the one an editor would show."""

    @initialize()
    def open(self) -> None:
        self.store = MemoryStore()
        self.moment = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
        self.made = 0
        self.past: list[str] = []
        self.future: list[str] = []
        self.everything: list[str] = []
        self.base: int | None = None

    def fresh(self) -> Record:
        self.made += 1
        self.moment += timedelta(minutes=1)
        return Record.model_validate({"format": 1, "doctor": {"label": str(self.made)}})

    @rule()
    def save(self) -> None:
        self.base = self.store.save(self.fresh(), base=self.base, what="", at=self.moment).number
        self.past.append(str(self.made))
        self.future.clear()
        self.everything.append(str(self.made))

    @rule(letters=st.integers(1, 4))
    def type(self, letters: int) -> None:
        record = self.fresh()
        for letter in range(letters):
            text = f"{self.made}{'x' * letter}"
            typed = record.model_copy(update={"doctor": record.doctor.model_copy(update={"label": text})})
            at = self.moment + timedelta(seconds=letter / 2)
            self.base = self.store.save(typed, base=self.base, what="", at=at, field="label").number
        self.past.append(text)
        self.future.clear()
        self.everything.append(text)

    @precondition(lambda self: self.base is not None)
    @rule()
    def undo(self) -> None:
        assert self.base is not None
        revision = self.store.undo(base=self.base, at=self.moment)
        if len(self.past) < 2:
            assert revision is None
            return
        self.future.append(self.past.pop())
        assert revision is not None
        self.base = revision.number
        self.everything.append(self.past[-1])

    @precondition(lambda self: self.base is not None)
    @rule()
    def redo(self) -> None:
        assert self.base is not None
        revision = self.store.redo(base=self.base, at=self.moment)
        if not self.future:
            assert revision is None
            return
        self.past.append(self.future.pop())
        assert revision is not None
        self.base = revision.number
        self.everything.append(self.past[-1])

    @invariant()
    def the_screen_shows_what_an_editor_would(self) -> None:
        assert label(self.store.newest()) == (self.past[-1] if self.past else None)

    @invariant()
    def nothing_ever_leaves_the_history(self) -> None:
        assert [revision.record.doctor.label for revision in reversed(self.store.history(10_000))] == self.everything


PersonAtTheButtons.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
test_a_person_at_the_buttons = PersonAtTheButtons.TestCase


def entry(number: int, back: int | None, ahead: int | None = None) -> Entry:
    at = "2026-11-20T12:00:00+00:00"
    return Entry(
        number=number,
        parent=back,
        at=at,
        what="",
        change="",
        field=None,
        session="",
        began=at,
        back=back,
        ahead=ahead,
        packed=b"",
    )


@given(
    entries=st.lists(st.integers(1, 30), unique=True).map(sorted),
    data=st.data(),
)
def test_no_way_leads_to_a_lost_revision(entries: list[int], data: st.DataObject) -> None:
    for number in entries:
        back = data.draw(st.none() | st.integers(0, number - 1))
        result = mended(entry(number, back, data.draw(st.none() | st.integers(1, 30))), entries)
        assert result.back is None or (result.back in entries and result.back < number)
        assert result.ahead is None or result.ahead in entries
        if back in entries:
            assert result.back == back


def test_an_undo_past_a_lost_revision_goes_to_the_nearest_older_one() -> None:
    assert mended(entry(9, back=8), [2, 5, 9]).back == 5
    assert mended(entry(2, back=1), [2, 5, 9]).back is None
