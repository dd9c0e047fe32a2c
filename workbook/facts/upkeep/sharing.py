"""Whose file is it? The programmes that read one file of data/scoring or data/person_specs, alone or beside their own.

A shared matrix or list is called by a name that is no programme's, so whoever begins its new year has to be told whom
it serves, and whoever asks for a programme that has no file of its own has to be told which file serves it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from workbook.facts.core import FactError, Unknown
from workbook.facts.library import Facts
from workbook.facts.loading import load_file, years_with
from workbook.facts.person_specs import PersonSpec
from workbook.facts.scoring import MatrixFile

YEARLY = {"person-spec": "person_specs", "scoring": "scoring"}  # the kinds with a file a programme and year


@dataclass(frozen=True, slots=True)
class User:
    """A programme that reads the file. `beside_own`: it has a file of its own as well, which has a new year too."""

    programme: str
    title: str
    beside_own: bool


def names(facts: Facts, kind: str) -> frozenset[str]:
    """What files of this kind are called: ids of programmes, and the names of what several share."""
    return frozenset(path.stem for path in (facts.root / YEARLY[kind]).glob("*/*.yaml"))


def users(facts: Facts, kind: str, name: str, year: int) -> tuple[User, ...]:
    """The programmes other than `name` itself that read its file, by title, as the newest files up to the year say."""
    found = [
        User(programme, facts.specialty(programme).title, bool(years_with(facts.root, YEARLY[kind], programme)))
        for programme in facts.specialties()
        if programme != name and name in read_by(facts, kind, programme, year)
    ]
    return tuple(sorted(found, key=lambda user: user.title))


def read_by(facts: Facts, kind: str, programme: str, year: int) -> tuple[str, ...]:
    """The names of the files that a programme reads for the year: its own or the one it is served by, and those it
    points at. None where there is none or where its file cannot be read, which `facts check` names."""
    entry = facts.specialty(programme)
    served_by = entry.scoring if kind == "scoring" else entry.person_spec
    first = programme if years_with(facts.root, YEARLY[kind], programme) else served_by
    if first is None:
        return ()
    with suppress(FactError, Unknown):
        return (first, *points_at(facts, kind, first, year))
    return ()


def points_at(facts: Facts, kind: str, name: str, year: int) -> tuple[str, ...]:
    """The shared files that the newest file of this name up to the year points at. Raises `Unknown`, `FactError`."""
    years = [there for there in years_with(facts.root, YEARLY[kind], name) if there <= year]
    if not years:
        raise Unknown(f"there is no file of {name} in data/{YEARLY[kind]} for {year} or before")
    relative = f"{YEARLY[kind]}/{years[-1]}/{name}.yaml"
    if kind == "scoring":
        matrix = load_file(facts.root, relative, MatrixFile)
        return tuple(str(other) for other in (matrix.uses, matrix.same_as) if other)
    spec = load_file(facts.root, relative, PersonSpec)
    return tuple(str(other) for other in (spec.opens_with, spec.inherits) if other)
