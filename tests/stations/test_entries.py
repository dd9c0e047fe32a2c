"""Entries are edited one at a time: what is typed goes into the open one and no other, and is never lost or run."""

from __future__ import annotations

from datetime import date
from typing import Any

import ipywidgets as widgets
import pytest

from workbook.record import Record
from workbook.record.models import Absence, Evidence, Permission, Post
from workbook.stations.entries import EntryList
from workbook.stations.evidence import EvidenceStation
from workbook.stations.header import Header
from workbook.stations.posts import PostsStation
from workbook.stations.session import Session
from workbook.stations.visa import VisaStation
from workbook.ui.fields import Field

from .walking import HOSTILE, VIEWS, all_views, entry_list, every, field, half_filled, markup, typed, words

TITLE = "Title on the contract"


def titles(session: Session) -> list[str | None]:
    return [post.title for post in session.record.posts]


@pytest.fixture
def posts(session: Session) -> EntryList:
    """Three posts, A, B and C; none is open."""
    session.edit("Three posts", posts=tuple(Post(id=f"p{n}", title=t) for n, t in enumerate("ABC", 1)))
    return entry_list(PostsStation(session).posts())


def test_an_empty_list_says_how_to_begin_and_an_entry_takes_its_place(session: Session) -> None:
    made = entry_list(PostsStation(session).posts())
    assert "Begin with the one you hold now" in words(made)
    none = made.children[0]
    assert none.layout.display is None
    made.add()
    assert none.layout.display == "none"


def test_a_new_entry_is_saved_and_opened(session: Session) -> None:
    made = entry_list(PostsStation(session).posts())
    made.add()
    assert [post.id for post in session.record.posts] == ["p1"]
    typed(made, TITLE, "Clinical fellow")
    assert titles(session) == ["Clinical fellow"]
    assert session.store.newest().record == session.record


def test_the_second_entry_opens_with_its_own_values_and_typing_writes_to_it_alone(
    posts: EntryList, session: Session
) -> None:
    posts.open_entry(0)
    typed(posts, TITLE, "A, changed")
    posts.open_entry(1)
    assert field(posts, TITLE).input.value == "B"
    assert "<h3>B</h3>" in markup(posts)
    typed(posts, TITLE, "B, changed")
    assert titles(session) == ["A, changed", "B, changed", "C"]


def test_the_form_is_made_once_and_refilled(posts: EntryList) -> None:
    """Widgets are never freed: a form for each entry opened would fill the memory of the page."""
    posts.open_entry(0)
    first = field(posts, TITLE)
    posts.open_entry(2)
    assert field(posts, TITLE) is first


def test_parts_of_an_entry_are_kept_apart_too(posts: EntryList, session: Session) -> None:
    posts.open_entry(0)
    typed(posts, "Protected teaching", True)
    posts.open_entry(1)
    assert field(posts, "Protected teaching").input.value is None
    typed(posts, "Protected teaching", False)
    assert [post.gives.teaching for post in session.record.posts] == [True, False, None]


def test_after_removing_an_entry_in_the_middle_the_next_one_is_the_one_written_to(
    posts: EntryList, session: Session
) -> None:
    posts.open_entry(1)
    posts.remove()
    assert titles(session) == ["A", "C"]
    assert "“B” was removed" in words(posts.notice)
    posts.open_entry(1)
    assert field(posts, TITLE).input.value == "C"
    typed(posts, TITLE, "C, changed")
    assert titles(session) == ["A", "C, changed"]


def test_undo_brings_a_removed_entry_back(posts: EntryList, session: Session) -> None:
    posts.open_entry(0)
    posts.remove()
    session.undo()
    assert titles(session) == ["A", "B", "C"]
    assert [words(row[0]).split()[0] for row in posts._rows[:3]] == ["A", "B", "C"]


def test_an_entry_that_undo_puts_back_before_the_open_one_does_not_take_its_place(
    posts: EntryList, session: Session
) -> None:
    """The doctor goes on typing in C; without this the next letter would have gone into B."""
    posts.open_entry(0)
    posts.remove()
    posts.open_entry(1)
    assert field(posts, TITLE).input.value == "C"
    session.undo()
    assert field(posts, TITLE).input.value == "C"
    typed(posts, TITLE, "C, changed")
    assert titles(session) == ["A", "B", "C, changed"]


