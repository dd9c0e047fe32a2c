"""Which kinds of evidence are there, which words describe one, and what does an entry of the record say in those words?

The kinds and documents of `evidence_kinds` (78 things a doctor collects, and the papers asked for beside them) meet the
closed vocabulary of data/evidence/vocabulary, in which every scoring option says what it needs. An entry's kind may be
a word of either; a kind of the first stands for one of the second by its `scores_as`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

from workbook.base.days import add_months
from workbook.facts.entry import FactFile
from workbook.facts.evidence_kinds import (
    AreasFile,
    Document,
    DocumentsFile,
    Kind,
    KindsFile,
    ScoresAs,
    files_in,
    load_areas,
    load_documents,
    load_kinds,
)
from workbook.facts.links import AreaRef
from workbook.facts.loading import load_file
from workbook.facts.vocabulary import Choice, Field, Value, Words

__all__ = [
    "Attributes",
    "Choice",
    "Document",
    "EvidenceKinds",
    "Field",
    "Kind",
    "Recorded",
    "ScoresAs",
    "Value",
    "Words",
    "load_evidence",
]


class VocabularyFile(FactFile):
    """One file of data/evidence/vocabulary. `area` is the one its kinds are looked for under; documents have none."""

    title: str
    area: AreaRef | None = None
    kinds: tuple[Words, ...] = ()
    documents: tuple[Words, ...] = ()


class Recorded(Protocol):
    """What an entry of the record offers here; the record's own Evidence does."""

    @property
    def kind(self) -> str | None: ...
    @property
    def role(self) -> str | None: ...
    @property
    def level(self) -> str | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def details(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Attributes:
    """An entry in the words of the vocabulary.

    `derived` are the keys nobody typed (worked out from dates or status), `unread` those whose answer is not a word of
    the vocabulary, `never` the reason why the entry scores nowhere.
    """

    words: Words
    values: Mapping[str, Value]
    derived: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    never: str | None = None


class EvidenceKinds:
    """The kinds by id, the vocabulary by id (scoring kinds and gate documents), and what an entry says in it.

    `documents` are those of the vocabulary, which have fields of their own; `papers` those that only have a name.
    """

    def __init__(
        self,
        kinds: Iterable[KindsFile],
        areas: AreasFile,
        papers: DocumentsFile,
        vocabulary: Iterable[VocabularyFile],
    ) -> None:
        words = tuple(vocabulary)
        self.areas = areas.areas
        self.qualifiers = areas.qualifiers
        self.rules_of_thumb = areas.rules_of_thumb
        self.kinds: dict[str, Kind] = {kind.id: kind for file in kinds for kind in file.kinds}
        self.vocabulary: dict[str, Words] = {each.id: each for file in words for each in file.kinds}
        self.documents: dict[str, Words] = {each.id: each for file in words for each in file.documents}
        self.papers: dict[str, Document] = {paper.id: paper for paper in papers.documents}
        self._areas: dict[str, str | None] = {id: kind.group for id, kind in self.kinds.items()}
        self._areas |= {each.id: file.area for file in words for each in (*file.kinds, *file.documents)}
        self._fields = {
            words.id: {field.key: field for field in words.fields}
            for words in (*self.vocabulary.values(), *self.documents.values())
        }
        self._untyped = {
            id: {key: field for key, field in fields.items() if field.from_dates or field.by_status}
            for id, fields in self._fields.items()
        }

    def ids(self) -> frozenset[str]:
        """Every id that names a kind of evidence, a word of the vocabulary or a document."""
        return frozenset({*self.kinds, *self.vocabulary, *self.documents, *self.papers})

    def words_of(self, kind: str | None) -> Words | None:
        """The vocabulary kind an entry of this kind is described by; None when it has no fields of its own."""
        if kind is None:
            return None
        found = self.vocabulary.get(kind) or self.documents.get(kind)
        if found is None and kind in self.kinds:
            stands = self.kinds[kind].scores_as
            return self.words_of(stands.kind) if stands else None
        return found

    def title_of(self, kind: str) -> str | None:
        """The title of a kind or document, wherever it is told of; None when no file knows it."""
        found = self.kinds.get(kind) or self.vocabulary.get(kind) or self.documents.get(kind) or self.papers.get(kind)
        return found.title if found else None

    def area_of(self, kind: str) -> str | None:
        """The area a kind is looked for under; None for a document, and for a kind that no file knows."""
        return self._areas.get(kind)

    def offered(self) -> tuple[str, ...]:
        """The kinds a new entry is made of: each thing once. What a vocabulary kind stands for is described by its
        fields, so the closer kinds are not offered beside it."""
        plain = {id: each.instead for id, each in (*self.vocabulary.items(), *self.documents.items())}
        closer = {
            id: kind.instead for id, kind in self.kinds.items()
            if id not in plain and (kind.scores_as is None or plain.get(kind.scores_as.kind) == id)
        }  # fmt: skip
        return tuple(id for id, instead in (plain | closer).items() if instead is None)

    def also_called(self, kind: str) -> tuple[str, ...]:
        """Other titles under which a doctor may look for this kind: the closer kinds it stands for, its documents."""
        named = (
            *(each.title for each in self.kinds.values() if each.scores_as and each.scores_as.kind == kind),
            *(each.title for each in self.kinds.values() if each.instead == kind),
            *(words.title for words in self.documents.values() if words.instead == kind),
        )
        return tuple(dict.fromkeys(named))

    def fields_of(self, kind: str | None) -> tuple[Field, ...]:
        """The fields a form for this kind asks for."""
        words = self.words_of(kind)
        return words.fields if words else ()

    def detail_words(self) -> dict[str, tuple[str, ...]]:
        """Every key that `details` may have, with the words a choice takes (empty for numbers, yes-no and text)."""
        keys: dict[str, dict[str, None]] = {}
        for words in (*self.vocabulary.values(), *self.documents.values()):
            for field in words.fields:
                if field.kept == "details":
                    keys.setdefault(field.key, {}).update(dict.fromkeys(choice.value for choice in field.choices))
        return {key: tuple(values) for key, values in keys.items()}

    def as_needs(self, evidence: Recorded) -> Attributes | None:
        """The entry as flat answers in the words of the vocabulary; None when its kind has none.

        The entry's own answers stand over the defaults of its kind. Nothing is assumed: a key neither says is absent.
        """
        words = self.words_of(evidence.kind)
        if words is None:
            return None
        given: dict[str, Any] = {}
        kind = self.kinds.get(evidence.kind or "")
        if kind and kind.scores_as:
            given.update(kind.scores_as.details)
        if evidence.role is not None:
            given["role"] = evidence.role
        if evidence.level is not None and _kept_as_level(words):
            given["level"] = evidence.level
        given.update({key: said for key, said in evidence.details.items() if said is not None})
        return _attributes(words, self._fields[words.id], self._untyped[words.id], given, evidence)


def load_evidence(root: Path) -> EvidenceKinds:
    """All of data/evidence that names kinds, words and documents. Raises `FactError`."""
    vocabulary = [load_file(root, relative, VocabularyFile) for relative in files_in(root, "evidence/vocabulary")]
    return EvidenceKinds(load_kinds(root), load_areas(root), load_documents(root), vocabulary)


def whole_months(start: date, end: date) -> int:
    """Whole calendar months from the first day to the last, both counted: 1 January to 31 March is three."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return months if add_months(start, months) <= after else months - 1


def _kept_as_level(words: Words) -> bool:
    """A degree's level is no level of a meeting: only some kinds use the entry's own `level`."""
    level = words.field("level")
    return level is not None and level.kept == "level"


def _attributes(
    words: Words,
    fields: Mapping[str, Field],
    untyped: Mapping[str, Field],
    given: Mapping[str, Any],
    evidence: Recorded,
) -> Attributes:
    """`untyped` are the fields whose answer dates or status may give."""
    values: dict[str, Value] = {}
    unread: list[str] = []
    for key, said in given.items():
        field = fields.get(key)
        if field is None:
            continue
        value = field.read(said)
        if value is None:
            unread.append(key)
        else:
            values[key] = value
    derived: list[str] = []
    for key, field in untyped.items():
        if key in values or key in unread:
            continue
        if field.from_dates and evidence.start and evidence.end:
            values[key] = float(whole_months(evidence.start, evidence.end))
            derived.append(key)
        elif field.by_status and evidence.status in field.by_status:
            values[key] = field.by_status[evidence.status]
            derived.append(key)
    never = next((rule.because for rule in words.never if values.get(rule.field) == rule.is_), None)
    return Attributes(words, values, tuple(derived), tuple(unread), never)
