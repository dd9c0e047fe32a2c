"""What changed between two years' specification or matrix of a programme, as a person would want to read it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from workbook.facts.cards import Card, cards
from workbook.facts.core import Unknown
from workbook.facts.entry import FactFile
from workbook.facts.labels import inside_a_line, label
from workbook.facts.library import Facts


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `was` is empty for what is new, `now` for what is gone."""

    title: str
    field: str
    was: str
    now: str

    def __str__(self) -> str:
        what = f"{self.title}, {inside_a_line(self.field)}" if self.field else self.title
        if not self.was:
            return f"New: {what}: {self.now}" if self.now else f"New: {what}"
        if not self.now:
            return f"Gone: {what}: {self.was}"
        return f"{what}: {self.was} → {self.now}"


@dataclass(frozen=True, slots=True)
class Compared:
    """The two years of one kind of document, or why they cannot be compared."""

    what: str
    changes: tuple[Change, ...]
    cannot: str | None = None


def diff(facts: Facts, specialty: str, earlier: int, later: int) -> tuple[Compared, ...]:
    """The specification and the matrix of two years, each compared where both years have one.

    Raises `Unknown` for a programme that is not here.
    """
    title = facts.specialty(specialty).title
    asked: tuple[tuple[str, Callable[[str, int], Any]], ...] = (
        (f"Person specification of {title}", facts.person_spec),
        (f"Scoring matrix of {title}", facts.matrix),
    )
    return tuple(_compared(what, read, specialty, earlier, later) for what, read in asked)


_SAYS_ITSELF = (label("year"), label("overlay_of"))  # the years asked about
_ANNOUNCED = "overlays/"  # what an older file announces for a later year is that year's own matrix


def _compared(what: str, read: Callable[[str, int], Any], specialty: str, earlier: int, later: int) -> Compared:
    models = []
    for year in (earlier, later):
        try:
            model = read(specialty, year)
        except Unknown as error:
            return Compared(what, (), str(error))
        if model.year != year:
            return Compared(what, (), f"there is none of {year} here; the newest before it is of {model.year}")
        models.append(model)
    return Compared(what, tuple(changes(*models)))


def changes(was: BaseModel, now: BaseModel) -> Iterator[Change]:
    """Every difference between two readings, fact by fact; facts are the same when their ids lead the same way."""
    before, after = _by_place(was), _by_place(now)
    for place, card in before.items():
        if place not in after:
            if _parent(place) not in before or _parent(place) in after:  # what is inside something gone goes with it
                yield Change(_title(card), "", card.text or _figures(card) or "was there", "")
            continue
        yield from _within(card, after[place])
    for place, card in after.items():
        if place not in before and (_parent(place) not in after or _parent(place) in before):
            yield Change(_title(card), "", "", card.text or _figures(card) or "")


def _within(was: Card, now: Card) -> Iterator[Change]:
    if was.title != now.title and not isinstance(now.entry, FactFile):  # a file is called by its year
        yield Change(was.title, "title", was.title, now.title)
    if was.text != now.text:
        yield Change(_title(now), "text", was.text, now.text)
    before, after = _lines(was), _lines(now)
    for line in dict.fromkeys([*before, *after]):
        if before.get(line) != after.get(line):
            yield Change(_title(now), line, before.get(line, "not said"), after.get(line, "not said"))


def _lines(card: Card) -> dict[str, str]:
    """What a card says, a line for each figure: of a total, only the part that changed is worth a word."""
    found: dict[str, list[str]] = {}
    for line, said in card.lines:
        parts = [part.split(": ", 1) for part in said.split("; ")]
        if len(parts) > 1 and all(len(part) == 2 for part in parts):
            for name, value in parts:
                found.setdefault(f"{line}, {name}", []).append(value)
        elif line not in _SAYS_ITSELF:
            found.setdefault(line, []).append(said)
    return {line: "; ".join(values) for line, values in found.items()}


def _by_place(model: BaseModel) -> dict[str, Card]:
    """The cards by where they stand below the file, whose own address holds the year."""
    found = list(cards(model))
    top = found[0].id if found else ""
    return {place: card for card in found if not (place := _below(card.id, top)).startswith(_ANNOUNCED)}


def _below(id: str, top: str) -> str:
    return id[len(top) :].strip("/") if top and id.startswith(top) else id


def _parent(place: str) -> str:
    """The place of the fact around this one: an id stands behind the name of its list."""
    return place.rsplit("/", 2)[0] if place.count("/") >= 2 else ""


def _title(card: Card) -> str:
    """The title with what it stands in, the file itself left out."""
    inside = card.inside.split(", ")[-1] if card.id.count("/") > 4 else ""
    return f"{inside}: {card.title}" if inside else card.title


def _figures(card: Card) -> str:
    return "; ".join(f"{inside_a_line(line)}: {value}" for line, value in card.lines[:3])
