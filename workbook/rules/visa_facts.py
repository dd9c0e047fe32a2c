"""Which fact does a visa finding rest on? The references that every module about permission and settlement needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbook.facts.core import NotCovered
from workbook.facts.library import Facts
from workbook.rules.finding import FactRef, Finding, Verdict


def rule_ref(facts: Facts, id: str) -> FactRef:
    """The rule as a finding cites it."""
    return FactRef(facts.visa_rule(id).provenance)


def figure(facts: Facts, id: str, on: date) -> tuple[Any, FactRef]:
    """The figure in force on the day, and its reference. Raises `NotCovered` when none is known for that day."""
    sourced = facts.visa_parameter(id).on(on)
    return sourced.value, FactRef(sourced.provenance)


def no_figure(criterion: str, gap: NotCovered, facts: tuple[FactRef, ...] = ()) -> Finding:
    """The finding where a figure is not known for the day: a gap is shown as a gap."""
    return Finding(
        criterion=criterion,
        verdict=Verdict.CANNOT_TELL,
        because=f"The facts read here do not reach that day ({gap}).",
        facts=facts,
        missing=("the figure that held on that day",),
    )


def plural(count: int, one: str = "day") -> str:
    """3 days, 1 day."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def sentence(words: str) -> str:
    """The words of a fact as a sentence: a capital first, a full stop last."""
    return f"{words[0].upper()}{words[1:].rstrip('.')}."
