"""What is a claim held against? One form, the record as if no claim were made, and its entries as they stand today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from workbook.facts.library import Facts
from workbook.facts.scoring import Domain, Option
from workbook.record.models import Claim, Record
from workbook.rules.case import Pieces
from workbook.rules.finding import Finding
from workbook.rules.forms import Form
from workbook.rules.matching import Alternative, Outcome, alternatives, outcome
from workbook.rules.may_count import doubts
from workbook.rules.naming import name_of
from workbook.rules.pieces import Piece
from workbook.rules.points import Score

Matter = Literal[
    "supported", "undocumented", "planned", "above", "unsaid", "under", "unclaimed", "twice", "several", "other-year",
    "no-option", "not-told",
]  # fmt: skip
OVER: frozenset[Matter] = frozenset({"undocumented", "planned", "above", "unsaid", "twice", "several", "no-option"})
UNDER: frozenset[Matter] = frozenset({"under", "unclaimed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFinding(Finding):
    """One thing about one claim; `criterion` is the domain. `right` says what would make it right.

    above: no entry, or not the one named, meets the option. undocumented: met, and no document in order shows it.
    planned: met from a later day. unsaid: it depends on answers not given. under, unclaimed: documents support more.
    twice: one entry in two places of a form that takes it once. several: two options of a part that takes one.
    """

    title: str
    matter: Matter
    option: str | None
    right: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimCase:
    """The claims for one programme and what they are held against. `bare` is the score without any claim."""

    record: Record
    facts: Facts
    form: Form
    bare: Score
    on: date
    claims: tuple[Claim, ...]
    pieces: Pieces

    @property
    def by(self) -> date:
        """The day that counts: the closing day, or today before it."""
        return min(self.bare.deadline, self.on) if self.bare.deadline else self.on

    def mine(self) -> dict[str, tuple[Claim, ...]]:
        """The claims on this form by domain; those for the round asked about stand over those for the form's year."""
        found: dict[str, tuple[Claim, ...]] = {}
        for year in dict.fromkeys((self.bare.matrix_year, self.bare.year)):
            of_year: dict[str, list[Claim]] = {}
            for claim in self.claims:
                domain = next((one for one in self.form.matrix.domains if one.id == claim.domain), None)
                if claim.year == year and domain is not None and domain.option(claim.option) is not None:
                    of_year.setdefault(claim.domain, []).append(claim)
            found |= {id: tuple({one.option: one for one in own}.values()) for id, own in of_year.items()}
        return found

    def outcome(self, domain: Domain, option: Option, pieces: Mapping[str, Sequence[Piece]]) -> Outcome:
        window = self.form.parts[domain.id].windows.get(option.id)
        return outcome(self.ways(domain, option), pieces, self.by, self.by < self.on, window, self.doubts)

    @cached_property
    def doubts(self) -> Mapping[str, str]:
        return doubts(self.form.matrix, self.facts.evidence(), self.pieces, self.bare.deadline)

    def named(self, claim: Claim) -> tuple[tuple[str, str], ...]:
        """The id and title of what the claim names and the record holds: entries, exams, posts."""
        entries = {entry.id: name_of(entry) for entry in self.record.evidence}
        pieces = {piece.id: piece.title for kind in self.pieces for piece in self.pieces[kind]}
        titles = {**entries, **pieces}
        return tuple((id, titles[id]) for id in dict.fromkeys(claim.evidence) if id in titles)

    def ways(self, domain: Domain, option: Option) -> tuple[Alternative, ...]:
        place = f"scoring, {self.form.matrix.specialty}, {domain.id}, {option.id}"
        return alternatives(option.needs, self.facts.evidence(), place) if option.needs else ()
