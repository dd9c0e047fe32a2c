"""Where does the doctor's record live, and how does no word of it get lost?

SQLAlchemy is imported when a file is opened, not before: a command that only reads facts does not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbook.store.base import Conflict, Revision, Store, StoreProblem
from workbook.store.memory import MemoryStore

__all__ = ["Conflict", "MemoryStore", "Opened", "Revision", "Store", "StoreProblem", "open_store"]


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store, and sentences for the doctor about anything that had to be repaired (most days: none)."""

    store: Store
    said: tuple[str, ...]


def open_store(folder: Path | None = None) -> Opened:
    """The doctor's record on this machine, repaired if it has to be. Raises `StoreProblem`.

    `folder` is where `record.sqlite3` lives or will live; without it WORKBOOK_HOME, else the user's data folder.
    """
    from workbook.store.opening import open_in

    return open_in(folder)
