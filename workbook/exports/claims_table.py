"""What is claimed, what of it is supported, and by which document? One row for each part of the form, as cells."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.exports.evidence_index import Claimed, EvidenceIndex, IndexDomain

HEADINGS = ("Domain", "Option", "Points claimed", "Points supported", "Most", "Evidence", "Document")

Cell = str | float | None  # None: a number that may not be shown


def claims_rows(index: EvidenceIndex) -> tuple[tuple[Cell, ...], ...]:
    """The rows below the headings, in the order of the matrix; the last is the total, where the form has points."""
    rows = [_row(domain) for domain in index.domains]
    if index.scored and rows:
        claimed, supported, most = index.totals
        blocked = f"No total where a figure is not known: {'; '.join(index.blocked_by)}" if index.blocked_by else ""
        rows.append(("Total", blocked, claimed, supported, most, "", ""))
    return tuple(rows)


def option_words(domain: IndexDomain) -> str:
    """The option or options, and whether the doctor chose them."""
    if not domain.options:
        return "Nothing claimed"
    return _who_chose("; ".join(option.text.rstrip(".") for option in domain.options), domain)


def one_option(domain: IndexDomain, option: Claimed) -> str:
    """One option of the part, and whether the doctor chose it."""
    return _who_chose(option.text.rstrip("."), domain)


def _who_chose(said: str, domain: IndexDomain) -> str:
    return said if domain.chosen else f"{said} (not chosen by you yet; what your entries meet)"


def _row(domain: IndexDomain) -> tuple[Cell, ...]:
    return (
        domain.title, option_words(domain), domain.claimed, domain.supported, domain.max,
        _lines(entry.title for entry in domain.entries), _lines(entry.document for entry in domain.entries),
    )  # fmt: skip


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)
