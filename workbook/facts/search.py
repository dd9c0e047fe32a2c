"""Which facts speak of this? One index over every fact of `data/`, kept beside the user's data.

It is made anew when a file changes. A word of the question finds every word that begins with it; all words must be
found. The answers come by kind, so that fifty specifications that all say the same do not hide the one guide.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from workbook.base.days import in_words
from workbook.facts.cards import Card, cards, days_of, programmes_of
from workbook.facts.compiled import content_key, keep, kept, kept_in
from workbook.facts.core import Confidence, FactError, Problem, Provenance, Status, Unknown
from workbook.facts.kinds import KINDS, every_file
from workbook.facts.library import Facts
from workbook.facts.loading import address_of
from workbook.facts.review import PLACE as REVIEW

OF_A_KIND = 5  # answers shown of one kind before a kind is chosen


@dataclass(frozen=True, slots=True)
class Row:
    """One fact as a list shows it.

    `carried` is the year it was copied from and not read again since; `comes` the first day it names that lay ahead
    when it was read, where it was provisional or projected; `weak` the labels of its fields of low confidence. `words`,
    `in_title` and `in_id` are what is searched. `card` is the rest of its card as JSON, parsed only when it is shown.
    """

    id: str
    title: str
    inside: str
    text: str
    kind: str
    file: str
    status: Status
    confidence: Confidence
    checked_on: date
    review_by: date
    review_because: str
    carried: int | None
    comes: date | None
    weak: tuple[str, ...]
    programmes: tuple[str, ...]
    words: str
    in_title: str
    in_id: str
    card: str

    def stale_on(self, day: date) -> bool:
        """Whether the fact should have been read again by this day."""
        return next(self.reasons(day), None) is not None

    def reasons(self, on: date) -> Iterator[str]:
        """Why this fact must be read again by this day; nothing when it need not be."""
        if self.carried is not None:
            yield f"copied from {self.carried} and not read since"
        if on > self.review_by:
            again = f"to be read again by {in_words(self.review_by)} ({self.review_because})"
            yield f"read {in_words(self.checked_on)}, {again}"
        if self.comes is not None and self.comes <= on:
            yield f"it was {self.status.value}, and its day, {in_words(self.comes)}, has come"

    @property
    def provenance(self) -> Provenance:
        """Everything its source card shows."""
        return Provenance.model_validate(json.loads(self.card)["provenance"])

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What it says beside its title and text, each with its label."""
        return [(label, said) for label, said in json.loads(self.card)["lines"]]


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one kind: the best of them, and how many there are."""

    kind: str
    title: str
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What the answers must be; None asks for nothing. `stale_on`: those to be read again by that day."""

    kind: str | None = None
    status: Status | None = None
    confidence: Confidence | None = None
    read_before: date | None = None
    stale_on: date | None = None
    programme: str | None = None

    def lets(self, row: Row) -> bool:
        return (
            (self.kind is None or row.kind == self.kind)
            and (self.status is None or row.status is self.status)
            and (self.confidence is None or row.confidence is self.confidence)
            and (self.read_before is None or row.checked_on < self.read_before)
            and (self.stale_on is None or row.stale_on(self.stale_on))
            and (self.programme is None or self.programme in row.programmes)
        )


@dataclass(frozen=True, slots=True)
class Index:
    """Every fact that could be read, and the files that had to be set aside with what is wrong in them."""

    rows: tuple[Row, ...]
    set_aside: tuple[Problem, ...]

    def find(self, question: str, only: Filter | None = None) -> tuple[Group, ...]:
        """The facts whose words begin with each word of the question, by kind, the best kind first."""
        words = [f" {word}" for word in folded(question).split()]
        only = only or Filter()
        if question.strip() and not words:  # signs alone ask for nothing that could be found
            return ()
        found: dict[str, list[tuple[int, int, Row]]] = {}
        for place, row in enumerate(self.rows):
            if all(word in row.words for word in words) and only.lets(row):
                found.setdefault(row.kind, []).append((_worth(row, words), place, row))
        groups = []
        for kind in KINDS:
            rows = found.get(kind.id)
            if rows:
                rows.sort(key=lambda each: (-each[0], each[1]))
                shown = rows if only.kind else rows[:OF_A_KIND]
                groups.append((-rows[0][0], Group(kind.id, kind.title, tuple(row for *_, row in shown), len(rows))))
        return tuple(group for _, group in sorted(groups, key=lambda each: each[0]))

    def row(self, id: str) -> Row:
        """The fact with this address, or the only one whose address ends so. Raises `Unknown`, with those near."""
        asked = id.strip().strip("/").lower()
        exact = [row for row in self.rows if row.id == asked]
        ending = exact or [row for row in self.rows if row.id.endswith(f"/{asked}")]
        if len(ending) == 1:
            return ending[0]
        if ending:
            some = ", ".join(row.id for row in ending[:6])
            more = f" and {len(ending) - 6} more" if len(ending) > 6 else ""
            raise Unknown(f"{asked!r} is the end of {len(ending)} addresses; write more of it: {some}{more}")
        from difflib import get_close_matches

        by_end = {row.id.rsplit("/", 1)[-1]: row.id for row in self.rows}
        near = [by_end[end] for end in get_close_matches(asked.rsplit("/", 1)[-1], by_end, n=3)]
        hint = f"; near to it: {', '.join(near)}" if near else ""
        raise Unknown(f"there is no fact {asked!r}{hint}")


