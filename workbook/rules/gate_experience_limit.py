"""Has the doctor too much experience of the specialty, and on which day would they have?

Whole-time equivalent on the day the criterion is measured, and the last day a doctor may stay in the posts they hold.
What counts, and what is left out, stands in the criterion's `counting`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from workbook.base.days import in_words
from workbook.facts.criteria import Check, Counting, Criterion
from workbook.rules.experience import CALENDAR_YEAR, DAY, Job, months, without_first_months
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gate_experience import counted, in_plain_words, names, no_posts, outside_foundation, undated
from workbook.rules.gate_question import Answer, Inquiry, criterion_ref, day_of, not_known
from workbook.rules.gate_word import beside_the_word

HORIZON = timedelta(days=60 * CALENDAR_YEAR)


def max_experience(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is there too much experience in the specialty on the day it is measured, and when would there be?"""
    return beside_the_word(inquiry, criterion, _by_posts(inquiry, criterion))


def _by_posts(inquiry: Inquiry, criterion: Criterion) -> Answer:
    assert criterion.limit is not None and criterion.counting is not None  # required of this check by the model
    clock = Clock(inquiry, criterion)
    moment = inquiry.measured(criterion.counting)
    if not inquiry.record.posts:
        return no_posts()
    if clock.found.undated:
        return undated(inquiry, clock.found, "A post in the specialty has no first day.")
    if moment is None or moment.date is None:
        return not_known(moment, criterion.counting.measured_at.replace("-", " "))
    answer = clock.at(moment.date, day_of(moment))
    return replace(answer, facts=(inquiry.ref(moment), *clock.facts))


class Clock:
    """Months in the specialty, by the posts recorded and by the posts now held if they run on.

    Where the words do not say whether part time counts by its fraction, the limit is kept only if it is kept with every
    month counted whole, and passed only if it is passed by whole-time months; in between nobody can tell.
    """

    def __init__(self, inquiry: Inquiry, criterion: Criterion) -> None:
        assert criterion.limit is not None and criterion.counting is not None
        self.inquiry, self.counting, self.limit = inquiry, criterion.counting, criterion.limit.number
        qualified = inquiry.record.doctor.qualified
        since, known = qualified.on if qualified else None, inquiry.facts.specialty_words()
        self.found = counted(inquiry.record.posts, self.counting, known, since)
        self.disregarded, self.sure, self.facts = _disregarded(inquiry, self.counting)

    def months(
        self,
        before: date,
        *,
        open_until: date | None = None,
        unnamed: bool = False,
        disregard: bool = True,
        least: bool = False,
    ) -> float:
        """Months before a day. `least`: by fractions, where the words leave open whether fractions count."""
        by_fraction = self.counting.whole_time if self.counting.whole_time is not None else least
        worked = self.found.worked(before, whole_time=by_fraction, open_until=open_until, unnamed=unnamed)
        return months(without_first_months(worked, self.disregarded) if disregard else worked)

    @property
    def what(self) -> str:
        """What is counted, in words: radiology, LAT posts in cardiology."""
        word = (self.counting.specialties or ("medicine",))[0].replace("-", " ")
        kinds = self.inquiry.facts.post_kinds()
        only = " or ".join(kinds[kind].title for kind in self.counting.only if kind in kinds)
        return f"{only} posts in {word}" if only else word

    def at(self, day: date, said: str) -> Answer:
        word = self.what
        posts = tuple(job.id for job in self.found.jobs)
        limit, on = self.limit, self.inquiry.on
        strict = not self.sure  # whether first months are left out is not known: count without it, then with it
        have = self.months(day, disregard=not strict)  # posts without an end run on
        least = self.months(day, open_until=on, least=True)
        most = self.months(day, unnamed=True, disregard=not strict)
        last = self.last_day_within()
        stay = f"; stay past {in_words(last)} and you are over" if last else ""
        count = f"{have:.1f} of {limit:g} months"
        if most <= limit:
            if not posts and not self.found.unnamed:
                what = word if self.counting.only else f"post in {word}"
                none = f"Your record shows no {what}: 0 of {limit:g} months."
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
            because=(
                f"You have between {least:.1f} and {most:.1f} of {limit:g} months on {said}, by what is still "
                f"missing{stay}."
            ),
            on=last,
            missing=self._missing(day, have),
            evidence=posts,
        )

    def _missing(self, day: date, have: float) -> tuple[str, ...]:
        """What decides: a post without an end, posts without a specialty, or whether first months are left out."""
        on, limit, inquiry = self.inquiry.on, self.limit, self.inquiry
        ends = [f"the last day of {names(inquiry, [id])}" for id in self.found.open_ended] if have > limit else []
        placed = self.months(day, open_until=on, unnamed=True, disregard=self.sure)
        unnamed = [self._asked_of(job) for job in self.found.unnamed]
        training = ["whether you were in, and finished, a UK foundation programme"] if not self.sure else []
        part_time = self.counting.whole_time is None and any(job.fraction < 1 for job in self.found.jobs)
        hours = ["whether part-time months count whole or by their fraction: ask the recruiter"] if part_time else []
        return (*ends, *(unnamed if placed > limit or not ends else ()), *training, *hours)

    def _asked_of(self, job: Job) -> str:
        """What to ask of a post that may be in the specialty."""
        post = next(post for post in self.inquiry.record.posts if post.id == job.id)
        title, word = names(self.inquiry, [job.id]), self.counting.specialties
        if word is None or post.specialty is None or (self.counting.only and post.kind is None):
            return f"the {'kind and specialty' if self.counting.only else 'specialty'} of {title}"
        asked = word[0].replace("-", " ")
        return (
            f"whether {title}, with the specialty “{in_plain_words(post)}”, is a post in {asked}: write “{asked}” "
            "there, or the usual name of another specialty"
        )

    def last_day_within(self) -> date | None:
        """The last day within the limit: by the contracts recorded, else if the posts now held run on past them."""
        on = self.inquiry.on
        running_on = tuple(
            replace(job, last=None) if job.last is not None and job.last >= on else job for job in self.found.jobs
        )
        return self.last_day_by_contract() or self._crossing(running_on)

    def last_day_by_contract(self) -> date | None:
        """The same by the contracts recorded alone; a post without a last day runs on."""
        return self._crossing(self.found.jobs)

    def _crossing(self, jobs: tuple[Job, ...]) -> date | None:
        """The last day within the limit for these posts; None when they never cross it."""
        if not jobs:
            return None
        ahead = replace(self.found, jobs=jobs)
        low = min(job.first for job in jobs)
        high = max(self.inquiry.on, max(job.first for job in jobs)) + HORIZON

        def inside(before: date) -> bool:
            worked = ahead.worked(before, whole_time=self.counting.whole_time is True)
            left = without_first_months(worked, self.disregarded) if self.sure else worked
            return months(left) <= self.limit

        if inside(high):
            return None
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
    facts = (criterion_ref(rule),)
    if outside is None:
        return rule.limit.number, False, facts
    return (rule.limit.number, True, facts) if outside else (0.0, True, ())
