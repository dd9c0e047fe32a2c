"""How does a list or a pile of certificates come in? Choose it, say what is what, look at every row, take it."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from workbook.record.importing import FIELDS, Imported, ImportProblem, matching_problems
from workbook.record.importing.certificates import DOCUMENTS, MAX_FILES, File
from workbook.stations.import_alike import Alike
from workbook.stations.import_source import Source, known_words, read_source
from workbook.stations.session import Session
from workbook.ui.fields import ChoiceField
from workbook.ui.files_pick import FilesPick, Picked
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row

STATION = "evidence"
NOTHING = "leave it out"
NAME_HELP = "Only to find your place among the authors; it is not kept. Part several spellings with a semicolon."
ACCEPTED = ".csv,.xlsx,.txt,.bib,.nbib,.json,.pdf,.jpg,.jpeg,.png,.heic,.tif,.tiff,.doc,.docx,.odt"


class ImportList(widgets.VBox):
    """The three steps; nothing is written before the doctor presses “Bring these in”."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known = known_words(session.facts)
        self._source: Source | None = None
        self.notice = Notice()
        self.upload = FilesPick(
            "Choose a file, or several", guarded(self.notice, "reading the file")(self._chosen),
            accept=ACCEPTED, documents=DOCUMENTS, whole=(".pdf",), most=MAX_FILES,
        )  # fmt: skip
        self.pasted = widgets.Textarea(
            description="Or paste citations from PubMed, BibTeX", layout=widgets.Layout(width="auto"), rows=3
        )
        self.pasted.add_class("ladder-input")
        self.read_button = button("Read what I pasted")
        self.read_button.on_click(guarded(self.notice, "reading what you pasted")(lambda _: self.read_pasted()))
        self._columns = column(classes=("ladder-form",))
        self.own_name = widgets.Text(
            description="Your name as papers write it", placeholder="Khan AM", layout=widgets.Layout(width="auto"),
            continuous_update=False,
        )  # fmt: skip
        self.own_name.add_class("ladder-input")
        self.own_name.observe(guarded(self.notice, "looking for your name")(self._named), names="value")
        self.leave_out = widgets.Checkbox(
            value=True, indent=False, description="Leave out words by which a patient could be known"
        )
        self.leave_out.observe(guarded(self.notice, "reading the list again")(self._named), names="value")
        self._name_field = column(
            self.own_name, Pane("ui/templates/field_help.html.j2", help=NAME_HELP), classes=("ladder-field",)
        )
        self._preview = Pane("stations/templates/import_report.html.j2")
        self.take_button = button("Bring these in", main=True)
        self.take_button.on_click(guarded(self.notice, "bringing the list in")(lambda _: self.take()))
        self._later_button = button("Leave it")
        self._later_button.on_click(guarded(self.notice, "closing the list")(lambda _: self._close()))
        self._bottom = row(self.take_button, self._later_button, classes=("ladder-actions",))
        self._asked = column(self._columns, self._name_field, self.leave_out)
        self.alike = Alike(self.notice, self._look)
        self._steps = column(self._asked, self._preview, self.alike, self._bottom)
        self._steps.layout.display = "none"
        super().__init__([self.upload, self.pasted, self.read_button, self.notice, self._steps])
        self.add_class("ladder-import")

    def read(self, content: bytes, name: str) -> None:
        """Step one: read the file and guess which column is which."""
        self.read_files((File(name, len(content), content),))

    def read_files(self, files: tuple[File, ...]) -> None:
        """Step one, for one list or any number of certificates."""
        try:
            name = files[0].name if len(files) == 1 else f"{len(files)} files"
            self._source = read_source(files, self._known, name, alone=len(files) == 1)
        except ImportProblem as problem:
            self._close()
            self.notice.say(str(problem), kind="warned", more=("Nothing was changed.",))
            return
        self._source.own_name, self._source.leave_out = self.own_name.value, self.leave_out.value
        table = self._source.table
        self._columns.children = tuple(self._column_field(name) for name in table.header) if table else ()
        self._name_field.layout.display = None if self._source.works is not None else "none"
        self._steps.layout.display = self._bottom.layout.display = self._asked.layout.display = None
        self.notice.clear()
        self._look()

    def read_pasted(self) -> None:
        """Step one, for citations pasted into the box."""
        if not self.pasted.value.strip():
            self.notice.say("Nothing is pasted yet.", kind="warned")
            return
        self.read(self.pasted.value.encode("utf-8"), "what you pasted")

    def match(self, column_name: str, field: str | None) -> str | None:
        """Step two: this column is this field, or is left out. Returns why it cannot be."""
        assert self._source is not None and self._source.table is not None
        changed = {**self._source.matching, column_name: field or ""}
        problems = matching_problems(changed, self._source.table.header)
        self._source.matching = changed
        self._look()
        return problems[0] if problems else None

    def take(self) -> None:
        """Step three: the good rows join the record; what became of each row stays on the page."""
        imported = self._imported()
        if imported is None or self._source is None:
            return
        called = self._source.called()
        why_not = self._session.edit(f"Brought in {called}", evidence=imported.record.evidence)
        if why_not:
            self.notice.say(f"Nothing was brought in: {why_not}", kind="warned")
            return
        if self._session.problem or self._session.conflict:
            why = self._session.problem or "another page changed this record meanwhile"
            self.notice.say(f"Not saved yet: {why}", kind="warned", more=("The rows stand on this page only.",))
            return
        self.notice.say(
            f"{called[0].upper()}{called[1:]}: {imported.report.sentence()}. “Undo” at the top takes it back."
        )
        self._preview.fill(report=imported.report, done=True, problem=None)
        self._columns.children = ()
        self._asked.layout.display = self._bottom.layout.display = self.alike.layout.display = "none"
        self.pasted.value = ""

    def _chosen(self, picked: tuple[Picked, ...]) -> None:
        self.read_files(tuple(File(one.name, one.size, one.content, one.sha256) for one in picked))

    def _named(self, _: Any) -> None:
        if self._source is not None:
            self._source.own_name, self._source.leave_out = self.own_name.value, self.leave_out.value
            self._look()

    def _close(self) -> None:
        self._source = None
        self._steps.layout.display = "none"
        self.notice.clear()

    def _column_field(self, name: str) -> ChoiceField:
        assert self._source is not None
        details = tuple((f"Detail: {key.replace('_', ' ')}", f"details.{key}") for key in sorted(self._known.details))
        choices = (*((title, key) for key, title in FIELDS.items()), *details)
        return ChoiceField(
            f"Column “{name}” is", self._source.matching.get(name) or None,
            lambda value, name=name: self.match(name, value), choices, blank=NOTHING,
        )  # fmt: skip

    def _imported(self) -> Imported | None:
        if self._source is None:
            return None
        try:
            return self._source.imported(self._session.record)
        except ImportProblem as problem:
            self._preview.fill(report=None, done=False, problem=str(problem))
            return None

    def _look(self) -> None:
        imported = self._imported()
        self.take_button.disabled = imported is None or imported.record is self._session.record
        self.alike.layout.display = "none"
        if imported is not None and self._source is not None:
            self.alike.fill(self._source, imported.report)
            self._preview.fill(report=imported.report, done=False, problem=None)
