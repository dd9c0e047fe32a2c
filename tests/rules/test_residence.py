"""Is the settlement date one a doctor can rely on, and is every day abroad counted as the rules count it?"""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.base.days import add_years
from workbook.base.strict_yaml import read_yaml_file
from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.reading import RecordError, record_from
from workbook.rules.absence_allowance import left_today
from workbook.rules.absence_count import limit_of
from workbook.rules.absences import Away
from workbook.rules.finding import Verdict, plain
from workbook.rules.residence import Residence, allowance, applying, residence
from workbook.rules.settlement import first_day_of_period

FACTS = Facts()
ON = date(2026, 11, 20)
CASES = read_yaml_file(Path(__file__).parent.parent / "cases" / "residence.yaml")["cases"]
USUAL = ["health-and-care-worker", "2022-02-20", "2027-02-19", "2022-02-20"]


def _record(case: dict[str, Any]) -> Any:
    fields = ("route", "start", "end", "first_entry")
    permissions = []
    for number, entry in enumerate(case.get("permissions", [USUAL]), 1):
        given_fields = entry if isinstance(entry, dict) else dict(zip(fields, entry, strict=False))
        permissions.append({"id": f"v{number}"} | given_fields)
    absences = [dict(zip(("left", "returned", "reason"), trip, strict=False)) for trip in case.get("away", [])]
    return record_from({"format": 1, "permissions": permissions, "absences": absences})


def _window(window: Any) -> list[Any] | None:
    return window and [window.from_.isoformat(), window.to.isoformat(), window.days]


def _dates(dates: Any) -> list[str] | None:
    return dates and [dates.completion.isoformat(), dates.earliest_application.isoformat()]


def _seen(answer: Residence, name: str) -> Any:
    if name in ("clock_start", "completion", "earliest_application"):
        day = getattr(answer, name)
        return day and day.isoformat()
    second, today = answer.without_excepted, answer.applying_today
    return {
        "trip_days": [trip.days for trip in answer.absences],
        "excepted": [trip.excepted for trip in answer.absences],
        "worst": _window(answer.worst_window),
        "pre_entry": _window(answer.pre_entry),
        "breaches": [_window(window) for window in answer.breaches],
        "worst_days": [_window(window) for window in answer.worst_days],
        "from_entry": _dates(answer.from_entry),
        "from_return": _dates(answer.from_return),
        "gap_accepted": answer.gap_accepted
        and [
            answer.gap_accepted.clock_start.isoformat(),
            answer.gap_accepted.in_time.completion.isoformat(),
            answer.gap_accepted.late.completion.isoformat(),
        ],
        "without_excepted": second
        and {
            "worst": _window(second.worst_window),
            "breaches": [_window(window) for window in second.breaches],
            "completion": second.completion and second.completion.isoformat(),
            "earliest": second.earliest_application and second.earliest_application.isoformat(),
            "left_today": second.left_today,
        },
        "applying_today": today and [today.from_.isoformat(), today.to.isoformat(), today.ends_on],
        "left_today": answer.left_today,
        "excepted_days": answer.excepted_days,
        "verdict": answer.verdict.value,
        "sets": [rules.id for rules in answer.rule_sets],
    }[name]


@pytest.mark.parametrize("case", CASES, ids=[case["case"][:90] for case in CASES])
def test_worked_by_hand(case: dict[str, Any]) -> None:
    answer = residence(_record(case), FACTS, date.fromisoformat(case.get("on", ON.isoformat())))
    for name, expected in case["expect"].items():
        if name == "says":
            said = " ".join(finding.because for finding in answer.findings)
            assert [words for words in expected if words not in said] == []
        else:
            assert _seen(answer, name) == expected, name


def test_every_finding_and_rule_set_of_every_case_names_its_sources() -> None:
    """A date without a source is a rumour; each sentence must open a source card."""
    for case in CASES:
        answer = residence(_record(case), FACTS, date.fromisoformat(case.get("on", ON.isoformat())))
        assert all(said.facts for said in (*answer.findings, *answer.rule_sets))


