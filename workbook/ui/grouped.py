"""How is one of many chosen? In groups, found by scrolling or by typing a word of it or of what it is also called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import anywidget
import traitlets

from workbook.ui.browser import script
from workbook.ui.fields import Changed, Field


@dataclass(frozen=True)
class Listed:
    """One choice: how it is called, its value, and the other words by which it is found."""

    title: str
    value: Any
    also: tuple[str, ...] = ()


Groups = tuple[tuple[str, tuple[Listed, ...]], ...]


class GroupedSelect(anywidget.AnyWidget):
    """The list in the browser. `value` is what is chosen, None when nothing is; `index` is its number in the groups."""

    _esm = script("grouped.js")

    description = traitlets.Unicode().tag(sync=True)
    blank = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    groups = traitlets.List().tag(sync=True)  # [title, [[number, title, other words], …]]
    index = traitlets.Int(None, allow_none=True).tag(sync=True)
    value = traitlets.Any(None, allow_none=True)

    def __init__(self, label: str, groups: Groups, value: Any, *, blank: str, hint: str) -> None:
        super().__init__(description=label, blank=blank, hint=hint)
        self._values: tuple[Any, ...] = ()
        self.offer(groups, value)

    def offer(self, groups: Groups, value: Any) -> None:
        """Other choices from now on, and this one of them chosen; None chooses nothing."""
        listed = [one for _, choices in groups for one in choices]
        self._values = tuple(one.value for one in listed)
        numbers = iter(range(len(listed)))
        plain = [
            [title, [[next(numbers), one.title, " ".join(one.also)] for one in choices]] for title, choices in groups
        ]
        with self.hold_sync():
            self.groups = plain
            self.index = self._values.index(value) if value in self._values else None
            self.value = value

    @traitlets.observe("index")
    def _chosen(self, change: Any) -> None:
        number = change["new"]
        if number is None or 0 <= number < len(self._values):
            self.value = self._values[number] if number is not None else None

    @traitlets.observe("value")
    def _turned(self, change: Any) -> None:
        value = change["new"]
        self.index = self._values.index(value) if value in self._values else None


class GroupedField(Field):
    """One of many. `groups(value)` gives the choices, among them `value` where that is not None.

    They are asked for when the field turns to an entry, and stay while it is answered: a list that moved under the
    arrow keys would choose what nobody meant.
    """

    def __init__(
        self, label: str, value: Any, changed: Changed, groups: Callable[[Any], Groups], *, blank: str, hint: str
    ) -> None:
        self._groups, self._blank, self._hint = groups, blank, hint
        super().__init__(label, value, changed)

    def put(self, value: Any, *, fresh: bool = False) -> None:
        if fresh or (value is not None and value not in self.input._values):
            self._quiet = True
            try:
                self.input.offer(self._groups(value), value)
            finally:
                self._quiet = False
        super().put(value, fresh=fresh)

    def _build(self, value: Any, example: str) -> GroupedSelect:
        return GroupedSelect(self.label, self._groups(value), value, blank=self._blank, hint=self._hint)

    def _shown(self, value: Any) -> Any:
        return value

    def _read(self, shown: Any) -> Any:
        return shown
