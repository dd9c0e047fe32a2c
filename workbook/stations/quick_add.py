"""How is something written down from wherever the doctor is? A few fields at the top of every page, saved as typed."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from workbook.record.ids import free_id
from workbook.record.models import Evidence
from workbook.stations.entries import half_key, with_half, without_half
from workbook.stations.kind_groups import kind_field, kind_title
from workbook.stations.session import Session, with_field
from workbook.ui.browser import Shortcut
from workbook.ui.fields import Field
from workbook.ui.form import Form
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row

KEY, KEY_WORDS = "KeyQ", "Alt+Q"


class QuickAdd(widgets.VBox):
    """The panel behind `button`. Choosing the kind makes the entry; every field is saved to it as it is typed, so that
    nothing is lost when the page is closed in the middle. Its other questions stand under “What I can show”."""

    def __init__(self, session: Session, notice: Notice) -> None:
        self._session = session
        self.notice = notice
        self._entry: str | None = None  # the id of the entry that is being written
        self._form: Form | None = None
        self._kind: Field | None = None
        self.button = button("Add", title=f"Add something you did, from any page ({KEY_WORDS})")
        self.button.on_click(guarded(notice, "opening the quick entry")(lambda _: self.turn()))
        self.more_button = button("Add another", title="Add another entry")
        self.more_button.on_click(guarded(notice, "beginning another entry")(lambda _: self.begin()))
        self.close_button = button("Done", main=True, title="Done: close the quick entry")
        self.close_button.on_click(guarded(notice, "closing the quick entry")(lambda _: self.close_panel()))
        self._key = Shortcut(KEY, ".ladder-quick select, .ladder-quick input", self._pressed)
        self._bottom = row(self.close_button, self.more_button, classes=("ladder-actions",))
        self._panel = column(classes=("ladder-quick", "ladder-editor"))
        self._panel.layout.display = "none"
        super().__init__([self._key, self._panel])
        self.add_class("ladder-quick-box")
        session.watch(guarded(notice, "showing the quick entry")(self.refresh))

    # ---- what a test or a keyboard does

    @property
    def opened(self) -> bool:
        return self._panel.layout.display != "none"

    def turn(self) -> None:
        """Open the panel, or close it."""
        if self.opened:
            self.close_panel()
        else:
            self.begin()
            self._key.opened()

    def begin(self) -> None:
        """Ask for the kind of a new entry. Nothing is in the record before that is said."""
        self._entry = None
        self._panel.layout.display = None
        if self._kind is None:
            self._kind = kind_field("What did you do?", self._session, None, self._choose)
            self._heading = Pane("stations/templates/editor_heading.html.j2", title="Write something down")
        self._kind.put(None, fresh=True)
        self.refresh()

    def close_panel(self) -> None:
        """Put the panel away. What was said stays in the record."""
        entry = self._held()
        self._panel.layout.display, self._entry = "none", None
        if entry is not None:
            name = entry.title or kind_title(self._session.facts.evidence(), entry.kind)
            self.notice.say(f"“{name}” is under “What I can show”, with the questions of its kind.")

    def refresh(self) -> None:
        """Follow the record: undo may have taken the entry away."""
        if not self.opened or self._kind is None:
            return
        entry = self._held()
        if entry is None:
            self._entry = None
            self.more_button.layout.display = "none"
            self._panel.children = (self._heading, self._kind, self._bottom)
            return
        self._kind.put(entry.kind)
        fresh = self._form is None or self._form not in self._panel.children
        if self._form is None:
            self._form = Form("evidence", entry, self._save, unread=self._unread)
        self._form.put(entry, fresh=fresh)
        if fresh:
            self.more_button.layout.display = None
            self._panel.children = (self._heading, self._kind, self._form, self._bottom)

    # ---- the parts

    def _pressed(self) -> None:
        guarded(self.notice, "opening the quick entry")(self.turn)()

    def _held(self) -> Evidence | None:
        return next((one for one in self._session.record.evidence if one.id == self._entry), None)

    def _choose(self, kind: Any) -> str | None:
        entry = self._held()
        if entry is not None:
            return self._save("kind", kind)
        if kind is None:
            return None
        record = self._session.record
        new = Evidence(id=free_id(record, "evidence"), kind=kind)
        self._entry = new.id
        return self._session.edit("Added an entry", evidence=(*record.evidence, new))

    def _save(self, name: str, value: Any) -> str | None:
        entry = self._held()
        if entry is None:
            return None
        changed = with_field(entry, name, value)
        if isinstance(changed, str):
            return changed
        return self._write(without_half(changed, half_key("", name)), name)

    def _unread(self, name: str, typed: str) -> None:
        entry = self._held()
        if entry is not None:
            self._write(with_half(entry, half_key("", name), typed), name)

    def _write(self, entry: Any, name: str) -> str | None:
        entries = tuple(entry if one.id == entry.id else one for one in self._session.record.evidence)
        title = entry.title or "an entry"
        return self._session.edit(f"Changed “{title}”", field_key=f"quick-{entry.id}-{name}", evidence=entries)