def test_a_settled_doctor_and_an_irish_one_have_nothing_to_count() -> None:
    for doctor in ({"settled": {"kind": "ilr", "on": "2026-11-12"}}, {"citizenship": ["PK", "IE"]}):
        answer = residence(record_from({"format": 1, "doctor": doctor}), FACTS, ON)
        assert [finding.verdict for finding in answer.findings] == [Verdict.NOT_APPLICABLE]
        assert answer.completion is None and answer.rule_sets == ()


def test_the_day_before_settlement_the_clock_still_runs() -> None:
    """A grant on 12 November must not blank the answer for the 11th."""
    held = {"id": "v1", "route": "health-and-care-worker", "start": "2021-12-01", "end": "2026-11-30"}
    doctor = {"settled": {"kind": "ilr", "on": "2026-11-12"}}
    record = record_from({"format": 1, "doctor": doctor, "permissions": [held]})
    assert residence(record, FACTS, date(2026, 11, 11)).completion == date(2026, 12, 1)
    assert residence(record, FACTS, date(2026, 11, 12)).completion is None


def test_the_three_kinds_of_rules_stand_beside_each_other_and_never_mix() -> None:
    """A proposal of ten years must not move the date under the law, nor the other way round."""
    answer = residence(_record({}), FACTS, ON)
    assert [(rules.id, rules.status, rules.completion) for rules in answer.rule_sets] == [
        ("in-force", "in_force", date(2027, 2, 20)),
        ("enacted", "published", date(2027, 2, 20)),
        ("proposed-doctor-five-years", "proposed", date(2027, 2, 20)),
        ("proposed-doctor-salary-50270", "proposed", date(2027, 2, 20)),
        ("proposed-doctor-salary-125140", "proposed", date(2025, 2, 20)),
        ("proposed-doctor-c1-only", "proposed", date(2031, 2, 20)),
        ("proposed-no-reduction", "proposed", date(2032, 2, 20)),
        ("proposed-public-funds", "proposed", date(2042, 2, 20)),
    ]
    assert answer.completion == date(2027, 2, 20)


@pytest.mark.parametrize(
    ("start", "words"),
    [("2022-02-20", "before it"), ("2022-04-22", "before it"), ("2022-04-23", "on or after it")],
)
def test_english_at_b2_is_asked_of_whoever_can_first_apply_on_26_march_2027(start: str, words: str) -> None:
    """22 April 2022 plus five years less 28 days is 25 March 2027, the last day under the earlier rule."""
    case = {"permissions": [["health-and-care-worker", start, "2027-12-31", start]]}
    enacted = residence(_record(case), FACTS, ON).rule_sets[1]
    assert enacted.id == "enacted" and words in enacted.because and "26 March 2027" in enacted.because


def test_the_json_has_the_names_of_the_contract() -> None:
    answer = plain(residence(_record({"away": [["2024-01-01", "2024-07-01"]]}), FACTS, ON))
    assert {"clock_start", "completion", "earliest_application", "absences", "worst_window", "breaches", "left_today",
            "excepted_days", "rule_sets"} <= answer.keys()  # fmt: skip
    assert answer["worst_window"] == {"from": "2024-01-02", "to": "2025-01-01", "days": 181}
    assert {"left": "2024-01-01", "returned": "2024-07-01", "days": 181}.items() <= answer["absences"][0].items()


# ---------------------------------------------------------------- a changed fact changes the answer


def _changed(folder: Path, old: str, new: str) -> Facts:
    shutil.copytree(data_root() / "visa", folder / "visa")
    shutil.copy(data_root() / "review.yaml", folder)
    found = [path for path in (folder / "visa").rglob("*.yaml") if old in path.read_text(encoding="utf-8")]
    assert len(found) == 1, f"{old!r} must stand in one file"
    text = found[0].read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} must stand once in {found[0].name}"
    found[0].write_text(text.replace(old, new), encoding="utf-8")
    return Facts(folder)


