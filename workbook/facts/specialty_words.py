"""Which specialty does a word of a rota mean?

The shape of data/posts/specialty-words.yaml; its head explains the keys. The words are ours: nobody publishes them.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pydantic import Field, model_validator

from workbook.facts.entry import Entry, FactFile
from workbook.facts.loading import load_file

PLACE = "posts/specialty-words.yaml"


class SpecialtyWord(Entry):
    """One specialty and every usual way it is written."""

    id: str
    says: tuple[str, ...] = Field(min_length=1)


class SpecialtyWordsFile(FactFile):
    """data/posts/specialty-words.yaml."""

    title: str
    specialties: tuple[SpecialtyWord, ...]

    @model_validator(mode="after")
    def _each_word_means_one_specialty(self) -> SpecialtyWordsFile:
        seen: dict[str, str] = {}
        for specialty in self.specialties:
            for said in specialty.says:
                if said in seen:
                    raise ValueError(f"{said!r} stands in {seen[said]} and in {specialty.id}; a word means one thing")
                seen[said] = specialty.id
        return self

    def same(self, word: str) -> frozenset[str]:
        """Every word for the specialty that this one means, itself among them; empty where it is not known."""
        return self._same.get(word, frozenset())

    @cached_property
    def _same(self) -> dict[str, frozenset[str]]:
        return {said: frozenset(specialty.says) for specialty in self.specialties for said in specialty.says}


def load_specialty_words(root: Path) -> SpecialtyWordsFile:
    """The table of words. Raises `FactError`."""
    return load_file(root, PLACE, SpecialtyWordsFile)
