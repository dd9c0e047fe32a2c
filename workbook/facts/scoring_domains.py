"""Which options does one part of a form offer, what is each worth, what does it ask for, and how do they add up?

Whatever arithmetic the form uses is said here in typed fields, also where no rule works it out yet: a rule that meets a
field it does not know must refuse to count (workbook.rules.arithmetic).
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, model_validator
from pydantic import Field as ModelField

from workbook.facts.core import FactModel
from workbook.facts.entry import Entry
from workbook.facts.links import EvidenceRef

Wanted = bool | int | float | str | tuple[int | str, ...]


class Needs(FactModel):
    """What an option asks for: a kind of evidence, a wanted answer for each of its keys, and alternatives.

    One of `any_of` is enough; `all_of` are wanted together, each of an entry of its own or of one that has them all.
    """

    model_config = ConfigDict(extra="allow")

    kind: str | None = None
    any_of: tuple[Needs, ...] = ()
    all_of: tuple[Needs, ...] = ()

    __pydantic_extra__: dict[str, Wanted]

    @model_validator(mode="after")
    def _one_or_all(self) -> Needs:
        if self.any_of and self.all_of:
            raise ValueError("any_of and all_of cannot stand side by side; put one inside the other")
        return self

    @property
    def wanted(self) -> dict[str, Wanted]:
        """The keys and answers beside kind and alternatives."""
        return dict(self.__pydantic_extra__)


class LookBack(FactModel):
    """How old the evidence may be: so many years or months before the day named, and no older.

    `before` is not-said where the page names the length alone.
    """

    years: float | None = None
    months: float | None = None
    before: Literal["closing-date", "interview", "not-said"] = "closing-date"

    @model_validator(mode="after")
    def _says_how_long(self) -> LookBack:
        if (self.years is None) == (self.months is None):
            raise ValueError("a look-back is given in years or in months")
        return self

    @property
    def words(self) -> str:
        """The last 3 years before the closing date."""
        number, unit = (self.years, "year") if self.years is not None else (self.months, "month")
        length = f"{number:g} {unit}s" if number != 1 else unit
        before = "a day that is not said" if self.before == "not-said" else f"the {self.before.replace('-', ' ')}"
        return f"the last {length} before {before}"


class Applications(FactModel):
    """For extra points that are worked out from the application: how many others there may be."""

    at_least: int | None = None
    at_most: int | None = None


BandsOf = Literal["months-in-any-post", "months-in-specialty", "years-since-qualification", "cases"]


class Option(Entry):
    """One band.

    `points` is null where none are published; `points_alt` is the other reading where two copies of a page differ.
    `per` says what they are given for, where it is each of several; `sets` is what the option makes of the figure its
    domain sets. `year` is the round the band was read for, where it is another one than the matrix's.
    `points_factor` multiplies the points of the options named in `of`. `repeat` is how many times it may be claimed
    (once, where it says nothing; `to-cap` where no limit below the cap is published). `student_only`: it cannot be
    earned once the medical degree is awarded. `reached_by` names the kinds of evidence by which it is usually earned.
    """

    id: str
    points: float | None = None
    points_alt: float | None = None
    points_factor: float | None = None
    of: tuple[str, ...] = ()
    grade: str | None = None
    group: str | None = None
    repeat: int | Literal["to-cap"] | None = None
    per: Literal["item", "project", "cycle"] | None = None
    sets: float | None = None
    year: int | None = None
    text: str
    needs: Needs | None = None
    look_back: LookBack | None = None
    other_live_round1_applications: Applications | None = None
    student_only: bool = False
    reached_by: tuple[EvidenceRef, ...] = ()


class Group(FactModel):
    """A list inside a domain with its own arithmetic. The domain's cap holds for the groups together."""

    id: str
    pick: Literal["one", "sum"]
    cap: float | None = None


class Requires(FactModel):
    """A domain that counts only when another one reached one of these letters."""

    domain: str
    grade_in: tuple[str, ...]


class EarlierMax(Entry):
    """What the part could give in an earlier round."""

    year: int
    max: float


class Domain(Entry):
    """One part of the form. `auto` is worked out from the application; `weight` is already in the points shown.

    `pick` is null where it is not known how the options add up. `bands_of` is the one figure whose bands the options
    are: exactly one of them holds, and more of it may be worth less. `sets` is the name of a figure this part sets
    instead of giving points, and `divide_by` of one that divides the points of this part before its cap. `incomplete`:
    there are further options that could not be read. `year` is the round it was read for, where it is another one than
    the matrix's; `earlier` are its maxima in other rounds.
    """

    id: str
    title: str
    year: int | None = None
    max: float | None = None
    earlier: tuple[EarlierMax, ...] = ()
    pick: Literal["one", "sum", "capped-sum"] | None
    cap: float | None = None
    counts_in_total: bool = True
    bands_of: BandsOf | None = None
    sets: str | None = None
    divide_by: str | None = None
    same_options_as: str | None = None
    incomplete: bool = False
    weight: float | None = None
    auto: bool = False
    scored_by: Literal["applicant", "panel", "assessors"] = "applicant"
    requires: Requires | None = None
    look_back: LookBack | None = None
    groups: tuple[Group, ...] = ()
    options: tuple[Option, ...] = ()
    evidence_required: tuple[str, ...] = ()
    notes: str | None = ModelField(default=None, description="what the form says of this part beside its options")

    @model_validator(mode="after")
    def _adds_up(self) -> Domain:
        ids = [option.id for option in self.options]
        if len({*ids}) != len(ids):
            raise ValueError("an option's id stands twice")
        if self.pick == "capped-sum" and self.cap is None:
            raise ValueError("a capped sum needs its cap")
        points = [option.points for option in self.options if option.points is not None]
        whole = not self.incomplete and all(option.year is None for option in self.options)
        if self.pick == "one" and self.max is not None and points and whole and max(points) != self.max:
            raise ValueError(f"the best option gives {max(points):g}, the maximum says {self.max:g}")
        groups = {group.id for group in self.groups}
        for option in self.options:
            if (option.group is not None or groups) and option.group not in groups:
                raise ValueError(f"option {option.id}: group {option.group!r} is not one of the groups of the domain")
            if (option.points_factor is None) != (not option.of) or {*option.of} - {*ids}:
                raise ValueError(
                    f"option {option.id}: points_factor and `of` go together and name options of the domain"
                )
            if (option.sets is None) != (self.sets is None):
                raise ValueError(f"option {option.id}: an option sets a figure where its domain does, and nowhere else")
        if self.options and self.same_options_as is not None:
            raise ValueError("same_options_as: goes with a domain that lists no options of its own")
        return self

    def option(self, id: str) -> Option | None:
        """The option with this id, if the domain has it."""
        return next((option for option in self.options if option.id == id), None)
