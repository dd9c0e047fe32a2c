"""How are many entries of one kind edited: posts, permissions, trips, evidence? A list, one open at a time.

Entries are shown as one line each; the one that is open shows its form. Forms are made once and refilled, since widgets
are never freed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import ipywidgets as widgets

from workbook.record.models import RecordModel
from workbook.stations.session import Session, with_field
from workbook.ui.form import Choices, Form
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row


class EntryList(widgets.VBox):
    """The entries of one part of the record (`part`, such as posts or doctor.uk_programmes), each with a form.

    `forms` are (form name, path) pairs: path "" edits the entry itself, "proof" its sub-entry. `fresh(entries)` makes a
    new entry, `line(entry)` gives its one line as (title, detail). `settle(entry, name, value)` may bring the fields
    that hang on one about to change into line first. `keep(entry)` says which entries the list shows (the open one
    always is), `take_out(index)` may do something else than drop an entry, `tools` are more buttons for the open one.
    """

    def __init__(
        self, session: Session, part: str, *, noun: str, forms: tuple[tuple[str, str], ...] = (),
        fresh: Callable[[tuple[Any, ...]], RecordModel], line: Callable[[Any], tuple[str, str]],
        choices: Mapping[str, Choices] | None = None, empty: str = "", extra: ExtraForm | None = None,
        headings: Mapping[str, str] | None = None,
        station: str | None = None, settle: Callable[[Any, str, Any], Any] | None = None,
        keep: Callable[[Any], bool] | None = None, take_out: Callable[[int], str] | None = None,
        tools: tuple[widgets.Widget, ...] = (),
    ) -> None:  # fmt: skip
        self._session, self._part, self._noun = session, part, noun
        self._forms, self._fresh, self._line = forms, fresh, line
        self._choices, self._empty, self._extra = choices or {}, empty, extra
        self._headings = headings or {}
        self._settle, self._keep, self._take_out = settle, keep, take_out
        self._open: int | None = None
        self._shown: Any = None  # the open entry as the form shows it
        self._count = 0
        self._turned = False  # whether the form turns to another entry
        self._made: dict[str, Any] = {}
        self.notice = Notice()
        self._list = widgets.VBox([])
        self._list.add_class("ladder-entries")
        self._editor = column(classes=("ladder-editor",))
        self._heading = Pane("stations/templates/editor_heading.html.j2")
        self._rows: list[tuple[Pane, widgets.Button, widgets.HBox]] = []
        self.add_button = button(f"Add {noun}", main=True)
        self.add_button.on_click(guarded(self.notice, f"adding {noun}")(lambda _: self.add()))
        self._remove_button = button("Remove it", title=f"Remove this {noun.removeprefix('a ').removeprefix('an ')}")
        self._remove_button.on_click(guarded(self.notice, "removing it")(lambda _: self.remove()))
        self._close_button = button("Close", title="Close this form")
        self._close_button.on_click(guarded(self.notice, "closing the form")(lambda _: self.open_entry(None)))
        self._bottom = row(self._close_button, *tools, self._remove_button, classes=("ladder-actions",))
        self._none = Pane("stations/templates/empty.html.j2", text=empty)
        super().__init__([self._none, self._list, self.add_button, self.notice, self._editor])
        self.add_class("ladder-entry-list")
        session.watch(guarded(self.notice, "showing the change")(self.refresh), station)
        self.refresh()

    # ---- what a test or a keyboard does

    @property
    def opened(self) -> int | None:
        """Which entry is open, by its place."""
        return self._open

    @property
    def entries(self) -> tuple[Any, ...]:
        holder, name = self._holder()
        found: tuple[Any, ...] = getattr(holder, name)
        return found

    def add(self) -> None:
        entries = self.entries
        self._write(f"Added {self._noun}", (*entries, self._fresh(entries)))
        self.open_entry(len(self.entries) - 1)

    def remove(self) -> None:
        """Take the open entry out of the record. Undo brings it back."""
        if self._open is None:
            return
        index, entries = self._open, self.entries
        title = self._line(entries[index])[0]
        self.open_entry(None)
        if self._take_out is not None:
            self.notice.say(self._take_out(index))
            return
        self._write(f"Removed “{title}”", entries[:index] + entries[index + 1 :])
        self.notice.say(f"“{title}” was removed. “Undo” at the top brings it back.")

    def open_entry(self, index: int | None) -> None:
        """Show the form of one entry, or none."""
        self._open, self._turned = index, True
        self.notice.clear()
        self.refresh()

    def refresh(self) -> None:
        entries = self.entries
        if not self._turned:
            self._open = self._place(entries)
        self._none.layout.display = "none" if entries else None
        while len(self._rows) < len(entries):
            self._rows.append(self._row(len(self._rows)))
        for index, entry in enumerate(entries):
            pane, edit, _ = self._rows[index]
            title, detail = self._line(entry)
            pane.fill(title=title, detail=detail, open=index == self._open)
            edit.description = "Editing" if index == self._open else "Open"
            edit.tooltip = f"Open {title}"
        shown = tuple(
            self._rows[index][2] for index, entry in enumerate(entries)
            if self._keep is None or index == self._open or self._keep(entry)
        )  # fmt: skip
        if self._list.children != shown:
            self._list.children = shown
        self._show_editor()

    def _place(self, entries: tuple[Any, ...]) -> int | None:
        """Where the open entry stands now: an undo may have put another before it, or taken it away."""
        if self._open is None:
            return None
        named = getattr(self._shown, "id", None)
        if named is None and len(entries) == self._count:
            return self._open
        same = (n for n, entry in enumerate(entries) if (entry.id == named if named else entry == self._shown))
        return next(same, None)

    # ---- the parts

    def _row(self, index: int) -> tuple[Pane, widgets.Button, widgets.HBox]:
        pane = Pane("stations/templates/entry_row.html.j2")
        edit = button("Open")
        edit.on_click(
            guarded(self.notice, "opening it")(lambda _: self.open_entry(None if self._open == index else index))
        )
        return pane, edit, row(pane, edit, classes=("ladder-entry",))

    def _show_editor(self) -> None:
        fresh, self._turned = self._turned, False
        self._count = len(self.entries)
        if self._open is None:
            self._editor.children = ()
            return
        entry = self._shown = self.entries[self._open]
        self._heading.fill(title=self._line(entry)[0])
        parts: list[widgets.Widget] = [self._heading]
        if self._extra is not None:
            parts.append(self._extra.shown(entry, self._save_entry, fresh=fresh))
        for name, path in self._forms:
            held = getattr(entry, path) if path else entry
            if name in self._made:
                self._made[name].put(held, fresh=fresh)
            else:
                self._made[name] = Form(name, held, self._saver(path), choices=self._choices)
            if path in self._headings:
                key = f"heading-{path}"
                if key not in self._made:
                    self._made[key] = Pane("stations/templates/form_heading.html.j2", text=self._headings[path])
                parts.append(self._made[key])
            parts.append(self._made[name])
        parts.append(self._bottom)
        if self._editor.children != tuple(parts):
            self._editor.children = tuple(parts)

    def _saver(self, path: str) -> Callable[[str, Any], str | None]:
        def save(name: str, value: Any) -> str | None:
            if self._open is None:
                return None
            entry = self.entries[self._open]
            if not path:
                changed = with_field(self._settled(entry, name, value), name, value)
            else:
                sub = with_field(getattr(entry, path), name, value)
                if isinstance(sub, str):
                    return sub
                changed = with_field(entry, path, sub)
            if isinstance(changed, str):
                return changed
            return self._save_entry(changed, name)

        return save

    def _settled(self, entry: Any, name: str, value: Any) -> Any:
        return self._settle(entry, name, value) if self._settle else entry

    def _save_entry(self, changed: RecordModel, name: str) -> str | None:
        if self._open is None:
            return None
        index, entries = self._open, self.entries
        title = self._line(changed)[0]
        changed_entries = (*entries[:index], changed, *entries[index + 1 :])
        return self._write(f"Changed “{title}”", changed_entries, f"{self._part}-{index}-{name}")

    def _holder(self) -> tuple[Any, str]:
        """What holds the entries, and under which name: the record itself, or its doctor (`doctor.uk_programmes`)."""
        record = self._session.record
        holder, _, name = self._part.rpartition(".")
        return (record.doctor, name) if holder == "doctor" else (record, name)

    def _write(self, what: str, entries: tuple[Any, ...], field_key: str | None = None) -> str | None:
        holder, name = self._holder()
        if holder is self._session.record:
            return self._session.edit(what, field_key=field_key, **{name: entries})
        doctor = with_field(holder, name, entries)
        return doctor if isinstance(doctor, str) else self._session.edit(what, field_key=field_key, doctor=doctor)


class ExtraForm(Protocol):
    """A form whose fields depend on the entry itself (evidence: the fields of its kind)."""

    def shown(self, entry: Any, save: Callable[[RecordModel, str], str | None], *, fresh: bool) -> widgets.Widget: ...


# ---- what was typed and cannot be read yet, kept with its entry


def half_key(path: str, name: str) -> str:
    """Under which word a field is kept: proof-dated."""
    return (f"{path}-{name}" if path else name)[:60]


def with_half(entry: Any, key: str, typed: str) -> Any:
    """The entry that also keeps what was typed in this field, all of it: it may be refused for its length alone."""
    return entry.model_copy(update={"half_typed": {**entry.half_typed, key: typed}})


def without_half(entry: Any, key: str) -> Any:
    """The entry once the field could be read."""
    held = getattr(entry, "half_typed", None)
    if not held or key not in held:
        return entry
    return entry.model_copy(update={"half_typed": {name: typed for name, typed in held.items() if name != key}})


def resume(fields: Mapping[str, Any], entry: Any, path: str) -> None:
    """Show in these fields what was typed on an earlier page and could not be read."""
    held = getattr(entry, "half_typed", {})
    for name, field in fields.items():
        if half_key(path, name) in held:
            field.resume(held[half_key(path, name)])
