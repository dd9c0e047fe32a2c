"""What do all entries of `data/visa` share? An id that stands once, and provenance that passes from outer to inner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from workbook.facts.core import Confidence, Day, FactError, FactModel, Provenance
from workbook.facts.loading import FileMarks, Marks, provenance_of

M = TypeVar("M", bound=FactModel)


class VisaFile(FileMarks):
    """What stands at the top of every file of `data/visa`."""

    title: str
    topic: str


class Rechecked(FactModel):
    """What a second look found, or did not find."""

    on: Day
    text: str
    confidence: Confidence


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def once_each(entries: Iterable[N], relative: str) -> list[N]:
    """The entries, each id once. Raises `FactError` naming the id that stands twice."""
    seen: dict[str, N] = {}
    for entry in entries:
        if entry.id in seen:
            raise FactError(f"data/{relative}: {entry.id}: stands twice")
        seen[entry.id] = entry
    return list(seen.values())


def inside(entry: Marks, outer: Provenance, also: str | None = None) -> Provenance:
    """The provenance of an entry inside another one; `also` is a note of the outer entry that holds for it too."""
    level = FileMarks(
        source=outer.source,
        checked_on=outer.checked_on,
        status=outer.status,
        confidence=outer.confidence,
        review_by=outer.review_by,
        note=outer.note,
    )
    own = provenance_of(entry, level)
    if also is None or own.note == also:
        return own
    return own.model_copy(update={"note": f"{own.note}; {also}" if own.note else also})


def finished(model: type[M], body: type[FactModel], entry: FactModel, provenance: Provenance, **more: Any) -> M:
    """The entry as its public reading: the same body, its provenance resolved."""
    fields: dict[str, Any] = {name: getattr(entry, name) for name in body.model_fields}
    return model.model_validate(fields | more | {"provenance": provenance})
