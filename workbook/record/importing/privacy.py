"""Is there a word in what comes in by which a patient could be known? It is shown, and left out if asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbook.record.identifiers import Words, identifying, without
from workbook.record.importing.rows import Incoming
from workbook.record.models import Proof


def looked_over(row: Incoming, *, leave_out: bool) -> Incoming:
    """The row with a sentence for each such word in title, note, answers and document; without them where asked for."""
    found: list[Words] = []

    def read(text: str) -> str:
        words = identifying(text)
        found.extend(words)
        return without(text, words) if leave_out else text

    entry = row.entry
    changed = entry.model_copy(
        update={
            "title": read(entry.title) if entry.title else entry.title,
            "note": read(entry.note) if entry.note else entry.note,
            "details": {key: read(value) if isinstance(value, str) else value for key, value in entry.details.items()},
            "proof": _proof(entry.proof, read),
        }
    )
    if not found:
        return row
    what = "It was left out." if leave_out else "Take it out if a patient could be known by it."
    return replace(row, entry=changed, doubts=(*row.doubts, *(f"{words.sentence}. {what}" for words in found)))


def _proof(proof: Proof | None, read: Callable[[str], str]) -> Proof | None:
    """The document with the words read that a person wrote: its name and who signed it."""
    if proof is None:
        return None
    written = {"file": proof.file, "signed_by": proof.signed_by, "form_version": proof.form_version}
    return proof.model_copy(update={name: read(text) for name, text in written.items() if text})
