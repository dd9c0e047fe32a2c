"""How does the record read with a small change in it: as a plan, and once it has come true?

`apply` and `come_true` are pure: the record they are given is not touched. A plan never says that something is done,
passed or documented, so that nothing counts before it has happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from workbook.base.days import in_words
from workbook.record.ids import free_id
from workbook.record.models import Action, Evidence, Exam, Post, Proof, Record
from workbook.rules.naming import name_of, untitled

if TYPE_CHECKING:
    from workbook.facts.library import Facts

TO_COME = "document to come"

Answers = Mapping[str, bool | int | float | str | None]
T = TypeVar("T", Evidence, Exam, Post)


class CannotApply(ValueError):
    """A change that does not fit the record; the message is a sentence for the doctor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """An entry of the record finished by a day. `answers` are details that are then different (two cycles instead of
    one), as are `role` and `level` where said. `documented`: the document comes with it, dated that day."""

    entry: str
    by: date
    role: str | None = None
    level: str | None = None
    answers: Answers = field(default_factory=dict)
    documented: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """Something new, of a kind and with its answers, finished by a day."""

    kind: str
    by: date
    title: str | None = None
    role: str | None = None
    level: str | None = None
    answers: Answers = field(default_factory=dict)
    documented: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The document of a finished entry is in hand, in order, by a day."""

    entry: str
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """An exam passed on a day: one of the record by its id, or a new one by its name."""

    by: date
    exam: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPost:
    """A new post from a day."""

    start: date
    end: date | None = None
    kind: str | None = None
    title: str | None = None
    specialty: str | None = None
    fraction: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPost:
    """A post of the record ends on another day than the record says."""

    post: str
    end: date


Change = Finish | Document | Add | Pass | StartPost | EndPost


def apply(record: Record, changes: Sequence[Change]) -> Record:
    """The record with the changes as plans: an entry is under way with its last day, an exam is booked.

    Raises `CannotApply` for an entry, exam or post that is not there or a last day before the first.
    """
    return _with(record, changes, happened=False)


def come_true(record: Record, changes: Sequence[Change]) -> Record:
    """The record when all of it has happened: entries done, with their documents where these come; exams passed."""
    return _with(record, changes, happened=True)


def _with(record: Record, changes: Sequence[Change], *, happened: bool) -> Record:
    for change in changes:
        match change:
            case Finish():
                record = _finish(record, change, happened)
            case Document():
                record = _document(record, change, happened)
            case Add():
                record = _add(record, change, happened)
            case Pass():
                record = _pass(record, change, happened)
            case StartPost():
                new = _post(id=free_id(record, "posts"), **{name: getattr(change, name) for name in _OF_A_POST})
                record = record.model_copy(update={"posts": (*record.posts, new)})
            case EndPost():
                held = _of(record.posts, change.post, "post")
                moved = _post(**{**_parts(held), "end": change.end})
                record = record.model_copy(update={"posts": _in_place(record.posts, moved)})
    return record


_OF_A_POST = ("start", "end", "kind", "title", "specialty", "fraction")


def _finish(record: Record, change: Finish, happened: bool) -> Record:
    held = _of(record.evidence, change.entry, "entry")
    if held.status == "done":
        # Its points of today rest on it: planned anew it would lose them until the new day.
        raise CannotApply(f"“{name_of(held)}” is done already. What comes next is an entry of its own.")
    said = {"role": change.role or held.role, "level": change.level or held.level}
    changed = held.model_copy(update={"details": {**held.details, **change.answers}, **said})
    new = _finished(changed, change.by, happened, change.documented)
    return record.model_copy(update={"evidence": _in_place(record.evidence, new)})


def _add(record: Record, change: Add, happened: bool) -> Record:
    plain = {"kind": change.kind, "title": change.title, "role": change.role, "level": change.level}
    new = Evidence.model_validate({"id": free_id(record, "evidence"), **plain, "details": dict(change.answers)})
    new = _finished(new, change.by, happened, change.documented)
    return record.model_copy(update={"evidence": (*record.evidence, new)})


def _finished(entry: Evidence, by: date, happened: bool, documented: bool) -> Evidence:
    if entry.start is not None and by < entry.start:
        raise CannotApply(f"{in_words(by)} is before “{name_of(entry)}” began, on {in_words(entry.start)}.")
    if not happened:
        return entry.model_copy(update={"end": by, "status": entry.status if _under_way(entry) else "started"})
    done = {"end": by, "status": "done", "proof": _proof(entry.proof, by) if documented else entry.proof}
    return entry.model_copy(update=done)


def _under_way(entry: Evidence) -> bool:
    """Whether its own word says that it is more than an idea."""
    return entry.status in ("started", "submitted", "accepted")


def _document(record: Record, change: Document, happened: bool) -> Record:
    """In hand it stands with its entry; planned it is a step: a record never names a document that is not there."""
    held = _of(record.evidence, change.entry, "entry")
    if happened:
        new = held.model_copy(update={"proof": _proof(held.proof, change.by)})
        return record.model_copy(update={"evidence": _in_place(record.evidence, new)})
    step = Action(
        id=free_id(record, "actions"), title=f"Get the document for “{name_of(held)}”"[:400], end=change.by, of=held.id
    )
    return record.model_copy(update={"actions": (*record.actions, step)})


def _proof(held: Proof | None, by: date) -> Proof:
    """The document in order, as a rule asks: named, dated, patient details removed."""
    named = held.file if held and held.file else TO_COME
    return (held or Proof()).model_copy(update={"file": named, "dated": by, "identifiers_removed": True})


def _pass(record: Record, change: Pass, happened: bool) -> Record:
    if change.exam is not None:
        sitting = _of(record.exams, change.exam, "exam")
        exams = record.exams
    else:
        sitting = Exam(id=free_id(record, "exams"), name=change.name)
        exams = (*record.exams, sitting)
    sat = sitting.model_copy(update={"sat": change.by, "result": "pass" if happened else "booked"})
    return record.model_copy(update={"exams": _in_place(exams, sat)})


def _of(entries: tuple[T, ...], id: str, what: str) -> T:
    for entry in entries:
        if entry.id == id:
            return entry
    raise CannotApply(f"The {what} this is about is no longer in your record.")


def _in_place(entries: tuple[T, ...], new: T) -> tuple[T, ...]:
    return tuple(new if entry.id == new.id else entry for entry in entries)


def _parts(post: Post) -> dict[str, Any]:
    return {name: getattr(post, name) for name in type(post).model_fields}


def _post(**parts: Any) -> Post:
    start, end = parts.get("start"), parts.get("end")
    if start is not None and end is not None and end < start:
        raise CannotApply(f"The post would end on {in_words(end)}, before it began on {in_words(start)}.")
    return Post.model_validate(parts)


def in_a_sentence(change: Change, record: Record, facts: Facts) -> str:
    """The change as the doctor would say it: “Audit of …” is finished by 31 March 2027, with its document."""
    match change:
        case Finish():
            name = name_of(_of(record.evidence, change.entry, "entry"))
            return f"“{name}” is finished by {in_words(change.by)}, {_with_document(change.documented)}."
        case Document():
            name = name_of(_of(record.evidence, change.entry, "entry"))
            return f"The document of “{name}” is in order by {in_words(change.by)}."
        case Add():
            name = change.title or facts.evidence().title_of(change.kind) or "A new entry"
            return f"New: “{name}” is finished by {in_words(change.by)}, {_with_document(change.documented)}."
        case Pass():
            known = _of(record.exams, change.exam, "exam").name if change.exam is not None else change.name
            return f"{known or 'The exam'} is passed on {in_words(change.by)}."
        case StartPost():
            until = f" to {in_words(change.end)}" if change.end else ""
            return f"A post, “{change.title or 'new post'}”, from {in_words(change.start)}{until}."
        case EndPost():
            held = _of(record.posts, change.post, "post")
            return f"“{held.title or untitled('post', held.start, held.end)}” ends on {in_words(change.end)}."


def _with_document(documented: bool) -> str:
    return "with its document in order" if documented else "without a document"