LIMIT = "{from: 2018-01-11, value: 180,"
YEARS = "- from: 2006-04-03\n        value: 5\n"
EARLY = "unit: days before the period completes, source: gov-ilr, confidence: high, values: [{value: 28}]"
HOLIDAY = "{id: holiday, title: Holiday, excepted: false}"
TRIP = {"away": [["2024-01-01", "2024-06-30", "holiday"]]}
PARTNER = {
    "permissions": [["dependant-partner-work", "2019-01-01", "2028-12-31", "2019-01-01"]],
    "away": [["2019-02-01", "2019-03-01"]],
}
LATE = {"permissions": [["health-and-care-worker", "2022-02-20", "2027-02-19", "2022-08-19"]]}
BLOCKS = {
    "permissions": [["skilled-worker", "2018-03-01", "2028-02-29", "2018-03-01"]],
    "away": [["2019-03-01", "2019-09-17"]],
}


@pytest.mark.parametrize(
    ("case", "field", "old", "new"),
    [
        (TRIP, "breaches", LIMIT, LIMIT.replace("180", "179")),
        (TRIP, "completion", YEARS, YEARS.replace("value: 5", "value: 6")),
        (TRIP, "earliest_application", EARLY, EARLY.replace("28", "14")),
        (TRIP, "worst", "window_months: 12", "window_months: 3"),
        (TRIP, "excepted_days", HOLIDAY, HOLIDAY.replace("false", "true")),
        (LATE, "clock_start", "longest_delay_days: 180", "longest_delay_days: 179"),
        (BLOCKS, "completion", "granted_from: 2018-01-11", "granted_from: 2018-03-02"),
        (PARTNER, "worst", "counted_from: 2018-01-11", "counted_from: 2019-12-01"),
    ],
)  # fmt: skip
def test_changing_the_fact_changes_the_answer(
    tmp_path: Path, case: dict[str, Any], field: str, old: str, new: str
) -> None:
    """A figure that nothing reads would go stale unseen."""
    facts = _changed(tmp_path, old, new)
    assert _seen(residence(_record(case), facts, ON), field) != _seen(residence(_record(case), FACTS, ON), field)


# ---------------------------------------------------------------- properties, against a count day by day

FIRST = date(2021, 6, 1)
trip = st.tuples(st.integers(0, 2400), st.integers(0, 260)).map(
    lambda span: (FIRST + timedelta(days=span[0]), FIRST + timedelta(days=sum(span)))
)
trips_of_a_doctor = st.lists(trip, max_size=12)
start_day = st.integers(0, 1000).map(lambda days: FIRST + timedelta(days=days))


def _answer(start: date, trips: list[tuple[date, date]], on: date = ON, granted: date | None = None) -> Residence:
    return residence(_held(start, trips, granted), FACTS, on)


def _held(start: date, trips: list[tuple[date, date]], granted: date | None = None) -> Any:
    permission = {
        "route": "health-and-care-worker",
        "start": start.isoformat(),
        "end": add_years(start, 12).isoformat(),
        "first_entry": start.isoformat(),
        "granted": (granted or start).isoformat(),
    }
    away = [[left.isoformat(), returned.isoformat()] for left, returned in trips]
    return _record({"permissions": [permission], "away": away})


def _abroad(day: date, trips: list[tuple[date, date]]) -> bool:
    return any(left < day < returned for left, returned in trips)


def _most(first: date, last: date, abroad: list[bool]) -> int:
    """Day by day: the most days abroad in any 12 months within first to last, both in; `abroad[n]` is day first + n."""
    worst = 0
    for offset in range((last - first).days + 1):
        end = add_years(first + timedelta(days=offset), 1) - timedelta(days=1)
        worst = max(worst, sum(abroad[offset : (min(end, last) - first).days + 1]))
    return worst


def _days(first: date, last: date, trips: list[tuple[date, date]]) -> list[bool]:
    return [_abroad(first + timedelta(days=n), trips) for n in range((last - first).days + 1)]


