"""Every change is saved, can be undone, and is never lost to another page."""

from __future__ import annotations

from typing import Any

import pytest

from workbook.facts import Facts
from workbook.record import Record
from workbook.record.models import Doctor, Evidence, Post
from workbook.stations.session import Session, with_field
from workbook.store.base import Conflict, Revision, StoreProblem
from workbook.store.memory import MemoryStore

from .conftest import DAY, ticking


def test_a_change_is_in_the_store_before_anyone_is_told(session: Session) -> None:
    seen = []
    session.watch(lambda: seen.append(session.store.newest()))
    session.edit("About you", doctor=Doctor(label="Trust doctor"))
    assert seen[0] is not None
    assert seen[0].record.doctor.label == "Trust doctor"


def test_an_impossible_entry_is_refused_with_the_reason_and_nothing_is_written(session: Session) -> None:
    twice = (Post(id="p1"), Post(id="p1"))
    assert session.edit("Posts", posts=twice) == "posts: the id 'p1' stands twice"
    assert session.store.newest() is None
    assert session.record == Record()


def test_a_field_that_cannot_stand_says_why() -> None:
    post = Post.model_validate({"id": "p1", "start": "2026-08-05"})
    assert with_field(post, "end", post.start.replace(year=2025)) == "5 August 2025 is before the start, 5 August 2026"
    changed = with_field(post, "title", "Clinical fellow")
    assert isinstance(changed, Post)
    assert changed.title == "Clinical fellow"


def test_undo_and_redo_walk_through_the_changes(session: Session) -> None:
    session.edit("About you", doctor=Doctor(label="First"))
    session.edit("About you", doctor=Doctor(label="Second"))
    assert session.undo() == "Undone: About you"
    assert session.record.doctor.label == "First"
    assert session.redo() is not None
    assert session.record.doctor.label == "Second"


def test_undo_with_nothing_to_undo_says_so(session: Session) -> None:
    assert session.undo() is None


def two_pages() -> tuple[Session, Session]:
    store = MemoryStore()
    store.save(Record(), base=None, what="Began", at=ticking()())
    facts = Facts()
    return (
        Session(store=store, facts=facts, on=DAY, clock=ticking()),
        Session(store=store, facts=facts, on=DAY, clock=ticking()),
    )


def test_a_second_page_is_told_and_overwrites_nothing() -> None:
    one, two = two_pages()
    one.edit("About you", doctor=Doctor(label="From page one"))
    two.edit("About you", doctor=Doctor(label="From page two"))
    assert two.conflict is not None
    assert one.store.newest().record.doctor.label == "From page one"
    assert two.record.doctor.label == "From page two"


def test_keeping_this_page_leaves_the_other_version_in_the_history() -> None:
    one, two = two_pages()
    one.edit("About you", doctor=Doctor(label="From page one"))
    two.edit("About you", doctor=Doctor(label="From page two"))
    two.keep_mine()
    labels = [revision.record.doctor.label for revision in two.store.history()]
    assert labels[0] == "From page two"
    assert "From page one" in labels
    assert two.conflict is None


def test_taking_the_other_page_keeps_this_one_in_the_history() -> None:
    one, two = two_pages()
    one.edit("About you", doctor=Doctor(label="From page one"))
    two.edit("About you", doctor=Doctor(label="From page two"))
    two.take_theirs()
    assert two.record.doctor.label == "From page one"
    assert "From page two" in [revision.record.doctor.label for revision in two.store.history()]
    two.edit("About you", doctor=Doctor(label="Going on"))
    assert two.conflict is None


def test_typing_during_a_conflict_is_kept_for_the_choice() -> None:
    one, two = two_pages()
    one.edit("About you", doctor=Doctor(label="From page one"))
    two.edit("About you", doctor=Doctor(label="From"))
    two.edit("About you", doctor=Doctor(label="From page two"))
    two.keep_mine()
    assert two.store.newest().record.doctor.label == "From page two"


class _FullDisk(MemoryStore):
    def save(self, *_args: Any, **_kwargs: Any) -> Revision:
        raise StoreProblem("The disk is full. Nothing was saved since 12:03.")


def test_a_full_disk_is_said_in_words_and_the_text_stays_on_the_page(session: Session) -> None:
    session.store = _FullDisk()
    session.edit("About you", doctor=Doctor(label="Typed"))
    assert session.problem == "The disk is full. Nothing was saved since 12:03."
    assert session.record.doctor.label == "Typed"


