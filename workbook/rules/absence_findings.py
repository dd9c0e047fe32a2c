"""How is the count of days abroad said, and what is still open?"""

from __future__ import annotations

from datetime import date

from workbook.base.days import add_years, in_words
from workbook.facts.library import Facts
from workbook.rules.absence_count import Count
from workbook.rules.absences import Window
from workbook.rules.finding import Finding, Verdict
from workbook.rules.residence_standing import WithoutExcepted
from workbook.rules.rule_set import RuleSet
from workbook.rules.visa_facts import figure, plural, rule_ref


def about_absences(facts: Facts, on: date, count: Count, law: RuleSet, years: int) -> list[Finding]:
    """Every finding about the days abroad that are counted: the limit, blocks of older permission, days left."""
    found = [_rolling(facts, on, count, law, years)]
    found += [_blocks(facts, count)] if count.blocks else []
    found += [_left(facts, on, count)] if count.limited else []
    return found


def restart(count: Count, years: int) -> str:
    """The other date a breach may lead to, in words; empty without a breach. Rule: ilr-after-breach."""
    if count.returned is None:
        return ""
    return (
        f"A caseworker may instead start the clock again from the return on {in_words(count.returned)}, which would "
        f"complete {years} years on {in_words(add_years(count.returned, years))}: seek advice."
    )


def _rolling(facts: Facts, on: date, count: Count, law: RuleSet, years: int) -> Finding:
    criterion = "absence-limit-rolling"
    figure_ref = figure(facts, "ilr-absence-limit", on)[1]
    refs = (rule_ref(facts, criterion), rule_ref(facts, "absence-day"), figure_ref)
    total = "No day abroad is recorded since the clock started."
    if count.worst:
        most = window_in_words(count.worst)
        total = f"{plural(count.total)} abroad since the clock started; the most in 12 months: {most}."
    if not count.limited:
        return Finding(
            criterion=criterion, verdict=Verdict.CANNOT_TELL, because=total, facts=refs,
            missing=("the absence limit of your route, which was not in what was read",),
        )  # fmt: skip
    if not count.breaches:
        return Finding(
            criterion=criterion, verdict=Verdict.MET, facts=refs,
            because=f"{total} Up to {count.limit.days} pass.",
        )  # fmt: skip
    said = "; ".join(window_in_words(window) for window in count.breaches)
    later = f" Counting back from {in_words(law.completion)} leaves it out." if law.completion else ""
    return Finding(
        criterion=criterion, verdict=Verdict.NOT_MET, facts=(*refs, rule_ref(facts, "ilr-after-breach")),
        because=f"More than {count.limit.days} days abroad in 12 months: {said}.{later} {restart(count, years)}",
    )  # fmt: skip


def _blocks(facts: Facts, count: Count) -> Finding:
    over = [block for block in count.blocks if block.days > count.limit.days]
    return Finding(
        criterion="absence-limit-anchored",
        verdict=Verdict.NOT_MET if over else Verdict.MET,
        because=(
            "Days abroad under permission granted before the rolling test are counted in yearly blocks, here back from "
            f"{in_words(count.anchor)}, when the years would be complete: "
            f"{'; '.join(window_in_words(block) for block in count.blocks)}. Each may hold {count.limit.days}; no day "
            "is counted in both tests."
        ),
        facts=(rule_ref(facts, "absence-limit-anchored"),),
    )


def _left(facts: Facts, on: date, count: Count) -> Finding:
    days = count.left_today or 0
    return Finding(
        criterion="absence-days-left",
        verdict=Verdict.MET if days else Verdict.NOT_MET,
        because=(
            f"Leaving on {in_words(on)}, {plural(days)} abroad in a row would keep every 12 months at "
            f"{count.limit.days} or fewer, the trips recorded and planned included."
            + (
                " Your permission was granted before the rolling test; its yearly blocks depend on the day of the "
                "application and never allow less."
                if count.in_blocks_today
                else ""
            )
        ),
        facts=(rule_ref(facts, "absence-limit-rolling"), rule_ref(facts, "absence-day")),
    )


def second_total(facts: Facts, excepted: int, second: WithoutExcepted, completion: date | None) -> Finding:
    """The days with a reason that the rules leave out, as a second total beside the first. Rule: absence-excepted."""
    rest = second.worst_window
    without = f"the most in 12 months would be {window_in_words(rest)}" if rest else "no day abroad would remain"
    if second.completion and completion and second.completion != completion:
        without += f", and the years would be complete on {in_words(second.completion)}"
    return Finding(
        criterion="absence-excepted",
        verdict=Verdict.NOT_DECIDED,
        because=(
            f"{plural(excepted)} abroad have a reason that the rules leave out of the count, with evidence. "
            f"They are counted above; without them {without}. The Home Office decides on your evidence."
        ),
        facts=(rule_ref(facts, "absence-excepted"),),
    )


def window_in_words(window: Window) -> str:
    """A window in a sentence: 181 from 2 January 2024 to 1 January 2025."""
    return f"{window.days} from {in_words(window.from_)} to {in_words(window.to)}"
