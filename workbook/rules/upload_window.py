"""May what is done after the form has closed still count? Where a form says so, up to the last day of the upload.

The rule of the form names the step of the round (data/scoring, rules, `until`). Where the day of that step is known,
everything is counted to it (workbook.rules.forms, counts_to); where nobody has said it, the closing day is all that is
sure, and what came later is named as what may still count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbook.base.days import in_words
from workbook.rules.case import Case


def notes(case: Case) -> list[str]:
    """What to say of the last day that counts on a form with such a rule; nothing on any other form."""
    rule = next((rule for rule in case.matrix.rules if rule.until is not None), None)
    if rule is None:
        return []
    says = f"The {case.matrix.year} form says: {rule.text.strip()}"
    closes, last = case.round.closes, case.form.counts_to
    if last is closes:
        return [_not_known(case, f"{says} The last day of the upload in this round is not known")]
    assert case.deadline is not None  # a later step is taken only where its day is known
    day = in_words(case.deadline)
    if case.closed:
        return [f"The upload of evidence in this round ended on {day}; what came later does not count. {says}"]
    closing = f" The form itself closes on {in_words(closes.date)}." if closes.date else ""
    return [f"Everything counted must be done by {day}, the last day of the upload. {last.because}{closing} {says}"]


def _not_known(case: Case, unsure: str) -> str:
    closes = case.round.closes
    if closes.date is None:
        return (
            "The closing day is not known, so what is done by today is counted and nothing can be said of what is "
            f"within reach. {closes.because} {unsure}."
        )
    day = in_words(closes.date)
    if not case.closed:
        return (
            f"What is done by {day} is counted. {closes.because} {unsure}, so what you finish after that day is not "
            "counted here and may count."
        )
    late = ", ".join(dict.fromkeys(f"“{title}”" for title in _late(case, closes.date)))
    return (
        f"This round closed on {day}. {unsure}, so what came after the closing day is not counted here and may still "
        f"count{f': {late}' if late else ''}."
    )


def _late(case: Case, closes: date) -> Iterator[str]:
    """The titles of what meets an option, and was done or documented between the closing day and today."""
    for domain in case.matrix.domains:
        for option in domain.options:
            for _, candidates in case.outcome(domain, option).ways:
                for one in candidates:
                    if one.sure and one.ready is not None and closes < (one.documented or one.ready) <= case.on:
                        yield one.piece.title
