"""What lies ahead, on one line? Posts, permission, recruitment, exams and settlement, and where they collide.

Pure: the day is an argument. Each event says where it comes from: an entry of the record (`entry`), a fact (`source`),
or both.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from workbook.base.days import in_words
from workbook.facts.core import Unknown
from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.collision import Collision, event_id
from workbook.rules.collisions import collisions
from workbook.rules.finding import FactRef
from workbook.rules.held import held_on, needs_none
from workbook.rules.naming import name_of
from workbook.rules.permission import permission
from workbook.rules.residence import Residence, residence
from workbook.rules.rounds import Milestone, Round, round_of
from workbook.rules.training_start import window_before

RECORDED = "recorded"  # the doctor's own entry
COMPUTED = "computed"  # worked out from the record and the rules
PLANNED = "planned"  # a day this project set itself

ENGLISH = "english-at-settlement"

_KINDS = {"msra": "msra", "evidence": "application", "interview": "interview", "offer": "offer", "start": "start"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the line. `until` is the last day of a span; both ends are days it covers.

    `ongoing` is true of a post or permission without a last day: it is no single day, it goes on until one is entered.
    `kind` is one of post, permission, application, msra, interview, offer, start, settlement, english, exam, review.
    `status` is that of the fact, or recorded, computed or planned.
    """

    id: str
    date: datetime.date
    until: datetime.date | None = None
    ongoing: bool = False
    title: str
    kind: str
    status: str
    source: FactRef | None = None
    because: str | None = None
    entry: str | None = None

    def lasts_to(self, day: datetime.date) -> bool:
        """Whether it is not over before the day."""
        return self.ongoing or (self.until or self.date) >= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Everything with a date, in order of date; what collides, most serious first; what could not be told."""

    on: datetime.date
    events: tuple[Event, ...]
    collisions: tuple[Collision, ...]
    notes: tuple[str, ...]

    @property
    def starts(self) -> tuple[datetime.date, ...]:
        """The days on which the posts aimed for start."""
        return tuple(dict.fromkeys(event.date for event in self.events if event.kind == "start"))


def timeline(record: Record, facts: Facts, on: datetime.date) -> Line:
    """The doctor's line as it stands on this day. Raises `Unknown` when a target names no specialty we know."""
    rounds, notes = _rounds(record, facts)
    stay = residence(record, facts, on)
    clashes, open_questions = collisions(record, facts, on, rounds, stay.earliest_application)
    events = [
        *_posts(record, facts),
        *_permissions(record, facts, on),
        *_training_visas(record, facts, rounds, on),
        *(event for found in rounds for event in _round(found, facts)),
        *_exams(record),
        *_settlement(record, facts, stay, on),
    ]
    events += _reviews(events, clashes)
    return Line(
        on=on,
        events=tuple(sorted(events, key=lambda event: (event.date, event.id))),
        collisions=clashes,
        notes=(*notes, *_undated(record), *open_questions),
    )


def _rounds(record: Record, facts: Facts) -> tuple[tuple[Round, ...], list[str]]:
    """The round of each target, and a note where its year or a day of it is not known."""
    if not record.targets:
        return (), ["No target in your record yet: choose a specialty and a year to see its recruitment days."]
    found: list[Round] = []
    notes: list[str] = []
    in_order = sorted(record.ranked_targets, key=lambda target: target.year)
    for specialty, year in dict.fromkeys((target.specialty, target.year) for target in in_order):
        title = facts.specialty(specialty).title
        try:
            target = round_of(facts, specialty, year)
        except Unknown as error:
            notes.append(f"{title} {year}: {error}.")
            continue
        found.append(target)
        unknown = [step.title.lower() for step in target.milestones if step.date is None and _shown(step)]
        if unknown:
            notes.append(f"{title} {year}: no day is known for {', '.join(unknown)}.")
    return tuple(found), notes


def _round(found: Round, facts: Facts) -> list[Event]:
    name = f"{facts.specialty(found.specialty).title} {found.year}"
    events = []
    if found.opens.date is not None:
        events.append(_event(found, found.opens, "applications", f"Applications, {name}", until=found.closes.date))
    elif found.closes.date is not None:
        events.append(_event(found, found.closes, "applications", f"Applications close, {name}"))
    for step in found.milestones:
        if step.date is not None and _shown(step) and step not in (found.opens, found.closes):
            events.append(_event(found, step, step.id, f"{step.title}, {name}", until=step.until))
    return events


def _shown(step: Milestone) -> bool:
    """Whether a step is the doctor's own business on a line; adverts, webinars and rankings are not."""
    return step.id in ("applications-open", "applications-close") or (
        step.step in _KINDS and step.id != "msra-invitations"
    )


def _event(found: Round, step: Milestone, suffix: str, title: str, until: datetime.date | None = None) -> Event:
    assert step.date is not None
    return Event(
        id=event_id(found, suffix),
        date=step.date,
        until=until,
        title=title,
        kind=_KINDS.get(step.step, "application"),
        status=step.status.value,
        source=FactRef(step.provenance),
        because=step.because,
    )


