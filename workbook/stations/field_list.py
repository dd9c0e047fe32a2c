"""How is one question asked for each criterion, or each domain, of the programme on the page? A field for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from workbook.stations.programme import looking_at
from workbook.stations.session import Session
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, column


class FieldList(widgets.VBox):
    """One field for each item of the programme on the page, kept for when that programme is shown again.

    `items()` gives the items, each with an `id`; `make(item)` its field, `value(item)` what the record says of it.
    """

    def __init__(
        self, session: Session, station: str, items: Callable[[], tuple[Any, ...]],
        make: Callable[[Any], Any], value: Callable[[Any], Any], *, empty: str,
    ) -> None:  # fmt: skip
        self._session, self._items, self._make, self._value = session, items, make, value
        self._fields: dict[tuple[str, int, str], Any] = {}
        self._none = Pane("stations/templates/empty.html.j2", text=empty)
        self._shown = column(classes=("ladder-form",))
        self.notice = Notice()
        super().__init__([self._shown, self.notice])
        session.watch(guarded(self.notice, "showing the questions")(self.refresh), station)
        self.refresh()

    def refresh(self) -> None:
        specialty, year = looking_at(self._session)
        shown = []
        for item in self._items():
            key = (specialty, year, item.id)
            if key not in self._fields:
                self._fields[key] = self._make(item)
            else:
                self._fields[key].put(self._value(item))
            shown.append(self._fields[key])
        children = tuple(shown) or (self._none,)
        if self._shown.children != children:
            self._shown.children = children
