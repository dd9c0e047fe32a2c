"""What do selectors ask for one specialty in one year, criterion by criterion?

A person specification in our own words, from `data/person_specs/<year>/<specialty>.yaml`. Each essential criterion
names the check that answers it from a record, so that a new specialty is written as data alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from workbook.facts.core import Confidence, FactModel, Status, Unknown
from workbook.facts.criteria import AppliesTo, Check, Criterion, Question
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import ProgrammeRef
from workbook.facts.loading import load_file, years_with

KIND = "person_specs"

# Lists that several programmes share, each called by a name that is no programme's id.
SharedList = Literal["common-selection-criteria", "higher-common", "psychiatry-st4"]


class Change(Entry):
    """What changed from one round to the next. `year` is the round it was stated for."""

    id: str
    year: int
    text: str


class Unconfirmed(FactModel):
    """Something often named as asked for that no page read states: without a source it is no fact, and never shown."""

    id: str
    text: str
    confidence: Confidence
    note: str | None = None


class PersonSpec(FactFile):
    """One specialty's person specification, or a list that several share (it alone has the last five fields).

    `opens_with` names a shared list whose criteria are read before its own. `inherits` points at a shared list, which
    is not merged in. `headings` are those of the page of `year`.
    """

    specialty: Annotated[SharedList | ProgrammeRef, Field(union_mode="left_to_right")]
    year: int
    opens_with: SharedList | None = None
    inherits: SharedList | None = None
    how_desirables_count: str | None = None
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    title: str | None = None
    applies_to: AppliesTo | None = None
    headings: tuple[str, ...] = ()
    history: tuple[Change, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()

    @model_validator(mode="after")
    def _what_is_left_out_is_there(self) -> PersonSpec:
        for criterion in self.criteria:
            disregard = criterion.counting.disregard if criterion.counting else None
            if disregard and self.one_of(disregard, Check.EXPERIENCE_DISCOUNT) is None:
                raise ValueError(f"criteria, {criterion.id}, counting, disregard: there is no {disregard!r} to apply")
        return self

    @property
    def essential(self) -> tuple[Criterion, ...]:
        """The gates, in the order of the file."""
        return tuple(criterion for criterion in self.criteria if criterion.essential)

    @property
    def desirable(self) -> tuple[Criterion, ...]:
        """What earns points or favour, in the order of the file."""
        return tuple(criterion for criterion in self.criteria if not criterion.essential)

    @property
    def replaced(self) -> bool:
        """Whether a newer page replaced the one all of it was read on. It is still the newest there is here."""
        return self.provenance.status is Status.SUPERSEDED

    def of_the_opening(self, criterion: Criterion) -> bool:
        """Whether a criterion comes from the list it opens with."""
        return self.opens_with is not None and criterion.provenance.id.startswith(f"{KIND}/{self.opens_with}/")

    @property
    def opening_year(self) -> int | None:
        """The year of the list it opens with, which is that of the round asked; None where none is early enough."""
        shared = next((c.provenance.id for c in self.criteria if self.of_the_opening(c)), None)
        return int(shared.split("/")[2]) if shared else None

    def only_told(self, criterion: Criterion) -> bool:
        """Whether a criterion is kept for information only: its own page was replaced, and not that of the whole."""
        return criterion.superseded and not self.replaced

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question only the doctor can answer, once each, in the order of the file."""
        asked = {q.id: q for criterion in self.essential if not self.only_told(criterion) for q in criterion.questions}
        return tuple(asked.values())

    def criterion(self, id: str) -> Criterion:
        """One criterion. Raises `Unknown`."""
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        raise Unknown(f"the {self.year} specification of {self.specialty} has no criterion {id!r}")

    def one_of(self, id: str, check: Check) -> Criterion | None:
        """The criterion with this id if it has this check."""
        return next((c for c in self.criteria if c.id == id and c.check is check), None)

    def checked_by(self, check: Check) -> Criterion | None:
        """The first live criterion with this check; None where the specification has none."""
        return next((c for c in self.criteria if c.check is check and not self.only_told(c)), None)


def spec_years(root: Path, specialty: str) -> tuple[int, ...]:
    """The years, ascending, for which this specialty has a specification here. Nothing is parsed for it."""
    return years_with(root, KIND, specialty)


def load_person_spec(root: Path, specialty: str, year: int, name: str | None = None) -> PersonSpec:
    """The newest specification not after the year (`.year` says which), with the list it opens with before its own.

    `name`: what the specification is called where several programmes share one; it is read as the programme's own.
    Raises `Unknown` if there is none, and `FactError`.
    """
    spec = _newest(root, name or specialty, year)
    if spec.opens_with and any(found <= year for found in spec_years(root, spec.opens_with)):
        spec = _opened(spec, _newest(root, spec.opens_with, year))
    return spec if spec.specialty == specialty else spec.model_copy(update={"specialty": ProgrammeRef(specialty)})


def _newest(root: Path, name: str, year: int) -> PersonSpec:
    """The newest file of this name not after the year, as it stands."""
    there = spec_years(root, name)
    usable = [found for found in there if found <= year]
    if not usable:
        have = f"; the years here are {', '.join(map(str, there))}" if there else ""
        raise Unknown(f"there is no person specification of {name} for {year} or before{have}")
    relative = f"{KIND}/{usable[-1]}/{name}.yaml"
    return load_file(root, relative, PersonSpec)


def _opened(spec: PersonSpec, opening: PersonSpec) -> PersonSpec:
    """The specification with the shared criteria first; its own stands in place of a shared one with the same id."""
    own = {criterion.id: criterion for criterion in spec.criteria}
    shared = {criterion.id for criterion in opening.criteria}
    first = [own.get(criterion.id, criterion) for criterion in opening.criteria]
    return spec.model_copy(update={"criteria": (*first, *(c for c in spec.criteria if c.id not in shared))})
