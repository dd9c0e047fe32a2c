"""The posts as rungs, counted by hand: days, gaps, the post held today, and the pattern in plain words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.facts import Facts
from workbook.record import Record
from workbook.record.models import Gives, Post
from workbook.rules.ladder import Ladder, ladder

DAY = date(2026, 11, 20)
FACTS = Facts()


def post(id: str, start: str | None = None, end: str | None = None, **more: Any) -> Post:
    return Post.model_validate({"id": id, "start": start, "end": end, **more})


def climbed(*posts: Post, on: date = DAY) -> Ladder:
    return ladder(Record(posts=posts), FACTS, on)


def test_no_post_is_no_rung() -> None:
    found = climbed()
    assert (found.rungs, found.gaps, found.present, found.requests, found.sentences) == ((), (), None, (), ())


def test_rungs_stand_in_the_order_of_their_first_days_and_undated_ones_last() -> None:
    found = climbed(post("p1"), post("p2", "2025-08-06"), post("p3", "2023-08-02", "2024-08-06"))
    assert [rung.post for rung in found.rungs] == ["p3", "p2", "p1"]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-20", None, 1),  # begun today
        ("2026-11-01", None, 20),  # 1 to 20 November, both counted
        ("2026-11-01", "2026-11-10", 10),
        ("2026-11-01", "2027-08-03", 20),  # what is still to come is not time in the post
        ("2026-11-21", None, None),  # begins tomorrow
        (None, "2026-11-10", None),
    ],
)
def test_time_in_a_post_counts_its_first_and_its_last_day(start: str | None, end: str | None, days: int | None) -> None:
    assert climbed(post("p1", start, end)).rungs[0].days == days


@pytest.mark.parametrize(
    ("on", "present"),
    [
        (date(2025, 8, 5), None),
        (date(2025, 8, 6), "p1"),
        (date(2026, 8, 4), "p1"),
        (date(2026, 8, 5), "p2"),
        (date(2030, 1, 1), "p2"),
    ],
)
def test_the_present_post_is_the_one_whose_days_hold_today(on: date, present: str | None) -> None:
    found = climbed(post("p1", "2025-08-06", "2026-08-04"), post("p2", "2026-08-05"), on=on)
    assert found.present == present


@pytest.mark.parametrize(
    ("end", "months"),
    [
        (
            "2026-03-30",
            None,
        ),  # 1 February to 30 March: a day short of two months, where 60 days would have been one more
        ("2026-03-31", 2),  # 59 days
        ("2026-04-14", 2),
        ("2026-04-16", 3),
        ("2027-01-31", 10),  # up to 20 November: nine whole months and 20 of 30 days
    ],
)
def test_time_in_a_post_is_told_in_calendar_months(end: str, months: int | None) -> None:
    assert climbed(post("p1", "2026-02-01", end)).rungs[0].months == months


def test_of_two_posts_held_at_once_the_later_one_is_the_present_one() -> None:
    assert climbed(post("bank", "2024-01-01"), post("trust", "2026-08-05")).present == "trust"


@pytest.mark.parametrize(
    ("following", "gap"),
    [
        ("2026-08-04", None),  # the day after the last one
        ("2026-08-05", (date(2026, 8, 4), date(2026, 8, 4), 1)),
        ("2026-09-01", (date(2026, 8, 4), date(2026, 8, 31), 28)),
        ("2026-07-01", None),  # they overlap
    ],
)
def test_a_gap_is_the_days_that_lie_in_no_post(following: str, gap: tuple[date, date, int] | None) -> None:
    found = climbed(post("p1", "2025-08-06", "2026-08-03"), post("p2", following))
    assert [(one.from_, one.to, one.days) for one in found.gaps] == ([gap] if gap else [])


def test_a_short_post_inside_a_long_one_opens_no_gap() -> None:
    long, inside = post("p1", "2024-01-01", "2026-06-30"), post("p2", "2024-03-01", "2024-04-30")
    assert climbed(long, inside, post("p3", "2026-07-01")).gaps == ()


@pytest.mark.parametrize(
    ("end", "days"),
    [("2026-11-18", 2), ("2026-11-19", 1), ("2026-11-20", None), ("2027-08-03", None), (None, None)],
)
def test_the_days_since_the_last_post_are_a_gap_too(end: str | None, days: int | None) -> None:
    """A doctor between two contracts saw every gap but the one they stand in."""
    found = climbed(post("p1", "2025-08-06", end)).gaps
    assert [(gap.to, gap.days) for gap in found] == ([(DAY, days)] if days else [])


@pytest.mark.parametrize(("end", "gaps"), [(None, 0), ("2027-08-03", 0), ("2025-01-31", 1)])
def test_a_post_without_a_first_day_may_hold_the_days_since_the_last(end: str | None, gaps: int) -> None:
    assert len(climbed(post("p1", "2024-08-07", "2025-08-05"), post("p2", None, end)).gaps) == gaps


def test_a_post_that_begins_later_ends_the_gap() -> None:
    found = climbed(post("p1", "2025-08-06", "2026-10-31"), post("p2", "2026-12-01")).gaps
    assert [(gap.from_, gap.to) for gap in found] == [(date(2026, 11, 1), date(2026, 11, 30))]


def test_an_open_post_reaches_over_every_later_day() -> None:
    assert (
        climbed(post("p1", "2024-01-01"), post("p2", "2026-01-01", "2026-02-01"), post("p3", "2026-09-01")).gaps == ()
    )


def test_what_was_not_said_is_neither_yes_nor_no() -> None:
    given = Gives(teaching=True, clinics=False)
    assert climbed(post("p1", "2026-01-01", gives=given)).rungs[0].gave == {
        "supervisor": None, "teaching": True, "clinics": False, "study leave": None, "ePortfolio": None,
        "appraisal": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("training", "sentence"),
    [
        ((False,), "Your post was not training."),
        ((False, False, False), "None of your 3 posts was training."),
        ((False, True, True), "1 of your 3 posts was not training."),
        ((False, False, None), "2 of your 3 posts were not training."),
    ],
)
def test_how_many_posts_were_not_training(training: tuple[bool | None, ...], sentence: str) -> None:
    posts = [post(f"p{n}", f"202{n}-01-01", training=said) for n, said in enumerate(training)]
    assert sentence in climbed(*posts).sentences


@pytest.mark.parametrize("training", [(True, True), (None, None)])
def test_nothing_is_said_of_training_where_nothing_speaks_against_it(training: tuple[bool | None, ...]) -> None:
    posts = [post(f"p{n}", f"202{n}-01-01", training=said) for n, said in enumerate(training)]
    assert not [sentence for sentence in climbed(*posts).sentences if "training" in sentence]


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("educational_supervisor", "None of them gave you a supervisor."),
        ("teaching", "None of them gave you teaching."),
        ("eportfolio", "None of them gave you an ePortfolio."),
        ("appraisal", "None of them gave you an appraisal."),
    ],
)
def test_what_no_post_gave_is_the_pattern(part: str, sentence: str) -> None:
    none = Gives(**{part: False})
    assert climbed(post("p1", "2024-01-01", gives=none), post("p2", "2025-01-01", gives=none)).sentences == (sentence,)
    once = Gives(**{part: True})
    assert climbed(post("p1", "2024-01-01", gives=none), post("p2", "2025-01-01", gives=once)).sentences == ()


@pytest.mark.parametrize(
    ("posts", "sentence"),
    [
        (1, "You have not said yet what your post gave you."),
        (2, "For 2 of your 2 posts you have not said yet what they gave."),
    ],
)
def test_what_was_not_said_is_asked_for(posts: int, sentence: str) -> None:
    assert climbed(*(post(f"p{n}", f"202{n}-01-01") for n in range(posts))).sentences == (sentence,)


def test_one_silent_post_among_several() -> None:
    said = post("p1", "2024-01-01", gives=Gives(teaching=True))
    assert climbed(said, post("p2", "2025-01-01")).sentences == (
        "For 1 of your 2 posts you have not said yet what it gave.",
    )


def test_requests_come_from_the_kind_of_the_present_post_with_their_source() -> None:
    found = climbed(post("p1", "2023-08-02", "2024-08-06", kind="fy3"), post("p2", "2026-08-05", kind="trust-grade"))
    asked = FACTS.posts().asked_of(FACTS.post_kinds()["trust-grade"])
    assert [request.text for request in found.requests] == [ask.text for ask in asked]
    assert all(request.fact.provenance.source.publisher for request in found.requests)


@pytest.mark.parametrize("kind", [None, "a-kind-of-long-ago"])
def test_a_kind_that_is_not_known_asks_for_nothing(kind: str | None) -> None:
    assert climbed(post("p1", "2026-08-05", kind=kind)).requests == ()


def test_a_rung_is_called_by_its_title_then_by_its_kind() -> None:
    found = climbed(
        post("p1", "2024-01-01", title="Night cover"), post("p2", "2025-01-01", kind="clinical-fellow"), post("p3")
    )
    assert [rung.title for rung in found.rungs] == ["Night cover", "Clinical fellow", "A post, title not said"]
