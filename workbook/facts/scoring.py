"""How does one programme turn a portfolio into points? The matrices of data/scoring, one file a programme and year.

A matrix belongs to its year. Changes announced for a later year stand in the file as an overlay and become a matrix of
their own, provisional and with the provenance of the notice. `needs` are kept as the file writes them; what they mean
is said by the vocabulary (workbook.facts.evidence) and worked out in workbook.rules.matching.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, ValidationError, model_validator
from pydantic import Field as ModelField

from workbook.facts.core import FactError, FactModel, Provenance, Unknown
from workbook.facts.loading import FileMarks, Marks, load_file, provenance_of, years_with
from workbook.facts.scoring_shape import Figures, Interview, Msra, ReadVia, Scale, Stage, Totals

Wanted = bool | int | float | str | tuple[int | str, ...]


class Needs(FactModel):
    """What an option asks for: a kind of evidence, a wanted answer for each of its keys, and alternatives."""

    model_config = ConfigDict(extra="allow")

    kind: str | None = None
    any_of: tuple[Needs, ...] = ()

    __pydantic_extra__: dict[str, Wanted]

    @property
    def wanted(self) -> dict[str, Wanted]:
        """The keys and answers beside kind and alternatives."""
        return dict(self.__pydantic_extra__)


class Option(FactModel):
    """One band. `points` is null where the source publishes grades only; `reached_by` names kinds of evidence."""

    id: str
    points: float | None = None
    grade: str | None = None
    text: str
    needs: Needs | None = None
    reached_by: tuple[str, ...] = ()


class Domain(Marks):
    """One part of the form. `auto` is worked out from the application; `weight` is already in the points shown."""

    id: str
    title: str
    max: float | None = None
    pick: Literal["one", "sum", "capped-sum"]
    cap: float | None = None
    weight: float | None = None
    auto: bool = False
    scored_by: Literal["applicant", "panel", "assessors"] = "applicant"
    options: tuple[Option, ...]
    evidence_required: tuple[str, ...] = ()
    notes: str | None = None
    conflicts: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Domain:
        points = [option.points for option in self.options if option.points is not None]
        if len({option.id for option in self.options}) != len(self.options):
            raise ValueError("an option's id stands twice")
        if self.pick == "capped-sum" and self.cap is None:
            raise ValueError("a capped sum needs its cap")
        if self.pick == "one" and self.max is not None and points and max(points) != self.max:
            raise ValueError(f"the best option gives {max(points):g}, the maximum says {self.max:g}")
        return self

    def option(self, id: str) -> Option | None:
        """The option with this id, if the domain has it."""
        return next((option for option in self.options if option.id == id), None)


class RuleLimit(FactModel):
    """The figure in a rule. claims-without-document: so many scored claims without a document end the application."""

    kind: Literal["claims-without-document"]
    value: int


class MatrixRule(Marks):
    """A rule that cuts across domains. `national` ones hold for every specialty."""

    id: str
    text: str
    year: int | None = None
    national: bool = False
    limit: RuleLimit | None = None


class RuleChange(FactModel):
    domain: str | None = None
    text: str


class OptionChange(FactModel):
    """What an announced change makes of one option."""

    text: str | None = None
    needs: Needs | None = None
    reached_by: tuple[str, ...] | None = None


class Overlay(Marks):
    """Changes announced for a later year, applied over the whole file. `set_points` also takes `max` of a domain."""

    year: int
    read_via: tuple[ReadVia, ...] = ()
    total: Totals | None = None
    remove_domains: tuple[str, ...] = ()
    set_points: dict[str, dict[str, float]] = ModelField(default={})
    set_options: dict[str, dict[str, OptionChange]] = ModelField(default={})
    rule_changes: tuple[RuleChange, ...] = ()
    assumption: str | None = None


class Matrix(FileMarks):
    """One programme's scoring for one year. `overlay_of` is the year it is built over; `announced` a later year's."""

    specialty: str
    year: int
    also_covers: tuple[str, ...] = ()
    read_via: tuple[ReadVia, ...] = ()
    method: str
    selection: tuple[Stage, ...] = ()
    total: Totals
    tie_break: str | None = None
    rules: tuple[MatrixRule, ...] = ()
    scale: Scale | None = None
    domains: tuple[Domain, ...]
    interview: Interview | None = None
    figures: tuple[Figures, ...] = ()
    msra: Msra | None = None
    overlays: tuple[Overlay, ...] = ()
    conflicts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    overlay_of: int | None = None
    rule_changes: tuple[RuleChange, ...] = ()
    assumption: str | None = None
    announced: Matrix | None = None

    @model_validator(mode="after")
    def _agrees_with_its_total(self) -> Matrix:
        scored = [domain.max for domain in self.domains if not domain.auto]
        known = [most for most in scored if most is not None]
        said = self.total.self_assessment_max
        if scored and len(known) == len(scored) and said is not None and sum(known) != said:
            raise ValueError(f"domains, the maxima add up to {sum(known):g}, the total says {said:g}")
        return self

    def provenance_of(self, entry: Marks) -> Provenance:
        """The provenance of a domain or rule of this matrix."""
        return provenance_of(entry, self)

    def rule(self, id: str) -> MatrixRule | None:
        """The rule with this id, if the matrix has it."""
        return next((rule for rule in self.rules if rule.id == id), None)


def load_matrix(root: Path, specialty: str, year: int) -> Matrix:
    """The matrix of exactly this year (published, or announced as an overlay), else the newest published older one.

    Its `.year` says which; `.announced` is the matrix announced for a year after it. Raises `Unknown` if there is none,
    `FactError` if a file does not say what it must.
    """
    published = [there for there in years_with(root, "scoring", specialty) if there <= year]
    if not published:
        raise Unknown(f"no scoring matrix of {specialty} for {year} or earlier is here")
    relative = f"scoring/{published[-1]}/{specialty}.yaml"
    base = load_file(root, relative, Matrix)
    later = sorted((overlay for overlay in base.overlays if overlay.year > base.year), key=lambda overlay: overlay.year)
    for overlay in later:
        if overlay.year == year:
            return _with_overlay(base, overlay, relative)
    if not later:
        return base
    return base.model_copy(update={"announced": _with_overlay(base, later[-1], relative)})


def _with_overlay(base: Matrix, overlay: Overlay, relative: str) -> Matrix:
    """The matrix as announced: the base with the changes, under the provenance of the notice."""
    provenance = provenance_of(overlay, base)
    _names_what_is_there(base, overlay, relative)
    domains = [_changed(domain, overlay) for domain in base.domains if domain.id not in overlay.remove_domains]
    changes: dict[str, Any] = {
        **provenance.model_dump(),
        "year": overlay.year,
        "overlay_of": base.year,
        "read_via": overlay.read_via,
        "rule_changes": overlay.rule_changes,
        "assumption": overlay.assumption,
        "domains": domains,
        "overlays": (),
    }
    if overlay.total is not None:
        said = overlay.total.model_dump(exclude_unset=True)
        changes["total"] = base.total.model_dump() | said
    plain = base.model_dump(exclude={"announced"}) | changes
    try:
        return Matrix.model_validate(plain)
    except ValidationError as error:
        said_problem = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise FactError(f"data/{relative}: overlays, {overlay.year}: {said_problem}") from error


def _changed(domain: Domain, overlay: Overlay) -> dict[str, Any]:
    points = overlay.set_points.get(domain.id, {})
    texts = overlay.set_options.get(domain.id, {})
    plain = domain.model_dump()
    for option in plain["options"]:
        if option["id"] in points:
            option["points"] = points[option["id"]]
        if option["id"] in texts:
            option |= texts[option["id"]].model_dump(exclude_none=True)
    if "max" in points:
        plain["max"] = points["max"]
    return plain


def _names_what_is_there(base: Matrix, overlay: Overlay, relative: str) -> None:
    """A change to a domain or option that does not exist would be lost silently."""
    options = {domain.id: {option.id for option in domain.options} for domain in base.domains}
    for domain in (*overlay.remove_domains, *overlay.set_points, *overlay.set_options):
        if domain not in options:
            raise FactError(f"data/{relative}: overlays, {overlay.year}: there is no domain {domain!r}")
        named = {*overlay.set_points.get(domain, {}), *overlay.set_options.get(domain, {})} - {"max"}
        for option in sorted(named - options[domain]):
            raise FactError(f"data/{relative}: overlays, {overlay.year}: {domain} has no option {option!r}")
