"""How many applications may one doctor send in a round, and do the targets of the record keep to it?

Not a criterion of a specification but a rule of the round. Source: the application caps in data/recruitment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.facts.recruitment import Cap, RecruitmentYear
from workbook.record.models import Record
from workbook.rules.finding import FactRef, Finding, Verdict
from workbook.rules.rounds import Round

if TYPE_CHECKING:
    from workbook.facts.library import Facts

CRITERION = "application-cap"


def application_cap(record: Record, facts: Facts, round_: Round) -> Finding:
    """Do the targets of one year that fall into the same round stay within the number one doctor may send?

    Each programme is counted once, whatever its rank. A year of which no facts are here is asked by the newest.
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
    count = f"You aim at {len(mine)} {'programme' if len(mine) == 1 else 'programmes'} of this round of {round_.year}."
    if len(mine) <= most:
        return Finding(criterion=CRITERION, verdict=Verdict.MET, because=f"{count} {asked}", facts=facts_used)
    return Finding(
        criterion=CRITERION,
        verdict=Verdict.NOT_MET,
        because=f"{count} {asked} Choose which {most} to send.{_remark(cap)}",
        facts=facts_used,
    )


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
