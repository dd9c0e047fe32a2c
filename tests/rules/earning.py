"""Records made from an option's own needs: one that earns exactly that option, and some that just miss it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from workbook.facts.evidence import EvidenceKinds, Field
from workbook.facts.library import Facts
from workbook.facts.loading import load_file
from workbook.facts.scoring import Domain, MatrixFile, Option, load_matrix
from workbook.rules.matching import Alternative, Condition, alternatives

PROOF = {"file": "letter.pdf", "dated": "2026-06-30", "identifiers_removed": True}
ENTRIES = 20  # an amount above this is put into one entry: nobody holds 20,000 grants of a pound each


@dataclass(frozen=True)
class Way:
    """One alternative of one option of one matrix."""

    matrix: MatrixFile
    domain: Domain
    option: Option
    way: Alternative

    def __str__(self) -> str:
        return f"{self.matrix.specialty} {self.matrix.year} {self.domain.id} {self.option.id} by {self.way.words.id}"


def ways(matrix: MatrixFile, kinds: EvidenceKinds) -> Iterator[Way]:
    """Every way to every option that says what it needs."""
    for domain in matrix.domains:
        for option in domain.options:
            if domain.auto or option.needs is None:
                continue
            for way in alternatives(option.needs, kinds, option.id):
                yield Way(matrix, domain, option, way)


def every_matrix(facts: Facts) -> Iterator[MatrixFile]:
    """Every matrix file, and every matrix that an overlay of one announces."""
    for path in sorted(facts.root.glob("scoring/*/*.yaml")):
        file = load_file(facts.root, path.relative_to(facts.root).as_posix(), MatrixFile)
        yield file
        for overlay in file.overlays:
            if overlay.changes_points:
                yield load_matrix(facts.root, file.specialty, overlay.year)


def entries(way: Alternative, answers: dict[str, Any], *, proof: bool = True) -> list[dict[str, Any]]:
    """Done evidence with these answers, as many entries as the totals ask for."""
    count = max([1, *(int(least) for _, least in way.totals if least <= ENTRIES)])
    return [entry(way, answers, f"e{n}", proof=proof) for n in range(count)]


def entry(way: Alternative, answers: dict[str, Any], id: str, *, proof: bool = True) -> dict[str, Any]:
    made: dict[str, Any] = {"id": id, "kind": way.words.id, "title": id, "status": "done", "end": "2026-06-30"}
    made["details"] = {}
    for field, least in way.totals:
        if field.unsaid is None:
            answers = {field.key: 1 if least <= ENTRIES else least, **answers}
    for bar in way.words.never:  # an answer that bars the entry everywhere is asked for by every form
        asked = way.words.field(bar.field)
        if bar.is_ is True and asked is not None and not asked.is_moot(answers):
            answers = {bar.field: False, **answers}
    for key, value in answers.items():
        asked = way.words.field(key)
        assert asked is not None
        if asked.kept == "details":
            made["details"][key] = value
        else:
            made[asked.kept] = value
    if proof:
        made["proof"] = dict(PROOF)
    return made


def right_answers(way: Alternative) -> Iterator[dict[str, Any]]:
    """Answers that meet every condition, each just so."""
    by_field: dict[str, list[Condition]] = {}
    for condition in way.conditions:
        by_field.setdefault(condition.field.key, []).append(condition)
    choices = [[(key, value) for value in _right(conditions)] for key, conditions in by_field.items()]
    for picked in product(*choices):
        yield dict(picked)


def wrong_answers(condition: Condition) -> list[Any]:
    """The answers that do not meet the condition; for a number the nearest one. None is: every answer meets it."""
    field = condition.field
    if condition.values is None:
        if condition.least is not None:
            return [condition.least if condition.above else condition.least - 1]
        assert condition.most is not None
        return [condition.most + 1]
    every: list[Any] = [True, False] if field.type == "yes-no" else [choice.value for choice in field.choices]
    return [value for value in every if value not in condition.values and value not in condition.doubtful] or [None]


def can_be_left_unsaid(field: Field) -> bool:
    """Whether leaving the answer out leaves it open: a status may already say it."""
    return not field.by_status


def _right(conditions: list[Condition]) -> list[Any]:
    first = conditions[0]
    if first.values is None:
        least = max((one.least for one in conditions if one.least is not None), default=None)
        most = min((one.most for one in conditions if one.most is not None), default=None)
        if least is None:
            return [most]
        return [least + 0.5 if any(one.above for one in conditions) else least]
    groups = {choice.value for choice in first.field.choices if choice.any_of}
    wanted = set.intersection(*({*one.values} for one in conditions if one.values is not None))
    return sorted((value for value in wanted if value not in groups), key=str)
