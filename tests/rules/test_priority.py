"""Is a doctor told that they come first only where the Act says so, and never by a ground whose year is over?"""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.base.strict_yaml import read_yaml_file
from workbook.facts import Facts, Unknown
from workbook.facts.where import data_root
from workbook.record.models import Record
from workbook.record.reading import record_from
from workbook.rules.experience import Stretch, day_reached, months
from workbook.rules.finding import Verdict, plain
from workbook.rules.priority import FOUNDATION, Priority, priority, stages_of
from workbook.rules.priority_grounds import CHECKS, COUNTRY_CODES
from workbook.rules.priority_months import proposed_months

FACTS = Facts()
ON = date(2026, 11, 20)
IMT = "internal-medicine-ct1"
PROGRAMMES = (IMT, "cardiology-st4", "general-practice-st1", "public-health-st1", FOUNDATION)
CASES = read_yaml_file(Path(__file__).parent.parent / "cases" / "priority.yaml")["cases"]
USUAL = {"qualified": {"country": "PK", "on": "2018-12-15"}, "citizenship": ["PK"]}
VISA = {"route": "health-and-care-worker", "start": "2025-02-20", "end": "2028-02-19"}


def _record(case: dict[str, Any]) -> Record:
    def numbered(letter: str, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"id": f"{letter}{number}"} | entry for number, entry in enumerate(entries, 1)]

    return record_from(
        {
            "format": 1,
            "doctor": USUAL | case.get("doctor", {}),
            "posts": numbered("p", case.get("posts", [])),
            "permissions": numbered("v", case.get("permissions", [VISA])),
            "statements": case.get("statements", []),
        }
    )


def _ask(record: Record, facts: Facts = FACTS, **ask: Any) -> Priority:
    return priority(
        record, facts, ask.get("programme", IMT), ask.get("year", 2027), ask.get("stage", "offer"),
        date.fromisoformat(ask["on"]) if "on" in ask else ON,
    )  # fmt: skip


def _seen(answer: Priority, name: str) -> Any:
    if name == "open_status":
        return any(remark.kind == "misreading" for remark in answer.remarks)
    return plain(
        {
            "verdict": answer.verdict,
            "ground": answer.ground,
            "holds_from": answer.holds_from,
            "months": answer.nhs_months,
            "by_hours_now": answer.experience.whole_time,
            "thresholds": [each.months for each in answer.thresholds],
            "reached": [each.reached_on for each in answer.thresholds],
            "by_hours": [each.whole_time_reached_on for each in answer.thresholds],
        }
    )[name]


@pytest.mark.parametrize("case", CASES, ids=[case["case"][:90] for case in CASES])
def test_worked_by_hand(case: dict[str, Any]) -> None:
    answer = _ask(_record(case), **case.get("ask", {}))
    for name, expected in case["expect"].items():
        if name == "says":
            assert [words for words in expected if words not in answer.because] == [], answer.because
        elif name == "missing":
            assert [words for words in expected if words not in answer.missing] == [], answer.missing
        else:
            assert _seen(answer, name) == expected, name


def test_every_answer_of_every_case_names_its_sources() -> None:
    """Someone told that they come second must be able to open the section that says so."""
    for case in CASES:
        answer = _ask(_record(case), **case.get("ask", {}))
        said = (answer, answer.experience, *answer.grounds, *answer.thresholds, *answer.remarks)
        assert all(each.facts for each in said), case["case"]
        assert all(fact.provenance.source.publisher for each in said for fact in each.facts)


# ---------------------------------------------------------------- the data and its checks


def test_every_group_that_a_ground_names_has_its_check_and_no_check_is_idle() -> None:
    named = {who for ground in FACTS.prioritisation().grounds for who in ground.who}
    assert named == set(CHECKS)


