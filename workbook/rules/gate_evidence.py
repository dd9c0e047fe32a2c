"""Which gates do the doctor's documents and dates answer?

Work history and its gaps, documented time in a department, and the age of achievements.
"""

from __future__ import annotations

from datetime import date

from workbook.base.days import add_years, days_between, in_words
from workbook.facts.criteria import Criterion
from workbook.record.models import Evidence
from workbook.rules.experience import DAY
from workbook.rules.finding import Verdict
from workbook.rules.gaps import gaps_between
from workbook.rules.gate_question import Answer, Inquiry, day_of, names_one_of
from workbook.rules.naming import name_of

_UNDONE = ("idea", "started")


# ---------------------------------------------------------------- work history


def employment_history(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is every day since qualification covered by a post, or accounted for by the doctor's word?"""
    posts = inquiry.record.posts
    if not posts:
        return Answer(
            verdict=Verdict.CANNOT_TELL, because="Your record holds no posts yet.", missing=("your posts so far",)
        )
    said = inquiry.said(criterion.question)
    if said and not said.holds:
        return Answer(
            verdict=Verdict.NOT_MET,
            because=f"On {in_words(said.on)} you said that a gap in your work history is not accounted for.",
        )
    undated = tuple(f"the first day of “{name_of(post)}”" for post in posts if post.start is None)
    qualified = inquiry.record.doctor.qualified
    graduated = qualified.on if qualified else None
    if undated:
        return Answer(
            verdict=Verdict.CANNOT_TELL, because="Without its first day a post cannot be placed.", missing=undated
        )
    gaps = gaps_between((*posts, *inquiry.record.doctor.uk_programmes), graduated, inquiry.on + DAY)
    open_gaps = [(first, last) for first, last in gaps if said is None or said.on < first]
    if open_gaps:
        count = "one gap" if len(open_gaps) == 1 else f"{len(open_gaps)} gaps"
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"Your record shows {count}; the form asks about each. A gap with a reason is no fault.",
            missing=tuple(f"what you did from {_span(first, last)}" for first, last in open_gaps),
        )
    if graduated is None:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="Your posts follow each other; whether any time before them is missing cannot be seen.",
            missing=("the day of your primary medical degree",),
        )
    if gaps and said:
        return Answer(verdict=Verdict.MET, because=f"You said on {in_words(said.on)} that every gap is accounted for.")
    return Answer(verdict=Verdict.MET, because="Your record covers every day since you qualified.")


def _span(first: date, last: date) -> str:
    count = days_between(first, last)
    return f"{in_words(first)} to {in_words(last)} ({count} {'day' if count == 1 else 'days'})"


# ---------------------------------------------------------------- documents


def documented_evidence(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is there a document that shows it, from a department that counts?"""
    shown_by = criterion.shown_by
    assert shown_by is not None  # required of this check by the model
    done = [e for e in inquiry.record.evidence if e.kind in shown_by.kinds and e.status not in _UNDONE]
    fitting = [e for e in done if _where(e) and names_one_of(_where(e), shown_by.specialties)]
    proven = [e for e in fitting if e.proof and (e.proof.file or e.proof.signatory)]
    if proven:
        titles = ", ".join(f"“{name_of(e)}”" for e in proven)
        return Answer(
            verdict=Verdict.MET, because=f"Shown by {titles}, with a document.", evidence=tuple(e.id for e in proven)
        )
    if fitting:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="The time is recorded; no document for it is.",
            missing=tuple(f"a letter with dates for “{name_of(e)}”" for e in fitting),
            evidence=tuple(e.id for e in fitting),
        )
    nowhere = [e for e in done if not _where(e)]
    if nowhere:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="Time in a department is recorded, and not in which.",
            missing=tuple(f"the specialty of “{name_of(e)}”" for e in nowhere),
            evidence=tuple(e.id for e in nowhere),
        )
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because=f"Nothing in your record shows this yet. The form closes on {day_of(inquiry.round.closes)}.",
        missing=("time in such a department, with a letter that says when",),
        facts=(inquiry.ref(inquiry.round.closes),),
    )


def _where(evidence: Evidence) -> str:
    """The specialty an entry says it belongs to, as one word of the record."""
    said = evidence.details.get("specialty")
    return "-".join(said.lower().split()) if isinstance(said, str) else ""


def look_back(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Does any claim rest on an achievement that is too old on the day the form closes?"""
    assert criterion.limit is not None  # required of this check by the model
    years = int(criterion.limit.number)
    closes = inquiry.round.closes
    if closes.date is None:
        return Answer(
            verdict=Verdict.NOT_DECIDED, because=f"The {years} years are counted back from a day not yet known."
        )
    oldest = add_years(closes.date, -years)
    facts = (inquiry.ref(closes),)
    counted = f"The {years} years reach back to {in_words(oldest)}, counted from {day_of(closes)}."
    documents = inquiry.facts.evidence().documents
    achieved = [e for e in inquiry.record.evidence if e.kind not in documents and e.status not in _UNDONE]
    if not achieved:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"No achievement is recorded yet. {counted}",
            missing=("your achievements, with their dates",),
            facts=facts,
        )
    old = {e.id for e in achieved if (day := day_done(e)) and day < oldest}
    undated = {e.id for e in achieved if day_done(e) is None}
    claimed = {
        id for claim in inquiry.record.claims if claim.specialty == inquiry.spec.specialty for id in claim.evidence
    }
    titles = {e.id: f"“{name_of(e)}”" for e in achieved}
    if old & claimed:
        named = ", ".join(titles[id] for id in sorted(old & claimed))
        return Answer(
            verdict=Verdict.NOT_MET,
            because=f"A claim of yours rests on {named}, which is too old. {counted}",
            evidence=tuple(sorted(old & claimed)),
            facts=facts,
        )
    if undated:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"Some achievements have no date. {counted}",
            missing=tuple(f"the date of {titles[id]}" for id in sorted(undated)),
            evidence=tuple(sorted(undated)),
            facts=facts,
        )
    leave = f" Leave out {', '.join(titles[id] for id in sorted(old))}: too old." if old else ""
    return Answer(
        verdict=Verdict.MET,
        because=f"{counted}{leave} It must also follow the start of your first relevant degree.",
        evidence=tuple(e.id for e in achieved if e.id not in old),
        facts=facts,
    )


def day_done(evidence: Evidence) -> date | None:
    """The day a piece of evidence belongs to: when it ended, else began, else the day on its document."""
    return evidence.end or evidence.start or (evidence.proof.dated if evidence.proof else None)
