"""Do these words identify a patient? The question below a field: the very words, and two answers of the doctor's."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import ipywidgets as widgets

from workbook.record.identifiers import Words
from workbook.ui.guarded import Says, guarded
from workbook.ui.html import Pane, button, row


class PrivateWords(widgets.VBox):
    """Shown while words wait for an answer. `keep()` is called for “Keep it as it is”, `leave_out()` for the other."""

    def __init__(self, says: Says, keep: Callable[[], None], leave_out: Callable[[], None]) -> None:
        self._pane = Pane("ui/templates/private_words.html.j2")
        self.keep_button = button("Keep it as it is", title="Keep these words: they identify nobody, or may stand here")
        self.leave_button = button("Leave it out", title="Leave these words out of what you typed")
        answered = guarded(says, "keeping what you typed")

        def said(answer: Callable[[], None]) -> Callable[[Any], None]:
            return answered(lambda _: answer())

        self.keep_button.on_click(said(keep))
        self.leave_button.on_click(said(leave_out))
        super().__init__([self._pane, row(self.leave_button, self.keep_button, classes=("ladder-actions",))])
        self.add_class("ladder-private-words")

    def ask(self, words: Collection[Words]) -> None:
        """Show these words, or nothing when there are none."""
        self.layout.display = None if words else "none"
        if words:
            said = tuple(dict.fromkeys(one.sentence for one in words))
            self._pane.fill(sentences=said)
