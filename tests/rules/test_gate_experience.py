"""At least so many months of work: what no added post may take away, and what the sentence says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.gating import DAY, FACTS, answer, criterion, inquiry, record
from workbook.rules.finding import Verdict
from workbook.rules.gate_experience import counted, outside_foundation

RANK = {Verdict.CANNOT_TELL: 0, Verdict.NOT_MET: 0, Verdict.MET_ON: 1, Verdict.MET: 2}


@st.composite
def posts(draw: st.DrawFn) -> dict[str, Any]:
    begins = date(2022, 1, 1) + timedelta(days=draw(st.integers(0, 1900)))
    post: dict[str, Any] = {
        "id": f"p{draw(st.integers(0, 10**9))}",
        "start": begins.isoformat(),
        "fraction": draw(st.sampled_from([0.5, 0.8, 1.0])),
        "country": draw(st.sampled_from(["GB", "PK"])),
        "kind": draw(st.sampled_from(["clinical-fellow", "foundation-f1", "clinical-attachment", None])),
    }
    if draw(st.booleans()):
        post["end"] = (begins + timedelta(days=draw(st.integers(0, 800)))).isoformat()
    return post


held = st.lists(posts(), max_size=5, unique_by=lambda post: post["id"])
doctors = st.sampled_from(
    [
        {"qualified": {"country": "GB", "on": "2021-07-01"}, "gmc": {"full_registration_on": "2024-08-07"}},
        {"qualified": {"country": "PK", "on": "2023-12-15"}, "gmc": {"full_registration_on": "2025-03-01"}},
        {"qualified": {"country": "PK"}},
    ]
)
questions = st.sampled_from(["experience-24-months", "experience-12-after-registration"])


@settings(max_examples=60, deadline=None)
@given(doctors, held, posts(), questions)
def test_adding_a_post_never_shuts_the_gate(
    doctor: dict[str, Any], given_posts: list[dict[str, Any]], another: dict[str, Any], id: str
) -> None:
    before = answer(id, record(doctor=doctor, posts=given_posts))
    after = answer(id, record(doctor=doctor, posts=[*given_posts, {**another, "id": "another"}]))
    assert RANK[after.verdict] >= RANK[before.verdict]


@settings(max_examples=60, deadline=None)
@given(doctors, held, questions)
def test_the_order_of_posts_never_matters(doctor: dict[str, Any], given_posts: list[dict[str, Any]], id: str) -> None:
    one = answer(id, record(doctor=doctor, posts=given_posts))
    other = answer(id, record(doctor=doctor, posts=given_posts[::-1]))
    assert (one.verdict, one.on, one.because) == (other.verdict, other.on, other.because)


@settings(max_examples=60, deadline=None)
@given(doctors, held, questions)
def test_a_day_that_opens_the_gate_lies_ahead_and_not_after_the_start(
    doctor: dict[str, Any], given_posts: list[dict[str, Any]], id: str
) -> None:
    found = answer(id, record(doctor=doctor, posts=given_posts))
    if found.verdict is Verdict.MET_ON:
        assert found.on is not None and DAY < found.on <= date(2027, 8, 4)


def test_on_the_day_a_promised_day_has_come_the_gate_is_open() -> None:
    """What is said to open on 1 March 2027 is open when looked at on 1 March 2027, and not the week before."""
    given_record = record(posts=[{"id": "p1", "start": "2025-03-01"}])
    promised = answer("experience-24-months", given_record).on
    assert promised == date(2027, 3, 1)
    assert answer("experience-24-months", given_record, on=promised).verdict is Verdict.MET
    assert answer("experience-24-months", given_record, on=promised - timedelta(days=7)).verdict is Verdict.MET_ON


def test_after_the_posts_have_started_later_work_does_not_count() -> None:
    """The 2027 round counts to 4 August 2027; looked at a year later it is still short."""
    given_record = record(posts=[{"id": "p1", "start": "2026-08-05", "end": "2028-12-31"}])
    assert answer("experience-24-months", given_record, on=date(2028, 9, 1)).verdict is Verdict.NOT_MET


def test_a_day_reached_in_a_post_that_ends_hangs_on_no_other_contract() -> None:
    given_record = record(
        posts=[{"id": "p1", "start": "2025-01-01", "end": "2027-03-31"}, {"id": "p2", "start": "2026-06-01"}]
    )
    found = answer("experience-24-months", given_record)
    assert (found.verdict, found.on, found.missing) == (Verdict.MET_ON, date(2027, 1, 1), ())


def test_the_gates_own_words_say_how_much_is_short() -> None:
    found = answer("experience-24-months", record(posts=[{"id": "p1", "start": "2026-02-04", "end": "2027-08-03"}]))
    assert found.verdict is Verdict.NOT_MET
    assert "18.0 of 24 months" in found.because and "6.0 short" in found.because


def test_which_posts_count_is_read_from_the_data() -> None:
    counting = criterion("experience-24-months").counting
    assert counting is not None
    found = counted(
        record(
            posts=[
                {"id": "a", "kind": "clinical-attachment", "start": "2025-01-01"},
                {"id": "b", "kind": "trust-grade", "start": "2025-01-01"},
                {"id": "c", "kind": "trust-grade"},
                {"id": "d", "start": "2023-01-01", "end": "2023-12-31"},
            ]
        ).posts,
        counting,
        FACTS.specialty_words(),
        date(2024, 1, 1),
    )
    assert [job.id for job in found.jobs] == ["b"]
    assert found.undated == ("c",)


def test_who_is_outside_uk_foundation() -> None:
    def outside(**doctor: Any) -> bool | None:
        return outside_foundation(inquiry(record(doctor=doctor)))

    def programme(**more: Any) -> dict[str, Any]:
        return {"kind": "foundation", "start": "2022-08-03", **more}

    assert outside(qualified={"country": "PK"}) is True
    assert outside(qualified={"country": "GB"}) is None
    assert outside() is None
    assert outside(uk_programmes=[programme(end="2024-08-06", completed=True)]) is False
    assert outside(uk_programmes=[programme(end="2027-08-03")]) is False
    assert outside(uk_programmes=[programme(end="2024-08-06")]) is None
    assert outside(uk_programmes=[programme(end="2023-08-01", completed=False)]) is True
