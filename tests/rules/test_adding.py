"""Where options add up: the most that is possible, held against every way there is."""

from __future__ import annotations

from datetime import date
from itertools import product
from math import inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.test_scoring import FACTS, RADIOLOGY, OneMatrix, changed, made
from workbook.facts.scoring import Matrix
from workbook.record.models import Record
from workbook.rules.finding import Verdict
from workbook.rules.scoring import DomainScore, score

TODAY = date(2026, 11, 20)
WHERE = ("elective", "student-module", "taster")


def option(id: str, points: float | None, needs: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    """An option of radiology's first domain, changed."""
    plain = FACTS.matrix(RADIOLOGY, 2026).domains[0].model_dump()["options"][3]
    return {**plain, "id": id, "points": points, "grade": None, "text": id, "needs": needs, **more}


def spell(id: str, through: str, days: int, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": "exposure", "title": id, "status": "done", "end": "2026-01-01", "doc": True,
            "details": {"specialty": "radiology", "through": through, "days": days}, **more}  # fmt: skip


def first(record: Record, **changes: Any) -> DomainScore:
    return score(record, changed(**changes), RADIOLOGY, 2028, TODAY).domains[0]


def asks(through: str, days: int) -> dict[str, Any]:
    return {"kind": "exposure", "specialty": "radiology", "through": through, "days_min": days}


ELECTIVE, MODULE = asks("elective", 1), asks("student-module", 1)


def test_an_option_counts_once_unless_it_may_be_repeated() -> None:
    record = made([spell(f"e{n}", "elective", 5) for n in range(5)])
    for repeat, points in ((None, 2), (3, 6), ("to-cap", 7)):
        found = first(record, pick="capped-sum", cap=7, max=7, options=[option("a", 2.0, ELECTIVE, repeat=repeat)])
        assert (found.supported.points, found.claimed.points) == (points, points)


def test_a_group_of_one_takes_its_best_and_a_group_with_a_cap_stops_at_it() -> None:
    record = made([spell("a", "elective", 5), spell("b", "student-module", 5), spell("c", "student-module", 5)])
    options = [
        option("long", 4.0, ELECTIVE, group="best"),
        option("other", 3.0, MODULE, group="best"),
        option("more", 2.0, MODULE, group="some", repeat="to-cap"),
    ]
    groups = [{"id": "best", "pick": "one"}, {"id": "some", "pick": "sum", "cap": 3}]
    found = first(record, pick="sum", max=20, groups=groups, options=options)
    assert found.supported.points == 7  # four for the best, and two modules of two stop at three
    assert [step.what for step in found.supported.trace] == ["option", "option", "option", "cap"]


def test_the_part_has_a_cap_over_its_groups() -> None:
    record = made([spell("a", "elective", 5), spell("b", "student-module", 5)])
    options = [option("x", 4.0, ELECTIVE, group="x"), option("y", 4.0, MODULE, group="y")]
    groups = [{"id": "x", "pick": "one"}, {"id": "y", "pick": "one"}]
    found = first(record, pick="capped-sum", cap=5, max=5, groups=groups, options=options)
    assert (found.supported.points, found.ceiling.points) == (5, 5)


def test_things_wanted_together_are_added_with_the_rest_and_no_entry_serves_twice() -> None:
    both = {"all_of": (ELECTIVE, MODULE)}
    options = [option("both", 5.0, both), option("one", 2.0, MODULE)]
    two = made([spell("a", "elective", 5), spell("b", "student-module", 5)])
    assert first(two, pick="sum", max=20, options=options).supported.points == 5
    three = made([spell("a", "elective", 5), spell("b", "student-module", 5), spell("c", "student-module", 5)])
    assert first(three, pick="sum", max=20, options=options).supported.points == 7


def test_a_count_takes_entries_from_options_of_one_only_where_that_gives_more() -> None:
    options = [option("three", 4.0, {"kind": "course", "count_min": 3}), option("one", 3.0, {"kind": "course"})]
    course = {"kind": "course", "status": "done", "end": "2026-01-01", "doc": True}
    meetings = [{**course, "id": f"e{n}", "title": f"e{n}"} for n in range(4)]
    assert first(made(meetings), pick="sum", max=20, options=options).supported.points == 7
    assert first(made(meetings[:3]), pick="sum", max=20, options=options).supported.points == 4
    assert first(made(meetings[:2]), pick="sum", max=20, options=options).supported.points == 3


def test_what_a_sum_still_can_reach_repeats_an_option_as_often_as_its_weeks_fit() -> None:
    """One taster week after the other until the closing day; a single one where it may not be repeated."""
    weeks = FACTS.evidence().kinds["taster-week"].lead_weeks.typical
    often = int((date(2027, 11, 18) - TODAY).days / 7 // weeks)
    reached = {"reached_by": ("taster-week",)}
    found = first(made([]), pick="sum", max=99, options=[option("a", 2.0, ELECTIVE, repeat="to-cap", **reached)])
    assert found.ceiling.points == 2 * often and often > 1
    assert first(made([]), pick="sum", max=99, options=[option("a", 2.0, ELECTIVE, **reached)]).ceiling.points == 2


def test_the_next_point_counts_what_a_cap_leaves_of_it() -> None:
    options = [option("a", 4.0, ELECTIVE, repeat="to-cap", reached_by=("taster-week",))]
    found = first(made([spell("a", "elective", 5)]), pick="capped-sum", cap=5, max=5, options=options)
    assert found.next is not None and (found.next.option, found.next.gain) == ("a", 1)


def test_a_document_first_also_where_options_add_up() -> None:
    options = [option("a", 4.0, ELECTIVE, repeat="to-cap", reached_by=("taster-week",))]
    record = made([spell("a", "elective", 5, doc=None)])
    found = first(record, pick="capped-sum", cap=9, max=9, options=options)
    assert (found.supported.points, found.claimed.points, found.verdict) == (0, 4, Verdict.NOT_MET)
    assert found.next is not None and "Put the document in order" in found.next.text


# Against every way there is.


@st.composite
def forms(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """Options with points, days asked for, groups and repeats; the groups; the cap."""
    groups = [
        {
            "id": name,
            "pick": draw(st.sampled_from(["one", "sum"])),
            "cap": draw(st.sampled_from([None, None, 2.0, 3.0])),
        }
        for name in ("g", "h")
    ]
    options = [
        option(
            f"o{n}", draw(st.sampled_from([1.0, 2.0, 3.0, 5.0])),
            asks(draw(st.sampled_from(WHERE)), draw(st.sampled_from([1, 3, 5]))),
            group=draw(st.sampled_from(["g", "h"])), repeat=draw(st.sampled_from([None, 2, "to-cap"])),
        )
        for n in range(draw(st.integers(1, 4)))
    ]  # fmt: skip
    return options, groups, draw(st.sampled_from([4.0, 6.0, 50.0]))


@given(form=forms(), entries=st.lists(st.tuples(st.sampled_from(WHERE), st.sampled_from([1, 3, 5])), max_size=5))
@settings(max_examples=120, deadline=None)
def test_the_sum_is_the_best_of_all_ways(form: Any, entries: list[tuple[str, int]]) -> None:
    options, groups, cap = form
    record = made([spell(f"e{n}", through, days) for n, (through, days) in enumerate(entries)])
    found = first(record, pick="capped-sum", cap=cap, max=cap, groups=groups, options=options)
    assert found.supported.points == _by_trying(options, groups, cap, entries)


def _by_trying(options: Any, groups: Any, cap: float, entries: list[tuple[str, int]]) -> float:
    best = 0.0
    for way in product((None, *range(len(options))), repeat=len(entries)):
        if any(n is not None and not _fits(options[n]["needs"], entry) for n, entry in zip(way, entries, strict=True)):
            continue
        total = 0.0
        for group in groups:
            taken = [options[n] for n in way if n is not None and options[n]["group"] == group["id"]]
            if any(taken.count(one) > (inf if one["repeat"] == "to-cap" else one["repeat"] or 1) for one in taken):
                break
            points = [one["points"] for one in taken]
            here = max(points, default=0) if group["pick"] == "one" else sum(points)
            total += here if group["cap"] is None else min(here, group["cap"])
        else:
            best = max(best, min(total, cap))
    return best


def _fits(needs: dict[str, Any], entry: tuple[str, int]) -> bool:
    return needs["through"] == entry[0] and needs["days_min"] <= entry[1]


# Divisors and bands, on forms made for it: of the real ones the bands were read for another round.


BANDS = [
    {"id": "m0", "text": "0 to 27 months", "points": 0.0, "sets": 1.0,
     "needs": {"kind": "experience", "counted": "every-job", "months_max": 27}},
    {"id": "m28", "text": "28 months or more", "points": 0.0, "sets": 2.0,
     "needs": {"kind": "experience", "counted": "every-job", "months_min": 28}},
]  # fmt: skip


def divided() -> Any:
    """Radiology with a first part that sets n and a second whose courses are divided by it, up to two points."""
    plain = FACTS.matrix(RADIOLOGY, 2026).model_dump(exclude={"announced"})
    setter, divided, *others = plain["domains"]
    base = setter["options"][0]
    plain["domains"] = [
        setter | {"pick": "one", "max": 0.0, "sets": "n", "bands_of": "months-in-any-post",
                  "options": [{**base, "grade": None, **band} for band in BANDS]},
        divided | {"pick": "capped-sum", "cap": 2.0, "max": 2.0, "divide_by": "n",
                   "options": [option("course", 1.0, {"kind": "course"}, repeat="to-cap")]},
        *others,
    ]  # fmt: skip
    plain["total"]["self_assessment_max"] = None
    return plain


@pytest.mark.parametrize(
    ("months", "courses", "points"), [(12, 1, 1), (12, 3, 2), (40, 1, 0.5), (40, 3, 1.5), (40, 5, 2)]
)
def test_a_figure_that_another_part_sets_divides_before_the_cap(months: int, courses: int, points: float) -> None:
    done = {"status": "done", "end": "2026-01-01", "doc": True}
    time = {"id": "t", "kind": "experience", "details": {"counted": "every-job", "months": months}, **done}
    record = made([time, *({"id": f"c{n}", "kind": "course", "title": "c", **done} for n in range(courses))])
    found = score(record, OneMatrix(Matrix.model_validate(divided())), RADIOLOGY, 2028, TODAY)
    assert (found.domains[0].supported.points, found.domains[1].supported.points) == (0, points)
    assert any(step.what == "divided" for step in found.domains[1].supported.trace)
    unsaid = score(made([]), OneMatrix(Matrix.model_validate(divided())), RADIOLOGY, 2028, TODAY)
    assert unsaid.domains[1].supported.points is None and "divided by a figure" in unsaid.domains[1].because
    assert unsaid.total.supported is None
