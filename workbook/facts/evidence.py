"""What kinds of evidence are there, which words describe one, and what does an entry of the record say in those words?

Two files: data/evidence/kinds.yaml (78 things a doctor collects: lead time, proof, first step) and
data/evidence/vocabulary.yaml (the closed vocabulary in which every scoring option says what it needs). An entry's kind
may be a word of either; a kind of the first stands for one of the second by its `scores_as`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, Protocol

from pydantic import Field as ModelField

from workbook.base.days import add_months
from workbook.facts.core import FactModel, Provenance
from workbook.facts.loading import FileMarks, Marks, load_file, provenance_of
from workbook.facts.vocabulary import Choice, Field, Value, Words

__all__ = [
    "Attributes",
    "Choice",
    "EvidenceKinds",
    "Field",
    "Kind",
    "Recorded",
    "ScoresAs",
    "Value",
    "Words",
    "load_evidence",
]


class Weeks(Marks):
    """Lead time in weeks, from nothing to proof in hand."""

    min: float
    typical: float
    basis: Literal["editorial", "mixed", "sourced"]


class Cost(Marks):
    """Out of pocket, in pounds, before any study budget."""

    min: float
    max: float
    basis: Literal["editorial", "mixed", "sourced"]


class ScoresAs(FactModel):
    """The words of the vocabulary a kind stands for; `details` hold unless the entry says otherwise."""

    kind: str
    details: dict[str, bool | int | float | str] = ModelField(default={})


class Kind(Marks):
    """One kind of portfolio evidence."""

    id: str
    title: str
    group: str
    scores_as: ScoresAs | None = None
    definition: str
    first_step: str
    lead_weeks: Weeks
    cost_gbp: Cost
    proof: tuple[str, ...]
    serves: tuple[str, ...]
    common_mistakes: tuple[str, ...]
    validity_months: int | None = None


class Area(FactModel):
    id: str
    title: str


class RuleOfThumb(FactModel):
    id: str
    text: str


class KindsFile(FileMarks):
    """data/evidence/kinds.yaml."""

    title: str
    areas: tuple[Area, ...]
    qualifiers: dict[str, tuple[str | int, ...]]
    rules_of_thumb: tuple[RuleOfThumb, ...]
    kinds: tuple[Kind, ...]


class VocabularyFile(FileMarks):
    """data/evidence/vocabulary.yaml."""

    title: str
    kinds: tuple[Words, ...]
    documents: tuple[Words, ...]


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
    """The kinds by id, the vocabulary by id (scoring kinds and gate documents), and what an entry says in it."""

    def __init__(self, kinds: KindsFile, vocabulary: VocabularyFile) -> None:
        self.areas = kinds.areas
        self.qualifiers = kinds.qualifiers
        self.rules_of_thumb = kinds.rules_of_thumb
        self.kinds: dict[str, Kind] = {kind.id: kind for kind in kinds.kinds}
        self.vocabulary: dict[str, Words] = {words.id: words for words in vocabulary.kinds}
        self.documents: dict[str, Words] = {words.id: words for words in vocabulary.documents}
        self.kinds_provenance = kinds.provenance
        self.vocabulary_provenance = vocabulary.provenance
        self._kinds_file = kinds
        self._fields = {
            words.id: {field.key: field for field in words.fields}
            for words in (*self.vocabulary.values(), *self.documents.values())
        }

    def provenance_of(self, kind: str) -> Provenance:
        """The provenance of one kind's lead time and first step."""
        return provenance_of(self.kinds[kind], self._kinds_file)

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
        """The title of a kind of either file; None when neither knows it."""
        found = self.kinds.get(kind) or self.vocabulary.get(kind) or self.documents.get(kind)
        return found.title if found else None

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
        return _attributes(words, self._fields[words.id], given, evidence)


def load_evidence(root: Path) -> EvidenceKinds:
    """Both files of data/evidence, read and checked against each other. Raises `FactError`."""
    kinds = load_file(root, "evidence/kinds.yaml", KindsFile)
    vocabulary = load_file(root, "evidence/vocabulary.yaml", VocabularyFile)
    return EvidenceKinds(kinds, vocabulary)


def whole_months(start: date, end: date) -> int:
    """Whole calendar months from the first day to the last, both counted: 1 January to 31 March is three."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return months if add_months(start, months) <= after else months - 1


def _kept_as_level(words: Words) -> bool:
    """A degree's level is no level of a meeting: only some kinds use the entry's own `level`."""
    level = words.field("level")
    return level is not None and level.kept == "level"


def _attributes(words: Words, fields: Mapping[str, Field], given: Mapping[str, Any], evidence: Recorded) -> Attributes:
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
    for key, field in fields.items():
        if not (field.from_dates or field.by_status) or key in values or key in unread:
            continue
        if field.from_dates and evidence.start and evidence.end:
            values[key] = float(whole_months(evidence.start, evidence.end))
            derived.append(key)
        elif field.by_status and evidence.status in field.by_status:
            values[key] = field.by_status[evidence.status]
            derived.append(key)
    never = next((rule.because for rule in words.never if values.get(rule.field) == rule.is_), None)
    return Attributes(words, values, tuple(derived), tuple(unread), never)