def test_undoing_the_addition_of_the_open_entry_closes_its_form(posts: EntryList, session: Session) -> None:
    posts.add()
    session.undo()
    assert titles(session) == ["A", "B", "C"]
    assert not [one for one in every(posts) if isinstance(one, Field)]


def test_trips_have_no_id_and_are_followed_all_the_same(session: Session) -> None:
    trips = tuple(Absence(left=date(2026, month, 1)) for month in (1, 3, 5))
    session.edit("Three trips", absences=trips)
    made = entry_list(VisaStation(session).trips())
    made.open_entry(0)
    made.remove()
    made.open_entry(1)
    session.undo()
    assert field(made, "Left the UK on").input.value == "1 May 2026"
    typed(made, "Came back on", "9 May 2026")
    assert [trip.returned for trip in session.record.absences] == [None, None, date(2026, 5, 9)]


def test_what_cannot_be_read_yet_stays_while_another_field_is_saved(posts: EntryList, session: Session) -> None:
    posts.open_entry(0)
    said = typed(posts, "First day", "30/2/2026")
    assert "Not saved yet" in said
    assert "February 2026 has no day 30" in said
    typed(posts, TITLE, "A, changed")
    assert field(posts, "First day").input.value == "30/2/2026"
    assert "Not saved yet" in words(field(posts, "First day"))
    assert session.record.posts[0].start is None


def test_what_could_not_be_read_in_one_entry_is_not_shown_in_the_next(posts: EntryList) -> None:
    posts.open_entry(0)
    typed(posts, "First day", "soon")
    posts.open_entry(1)
    assert field(posts, "First day").input.value == ""
    assert "Not saved yet" not in words(field(posts, "First day"))


@pytest.mark.parametrize("day", ["30/2/2026", "31 Nov 2026", "3/13/2026", "1/1/1026", "next week"])
def test_an_impossible_day_is_refused_in_words_and_nothing_is_written(session: Session, day: str) -> None:
    """In each form with a day: posts, permissions, trips, evidence and its document. Of evidence the words are kept."""
    session.edit(
        "Half", **{name: getattr(half_filled(), name) for name in ("posts", "permissions", "absences", "evidence")}
    )
    before = session.record
    visa = VisaStation(session)
    lists = (PostsStation(session).posts(), visa.permissions(), visa.trips(), EvidenceStation(session).inventory())
    refused = 0
    for made in map(entry_list, lists):
        made.open_entry(
            1 if made._part == "evidence" else 0
        )  # the first entry says nothing but its id: a kind is asked
        for one in list(every(made)):
            if type(one).__name__ == "DayField":
                one.input.value = day
                assert "Not saved yet" in words(one)
                refused += 1
    assert refused == 11
    assert set(session.record.evidence[1].half_typed.values()) == {day}
    without = tuple(entry.model_copy(update={"half_typed": {}}) for entry in session.record.evidence)
    assert session.record.model_copy(update={"evidence": without}) == before


def test_an_end_before_the_start_is_refused_and_saved_by_itself_once_the_start_is_moved(
    posts: EntryList, session: Session
) -> None:
    posts.open_entry(0)
    typed(posts, "First day", "5 Aug 2026")
    said = typed(posts, "Last day of the contract", "4 Aug 2025")
    assert "Not saved yet" in said
    assert "before the start" in said
    typed(posts, "First day", "7 Aug 2024")
    assert session.record.posts[0].end == date(2025, 8, 4)
    assert "Not saved yet" not in words(field(posts, "Last day of the contract"))


def test_a_stretch_of_typing_is_taken_back_in_one_step(posts: EntryList, session: Session) -> None:
    posts.open_entry(0)
    moment = session.clock()
    session.clock = lambda: moment  # all within a second
    for text in ("N", "Ni", "Nights"):
        typed(posts, TITLE, text)
    session.undo()
    assert titles(session) == ["A", "B", "C"]
    assert field(posts, TITLE).input.value == "A"


