"""Which programmes are looked at side by side? The doctor's targets first; any number may be added or left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import ipywidgets as widgets

from workbook.stations.programme import looked_at, looking_at, programme_choices, year_choices
from workbook.stations.session import Session
from workbook.ui.fields import ChoiceField
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row

Programme = tuple[str, int]


@dataclass
class Chosen:
    """The programmes side by side (id, year of the post). Until the doctor changes the list it follows the targets;
    without any it is the programme on the page, once one is chosen there.

    Nothing of it is saved: looking is not aiming.
    """

    session: Session
    _own: tuple[Programme, ...] | None = None
    _watchers: list[Callable[[], None]] = field(default_factory=list)

    def programmes(self) -> tuple[Programme, ...]:
        if self._own is not None:
            return self._own
        targets = tuple((one.specialty, one.year) for one in self.session.record.ranked_targets)
        known = self.session.facts.specialty_ids()
        found = tuple(dict.fromkeys(one for one in targets if one[0] in known))
        return found or looked_at(self.session)[-1:]

    def add(self, specialty: str, year: int) -> None:
        """Put one more at the end; one that is there already stays where it is."""
        self._set((*self.programmes(), (specialty, year)))

    def leave_out(self, programme: Programme) -> None:
        self._set(tuple(one for one in self.programmes() if one != programme))

    def name(self, programme: Programme) -> str:
        return f"{self.session.facts.specialty(programme[0]).title}, {programme[1]}"

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every change of the list."""
        self._watchers.append(watcher)

    def _set(self, programmes: tuple[Programme, ...]) -> None:
        self._own = tuple(dict.fromkeys(programmes))
        for watcher in self._watchers:
            watcher()


class ChosenList(widgets.VBox):
    """The list as rows, each with a button that leaves it out, and a chooser that adds one."""

    def __init__(self, chosen: Chosen, station: str) -> None:
        self._chosen = chosen
        session = chosen.session
        self.notice = Notice()
        self._rows: list[tuple[Pane, widgets.Button, widgets.HBox]] = []
        self._list = column(classes=("ladder-entries",))
        self.year = ChoiceField(
            "Posts starting in", looking_at(session)[1], lambda _: None, year_choices(session), blank=None
        )
        self.add_field = ChoiceField(
            "Put another beside them", None, self._add, programme_choices(session), blank="Choose a programme"
        )
        super().__init__([self._list, row(self.add_field, self.year, classes=("ladder-chooser",)), self.notice])
        self.add_class("ladder-column")
        refresh = guarded(self.notice, "showing the programmes")(self.refresh)
        chosen.watch(refresh)
        session.watch(refresh, station)
        self.refresh()

    def refresh(self) -> None:
        programmes = self._chosen.programmes()
        while len(self._rows) < len(programmes):
            self._rows.append(self._row(len(self._rows)))
        for one, (pane, leave, _) in zip(programmes, self._rows, strict=False):
            name = self._chosen.name(one)
            pane.fill(title=name, detail=None, open=False)
            leave.tooltip = f"Leave out {name}"
        shown = tuple(box for _, _, box in self._rows[: len(programmes)])
        if self._list.children != shown:
            self._list.children = shown

    def _row(self, index: int) -> tuple[Pane, widgets.Button, widgets.HBox]:
        pane, leave = Pane("stations/templates/entry_row.html.j2"), button("Leave out")
        leave.on_click(guarded(self.notice, "leaving it out")(lambda _: self._leave_out(index)))
        return pane, leave, row(pane, leave, classes=("ladder-entry",))

    def _leave_out(self, index: int) -> None:
        programmes = self._chosen.programmes()
        if index < len(programmes):
            self._chosen.leave_out(programmes[index])

    def _add(self, specialty: Any) -> str | None:
        if specialty is not None:
            self._chosen.add(specialty, self.year.input.value)
            self.add_field.put(None, fresh=True)
        return None
