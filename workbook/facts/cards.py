"""What does one fact look like to a person? A card: its title, what it says, and everything its source card shows.

Any model of a kind can be walked, so a new kind needs nothing here: an entry's `title`, `name` or `topic` is its title,
its `text` is what it says, and its other fields become labelled lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from pydantic import BaseModel

from workbook.base.days import in_words
from workbook.facts.core import Provenance, Source, Sourced, Status
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import ProgrammeRef, Ref
from workbook.facts.timeline import Period, Timeline

TITLES = ("title", "name", "topic", "question", "grade", "what", "who", "publisher")
TEXTS = ("text", "definition", "says", "helps_with", "what", "condition")
# What is no word for a reader: the id is in the address, the rest names functions of ours.
_APART = {"provenance", "sources", "id", "check", "answered_as", "computed_by"}
_COUNTED = ("value", "min", "max", "one_of")  # what the unit of an entry is the unit of


@dataclass(frozen=True, slots=True)
class Card:
    """One fact ready to be shown. `inside` is the title of what it stands in; `links` name facts of other kinds."""

    id: str
    title: str
    text: str
    lines: tuple[tuple[str, str], ...]
    links: tuple[Ref, ...]
    inside: str
    provenance: Provenance
    entry: Entry

    @property
    def words(self) -> str:
        """Everything it says, for a search."""
        return " ".join([self.title, self.text, *(f"{label} {value}" for label, value in self.lines)])


def cards(model: BaseModel, inside: str = "") -> Iterator[Card]:
    """The model's own card, where it is a fact, and those of every fact in it, outermost first."""
    within = inside
    if isinstance(model, Entry):
        made = card(model, inside)
        yield made
        within = f"{inside}, {made.title}" if inside else made.title
    for _, value in _fields(model):
        yield from _cards_in(value, within)


def card(entry: Entry, inside: str = "") -> Card:
    """The card of one entry, without those inside it."""
    title_field = next((name for name in TITLES if isinstance(getattr(entry, name, None), str)), None)
    text_field = next(
        (name for name in TEXTS if name != title_field and isinstance(getattr(entry, name, None), str)), None
    )
    lines, links = [], []
    for name, value in _fields(entry):
        links += _links(value)
        if value == type(entry).model_fields[name].get_default(call_default_factory=True):
            continue  # what the file leaves out says nothing
        if name in (title_field, text_field) or (name == "unit" and hasattr(entry, "value")):
            continue
        label = _label(entry, name)
        if _is_a_list_of_parts(value):
            lines += [(label, said) for part in value if (said := _said(part))]
            continue
        said = _said(value)
        if said:
            unit = getattr(entry, "unit", None)
            lines.append((label, f"{said} {unit}" if name in _COUNTED and isinstance(unit, str) else said))
    if isinstance(entry, Timeline):
        lines += [(_own_title(period), _value_said(period, entry.unit)) for period in entry.periods]
    return Card(
        id=entry.provenance.id,
        title=getattr(entry, title_field) if title_field else _own_title(entry),
        text=getattr(entry, text_field) if text_field else "",
        lines=tuple(lines),
        links=tuple(links),
        inside=inside,
        provenance=entry.provenance,
        entry=entry,
    )


def _value_said(period: Period[Any], unit: str) -> str:
    """A value with its unit; one that is no law in force says what it is instead."""
    standing = period.provenance.status
    said = f"{_said(period.value)} {unit}"
    return said if standing in (Status.IN_FORCE, Status.SUPERSEDED) else f"{said} ({standing.value.replace('_', ' ')})"


def days_of(entry: Entry) -> tuple[tuple[str, date], ...]:
    """The days an entry itself names, by field: when it is or begins, and until when."""
    return tuple((name, value) for name, value in _fields(entry) if isinstance(value, date))


def texts_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every single text of an entry with the name of its field, its note included; not those of the facts inside it."""
    for name, value in _fields(entry):
        yield from ((name, text) for text in _texts(value))
    if entry.provenance.note:
        yield "note", entry.provenance.note


@lru_cache(maxsize=10_000)
def in_plain_words(name: str) -> str:
    """An id or a field's name as words: max-experience becomes Max experience, cost_gbp Cost GBP."""
    words = [word.upper() if word in _ACRONYMS else word for word in re.split(r"[\s_/-]+", name.strip("_"))]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


