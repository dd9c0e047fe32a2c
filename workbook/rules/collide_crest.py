"""Which CREST form counts for one year's posts and no more for the next?

The window moves with the start of the post. Whether a form counts is asked of the gate, for each year in turn; the
years beside those aimed for are asked too: the year before tells of a form grown too old, the year after of one that
serves this round only. Source: data/person_specs (foundation competence, CREST).
"""

from __future__ import annotations

import datetime

from workbook.facts.criteria import Check
from workbook.record.models import Record
from workbook.rules.aim import Aim, Aims
from workbook.rules.collision import Collision, event_id
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gate_crest import FORM
from workbook.rules.gate_foundation import by_crest
from workbook.rules.gate_question import criterion_ref
from workbook.rules.naming import together

_OPENS = (Verdict.MET, Verdict.MET_ON)


def crest_no_more(record: Record, aims: Aims, on: datetime.date) -> list[Collision]:
    """One collision for each year from which a recorded form no longer counts, and each reason the gate gives."""
    forms = {evidence.id for evidence in record.evidence if evidence.kind == FORM}
    if not forms:
        return []
    told: dict[tuple[int, str], list[Aim]] = {}
    for specialty, targets in aims.by_specialty().items():
        years = {year for aim in targets for year in (aim.round.year - 1, aim.round.year)}
        for year in sorted(years):
            now, following = aims.beside(specialty, year), aims.beside(specialty, year + 1)
            if now and following and (because := _ended(now, following, forms, on)):
                told.setdefault((year, because), []).append(following)
    return [_collision(year, because, told[year, because], aims) for year, because in sorted(told)]


def _ended(now: Aim, following: Aim, forms: set[str], on: datetime.date) -> str | None:
    """Why the form that shows foundation competence for one year does not for the next; null where it does."""
    last = following.round.closes.date or following.round.post_start.date
    before = now.competence
    if before is None or before.verdict not in _OPENS or not forms & set(before.evidence):
        return None
    after = following.competence if last is None or last >= on else None
    if after is None or after.verdict in _OPENS or following.inquiry is None:
        return None
    alone = by_crest(following.inquiry)
    return alone.because if alone else None


def _collision(year: int, because: str, following: list[Aim], aims: Aims) -> Collision:
    names = together([aim.title for aim in following])
    counts = f"counts for posts that start in {year} and no more for {year + 1}"
    asked = {aim.round.specialty for aim in following}
    starts = [
        event_id(aim.round, "start")
        for aim in aims.targets
        if aim.round.specialty in asked and aim.round.year in (year, year + 1) and aim.round.post_start.date
    ]
    return Collision(
        id=f"crest-no-more-{year + 1}-{following[0].round.specialty}",
        kind="crest",
        because=f"Your CREST form {counts} ({names}). {because}",
        events=tuple(starts),
        facts=_facts(following[0]),
    )


def _facts(aim: Aim) -> tuple[FactRef, ...]:
    assert aim.inquiry is not None  # the gate was asked
    competence = aim.inquiry.spec.checked_by(Check.FOUNDATION_COMPETENCE)
    own = (criterion_ref(competence),) if competence else ()
    return (*own, aim.inquiry.ref(aim.round.post_start))
