"""Is full GMC registration held when the application is sent?

Sources: the doctor's registration, data/recruitment (the window, and the rule of the 2026 round on).
"""

from __future__ import annotations

import datetime

from workbook.base.days import days_between, in_words
from workbook.facts.library import Facts
from workbook.facts.recruitment import Change
from workbook.record.models import Record
from workbook.rules.collision import Collision, days_said, event_id
from workbook.rules.finding import FactRef
from workbook.rules.rounds import Round

REGISTRATION_RULE = "gmc-full-registration-at-application"


def registration_after_window(
    record: Record, facts: Facts, on: datetime.date, rounds: tuple[Round, ...]
) -> tuple[list[Collision], list[Collision], list[str]]:
    """Windows that close before full registration is held; windows that open before it; what is not known."""
    held_on = record.doctor.gmc.full_registration_on
    too_late: list[Collision] = []
    wait: list[Collision] = []
    notes: list[str] = []
    for found in rounds:
        opens, closes = found.opens.date, found.closes.date
        rule = _registration_rule(facts, found.year)
        if rule is None or opens is None or (closes or opens) < on:
            continue
        if held_on is None:
            notes.append(
                f"Your record gives no day of full GMC registration. For the {found.year} round it must be held when "
                f"the application is sent: from {in_words(opens)}" + (f" to {in_words(closes)}." if closes else ".")
            )
        elif held_on > opens:
            kept = closes is None or held_on <= closes
            (wait if kept else too_late).append(_registered_late(found, held_on, rule))
    return too_late, wait, list(dict.fromkeys(notes))


def _registration_rule(facts: Facts, year: int) -> Change | None:
    """The newest telling of the rule that holds for the year; None for a year before it."""
    for told in sorted(facts.recruitment_years(), reverse=True):
        rule = facts.recruitment(told).change(REGISTRATION_RULE)
        if rule is not None and rule.year_from <= year:
            return rule
    return None


def _registered_late(found: Round, held_on: datetime.date, rule: Change) -> Collision:
    opens, closes = found.opens.date, found.closes.date
    assert opens is not None
    if closes is not None and held_on > closes:
        said = f"close on {in_words(closes)}, {days_said((held_on - closes).days)} before"
        advice = ""
    else:
        said = f"open on {in_words(opens)}, {days_said((held_on - opens).days)} before"
        left = f", with {days_said(days_between(held_on, closes))} of the window left" if closes else ""
        advice = f" Send yours on or after that day{left}."
    return Collision(
        id=f"registration-after-{event_id(found, 'applications')}",
        kind="registration",
        because=(
            f"Applications for {found.year} {said} your full GMC registration on {in_words(held_on)}."
            f"{advice} {rule.text}"
        ),
        events=(event_id(found, "applications"),),
        facts=(FactRef(rule.provenance),),
    )
