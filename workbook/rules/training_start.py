"""When can the visa for a training post be applied for, and by which day must the post begin?

A training sponsor's certificate, the application and the grant come before the first day. Information with its sources,
not advice about one person's case. Rules: training-offer-timeline, training-start-tolerance (data/visa/rules).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workbook.base.days import add_months, in_words
from workbook.facts.core import NotCovered
from workbook.facts.library import Facts
from workbook.rules.finding import FactRef, Finding, Verdict
from workbook.rules.visa_facts import figure, no_figure, rule_ref

TIMELINE = "training-offer-timeline"
TOLERANCE = "training-start-tolerance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days around the start of a training post, if its certificate names that start.

    `certificate_from`: the first day on which a training sponsor may ask for the certificate. `apply_from`: the first
    day of the application. `decided_if_by`: an application made by then has the usual time for a decision inside the
    UK before the start; that time is a service standard and no promise. `latest_start`: the last day on which the post
    may begin if the grant comes no later than the start; each day the grant comes later moves it by one.
    """

    start: date
    certificate_from: date
    apply_from: date
    decided_if_by: date
    latest_start: date
    facts: tuple[FactRef, ...]


def window_before(start: date, facts: Facts) -> Window:
    """The window of a post that starts on this day. Rule: training-offer-timeline. Raises `NotCovered`."""
    asked, asked_ref = figure(facts, "cos-earliest-request-by-training-sponsor", start)
    early, early_ref = figure(facts, "earliest-visa-application-before-start", start)
    weeks, weeks_ref = figure(facts, "decision-time-inside-uk", start)
    slip_ref = figure(facts, "start-date-slip", start)[1]
    return Window(
        start=start,
        certificate_from=add_months(start, -asked),
        apply_from=add_months(start, -early),
        decided_if_by=start - timedelta(weeks=weeks),
        latest_start=latest_start(start, start, facts),
        facts=(rule_ref(facts, TIMELINE), rule_ref(facts, TOLERANCE), asked_ref, early_ref, weeks_ref, slip_ref),
    )


def latest_start(certificate_start: date, granted: date, facts: Facts) -> date:
    """The last day on which the post may begin. Rule: training-start-tolerance. Raises `NotCovered`."""
    later = max(certificate_start, granted)
    days, _ = figure(facts, "start-date-slip", later)
    return later + timedelta(days=days)


def training_visa(start: date, projected: bool, facts: Facts, on: date) -> Finding:
    """Can the visa for a training post that starts on this day be applied for? From `apply_from` on."""
    criterion = f"{TIMELINE}-{start.isoformat()}"
    try:
        window = window_before(start, facts)
    except NotCovered as gap:
        return no_figure(criterion, gap, (rule_ref(facts, TIMELINE),))
    day = in_words(start) + (" (projected)" if projected else "")
    open_already = window.apply_from <= on
    return Finding(
        criterion=criterion,
        verdict=Verdict.MET if open_already else Verdict.MET_ON,
        on=None if open_already else window.apply_from,
        because=(
            f"For a training post that starts on {day}: the training sponsor may ask for the certificate from "
            f"{in_words(window.certificate_from)}, and you may apply from {in_words(window.apply_from)}, once you hold "
            f"it. An application by {in_words(window.decided_if_by)} leaves the usual time for a decision inside the "
            f"UK; that time is no promise. No work in the post before the grant. The post must begin within "
            f"{(window.latest_start - start).days} days of the certificate's start or the grant, whichever is later: "
            f"by {in_words(window.latest_start)} if the grant comes by the start."
        ),
        facts=window.facts,
    )
