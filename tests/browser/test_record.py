"""The record on bad days: hostile text, two tabs, a killed kernel, an old page gone back to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .conftest import App, heading, start_app

NAME = "What shall this record be called?"
HOSTILE = "<img src=x onerror=\"document.title='ran'\">"


def test_what_is_typed_is_text_on_every_page(new_app: Callable[..., App], page: Any) -> None:
    """The label, a post, an answer and an entry hold an image that would run a script if any page trusted it."""
    app = new_app()
    page.goto(app.url)
    heading(page, "Start here")
    page.get_by_label(NAME).fill(HOSTILE)
    page.get_by_label("What would have to be true in a year?").fill(HOSTILE)
    page.get_by_role("link", name="My posts so far").first.click()
    heading(page, "My posts so far")
    page.get_by_role("button", name="Add a post").click()
    page.get_by_label("Title on the contract").fill(HOSTILE)
    page.locator("table.rungs").get_by_text(HOSTILE).wait_for()
    page.get_by_role("link", name="What I can show").first.click()
    heading(page, "What I can show")
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("What is it? A few words").fill(HOSTILE)
    page.locator(".ladder-station-evidence .entry").get_by_text(HOSTILE).wait_for()
    for station in ("Start here", "What selectors ask", "How long I have", "My plan"):
        page.get_by_role("link", name=station).first.click()
        heading(page, station)
    assert page.locator("img[src=x]").count() == 0
    assert "ran" not in page.title().split()


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
