"""Which few entries together meet an option, where one entry is as good as another of the same kind?

Entries that could do exactly the same everywhere are one class: of them only the number matters. That keeps an exact
search small, however many entries a record holds.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from workbook.rules.matching import DayOf, Outcome, Part

Amounts = Mapping[str, tuple[float, ...]]
Bundle = tuple[str, ...]


def usable(part: Part, day_of: DayOf, by: date, allowed: Container[str] | None) -> dict[str, tuple[float, ...]]:
    """The keys of the entries that serve this part by the day, and what each adds to its totals."""
    way, candidates = part
    found: dict[str, tuple[float, ...]] = {}
    for one in candidates:
        key = one.piece.key
        if not one.sure or (allowed is not None and key not in allowed):
            continue
        day = day_of(one)
        if day is None or day > by:
            continue
        amounts = tuple(amount or 0.0 for amount in one.amounts)
        if not way.totals or any(amounts):
            found[key] = amounts
    return found


def bundles(
    found: Outcome, day_of: DayOf, by: date, allowed: Container[str] | None, class_of: Callable[[str], object]
) -> Iterator[Bundle]:
    """The sets of entries that meet the option, none with an entry too many, one for each choice of classes."""
    for route in found.routes:
        parts = [
            list(_sets(tuple(least for _, least in part[0].totals), usable(part, day_of, by, allowed), class_of))
            for part in route
        ]
        for together in product(*parts):  # an entry that has all that is wanted serves every part
            yield tuple(dict.fromkeys(key for keys in together for key in keys))


def classes(keys: Iterable[str], class_of: Callable[[str], object]) -> list[list[str]]:
    """The keys by class, each in order."""
    grouped: dict[object, list[str]] = {}
    for key in sorted(keys):
        grouped.setdefault(class_of(key), []).append(key)
    return list(grouped.values())


def _sets(least: tuple[float, ...], entries: Amounts, class_of: Callable[[str], object]) -> Iterator[Bundle]:
    groups = classes(entries, lambda key: (class_of(key), entries[key]))
    if not least:
        for group in groups:
            yield (group[0],)
        return
    yield from _reaching(least, [(group, entries[group[0]]) for group in groups], (), (0.0,) * len(least))


def _reaching(
    least: tuple[float, ...],
    groups: Sequence[tuple[list[str], tuple[float, ...]]],
    taken: Bundle,
    sums: tuple[float, ...],
) -> Iterator[Bundle]:
    if all(there >= wanted for there, wanted in zip(sums, least, strict=True)):
        yield taken
        return
    if not groups:
        return
    (group, adds), others = groups[0], groups[1:]
    for count in range(len(group) + 1):
        more = tuple(there + count * each for there, each in zip(sums, adds, strict=True))
        yield from _reaching(least, others, (*taken, *group[:count]), more)
        if all(there >= wanted for there, wanted in zip(more, least, strict=True)):
            return
