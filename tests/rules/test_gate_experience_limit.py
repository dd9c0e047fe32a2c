"""At most so many months in the specialty: the count on the day, and the day a doctor would cross it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.rules.gating import FOUNDATION_DONE, RADIOLOGY, answer, ask, record
from workbook.rules.finding import Verdict

LIMIT = "max-radiology-experience"
START = date(2027, 8, 4)


def _answer(posts: list[dict[str, Any]], **more: Any) -> Any:
    return answer(LIMIT, record(**{**FOUNDATION_DONE, "posts": posts}), RADIOLOGY, **more)


@st.composite
def radiology_posts(draw: st.DrawFn) -> dict[str, Any]:
    begins = date(2023, 9, 1) + timedelta(days=draw(st.integers(0, 1200)))
    return {
        "id": f"p{draw(st.integers(0, 10**9))}",
        "specialty": draw(st.sampled_from(["clinical-radiology", "general-surgery"])),
        "start": begins.isoformat(),
        "end": (begins + timedelta(days=draw(st.integers(0, 700)))).isoformat(),
        "fraction": draw(st.sampled_from([0.5, 0.6, 1.0])),
    }


held = st.lists(radiology_posts(), max_size=4, unique_by=lambda post: post["id"])


@settings(max_examples=60, deadline=None)
@given(held, st.integers(0, 240), st.sampled_from([0.9, 1.0]))
def test_leaving_on_the_last_day_said_stays_inside_and_a_day_more_does_not(
    earlier: list[dict[str, Any]], days: int, fraction: float
) -> None:
    """Every radiology post is cut on the day the sentence names, and again on the day after."""
    begins = (date(2025, 4, 1) + timedelta(days=days)).isoformat()
    running = {"id": "r", "specialty": "radiology", "start": begins, "end": "2027-12-31", "fraction": fraction}
    posts = [*earlier, running]
    found = _answer(posts)
    assume(found.verdict is Verdict.NOT_MET)

    def cut(last: date) -> list[dict[str, Any]]:
        return [
            {**post, "end": min(post["end"], last.isoformat())} for post in posts if post["start"] <= last.isoformat()
        ]

    assert _answer(cut(found.on)).verdict is Verdict.MET
    assert _answer(cut(found.on + timedelta(days=1))).verdict is Verdict.NOT_MET


@settings(max_examples=40, deadline=None)
@given(held)
def test_the_order_of_posts_never_matters(posts: list[dict[str, Any]]) -> None:
    one, other = _answer(posts), _answer(posts[::-1])
    assert (one.verdict, one.on, one.because) == (other.verdict, other.on, other.because)


def test_the_sentence_says_the_count_the_day_and_the_last_day_inside() -> None:
    """Twelve months by 14 January, six more by 14 July."""
    found = _answer([{"id": "r", "specialty": "radiology", "start": "2026-01-15", "end": "2027-01-14"}])
    assert found.because == (
        "You have 12.0 of 18 months on 4 August 2027 (projected); stay past 14 July 2027 and you are over."
    )


def test_posts_that_ended_inside_the_limit_warn_of_nothing() -> None:
    found = _answer([{"id": "r", "specialty": "radiology", "start": "2024-01-01", "end": "2024-12-31"}])
    assert (found.verdict, found.on) == (Verdict.MET, None)
    assert "stay past" not in found.because


def test_too_much_already_names_the_day_it_became_too_much() -> None:
    found = _answer([{"id": "r", "specialty": "radiology", "start": "2023-09-01", "end": "2026-08-31"}])
    assert (found.verdict, found.on) == (Verdict.NOT_MET, date(2025, 2, 28))
    assert "Leave" not in found.because


def test_a_contract_that_would_cross_says_when_to_leave() -> None:
    found = _answer([{"id": "r", "specialty": "radiology", "start": "2025-12-01", "end": "2027-07-31"}])
    assert (found.verdict, found.on) == (Verdict.NOT_MET, date(2027, 5, 31))
    assert "Leave radiology by 31 May 2027" in found.because


def test_time_before_the_degree_is_no_experience_as_a_doctor() -> None:
    """The limit counts doctors' time: an elective year entered as a post is not held against anyone."""
    posts = [{"id": "r", "specialty": "radiology", "start": "2018-01-01", "end": "2020-12-31"}]
    assert _answer(posts).verdict is Verdict.MET


