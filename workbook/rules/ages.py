"""How old is what a total counts, where nobody has read how old it may be?

Such a total counts an entry of any age. Beside it stands what was seen, what other pages said (data/scoring, rules,
windows_elsewhere), and which of the counted entries would be too old by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workbook.base.days import in_words
from workbook.facts.scoring import Matrix, MatrixRule
from workbook.facts.scoring_shape import WindowElsewhere
from workbook.rules.case import Case
from workbook.rules.pieces import Piece
from workbook.rules.points import DomainScore
from workbook.rules.windows import back_from


def age_not_known(case: Case, domains: Sequence[DomainScore]) -> list[str]:
    """A sentence or two for each rule on age of which the form's own window was not read."""
    return [" ".join(_told(case, rule, domains)) for rule in case.matrix.rules if _not_read(case.matrix, rule)]


def _not_read(matrix: Matrix, rule: MatrixRule) -> bool:
    """Whether the rule has no window, neither its own nor one with the parts it names."""
    if rule.kind != "look-back" or rule.look_back is not None:
        return False
    named = [domain for domain in matrix.domains if domain.id in rule.domains]
    return not any(
        domain.look_back is not None or any(option.look_back is not None for option in domain.options)
        for domain in named
    )


def _told(case: Case, rule: MatrixRule, domains: Sequence[DomainScore]) -> Iterator[str]:
    yield "How old your evidence may be is not known for this form, so entries of any age are counted."
    yield rule.text.strip()
    closes = case.round.closes.date
    if closes is None:
        if rule.windows_elsewhere:
            yield "Which of your entries are older than that cannot be told while the closing day is not known."
        return
    counted = list(_counted(case, domains))
    for window in rule.windows_elsewhere:
        yield _older(window, back_from(closes, window), counted)


def _older(window: WindowElsewhere, first: date, counted: Sequence[Piece]) -> str:
    """Which entries are older than the window, measured back from the closing day; and which bear no day."""
    old = [piece for piece in counted if piece.last_day is not None and not piece.undated and piece.last_day < first]
    undated = [piece for piece in counted if piece.last_day is None or piece.undated]
    said = f"By the {window.length} of {window.where}, back to {in_words(first)}, "
    said += f"too old: {_titles(old)}." if old else "nothing counted here is too old."
    return f"{said} No day is recorded of {_titles(undated)}." if undated else said


def _counted(case: Case, domains: Sequence[DomainScore]) -> Iterator[Piece]:
    """The entries that the figures rest on, each once, in the order of the form."""
    every = {piece.key: piece for group in case.pieces.values() for piece in group}
    figures = (figure for domain in domains for figure in (domain.supported, domain.claimed))
    keys = dict.fromkeys(named.key for figure in figures for step in figure.trace for named in step.evidence)
    return (every[key] for key in keys if key in every)


def _titles(pieces: Sequence[Piece]) -> str:
    return ", ".join(f"“{piece.title}”" for piece in pieces)
