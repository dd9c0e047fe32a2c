"""Which revision follows, and where do undo and redo lead?

The rules that all stores share, without a file in sight. Revisions form one line. Each knows the one an undo from it
shows again (`back`) and, after an undo, the one a redo shows again (`ahead`). An undo is itself a revision: it repeats
the older one and takes over that one's `back`, so a second undo goes a step further; a save clears the way ahead, and
what was undone stays in the history.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Collection
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from workbook.record import Record, RecordError, record_from, record_to_json
from workbook.record.models import FORMAT
from workbook.store.base import Conflict, Revision, StoreProblem

PAUSE = timedelta(seconds=3)
BURST = timedelta(seconds=10)

NEWER = (
    "Your record was saved by a newer version of the workbook than this one. Nothing was changed. "
    "Install the newest version and open it again."
)


class Unreadable(ValueError):
    """What a store holds under a number is not an intact revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One revision as stores keep it. Times are ISO texts in UTC; `change` is the change that led to this content,
    which for an undo is not the undo itself; `began` is when the first of the joined saves came."""

    number: int
    parent: int | None
    at: str
    what: str
    change: str
    field: str | None
    session: str
    began: str
    back: int | None
    ahead: int | None
    packed: bytes

    def digest(self) -> str:
        """The SHA-256 of everything above: tells an intact revision from a damaged one."""
        return digest_of(astuple(self))

    def record(self) -> Record:
        """The record itself. Raises `Unreadable`, and `StoreProblem` for a newer format."""
        plain = self.plain()
        kept = plain.get("format") if isinstance(plain, dict) else None
        if isinstance(kept, int) and kept > FORMAT:
            raise StoreProblem(NEWER)
        try:
            return record_from(plain)
        except RecordError as error:
            raise Unreadable(f"revision {self.number}: {error}") from error

    def plain(self) -> Any:
        """The record as mappings and lists. Raises `Unreadable`."""
        try:
            return json.loads(zlib.decompress(self.packed))
        except (zlib.error, ValueError, RecursionError) as error:
            raise Unreadable(f"revision {self.number}: {error}") from error

    def revision(self, record: Record | None = None) -> Revision:
        """The same for the world outside; `record` saves reading what is already at hand."""
        return Revision(
            number=self.number,
            parent=self.parent,
            at=datetime.fromisoformat(self.at),
            what=self.what,
            record=record or self.record(),
        )


COLUMNS = tuple(field.name for field in fields(Entry))


def digest_of(values: tuple[Any, ...]) -> str:
    """The digest of an entry's values in the order of `COLUMNS`. Raises `Unreadable` for what no entry can hold."""
    *words, packed = values
    if not isinstance(packed, bytes):
        raise Unreadable("the record is not kept as bytes")
    try:
        head = json.dumps(words, ensure_ascii=False).encode()
    except (TypeError, ValueError) as error:
        raise Unreadable(str(error)) from error
    return hashlib.sha256(head + b"\n" + packed).hexdigest()


def intact(values: tuple[Any, ...], digest: Any) -> Entry:
    """The entry these stored values are. Raises `Unreadable` when they are not what was once written."""
    if digest_of(values) != digest:
        raise Unreadable(f"revision {values[0]!r} is not as it was written")
    return Entry(**dict(zip(COLUMNS, values, strict=True)))


def pack(plain: Any) -> bytes:
    """The record, in mappings and lists, as the bytes a store keeps: the JSON of `record_to_json`, compressed."""
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode())


def checked(record: Record) -> Any:
    """The record in mappings and lists, after proof that it can be read again. Raises `RecordError`.

    A copy of a pydantic model is not validated: without this an impossible record could be saved and never opened.
    """
    plain = json.loads(record_to_json(record))
    record_from(plain)
    return plain


def same_base(newest: Entry | None, base: int | None, mine: Record | None) -> None:
    """Raises `Conflict` unless the newest revision is the one the doctor's tab started from."""
    if (newest.number if newest else None) != base:
        raise Conflict(mine=mine, theirs=newest.revision() if newest else None)


def joins(newest: Entry, *, field: str | None, session: str, at: datetime) -> bool:
    """Does this save belong to the same stretch of typing as the newest revision?

    Yes when the same tab types in the same field, at most 3 seconds after the last save and 10 seconds after the first
    of the stretch. Then the new revision takes the place of the newest one: it has a number of its own (a tab that read
    the earlier text still gets a conflict) and an undo from it leads to before the stretch, not to the letter before.
    """
    return (
        field is not None
        and newest.field == field
        and newest.session == session
        and timedelta(0) <= at - datetime.fromisoformat(newest.at) <= PAUSE
        and at - datetime.fromisoformat(newest.began) <= BURST
    )


def saved(
    newest: Entry | None,
    *,
    number: int,
    plain: Any,
    what: str,
    at: datetime,
    field: str | None,
    session: str,
    force: bool,
) -> tuple[Entry, int | None]:
    """The revision a save makes, and the number of the one it takes the place of (null: none)."""
    moment = in_utc(at)
    packed = pack(plain)
    joined = newest if newest and not force and joins(newest, field=field, session=session, at=at) else None
    before = newest.number if newest else None
    entry = Entry(
        number=number,
        parent=joined.parent if joined else before,
        at=moment,
        what=what,
        change=what,
        field=field,
        session=session,
        began=joined.began if joined else moment,
        back=joined.back if joined else before,
        ahead=None,
        packed=packed,
    )
    return entry, joined.number if joined else None


def undone(newest: Entry, entry: Callable[[int], Entry], *, number: int, at: datetime, session: str) -> Entry | None:
    """The revision an undo makes; null when nothing before it differs from what is shown now."""
    earlier = entry(newest.back) if newest.back is not None else None
    while earlier and earlier.packed == newest.packed:  # a step that changes nothing would look like a broken button
        earlier = entry(earlier.back) if earlier.back is not None else None
    if earlier is None:
        return None
    again = _again(earlier, on=newest, what=f"Undone: {newest.change}", number=number, at=at, session=session)
    return replace(again, ahead=newest.number)


def redone(newest: Entry, entry: Callable[[int], Entry], *, number: int, at: datetime, session: str) -> Entry | None:
    """The revision a redo makes; null when the newest revision is not an undo, or all undos are taken back."""
    if newest.ahead is None:
        return None
    later = entry(newest.ahead)
    return _again(later, on=newest, what=f"Done again: {later.change}", number=number, at=at, session=session)


def mended(entry: Entry, numbers: Collection[int]) -> Entry:
    """The entry with no way leading to a revision that is lost: back goes to the nearest older one that is there."""

    def nearest(number: int | None) -> int | None:
        if number is None or number in numbers:
            return number
        return max((n for n in numbers if n < min(number, entry.number)), default=None)

    return replace(
        entry,
        parent=nearest(entry.parent),
        back=nearest(entry.back),
        ahead=entry.ahead if entry.ahead in numbers else None,
    )


def in_utc(at: datetime) -> str:
    """The moment as stores write it. Raises `ValueError` for a time without a time zone."""
    if at.tzinfo is None:
        raise ValueError("the moment of a save needs a time zone")
    return at.astimezone(UTC).isoformat()


def _again(shown: Entry, *, on: Entry, what: str, number: int, at: datetime, session: str) -> Entry:
    """A new revision with the content of an older one; no later save joins it, for it has no field."""
    moment = in_utc(at)
    return replace(
        shown, number=number, parent=on.number, at=moment, what=what, field=None, session=session, began=moment
    )
