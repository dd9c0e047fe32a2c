"""Is there a word in what comes in by which a patient could be known? It is shown, and left out if asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pydantic import ValidationError

from workbook.record.identifiers import Words, identifying, in_signature, without
from workbook.record.importing.rows import Incoming, Refused, slug
from workbook.record.marks import LEFT_OUT
from workbook.record.models import Evidence, Proof

_CALLED = {
    "title": "its title", "note": "its note", "details": "one of its details", "file": "the name of its document",
    "signed_by": "who signed it", "form_version": "the print of its form",
}  # fmt: skip

Detail = bool | int | float | str | None


def looked_over(row: Incoming, *, leave_out: bool) -> Incoming | Refused:
    """The row with a sentence for each such word in what a person wrote; without them where asked for.

    The mark that stands for a word may be longer than the word: what no longer fits its field is refused.
    """
    found: list[Words] = []
    entry = _read_over(row, found)
    if not found:
        return row
    what = "It was left out." if leave_out else "Take it out if a patient could be known by it."
    doubts = (*row.doubts, *dict.fromkeys(f"{words.sentence}. {what}" for words in found))
    if not leave_out:
        return replace(row, doubts=doubts)
    try:
        return replace(row, entry=Evidence.model_validate(entry.model_dump()), doubts=doubts)
    except ValidationError as error:
        step = next((str(step) for step in reversed(error.errors()[0]["loc"]) if step in _CALLED), "title")
        reason = f"with the words that could name a patient left out, {_CALLED[step]} is too long; make it shorter"
        return Refused(row.row, None, reason, without(row.place, identifying(row.place)) if row.place else None)


def bare(row: Incoming) -> Evidence:
    """What the row says without such words, to be compared only: nobody has looked at its lengths."""
    return _read_over(row, [])


def _read_over(row: Incoming, found: list[Words]) -> Evidence:
    """The entry without such words, not yet looked at for its lengths; each word found is added to `found`."""

    def read(text: str) -> str:
        words = identifying(text)
        found.extend(words)
        return without(text, words) if words else text

    entry = row.entry
    changed: dict[str, object] = {
        "title": read(entry.title) if entry.title else entry.title,
        "note": read(entry.note) if entry.note else entry.note,
        "details": {key: said for key, value in entry.details.items() if (said := _detail(value, read)) is not None},
        "proof": _proof(entry.proof, read, found),
    }
    if row.role_as_written and entry.role:
        changed["role"] = _slug(read(row.role_as_written))
    if row.shows_as_written and entry.shows:
        changed["shows"] = tuple(word for part in row.shows_as_written if (word := _slug(read(part))))
    return entry.model_copy(update=changed)


def _slug(text: str) -> str | None:
    return slug(text.replace(LEFT_OUT, " ")) or None


def _detail(value: Detail, read: Callable[[str], str]) -> Detail:
    """An answer without such words; a number that is one (ten digits of the NHS) is no answer."""
    if isinstance(value, str):
        return read(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        written = f"{value:.0f}" if float(value).is_integer() else str(value)
        return value if read(written) == written else None
    return value


def _proof(proof: Proof | None, read: Callable[[str], str], found: list[Words]) -> Proof | None:
    """The document with the words read that a person wrote. A signatory that is left out is none."""
    if proof is None:
        return None
    written = {"file": proof.file, "form_version": proof.form_version}
    changed: dict[str, str | None] = {name: read(text) for name, text in written.items() if text}
    if proof.signed_by:
        words = in_signature(proof.signed_by)
        found.extend(words)
        changed["signed_by"] = Proof.model_construct(signed_by=without(proof.signed_by, words)).signatory
    return proof.model_copy(update=changed)
