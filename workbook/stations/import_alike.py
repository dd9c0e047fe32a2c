"""Is a row that is like an entry that entry, or another thing? The doctor says so, row by row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from workbook.record.importing import Report
from workbook.stations.import_source import Source
from workbook.ui.fields import ChoiceField
from workbook.ui.guarded import Says, guarded
from workbook.ui.html import button, row


class Alike(widgets.VBox):
    """Shown while a row is already in the record. `changed` is called after each answer."""

    def __init__(self, says: Says, changed: Callable[[], None]) -> None:
        self._source: Source | None = None
        self._changed = changed
        self.which = ChoiceField("A row already in your record", None, self._choose, (), blank="Choose a row")
        self._row: int | None = None
        self.another_button = button("Bring it in as another")
        self.take_button = button("Take what the file says", title="Take what the file says into the entry")
        self.leave_button = button("Leave all these rows as they were")
        for pressed, act in (
            (self.another_button, self.another), (self.take_button, self.take), (self.leave_button, self.leave),
        ):  # fmt: skip
            pressed.on_click(_pressed(says, act))
        super().__init__([self.which, row(self.another_button, self.take_button, self.leave_button)])

    def fill(self, source: Source, report: Report) -> None:
        """Offer the rows that are already there."""
        self._source = source
        rows = tuple((f"{one.place}: {one.title}"[:120], one.row) for one in report.already_there)
        decided = bool(source.another or source.take)
        self.layout.display = None if rows or decided else "none"
        self.which.offer(rows)
        self._row = self.which.input.value
        self.leave_button.layout.display = None if decided else "none"

    def another(self) -> None:
        """The chosen row is another thing and comes in."""
        if self._source is not None and self._row is not None:
            self._source.another.add(self._row)
            self._changed()

    def take(self) -> None:
        """The chosen row is right where it differs from its entry."""
        if self._source is not None and self._row is not None:
            self._source.take.add(self._row)
            self._changed()

    def leave(self) -> None:
        """Every answer is taken back."""
        if self._source is not None:
            self._source.another.clear()
            self._source.take.clear()
            self._changed()

    def _choose(self, chosen: Any) -> None:
        self._row = chosen


def _pressed(says: Says, act: Callable[[], None]) -> Callable[[Any], None]:
    return guarded(says, "deciding on a row")(lambda _: act())
