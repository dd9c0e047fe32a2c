"""What can the doctor take away, where is the record kept, and how is it erased? The panel behind “Export”."""

from __future__ import annotations

import ipywidgets as widgets

from workbook.stations.programme import looking_at
from workbook.stations.session import Session
from workbook.stations.takeaway import calendar_of, docx_of, page_of, record_file, xlsx_of
from workbook.ui.browser import Download
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row


def calendar_download(session: Session) -> Download:
    """The button that gives the dates of the line as a calendar file."""
    return Download(
        "Calendar file (.ics)", "the-ladder.ics", "text/calendar", lambda: calendar_of(session.answers, session.clock())
    )


def page_download(session: Session) -> Download:
    """The button that gives the page to print."""
    return Download(
        "Page to print", "the-ladder.html", "text/html", lambda: page_of(session.answers, *looking_at(session))
    )


def index_downloads(session: Session) -> tuple[Download, Download]:
    """The buttons that give the evidence index of the programme on the page, for Word and for Excel."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return (
        Download(
            "Evidence index (Word)", "evidence-index.docx", word, lambda: docx_of(session.answers, *looking_at(session))
        ),
        Download(
            "Evidence index (Excel)", "evidence-index.xlsx", excel,
            lambda: xlsx_of(session.answers, *looking_at(session)),
        ),
    )  # fmt: skip


class TakeawayPanel(widgets.VBox):
    """The files to take away, where the record is kept, and erasing it in two presses."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.notice = Notice()
        record = Download(
            "Everything I entered", "my-record.yaml", "application/yaml", lambda: record_file(session.record)
        )
        self._place = Pane("stations/templates/kept_where.html.j2")
        self.erase_button = button("Erase my record…", title="Ask before erasing everything on this computer")
        self.erase_button.on_click(guarded(self.notice, "asking you")(lambda _: self.ask()))
        self.yes_button = button("Yes, erase everything")
        self.yes_button.on_click(guarded(self.notice, "erasing your record")(lambda _: self.erase()))
        self.no_button = button("No, keep it", main=True)
        self.no_button.on_click(guarded(self.notice, "closing the question")(lambda _: self.keep()))
        self._question = column(
            Pane("stations/templates/erase_question.html.j2", demo=session.demo), row(self.no_button, self.yes_button)
        )
        self._question.layout.display = "none"
        parts: list[widgets.Widget] = [
            row(calendar_download(session), page_download(session), *index_downloads(session), record), self._place,
            self.erase_button, self._question, self.notice,
        ]  # fmt: skip
        if session.demo:  # an example is kept nowhere, so there is nothing to erase
            parts = [parts[0], self.notice]
        super().__init__(parts)
        self.add_class("ladder-column")
        self._say_place()

    def ask(self) -> None:
        self._question.layout.display = None

    def keep(self) -> None:
        self._question.layout.display = "none"

    def erase(self) -> None:
        """Remove every revision and every copy; files the doctor exported stay where they put them."""
        self._question.layout.display = "none"
        problem = self._session.erase()
        self.notice.say(
            problem or "Your record is erased from this computer. Files you exported are still where you saved them.",
            kind="wrong" if problem else "told",
        )
        self._say_place()

    def _say_place(self) -> None:
        self._place.fill(files=[str(path) for path in self._session.store.files()])
