"""What permission does the doctor hold on a day, by when must they apply again, and what does it allow?

Information with its sources, not advice about one person's case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workbook.base.days import in_words
from workbook.facts.core import NotCovered
from workbook.facts.library import Facts
from workbook.facts.visa import Answer, Route
from workbook.record.models import Permission, Record
from workbook.rules.finding import FactRef, Finding, Verdict
from workbook.rules.held import called, held_on, listed, needs_none, spanned
from workbook.rules.on_the_route import READ_THE_EVISA, Condition, another_employer, conditions_of, part_time
from workbook.rules.sponsored import while_sponsored
from workbook.rules.visa_facts import figure, no_figure, plural, rule_ref, sentence

__all__ = ["Held", "PermissionState", "after_the_end", "apply_by", "held_on", "permission"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The permission held. `apply_by` is its last day, before midnight; `apply_from` is null if no rule gives one."""

    id: str
    route: str | None
    title: str
    end: date | None
    apply_from: date | None
    apply_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionState:
    """The permission held on the day, null when none is needed or none is recorded, and what follows from it.

    `conditions` is what else the route says on that day.
    """

    permission: Held | None
    findings: tuple[Finding, ...]
    conditions: tuple[Condition, ...] = ()


def permission(record: Record, facts: Facts, on: date) -> PermissionState:
    """What the doctor holds on the day and the rules around it."""
    why = needs_none(record, on)
    if why:
        return PermissionState(permission=None, findings=(_none_needed(why, facts),))
    held = held_on(record, on)
    overlap = _overlapping(record, facts, on)
    if held is None:
        return PermissionState(permission=None, findings=(after_the_end(record, facts, on), *overlap))
    route = facts.routes().get(held.route or "")
    findings = (_held(held, route, facts, on), *overlap, *_dates(record, held, route, facts))
    if route is not None:
        findings += (*_posts(held, route), another_employer(held, route))
        if route.sponsored:
            findings += (*while_sponsored(record, facts, held, on), *part_time(record, facts, held, on))
    return PermissionState(
        permission=Held(
            id=held.id,
            route=held.route,
            title=route.title if route else held.route or "a permission whose route is not named",
            end=held.end,
            apply_from=None,
            apply_by=apply_by(held),
        ),
        findings=findings,
        conditions=conditions_of(route, on) if route else (),
    )


def apply_by(held: Permission) -> date | None:
    """The last day for an application from inside the UK: the last day of permission. Null when no end is recorded.

    Rule: extend-or-switch-before-expiry.
    """
    return held.end


def after_the_end(record: Record, facts: Facts, on: date) -> Finding:
    """What can be said when no permission covers the day: none recorded, not begun, or over.

    Rules: extend-or-switch-before-expiry, late-by-up-to-14-days, gap-in-permission.
    """
    criterion = "permission-held"
    refs = [rule_ref(facts, "extend-or-switch-before-expiry")]
    evidence = tuple(entry.id for entry in record.permissions)
    ended = [
        (entry.end, entry.start, called(entry))
        for entry in record.permissions
        if entry.start and entry.end and entry.end < on
    ]
    coming = [entry.start for entry in record.permissions if entry.start and entry.start > on]
    said: list[str] = []
    missing = [f"the permission you hold on {in_words(on)}: its route, first day and last day"]
    if ended:
        last, _, name = max(ended)
        late = facts.visa_rule("late-by-up-to-14-days").number("late_days")
        gone = (on - last).days
        said.append(
            sentence(f"{name} ended on {in_words(last)}, {plural(gone)} before {in_words(on)}")
            + " An application made by then carries it on until the decision (section 3C)."
        )
        if gone <= late:
            said.append(
                f"One made up to {late} days late can be excused only for good reason outside your control, with no "
                "right to work in between."
            )
        refs += [rule_ref(facts, "3c-needs-expiry-while-pending"), rule_ref(facts, "late-by-up-to-14-days")]
        missing = [f"whether you applied by {in_words(last)}, or what you have held since"]
    if coming:
        said.append(f"Your next permission begins on {in_words(min(coming))}.")
    undated = sum(entry.start is None for entry in record.permissions)
    if undated:
        said.append(f"{plural(undated, 'permission')} in your record {'has' if undated == 1 else 'have'} no first day.")
        missing.append("the first day of each permission in your record")
    if not record.permissions:
        said.append("No permission is recorded.")
    return Finding(
        criterion=criterion,
        verdict=Verdict.CANNOT_TELL,
        because=" ".join(said),
        facts=tuple(refs),
        evidence=evidence,
        missing=tuple(missing),
    )


def _none_needed(why: str, facts: Facts) -> Finding:
    return Finding(
        criterion="permission-held",
        verdict=Verdict.NOT_APPLICABLE,
        because=f"You {why}, so you need no permission to stay or to work.",
        facts=(FactRef(facts.route("ilr").provenance),),
    )


