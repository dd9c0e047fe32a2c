"""Has the doctor worked long enough for a gate, and not too long for another?

Lower limits count time at work up to the day the criterion is measured; upper limits count whole-time equivalent in one
specialty and say the day a doctor crosses the line by staying. What counts stands in the criterion's `counting`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbook.base.days import in_words
from workbook.facts.person_specs import Check, Counting, Criterion, Limit, Question
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
    stretches,
    without_first_months,
)
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gate_question import Answer, Inquiry, criterion_ref, day_of, in_training, names_one_of, not_known

HORIZON = timedelta(days=60 * CALENDAR_YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The posts that count toward a limit, and those that cannot be placed because a field is empty."""

    jobs: tuple[Job, ...]
    undated: tuple[str, ...] = ()
    unnamed: tuple[Job, ...] = ()

    @property
    def open_ended(self) -> tuple[str, ...]:
        return tuple(job.id for job in self.jobs if job.last is None)

    def worked(
        self, before: date, *, whole_time: bool, open_until: date | None = None, unnamed: bool = False
    ) -> tuple[Stretch, ...]:
        """The time worked before a day."""
        jobs = (*self.jobs, *self.unnamed) if unnamed else self.jobs
        parts = (job.until(before, open_until) for job in jobs)
        return stretches((part for part in parts if part), whole_time=whole_time)


def counted(posts: Iterable[Post], counting: Counting, since: date | None = None) -> Counted:
    """Which posts count, each from its first day or from `since`."""
    jobs: list[Job] = []
    unnamed: list[Job] = []
    undated: list[str] = []
    for post in posts:
        if post.kind in counting.leave_out or (post.country == "GB" and post.kind in counting.leave_out_in_uk):
            continue
        named = counting.specialties is None or post.specialty is not None
        if post.specialty is not None and not names_one_of(post.specialty, counting.specialties):
            continue
        if post.start is None:
            undated.append(post.id)
            continue
        first = max(post.start, since) if since else post.start
        if post.end is not None and post.end < first:
            continue
        (jobs if named else unnamed).append(Job(post.id, first, post.end, post.fraction))
    return Counted(jobs=tuple(jobs), undated=tuple(undated), unnamed=tuple(unnamed))


# ---------------------------------------------------------------- at least so many months


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
        return _no_posts()
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
    missing = ("the country of your medical degree",) if country is None else ()
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
        return _no_posts()
    found = counted(inquiry.record.posts, counting, since)
    figure = limit.number
    qualified = inquiry.record.doctor.qualified
    graduated = qualified.on if qualified else None

    def until(before: date) -> tuple[Stretch, ...]:
        worked = found.worked(before, whole_time=counting.whole_time)
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
        running = [id for id in found.open_ended if day and id in then[-1].posts]
        runs = f" if {_names(inquiry, running)} runs on; no last day is recorded" if running else ""
        return Answer(
            verdict=Verdict.MET_ON,
            because=f"{_so_far(now, figure)} You reach it on {in_words(day or moment.date)}{runs}.",
            on=day or moment.date,
            missing=tuple(f"the last day of {_names(inquiry, [id])}" for id in running),
            evidence=posts,
            facts=facts,
        )
    if found.undated:
        return _undated(inquiry, found, _so_far(now, figure))
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
    if have < figure and days(worked) >= least_days(figure):
        return (
            f"You have {have:.1f} months at work and {figure:g} are asked for; a year from one August changeover to "
            "the next is taken as twelve months."
        )
    return f"You have {have:.1f} months at work; {figure:g} are asked for."


# ---------------------------------------------------------------- at most so many months


