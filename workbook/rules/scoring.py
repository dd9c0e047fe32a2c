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

from workbook.facts.library import Facts
from workbook.facts.scoring import Domain, Matrix
from workbook.record.models import Record
from workbook.rules.case import Case, Found, Pieces
from workbook.rules.domain_score import ALL, figures, gated, read
from workbook.rules.domain_told import told
from workbook.rules.finding import FactRef
from workbook.rules.forms import Form, form_of
from workbook.rules.once import Once, rule_of, shared_out
from workbook.rules.points import DomainScore, NextPoint, OptionView, Points, Score, Total
from workbook.rules.score_notes import score_notes, scored_on
from workbook.rules.score_words import as_a_copy
from workbook.rules.tally import Reading

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
        because=scored_on(case, scored) if scored else f"{matrix.method.strip()}{as_a_copy(matrix)}",
        domains=domains,
        total=_total(case, domains, once),
        notes=tuple(score_notes(case, closes, domains, scored, once)),
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
            its = gated(one, its, figures_of.get(other), by_id[other])
        told_.append(_as_copied(one.domain, told(case, one, its, once.step if once else None)))
    return tuple(told_), once


def _as_copied(domain: Domain, score: DomainScore) -> DomainScore:
    """The domain's score; one that rests on a copy nobody has read for its year says so with its reason."""
    copied = domain.provenance.copied
    return replace(score, because=f"{score.because} This part is {copied}.") if copied else score


def _own(domain: Domain) -> bool:
    """Whether the applicant scores it: it is not worked out from the application, marked by others, or part of such."""
    return domain.scored_by == "applicant" and not domain.auto and domain.counts_in_total


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
