"""Which exams and posts of the record count as evidence of a form, beside the entries kept as evidence?

Exams and posts stand in lists of their own and bear no document there: they can be claimed, and they are supported once
the letter or contract stands among the evidence. A sitting that also stands among the evidence is one thing with it;
one that was not passed is another than the one that was. A sitting that is booked counts as planned, from its day and
if it is passed. A name that says no exam we know is another exam; tests of entry to the register or to a round are no
exams of a College."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from workbook.base.days import in_words
from workbook.facts.evidence import EvidenceKinds, Value, whole_months
from workbook.record.models import Evidence, Exam, Post, Record
from workbook.rules.naming import name_of
from workbook.rules.pieces import Kept, Piece

_NO_COLLEGE = re.compile(r"\b(msra|multi specialty|plab|ukmla|ielts|oet|pte|sjt|psa|amc)\b")
_EXAMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mrcp-paces", re.compile(r"\bpaces\b")),
    ("mrcp-part-1", re.compile(r"\bmrcp( uk)?\b.*\bpart (1|one|i)\b")),
    ("mrcp-part-2-written", re.compile(r"\bmrcp( uk)?\b.*\bpart (2|two|ii)\b")),
    ("mrcp", re.compile(r"\bmrcp( uk)?( (full|all parts|diploma|complete|completed))?$")),
    ("mrcs-part-a", re.compile(r"\bmrcs\b.*\b(part )?(a|1|one)$")),
    ("mrcs-part-b", re.compile(r"\bmrcs\b.*\b(part )?(b|2|two)( osce)?$")),
    ("mrcs", re.compile(r"\bmrcs( (full|all parts|diploma|complete|completed))?$")),
    ("frcophth-part-1", re.compile(r"\bfrcophth\b.*\bpart (1|one|i)\b")),
    ("refraction-certificate", re.compile(r"\brefraction certificate\b")),
    ("mfds-part-1", re.compile(r"\b(mfds|ffd)\b.*\bpart (1|one|i)\b")),
    ("mfds-part-2", re.compile(r"\b(mfds|ffd)\b.*\bpart (2|two|ii)\b")),
    ("mfds-part-2", re.compile(r"\b(mfds|ffd)( (full|all parts|complete|completed))?$")),
    ("usmle", re.compile(r"\b(usmle|ecfmg)\b")),
)  # fmt: skip
_TEACHING = re.compile(r"\b(teaching|education|educational)\b.*\b(fellow|lecturer|tutor)\b")
_TEACHING_OR_RESEARCH = "teaching-or-research-fellow"


def elsewhere(record: Record, kinds: EvidenceKinds, on: date) -> Iterator[Piece]:
    """The exams and posts that a form may take as evidence, as pieces on this day."""
    said: dict[str, list[Evidence]] = {}
    for entry in record.evidence:
        if entry.title and _is_exam(entry.kind, kinds):
            said.setdefault(_plain(entry.title), []).append(entry)
    passed = {exam_named(exam.name) for exam in record.exams if exam.result == "pass"}
    for exam in record.exams:
        piece = _exam(exam, passed, kinds, on) if exam.name else None
        beside = said.get(_plain(exam.name or ""), ())
        if piece is not None and not any(_same_sitting(entry, exam, piece, kinds) for entry in beside):
            yield piece
    for post in record.posts:
        piece = _teaching_post(post, kinds, on)
        if piece is not None:
            yield piece


def exam_named(name: str | None) -> str | None:
    """The word of the vocabulary for an exam as people write it; None where the name says no exam of a College."""
    plain = _plain(name or "")
    if not plain or _NO_COLLEGE.search(plain):
        return None
    return next((word for word, pattern in _EXAMS if pattern.search(plain)), "other")


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", name.lower()))


def _is_exam(kind: str | None, kinds: EvidenceKinds) -> bool:
    words = kinds.words_of(kind)
    return words is not None and words.id == "exam"


def _same_sitting(entry: Evidence, exam: Exam, piece: Piece, kinds: EvidenceKinds) -> bool:
    """Whether an entry of that name is about this sitting: by its result, else by its day. An exam is passed once."""
    said = kinds.as_needs(entry)
    kept, sat = (said.values.get("result") if said else None), piece.values.get("result")
    if kept is not None and sat is not None:
        return kept == sat
    return kept == "pass" or entry.end is None or exam.sat is None or entry.end == exam.sat


def _exam(exam: Exam, passed: set[str | None], kinds: EvidenceKinds, on: date) -> Piece | None:
    name = exam_named(exam.name)
    if name is None:
        return None
    if name == "mrcs-part-b":  # the second half alone is no word of a form; both halves are the whole
        if "mrcs-part-a" not in passed:
            return None
        name = "mrcs"
    values: dict[str, Value] = {"name": name}
    ready, question = exam.sat, None
    if exam.result in ("pass", "fail"):
        values["result"] = "pass" if exam.result == "pass" else "attempted"
    elif exam.result == "booked" and exam.sat is not None and exam.sat > on:
        values["result"] = "pass"
    elif exam.result in ("awaited", "booked") and exam.sat is not None:
        ready, question = None, f"you sat it on {in_words(exam.sat)}: what was the result?"
    else:
        ready, question = None, "when do you sit it?" if exam.result == "booked" else "what was the result?"
    undated = exam.sat is None and question is None
    return _piece(
        kinds, "exam", exam.id, "exams", (exam.name or "") + (", if you pass it" if exam.result == "booked" else ""),
        values, ready=on if undated else ready, undated=undated, question=question,
        trouble="its result letter is not among your evidence",
    )  # fmt: skip


def _teaching_post(post: Post, kinds: EvidenceKinds, on: date) -> Piece | None:
    """A post whose contract names teaching as its work. What part of it was teaching is not in the list of posts."""
    named = bool(_TEACHING.search(_plain(post.title or "")))
    if post.start is None or not (named or post.kind == _TEACHING_OR_RESEARCH):
        return None
    held = post.end is None or post.end > on
    values: dict[str, Value] = {}
    if not held and post.end is not None:
        values["months"] = float(whole_months(post.start, post.end))
    question = None if named else "does its contract name teaching as its work?"
    ready = None if question else post.start if held else post.end
    return _piece(
        kinds, "teaching-post", post.id, "posts", name_of(post), values, ready=ready, undated=False, question=question,
        trouble="its contract is not among your evidence", held=(post.start, post.end) if held else None,
        at_most={"fraction": post.fraction},
    )  # fmt: skip


def _piece(
    kinds: EvidenceKinds,
    kind: str,
    id: str,
    kept: Kept,
    title: str,
    values: dict[str, Value],
    *,
    ready: date | None,
    undated: bool,
    question: str | None,
    trouble: str,
    held: tuple[date, date | None] | None = None,
    at_most: Mapping[str, float] | None = None,
) -> Piece | None:
    words = kinds.vocabulary.get(kind)
    if words is None:
        return None
    return Piece(
        id=id, title=title, words=words, values=values, derived=(), unread=(), never=None, ready=ready,
        undated=undated, question=question, dated=None, trouble=trouble,
        held_since=held[0] if held else None, held_until=held[1] if held else None,
        kept=kept, at_most=at_most or {},
    )  # fmt: skip
