"""Is there a CREST form that counts: signed in time, inside the window, by someone who worked with the doctor?

The signatory must have worked with the doctor for so many whole-time months in one unbroken stretch inside the window.
A post worked part time takes longer. Attachments never count. The posts are used as a cross-check on the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workbook.base.days import add_months, in_words
from workbook.facts.criteria import AcceptedRoute, Check, Criterion
from workbook.record.models import Evidence, Post
from workbook.rules.experience import DAY, Stretch, last_day_within, months, stretches
from workbook.rules.finding import Verdict
from workbook.rules.gate_experience import counted, enough_work, outside_foundation
from workbook.rules.gate_question import Answer, Inquiry, day_of, in_training, not_known
from workbook.rules.naming import name_of

FORM = "crest-form"
MUST_BE_YES = {  # keys of the vocabulary: what is wrong when no, what is asked when not said
    "signatory_eligible": (
        "the signatory is not one of those who may sign",
        "whether the signatory is one of those who may sign",
    ),
    "all_capabilities": (
        "not every capability is marked as demonstrated",
        "whether every capability is marked as demonstrated",
    ),
}

_BEST_FIRST = (Verdict.MET, Verdict.MET_ON, Verdict.CANNOT_TELL, Verdict.NOT_DECIDED, Verdict.NOT_MET)


def crest_answer(inquiry: Inquiry, route: AcceptedRoute, window_months: int) -> Answer | None:
    """The CREST route whole: the form and, beside it, the work after full registration."""
    if (barred := crest_barred(inquiry)) is not None:
        return barred
    criterion = inquiry.spec.checked_by(Check.CREST_SIGNATURE)
    if criterion is None:
        return None
    signed = signature(inquiry, criterion, window_months)
    parts = [signed]
    if route.limit and route.counting:
        work = enough_work(inquiry, route.limit, route.counting, route.question)
        if work.verdict is not Verdict.MET or signed.verdict in (Verdict.MET, Verdict.MET_ON):
            parts.append(replace(work, because=f"Work after full registration: {work.because}"))
    verdict = max((part.verdict for part in parts), key=_BEST_FIRST.index)
    return Answer(
        verdict=verdict,
        because=" ".join(part.because for part in parts),
        on=max((part.on for part in parts if part.on and part.verdict is verdict), default=None),
        missing=tuple(item for part in parts for item in part.missing),
        evidence=signed.evidence,
    )


def crest_barred(inquiry: Inquiry) -> Answer | None:
    """Whether CREST is closed to this doctor: someone who started UK foundation and did not complete it."""
    programmes = [programme for programme in inquiry.record.doctor.uk_programmes if programme.kind == "foundation"]
    over = [programme for programme in programmes if programme.end and programme.end < inquiry.on]
    if any(programme.completed for programme in programmes):
        return None
    if any(in_training(programme, inquiry.on) for programme in programmes):
        return Answer(verdict=Verdict.NOT_MET, because="You are in UK foundation, so CREST is not your route.")
    if any(programme.completed is False for programme in over):
        return Answer(
            verdict=Verdict.NOT_MET,
            because="You started UK foundation and did not complete it, so CREST is not open to you.",
        )
    if over or (not programmes and outside_foundation(inquiry) is None and _stand_alone_year(inquiry)):
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="CREST is not open to a doctor who began UK foundation or a lone F2 year and did not complete it.",
            missing=("whether you completed your UK foundation programme or F2",),
        )
    return None


def _stand_alone_year(inquiry: Inquiry) -> bool:
    return any(
        post.country == "GB" and (post.kind or "").startswith("foundation-") and post.start and post.start <= inquiry.on
        for post in inquiry.record.posts
    )


def signature(inquiry: Inquiry, criterion: Criterion, window_months: int | None) -> Answer:
    """The signed form: its day, its signatory, and the time they worked together."""
    start = inquiry.start
    if start is None or window_months is None:
        return not_known(inquiry.round.post_start, "the start of the post")
    assert criterion.limit is not None  # required of this check by the model
    window = add_months(start, -window_months)
    needed = criterion.limit.number
    facts = (inquiry.ref(inquiry.round.post_start), inquiry.ref(inquiry.round.closes))
    forms = [evidence for evidence in inquiry.record.evidence if evidence.kind == FORM and evidence.status != "idea"]
    if forms:
        answers = [_one_form(inquiry, criterion, form, window, needed) for form in forms]
        best = min(answers, key=lambda answer: (_BEST_FIRST.index(answer.verdict), answer.on or date.min))
        return replace(best, facts=facts)
    ready = _first_ready(inquiry, criterion, window, needed)
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because=(
            f"No CREST form is recorded. The window opens on {in_words(window)}; the signatory must have worked with "
            f"you for {needed:g} unbroken whole-time months inside it. {ready}"
        ),
        on=inquiry.closes,
        missing=(f"a CREST form, signed before the form closes on {day_of(inquiry.round.closes)}",),
        facts=facts,
    )


def _one_form(inquiry: Inquiry, criterion: Criterion, form: Evidence, window: date, needed: float) -> Answer:
    proof = form.proof
    dated = proof.dated if proof else None
    held = (form.id,)
    closes = inquiry.round.closes
    in_time = f"It must be signed before the form closes on {day_of(closes)}."

    def no(because: str) -> Answer:
        return Answer(verdict=Verdict.NOT_MET, because=because, on=inquiry.closes, evidence=held)

    def lacks(because: str, *missing: str) -> Answer:
        return Answer(verdict=Verdict.CANNOT_TELL, because=because, missing=missing, evidence=held)

    if form.status == "started":
        return no(f"Your CREST form is begun and not signed. {in_time}")
    if dated is None:
        return lacks(f"Your CREST form is recorded without the day it was signed. {in_time}", "the day it was signed")
    if dated < window:
        return no(
            f"Your CREST form is dated {in_words(dated)}, before the window opens on {in_words(window)}. A new one "
            f"needs {needed:g} unbroken whole-time months with its signatory inside the window. "
            f"{_first_ready(inquiry, criterion, window, needed)}"
        )
    if inquiry.latest and dated > inquiry.latest:
        return no(f"Your CREST form is dated {in_words(dated)}, too late. {in_time}")
    if proof is None or proof.signatory is None:
        return lacks("Your CREST form does not say who signed it.", "who signed your CREST form, by role")
    said = _said_in(inquiry, form)
    if said.get("attachment") is True:
        return no("Part of the time with the signatory was an attachment or observer post, which does not count.")
    for key, (wrong, _) in MUST_BE_YES.items():
        if said.get(key) is False:
            return no(f"By your record {wrong}.")
    begins, ends = max(form.start or window, window), min(form.end or dated, dated)
    by_posts = max((run.months for run in _runs(inquiry, criterion, begins, ends)), default=0.0)
    whole = form.start is not None and form.end is not None
    together = said.get("months_wte", by_posts if whole else None)
    unsaid = tuple(ask for key, (_, ask) in MUST_BE_YES.items() if key not in said)
    if together is None:
        unsaid = ("how many unbroken whole-time months the signatory worked with you", *unsaid)
    elif together < needed:
        return no(f"The signatory worked with you for {together:.3g} whole-time months; {needed:g} are needed.")
    elif by_posts < needed:
        return lacks(
            f"No recorded post holds {needed:g} unbroken whole-time months between {in_words(begins)} and "
            f"{in_words(ends)}.",
            "the post in which the signatory worked with you, with its dates",
        )
    if unsaid:
        return lacks("Your CREST form is signed in time; your record does not say all of it.", *unsaid)
    edition = said.get("edition")
    check = f"edition {edition}" if edition else "its edition"
    because = (
        f"Signed on {in_words(dated)} by someone who worked with you for {together:.3g} months; the window opens on "
        f"{in_words(window)}. Older editions are refused: check that {check} is the one for {inquiry.round.year}."
    )
    if dated > inquiry.on:
        return Answer(verdict=Verdict.MET_ON, because=because, on=dated, evidence=held)
    return Answer(verdict=Verdict.MET, because=because, evidence=held)


def _said_in(inquiry: Inquiry, form: Evidence) -> Mapping[str, Any]:
    """The form's answers in the words of the vocabulary; a key nobody answered is absent."""
    found = inquiry.facts.evidence().as_needs(form)
    return found.values if found else {}


