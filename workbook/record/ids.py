"""Which id may a new entry bear? One that nothing bears and nothing speaks of, so that no claim comes to rest on it.

An entry in the bin can come back, and a claim goes on naming an entry that was deleted: both keep their ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from workbook.record.models import Record

Part = Literal["posts", "evidence", "exams", "permissions", "actions", "templates"]
_PREFIXES: dict[Part, str] = {
    "posts": "p", "evidence": "e", "exams": "x", "permissions": "v", "actions": "a", "templates": "t",
}  # fmt: skip


def free_id(record: Record, part: Part) -> str:
    """The first free id for a new entry of this part of the record: p1, p2, …"""
    taken = {*(entry.id for entry in getattr(record, part)), *_spoken_of(record)}
    number = len(getattr(record, part)) + 1
    while f"{_PREFIXES[part]}{number}" in taken:
        number += 1
    return f"{_PREFIXES[part]}{number}"


def _spoken_of(record: Record) -> Iterator[str]:
    """Every id that the bin, a claim, a rating or a step holds, whether an entry bears it now or not."""
    yield from (one.entry.id for one in record.binned)
    for claim in record.claims:
        yield from claim.evidence
    for rating in record.ratings:
        yield from rating.evidence
    yield from (action.of for action in record.actions if action.of is not None)