def test_what_decides_nothing_says_that_it_is_words_only() -> None:
    """A programme left out must be known by its id, have grounds of its own, or say that nothing here computes it."""
    act = FACTS.prioritisation()
    for excluded in act.excluded_programmes:
        computed = bool(excluded.programmes) or excluded.id == FOUNDATION
        assert computed != bool(excluded.text_only), excluded.id
    assert all(said.text_only for said in act.said_in_parliament)


def test_every_country_on_the_list_is_known_as_a_record_writes_it() -> None:
    (listed,) = [each for each in FACTS.prioritisation().definitions if each.countries]
    assert set(listed.countries) == set(COUNTRY_CODES)


def test_each_number_of_months_stands_in_the_data_with_who_proposed_it() -> None:
    assert proposed_months(FACTS.priority_regulations()) == (24, 36, 60)
    by = {each.months: each.proposed_by for each in _ask(_record({})).thresholds}
    assert by[24] == (
        "Academy of Medical Royal Colleges: 2 to 3 years",
        "BMA annual meeting 2025: 2 years, since replaced",
        "Doctors' petition to the Lords (over 2,200 signatures): 2 years, not adopted",
    )
    assert by[36] == ("Academy of Medical Royal Colleges: 2 to 3 years", "Royal College of Physicians: 3 years")
    assert by[60] == ("BMA annual meeting 2026: 5 years",)


def test_the_steps_at_which_the_act_sets_an_order() -> None:
    assert stages_of(FACTS, 2025, IMT) == ()
    assert stages_of(FACTS, 2026, IMT) == ("offer",)
    assert stages_of(FACTS, 2027, IMT) == ("interview", "offer")
    assert stages_of(FACTS, 2027, "public-health-st1") == ()
    assert stages_of(FACTS, 2027, FOUNDATION) == ("offer",)


def test_an_unknown_programme_is_named() -> None:
    with pytest.raises(Unknown, match="internal-medicin-ct1"):
        _ask(_record({}), programme="internal-medicin-ct1")


def test_the_json_has_the_names_of_the_contract() -> None:
    answer = plain(_ask(_record({"posts": [{"start": "2023-08-02"}]})))
    assert {"year", "stage", "verdict", "ground", "because", "nhs_months", "thresholds"} <= answer.keys()
    assert all({"months", "reached_on", "proposed_by"} <= each.keys() for each in answer["thresholds"])
    assert (answer["year"], answer["stage"], answer["verdict"]) == (2027, "offer", "not_decided")


# ---------------------------------------------------------------- a changed fact changes the answer


@pytest.mark.parametrize(
    ("file", "old", "new", "case", "year", "before", "after"),
    [
        (
            "prioritisation", "year_from: 2026\n    year_to: 2026\n    effect: prioritised\n  - id: s26-euss",
            "year_from: 2026\n    year_to: 2027\n    effect: prioritised\n  - id: s26-euss",
            {"doctor": {"settled": {"kind": "ilr"}}}, 2027, Verdict.NOT_DECIDED, Verdict.MET,
        ),
        (
            "prioritisation", "countries: [iceland, liechtenstein, norway, switzerland]",
            "countries: [iceland, liechtenstein, switzerland]",
            {"doctor": {"qualified": {"country": "NO"}}}, 2027, Verdict.MET, Verdict.NOT_DECIDED,
        ),
    ],
)  # fmt: skip
def test_a_changed_ground_changes_the_answer(
    tmp_path: Path, file: str, old: str, new: str, case: Any, year: int, before: Verdict, after: Verdict
) -> None:
    facts = _changed(tmp_path, file, old, new)
    assert _ask(_record(case), year=year).verdict is before
    assert _ask(_record(case), facts, year=year).verdict is after


def test_a_number_that_somebody_else_proposes_is_counted_too(tmp_path: Path) -> None:
    old = "who: Royal College of Physicians, years_min: 3, years_max: 3"
    facts = _changed(tmp_path, "priority-regulations", old, old.replace("years_max: 3", "years_max: 4"))
    answer = _ask(_record({"posts": [{"start": "2023-08-02"}]}), facts)
    assert [(each.months, each.reached_on) for each in answer.thresholds][2] == (48, date(2027, 8, 2))


