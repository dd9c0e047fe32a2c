"""What is scored: one record against one matrix on one day, and what of it every part of the form needs.

The entries of the record are read once for a day and shared by every matrix they are scored on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from workbook.facts.evidence import EvidenceKinds
from workbook.facts.scoring import Domain, Matrix, Needs, Option
from workbook.record.models import Claim, Evidence, Record
from workbook.rules.forms import Form
from workbook.rules.matching import Alternative, Outcome, alternatives, outcome
from workbook.rules.may_count import doubts
from workbook.rules.naming import name_of
from workbook.rules.pieces import Piece, piece_of
from workbook.rules.pieces_elsewhere import elsewhere
from workbook.rules.rounds import Round
from workbook.rules.tally import Mode, documented, ready

Found = dict[tuple[object, ...], tuple[Needs | None, Outcome]]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One record against one form on one day.

    `found` keeps what the record says of each option, so that an announced matrix, and a form that several programmes
    share, are asked only about what is theirs.
    """

    record: Record
    kinds: EvidenceKinds
    form: Form
    specialty: str
    year: int
    on: date
    pieces: Pieces
    claim_years: tuple[int, ...]
    found: Found = field(default_factory=dict)

    @property
    def matrix(self) -> Matrix:
        """The matrix it is scored on."""
        return self.form.matrix

    @property
    def round(self) -> Round:
        """The round it is scored for."""
        return self.form.round

    @cached_property
    def deadline(self) -> date | None:
        """The last day on which what is done counts: the closing day, or a later one that the form allows."""
        last = self.form.counts_to
        return last.until or last.date

    @cached_property
    def by(self) -> date:
        """The day that counts: the last one on which anything does, or today before it."""
        return min(self.deadline, self.on) if self.deadline else self.on

    @cached_property
    def closed(self) -> bool:
        """Whether the last day on which anything counts is over."""
        return self.deadline is not None and self.deadline < self.on

    @cached_property
    def modes(self) -> tuple[Mode, Mode, Mode]:
        """With documents by the day that counts; without; without, by the closing day as planned."""
        last = self.deadline if self.deadline is not None and not self.closed else self.by
        return Mode(documented, self.by, documented=True), Mode(ready, self.by), Mode(ready, last)

    @cached_property
    def doubts(self) -> Mapping[str, str]:
        """Which entries are not done in time and may count all the same, by key, and why nobody can tell."""
        return doubts(self.matrix, self.kinds, self.pieces, self.deadline)

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """The doctor's claims by domain: those for the round asked for, else those on the form it is scored on."""
        return claims_on(self.record, self.matrix, self.specialty, self.claim_years)

    def outcome(self, domain: Domain, option: Option) -> Outcome:
        """What the record says of this option."""
        empty = self.form.empty.get((domain.id, option.id))
        if empty is None:
            empty = self.form.empty[domain.id, option.id] = outcome(self._ways(domain, option), {}, date.min, False)
        if all(way.words.id not in self.pieces for way, _ in empty.ways):
            return empty
        window = self.form.parts[domain.id].windows.get(option.id)
        key = (option.provenance.id, window and window.days, self.by)
        kept = self.found.get(key)
        if kept is not None and (kept[0] is option.needs or kept[0] == option.needs):
            return kept[1]
        found = outcome(self._ways(domain, option), self.pieces, self.by, self.by < self.on, window, self.doubts)
        self.found[key] = (option.needs, found)
        return found

    def _ways(self, domain: Domain, option: Option) -> tuple[Alternative, ...]:
        place = f"scoring, {self.matrix.specialty}, {domain.id}, {option.id}"
        return alternatives(option.needs, self.kinds, place) if option.needs else ()


def claims_on(record: Record, matrix: Matrix, specialty: str, years: Sequence[int]) -> Mapping[str, tuple[Claim, ...]]:
    """The claims on a form by domain: in each, those of the first of the years in which there are any."""
    found: dict[str, tuple[Claim, ...]] = {}
    for year in reversed(years):
        of_year: dict[str, list[Claim]] = {}
        for claim in record.claims:
            if claim.specialty == specialty and claim.year == year:
                of_year.setdefault(claim.domain, []).append(claim)
        for domain in matrix.domains:
            known = tuple(one for one in of_year.get(domain.id, ()) if domain.option(one.option) is not None)
            if known:
                found[domain.id] = known
    return found


class Pieces(Mapping[str, Sequence[Piece]]):
    """What the record holds, by kind of the vocabulary, as it stands on a day. A kind is read when it is asked for.

    `unread` are the entries whose kind is not said or not one of ours.
    """

    def __init__(self, record: Record, kinds: EvidenceKinds, on: date) -> None:
        self._kinds, self._on = kinds, on
        self._entries: dict[str, list[Evidence]] = {}
        for entry in record.evidence:
            words = kinds.words_of(entry.kind)
            if words is not None:
                self._entries.setdefault(words.id, []).append(entry)
        self._read: dict[str, list[Piece]] = {}
        self._elsewhere: dict[str, list[Piece]] = {}
        for piece in elsewhere(record, kinds, on):
            self._elsewhere.setdefault(piece.words.id, []).append(piece)
        unread = [entry for entry in record.evidence if entry.kind is None or kinds.title_of(entry.kind) is None]
        self.unread = tuple(f"“{name_of(entry)}”" for entry in unread)
        self._ids = self._entries.keys() | self._elsewhere.keys()

    def __getitem__(self, kind: str) -> Sequence[Piece]:
        if kind not in self._read:
            if kind not in self._ids:
                raise KeyError(kind)
            found = [piece_of(entry, self._kinds, self._on) for entry in self._entries.get(kind, ())]
            self._read[kind] = [piece for piece in found if piece is not None] + self._elsewhere.get(kind, [])
        return self._read[kind]

    def __contains__(self, kind: object) -> bool:
        return kind in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._ids))

    def __len__(self) -> int:
        return len(self._ids)
