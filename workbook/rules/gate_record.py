"""Which gates does the doctor's own register entry, passport or word answer?

Degree, GMC registration and licence, English, right to work, and what only the doctor can say.
"""

from __future__ import annotations

from datetime import date

from workbook.base.days import in_words
from workbook.facts.core import Unknown
from workbook.facts.criteria import Criterion
from workbook.record.models import Permission
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gate_question import Answer, Inquiry, day_of, in_training, same_specialty
from workbook.rules.held import SETTLED, called, held_on, needs_none
from workbook.rules.visa_facts import rule_ref

# The steps of a round at which others judge, as a sentence names them.
_JUDGED = {"interview": "at interview", "references": "by your references", "msra": "by the MSRA"}


def primary_qualification(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is there a primary medical degree by the day the form closes?"""
    qualified = inquiry.record.doctor.qualified
    if qualified is None or qualified.on is None:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="Your record does not say when you qualified.",
            missing=("the day of your primary medical degree",),
        )
    return _held_from(inquiry, qualified.on, "Primary medical degree")


def registration_at_application(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is full GMC registration held on the day the form goes in? Held after the form closes, it is too late."""
    held_from = inquiry.record.doctor.gmc.full_registration_on
    if held_from is None:
        round_ = inquiry.round
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=(
                "Your record does not say since when you hold full GMC registration. It must be held when the form "
                f"goes in: applications open on {day_of(round_.opens)} and close on {day_of(round_.closes)}."
            ),
            missing=("the day of your full GMC registration",),
            facts=(inquiry.ref(round_.closes),),
        )
    return _held_from(inquiry, held_from, "Full GMC registration")


def english_by_registration(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is English shown? The GMC judges it at registration."""
    held_from = inquiry.record.doctor.gmc.full_registration_on
    if held_from is None:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="The GMC judges English at registration, and your record has no day of registration.",
            missing=("the day of your full GMC registration",),
        )
    return _held_from(inquiry, held_from, "English, shown by full GMC registration")


def licence_at_start(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is a licence to practise held on the day the post starts?

    Before that day, having none now shuts nothing. No licence is held before registration, so one from after that day
    is too late.
    """
    start, gmc = inquiry.start, inquiry.record.doctor.gmc
    registered = gmc.full_registration_on
    starts = f"It is needed on the day the post starts, {day_of(inquiry.round.post_start)}, not when you apply."
    facts = (inquiry.ref(inquiry.round.post_start),)
    if registered and start and registered > start:
        return Answer(
            verdict=Verdict.NOT_MET,
            because=f"You are registered fully from {in_words(registered)}, and not licensed before that. {starts}",
            on=registered,
            facts=facts,
        )
    if gmc.licence is None:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"Your record does not say whether you hold a licence to practise. {starts}",
            missing=("whether you hold a licence to practise now",),
            facts=facts,
        )
    if not gmc.licence and start is not None and start <= inquiry.on:
        return Answer(
            verdict=Verdict.NOT_MET, because=f"You hold no licence to practise now. {starts}", on=start, facts=facts
        )
    if not gmc.licence:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"You hold no licence to practise now, and that shuts nothing yet. {starts}",
            on=start,
            missing=(f"a licence to practise by {day_of(inquiry.round.post_start)}",),
            facts=facts,
        )
    if registered and registered > inquiry.on:
        return Answer(
            verdict=Verdict.MET_ON,
            because=f"With your full GMC registration, from {in_words(registered)}. {starts}",
            on=registered,
            facts=facts,
        )
    return Answer(verdict=Verdict.MET, because=f"You hold a licence to practise now. {starts} Keep it.", facts=facts)


def _held_from(inquiry: Inquiry, held_from: date, what: str) -> Answer:
    """Something that must be held by the day the form closes, held from a day on."""
    closes = inquiry.round.closes
    since = f"{what}: since {in_words(held_from)}."
    latest = inquiry.latest
    if latest is not None and held_from > latest:
        too_late = f"the closing day of the {inquiry.round.year} form, {day_of(closes)}"
        if closes.date is None:
            too_late = f"the day posts start, {day_of(inquiry.round.post_start)}"
        return Answer(
            verdict=Verdict.NOT_MET,
            because=f"{what}: from {in_words(held_from)}. That is after {too_late}.",
            on=held_from,
            facts=(inquiry.ref(closes), inquiry.ref(inquiry.round.post_start)),
        )
    if held_from <= inquiry.on:
        return Answer(verdict=Verdict.MET, because=since)
    if closes.date is None:
        return Answer(
            verdict=Verdict.NOT_DECIDED,
            because=f"{what}: from {in_words(held_from)}. {closes.because} So nobody can say whether that is in time.",
            on=held_from,
            facts=(inquiry.ref(closes),),
        )
    return Answer(
        verdict=Verdict.MET_ON,
        because=f"{what}: from {in_words(held_from)}. Apply on or after that day; the form closes on {day_of(closes)}.",
        on=held_from,
        facts=(inquiry.ref(closes),),
    )


