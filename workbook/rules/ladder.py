"""Which rungs has the doctor stood on, and what did each give? The posts in order; what to ask of the present one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workbook.record.models import Post, Record, Span
from workbook.rules.experience import DAY, calendar_months
from workbook.rules.finding import FactRef
from workbook.rules.gaps import gaps_between

if TYPE_CHECKING:
    from workbook.facts import Facts

# The parts of `gives`, in the order in which they matter for getting on.
PARTS = {
    "educational_supervisor": "supervisor",
    "teaching": "teaching",
    "clinics": "clinics",
    "study_leave": "study leave",
    "eportfolio": "ePortfolio",
    "appraisal": "appraisal",
}
ARTICLES = {"supervisor": "a ", "ePortfolio": "an ", "appraisal": "an "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Something worth asking for, and when the doctor's hand is strongest."""

    text: str
    strong_when: str
    fact: FactRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One post. `gave` maps each part to yes, no or not said; `days` counts the first and the last day.

    `months` are the same days in calendar months, to the nearest whole one, from two months on.
    """

    post: str
    title: str
    start: date | None
    end: date | None
    days: int | None
    months: int | None
    training: bool | None
    gave: dict[str, bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days since qualification (or the first post) in no post and no programme; first and last day counted."""

    from_: date
    to: date

    @property
    def days(self) -> int:
        return (self.to - self.from_).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The rungs from the earliest, the gaps between them, and what to ask of the post held on the day."""

    on: date
    rungs: tuple[Rung, ...]
    gaps: tuple[Gap, ...]
    present: str | None
    requests: tuple[Request, ...]
    sentences: tuple[str, ...]


def ladder(record: Record, facts: Facts, on: date) -> Ladder:
    """The post history as rungs on this day. What a kind of post can ask for comes from data/posts."""
    posts = sorted(record.posts, key=lambda post: (post.start or date.max, post.id))
    rungs = tuple(_rung(post, facts, on) for post in posts)
    present = _present(posts, on)
    return Ladder(
        on=on,
        rungs=rungs,
        gaps=_gaps(record, on),
        present=present.id if present else None,
        requests=_requests(present, facts),
        sentences=_sentences(rungs),
    )


def _rung(post: Post, facts: Facts, on: date) -> Rung:
    kinds = facts.post_kinds()
    kind = kinds.get(post.kind) if post.kind else None
    last = min(post.end, on) if post.end else on
    months = calendar_months(post.start, last) if post.start and post.start <= last else 0
    return Rung(
        post=post.id,
        title=post.title or (kind.title if kind else "A post, title not said"),
        start=post.start,
        end=post.end,
        days=(last - post.start).days + 1 if post.start and post.start <= last else None,
        months=round(months) if months >= 2 else None,
        training=post.training,
        gave={words: getattr(post.gives, part) for part, words in PARTS.items()},
    )


def _present(posts: list[Post], on: date) -> Post | None:
    held = [post for post in posts if post.start and post.start <= on and (post.end is None or on <= post.end)]
    return held[-1] if held else None


def _gaps(record: Record, on: date) -> tuple[Gap, ...]:
    """The gaps up to the day asked, that day with them, or up to the last post where it begins later.

    Nothing is said of the days since the last post where one without a first day may hold them.
    """
    spans: tuple[Span, ...] = (*record.posts, *record.doctor.uk_programmes)
    starts = [span.start for span in spans if span.start]
    if not starts:
        return ()
    qualified = record.doctor.qualified
    found = gaps_between(spans, qualified.on if qualified else None, max(on + DAY, *starts))
    unplaced = [span.end or date.max for span in spans if not span.start]
    return tuple(
        Gap(from_=first, to=last)
        for first, last in found
        if any(start > last for start in starts) or all(end < first for end in unplaced)
    )


def _requests(present: Post | None, facts: Facts) -> tuple[Request, ...]:
    if present is None or present.kind not in facts.post_kinds():
        return ()
    posts = facts.posts()
    kind = facts.post_kinds()[present.kind]
    return tuple(
        Request(text=ask.text, strong_when=ask.strong_when, fact=FactRef(ask.provenance))
        for ask in posts.asked_of(kind)
    )


def _sentences(rungs: tuple[Rung, ...]) -> tuple[str, ...]:
    """The pattern in plain words: what the posts gave taken together, from the doctor's own answers only."""
    if not rungs:
        return ()
    said = []
    service = sum(rung.training is False for rung in rungs)
    if service == len(rungs):
        said.append("Your post was not training." if service == 1 else f"None of your {service} posts was training.")
    elif service:
        said.append(f"{service} of your {len(rungs)} posts {'was' if service == 1 else 'were'} not training.")
    for words in PARTS.values():
        answers = [rung.gave[words] for rung in rungs]
        if len(rungs) > 1 and all(answer is False for answer in answers):
            said.append(f"None of them gave you {ARTICLES.get(words, '')}{words}.")
    silent = sum(all(answer is None for answer in rung.gave.values()) for rung in rungs)
    if silent and len(rungs) == 1:
        said.append("You have not said yet what your post gave you.")
    elif silent:
        what = "it gave" if silent == 1 else "they gave"
        said.append(f"For {silent} of your {len(rungs)} posts you have not said yet what {what}.")
    return tuple(said)
