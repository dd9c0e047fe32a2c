"""What does every place that keeps a record promise?

A record is never overwritten: each save adds a revision on top of the newest. Who saves says which revision they
started from (`base`), so that a second open tab is told instead of winning silently. The moment is always an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from workbook.record import Record


@dataclass(frozen=True, slots=True)
class Revision:
    """The record as it stood after one save.

    `number` grows with every save and is never used twice, not even after an erasure; numbers may have gaps. `parent`
    is the revision it was saved on top of. `at` is in UTC. `what` says in words what changed.
    """

    number: int
    parent: int | None
    at: datetime
    what: str
    record: Record


class Conflict(Exception):
    """Somebody else saved since `base`: nothing was written, and both versions are here.

    `mine` is the record that was to be saved, null for an undo or a redo (they hold no work of their own). `theirs` is
    the newest revision, null when the record was erased in the meantime.
    """

    def __init__(self, *, mine: Record | None, theirs: Revision | None) -> None:
        self.mine = mine
        self.theirs = theirs
        super().__init__(
            "Your record was changed in another tab or window."
            if theirs
            else "Your record was erased in another tab or window."
        )


class StoreProblem(Exception):
    """The record could not be opened or saved; the message is for the doctor and says what to do."""


class Store(Protocol):
    """Where one doctor's record lives. Every method may raise `StoreProblem`."""

    def newest(self) -> Revision | None:
        """The record as last saved; null when nothing has been saved yet."""

    def save(
        self,
        record: Record,
        *,
        base: int | None,
        what: str,
        at: datetime,
        field: str | None = None,
        force: bool = False,
    ) -> Revision:
        """Keep this record as the newest revision; it is on the disk when this returns.

        Raises `Conflict` unless the newest revision is `base` (null: nothing saved yet). With `force` (the doctor chose
        "keep mine") it is saved on top of theirs, and both stay in the history. Raises `RecordError`, with nothing
        saved, when the record is not a possible one and could not be read again.

        Give `field` while text is being typed, and only then: `chain.joins` says which saves become one step of undo.
        """

    def undo(self, *, base: int, at: datetime) -> Revision | None:
        """One step back, as a new revision; null when there is nothing to undo. Raises `Conflict`."""

    def redo(self, *, base: int, at: datetime) -> Revision | None:
        """Take the last undo back, as a new revision; null when there is none, or something was saved since."""

    def history(self, limit: int = 50) -> list[Revision]:
        """The last revisions, newest first."""

    def files(self) -> tuple[Path, ...]:
        """The files that hold the doctor's words now: what `erase` empties or removes."""

    def erase(self) -> None:
        """Remove everything, in one act: every revision, the copy beside them, and damaged files kept aside."""

    def close(self) -> None:
        """Let go of the files. Nothing is left to be written: every save was complete when it returned."""
