"""The picture of the line on paper: in the right place, and never with a label that runs out of its bar."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from workbook.exports.line_picture import LEFT, WIDTH, line_picture
from workbook.rules.calendar import Line
from workbook.rules.collision import Collision
from workbook.rules.line_event import KINDS, Event

ON = date(2026, 11, 20)


def event(kind: str, day: date, until: date | None = None, status: str = "recorded", title: str = "A thing") -> Event:
    return Event(id=f"{kind}-{day}", date=day, until=until, title=title, kind=kind, status=status)


def line(*events: Event, collisions: tuple[Collision, ...] = ()) -> Line:
    return Line(on=ON, events=events, collisions=collisions, notes=())


def test_nothing_on_the_line_is_no_picture() -> None:
    assert line_picture(line()) is None
    assert line_picture(line(event("post", date(2019, 1, 1), date(2020, 1, 1)))) is None, "long over"
    assert line_picture(line(event("review", date(2027, 1, 1)))) is None, "a reminder of ours is no lane"


def test_lanes_stand_in_one_order_and_only_where_something_is() -> None:
    picture = line_picture(
        line(event("exam", date(2027, 3, 1)), event("permission", date(2026, 1, 1), date(2028, 2, 19)))
    )
    assert picture is not None
    assert [lane for lane, _ in picture.lanes] == ["Visa", "Exams"]


def test_a_gap_lies_after_the_visa_and_says_how_many_days() -> None:
    clash = Collision(
        id="permission-ends-before-2028-08-02",
        kind="permission",
        rank=1,
        because="…",
        events=(),
        from_=date(2028, 2, 20),
        to=date(2028, 8, 1),
    )
    picture = line_picture(
        line(
            event("permission", date(2025, 2, 20), date(2028, 2, 19)),
            event("start", date(2028, 8, 2), status="projected"),
            collisions=(clash,),
        )
    )
    assert picture is not None
    visa = next(mark for mark in picture.marks if mark.look == "visa")
    gap = next(mark for mark in picture.marks if mark.look == "gap")
    start = next(mark for mark in picture.marks if mark.look == "round")
    assert visa.width and gap.width
    assert abs(visa.x + visa.width - gap.x) < 1 and gap.y == visa.y
    assert abs(gap.x + gap.width - start.x) < 1
    assert gap.label == "164 days without" and start.faint and not visa.faint


def test_the_words_beside_the_picture_name_what_lies_ahead() -> None:
    picture = line_picture(line(event("post", date(2025, 8, 6), date(2027, 8, 3), title="Fellow")))
    assert picture is not None
    assert "Fellow, 6 Aug 2025 to 3 Aug 2027" in picture.words and "The table below says it all" in picture.words


def test_a_post_without_a_last_day_is_a_bar_to_the_edge() -> None:
    """It began before the picture, so it was not drawn at all."""
    post = Event(id="post-p1", date=date(2024, 8, 7), ongoing=True, title="Fellow", kind="post", status="recorded")
    picture = line_picture(line(post))
    assert picture is not None
    bar = picture.marks[0]
    assert bar.width is not None
    assert (bar.x, bar.x + bar.width) == (LEFT, WIDTH - 8)
    assert bar.label == "Fellow, no last day entered"
    assert "Fellow, 7 Aug 2024, no last day entered" in picture.words


def test_every_kind_of_event_has_a_lane_and_a_colour_on_paper() -> None:
    """A kind the page forgets is a day the doctor does not see; one without a colour is drawn black."""
    events = [event(kind, date(2027, 1, 10), date(2027, 1, 12)) for kind in KINDS]
    picture = line_picture(line(*events))
    assert picture is not None
    assert len(picture.marks) == len(KINDS) - 1, "all but the days of reading again"
    page = (files("workbook.exports") / "templates" / "audit.html.j2").read_text()
    fills = re.search(r"set fills = (\{.*?\})", page)
    assert fills is not None
    assert {mark.look for mark in picture.marks} | {"gap"} == set(json.loads(fills[1]))


def test_days_away_over_a_step_carry_no_words_of_a_gap() -> None:
    clash = Collision(id="trip-1", kind="trip", because="…", events=(), from_=date(2027, 1, 1), to=date(2027, 3, 1))
    picture = line_picture(line(event("trip", date(2027, 1, 1), date(2027, 3, 1)), collisions=(clash,)))
    assert picture is not None
    assert [(mark.look, mark.label) for mark in picture.marks] == [("away", ""), ("gap", "")]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.dates(date(2015, 1, 1), date(2035, 1, 1)),
            st.none() | st.integers(0, 4000),
            st.text(min_size=1, max_size=80),
        ),
        max_size=12,
    )
)
def test_every_mark_lies_inside_the_picture(given: list[tuple[str, date, int | None, str]]) -> None:
    events = [
        event(kind, day, date.fromordinal(day.toordinal() + long) if long is not None else None, title=title)
        for kind, day, long, title in given
    ]
    picture = line_picture(line(*events))
    if picture is None:
        return
    for mark in picture.marks:
        assert LEFT <= mark.x <= WIDTH
        assert mark.width is None or mark.x + mark.width <= WIDTH + 5
        assert mark.width is None or len(mark.label) * 6.6 <= mark.width
    assert LEFT <= picture.today <= WIDTH
