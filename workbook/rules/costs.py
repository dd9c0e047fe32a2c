"""What do the next steps cost, by the fees known for the day of each, for the doctor and for each dependant?

Amounts are pounds. A fee known today may change before the day of the step: the figure is that of the period which
covers the day, with the day it was read. What no period covers is a gap and shows no figure.
Sources: data/visa/parameters (fees, health-surcharge), and data/visa/routes, which name the figures of each route.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.base.days import in_words
from workbook.facts.core import NotCovered
from workbook.facts.library import Facts
from workbook.facts.visa import Route
from workbook.record.models import Record
from workbook.rules.finding import FactRef
from workbook.rules.held import held_on, needs_none
from workbook.rules.visa_facts import plural

TRAINING_ROUTE = "health-and-care-worker"
SETTLEMENT_ROUTE = "ilr"
_OF_COSTS = ("fee", "health-surcharge")
_FOR_EACH = "per person"  # how a figure says that dependants pay it too
_TITLES = {
    "fee-health-care-up-to-3y": "Application, certificate up to 3 years",
    "fee-health-care-over-3y": "Application, certificate over 3 years",
    "fee-skilled-worker-inside-up-to-3y": "Application from inside the UK, certificate up to 3 years",
    "fee-skilled-worker-inside-over-3y": "Application from inside the UK, certificate over 3 years",
    "fee-global-talent-total": "Endorsement and application together",
    "fee-ilr": "Application",
    "fee-life-in-uk-test": "Life in the UK test",
    "immigration-health-surcharge-adult": "Health surcharge, an adult, each year",
    "immigration-health-surcharge-health-care-visa": "Health surcharge",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One thing to pay. `each` is pounds for one person, null where no figure is known for the day.

    `together` is for the doctor and every dependant: null where their number, or whether they pay it, is not known.
    `gap` says why there is no figure.
    """

    title: str
    each: int | None
    together: int | None
    gap: str | None = None
    facts: tuple[FactRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step and what it costs. `on` is the day for which the figures were taken; `because` says why that day."""

    id: str
    title: str
    on: date
    because: str
    costs: tuple[Cost, ...]
    missing: tuple[str, ...] = ()


def costs(record: Record, facts: Facts, on: date, starts: tuple[date, ...], settles: date | None) -> tuple[Step, ...]:
    """The steps that lie ahead: to apply again, to enter training, to settle. None where no visa is needed.

    `starts` are the days on which the posts aimed for start, `settles` is the earliest settlement application by the
    rules in force, as the line and the count of residence know them.
    """
    held = held_on(record, on)
    if needs_none(record, on) or held is None:
        return ()
    route = facts.routes().get(held.route or "")
    found = []
    if route and held.end and _lasts(route):
        because = f"the last day to apply is {in_words(held.end)}"
        found.append(_step(record, facts, "again", f"Again on the same route: {route.title}", route, held.end, because))
    coming = [start for start in starts if start > on]
    if coming and not (route and _settled(route)):
        into = facts.route(TRAINING_ROUTE)
        because = f"posts start on {in_words(min(coming))}"
        found.append(_step(record, facts, "training", f"Into training: {into.title}", into, min(coming), because))
    if settles:
        day, settled = max(settles, on), facts.route(SETTLEMENT_ROUTE)
        because = f"the earliest application, by the rules in force, is on {in_words(day)}"
        found.append(_step(record, facts, "settlement", f"Settlement: {settled.title}", settled, day, because))
    return tuple(found)


def who_pays(record: Record) -> str:
    """For whom the figures are, as a sentence."""
    count = record.doctor.dependants
    if count is None:
        return "Each figure is for one person. Say how many dependants apply with you to see them together."
    if count == 0:
        return "Each figure is for you alone: you say that nobody applies with you."
    return f"“Together” is for you and {plural(count, 'dependant')}, where the figure says that each of them pays it."


def _lasts(route: Route) -> bool:
    """Whether one can go on with the route: those that lead nowhere here are not prolonged, or nothing says so."""
    return route.settlement is not None and route.settlement.counts in ("adds-up", "own-clock")


def _settled(route: Route) -> bool:
    return route.settlement is not None and route.settlement.counts == "settled"


def _step(record: Record, facts: Facts, id: str, title: str, route: Route, day: date, because: str) -> Step:
    found = sorted(
        (said for said in route.conditions if said.id in _OF_COSTS), key=lambda said: _OF_COSTS.index(said.id)
    )
    known = tuple(_cost(record, facts, name, day) for said in found for name in said.parameters if name in _TITLES)
    fee = any(said.id == "fee" for said in found)
    missing = () if fee else ("the application fee of this route: it was not read",)
    return Step(id=id, title=title, on=day, because=because, costs=known, missing=missing)


def _cost(record: Record, facts: Facts, name: str, day: date) -> Cost:
    parameter = facts.visa_parameter(name)
    try:
        found = parameter.on(day)
    except NotCovered:
        gap = f"no figure is known here for {in_words(day)}"
        unknown = (FactRef(parameter.provenance),)
        return Cost(title=_TITLES[name], each=None, together=None, gap=gap, facts=unknown)
    each, count = int(found.value), record.doctor.dependants
    shared = each == 0 or _FOR_EACH in parameter.unit
    return Cost(
        title=_TITLES[name],
        each=each,
        together=each * (1 + count) if count is not None and shared else None,
        facts=(FactRef(found.provenance),),
    )
