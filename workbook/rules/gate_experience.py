"""Has the doctor worked long enough for a gate?

Time at work is counted up to the day the criterion is measured; contracts already agreed count forward to it. Which
posts count stands in the criterion's `counting`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workbook.base.days import in_words
from workbook.facts.criteria import Counting, Criterion, Question
from workbook.facts.limits import Limit
from workbook.facts.specialty_words import SpecialtyWordsFile
from workbook.record.models import Post
from workbook.rules.experience import (
    CALENDAR_YEAR,
    Job,
    Stretch,
    at_most_until_qualified,
    calendar_days,
    day_after,
    days,
    least_days,
    months,
    stretches,
)
from workbook.rules.finding import Verdict
from workbook.rules.gate_question import Answer, Inquiry, belongs_to, day_of, in_training, not_known
from workbook.rules.naming import name_of

_YEARS = "A year from one August changeover to the next is taken as twelve months."


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The posts that count toward a limit, and those that cannot be placed because a field is empty.

    `unnamed` may count: the specialty is not said, or by a word that may mean this one or another, or the kind of post
    where only one kind counts.
    """

    jobs: tuple[Job, ...]
    undated: tuple[str, ...] = ()
    unnamed: tuple[Job, ...] = ()

    @property
    def open_ended(self) -> tuple[str, ...]:
        running = sorted((job for job in self.jobs if job.last is None), key=lambda job: (job.first, job.id))
        return tuple(job.id for job in running)

    def worked(
        self, before: date, *, whole_time: bool, open_until: date | None = None, unnamed: bool = False
    ) -> tuple[Stretch, ...]:
        """The time worked before a day."""
        jobs = (*self.jobs, *self.unnamed) if unnamed else self.jobs
        parts = (job.until(before, open_until) for job in jobs)
        return stretches((part for part in parts if part), whole_time=whole_time)


def counted(posts: Iterable[Post], counting: Counting, known: SpecialtyWordsFile, since: date | None = None) -> Counted:
    """Which posts count, each from its first day or from `since`. `known` tells which specialty a word means."""
    jobs: list[Job] = []
    unnamed: list[Job] = []
    undated: list[str] = []
    for post in posts:
        if never_counts(post, counting, known) is not None:
            continue
        named = in_specialty(post, counting, known) is True and not (counting.only and post.kind is None)
        if post.start is None:
            undated.append(post.id)
            continue
        first = max(post.start, since) if since else post.start
        if post.end is not None and post.end < first:
            continue
        (jobs if named else unnamed).append(Job(post.id, first, post.end, post.fraction))
    return Counted(jobs=tuple(jobs), undated=tuple(undated), unnamed=tuple(unnamed))


def in_specialty(post: Post, counting: Counting, known: SpecialtyWordsFile) -> bool | None:
    """Whether the post is in the specialty that is counted; None where its word for it is missing or may mean it."""
    if counting.specialties is None:
        return True
    return belongs_to(post.specialty, counting.specialties, known) if post.specialty is not None else None


def in_plain_words(post: Post) -> str:
    """The specialty of a post as its doctor typed it."""
    return (post.specialty or "").replace("-", " ")


def never_counts(post: Post, counting: Counting, known: SpecialtyWordsFile) -> str | None:
    """Why a post does not count whenever it was held, in words; None where it counts, or may."""
    if post.kind in counting.leave_out:
        return "an attachment: watching is no experience"
    if post.country == "GB" and post.kind in counting.leave_out_in_uk:
        return "a UK foundation post: left out of this limit"
    if counting.only and post.kind is not None and post.kind not in counting.only:
        return "another kind of post"
    if in_specialty(post, counting, known) is False:
        return "another specialty"
    return None


def min_experience(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is there enough work as a doctor by the day the criterion is measured?"""
    assert criterion.limit is not None and criterion.counting is not None  # required of this check by the model
    return enough_work(inquiry, criterion.limit, criterion.counting, criterion.question)


def enough_work(inquiry: Inquiry, limit: Limit, counting: Counting, question: Question | None) -> Answer:
    """The same for any figure: a criterion's, or that of one accepted route."""
    if counting.since is None:
        return _reached(inquiry, limit, counting, None)
    return _after_registration(inquiry, limit, counting, question)


def _after_registration(inquiry: Inquiry, limit: Limit, counting: Counting, question: Question | None) -> Answer:
    """Work after full registration: counted from the UK register, or by the doctor's word from the home one."""
    doctor = inquiry.record.doctor
    registered = doctor.gmc.full_registration_on
    country = doctor.qualified.country if doctor.qualified else None
    said = inquiry.said(question, any_specialty=True) if country != "GB" else None
    if said and said.holds:
        return Answer(
            verdict=Verdict.MET,
            because=f"You said on {in_words(said.on)} that you worked so long after full registration at home.",
        )
    if not inquiry.record.posts:
        return no_posts()
    by_uk = _reached(inquiry, limit, counting, registered) if registered else None
    if by_uk:
        said_lower = by_uk.because[0].lower() + by_uk.because[1:]
        by_uk = replace(by_uk, because=f"Counted from your UK registration, {said_lower}")
    if by_uk and by_uk.verdict in (Verdict.MET, Verdict.MET_ON, Verdict.NOT_DECIDED):
        return by_uk
    if country == "GB" or (said and not said.holds):
        return by_uk or Answer(
            verdict=Verdict.CANNOT_TELL,
            because="Work counts from full registration, and your record does not say since when you hold it.",
            missing=("the day of your full GMC registration",),
        )
    because = by_uk.because if by_uk else "No UK registration is recorded."
    missing = by_uk.missing if by_uk else ()
    if country is None:
        missing = (*missing, "the country of your medical degree")
    if question:
        missing = (*missing, question.text)
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because=f"{because} For a doctor qualified abroad it may be counted from the home regulator instead.",
        missing=missing or ("the day your home regulator registered you fully",),
        evidence=by_uk.evidence if by_uk else (),
        facts=by_uk.facts if by_uk else (),
    )