def _changed(folder: Path, file: str, old: str, new: str) -> Facts:
    for part in ("recruitment", "specialties", "posts", "visa"):
        shutil.copytree(data_root() / part, folder / part)
    shutil.copy(data_root() / "review.yaml", folder)
    target = folder / "recruitment" / f"{file}.yaml"
    text = target.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    target.write_text(text.replace(old, new), encoding="utf-8")
    return Facts(folder)


# ---------------------------------------------------------------- what holds for every doctor

statuses = st.fixed_dictionaries(
    {
        "citizenship": st.lists(st.sampled_from(["GB", "IE", "PK", "AU"]), unique=True, max_size=3),
        "settled": st.one_of(
            st.none(),
            st.fixed_dictionaries(
                {
                    "kind": st.sampled_from(["ilr", "eu-settled", "british", "irish", "right-of-abode"]),
                    "on": st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2032, 12, 31))),
                }
            ),
        ),
    }
)
permissions = st.lists(
    st.fixed_dictionaries(
        {
            "route": st.sampled_from(
                ["ilr", "eu-settlement-scheme", "skilled-worker", "health-and-care-worker", "dependant-partner-work"]
            ),
            "start": st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2032, 12, 31))),
        }
    ),
    max_size=2,
)
days = st.dates(date(2025, 6, 1), date(2033, 12, 31)).map(date.isoformat)
BEST = (Verdict.MET, Verdict.MET_ON)


@settings(max_examples=200, deadline=None)
@given(
    statuses, permissions, st.integers(2020, 2040).filter(lambda year: year != 2026), st.sampled_from(PROGRAMMES),
    st.sampled_from(["interview", "offer"]), days,
)  # fmt: skip
def test_a_status_of_2026_makes_nobody_a_priority_in_any_other_year(
    doctor: Any, held: Any, year: int, programme: str, stage: str, on: str
) -> None:
    """A British citizen who plans for 2027 on a ground that ended with 2026 plans on nothing."""
    record = _record({"doctor": doctor, "permissions": held})
    answer = _ask(record, programme=programme, year=year, stage=stage, on=on)
    assert answer.verdict not in BEST
    over = {ground.id for ground in FACTS.prioritisation().grounds if ground.year_to == 2026}
    assert over and not over & {ground.criterion for ground in answer.grounds}


@settings(max_examples=150, deadline=None)
@given(statuses, permissions, days)
def test_in_2026_nothing_that_begins_after_it_makes_anyone_a_priority(doctor: Any, held: Any, on: str) -> None:
    answer = _ask(_record({"doctor": doctor, "permissions": held}), year=2026, on=on)
    if answer.verdict is Verdict.MET_ON:
        assert answer.holds_from is not None and answer.holds_from.year == 2026
    settled = doctor["settled"]
    later = settled is not None and settled["on"] is not None and settled["on"].year > 2026
    if later and not held and not {"GB", "IE"} & {*doctor["citizenship"]}:
        assert answer.verdict not in BEST


@settings(max_examples=150, deadline=None)
@given(
    statuses, permissions, st.integers(2024, 2035), st.sampled_from(["interview", "offer"]),
    st.sampled_from(["GB", "IE", "PK", None]), days,
)  # fmt: skip
def test_public_health_is_never_ordered_by_the_act(
    doctor: Any, held: Any, year: int, stage: str, country: str | None, on: str
) -> None:
    record = _record({"doctor": doctor | {"qualified": {"country": country}}, "permissions": held})
    answer = _ask(record, programme="public-health-st1", year=year, stage=stage, on=on)
    assert (answer.verdict, answer.grounds, answer.thresholds) == (Verdict.NOT_APPLICABLE, (), ())


