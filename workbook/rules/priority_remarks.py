"""What must a doctor read beside the answer about priority? Words of the data that decide nothing by themselves.

Source: data/recruitment/prioritisation.yaml (how the Act orders people, readings, misreadings, words in Parliament).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbook.base.days import in_words
from workbook.facts.prioritisation import Statement
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.priority_question import Question

READ_LIVE = (
    "Before you rely on this for your own standing, read the live pages: “Prioritisation for specialty recruitment” of "
    "NHS England, and the Act with its regulations on legislation.gov.uk."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to read beside the answer. `kind` is law, reading (ours, of its words), misreading or said."""

    kind: str
    text: str
    facts: tuple[FactRef, ...]


def remarks_of(question: Question, verdict: Verdict, status_of_2026: bool) -> tuple[Remark, ...]:
    """What belongs to this step, this year and this answer, the law first."""
    return tuple(_all(question, verdict, status_of_2026))


def _all(question: Question, verdict: Verdict, status_of_2026: bool) -> Iterable[Remark]:
    act = question.act
    yield _remark("law", act.how_it_orders_people, "two-groups")
    yield _remark(
        "law", act.how_it_orders_people, "order-inside-a-group" if verdict is Verdict.MET else "others-may-apply"
    )
    in_force = next(step for step in act.act if step.id == "in-force")
    if question.year == in_force.day.year:
        said = f"The Act is in force since {in_words(in_force.day)}."
        yield Remark(kind="law", text=said, facts=(FactRef(in_force.provenance),))
    if question.kind == "foundation":
        return
    if question.stage == "offer":
        yield _remark("reading", act.readings, "year-is-of-the-offer")
    else:
        yield _remark("reading", act.readings, "interview-offered-in-2027")
    yield _remark("reading", act.readings, "msra-not-mentioned")
    if verdict not in (Verdict.MET, Verdict.MET_ON):
        yield _remark("said", act.said_in_parliament, "armed-forces")
    if act.undecided(question.year, question.stage):
        if status_of_2026:
            wrong = next(each for each in act.misreadings if each.id == "2026-grounds-carried-on")
            yield Remark(kind="misreading", text=wrong.text.strip(), facts=(FactRef(wrong.provenance),))
        yield Remark(kind="said", text=READ_LIVE, facts=(FactRef(act.provenance),))


def _remark(kind: str, entries: tuple[Statement, ...], id: str) -> Remark:
    entry = next(each for each in entries if each.id == id)
    ours = " Our reading of the words of the Act, not a ruling." if kind == "reading" else ""
    return Remark(kind=kind, text=f"{entry.text.strip()}{ours}", facts=(FactRef(entry.provenance),))
