"""How is the line drawn? Posts, permission, settlement and recruitment as lanes over the months, today as a gold rule.

A plain Vega-Lite description; the table beside it says the same in words, so the picture is never the only place.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbook.base.days import add_months, short
from workbook.stations.session import Session
from workbook.ui.chart import Chart
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, column

if TYPE_CHECKING:
    from workbook.rules.calendar import Line
    from workbook.rules.line_event import Event

MONTHS_BACK, MONTHS_ON = 12, 30

LANES = {
    "post": "Post", "permission": "Permission", "settlement": "Settlement", "english": "Settlement",
    "application": "Round", "msra": "Round", "interview": "Round", "offer": "Round", "start": "Round", "exam": "Exam",
    "registration": "Eligibility", "crest": "Eligibility", "limit": "Eligibility", "transfer": "Post", "trip": "Away",
}  # fmt: skip
ORDER = ("Post", "Permission", "Away", "Settlement", "Eligibility", "Round", "Exam")
COLOURS = {
    "Post": "#bcd9d8", "Permission": "#b9cfe8", "Away": "#d8c7a6", "Settlement": "#cbb6e0", "Eligibility": "#a9cfa0",
    "Round": "#0b5d63", "Exam": "#8a9199",
}  # fmt: skip
# Collisions with days of their own: the gaps, which say how long they are, and the days away.
CLASH_LANES = {"permission": "Permission", "contract": "Post", "absence": "Away", "trip": "Away"}
WITHOUT = ("permission", "contract")
NAMED_INSIDE = ("Post", "Permission")
# What stands beside a mark of the round, by the end of its id; the other days of a round are in the table.
ROUND_WORDS = {"-applications": "Apply", "-interviews": "Interviews", "-start": "Posts start"}
# On a phone the names would lie over one another, and even unseen they take the width; there the table says them.
WHERE_ROOM = {"expr": "width < 560 ? '' : datum.label"}
NOT_SETTLED = ("projected", "proposed", "provisional")


def line_chart(session: Session, station: str) -> widgets.Widget:
    """The picture of the line; follows the record."""
    notice = Notice()

    @guarded(notice, "drawing the line")
    def drawn() -> tuple[dict[str, Any], str]:
        line = session.answers.line()
        described = line_spec(line), line_alt(line)
        notice.clear()
        return described

    spec, alt = drawn() or ({}, "The line could not be drawn.")
    chart = Chart(spec, alt=alt)
    picked = Pane("stations/templates/picked.html.j2")

    @guarded(notice, "opening its source")
    def pick(id: str) -> None:
        picked.fill(**what_was_picked(session.answers.line(), id), on=session.on)

    def refresh() -> None:
        chart.spec, chart.alt = drawn() or ({}, "The line could not be drawn.")
        picked.clear()

    chart.on_pick(pick)
    session.watch(refresh, station)
    return column(chart, picked, notice, classes=("ladder-line",))


def what_was_picked(line: Line, id: str) -> dict[str, Any]:
    """What a pressed bar or point says, and the facts it rests on; none for what the doctor entered."""
    for event in line.events:
        if event.id == id:
            said = _said(event).removeprefix(f"{event.title}, ")
            return {"title": event.title, "said": said, "facts": [event.source] if event.source else []}
    for collision in line.collisions:
        if collision.id == id:
            return {"title": collision.because, "said": "", "facts": list(collision.facts)}
    return {"title": "", "said": "", "facts": []}


def shown_span(line: Line) -> tuple[date, date]:
    """The first and the last day of the picture: a year back, and as far as the last event within a few years."""
    first = add_months(line.on, -MONTHS_BACK)
    furthest = add_months(line.on, MONTHS_ON)
    ends = [event.until or event.date for event in line.events if event.kind in LANES]
    last = max([end for end in ends if end <= furthest], default=furthest)
    return first, max(last, add_months(line.on, 6)) + timedelta(days=45)


def line_spec(line: Line) -> dict[str, Any]:
    """The picture as Vega-Lite: bars for spans, points for single days, the gaps in red, today as a rule."""
    first, last = shown_span(line)
    spans, days = [], []
    for event in line.events:
        if event.kind not in LANES or not event.lasts_to(first) or event.date > last:
            continue
        until = last if event.ongoing else event.until
        (spans if until else days).append(_row(event, until, first, last))
    gaps = [
        {"id": c.id, "lane": CLASH_LANES[c.kind], "from": max(c.from_, first).isoformat(),
         "to": min(c.to + timedelta(days=1), last).isoformat(), "title": c.because,
         "label": _gap_label((c.to - c.from_).days + 1) if c.kind in WITHOUT else ""}
        for c in line.collisions if c.kind in CLASH_LANES and c.from_ and c.to and c.to >= first and c.from_ <= last
    ]  # fmt: skip
    lanes = [lane for lane in ORDER if any(row["lane"] == lane for row in (*spans, *days, *gaps))]
    y = {"field": "lane", "type": "nominal", "sort": lanes, "title": None, "scale": {"domain": lanes},
         "axis": {"domain": False, "ticks": False, "labelPadding": 8}}  # fmt: skip
    x = {"field": "from", "type": "temporal", "title": None,
         "scale": {"domain": [first.isoformat(), last.isoformat()]},
         "axis": {"format": "%b %Y", "tickCount": {"interval": "month", "step": 6}, "labelOverlap": True,
                  "domain": False, "gridColor": "#e3dfd6"}}  # fmt: skip
    day = {"field": "from", "type": "temporal"}  # the first layer says the span once, for all of them
    colour = {"field": "lane", "type": "nominal", "legend": None,
              "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())}}  # fmt: skip
    tip = [{"field": "title", "title": "What"}, {"field": "said", "title": "When"}]
    faint = {"condition": {"test": "datum.settled", "value": 1}, "value": 0.45}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": {"step": 52},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
        "config": {"view": {"stroke": None}, "font": "system-ui, Segoe UI, Roboto, Arial, sans-serif",
                   "axis": {"labelFontSize": 13, "labelColor": "#1b1f24"}},
        "layer": [
            {"data": {"values": spans}, "mark": {"type": "bar", "height": 18, "cornerRadius": 4, "cursor": "pointer"},
             "encoding": {"y": y, "x": x, "x2": {"field": "to"}, "color": colour, "opacity": faint, "tooltip": tip}},
            {"data": {"values": gaps},
             "mark": {"type": "bar", "height": 26, "cornerRadius": 4, "fill": "#fbe9e7", "stroke": "#9b1c1c",
                      "strokeDash": [4, 3], "cursor": "pointer"},
             "encoding": {"y": y, "x": day, "x2": {"field": "to"}, "tooltip": [{"field": "title", "title": "Note"}]}},
            {"data": {"values": [row for row in spans if row["lane"] in NAMED_INSIDE]},
             "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12, "color": "#1b1f24", "limit": 190,
                      "text": WHERE_ROOM},
             "encoding": {"y": y, "x": day}},
            {"data": {"values": gaps},
             "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12, "color": "#9b1c1c", "limit": 130,
                      "text": WHERE_ROOM},
             "encoding": {"y": y, "x": day}},
            {"data": {"values": [row for row in (*spans, *days) if row["lane"] == "Round" and row["label"]]},
             "mark": {"type": "text", "align": "left", "dy": {"expr": "datum.above ? -18 : 20"}, "fontSize": 12,
                      "color": "#1b1f24", "text": WHERE_ROOM},
             "encoding": {"y": y, "x": day}},
            {"data": {"values": days},
             "mark": {"type": "point", "filled": True, "size": 110, "stroke": "#fff", "cursor": "pointer"},
             "encoding": {"y": y, "x": day, "color": colour, "opacity": faint, "tooltip": tip}},
            {"data": {"values": [{"from": line.on.isoformat()}]},
             "mark": {"type": "rule", "color": "#ffb000", "strokeWidth": 3}, "encoding": {"x": day}},
            {"data": {"values": [{"from": line.on.isoformat(), "text": "today"}]},
             "mark": {"type": "text", "align": "left", "dx": 6, "y": 8, "fontSize": 13, "color": "#1b1f24"},
             "encoding": {"x": day, "text": {"field": "text"}}},
        ],
    }  # fmt: skip


def line_alt(line: Line) -> str:
    """The picture in a sentence, for who does not see it."""
    coming = [event for event in line.events if event.kind in LANES and event.lasts_to(line.on)]
    said = "; ".join(_said(event) for event in coming[:8]) or "nothing is on it yet"
    more = f"; and {len(coming) - 8} more" if len(coming) > 8 else ""
    count = len(line.collisions)
    collide = f" {count} {'thing does' if count == 1 else 'things do'} not fit, said below." if count else ""
    return f"The line from {short(line.on)}: {said}{more}.{collide} The table below says it all."


def _row(event: Event, until: date | None, first: date, last: date) -> dict[str, Any]:
    begins = max(event.date, first)
    row = {
        "id": event.id, "lane": LANES[event.kind], "from": begins.isoformat(), "title": event.title,
        "said": _said(event),
        "settled": event.status not in NOT_SETTLED,
        "label": _name(event),
        "above": event.kind == "interview",
    }  # fmt: skip
    if until:
        # the last day counts to its end
        row["to"] = min(until + timedelta(days=1), last).isoformat()
    return row


def _gap_label(days: int) -> str:
    return f"{days} {'day' if days == 1 else 'days'} with none"


def _said(event: Event) -> str:
    when = f"{short(event.date)} to {short(event.until)}" if event.until else short(event.date)
    when += ", no last day entered" if event.ongoing else ""
    sure = f" ({event.status.replace('_', ' ')})" if event.status in NOT_SETTLED else ""
    return f"{event.title}, {when}{sure}"


def _name(event: Event) -> str:
    """What stands in or beside its mark: what is held by its title, a step of the round by a word, else nothing."""
    if LANES[event.kind] == "Round":
        return _round_word(event)
    return event.title if event.status == "recorded" else ""


def _round_word(event: Event) -> str:
    return next((words for end, words in ROUND_WORDS.items() if event.id.endswith(end)), "")