@settings(max_examples=40, deadline=None)
@given(start_day, trips_of_a_doctor)
def test_the_worst_twelve_months_are_those_found_by_counting_every_day(start: date, trips: list[Any]) -> None:
    answer = _answer(start, trips)
    assert answer.completion is not None
    last = max(answer.completion, ON)
    most = _most(start, last, _days(start, last, trips))
    assert (answer.worst_window.days if answer.worst_window else 0) == most
    assert bool(answer.breaches) == (most > 180)
    assert max((window.days for window in answer.breaches), default=most) == most


@settings(max_examples=40, deadline=None)
@given(start_day, trips_of_a_doctor, st.integers(1, 2000))
def test_the_completion_day_passes_and_no_earlier_one_does(start: date, trips: list[Any], back: int) -> None:
    """Asked on the first day, so that nothing is complete yet; `back` draws any earlier day for the comparison."""
    completion = _answer(start, trips, on=start).completion
    assert completion is not None

    def passes(end: date) -> bool:
        first = first_day_of_period(end, 5)
        return _most(first, end, _days(first, end, trips)) <= 180

    assert passes(completion)
    earlier = completion - timedelta(days=back)
    if earlier >= add_years(start, 5):
        assert not passes(earlier)
    if completion > add_years(start, 5):
        assert not passes(completion - timedelta(days=1))


@settings(max_examples=40, deadline=None)
@given(start_day, trips_of_a_doctor, st.integers(1, 2000))
def test_under_older_permission_no_earlier_day_has_all_its_blocks_in_order(
    start: date, trips: list[Any], back: int
) -> None:
    """The same life under a grant of 2017: the blocks counted back from each day, one by one."""
    completion = _answer(start, trips, on=start, granted=date(2017, 12, 1)).completion
    assert completion is not None

    def passes(end: date) -> bool:
        for number in range(5):
            first, last = add_years(end, -number - 1) + timedelta(days=1), add_years(end, -number)
            if sum(_days(max(first, start), last, trips)) > 180:
                return False
        return True

    assert passes(completion)
    for earlier in (completion - timedelta(days=1), completion - timedelta(days=back)):
        if earlier >= add_years(start, 5):
            assert not passes(earlier)


@settings(max_examples=60, deadline=None)
@given(trips_of_a_doctor)
def test_days_left_today_are_the_most_that_fit(trips: list[Any]) -> None:
    """One day more would put more than 180 into some 12 months that hold a day of the new trip; no day fewer would."""
    left = _answer(FIRST, trips).left_today
    assert left is not None

    def too_many(further: int) -> bool:
        joined = [*trips, (ON, ON + timedelta(days=further + 1))]
        first, last = ON - timedelta(days=370), ON + timedelta(days=further + 370)
        abroad = _days(first, last, joined)
        for offset in range((ON - first).days + further + 1):
            end = (add_years(first + timedelta(days=offset), 1) - timedelta(days=1) - first).days
            if end > (ON - first).days and sum(abroad[offset : end + 1]) > 180:
                return True
        return False

    assert left == 0 or not too_many(left)
    assert too_many(left + 1)


@settings(max_examples=60, deadline=None)
@given(trips_of_a_doctor, trip)
def test_one_more_trip_never_leaves_more_days(trips: list[Any], further: tuple[date, date]) -> None:
    before, after = _answer(FIRST, trips).left_today, _answer(FIRST, [*trips, further]).left_today
    assert before is not None and after is not None and after <= before


@settings(max_examples=60, deadline=None)
@given(trips_of_a_doctor, trip, st.integers(1, 259))
def test_a_day_at_home_in_the_middle_of_a_trip_never_adds_days_away(
    trips: list[Any], split: tuple[date, date], day: int
) -> None:
    left, returned = split
    home = min(left + timedelta(days=day), returned)
    whole, parted = _answer(FIRST, [*trips, split]), _answer(FIRST, [*trips, (left, home), (home, returned)])
    assert whole.left_today is not None and parted.left_today is not None
    assert parted.left_today >= whole.left_today
    assert (parted.worst_window.days if parted.worst_window else 0) <= (
        whole.worst_window.days if whole.worst_window else 0
    )
    assert sum(trip.days for trip in parted.absences) <= sum(trip.days for trip in whole.absences)


