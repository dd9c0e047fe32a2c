"""What does a doctor aim for: one programme in one year, its round, and what its person specification is asked with?

Made once for the whole line, so that twelve programmes in four years are read once.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from workbook.facts.core import Unknown
from workbook.facts.criteria import Check
from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.experience_clock import Experience
from workbook.rules.gate_foundation import foundation_competence
from workbook.rules.gate_question import Answer, Inquiry
from workbook.rules.gates import limits_on_experience
from workbook.rules.rounds import Round, round_of


@dataclass(frozen=True, kw_only=True)
class Aim:
    """One programme and year. `inquiry` is null where no person specification of the programme is here."""

    title: str
    round: Round
    inquiry: Inquiry | None

    @property
    def name(self) -> str:
        """Clinical Radiology ST1 2028."""
        return f"{self.title} {self.round.year}"

    @cached_property
    def limits(self) -> tuple[Experience, ...]:
        """Every limit on experience of its specification."""
        return limits_on_experience(self.inquiry) if self.inquiry else ()

    @cached_property
    def competence(self) -> Answer | None:
        """What the gate says of foundation competence; null where it is not asked."""
        asked = self.inquiry.spec.checked_by(Check.FOUNDATION_COMPETENCE) if self.inquiry else None
        return foundation_competence(self.inquiry, asked) if self.inquiry and asked else None


class Aims:
    """The aims of a record, and the same programmes in the years beside them; each made once.

    `targets` are in order of year, `unknown` says of which nothing is known. Raises `Unknown` when a target names no
    specialty we know.
    """

    def __init__(self, record: Record, facts: Facts, on: datetime.date) -> None:
        self._record, self._facts, self._on = record, facts, on
        self._made: dict[tuple[str, int], Aim] = {}
        found: list[Aim] = []
        unknown: list[str] = []
        in_order = sorted(record.ranked_targets, key=lambda target: target.year)
        for specialty, year in dict.fromkeys((target.specialty, target.year) for target in in_order):
            try:
                found.append(self._at(specialty, year))
            except Unknown as error:
                unknown.append(f"{facts.specialty(specialty).title} {year}: {error}.")
        self.targets, self.unknown = tuple(found), tuple(unknown)

    def beside(self, specialty: str, year: int) -> Aim | None:
        """The programme in any year; null where nothing of that round is here, or it recruits no more."""
        try:
            return self._at(specialty, year)
        except Unknown:
            return None

    def by_specialty(self) -> dict[str, tuple[Aim, ...]]:
        """The targets of each programme, in order of year."""
        return {
            specialty: tuple(aim for aim in self.targets if aim.round.specialty == specialty)
            for specialty in dict.fromkeys(aim.round.specialty for aim in self.targets)
        }

    def _at(self, specialty: str, year: int) -> Aim:
        if (specialty, year) not in self._made:
            found = round_of(self._facts, specialty, year)
            title = self._facts.specialty(specialty).title
            self._made[specialty, year] = Aim(title=title, round=found, inquiry=self._inquiry(found))
        return self._made[specialty, year]

    def _inquiry(self, found: Round) -> Inquiry | None:
        try:
            spec = self._facts.person_spec(found.specialty, found.year)
        except Unknown:
            return None
        return Inquiry(record=self._record, facts=self._facts, spec=spec, round=found, on=self._on)