def max_experience(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is there too much experience in the specialty on the day it is measured, and when would there be?"""
    assert criterion.limit is not None and criterion.counting is not None  # required of this check by the model
    clock = _Clock(inquiry, criterion)
    moment = inquiry.measured(criterion.counting)
    if not inquiry.record.posts:
        return _no_posts()
    if clock.found.undated:
        return _undated(inquiry, clock.found, "A post in the specialty has no first day.")
    if moment is None or moment.date is None:
        return not_known(moment, criterion.counting.measured_at.replace("-", " "))
    answer = clock.at(moment.date, day_of(moment))
    return replace(answer, facts=(inquiry.ref(moment), *clock.facts))


class _Clock:
    """Whole-time months in the specialty, by the posts recorded and by the posts now held if they run on."""

    def __init__(self, inquiry: Inquiry, criterion: Criterion) -> None:
        assert criterion.limit is not None and criterion.counting is not None
        self.inquiry, self.counting, self.limit = inquiry, criterion.counting, criterion.limit.number
        qualified = inquiry.record.doctor.qualified
        self.found = counted(inquiry.record.posts, self.counting, qualified.on if qualified else None)
        self.disregarded, self.sure, self.facts = _disregarded(inquiry, self.counting)

    def months(
        self, before: date, *, open_until: date | None = None, unnamed: bool = False, disregard: bool = True
    ) -> float:
        worked = self.found.worked(before, whole_time=self.counting.whole_time, open_until=open_until, unnamed=unnamed)
        return months(without_first_months(worked, self.disregarded) if disregard else worked)

    def at(self, day: date, said: str) -> Answer:
        word = (self.counting.specialties or ("medicine",))[0]
        posts = tuple(job.id for job in self.found.jobs)
        limit, on = self.limit, self.inquiry.on
        strict = not self.sure  # whether first months are left out is not known: count without it, then with it
        have = self.months(day, disregard=not strict)
        least = self.months(day, open_until=on)
        most = self.months(day, unnamed=True, disregard=not strict)
        last = self.last_day_within()
        stay = f"; stay past {in_words(last)} and you are over" if last else ""
        count = f"{have:.1f} of {limit:g} months"
        if most <= limit:
            if not posts and not self.found.unnamed:
                none = f"Your record shows no post in {word}: 0 of {limit:g} months."
                return Answer(verdict=Verdict.MET, because=none)
            return Answer(verdict=Verdict.MET, because=f"You have {count} on {said}{stay}.", on=last, evidence=posts)
        if least > limit:
            over = f"{least:.1f}" if round(least, 1) > limit else f"just over {limit:g}"
            leave = f" Leave {word} by {in_words(last)} to stay inside." if last and last >= on else ""
            return Answer(
                verdict=Verdict.NOT_MET,
                because=f"You have {over} months of {word} on {said}; at most {limit:g} are allowed.{leave}",
                on=last,
                evidence=posts,
            )
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"You have {count} on {said} if everything that may count does{stay}.",
            on=last,
            missing=self._missing(day),
            evidence=posts,
        )

    def _missing(self, day: date) -> tuple[str, ...]:
        open_ended = [f"the last day of {_names(self.inquiry, [id])}" for id in self.found.open_ended]
        if self.months(day) <= self.limit:
            open_ended = []
        unnamed = [f"the specialty of {_names(self.inquiry, [job.id])}" for job in self.found.unnamed]
        training = ["whether you were in, and finished, a UK foundation programme"] if not self.sure else []
        return (*open_ended, *unnamed, *training)

    def last_day_within(self) -> date | None:
        """The last day within the limit: of the posts recorded, or of those now held if they run on."""
        on = self.inquiry.on
        running = tuple(
            replace(job, last=None) if job.last is None or job.last >= on else job for job in self.found.jobs
        )
        if not running:
            return None
        ahead = replace(self.found, jobs=running)
        low = min(job.first for job in running)
        high = max(on, max(job.first for job in running)) + HORIZON

        def inside(before: date) -> bool:
            worked = ahead.worked(before, whole_time=self.counting.whole_time)
            left = without_first_months(worked, self.disregarded) if self.sure else worked
            return months(left) <= self.limit

        if inside(high):
            return None  # no post in the specialty is held or to come, and the past stays inside
        while (high - low).days > 1:
            middle = low + (high - low) // 2
            low, high = (middle, high) if inside(middle) else (low, middle)
        return low - DAY


def experience_discount(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Are first months in the specialty left out for this doctor? A way of counting, used by the limit itself."""
    assert criterion.limit is not None
    outside = outside_foundation(inquiry)
    figure = f"{criterion.limit.number:g} months"
    if outside is None:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"Whether your first {figure} are left out depends on UK foundation.",
            missing=("whether you were in, and finished, a UK foundation programme",),
        )
    if not outside:
        return Answer(
            verdict=Verdict.NOT_APPLICABLE,
            because="You are in UK foundation or have finished it: foundation-level time is left out instead.",
        )
    return Answer(
        verdict=Verdict.MET,
        because=f"A way of counting, not a bar: your first {figure} are left out of the limit, all later time counts.",
    )


def _disregarded(inquiry: Inquiry, counting: Counting) -> tuple[float, bool, tuple[FactRef, ...]]:
    """Months left out, whether that is sure, and the criterion that says so."""
    rule = inquiry.spec.one_of(counting.disregard, Check.EXPERIENCE_DISCOUNT) if counting.disregard else None
    if rule is None or rule.limit is None:
        return 0.0, True, ()
    outside = outside_foundation(inquiry)
    facts = (criterion_ref(inquiry.spec, rule),)
    if outside is None:
        return rule.limit.number, False, facts
    return (rule.limit.number, True, facts) if outside else (0.0, True, ())


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


def _no_posts() -> Answer:
    return Answer(
        verdict=Verdict.CANNOT_TELL, because="Your record holds no posts yet.", missing=("your posts so far",)
    )


def _undated(inquiry: Inquiry, found: Counted, because: str) -> Answer:
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because=because,
        missing=tuple(f"the first day of {_names(inquiry, [id])}" for id in found.undated),
    )


def _names(inquiry: Inquiry, ids: Iterable[str]) -> str:
    """Posts as the doctor calls them: the title on the contract, else the id."""
    titles = {post.id: post.title or post.id for post in inquiry.record.posts}
    return " and ".join(f"“{titles[id]}”" for id in ids)
