"""What does a kind of post usually give and lack, and what is worth asking for before signing?

A title never proves what a post gives; the contract does. The ids of the kinds are the closed vocabulary of a record's
posts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from workbook.facts.core import Day, FactError, FactModel, Problem
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import AskRef, PayPointRef
from workbook.facts.loading import load_file

# yes, no, or words where neither is the whole answer; null: not known
Said = bool | str | None

KINDS, ASKS, PORTFOLIOS, PAY_POINTS, RIGHTS = (
    f"posts/{name}.yaml" for name in ("kinds", "asks", "eportfolios", "pay-points", "rights")
)


class Portfolio(FactModel):
    """The e-portfolio that comes with a post."""

    access: Said
    system: str | None = None


class Contract(FactModel):
    """How long such contracts usually run: least and most months, or words."""

    months: tuple[int, int] | None = None
    length: str | None = None
    note: str | None = None


class Sponsor(Entry):
    """Who usually sponsors a visa for such a post."""

    who: str
    visa: str | None = None
    limit_months: int | None = None
    must_apply_from: str | None = None


class Pay(FactModel):
    """Which pay points such a post is usually on, and whose terms the contract follows."""

    points: tuple[PayPointRef, ...] = ()
    contract: str | None = None
    note: str | None = None


class Closed(Entry):
    """Since when a kind of post takes nobody new."""

    day: Day = Field(alias="date")
    time: str | None = None
    in_progress_until: Day | None = None


class PostKind(Entry):
    """One kind of post. `titles` are the names it goes by; the first is the one to show."""

    id: str
    titles: tuple[str, ...] = Field(min_length=1)
    category: Literal[
        "training",
        "training (short)",
        "training-like exchange",
        "non-training",
        "SAS",
        "SAS (closed)",
        "informal name",
        "casual",
        "attachment",
    ]
    training_recognised: Said
    ntn: Said = None
    arcp: Said = None
    eportfolio: Portfolio | None = None
    contract: Contract | None = None
    sponsor: Sponsor | None = None
    pay: Pay | None = None
    requirement: str | None = None
    nations: str | None = None
    usual: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    can_ask: tuple[AskRef, ...] = ()
    watch_out: tuple[str, ...] = ()
    counts: dict[Literal["foundation", "crest", "core", "cct", "portfolio_pathway"], Said] = Field(default_factory=dict)
    closed_to_new: Closed | None = None

    @property
    def title(self) -> str:
        """The name to show."""
        return self.titles[0]


class Ask(Entry):
    """Something worth asking an employer for, and when the doctor's hand is strongest."""

    id: str
    text: str
    strong_when: str


class OfferWeights(Entry):
    """How much each thing an offer gives counts out of 100, to begin with; the doctor may change it."""

    weights: dict[str, float]


class PortfolioSystem(Entry):
    """An e-portfolio a doctor outside training can get, for whom and at what price (null: not found)."""

    id: str
    who: str
    cost_gbp: float | None
    per: str | None = None
    rule: str | None = None
    as_of: str | None = None


class PayPoint(Entry):
    """Basic pay a year on one point of a national scale, in pounds, in the pay year named."""

    id: str
    grade: str
    basic_gbp: int
    year: str


class Statement(Entry):
    """A right of a locally employed doctor, or what bodies expect of employers."""

    id: str
    text: str


class Figure(Entry):
    """A figure about locally employed doctors as a group."""

    id: str
    value: float
    unit: str
    as_of: str | None = None


class PostKindsFile(FactFile):
    """data/posts/kinds.yaml: what each kind of post gives and lacks."""

    title: str
    posts: tuple[PostKind, ...]


class AsksFile(FactFile):
    """data/posts/asks.yaml: what to ask an employer, and how to weigh an offer."""

    title: str
    asks: tuple[Ask, ...]
    decoder_questions: tuple[str, ...]
    offer_weights: OfferWeights


class PortfoliosFile(FactFile):
    """data/posts/eportfolios.yaml."""

    title: str
    eportfolios: tuple[PortfolioSystem, ...]


class PayPointsFile(FactFile):
    """data/posts/pay-points.yaml: the last national scales seen."""

    title: str
    pay_points: tuple[PayPoint, ...]


class RightsFile(FactFile):
    """data/posts/rights.yaml: rights of locally employed doctors, what is expected of employers, figures."""

    title: str
    rights: tuple[Statement, ...]
    expectations: tuple[Statement, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class PostFacts:
    """Everything known of posts, from the files of data/posts together."""

    posts: tuple[PostKind, ...]
    asks: tuple[Ask, ...]
    decoder_questions: tuple[str, ...]
    offer_weights: OfferWeights
    eportfolios: tuple[PortfolioSystem, ...]
    pay_points: tuple[PayPoint, ...]
    rights: tuple[Statement, ...]
    expectations: tuple[Statement, ...]
    figures: tuple[Figure, ...]

    def asked_of(self, kind: PostKind) -> tuple[Ask, ...]:
        """What is worth asking for in such a post, in the order the kind names it."""
        by_id = {ask.id: ask for ask in self.asks}
        return tuple(by_id[id] for id in kind.can_ask)


def load_posts(root: Path) -> PostFacts:
    """Everything known of posts. Raises `FactError`, also when a kind names an ask or a pay point that is not there."""
    kinds, asks = load_file(root, KINDS, PostKindsFile), load_file(root, ASKS, AsksFile)
    points, rights = load_file(root, PAY_POINTS, PayPointsFile), load_file(root, RIGHTS, RightsFile)
    for kind in kinds.posts:
        _all_there(kind, "can_ask", "ask", kind.can_ask, {ask.id for ask in asks.asks})
        if kind.pay:
            _all_there(kind, "pay, points", "pay point", kind.pay.points, {point.id for point in points.pay_points})
    return PostFacts(
        posts=kinds.posts,
        asks=asks.asks,
        decoder_questions=asks.decoder_questions,
        offer_weights=asks.offer_weights,
        eportfolios=load_file(root, PORTFOLIOS, PortfoliosFile).eportfolios,
        pay_points=points.pay_points,
        rights=rights.rights,
        expectations=rights.expectations,
        figures=rights.figures,
    )


def load_post_kinds(root: Path) -> dict[str, PostKind]:
    """Every kind of post by its id, from its own file alone. Raises `FactError`."""
    return {kind.id: kind for kind in load_file(root, KINDS, PostKindsFile).posts}


def ask_ids(root: Path) -> set[str]:
    """What a kind of post may name under `can_ask`. Raises `FactError`."""
    return {ask.id for ask in load_file(root, ASKS, AsksFile).asks}


def pay_point_ids(root: Path) -> set[str]:
    """The points of national scales a kind of post may name. Raises `FactError`."""
    return {point.id for point in load_file(root, PAY_POINTS, PayPointsFile).pay_points}


def _all_there(kind: PostKind, field: str, what: str, named: Iterable[str], there: set[str]) -> None:
    lost = sorted({*named} - there)
    if lost:
        raise FactError(Problem(KINDS, f"there is no {what} {lost[0]!r}", f"posts, {kind.id}, {field}"))
