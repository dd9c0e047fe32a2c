"""The posts as rungs: what each gave, the gaps between them, and one thing to ask of the present one."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.record.models import Gives, Post
from workbook.stations.posts import PostsModel, PostsStation
from workbook.stations.session import Session

from .walking import entry_list, half_filled, typed, words

NOW = Post(id="p1", kind="trust-grade", title="Trust-grade doctor", start=date(2026, 8, 5))


def test_without_a_post_the_page_says_what_will_appear(session: Session) -> None:
    station = PostsStation(session)
    assert "The rungs appear here as soon as a post is entered." in words(station.rungs())
    assert "Enter the post you hold now" in words(station.request())


def test_what_is_typed_is_on_the_rung_at_once(session: Session) -> None:
    station = PostsStation(session)
    made, rungs = entry_list(station.posts()), station.rungs()
    made.add()
    typed(made, "Title on the contract", "Clinical fellow")
    typed(made, "First day", "1/11/2026")
    typed(made, "Clinics or lists", True)
    page = words(rungs)
    assert "Clinical fellow (now)" in page
    assert "20 days 1 Nov 2026 to no last day agreed" in page
    assert "✓ yes" in page
    assert session.record.posts[0].gives == Gives(clinics=True)


def test_the_first_day_counts_and_is_said_in_the_singular(session: Session) -> None:
    session.edit("Posts", posts=(NOW.model_copy(update={"start": session.on}),))
    assert "1 day 20 Nov 2026" in words(PostsStation(session).rungs())


def test_a_post_still_to_come_has_not_begun(session: Session) -> None:
    session.edit("Posts", posts=(NOW.model_copy(update={"start": date(2027, 8, 4)}),))
    assert "not begun 4 Aug 2027" in words(PostsStation(session).rungs())


def test_a_gap_is_shown_with_its_days(session: Session) -> None:
    before = Post(id="p0", start=date(2026, 2, 4), end=date(2026, 8, 3))
    session.edit("Posts", posts=(before, NOW))
    assert "4 August 2026 to 4 August 2026 (1 day)" in words(PostsStation(session).rungs())


def test_what_is_missing_of_a_post_is_said_by_its_title(session: Session) -> None:
    session.edit("Posts", posts=(Post(id="p1", title="Night cover"),))
    assert PostsModel(session).blockers() == (
        "“Night cover” has no first day, so none of its months can be counted.",
        "“Night cover” has no kind, so the workbook cannot tell what it usually gives.",
    )


def test_requests_are_those_of_the_kind_of_post_held_now(session: Session) -> None:
    session.edit("Posts", posts=(NOW,))
    asked = PostsStation(session).request()
    kind = session.facts.post_kinds()["trust-grade"]
    for ask in session.facts.posts().asked_of(kind):
        assert ask.text in words(asked)
    session.edit("Posts", posts=(NOW.model_copy(update={"kind": None}),))
    assert "Say what kind of post you hold now" in words(asked)


def test_a_kind_of_post_with_nothing_to_ask_for_is_not_asked_for_its_kind_again(session: Session) -> None:
    session.edit("Posts", posts=(NOW.model_copy(update={"kind": "foundation-f1"}),))
    assert "lists nothing to ask for in a post of the kind you hold now" in words(PostsStation(session).request())


def test_a_post_is_called_by_its_kind_until_it_has_a_title(session: Session) -> None:
    model = PostsModel(session)
    assert model.line(Post(id="p1", kind="clinical-fellow"))[0] == "Clinical fellow"
    assert model.line(Post(id="p1")) == ("A post, title not said", "start not said to no last day agreed")


def test_a_rule_that_breaks_is_said_in_words(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    station = PostsStation(session)
    rungs, asked = station.rungs(), station.request()
    monkeypatch.setattr("workbook.stations.posts.ladder", lambda *_: 1 / 0)
    session.change(half_filled(), "Half filled")
    assert "Something went wrong while drawing the rungs" in words(rungs)
    assert "Something went wrong while looking up your post" in words(asked)


def test_a_training_programme_is_kept_with_the_doctor(session: Session) -> None:
    """Some gates ask about UK foundation or core training; it is entered beside the posts."""
    programmes = PostsStation(session).programmes()
    programmes.add()
    form = programmes._made["programme"]
    form.fields["start"].input.value = "7 Aug 2019"
    form.fields["completed"].input.value = True
    kept = session.record.doctor.uk_programmes
    assert [(p.kind, str(p.start), p.completed) for p in kept] == [("foundation", "2019-08-07", True)]
    programmes.remove()
    assert session.record.doctor.uk_programmes == ()
