"""Which questions does one kind of evidence ask? The kind is chosen first, then only what it needs, with examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbook.record.models import Evidence, RecordModel
from workbook.stations.entries import half_key, resume, with_half, without_half
from workbook.stations.session import Session, with_field
from workbook.ui.fields import ChoiceField, Field
from workbook.ui.form import FieldSpec, build_field
from workbook.ui.html import Pane, column

if TYPE_CHECKING:
    from workbook.facts.evidence import EvidenceKinds
    from workbook.facts.evidence import Field as VocabularyField


def kind_choices(kinds: EvidenceKinds) -> tuple[tuple[str, str], ...]:
    """(title, id): the kinds that are scored, then the documents that open gates, then every other kind."""
    first = {**kinds.vocabulary, **kinds.documents}
    others = {key: kind for key, kind in kinds.kinds.items() if key not in first and kind.scores_as is None}
    return tuple((kind.title, key) for key, kind in (*first.items(), *others.items()))


def kind_title(kinds: EvidenceKinds, kind: str | None) -> str:
    """The kind as the chooser calls it."""
    for known in (kinds.vocabulary, kinds.documents, kinds.kinds):
        if kind in known:
            return known[kind].title
    return "Kind not said"


class KindForm:
    """The kind of one entry and the questions that kind asks. Fields are made once for each kind and refilled.

    Without choices the kind is not asked for: the entry has one already.
    """

    def __init__(self, session: Session, choices: tuple[tuple[str, str], ...] | None) -> None:
        self._facts = session.facts.evidence()
        self._choices = choices
        self._kind: ChoiceField | None = None
        self._fields: dict[str, dict[str, Field]] = {}
        self._help = Pane("stations/templates/kind_help.html.j2")
        self._box = column(classes=("ladder-form",))
        self._entry: Evidence | None = None
        self._asking: str | None = None  # whose questions are on the page
        self._save: Callable[[RecordModel, str], str | None] | None = None

    def shown(self, entry: Any, save: Callable[[RecordModel, str], str | None], *, fresh: bool) -> widgets.Widget:
        """The fields for this entry, filled with what it says; `fresh` when it is another entry than before."""
        self._entry, self._save = entry, save
        parts: list[widgets.Widget] = []
        if self._choices is not None:
            if self._kind is None:
                self._kind = ChoiceField("What kind of thing is it?", entry.kind, self._changed_kind, self._choices)
            self._kind.put(entry.kind, fresh=fresh)
            parts.append(self._kind)
        words = self._facts.words_of(entry.kind)
        asking = words.id if words is not None else None
        fresh, self._asking = fresh or asking != self._asking, asking
        if words is not None:
            self._help.fill(text=words.help)
            parts.append(self._help)
            if words.id not in self._fields:
                self._fields[words.id] = {field.key: self._build(field, entry) for field in words.fields}
            for field in words.fields:
                shown = self._fields[words.id][field.key]
                shown.put(_value(entry, field), fresh=fresh)
                parts.append(shown)
            if fresh:
                resume(self._fields[words.id], entry, "details")
        if self._box.children != tuple(parts):
            self._box.children = tuple(parts)
        return self._box

    def begun(self, entry: Any) -> bool:
        """Whether the kind is said, or anything else: then the other questions are asked too."""
        return entry != type(entry)(id=entry.id)

    def _build(self, field: VocabularyField, entry: Evidence) -> Field:
        spec = FieldSpec.model_validate(
            {
                "name": field.key, "label": field.label, "as": field.type, "help": field.help or "",
                "example": field.example or "",
                "choices": [{"title": choice.title, "value": choice.value} for choice in field.choices],
            }
        )  # fmt: skip
        made = build_field(spec, _value(entry, field), lambda _, value: self._changed(field, value), {})
        made.unread = lambda typed: self._unread(field, typed)
        return made

    def _changed_kind(self, value: Any) -> str | None:
        return self._write("kind", value)

    def _changed(self, field: VocabularyField, value: Any) -> str | None:
        if field.kept != "details":
            return self._write(field.kept, value)
        assert self._entry is not None
        details = {name: held for name, held in self._entry.details.items() if name != field.key}
        changed = details if value is None else {**details, field.key: value}
        return self._write("details", changed, f"details-{field.key}")

    def _unread(self, field: VocabularyField, typed: str) -> None:
        if self._entry is not None and self._save is not None:
            self._save(with_half(self._entry, half_key("details", field.key), typed), f"details-{field.key}")

    def _write(self, name: str, value: Any, key: str | None = None) -> str | None:
        if self._entry is None or self._save is None:
            return None
        changed = with_field(self._entry, name, value)
        return changed if isinstance(changed, str) else self._save(without_half(changed, key or name), key or name)


def _value(entry: Evidence, field: VocabularyField) -> Any:
    """What the entry says in this field, in the words of the field where it knows them."""
    said = entry.details.get(field.key) if field.kept == "details" else getattr(entry, field.kept)
    if field.type in ("choice", "yes-no") and said is not None:
        read = field.read(said)
        return said if read is None else read
    return said