def folded(text: str) -> str:
    """The words of a text in small letters without accents, each after one space."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " " + " ".join(re.findall(r"[a-z0-9]+", plain))


def load_index(root: Path) -> Index:
    """The index of this data folder: the kept one when no file has changed since, else made anew and kept."""
    files = [relative for _, relative in every_file(root)]
    key = content_key(root, [REVIEW, *files])
    place = kept_in() / "index.json"
    plain = kept(place, key)
    if plain is None:
        made = make_index(root)
        plain = {"rows": [_plain(row) for row in made.rows], "set_aside": [asdict(each) for each in made.set_aside]}
        if content_key(root, [REVIEW, *files]) == key:  # a file may have changed while it was made
            keep(place, key, plain)
        return made
    return Index(
        rows=tuple(_row(each) for each in plain["rows"]),
        set_aside=tuple(Problem(**each) for each in plain["set_aside"]),
    )


def make_index(root: Path) -> Index:
    """The index, made from the files themselves."""
    rows: list[Row] = []
    set_aside: list[Problem] = []
    sharing = _sharing(root)
    for kind, relative in every_file(root):
        try:
            file = kind.load(root, relative)
        except FactError as error:
            set_aside += error.problems
        else:
            rows += [_made(each, kind.id, relative, sharing) for each in cards(file)]
    return Index(tuple(rows), tuple(set_aside))


def card_of(root: Path, row: Row) -> Card:
    """The whole card of a row. Raises `FactError` when its file can no longer be read, `Unknown` when it is gone."""
    kind = next(kind for kind in KINDS if kind.id == row.kind)
    for each in cards(kind.load(root, row.file)):
        if each.id == row.id:
            return each
    raise Unknown(f"{row.id} is no longer in data/{row.file}")


def _worth(row: Row, words: Iterable[str]) -> int:
    """How good an answer a row is: its title says it, its address does, or only its text; a whole file comes last."""
    part = 0 if row.id == address_of(row.file) else 1
    return part + sum(_word_worth(row, word) for word in words)


def _word_worth(row: Row, word: str) -> int:
    if f"{word} " in f"{row.in_title} ":  # the word itself, and not only its beginning: fee before feedback
        return 8
    return 4 if word in row.in_title else 2 if word in row.in_id else 1


def _made(each: Card, kind: str, relative: str, sharing: Mapping[str, tuple[str, ...]]) -> Row:
    of = each.provenance
    said = " ".join([each.words, each.inside, each.id, of.note or "", *(conflict.text for conflict in of.conflicts)])
    ahead = [day for _, day in days_of(each.entry) if day > of.checked_on]
    return Row(
        id=each.id, title=each.title, inside=each.inside, text=each.text, kind=kind, file=relative, status=of.status,
        confidence=of.confidence, checked_on=of.checked_on, review_by=of.review_by, review_because=of.review_because,
        carried=of.carried_over_from,
        comes=min(ahead, default=None) if of.status in (Status.PROVISIONAL, Status.PROJECTED) else None,
        weak=tuple(label for label, sure in of.field_sureness if sure is Confidence.LOW),
        programmes=_programmes(each, sharing), words=folded(said), in_title=folded(each.title),
        in_id=folded(each.id),
        card=json.dumps({"lines": each.lines, "provenance": of.model_dump(mode="json", exclude_defaults=True)}),
    )  # fmt: skip


def _programmes(each: Card, sharing: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The programmes a fact speaks of: those that share a specification or a matrix in the place of its own name."""
    return tuple(dict.fromkeys(id for name in programmes_of(each) for id in sharing.get(name, (name,))))


def _sharing(root: Path) -> dict[str, tuple[str, ...]]:
    """For each specification or matrix that has no programme's name: the programmes that are served by it."""
    catalogue = Facts(root).specialties()
    found: dict[str, tuple[str, ...]] = {}
    for id, programme in catalogue.items():
        for name in {programme.scoring, programme.person_spec} - {None, *catalogue}:
            found[str(name)] = (*found.get(str(name), ()), id)
    return found


_FIELDS = tuple(Row.__dataclass_fields__)
_DAYS = ("checked_on", "review_by", "comes")


def _plain(row: Row) -> list[Any]:
    values = [getattr(row, name) for name in _FIELDS]
    return [
        value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        for value in values
    ]


def _row(plain: list[Any]) -> Row:
    said = dict(zip(_FIELDS, plain, strict=True))
    said["status"], said["confidence"] = Status(said["status"]), Confidence(said["confidence"])
    for name in _DAYS:
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    said["weak"], said["programmes"] = tuple(said["weak"]), tuple(said["programmes"])
    return Row(**said)
