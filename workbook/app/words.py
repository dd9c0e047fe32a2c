"""How is an answer said on the command line? Each result as lines of plain text, verdict first, source last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from workbook.base.days import in_words, short
from workbook.rules.finding import FactRef, Finding, Verdict

if TYPE_CHECKING:
    from workbook.rules.calendar import Line
    from workbook.rules.costs import Step
    from workbook.rules.experience_clock import Experience
    from workbook.rules.gates import Gates
    from workbook.rules.plan import Plan
    from workbook.rules.scoring import Score

NOT_ADVICE = "Information, not immigration advice. What the law says about you in person is for a regulated adviser."


def gates_in_words(result: Gates) -> list[str]:
    lines = [f"Essential criteria: {result.specialty}, posts starting in {result.year}, as of {in_words(result.on)}"]
    lines += [f"  {note}" for note in result.notes]
    for gate in result.findings:
        lines += ["", *finding_in_words(gate, gate.title)]
    for clock in result.experience:
        lines += ["", *_experience(clock)]
    return [*lines, "", *finding_in_words(result.applications, "Number of applications")]


def _experience(clock: Experience) -> list[str]:
    """One limit on experience: the count, what is in it, and the day it is crossed."""
    bound = "at most" if clock.bound == "at-most" else "at least"
    lines = [f"Experience: {clock.title} ({bound} {clock.limit:g} months)", f"  {clock.because}"]
    lines += [f"  Counted: {post.title}, {post.days} days at {post.fraction:g} of full time" for post in clock.counted]
    lines += [f"  Not counted: {out.title}: {out.because}" for out in clock.left_out]
    if clock.crosses_on:
        crossed = "Over from" if clock.bound == "at-most" else "Reached on"
        lines.append(f"  {crossed}: {in_words(clock.crosses_on)}, if you stay in the posts you hold")
    return lines


def score_in_words(result: Score) -> list[str]:
    lines = [
        f"Score: {result.specialty}, posts starting in {result.year}, scored on the {result.matrix_year} matrix, "
        f"as of {in_words(result.on)}",
        f"  {result.because}",
        *(f"  {note}" for note in result.notes if note != result.because),
    ]
    for domain in result.domains:
        bonus = " (extra, outside the total)" if domain.bonus else ""
        lines += [
            "",
            f"{domain.title}{bonus}: supported {_points(domain.supported.points)}, "
            f"claimed {_points(domain.claimed.points)}, within reach {_points(domain.ceiling.points)}, "
            f"most {_points(domain.max)}",
            f"  {domain.because}",
            *(f"  Missing: {item}" for item in domain.missing),
            *([f"  Next: {domain.next.text} ({domain.next.gives})"] if domain.next else []),
        ]
    total = result.total
    lines += [
        "",
        f"Total: supported {_points(total.supported)}, claimed {_points(total.claimed)}, within reach "
        f"{_points(total.ceiling)}, most {_points(total.max)}",
        *(f"  No total because: {reason}" for reason in total.blocked_by),
        *sources_in_words(result.facts),
    ]
    return lines


def visa_in_words(result: dict[str, Any]) -> list[str]:
    held, residence = result["permission"], result["residence"]
    lines = [f"Permission and settlement, as of {in_words(result['on'])}", f"  {NOT_ADVICE}", ""]
    if held is not None:
        lines.append(f"{held.title}: ends {_day(held.end)}; last day to apply {_day(held.apply_by)}")
    for finding in (*result["findings"], *residence.findings):
        lines += ["", *finding_in_words(finding)]
    lines += ["", *(f"This route: {said.text}" for said in result["conditions"]), ""]
    for rules in residence.rule_sets:
        lines.append(
            f"{rules.title} ({rules.status.replace('_', ' ')}): complete {_day(rules.completion)}, "
            f"earliest application {_day(rules.earliest_application)}. {rules.because}"
        )
        lines += [f"  Also proposed: {sentence}" for sentence in rules.also]
    unknown = dict.fromkeys(sentence for rules in residence.rule_sets for sentence in rules.unknown)
    lines += ["", "Not known of these rules:", *(f"  {sentence}" for sentence in unknown)] if unknown else []
    return lines + [line for step in result["costs"] for line in _costs(step)]


def _costs(step: Step) -> list[str]:
    said = ["", f"{step.title}. Figures for {in_words(step.on)}: {step.because}."]
    for cost in step.costs:
        each = f"£{cost.each:,}" if cost.each is not None else "not known"
        together = f", together £{cost.together:,}" if cost.together is not None else ""
        said.append(f"  {cost.title}: {each} a person{together}" + (f" ({cost.gap})" if cost.gap else ""))
    return said + [f"  Missing: {item}" for item in step.missing]


def line_in_words(result: Line) -> list[str]:
    lines = [f"The line, as of {in_words(result.on)}"]
    lines += [f"  Collision: {collision.because}" for collision in sorted(result.collisions, key=lambda c: c.rank)]
    lines.append("")
    for event in result.events:
        until = f" to {short(event.until)}" if event.until else " on" if event.ongoing else ""
        lines.append(f"{short(event.date)}{until}  {event.title} ({event.status.replace('_', ' ')})")
    return lines


def plan_in_words(result: Plan) -> list[str]:
    lines = [f"Plan, as of {in_words(result.on)}" + (f", to {in_words(result.horizon)}" if result.horizon else "")]
    for number, action in enumerate(result.actions, 1):
        verb = "start by" if action.lead_weeks else "by"
        last = f"; {verb} {short(action.last_start)} at the latest" if action.last_start else ""
        lines += ["", f"{number}. {action.title} ({action.yields}{last})", f"   {action.because}"]
    if result.left_out:
        lines += ["", "Left out:"]
        lines += [f"  {entry.title}: {entry.because}" for entry in result.left_out]
    return lines


def verdict_in_words(verdict: Verdict, on: date | None) -> str:
    """Met, Not met, Met on 3 August 2027 …"""
    return f"{verdict.words} {in_words(on)}" if verdict is Verdict.MET_ON and on else verdict.words


def finding_in_words(finding: Finding, title: str | None = None) -> list[str]:
    """The verdict, after the title where the finding has one, then why, what is missing and who says so."""
    name = verdict_in_words(finding.verdict, finding.on)
    return [
        f"{title}: {name}" if title else name,
        f"  {finding.because}",
        *(f"  Missing: {item}" for item in finding.missing),
        *sources_in_words(finding.facts),
    ]


def sources_in_words(facts: Iterable[FactRef]) -> list[str]:
    return [f"  Source: {fact.provenance.sentence()}" for fact in facts]


def _points(value: float | None) -> str:
    return "not shown" if value is None else f"{value:g}"


def _day(value: Any) -> str:
    return in_words(value) if value else "not known"
