"""How many applications may one doctor send in a round, and do the targets of the record keep to it?

Not a criterion of a specification but a rule of the round. Source: the application caps in data/recruitment.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbook.facts.core import Unknown
from workbook.facts.recruitment import Cap, RecruitmentYear
from workbook.record.models import Record
from workbook.rules.finding import FactRef, Finding, Verdict
from workbook.rules.rounds import Round

if TYPE_CHECKING:
    from workbook.facts.library import Facts

CRITERION = "application-cap"


def application_cap(record: Record, facts: Facts, round_: Round) -> Finding:
    """Do the targets of one year that fall into the same round stay within the number one doctor may send?

    Each programme is counted once, whatever its rank; programmes that share one application are one. Where nobody here
    has read whether such an application counts once, only a number that is too high, or low enough, either way is told.
    A year of which no facts are here is asked by the newest.
    """
    told = facts.recruitment(round_.published_year)
    here = _round_of(facts, told, round_.specialty)
    cap = next((cap for cap in told.application_caps if here in cap.applies_to), None)
    if cap is None:
        because = f"No limit on the number of applications is known here for this round of {round_.year}."
        return Finding(criterion=CRITERION, verdict=Verdict.NOT_APPLICABLE, because=because)
    facts_used = (FactRef(cap.provenance),)
    aimed = {target.specialty for target in record.targets if target.year == round_.year}
    mine = sorted(id for id in aimed if id in facts.specialty_ids() and _round_of(facts, told, id) == here)
    if cap.limit is None:
        return Finding(criterion=CRITERION, verdict=Verdict.MET, because=cap.text, facts=facts_used)
    if not mine:
        because = f"You have named no target in this round of {round_.year} yet. {cap.text}"
        return Finding(criterion=CRITERION, verdict=Verdict.NOT_APPLICABLE, because=because, facts=facts_used)
    most = int(cap.limit.value)
    asked = f"{cap.text}{_whose(round_)}"
    joint = _joint(facts, mine, round_.year)
    unsure = [group for key, group in joint.items() if key in cap.joint_not_seen and len(group) > 1]
    least = len(joint)
    greatest = least + sum(len(group) - 1 for group in unsure)
    sure = [group for key, group in joint.items() if key not in cap.joint_not_seen and len(group) > 1]
    count = f"You aim at {len(mine)} {'programme' if len(mine) == 1 else 'programmes'} of this round of {round_.year}."
    count += "".join(f" {_named(facts, group)} are one application." for group in sure)
    if greatest <= most:
        return Finding(criterion=CRITERION, verdict=Verdict.MET, because=f"{count} {asked}", facts=facts_used)
    if least > most:
        return Finding(
            criterion=CRITERION,
            verdict=Verdict.NOT_MET,
            because=f"{count} {asked} Choose which {most} to send.{_remark(cap)}",
            facts=facts_used,
        )
    return Finding(
        criterion=CRITERION,
        verdict=Verdict.CANNOT_TELL,
        because=f"{count} That is {least} applications or {greatest}. {asked}{_remark(cap)}",
        missing=tuple(
            f"whether {_named(facts, group)} count as one application: ask the recruiter" for group in unsure
        ),
        facts=facts_used,
    )


def _joint(facts: Facts, programmes: Iterable[str], year: int) -> dict[str, list[str]]:
    """The programmes by the one whose form they are applied for on: those a form also covers go together."""
    found: dict[str, list[str]] = {}
    for id in programmes:
        try:
            matrix = facts.matrix(id, year)
        except Unknown:
            found.setdefault(id, []).append(id)
            continue
        covered = id == matrix.specialty or id in matrix.also_covers
        found.setdefault(matrix.specialty if covered else id, []).append(id)
    return found


def _named(facts: Facts, programmes: Iterable[str]) -> str:
    *others, last = [facts.specialty(id).title for id in programmes]
    return f"{', '.join(others)} and {last}"


def _round_of(facts: Facts, told: RecruitmentYear, specialty: str) -> str | None:
    """The round of the year in which a programme recruits, by its level."""
    levels = facts.specialty(specialty).levels
    return next((found.id for found in told.rounds if any(level in found.levels for level in levels)), None)


def _whose(round_: Round) -> str:
    return (
        f" (The rule of {round_.published_year}; nothing is published for {round_.year}.)" if round_.projected else ""
    )


def _remark(cap: Cap) -> str:
    return f" {cap.provenance.note}" if cap.provenance.note else ""
