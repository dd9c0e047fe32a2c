"""How many months has the doctor worked in the NHS, against each threshold that anyone has proposed?

Nothing here is law: the regulations that may name a threshold were not found. Which posts count, hours, gaps and the
day of counting are open, so the count says how it was made: every UK post of the record as a doctor, each day once, in
calendar months; and a second time by hours. Source: positions, scenarios and open questions of
data/recruitment/priority-regulations.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workbook.base.days import LATEST, days_between, in_words
from workbook.facts.core import Status
from workbook.facts.library import Facts
from workbook.facts.prioritisation import Position, RegulationsFile
from workbook.record.models import Post, Record
from workbook.rules.experience import Job, Stretch, day_reached, months, stretches
from workbook.rules.experience_clock import CountedPost, LeftOut
from workbook.rules.finding import FactRef
from workbook.rules.naming import name_of

UK = "GB"
ATTACHMENT = "attachment"
_STANDING = {Status.SUPERSEDED: ", since replaced", Status.CLOSED: ", not adopted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NhsMonths:
    """Months of UK posts before the day: `months` by the calendar, each day once; `whole_time` by hours as well."""

    months: float
    whole_time: float
    counted: tuple[CountedPost, ...]
    left_out: tuple[LeftOut, ...]
    because: str
    open_questions: tuple[str, ...]
    facts: tuple[FactRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One number of months somebody proposed. Never the rule.

    `reached_on` is the first day before which so many calendar months were worked, by the posts recorded and, where
    those end too soon, by the posts now held if the doctor stays; null where none is held. `whole_time_reached_on` is
    the same by hours.
    """

    months: int
    reached: bool
    reached_on: date | None
    whole_time_reached_on: date | None
    proposed_by: tuple[str, ...]
    facts: tuple[FactRef, ...]


def nhs_months(record: Record, facts: Facts, on: date) -> NhsMonths:
    """The count on a day, with every post that is in it and every one that is not."""
    reasons = [(post, _why_not(post, facts, on)) for post in record.posts]
    jobs = _jobs(post for post, why in reasons if why is None)
    regulations = facts.priority_regulations()
    titles = {post.id: name_of(post) for post in record.posts}
    return NhsMonths(
        months=months(_worked(jobs, on, whole_time=False)),
        whole_time=months(_worked(jobs, on, whole_time=True)),
        counted=tuple(_shown(job, titles[job.id], on) for job in jobs),
        left_out=tuple(LeftOut(post=post.id, title=name_of(post), because=why) for post, why in reasons if why),
        because=(
            "Our count: every post in the UK that your record holds, as if each were in the NHS, up to the day before "
            f"{in_words(on)}, each day once. Nobody has said which posts will count, or how."
        ),
        open_questions=regulations.open_questions,
        facts=(FactRef(regulations.provenance), FactRef(regulations.state.provenance)),
    )


def thresholds(record: Record, facts: Facts, on: date) -> tuple[Threshold, ...]:
    """Each number of months that the positions and scenarios of the data name, the least first."""
    regulations = facts.priority_regulations()
    jobs = _jobs(post for post in record.posts if _never(post, facts) is None)
    return tuple(_threshold(regulations, jobs, figure, on) for figure in proposed_months(regulations))


def proposed_months(regulations: RegulationsFile) -> tuple[int, ...]:
    """The numbers of months anyone has named."""
    named = {bound for position in regulations.positions for bound in position.months or ()}
    return tuple(sorted(named | {scenario.months for scenario in regulations.scenarios}))


def _threshold(regulations: RegulationsFile, jobs: tuple[Job, ...], figure: int, on: date) -> Threshold:
    reached_on = _reached_on(jobs, figure, on, whole_time=False)
    by = [each for each in regulations.positions if each.months and each.months[0] <= figure <= each.months[1]]
    scenarios = [each for each in regulations.scenarios if each.months == figure]
    return Threshold(
        months=figure,
        reached=reached_on is not None and reached_on <= on,
        reached_on=reached_on,
        whole_time_reached_on=_reached_on(jobs, figure, on, whole_time=True),
        proposed_by=tuple(_said(position) for position in by),
        facts=tuple(FactRef(each.provenance) for each in (*by, *scenarios)),
    )


def _said(position: Position) -> str:
    """Who named it, over what range, and what became of it."""
    least, most = position.years_min, position.years_max
    asked = f"{least} years" if least == most else f"{least} to {most} years"
    return f"{position.who}: {asked}{_STANDING.get(position.provenance.status, '')}"


# ---------------------------------------------------------------- the posts


def _never(post: Post, facts: Facts) -> str | None:
    """Why a post is in no count, whatever the day; None where it is."""
    if post.country != UK:
        return "outside the UK"
    kind = facts.post_kinds().get(post.kind or "")
    if kind is not None and kind.category == ATTACHMENT:
        return "an attachment: watching is no work as a doctor"
    return "no first day is recorded" if post.start is None else None


def _why_not(post: Post, facts: Facts, on: date) -> str | None:
    never = _never(post, facts)
    if never is None and post.start is not None and post.start >= on:
        return f"it begins on {in_words(post.start)}"
    return never


def _jobs(posts: Iterable[Post]) -> tuple[Job, ...]:
    found = [Job(post.id, post.start, post.end, post.fraction) for post in posts if post.start is not None]
    return tuple(sorted(found, key=lambda job: (job.first, job.id)))


def _worked(jobs: Iterable[Job], before: date, *, whole_time: bool) -> tuple[Stretch, ...]:
    parts = (job.until(before) for job in jobs)
    return stretches((part for part in parts if part), whole_time=whole_time)


def _reached_on(jobs: tuple[Job, ...], figure: int, on: date, *, whole_time: bool) -> date | None:
    """By the posts as recorded, else by those now held as if they ran on."""
    staying = tuple(replace(job, last=None) if job.first <= on and job.last and job.last >= on else job for job in jobs)
    for way in (jobs, staying):
        reached = day_reached(_worked(way, LATEST, whole_time=whole_time), figure)
        if reached is not None:
            return reached
    return None


def _shown(job: Job, title: str, on: date) -> CountedPost:
    part = job.until(on)
    assert part is not None and part.last is not None  # a job that begins on or after the day is not counted
    return CountedPost(
        post=job.id,
        title=title,
        first=part.first,
        last=part.last,
        days=days_between(part.first, part.last),
        fraction=part.fraction,
        months=months((Stretch(part.first, part.last, part.fraction, (job.id,)),)),
        runs_on=job.last is None or job.last >= on,
    )
