"""How is a specification read slowly? One criterion at a time, with a rating, links to evidence, and Next."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from workbook.rules.naming import name_of
from workbook.stations.person_spec import SURE, PersonSpecModel
from workbook.stations.reading import ReadingModel
from workbook.stations.session import Session
from workbook.ui.fields import ChoiceField
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row


class ReadingView(widgets.VBox):
    """The criterion on the page, what can be said of it, and the way to the next."""

    def __init__(self, session: Session, station: str) -> None:
        self._session = session
        self.model, self._rating = ReadingModel(session), PersonSpecModel(session)
        self.notice = Notice()
        self.which = ChoiceField("Criterion", None, self._turn_to, (), blank=None)
        self.pane = Pane("stations/templates/reading.html.j2")
        self.sure = ChoiceField("How sure are you of it?", None, self._rate, SURE, blank="Not rated")
        self.link = ChoiceField(
            "Link something you did", None, self._link, (), blank="Choose an entry",
            help_="It holds for every programme that asks for this.",
        )  # fmt: skip
        self._rows: list[tuple[Pane, widgets.Button, widgets.HBox]] = []
        self._linked = column(classes=("ladder-entries",))
        self.back_button = button("Back", title="Back to the criterion before")
        self.next_button = button("Next criterion", main=True)
        self.back_button.on_click(guarded(self.notice, "going back")(lambda _: self.move(-1)))
        self.next_button.on_click(guarded(self.notice, "going on")(lambda _: self.move(1)))
        self._parts = (
            self.which, self.pane, self._linked, row(self.sure, self.link, classes=("ladder-chooser",)),
            row(self.back_button, self.next_button, classes=("ladder-actions",)),
        )  # fmt: skip
        self._none = Pane(
            "stations/templates/empty.html.j2",
            text="No person specification for this programme is in the workbook. Read the official page.",
        )
        super().__init__([*self._parts, self.notice])
        self.add_class("ladder-column")
        self.refresh = guarded(self.notice, "opening the criterion")(self._refresh)
        session.watch(self.refresh, station)
        self._refresh()

    def move(self, steps: int) -> None:
        self.model.move(steps)
        self.notice.clear()
        self._refresh()

    def unlink(self, index: int) -> None:
        """Take away the link at this place of the list."""
        linked = self.model.linked()
        if index < len(linked):
            self.model.unlink(linked[index].id)

    def _refresh(self) -> None:
        model, criterion = self.model, self.model.criterion()
        parts: tuple[widgets.Widget, ...] = (
            (self._none, self.notice) if criterion is None else (*self._parts, self.notice)
        )
        if self.children != parts:
            self.children = parts
        if criterion is None:
            return
        self.which.offer(model.choices())
        self.which.put(criterion.id, fresh=True)
        self.pane.fill(
            criterion=criterion, gate=model.gate(), stages=model.stages(), shown_by=model.shown_by(),
            place=model.place + 1, count=len(model.criteria()), partial=model.partial(), on=self._session.on,
        )  # fmt: skip
        self.sure.put(self._rating.rated(criterion.id), fresh=True)
        self.link.offer(model.to_link())
        self.link.layout.display = None if model.to_link() else "none"
        self._show_linked()

    def _show_linked(self) -> None:
        linked = self.model.linked()
        while len(self._rows) < len(linked):
            self._rows.append(self._row(len(self._rows)))
        for entry, (pane, unlink, _) in zip(linked, self._rows, strict=False):
            document = "document named" if entry.proof and entry.proof.file else "no document"
            pane.fill(title=name_of(entry), detail=f"linked by you · {document}", open=False)
            unlink.tooltip = f"Unlink {name_of(entry)}"
        shown = tuple(box for _, _, box in self._rows[: len(linked)])
        if self._linked.children != shown:
            self._linked.children = shown

    def _row(self, index: int) -> tuple[Pane, widgets.Button, widgets.HBox]:
        pane, unlink = Pane("stations/templates/entry_row.html.j2"), button("Unlink")
        unlink.on_click(guarded(self.notice, "taking the link away")(lambda _: self.unlink(index)))
        return pane, unlink, row(pane, unlink, classes=("ladder-entry",))

    def _turn_to(self, id: Any) -> str | None:
        self.model.turn_to(id)
        self._refresh()
        return None

    def _rate(self, sure: Any) -> str | None:
        criterion = self.model.criterion()
        return self._rating.rate(criterion, sure) if criterion is not None else None

    def _link(self, id: Any) -> str | None:
        if id is None:
            return None
        why_not = self.model.link(id)
        self.link.put(None, fresh=True)
        return why_not
