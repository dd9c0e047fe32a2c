"""Can what was asked on the command line be answered at all? The complaint and the checks that commands share."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.facts import Facts
    from workbook.record import Record


class BadInput(ValueError):
    """What was asked cannot be answered; the message is one line."""


def known_words(record: Record, facts: Facts, path: object) -> None:
    """Refuse a programme, kind of post or visa route that is not one of data/: a slip would be answered with silence.

    Raises `BadInput`, which names the file, the entry and the word that may have been meant.
    """
    vocabularies: tuple[tuple[str, str, str, Collection[str]], ...] = (
        ("targets", "specialty", "programme", facts.specialties()),
        ("claims", "specialty", "programme", facts.specialties()),
        ("posts", "kind", "kind of post", facts.post_kinds()),
        ("permissions", "route", "visa route", facts.routes()),
    )
    for part, field, what, known in vocabularies:
        for number, entry in enumerate(getattr(record, part), 1):
            given = getattr(entry, field)
            if given is not None and given not in known:
                place = getattr(entry, "id", None) or f"number {number}"
                raise BadInput(f"{path}: {part}, {place}, {field}: {no_such(what, given, known)}")


def no_such(what: str, given: str, known: Collection[str]) -> str:
    """That a word is none of ours, with the nearest one or all there are. `what`: "programme"."""
    from difflib import get_close_matches

    near = get_close_matches(given, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(sorted(known))}"
    return f'"{given}" is not a {what} of this workbook{hint}'
