"""Can what was asked on the command line be answered at all? The complaint and the checks that commands share."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.facts import Facts
    from workbook.record import Record


class BadInput(ValueError):
    """What was asked cannot be answered; the message is one line."""


def known_specialties(record: Record, facts: Facts, path: object) -> None:
    """Refuse a target or claim whose programme is not one of data/: a slip there would be answered with silence.

    Raises `BadInput`, which names the file, the entry and the programme that may have been meant.
    """
    known = facts.specialties()
    for part in ("targets", "claims"):
        for number, entry in enumerate(getattr(record, part), 1):
            if entry.specialty not in known:
                why = no_such_programme(entry.specialty, known)
                raise BadInput(f"{path}: {part}, number {number}, specialty: {why}")


def no_such_programme(given: str, known: Collection[str]) -> str:
    """That a programme is not one of ours, with the nearest one or all there are."""
    from difflib import get_close_matches

    near = get_close_matches(given, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(sorted(known))}"
    return f'"{given}" is not a programme of this workbook{hint}'
