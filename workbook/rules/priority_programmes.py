"""Has the doctor completed, or are they on, a UK programme that the Act counts for the stage they apply for?

Section 5(5): for a first or only stage (CT1, ST1) that is a UK Foundation Programme; for a later stage (ST3, ST4) it is
also the stage before it of that specialty programme in the UK. Source: data/recruitment/prioritisation.yaml; which
programmes lead to a later stage: `entry` in data/specialties.
"""

from __future__ import annotations

from workbook.base.days import in_words
from workbook.facts.specialties import Specialty
from workbook.record.models import Programme
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gate_question import Answer, same_specialty
from workbook.rules.naming import name_of
from workbook.rules.priority_question import Question, best_of
from workbook.rules.visa_facts import sentence

FOUNDATION_POSTS = ("foundation-f1", "foundation-f2")
_DEFINITIONS = ("relevant-qualifying-uk-programme", "uk-foundation-programme", "uk-specialty-training-programme")


def qualifying_programme(question: Question) -> Answer:
    """Whether any programme of the record counts for the stage applied for."""
    specialty = question.specialty
    assert specialty is not None  # the ground is one of specialty training
    later = not _first_stage(specialty)
    asked = "a UK Foundation Programme" + (f", or the stage before {specialty.title} in the UK" if later else "")
    answers = [_by(question, specialty, programme, later) for programme in question.record.doctor.uk_programmes]
    answers += _foundation_posts(question)
    if not answers:
        answers = [Answer(verdict=Verdict.NOT_MET, because="Your record names no UK training programme.")]
    found = best_of(answers)
    if found.verdict is Verdict.NOT_MET:
        rule = f"For {specialty.title} the Act counts {asked}, completed or under way; another post in the NHS is none."
        found = Answer(verdict=found.verdict, because=f"{found.because} {rule}", evidence=found.evidence)
    return Answer(
        verdict=found.verdict,
        because=found.because,
        on=found.on,
        missing=found.missing,
        evidence=found.evidence,
        facts=(*question.defined(*_DEFINITIONS), *found.facts),
    )


def _first_stage(specialty: Specialty) -> bool:
    """Whether the programme is entered at its first or only stage: CT1 or ST1."""
    return any(level.endswith("1") for level in specialty.levels)


def _by(question: Question, specialty: Specialty, programme: Programme, later: bool) -> Answer:
    """What one programme of the record gives, by its kind first and then by its days."""
    named = _named(programme)
    if programme.kind == "foundation":
        return _standing(question, programme, named)
    if not later:
        return Answer(
            verdict=Verdict.NOT_MET,
            because=sentence(
                f"{named} counts for a later stage, not for {specialty.title}, which is a first or only stage"
            ),
        )
    standing = _standing(question, programme, named)
    if standing.verdict is Verdict.NOT_MET or _leads_to(programme, specialty):
        return standing
    unknown = programme.specialty is None
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because=(
            sentence(f"{named} is recorded without its specialty")
            if unknown
            else f"Whether {named} is the stage before {specialty.title} is not in the facts read here."
        ),
        missing=(
            f"the specialty of {named}"
            if unknown
            else f"whether {named} is the stage before {specialty.title}: ask the recruitment office",
        ),
        facts=(FactRef(specialty.provenance),),
    )


def _leads_to(programme: Programme, specialty: Specialty) -> bool:
    before = [core.programme for core in specialty.entry.core if core.programme] if specialty.entry else []
    return any(same_specialty(programme.specialty, each) for each in (specialty.id, *before))


def _standing(question: Question, programme: Programme, named: str) -> Answer:
    """Completed or on it, on the day the record is read; a programme that begins later in the year, from its start."""
    day, first, last = question.day, programme.start, programme.end
    if first is not None and first > day:
        begins = f"{named} begins on {in_words(first)}"
        if first.year > question.year:
            late = sentence(f"{begins}, too late for {question.step}")
            return Answer(verdict=Verdict.NOT_MET, because=late, on=first)
        return Answer(verdict=Verdict.MET_ON, because=sentence(f"{begins}; from then on you are on it"), on=first)
    if programme.completed is True:
        return Answer(verdict=Verdict.MET, because=f"You have completed {named}.")
    if last is not None and last < day:
        if programme.completed is False:
            return Answer(
                verdict=Verdict.NOT_MET, because=f"You left {named} on {in_words(last)} without completing it."
            )
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=sentence(f"{named} ended on {in_words(last)}"),
            missing=(f"whether you completed {named}",),
        )
    if first is None:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=sentence(f"{named} is recorded without its first day"),
            missing=(f"the first day of {named}, or that you completed it",),
        )
    until = ""
    if last is not None and last.year < question.year:
        until = f" It ends on {in_words(last)}, before {question.step}: it counts then once you have completed it."
    return Answer(verdict=Verdict.MET, because=f"You are on {named}.{until}")


def _foundation_posts(question: Question) -> list[Answer]:
    """A UK foundation post without its programme may have stood alone, and whether that counts is not settled."""
    if any(programme.kind == "foundation" for programme in question.record.doctor.uk_programmes):
        return []
    return [
        Answer(
            verdict=Verdict.CANNOT_TELL,
            because=(
                f"“{name_of(post)}” is a foundation post, and your record names no UK Foundation Programme. Whether a "
                "stand-alone F2 post counts is not settled by anything read here."
            ),
            missing=(f"whether “{name_of(post)}” was part of a UK Foundation Programme",),
            evidence=(post.id,),
        )
        for post in question.record.posts
        if post.kind in FOUNDATION_POSTS
        and post.country == "GB"
        and (post.start is None or post.start.year <= question.year)
    ]


def _named(programme: Programme) -> str:
    """UK core training in internal medicine, as a sentence names it."""
    if programme.kind == "foundation":
        return "your UK Foundation Programme"
    of = f" in {programme.specialty.replace('-', ' ')}" if programme.specialty else ""
    return f"your UK {programme.kind} training{of}"
