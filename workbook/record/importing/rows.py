"""What entry does each row make, and where it makes none, why? A refusal names the row, the column and the reason."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from pydantic import ValidationError

from workbook.base.days import NotADay, in_words
from workbook.record.importing.known import Known
from workbook.record.importing.row_days import DayReader, NotCertain, day_reader, time_of
from workbook.record.importing.table import Cell, Row, Table
from workbook.record.models import Evidence
from workbook.record.reading import problem_lines

DetailValue = bool | int | float | str

_EMPTY = {"", "-", "–", "—", "n/a", "na", "none", "nil", "tbc", "tba", "?"}
_STILL_RUNNING = {"present", "ongoing", "current", "now", "to date", "continuing"}
_YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_ERRORS = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"}

# What doctors write for the words of the record.
_LEVELS = {
    "departmental": "department", "ward": "department", "trust": "local", "hospital": "local", "institutional": "local",
    "deanery": "regional", "region": "regional", "nationwide": "national", "uk": "national",
}  # fmt: skip
_STATUSES = {
    "planned": "idea", "planning": "idea", "in progress": "started", "ongoing": "started", "current": "started",
    "in press": "accepted", "complete": "done", "completed": "done", "finished": "done", "published": "done",
    "presented": "done", "signed": "done", "signed off": "done", "approved": "done", "draft": "started",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Incoming:
    """An entry a row makes. Its id is given when it joins the record.

    `doubts` are sentences about what to look at again; `place` is what the row is called where a number says little
    (the key of a citation, the name of a file). `time` is the time of its first day (0930) and `named` whether its
    title says only of which kind it is: both tell two rows apart. Words that the record keeps in its own spelling stand
    as they were written too, so that they can be looked over.
    """

    row: int
    entry: Evidence
    doubts: tuple[str, ...] = ()
    place: str | None = None
    time: str | None = None
    named: bool = False
    role_as_written: str | None = None
    shows_as_written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that makes no entry."""

    row: int
    column: str | None
    reason: str
    place: str | None = None

    def __str__(self) -> str:
        where = self.place or f"row {self.row}"
        return f"{where}, column “{self.column}”: {self.reason}" if self.column else f"{where}: {self.reason}"


class _No(ValueError):
    """One cell cannot be read as its field."""


@dataclass(slots=True)
class _Draft:
    """The entry a row is becoming: its fields, the column each came from, and what to look at again."""

    plain: dict[str, Any] = field(default_factory=lambda: {"id": "incoming"})
    column_of: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    time: str | None = None
    role: str | None = None
    shows: tuple[str, ...] = ()
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)  # by key of details: the column and its words

    def note(self, said: str) -> None:
        """Words that no field takes."""
        self.plain["note"] = f"{self.plain['note']}\n{said}" if "note" in self.plain else said


def read_rows(
    table: Table, matching: Mapping[str, str], known: Known
) -> tuple[tuple[Incoming, ...], tuple[Refused, ...]]:
    """Each row as an entry or a refusal, in the order of the file: as many of both together as the table has rows."""
    days = day_reader(table, matching)
    incoming: list[Incoming] = []
    refused: list[Refused] = []
    for row in table.rows:
        made = _entry(row, table, matching, known, days)
        if isinstance(made, Refused):
            refused.append(made)
        else:
            incoming.append(made)
    return tuple(incoming), tuple(refused)


def _entry(row: Row, table: Table, matching: Mapping[str, str], known: Known, days: DayReader) -> Incoming | Refused:
    draft = _Draft()
    for column, cell in zip(table.header, row.cells, strict=True):
        target = matching.get(column)
        if not target or _is_empty(cell, target):
            continue
        draft.column_of.setdefault(target, column)
        try:
            _put(draft, target, column, cell, known, days)
        except (_No, NotADay, NotCertain) as problem:
            return Refused(row.number, column, str(problem))
    _settle_answers(draft, known)
    if "title" not in draft.plain:
        place_of_title = next((c for c, target in matching.items() if target in ("title", "named")), None)
        return Refused(row.number, place_of_title, "is empty, so nothing says what this entry is")
    try:
        entry = Evidence.model_validate(draft.plain)
        return Incoming(
            row.number, entry, tuple(draft.doubts), time=draft.time, named=_is_kind(entry.title or "", known),
            role_as_written=draft.role, shows_as_written=draft.shows,
        )  # fmt: skip
    except ValidationError as error:
        first = error.errors()[0]["loc"]
        place = ".".join(str(step) for step in first) if first else "end"
        reason = problem_lines(error, draft.plain)[0]
        return Refused(row.number, draft.column_of.get(place) or draft.column_of.get("day"), reason)


def _put(draft: _Draft, target: str, column: str, cell: Cell, known: Known, days: DayReader) -> None:
    plain = draft.plain
    if isinstance(cell, str) and cell.strip().upper() in _ERRORS:
        raise _No(f"the cell holds an error of the spreadsheet ({cell.strip()})")
    if target in ("day", "start", "end"):
        if not (target == "end" and isinstance(cell, str) and cell.strip().lower() in _STILL_RUNNING):
            day = _day(draft, column, cell, days)
            plain.update({"start": day, "end": day} if target == "day" else {target: day})
            draft.time = time_of(cell) if target != "end" else draft.time
    elif target in ("kind", "named"):
        _put_kind(draft, column, _text(cell), known)
        if target == "named":
            plain["title"] = _text(cell)
    elif target == "level":
        plain["level"] = _choice(_text(cell), _choices("level"), _LEVELS)
    elif target == "status":
        plain["status"] = _choice(_text(cell), _choices("status"), _STATUSES)
    elif target == "role":
        draft.role = _text(cell)
        plain["role"] = slug(draft.role)
    elif target == "shows":
        draft.shows += tuple(part for part in re.split(r"[,;/]", _text(cell)) if part.strip())
        plain["shows"] = [slug(part) for part in draft.shows]
    elif target == "note":
        draft.note(_text(cell) if _is_note(column) else f"{column}: {_text(cell)}")
    elif target.startswith("details."):
        key = target.removeprefix("details.")
        plain.setdefault("details", {})[key] = _detail(cell, known.details.get(key, ()))
        draft.answers[key] = (column, _text(cell))
    elif target == "proof.dated":
        plain.setdefault("proof", {})["dated"] = _day(draft, column, cell, days)
    elif target.startswith("proof."):
        key = target.removeprefix("proof.")
        plain.setdefault("proof", {})[key] = _proof(key, cell)
    else:
        plain[target] = _text(cell)


