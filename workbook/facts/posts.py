"""What does a kind of post usually give and lack, and what is worth asking for before signing?

A title never proves what a post gives; the contract does. The ids of the kinds are the closed vocabulary of a record's
posts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.core import Day, FactModel, Source
from workbook.facts.loading import Entry, FileMarks, load_file

# yes, no, or words where neither is the whole answer; null: not known
Said = bool | str | None


class Portfolio(FactModel):
    """The e-portfolio that comes with a post."""

    access: Said
    system: str | None = None


class Contract(FactModel):
    """How long such contracts usually run: least and most months, or words."""

    months: tuple[int, int] | None = None
    length: str | None = None
    note: str | None = None


class Sponsor(FactModel):
    """Who usually sponsors a visa for such a post."""

    who: str
    visa: str | None = None
    limit_months: int | None = None
    must_apply_from: str | None = None
    note: str | None = None
    source: Source | None = None


class Pay(FactModel):
    """Which pay points such a post is usually on, and whose terms the contract follows."""

    points: tuple[str, ...] = ()
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
    can_ask: tuple[str, ...] = ()
    watch_out: tuple[str, ...] = ()
    counts: dict[Literal["foundation", "crest", "core", "cct", "portfolio_pathway"], Said] = Field(default_factory=dict)
    closed_to_new: Closed | None = None
    sources: tuple[Source, ...]

    @property
    def title(self) -> str:
        """The name to show."""
        return self.titles[0]


class Ask(Entry):
    """Something worth asking an employer for, and when the doctor's hand is strongest."""

    id: str
    text: str
    strong_when: str
    sources: tuple[Source, ...]


class PortfolioSystem(Entry):
    """An e-portfolio a doctor outside training can get, for whom and at what price (null: not found)."""

    id: str
    who: str
    cost_gbp: float | None
    per: str | None = None
    rule: str | None = None
    as_of: str | None = None
    sources: tuple[Source, ...]


class PayPoint(Entry):
    """Basic pay a year on one point of a national scale, in pounds, in the pay year named."""

    id: str
    grade: str
    basic_gbp: int
    year: str
    sources: tuple[Source, ...]


class Statement(Entry):
    """A right of a locally employed doctor, or what bodies expect of employers."""

    id: str
    text: str
    sources: tuple[Source, ...]


class Figure(Entry):
    """A figure about locally employed doctors as a group."""

    id: str
    value: float
    unit: str
    as_of: str | None = None
    sources: tuple[Source, ...]


class OfferWeights(Entry):
    """How much each thing an offer gives counts out of 100, to begin with; the doctor may change it."""

    weights: dict[str, float]
    sources: tuple[Source, ...]


class PostFacts(FileMarks):
    """Everything known of posts. What a kind refers to (asks, pay points) is in the same file."""

    title: str
    posts: tuple[PostKind, ...]
    asks: tuple[Ask, ...]
    eportfolios: tuple[PortfolioSystem, ...]
    pay_points: tuple[PayPoint, ...]
    rights: tuple[Statement, ...]
    expectations: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    decoder_questions: tuple[str, ...]
    offer_weights: OfferWeights

    @model_validator(mode="after")
    def _kinds_refer_to_what_is_there(self) -> PostFacts:
        asks, points = {ask.id for ask in self.asks}, {point.id for point in self.pay_points}
        for kind in self.posts:
            if lost := set(kind.can_ask) - asks:
                raise ValueError(f"posts, {kind.id}, can_ask: there is no ask {sorted(lost)[0]!r}")
            if kind.pay and (lost := set(kind.pay.points) - points):
                raise ValueError(f"posts, {kind.id}, pay, points: there is no pay point {sorted(lost)[0]!r}")
        return self

    def asked_of(self, kind: PostKind) -> tuple[Ask, ...]:
        """What is worth asking for in such a post, in the order the kind names it."""
        by_id = {ask.id: ask for ask in self.asks}
        return tuple(by_id[id] for id in kind.can_ask)


def load_posts(root: Path) -> PostFacts:
    """Everything known of posts. Raises `FactError`."""
    return load_file(root, "posts.yaml", PostFacts)


def load_post_kinds(root: Path) -> dict[str, PostKind]:
    """Every kind of post by its id. Raises `FactError`."""
    return {kind.id: kind for kind in load_posts(root).posts}
