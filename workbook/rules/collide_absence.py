"""Which planned trip takes the doctor over the absence limit?

A breach whose days are all behind is told under residence: no date ahead can change it. Every day abroad counts here,
whatever its reason; those the rules may leave out are told beside it. Rules: absence-limit-rolling, absence-excepted,
ilr-after-breach (data/visa/rules).
"""

from __future__ import annotations

import datetime

from workbook.base.days import in_words
from workbook.facts.library import Facts
from workbook.rules.absences import Window
from workbook.rules.collision import Collision
from workbook.rules.finding import FactRef
from workbook.rules.line_trips import Trip
from workbook.rules.naming import together
from workbook.rules.residence import Residence
from workbook.rules.visa_facts import figure, plural, rule_ref

LIMIT = "ilr-absence-limit"


def trips_over_limit(stay: Residence, trips: tuple[Trip, ...], facts: Facts, on: datetime.date) -> list[Collision]:
    """Each stretch over the limit that would be none without the days still to come."""
    found = []
    counted_to = max(stay.completion or on, on)  # what lies later stands in no breach
    for window in stay.breaches:
        if window.to <= on:
            continue
        limit, limit_ref = figure(facts, LIMIT, on)
        ahead: set[int] = set()
        planned = []
        for trip in trips:
            days = _inside(trip.first, trip.last, window, on, counted_to) if trip.returns else set()
            planned += [trip] if days else []
            ahead |= days
        if planned and window.days - len(ahead) <= limit:
            found.append(_collision(stay, window, planned, limit, (limit_ref, *_rules(facts, stay)), on))
    return found


def _collision(
    stay: Residence, window: Window, trips: list[Trip], limit: int, rests: tuple[FactRef, ...], on: datetime.date
) -> Collision:
    said = [trip.said() for trip in trips]
    what = together([said[0], *(f"{words[0].lower()}{words[1:]}" for words in said[1:])])
    after = ""
    if stay.completion and stay.from_return:
        after = (
            f" Counted back so that it is left out, the years would be complete on {in_words(stay.completion)}; a "
            f"caseworker may count them anew from the return, to {in_words(stay.from_return.completion)}."
        )
    return Collision(
        id=f"over-absence-limit-{window.from_.isoformat()}",
        kind="absence",
        because=(
            f"{what} {'takes' if len(trips) == 1 else 'take'} you over the absence limit: the 12 months from "
            f"{in_words(window.from_)} to {in_words(window.to)} would hold {plural(window.days)} abroad, and at most "
            f"{limit} are allowed.{after}{_excepted(stay, window)}"
        ),
        events=tuple(trip.id for trip in trips),
        from_=max(trips[0].first, on),
        to=max(trip.last for trip in trips),
        facts=rests,
    )


def _excepted(stay: Residence, window: Window) -> str:
    """What of the window has a reason that the rules leave out; nothing where nothing has."""
    excepted, ordinary = set[int](), set[int]()
    for trip in stay.absences:
        if trip.returned:
            (excepted if trip.excepted else ordinary).update(_inside(trip.left, trip.returned, window))
    days = len(excepted - ordinary)
    has = "has" if days == 1 else "have"
    return f" {plural(days)} of them {has} a reason that the rules leave out, with evidence." if days else ""


def _rules(facts: Facts, stay: Residence) -> tuple[FactRef, ...]:
    ids = ("absence-limit-rolling", "absence-day", *(["ilr-after-breach"] if stay.from_return else []))
    return tuple(rule_ref(facts, id) for id in ids)


def _inside(
    left: datetime.date,
    returned: datetime.date,
    window: Window,
    after: datetime.date | None = None,
    until: datetime.date | None = None,
) -> set[int]:
    """The whole days abroad of a trip inside a window, as ordinals; only those after a day, and up to another."""
    first = max(left.toordinal() + 1, window.from_.toordinal(), after.toordinal() + 1 if after else 0)
    last = min(returned.toordinal() - 1, window.to.toordinal(), until.toordinal() if until else window.to.toordinal())
    return set(range(first, last + 1))
