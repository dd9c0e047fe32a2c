"""The picture of the line: everything inside its span, gaps drawn, and a sentence for who does not see it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.base.days import short
from workbook.record.models import Post
from workbook.rules.calendar import Line
from workbook.rules.collision import ClashKind, Collision
from workbook.rules.line_event import KINDS, Event
from workbook.stations.line_chart import COLOURS, LANES, ORDER, line_alt, line_chart, line_spec, shown_span
from workbook.stations.session import Session
from workbook.ui.chart import Chart

from .conftest import DAY
from .walking import every, markup, words


def drawn(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Every row of every layer that has a day."""
    return [row for layer in spec["layer"] for row in layer["data"]["values"]]


def event(id: str, kind: str, day: date, until: date | None = None, status: str = "recorded") -> Event:
    return Event(
        id=id, date=day, until=until, title=id, kind=kind, status=status, source=None, because=None, entry=None
    )


def line(*events: Event, collisions: tuple[Collision, ...] = ()) -> Line:
    return Line(on=DAY, events=events, collisions=collisions, notes=())


def gap(first: date, last: date, id: str = "no-contract-after-p1", kind: ClashKind = "contract") -> Collision:
    return Collision(id=id, kind=kind, rank=1, because="A gap.", events=(), from_=first, to=last)


def test_nothing_is_drawn_outside_the_span_of_the_picture(example: Session) -> None:
    found = example.answers.line()
    first, last = shown_span(found)
    assert first < DAY < last
    for row in drawn(line_spec(found)):
        assert first.isoformat() <= row["from"] <= last.isoformat(), row
        assert row["from"] <= row.get("to", row["from"]) <= last.isoformat(), row


def test_each_event_of_the_span_is_drawn_in_its_lane(example: Session) -> None:
    found = example.answers.line()
    first, last = shown_span(found)
    rows = {(row["title"], row["said"]) for row in drawn(line_spec(found)) if "said" in row}
    for one in found.events:
        inside = one.kind in LANES and (one.until or one.date) >= first and one.date <= last
        assert any(title == one.title and short(one.date) in said for title, said in rows) == inside, one


def test_each_gap_of_the_line_is_drawn(example: Session) -> None:
    found = example.answers.line()
    titles = {row["title"] for row in drawn(line_spec(found)) if "title" in row}
    with_days = [one for one in found.collisions if one.from_ and one.to]
    assert with_days
    for one in with_days:
        assert one.because in titles


def test_each_layer_has_a_mark_an_encoding_and_a_colour_for_each_lane(example: Session) -> None:
    spec = line_spec(example.answers.line())
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    for layer in spec["layer"]:
        assert {"data", "mark", "encoding"} <= set(layer)
        assert "x" in layer["encoding"]
    assert set(ORDER) == set(COLOURS) == set(LANES.values())


def test_every_kind_of_event_is_drawn_but_the_days_of_reading_again() -> None:
    """A kind without a lane would be on the table alone, and the picture would look whole."""
    assert set(LANES) == set(KINDS) - {"review"}
    events = [event(kind, kind, date(2027, 1, 10), date(2027, 1, 12)) for kind in KINDS]
    rows = {row["id"]: row["lane"] for row in drawn(line_spec(line(*events))) if "id" in row}
    assert rows == {kind: LANES[kind] for kind in KINDS if kind != "review"}


def test_only_what_is_held_is_named_inside_its_bar() -> None:
    """A window to apply in lies over the gap after the permission: its words would hide how long the gap is."""
    held = event("Visa", "permission", date(2026, 8, 5), date(2027, 2, 19))
    window = event("Apply", "permission", date(2027, 1, 1), date(2027, 2, 19), status="computed")
    rows = {row["id"]: row["label"] for row in drawn(line_spec(line(held, window))) if "id" in row}
    assert rows == {"Visa": "Visa", "Apply": ""}


def test_days_away_are_drawn_in_their_lane_without_the_words_of_a_gap() -> None:
    found = line(collisions=(gap(date(2026, 12, 1), date(2026, 12, 3), "trip-1", "trip"),))
    rows = [row for row in drawn(line_spec(found)) if row.get("title") == "A gap."]
    assert {(row["lane"], row["label"]) for row in rows} == {("Away", "")}


def test_the_picture_follows_vega_lites_own_schema(example: Session) -> None:
    altair = pytest.importorskip("altair")
    altair.LayerChart.from_dict(line_spec(example.answers.line()), validate=True)


def test_a_span_counts_its_last_day_to_its_end() -> None:
    rows = drawn(line_spec(line(event("post", "post", date(2026, 8, 5), date(2026, 12, 1)))))
    assert rows[0]["to"] == "2026-12-02"


