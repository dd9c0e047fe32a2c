"""Which ways lead on without a national training offer, and which certificates and laws decide who gets one?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from workbook.facts.core import Day, FactError, Problem, Unknown
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import EvidenceRef, GuideRef, PostRef, VisaRouteRef
from workbook.facts.loading import load_file
from workbook.facts.specialties import Nation

KIND = "pathways"

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]


class PathwayFigure(Entry):
    """One figure: a number, a span (`between`), a day, a month, or a deadline that is no day of the calendar."""

    id: str
    value: int | float | None = None
    between: tuple[int, int] | None = None
    day: Day | None = None
    month: Month | None = None
    deadline: Literal["first-arcp"] | None = None
    unit: str | None = None
    text: str | None = None
    from_: Day | None = Field(default=None, alias="from")
    nations: tuple[Nation, ...] = ()
    year: int | None = None

    @model_validator(mode="after")
    def _one_figure(self) -> PathwayFigure:
        given = (self.value, self.between, self.day, self.month, self.deadline)
        if sum(figure is not None for figure in given) != 1:
            raise ValueError("needs one of value, between, day, month, deadline")
        return self


class Point(Entry):
    """One condition, rule or step in words, with its figure where it has one."""

    id: str
    text: str
    value: int | None = None
    unit: str | None = None


class Standard(Entry):
    """The standard that is asked for, and from when."""

    from_: Day = Field(alias="from")
    text: str


class Credit(Entry):
    """The papers that show earlier experience."""

    documents: tuple[str, ...]


class AcceptedForm(Entry):
    """Which prints of a form a recruitment year accepts; none where that was not found."""

    year: int
    forms: tuple[str, ...]


class Development(Entry):
    """What was announced or reported, and when."""

    id: str
    day: Day | None = None
    month: Month | None = None
    text: str


class Priority(Entry):
    """Whom a law puts first from a year on: at which stages, and who is meant (`any_of`: one is enough)."""

    id: str
    year_from: int
    stages: tuple[Literal["interviews", "offers"], ...]
    any_of: tuple[str, ...] = ()
    text: str | None = None


class Pathway(Entry):
    """One way, certificate or law. `leads_to` is what it opens, `proves` what it stands for."""

    id: str
    name: str
    former_names: tuple[str, ...] = ()
    renamed_for: int | None = None
    nations: tuple[Nation, ...] = ()
    leads_to: str | None = None
    proves: str | None = None
    applies_to: str | None = None
    text: str | None = None
    for_imgs: str | None = None
    standard: Standard | None = None
    eligibility: tuple[Point, ...] = ()
    figures: tuple[PathwayFigure, ...] = ()
    rules: tuple[Point, ...] = ()
    signatory: tuple[str, ...] = ()
    accepted_forms: tuple[AcceptedForm, ...] = ()
    steps: tuple[Point, ...] = ()
    credit: Credit | None = None
    priority: tuple[Priority, ...] = ()
    pending: tuple[Point, ...] = ()
    developments: tuple[Development, ...] = ()
    posts: tuple[PostRef, ...] = ()
    guides: tuple[GuideRef, ...] = ()
    visa_routes: tuple[VisaRouteRef, ...] = ()
    evidence: tuple[EvidenceRef, ...] = ()


class PathwaysFile(FactFile):
    """One file of data/pathways: the ways of one group."""

    title: str
    pathways: tuple[Pathway, ...] = Field(min_length=1)


def load_pathways(root: Path) -> dict[str, Pathway]:
    """Every way by its id, in the order of the files. Raises `FactError` and, for a root without any, `Unknown`."""
    found: dict[str, Pathway] = {}
    for path in sorted((root / KIND).glob("*.yaml")):
        relative = f"{KIND}/{path.name}"
        for pathway in load_file(root, relative, PathwaysFile).pathways:
            if pathway.id in found:
                raise FactError(Problem(relative, "stands in another file as well", pathway.id))
            found[pathway.id] = pathway
    if not found:
        raise Unknown("there are no pathways here")
    return found
