"""What I can show, in a real browser: quick entry by keyboard, words half typed, the bin, and a change thought of."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import App, heading

pytestmark = pytest.mark.browser

TITLE = "What is it? A few words"


def evidence(app: App, page: Any, query: str = "") -> None:
    page.goto(f"{app.url}?station=evidence{query}")
    heading(page, "What I can show")
    page.get_by_label("What if I …").wait_for()


def test_quick_add_opens_by_its_key_takes_the_focus_and_keeps_what_is_typed(
    new_app: Callable[..., App], page: Any
) -> None:
    app = new_app()
    page.goto(f"{app.url}?station=visa")
    heading(page, "How long I have")
    page.get_by_label("What did you do?").wait_for(state="hidden")
    page.keyboard.press("Alt+q")
    page.locator(".ladder-quick :focus").wait_for()
    page.get_by_label("What did you do?").select_option("Teaching")
    page.locator(".ladder-quick").get_by_label(TITLE).fill("ECG teaching")
    page.get_by_text("Saved on this computer").first.wait_for()
    evidence(app, page)
    page.locator(".ladder-station-evidence .entry", has_text="ECG teaching").wait_for()


def test_a_kind_is_found_by_typing_a_word_of_it(app: App, page: Any) -> None:
    evidence(app, page, "&demo=trust-grade")
    page.get_by_role("button", name="Add an entry").click()
    station = page.locator(".ladder-station-evidence")
    find, kind = station.get_by_placeholder("Type to find"), station.get_by_label("What kind of thing is it?")
    assert kind.locator("optgroup").first.get_attribute("label") == "You have some of these already"
    find.fill("case rep")
    assert kind.locator("optgroup option").all_inner_texts() == ["Publication"]
    find.fill("nothing of the kind")
    assert kind.locator("option").all_inner_texts() == ["Nothing here is called “nothing of the kind”"]
    find.fill("case rep")
    find.press("Enter")
    page.get_by_label("What kind of piece is it?").wait_for()
    assert kind.locator("option:checked").inner_text() == "Publication"
    find.wait_for(state="hidden")


def test_words_half_typed_are_there_on_the_next_page(new_app: Callable[..., App], page: Any) -> None:
    app = new_app()
    evidence(app, page)
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("What kind of thing is it?").select_option("Teaching")
    page.get_by_label(TITLE).fill("ECG teaching")
    page.get_by_label("Finished").fill("14 Nov")
    page.locator(".entry", has_text="ECG teaching").get_by_text("not finished typing").wait_for()
    evidence(app, page)
    page.get_by_text("1 not finished typing: what you typed is kept.").wait_for()
    page.get_by_role("button", name="Open").first.click()
    page.get_by_text("Not saved yet").wait_for()
    assert page.get_by_label("Finished").input_value() == "14 Nov"


def test_an_entry_goes_into_the_bin_and_comes_back(app: App, page: Any) -> None:
    evidence(app, page, "&demo=trust-grade")
    page.get_by_label("Search").fill("bedside")
    page.get_by_text("11 entries, 1 shown.").wait_for()
    page.locator(".ladder-entry", has_text="Two bedside sessions").get_by_role("button").first.click()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_role("button", name="Bin (1)").click()
    page.get_by_role("button", name="Put back").click()
    page.get_by_text("is back in your list.").wait_for()
    page.get_by_text("11 entries, 1 shown.").wait_for()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_change_is_thought_of_and_made_a_plan(app: App, page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    evidence(app, page, "&demo=trust-grade")
    page.get_by_label("Put another beside them").select_option("Clinical Radiology ST1")
    page.get_by_role("row", name="Clinical Radiology ST1").first.wait_for(state="attached")
    page.get_by_label("What if I …").select_option("finish something that is under way")
    page.get_by_label("Which one?").select_option("Weekly teaching for final-year students, autumn and winter")
    page.get_by_label("By which day?").fill("1 Feb 2027")
    total = page.locator("table.what-if tr", has_text="Total").first
    total.get_by_text("15", exact=True).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Make it so").click()
    page.get_by_text("It is in your record as a plan").wait_for()
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_text("Undone: What if, made a plan").wait_for()


def test_a_specification_is_read_one_criterion_at_a_time(app: App, page: Any) -> None:
    page.goto(f"{app.url}?station=person-spec&demo=trust-grade")
    heading(page, "What selectors ask")
    page.get_by_role("button", name="Next criterion").focus()
    page.keyboard.press("Enter")
    page.locator(".reading").get_by_text(re.compile(r"^2 of \d+( known; [^·]+)? · essential")).wait_for()
    page.get_by_label("Link something you did").select_option(index=1)
    page.get_by_text("linked by you").wait_for()
    page.get_by_role("button", name="Unlink").click()
    page.get_by_text("linked by you").wait_for(state="hidden")


def test_certificates_of_more_than_a_server_takes_in_one_message_come_in(app: App, page: Any, tmp_path: Path) -> None:
    """Twelve of 1.2 MB did nothing, without a word."""
    files = [tmp_path / f"Certificate {n}.jpg" for n in range(12)]
    for file in files:
        file.write_bytes(os.urandom(1_200_000))
    evidence(app, page)
    page.get_by_label("Choose a file, or several").set_input_files(files)
    page.get_by_text("12 added (of which 12 to look at again)").wait_for()
    page.get_by_text("Nothing is written yet.").wait_for()
