"""What does a sponsor's certificate bind the doctor to, while the job lasts and when it ends?

Rules: trust-to-training, conditions-carry-over, sixty-days, unpaid-limit (data/visa/rules), and the figures
curtailment-period, unpaid-absence-limit, second-job-limit.
"""

from __future__ import annotations

from datetime import date, timedelta

from workbook.base.days import in_words
from workbook.facts.core import NotCovered
from workbook.facts.library import Facts
from workbook.record.models import Permission, Record
from workbook.rules.finding import Finding, Verdict
from workbook.rules.visa_facts import figure, no_figure, rule_ref

_FULL_WEEK = 5


def leave_by(visa_end: date | None, served_on: date, facts: Facts) -> date:
    """The last day of permission after a cancellation decision served on a day: the visa's own end if that is sooner.

    Rule: sixty-days. Raises `NotCovered`.
    """
    days, _ = figure(facts, "curtailment-period", served_on)
    last = served_on + timedelta(days=days)
    return min(visa_end, last) if visa_end else last


def unpaid_days_allowed(days_a_week: float, facts: Facts, on: date) -> float:
    """How many working days without full pay a calendar year may hold, for a working week of so many days.

    Rule: unpaid-limit. Raises `NotCovered`.
    """
    weeks, _ = figure(facts, "unpaid-absence-limit", on)
    return float(weeks * days_a_week)


def while_sponsored(record: Record, facts: Facts, held: Permission, on: date) -> tuple[Finding, ...]:
    """What a sponsored doctor must know: moving into training, the end of the job, unpaid time, a second job."""
    return (
        into_training(record, facts, held, on),
        _when_the_job_ends(facts, held, on),
        _unpaid(facts, on),
        _second_job(facts, on),
    )


def into_training(record: Record, facts: Facts, held: Permission, on: date) -> Finding:
    """Does the certificate held carry over into a training post? Rules: trust-to-training, conditions-carry-over."""
    refs = (rule_ref(facts, "trust-to-training"), rule_ref(facts, "conditions-carry-over"))
    now = [
        post
        for post in record.posts
        if post.country == "GB" and post.start and post.start <= on and (post.end is None or on <= post.end)
    ]
    evidence = (held.id, *(post.id for post in now))
    change = (
        "Training needs a new certificate from the training sponsor and a new application. While it is undecided you "
        "keep your present post and its conditions; the training post does not start before the grant."
    )
    if any(post.training for post in now):
        return Finding(
            criterion="trust-to-training", verdict=Verdict.NOT_APPLICABLE, facts=refs, evidence=evidence,
            because="You are in a training post: moves inside the programme need no new certificate.",
        )  # fmt: skip
    if not now or any(post.training is None for post in now):
        return Finding(
            criterion="trust-to-training", verdict=Verdict.CANNOT_TELL, facts=refs, evidence=evidence,
            because=f"If your sponsor is a trust, its certificate does not move with you. {change}",
            missing=(f"whether your post on {in_words(on)} is a training post",),
        )  # fmt: skip
    return Finding(
        criterion="trust-to-training", verdict=Verdict.NOT_MET, facts=refs, evidence=evidence,
        because=f"Your employer's certificate covers your present post only. {change}",
    )  # fmt: skip


def _when_the_job_ends(facts: Facts, held: Permission, on: date) -> Finding:
    criterion = "sixty-days"
    refs = (rule_ref(facts, criterion), rule_ref(facts, "sponsor-reports-end"))
    try:
        days, figure_ref = figure(facts, "curtailment-period", on)
        last = leave_by(held.end, on, facts)
    except NotCovered as gap:
        return no_figure(criterion, gap, refs)
    own_end = f", or to your visa's own end on {in_words(held.end)} if that is sooner" if held.end else ""
    return Finding(
        criterion=criterion,
        verdict=Verdict.NOT_APPLICABLE,
        because=(
            f"Only if the job ends: the sponsor reports it, and {days} days run from the day the Home Office serves "
            f"its decision, not from the last shift{own_end}. Served on {in_words(on)}, it would leave you until "
            f"{in_words(last)}. No work without a sponsor meanwhile."
        ),
        facts=(*refs, figure_ref),
        evidence=(held.id,),
    )


def _unpaid(facts: Facts, on: date) -> Finding:
    criterion = "unpaid-limit"
    refs = (rule_ref(facts, criterion),)
    try:
        weeks, figure_ref = figure(facts, "unpaid-absence-limit", on)
        days = unpaid_days_allowed(_FULL_WEEK, facts, on)
    except NotCovered as gap:
        return no_figure(criterion, gap, refs)
    excepted = ", ".join(facts.visa_rule(criterion).excepted)
    return Finding(
        criterion=criterion,
        verdict=Verdict.CANNOT_TELL,
        because=(
            f"More than {weeks} weeks without pay or on reduced pay in a calendar year ({days:g} days for a "
            f"{_FULL_WEEK}-day week, all spells added) ends sponsorship. Left out: {excepted}."
        ),
        facts=(*refs, figure_ref),
        missing=(f"your days without full pay in {on.year}",),
    )


def _second_job(facts: Facts, on: date) -> Finding:
    criterion = "second-job-limit"
    try:
        hours, figure_ref = figure(facts, criterion, on)
        where, where_ref = figure(facts, "second-job-occupation", on)
    except NotCovered as gap:
        return no_figure(criterion, gap)
    said = f"up to {hours} hours a week" if isinstance(hours, int) else str(hours)
    return Finding(
        criterion=criterion,
        verdict=Verdict.CANNOT_TELL,
        because=(
            f"A second job for another employer: {said}, outside contracted hours, while you still do the sponsored "
            f"job; {where}."
        ),
        facts=(figure_ref, where_ref),
        missing=("the hours a week you work for another employer",),
    )
