"""What do doctors' own lists and exports call things, and which kind of evidence does each word mean here?

The shape of data/evidence/import-words.yaml; its head explains the keys. The words are ours: no system publishes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import EvidenceRef
from workbook.facts.loading import load_file

PLACE = "evidence/import-words.yaml"

Where = Literal["list", "bibtex", "pubmed", "orcid"]


class ImportWord(Entry):
    """One meaning and every way it is written. A kind of null: there is none here, so the doctor chooses."""

    id: str
    where: Where
    says: tuple[str, ...]
    kind: EvidenceRef | None
    details: dict[str, bool | int | float | str] = Field(default_factory=dict)
    ask: str | None = None

    @model_validator(mode="after")
    def _asks_where_it_has_no_kind(self) -> ImportWord:
        if self.kind is None and self.ask is None:
            raise ValueError("kind: a word without a kind needs `ask`, so that the doctor is told")
        return self


class ImportHeading(Entry):
    """One field and every way its column is headed; `leave-out` is a column that is not taken unless asked for."""

    id: str
    field: str
    says: tuple[str, ...]


class ImportWordsFile(FactFile):
    """data/evidence/import-words.yaml."""

    title: str
    words: tuple[ImportWord, ...]
    headings: tuple[ImportHeading, ...]

    @model_validator(mode="after")
    def _each_word_means_one_thing(self) -> ImportWordsFile:
        _once((f"{word.where}: {said.casefold()}", word.id) for word in self.words for said in word.says)
        _once((said.casefold(), heading.id) for heading in self.headings for said in heading.says)
        return self


def load_import_words(root: Path) -> ImportWordsFile:
    """The table of words. Raises `FactError`."""
    return load_file(root, PLACE, ImportWordsFile)


def _once(pairs: Iterable[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for said, id in pairs:
        if said in seen:
            raise ValueError(f"{said!r} stands in {seen[said]} and in {id}; a word means one thing")
        seen[said] = id
