"""Which gates of a specialty are open to this doctor, which are shut, and on which day does that change?

One finding for each essential criterion of the person specification. The specification names the check of each
criterion; here every check word has its function, so that a new specialty is data alone. Source: data/person_specs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.days import in_words
from workbook.facts.person_specs import Check, Criterion, Question
from workbook.record.models import Record
from workbook.rules.finding import Finding, Verdict
from workbook.rules.gate_evidence import (
    documented_evidence,
    employment_history,
    look_back,
)
from workbook.rules.gate_experience import min_experience
from workbook.rules.gate_experience_limit import experience_discount, max_experience
from workbook.rules.gate_foundation import crest_signature, foundation_competence
from workbook.rules.gate_msra import msra_minimum, msra_sitting
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
    """One essential criterion answered. `asks` are the questions whose answers, kept as statements, may settle it."""

    title: str
    text: str
    section: str
    asks: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """Every essential criterion of one specification. `spec_year` is the year of the specification used."""

    specialty: str
    year: int
    spec_year: int
    on: date
    post_start: date | None
    findings: tuple[Gate, ...]
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
    Check.STATEMENT: statement,
    Check.INFORMATION: information,
}


def gates(record: Record, facts: Facts, specialty: str, year: int, on: date) -> Gates:
    """Every gate of the specialty for posts that start in the year, as it stands on the day.

    The newest specification not after the year is used and `notes` say so. Raises `Unknown` for a specialty or year of
    which nothing is known here.
    """
    facts.specialty(specialty)
    spec = facts.person_spec(specialty, year)
    round_ = round_of(facts, specialty, year)
    inquiry = Inquiry(record=record, facts=facts, spec=spec, round=round_, on=on)
    return Gates(
        specialty=specialty,
        year=year,
        spec_year=spec.year,
        on=on,
        post_start=round_.post_start.date,
        findings=tuple(gate(inquiry, criterion) for criterion in spec.essential),
        notes=_notes(year, spec.year, round_, on),
    )


def gate(inquiry: Inquiry, criterion: Criterion) -> Gate:
    """One essential criterion as a finding. One read on a page since replaced is told, and is no gate."""
    answer = _older_page(criterion) if criterion.superseded else _asked(inquiry, criterion)
    return Gate(
        criterion=criterion.id,
        title=criterion.title,
        text=criterion.text,
        section=criterion.section,
        verdict=answer.verdict,
        because=answer.because,
        on=answer.on,
        missing=answer.missing,
        evidence=answer.evidence,
        facts=(criterion_ref(inquiry.spec, criterion), *answer.facts),
        asks=() if criterion.superseded else criterion.questions,
    )


def _asked(inquiry: Inquiry, criterion: Criterion) -> Answer:
    assert criterion.check is not None  # required of an essential criterion by the model
    return CHECKS[criterion.check](inquiry, criterion)


def _older_page(criterion: Criterion) -> Answer:
    told = (
        f"Read on an older page (“{criterion.provenance.source.title}”): kept for information, no gate of this round."
    )
    note = criterion.provenance.note
    return Answer(verdict=Verdict.NOT_APPLICABLE, because=f"{told} {note}" if note else told)


def _notes(year: int, spec_year: int, round_: Round, on: date) -> tuple[str, ...]:
    notes: list[str] = []
    if spec_year != year:
        notes.append(
            f"No {year} person specification is here. The {spec_year} one is used; a later one may ask for something "
            "else."
        )
    if round_.projected:
        notes.append(
            f"No dates of the {year} round are published. Those used are projected from {round_.published_year}: the "
            f"form closes on {day_of(round_.closes)}, posts start on {day_of(round_.post_start)}."
        )
    closes, start = round_.closes.date, round_.post_start.date
    if closes is not None and closes < on:
        notes.append(f"Applications for {year} closed on {in_words(closes)}.")
    elif closes is None and start is not None and start <= on:
        notes.append(f"Posts of {year} started on {in_words(start)}: its applications are over.")
    return tuple(notes)