def _posts(record: Record, facts: Facts) -> list[Event]:
    kinds = facts.post_kinds() if any(post.kind and not post.title for post in record.posts) else {}
    events = []
    for post in record.posts:
        first = post.start or post.end
        if first is None:
            continue
        kind = kinds.get(post.kind) if post.kind else None
        title = post.title or (kind.title if kind else "A post")
        events.append(
            Event(
                id=f"post-{post.id}",
                date=first,
                until=post.end if post.start else None,
                ongoing=post.end is None,
                title=title if post.start else f"{title}: last day",
                kind="post",
                status=RECORDED,
                because=None if post.end else "No last day is entered.",
                entry=f"posts, {post.id}",
            )
        )
    return events


def _permissions(record: Record, facts: Facts, on: datetime.date) -> list[Event]:
    events = []
    for held in record.permissions:
        first = held.start or held.end
        if first is None:
            continue
        route = facts.routes().get(held.route) if held.route else None
        title = route.title if route else "Permission to be in the UK"
        events.append(
            Event(
                id=f"permission-{held.id}",
                date=first,
                until=held.end if held.start else None,
                ongoing=held.end is None,
                title=title if held.start else f"{title}: last day",
                kind="permission",
                status=RECORDED,
                because=None if held.end else "No last day is entered.",
                entry=f"permissions, {held.id}",
            )
        )
    now = permission(record, facts, on).permission
    if now is not None and now.apply_by is not None:
        events.append(
            Event(
                id=f"permission-{now.id}-apply",
                date=now.apply_from or now.apply_by,
                until=now.apply_by if now.apply_from else None,
                title="Apply to extend or switch" if now.apply_from else "Last day to apply to extend or switch",
                kind="permission",
                status=COMPUTED,
                source=FactRef(facts.visa_rule("extend-or-switch-before-expiry").provenance),
                because=f"The last day to apply is {in_words(now.apply_by)}.",
                entry=f"permissions, {now.id}",
            )
        )
    return events


def _training_visas(record: Record, facts: Facts, rounds: tuple[Round, ...], on: datetime.date) -> list[Event]:
    """When the visa for each coming start can be applied for, where the permission held does not carry over."""
    held = held_on(record, on)
    route = facts.routes().get(held.route or "") if held else None
    if needs_none(record, on) or route is None or not route.sponsored:
        return []
    steps = {found.post_start.date: found.post_start for found in rounds}
    events = []
    for start, step in steps.items():
        if start is None or start <= on:
            continue
        window = window_before(start, facts)
        events.append(
            Event(
                id=f"training-visa-{start.isoformat()}",
                date=window.apply_from,
                until=start - datetime.timedelta(days=1),
                title=f"Apply for the visa of a training post that starts on {in_words(start)}",
                kind="permission",
                status=step.status.value,
                source=window.facts[0],
                because=(
                    f"With the training sponsor's certificate. By {in_words(window.decided_if_by)} leaves the usual "
                    "time for a decision inside the UK, which is no promise."
                ),
            )
        )
    return events


def _exams(record: Record) -> list[Event]:
    return [
        Event(
            id=f"exam-{exam.id}",
            date=exam.sat,
            title=exam.name or "An exam",
            kind="exam",
            status=RECORDED,
            because=f"Result: {exam.result}." if exam.result else None,
            entry=f"exams, {exam.id}",
        )
        for exam in record.exams
        if exam.sat is not None
    ]


def _settlement(record: Record, facts: Facts, stay: Residence, on: datetime.date) -> list[Event]:
    if needs_none(record, on) or not record.permissions:
        return []
    events = []
    if stay.earliest_application is not None:
        resting = [rules for rules in stay.rule_sets if rules.earliest_application == stay.earliest_application]
        rules = resting[0] if resting else None
        events.append(
            Event(
                id="settlement-earliest",
                date=stay.earliest_application,
                title="Earliest settlement application",
                kind="settlement",
                status=rules.status if rules else COMPUTED,
                source=rules.facts[0] if rules and rules.facts else None,
                because=rules.because if rules else None,
            )
        )
    for period in facts.visa_parameter(ENGLISH).periods[1:]:
        if period.from_ is not None:
            events.append(
                Event(
                    id=f"english-at-settlement-{period.from_.isoformat()}",
                    date=period.from_,
                    title=f"English for settlement from here: {period.value}",
                    kind="english",
                    status=period.provenance.status.value,
                    source=FactRef(period.provenance),
                    because="It depends on the day of the settlement application.",
                )
            )
    return events


def _reviews(events: list[Event], clashes: tuple[Collision, ...]) -> list[Event]:
    """One event for each day by which facts used here must be read again."""
    used = [event.source for event in events if event.source] + [fact for clash in clashes for fact in clash.facts]
    titles: dict[datetime.date, set[str]] = {}
    for fact in used:
        titles.setdefault(fact.provenance.review_by, set()).add(fact.provenance.source.title)
    return [
        Event(
            id=f"review-{day.isoformat()}",
            date=day,
            title="Facts of this line are due to be read again",
            kind="review",
            status=PLANNED,
            because=f"From: {'; '.join(sorted(names))}.",
        )
        for day, names in titles.items()
    ]


def _undated(record: Record) -> list[str]:
    """Entries that stand nowhere on the line because they carry no day."""
    without = [name_of(post) for post in record.posts if not (post.start or post.end)]
    without += ["a permission" for held in record.permissions if not (held.start or held.end)]
    without += [exam.name or "an exam" for exam in record.exams if exam.sat is None]
    return [f"Not on the line, for want of a day: {entry}." for entry in without]
