"""What is one set of rules about settlement, and how are its years counted? Shared by the law and the proposals.

Rules: qualifying-period-countback, ilr-after-breach (data/visa/rules).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.base.days import add_years, in_words
from workbook.facts.library import Facts
from workbook.rules.clock import Clock
from workbook.rules.finding import FactRef
from workbook.rules.settlement import Tested, completion_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One set of rules with its dates. `status` is the standing of the rules: in_force, published or proposed.

    `years` is the period it asks for, null where it gives none. `unknown` says what nobody has settled or what was not
    found; `also` what the same papers name without a date that could be drawn.
    """

    id: str
    title: str
    status: str
    years: int | None = None
    completion: date | None
    earliest_application: date | None
    because: str
    also: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    facts: tuple[FactRef, ...]


def counted(clock: Clock, tested: Tested, facts: Facts, on: date, years: int) -> tuple[date, str]:
    """The day the years are complete, and the sentence that says how it was counted."""
    open_days = facts.visa_rule("qualifying-period-countback").number("days_after_application")
    completion = completion_of(clock.start, years, tested, on, open_days)
    natural = add_years(clock.start, years)
    said = f"{years} years from {in_words(clock.start)}"
    if completion == natural:
        return completion, f"{said} are complete on {in_words(completion)}."
    return completion, (
        f"{said} would be complete on {in_words(natural)}; days abroad over the limit move this to "
        f"{in_words(completion)}."
    )
