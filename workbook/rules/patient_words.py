"""Where in the record do words stand that may identify a patient? Every text of it is read; the doctor decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workbook.facts.core import Provenance
from workbook.record.identifiers import Words, identifying
from workbook.record.models import Record
from workbook.rules.finding import FactRef, Finding, Verdict

_NO_TEXT = frozenset({"id", "sha256"})  # made by the workbook, not typed
_PLACES = {
    "file": "the name of the document", "note": "the note", "text": "the text", "title": "the title",
    "signed_by": "who signed", "because": "what makes you sure", "half_typed": "what is not finished typing",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientWords(Finding):
    """Words in one text of the record; `part` is the list it stands in, `place` the field in words."""

    part: str
    title: str
    place: str
    words: tuple[str, ...]


def patient_words(record: Record, rule: Provenance | None) -> tuple[PatientWords, ...]:
    """Every text with such words, in the order of the record. `rule` is the fact that asks to remove them."""
    facts = (FactRef(rule),) if rule is not None else ()
    return tuple(
        PatientWords(
            criterion=id or part, part=part, title=title, place=place, verdict=Verdict.CANNOT_TELL,
            words=tuple(one.text for one in words), because=f"{'; '.join(one.sentence for one in words)}.",
            missing=("whether these words identify a patient",), facts=facts, evidence=(id,) if id else (),
        )
        for part, id, title, place, words in _found(record)
    )  # fmt: skip


def _found(record: Record) -> Iterator[tuple[str, str | None, str, str, tuple[Words, ...]]]:
    for part, value in record.model_dump().items():
        for entry in value if isinstance(value, list | tuple) else (value,):
            if isinstance(entry, dict):
                held = entry.get("entry") or entry  # what is in the bin, and templates
                id = held.get("id")
                title = held.get("title") or entry.get("name") or id or part.replace("_", " ")
                for place, text in _texts(entry, part):
                    words = identifying(text)
                    if words:
                        yield part, id, str(title), place, words


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every text below, with the field it stands in."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in _NO_TEXT:
                yield from _texts(item, place if place in _PLACES.values() else _PLACES.get(name, name.strip("_")))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item, place)
