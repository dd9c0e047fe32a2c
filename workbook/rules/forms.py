"""What of a form is the same for every record: its matrix, its round, the windows of its options, what cannot be told?

Kept as long as the facts it was read from. Facts only: nothing of a doctor is ever in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from workbook.facts.library import Facts
from workbook.facts.scoring import Domain, Matrix
from workbook.rules.arithmetic import not_worked_out
from workbook.rules.matching import Outcome
from workbook.rules.next_points import Lead
from workbook.rules.points import DomainScore, OptionView, Step
from workbook.rules.rounds import Milestone, Round, round_of
from workbook.rules.windows import Window, window_of, window_words

_KEPT: WeakKeyDictionary[Facts, dict[tuple[str, int], Form]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Part:
    """One domain: why its points may not be told (None: they may), and how old an entry may be for each option."""

    reason: str | None
    windows: Mapping[str, Window]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One matrix in one round. Forms that are `alike` have the same parts, rules and days, as a shared one has.

    `counts_to` is the step up to whose last day what is done counts: the closing of the form, or a later one that the
    form names, where its day is known.
    """

    matrix: Matrix
    round: Round
    counts_to: Milestone
    parts: Mapping[str, Part]
    rounding: Step | None
    announced: Form | None
    alike: tuple[object, ...]
    untold: dict[str, DomainScore] = field(default_factory=dict)  # parts of which no record can be told anything
    empty: dict[tuple[str, str], Outcome] = field(default_factory=dict)  # options of which a record says nothing
    leads: dict[tuple[str, str], Lead | None] = field(default_factory=dict)  # the same, as they are usually reached
    blank: dict[tuple[str, str], OptionView] = field(default_factory=dict)  # the same, as they are shown


def form_of(facts: Facts, specialty: str, year: int) -> Form:
    """The form of a programme in a round. Raises `Unknown` when no matrix of the specialty is here."""
    kept = _KEPT.setdefault(facts, {})
    if (specialty, year) not in kept:
        matrix = facts.matrix(specialty, year)
        round_ = round_of(facts, specialty, year)
        announced = _form(matrix.announced, round_, None) if matrix.announced else None
        kept[specialty, year] = _form(matrix, round_, announced)
    return kept[specialty, year]


def part_of(matrix: Matrix, domain: Domain, round_: Round) -> Part:
    """One domain of the form in its round."""
    windows = {}
    for option in domain.options:
        window = window_of(matrix, domain, option, round_)
        if isinstance(window, Window):
            windows[option.id] = window
    by_days = {window.days: window for window in windows.values()}
    steps = tuple(Step(what="window", text=window_words(one), id=one.rule.id) for one in by_days.values())
    return Part(not_worked_out(matrix, domain, round_), windows, steps)


def _form(matrix: Matrix, round_: Round, announced: Form | None) -> Form:
    parts = {domain.id: part_of(matrix, domain, round_) for domain in matrix.domains}
    rule = next((rule for rule in matrix.rules if rule.kind == "rounding"), None)
    rounding = Step(what="rounding", text=rule.text, id=rule.provenance.id) if rule else None
    last = counts_to(matrix, round_)
    return Form(matrix, round_, last, parts, rounding, announced, _alike(matrix, round_, last, parts))


def counts_to(matrix: Matrix, round_: Round) -> Milestone:
    """The closing of the form, or the later step up to which the form says that what is done still counts.

    Where nobody has said when that step is, the closing day is all that is sure.
    """
    named = {rule.until for rule in matrix.rules if rule.until is not None}
    later = (step for step in round_.others if step.id in named and step.date is not None)
    return next(later, round_.closes)


def _alike(matrix: Matrix, round_: Round, last: Milestone, parts: Mapping[str, Part]) -> tuple[object, ...]:
    """What tells a form from others, as far as its parts are told: where they stand, their rules and their days."""
    interviews = round_.interviews if any(domain.bands_of for domain in matrix.domains) else None
    windows = tuple(window.days for part in parts.values() for window in part.windows.values())
    return (
        matrix.year,
        matrix.overlay_of,
        round_.year,
        round_.closes.date,
        (last.id, last.date, last.until),
        (interviews.date, interviews.until) if interviews else None,
        round_.post_start.date,
        windows,
        tuple(domain.provenance.id for domain in matrix.domains),
        tuple(rule.provenance.id for rule in matrix.rules),
        matrix.specialty if any(domain.auto for domain in matrix.domains) else None,
    )
