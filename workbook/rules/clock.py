"""Since when does the time toward settlement count, and which permissions add up to it?

Rules: routes-that-add-up, dependant-clock, gap-in-permission, pre-entry-days (data/visa/rules).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workbook.facts.library import Facts
from workbook.facts.visa import Route, Settlement
from workbook.record.models import Permission, Record
from workbook.rules.absences import Window
from workbook.rules.held import Spell, spells


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without recorded permission between two permissions that would otherwise have added up."""

    before: Permission
    after: Permission
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days lie between the two permissions."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of the permission held on the day.

    `start` is the day from which time counts; `permission_start` and `entry` are the two candidates, which differ when
    the first permission began before the doctor came. `before_entry` are the ordinals of days of permission spent
    abroad before an entry. `entry_unknown` is true when the first permission may have begun abroad and no first entry
    that can be is recorded. `left_out` are earlier permissions that do not add up, `cut_off` those that would, were it
    not for the time between. `gap` is the break in permission right before the clock starts.
    """

    route: Route
    settlement: Settlement
    chain: tuple[Spell, ...]
    start: date
    permission_start: date
    entry: date | None
    entry_unknown: bool
    before_entry: frozenset[int]
    left_out: tuple[Permission, ...]
    cut_off: tuple[Permission, ...]
    gap: Gap | None

    @property
    def delay(self) -> int:
        """Whole days between the start of the first permission and the first entry."""
        return (self.entry - self.permission_start).days if self.entry else 0

    @property
    def pre_entry(self) -> Window | None:
        """The days of the first permission before the first entry; null when there were none."""
        if self.entry is None:
            return None
        return Window(from_=self.permission_start, to=self.entry - timedelta(days=1), days=self.delay)


def clock_of(record: Record, facts: Facts, held: Permission, on: date, *, across: Gap | None = None) -> Clock | None:
    """The clock that runs on the day under the permission held; null when time on its route does not count here.

    With `across`, that gap is taken as accepted: the clock it would break runs on over it.
    """
    routes = facts.routes()
    route = routes.get(held.route or "")
    settlement = route.settlement if route else None
    if route is None or settlement is None or settlement.group is None:
        return None
    history = [spell for spell in spells(record) if spell.first <= on]
    links, index = [history[-1]], len(history) - 2
    while index >= 0 and _unbroken(history[index], links[0], across) and _adds_up(routes, history[index], settlement):
        links.insert(0, history[index])
        index -= 1
    earlier = history[index] if index >= 0 else None
    head = links[0]
    entry = entry_on(head.permission)
    late_entry = entry if entry and entry > head.first else None
    longest_delay = facts.visa_rule("pre-entry-days").number("longest_delay_days")
    from_entry = late_entry is not None and (late_entry - head.first).days > longest_delay
    gap = _gap(earlier, head) if earlier and _adds_up(routes, earlier, settlement) else None
    before = history[: index + 1]
    left_out = [spell.permission for spell in before if not _adds_up(routes, spell, settlement)]
    cut_off = [spell.permission for spell in before if _adds_up(routes, spell, settlement)] if gap is None else []
    return Clock(
        route=route,
        settlement=settlement,
        chain=tuple(links),
        start=late_entry if from_entry and late_entry else head.first,
        permission_start=head.first,
        entry=late_entry,
        entry_unknown=entry is None and not (earlier and _joined(earlier, head)),
        before_entry=frozenset(day for link in links for day in _days_before_entry(link)),
        left_out=tuple(dict.fromkeys(left_out)),
        cut_off=tuple(dict.fromkeys(cut_off)),
        gap=gap,
    )


def entry_on(permission: Permission) -> date | None:
    """The first entry on the permission, null where none is recorded that can be: not after its last day."""
    entry = permission.first_entry
    return None if entry and permission.end and entry > permission.end else entry


def _unbroken(earlier: Spell, later: Spell, across: Gap | None) -> bool:
    accepted = across is not None and (earlier.permission, later.permission) == (across.before, across.after)
    return accepted or _joined(earlier, later)


def _joined(earlier: Spell, later: Spell) -> bool:
    return earlier.last is not None and earlier.last + timedelta(days=1) == later.first


def _adds_up(routes: dict[str, Route], spell: Spell, settlement: Settlement) -> bool:
    """Whether the spell counts on the clock: same group; a route that may not come last stands on its own kind only."""
    route = routes.get(spell.permission.route or "")
    if route is None or route.settlement is None or route.settlement.group != settlement.group:
        return False
    return settlement.may_be_last or route.settlement == settlement


def _gap(earlier: Spell, later: Spell) -> Gap | None:
    if earlier.last is None or _joined(earlier, later):
        return None
    day = timedelta(days=1)
    return Gap(earlier.permission, later.permission, earlier.last + day, later.first - day)


def _days_before_entry(link: Spell) -> range:
    entry = entry_on(link.permission)
    if entry is None or entry <= link.first:
        return range(0)
    return range(link.first.toordinal(), entry.toordinal())
