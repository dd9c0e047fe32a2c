"""Which permission did the doctor hold on a day, and what is it called in a sentence?

Where two entries cover a day, the one that began later is held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from workbook.base.days import in_words
from workbook.facts.library import Facts
from workbook.record.models import Permission, Record

_NEED_NONE = {"GB": "British", "IE": "Irish"}
SETTLED = {  # in words that follow “you”
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


def called(permission: Permission) -> str:
    """How a sentence names one permission: by its days, never by its id, which the doctor did not choose."""
    if permission.start:
        return f"your permission from {in_words(permission.start)}"
    if permission.end:
        return f"your permission that ends on {in_words(permission.end)}"
    return "the permission without a first day"


def spanned(permission: Permission) -> str:
    """The days of a permission as far as they are recorded: from 20 February 2022 to 19 February 2027."""
    first = f"from {in_words(permission.start)}" if permission.start else ""
    last = f"to {in_words(permission.end)}" if permission.end else ""
    return " ".join(filter(None, (first, last)))


def listed(permissions: Iterable[Permission], facts: Facts) -> str:
    """Permissions in a sentence, each by the title of its route and its days."""
    return "; ".join(", ".join(filter(None, (_title(entry, facts), spanned(entry)))) for entry in permissions)


def _title(permission: Permission, facts: Facts) -> str:
    route = facts.routes().get(permission.route or "")
    return route.title if route else "a permission whose route is not known here"


def needs_none(record: Record, on: date) -> str | None:
    """Why the doctor needs no permission on this day, in words that follow “you”; null when they may need one."""
    settled = record.doctor.settled
    if settled and (settled.on is None or settled.on <= on):
        since = f" since {in_words(settled.on)}" if settled.on else ""
        return SETTLED[settled.kind] + since
    for country in record.doctor.citizenship:
        if country in _NEED_NONE:
            return f"are {_NEED_NONE[country]}"
    return None


def _precedence(entry: Permission) -> tuple[date, date, int]:
    start = entry.start or date.min
    return start, entry.granted or start, -(entry.end or date.max).toordinal()
