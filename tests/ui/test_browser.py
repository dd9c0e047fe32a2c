"""The small widgets that speak to the browser: a file made at the click, the address, the look in JupyterLab."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from workbook.ui.browser import Download, Look, Router, Shortcut, script


class Sent(list[tuple[dict[str, Any], list[bytes]]]):
    def __call__(self, content: dict[str, Any], buffers: list[bytes] | None = None) -> None:
        self.append((content, buffers or []))


def listening(widget: Any, monkeypatch: pytest.MonkeyPatch) -> Sent:
    sent = Sent()
    monkeypatch.setattr(widget, "send", sent)
    return sent


def test_a_file_holds_what_is_true_at_the_click(monkeypatch: pytest.MonkeyPatch) -> None:
    record = {"text": "old"}
    widget = Download("Calendar", "a.ics", "text/calendar", lambda: record["text"].encode())
    sent = listening(widget, monkeypatch)
    record["text"] = "new"
    widget._asked(widget, {"kind": "ask", "number": 1}, [])
    about = {"kind": "file", "number": 1, "filename": "a.ics", "mime": "text/calendar"}
    assert sent == [(about, [b"new"])]


def test_a_file_that_cannot_be_made_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def make() -> bytes:
        raise ValueError("Dr Jane 7654321")

    widget = Download("Calendar", "a.ics", "text/calendar", make)
    sent = listening(widget, monkeypatch)
    with caplog.at_level(logging.ERROR, logger="workbook"):
        widget.answer(4)
    [(about, buffers)] = sent
    assert about["kind"] == "problem"
    assert about["number"] == 4
    assert "could not be made" in about["text"]
    assert buffers == []
    assert "7654321" not in about["text"] + caplog.text


def test_the_router_asks_for_stations_ahead_and_says_when_one_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    router = Router(stations=[["a", "A"], ["b", "B"]], station="a")
    sent = listening(router, monkeypatch)
    filled: list[str] = []
    router.on_fill(filled.append)
    router._handle_custom_msg({"kind": "fill", "key": "b"}, [])
    router._handle_custom_msg({"kind": "something else"}, [])
    assert filled == ["b"]
    assert sent == [({"kind": "filled", "key": "b"}, [])]


def test_the_look_travels_only_where_no_page_of_ours_links_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBOOK_STATIC_URL", raising=False)
    assert Look()._css == script("ladder.css")
    monkeypatch.setenv("WORKBOOK_STATIC_URL", "/ladder/static/1/")
    assert Look()._css == ""


def test_the_look_leaves_jupyterlab_itself_alone() -> None:
    """Each rule is bound to a class of ours; a bare `table` or `h1` would restyle the doctor's whole JupyterLab."""
    import re

    sheet = re.sub(r"/\*.*?\*/", "", script("ladder.css"), flags=re.S)
    sheet = re.sub(r"@(?:media|supports)[^{]*\{((?:[^{}]*\{[^{}]*\})*)\s*\}", r"\1", sheet)
    for rule in re.findall(r"([^{}]+)\{", sheet):
        bare = rule.strip()
        assert bare == ":root" or ".ladder" in bare or ".prose" in bare or "caption.visually-hidden" in bare, bare


def test_a_shortcut_acts_at_its_key_and_says_where_the_focus_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[str] = []
    widget = Shortcut("KeyQ", ".ladder-quick select", lambda: pressed.append("Q"))
    sent = listening(widget, monkeypatch)
    widget._pressed(widget, {"kind": "press"}, [])
    widget._pressed(widget, {"kind": "something else"}, [])
    widget.opened()
    assert pressed == ["Q"]
    assert sent == [({"kind": "opened"}, [])]
