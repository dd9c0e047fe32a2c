"""Which days on the line cannot both be kept? Permission, contracts, registration and appointments against the rounds.

Days without cover are counted strictly: the day after the last covered one up to the day before the post starts.
Sources: the doctor's record, data/recruitment (post start, the 2026 rule on registration), data/visa (the rule on
moving from a trust post into training).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from itertools import groupby

from workbook.base.days import days_between, in_words
from workbook.facts.library import Facts
from workbook.facts.recruitment import Change
from workbook.record.models import Exam, Post, Record
from workbook.rules.finding import FactRef
from workbook.rules.held import Spell, called, held_on, needs_none, spells
from workbook.rules.rounds import Round

REGISTRATION_RULE = "gmc-full-registration-at-application"
INTO_TRAINING_RULE = "trust-to-training"
JOB_ENDS_RULE = "sixty-days"
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """Dates that do not fit. `rank` 1 is the most serious; `events` are ids of the line; `from_` to `to` is the gap."""

    id: str
    rank: int
    because: str
    events: tuple[str, ...]
    from_: datetime.date | None = None
    to: datetime.date | None = None
    facts: tuple[FactRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A day on which posts start that the doctor aims for, and in which programmes."""

    day: datetime.date
    projected: bool
    rounds: tuple[Round, ...]
    titles: tuple[str, ...]

    @property
    def events(self) -> tuple[str, ...]:
        return tuple(event_id(found, "start") for found in self.rounds)

    def in_words(self) -> str:
        posts = " and ".join(self.titles)
        return f"{posts} {'starts' if len(self.titles) == 1 else 'start'} on {in_words(self.day)}" + (
            " (projected)" if self.projected else ""
        )


def collisions(
    record: Record,
    facts: Facts,
    on: datetime.date,
    rounds: tuple[Round, ...],
    settlement_from: datetime.date | None,
) -> tuple[tuple[Collision, ...], tuple[str, ...]]:
    """What collides from this day on, most serious first, and notes on what could not be told."""
    coming = _starts(facts, on, rounds)
    permission, notes = _permission(record, facts, coming, settlement_from)
    too_late, wait, registration_notes = _registration(record, facts, on, rounds)
    found = [*permission, *too_late, *_contracts(record, facts, on, coming), *wait, *_same_day(record, on, rounds)]
    ranked = tuple(replace(collision, rank=rank) for rank, collision in enumerate(found, 1))
    return ranked, (*notes, *registration_notes)


def event_id(found: Round, step: str) -> str:
    """The id on the line of one step of one programme's round."""
    return f"round-{found.year}-{found.specialty}-{step}"


def _starts(facts: Facts, on: datetime.date, rounds: tuple[Round, ...]) -> tuple[Start, ...]:
    """The coming days on which posts start, each with all programmes aimed at."""
    dated = [(found.post_start.date, found) for found in rounds if found.post_start.date and found.post_start.date > on]
    dated.sort(key=lambda pair: pair[0])
    starts = []
    for day, group in groupby(dated, key=lambda pair: pair[0]):
        together = tuple(found for _, found in group)
        starts.append(
            Start(
                day=day,
                projected=any(found.post_start.status == "projected" for found in together),
                rounds=together,
                titles=tuple(facts.specialty(found.specialty).title for found in together),
            )
        )
    return tuple(starts)


# ---------------------------------------------------------------- permission


def _permission(
    record: Record, facts: Facts, coming: tuple[Start, ...], settlement_from: datetime.date | None
) -> tuple[list[Collision], list[str]]:
    found: list[Collision] = []
    notes: list[str] = []
    for start in coming:
        if needs_none(record, start.day):
            continue
        held = held_on(record, start.day)
        before = [spell for spell in spells(record) if spell.first <= start.day]
        if held is not None and held.end is None:
            notes.append(f"Whether {called(held)} covers {in_words(start.day)} is not known: it has no last day.")
        elif held is None and not before:
            notes.append(f"Your record holds no permission with its days, so nothing is said of {in_words(start.day)}.")
        elif held is None:
            found.append(_permission_gap(before[-1], start, facts, settlement_from))
    return found, notes


