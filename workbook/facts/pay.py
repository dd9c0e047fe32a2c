"""What is known of doctors' pay in one pay year: the award, the deal, what it promises, what nobody has published?

The points of the national scales stand in data/posts/pay-points.yaml. An estimate is never shown as a scale.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from workbook.facts.core import Day, Unknown
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import PayPointRef
from workbook.facts.loading import load_file
from workbook.facts.recruitment import Month

PayYear = Annotated[str, StringConstraints(pattern=r"^\d{4}/\d{2}$")]


class Award(Entry):
    """A rise recommended by the review body and given to a group of doctors from a day on."""

    id: str
    value: float
    unit: str
    who: str
    from_: Day = Field(alias="from")


class Announced(Entry):
    """The day the deal was announced."""

    day: Day = Field(alias="date")


class Vote(Entry):
    """How the members voted."""

    for_percent: float
    turnout_percent: float
    votes_cast: int


class Strikes(Entry):
    """What became of the strikes."""

    value: Literal["ended"]


class Element(Entry):
    """One thing the deal contains; what was looked for and not found about it is in `unknown`."""

    id: str
    text: str | None = None
    value: float | None = None
    unit: str | None = None
    includes_award: bool | None = None
    complete_by: Month | None = None
    over_years: int | None = None


class Deal(Entry):
    """The resident-doctor deal."""

    state: Literal["accepted"]
    announced: Announced
    vote: Vote
    strikes: Strikes
    elements: tuple[Element, ...]


class Estimate(Entry):
    """A sum of ours for one pay point: last year's point and what the formula makes of it, in pounds a year."""

    id: PayPointRef
    point_2025_26: int
    estimate_gbp: int


class Estimates(Entry):
    """Sums of ours where no scale was found, and how they were made."""

    formula: str
    derived: Literal[True]
    points: tuple[Estimate, ...]


class NotFound(Entry):
    """A figure that was looked for; null: not found."""

    value: float | None


class Before(Entry):
    """What went before the deal."""

    id: str
    day: Day | None = Field(default=None, alias="date")
    text: str


class NationOffer(Entry):
    """What was offered in another nation."""

    id: Literal["scotland", "wales", "northern-ireland"]
    text: str


class Statement(Entry):
    """A question for medical staffing, or a warning."""

    id: str
    text: str


class PayFile(FactFile):
    """One file of data/pay."""

    title: str
    pay_year: PayYear
    nations: tuple[str, ...]
    awards: tuple[Award, ...]
    deal: Deal
    estimates: Estimates
    sas: NotFound
    before_the_deal: tuple[Before, ...]
    other_nations: tuple[NationOffer, ...]
    asks: tuple[Statement, ...]
    warnings: tuple[Statement, ...]


def load_pay(root: Path) -> PayFile:
    """The newest pay year there is. Raises `Unknown` when there is none, `FactError`."""
    files = sorted(path.relative_to(root).as_posix() for path in root.glob("pay/*.yaml"))
    if not files:
        raise Unknown("nothing is known here of any pay year")
    return load_file(root, files[-1], PayFile)
