"""Is there a word in what comes in by which a patient could be known? It is shown, and left out if asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pydantic import ValidationError

from workbook.record.identifiers import Words, identifying, in_signature, without
from workbook.record.importing.rows import Incoming, Refused
from workbook.record.models import Evidence, Proof

_CALLED = {
    "title": "its title", "note": "its note", "details": "one of its details", "file": "the name of its document",
    "signed_by": "who signed it", "form_version": "the print of its form",
}  # fmt: skip


def looked_over(row: Incoming, *, leave_out: bool) -> Incoming | Refused:
    """The row with a sentence for each such word in title, note, answers and document; without them where asked for.

    The mark that stands for a word may be longer than the word: what no longer fits its field is refused.
    """
    found: list[Words] = []
    entry = _read_over(row.entry, found)
    if not found:
        return row
    what = "It was left out." if leave_out else "Take it out if a patient could be known by it."
    doubts = (*row.doubts, *(f"{words.sentence}. {what}" for words in found))
    if not leave_out:
        return replace(row, doubts=doubts)
    try:
        return replace(row, entry=Evidence.model_validate(entry.model_dump()), doubts=doubts)
    except ValidationError as error:
        step = next((str(step) for step in reversed(error.errors()[0]["loc"]) if step in _CALLED), "title")
        reason = f"with the words that could name a patient left out, {_CALLED[step]} is too long; make it shorter"
        return Refused(row.row, None, reason, row.place)


def _read_over(entry: Evidence, found: list[Words]) -> Evidence:
    """The entry without such words, not yet looked at for its length; each word found is added to `found`."""

    def read(text: str) -> str:
        words = identifying(text)
        found.extend(words)
        return without(text, words)

    return entry.model_copy(
        update={
            "title": read(entry.title) if entry.title else entry.title,
            "note": read(entry.note) if entry.note else entry.note,
            "details": {key: read(value) if isinstance(value, str) else value for key, value in entry.details.items()},
            "proof": _proof(entry.proof, read, found),
        }
    )


def _proof(proof: Proof | None, read: Callable[[str], str], found: list[Words]) -> Proof | None:
    """The document with the words read that a person wrote. A signatory that is left out is none."""
    if proof is None:
        return None
    written = {"file": proof.file, "form_version": proof.form_version}
    changed: dict[str, str | None] = {name: read(text) for name, text in written.items() if text}
    if proof.signed_by:
        words = in_signature(proof.signed_by)
        found.extend(words)
        changed["signed_by"] = Proof(signed_by=without(proof.signed_by, words)[:400]).signatory
    return proof.model_copy(update=changed)
