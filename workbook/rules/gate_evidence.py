"""Which gates do the doctor's dates answer? Work history and its gaps, and the age of achievements."""

from __future__ import annotations

from datetime import date

from workbook.base.days import add_years, days_between, in_words
from workbook.facts.core import Unknown
from workbook.facts.criteria import Criterion
from workbook.record.models import Evidence
from workbook.rules.case import claims_on
from workbook.rules.experience import DAY
from workbook.rules.finding import Verdict
from workbook.rules.gaps import gaps_between
from workbook.rules.gate_day import DayOfEntry, day_of_entry
from workbook.rules.gate_question import Answer, Inquiry, day_of
from workbook.rules.naming import name_of

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


# ---------------------------------------------------------------- age


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
    kinds = inquiry.facts.evidence()
    entries = [entry for entry in inquiry.record.evidence if entry.kind not in kinds.documents]
    days = {entry.id: day_of_entry(entry, kinds, inquiry.on) for entry in entries}
    known = {id: when for id, when in days.items() if when.question or (when.ready and when.ready <= closes.date)}
    achieved = [entry for entry in entries if entry.id in known]
    ages = {entry.id: _last_day(entry, known[entry.id], oldest) for entry in achieved}
    if not achieved:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"No achievement done by the closing day is recorded yet. {counted}",
            missing=("your achievements, with their dates",),
            facts=facts,
        )
    old = {id for id, day in ages.items() if day and day < oldest}
    undated = {id for id, day in ages.items() if day is None}
    claimed = _claimed(inquiry)
    titles = {entry.id: f"“{name_of(entry)}”" for entry in achieved}
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
    because = f"{counted}{leave} It must also follow the start of your first relevant degree."
    inside = [entry.id for entry in achieved if entry.id not in old]
    unsaid = [id for id in inside if known[id].question]
    ahead = {id: day for id in inside if (day := known[id].ready) and day > inquiry.on}
    done = [id for id in inside if id not in unsaid and id not in ahead]
    if done or not inside:
        return Answer(verdict=Verdict.MET, because=because, evidence=tuple(done), facts=facts)
    if unsaid:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"Of your achievements inside them none is said to be done. {counted}",
            missing=tuple(f"whether {titles[id]} is done" for id in unsaid),
            evidence=tuple(unsaid),
            facts=facts,
        )
    first = min(ahead, key=lambda id: (ahead[id], id))
    return Answer(
        verdict=Verdict.MET_ON,
        because=f"{titles[first]} is planned for {in_words(ahead[first])}. {because}",
        on=ahead[first],
        evidence=tuple(ahead),
        facts=facts,
    )


def _claimed(inquiry: Inquiry) -> frozenset[str]:
    """The entries on which the claims of this round rest; those on the form of another year are none of it."""
    specialty, year = inquiry.spec.specialty, inquiry.round.year
    try:
        matrix = inquiry.facts.matrix(specialty, year)
    except Unknown:
        return frozenset()
    claims = claims_on(inquiry.record, matrix, specialty, tuple(dict.fromkeys((year, matrix.year))))
    return frozenset(id for those in claims.values() for claim in those for id in claim.evidence)


def _last_day(entry: Evidence, when: DayOfEntry, oldest: date) -> date | None:
    """The day by which an entry is old or not. A first day tells only that it is young enough, never that it is old."""
    if when.last or entry.end:
        return when.last or entry.end
    first = entry.start or (entry.proof.dated if entry.proof else None)
    return first if first and first >= oldest else None


def day_done(evidence: Evidence) -> date | None:
    """The day a piece of evidence belongs to: when it ended, else began, else the day on its document."""
    return evidence.end or evidence.start or (evidence.proof.dated if evidence.proof else None)
