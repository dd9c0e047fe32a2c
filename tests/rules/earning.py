"""Records made from an option's own needs: one that earns exactly that option, and some that just miss it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from workbook.facts.evidence import EvidenceKinds, Field
from workbook.facts.scoring import Domain, Matrix, Option
from workbook.rules.matching import Alternative, Condition, alternatives

PROOF = {"file": "letter.pdf", "dated": "2026-06-30", "identifiers_removed": True}


@dataclass(frozen=True)
class Way:
    """One alternative of one option of one matrix."""

    matrix: Matrix
    domain: Domain
    option: Option
    way: Alternative

    def __str__(self) -> str:
        return f"{self.matrix.specialty} {self.matrix.year} {self.domain.id} {self.option.id} by {self.way.words.id}"


def ways(matrix: Matrix, kinds: EvidenceKinds) -> Iterator[Way]:
    """Every way to every option that gives points and is the applicant's to claim."""
    for domain in matrix.domains:
        for option in domain.options:
            if domain.auto or option.needs is None:
                continue
            for way in alternatives(option.needs, kinds, option.id):
                yield Way(matrix, domain, option, way)


def entries(way: Alternative, answers: dict[str, Any], *, proof: bool = True) -> list[dict[str, Any]]:
    """Done evidence with these answers, as many entries as the totals ask for."""
    count = max([1, *(int(least) for _, least in way.totals)])
    return [entry(way, answers, f"e{n}", proof=proof) for n in range(count)]


def entry(way: Alternative, answers: dict[str, Any], id: str, *, proof: bool = True) -> dict[str, Any]:
    made: dict[str, Any] = {"id": id, "kind": way.words.id, "title": id, "status": "done", "end": "2026-06-30"}
    made["details"] = {}
    for field, _ in way.totals:
        if field.unsaid is None:
            answers = {field.key: 1, **answers}
    for key, value in answers.items():
        field = way.words.field(key)
        assert field is not None
        if field.kept == "details":
            made["details"][key] = value
        else:
            made[field.kept] = value
    if proof:
        made["proof"] = dict(PROOF)
    return made


def right_answers(way: Alternative) -> Iterator[dict[str, Any]]:
    """Answers that meet every condition, each just so."""
    choices = [[(one.field.key, value) for value in _right(one)] for one in way.conditions]
    for picked in product(*choices):
        yield dict(picked)


def wrong_answers(condition: Condition) -> list[Any]:
    """The answers that do not meet the condition; for a number the nearest one. None is: every answer meets it."""
    field = condition.field
    if condition.values is None:
        assert condition.least is not None
        return [condition.least - 1]
    every: list[Any] = [True, False] if field.type == "yes-no" else [choice.value for choice in field.choices]
    return [value for value in every if value not in condition.values and value not in condition.doubtful] or [None]


def can_be_left_unsaid(field: Field) -> bool:
    """Whether leaving the answer out leaves it open: a status may already say it."""
    return not field.by_status


def _right(condition: Condition) -> list[Any]:
    if condition.values is None:
        return [condition.least]
    groups = {choice.value for choice in condition.field.choices if choice.any_of}
    return sorted((value for value in condition.values if value not in groups), key=str)