def test_capitals_in_a_specialty_are_not_rewritten_while_they_are_typed(posts: EntryList, session: Session) -> None:
    posts.open_entry(0)
    for text in ("G", "General ", "General Medicine"):
        typed(posts, "Specialty", text)
        assert field(posts, "Specialty").input.value == text
    assert session.record.posts[0].specialty == "general-medicine"


def test_a_word_that_is_none_of_the_choices_is_shown_as_it_stands(session: Session) -> None:
    """An import or a later version of the data may hold one; opening it after another entry broke the page."""
    held = (Permission(id="v1", route="skilled-worker"), Permission(id="v2", route="a-route-of-long-ago"))
    session.edit("Permissions", permissions=held)
    made = entry_list(VisaStation(session).permissions())
    made.open_entry(0)
    made.open_entry(1)
    assert field(made, "Kind of permission").input.value == "a-route-of-long-ago"
    assert session.record.permissions == held
    made.open_entry(0)
    assert field(made, "Kind of permission").input.value == "skilled-worker"


def test_a_list_that_cannot_be_shown_says_so(posts: EntryList, session: Session) -> None:
    def broken(_: Any) -> tuple[str, str]:
        raise RuntimeError("a fault")

    posts._line = broken
    session.edit("Another", posts=(*session.record.posts, Post(id="p9")))
    assert "Something went wrong while showing the change" in words(posts.notice)
    assert "a fault" not in words(posts.notice)
    assert len(session.record.posts) == 4, "the change itself is saved"


def test_saving_that_breaks_is_said_below_the_field(posts: EntryList, monkeypatch: pytest.MonkeyPatch) -> None:
    """Voila shows nothing when a handler raises: the doctor would go on typing into the void."""
    posts.open_entry(0)
    monkeypatch.setattr(Session, "edit", lambda *_, **__: 1 / 0)
    assert "Something went wrong while saving what you typed" in typed(posts, TITLE, "Anything")


def test_markup_typed_into_every_text_field_of_every_form_is_text_on_every_page(session: Session) -> None:
    kinds = [*session.facts.evidence().vocabulary, None]
    half = half_filled()
    evidence = tuple(Evidence(id=f"e{n}", kind=kind) for n, kind in enumerate(kinds))
    session.change(half.model_copy(update={"evidence": evidence}), "Half filled")
    pages = dict(all_views(session))
    header = Header(session)
    tried = 0
    for page in pages.values():
        lists = [one for one in every(page) if isinstance(one, EntryList)]
        places = [(made, n) for made in lists for n in range(len(made.entries))] or [(None, 0)]
        for made, n in places:
            if made is not None:
                made.open_entry(n)
            for one in list(every(page)):
                if isinstance(one, widgets.Text | widgets.Textarea):
                    one.value = HOSTILE
                    tried += 1
    assert tried > 80
    assert session.record.doctor.label == HOSTILE
    assert {post.title for post in session.record.posts} == {HOSTILE}
    assert {entry.proof.file for entry in session.record.evidence if entry.proof} == {HOSTILE}
    again = dict(all_views(session))
    for name, page in (*pages.items(), *again.items(), ("header", header)):
        assert "<img" not in markup(page), name
    assert "&lt;img src=x" in markup(again["PostsStation.rungs"])
    assert "&lt;img src=x" in markup(header)


def test_every_view_of_every_station_is_tried_above(session: Session) -> None:
    assert len(all_views(session)) == sum(len(names) for names in VIEWS.values())
    for station, names in VIEWS.items():
        public = {
            name for name, made in vars(station).items()
            if callable(made) and not name.startswith("_")
        }  # fmt: skip
        assert public == set(names), station


def test_every_view_builds_for_a_half_filled_record(session: Session) -> None:
    session.change(half_filled(), "Half filled")
    for name, page in all_views(session):
        assert "Something went wrong" not in words(page), name


def test_every_view_builds_for_an_empty_record(session: Session) -> None:
    assert session.record == Record()
    for name, page in all_views(session):
        assert "Something went wrong" not in words(page), name


def test_every_view_builds_for_each_worked_example(example: Session) -> None:
    for name, page in all_views(example):
        assert "Something went wrong" not in words(page), name
