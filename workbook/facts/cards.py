"""What does one fact look like to a person? A card: its title, what it says, and everything its source card shows.

Any model of a kind can be walked, so a new kind needs nothing here: an entry's `title`, `name` or `topic` is its title,
its `text` is what it says, and its other fields become lines under the labels of `labels.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel

from workbook.base.days import in_words
from workbook.facts.core import Provenance, Source, Sourced, Status
from workbook.facts.entry import Entry, FactFile
from workbook.facts.labels import ACRONYMS, in_plain_words, inside_a_line, label
from workbook.facts.links import ProgrammeRef, Ref
from workbook.facts.timeline import Period, Timeline

TITLES = ("title", "name", "topic", "question", "grade", "what", "who", "publisher")
TEXTS = ("text", "definition", "says", "helps_with", "what", "condition")
# What is no word for a reader: the id is in the address, the rest names functions of ours.
_APART = {
    "provenance", "sources", "id", "check", "answered_as", "computed_by",
    "Field.key", "Field.kept", "Choice.value",  # how a record file writes it
}  # fmt: skip
_COUNTED = ("value", "min", "max", "one_of")  # what the unit of an entry is the unit of
_FIGURES = (*_COUNTED, "result_years", "years_min", "years_max")  # never shown as in force where they are not


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
    for name, value in _fields(model):
        if isinstance(model, Timeline) and name == "periods":
            yield from (card(period, within, model.unit) for period in model.periods)
            continue
        yield from _cards_in(value, within)


def card(entry: Entry, inside: str = "", unit: str | None = None) -> Card:
    """The card of one entry, without those inside it. `unit` is that of its values where it does not say it itself."""
    title_field = next((name for name in TITLES if isinstance(getattr(entry, name, None), str)), None)
    text_field = next(
        (name for name in TEXTS if name != title_field and isinstance(getattr(entry, name, None), str)), None
    )
    standing = entry.provenance.status
    lines, links = [], []
    if standing is Status.PROPOSED:
        lines.append((label("status"), "proposed, not in force"))
    unit = getattr(entry, "unit", unit)
    settled = _OF_LAW if isinstance(entry, Period) else _SETTLED
    for name, value in _fields(entry):
        links += _links(value)
        if value == type(entry).model_fields[name].get_default(call_default_factory=True):
            continue  # what the file leaves out says nothing
        if name in (title_field, text_field) or (name == "unit" and hasattr(entry, "value")):
            continue
        called = _label(entry, name)
        if _is_a_list_of_parts(value):
            lines += [(called, said) for part in value if (said := _said(part))]
            continue
        said = _said(value)
        if said:
            said = _counted(value, unit) if name in _COUNTED and isinstance(unit, str) else said
            lines.append((called, f"{said}{_standing_said(standing, settled)}" if name in _FIGURES else said))
    if isinstance(entry, Timeline):
        lines += [(_own_title(period), value_said(period.value, entry.unit, period)) for period in entry.periods]
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


def value_said(value: Any, unit: str, of: Period[Any] | Sourced[Any]) -> str:
    """A value with its unit; one that is no law in force says what it is instead."""
    return f"{_counted(value, unit)}{_standing_said(of.provenance.status, _OF_LAW)}"


def _counted(value: Any, unit: str) -> str:
    """A number with its unit; a value in words of its own says what it is without one."""
    said = _said(value)
    return f"{said} {unit}" if not isinstance(value, str) or said[:1].isdigit() or " " not in said else said


_SETTLED = (Status.IN_FORCE, Status.SUPERSEDED, Status.PUBLISHED, Status.CLOSED)
_OF_LAW = (Status.IN_FORCE, Status.SUPERSEDED)  # of a figure over time, what is published holds from its day on


def _standing_said(standing: Status, settled: tuple[Status, ...]) -> str:
    """What is said behind a figure that is not settled; nothing behind one that is, or was."""
    return "" if standing in settled else f" ({standing.value})"


def days_of(entry: Entry) -> tuple[tuple[str, date], ...]:
    """The days an entry itself names, by field: when it is or begins, and until when."""
    return tuple((name, value) for name, value in _fields(entry) if isinstance(value, date))


def texts_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every single text of an entry with the name of its field, its note included; not those of the facts inside it."""
    for name, value in _fields(entry):
        yield from ((name, text) for text in _texts(value))
    if entry.provenance.note:
        yield "note", entry.provenance.note


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
    for name in line_fields(type(model)):
        yield name, own[name]


@cache
def line_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that a card may say, in the order of the file."""
    return tuple(name for name in model.model_fields if name not in _APART and f"{model.__name__}.{name}" not in _APART)


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
    return label(name, type(model).__name__)


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
        return _word(str(value.value))
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, int | float):
        return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else f"{value:g}"
    if isinstance(value, Ref):
        return in_plain_words(value)
    if isinstance(value, str):
        return _word(value)
    if isinstance(value, Sourced):
        return _said(value.value)
    if isinstance(value, Source):
        return f"{value.publisher}, {value.title}"
    if isinstance(value, BaseModel):
        return _one_line(
            f"{inside_a_line(_label(value, name))}: {said}"
            for name, item in _fields(value)
            if item != type(value).model_fields[name].get_default(call_default_factory=True) and (said := _said(item))
        )
    if isinstance(value, dict):
        return _one_line(
            f"{inside_a_line(in_plain_words(str(key)))}: {said}" for key, item in value.items() if (said := _said(item))
        )
    if isinstance(value, tuple | list):
        parts = [said for item in value if (said := _said(item))]
        return _one_line(parts, "; " if any("," in part or ";" in part for part in parts) else ", ")
    return str(value)


def _one_line(parts: Iterable[str], between: str = "; ") -> str:
    """Parts that each may end in a full stop, in one line that ends in no more than one."""
    *before, last = [*parts] or [""]
    return between.join([*(part.removesuffix(".") for part in before), last])


def _word(text: str) -> str:
    """A text as it stands; a word of a file's own vocabulary, such as at-initial-offers, as words."""
    if text in ACRONYMS:
        return text.upper()
    if not _OWN_WORD.fullmatch(text) or text.split("-")[0] in _KEEPS_ITS_HYPHEN:
        return text
    return inside_a_line(in_plain_words(text))


_OWN_WORD = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+")
_KEEPS_ITS_HYPHEN = {"co", "e", "full", "non", "part", "re", "run", "self", "whole"}  # run-through, self-assessment


def programmes_of(made: Card) -> tuple[str, ...]:
    """The programmes a fact speaks of: by its place in data/, and by what it names."""
    folder, _, rest = made.id.partition("/")
    own = [rest.split("/", 1)[0]] if folder in ("specialties", "person_specs", "scoring") and rest else []
    return tuple(dict.fromkeys([*own, *(str(link) for link in made.links if isinstance(link, ProgrammeRef))]))