_ACRONYMS = {
    "arcp", "cct", "cesr", "cos", "crest", "ct1", "drn", "fpcc", "gbp", "gdc", "gmc", "gp", "ihs", "ilr", "imt",
    "jrcptb", "led", "lat", "ltft", "mrcp", "mrcs", "msra", "mti", "nhs", "ntn", "oop", "plab", "psro", "qip", "ra",
    "sas", "st1", "st3", "st4", "tss", "uk", "ukvi", "wba", "wte",
}  # fmt: skip


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, BaseModel) and not isinstance(value, Entry | Provenance | Source):
        for _, item in _fields(value):
            yield from _texts(item)


def _is_a_list_of_parts(value: Any) -> bool:
    """Parts that are no facts by themselves stand on a line each."""
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(isinstance(part, BaseModel) and not isinstance(part, Entry | Source) for part in value)
    )


def _fields(model: BaseModel) -> Iterator[tuple[str, Any]]:
    own = model.__dict__
    for name in _field_names(type(model)):
        yield name, own[name]


@cache
def _field_names(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in _APART)


def _cards_in(value: Any, inside: str) -> Iterator[Card]:
    if isinstance(value, BaseModel):
        if not isinstance(value, Provenance | Source):
            yield from cards(value, inside)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _cards_in(item, inside)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _cards_in(item, inside)


def _own_title(entry: Entry) -> str:
    """A title for an entry that has none of its own."""
    if isinstance(entry, FactFile):
        return _of_a_file(entry)
    id = getattr(entry, "id", None)
    if isinstance(id, str):
        return in_plain_words(id)
    first, last = getattr(entry, "from_", None), getattr(entry, "to", None)
    if isinstance(first, date) or isinstance(last, date):
        begin = f"From {in_words(first)}" if isinstance(first, date) else "From the first"
        return f"{begin} to {in_words(last)}" if isinstance(last, date) else begin
    if isinstance(entry, Period):
        return "No day is set"
    return in_plain_words(entry.provenance.id.rsplit("/", 1)[-1])


def _of_a_file(file: FactFile) -> str:
    """A file without a title is called by what it is about: Cardiology ST4, 2026; Recruitment 2027."""
    folder, _, rest = file.provenance.id.partition("/")
    name = rest or folder
    if name.isdigit():
        return f"{in_plain_words(folder)} {name}"
    what, _, year = name.rpartition("/")
    return f"{in_plain_words(what)}, {year}" if year.isdigit() else in_plain_words(name)


def _label(model: BaseModel, name: str) -> str:
    return _label_of(type(model), name)


@cache
def _label_of(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].title or in_plain_words(name)


def _links(value: Any) -> list[Ref]:
    """Every reference in a value, except in the facts inside it, whose links are their own."""
    if isinstance(value, Ref):
        return [value]
    if isinstance(value, tuple | list):
        return [link for item in value for link in _links(item)]
    if isinstance(value, dict):
        return [link for key, item in value.items() for link in (*_links(key), *_links(item))]
    if isinstance(value, BaseModel) and not isinstance(value, Entry | Provenance | Source):
        return [link for _, item in _fields(value) for link in _links(item)]
    return []


def _said(value: Any) -> str:
    """A field in words; empty for what says nothing or has a card of its own."""
    if value is None or isinstance(value, Entry):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, int | float):
        return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else f"{value:g}"
    if isinstance(value, Ref):
        return in_plain_words(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sourced):
        return _said(value.value)
    if isinstance(value, Source):
        return f"{value.publisher}, {value.title}"
    if isinstance(value, BaseModel):
        return "; ".join(
            f"{_label(value, name).lower()}: {said}" for name, item in _fields(value) if (said := _said(item))
        )
    if isinstance(value, dict):
        return "; ".join(
            f"{in_plain_words(str(key)).lower()}: {said}" for key, item in value.items() if (said := _said(item))
        )
    if isinstance(value, tuple | list):
        parts = [said for item in value if (said := _said(item))]
        return ("; " if any("," in part or ";" in part for part in parts) else ", ").join(parts)
    return str(value)


def programmes_of(made: Card) -> tuple[str, ...]:
    """The programmes a fact speaks of: by its place in data/, and by what it names."""
    folder, _, rest = made.id.partition("/")
    own = [rest.split("/", 1)[0]] if folder in ("specialties", "person_specs", "scoring") and rest else []
    return tuple(dict.fromkeys([*own, *(str(link) for link in made.links if isinstance(link, ProgrammeRef))]))