LEAP_CYCLE = timedelta(days=1461)  # four years with one 29 February, wherever they begin between 1901 and 2099


@settings(max_examples=60, deadline=None)
@given(start_day, trips_of_a_doctor, st.integers(1, 12))
def test_the_same_life_whole_leap_cycles_later_gets_the_same_answers_so_much_later(
    start: date, trips: list[Any], cycles: int
) -> None:
    shift = cycles * LEAP_CYCLE
    now = _answer(start, trips)
    then = _answer(start + shift, [(left + shift, returned + shift) for left, returned in trips], ON + shift)
    assert now.completion and then.completion and now.earliest_application and then.earliest_application
    assert then.completion - now.completion == shift
    assert then.earliest_application - now.earliest_application == shift
    assert then.left_today == now.left_today
    for was, then_was in ((now.breaches, then.breaches), (now.worst_days, then.worst_days)):
        assert [(w.from_ - shift, w.to - shift, w.days) for w in then_was] == [(w.from_, w.to, w.days) for w in was]
    assert (now.applying_today is None) == (then.applying_today is None)
    if now.applying_today and then.applying_today:
        assert then.applying_today.to - now.applying_today.to == shift


@settings(max_examples=40, deadline=None)
@given(start_day, trips_of_a_doctor, st.integers(-60, 900), st.none() | st.integers(0, 400))
def test_an_application_is_held_against_each_day_the_rule_allows(
    start: date, trips: list[Any], offset: int, wait: int | None
) -> None:
    """The application, each of the 28 days after it, the decision: one by one, each by a count day by day."""
    application = add_years(start, 5) + timedelta(days=offset)
    decision = None if wait is None else application + timedelta(days=wait)
    record = _held(start, trips)
    found = applying(record, FACTS, start, application, decision)
    ends = [application + timedelta(days=n) for n in range(29)] + ([decision] if decision else [])

    def passes(end: date) -> bool:
        first = max(start, first_day_of_period(end, 5))
        return end >= add_years(start, 5) and _most(first, end, _days(first, end, trips)) <= 180

    helping = next((end for end in ends if passes(end)), None)
    assert (found and found.to) == helping
    if found and helping:
        days = (helping - application).days
        assert found.ends_on == ("application" if not days else "later" if days <= 28 else "decision")
        assert found.from_ == max(start, first_day_of_period(helping, 5))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1500), trips_of_a_doctor)
def test_of_a_mixed_history_each_day_is_tested_once(renewed: int, trips: list[Any]) -> None:
    """Granted in 2017, renewed later: blocks for the days of the first, any 12 months for those of the second."""
    start = date(2017, 6, 1)
    second = date(2018, 1, 11) + timedelta(days=renewed)
    shifted = [(left - timedelta(days=1400), returned - timedelta(days=1400)) for left, returned in trips]
    permissions = [
        {"route": "skilled-worker", "start": start.isoformat(), "end": (second - timedelta(days=1)).isoformat(),
         "granted": "2017-05-20", "first_entry": start.isoformat()},
        {"route": "skilled-worker", "start": second.isoformat(), "end": "2030-12-31", "granted": second.isoformat()},
    ]  # fmt: skip
    away = [[left.isoformat(), returned.isoformat()] for left, returned in shifted]
    answer = residence(_record({"permissions": permissions, "away": away}), FACTS, start if second <= start else second)
    assert answer.clock_start == start and answer.completion is not None
    last = max(answer.completion, second)
    newer = _most(second, last, _days(second, last, shifted)) if last >= second else 0
    blocks = []
    for number in range(5):
        first, until = add_years(date(2022, 6, 1), -number - 1), add_years(date(2022, 6, 1), -number)
        older = [max(first + timedelta(days=1), start), min(until, second - timedelta(days=1))]
        blocks.append(sum(_days(*older, shifted)) if older[0] <= older[1] else 0)
    assert (answer.worst_window.days if answer.worst_window else 0) == max(newer, *blocks)
    assert bool(answer.breaches) == (max(newer, *blocks) > 180)


# ---------------------------------------------------------------- the next two years


