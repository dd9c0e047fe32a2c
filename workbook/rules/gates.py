"""Which gates of a specialty are open to this doctor, which are shut, and on which day does that change?

One finding for each essential criterion of the person specification. The specification names the check of each
criterion; here every check word has its function, so that a new specialty is data alone. Source: data/person_specs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.days import in_words
from workbook.facts.criteria import Check, Criterion, Question
from workbook.facts.person_specs import PersonSpec
from workbook.record.models import Record
from workbook.rules.experience_clock import Experience, bound_of, experience_of
from workbook.rules.finding import FactRef, Finding, Verdict
from workbook.rules.gate_applications import application_cap
from workbook.rules.gate_documented import documented_evidence
from workbook.rules.gate_evidence import employment_history, look_back
from workbook.rules.gate_exam import exam
from workbook.rules.gate_experience import min_experience
from workbook.rules.gate_experience_limit import experience_discount, max_experience
from workbook.rules.gate_foundation import crest_signature, foundation_competence
from workbook.rules.gate_msra import msra_minimum, msra_sitting
from workbook.rules.gate_programme import uk_programme
from workbook.rules.gate_question import Answer, Inquiry, criterion_ref, day_of
from workbook.rules.gate_record import (
    english_by_registration,
    information,
    licence_at_start,
    primary_qualification,
    registration_at_application,
    right_to_work,
    statement,
    transfer_support,
)
from workbook.rules.rounds import Round, round_of

if TYPE_CHECKING:
    from workbook.facts.library import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(Finding):
    """One essential criterion answered. `asks` are the questions whose answers, kept as statements, may settle it.

    `condition` says of whom it is asked, where not of everyone.
    """

    title: str
    text: str
    section: str
    condition: str | None = None
    asks: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """Every essential criterion of one specification. `spec_year` is the year of the specification used.

    `source` is the specification as a whole; `partial` says, beside a count of the criteria, that they may not be all
    of it. `experience` shows what each limit on experience rests on; `applications` is a rule of the round, no
    criterion.
    """

    specialty: str
    year: int
    spec_year: int
    on: date
    post_start: date | None
    findings: tuple[Gate, ...]
    experience: tuple[Experience, ...]
    applications: Finding
    source: FactRef
    partial: str | None = None
    notes: tuple[str, ...] = ()


CHECKS: Mapping[Check, Callable[[Inquiry, Criterion], Answer]] = {
    Check.PRIMARY_QUALIFICATION: primary_qualification,
    Check.REGISTRATION_AT_APPLICATION: registration_at_application,
    Check.LICENCE_AT_START: licence_at_start,
    Check.RIGHT_TO_WORK: right_to_work,
    Check.FOUNDATION_COMPETENCE: foundation_competence,
    Check.CREST_SIGNATURE: crest_signature,
    Check.MIN_EXPERIENCE: min_experience,
    Check.MAX_EXPERIENCE: max_experience,
    Check.EXPERIENCE_DISCOUNT: experience_discount,
    Check.EMPLOYMENT_HISTORY: employment_history,
    Check.TRANSFER_SUPPORT: transfer_support,
    Check.ENGLISH_BY_REGISTRATION: english_by_registration,
    Check.DOCUMENTED_EVIDENCE: documented_evidence,
    Check.LOOK_BACK: look_back,
    Check.MSRA_MINIMUM: msra_minimum,
    Check.MSRA_SITTING: msra_sitting,
    Check.EXAM: exam,
    Check.UK_PROGRAMME: uk_programme,
    Check.STATEMENT: statement,
    Check.INFORMATION: information,
}


def gates(record: Record, facts: Facts, specialty: str, year: int, on: date) -> Gates:
    """Every gate of the specialty for posts that start in the year, as it stands on the day.

    The newest specification not after the year is used and `notes` say so; one whose page was replaced is asked all the
    same, and says so with each criterion. Raises `Unknown` for a specialty or year of
    which nothing is known here.
    """
    facts.specialty(specialty)
    spec = facts.person_spec(specialty, year)
    round_ = round_of(facts, specialty, year)
    inquiry = Inquiry(record=record, facts=facts, spec=spec, round=round_, on=on)
    asked = tuple((criterion, _answer(inquiry, criterion)) for criterion in spec.essential)
    clocks = (experience_of(inquiry, c, answer) for c, answer in asked if not spec.only_told(c))
    return Gates(
        specialty=specialty,
        year=year,
        spec_year=spec.year,
        on=on,
        post_start=round_.post_start.date,
        findings=tuple(_gate(inquiry, criterion, answer) for criterion, answer in asked),
        experience=tuple(clock for clock in clocks if clock is not None),
        applications=application_cap(record, facts, round_),
        source=FactRef(spec.provenance),
        partial=_partial(spec),
        notes=_notes(spec, round_, on),
    )


def gate(inquiry: Inquiry, criterion: Criterion) -> Gate:
    """One essential criterion as a finding.

    One read on a page since replaced is told, and is no gate; where the whole specification was, there is nothing newer
    to ask by, so it is asked and says so.
    """
    return _gate(inquiry, criterion, _answer(inquiry, criterion))


def limits_on_experience(inquiry: Inquiry) -> tuple[Experience, ...]:
    """The clocks alone, for who asks nothing else of many programmes (the line)."""
    limiting = [c for c in inquiry.spec.essential if bound_of(c) and not inquiry.spec.only_told(c)]
    clocks = (experience_of(inquiry, criterion, _answer(inquiry, criterion)) for criterion in limiting)
    return tuple(clock for clock in clocks if clock is not None)


def _answer(inquiry: Inquiry, criterion: Criterion) -> Answer:
    answer = _older_page(criterion) if inquiry.spec.only_told(criterion) else _asked(inquiry, criterion)
    copied = criterion.provenance.copied
    return replace(answer, because=f"{answer.because} The criterion is {copied}.") if copied else answer


def _gate(inquiry: Inquiry, criterion: Criterion, answer: Answer) -> Gate:
    return Gate(
        criterion=criterion.id,
        title=criterion.title,
        text=criterion.text,
        section=criterion.section,
        condition=criterion.condition,
        verdict=answer.verdict,
        because=answer.because,
        on=answer.on,
        missing=answer.missing,
        evidence=answer.evidence,
        facts=(criterion_ref(criterion), *answer.facts),
        asks=() if inquiry.spec.only_told(criterion) else criterion.questions,
    )


def _asked(inquiry: Inquiry, criterion: Criterion) -> Answer:
    assert criterion.check is not None  # required of an essential criterion by the model
    answer = CHECKS[criterion.check](inquiry, criterion)
    older = _how_old(inquiry.spec, criterion)
    return replace(answer, because=f"{answer.because} {older}") if older else answer


def _how_old(spec: PersonSpec, criterion: Criterion) -> str:
    """What the doctor must know where the criterion was not stated for the round of its own specification."""
    if criterion.superseded:
        page = criterion.provenance.source.title
        return f"The criterion was read on “{page}”, a page since replaced: compare it with the present one."
    if criterion.year is not None and criterion.year < spec.year:
        return f"The criterion was stated for the {criterion.year} round."
    return ""


def _older_page(criterion: Criterion) -> Answer:
    told = (
        f"Read on an older page (“{criterion.provenance.source.title}”): kept for information, no gate of this round."
    )
    note = criterion.provenance.note
    return Answer(verdict=Verdict.NOT_APPLICABLE, because=f"{told} {note}" if note else told)


def _partial(spec: PersonSpec) -> str | None:
    """That the criteria here are not, or may not be, all that the specification asks; None where all of it was read."""
    if spec.provenance.unknown or (spec.opens_with and spec.opening_year is None):
        return "only part of the specification is here"
    return "the official page was not read as a whole" if spec.provenance.doubts else None


def _what_is_not_here(spec: PersonSpec) -> str | None:
    """The same with what is missing: a short list that looks whole would read as all that is asked."""
    partial, told = _partial(spec), spec.provenance
    if partial is None:
        return None
    missing = f" Not here: {'; '.join(told.unknown)}." if told.unknown else ""
    note = f" {told.note.strip()}" if told.note else ""
    return f"{partial[0].upper()}{partial[1:]}: it may ask for more than is listed.{missing}{note}"


def _notes(spec: PersonSpec, round_: Round, on: date) -> tuple[str, ...]:
    notes = [said] if (said := _what_is_not_here(spec)) else []
    year = round_.year
    if spec.year != year:
        notes.append(
            f"No {year} person specification is here. The {spec.year} one is used; a later one may ask for something "
            "else."
        )
    if spec.provenance.copied:
        own = [criterion for criterion in spec.criteria if not spec.of_the_opening(criterion)]
        read_again = ", ".join(f"“{criterion.title}”" for criterion in own if not criterion.provenance.copied)
        notes.append(
            f"The {spec.year} specification here is {spec.provenance.copied}"
            f"{f', except for {read_again}' if read_again else ''}: compare it with the official page before you rely "
            "on it."
        )
    if spec.replaced:
        notes.append(
            f"The page of the {spec.year} specification has been replaced, and the one that replaced it was not read. "
            "What it asked is asked here all the same: compare each criterion with the present page before you rely on "
            "it."
        )
    if spec.opens_with:
        shared = "What every higher specification asks (degree, registration, right to work and more)"
        if spec.opening_year is None:
            notes.append(f"{shared} is not listed: it is known here only from a round later than {year}.")
        else:
            rest = f", the rest from the specification of {spec.year}" if spec.opening_year != spec.year else ""
            notes.append(f"{shared} is taken from the list of {spec.opening_year}{rest}.")
    if round_.projected:
        notes.append(
            f"No dates of the {year} round are here. Those used are projected from {round_.published_year}: the "
            f"form closes on {day_of(round_.closes)}, posts start on {day_of(round_.post_start)}."
        )
    if round_.caution:
        notes.append(f"These days are in doubt for a higher programme. {round_.caution}")
    closes, start = round_.closes.date, round_.post_start.date
    if closes is not None and closes < on:
        notes.append(f"Applications for {year} closed on {in_words(closes)}.")
    elif closes is None and start is not None and start <= on:
        notes.append(f"Posts of {year} started on {in_words(start)}: its applications are over.")
    return tuple(notes)