def test_the_rule_that_leaves_months_out_is_among_the_facts_it_rests_on() -> None:
    given_record = record(
        doctor={"qualified": {"country": "PK", "on": "2018-12-15"}},
        posts=[{"id": "r", "specialty": "radiology", "start": "2026-01-01", "end": "2026-12-31"}],
    )
    ids = [fact.id for fact in ask(LIMIT, given_record, RADIOLOGY).facts]
    assert "person_specs/clinical-radiology-st1/2026/criteria/foundation-level-radiology-discount" in ids


# ---------------------------------------------------------------- measured on the day the form goes in

PAEDIATRICS = "paediatrics-st1"  # applications open on 22 October 2026 and close on 19 November 2026


def _paediatrics(start: str, on: date) -> Any:
    post = {"id": "p", "specialty": "general-paediatrics", "country": "GB", "kind": "clinical-fellow", "start": start}
    return answer("max-paediatrics-experience", record(**FOUNDATION_DONE, posts=[post]), PAEDIATRICS, on=on)


def test_a_limit_at_application_is_open_while_a_day_to_apply_is_left_inside_it() -> None:
    """24 months of paediatrics are reached on 9 November: to apply before that day is in time."""
    before = _paediatrics("2024-11-10", date(2026, 10, 1))
    assert before.verdict is Verdict.MET and "on 22 October 2026" in before.because
    during = _paediatrics("2024-11-10", date(2026, 11, 5))
    assert during.verdict is Verdict.MET and "on 5 November 2026" in during.because
    assert before.on == during.on == date(2026, 11, 9)


def test_a_limit_at_application_shuts_once_the_only_days_left_are_past_it() -> None:
    found = _paediatrics("2024-11-10", date(2026, 11, 15))
    assert found.verdict is Verdict.NOT_MET
    assert "24.2 months of paediatrics on 15 November 2026" in found.because


def test_after_the_form_has_closed_a_limit_at_application_is_measured_on_its_last_day() -> None:
    assert "on 19 November 2026" in _paediatrics("2025-11-25", date(2027, 2, 1)).because


# ---------------------------------------------------------------- in which specialty a post is

ANAESTHETICS = "anaesthetics-ct1"  # 24 months at most when posts start, 4 August 2027


def _three_years(specialty: str) -> Any:
    post = {"id": "p", "title": "Fellow", "specialty": specialty, "start": "2023-01-01", "end": "2025-12-31"}
    return answer("max-anaesthetics-experience", record(**FOUNDATION_DONE, posts=[post]), ANAESTHETICS)


def test_three_years_under_a_common_spelling_are_over_the_limit() -> None:
    """January 2023 to December 2025 is 36 months, 12 more than allowed."""
    found = _three_years("anaesthetic")
    assert found.verdict is Verdict.NOT_MET and "36.0 months" in found.because


def test_three_years_under_a_word_that_may_be_the_specialty_are_asked_about() -> None:
    found = _three_years("anaesthesia-and-intensive-care")
    assert found.verdict is Verdict.CANNOT_TELL and "between 0.0 and 36.0 of 24 months" in found.because
    assert found.missing[0].startswith(
        "whether “Fellow”, with the specialty “anaesthesia and intensive care”, is a post in anaesthetics"
    )


def test_three_years_in_another_specialty_are_none_of_this_one() -> None:
    assert _three_years("intensive-care-medicine").verdict is Verdict.MET
