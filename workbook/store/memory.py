"""A record that lives as long as the page: worked examples and tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from workbook.record import Record
from workbook.store import chain
from workbook.store.base import Revision
from workbook.store.chain import Entry


class MemoryStore:
    """A `Store` that writes no file."""

    def __init__(self, *, session: str | None = None) -> None:
        self._session = session or uuid4().hex
        self._entries: dict[int, Entry] = {}
        self._last = 0

    def newest(self) -> Revision | None:
        newest = self._newest()
        return newest.revision() if newest else None

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
        plain = chain.checked(record)
        newest = self._newest()
        if not force:
            chain.same_base(newest, base, record)
        entry, replaced = chain.saved(
            newest,
            number=self._last + 1,
            plain=plain,
            what=what,
            at=at,
            field=field,
            session=self._session,
            force=force,
        )
        if replaced is not None:
            del self._entries[replaced]
        return self._keep(entry).revision(record)

    def undo(self, *, base: int, at: datetime) -> Revision | None:
        newest = self._newest()
        chain.same_base(newest, base, None)
        assert newest is not None  # a base is a number: an empty store was a conflict
        entry = chain.undone(newest, self._entries.__getitem__, number=self._last + 1, at=at, session=self._session)
        return self._keep(entry).revision() if entry else None

    def redo(self, *, base: int, at: datetime) -> Revision | None:
        newest = self._newest()
        chain.same_base(newest, base, None)
        assert newest is not None  # a base is a number: an empty store was a conflict
        entry = chain.redone(newest, self._entries.__getitem__, number=self._last + 1, at=at, session=self._session)
        return self._keep(entry).revision() if entry else None

    def history(self, limit: int = 50) -> list[Revision]:
        return [self._entries[number].revision() for number in sorted(self._entries, reverse=True)[:limit]]

    def files(self) -> tuple[Path, ...]:
        return ()

    def erase(self) -> None:
        self._entries.clear()

    def close(self) -> None:
        """Nothing is open."""

    def _newest(self) -> Entry | None:
        return self._entries[max(self._entries)] if self._entries else None

    def _keep(self, entry: Entry) -> Entry:
        self._entries[entry.number] = entry
        self._last = entry.number
        return entry
