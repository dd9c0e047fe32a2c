"""How many points does this record give in this programme: supported, claimed, within reach, at most?

The year is locked: a score belongs to the matrix of one year, and where that is not the year asked for, the notes say
so. Arithmetic: the best option of a domain, sums, and capped sums; extra points outside the form stand apart. Where a
maximum is unknown, where a part uses another arithmetic (workbook.rules.arithmetic) or is marked by others, there is no
total. Sources: data/scoring (the matrices), data/evidence (the words and lead times).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workbook.base.days import in_words
from workbook.facts.evidence import EvidenceKinds
from workbook.facts.library import Facts
from workbook.facts.scoring import Domain, Matrix, Needs
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
    sources = [FactRef(matrix.provenance), FactRef(closes.provenance)]
    if matrix.through is not None:
        sources.insert(0, FactRef(matrix.through.provenance))
    scored = any(_own(domain) and domain.options for domain in matrix.domains)
    return Score(
        specialty=case.specialty,
        year=case.year,
        matrix_year=matrix.year,
        on=case.on,
        deadline=case.deadline,
        deadline_status=closes.status.value,
        scored=scored,
        because=_because(case, scored) if scored else matrix.method.strip(),
        domains=domains,
        total=_total(case, domains),
        notes=tuple(_notes(case, closes, domains, scored)),
        facts=tuple(sources),
        announced=announced,
    )


def _pieces(record: Record, kinds: EvidenceKinds, on: date) -> dict[str, list[Piece]]:
    by_kind: dict[str, list[Piece]] = {}
    for entry in record.evidence:
        piece = piece_of(entry, kinds, on)
        if piece is not None:
            by_kind.setdefault(piece.words.id, []).append(piece)
    return by_kind


def _own(domain: Domain) -> bool:
    """Whether the applicant scores it: it is not worked out from the application, marked by others, or part of such."""
    return domain.scored_by == "applicant" and not domain.auto and domain.counts_in_total


def _because(case: Case, scored: bool) -> str:
    matrix = case.matrix
    if matrix.overlay_of:
        return f"Scored on the changes announced for {matrix.year} over the {matrix.overlay_of} matrix; provisional."
    what = f"Scored on the {matrix.year} matrix" if scored else f"The rules are those of {matrix.year}"
    said = f"{what}."
    if matrix.year != case.year:
        said = (
            f"{what}, the newest published; your round is {case.year}: "
            f"read the official page again in October {case.year - 1}."
        )
    if scored and matrix.scale is not None and matrix.scale.kind == "grades-only":
        said += " It gives letters; no points are published for them, so no number is shown."
    return said


def _total(case: Case, domains: Sequence[DomainScore]) -> Total:
    """The domains together, without bonus. Whatever is unknown or untold blocks a figure instead of shrinking it."""
    matrix = case.matrix
    own = {domain.id for domain in matrix.domains if _own(domain)}
    aside = {domain.id for domain in matrix.domains if not domain.counts_in_total}
    if not any(domain.options for domain in matrix.domains if domain.id in own):
        return Total(supported=None, claimed=None, ceiling=None, max=None, blocked_by=(_nothing_to_count(matrix),))
    counted = [domain for domain in domains if not domain.bonus and domain.id not in aside]
    blocked = [reason for domain in counted for reason in domain.blocked]
    twice = _used_twice(case, counted)
    without = [f"{one.title}: its maximum is not published" for one in counted if one.id in own and one.max is None]
    if matrix.domain_titles_known:
        without.append(f"Of these parts only the headings are known: {', '.join(matrix.domain_titles_known)}")
    elif matrix.matrix not in ("full", "same-as"):
        without.append("Parts of the form could not be read")
    most = matrix.total
    if most.listed_max is not None and most.self_assessment_max is not None:
        without.append(f"The maxima add up to {most.listed_max:g}, and the page says {most.self_assessment_max:g}")
    if without:
        return Total(supported=None, claimed=None, ceiling=None, max=None, blocked_by=(*without, *blocked, *twice))

    def together(figures: Sequence[float | None]) -> float | None:
        if twice or any(figure is None for figure in figures):
            return None
        return sum((figure or 0 for figure in figures), 0.0)

    return Total(
        supported=together([domain.supported.points for domain in counted]),
        claimed=together([domain.claimed.points for domain in counted]),
        ceiling=together([domain.ceiling.points for domain in counted]),
        max=sum((domain.max or 0 for domain in counted if domain.id in own), 0.0),
        blocked_by=(*blocked, *twice),
    )


def _nothing_to_count(matrix: Matrix) -> str:
    """Why there is no number at all, and whose the decision is."""
    if matrix.matrix == "missing":
        return (
            "There is a form that gives points, but none of them could be read: count it yourself on the official page."
        )
    if matrix.matrix == "unknown":
        return "Whether a form gives points could not be read, so no number is shown: look on the official page."
    if matrix.matrix == "headings-only" and all(_own(domain) for domain in matrix.domains):
        return "Only the headings of the form could be read, not its points: count it yourself on the official page."
    marked_by = next((domain.scored_by for domain in matrix.domains if domain.scored_by != "applicant"), None)
    if marked_by is not None:
        return f"The form is marked by the {marked_by}, so there is no score of your own to show."
    return f"No points are given, so no number is shown. {matrix.method.strip().split('. ')[0].rstrip('.')}."


def _used_twice(case: Case, domains: Sequence[DomainScore]) -> list[str]:
    """Entries that several domains rest on, where the form counts an achievement only once: the doctor must choose."""
    if not any(rule.counts == "once" for rule in case.matrix.rules):
        return []
    used: dict[str, dict[str, None]] = {}
    for domain in domains:
        for points in (domain.supported, domain.claimed, domain.ceiling):
            for id in points.evidence:
                used.setdefault(id, {})[domain.title] = None
    titles = {piece.id: piece.title for pieces in case.pieces.values() for piece in pieces}
    return [
        f"“{titles.get(id, id)}” would count in {' and in '.join(where)}, and this form takes an achievement once: "
        "decide where it goes"
        for id, where in used.items()
        if len(where) > 1
    ]


def _notes(case: Case, closes: Milestone, domains: Sequence[DomainScore], scored: bool) -> list[str]:
    notes = []
    matrix = case.matrix
    if matrix.through is not None:
        notes.append(matrix.through.text.strip())
    if matrix.year != case.year:
        notes.append(_because(case, scored))
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
    notes += _claim_notes(case)
    notes += _tripwire(case, domains)
    unread = [f"“{name_of(entry)}”" for entry in case.record.evidence if not _known(entry.kind, case.kinds)]
    if unread:
        notes.append(f"Not scored, because the kind is not said or not one of ours: {', '.join(unread)}.")
    if matrix.provenance.stale_on(case.on):
        notes.append(f"This matrix should have been read again by {in_words(matrix.provenance.review_by)}.")
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
