"""How do several programmes stand beside each other: their gates, the points, and how many apply for a post?

The programmes stay in the order in which they were named: nothing here ranks them, since no one figure of these says
which is the better aim. A figure that may not be shown comes with the sentence that says why. Sources: data/scoring,
data/person_specs, data/competition; of the Act of 2026 data/recruitment/prioritisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.days import in_words
from workbook.facts.competition import Ratio
from workbook.facts.core import Unknown
from workbook.record.models import Record
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gates import Gates, gates
from workbook.rules.points import Score
from workbook.rules.scoring import Scorer

if TYPE_CHECKING:
    from workbook.facts.library import Facts
    from workbook.facts.prioritisation import PrioritisationFile

# remarks of data/competition/notes.yaml that belong beside every ratio
_OF_EVERY_RATIO = ("what-a-ratio-is", "nations-left-out")
_SMALL_FIELD = 20  # posts: the remark small-fields there
_ROUND = "round-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateCount:
    """The essential criteria of one specification, counted by verdict; `asked` are those that apply to this doctor.

    `shut` and `unknown` name them; `partial` says that these may not be all that is asked. Where no specification is
    here, `missing` says so and the counts are null.
    """

    spec_year: int | None
    asked: int | None
    open_: int | None
    opens_later: int | None
    not_met: int | None
    cannot_tell: int | None
    not_decided: int | None
    shut: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    partial: str | None = None
    missing: str | None = None
    facts: tuple[FactRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PointCount:
    """The total of one form in its four figures, on the matrix of `matrix_year`. `no_number` says why one is null."""

    matrix_year: int | None
    supported: float | None
    claimed: float | None
    ceiling: float | None
    max: float | None
    deadline: date | None
    no_number: tuple[str, ...] = ()
    facts: tuple[FactRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Competition:
    """Applications for a post of one programme in the newest year of which they are known. `does_not_tell` are the
    sentences without which the figure misleads; `missing` says that there is none."""

    year: int | None
    applications_per_post: float | None
    applications: int | None
    posts: int | None
    does_not_tell: tuple[str, ...] = ()
    missing: str | None = None
    facts: tuple[FactRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePerPost:
    """People, each counted once, for a post in the first round of a year. Known of the whole country only."""

    year: int
    people: int
    posts: int
    people_per_post: float
    rounded: bool
    facts: tuple[FactRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One programme in the comparison, for posts that start in the year."""

    specialty: str
    title: str
    year: int
    gates: GateCount
    points: PointCount
    competition: Competition


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The programmes in the order asked. `people_per_post` is national: no figure of people by programme is known."""

    on: date
    programmes: tuple[Programme, ...]
    people_per_post: tuple[PeoplePerPost, ...]
    notes: tuple[str, ...]


def compare(record: Record, facts: Facts, asked: Sequence[tuple[str, int]], on: date) -> Comparison:
    """The programmes (id, year in which the post starts) side by side. Raises `Unknown` for an id that is none."""
    scorer = Scorer(record, facts, on)
    programmes = tuple(_programme(record, facts, scorer, specialty, year, on) for specialty, year in asked)
    years = {one.competition.year for one in programmes if one.competition.year is not None}
    return Comparison(
        on=on,
        programmes=programmes,
        people_per_post=_people(facts, years),
        notes=(
            "No order is given: a programme with fewer applicants may hold a gate that is shut for you.",
            "Points of different forms are different points: 12 of 30 on one form says nothing about 12 on another.",
        )
        if len(programmes) > 1
        else (),
    )


def _programme(record: Record, facts: Facts, scorer: Scorer, specialty: str, year: int, on: date) -> Programme:
    title = facts.specialty(specialty).title
    return Programme(
        specialty=specialty,
        title=title,
        year=year,
        gates=_gate_count(record, facts, specialty, year, on),
        points=_point_count(scorer, specialty, year),
        competition=_competition(facts, specialty),
    )


# ---------------------------------------------------------------- gates


def _gate_count(record: Record, facts: Facts, specialty: str, year: int, on: date) -> GateCount:
    try:
        found = gates(record, facts, specialty, year, on)
    except Unknown as error:
        return GateCount(
            spec_year=None, asked=None, open_=None, opens_later=None, not_met=None, cannot_tell=None,
            not_decided=None, missing=_gap("person specification", error),
        )  # fmt: skip
    return GateCount(
        spec_year=found.spec_year,
        asked=len(found.findings) - _count(found, Verdict.NOT_APPLICABLE),
        open_=_count(found, Verdict.MET),
        opens_later=_count(found, Verdict.MET_ON),
        not_met=_count(found, Verdict.NOT_MET),
        cannot_tell=_count(found, Verdict.CANNOT_TELL),
        not_decided=_count(found, Verdict.NOT_DECIDED),
        shut=_titles(found, Verdict.NOT_MET),
        unknown=_titles(found, Verdict.CANNOT_TELL),
        partial=found.partial,
        facts=(found.source,),
    )


def _count(found: Gates, verdict: Verdict) -> int:
    return sum(gate.verdict is verdict for gate in found.findings)


def _titles(found: Gates, verdict: Verdict) -> tuple[str, ...]:
    return tuple(gate.title for gate in found.findings if gate.verdict is verdict)


# ---------------------------------------------------------------- points


def _point_count(scorer: Scorer, specialty: str, year: int) -> PointCount:
    try:
        found = scorer.score(specialty, year)
    except Unknown as error:
        return PointCount(
            matrix_year=None, supported=None, claimed=None, ceiling=None, max=None, deadline=None,
            no_number=(_gap("scoring matrix", error),),
        )  # fmt: skip
    total = found.total
    return PointCount(
        matrix_year=found.matrix_year,
        supported=total.supported,
        claimed=total.claimed,
        ceiling=total.ceiling,
        max=total.max,
        deadline=found.deadline,
        no_number=_why_no_number(found),
        facts=found.facts,
    )


def _why_no_number(found: Score) -> tuple[str, ...]:
    total = found.total
    if total.blocked_by:
        return total.blocked_by
    known = (total.supported, total.claimed, total.ceiling, total.max)
    return (found.because,) if all(figure is None for figure in known) else ()


# ---------------------------------------------------------------- how many apply


def _competition(facts: Facts, specialty: str) -> Competition:
    known = facts.competition(specialty)
    if not known:
        return Competition(
            year=None, applications_per_post=None, applications=None, posts=None,
            missing="No competition figure of this programme was found for any year.",
        )  # fmt: skip
    year = max(known)
    ratio = known[year]
    return Competition(
        year=year,
        applications_per_post=ratio.ratio,
        applications=ratio.applications,
        posts=ratio.posts,
        does_not_tell=tuple(_does_not_tell(facts, specialty, year, ratio)),
        facts=(FactRef(ratio.provenance),),
    )


def _does_not_tell(facts: Facts, specialty: str, year: int, ratio: Ratio) -> Iterable[str]:
    remarks = {remark.id: remark.text.strip() for remark in facts.competition_notes().remarks}
    yield from (remarks[id] for id in _OF_EVERY_RATIO if id in remarks)
    if ratio.posts is not None and ratio.posts <= _SMALL_FIELD:
        yield f"Only {ratio.posts} posts: so small a field swings widely from year to year."
    yield from (f"{conflict.text} Followed: {conflict.followed}" for conflict in ratio.provenance.conflicts)
    said = _of_the_act(facts.prioritisation(), specialty, year)
    if said is not None:
        yield said


def _of_the_act(act: PrioritisationFile, specialty: str, year: int) -> str | None:
    """What the Act changed since the figure; None where the figure is of a round under it."""
    in_force = next((step.day for step in act.act if step.id == "in-force"), None)
    if in_force is None or year >= in_force.year:
        return None
    left_out = next((one for one in act.excluded_programmes if specialty in one.programmes), None)
    if left_out is not None:
        return f"The {act.title} does not order its applicants: it leaves out {left_out.text}."
    order = next((said.text.strip() for said in act.how_it_orders_people if said.id == "two-groups"), "")
    return (
        f"The figure is of {year}, before the {act.title} came into force on {in_words(in_force)}. {order} "
        "One ratio for both groups does not tell you what is left for yours."
    )


def _people(facts: Facts, years: set[int]) -> tuple[PeoplePerPost, ...]:
    """People a post, of the newest year of which both are known and of the years whose ratios are shown."""
    known: dict[int, PeoplePerPost] = {}
    for year in facts.competition_years():
        told = facts.competition_year(year)
        people = next((one for one in told.applicants if one.id == _ROUND), None)
        posts = next((one for one in told.posts if one.id == _ROUND), None)
        if people is not None and posts is not None and posts.value:
            known[year] = PeoplePerPost(
                year=year, people=people.value, posts=posts.value,
                people_per_post=round(people.value / posts.value, 1), rounded=people.rounded,
                facts=(FactRef(people.provenance), FactRef(posts.provenance)),
            )  # fmt: skip
    newest = {max(known)} if known else set()
    return tuple(known[year] for year in sorted(known) if year in years | newest)


def _gap(what: str, error: Unknown) -> str:
    """Why a count is missing. A gap in our data is no sign that nothing is asked."""
    return f"No {what} of this programme and year is here: {error}. Read the official page."
