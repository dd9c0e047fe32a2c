"""Which immigration routes may a doctor hold, and what does each allow?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from workbook.facts.core import Day, FactModel, Provenance, Source
from workbook.facts.loading import FileMarks, Marks, load_file, provenance_of
from workbook.facts.visa_entries import VisaFile, finished, inside, once_each

ROUTES = "visa/routes.yaml"


class _AnswerBody(FactModel):
    answer: Literal["yes", "no", "likely", "unknown"]
    text: str | None = None
    condition: str | None = None
    years: int | None = None
    sources: tuple[Source, ...] = ()


class Answer(_AnswerBody):
    """The answer to one question about a route, with the words of the reading where they say more than yes or no."""

    provenance: Provenance

    @property
    def words(self) -> str:
        """The answer as one line: its own words, then its condition."""
        said = self.text or self.answer
        return f"{said}; {self.condition}" if self.condition else said


class _StatementBody(FactModel):
    id: str
    text: str | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    value: Any = None
    unit: str | None = None
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> _StatementBody:
        if self.text is None and self.value is None:
            raise ValueError("a condition needs a text or a value")
        return self


class Statement(_StatementBody):
    """One further thing to know: words, a figure, or both."""

    provenance: Provenance


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
    absences_from: str | None = None

    @model_validator(mode="after")
    def _group_where_it_counts(self) -> Settlement:
        if (self.counts in ("adds-up", "own-clock")) != (self.group is not None):
            raise ValueError("group: named exactly where time on the route counts")
        return self


class _RouteBody(FactModel):
    id: str
    title: str
    held: bool = True
    sources: tuple[Source, ...] = ()
    sponsor: str | None = None
    text: str | None = None
    settlement: Settlement | None = None


class Route(_RouteBody):
    """An immigration route a doctor may hold. A question nobody answered in what was read is null."""

    provenance: Provenance
    training_post: Answer | None = None
    non_training_post: Answer | None = None
    switch_in_uk: Answer | None = None
    counts_to_settlement: Answer | None = None
    tied_to_employer: Answer | None = None
    dependants: Answer | None = None
    conditions: tuple[Statement, ...] = ()

    @property
    def sponsored(self) -> bool:
        """Whether the permission hangs on a sponsor's certificate for one employer."""
        return self.tied_to_employer is not None and self.tied_to_employer.answer == "yes"


class _Answer(Marks, _AnswerBody):
    pass


class _Statement(Marks, _StatementBody):
    pass


class _Route(Marks, _RouteBody):
    training_post: _Answer | None = None
    non_training_post: _Answer | None = None
    switch_in_uk: _Answer | None = None
    counts_to_settlement: _Answer | None = None
    tied_to_employer: _Answer | None = None
    dependants: _Answer | None = None
    conditions: tuple[_Statement, ...] = ()


QUESTIONS = (
    "training_post",
    "non_training_post",
    "switch_in_uk",
    "counts_to_settlement",
    "tied_to_employer",
    "dependants",
)


class _RoutesFile(VisaFile):
    training_offer_and_visa: tuple[_Statement, ...]
    routes: tuple[_Route, ...]


def load_routes(root: Path) -> dict[str, Route]:
    """Every visa route by its id. Raises `FactError`."""
    file = load_file(root, ROUTES, _RoutesFile)
    return {entry.id: _route(entry, file) for entry in once_each(file.routes, ROUTES)}


def load_training_offer(root: Path) -> dict[str, Statement]:
    """What an offer of training has to do with immigration status, by id. Raises `FactError`."""
    file = load_file(root, ROUTES, _RoutesFile)
    return {
        entry.id: finished(Statement, _StatementBody, entry, provenance_of(entry, file))
        for entry in once_each(file.training_offer_and_visa, ROUTES)
    }


def _route(entry: _Route, file: FileMarks) -> Route:
    outer = provenance_of(entry, file)

    def answered(question: str) -> Answer | None:
        given: _Answer | None = getattr(entry, question)
        return finished(Answer, _AnswerBody, given, inside(given, outer)) if given else None

    return finished(
        Route,
        _RouteBody,
        entry,
        outer,
        conditions=tuple(finished(Statement, _StatementBody, each, inside(each, outer)) for each in entry.conditions),
        **{question: answered(question) for question in QUESTIONS},
    )