def _held(held: Permission, route: Route | None, facts: Facts, on: date) -> Finding:
    if route is None:
        named = f"“{held.route}” is not one of the routes read here" if held.route else "its route is not recorded"
        return Finding(
            criterion="permission-held", verdict=Verdict.CANNOT_TELL, evidence=(held.id,),
            facts=(rule_ref(facts, "extend-or-switch-before-expiry"),),
            because=sentence(f"{called(held)} covers {in_words(on)}, but {named}"),
            missing=(f"the route of {called(held)}",),
        )  # fmt: skip
    return Finding(
        criterion="permission-held", verdict=Verdict.MET, evidence=(held.id,), on=held.end,
        because=f"On {in_words(on)} you hold {listed((held,), facts)}.",
        facts=(FactRef(route.provenance),),
    )  # fmt: skip


def _overlapping(record: Record, facts: Facts, on: date) -> tuple[Finding, ...]:
    covering = [
        entry
        for entry in record.permissions
        if entry.start and entry.start <= on and (entry.end is None or on <= entry.end)
    ]
    held = held_on(record, on)
    if held is None or len(covering) < 2:
        return ()
    alone = sum(entry.start == held.start for entry in covering) == 1
    why = "it began last" if alone else "of those that began on that day it was granted last or ends first"
    return (
        Finding(
            criterion="overlapping-permissions",
            verdict=Verdict.CANNOT_TELL,
            because=(
                f"{len(covering)} permissions cover {in_words(on)}: {listed(covering, facts)}. "
                f"Taken here is the one {spanned(held)}, because {why}; no other is counted beside it."
            ),
            facts=(rule_ref(facts, "conditions-carry-over"),),
            evidence=tuple(entry.id for entry in covering),
            missing=("which of them your eVisa shows",),
        ),
    )


def _dates(record: Record, held: Permission, route: Route | None, facts: Facts) -> tuple[Finding, ...]:
    criterion = "extend-or-switch-before-expiry"
    refs = (rule_ref(facts, criterion), rule_ref(facts, "3c-needs-expiry-while-pending"))
    if held.end is None:
        if route and route.settlement and route.settlement.counts == "settled":
            return ()
        return (
            Finding(
                criterion=criterion, verdict=Verdict.CANNOT_TELL, facts=refs, evidence=(held.id,),
                because=sentence(f"{called(held)} has no last day in your record, so no last day to apply can be told"),
                missing=(f"the last day of {called(held)}",),
            ),
        )  # fmt: skip
    after = held.end + timedelta(days=1)
    follows = held_on(record, after)
    if follows:
        return (
            Finding(
                criterion=criterion, verdict=Verdict.MET, facts=refs, evidence=(held.id, follows.id),
                because=(
                    f"When {called(held)} ends on {in_words(held.end)}, {called(follows)} covers you from the next "
                    "day: no gap."
                ),
            ),
        )  # fmt: skip
    return (
        Finding(
            criterion=criterion,
            verdict=Verdict.MET_ON,
            on=held.end,
            because=(
                f"The last day to apply from inside the UK is {in_words(held.end)}, before midnight. If "
                f"{called(held)} runs out while the application is undecided, section 3C carries it and its conditions "
                "until the decision; leaving the UK meanwhile withdraws the application."
            ),
            facts=refs,
            evidence=(held.id,),
        ),
        _apply_from(held.id, facts, held.end),
    )


def _apply_from(entry: str, facts: Facts, day: date) -> Finding:
    try:
        months, ref = figure(facts, "earliest-visa-application-before-start", day)
    except NotCovered as gap:
        return no_figure("apply-from", gap)
    return Finding(
        criterion="apply-from",
        verdict=Verdict.CANNOT_TELL,
        because=(
            "Nothing read gives a plain first day for an extension. With a new certificate it is "
            f"{plural(months, 'month')} before the start date on it."
        ),
        facts=(ref, rule_ref(facts, "training-offer-timeline")),
        evidence=(entry,),
        missing=("the start date on the new certificate",),
    )


def _posts(held: Permission, route: Route) -> tuple[Finding, ...]:
    asked = (
        ("training-post", "A training post", route.training_post),
        ("non-training-post", "A post outside training", route.non_training_post),
    )
    return tuple(_post(held, route, *question) for question in asked)


def _post(held: Permission, route: Route, criterion: str, what: str, answer: Answer | None) -> Finding:
    if answer is None:
        return Finding(
            criterion=criterion, verdict=Verdict.CANNOT_TELL, evidence=(held.id,),
            facts=(FactRef(route.provenance),),
            because=f"{what} on {route.title}: nothing was read.", missing=(READ_THE_EVISA,),
        )  # fmt: skip
    verdict = {"yes": Verdict.MET, "no": Verdict.NOT_MET}.get(answer.answer, Verdict.CANNOT_TELL)
    return Finding(
        criterion=criterion,
        verdict=verdict,
        because=f"{what} on {route.title}: {answer.words.rstrip('.')}.",
        facts=(FactRef(answer.provenance),),
        evidence=(held.id,),
        missing=(READ_THE_EVISA,) if verdict is Verdict.CANNOT_TELL else (),
    )
