"""Which immigration routes may a doctor hold, and what does each allow?"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.core import Day, FactModel
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import VisaFigureRef, VisaRuleRef
from workbook.facts.visa_entries import by_id, load_folder

ROUTES = "visa/routes"


class Answer(Entry):
    """The answer to one question about a route, with the words of the reading where they say more than yes or no."""

    answer: Literal["yes", "no", "likely", "unknown"]
    text: str | None = None
    condition: str | None = None
    years: int | None = None

    @property
    def words(self) -> str:
        """The answer as one line: its own words, then its condition."""
        said = self.text or self.answer
        return f"{said}; {self.condition}" if self.condition else said


class Statement(Entry):
    """One further thing to know: words, a value, or figures that stand among the visa figures."""

    id: str
    text: str | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    value: int | bool | str | None = None
    unit: str | None = None
    parameters: tuple[VisaFigureRef, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Statement:
        if self.text is None and self.value is None:
            raise ValueError("a condition needs a text or a value")
        return self


class Settlement(FactModel):
    """How time on a route counts toward settlement.

    `group` names the permissions that add up with one another; `may_be_last` is false where another route must come
    last; `absence_limit` is true only where the 180-day limit was read for the route; `absences_from` names the rule
    that says from which day absences count.
    """

    counts: Literal["adds-up", "own-clock", "not-here", "other-rules", "settled"]
    group: str | None = None
    may_be_last: bool = True
    absence_limit: bool = False
    absences_from: VisaRuleRef | None = None

    @model_validator(mode="after")
    def _group_where_it_counts(self) -> Settlement:
        if (self.counts in ("adds-up", "own-clock")) != (self.group is not None):
            raise ValueError("group: named exactly where time on the route counts")
        return self


class Route(Entry):
    """An immigration route a doctor may hold. A question nobody answered in what was read is null.

    `held` is false for a way to settlement that is no permission to hold.
    """

    id: str
    title: str
    held: bool = True
    sponsor: str | None = None
    text: str | None = None
    training_post: Answer | None = None
    non_training_post: Answer | None = None
    switch_in_uk: Answer | None = None
    counts_to_settlement: Answer | None = None
    tied_to_employer: Answer | None = None
    dependants: Answer | None = None
    settlement: Settlement | None = None
    conditions: tuple[Statement, ...] = ()

    @property
    def sponsored(self) -> bool:
        """Whether the permission hangs on a sponsor's certificate for one employer."""
        return self.tied_to_employer is not None and self.tied_to_employer.answer == "yes"


class RoutesFile(FactFile):
    """A group of routes. `order` is the group's place in a list of all routes."""

    title: str
    order: int
    training_offer_and_visa: tuple[Statement, ...] = ()
    routes: tuple[Route, ...] = ()


def load_routes(root: Path) -> dict[str, Route]:
    """Every visa route by its id, in the order of their groups. Raises `FactError`."""
    return by_id((place, file.routes) for place, file in _in_order(root))


def load_training_offer(root: Path) -> dict[str, Statement]:
    """What an offer of training has to do with immigration status, by id. Raises `FactError`."""
    return by_id((place, file.training_offer_and_visa) for place, file in _in_order(root))


def _in_order(root: Path) -> list[tuple[str, RoutesFile]]:
    return sorted(load_folder(root, ROUTES, RoutesFile).items(), key=lambda group: group[1].order)
