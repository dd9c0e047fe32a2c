"""How many points does this record give in this programme: supported, claimed, within reach, at most?

The year is locked: a score belongs to the matrix of one year, and where that is not the year asked for, the notes say
so. Arithmetic: the best option of a domain, sums, and capped sums; extra points outside the form stand apart; where any
maximum is unknown there is no total. Sources: data/scoring (the matrices), data/evidence (the words and lead times).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workbook.base.days import in_words
from workbook.facts.evidence import EvidenceKinds
from workbook.facts.library import Facts
from workbook.facts.scoring import Matrix, Needs
from workbook.record.models import Record
from workbook.rules.domain_score import Case, domain_score
from workbook.rules.finding import FactRef
from workbook.rules.matching import Outcome
from workbook.rules.naming import name_of
from workbook.rules.pieces import Piece, piece_of
from workbook.rules.points import DomainScore, NextPoint, OptionView, Points, Score, Total
from workbook.rules.rounds import Milestone, round_of
from workbook.rules.score_words import points as in_points

__all__ = ["DomainScore", "NextPoint", "OptionView", "Points", "Score", "Total", "score"]


def score(record: Record, facts: Facts, specialty: str, year: int, on: date) -> Score:
    """The record on the matrix of the year, or of the newest published year before it (`matrix_year` says which).

    Raises `Unknown` when no matrix of the specialty is here.
    """
    matrix = facts.matrix(specialty, year)
    closes = round_of(facts, specialty, year).closes
    kinds = facts.evidence()
    pieces = _pieces(record, kinds, on)
    found: dict[tuple[str, str], tuple[Needs | None, Outcome]] = {}
    deadline = closes.date

    def scored_on(matrix: Matrix, announced: Score | None) -> Score:
        case = Case(
            record=record, kinds=kinds, matrix=matrix, specialty=specialty, year=year, on=on, deadline=deadline,
            by=min(deadline, on) if deadline else on, pieces=pieces, found=found,
            # A claim on an announced matrix is one of that year; one made for the year asked stands on the published.
            claim_years=(matrix.year,) if matrix.overlay_of else tuple(dict.fromkeys((year, matrix.year))),
        )  # fmt: skip
        return _score(case, closes, announced)

    return scored_on(matrix, scored_on(matrix.announced, None) if matrix.announced else None)


def _score(case: Case, closes: Milestone, announced: Score | None) -> Score:
    matrix = case.matrix
    domains = tuple(domain_score(case, domain) for domain in matrix.domains)
    source = FactRef(f"scoring/{matrix.specialty}/{matrix.year}", matrix.provenance)
    scored = bool(domains)
    return Score(
        specialty=case.specialty,
        year=case.year,
        matrix_year=matrix.year,
        on=case.on,
        deadline=case.deadline,
        deadline_status=closes.status.value,
        scored=scored,
        because=_because(matrix, case) if scored else matrix.method.strip(),
        domains=domains,
        total=_total(matrix, domains),
        notes=tuple(_notes(case, closes, domains)),
        facts=(source, FactRef(f"recruitment/{case.year}/{closes.id}", closes.provenance)),
        announced=announced,
    )


def _pieces(record: Record, kinds: EvidenceKinds, on: date) -> dict[str, list[Piece]]:
    by_kind: dict[str, list[Piece]] = {}
    for entry in record.evidence:
        piece = piece_of(entry, kinds, on)
        if piece is not None:
            by_kind.setdefault(piece.words.id, []).append(piece)
    return by_kind


def _because(matrix: Matrix, case: Case) -> str:
    if matrix.overlay_of:
        said = f"Scored on the changes announced for {matrix.year} over the {matrix.overlay_of} matrix; provisional."
    elif matrix.year == case.year:
        said = f"Scored on the {matrix.year} matrix."
    else:
        what = f"Scored on the {matrix.year} matrix" if matrix.domains else f"The rules are those of {matrix.year}"
        said = (
            f"{what}, the newest published; your round is {case.year}: "
            f"read the official page again in October {case.year - 1}."
        )
    return said


def _total(matrix: Matrix, domains: Sequence[DomainScore]) -> Total:
    """The domains together, without bonus. An unknown maximum blocks every figure instead of shrinking it."""
    if not domains:
        reason = f"No points are given, so no number is shown. {matrix.method.strip().split('. ')[0]}."
        return Total(supported=None, claimed=None, ceiling=None, max=None, blocked_by=(reason,))
    counted = [domain for domain in domains if not domain.bonus]
    blocked = [reason for domain in counted for reason in domain.blocked]
    without = [f"{domain.title}: its maximum is not published" for domain in counted if domain.max is None]
    if without:
        return Total(supported=None, claimed=None, ceiling=None, max=None, blocked_by=(*without, *blocked))

    def together(figures: Sequence[float | None]) -> float | None:
        return None if any(figure is None for figure in figures) else sum((figure or 0 for figure in figures), 0.0)

    return Total(
        supported=together([domain.supported.points for domain in counted]),
        claimed=together([domain.claimed.points for domain in counted]),
        ceiling=together([domain.ceiling.points for domain in counted]),
        max=together([domain.max for domain in counted]),
        blocked_by=tuple(blocked),
    )


def _notes(case: Case, closes: Milestone, domains: Sequence[DomainScore]) -> list[str]:
    notes = []
    matrix = case.matrix
    if matrix.year != case.year:
        notes.append(_because(matrix, case))
    if matrix.announced is not None:
        notes.append(f"Changes are announced for {matrix.announced.year}; the same record under them stands below.")
    notes += [change.text for change in matrix.rule_changes]
    if matrix.assumption:
        notes.append(f"Assumed: {matrix.assumption}")
    if not domains:
        return notes
    notes += _deadline_notes(case, closes)
    notes += _claim_notes(case)
    notes += _tripwire(case, domains)
    unread = [f"“{name_of(entry)}”" for entry in case.record.evidence if not _known(entry.kind, case.kinds)]
    if unread:
        notes.append(f"Not scored, because the kind is not said or not one of ours: {', '.join(unread)}.")
    if matrix.provenance.stale_on(case.on):
        notes.append(f"This matrix should have been read again by {in_words(matrix.review_by)}.")
    return notes


def _deadline_notes(case: Case, closes: Milestone) -> list[str]:
    if case.deadline is None:
        return [
            f"The closing day is not known, so what is done by today is counted and nothing can be said of what is "
            f"within reach. {closes.because}"
        ]
    if case.closed:
        return [f"This round closed on {in_words(case.deadline)}; what came later does not count."]
    return [f"Everything counted must be done by {in_words(case.deadline)}. {closes.because}"]


def _claim_notes(case: Case) -> list[str]:
    own = [claim for claim in case.record.claims if claim.specialty == case.specialty]
    others = sorted({claim.year for claim in own if claim.year not in case.claim_years})
    notes = [f"Your claims on the {year} form are not used here." for year in others]
    options = {(domain.id, option.id) for domain in case.matrix.domains for option in domain.options}
    for claim in own:
        if claim.year in case.claim_years and (claim.domain, claim.option) not in options:
            notes.append(
                f"Your claim “{claim.option}” in {claim.domain} is no option of the {case.matrix.year} matrix."
            )
    return notes


def _tripwire(case: Case, domains: Sequence[DomainScore]) -> list[str]:
    """The rule by which scored claims without a document end an application, where this matrix has one."""
    bare = [domain for domain in domains if (domain.claimed.points or 0) > (domain.supported.points or 0)]
    notes = []
    for rule in case.matrix.rules:
        if rule.limit is None or rule.limit.kind != "claims-without-document":
            continue
        none_at_all = bool(bare) and not any(domain.supported.points for domain in domains)
        if len(bare) >= rule.limit.value or none_at_all:
            named = ", ".join(f"{domain.title} ({in_points(domain.claimed.points)})" for domain in bare)
            notes.append(f"Claimed without a document in order: {named}. {rule.text}")
    return notes


def _known(kind: str | None, kinds: EvidenceKinds) -> bool:
    return kind is not None and kinds.title_of(kind) is not None
