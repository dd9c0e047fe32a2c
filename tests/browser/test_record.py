"""The record on bad days: hostile text, two tabs, a killed kernel, an old page gone back to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from workbook.stations import STATIONS

from .conftest import App, heading, start_app

pytestmark = pytest.mark.browser

NAME = "What shall this record be called?"
HOSTILE = '<img src=x onerror="window.ran = true">'


def test_what_is_typed_is_text_on_every_page(new_app: Callable[..., App], page: Any) -> None:
    """Whatever a doctor types or brings in holds an image that would run a script if any page trusted it."""
    app = new_app()
    page.goto(app.url)
    heading(page, "Start here")
    page.get_by_label(NAME).fill(HOSTILE)
    page.get_by_label("What would have to be true in a year?").fill(HOSTILE)
    turn_to(page, "My posts so far")
    page.get_by_role("button", name="Add a post").click()
    page.get_by_label("Title on the contract").fill(HOSTILE)
    page.get_by_label("Employer").first.fill(HOSTILE)
    page.locator("table.rungs").get_by_text(HOSTILE).first.wait_for()
    turn_to(page, "What I can show")
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("What kind of thing is it?").select_option("Teaching")
    page.get_by_label("What is it? A few words").fill(HOSTILE)
    page.get_by_label("Name of the document").fill(HOSTILE)
    page.locator(".ladder-station-evidence .entry").get_by_text(HOSTILE).first.wait_for()
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Choose a file").click()
    quoted = HOSTILE.replace('"', '""')
    row = f'Title,Notes\n"From a list {quoted}","{quoted}"\n'
    choosing.value.set_files({"name": f"{HOSTILE}.csv", "mimeType": "text/csv", "buffer": row.encode()})
    page.get_by_role("button", name="Bring these in").click()
    page.locator(".ladder-station-evidence .entry").get_by_text(f"From a list {HOSTILE}").first.wait_for()
    turn_to(page, "How long I have")
    page.get_by_role("button", name="Add a permission").click()
    page.get_by_label("Sponsor").first.fill(HOSTILE)
    page.get_by_text("Saved on this computer").first.wait_for()
    for station in STATIONS:
        turn_to(page, station.title)
        assert page.evaluate("window.ran") is None, station.title
    assert page.locator("img[src=x]").count() == 0


def turn_to(page: Any, title: str) -> None:
    page.get_by_role("navigation", name="Stations").get_by_role("link", name=title).click()
    heading(page, title)


def test_a_second_tab_is_told_and_offered_both_versions(new_app: Callable[..., App], page: Any) -> None:
    app = new_app()
    page.goto(app.url)
    heading(page, "Start here")
    page.get_by_label(NAME).fill("Begun")
    page.get_by_text("Saved on this computer").first.wait_for()
    other = page.context.new_page()
    other.goto(app.url)
    heading(other, "Start here")
    page.get_by_label(NAME).fill("From the first tab")
    page.locator(".who", has_text="From the first tab").wait_for()
    other.get_by_label(NAME).fill("From the second tab")
    other.get_by_text("This record was changed on another page").wait_for()
    other.get_by_role("button", name=re.compile("Take the other page")).click()
    other.locator(".who", has_text="From the first tab").wait_for()
    assert other.get_by_label(NAME).input_value() == "From the first tab"


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_the_question_of_two_tabs_stays_in_view_wherever_the_page_is_scrolled_to(
    new_app: Callable[..., App], page: Any, width: int, height: int
) -> None:
    """A doctor who types at the foot of a long page must see there that another tab saved in between."""
    app = new_app()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(app.url)
    heading(page, "Start here")
    page.get_by_label(NAME).fill("Begun")
    page.get_by_text("Saved on this computer").first.wait_for()
    other = page.context.new_page()
    other.set_viewport_size({"width": width, "height": height})
    other.goto(app.url)
    heading(other, "Start here")
    page.get_by_label(NAME).fill("From the first tab")
    page.locator(".who", has_text="From the first tab").wait_for(state="attached")
    other.get_by_label("What would have to be true in a year?").fill("A post")
    told = other.get_by_text("This record was changed on another page")
    told.wait_for()
    choices = [other.get_by_role("button", name=re.compile(said)) for said in ("Keep this page", "Take the other page")]
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        other.evaluate(f"window.scrollTo(0, {place})")
        for shown in (told, *choices):
            box = shown.bounding_box()
            assert box is not None
            assert box["y"] >= 0 and box["y"] + box["height"] <= height, f"scrolled to {place}"
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
            middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            top = "([x, y]) => !!document.elementFromPoint(x, y).closest('.ladder-conflict')"
            assert other.evaluate(top, [*middle]), "something lies over it"
    choices[0].click()
    told.wait_for(state="hidden")


def test_what_was_typed_before_a_crash_is_there_after_a_reload(new_app: Callable[..., App], page: Any) -> None:
    app = new_app()
    page.goto(app.url)
    heading(page, "Start here")
    page.get_by_label(NAME).fill("Saved before the crash")
    page.locator(".who", has_text="Saved before the crash").wait_for()
    app.process.kill()
    app.process.wait(timeout=30)
    restarted = start_app(app.home.parent)
    try:
        page.goto(restarted.url)
        heading(page, "Start here")
        assert page.get_by_label(NAME).input_value() == "Saved before the crash"
    finally:
        restarted.stop()


def test_undo_takes_back_and_redo_brings_again(new_app: Callable[..., App], page: Any) -> None:
    app = new_app()
    page.goto(app.url)
    heading(page, "Start here")
    page.get_by_role("button", name="Add a programme").click()
    page.locator(".ladder-station-start .entry").first.wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(".ladder-station-start .entry").first.wait_for(state="hidden")
    page.get_by_role("button", name="Redo").click()
    page.locator(".ladder-station-start .entry").first.wait_for()
