"""When has a locally employed doctor been with one employer long enough for England's move to a permanent SAS contract?

Sources: data/pathways and data/guides (led-to-sas-transfer): a local contract, or a chain of them, with the same
employer. How the framework treats a gap between contracts was not found, so a gap begins the count anew and the event
says so. Whether the other conditions hold (years of training, comparable duties) is not asked here.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from workbook.base.days import MONTHS, add_months, in_words
from workbook.facts.library import Facts
from workbook.record.models import Post, Record
from workbook.rules.finding import FactRef
from workbook.rules.line_event import COMPUTED, Event

PATHWAY, FIGURE = "led-to-sas-transfer", "min-months-same-trust"
LOCAL = "non-training"  # the category of data/posts whose contracts are local ones
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Chain:
    """Contracts with one employer without a day between them; `last` is null while no end is agreed."""

    posts: tuple[Post, ...]
    first: datetime.date
    last: datetime.date | None


def sas_transfer(record: Record, facts: Facts, on: datetime.date) -> list[Event]:
    """The day so many months with one employer are complete, for each chain of contracts that is not over."""
    figure = next(figure for figure in facts.pathways()[PATHWAY].figures if figure.id == FIGURE)
    assert figure.value is not None  # the model asks for one value, and this figure has a number
    launched = _launched(facts)
    found = []
    for chain in _chains(record, facts):
        if chain.last is not None and chain.last < on:
            continue
        day = add_months(chain.first, int(figure.value))
        held = chain.last is None or day <= chain.last + ONE_DAY
        employer = chain.posts[0].employer or "an employer you have not named"
        runs = "" if held else " Your contracts there end before that day: it holds if you stay on without a gap."
        found.append(
            Event(
                id=f"sas-transfer-{chain.posts[0].id}",
                date=day,
                title=f"{figure.value:g} {figure.unit} with one employer",
                kind="transfer",
                status=COMPUTED,
                source=FactRef(figure.provenance),
                because=(
                    f"England's framework of {launched} asks for them before a move from a local to a permanent SAS "
                    f"contract. Counted from {in_words(chain.first)} with {employer}, no gap since; how a gap "
                    "counts was not found. There are more conditions: years of training, and duties like those of an "
                    f"SAS doctor.{runs}"
                ),
            )
        )
    return found


def _launched(facts: Facts) -> str:
    """May 2026."""
    told = next(figure for figure in facts.guide(PATHWAY).figures if figure.id == "launched")
    year, month = str(told.value).split("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def _chains(record: Record, facts: Facts) -> list[_Chain]:
    """Local contracts in England by employer; one whose employer is not named stands alone."""
    kinds = facts.post_kinds()
    groups: dict[str, list[Post]] = {}
    for post in record.posts:
        local = post.kind in kinds and kinds[post.kind].category == LOCAL
        if local and post.start and post.nation == "england" and post.training is not True:
            groups.setdefault(f"at {post.employer}" if post.employer else f"post {post.id}", []).append(post)
    found: list[_Chain] = []
    for posts in groups.values():
        chain: _Chain | None = None
        for post in sorted(posts, key=lambda post: (post.start or datetime.date.min, post.id)):
            assert post.start is not None
            if chain and (chain.last is None or post.start <= chain.last + ONE_DAY):
                last = None if chain.last is None or post.end is None else max(chain.last, post.end)
                chain = _Chain((*chain.posts, post), chain.first, last)
            else:
                if chain:
                    found.append(chain)
                chain = _Chain((post,), post.start, post.end)
        if chain:
            found.append(chain)
    return found