def _permission_gap(last: Spell, start: Start, facts: Facts, settlement_from: datetime.date | None) -> Collision:
    end, held = last.last, last.permission
    assert end is not None
    route = facts.routes().get(held.route) if held.route else None
    name = route.title if route else "permission"
    said = [f"Your {name} ends on {in_words(end)}, and {start.in_words()}: {_without(end, start.day, 'permission')}."]
    if settlement_from is not None and settlement_from <= end:
        said.append(f"Before it ends, a settlement application may be possible: from {in_words(settlement_from)}.")
    resting: tuple[FactRef, ...] = ()
    if route is None or route.sponsored:
        rule = facts.visa_rule(INTO_TRAINING_RULE)
        said.append(rule.text)
        resting = (FactRef(rule.provenance),)
    return Collision(
        id=f"permission-ends-before-{start.day.isoformat()}",
        rank=0,
        because=" ".join(said),
        events=(f"permission-{held.id}", *start.events),
        from_=end + ONE_DAY,
        to=max(end + ONE_DAY, start.day - ONE_DAY),
        facts=resting,
    )


# ---------------------------------------------------------------- contracts


def _contracts(record: Record, facts: Facts, on: datetime.date, coming: tuple[Start, ...]) -> list[Collision]:
    """Every stretch without a contract that is not over yet, up to each coming start."""
    found: dict[str, Collision] = {}
    dated = [post for post in record.posts if post.start or post.end]
    dated.sort(key=lambda post: (post.start or datetime.date.min, post.id))
    for start in coming:
        last: Post | None = None
        for post in dated:
            if post.start is not None and post.start >= start.day:
                break
            if last is not None and last.end and post.start and _days_between(last.end, post.start) > 0:
                _add(found, _contract_gap(last, post, on))
            if last is None or (last.end is not None and (post.end is None or post.end > last.end)):
                last = post
        if last is not None and last.end and _days_between(last.end, start.day) > 0:
            _add(found, _no_contract_before(last, start))
    return [_with_sponsor_rule(record, facts, collision) for collision in found.values()]


def _with_sponsor_rule(record: Record, facts: Facts, gap: Collision) -> Collision:
    """A contract gap while a sponsored permission runs: that permission may not run to its end, so its rule is said."""
    held = held_on(record, gap.from_) if gap.from_ else None
    route = facts.routes().get(held.route) if held and held.route else None
    if route is None or not route.sponsored:
        return gap
    rule = facts.visa_rule(JOB_ENDS_RULE)
    said = f"{gap.because} {route.title} hangs on a sponsored job. {rule.text}"
    return replace(gap, because=said, facts=(*gap.facts, FactRef(rule.provenance)))


def _contract_gap(last: Post, following: Post, on: datetime.date) -> Collision | None:
    assert last.end is not None and following.start is not None
    if following.start <= on:
        return None
    return Collision(
        id=f"no-contract-after-{last.id}",
        rank=0,
        because=(
            f"{_contract(last)} ends on {in_words(last.end)} and {_contract(following, 'the next', 'of ')} begins on "
            f"{in_words(following.start)}: {_without(last.end, following.start, 'a contract')}."
        ),
        events=(f"post-{last.id}", f"post-{following.id}"),
        from_=last.end + ONE_DAY,
        to=following.start - ONE_DAY,
    )


def _no_contract_before(last: Post, start: Start) -> Collision:
    assert last.end is not None
    return Collision(
        id=f"no-contract-after-{last.id}-before-{start.day.isoformat()}",
        rank=0,
        because=(
            f"{_contract(last)} ends on {in_words(last.end)} with nothing after it in your record, and "
            f"{start.in_words()}: {_without(last.end, start.day, 'a contract')}."
        ),
        events=(f"post-{last.id}", *start.events),
        from_=last.end + ONE_DAY,
        to=start.day - ONE_DAY,
    )


def _add(found: dict[str, Collision], collision: Collision | None) -> None:
    if collision is not None:
        found.setdefault(collision.id, collision)


