"""How much experience does a programme count on the day it measures, and on which day does staying on change that?

One clock for each limit of a specification, lower and upper: the months on the measuring day, each post that counts
with its days and hours, each that does not with the reason, and the day on which the figure is crossed if the doctor
stays in the posts now held. The verdict and its sentence are those of the gate: the clock shows what they rest on.
Source: `limit` and `counting` of the criterion in data/person_specs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from workbook.base.days import days_between, in_words
from workbook.facts.criteria import Check, Counting, Criterion
from workbook.facts.specialty_words import SpecialtyWordsFile
from workbook.record.models import Post
from workbook.rules.experience import (
    CALENDAR_YEAR,
    DAY,
    Job,
    Stretch,
    at_most_until_qualified,
    calendar_days,
    day_after,
    days,
    least_days,
    months,
)
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gate_experience import Counted, counted, in_plain_words, in_specialty, never_counts
from workbook.rules.gate_experience_limit import Clock
from workbook.rules.gate_question import Answer, Inquiry, criterion_ref, day_of
from workbook.rules.naming import name_of
from workbook.rules.rounds import Milestone

Bound = Literal["at-least", "at-most"]
BOUNDS: dict[str, Bound] = {"min-experience-months": "at-least", "max-experience-months": "at-most"}
COMPUTED = (Check.MIN_EXPERIENCE, Check.MAX_EXPERIENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedPost:
    """One post that counts, up to the measuring day: both days worked, and `months` by its hours where hours count.

    Posts that overlap each stand with all of their days; the months of the whole count such a day once.
    """

    post: str
    title: str
    first: date
    last: date
    days: int
    fraction: float
    months: float
    runs_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One post, or a part of the time, that does not count, and why. `post` is null where it is time of several."""

    post: str | None
    title: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """One limit on experience: the months on `measured_on` against `limit`, an upper or a lower one.

    `crosses_on` is the first day on which the count is over an upper limit, or the day on which a lower one is reached,
    by the posts recorded and, where those end too soon, by the posts now held if they run on; `crosses_if_stayed` is
    true in the second case. `months` is null where nothing could be counted; `computed` is false where the words do not
    say exactly what counts, and the doctor is asked.
    """

    criterion: str
    title: str
    bound: Bound
    limit: float
    computed: bool
    verdict: Verdict
    because: str
    months: float | None = None
    whole_time: bool | None = None
    measured_at: str | None = None
    measured_on: date | None = None
    measured_said: str | None = None
    crosses_on: date | None = None
    crosses_if_stayed: bool = False
    counted: tuple[CountedPost, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    missing: tuple[str, ...] = ()
    facts: tuple[FactRef, ...] = ()


def experience_of(inquiry: Inquiry, criterion: Criterion, answer: Answer) -> Experience | None:
    """The clock of one criterion with the answer its gate gave; None where it limits no experience."""
    limit, counting, bound = criterion.limit, criterion.counting, bound_of(criterion)
    if limit is None or bound is None:
        return None
    bare = Experience(
        criterion=criterion.id,
        title=criterion.title,
        bound=bound,
        limit=limit.number,
        computed=False,
        verdict=answer.verdict,
        because=answer.because,
        missing=answer.missing,
        facts=(criterion_ref(criterion), *answer.facts),
    )
    if criterion.check not in COMPUTED or counting is None:
        return bare
    moment = inquiry.measured(counting)
    known = replace(
        bare,
        computed=True,
        whole_time=counting.whole_time,
        measured_at=counting.measured_at,
        measured_on=moment.date if moment else None,
        measured_said=day_of(moment) if moment else None,
    )
    if moment is None or moment.date is None or not inquiry.record.posts:
        return replace(known, left_out=_left_out(inquiry, counting, None, None))
    return (
        _upper(inquiry, criterion, known, moment) if bound == "at-most" else _lower(inquiry, criterion, known, moment)
    )


def bound_of(criterion: Criterion) -> Bound | None:
    """Whether the criterion limits experience, and from which side."""
    limit = criterion.limit
    return BOUNDS.get(limit.kind) if limit and not isinstance(limit.value, str) else None


def _upper(inquiry: Inquiry, criterion: Criterion, known: Experience, moment: Milestone) -> Experience:
    clock, day = Clock(inquiry, criterion), moment.date
    assert day is not None and criterion.counting is not None  # the caller has seen both
    last_inside = clock.last_day_within()
    qualified = inquiry.record.doctor.qualified
    left_out = _left_out(inquiry, criterion.counting, day, qualified.on if qualified else None)
    if clock.disregarded and clock.sure and clock.found.jobs:
        figure = f"{clock.disregarded:g}"
        first = LeftOut(post=None, title=f"Your first {figure} months of {clock.what}", because="left out by the rule")
        left_out = (*left_out, first)
    return replace(
        known,
        months=None if clock.found.undated else clock.months(day, disregard=clock.sure),
        crosses_on=last_inside + DAY if last_inside and not clock.found.undated else None,
        crosses_if_stayed=last_inside is not None and clock.last_day_by_contract() is None,
        counted=_counted(inquiry, clock.found, criterion.counting, day),
        left_out=left_out,
    )


def _lower(inquiry: Inquiry, criterion: Criterion, known: Experience, moment: Milestone) -> Experience:
    counting, day, limit = criterion.counting, moment.date, criterion.limit
    assert counting is not None and day is not None and limit is not None  # the caller has seen all three
    doctor = inquiry.record.doctor
    since = doctor.gmc.full_registration_on if counting.since else None
    if counting.since and since is None:
        return replace(known, left_out=_left_out(inquiry, counting, day, None))
    found = counted(inquiry.record.posts, counting, inquiry.facts.specialty_words(), since)
    graduated = doctor.qualified.on if doctor.qualified else None

    def worked(before: date, jobs: tuple[Job, ...]) -> tuple[Stretch, ...]:
        time = replace(found, jobs=jobs).worked(before, whole_time=counting.whole_time is not False)
        return at_most_until_qualified(time, graduated, CALENDAR_YEAR)

    then = worked(day, found.jobs)
    horizon = max(day, inquiry.on) + CALENDAR_YEAR * 10 * DAY
    running_on = tuple(replace(j, last=None) if j.last is not None and j.last >= inquiry.on else j for j in found.jobs)
    by_contract = _reached(worked(horizon, found.jobs), limit.number)
    reached = by_contract or _reached(worked(horizon, running_on), limit.number)
    return replace(
        known,
        months=months(then),
        crosses_on=reached,
        crosses_if_stayed=reached is not None and by_contract is None,
        counted=_counted(inquiry, found, counting, day),
        left_out=_left_out(inquiry, counting, day, None, since),
    )


def _reached(worked: tuple[Stretch, ...], figure: float) -> date | None:
    """The day a lower limit is reached, as its gate says it: by calendar years, else by changeover years."""
    if days(worked) < least_days(figure):
        return None
    return day_after(worked, calendar_days(figure)) or day_after(worked, least_days(figure))


# ---------------------------------------------------------------- the posts


def _counted(inquiry: Inquiry, found: Counted, counting: Counting, day: date) -> tuple[CountedPost, ...]:
    titles = {post.id: name_of(post) for post in inquiry.record.posts}
    shown: list[CountedPost] = []
    for job in sorted(found.jobs, key=lambda job: (job.first, job.id)):
        part = job.until(day)
        if part is None or part.last is None:
            continue
        fraction = part.fraction if counting.whole_time else 1.0
        shown.append(
            CountedPost(
                post=job.id,
                title=titles[job.id],
                first=part.first,
                last=part.last,
                days=days_between(part.first, part.last),
                fraction=part.fraction,
                months=months((Stretch(part.first, part.last, fraction, (job.id,)),)),
                runs_on=job.last is None or job.last >= day,
            )
        )
    return tuple(shown)


def _left_out(
    inquiry: Inquiry, counting: Counting, day: date | None, graduated: date | None, since: date | None = None
) -> tuple[LeftOut, ...]:
    """Every post that does not count, in the order of the record, each with its one reason."""
    known = inquiry.facts.specialty_words()
    reasons = ((post, _why(post, counting, known, day, graduated, since)) for post in inquiry.record.posts)
    return tuple(LeftOut(post=post.id, title=name_of(post), because=why) for post, why in reasons if why)


def _why(
    post: Post,
    counting: Counting,
    known: SpecialtyWordsFile,
    day: date | None,
    graduated: date | None,
    since: date | None,
) -> str | None:
    if (never := never_counts(post, counting, known)) is not None:
        return never
    if post.start is None:
        return "no first day is recorded"
    if counting.specialties is not None and post.specialty is None:
        return "no specialty is recorded"
    if in_specialty(post, counting, known) is None:
        return f"whether “{in_plain_words(post)}” is this specialty is not clear"
    if counting.only and post.kind is None:
        return "the kind of post is not recorded"
    if day is not None and post.start >= day:
        return f"it begins on {in_words(post.start)}, not before the measuring day"
    if graduated is not None and post.end is not None and post.end < graduated:
        return "before your medical degree"
    if since is not None and post.end is not None and post.end < since:
        return f"before your full registration on {in_words(since)}"
    return None
