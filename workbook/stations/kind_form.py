"""Which questions does one kind of evidence ask? The kind is chosen first, then only what it needs, with examples.

What a form or a gate of the programmes looked at asks for stands on the page; the rest is folded under “More about it”
until there is something in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbook.record.models import Evidence, Proof, RecordModel
from workbook.stations.entries import half_key, resume, with_half, without_half
from workbook.stations.kind_groups import kind_choices, kind_field, kind_title
from workbook.stations.kind_needs import Programme, needed_fields, said_by_status
from workbook.stations.programme import looked_at
from workbook.stations.session import Session, with_field
from workbook.ui.fields import Field, Together
from workbook.ui.form import FieldSpec, build_field, form_specs
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column

if TYPE_CHECKING:
    from workbook.facts.evidence import Field as VocabularyField

Save = Callable[[RecordModel, str], str | None]


__all__ = ["KindForm", "Question", "kind_choices", "kind_title"]


@dataclass(frozen=True, eq=False)
class Question:
    """One question about an entry: of the entry itself (path ""), of its document ("proof"), or of its kind
    ("details"; `field` is then the field of the vocabulary)."""

    path: str
    spec: FieldSpec
    field: VocabularyField | None = None

    @property
    def key(self) -> str:
        """Under which word what is half typed is kept."""
        return half_key(self.path, self.spec.name)

    def said(self, entry: Evidence) -> Any:
        """What the entry says, in the words of the field where it knows them."""
        if self.field is None:
            return getattr(entry.proof if self.path else entry, self.spec.name, None)
        said = entry.details.get(self.field.key) if self.field.kept == "details" else getattr(entry, self.field.kept)
        if self.field.type in ("choice", "yes-no") and said is not None:
            read = self.field.read(said)
            return said if read is None else read
        return said

    def answered(self, entry: Evidence) -> bool:
        """Whether anything is said or half typed."""
        return self.said(entry) is not None or self.key in entry.half_typed

    def with_answer(self, entry: Evidence, value: Any) -> RecordModel | str:
        """The entry with this answer, or the sentence that says why it cannot stand."""
        if self.path == "proof":
            proof: RecordModel | str = entry.proof or Proof()
            for name, said in (value if isinstance(value, Together) else {self.spec.name: value}).items():
                proof = with_field(proof, name, said) if isinstance(proof, RecordModel) else proof
            return with_field(entry, "proof", proof) if isinstance(proof, RecordModel) else proof
        if self.field is None or self.field.kept != "details":
            return with_field(entry, self.field.kept if self.field else self.spec.name, value)
        others = {name: held for name, held in entry.details.items() if name != self.field.key}
        return with_field(entry, "details", others if value is None else {**others, self.field.key: value})


class KindForm:
    """The kind of one entry and the questions that kind asks. Fields are made once for each kind and refilled.

    Without choices the kind is not asked for: the entry has one already. `whole` asks for title, days, status and
    document too. `programmes` are those whose forms and gates say what is needed.
    """

    def __init__(
        self, session: Session, choices: tuple[tuple[str, str], ...] | None, *, whole: bool = False,
        programmes: Callable[[], Iterable[Programme]] | None = None,
    ) -> None:  # fmt: skip
        self._session, self._kinds = session, session.facts.evidence()
        self._programmes = programmes or partial(looked_at, session)
        self._choices, self._whole = choices, whole
        self._kind: Field | None = None
        self._fields: dict[tuple[str | None, str], Field] = {}
        self._on_page: dict[tuple[str | None, str], Field] = {}
        self._help = Pane("stations/templates/kind_help.html.j2")
        self._document = Pane("stations/templates/form_heading.html.j2", text="The document that shows it")
        self.more_button = button("More about it")
        self._more = column(classes=("ladder-form",))
        self._box = column(classes=("ladder-form",))
        self.notice = Notice()
        self.more_button.on_click(guarded(self.notice, "opening more questions")(lambda _: self.turn()))
        self._entry: Evidence | None = None
        self._asking: str | None = None  # whose questions are on the page
        self._open = False  # whether the questions that can wait are on the page
        self._save: Save | None = None

    def shown(self, entry: Any, save: Save, *, fresh: bool) -> widgets.Widget:
        """The fields for this entry, filled with what it says; `fresh` when it is another entry than before."""
        self._entry, self._save = entry, save
        words = self._kinds.words_of(entry.kind)
        asking = words.id if words is not None else None
        another_kind, self._asking = fresh or asking != self._asking, asking
        first, later = self._questions(entry)
        if another_kind:
            self._open = any(question.answered(entry) for question in later)
        stay = set() if fresh else {key for key in self._on_page if key[0] is None or not another_kind}
        fields = {
            question: self._field(question, entry, stay)
            for question in (*first, *(later if self._open else ()))
        }  # fmt: skip
        self._on_page = {self._key(question): field for question, field in fields.items()}
        parts: list[widgets.Widget] = [self._kind_field(entry, fresh=fresh)] if self._choices is not None else []
        shown: list[widgets.Widget] = [fields[question] for question in first]
        if words is not None:
            self._help.fill(text=words.help, aimless=self._aimless(entry))
            shown.insert(1 if self._whole else 0, self._help)
        document = next((fields[question] for question in first if question.path == "proof"), None)
        if document is not None:
            shown.insert(shown.index(document), self._document)
        self._more.children = tuple(fields[question] for question in later) if self._open else ()
        if later:
            self.more_button.description = "Less about it" if self._open else f"More about it ({len(later)})"
            shown += [self.more_button, self._more, self.notice]
        if self._box.children != (*parts, *shown):
            self._box.children = (*parts, *shown)
        return self._box

    def turn(self) -> None:
        """Open what is folded, fold what is open."""
        self._open = not self._open
        if self._entry is not None and self._save is not None:
            self.shown(self._entry, self._save, fresh=False)

    # ---- which questions

    def _questions(self, entry: Evidence) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
        """Those that are asked at once, in order, and those that can wait."""
        fields = self._kinds.fields_of(entry.kind)
        needed = {field.key for field in needed_fields(self._session.facts, entry.kind, self._programmes())}
        details = [_of_the_kind(field) for field in fields]
        first = [one for one in details if one.field and one.field.key in needed]
        later = [
            one for one in details
            if one not in first and one.field and (not said_by_status(one.field) or one.answered(entry))
        ]  # fmt: skip
        if self._whole and not self._begun(entry):
            return (), ()
        if self._whole:
            title, *days = (Question("", spec) for spec in form_specs()["evidence"])
            proof = [Question("proof", spec) for spec in form_specs()["proof"]]
            first = [title, *first, *days, *(one for one in proof if not one.spec.more)]
            later += [one for one in proof if one.spec.more]
        return tuple(first), tuple(later)

    def _aimless(self, entry: Evidence) -> bool:
        """Whether no programme is named that could say which questions come first."""
        asks = bool(self._kinds.fields_of(entry.kind)) and entry.kind not in self._kinds.documents
        return asks and not tuple(self._programmes())

    def _begun(self, entry: Evidence) -> bool:
        """Whether the kind is said, or anything else: then the other questions are asked too."""
        return entry != Evidence(id=entry.id)

    # ---- their fields

    def _kind_field(self, entry: Evidence, *, fresh: bool) -> Field:
        if self._kind is None:
            self._kind = kind_field("What kind of thing is it?", self._session, entry.kind, self._changed_kind)
        self._kind.put(entry.kind, fresh=fresh)
        return self._kind

    def _key(self, question: Question) -> tuple[str | None, str]:
        """Which field asks it: those of a kind are its own."""
        return self._asking if question.path == "details" else None, question.key

    def _field(self, question: Question, entry: Evidence, stay: Collection[tuple[str | None, str]]) -> Field:
        """The field of a question. One that does not `stay` from before turns to this entry."""
        key = self._key(question)
        if key not in self._fields:
            made = build_field(question.spec, question.said(entry), lambda _, value: self._changed(question, value), {})
            made.unread = partial(self._unread, question)
            self._fields[key] = made
        self._fields[key].put(question.said(entry), fresh=key not in stay)
        if key not in stay:
            resume({question.spec.name: self._fields[key]}, entry, question.path)
        return self._fields[key]

    # ---- what is answered

    def _changed_kind(self, value: Any) -> str | None:
        if self._entry is None or self._save is None:
            return None
        changed = with_field(self._entry, "kind", value)
        return changed if isinstance(changed, str) else self._save(changed, "kind")

    def _changed(self, question: Question, value: Any) -> str | None:
        """Save one answer, then those that waited for it: an end before the old start may follow the new one."""
        if self._entry is None or self._save is None:
            return None
        changed = question.with_answer(self._entry, value)
        if isinstance(changed, str):
            return changed
        why_not = self._save(without_half(changed, question.key), question.key)
        if why_not is None:
            for (_, key), field in tuple(self._on_page.items()):
                if key != question.key:
                    field.retry()
        return why_not

    def _unread(self, question: Question, typed: str) -> None:
        if self._entry is not None and self._save is not None:
            self._save(with_half(self._entry, question.key, typed), question.key)


def _of_the_kind(field: VocabularyField) -> Question:
    spec = FieldSpec.model_validate(
        {
            "name": field.key, "label": field.label, "as": field.type, "help": field.help or "",
            "example": field.example or "",
            "choices": [{"title": choice.title, "value": choice.value} for choice in field.choices],
        }
    )  # fmt: skip
    return Question("details", spec, field)
