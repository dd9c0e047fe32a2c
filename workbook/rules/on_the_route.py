"""What may the doctor do on the route they hold: another employer, part-time work, and what else the route says?

Information with its sources, not advice about one person's case. Sources: data/visa/routes (each route's answers and
conditions), data/visa/parameters/salary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

from workbook.base.days import in_words
from workbook.facts.core import NotCovered
from workbook.facts.labels import in_plain_words
from workbook.facts.library import Facts
from workbook.facts.visa import Route, Statement
from workbook.record.models import Permission, Post, Record
from workbook.rules.finding import FactRef, Finding, Verdict
from workbook.rules.naming import name_of
from workbook.rules.visa_facts import figure, no_figure, sentence

FLOOR = "salary-floor-national-pay-scale"
PAY_PERIOD = "salary-test-pay-period"
PART_OF_PAY = "ltft-minimum-fraction-example-2024"  # its note is the rule: fraction times pay must reach the floor
READ_THE_EVISA = "the conditions on your own eVisa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One further thing that a route says, as a sentence with its source."""

    text: str
    facts: tuple[FactRef, ...]


def conditions_of(route: Route, on: date) -> tuple[Condition, ...]:
    """What else the route says that holds on the day, in the order of the data. Fees stand with the costs."""
    return tuple(
        Condition(text=_said(statement), facts=(FactRef(statement.provenance),))
        for statement in route.conditions
        if not statement.id.startswith("fee")
        and (statement.from_ is None or statement.from_ <= on)
        and (statement.to is None or on <= statement.to)
    )


def _said(statement: Statement) -> str:
    """Its words and its value; one with a value alone is called by what it is about."""
    value = ("no", "yes")[statement.value] if isinstance(statement.value, bool) else statement.value
    amount = " ".join(str(part) for part in (value, statement.unit) if part is not None)
    words = statement.text or in_plain_words(statement.id)
    return sentence(f"{words}: {amount}" if amount else words)


def another_employer(held: Permission, route: Route) -> Finding:
    """May the doctor begin with another employer on this permission?"""
    criterion, answer = "change-of-employer", route.tied_to_employer
    if answer is None:
        return Finding(
            criterion=criterion, verdict=Verdict.CANNOT_TELL, evidence=(held.id,), facts=(FactRef(route.provenance),),
            because=f"Another employer on {route.title}: nothing was read.", missing=(READ_THE_EVISA,),
        )  # fmt: skip
    ref = (FactRef(answer.provenance),)
    if answer.answer == "no":
        return Finding(
            criterion=criterion, verdict=Verdict.MET, evidence=(held.id,), facts=ref,
            because=f"{route.title} is not tied to one employer.",
        )  # fmt: skip
    if answer.answer == "yes":
        said = sentence(answer.words) if answer.words != answer.answer else ""
        return Finding(
            criterion=criterion, verdict=Verdict.NOT_MET, evidence=(held.id,), facts=ref,
            because=f"{route.title} is tied to one employer. {said}".strip(),
        )  # fmt: skip
    return Finding(
        criterion=criterion, verdict=Verdict.CANNOT_TELL, evidence=(held.id,), facts=ref,
        because=f"Another employer on {route.title}: {answer.words}.", missing=(READ_THE_EVISA,),
    )  # fmt: skip


def full_time_pay_needed(fraction: float, facts: Facts, certificate: date) -> int:
    """Pounds a year that full-time basic pay must reach, so that this part of it still reaches the salary floor.

    `certificate`: the day on which the certificate was assigned, which decides the floor. The pay-scale rate of the
    grade is asked for beside it. Raises `NotCovered`; `ValueError` for a fraction that is none.
    """
    if not 0 < fraction <= 1:
        raise ValueError("a part of full time lies above 0 and is at most 1")
    floor, _ = figure(facts, FLOOR, certificate)
    needed: float = floor / fraction
    return ceil(round(needed, 6))


def part_time(record: Record, facts: Facts, held: Permission, on: date) -> tuple[Finding, ...]:
    """For each sponsored post held part-time on the day: what its full-time pay must be."""
    return tuple(
        _part_time(post, facts, held, on)
        for post in record.posts
        if post.country == "GB" and post.fraction < 1 and post.start and post.start <= on and _lasts(post, on)
    )


def _lasts(post: Post, on: date) -> bool:
    return post.end is None or on <= post.end


def _part_time(post: Post, facts: Facts, held: Permission, on: date) -> Finding:
    criterion = f"salary-part-time-{post.id}"
    try:
        floor, floor_ref = figure(facts, FLOOR, on)
        needed = full_time_pay_needed(post.fraction, facts, on)
    except NotCovered as gap:
        return no_figure(criterion, gap)
    refs = [FactRef(facts.visa_parameter(PART_OF_PAY).provenance), floor_ref]
    monthly = ""
    try:
        said, ref = figure(facts, PAY_PERIOD, on)
        monthly, refs = f" {sentence(str(said))}", [*refs, ref]
    except NotCovered:
        pass  # before 8 April 2026 no such rule was read: nothing is said of it
    return Finding(
        criterion=criterion,
        verdict=Verdict.CANNOT_TELL,
        because=(
            f"“{name_of(post)}” is {post.fraction:g} of full time. By the floor for a certificate assigned on "
            f"{in_words(on)} (£{floor:,} a year on a national pay scale), the basic pay for full time must be at least "
            f"£{needed:,}, and no less than the scale gives your grade. Another floor held for older certificates."
            f"{monthly}"
        ),
        facts=tuple(refs),
        evidence=(held.id, post.id),
        missing=("your basic pay for full time, and the day your certificate was assigned",),
    )
