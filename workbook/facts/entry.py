"""How does an entry of a data file come by its provenance? By its own marks over those of what it stands in.

A file says at its top where all of it was read; an entry that rests on something else says so with the same keys, the
marks. The marks of an entry hold for the entries inside it. A page used more than once stands once, under the file's
`sources:`, and is then called by its name: `source: nhse-changes`, or `source: [nhse-changes, gmc]` where the first was
relied on and the others say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from workbook.base.days import NotADay, iso_day
from workbook.facts.core import Confidence, Conflict, FactModel, Provenance, Source, Status
from workbook.facts.entry_schema import MARK_SCHEMAS

W = TypeVar("W", Status, Confidence)

# Keys any entry may carry. The first five hold for the entries inside it as well.
MARKS = (
    "source",
    "checked_on",
    "status",
    "confidence",
    "carried_over_from",
    "note",
    "conflicts",
    "unknown",
    "rechecked",
    "field_confidence",
)
# (checked on, status, days already known on which something changes) -> (read again by, because)
Review = Callable[[date, Status, frozenset[date]], tuple[date, str]]


@dataclass(frozen=True, slots=True)
class _Held:
    """The marks that hold at one level of a file, each None until a level names it."""

    source: Source | None = None
    agreeing: tuple[Source, ...] = ()
    checked_on: date | None = None
    status: Status | None = None
    confidence: Confidence | None = None
    note: str | None = None
    carried_over_from: int | None = None
    known_days: frozenset[date] = frozenset()


@dataclass(slots=True)
class Reading:
    """What the entries of one file share while it is read: named sources, addresses, and the marks held so far.

    `addresses` maps the identity of each mapping of the file to the address of the entry it becomes.
    """

    addresses: Mapping[int, str]
    review: Review
    named: dict[str, Source] = field(default_factory=dict)
    held: list[_Held] = field(default_factory=lambda: [_Held()])

    def enter(self, given: dict[str, Any]) -> Provenance:
        """The provenance of the entry, whose marks then hold for what stands inside it until `leave`."""
        outer = self.held[-1]
        now = outer
        if "source" in given:
            first, *others = self._pages(given["source"])
            # a note speaks of the page it stands with, so an entry that brings another page does not inherit it
            now = replace(now, source=first, agreeing=tuple(others), note=None)
        if given.get("checked_on") is not None:
            now = replace(now, checked_on=_day("checked_on", given["checked_on"]), carried_over_from=None)
        if given.get("status") is not None:
            now = replace(now, status=_word(Status, "status", given["status"]))
        if given.get("confidence") is not None:
            now = replace(now, confidence=_word(Confidence, "confidence", given["confidence"]))
        if given.get("carried_over_from") is not None:
            now = replace(now, carried_over_from=given["carried_over_from"])
        if given.get("note") is not None:
            now = replace(now, note=given["note"])
        days = _known_days(given)
        if days:
            now = replace(now, known_days=outer.known_days | days)
        made = self._provenance(now, given)
        self.held.append(now)
        return made

    def leave(self) -> None:
        self.held.pop()

    def _provenance(self, now: _Held, given: dict[str, Any]) -> Provenance:
        if now.source is None or now.checked_on is None or now.status is None or now.confidence is None:
            missing = next(key for key in MARKS[:4] if getattr(now, key) is None)
            raise _wrong(missing, "is missing; every fact says where and when it was read, its status and confidence")
        review_by, because = self.review(now.checked_on, now.status, now.known_days)
        own: dict[str, Any] = {
            key: given[key] for key in ("unknown", "rechecked", "field_confidence") if given.get(key) is not None
        }
        if given.get("conflicts"):
            own["conflicts"] = [self._conflict(each) for each in _listed("conflicts", given["conflicts"])]
        try:
            return Provenance.model_validate(
                {
                    "id": self.addresses.get(id(given), ""),
                    "source": now.source,
                    "agreeing": now.agreeing,
                    "checked_on": now.checked_on,
                    "status": now.status,
                    "confidence": now.confidence,
                    "review_by": review_by,
                    "review_because": because,
                    "note": now.note,
                    "carried_over_from": now.carried_over_from,
                    **own,
                }
            )
        except ValidationError as error:
            first = error.errors()[0]
            raise _wrong(str(first["loc"][0]), f"{first['msg'][0].lower()}{first['msg'][1:]}") from error

    def _pages(self, said: Any) -> list[Source]:
        several = said if isinstance(said, list) else [said]
        if not several:
            raise _wrong("source", "names no page")
        return [self._page(each) for each in several]

    def _page(self, said: Any) -> Source:
        if isinstance(said, str):
            if said not in self.named:
                raise _wrong("source", f"there is no source {said!r} under the file's sources")
            return self.named[said]
        if isinstance(said, Source):
            return said
        try:
            return Source.model_validate(said)
        except ValidationError as error:
            raise _wrong("source", _first(error)) from error

    def _conflict(self, said: Any) -> Any:
        """A conflict in words alone, or with the page that says otherwise."""
        if isinstance(said, str):
            return Conflict(text=said)
        if isinstance(said, dict) and "source" in said:
            return {**said, "source": self._page(said["source"])}
        return said


class Entry(FactModel):
    """One fact of a file: a body of its own, and the provenance its marks give it."""

    provenance: Provenance

    @model_validator(mode="wrap")
    @classmethod
    def _marks_become_provenance(cls, given: Any, read: ModelWrapValidatorHandler[Any], info: ValidationInfo) -> Any:
        if not isinstance(given, dict) or not isinstance(info.context, Reading):
            return read(given)
        if isinstance(given.get("provenance"), Provenance):  # a model that holds itself is asked twice
            return read(given)
        if "provenance" in given:
            raise _wrong("provenance", "is made from the marks; write source, checked_on, status, confidence")
        reading = info.context
        if isinstance(given.get("sources"), dict) and not reading.named:  # the file itself
            reading.named.update(_named(given["sources"]))
        provenance = reading.enter(given)
        try:
            return read({key: value for key, value in given.items() if key not in MARKS} | {"provenance": provenance})
        finally:
            reading.leave()

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """In a file the marks stand beside the entry's own fields; `provenance` is made from them."""
        schema = handler.resolve_ref_schema(handler(core))
        properties = schema.setdefault("properties", {})
        properties.pop("provenance", None)
        required = [name for name in schema.get("required", []) if name != "provenance"]
        if issubclass(cls, FactFile):
            required += [name for name in MARKS[:4] if name not in required]
        schema["required"] = required
        if not required:
            del schema["required"]
        properties.update(MARK_SCHEMAS)
        return schema


