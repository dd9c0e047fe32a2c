"""Do scored parts without any document end the application, or give nothing, by a rule of this form?

The form says from how many such parts on, and what follows (data/scoring, rules, limit: claims-without-document).
"""

from __future__ import annotations

from collections.abc import Sequence

from workbook.facts.scoring import Matrix
from workbook.rules.points import DomainScore
from workbook.rules.score_words import points as in_points

_FOLLOWS = {
    "stops-the-application": "As it stands, this would stop the application",
    "is-likely-to-stop-shortlisting": "As it stands, this is likely to stop shortlisting",
    "gives-nothing-for-the-part": "A part without one is given nothing, whatever was claimed",
}
_NOT_YET = "Not yet enough to stop the application"


def without_document(matrix: Matrix, domains: Sequence[DomainScore]) -> list[str]:
    """The scored parts that have no document in order, and what the form makes of that; nothing where it has no rule.

    A part whose document supports less than is claimed is not without one: the claim check speaks of it.
    """
    scored = [(domain, points) for domain in domains if (points := domain.claimed.points)]
    bare = [(domain, points) for domain, points in scored if not domain.supported.points]
    notes = []
    for rule in matrix.rules:
        if rule.limit is None or rule.limit.then is None or not bare:
            continue
        named = ", ".join(f"{domain.title} ({in_points(points)})" for domain, points in bare)
        count = f"{len(bare)} scored {'part has' if len(bare) == 1 else 'parts have'} no document in order: {named}."
        reached = len(bare) >= rule.limit.value or len(bare) == len(scored)
        if len(bare) == len(scored):
            count = f"No scored part has a document in order: {named}."
        told = _FOLLOWS[rule.limit.then] if reached else _NOT_YET
        notes.append(f"{count} {told}. The rule of the {matrix.year} form: {rule.text.strip()}")
    return notes
