"""What is the most a part can still give by the closing day, beside what is done and planned?

Options whose usual lead time fits before the closing day; an option that may be repeated as often as its lead time fits
one after the other. Where an option that would give more has no lead time, nobody can tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from workbook.base.days import in_words
from workbook.facts.scoring import Domain, Option
from workbook.rules.case import Case
from workbook.rules.limits import group_of, limit_of, most_of, times
from workbook.rules.next_points import Lead, lead_to
from workbook.rules.points import Points, Step
from workbook.rules.tally import Reading, Tally, worth

_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most within reach, or the reasons why it cannot be told. `worth` ranks it, also where letters stand."""

    worth: float
    points: Points
    blocked: tuple[str, ...] = ()


def ceiling_of(
    case: Case, reading: Reading, supported: Tally, planned: Tally, leads: Mapping[str, Lead | None]
) -> Ceiling:
    """The most the part can give by the closing day: what is done or planned, and what can still be begun."""
    domain = reading.domain
    if supported.points is not None and supported.points == domain.max:
        return Ceiling(supported.worth, supported.shown())
    if case.deadline is None:
        return _cannot(f"{domain.title}: the closing day of the {case.year} round is not known")
    if case.closed:
        return _as_it_is(domain, supported)
    best = planned if planned.worth > supported.worth else supported
    if reading.band is not None or (best.points is not None and best.points == domain.max):
        return _as_it_is(domain, best)
    open_options = [
        option
        for option in domain.options
        if (option.points_factor is not None or worth(domain, option) > 0) and not _too_late(case, option)
    ]
    if domain.pick == "one":
        return _best_option(case, domain, best, open_options, leads)
    return _added(case, reading, best, open_options, leads)


def leads_of(case: Case, reading: Reading) -> dict[str, Lead | None]:
    """The quickest usual way to each option; None where no lead time is known."""
    form = case.form
    leads: dict[str, Lead | None] = {}
    for option in reading.domain.options:
        found, key = reading.outcomes[option.id], (reading.domain.id, option.id)
        if found is not form.empty.get(key):
            leads[option.id] = lead_to(option, found, case.kinds)
            continue
        if key not in form.leads:
            form.leads[key] = lead_to(option, found, case.kinds)
        leads[option.id] = form.leads[key]
    return leads


def open_to(case: Case, option: Option) -> bool:
    """Whether the doctor can still earn the option: what only a student can is over with the degree."""
    return not _too_late(case, option)


def _best_option(
    case: Case, domain: Domain, best: Tally, open_options: Sequence[Option], leads: Mapping[str, Lead | None]
) -> Ceiling:
    higher = [option for option in open_options if worth(domain, option) > best.worth]
    reachable = [option for option in higher if fits(leads[option.id], case)]
    top = max(reachable, key=lambda option: worth(domain, option), default=None)
    reached = worth(domain, top) if top else best.worth
    for option in higher:
        if leads[option.id] is None and worth(domain, option) > reached:
            return _cannot(f"{domain.title}: no lead time is known for “{option.text.rstrip('.')}”")
    if top is None:
        return _as_it_is(domain, best)
    return Ceiling(reached, Points(points=top.points, option=top.id, trace=(_reach(case, top, leads[top.id]),)))


def _added(
    case: Case, reading: Reading, best: Tally, open_options: Sequence[Option], leads: Mapping[str, Lead | None]
) -> Ceiling:
    domain = reading.domain
    groups: dict[str, float] = {}
    used: dict[str, int] = {}
    for use in best.uses:
        group = group_of(domain, use.option)
        there, more = groups.get(group.id, 0.0), use.points or 0.0
        groups[group.id] = max(there, more) if group.pick == "one" else there + more
        used[use.option.id] = used.get(use.option.id, 0) + 1
    reachable = []
    unknown = None
    for option in open_options:
        room = times(option) - used.get(option.id, 0)
        lead = leads[option.id]
        if room <= 0:
            continue
        if lead is None:
            unknown = unknown or option
            continue
        if not fits(lead, case):
            continue
        group = group_of(domain, option)
        each = most_of(domain, option)
        count = 1 if group.pick == "one" else min(room, _how_often(case, lead) if times(option) > 1 else 1)
        there = groups.get(group.id, 0.0)
        groups[group.id] = max(there, each) if group.pick == "one" else there + each * count
        reachable.append(option)
    limit = limit_of(domain)
    caps = {group.id: group.cap for group in domain.groups}
    total = sum(min(there, inf if (cap := caps.get(id)) is None else cap) for id, there in groups.items())
    total = max(min(total / reading.divisor, limit), best.worth)
    if unknown is not None and total < limit:
        return _cannot(f"{domain.title}: no lead time is known for “{unknown.text.rstrip('.')}”")
    if reading.rounding is not None and total != int(total):
        return _cannot(f"{domain.title}: {total:g} before rounding, and how half points are rounded was not read")
    if not reachable:
        return _as_it_is(domain, best)
    shown = best.shown()
    names = tuple(dict.fromkeys((*(option.id for option in best.options), *(option.id for option in reachable))))
    trace = (*shown.trace, *(_reach(case, option, leads[option.id]) for option in reachable))
    return Ceiling(total, replace(shown, points=total, option=", ".join(names), trace=trace))


def fits(lead: Lead | None, case: Case) -> bool:
    """Whether it is usually done before the form closes when begun today."""
    return lead is not None and case.deadline is not None and lead.done_by(case.on) <= case.deadline


def _how_often(case: Case, lead: Lead) -> float:
    assert case.deadline is not None  # asked only where it fits before the closing day
    weeks = (case.deadline - case.on).days / _DAYS_A_WEEK
    return inf if lead.weeks == 0 else weeks // lead.weeks


def _too_late(case: Case, option: Option) -> bool:
    qualified = case.record.doctor.qualified
    student = qualified is not None and qualified.on is not None and qualified.on > case.on
    return option.student_only and not student


def _as_it_is(domain: Domain, best: Tally) -> Ceiling:
    blocked = () if best.open is None else (f"{domain.title}: {best.open}",)
    return Ceiling(best.worth, best.shown(), blocked)


def _reach(case: Case, option: Option, lead: Lead | None) -> Step:
    by = "" if case.deadline is None else f", by {in_words(case.deadline)}"
    usual = f"usually {lead.weeks:g} weeks" if lead else "no lead time is known"
    return Step(what="reach", text=f"{option.text} ({usual}{by})", points=option.points, id=option.provenance.id)


def _cannot(why: str) -> Ceiling:
    return Ceiling(0.0, Points(points=None), (why,))