# ---------------------------------------------------------------- time together


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Unbroken time with one employer and the posts it is made of; a post whose employer is not named stands alone."""

    posts: tuple[Post, ...]
    stretches: tuple[Stretch, ...]

    @property
    def months(self) -> float:
        return months(self.stretches)

    def day_with(self, needed: float) -> date | None:
        """The day on which so many whole-time months are complete."""
        left = needed
        for stretch in self.stretches:
            here = months((stretch,))
            if here >= left:
                if months((replace(stretch, last=stretch.first),)) >= left:
                    return stretch.first
                last = last_day_within(stretch.first, stretch.last, left, stretch.fraction)
                return last
            left -= here
        return None

    def days_until(self, day: date) -> str:
        """The posts begun by a day, each with its own days that count: those inside the run and inside the post."""
        said = []
        for post in self.posts:
            assert post.start is not None  # a post without its first day is in no run
            first = max(post.start, self.stretches[0].first)
            if first <= day:
                ended = post.end is not None and post.end <= day
                days = f"{in_words(first)} to {in_words(post.end)}" if ended and post.end else f"from {in_words(first)}"
                said.append(f"“{name_of(post)}” ({days})")
        if len(said) == 1:
            return f"{said[0]} counts"
        return f"{', '.join(said[:-1])} and {said[-1]} count, unbroken with one employer"


def _runs(inquiry: Inquiry, criterion: Criterion, first: date, last: date) -> Iterator[_Run]:
    """Every unbroken run of work with one employer between two days, both counted."""
    assert criterion.counting is not None  # required of this check by the model
    groups: dict[str, list[Post]] = {}
    for post in inquiry.record.posts:
        groups.setdefault(f"at {post.employer}" if post.employer else f"post {post.id}", []).append(post)
    for posts in groups.values():
        jobs = counted(posts, criterion.counting, inquiry.facts.specialty_words(), first).jobs
        parts = (job.until(last + DAY) for job in jobs)
        run: list[Stretch] = []
        for stretch in stretches((part for part in parts if part), whole_time=True):
            if run and run[-1].last + DAY != stretch.first:
                yield _run(posts, run)
                run = []
            run.append(stretch)
        if run:
            yield _run(posts, run)


def _run(posts: list[Post], run: list[Stretch]) -> _Run:
    held = {id for stretch in run for id in stretch.posts}
    inside = sorted((post for post in posts if post.id in held and post.start), key=lambda post: (post.start, post.id))
    return _Run(posts=tuple(inside), stretches=tuple(run))


def _first_ready(inquiry: Inquiry, criterion: Criterion, window: date, needed: float) -> str:
    """Which recorded posts give such a signatory: their days inside the window, and the day on which it is enough."""
    until = inquiry.closes or inquiry.on
    ready = [(day, run) for run in _runs(inquiry, criterion, window, until) if (day := run.day_with(needed))]
    if not ready:
        return f"No recorded post gives {needed:g} such months before the form closes."
    day, run = min(ready, key=lambda pair: pair[0])
    if day <= inquiry.on:
        return f"{run.days_until(inquiry.on)}: {needed:g} such months were complete on {in_words(day)}."
    return f"{run.days_until(day)}: {needed:g} such months are complete on {in_words(day)} if it runs on."