@settings(max_examples=150, deadline=None)
@given(statuses, permissions, st.sampled_from([2026, 2027, 2030]), st.sampled_from(PROGRAMMES[:3]))
def test_one_ground_is_enough_whatever_else_the_record_holds(doctor: Any, held: Any, year: int, programme: str) -> None:
    """The grounds are alternatives: nothing a doctor adds may take away a ground they have."""
    foundation = {"kind": "foundation", "start": "2022-08-03", "end": "2024-08-06", "completed": True}
    for extra in ({"uk_programmes": [foundation]}, {"qualified": {"country": "GB", "on": "2020-07-01"}}):
        answer = _ask(_record({"doctor": doctor | extra, "permissions": held}), year=year, programme=programme)
        assert answer.verdict is Verdict.MET


@settings(max_examples=150, deadline=None)
@given(statuses, permissions, st.integers(2024, 2035), st.sampled_from(PROGRAMMES), days)
def test_no_regulation_and_no_number_of_months_ever_makes_anyone_a_priority(
    doctor: Any, held: Any, year: int, programme: str, on: str
) -> None:
    """Forty years in the NHS are no ground until somebody makes one."""
    without = _record({"doctor": doctor, "permissions": held})
    longest = _record({"doctor": doctor, "permissions": held, "posts": [{"start": "1986-08-06"}]})
    ask = {"programme": programme, "year": year, "on": on}
    assert _ask(longest, **ask).verdict is _ask(without, **ask).verdict
    for ground in _ask(longest, **ask).grounds:
        if ground.verdict in BEST:
            assert ground.standing == "in-force"


spans = st.lists(
    st.tuples(st.dates(date(2018, 1, 1), date(2025, 12, 31)), st.integers(0, 900), st.sampled_from([0.5, 0.8, 1.0])),
    min_size=1,
    max_size=4,
)


def _posts(given_spans: Any, years: int = 0) -> list[dict[str, Any]]:
    def moved(day: date) -> str:
        return day.replace(year=day.year + years).isoformat()

    return [
        {"start": moved(first), "end": moved(first + timedelta(days=length)), "fraction": fraction}
        for first, length, fraction in given_spans
    ]


@settings(max_examples=80, deadline=None)
@given(spans)
def test_a_shift_by_four_years_shifts_every_day_of_the_count_by_four(given_spans: Any) -> None:
    """Four years keep the leap days where they were, so every count must be the same and every day four years on."""
    here = _ask(_record({"posts": _posts(given_spans)}))
    there = _ask(_record({"posts": _posts(given_spans, 4)}), on="2030-11-20")
    assert (here.nhs_months, here.experience.whole_time) == (there.nhs_months, there.experience.whole_time)
    for one, other in zip(here.thresholds, there.thresholds, strict=True):
        for early, late in (
            (one.reached_on, other.reached_on), (one.whole_time_reached_on, other.whole_time_reached_on),
        ):  # fmt: skip
            assert late == (early and early.replace(year=early.year + 4))


@settings(max_examples=80, deadline=None)
@given(spans, st.sampled_from([1, 6, 24, 36, 60]))
def test_the_day_a_number_of_months_is_reached_is_the_first_day_by_brute_force(given_spans: Any, figure: int) -> None:
    worked: list[Stretch] = []
    free = date.min
    for first, length, fraction in sorted(given_spans):
        first = max(first, free)
        worked.append(Stretch(first, first + timedelta(days=length), fraction, ("p",)))
        free = first + timedelta(days=length + 1)
    found, done = None, 0.0
    for stretch in worked:
        for length in range((stretch.last - stretch.first).days + 1):
            last = stretch.first + timedelta(days=length)
            here = months((Stretch(stretch.first, last, stretch.fraction, ("p",)),))
            if found is None and round(done + here, 6) >= figure:
                found = last + timedelta(days=1)
        done += months((stretch,))
    assert day_reached(worked, figure) == found
