"""How is a folder of `data/visa` read as one? Its files are split by topic, and an id stands in one of them only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from workbook.facts.core import FactError, Problem
from workbook.facts.entry import FactFile
from workbook.facts.loading import load_file

F = TypeVar("F", bound=FactFile)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def load_folder(root: Path, folder: str, model: type[F]) -> dict[str, F]:
    """Every file of the folder by its place, in order of their names. Raises `FactError`, also when there is none."""
    places = sorted(path.relative_to(root).as_posix() for path in (root / folder).glob("*.yaml"))
    if not places:
        raise FactError(Problem(folder, "there is no file here"))
    return {place: load_file(root, place, model) for place in places}


def by_id(files: Iterable[tuple[str, Iterable[N]]]) -> dict[str, N]:
    """The entries of all files by their id. Raises `FactError` for an id that stands in two files."""
    found: dict[str, N] = {}
    for place, entries in files:
        for entry in entries:
            if entry.id in found:
                raise FactError(Problem(place, "stands in another file of this folder as well", entry.id))
            found[entry.id] = entry
    return found
