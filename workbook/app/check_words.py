"""How are the checks of claims and documents said on the command line?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbook.base.days import in_words

if TYPE_CHECKING:
    from workbook.rules.claim_check import ClaimCheck
    from workbook.rules.documents import Documents
    from workbook.rules.finding import Finding

CLAIMED = {
    "supported": "stands",
    "undocumented": "no document in order",
    "planned": "not yet",
    "above": "says more than the entry",
    "unsaid": "cannot tell",
    "under": "documents support more",
    "unclaimed": "not claimed",
    "twice": "used twice",
    "several": "more than one option",
    "other-year": "another year's form",
    "no-option": "no option of this form",
    "not-told": "not yours to score",
}
LACKING = {
    "in-order": "in order",
    "missing": "no document",
    "not-yet": "not yet",
    "unsigned": "not signed",
    "undated": "not dated",
    "too-old": "older than what it must show",
    "after-deadline": "dated after the closing day",
    "identifiers": "patient details",
    "size": "file too large",
    "form-version": "print of the form",
    "language": "not in English",
}


def claims_in_words(result: ClaimCheck) -> list[str]:
    lines = [
        f"Claims: {result.specialty}, posts starting in {result.year}, held against the {result.matrix_year} form, as "
        f"of {in_words(result.on)}",
        *(f"  {note}" for note in result.notes),
    ]
    for one in result.findings:
        lines += ["", f"{one.title}: {CLAIMED[one.matter]}", *_rest(one)]
        lines += [f"  To put it right: {one.right}"] if one.right else []
    return lines


def documents_in_words(result: Documents) -> list[str]:
    aim = f"{result.specialty}, posts starting in {result.year}" if result.specialty else "no programme chosen"
    closes = f", closing on {in_words(result.deadline)}" if result.deadline else ""
    lines = [f"Documents: {aim}{closes}, as of {in_words(result.on)}", *(f"  {note}" for note in result.notes)]
    for one in result.findings:
        lines += ["", f"“{one.title}”: {LACKING[one.matter]}", *_rest(one)]
    if result.words:
        lines += ["", "Words that may identify a patient:"]
    for found in result.words:
        lines += ["", f"{found.part}, “{found.title}”, {found.place}", *_rest(found)]
    return lines


def _rest(finding: Finding) -> Iterator[str]:
    """Why, what is missing, and who says so."""
    yield f"  {finding.because}"
    yield from (f"  Missing: {item}" for item in finding.missing)
    yield from (f"  Source: {fact.provenance.sentence()}" for fact in finding.facts)
