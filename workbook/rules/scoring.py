"""How many points does this record give in this programme: supported, claimed, within reach, at most?

The year is locked: a score belongs to the matrix of one year, and where that is not the year asked for, the notes say
so. Extra points outside the form stand apart. Where a maximum is unknown, where a part cannot be worked out
(workbook.rules.arithmetic) or is marked by others, there is no total. On a form that takes an achievement once, each
goes where all parts together give most. Sources: data/scoring (the matrices), data/evidence (words and lead times).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from workbook.base.days import in_words
from workbook.facts.library import Facts
from workbook.facts.scoring import Domain, Matrix
from workbook.record.models import Record
from workbook.rules import upload_window
from workbook.rules.ages import age_not_known
from workbook.rules.case import Case, Found, Pieces
from workbook.rules.domain_score import ALL, figures, gated, read, told
from workbook.rules.finding import FactRef
from workbook.rules.forms import Form, form_of
from workbook.rules.once import Once, rule_of, shared_out
from workbook.rules.points import DomainScore, NextPoint, OptionView, Points, Score, Total
from workbook.rules.rounds import Milestone
from workbook.rules.score_words import as_a_copy
from workbook.rules.tally import Reading
from workbook.rules.tripwire import without_document

__all__ = ["DomainScore", "NextPoint", "OptionView", "Points", "Score", "Scorer", "Total", "score"]


def score(record: Record, facts: Facts, specialty: str, year: int, on: date) -> Score:
    """The record on the matrix of the year, or of the newest year here before it (`matrix_year` says which).

    Raises `Unknown` when no matrix of the specialty is here.
    """
    return Scorer(record, facts, on).score(specialty, year)


class Scorer:
    """One record on one day, scored on as many programmes as are asked for: its entries are read once, and a form that
    several programmes share is asked once."""

    def __init__(self, record: Record, facts: Facts, on: date) -> None:
        self._record, self._facts, self._on = record, facts, on
        self._kinds = facts.evidence()
        self._pieces = Pieces(record, self._kinds, on)
        self._found: Found = {}
        self._told: dict[tuple[object, ...], tuple[tuple[DomainScore, ...], Once | None]] = {}

    def score(self, specialty: str, year: int) -> Score:
        """The score of one programme. Raises `Unknown` when no matrix of the specialty is here."""
        form = form_of(self._facts, specialty, year)
        announced = self._scored(form.announced, specialty, year, None) if form.announced else None
        return self._scored(form, specialty, year, announced)

    def _scored(self, form: Form, specialty: str, year: int, announced: Score | None) -> Score:
        matrix = form.matrix
        case = Case(
            record=self._record, kinds=self._kinds, form=form, specialty=specialty, year=year,
            on=self._on, pieces=self._pieces, found=self._found,
            # A claim on an announced matrix is one of that year; one made for the year asked stands on the published.
            claim_years=(matrix.year,) if matrix.overlay_of else tuple(dict.fromkeys((year, matrix.year))),
        )  # fmt: skip
        claims = tuple(claim for claim in self._record.claims if claim.specialty == specialty)
        key = (form.alike, claims, specialty if any(domain.auto for domain in matrix.domains) else None)
        if key not in self._told:
            self._told[key] = _domains(case)
        return _score(case, announced, *self._told[key])


def _score(case: Case, announced: Score | None, domains: tuple[DomainScore, ...], once: Once | None) -> Score:
    matrix, closes = case.matrix, case.round.closes
    # The matrix first and the closing day second: pages cite the first one or two of these beside a figure.
    sources = [FactRef(matrix.provenance), FactRef(closes.provenance)]
    if matrix.through is not None:
        sources.append(FactRef(matrix.through.provenance))
    scored = any(_own(domain) and domain.options for domain in matrix.domains)
    return Score(
        specialty=case.specialty,
        year=case.year,
        matrix_year=matrix.year,
        on=case.on,
        deadline=case.deadline,
        deadline_status=case.form.counts_to.status.value,
        scored=scored,
        because=_because(case, scored) if scored else f"{matrix.method.strip()}{as_a_copy(matrix)}",
        domains=domains,
        total=_total(case, domains, once),
        notes=tuple(_notes(case, closes, domains, scored, once)),
        facts=tuple(sources),
        announced=announced,
    )


def _domains(case: Case) -> tuple[tuple[DomainScore, ...], Once | None]:
    """Every part told: what each may use is settled first, then what depends on another part."""
    every = case.matrix.domains
    setters = {domain.sets: read(case, domain, {}) for domain in every if domain.sets is not None}
    read_ = {domain.id: read(case, domain, setters) for domain in every}
    readings = [one for one in read_.values() if isinstance(one, Reading)]
    rule = rule_of(case)
    once = shared_out(case, readings) if rule is not None else None
    figures_of = {one.domain.id: figures(case, one, once.allowed[one.domain.id] if once else ALL) for one in readings}
    by_id = {domain.id: domain for domain in every}
    told_: list[DomainScore] = []
    for id, one in read_.items():
        if not isinstance(one, Reading):
            told_.append(_as_copied(by_id[id], one))
            continue
        its = figures_of[id]
        if one.domain.requires is not None:
            other = one.domain.requires.domain
            its = gated(one.domain, its, figures_of.get(other), by_id[other])
        told_.append(_as_copied(one.domain, told(case, one, its, once.step if once else None)))
    return tuple(told_), once


def _as_copied(domain: Domain, score: DomainScore) -> DomainScore:
    """The domain's score; one that rests on a copy nobody has read for its year says so with its reason."""
    copied = domain.provenance.copied
    return replace(score, because=f"{score.because} This part is {copied}.") if copied else score


