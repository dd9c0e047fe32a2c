"""Where does one entry count? The domains it serves on one form, with the points it gives there, read off the score.

Nothing is worked out anew: the traces of the score say which option rests on which entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from workbook.record.models import Record
from workbook.rules.points import DomainScore, OptionView, Score, Step

Standing = Literal["supported", "claimed", "planned", "fits", "asked", "unfinished"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One entry in one domain.

    supported: its document is in order and the option counts. claimed: it counts among your claims, without that
    support. planned: it would meet the option on `on`. fits: it meets an option, and another gives as much or more.
    asked: a question about it is open, and the answer could give the option. unfinished: it would serve the option, and
    no day is known on which it is done.
    `points` are those of the option (null where the form gives letters); `together` how many entries they rest on.
    """

    domain: str
    domain_title: str
    option: str
    points: float | None
    grade: str | None
    standing: Standing
    together: int = 1
    on: date | None = None
    bonus: bool = False


def uses(score: Score, record: Record) -> dict[str, tuple[Use, ...]]:
    """The uses of each entry that serves anything on this form, by its id, in the order of the form.

    `record` is the one that was scored. Exams and posts, which some forms count as well, are no entries.
    """
    found: dict[str, list[Use]] = {}
    entries = {entry.id for entry in record.evidence}  # the key of an exam or a post is none of these
    for domain in score.domains:
        for id, use in _in_domain(domain, entries).items():
            found.setdefault(id, []).append(use)
    return {id: tuple(own) for id, own in found.items()}


def _in_domain(domain: DomainScore, entries: set[str]) -> dict[str, Use]:
    """Each entry of the domain once, in its best standing."""
    found: dict[str, Use] = {}
    grades = {option.text: option.grade for option in domain.options}
    for standing, figure in (("supported", domain.supported), ("claimed", domain.claimed)):
        for step in figure.trace:
            if step.what == "option":
                for named in step.evidence:
                    if named.kept == "evidence":
                        found.setdefault(named.id, _counted(domain, step, grades, standing))
    options = sorted(domain.options, key=lambda option: -(option.points or 0))
    for option in options:
        for id in option.evidence:
            if id in entries and (option.met or option.on is not None):
                found.setdefault(id, _meets(domain, option))
    for option in options:
        for id in option.asked_of:
            if id in entries:
                found.setdefault(id, _waits(domain, option, "asked"))
    for option in options:
        for id in option.unfinished:
            if id in entries:
                found.setdefault(id, _waits(domain, option, "unfinished"))
    return found


def _counted(domain: DomainScore, step: Step, grades: dict[str, str | None], standing: str) -> Use:
    return Use(
        domain=domain.id, domain_title=domain.title, option=step.text, points=step.points, grade=grades.get(step.text),
        standing="supported" if standing == "supported" else "claimed", together=len(step.evidence),
        bonus=domain.bonus,
    )  # fmt: skip


def _waits(domain: DomainScore, option: OptionView, standing: Literal["asked", "unfinished"]) -> Use:
    return Use(
        domain=domain.id, domain_title=domain.title, option=option.text, points=option.points, grade=option.grade,
        standing=standing, bonus=domain.bonus,
    )  # fmt: skip


def _meets(domain: DomainScore, option: OptionView) -> Use:
    return Use(
        domain=domain.id, domain_title=domain.title, option=option.text, points=option.points, grade=option.grade,
        standing="fits" if option.met else "planned", together=len(option.evidence),
        on=None if option.met else option.on, bonus=domain.bonus,
    )  # fmt: skip
