"""The front page without a browser: which station is built when, and what is said when one cannot be."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest

from workbook.app import front as front_module
from workbook.app.front import Closed, Front, open_front
from workbook.app.opening import open_workbook
from workbook.app.prose import notebooks_folder, sections
from workbook.base.days import iso_day
from workbook.stations import STATIONS

ON = iso_day("2026-11-20")


def words(box: widgets.Widget) -> str:
    """All that a box and the boxes in it say."""
    own = getattr(box, "value", "")
    return " ".join([own if isinstance(own, str) else "", *(words(child) for child in getattr(box, "children", ()))])


def box(front: Front, key: str) -> widgets.Box:
    index = [info.key for info in STATIONS].index(key)
    found: widgets.Box = front.stations.children[1 + index]
    return found


@pytest.fixture
def front() -> Front:
    return Front(open_workbook(demo="trust-grade", on=ON), "posts")


def test_only_the_station_of_the_address_is_built_at_first(front: Front) -> None:
    """Building all six before the first is seen would make the doctor wait for five of them."""
    assert [info.key for info in STATIONS if box(front, info.key).children] == ["posts"]


def test_turning_to_a_station_builds_it_once_and_keeps_what_was_typed_in_the_others(front: Front) -> None:
    before = box(front, "posts").children
    front.router.station = "plan"
    built = box(front, "plan").children
    front.router.station = "posts"
    front.router.station = "plan"
    assert built
    assert box(front, "plan").children is built
    assert box(front, "posts").children is before


def test_a_station_built_ahead_does_not_take_the_screen(front: Front) -> None:
    front._ahead("visa")
    assert box(front, "visa").children
    assert front.wb.session.showing == "posts"


def test_a_name_that_is_no_station_changes_nothing(front: Front) -> None:
    front.router.station = "../etc"
    front._ahead("../etc")
    assert front.wb.session.showing == "posts"


@pytest.mark.parametrize("info", STATIONS, ids=lambda info: info.key)
def test_each_station_shows_the_words_and_widgets_of_its_notebook(front: Front, info: Any) -> None:
    front.fill(info.key)
    cells = sections(notebooks_folder() / f"{info.notebook}.ipynb")
    assert len(box(front, info.key).children) == len(cells)
    assert f"<h1>{info.title}</h1>" in words(box(front, info.key))
    assert "did not open" not in words(box(front, info.key))


def test_a_station_that_breaks_says_so_in_its_place_and_the_others_work(
    front: Front, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(path: Path) -> Any:
        raise ValueError("Dr Jane 7654321")

    monkeypatch.setattr(front_module, "sections", broken)
    with caplog.at_level(logging.ERROR, logger="workbook"):
        front.fill("visa")
    monkeypatch.undo()
    said = words(box(front, "visa"))
    assert "This station did not open. Everything you saved is still there" in said
    assert "<h1>How long I have</h1>" in said
    assert "7654321" not in said
    assert "7654321" not in caplog.text
    assert "ValueError while opening visa" in caplog.text
    front.fill("plan")
    assert "did not open" not in words(box(front, "plan"))


def test_an_example_that_is_not_there_is_named_and_nothing_else_is_lost(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path))
    monkeypatch.setenv("WORKBOOK_TODAY", "2026-11-20")
    monkeypatch.setenv("QUERY_STRING", "demo=<img src=x onerror=alert(1)>")
    closed = open_front()
    assert isinstance(closed, Closed)
    said = words(closed.stations)
    assert "there is no example" in said
    assert "trust-grade" in said
    assert "<img" not in said


def test_the_address_chooses_the_station(monkeypatch: pytest.MonkeyPatch) -> None:
    wb = open_workbook(demo="trust-grade", on=ON)
    monkeypatch.setenv("QUERY_STRING", "demo=trust-grade&station=visa")
    opened = open_front(wb)
    assert isinstance(opened, Front)
    assert opened.router.station == "visa"
    monkeypatch.setenv("QUERY_STRING", "station=nowhere")
    opened = open_front(wb)
    assert isinstance(opened, Front)
    assert opened.router.station == STATIONS[0].key


def test_facts_are_read_once_for_all_pages_of_a_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path))
    monkeypatch.setenv("WORKBOOK_TODAY", "2026-11-20")
    monkeypatch.setenv("QUERY_STRING", "demo=trust-grade")
    one, two = open_front(), open_front()
    assert isinstance(one, Front) and isinstance(two, Front)
    assert one.wb.session.facts is two.wb.session.facts
    assert one.wb.session is not two.wb.session