def _is_kind(title: str, known: Known) -> bool:
    """Whether a title is only the name of a kind, as it is in lists without titles of their own."""
    words = slug(title)
    return words in known.kinds or words in map(slug, known.kinds.values()) or known.meaning("list", title) is not None


def _put_kind(draft: _Draft, column: str, text: str, known: Known) -> None:
    """The kind by its id or title, or by a word of the table, which may say more and leave something open.

    What another column says of the same detail stands over what the word says of it. A word that is not known leaves
    the kind open: the row comes in as a draft that asks.
    """
    plain, meaning = draft.plain, known.meaning("list", text)
    if (kind := _kind(text, known.kinds)) is not None:
        plain["kind"] = kind
        return
    if meaning is None:
        draft.doubts.append(_not_known(text, known.kinds))
        draft.note(f"{column}: {text}")
        return
    plain["kind"] = meaning.kind
    for key, value in meaning.details.items():
        plain.setdefault("details", {}).setdefault(key, value)
    if meaning.ask:
        draft.doubts.append(f"“{text[:60]}”: {meaning.ask}")


def _settle_answers(draft: _Draft, known: Known) -> None:
    """What a column says that an entry of this kind is not asked for is a note: the “State” of a form is no paper's."""
    kind, details = draft.plain.get("kind"), draft.plain.get("details", {})
    for key, (column, text) in draft.answers.items():
        if not known.fits(kind, key, details[key]):
            del details[key]
            draft.note(f"{column}: {text}")


def _day(draft: _Draft, column: str, cell: Cell, days: DayReader) -> object:
    day, doubt = days.read(cell)
    if doubt:
        draft.doubts.append(f"column “{column}”: {doubt}. Is that the day?")
    return day


def _proof(key: str, cell: Cell) -> object:
    if key == "identifiers_removed":
        said = _text(cell).lower()
        if said not in _YES_NO:
            raise _No(f"“{_text(cell)[:40]}”: write yes or no")
        return _YES_NO[said]
    return _text(cell)


def _kind(text: str, kinds: Mapping[str, str]) -> str | None:
    """The id of the kind, from its id or its title; None for a word that is neither."""
    asked = slug(text)
    return asked if asked in kinds else {slug(title): kind for kind, title in kinds.items()}.get(asked)


def _not_known(text: str, kinds: Mapping[str, str]) -> str:
    """What is said of a word that is no kind, with the titles of the nearest ones."""
    asked, by_title = slug(text), {slug(title): kind for kind, title in kinds.items()}
    near = difflib.get_close_matches(asked, [*kinds, *by_title], n=4, cutoff=0.5)
    containing = [kind for kind in kinds if asked and asked in kind]
    found = list(dict.fromkeys([*containing[:3], *(by_title.get(name, name) for name in near)]))[:4]
    hint = f"; the nearest are {', '.join(f'“{kinds[kind]}”' for kind in found)}" if found else ""
    return f"“{text[:40]}” is not a kind of evidence here{hint}. Choose its kind"


def _choices(name: str) -> tuple[str, ...]:
    """The words the record allows for a field such as `level`."""
    words: list[str] = []
    for part in get_args(Evidence.model_fields[name].annotation):
        words += [word for word in get_args(part) if isinstance(word, str)]
    return tuple(words)


def _choice(text: str, allowed: tuple[str, ...], other_words: Mapping[str, str]) -> str:
    said = " ".join(re.findall(r"[a-z]+", text.lower()))
    word = other_words.get(said, said)
    if word not in allowed:
        raise _No(f"“{text[:40]}”: write one of {', '.join(allowed)}")
    return word


def _detail(cell: Cell, values: Collection[str]) -> DetailValue:
    """Numbers and yes or no as such; a known word of the data in its own spelling; any other text as it stands."""
    if isinstance(cell, bool | int | float):
        return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    text = _text(cell)
    if len(text) > 400:
        raise _No("is longer than 400 characters")
    if re.fullmatch(r"-?\d{1,9}", text):
        return int(text)
    if re.fullmatch(r"-?\d{1,9}\.\d{1,6}", text):
        return float(text)
    if text.lower() in _YES_NO and text.lower() not in values:
        return _YES_NO[text.lower()]
    return slug(text) if slug(text) in values else text


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return in_words(cell)
    return str(cell).strip()


def _is_empty(cell: Cell, target: str) -> bool:
    """“n/a” and the like say nothing, except in `details`, where “none” is an answer (feedback: none)."""
    if cell is None or not isinstance(cell, str):
        return cell is None
    return not cell.strip() if target.startswith("details.") else cell.strip().lower() in _EMPTY


def _is_note(column: str) -> bool:
    return bool(re.fullmatch(r"(?i)\s*(notes?|comments?|remarks?|reflection|description|details)\s*", column))


def slug(text: str) -> str:
    """Words as an id: “First author” is first-author."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:60].strip("-")
