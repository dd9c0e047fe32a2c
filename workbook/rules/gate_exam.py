"""Is the exam passed by the day on which it must be?

A sitting is recorded by its day; nothing says on which day its result came out. A pass recorded by the deadline was out
by then. Looked at after the deadline, a pass is taken to have been out six months after its sitting at the latest: that
is our convention, and nearer sittings are asked about. Names and parts: data/evidence/exams.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from workbook.base.days import add_months, add_years, in_words
from workbook.facts.criteria import Check, Criterion
from workbook.facts.exams import ExamAsked
from workbook.facts.limits import Limit
from workbook.record.models import Exam
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gate_question import Answer, Inquiry, day_of
from workbook.rules.gate_word import beside_the_word

RESULT_WITHIN = 6  # months after the sitting
_BEST_FIRST = (Verdict.MET, Verdict.MET_ON, Verdict.NOT_DECIDED, Verdict.CANNOT_TELL, Verdict.NOT_MET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day on which a pass counts, as a sentence says it. `not_before`: it lies on this day or later."""

    day: date | None
    said: str
    not_before: date | None
    facts: tuple[FactRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What the record says of one part by its deadline. `held`: whether anything is recorded of it at all."""

    verdict: Verdict
    because: str
    held: bool = True
    on: date | None = None
    missing: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    facts: tuple[FactRef, ...] = ()


def exam(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is what is asked for passed in time, by any set of parts that makes it up, or by the doctor's word?"""
    found = by_record(inquiry, criterion)
    if found.verdict is not Verdict.MET and (other := _met_by_another_background(inquiry, criterion)):
        return other
    if found.verdict is Verdict.NOT_MET and (criterion.other_routes or criterion.condition):
        found = replace(found, verdict=Verdict.CANNOT_TELL, because=f"{found.because} Another way may meet it.")
    return beside_the_word(inquiry, criterion, found)


def by_record(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """What the exams of the record alone say."""
    limit = criterion.limit
    assert limit is not None  # required of this check by the model
    asked = inquiry.facts.exams().asked(str(limit.value))
    routes = [_route(inquiry, limit, asked, ids) for ids in asked.any_of]
    begun = [parts for parts in routes if any(part.held for part in parts)]
    ways = [_together(parts) for parts in begun]
    best = min(ways, key=lambda one: _BEST_FIRST.index(one.verdict), default=_silent(inquiry, limit, asked))
    shut = next((one for one in ways if one.verdict is Verdict.NOT_MET), None)
    if best.verdict is Verdict.CANNOT_TELL and shut is not None:  # say why what is recorded does not do
        evidence = tuple(dict.fromkeys((*shut.evidence, *best.evidence)))
        best = replace(best, because=f"{shut.because} {best.because}", evidence=evidence)
    if best.verdict in (Verdict.MET, Verdict.MET_ON):
        return best
    unclear = [e for e in inquiry.record.exams if e.name and inquiry.facts.exams().near(e.name, asked)]
    if not unclear:
        return best
    return replace(
        best,
        verdict=Verdict.CANNOT_TELL,
        on=None,
        missing=(*(f"which part “{e.name}” is, or that it is the whole" for e in unclear), *best.missing),
        evidence=tuple(dict.fromkeys((*best.evidence, *(e.id for e in unclear)))),
    )


def _silent(inquiry: Inquiry, limit: Limit, asked: ExamAsked) -> Answer:
    """The answer to a record that holds none of it."""
    due = deadline(inquiry, limit, limit.unit)
    early = deadline(inquiry, limit, limit.part_1) if limit.part_1 else None
    first = f" Its first part is needed {early.said}." if early else ""
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because=f"{asked.title}: not in your record; it is needed {due.said}.{first}",
        missing=(f"{asked.title}: your sittings and their results, under exams",),
        facts=(*(early.facts if early else ()), *due.facts),
    )


def _met_by_another_background(inquiry: Inquiry, criterion: Criterion) -> Answer | None:
    """The exam of another background that the record shows as passed: these criteria are alternatives."""
    if criterion.condition is None:
        return None
    for other in inquiry.spec.essential:
        if other.check is Check.EXAM and other.condition and other.id != criterion.id:
            answer = by_record(inquiry, other)
            if answer.verdict is Verdict.MET:
                because = f"Asked of another background ({criterion.condition}). {answer.because}"
                return Answer(verdict=Verdict.NOT_APPLICABLE, because=because, evidence=answer.evidence)
    return None


def _route(inquiry: Inquiry, limit: Limit, asked: ExamAsked, ids: tuple[str, ...]) -> tuple[_Part, ...]:
    """Each part of one set by its own deadline; of a whole exam, its first part too where that is asked for earlier."""
    whole = deadline(inquiry, limit, limit.unit)
    if asked.part_1 is None or limit.part_1 is None:
        return tuple(_part(inquiry, limit, id, whole) for id in ids)
    early = deadline(inquiry, limit, limit.part_1)
    if asked.part_1 in ids:
        return tuple(_part(inquiry, limit, id, early if id == asked.part_1 else whole) for id in ids)
    found = tuple(_part(inquiry, limit, id, whole) for id in ids)
    if not all(part.verdict is Verdict.MET for part in found):
        return found
    in_time = all(_part(inquiry, limit, id, early).verdict is Verdict.MET for id in ids)
    return found if in_time else (*found, _part(inquiry, limit, asked.part_1, early))


def _together(parts: tuple[_Part, ...]) -> Answer:
    """All of a set are needed: the worst of them is the answer."""
    verdict = max((part.verdict for part in parts), key=_BEST_FIRST.index)
    days = [part.on for part in parts if part.on is not None and part.verdict is verdict]
    return Answer(
        verdict=verdict,
        because=" ".join(part.because for part in parts),
        on=max(days, default=None) if verdict in (Verdict.MET_ON, Verdict.NOT_MET) else None,
        missing=tuple(item for part in parts for item in part.missing) if verdict is Verdict.CANNOT_TELL else (),
        evidence=tuple(id for part in parts for id in part.evidence),
        facts=tuple({fact.id: fact for part in parts for fact in part.facts}.values()),
    )


def deadline(inquiry: Inquiry, limit: Limit, step: str) -> Deadline:
    """The last day that counts for a step of the round; a day the page names serves the round of that page alone."""
    round_ = inquiry.round
    steps = {
        "at-application": (round_.closes, "the form closes"),
        "at-initial-offers": (round_.offers, "first offers"),
        "at-interview": (round_.interviews, "interviews begin"),
        "at-post-start": (round_.post_start, "posts start"),
    }
    milestone, named = steps.get(step, (None, "a date the round sets"))
    earliest = round_.closes.date or round_.opens.date
    if milestone is None:
        return Deadline(day=None, said=f"by {named}, which is not known", not_before=earliest, facts=())
    if milestone.date:
        said = f"by {day_of(milestone)} ({named})"
        return Deadline(day=milestone.date, said=said, not_before=milestone.date, facts=(inquiry.ref(milestone),))
    if limit.date and step == limit.unit and round_.year == inquiry.spec.year:
        return Deadline(day=limit.date, said=f"by {in_words(limit.date)} ({named})", not_before=limit.date, facts=())
    said = f"by the day of this step, which is not known ({named})"
    return Deadline(day=None, said=said, not_before=earliest, facts=(inquiry.ref(milestone),))


# ---------------------------------------------------------------- one part


def _part(inquiry: Inquiry, limit: Limit, id: str, due: Deadline) -> _Part:
    exams = inquiry.facts.exams()
    title, on = exams.part(id).title, inquiry.on
    sittings = [e for e in inquiry.record.exams if e.name and exams.named(e.name) == id]
    if not sittings:
        return _Part(
            verdict=Verdict.CANNOT_TELL,
            because=f"{title}: not in your record; it is needed {due.said}.",
            held=False,
            missing=(f"{title}: your sitting and its result, under exams",),
            facts=due.facts,
        )
    passes = [e for e in sittings if e.result == "pass" and not (e.sat and e.sat > on)]
    ready = [_passed(e, title, limit, due, on) for e in passes]
    ahead = [_ahead(e, title, due, on) for e in sittings if e not in passes and e.result != "fail"]
    lost = [_lost(e, title, due) for e in sittings if e.result == "fail"]
    best = min((*ready, *ahead, *lost), key=lambda part: (_BEST_FIRST.index(part.verdict), part.on or date.min))
    return replace(best, facts=due.facts)


def _passed(sitting: Exam, title: str, limit: Limit, due: Deadline, on: date) -> _Part:
    """A pass: out in time, still valid, or what would have to be known to tell."""
    sat, held = sitting.sat, (sitting.id,)
    when = f"sat on {in_words(sat)}" if sat else "without its day"
    last = due.day or due.not_before
    if limit.valid_years and due.day:
        oldest = add_years(due.day, -limit.valid_years)
        if sat is None:
            return _lacks(f"{title}: passed, {when}.", f"the day you sat {title}", held)
        if sat < oldest:
            old = f"{title}: {when}, before {in_words(oldest)}: more than {limit.valid_years} years old {due.said}."
            return _Part(verdict=Verdict.NOT_MET, because=old, on=due.day, evidence=held)
    if last is not None and (on <= last or (sat is not None and add_months(sat, RESULT_WITHIN) <= last)):
        return _Part(verdict=Verdict.MET, because=f"{title}: passed, {when}.", evidence=held)
    if due.day is None:
        because = f"{title}: passed, {when}; it is needed {due.said}."
        return _Part(verdict=Verdict.NOT_DECIDED, because=because, evidence=held)
    if sat is None:
        return _lacks(f"{title}: passed, {when}; it is needed {due.said}.", f"the day you sat {title}", held)
    if sat > due.day:
        late = f"{title}: {when}, too late; it was needed {due.said}."
        return _Part(verdict=Verdict.NOT_MET, because=late, on=due.day, evidence=held)
    because = f"{title}: passed, {when}; the result must have been out {due.said}."
    return _lacks(because, f"the day on which your result of {title} came out", held)


def _ahead(sitting: Exam, title: str, due: Deadline, on: date) -> _Part:
    """A sitting booked, or sat and waiting: it opens the gate if it is passed and its result is out in time."""
    sat, held = sitting.sat, (sitting.id,)
    if sat is None:
        return _lacks(f"{title}: a sitting without its day.", f"the day of your sitting of {title}", held)
    if sat > on:
        if due.day is not None and sat > due.day:
            late = f"{title}: your sitting on {in_words(sat)} comes too late; it is needed {due.said}."
            return _Part(verdict=Verdict.NOT_MET, because=late, on=due.day, evidence=held)
        if_passed = f"{title}: you sit it on {in_words(sat)}. It counts if you pass and the result is out {due.said}."
        return _Part(verdict=Verdict.MET_ON, because=if_passed, on=sat, evidence=held)
    if sitting.result == "awaited" and due.day is not None and on <= due.day:
        waiting = f"{title}: sat on {in_words(sat)}, result awaited. It counts if you pass and it is out {due.said}."
        return _Part(verdict=Verdict.MET_ON, because=waiting, on=due.day, evidence=held)
    because = f"{title}: sat on {in_words(sat)}, and your record has no result; a pass is needed {due.said}."
    return _lacks(because, f"the result of {title}, sat on {in_words(sat)}", held)


def _lost(sitting: Exam, title: str, due: Deadline) -> _Part:
    when = f" on {in_words(sitting.sat)}" if sitting.sat else ""
    because = f"{title}: your sitting{when} was not a pass; a pass is needed {due.said}."
    return _Part(verdict=Verdict.NOT_MET, because=because, on=due.day, evidence=(sitting.id,))


def _lacks(because: str, missing: str, held: tuple[str, ...]) -> _Part:
    return _Part(verdict=Verdict.CANNOT_TELL, because=because, missing=(missing,), evidence=held)
