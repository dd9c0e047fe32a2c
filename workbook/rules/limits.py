"""What may an option give: in which group, how often, to which cap, and what as a part of another one's points?"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from workbook.facts.scoring import Domain, Option
from workbook.facts.scoring_domains import Group
from workbook.rules.matching import Outcome
from workbook.rules.pieces import Piece

WHOLE = Group(id="", pick="sum")  # the options of a part that has no groups


def limit_of(domain: Domain) -> float:
    """The cap of the part, infinite where none is known."""
    cap, most = domain.cap, domain.max
    return min(inf if cap is None else cap, inf if most is None else most)


def group_of(domain: Domain, option: Option) -> Group:
    """The group the option stands in; the whole part where it has none."""
    wanted = option.group
    if wanted is not None:
        for group in domain.groups:
            if group.id == wanted:
                return group
    return WHOLE


def times(option: Option) -> float:
    """How often the option may be claimed."""
    if option.repeat is None:
        return 1
    return inf if option.repeat == "to-cap" else option.repeat


def most_of(domain: Domain, option: Option) -> float:
    """The most one choice of the option can give."""
    if option.points_factor is None:
        return option.points or 0.0
    return option.points_factor * max(base.points or 0.0 for id in option.of if (base := domain.option(id)) is not None)


def base_points(domain: Domain, outcomes: Mapping[str, Outcome], option: Option, piece: Piece) -> float:
    """The points of the best option in `of` that the entry would meet, were it not for what this option asks instead.

    A second author's talk is held against each first author's talk without the question of the author.
    """
    own = {}
    for way, _ in outcomes[option.id].ways:
        for condition in way.conditions:
            own[condition.field.key] = condition.values
    most = 0.0
    for id in option.of:
        base = domain.option(id)
        for way, _ in outcomes[id].ways:
            asked = [
                one for one in way.conditions
                if one.values is None or own.get(one.field.key) is None or one.values & (own[one.field.key] or set())
            ]  # fmt: skip
            if base is not None and way.words is piece.words and all(one.holds(piece.values) for one in asked):
                most = max(most, base.points or 0.0)
    return most