def test_the_two_years_begin_today_and_stop_before_the_same_day() -> None:
    found = allowance(_record({"away": [["2026-03-01", "2026-06-10"]]}), FACTS, ON)
    assert found is not None and found.limit == 180
    assert (found.days[0].leave, found.days[-1].leave) == (ON, date(2028, 11, 19))
    assert found.days[0].days == 80
    assert (found.permission_ends, found.completion) == (date(2027, 2, 19), date(2027, 2, 20))
    assert found.earliest_application == date(2027, 1, 23)
    assert [roll.days for roll in found.roll_outs] == [100]
    assert found.without_excepted == ()


def test_days_with_an_excepted_reason_are_drawn_a_second_time_and_never_taken_off_the_first() -> None:
    found = allowance(_record({"away": [["2026-03-01", "2026-06-10", "compassionate"]]}), FACTS, ON)
    assert found is not None
    assert (found.days[0].days, found.without_excepted[0].days) == (80, 180)
    assert len(found.days) == len(found.without_excepted)


@pytest.mark.parametrize(
    "case",
    [
        {"permissions": []},
        {"permissions": [["student", "2024-09-01", "2028-09-30"]]},
        {"permissions": [["bno", "2023-05-01", "2028-04-30", "2023-05-01"]]},
    ],
)
def test_where_no_limit_is_counted_no_days_are_named(case: dict[str, Any]) -> None:
    assert allowance(_record(case), FACTS, ON) is None


@settings(max_examples=30, deadline=None)
@given(trips_of_a_doctor, trip, st.sampled_from(["holiday", "compassionate", None]))
def test_one_more_trip_on_record_never_opens_a_day_of_the_next_two_years(
    trips: list[Any], further: tuple[date, date], reason: str | None
) -> None:
    away = [[left.isoformat(), returned.isoformat(), None] for left, returned in trips]
    one_more = [*away, [further[0].isoformat(), further[1].isoformat(), reason]]
    before, after = (allowance(_record({"away": each}), FACTS, ON) for each in (away, one_more))
    assert before and after
    assert [day.leave for day, less in zip(before.days, after.days, strict=True) if less.days > day.days] == []


def test_a_trip_without_a_return_is_counted_to_today_whatever_day_is_asked_about() -> None:
    """Still away since 10 November: 10 days by the 20th, and on the day after that none is added by guessing."""
    found = allowance(_record({"away": [["2026-11-10", None]]}), FACTS, ON)
    assert found is not None
    assert [(day.days, day.used) for day in found.days[:2]] == [(170, 10), (170, 10)]


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    ("trips", "said"),
    [
        ([["2026-09-01", "2026-08-01"]], "absences, number 1: returned: 1 August 2026 is before the day of leaving"),
        (
            [["2026-05-01", "2026-05-05"], ["2027-02-29", None]],
            "absences, number 2, left: .*February 2027 has no day 29",
        ),
    ],
)
def test_a_trip_that_cannot_be_is_refused_by_its_name(trips: list[Any], said: str) -> None:
    with pytest.raises(RecordError, match=said):
        _record({"away": trips})


def test_a_clear_record_raises_no_doubt() -> None:
    """A question that nobody needs to answer makes the ones that matter harder to see."""
    clear = {"away": [["2025-03-01", "2025-03-05", "holiday"], ["2025-03-05", "2025-03-09", "work-travel"]]}
    two = {"permissions": [
        ["skilled-worker", "2021-05-10", "2024-05-09", "2021-05-10"],
        ["health-and-care-worker", "2024-03-15", "2027-05-09", "2021-05-10"],
    ]}  # fmt: skip
    for case in (clear, two):
        asked = [finding.criterion for finding in residence(_record(case), FACTS, ON).findings if finding.missing]
        assert asked == ["ilr-other-conditions"]


def test_a_past_breach_that_no_new_trip_touches_does_not_take_today_away() -> None:
    limit = limit_of(FACTS, ON)
    days = range(date(2023, 1, 2).toordinal(), date(2023, 9, 1).toordinal())
    assert left_today(Away.of(days, limit), ON, limit) == 180