class FactFile(Entry):
    """One file of facts: its marks hold for every entry in it; `sources` are the named pages its entries call."""

    sources: dict[str, Source] = Field(default_factory=dict)


def _named(sources: dict[str, Any]) -> dict[str, Source]:
    """The file's named pages."""
    made: dict[str, Source] = {}
    for name, page in sources.items():
        try:
            made[name] = Source.model_validate(page)
        except ValidationError as error:
            raise _wrong("sources", f"{name}: {_first(error)}") from error
    return made


def _first(error: ValidationError) -> str:
    """The first thing wrong with a page, in words."""
    # a misspelt field also leaves the right one missing: the misspelling is what to look for first
    first = min(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
    said = {"extra_forbidden": "no such field here", "missing": "is missing"}
    reason = said.get(first["type"]) or f"{first['msg'][0].lower()}{first['msg'][1:]}"
    return "".join(f"{step}: " for step in first["loc"]) + reason


def _known_days(given: dict[str, Any]) -> frozenset[date]:
    """The days named in an entry on which what it says begins or ends, its values' included."""
    spans = [given, *(value for value in given.get("values") or () if isinstance(value, dict))]
    found = set()
    for span in spans:
        for key, shift in (("from", 0), ("to", 1)):
            try:
                found.add(iso_day(str(span.get(key))) + timedelta(days=shift))
            except NotADay:
                continue
    return frozenset(found)


def _day(key: str, said: Any) -> date:
    try:
        return iso_day(str(said))
    except NotADay as error:
        raise _wrong(key, str(error)) from error


def _word(words: type[W], key: str, said: Any) -> W:
    try:
        return words(said)
    except ValueError as error:
        raise _wrong(key, f"{said!r} is not one of {', '.join(each.value for each in words)}") from error


def _listed(key: str, said: Any) -> list[Any]:
    if not isinstance(said, list):
        raise _wrong(key, "must be a list")
    return said


def _wrong(key: str, reason: str) -> PydanticCustomError:
    """An error about a mark; `loading` reads the key from it to name place and line."""
    return PydanticCustomError("mark", "{reason}", {"key": key, "reason": reason})