def _reached(inquiry: Inquiry, limit: Limit, counting: Counting, since: date | None) -> Answer:
    moment = inquiry.measured(counting)
    if not inquiry.record.posts:
        return no_posts()
    found = counted(inquiry.record.posts, counting, inquiry.facts.specialty_words(), since)
    figure = limit.number
    qualified = inquiry.record.doctor.qualified
    graduated = qualified.on if qualified else None

    def until(before: date, open_until: date | None = None) -> tuple[Stretch, ...]:
        worked = found.worked(before, whole_time=counting.whole_time is not False, open_until=open_until)
        return at_most_until_qualified(worked, graduated, CALENDAR_YEAR)

    posts = tuple(job.id for job in found.jobs)
    now = until(inquiry.on)
    if moment is not None and moment.date is not None and moment.date < inquiry.on:
        now = until(moment.date)
    if days(now) >= least_days(figure):
        return Answer(verdict=Verdict.MET, because=_so_far(now, figure), evidence=posts)
    if moment is None or moment.date is None:
        undecided = not_known(moment, "the start of the post")
        return replace(undecided, because=f"{_so_far(now, figure)} {undecided.because}", evidence=posts)
    facts = (inquiry.ref(moment),)
    then = until(moment.date)
    if days(then) >= least_days(figure):
        day = day_after(then, calendar_days(figure)) or day_after(then, least_days(figure))
        ended_today = until(moment.date, open_until=inquiry.on)
        running = found.open_ended if days(ended_today) < least_days(figure) else ()
        by_years = f" {_YEARS}" if months(then) < figure else ""
        runs = f" if {names(inquiry, running)} runs on; no last day is recorded" if running else ""
        return Answer(
            verdict=Verdict.MET_ON,
            because=f"{_so_far(now, figure)} You reach it on {in_words(day or moment.date)}{runs}.{by_years}",
            on=day or moment.date,
            missing=tuple(f"the last day of {names(inquiry, [id])}" for id in running),
            evidence=posts,
            facts=facts,
        )
    if found.undated:
        return undated(inquiry, found, _so_far(now, figure))
    short = max(0.1, round(figure - months(then), 1))
    return Answer(
        verdict=Verdict.NOT_MET,
        because=(
            f"By the posts you recorded you will have {months(then):.1f} of {figure:g} months on {day_of(moment)}: "
            f"{short:.1f} short. Another post or a longer contract before that day would close it."
            if moment.date > inquiry.on
            else f"By the posts you recorded you had {months(then):.1f} of {figure:g} months on {day_of(moment)}."
        ),
        on=moment.date,
        evidence=posts,
        facts=facts,
    )


def _so_far(worked: tuple[Stretch, ...], figure: float) -> str:
    have = months(worked)
    said = f"You have {have:.1f} months at work so far; {figure:g} are asked for."
    return f"{said} {_YEARS}" if have < figure and days(worked) >= least_days(figure) else said


def outside_foundation(inquiry: Inquiry) -> bool | None:
    """Whether the doctor is neither in nor finished with UK foundation; None where the record does not tell."""
    doctor, on = inquiry.record.doctor, inquiry.on
    programmes = [programme for programme in doctor.uk_programmes if programme.kind == "foundation"]
    if any(programme.completed or in_training(programme, on) for programme in programmes):
        return False
    if any(programme.completed is None for programme in programmes):
        return None
    if programmes:
        return True
    if any(post.country == "GB" and (post.kind or "").startswith("foundation-") for post in inquiry.record.posts):
        return None
    if doctor.qualified is None or doctor.qualified.country is None:
        return None
    return True if doctor.qualified.country != "GB" else None


def no_posts() -> Answer:
    return Answer(
        verdict=Verdict.CANNOT_TELL, because="Your record holds no posts yet.", missing=("your posts so far",)
    )


def undated(inquiry: Inquiry, found: Counted, because: str) -> Answer:
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because=because,
        missing=tuple(f"the first day of {names(inquiry, [id])}" for id in found.undated),
    )


def names(inquiry: Inquiry, ids: Iterable[str]) -> str:
    """Posts as the doctor calls them: the title on the contract, else the first day."""
    titles = {post.id: name_of(post) for post in inquiry.record.posts}
    return " and ".join(f"“{titles[id]}”" for id in ids)
