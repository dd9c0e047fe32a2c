"""Is foundation competence shown, by any of the accepted routes?

Routes are alternatives: one that is met meets the criterion. Each route of the data has its function here, by its id.
The window of the evidence ends on the day posts start and begins so many months before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from workbook.base.days import add_months, in_words
from workbook.facts.criteria import AcceptedRoute, Check, Criterion
from workbook.record.models import Evidence, Programme
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gate_crest import crest_answer, crest_barred, signature
from workbook.rules.gate_question import (
    Answer,
    Inquiry,
    criterion_ref,
    day_of,
    in_training,
    not_known,
    same_specialty,
)

RouteCheck = Callable[[Inquiry, Criterion, AcceptedRoute, date], Answer | None]

CERTIFICATE = "fpcc"
TRAINING_NUMBER = "ntn-or-drn"
CREST = "crest"

_UNDONE = ("idea", "started")
_BEST_FIRST = (Verdict.MET, Verdict.MET_ON)
_OTHERWISE = (Verdict.CANNOT_TELL, Verdict.NOT_DECIDED, Verdict.NOT_MET)


def foundation_competence(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Which route shows it; where none does, what is missing, and by when."""
    return _by_any(inquiry, criterion, criterion.routes)


def crest_signature(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is the CREST form signed by someone who may? Asked only where no other route shows foundation competence."""
    competence = inquiry.spec.checked_by(Check.FOUNDATION_COMPETENCE)
    if (aside := _without_a_form(inquiry, competence)) is not None:
        return aside
    return signature(inquiry, criterion, _window_months(competence) if competence else None)


def _without_a_form(inquiry: Inquiry, competence: Criterion | None) -> Answer | None:
    """The answer where no form need be looked at: another route shows competence, or CREST is closed; null else."""
    others = tuple(route for route in competence.routes if route.id != CREST) if competence else ()
    if competence and others:
        other = _by_any(inquiry, competence, others)
        if other.verdict in _BEST_FIRST:
            return Answer(
                verdict=Verdict.NOT_APPLICABLE,
                because=f"No CREST form is needed. {other.because}",
                evidence=other.evidence,
            )
    if (barred := crest_barred(inquiry)) is not None:
        if barred.verdict is Verdict.CANNOT_TELL:
            return barred
        return Answer(verdict=Verdict.NOT_APPLICABLE, because=barred.because)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrestTime:
    """The days CREST can rest on for one round: from `opens` to the last day of the form, null where not known.

    `months` are those the signatory must have worked with the doctor, unbroken and whole-time, inside it.
    """

    opens: date
    closes: date | None
    start: date
    months: float
    facts: tuple[FactRef, ...]


def crest_time(inquiry: Inquiry) -> CrestTime | None:
    """When a CREST form for this round can rest on work; null where this doctor needs none, or the start is unknown."""
    spec, start = inquiry.spec, inquiry.start
    competence, signing = spec.checked_by(Check.FOUNDATION_COMPETENCE), spec.checked_by(Check.CREST_SIGNATURE)
    if competence is None or signing is None or signing.limit is None or start is None:
        return None
    aside = _without_a_form(inquiry, competence)
    if aside is not None and aside.verdict is Verdict.NOT_APPLICABLE:
        return None
    return CrestTime(
        opens=add_months(start, -_window_months(competence)),
        closes=inquiry.closes,
        start=start,
        months=signing.limit.number,
        facts=(criterion_ref(competence), criterion_ref(signing), inquiry.ref(inquiry.round.post_start)),
    )


def by_crest(inquiry: Inquiry) -> Answer | None:
    """What CREST alone says of foundation competence; null where it is no route of the programme."""
    competence = inquiry.spec.checked_by(Check.FOUNDATION_COMPETENCE)
    route = next((route for route in competence.routes if route.id == CREST), None) if competence else None
    return crest_answer(inquiry, route, _window_months(competence)) if competence and route else None


def _by_any(inquiry: Inquiry, criterion: Criterion, routes: tuple[AcceptedRoute, ...]) -> Answer:
    start = inquiry.start
    if start is None:
        return not_known(inquiry.round.post_start, "the start of the post")
    window = add_months(start, -_window_months(criterion))
    asked = ((route, ROUTES[route.id](inquiry, criterion, route, window)) for route in routes)
    answers = [(route, answer) for route, answer in asked if answer is not None]
    facts = (inquiry.ref(inquiry.round.post_start),)
    for verdict in _BEST_FIRST:
        ready = [(route, answer) for route, answer in answers if answer.verdict is verdict]
        if ready:
            route, best = min(ready, key=lambda pair: pair[1].on or date.min)
            return Answer(
                verdict=verdict,
                because=f"By {route.title}. {best.because}",
                on=best.on,
                evidence=best.evidence,
                facts=facts,
            )
    verdict = next((v for v in _OTHERWISE if any(a.verdict is v for _, a in answers)), Verdict.NOT_MET)
    said = " ".join(f"{route.title}: {answer.because}" for route, answer in answers) or "No route is recorded."
    missing = tuple(dict.fromkeys(item for _, answer in answers for item in answer.missing))
    return Answer(
        verdict=verdict,
        because=(
            f"{said} Evidence counts from {in_words(window)} until posts start on {day_of(inquiry.round.post_start)}, "
            f"and goes in with the form, by {day_of(inquiry.round.closes)}."
        ),
        on=inquiry.closes,
        missing=missing,
        evidence=tuple(dict.fromkeys(id for _, answer in answers for id in answer.evidence)),
        facts=(*facts, inquiry.ref(inquiry.round.closes)),
    )


def _window_months(criterion: Criterion) -> int:
    assert criterion.limit is not None  # required of this check by the model
    return int(criterion.limit.number)


def _programmes(inquiry: Inquiry) -> list[Programme]:
    return [programme for programme in inquiry.record.doctor.uk_programmes if programme.kind == "foundation"]


def _in_uk_foundation(inquiry: Inquiry, criterion: Criterion, route: AcceptedRoute, window: date) -> Answer | None:
    now = next((programme for programme in _programmes(inquiry) if in_training(programme, inquiry.on)), None)
    start = inquiry.start
    if now is None or start is None:
        return None
    if now.end is None:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="You are in UK foundation, and your record does not say when it ends.",
            missing=("the last day of your foundation programme",),
        )
    if now.end < start:
        return Answer(
            verdict=Verdict.MET,
            because=f"You finish UK foundation on {in_words(now.end)}, before posts start on "
            f"{day_of(inquiry.round.post_start)}.",
        )
    return Answer(
        verdict=Verdict.NOT_MET,
        because=f"You finish on {in_words(now.end)}, not before posts start on {day_of(inquiry.round.post_start)}.",
    )


def _certificate(inquiry: Inquiry, criterion: Criterion, route: AcceptedRoute, window: date) -> Answer | None:
    held = [e for e in inquiry.record.evidence if e.kind == CERTIFICATE and e.status not in _UNDONE]
    answers = [_one_certificate(inquiry, evidence, window) for evidence in held]
    if answers:
        order = (*_BEST_FIRST, *_OTHERWISE)
        return min(answers, key=lambda answer: (order.index(answer.verdict), answer.on or date.min))
    finished = [
        programme.end
        for programme in _programmes(inquiry)
        if programme.completed is not False and programme.end and programme.end < inquiry.on
    ]
    if not finished:
        return None
    if max(finished) < window:
        return Answer(
            verdict=Verdict.NOT_MET,
            because=f"You finished UK foundation on {in_words(max(finished))}, before the window opens.",
        )
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because=f"You finished UK foundation on {in_words(max(finished))}; no certificate is recorded.",
        missing=("your foundation certificate (FPCC) and its date",),
    )


def _one_certificate(inquiry: Inquiry, evidence: Evidence, window: date) -> Answer:
    dated = (evidence.proof.dated if evidence.proof else None) or evidence.end
    held = (evidence.id,)
    if dated is None:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="Your certificate is recorded without its date.",
            missing=("the date on your foundation certificate (FPCC)",),
            evidence=held,
        )
    if dated < window:
        return Answer(
            verdict=Verdict.NOT_MET,
            because=f"Your certificate is dated {in_words(dated)}, before the window opens.",
            evidence=held,
        )
    if inquiry.latest and dated > inquiry.latest:
        return Answer(
            verdict=Verdict.NOT_MET,
            because=f"Your certificate is dated {in_words(dated)}, too late for this form.",
            evidence=held,
        )
    because = f"Your certificate is dated {in_words(dated)}; the window opens on {in_words(window)}."
    if dated > inquiry.on:
        return Answer(verdict=Verdict.MET_ON, because=because, on=dated, evidence=held)
    return Answer(verdict=Verdict.MET, because=because, evidence=held)


def _training_number(inquiry: Inquiry, criterion: Criterion, route: AcceptedRoute, window: date) -> Answer | None:
    now = any(
        in_training(programme, inquiry.on) and programme.kind != "foundation"
        for programme in inquiry.record.doctor.uk_programmes
    )
    numbers = tuple(e.id for e in inquiry.record.evidence if e.kind == TRAINING_NUMBER and e.status not in _UNDONE)
    if not now:
        return None
    if not numbers:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="You are in a UK training programme; no training number is recorded.",
            missing=("your national training number or deanery reference number",),
        )
    return Answer(
        verdict=Verdict.MET,
        because="You are in a UK training programme and hold a training number.",
        evidence=numbers,
    )


def _left_same_specialty(inquiry: Inquiry, criterion: Criterion, route: AcceptedRoute, window: date) -> Answer | None:
    left = any(
        programme.completed is False
        and programme.end is not None
        and programme.end <= inquiry.on
        and same_specialty(programme.specialty, inquiry.spec.specialty)
        for programme in inquiry.record.doctor.uk_programmes
    )
    said = inquiry.said(route.question)
    if said and said.holds:
        return Answer(verdict=Verdict.MET, because=f"You said so on {in_words(said.on)}; the ARCP papers must show it.")
    if not left or said:
        return None
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because="You left a programme in this specialty.",
        missing=(route.question.text,) if route.question else ("ARCP papers that show satisfactory progress",),
    )


def _crest(inquiry: Inquiry, criterion: Criterion, route: AcceptedRoute, window: date) -> Answer | None:
    return crest_answer(inquiry, route, _window_months(criterion))


def _refugee(inquiry: Inquiry, criterion: Criterion, route: AcceptedRoute, window: date) -> Answer | None:
    said = inquiry.said(route.question)
    if not said or not said.holds:
        return None
    return Answer(
        verdict=Verdict.NOT_DECIDED,
        because="Separate arrangements are made for you; the recruitment office decides. Ask it in good time.",
    )


ROUTES: Mapping[str, RouteCheck] = {
    "uk-foundation-current": _in_uk_foundation,
    CERTIFICATE: _certificate,
    "current-training-number": _training_number,
    "resigned-same-specialty": _left_same_specialty,
    CREST: _crest,
    "refugee": _refugee,
}
