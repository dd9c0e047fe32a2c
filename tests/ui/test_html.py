"""A pane escapes what was typed, and is filled again in place."""

from __future__ import annotations

from workbook.ui.html import Pane, button, show


def test_text_that_looks_like_markup_is_shown_as_text() -> None:
    pane = show("stations/templates/empty.html.j2", text="<img src=x onerror=alert(1)> & more")
    assert "<img" not in pane.value
    assert "&lt;img" in pane.value
    assert "&amp; more" in pane.value


def test_filling_with_the_same_sends_nothing_to_the_browser() -> None:
    pane = Pane("stations/templates/empty.html.j2", text="same")
    sent = []
    pane.observe(lambda change: sent.append(change["new"]), names="value")
    pane.fill(text="same")
    assert sent == []
    pane.fill(text="other")
    assert len(sent) == 1


def test_a_button_has_words_for_a_screen_reader() -> None:
    assert button("Undo", title="Take back the last change").tooltip == "Take back the last change"
