"""What is open right now? One record, one day, one store; every change is saved at once and can be undone.

A session is what all stations share. It has no widgets: stations watch it and show what it says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from workbook.facts import Facts
from workbook.record import Record, RecordError
from workbook.record.models import RecordModel
from workbook.record.reading import problem_lines
from workbook.stations.answers import Answers
from workbook.store import Conflict, Revision, Store, StoreProblem

Watcher = Callable[[], None]


@dataclass
class Session:
    """The open record. `clock` gives the moment of a save; `on` is the day every rule is asked about."""

    store: Store
    facts: Facts
    on: date
    clock: Callable[[], datetime]
    demo: str | None = None
    said: tuple[str, ...] = ()
    record: Record = field(default_factory=Record)
    revision: Revision | None = None
    conflict: Conflict | None = None
    problem: str | None = None
    showing: str | None = None
    focus: tuple[str, int] | None = None
    _watchers: list[tuple[str | None, Watcher]] = field(default_factory=list)
    _stale: set[str] = field(default_factory=set)
    _answers: Answers | None = None
    _unsaved: tuple[str, str | None, bool] | None = None  # the save that did not succeed: what, field, force
    _impossible: bool = False  # whether it can never succeed, because what is on the page is no possible record

    def __post_init__(self) -> None:
        self.revision = self.store.newest()
        if self.revision is not None:
            self.record = self.revision.record

    # ---- what the rules say of this record on this day

    @property
    def answers(self) -> Answers:
        """The rules' answers for the record as it stands; each is worked out once, when first asked."""
        if self._answers is None or self._answers.record is not self.record:
            self._answers = Answers(self.record, self.facts, self.on)
        return self._answers

    # ---- changing the record

    def change(self, record: Record, what: str, field_key: str | None = None) -> str | None:
        """Take this record as the newest and save it. `what` says in words what changed, for undo and history.

        When another tab saved in between, nothing is overwritten: `conflict` holds both versions and the doctor is
        asked. When the disk refuses, `problem` says so in words and the change stays on the page. A record that could
        never be read again is not taken at all, or every later change would stay unsaved with it: returns why.
        """
        if record == self.record:
            return None
        before = (self.record, self.problem, self._unsaved)
        self.record = record
        self._save(what, field_key, force=False)
        why_not = self.problem if self._impossible else None
        if why_not is not None:
            self.record, self.problem, self._unsaved = before
            self._impossible = False
        self._tell()
        return why_not

    def edit(self, what: str, field_key: str | None = None, **parts: Any) -> str | None:
        """Change parts of the record: `edit("Posts: new post", posts=(…))`. Returns why it cannot stand, or None."""
        try:
            record = Record.model_validate({**_fields(self.record), **parts})
        except ValidationError as error:
            return problem_lines(error, {**_fields(self.record), **parts})[0]
        return self.change(record, what, field_key)

    def undo(self) -> str | None:
        """Take back the last change; says in words what was undone, or None when there is nothing to undo.

        What could not be saved before is saved first. Where that does not succeed either, nothing changes and `problem`
        or `conflict` says why. What can never be saved is the change that is taken back.
        """
        if self._impossible and self.conflict is None and self._unsaved is not None:
            what = self._unsaved[0]
            self.record = self.revision.record if self.revision else Record()
            self.problem, self._unsaved, self._impossible = None, None, False
            self._tell()
            return f"Undone: {what}"
        return self._step(self.store.undo)

    def redo(self) -> str | None:
        """Take the last undo back; says in words what was done again, or None when there is none."""
        return self._step(self.store.redo)

    def keep_mine(self) -> None:
        """After a conflict: save what is on this page on top; the other version stays in the history."""
        self.conflict = None
        self._save("Kept the version of this page", None, force=True)
        self._tell()

    def take_theirs(self) -> None:
        """After a conflict: show the other page's version; what was on this page is saved into the history first.

        Where the other page erased the record, nothing is set aside: that would write back what was to be gone.
        """
        newest, conflict = self.store.newest(), self.conflict
        self.conflict = None
        if newest is None:
            self.record, self.revision, self.problem, self._unsaved = Record(), None, None, None
            self._tell()
            return
        self._save("Set aside: the version of the page that gave way", None, force=True)
        if self.problem:  # nothing leaves the page before it is safe in the history
            self.conflict = conflict
            self._tell()
            return
        self.record = newest.record
        self._save("Took the version of the other page", None, force=True)
        self._tell()

    def erase(self) -> str | None:
        """Remove the record with its whole history from this computer. The sentence that says why not, or None."""
        try:
            self.store.erase()
        except StoreProblem as problem:
            return str(problem)
        self.record, self.revision, self.conflict, self.problem, self._unsaved = Record(), None, None, None, None
        self.focus = None
        self._tell()
        return None

    def watch(self, watcher: Watcher, station: str | None = None) -> None:
        """Call `watcher` after every change, undo, conflict or save that did not succeed.

        A watcher of a station that is not on the screen waits until that station is shown.
        """
        self._watchers.append((station, watcher))

    def show(self, station: str) -> None:
        """Say which station is on the screen; what changed while it was not is shown now."""
        self.showing = station
        if station in self._stale:
            self._stale.discard(station)
            self._tell_station(station)

    def looking_at(self) -> tuple[str, int] | None:
        """The programme and round year the pages speak of: what was chosen, else the first target, else None."""
        if self.focus is not None:
            return self.focus
        target = self.answers.target()
        return (target.specialty, target.year) if target else None

    def look_at(self, specialty: str, year: int) -> None:
        """Turn all pages to another programme. Nothing is saved: reading is not a target."""
        self.focus = (specialty, year)
        self._tell()

    def _step(self, step: Callable[..., Revision | None]) -> str | None:
        if self.conflict is not None or not self._saved_at_last() or self.revision is None:
            return None
        try:
            revision = step(base=self.revision.number, at=self.clock())
        except Conflict as conflict:
            self.conflict = conflict
            self._tell()
            return None
        except StoreProblem as problem:
            self.problem = str(problem)
            self._tell()
            return None
        if revision is None:
            return None
        self.revision, self.record, self.problem = revision, revision.record, None
        self._tell()
        return revision.what

    def _saved_at_last(self) -> bool:
        """Try again what could not be saved. A step away from it would lose text that stands on the page only."""
        if self._unsaved is None:
            return True
        what, field_key, force = self._unsaved
        self._save(what, field_key, force=force)
        self._tell()
        return self._unsaved is None and self.conflict is None

    def _save(self, what: str, field_key: str | None, *, force: bool) -> None:
        self._unsaved, self._impossible = (what, field_key, force), False
        try:
            if self.revision is None and not force:  # so that the very first change can be undone as well
                self.revision = self.store.save(Record(), base=None, what="An empty record", at=self.clock())
            base = self.revision.number if self.revision else None
            self.revision = self.store.save(
                self.record, base=base, what=what, at=self.clock(), field=field_key, force=force
            )
            self.problem = self._unsaved = None
        except Conflict as conflict:
            self.conflict, self._unsaved = conflict, None
        except StoreProblem as problem:
            self.problem = str(problem)
        except RecordError as problem:
            self.problem, self._impossible = str(problem), True

    def _tell(self) -> None:
        for station, watcher in self._watchers:
            if station is None or self.showing is None or station == self.showing:
                watcher()
            else:
                self._stale.add(station)

    def _tell_station(self, station: str) -> None:
        for name, watcher in self._watchers:
            if name == station:
                watcher()


def with_field(entry: RecordModel, name: str, value: Any) -> RecordModel | str:
    """The entry with one field changed, or the sentence that says why it cannot stand."""
    parts = {**_fields(entry), name: value}
    try:
        return type(entry).model_validate(parts)
    except ValidationError as error:
        line = problem_lines(error, parts)[0]
        return line.removeprefix(f"{name}: ")


def _fields(model: RecordModel) -> dict[str, Any]:
    return {name: getattr(model, name) for name in type(model).model_fields}
