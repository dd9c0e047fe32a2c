"""What stands at the top of every page? Whose record, which day, whether it is saved, undo, and what to take away."""

from __future__ import annotations

from datetime import date
from typing import Any

import ipywidgets as widgets

from workbook.base.days import short
from workbook.record.models import Absence, Doctor, Record, RecordModel, Target
from workbook.stations.quick_add import QuickAdd
from workbook.stations.session import Session
from workbook.stations.takeaway_panel import TakeawayPanel
from workbook.ui.browser import Look
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row


class Header(widgets.VBox):
    """The header of the app and of each notebook."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of_problem = False  # whether the notice speaks of a save that did not succeed
        self.notice = Notice()
        self._state = Pane("stations/templates/header.html.j2", classes=("ladder-state",))
        self.undo_button = button("Undo", title="Take back the last change")
        self.undo_button.on_click(guarded(self.notice, "taking back the last change")(lambda _: self.undo()))
        self.redo_button = button("Redo", title="Do again what was taken back")
        self.redo_button.on_click(guarded(self.notice, "doing it again")(lambda _: self.redo()))
        self._export_button = button("Export", title="Show what you can take away")
        self._export_button.on_click(guarded(self.notice, "opening the list")(lambda _: self._toggle()))
        self._quick = QuickAdd(session, self.notice)
        self._downloads = column(classes=("ladder-downloads",))
        self._downloads.layout.display = "none"
        self._mine = button("Keep this page’s version", main=True)
        self._mine.on_click(guarded(self.notice, "keeping this version")(lambda _: session.keep_mine()))
        self._theirs = button("Take the other page’s version")
        self._theirs.on_click(guarded(self.notice, "taking the other version")(lambda _: session.take_theirs()))
        self._conflict = column(Pane("stations/templates/conflict.html.j2"), row(self._mine, self._theirs))
        self._conflict.add_class("ladder-conflict")
        super().__init__(
            [Look(), row(self._state, self._quick.button, self.undo_button, self.redo_button, self._export_button,
             classes=("ladder-top",)), self._quick, self._downloads, self._conflict, self.notice]
        )  # fmt: skip
        self.add_class("ladder-header")
        session.watch(guarded(self.notice, "showing whether it is saved")(self.refresh))
        self.refresh()
        if session.said:
            self.notice.say(session.said[0], kind="warned", more=session.said[1:])

    def refresh(self) -> None:
        session = self._session
        self._state.fill(session=session)
        self.undo_button.disabled = self.redo_button.disabled = session.conflict is not None or session.revision is None
        conflict = session.conflict
        self._conflict.layout.display = "none" if conflict is None else None
        if conflict is not None:
            theirs = conflict.theirs
            self._conflict.children[0].fill(
                differences=differences(session.record, theirs.record if theirs else Record()),
                at=theirs.at.astimezone() if theirs else None,
            )
        if session.problem:
            self.notice.say(session.problem, kind="wrong")
        elif self._of_problem:
            self.notice.clear()
        self._of_problem = bool(session.problem)

    def undo(self) -> None:
        self._say_step(self._session.undo(), "There is nothing to take back.")

    def redo(self) -> None:
        self._say_step(self._session.redo(), "There is nothing to do again.")

    def _say_step(self, said: str | None, nothing: str) -> None:
        """What was done; where a problem or another page stood in the way, that is on the page already."""
        if said is not None or not (self._session.problem or self._session.conflict):
            self.notice.say(said or nothing)

    def _toggle(self) -> None:
        if not self._downloads.children:
            self._downloads.children = (TakeawayPanel(self._session),)
        hidden = self._downloads.layout.display == "none"
        self._downloads.layout.display = None if hidden else "none"
        self._export_button.description = "Close export" if hidden else "Export"


PARTS = {
    "doctor": "About you", "targets": "Programmes", "posts": "Posts", "evidence": "What I can show", "exams": "Exams",
    "permissions": "Permissions", "absences": "Trips", "claims": "Claims", "statements": "Your statements",
    "ratings": "How sure you are", "answers": "Your answers", "actions": "Steps", "reflections": "Reflections",
    "people": "People", "meetings": "Meetings", "goals": "Goals", "appraisals": "Appraisals",
    "binned": "Bin", "templates": "Templates",
}  # fmt: skip
ABOUT = {
    "label": "name of the record", "qualified": "degree", "gmc": "GMC registration", "citizenship": "citizenship",
    "settled": "status", "uk_programmes": "UK programmes", "hours_per_week": "hours a week",
}  # fmt: skip


def differences(mine: Record, theirs: Record) -> tuple[tuple[str, str, str], ...]:
    """Where two versions of the record differ: (part, here, there) in words, for the doctor to choose by."""
    found = []
    for name in Record.model_fields:
        here, there = getattr(mine, name), getattr(theirs, name)
        if here != there:
            found.append((PARTS.get(name, name), _in_short(here, there), _in_short(there, here)))
    return tuple(found)


def _in_short(part: Any, other: Any) -> str:
    """The entries of one version that the other does not have as they are; of “About you”, what differs."""
    if isinstance(part, Doctor):
        differ = [name for name in ABOUT if getattr(part, name) != getattr(other, name)]
        return "; ".join(f"{ABOUT[name]}: {_value_in_words(getattr(part, name))}" for name in differ)
    if not isinstance(part, tuple):
        return str(part)
    names = [_name(entry) for entry in part if entry not in other]
    count = f"{len(part)} {'entry' if len(part) == 1 else 'entries'}"
    return f"{count}; only here: {', '.join(name[:60] for name in names)}" if names else count


def _name(entry: RecordModel) -> str:
    """An entry by what the doctor would know it by, never by its id."""
    if isinstance(entry, Absence):
        return f"left {short(entry.left)}"
    if isinstance(entry, Target):
        return f"{_as_words(entry.specialty)}, {entry.year}"
    said = _first_of(entry, "title", "text", "name", "role", "notes")
    if said:
        return str(said)
    about, day = _first_of(entry, "criterion", "domain", "route"), _first_of(entry, "start", "on", "sat", "end")
    words = [*([_as_words(about)] if about else []), *([short(day)] if day else [])]
    return ", ".join(words) or "one without a title"


def _first_of(entry: RecordModel, *names: str) -> Any:
    return next((said for name in names if (said := getattr(entry, name, None))), None)


def _value_in_words(value: Any) -> str:
    if value is None or value == "" or value == ():
        return "not said"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return short(value)
    if isinstance(value, RecordModel):
        said = [getattr(value, name) for name in type(value).model_fields]
        return ", ".join(_value_in_words(one) for one in said if one not in (None, ())) or "not said"
    if isinstance(value, tuple):
        return ", ".join(_value_in_words(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _as_words(slug: str) -> str:
    return slug.replace("-", " ")


def header(wb: Any) -> Header:
    """The header for an open workbook."""
    return Header(wb.session)
