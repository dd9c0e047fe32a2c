"""Words that name a patient, a file chosen for its size, and the two checks, in a real browser and by the keyboard."""

from __future__ import annotations

import hashlib
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


def saved(page: Any) -> None:
    page.get_by_text("Saved on this computer").first.wait_for()


@pytest.mark.parametrize("width", [1280, 390])
def test_words_wait_for_an_answer_given_by_the_keyboard(new_app: Callable[..., App], page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    app = new_app()
    evidence(app, page)
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("What kind of thing is it?").select_option("Teaching")
    page.get_by_label(TITLE).focus()
    page.keyboard.type("Bedside teaching on 943 476 5919")
    page.get_by_text("“943 476 5919” looks like an NHS number.").wait_for()
    page.locator(".entry", has_text="Bedside teaching on [left out]").wait_for()
    assert page.get_by_label(TITLE).input_value() == "Bedside teaching on 943 476 5919"
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Leave it out"
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Keep it as it is"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Enter")
    page.locator(".entry", has_text="Bedside teaching on 943 476 5919").wait_for()
    page.get_by_text("looks like an NHS number").first.wait_for(state="hidden")
    page.wait_for_function("document.activeElement.tagName === 'INPUT'")
    page.get_by_role("button", name="Undo").click()
    page.locator(".entry", has_text="943 476 5919").wait_for(state="hidden")
    page.get_by_role("button", name="Redo").click()
    page.locator(".entry", has_text="943 476 5919").wait_for()


def test_a_chosen_file_gives_its_size_and_stays_where_it_is(new_app: Callable[..., App], page: Any) -> None:
    app = new_app()
    evidence(app, page)
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("What kind of thing is it?").select_option("Teaching")
    page.get_by_label(TITLE).fill("Bedside teaching")
    content = b"a letter" * 200_000
    letter = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": content}
    page.get_by_label("Choose the file").set_input_files(letter)
    page.get_by_text("1.6 MB. The file stays where you keep it.").wait_for()
    assert page.get_by_label("Name of the document").input_value() == "letter.pdf"
    saved(page)
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Everything I entered").first.click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert f"sha256: {hashlib.sha256(content).hexdigest()}" in text.replace("'", "")
    assert "size: 1600000" in text
    assert "a letter" not in text


@pytest.mark.parametrize("width", [1280, 390])
def test_the_checks_of_the_worked_example(app: App, page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    evidence(app, page, "&demo=trust-grade")
    page.get_by_role("heading", name="Look at these again (3)").wait_for()
    page.get_by_role("cell", name="submitted work does not count until it is accepted").wait_for()
    page.get_by_text("4 of 11 entries have their document in order").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
