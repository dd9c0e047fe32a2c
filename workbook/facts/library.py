"""Where does a rule get its facts? From one object that reads a file when it is first asked for it, and only then.

Each kind's own module is imported inside the method that needs it: asking for one person specification neither imports
nor parses anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from workbook.facts.core import Timeline, Unknown
from workbook.facts.where import data_root

if TYPE_CHECKING:
    from workbook.facts.evidence import EvidenceKinds
    from workbook.facts.person_specs import PersonSpec
    from workbook.facts.posts import PostFacts, PostKind
    from workbook.facts.recruitment import RecruitmentYear
    from workbook.facts.scoring import Matrix
    from workbook.facts.specialties import Specialty
    from workbook.facts.visa import Route, VisaRule

T = TypeVar("T")

_SLUG = re.compile(r"[a-z0-9][a-z0-9\-]{0,79}")


class Facts:
    """All facts, read lazily; each answer is kept on this object. `root` is the folder of the facts."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = data_root() if root is None else root
        self._kept: dict[tuple[Any, ...], Any] = {}

    def specialties(self) -> dict[str, Specialty]:
        """Every specialty programme by its id."""
        from workbook.facts.specialties import load_specialties

        return self._once(("specialties",), lambda: load_specialties(self.root))

    def specialty(self, id: str) -> Specialty:
        """One specialty programme. Raises `Unknown`, which names those there are."""
        return _one(self.specialties(), id, "specialty")

    def person_spec(self, specialty: str, year: int) -> PersonSpec:
        """The newest person specification not after the year (its `.year` says which). Raises `Unknown` if none."""
        from workbook.facts.person_specs import load_person_spec

        _file_name(specialty)
        return self._once(("spec", specialty, year), lambda: load_person_spec(self.root, specialty, year))

    def matrix(self, specialty: str, year: int) -> Matrix:
        """The newest scoring matrix not after the year (its `.year` says which). Raises `Unknown` if none."""
        from workbook.facts.scoring import load_matrix

        _file_name(specialty)
        return self._once(("matrix", specialty, year), lambda: load_matrix(self.root, specialty, year))

    def evidence(self) -> EvidenceKinds:
        """The kinds of evidence and their words."""
        from workbook.facts.evidence import load_evidence

        return self._once(("evidence",), lambda: load_evidence(self.root))

    def posts(self) -> PostFacts:
        """What posts give and lack, what to ask for, rights, pay points."""
        from workbook.facts.posts import load_posts

        return self._once(("posts",), lambda: load_posts(self.root))

    def post_kinds(self) -> dict[str, PostKind]:
        """Every kind of post by its id: the closed vocabulary of a record's posts."""
        return {kind.id: kind for kind in self.posts().posts}

    def recruitment(self, year: int) -> RecruitmentYear:
        """The recruitment for posts that start in this year. Raises `Unknown` when nothing is published for it."""
        from workbook.facts.recruitment import load_recruitment

        return self._once(("recruitment", year), lambda: load_recruitment(self.root, year))

    def recruitment_years(self) -> tuple[int, ...]:
        """The years, ascending, for which recruitment facts are there."""
        from workbook.facts.recruitment import published_years

        return self._once(("recruitment-years",), lambda: published_years(self.root))

    def visa_parameter(self, id: str) -> Timeline[Any]:
        """One visa figure over time. Raises `Unknown`."""
        from workbook.facts.visa import load_parameters

        return _one(self._once(("parameters",), lambda: load_parameters(self.root)), id, "visa figure")

    def visa_rule(self, id: str) -> VisaRule:
        """One visa rule. Raises `Unknown`."""
        from workbook.facts.visa import load_rules

        return _one(self._once(("rules",), lambda: load_rules(self.root)), id, "visa rule")

    def routes(self) -> dict[str, Route]:
        """Every visa route by its id: the closed vocabulary of a record's permissions."""
        from workbook.facts.visa import load_routes

        return self._once(("routes",), lambda: load_routes(self.root))

    def route(self, id: str) -> Route:
        """One visa route. Raises `Unknown`, which names those there are."""
        return _one(self.routes(), id, "visa route")

    def _once(self, key: tuple[Any, ...], load: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = load()
        return cast(T, self._kept[key])


def _one(entries: dict[str, T], id: str, what: str) -> T:
    try:
        return entries[id]
    except KeyError as error:
        there = ", ".join(sorted(entries))
        raise Unknown(f"there is no {what} {id!r} here; there is {there}") from error


def _file_name(specialty: str) -> None:
    """An id becomes part of a path; only a plain one may."""
    if not _SLUG.fullmatch(specialty):
        raise Unknown(f"{specialty[:80]!r} is not the id of a specialty")
