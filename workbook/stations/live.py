"""How does a piece of a page follow the record? A pane with a function that says what it shows, run at each change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from workbook.stations.session import Session
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane


class Live(widgets.VBox):
    """A template that follows the record: `context()` gives its values, and is asked again after every change."""

    def __init__(
        self, session: Session, template: str, context: Callable[[], dict[str, Any]], *, station: str, doing: str,
        classes: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self.pane = Pane(template, classes=classes)
        self.notice = Notice()
        self._context = context
        super().__init__([self.pane, self.notice])
        self.add_class("ladder-live")
        self.refresh = guarded(self.notice, doing)(self._refresh)
        session.watch(self.refresh, station)
        self.refresh()

    def _refresh(self) -> None:
        self.pane.fill(**self._context())
        if self.notice.value:
            self.notice.clear()
