"""How are the entries looked through, added to, copied and put away? The list with its search, filters and bin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from workbook.base.days import in_words
from workbook.stations.chosen import Chosen
from workbook.stations.entries import EntryList
from workbook.stations.inventory import ONLY, InventoryModel
from workbook.stations.kind_form import KindForm, kind_choices
from workbook.stations.programme import looked_at
from workbook.ui.fields import ChoiceField, TextField
from workbook.ui.form import written_choices
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row


class InventoryView(widgets.VBox):
    """Search and filters, the list with the form of one entry, new from a template, and the bin."""

    def __init__(self, chosen: Chosen, station: str) -> None:
        session = chosen.session
        self.model = InventoryModel(session, chosen)
        self.notice = Notice()
        self._ids: frozenset[str] = frozenset()
        self._filters = self._filter_row()
        self._count = Pane("stations/templates/counted.html.j2")
        duplicate = self._tool("Duplicate", "Make a second entry like this one", self.duplicate)
        template = self._tool("Keep as a template", "Keep its kind and answers for new entries", self.keep_as_template)
        self._look()
        self.list = EntryList(
            session, "evidence", noun="an entry", fresh=self.model.fresh, line=self.model.line, station=station,
            extra=KindForm(
                session, kind_choices(session.facts.evidence()), whole=True,
                programmes=lambda: (*looked_at(session), *chosen.programmes()),
            ),
            empty="Nothing entered yet. Begin with the last thing you taught, audited or presented.",
            keep=lambda entry: entry.id in self._ids, take_out=self.model.take_out, tools=(duplicate, template),
        )  # fmt: skip
        self.template = ChoiceField("New from a template", None, self._from_template, (), blank="Choose a template")
        self.kept = KeptList(self.model, station)
        super().__init__([self._filters, self._count, self.list, self.template, self.notice, self.kept])
        self.add_class("ladder-column")
        self.refresh = guarded(self.notice, "looking through your entries")(self._refresh)
        chosen.watch(self.refresh)
        session.watch(self.refresh, station)
        self._refresh()

    # ---- what a test or a keyboard does

    def duplicate(self) -> None:
        if self.list.opened is not None:
            self.list.open_entry(self.model.duplicate(self.list.opened))
            self.notice.say("A second entry like it is open. It has no document yet.")

    def keep_as_template(self) -> None:
        if self.list.opened is not None:
            self.notice.say(self.model.keep_as_template(self.list.opened))

    # ---- the parts

    def _tool(self, label: str, title: str, act: Callable[[], None]) -> widgets.Button:
        made = button(label, title=title)
        made.on_click(guarded(self.notice, f"{label.lower()}: that entry")(lambda _: act()))
        return made

    def _filter_row(self) -> widgets.HBox:
        self.search = TextField("Search", None, self._setter("words"), example="audit, poster, letter", kept=False)
        self.kind = ChoiceField("Kind", None, self._setter("kind"), self.model.kinds_held(), blank="Every kind")
        self.status = ChoiceField(
            "How far", None, self._setter("status"), written_choices("evidence", "status"), blank="However far"
        )
        self.only = ChoiceField("Only", None, self._setter("only"), ONLY, blank="All of them")
        return row(self.search, self.kind, self.status, self.only, classes=("ladder-filters",))

    def _setter(self, name: str) -> Callable[[Any], str | None]:
        def look(value: Any) -> str | None:
            setattr(self.model.filter, name, value if value is not None or name != "words" else "")
            self._refresh()
            return None

        return look

    def _look(self) -> None:
        self._ids = self.model.shown()
        self._count.fill(text=self.model.counted())

    def _refresh(self) -> None:
        self._look()
        self.kind.offer(self.model.kinds_held())
        if self.model.filter.kind != self.kind.input.value:  # the last entry of that kind is gone
            self.model.filter.kind = self.kind.input.value
            self._look()
        self.list.refresh()
        self._filters.layout.display = None if self.model.entries else "none"
        self.template.offer(self.model.templates())
        self.template.layout.display = None if self.model.templates() else "none"

    def _from_template(self, id: Any) -> str | None:
        place = self.model.from_template(id) if id is not None else None
        self.template.put(None, fresh=True)
        if place is not None:
            self.list.open_entry(place)
        return None


class KeptList(widgets.VBox):
    """What is kept beside the entries: templates to forget, and the bin to restore from."""

    def __init__(self, model: InventoryModel, station: str) -> None:
        self._model = model
        self._open = False
        self._rows: list[tuple[Pane, widgets.Button, widgets.Button, widgets.HBox]] = []
        self.notice = Notice()
        self.toggle = button("Bin and templates")
        self.toggle.on_click(guarded(self.notice, "opening the bin")(lambda _: self.turn()))
        self._list = column(classes=("ladder-entries",))
        super().__init__([self.toggle, self._list, self.notice])
        self.add_class("ladder-column")
        self.refresh = guarded(self.notice, "showing the bin")(self._refresh)
        model.session.watch(self.refresh, station)
        self._refresh()

    def turn(self) -> None:
        """Open what is closed, close what is open."""
        self._open = not self._open
        self.notice.clear()
        self._refresh()

    def press(self, index: int, *, keep: bool) -> None:
        """Put one back, or let it go: the first rows are the bin, the others the templates."""
        binned, templates = self._model.binned(), self._model.session.record.templates
        if index < len(binned):
            act = self._model.put_back if keep else self._model.delete
            self.notice.say(act(binned[index]))
        elif index - len(binned) < len(templates) and not keep:
            self._model.forget_template(templates[index - len(binned)].id)
            self.notice.say("That template is forgotten. “Undo” at the top brings it back.")

    def _refresh(self) -> None:
        binned, templates = self._model.binned(), self._model.session.record.templates
        self.toggle.description = f"Bin ({len(binned)}) and templates ({len(templates)})"
        self.toggle.layout.display = None if binned or templates else "none"
        count = len(binned) + len(templates) if self._open else 0
        while len(self._rows) < count:
            self._rows.append(self._row(len(self._rows)))
        for index, (pane, back, gone, _) in enumerate(self._rows[:count]):
            if index < len(binned):
                title, detail = self._model.line(binned[index].entry)
                pane.fill(title=title, detail=f"{detail} · in the bin since {in_words(binned[index].on)}", open=False)
                back.layout.display, back.tooltip = None, f"Put back {title}"
                gone.description, gone.tooltip = "Delete", f"Delete {title}"
            else:
                name = templates[index - len(binned)].name
                pane.fill(title=name, detail="template", open=False)
                back.layout.display = "none"
                gone.description, gone.tooltip = "Forget", f"Forget the template {name}"
        shown = tuple(box for _, _, _, box in self._rows[:count])
        if self._list.children != shown:
            self._list.children = shown

    def _row(self, index: int) -> tuple[Pane, widgets.Button, widgets.Button, widgets.HBox]:
        pane = Pane("stations/templates/entry_row.html.j2")
        back, gone = button("Put back"), button("Delete")
        back.on_click(guarded(self.notice, "putting it back")(lambda _: self.press(index, keep=True)))
        gone.on_click(guarded(self.notice, "letting it go")(lambda _: self.press(index, keep=False)))
        return pane, back, gone, row(pane, back, gone, classes=("ladder-entry",))
