"""Which permission did the doctor hold on a day? Where two entries cover it, the one that began later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workbook.base.days import in_words
from workbook.record.models import Permission, Record

_NEED_NONE = {"GB": "British", "IE": "Irish"}
_SETTLED = {
    "ilr": "hold indefinite leave to remain",
    "eu-settled": "hold EU settled status",
    "british": "are British",
    "irish": "are Irish",
    "right-of-abode": "have the right of abode",
}


@dataclass(frozen=True, slots=True)
class Spell:
    """The days, both ends in, on which one entry was the permission held; `last` is null where no end is known."""

    permission: Permission
    first: date
    last: date | None


def held_on(record: Record, day: date) -> Permission | None:
    """The permission held on the day, or null.

    Of several entries that cover it, the one that began last (then the one granted last, then the one that ends first)
    is taken: a switch inside the UK begins before the old permission runs out.
    """
    covering = [
        entry
        for entry in record.permissions
        if entry.start is not None and entry.start <= day and (entry.end is None or day <= entry.end)
    ]
    return max(covering, key=_precedence, default=None)


def spells(record: Record) -> tuple[Spell, ...]:
    """The whole history in order: who was held from when to when. Days without permission lie between the spells."""
    turns = sorted(
        {entry.start for entry in record.permissions if entry.start}
        | {entry.end + timedelta(days=1) for entry in record.permissions if entry.start and entry.end}
    )
    found: list[Spell] = []
    for index, first in enumerate(turns):
        holder = held_on(record, first)
        if holder is None:
            continue
        last = turns[index + 1] - timedelta(days=1) if index + 1 < len(turns) else None
        before = found[-1] if found else None
        if before and before.permission is holder and before.last == first - timedelta(days=1):
            found[-1] = Spell(holder, before.first, last)
        else:
            found.append(Spell(holder, first, last))
    return tuple(found)


def needs_none(record: Record, on: date) -> str | None:
    """Why the doctor needs no permission on this day, in words that follow “you”; null when they may need one."""
    settled = record.doctor.settled
    if settled and (settled.on is None or settled.on <= on):
        since = f" since {in_words(settled.on)}" if settled.on else ""
        return _SETTLED[settled.kind] + since
    for country in record.doctor.citizenship:
        if country in _NEED_NONE:
            return f"are {_NEED_NONE[country]}"
    return None


def _precedence(entry: Permission) -> tuple[date, date, int]:
    start = entry.start or date.min
    return start, entry.granted or start, -(entry.end or date.max).toordinal()
