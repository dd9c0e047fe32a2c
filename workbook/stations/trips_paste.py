"""How does a whole list of trips come in? Paste it, look at every trip that was read, bring them in at once."""

from __future__ import annotations

import ipywidgets as widgets

from workbook.record.importing.trips import Order, Pasted, trips_in
from workbook.stations.session import Session
from workbook.ui.fields import ChoiceField
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row

_ORDERS = (("The day first: 3/6/2025 is 3 June", "day-first"), ("The month first: 3/6/2025 is 6 March", "month-first"))


class TripsPaste(widgets.VBox):
    """Nothing is written before the doctor presses “Bring these in”; one step of undo takes them all back."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._order: Order | None = None
        self.found = Pasted()
        self.notice = Notice()
        self.pasted = widgets.Textarea(
            description="Or paste a list of trips", layout=widgets.Layout(width="auto"), rows=4,
            placeholder="3 Jun 2025 to 14 Jun 2025",
        )  # fmt: skip
        self.pasted.add_class("ladder-input")
        self.read_button = button("Read the list")
        self.read_button.on_click(guarded(self.notice, "reading your list of trips")(lambda _: self.read()))
        self.order = ChoiceField("How does your list write a day?", None, self._ordered, _ORDERS)
        self._preview = Pane("stations/templates/trips_pasted.html.j2")
        self.take_button = button("Bring these in", main=True)
        self.take_button.on_click(guarded(self.notice, "bringing the trips in")(lambda _: self.take()))
        super().__init__([self.pasted, row(self.read_button), column(), self.notice])
        self.add_class("ladder-form")

    def read(self) -> None:
        """Read what is pasted and show every trip of it; nothing is written."""
        self.notice.clear()
        if not self.pasted.value.strip():
            self.notice.say("Nothing is pasted yet: one trip on each line, the day out and the day back.")
            self._clear()
            return
        self._show(trips_in(self.pasted.value, self._session.record.absences, self._order))

    def take(self) -> None:
        """Write the trips that were shown."""
        trips = self.found.trips
        if not trips:
            return
        count = f"{len(trips)} trip" if len(trips) == 1 else f"{len(trips)} trips"
        absences = tuple(sorted((*self._session.record.absences, *trips), key=lambda trip: trip.left))
        refused = self._session.edit(f"Brought in {count}", absences=absences)
        if refused or self._session.problem:
            self.notice.say(refused or f"Nothing was brought in: {self._session.problem}")
            return
        self.pasted.value, self._order = "", None
        self.order.put(None, fresh=True)
        self._clear()
        self.notice.say(f"{count} brought in. “Undo” at the top takes them back.")

    def _ordered(self, value: Order | None) -> str | None:
        self._order = value
        self.read()
        return None

    def _clear(self) -> None:
        self.found, self.children[2].children = Pasted(), ()

    def _show(self, found: Pasted) -> None:
        self.found = found
        self._preview.fill(found=found)
        parts: list[widgets.Widget] = [self._preview]
        if found.ask is not None or self._order is not None:
            parts.append(self.order)
        if found.trips:
            parts.append(row(self.take_button))
        self.children[2].children = tuple(parts)
