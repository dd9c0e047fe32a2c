"""Which examination does a doctor's own word name, and which examinations make up what a specification asks for?

The shape of data/evidence/exams.yaml. The names are ours; a name that could be a part or the whole names neither.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from pydantic import Field, model_validator

from workbook.facts.core import FactModel, Unknown
from workbook.facts.entry import FactFile
from workbook.facts.loading import load_file

PLACE = "evidence/exams.yaml"

_WORD = re.compile(r"[a-z]+|[0-9]+")
_SAME = {"i": "1", "ii": "2", "one": "1", "two": "2"}
_SAYS_NOTHING = frozenset(("uk", "exam", "examination", "the", "of"))


class ExamPart(FactModel):
    """One examination, or one part that is passed by itself, and every way its name is written."""

    id: str
    title: str
    called: tuple[str, ...] = Field(min_length=1)


class ExamAsked(FactModel):
    """What the limit of a criterion asks for by this id: any of these sets of parts, each part of it passed.

    `part_1` is the part that a limit may ask for earlier. A name with one of `family` in it that is no part's own name
    is unclear, and the doctor is asked which it is.
    """

    id: str
    title: str
    any_of: tuple[tuple[str, ...], ...] = Field(min_length=1)
    family: tuple[str, ...] = Field(min_length=1)
    part_1: str | None = None


class ExamsFile(FactFile):
    """data/evidence/exams.yaml."""

    title: str
    parts: tuple[ExamPart, ...]
    asked_for: tuple[ExamAsked, ...]

    @model_validator(mode="after")
    def _each_name_means_one_part(self) -> ExamsFile:
        ids = {part.id for part in self.parts}
        seen: dict[frozenset[str], str] = {}
        for part in self.parts:
            for name in part.called:
                if seen.setdefault(_words(name), part.id) != part.id:
                    raise ValueError(f"{name!r} names {seen[_words(name)]} and {part.id}; a name means one part")
        for asked in self.asked_for:
            named = {*(id for route in asked.any_of for id in route), *filter(None, (asked.part_1,))}
            if lost := sorted(named - ids):
                raise ValueError(f"asked_for, {asked.id}: no part {lost[0]!r}")
        return self

    def asked(self, id: str) -> ExamAsked:
        """What a limit of this value asks for. Raises `Unknown`."""
        for asked in self.asked_for:
            if asked.id == id:
                return asked
        raise Unknown(f"data/{PLACE} does not say which examinations make up {id!r}")

    def part(self, id: str) -> ExamPart:
        """One part. Raises `KeyError` for an id that the file's own check has not met."""
        return self._parts[id]

    def named(self, name: str) -> str | None:
        """The part that a typed name is for certain; None where it is none here, or could be several."""
        return self._names.get(_words(name))

    def near(self, name: str, asked: ExamAsked) -> bool:
        """Whether a typed name speaks of these examinations without saying which part."""
        return self.named(name) is None and not _words(name).isdisjoint(asked.family)

    @cached_property
    def _parts(self) -> dict[str, ExamPart]:
        return {part.id: part for part in self.parts}

    @cached_property
    def _names(self) -> dict[frozenset[str], str]:
        return {_words(name): part.id for part in self.parts for name in part.called}


def load_exams(root: Path) -> ExamsFile:
    """The examinations. Raises `FactError`."""
    return load_file(root, PLACE, ExamsFile)


def _words(name: str) -> frozenset[str]:
    """The words of a name that tell it from another, whatever their order: part 1, Part I and part1 are one."""
    words = (_SAME.get(word, word) for word in _WORD.findall(name.lower()))
    return frozenset(word for word in words if word not in _SAYS_NOTHING)