def test_a_gap_that_began_before_the_picture_is_cut_at_its_edge() -> None:
    found = line(event("post", "post", DAY), collisions=(gap(date(2024, 1, 1), date(2026, 12, 1)),))
    first, _ = shown_span(found)
    rows = [row for row in drawn(line_spec(found)) if row.get("title") == "A gap."]
    assert {row["from"] for row in rows} == {first.isoformat()}


def test_a_gap_beyond_the_picture_is_not_drawn() -> None:
    found = line(event("post", "post", DAY), collisions=(gap(date(2045, 1, 1), date(2045, 2, 1)),))
    assert "A gap." not in [row.get("title") for row in drawn(line_spec(found))]


@pytest.mark.parametrize(
    ("last", "label"), [(date(2026, 12, 1), "1 day with none"), (date(2026, 12, 3), "3 days with none")]
)
def test_a_gap_says_how_long_it_is(last: date, label: str) -> None:
    found = line(event("post", "post", DAY), collisions=(gap(date(2026, 12, 1), last),))
    assert label in [row.get("label") for row in drawn(line_spec(found))]


def test_a_gap_of_permission_lies_in_the_lane_of_permission() -> None:
    id = "permission-ends-before-2027-08-04"
    found = line(collisions=(gap(date(2026, 12, 1), date(2026, 12, 3), id, "permission"),))
    assert {row["lane"] for row in drawn(line_spec(found)) if row.get("title") == "A gap."} == {"Permission"}


def test_a_projected_day_is_faint_and_said_to_be_projected() -> None:
    row = drawn(line_spec(line(event("Interviews", "interview", date(2027, 1, 10), status="projected"))))[0]
    assert row["settled"] is False
    assert row["said"] == "Interviews, 10 Jan 2027 (projected)"


def test_an_empty_line_is_a_picture_of_today(session: Session) -> None:
    found = session.answers.line()
    spec = line_spec(found)
    assert DAY.isoformat() in [row["from"] for row in drawn(spec)]
    assert line_alt(found) == "The line from 20 Nov 2026: nothing is on it yet. The table below says it all."


def test_the_sentence_says_what_is_coming_with_its_days(example: Session) -> None:
    found = example.answers.line()
    said = line_alt(found)
    coming = [one for one in found.events if one.kind in LANES and (one.until or one.date) >= DAY]
    for one in coming[:8]:
        assert one.title in said
        assert short(one.date) in said
    assert f"and {len(coming) - 8} more" in said
    assert "(s)" not in said


def test_the_sentence_counts_what_does_not_fit() -> None:
    one, two = gap(date(2026, 12, 1), date(2026, 12, 2)), gap(date(2027, 1, 1), date(2027, 1, 2))
    assert "1 thing does not fit, said below." in line_alt(line(collisions=(one,)))
    assert "2 things do not fit, said below." in line_alt(line(collisions=(one, two)))


def test_a_post_without_a_last_day_goes_on_to_the_edge_of_the_picture(session: Session) -> None:
    """It was one point two years ago, outside the picture, and “behind you” in the table: the post held today."""
    session.edit("Post", posts=(Post(id="p1", title="Trust doctor", start=date(2024, 8, 7)),))
    found = session.answers.line()
    first, last = shown_span(found)
    row = next(row for row in drawn(line_spec(found)) if row.get("title") == "Trust doctor")
    assert (row["from"], row["to"]) == (first.isoformat(), last.isoformat())
    assert "Trust doctor, 7 Aug 2024, no last day entered" in line_alt(found)


def test_a_post_of_which_only_the_last_day_is_known_does_not_go_on(session: Session) -> None:
    session.edit("Post", posts=(Post(id="p1", end=date(2024, 8, 7)), Post(id="p2", start=date(2025, 1, 1))))
    assert [one.id for one in session.answers.line().events if one.ongoing] == ["post-p2"]


def test_a_pressed_bar_opens_its_source_below_the_chart(example: Session) -> None:
    """Posts are the doctor's own words; a day of the round has a page behind it."""
    box = line_chart(example, "visa")
    chart = next(one for one in every(box) if isinstance(one, Chart))
    line = example.answers.line()
    step = next(event for event in line.events if event.source is not None)
    chart._handle_custom_msg({"kind": "picked", "id": step.id}, [])
    assert step.title in words(box)
    assert step.source.provenance.source.publisher in words(box)
    post = next(event for event in line.events if event.kind == "post")
    chart._handle_custom_msg({"kind": "picked", "id": post.id}, [])
    assert "This comes from what you entered." in words(box)
    chart._handle_custom_msg({"kind": "picked", "id": "nothing"}, [])
    assert "source-card" not in markup(box)
