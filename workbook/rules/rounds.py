"""When does a year's recruitment open, close, interview, offer and start; where nobody has said, what may be expected?

A year of which no facts are here is projected from the newest one here: the same weekday, 52 weeks later for each
year between. Post start is not shifted but follows its own rule, the first Wednesday of August. What is not known in
the published year stays unknown in the projected one. Source: data/recruitment.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from workbook.base.days import MONTHS, in_words
from workbook.facts.core import Confidence, Provenance, Status, Unknown
from workbook.facts.library import Facts
from workbook.facts.recruitment import Event, PostStart, RecruitmentYear, RoundFacts
from workbook.facts.specialties import Specialty

WEEKS_A_YEAR = 52
WEDNESDAY = 2

_SAID = {
    Status.CLOSED: "The day of the {year} round.",  # past or not: that depends on the day asked
    Status.PROVISIONAL: "Told for the {year} round and not confirmed: check the day on Oriel.",
    Status.PROPOSED: "Proposed for the {year} round.",
    Status.PROJECTED: "Expected for the {year} round, not published.",
    Status.SUPERSEDED: "Once given for the {year} round and since replaced.",
    Status.PUBLISHED: "Published for the {year} round.",
    Status.IN_FORCE: "Published for the {year} round.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One step of a round. `date` is its day or the first day of a window that ends on `until`; None is a gap."""

    id: str
    title: str
    step: str
    date: datetime.date | None
    until: datetime.date | None
    time: str | None
    status: Status
    because: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The main round of a year as one specialty meets it. `published_year` is the year its days come from."""

    year: int
    specialty: str
    published_year: int
    opens: Milestone
    closes: Milestone
    offers: Milestone
    hold: Milestone
    upgrade: Milestone
    post_start: Milestone
    interviews: Milestone | None  # None: the programme interviews nobody
    msra: tuple[Milestone, ...]  # empty: the programme does not use it
    others: tuple[Milestone, ...]
    caution: str | None = None  # what is in doubt of these days for a higher programme

    @property
    def projected(self) -> bool:
        """Whether nothing of this year is here yet."""
        return self.published_year != self.year

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Every step in the order of its day; steps without a day come last."""
        named = (self.opens, self.closes, self.interviews, self.offers, self.hold, self.upgrade, self.post_start)
        every = [step for step in (*named, *self.msra, *self.others) if step is not None]
        return tuple(sorted(every, key=lambda step: (step.date or datetime.date.max, step.id)))


def round_of(facts: Facts, specialty: str, year: int) -> Round:
    """The round for posts that start in the year. Raises `Unknown` for a specialty or a past year without facts."""
    programme = facts.specialty(specialty)
    if programme.last_year is not None and year > programme.last_year:
        raise Unknown(f"{programme.title} has not recruited since {programme.last_year}")
    told = facts.recruitment(_published_year(facts, year))
    events, unsure = _events_for(programme, told)
    caution = _caution(programme, told)
    shift = datetime.timedelta(weeks=WEEKS_A_YEAR * (year - told.year))

    def made(event: Event) -> Milestone:
        found = _milestone(event, told, year, shift)
        if caution:
            found = replace(found, because=f"{found.because} {caution}")
        return _in_doubt(found) if event.id in unsure else found

    def step(id: str, title: str, kind: str) -> Milestone:
        event = events.pop(id, None)
        return made(event) if event else _unheard(id, title, kind, told, year)

    opens = step("applications-open", "Applications open", "application")
    closes = step("applications-close", "Applications close", "application")
    offers = step("initial-offers", "First offers", "offer")
    hold = step("hold-deadline", "Hold deadline", "offer")
    upgrade = step("upgrade-deadline", "Upgrade deadline", "offer")
    interviewing = "interviews" in events or programme.interviews is not False
    interviews = step("interviews", "Interviews", "interview") if interviewing else None
    if interviews and programme.interviews is None and "interviews" not in unsure:
        interviews = _in_doubt(interviews)
    windows = [id for id in events if id.startswith("msra-window")]
    msra = [step(id, "MSRA", "msra") for id in windows]
    if programme.msra.used is not False and not msra:
        unheard = _unheard("msra-window", "MSRA", "msra", told, year)
        msra = [unheard if programme.msra.used else _in_doubt(unheard)]
    return Round(
        year=year,
        specialty=specialty,
        published_year=told.year,
        opens=opens,
        closes=closes,
        offers=offers,
        hold=hold,
        upgrade=upgrade,
        post_start=_post_start(told, year),
        interviews=interviews,
        msra=tuple(msra),
        others=tuple(made(event) for event in events.values()),
        caution=caution,
    )


def next_round(facts: Facts, on: datetime.date) -> int:
    """The first year whose round still takes applications on or after the day.

    Where a past year's closing day is not known (2026), its round counts as still to come only up to its opening day.
    """
    years = facts.recruitment_years()
    for year in years:
        last = _last_day_to_apply(facts.recruitment(year))
        if last is not None and on <= last:
            return year
    newest = facts.recruitment(years[-1])
    last = _last_day_to_apply(newest)
    if last is None:
        raise Unknown(f"the closing day of {newest.year} is not known, so no later round can be projected from it")
    year = newest.year
    while last < on:
        year += 1
        last += datetime.timedelta(weeks=WEEKS_A_YEAR)
    return year


def first_wednesday_of_august(year: int) -> datetime.date:
    """The usual changeover day."""
    first = datetime.date(year, 8, 1)
    return first + datetime.timedelta(days=(WEDNESDAY - first.weekday()) % 7)


def _published_year(facts: Facts, year: int) -> int:
    years = facts.recruitment_years()
    if year in years:
        return year
    if years and year > years[-1]:
        return years[-1]
    raise Unknown(f"nothing of recruitment {year} is here; there is {', '.join(map(str, years))}")