def right_to_work(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """May the doctor work in the UK today, and what does a training post ask on top?"""
    record, on = inquiry.record, inquiry.on
    if why := needs_none(record, on):
        return Answer(verdict=Verdict.MET, because=f"You {why}; you need no permission to work or to train.")
    held = held_on(record, on)
    if held and (answer := _by_permission(inquiry, held)):
        return answer
    if undated := [entry for entry in record.permissions if entry.start is None and (not entry.end or on <= entry.end)]:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="Your record shows a permission without its first day, so nobody can say whether you hold it now.",
            missing=tuple(f"the first day of {_without_start(entry)}" for entry in undated),
        )
    settled = record.doctor.settled
    if settled and settled.on and inquiry.start and needs_none(record, inquiry.start):
        return Answer(
            verdict=Verdict.MET_ON,
            because=f"You {SETTLED[settled.kind]} from {in_words(settled.on)}, before posts start.",
            on=settled.on,
        )
    if not (record.doctor.citizenship or settled or record.permissions):
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="Your record does not say by which right you may work in the UK.",
            missing=("your citizenship, your settled status or your permission to be in the UK",),
        )
    return Answer(
        verdict=Verdict.NOT_DECIDED,
        because=(
            "Your record shows no right to work in the UK today. You may apply without one: it is settled after an "
            "offer, by the training sponsor’s certificate and the visa that follows."
        ),
        facts=_sponsorship(inquiry),
    )


def _without_start(permission: Permission) -> str:
    return called(permission) if permission.end else "your permission to be in the UK"


def _by_permission(inquiry: Inquiry, permission: Permission) -> Answer | None:
    """What one permission held today says; None when it does not allow work as a doctor."""
    unknown = Answer(
        verdict=Verdict.CANNOT_TELL,
        because="Your record shows a permission to be in the UK, but not of which kind.",
        missing=(f"the route of {called(permission)}",),
    )
    if permission.route is None:
        return unknown
    try:
        route = inquiry.facts.route(permission.route)
    except Unknown:
        return unknown
    work = route.non_training_post.answer if route.non_training_post else "unknown"
    if work == "no":
        return None
    until = f" until {in_words(permission.end)}" if permission.end else ""
    if work != "yes":
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because=f"You hold permission{until} ({route.title}); whether it allows work as a doctor is not certain.",
            missing=("what your eVisa says about work",),
        )
    said = [f"You may work in the UK{until} ({route.title})."]
    if route.sponsored:
        said.append(
            "It is tied to your sponsor: a training post needs the training sponsor’s certificate and a new "
            "application after an offer. You may apply for training before that."
        )
    elif permission.end and inquiry.start and permission.end < inquiry.start:
        said.append(
            f"It ends before posts start on {day_of(inquiry.round.post_start)}; a training sponsor can sponsor you "
            "after an offer."
        )
    return Answer(verdict=Verdict.MET, because=" ".join(said), facts=_sponsorship(inquiry))


def _sponsorship(inquiry: Inquiry) -> tuple[FactRef, ...]:
    """What the rules say of a sponsored post in training: the same for every programme."""
    of_the_round = inquiry.facts.recruitment_rules().right_to_work
    return (*(FactRef(rule.provenance) for rule in of_the_round), rule_ref(inquiry.facts, "trust-to-training"))


def transfer_support(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Does a doctor already in training in this specialty hold the form for moving region?"""
    in_it = [
        programme
        for programme in inquiry.record.doctor.uk_programmes
        if in_training(programme, inquiry.on) and same_specialty(programme.specialty, inquiry.spec.specialty)
    ]
    unnamed = any(
        in_training(programme, inquiry.on) and programme.specialty is None and programme.kind != "foundation"
        for programme in inquiry.record.doctor.uk_programmes
    )
    said = inquiry.said(criterion.question)
    if said and (said.holds or in_it):
        return statement(inquiry, criterion)
    if in_it:
        return statement(inquiry, criterion)
    if unnamed:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="You are in a UK training programme, and your record does not say in which specialty.",
            missing=("the specialty of your present training programme",),
        )
    return Answer(
        verdict=Verdict.NOT_APPLICABLE,
        because="Asked only of doctors already in training in this specialty; your record shows no such programme.",
    )


def statement(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """What did the doctor say of themself?"""
    question = criterion.question
    assert question is not None  # the specification's model requires it for this check
    said = inquiry.said(question)
    if said is None:
        return Answer(verdict=Verdict.CANNOT_TELL, because="Only you can answer this.", missing=(question.text,))
    if said.holds:
        return Answer(verdict=Verdict.MET, because=f"You said so on {in_words(said.on)}.")
    return Answer(verdict=Verdict.NOT_MET, because=f"On {in_words(said.on)} you said that this does not hold.")


def information(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """A criterion that is told and not asked: nothing in a record shows what others judge in the round."""
    judged = [_JUDGED.get(stage) for stage in criterion.evaluated_at]
    if judged and all(judged):
        because = f"Judged {' and '.join(filter(None, judged))}, not from your record: nothing is asked of you here."
        return Answer(verdict=Verdict.NOT_APPLICABLE, because=because)
    return Answer(verdict=Verdict.NOT_APPLICABLE, because="For information: nothing is asked of you here.")
