"""What in the record cannot be quite right, or was taken one way where it could be another? Nothing of it is silent.

Each finding names the entry by its days and says how it was counted all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbook.base.days import add_months, in_words
from workbook.facts.core import FactError, Problem
from workbook.facts.library import Facts
from workbook.record.models import Absence, Permission, Record
from workbook.rules.absences import Limit
from workbook.rules.clock import Clock, entry_on
from workbook.rules.finding import FactRef, Finding, Verdict
from workbook.rules.held import called
from workbook.rules.visa_facts import plural, rule_ref

AHEAD = "earliest-visa-application-before-start"


def doubts(record: Record, facts: Facts, on: date, clock: Clock, limit: Limit) -> tuple[Finding, ...]:
    """Every doubt about trips and permissions that this clock rests on, permissions first."""
    return (
        *_undated(record, facts),
        *_unended(record, facts, on),
        *_entries(record, facts),
        *_unlike_overlaps(record, facts),
        *_grants(facts, clock, limit),
        *_still_away(record, facts, on),
        *_overlapping_trips(record, facts),
        *_very_long(record, facts, limit),
        *_before_the_clock(record, facts, clock),
        *_unknown_reasons(record, facts),
    )


# ---- permissions


def _undated(record: Record, facts: Facts) -> Iterator[Finding]:
    without = [entry for entry in record.permissions if entry.start is None]
    if without:
        what = "A permission" if len(without) == 1 else plural(len(without), "permission")
        yield _open(
            "permission-undated", f"{what} in your record without a first day could not be counted.",
            missing=tuple(f"the first day of {called(entry)}" for entry in without),
            facts=(rule_ref(facts, "gap-in-permission"),), evidence=tuple(entry.id for entry in without),
        )  # fmt: skip


def _unended(record: Record, facts: Facts, on: date) -> Iterator[Finding]:
    """A permission without a last day is taken to have lasted until the next one began."""
    starts = sorted({entry.start for entry in record.permissions if entry.start and entry.start <= on})
    for entry in record.permissions:
        following = next((start for start in starts if entry.start and start > entry.start), None)
        if entry.start and entry.end is None and following:
            yield _open(
                "permission-without-end",
                f"{_capital(called(entry))} has no last day. It is taken to have lasted until {in_words(following)}, "
                "when the next began; had it ended before, there would be a gap.",
                missing=(f"the last day of {called(entry)}",),
                facts=(rule_ref(facts, "gap-in-permission"),), evidence=(entry.id,),
            )  # fmt: skip


def _entries(record: Record, facts: Facts) -> Iterator[Finding]:
    for entry in record.permissions:
        if entry.first_entry and entry_on(entry) is None and entry.end:
            yield _open(
                "first-entry-after-end",
                f"The first entry on {called(entry)}, {in_words(entry.first_entry)}, is after its last day, "
                f"{in_words(entry.end)}, so it is not used.",
                missing=(f"the day you first entered the UK on {called(entry)}",),
                facts=(rule_ref(facts, "pre-entry-days"),), evidence=(entry.id,),
            )  # fmt: skip


def _unlike_overlaps(record: Record, facts: Facts) -> Iterator[Finding]:
    """Two permissions over the same days matter where their time counts differently."""
    dated = sorted((entry for entry in record.permissions if entry.start), key=lambda entry: entry.start or date.min)
    for index, earlier in enumerate(dated):
        for later in dated[index + 1 :]:
            first = later.start
            if first is None or (earlier.end is not None and earlier.end < first):
                continue
            if earlier.end is None or _counts(earlier, facts) == _counts(later, facts):
                continue
            last = min(earlier.end, later.end or earlier.end)
            yield _open(
                "permissions-overlap",
                f"{_capital(called(earlier))} and {called(later)} both cover {in_words(first)} to {in_words(last)}, "
                "and time on them counts differently. The one that began later is counted.",
                missing=("which of them your eVisa shows for those days",),
                facts=(rule_ref(facts, "routes-that-add-up"),), evidence=(earlier.id, later.id),
            )  # fmt: skip


def _grants(facts: Facts, clock: Clock, limit: Limit) -> Iterator[Finding]:
    """Without the day of the grant the first day is taken, which decides the test where a grant may lie months before.

    How many months ahead an application could be made in 2018 was not read; the oldest figure read is taken.
    """
    nearest = facts.visa_parameter(AHEAD).periods[0]
    if not isinstance(nearest.value, int):
        raise FactError(Problem("visa/parameters", "a number of months is needed", AHEAD))
    until = add_months(limit.rolling_from, nearest.value)
    for entry in dict.fromkeys(link.permission for link in clock.chain):
        if entry.granted is None and entry.start and limit.rolling_from <= entry.start < until:
            yield _open(
                "permission-grant-day",
                f"The day on which {called(entry)} was granted is not recorded. Its first day is taken, so its days "
                f"are counted in any {limit.months} months; granted before {in_words(limit.rolling_from)}, they would "
                "be counted in yearly blocks.",
                missing=(f"the day on which {called(entry)} was granted",),
                facts=(rule_ref(facts, "absence-limit-anchored"), FactRef(nearest.provenance)),
                evidence=(entry.id,),
            )  # fmt: skip


def _counts(permission: Permission, facts: Facts) -> object:
    route = facts.routes().get(permission.route or "")
    return route.settlement if route else permission.route


# ---- trips


def _still_away(record: Record, facts: Facts, on: date) -> Iterator[Finding]:
    """A trip without a return: still away, not begun, or forgotten."""
    for trip in record.absences:
        if trip.returned is not None:
            continue
        since = f"The trip on which you left on {in_words(trip.left)} has no return"
        if trip.left > on:
            said = f"{since} and has not begun on {in_words(on)}, so no day of it is counted yet."
        elif here := _here_again(record, trip, on):
            said = f"{since}, so every day up to {in_words(on)} is counted as abroad; but {here}."
        else:
            said = f"{since}: you are taken as still away, counted up to and including {in_words(on)}."
        yield _open(
            "trip-without-return", said, facts=(rule_ref(facts, "absence-day"),),
            missing=(f"the day you came back from the trip of {in_words(trip.left)}",),
        )  # fmt: skip


def _here_again(record: Record, trip: Absence, on: date) -> str | None:
    """What in the record says that the doctor was in the UK after leaving, in words; the earliest of it."""
    left_again = [(other.left, "you left the UK again on") for other in record.absences if trip.left < other.left <= on]
    entered = [
        (entry.first_entry, "you first entered on a permission on")
        for entry in record.permissions
        if entry.first_entry and trip.left < entry.first_entry <= on
    ]
    seen = min((*left_again, *entered), default=None)
    return f"{seen[1]} {in_words(seen[0])}" if seen else None


def _overlapping_trips(record: Record, facts: Facts) -> Iterator[Finding]:
    """Nobody is on two trips at once: each day is counted once, and one of the dates may be mistyped."""
    closed = sorted((trip.left, trip.returned) for trip in record.absences if trip.returned)
    pairs = []
    furthest: tuple[date, date] | None = None
    for left, returned in closed:
        if furthest and left < furthest[1]:
            pairs.append(f"{_trip(*furthest)} and {_trip(left, returned)}")
        if furthest is None or returned > furthest[1]:
            furthest = (left, returned)
    if pairs:
        yield _open(
            "trips-overlap", f"Trips overlap, and each day is counted once: {'; '.join(pairs)}.",
            missing=("the days of leaving and of return of these trips",), facts=(rule_ref(facts, "absence-day"),),
        )  # fmt: skip


def _very_long(record: Record, facts: Facts, limit: Limit) -> Iterator[Finding]:
    """A trip longer than a whole window is more often a mistyped year than a life abroad."""
    for trip in record.absences:
        if trip.returned and trip.returned > add_months(trip.left, limit.months):
            yield _open(
                "trip-very-long",
                f"The trip of {_trip(trip.left, trip.returned)} is longer than {limit.months} months. It is counted as "
                "it stands.",
                missing=("whether both years of this trip are right",), facts=(rule_ref(facts, "absence-day"),),
            )  # fmt: skip


def _before_the_clock(record: Record, facts: Facts, clock: Clock) -> Iterator[Finding]:
    over = [trip for trip in record.absences if trip.returned and trip.returned <= clock.start]
    if over:
        are = "trip was over and is" if len(over) == 1 else "trips were over and are"
        yield Finding(
            criterion="trips-before-the-clock", verdict=Verdict.NOT_APPLICABLE,
            because=f"{len(over)} {are} not counted: time counts from {in_words(clock.start)}.",
            facts=(rule_ref(facts, "absence-limit-rolling"),),
        )  # fmt: skip


def _unknown_reasons(record: Record, facts: Facts) -> Iterator[Finding]:
    known = {reason.id for reason in facts.visa_rule("absence-excepted").reasons}
    unknown = [trip for trip in record.absences if trip.reason and trip.reason not in known]
    if unknown:
        named = "; ".join(f"“{trip.reason}”, left on {in_words(trip.left)}" for trip in unknown)
        yield _open(
            "trip-reason", f"A reason is not one of those read, so its days are counted like a holiday's: {named}.",
            missing=("the reason of these trips",), facts=(rule_ref(facts, "absence-excepted"),),
        )  # fmt: skip


def _trip(left: date, returned: date) -> str:
    return f"{in_words(left)} to {in_words(returned)}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _open(
    criterion: str,
    because: str,
    *,
    missing: tuple[str, ...],
    facts: tuple[FactRef, ...],
    evidence: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        criterion=criterion, verdict=Verdict.CANNOT_TELL, because=because, missing=missing, facts=facts,
        evidence=evidence,
    )  # fmt: skip
