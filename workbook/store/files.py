"""Which files belong to a record, and how are they made for the doctor's eyes only?"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OWNER_FILE = 0o600
OWNER_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class Places:
    """The names around one database file; `record.sqlite3` stands in the examples."""

    database: Path

    @property
    def folder(self) -> Path:
        return self.database.parent

    @property
    def sidecars(self) -> tuple[Path, ...]:
        """What SQLite keeps beside the database while it is open: record.sqlite3-wal and -shm."""
        return tuple(self.database.with_name(self.database.name + end) for end in ("-wal", "-shm"))

    @property
    def copy(self) -> Path:
        """The newest revision once more, readable: record-copy.yaml."""
        return self.database.with_name(f"{self.database.stem}-copy.yaml")

    @property
    def copy_in_the_making(self) -> Path:
        """The same while it is being written; one that is left over is from a process that was killed."""
        return fresh_name(self.copy)

    @property
    def lock(self) -> Path:
        """An empty file that one process at a time holds while it opens or repairs: record.lock."""
        return self.database.with_suffix(".lock")

    @property
    def workshop(self) -> Path:
        """The folder a repair works in, gone when it is done: .record-repair."""
        return self.database.with_name(f".{self.database.stem}-repair")

    def aside(self) -> tuple[Path, ...]:
        """The damaged files kept aside so far: record-damaged-1.sqlite3, record-copy-damaged-2.yaml, …"""
        stem, suffix = re.escape(self.database.stem), re.escape(self.database.suffix)
        ours = re.compile(rf"{stem}-damaged-\d+{suffix}(-wal|-shm)?|{stem}-copy-damaged-\d+\.yaml")
        return tuple(sorted(path for path in self.folder.iterdir() if ours.fullmatch(path.name) and path.is_file()))

    def set_aside(self, *paths: Path) -> tuple[Path, ...]:
        """Rename files that belong together so that nothing is overwritten; the new names of those that are there.

        The names end alike (-wal, -shm), so the set can still be opened together. The first file is renamed last: as
        long as it is in its place, an interruption leaves nothing that a new database could mistake for its own log.
        """
        number = 1
        while any(self._aside_name(paths[0], path, number).exists() for path in paths):
            number += 1
        moved = [path.rename(self._aside_name(paths[0], path, number)) for path in reversed(paths) if path.exists()]
        return tuple(reversed(moved))

    def _aside_name(self, first: Path, path: Path, number: int) -> Path:
        ending = path.name.removeprefix(first.name)
        return first.with_name(f"{first.stem}-damaged-{number}{first.suffix}{ending}")


def private_folder(folder: Path) -> None:
    """Make the folder, readable by its owner alone. One that is already there keeps the mode its owner gave it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=OWNER_FOLDER, exist_ok=True)


def private_file(path: Path) -> None:
    """Make an empty file, or tighten the one that is there, so that its owner alone can read it.

    An existing file is never opened here: closing it would drop the locks SQLite holds on it in this process.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_FILE))
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            path.chmod(OWNER_FILE)


def fresh_name(path: Path) -> Path:
    """The name a file bears until it is complete."""
    return path.with_name(path.name + ".new")


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file in one step: whoever reads it, and whenever the power goes, it is the old one or the new one."""
    fresh = fresh_name(path)
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, OWNER_FILE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock between processes; the system lets go of it if this process dies."""
    private_file(path)
    with path.open("r+b") as file:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