def _last_day_to_apply(told: RecruitmentYear) -> datetime.date | None:
    days = {event.id: event.first for event in told.rounds[0].national}
    return days.get("applications-close") or days.get("applications-open")


def _events_for(programme: Specialty, told: RecruitmentYear) -> tuple[dict[str, Event], frozenset[str]]:
    """The steps that concern the programme, by id, its own day standing over the national one; and those in doubt."""
    round_facts = _round_for(programme, told)
    if round_facts is None:
        return {}, frozenset()
    own = {event.id: event for event in round_facts.own(programme.id)}
    national = {event.id: event for event in round_facts.national if event.id not in own}
    taken = {id: _takes_part(programme, event) for id, event in national.items()}
    events = {id: event for id, event in national.items() if taken[id] is not False} | own
    return events, frozenset(id for id, takes in taken.items() if takes is None)


def _caution(programme: Specialty, told: RecruitmentYear) -> str | None:
    """What the record of a round says of the levels it holds for, where a higher programme depends on it."""
    round_facts = _round_for(programme, told)
    higher = {"st3", "st4"} & set(programme.levels)
    return round_facts.levels_note.strip() if higher and round_facts and round_facts.levels_note else None


def _round_for(programme: Specialty, told: RecruitmentYear) -> RoundFacts | None:
    return next((found for found in told.rounds if any(level in found.levels for level in programme.levels)), None)


def _takes_part(programme: Specialty, event: Event) -> bool | None:
    """Whether a step of the whole round is one of this programme; None where its way of choosing was not found."""
    if event.step == "msra":
        return programme.msra.used
    if event.step == "interview" or event.id in ("scores-released", "interview-scoresheets"):
        return programme.interviews
    if event.step == "evidence":
        return None if programme.stages is None else any(stage.stage == "evidence" for stage in programme.stages)
    return True


def _in_doubt(step: Milestone) -> Milestone:
    return replace(step, because=f"{step.because} Whether this programme takes this step was not found.")


def _milestone(event: Event, told: RecruitmentYear, year: int, shift: datetime.timedelta) -> Milestone:
    if event.first is None:
        return _gap(event, told, year)
    provenance = event.provenance
    if year == told.year:
        because = " ".join(filter(None, (_SAID[provenance.status].format(year=year), _own_note(provenance, told))))
        return _step(event, event.first, event.last, because, provenance)
    weeks = WEEKS_A_YEAR * (year - told.year)
    because = (
        f"No day of the {year} round is here yet. Projected from the {told.year} round: the same weekday, {weeks} "
        f"weeks after {in_words(event.first)}."
    )
    if provenance.status is Status.PROVISIONAL:
        because += f" The {told.year} day was itself not confirmed."
    until = event.last + shift if event.last else None
    return _step(event, event.first + shift, until, because, _projected(provenance, because, Confidence.LOW))


def _gap(event: Event, told: RecruitmentYear, year: int) -> Milestone:
    provenance = event.provenance
    if year == told.year:
        because = f"No day is known for the {year} round."
        if event.month:
            because = f"Only the month is known for the {year} round: {_month(event.month)}."
        because = " ".join(filter(None, (because, _own_note(provenance, told))))
        return _step(event, None, None, because, provenance)
    because = f"No day of the {year} round is here yet, and the day of the {told.year} round is not known either."
    return _step(event, None, None, because, _projected(provenance, because, Confidence.LOW))


def _unheard(id: str, title: str, kind: str, told: RecruitmentYear, year: int) -> Milestone:
    """A step of which the year's facts hold nothing at all."""
    because = f"No day was found for the {told.year} round."
    provenance = told.provenance
    if year != told.year:
        because = f"No day of the {year} round is here yet, and no day was found for the {told.year} round."
        provenance = _projected(provenance, because, Confidence.LOW)
    return Milestone(
        id=id,
        title=title,
        step=kind,
        date=None,
        until=None,
        time=None,
        status=provenance.status,
        because=because,
        provenance=provenance,
    )


def _post_start(told: RecruitmentYear, year: int) -> Milestone:
    start: PostStart = told.post_start
    provenance, day = start.provenance, start.day
    if year != told.year:
        day = first_wednesday_of_august(year) if start.rule else None
        because = (
            f"The first Wednesday of August {year}, the usual changeover day; the employing trust confirms it."
            if day
            else f"No day of the {year} round is here yet, and the facts of {told.year} name no rule for the day."
        )
        provenance = _projected(provenance, because, provenance.confidence)
    elif day is None:
        because = f"No day is known on which the posts of {year} start."
    else:
        because = provenance.note or _SAID[provenance.status].format(year=year)
    return Milestone(
        id="start",
        title="Posts start",
        step="start",
        date=day,
        until=None,
        time=None,
        status=provenance.status,
        because=because,
        provenance=provenance,
    )


def _step(
    event: Event,
    day: datetime.date | None,
    until: datetime.date | None,
    because: str,
    provenance: Provenance,
) -> Milestone:
    return Milestone(
        id=event.id,
        title=event.title,
        step=event.step,
        date=day,
        until=until,
        time=event.time if day else None,
        status=provenance.status,
        because=because,
        provenance=provenance,
    )


def _projected(provenance: Provenance, because: str, confidence: Confidence) -> Provenance:
    return provenance.model_copy(update={"status": Status.PROJECTED, "confidence": confidence, "note": because})


def _own_note(provenance: Provenance, told: RecruitmentYear) -> str | None:
    """The note of the step itself; that of its whole file is on the source card."""
    return provenance.note if provenance.note != told.provenance.note else None


def _month(text: str) -> str:
    year, month = text.split("-")
    return f"{MONTHS[int(month) - 1]} {year}"
