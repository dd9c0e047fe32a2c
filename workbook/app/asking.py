"""Can what was asked on the command line be answered at all? The complaint and the checks that commands share."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.facts import Facts
    from workbook.record import Record

# more names than this in a complaint help nobody
FEW = 30


class BadInput(ValueError):
    """What was asked cannot be answered; the message is one line."""


def known_words(record: Record, facts: Facts, path: object) -> None:
    """Refuse a programme, kind of post or visa route that is not one of data/: a slip would be answered with silence.

    Raises `BadInput`, which names the file, the entry and the word that may have been meant.
    """
    vocabularies: tuple[tuple[str, str, str, Collection[str]], ...] = (
        ("targets", "specialty", "programme", facts.specialty_ids()),
        ("claims", "specialty", "programme", facts.specialty_ids()),
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
    """That a word is none of ours, with the nearest one or those there are. `what`: "programme"."""
    from difflib import get_close_matches

    near = get_close_matches(given, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; there are {some_of(known)}"
    return f'"{given}" is not a {what} of this workbook{hint}'


def some_of(known: Collection[str]) -> str:
    """The words there are, or the first few of many with their number."""
    names = sorted(known)
    if len(names) <= FEW:
        return ", ".join(names)
    return f"{len(names)}, such as {', '.join(names[:3])}"


def asked_day(given: str | None) -> date | None:
    """The day typed after --on; None where none was. Raises `BadInput`."""
    from workbook.base.days import NotADay, iso_day

    if given is None:
        return None
    try:
        return iso_day(given)
    except NotADay as error:
        raise BadInput(f"--on: {error}") from error


def asked_year(name: str, given: str) -> int:
    """The year typed as this argument. Raises `BadInput`."""
    if not (given.isascii() and given.isdigit()) or not 2010 <= int(given) <= 2100:
        raise BadInput(f'{name}: "{given}" is not a year between 2010 and 2100')
    return int(given)
