"""What must be read beside a score: the rules of which year, what came later, what is not counted, what may end it?

Nothing is counted here. Sources: data/scoring.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workbook.base.days import in_words
from workbook.facts.scoring import Matrix
from workbook.rules import upload_window
from workbook.rules.ages import age_not_known
from workbook.rules.arithmetic import grades_only
from workbook.rules.case import Case
from workbook.rules.once import Once
from workbook.rules.points import DomainScore
from workbook.rules.rounds import Milestone
from workbook.rules.score_words import as_a_copy
from workbook.rules.tripwire import without_document


def scored_on(case: Case, scored: bool) -> str:
    """On which year's rules it is scored, and whether those are the rules of the round."""
    matrix = case.matrix
    if matrix.overlay_of:
        said = f"Scored on the changes announced for {matrix.year} over the {matrix.overlay_of} matrix; provisional."
        return f"{said}{as_a_copy(matrix)}"
    what = f"Scored on the {matrix.year} matrix" if scored else f"The rules are those of {matrix.year}"
    said = f"{what}."
    if matrix.year != case.year:
        past = case.on > date(case.year - 1, 10, 31)
        when = "now" if past else f"in October {case.year - 1}"
        said = f"{what}, the newest here; your round is {case.year}: read the official page again {when}."
    if scored and grades_only(matrix):
        said += " It gives letters; no points are published for them, so no number is shown."
    return f"{said}{as_a_copy(matrix)}" if scored else said


def score_notes(
    case: Case, closes: Milestone, domains: Sequence[DomainScore], scored: bool, once: Once | None
) -> list[str]:
    """The notes of a score, in the order in which they are read."""
    notes = []
    matrix = case.matrix
    if matrix.through is not None:
        notes.append(matrix.through.text.strip())
        if matrix.through.provenance.copied:
            notes.append(f"That this matrix holds for the programme is {matrix.through.provenance.copied}.")
    if matrix.year != case.year:
        notes.append(scored_on(case, scored))
    if matrix.announced is not None:
        notes.append(f"Changes are announced for {matrix.announced.year}; the same record under them stands below.")
    for news in matrix.overlays:
        if news.text and not news.changes_points:
            notes.append(f"For {news.year}, {news.provenance.status.value}: {news.text.strip()}")
    notes += [change.text for change in matrix.rule_changes]
    if matrix.assumption:
        notes.append(f"Assumed: {matrix.assumption}")
    if not scored:
        return notes
    notes += _deadline_notes(case, closes)
    notes += age_not_known(case, domains)
    notes += _beside_notes(matrix)
    notes += _once_notes(matrix, once)
    notes += _claim_notes(case)
    notes += without_document(matrix, domains)
    if case.pieces.unread:
        notes.append(f"Not scored, because the kind is not said or not one of ours: {', '.join(case.pieces.unread)}.")
    again = matrix.provenance.to_read(case.on)
    if again and not matrix.provenance.copied:  # a copy is named with the matrix itself
        notes.append(f"This matrix is {again}.")
    return notes


def _deadline_notes(case: Case, closes: Milestone) -> list[str]:
    if beyond := upload_window.notes(case):
        return beyond
    if case.deadline is None:
        return [
            f"The closing day is not known, so what is done by today is counted and nothing can be said of what is "
            f"within reach. {closes.because}"
        ]
    if case.closed:
        return [f"This round closed on {in_words(case.deadline)}; what came later does not count."]
    return [f"Everything counted must be done by {in_words(case.deadline)}. {closes.because}"]


def _beside_notes(matrix: Matrix) -> list[str]:
    """Points that others give, which are never part of a self-score."""
    beside = {
        "organised evidence": matrix.total.organisation_max,
        "the layout and quality of the folder": matrix.total.panel_only_max,
        "commitment to the specialty, where it is marked at shortlisting": matrix.total.commitment_max,
    }
    return [
        f"Up to {most:g} further points are the assessors' to give, for {what}: they are no part of your score."
        for what, most in beside.items()
        if most
    ]


def _once_notes(matrix: Matrix, once: Once | None) -> list[str]:
    if once is None:
        return []
    best = "your parts together get the best letters" if grades_only(matrix) else "all parts together give most"
    notes = [
        f"This form takes an achievement once. “{one.evidence.title}” is counted in {one.domain}, where {best}; it "
        f"would also fit {' and '.join(one.instead_of)}."
        for one in once.placed
    ]
    return notes + list(once.ties)


def _claim_notes(case: Case) -> list[str]:
    own = [claim for claim in case.record.claims if claim.specialty == case.specialty]
    if not own:
        return []
    others = sorted({claim.year for claim in own if claim.year not in case.claim_years})
    notes = [f"Your claims on the {year} form are not used here." for year in others]
    options = {(domain.id, option.id): (domain, option) for domain in case.matrix.domains for option in domain.options}
    there = {piece.id for pieces in case.pieces.values() for piece in pieces}
    there |= {one.id for kept in (case.record.evidence, case.record.exams, case.record.posts) for one in kept}
    for claim in own:
        if claim.year not in case.claim_years:
            continue
        if (claim.domain, claim.option) not in options:
            notes.append(
                f"Your claim “{claim.option}” in {claim.domain} is no option of the {case.matrix.year} matrix."
            )
        elif {*claim.evidence} - there:
            domain, option = options[claim.domain, claim.option]
            notes.append(
                f"Your claim in {domain.title}, “{option.text.rstrip('.')}”, names an entry that is not in your record."
            )
    return notes
