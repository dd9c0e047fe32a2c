"""Is there a contract on every day up to the day the post starts?

Sources: the doctor's posts, data/recruitment (post start), data/visa/rules (sixty-days) where a permission hangs on it.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from workbook.base.days import in_words
from workbook.facts.library import Facts
from workbook.record.models import Post, Record
from workbook.rules.collision import ONE_DAY, Collision, Start, days_between_covers, without
from workbook.rules.finding import FactRef
from workbook.rules.held import held_on

JOB_ENDS_RULE = "sixty-days"


def contract_gaps(record: Record, facts: Facts, on: datetime.date, coming: tuple[Start, ...]) -> list[Collision]:
    """Every stretch without a contract that is not over yet, up to each coming start."""
    found: dict[str, Collision] = {}
    dated = [post for post in record.posts if post.start or post.end]
    dated.sort(key=lambda post: (post.start or datetime.date.min, post.id))
    for start in coming:
        last: Post | None = None
        for post in dated:
            if post.start is not None and post.start >= start.day:
                break
            if last is not None and last.end and post.start and days_between_covers(last.end, post.start) > 0:
                _add(found, _contract_gap(last, post, on))
            if last is None or (last.end is not None and (post.end is None or post.end > last.end)):
                last = post
        if last is not None and last.end and days_between_covers(last.end, start.day) > 0:
            _add(found, _no_contract_before(last, start))
    return [_with_sponsor_rule(record, facts, collision) for collision in found.values()]


def _with_sponsor_rule(record: Record, facts: Facts, gap: Collision) -> Collision:
    """A contract gap while a sponsored permission runs: that permission may not run to its end, so its rule is said."""
    held = held_on(record, gap.from_) if gap.from_ else None
    route = facts.routes().get(held.route) if held and held.route else None
    if route is None or not route.sponsored:
        return gap
    rule = facts.visa_rule(JOB_ENDS_RULE)
    said = f"{gap.because} {route.title} hangs on a sponsored job. {rule.text}"
    return replace(gap, because=said, facts=(*gap.facts, FactRef(rule.provenance)))


def _contract_gap(last: Post, following: Post, on: datetime.date) -> Collision | None:
    assert last.end is not None and following.start is not None
    if following.start <= on:
        return None
    return Collision(
        id=f"no-contract-after-{last.id}",
        kind="contract",
        because=(
            f"{_contract(last)} ends on {in_words(last.end)} and {_contract(following, 'the next', 'of ')} begins on "
            f"{in_words(following.start)}: {without(last.end, following.start, 'a contract')}."
        ),
        events=(f"post-{last.id}", f"post-{following.id}"),
        from_=last.end + ONE_DAY,
        to=following.start - ONE_DAY,
    )


def _no_contract_before(last: Post, start: Start) -> Collision:
    assert last.end is not None
    return Collision(
        id=f"no-contract-after-{last.id}-before-{start.day.isoformat()}",
        kind="contract",
        because=(
            f"{_contract(last)} ends on {in_words(last.end)} with nothing after it in your record, and "
            f"{start.in_words()}: {without(last.end, start.day, 'a contract')}."
        ),
        events=(f"post-{last.id}", *start.events),
        from_=last.end + ONE_DAY,
        to=start.day - ONE_DAY,
    )


def _add(found: dict[str, Collision], collision: Collision | None) -> None:
    if collision is not None:
        found.setdefault(collision.id, collision)


def _contract(post: Post, article: str = "Your", joint: str = "as ") -> str:
    return f"{article} contract {joint}{post.title}" if post.title else f"{article} contract"
