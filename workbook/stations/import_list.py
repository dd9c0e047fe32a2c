"""How does a list in a spreadsheet come in? Choose the file, say which column is which, look at every row, take it."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from workbook.facts import Facts
from workbook.record.importing import (
    FIELDS,
    Imported,
    ImportProblem,
    Known,
    Table,
    guess_matching,
    import_evidence,
    matching_problems,
    read_table,
)
from workbook.stations.session import Session
from workbook.ui.fields import ChoiceField
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row

STATION = "evidence"
NOTHING = "leave it out"


def known_words(facts: Facts) -> Known:
    """The kinds and detail words of data/, against which the rows are read."""
    evidence = facts.evidence()
    kinds = {key: kind.title for key, kind in evidence.kinds.items()}
    kinds.update({key: words.title for key, words in (*evidence.vocabulary.items(), *evidence.documents.items())})
    return Known(kinds=kinds, details=evidence.detail_words())


class ImportList(widgets.VBox):
    """The three steps; nothing is written before the doctor presses “Bring these in”."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known = known_words(session.facts)
        self._table: Table | None = None
        self._matching: dict[str, str] = {}
        self.notice = Notice()
        self.upload = widgets.FileUpload(accept=".csv,.xlsx,.txt", multiple=False, description="Choose a file")
        self.upload.add_class("ladder-upload")
        self.upload.observe(guarded(self.notice, "reading the file")(self._chosen), names="value")
        self._columns = column(classes=("ladder-form",))
        self._preview = Pane("stations/templates/import_report.html.j2")
        self.take_button = button("Bring these in", main=True)
        self.take_button.on_click(guarded(self.notice, "bringing the list in")(lambda _: self.take()))
        self._later_button = button("Leave it")
        self._later_button.on_click(guarded(self.notice, "closing the list")(lambda _: self._close()))
        self._bottom = row(self.take_button, self._later_button, classes=("ladder-actions",))
        self._steps = column(self._columns, self._preview, self._bottom)
        self._steps.layout.display = "none"
        super().__init__([self.upload, self.notice, self._steps])
        self.add_class("ladder-import")

    def read(self, content: bytes, name: str) -> None:
        """Step one: read the file and guess which column is which."""
        try:
            self._table = read_table(content, name)
        except ImportProblem as problem:
            self._close()
            self.notice.say(str(problem), kind="warned", more=("Nothing was changed.",))
            return
        self._matching = dict(guess_matching(self._table.header, self._known.details))
        self._columns.children = tuple(self._column_field(name) for name in self._table.header)
        self._steps.layout.display = self._bottom.layout.display = None
        self.notice.clear()
        self._look()

    def match(self, column_name: str, field: str | None) -> str | None:
        """Step two: this column is this field, or is left out. Returns why it cannot be."""
        assert self._table is not None
        changed = {**self._matching, column_name: field or ""}
        problems = matching_problems(changed, self._table.header)
        self._matching = changed
        self._look()
        return problems[0] if problems else None

    def take(self) -> None:
        """Step three: the good rows join the record; what became of each row stays on the page."""
        imported = self._imported()
        if imported is None or self._table is None:
            return
        why_not = self._session.edit(f"Brought in “{self._table.name}”", evidence=imported.record.evidence)
        if why_not:
            self.notice.say(f"Nothing was brought in: {why_not}", kind="warned")
            return
        self.notice.say(f"“{self._table.name}”: {imported.report.sentence()}. “Undo” at the top takes it back.")
        self._preview.fill(report=imported.report, done=True, problem=None)
        self._columns.children = ()
        self._bottom.layout.display = "none"

    def _chosen(self, change: Any) -> None:
        if change["new"]:
            chosen = change["new"][0]
            self.read(bytes(chosen["content"]), chosen["name"])
            self.upload.value = ()

    def _close(self) -> None:
        self._table = None
        self._steps.layout.display = "none"
        self.notice.clear()

    def _column_field(self, name: str) -> ChoiceField:
        details = tuple((f"Detail: {key.replace('_', ' ')}", f"details.{key}") for key in sorted(self._known.details))
        choices = (*((title, key) for key, title in FIELDS.items()), *details)
        return ChoiceField(
            f"Column “{name}” is", self._matching.get(name) or None,
            lambda value, name=name: self.match(name, value), choices, blank=NOTHING,
        )  # fmt: skip

    def _imported(self) -> Imported | None:
        if self._table is None:
            return None
        try:
            return import_evidence(self._session.record, self._table, self._matching, self._known)
        except ImportProblem as problem:
            self._preview.fill(report=None, done=False, problem=str(problem))
            return None

    def _look(self) -> None:
        imported = self._imported()
        self.take_button.disabled = imported is None or not imported.report.added
        if imported is not None:
            self._preview.fill(report=imported.report, done=False, problem=None)
