"""What do we know of which programme and year, and of which nothing? So that nobody mistakes silence for absence.

For each programme and recruitment year: the specification, the matrix, the calendar and the competition figure, each
full, partial (with the reason) or missing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.facts.compiled import content_key, keep, kept, kept_in
from workbook.facts.core import Confidence, FactError, Provenance, Unknown
from workbook.facts.kinds import every_file
from workbook.facts.labels import in_plain_words
from workbook.facts.library import Facts
from workbook.facts.review import PLACE as REVIEW

if TYPE_CHECKING:
    from workbook.facts.specialties import Specialty


class Known(StrEnum):
    """How much of it we know."""

    FULL = "full"
    PARTIAL = "partial"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """One document of one programme and year; `because` says what is missing of it, or that there is none."""

    known: Known
    because: str = ""


@dataclass(frozen=True, slots=True)
class Covered:
    """One programme and year."""

    programme: str
    title: str
    levels: tuple[str, ...]
    year: int
    specification: Cell
    matrix: Cell
    calendar: Cell
    ratio: Cell

    @property
    def cells(self) -> tuple[tuple[str, Cell], ...]:
        return (
            ("Specification", self.specification),
            ("Matrix", self.matrix),
            ("Calendar", self.calendar),
            ("Competition", self.ratio),
        )


def coverage(facts: Facts) -> tuple[Covered, ...]:
    """Every programme in the order of the titles, for each year of recruitment known and the one after.

    It goes through most files, so it is kept beside the user's data until one of them changes. A file that cannot be
    read counts as missing.
    """
    root = facts.root
    key = _key(root)
    place = kept_in() / "coverage.json"
    plain = kept(place, key)
    if plain is not None:
        return tuple(_read(each) for each in plain)
    now = Facts(root)  # not what this process read earlier: the key is that of the files as they are
    years = now.recruitment_years()
    found = tuple(
        each
        for id in now.specialty_ids()
        for year in (*years, max(years, default=0) + 1)
        for each in (_covered(now, id, year),)
    )
    found = tuple(sorted(found, key=lambda each: (each.title, each.year)))
    if _key(root) == key:
        keep(place, key, [asdict(each) for each in found])
    return found


def _key(root: Path) -> str:
    return content_key(root, [REVIEW, *(relative for _, relative in every_file(root))])


def _read(plain: dict[str, Any]) -> Covered:
    cells = {name: Cell(Known(plain[name]["known"]), plain[name]["because"]) for name in _CELLS}
    levels = tuple(plain["levels"])
    return Covered(programme=plain["programme"], title=plain["title"], levels=levels, year=plain["year"], **cells)


_CELLS = ("specification", "matrix", "calendar", "ratio")


def _covered(facts: Facts, id: str, year: int) -> Covered:
    try:
        programme = facts.specialty(id)
    except FactError:
        unread = Cell(Known.MISSING, "the file of the programme cannot be read")
        level = id.rsplit("-", 1)[-1]
        return Covered(id, in_plain_words(id), (level,), year, unread, unread, unread, unread)
    return Covered(
        programme=id,
        title=programme.title,
        levels=programme.levels,
        year=year,
        specification=_specification(facts, id, year),
        matrix=_matrix(facts, id, year),
        calendar=_calendar(facts, programme, year),
        ratio=_ratio(facts, id, year),
    )


def _specification(facts: Facts, programme: str, year: int) -> Cell:
    try:
        found = facts.person_spec(programme, year)
    except (Unknown, FactError) as error:
        return _missing(error, "no specification of this or an earlier year is here")
    if found.year != year:
        return Cell(Known.MISSING, f"the newest one here is of {found.year}")
    return _cell(_doubts(found.provenance))


def _matrix(facts: Facts, programme: str, year: int) -> Cell:
    try:
        found = facts.matrix(programme, year)
    except (Unknown, FactError) as error:
        return _missing(error, "no matrix of this or an earlier year is here")
    if found.year != year:
        return Cell(Known.MISSING, f"the newest one here is of {found.year}")
    lacking = [*_doubts(found.provenance)]
    if found.overlay_of is not None:
        lacking.append(f"only the announced changes to {found.overlay_of} are known")
    if found.matrix in _PARTS_ONLY:
        lacking.append(_PARTS_ONLY[found.matrix])
    without = [each.title for each in found.domains if each.max is None and not each.auto]
    if without:
        lacking.append(f"no maximum is published for {', '.join(without)}")
    return _cell(lacking)


_PARTS_ONLY = {
    "part": "only parts of it could be read",
    "unknown": "whether it gives points could not be read",
    "missing": "it gives points, and none could be read",
    "bands-only": "its bands are known, their points are not",
    "headings-only": "only its headings are known",
}


def _calendar(facts: Facts, programme: Specialty, year: int) -> Cell:
    try:
        recruitment = facts.recruitment(year)
    except (Unknown, FactError) as error:
        return _missing(error, f"no dates of recruitment {year} are here")
    rounds = [each for each in recruitment.rounds if not each.levels or set(each.levels) & set(programme.levels)]
    if not rounds:
        return Cell(Known.MISSING, f"no round for {programme.level} is here")
    events = [
        event
        for each in rounds
        for event in each.events
        if event.first and (not event.specialties or programme.id in event.specialties)
    ]
    wanted = ["application", "offer"]
    wanted += ["msra"] if programme.msra.used else []
    wanted += ["interview"] if programme.interviews is not False else []
    known = {event.step for event in events}
    lacking = [f"no day is here for the {_STEPS[step]}" for step in wanted if step not in known]
    if any(event.provenance.confidence is Confidence.LOW for event in events):
        lacking.append("some days rest on one unconfirmed page")
    return _cell(lacking)


_STEPS = {"application": "applications", "offer": "offers", "msra": "MSRA", "interview": "interviews"}


def _ratio(facts: Facts, programme: str, year: int) -> Cell:
    try:
        found = facts.competition(programme).get(year)
    except FactError as error:
        return _missing(error, "")
    if found is None:
        return Cell(Known.MISSING, f"no figure of {year} is here")
    lacking = [*_doubts(found.provenance)]
    if found.applications is None or found.posts is None:
        lacking.append("only the ratio is known, not the two figures behind it")
    return _cell(lacking)


def _doubts(of: Provenance) -> list[str]:
    """What keeps it from being the whole and official word of its year."""
    return [*([of.copied] if of.copied else []), *of.doubts]


def _cell(lacking: list[str]) -> Cell:
    return Cell(Known.PARTIAL, "; ".join(lacking)) if lacking else Cell(Known.FULL)


def _missing(error: Exception, otherwise: str) -> Cell:
    return Cell(Known.MISSING, "its file cannot be read" if isinstance(error, FactError) else otherwise)