def _own(domain: Domain) -> bool:
    """Whether the applicant scores it: it is not worked out from the application, marked by others, or part of such."""
    return domain.scored_by == "applicant" and not domain.auto and domain.counts_in_total


def _because(case: Case, scored: bool) -> str:
    matrix = case.matrix
    if matrix.overlay_of:
        said = f"Scored on the changes announced for {matrix.year} over the {matrix.overlay_of} matrix; provisional."
        return f"{said}{as_a_copy(matrix)}"
    what = f"Scored on the {matrix.year} matrix" if scored else f"The rules are those of {matrix.year}"
    said = f"{what}."
    if matrix.year != case.year:
        said = (
            f"{what}, the newest here; your round is {case.year}: "
            f"read the official page again in October {case.year - 1}."
        )
    if scored and matrix.scale is not None and matrix.scale.kind == "grades-only":
        said += " It gives letters; no points are published for them, so no number is shown."
    return f"{said}{as_a_copy(matrix)}" if scored else said


def _total(case: Case, domains: Sequence[DomainScore], once: Once | None) -> Total:
    """The domains together, without bonus. Whatever is unknown or untold blocks a figure instead of shrinking it."""
    matrix = case.matrix
    own = {domain.id for domain in matrix.domains if _own(domain)}
    aside = {domain.id for domain in matrix.domains if not domain.counts_in_total}
    if not any(domain.options for domain in matrix.domains if domain.id in own):
        return Total(supported=None, claimed=None, ceiling=None, max=None, blocked_by=(_nothing_to_count(matrix),))
    if matrix.total.panel_only_max is not None:  # a total of one's own is published beside what the panel gives
        aside |= {domain.id for domain in matrix.domains if domain.scored_by != "applicant"}
    counted = [domain for domain in domains if not domain.bonus and domain.id not in aside]
    blocked = [reason for domain in counted for reason in domain.blocked]
    twice = _claimed_twice(counted) if once else []
    without = [f"{one.title}: its maximum is not published" for one in counted if one.id in own and one.max is None]
    if matrix.domain_titles_known:
        without.append(f"Of these parts only the headings are known: {', '.join(matrix.domain_titles_known)}")
    elif matrix.matrix not in ("full", "same-as"):
        without.append("Parts of the form could not be read")
    most = matrix.total
    if most.listed_max is not None and most.self_assessment_max is not None:
        without.append(f"The maxima add up to {most.listed_max:g}, and the page says {most.self_assessment_max:g}")
    placed, ties = (once.placed, once.ties) if once else ((), ())
    if without:
        return Total(
            supported=None, claimed=None, ceiling=None, max=None, blocked_by=(*without, *blocked, *twice),
            placed=placed, ties=ties,
        )  # fmt: skip

    def together(figures: Sequence[float | None]) -> float | None:
        return None if any(figure is None for figure in figures) else sum((figure or 0 for figure in figures), 0.0)

    supported = together([domain.supported.points for domain in counted])
    reach = together([domain.ceiling.points for domain in counted])
    if reach is not None and once is not None and once.most is not None:
        reach = once.most
    return Total(
        supported=supported,
        claimed=None if twice else together([domain.claimed.points for domain in counted]),
        ceiling=reach,
        max=sum((domain.max or 0 for domain in counted if domain.id in own), 0.0),
        blocked_by=(*blocked, *twice),
        placed=placed,
        ties=ties,
    )


def _claimed_twice(domains: Sequence[DomainScore]) -> list[str]:
    """Entries that your own claims name in several domains, where the form counts an achievement only once."""
    used: dict[str, dict[str, None]] = {}
    titles: dict[str, str] = {}
    for domain in domains:
        for named in (one for step in domain.claimed.trace for one in step.evidence):
            titles[named.key] = named.title
            used.setdefault(named.key, {})[domain.title] = None
    return [
        f"“{titles[key]}” is claimed in {' and in '.join(where)}, and this form takes an achievement once: "
        "decide where it goes"
        for key, where in used.items()
        if len(where) > 1
    ]


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


def _notes(case: Case, closes: Milestone, domains: Sequence[DomainScore], scored: bool, once: Once | None) -> list[str]:
    notes = []
    matrix = case.matrix
    if matrix.through is not None:
        notes.append(matrix.through.text.strip())
        if matrix.through.provenance.copied:
            notes.append(f"That this matrix holds for the programme is {matrix.through.provenance.copied}.")
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
    notes += age_not_known(case, domains)
    notes += _beside_notes(matrix)
    notes += _once_notes(matrix, once)
    notes += _claim_notes(case)
    notes += without_document(case.matrix, domains)
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
    letters = matrix.scale is not None and matrix.scale.kind == "grades-only"
    why = (
        ". Letters carry no points, so only you can say where it does most"
        if letters
        else ", where all parts together give most"
    )
    notes = [
        f"This form takes an achievement once. “{one.evidence.title}” is counted in {one.domain}{why}; it would also "
        f"fit {' and '.join(one.instead_of)}."
        for one in once.placed
    ]
    return notes if letters else notes + list(once.ties)


def _claim_notes(case: Case) -> list[str]:
    own = [claim for claim in case.record.claims if claim.specialty == case.specialty]
    if not own:
        return []
    others = sorted({claim.year for claim in own if claim.year not in case.claim_years})
    notes = [f"Your claims on the {year} form are not used here." for year in others]
    options = {(domain.id, option.id) for domain in case.matrix.domains for option in domain.options}
    for claim in own:
        if claim.year in case.claim_years and (claim.domain, claim.option) not in options:
            notes.append(
                f"Your claim “{claim.option}” in {claim.domain} is no option of the {case.matrix.year} matrix."
            )
    return notes
