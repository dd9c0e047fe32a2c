"""How does one programme turn a portfolio into points? The matrices of data/scoring, one file a programme and year.

A matrix belongs to its year. Changes announced for a later year stand in the file as an overlay and become a matrix of
their own, provisional and with the provenance of the notice. What `needs` mean is said by the vocabulary
(workbook.facts.evidence) and read by workbook.facts.needs; whether a record meets them is worked out in workbook.rules.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field as ModelField
from pydantic import PrivateAttr, ValidationError, ValidationInfo, field_validator, model_validator

from workbook.facts.core import FactError, Problem, Source, Unknown
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import MatrixRef, ProgrammeRef
from workbook.facts.loading import load_file, years_with
from workbook.facts.scoring_domains import Domain, Needs, Option, Wanted
from workbook.facts.scoring_overlays import Overlay, RuleChange, as_announced
from workbook.facts.scoring_shape import (
    Figures,
    Interview,
    MatrixRule,
    Paper,
    Scale,
    Stage,
    Threshold,
    Totals,
)
from workbook.facts.scoring_shared import as_shared, in_the_catalogue, over_shared, with_options

__all__ = ["Domain", "Matrix", "MatrixFile", "MatrixRule", "Needs", "Option", "Overlay", "Wanted", "load_matrix"]


class MatrixFile(FactFile):
    """One file of data/scoring: a programme's scoring for one year.

    `matrix` says how much there is of it: `full`; `part` (some domains or points of it could be read); `none` (the
    programme asks for no form that gives points); `missing` (it does, but no points could be read); `unknown` (whether
    it does could not be read); `bands-only` and `headings-only` (parts of it without points); `same-as` another
    programme's. `domain_titles_known` are headings of which nothing else is known, `questions` how many the form asks.

    A `shared` file is no programme's own: `applies_to` says in words whose it is, and each of those names it in its
    entry in data/specialties. A file that `uses` one adds what is the programme's alone.
    """

    shared: bool = False
    specialty: str
    title: str | None = None
    year: int
    matrix: Literal["full", "part", "none", "missing", "unknown", "bands-only", "headings-only", "same-as"]
    same_as: ProgrammeRef | None = None
    uses: MatrixRef | None = None
    applies_to: str | None = None
    also_covers: tuple[ProgrammeRef, ...] = ()
    made_of: tuple[ProgrammeRef, ...] = ()
    official_page: Source | None = ModelField(default=None, description="the owner's own page, which was not read")
    method: str = ""
    selection: tuple[Stage, ...] = ()
    total: Totals = Totals()
    thresholds: tuple[Threshold, ...] = ()
    tie_break: str | None = None
    rules: tuple[MatrixRule, ...] = ()
    scale: Scale | None = None
    domains: tuple[Domain, ...] = ()
    domain_titles_known: tuple[str, ...] = ()
    questions: int | None = None
    papers: tuple[Paper, ...] = ()
    interview: Interview | None = None
    figures: tuple[Figures, ...] = ()
    overlays: tuple[Overlay, ...] = ()

    @field_validator("specialty")
    @classmethod
    def _names_a_programme(cls, value: str, info: ValidationInfo) -> str:
        return value if info.data.get("shared") else ProgrammeRef(value)

    @model_validator(mode="after")
    def _is_of_one_piece(self) -> MatrixFile:
        if (self.matrix == "same-as") != (self.same_as is not None):
            raise ValueError("same_as: goes with a matrix that is the same as another and with no other")
        there = bool(self.domains) or self.uses is not None
        if self.matrix != "headings-only" and there != (self.matrix in ("full", "part", "bands-only")):
            raise ValueError(f"domains: a matrix that is {self.matrix!r} {'has' if self.domains else 'lacks'} them")
        if not self.method and self.uses is None:
            raise ValueError("method: is missing")
        known = {domain.id for domain in self.domains}
        figures = {domain.sets for domain in self.domains}
        for domain in self.domains:
            if domain.requires and domain.requires.domain not in known:
                raise ValueError(f"domains, {domain.id}: requires: there is no domain {domain.requires.domain!r}")
            same = domain.same_options_as
            if same is not None and same not in known:
                raise ValueError(f"domains, {domain.id}: same_options_as: there is no domain {same!r}")
            if domain.divide_by is not None and domain.divide_by not in figures:
                raise ValueError(f"domains, {domain.id}: divide_by: no domain sets {domain.divide_by!r}")
        return self

    @model_validator(mode="after")
    def _agrees_with_its_total(self) -> MatrixFile:
        scored = [
            domain.max
            for domain in self.domains
            if domain.counts_in_total and not domain.auto and domain.scored_by == "applicant"
        ]
        known = [most for most in scored if most is not None]
        said = self.total.listed_max or self.total.self_assessment_max
        if scored and len(known) == len(scored) and said is not None and sum(known) != said:
            raise ValueError(f"domains, the maxima add up to {sum(known):g}, the total says {said:g}")
        return self

    def rule(self, id: str) -> MatrixRule | None:
        """The rule with this id, if the matrix has it."""
        return next((rule for rule in self.rules if rule.id == id), None)


class Through(Entry):
    """Why a programme is scored on a matrix that is not its own: its file or its entry in the catalogue says so."""

    specialty: ProgrammeRef
    text: str


class Matrix(MatrixFile):
    """What the rules read. `overlay_of` is the year it is built over, `through` the programme it was asked for.

    Where a programme tells of its interview beside a shared matrix, that is `interview`, and `shared_interview` is what
    the matrix says of the interviews of all.
    """

    overlay_of: int | None = None
    rule_changes: tuple[RuleChange, ...] = ()
    assumption: str | None = None
    through: Through | None = None
    shared_interview: Interview | None = None

    _announced: Matrix | None = PrivateAttr(default=None)

    @property
    def announced(self) -> Matrix | None:
        """The matrix announced for a later year, where its points are already told."""
        return self._announced

    def with_announced(self, later: Matrix) -> Matrix:
        """This matrix, beside the one announced."""
        both = self.model_copy()
        both._announced = later
        return both


def load_matrix(root: Path, specialty: str, year: int) -> Matrix:
    """The matrix of exactly this year (published, or announced as an overlay), else the newest older one here.

    Its `.year` says which; `.announced` is the matrix announced for a year after it. A programme that shares another's
    matrix, or one that several share, gets that one, and `.through` says so: by its own file, or, where it has none, by
    its entry in the catalogue. Raises `Unknown` if there is none, `FactError` if a file does not say what it must.
    """
    plain, relative = _whose(root, specialty, year)
    base = Matrix.model_validate(plain)
    later = [each for each in base.overlays if each.year > base.year and each.changes_points]
    later.sort(key=lambda overlay: overlay.year)
    for overlay in later:
        if overlay.year == year:
            return _with_overlay(base, overlay, relative)
    return base.with_announced(_with_overlay(base, later[-1], relative)) if later else base


def _whose(root: Path, specialty: str, year: int) -> tuple[dict[str, Any], str]:
    """The matrix that holds for the programme, and the file in which its points stand."""
    entry = None if years_with(root, "scoring", specialty) else in_the_catalogue(root, specialty)
    if entry is not None and entry.scoring is not None:
        shared, relative = _newest(root, entry.scoring, year)
        return as_shared(shared, specialty, entry.provenance), relative
    own, relative = _newest(root, specialty, year)
    leads_to = own.same_as or own.uses
    if leads_to is None:
        return with_options(own.model_dump()), relative
    other, relative = _newest(root, leads_to, year)
    if other.same_as is not None or other.uses is not None:
        raise FactError(Problem(relative, f"{specialty} leads here, and this leads on"))
    if own.uses is not None:
        return over_shared(own, other), relative
    through = {"specialty": own.specialty, "text": own.method, "provenance": own.provenance}
    return with_options(other.model_dump()) | {"through": through}, relative


def _newest(root: Path, specialty: str, year: int) -> tuple[MatrixFile, str]:
    published = [there for there in years_with(root, "scoring", specialty) if there <= year]
    if not published:
        raise Unknown(f"no scoring matrix of {specialty} for {year} or earlier is here")
    relative = f"scoring/{published[-1]}/{specialty}.yaml"
    file = load_file(root, relative, MatrixFile)
    if file.provenance.carried_over_from is not None and len(published) > 1:
        # A copy that nobody has read for its year must not hide what was announced for that year.
        before = f"scoring/{published[-2]}/{specialty}.yaml"
        announcing = load_file(root, before, MatrixFile)
        if any(news.year == published[-1] and news.changes_points for news in announcing.overlays):
            return announcing, before
    return file, relative


def _with_overlay(base: Matrix, overlay: Overlay, relative: str) -> Matrix:
    """The matrix as announced: the base with the changes, under the provenance of the notice."""
    try:
        return Matrix.model_validate(as_announced(base, overlay, relative))
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise FactError(Problem(relative, said, f"overlays, {overlay.year}")) from error