class _FullAtTimes(MemoryStore):
    full = False

    def save(self, *args: Any, **kwargs: Any) -> Revision:
        if self.full:
            raise StoreProblem("The disk is full.")
        return super().save(*args, **kwargs)


@pytest.mark.parametrize("step", ["undo", "redo"])
def test_undo_on_a_full_disk_keeps_the_text_that_only_the_page_holds(session: Session, step: str) -> None:
    """It showed the record from before the last saved change, and what was typed since was nowhere."""
    session.store = store = _FullAtTimes()
    session.edit("About you", doctor=Doctor(label="Saved"))
    store.full = True
    session.edit("About you", doctor=Doctor(label="Typed"))
    assert getattr(session, step)() is None
    assert (session.record.doctor.label, session.problem) == ("Typed", "The disk is full.")


def test_undo_saves_what_could_not_be_saved_and_then_takes_back_that(session: Session) -> None:
    session.store = store = _FullAtTimes()
    session.edit("About you", doctor=Doctor(label="Saved"))
    store.full = True
    session.edit("Your name", doctor=Doctor(label="Typed"))
    store.full = False
    assert session.undo() == "Undone: Your name"
    assert (session.record.doctor.label, session.problem) == ("Saved", None)
    assert session.redo() is not None
    assert session.record.doctor.label == "Typed"


def test_undo_after_another_page_saved_meanwhile_asks_and_keeps_the_text() -> None:
    store = _FullAtTimes()
    store.save(Record(), base=None, what="Began", at=ticking()())
    one, two = (Session(store=store, facts=Facts(), on=DAY, clock=ticking()) for _ in range(2))
    store.full = True
    two.edit("About you", doctor=Doctor(label="From page two"))
    store.full = False
    one.edit("About you", doctor=Doctor(label="From page one"))
    assert two.undo() is None
    assert two.conflict is not None
    assert two.record.doctor.label == "From page two"


def test_a_save_that_succeeds_on_the_second_try_is_told(session: Session) -> None:
    session.store = store = _FullAtTimes()
    session.edit("About you", doctor=Doctor(label="Saved"))
    store.full = True
    session.edit("About you", doctor=Doctor(label="Typed"))
    store.full = False
    told = []
    session.watch(lambda: told.append(session.problem))
    assert session.redo() is None
    assert told[-1] is None
    assert store.newest().record.doctor.label == "Typed"


def test_a_station_out_of_sight_is_told_when_it_is_shown(session: Session) -> None:
    told = []
    session.watch(lambda: told.append("posts"), "posts")
    session.show("visa")
    session.edit("About you", doctor=Doctor(label="A"))
    assert told == []
    session.show("posts")
    assert told == ["posts"]


def test_what_could_never_be_saved_is_not_taken_and_later_work_is_saved(session: Session) -> None:
    """A copy that nobody validated wedged the page: the doctor typed for an hour and nothing of it was on the disk."""
    session.edit("First", evidence=(Evidence(id="e1", title="Kept"),))
    too_long = session.record.evidence[0].model_copy(update={"title": "x" * 401})
    said = session.edit("Wedge", evidence=(too_long,))
    assert said is not None and "longer than 400 characters" in said
    assert (session.record.evidence[0].title, session.problem) == ("Kept", None)
    session.edit("Later", evidence=(*session.record.evidence, Evidence(id="e2", title="An hour of work")))
    assert session.problem is None
    assert [entry.title for entry in session.store.newest().record.evidence] == ["Kept", "An hour of work"]


def test_undo_drops_a_change_that_can_never_be_saved() -> None:
    """It came with a conflict and was then kept: undo did nothing, for good."""
    store = MemoryStore()
    store.save(Record(), base=None, what="Began", at=ticking()())
    one, two = (Session(store=store, facts=Facts(), on=DAY, clock=ticking()) for _ in range(2))
    one.edit("About you", doctor=Doctor(label="From page one"))
    two.record = Record(evidence=(Evidence(id="e1", title="x").model_copy(update={"title": "x" * 401}),))
    two.conflict = Conflict(mine=two.record, theirs=store.newest())
    two.keep_mine()
    assert two.problem is not None
    assert two.undo() == "Undone: Kept the version of this page"
    assert (two.record.evidence, two.problem) == ((), None)
