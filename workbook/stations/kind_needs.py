"""Which questions does an entry of one kind have to answer for the programmes looked at? The others can wait.

Asked for are the fields in which an option of a programme's form says what it needs, and those a gate reads. What the
kind itself, the status of the entry or nothing said already answers is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbook.facts.core import FactError, Unknown
from workbook.facts.needs import Alternative, alternatives

if TYPE_CHECKING:
    from workbook.facts.evidence import EvidenceKinds, Field, Words
    from workbook.facts.library import Facts
    from workbook.facts.scoring import Matrix

Programme = tuple[str, int]


def needed_fields(facts: Facts, kind: str | None, programmes: Iterable[Programme]) -> tuple[Field, ...]:
    """The fields of this kind that a form or a gate of these programmes asks for, in the order of the vocabulary.

    A document that opens a gate needs every field it has, whatever the programme.
    """
    kinds = facts.evidence()
    words = kinds.words_of(kind)
    if words is None:
        return ()
    if words.id in kinds.documents:
        return words.fields
    asked: set[str] = set()
    for programme in dict.fromkeys(programmes):
        asked |= _by_the_form(facts, kinds, words, programme) | _by_the_gates(facts, kind, words, programme)
    known = kinds.kinds.get(kind or "")
    said = set(known.scores_as.details) if known and known.scores_as else set()
    return tuple(
        field for field in words.fields
        if field.key in asked and field.key not in said and field.unsaid is None and not field.by_status
    )  # fmt: skip


def said_by_status(field: Field) -> bool:
    """Whether the status of the entry gives every answer this field has: then it is the same question once more."""
    return bool(field.by_status) and {choice.value for choice in field.choices} == {*field.by_status.values()}


def _by_the_form(facts: Facts, kinds: EvidenceKinds, words: Words, programme: Programme) -> set[str]:
    try:
        matrix = facts.matrix(*programme)
    except (Unknown, FactError):  # the table of domains says that it is missing or cannot be read
        return set()
    asked: set[str] = set()
    for each in (matrix, matrix.announced):
        for way in _ways(each, kinds) if each is not None else ():
            if way.words.id == words.id:
                for field in (*(one.field for one in way.conditions), *(field for field, _ in way.totals)):
                    asked |= {field.key, *field.moot_for}
    # An answer with which such an entry scores nowhere is asked wherever it could score.
    return asked | {rule.field for rule in words.never} if asked else asked


def _ways(matrix: Matrix, kinds: EvidenceKinds) -> Iterator[Alternative]:
    for domain in matrix.domains:
        for option in domain.options:
            if option.needs is not None:
                for way in alternatives(option.needs, kinds, option.id):
                    yield from (way, *way.beside)


def _by_the_gates(facts: Facts, kind: str | None, words: Words, programme: Programme) -> set[str]:
    """The department, where a criterion counts time in some departments only."""
    try:
        essential = facts.person_spec(*programme).essential
    except (Unknown, FactError):  # the page of the gates says so
        return set()
    shown = (one.shown_by for one in essential if one.shown_by is not None and one.shown_by.specialties is not None)
    return {"specialty"} if any({kind, words.id} & {*each.kinds} for each in shown) else set()
