"""What is said to the doctor when the disk refuses?"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbook.store.base import StoreProblem
from workbook.store.chain import Unreadable

DAMAGED = (
    "The file with your record is damaged. Copy what you typed last, then open the workbook again: "
    "it keeps the damaged file aside and brings back the newest version it can read."
)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR}
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR}


def code_of(error: BaseException) -> int:
    """The primary result code of SQLite; 0 when the error carries none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into a `StoreProblem` for the doctor."""
    try:
        yield
    except Unreadable as error:
        raise StoreProblem(DAMAGED) from error
    except sqlite3.Error as error:
        raise StoreProblem(_of_sqlite(error, folder)) from error
    except OSError as error:
        raise StoreProblem(_of_system(error, folder)) from error


def _of_sqlite(error: BaseException, folder: Path) -> str:
    code = code_of(error)
    if code == sqlite3.SQLITE_FULL:
        return _full(folder)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return _forbidden(folder)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "Another window was busy with your record for too long, so this was not saved. Try again in a moment."
    if code in DAMAGE:
        return DAMAGED
    return _refused(str(error), folder)


def _of_system(error: OSError, folder: Path) -> str:
    if error.errno in _FULL:
        return _full(folder)
    if error.errno in _FORBIDDEN:
        return _forbidden(folder)
    return _refused(error.strerror or str(error), folder)


def _refused(reason: str, folder: Path) -> str:
    return (
        f"The disk refused ({reason}), so nothing new was saved. What was saved earlier is still there. "
        f"Folder: {folder}"
    )


def _full(folder: Path) -> str:
    return (
        "There is no space left on the disk, so nothing new can be saved. What was saved earlier is still there. "
        f"Make some space, then try again. Folder: {folder}"
    )


def _forbidden(folder: Path) -> str:
    return (
        "The folder with your record cannot be written to, so nothing was saved. What was saved earlier is still "
        f"there. Allow writing, or set WORKBOOK_HOME to another folder. Folder: {folder}"
    )
