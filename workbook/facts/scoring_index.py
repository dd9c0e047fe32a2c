"""What do we have of each programme's scoring, how does each select, and which arithmetic is there at all?

data/scoring/index.yaml: the contents of the folder, the national rules that hold for every matrix, and the words in
which matrices are written. `index_problems` holds the contents against the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workbook.facts.core import FactError, FactModel, Problem
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import ProgrammeRef
from workbook.facts.loading import load_file
from workbook.facts.scoring import MatrixFile
from workbook.facts.scoring_shape import MatrixRule

if TYPE_CHECKING:
    from workbook.facts.library import Facts

PLACE = "scoring/index.yaml"


class Covered(Entry):
    """What there is of one programme's matrix. `weak` is what in it rests on one unconfirmed source."""

    specialty: ProgrammeRef
    year: int
    matrix: Literal["full", "part", "none", "missing", "unknown", "bands-only", "headings-only", "same-as"]
    same_as: ProgrammeRef | None = None
    points: bool | None = None
    grades: str | None = None
    scored_by: str | None = None
    overlay: int | None = None
    weak: tuple[str, ...] = ()
    weights: bool | None = None
    interview_marks: bool | None = None
    msra_only: bool | None = None
    own_tests: bool | None = None

    @property
    def title(self) -> str:
        return f"Scoring of {self.specialty}, {self.year}"


class SelectionModel(Entry):
    """One way to select. `score_survives_to_offers`: whether one's own score still counts when offers are made."""

    id: str
    used_by: tuple[ProgrammeRef, ...]
    score_survives_to_offers: bool | None = None


class Term(FactModel):
    """A word in which matrices are written, and what it means."""

    id: str
    text: str


class Arithmetic(Entry):
    """One kind of arithmetic, and where it was seen.

    For claims that exclude one another: where an achievement counts `once`, and where it may be used again (`reuse`).
    """

    id: str
    text: str
    seen_in: tuple[ProgrammeRef, ...] = ()
    once: tuple[ProgrammeRef, ...] = ()
    reuse: tuple[ProgrammeRef, ...] = ()


class ScoringIndex(FactFile):
    """data/scoring/index.yaml."""

    title: str
    timing: str
    coverage: tuple[Covered, ...]
    selection_models: tuple[SelectionModel, ...]
    terms: tuple[Term, ...]
    arithmetic: tuple[Arithmetic, ...]
    national_rules: tuple[MatrixRule, ...]


def load_index(root: Path) -> ScoringIndex:
    """The index. Raises `FactError`."""
    return load_file(root, PLACE, ScoringIndex)


def index_problems(facts: Facts) -> list[Problem]:
    """Where the contents say something else than the file they point to. A file that cannot be read is left out."""
    try:
        index = load_index(facts.root)
    except FactError:  # named by whoever reads all files
        return []
    return [Problem(PLACE, reason, row.specialty) for row in index.coverage for reason in _differences(facts, row)]


def _differences(facts: Facts, row: Covered) -> Iterator[str]:
    relative = f"scoring/{row.year}/{row.specialty}.yaml"
    if not (facts.root / relative).is_file():
        yield f"there is no data/{relative}"
        return
    try:
        file = load_file(facts.root, relative, MatrixFile)
    except FactError:
        return
    points = any(option.points for domain in file.domains for option in domain.options)
    later = max((overlay.year for overlay in file.overlays), default=None)
    scored_by = {domain.scored_by for domain in file.domains} == {"assessors"}
    weak = {domain.id for domain in file.domains if domain.provenance.confidence.value == "low"}
    for field, said, found in (
        ("matrix", row.matrix, file.matrix),
        ("same_as", row.same_as, file.same_as),
        ("confidence", row.provenance.confidence, file.provenance.confidence),
        ("scored_by", row.scored_by == "assessors", scored_by),
    ):
        if said != found:
            yield f"{field}: {said} here, {found} in data/{relative}"
    if row.points is not None and row.points != points:
        yield f"points: {row.points} here, and data/{relative} {'has' if points else 'has no'} points"
    if row.overlay is not None and row.overlay != later:
        yield f"overlay: {row.overlay} here, {later} in data/{relative}"
    unsaid = sorted(weak - {*row.weak}) if file.provenance.confidence.value != "low" else []
    if unsaid:
        yield f"weak: {', '.join(unsaid)} is of low confidence in data/{relative} and not named here"
