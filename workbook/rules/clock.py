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


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of the permission held on the day.

    `start` is the day from which time counts; `permission_start` and `entry` are the two candidates, which differ when
    the first permission began before the doctor came. `before_entry` are the ordinals of days of permission spent
    abroad before an entry. `entry_unknown` is true when the first permission may have begun abroad and no first entry
    is recorded.
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


def clock_of(record: Record, facts: Facts, held: Permission, on: date) -> Clock | None:
    """The clock that runs on the day under the permission held; null when time on its route does not count here."""
    routes = facts.routes()
    route = routes.get(held.route or "")
    settlement = route.settlement if route else None
    if route is None or settlement is None or settlement.group is None:
        return None
    history = [spell for spell in spells(record) if spell.first <= on]
    links, index = [history[-1]], len(history) - 2
    while index >= 0 and _joined(history[index], links[0]) and _adds_up(routes, history[index], settlement):
        links.insert(0, history[index])
        index -= 1
    earlier = history[index] if index >= 0 else None
    head = links[0]
    entry = head.permission.first_entry
    entry = entry if entry and entry > head.first else None
    longest_delay = facts.visa_rule("pre-entry-days").number("longest_delay_days")
    from_entry = entry is not None and (entry - head.first).days > longest_delay
    return Clock(
        route=route,
        settlement=settlement,
        chain=tuple(links),
        start=entry if from_entry and entry else head.first,
        permission_start=head.first,
        entry=entry,
        entry_unknown=head.permission.first_entry is None and not (earlier and _joined(earlier, head)),
        before_entry=frozenset(day for link in links for day in _days_before_entry(link)),
        left_out=tuple(
            dict.fromkeys(spell.permission for spell in history[: index + 1] if not _adds_up(routes, spell, settlement))
        ),
        gap=_gap(earlier, head) if earlier and _adds_up(routes, earlier, settlement) else None,
    )


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
    entry = link.permission.first_entry
    if entry is None or entry <= link.first:
        return range(0)
    return range(link.first.toordinal(), entry.toordinal())