def _contract(post: Post, article: str = "Your", joint: str = "as ") -> str:
    return f"{article} contract {joint}{post.title}" if post.title else f"{article} contract"


# ---------------------------------------------------------------- registration


def _registration(
    record: Record, facts: Facts, on: datetime.date, rounds: tuple[Round, ...]
) -> tuple[list[Collision], list[Collision], list[str]]:
    """Windows that close before full registration is held; windows that open before it; what is not known."""
    held_on = record.doctor.gmc.full_registration_on
    too_late: list[Collision] = []
    wait: list[Collision] = []
    notes: list[str] = []
    for found in rounds:
        opens, closes = found.opens.date, found.closes.date
        rule = _registration_rule(facts, found.year)
        if rule is None or opens is None or (closes or opens) < on:
            continue
        if held_on is None:
            notes.append(
                f"Your record gives no day of full GMC registration. For the {found.year} round it must be held when "
                f"the application is sent: from {in_words(opens)}" + (f" to {in_words(closes)}." if closes else ".")
            )
        elif held_on > opens:
            kept = closes is None or held_on <= closes
            (wait if kept else too_late).append(_registered_late(found, held_on, rule))
    return too_late, wait, list(dict.fromkeys(notes))


def _registration_rule(facts: Facts, year: int) -> Change | None:
    """The newest telling of the rule that holds for the year; None for a year before it."""
    for told in sorted(facts.recruitment_years(), reverse=True):
        rule = facts.recruitment(told).change(REGISTRATION_RULE)
        if rule is not None and rule.year_from <= year:
            return rule
    return None


def _registered_late(found: Round, held_on: datetime.date, rule: Change) -> Collision:
    opens, closes = found.opens.date, found.closes.date
    assert opens is not None
    if closes is not None and held_on > closes:
        said = f"close on {in_words(closes)}, {_days((held_on - closes).days)} before"
        advice = ""
    else:
        said = f"open on {in_words(opens)}, {_days((held_on - opens).days)} before"
        left = f", with {_days(days_between(held_on, closes))} of the window left" if closes else ""
        advice = f" Send yours on or after that day{left}."
    return Collision(
        id=f"registration-after-{event_id(found, 'applications')}",
        rank=0,
        because=(
            f"Applications for {found.year} {said} your full GMC registration on {in_words(held_on)}."
            f"{advice} {rule.text}"
        ),
        events=(event_id(found, "applications"),),
        facts=(FactRef(rule.provenance),),
    )


# ---------------------------------------------------------------- two at once


def _same_day(record: Record, on: datetime.date, rounds: tuple[Round, ...]) -> list[Collision]:
    """Two exams, or two interviews of a single day each, on one day that is still to come."""
    booked = [(exam.sat, f"exam-{exam.id}", _exam(exam)) for exam in record.exams if exam.sat and exam.sat >= on]
    interviews = [
        (found.interviews.date, event_id(found, found.interviews.id), f"the interview of {found.specialty}")
        for found in rounds
        if found.interviews and found.interviews.date and not found.interviews.until and found.interviews.date >= on
    ]
    said = []
    for kind, days in (("exam", booked), ("interview", interviews)):
        for day, group in groupby(sorted(days), key=lambda entry: entry[0]):
            together = list(group)
            if len(together) > 1:
                names = " and ".join(name for _, _, name in together)
                said.append(
                    Collision(
                        id=f"{kind}-twice-on-{day.isoformat()}",
                        rank=0,
                        because=f"On {in_words(day)} you have {names}: only one can be kept.",
                        events=tuple(id for _, id, _ in together),
                    )
                )
    return said


def _exam(exam: Exam) -> str:
    return exam.name or "an exam"


# ---------------------------------------------------------------- counting


def _days_between(last: datetime.date, first: datetime.date) -> int:
    """Days strictly between the two."""
    return (first - last).days - 1


def _without(last: datetime.date, first: datetime.date, what: str) -> str:
    between = _days_between(last, first)
    return f"{_days(between)} with no {what.removeprefix('a ')}" if between else f"no {what} on the day itself"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"
