"""The CREST form: who may use it, and what the posts say about the time with the signatory."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.gating import CREST_FORM, CREST_RECORD, GP, answer, inquiry, record
from workbook.rules.finding import Verdict
from workbook.rules.gate_crest import crest_barred

COMPETENCE, SIGNATURE = "foundation-competence", "crest-signature"


def signed(posts: list[dict[str, Any]] | None = None, **form: Any) -> Any:
    parts = deepcopy(CREST_RECORD)
    if posts is not None:
        parts["posts"] = posts
    return record(**parts, evidence=[{**CREST_FORM, **form}])


def barred(**parts: Any) -> Verdict | None:
    found = crest_barred(inquiry(record(**parts)))
    return found.verdict if found else None


def test_crest_is_closed_to_who_began_uk_foundation_and_did_not_complete_it() -> None:
    def doctor(**programme: Any) -> dict[str, Any]:
        return {"uk_programmes": [{"kind": "foundation", "start": "2022-08-03", **programme}]}

    assert barred(doctor=doctor(end="2023-08-01", completed=False)) is Verdict.NOT_MET
    assert barred(doctor=doctor(end="2024-08-06", completed=True)) is None
    assert barred(doctor=doctor(end="2027-08-03")) is Verdict.NOT_MET
    assert barred(doctor=doctor(end="2024-08-06")) is Verdict.CANNOT_TELL
    assert barred() is None


def test_a_stand_alone_f2_is_asked_whether_it_was_completed() -> None:
    f2 = {"id": "p", "kind": "foundation-f2", "start": "2023-08-02", "end": "2024-08-06"}
    assert barred(posts=[f2]) is Verdict.CANNOT_TELL
    assert barred(posts=[{**f2, "country": "PK"}]) is None
    assert answer(SIGNATURE, record(posts=[f2])).missing == (
        "whether you completed your UK foundation programme or F2",
    )


def test_months_the_record_does_not_say_are_counted_from_the_days_together() -> None:
    """Start and end of the form are the time with the signatory: 6 August to 5 November is three months."""
    details = {"signatory_eligible": True, "all_capabilities": True}
    three = signed(details=details, start="2025-08-06", end="2025-11-05")
    less = signed(details=details, start="2025-08-06", end="2025-11-04")
    assert answer(SIGNATURE, three, GP).verdict is Verdict.MET
    assert answer(SIGNATURE, less, GP).verdict is Verdict.NOT_MET


def test_more_months_than_the_posts_hold_are_not_believed() -> None:
    found = answer(SIGNATURE, signed(posts=[{"id": "p", "start": "2026-09-01", "end": "2027-08-03"}]), GP)
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.missing == ("the post in which the signatory worked with you, with its dates",)


def test_the_best_of_two_forms_counts() -> None:
    parts = deepcopy(CREST_RECORD)
    old = {**CREST_FORM, "id": "old", "proof": {"signed_by": "consultant", "dated": "2023-01-01"}}
    found = answer(SIGNATURE, record(**parts, evidence=[old, CREST_FORM]), GP)
    assert (found.verdict, found.evidence) == (Verdict.MET, ("c",))


def test_a_form_without_its_day_is_asked_for_it() -> None:
    found = answer(SIGNATURE, signed(proof={"signed_by": "consultant"}), GP)
    assert found.missing == ("the day it was signed",)


def test_an_open_form_names_the_edition_to_check() -> None:
    found = answer(SIGNATURE, signed(), GP)
    assert "check that edition 2026 is the one for 2027" in found.because


def test_a_post_to_come_is_named_with_the_day_it_gives_a_signatory() -> None:
    parts = {**deepcopy(CREST_RECORD), "posts": [{"id": "p", "title": "Fellow", "start": "2026-08-05"}]}
    found = answer(SIGNATURE, record(**parts), GP)
    said = "“Fellow” (from 5 August 2026) counts: 3 such months are complete on 4 November 2026 if it runs on."
    assert said in found.because


def test_months_before_a_post_began_are_never_said_to_be_of_that_post() -> None:
    """GP 2027 starts on 4 August 2027, so the window of three and a half years opens on 4 February 2024.

    From there to 3 May 2024 is three months, all in the first post; the second begins on 7 August 2024.
    """
    posts = [
        {"id": "p1", "title": "Fellow", "employer": "A", "start": "2023-08-02", "end": "2024-08-06"},
        {"id": "p2", "title": "Trust-grade doctor", "employer": "A", "start": "2024-08-07", "end": "2027-08-03"},
    ]
    old = {"signed_by": "consultant", "dated": "2023-12-01"}
    both = answer(SIGNATURE, signed(posts=posts, proof=old), GP).because
    assert "before the window opens on 4 February 2024" in both
    assert (
        "“Fellow” (4 February 2024 to 6 August 2024) and “Trust-grade doctor” (from 7 August 2024) count, unbroken "
        "with one employer: 3 such months were complete on 3 May 2024." in both
    )
    second = answer(SIGNATURE, signed(posts=posts[1:], proof=old), GP).because
    assert "“Trust-grade doctor” (from 7 August 2024) counts: 3 such months were complete on 6 November 2024." in second


def test_a_post_that_has_not_begun_is_not_counted_among_those_that_gave_the_months() -> None:
    """On 1 November 2026 the post of 2 November is still to come; three months from 6 August 2025 end on 5 November."""
    posts = [
        {"id": "p1", "title": "Fellow", "employer": "A", "start": "2025-08-06", "end": "2026-11-01"},
        {"id": "p2", "title": "Registrar", "employer": "A", "start": "2026-11-02"},
    ]
    parts = {**deepcopy(CREST_RECORD), "posts": posts}
    found = answer(SIGNATURE, record(**parts), GP).because
    assert "“Fellow” (6 August 2025 to 1 November 2026) counts: 3 such months were complete on 5 November" in found
    assert "Registrar" not in found


def test_when_no_post_gives_a_signatory_in_time_it_is_said() -> None:
    parts = {**deepcopy(CREST_RECORD), "posts": [{"id": "p", "start": "2026-10-01"}]}
    assert (
        "No recorded post gives 3 such months before the form closes" in answer(SIGNATURE, record(**parts), GP).because
    )


def test_change_of_hours_inside_a_contract_adds_up() -> None:
    """Two months at half time are one, two more at whole time make three: 6 August to 5 December."""
    posts = [
        {"id": "p1", "employer": "A", "start": "2025-08-06", "end": "2025-10-05", "fraction": 0.5},
        {"id": "p2", "employer": "A", "start": "2025-10-06", "end": "2027-08-03"},
    ]
    for dated, verdict in (("2025-12-05", Verdict.MET), ("2025-12-04", Verdict.CANNOT_TELL)):
        form = signed(posts=posts, proof={"signed_by": "consultant", "dated": dated})
        assert answer(SIGNATURE, form, GP).verdict is verdict


def test_two_employers_are_two_stretches() -> None:
    posts = [
        {"id": "p1", "employer": "A", "start": "2025-08-06", "end": "2025-10-05"},
        {"id": "p2", "employer": "B", "start": "2025-10-06", "end": "2025-12-05"},
    ]
    assert answer(SIGNATURE, signed(posts=posts), GP).verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize(("dated", "verdict"), [("2026-11-01", Verdict.MET), ("2026-11-02", Verdict.MET_ON)])
def test_a_signature_to_come_opens_the_gate_on_its_day(dated: str, verdict: Verdict) -> None:
    found = answer(SIGNATURE, signed(proof={"signed_by": "consultant", "dated": dated}), GP)
    assert found.verdict is verdict
    assert found.on == (date.fromisoformat(dated) if verdict is Verdict.MET_ON else None)


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(3)), st.sampled_from([COMPETENCE, SIGNATURE]))
def test_the_order_of_posts_never_matters(order: list[int], id: str) -> None:
    posts = [
        {"id": "p1", "employer": "A", "start": "2025-08-06", "end": "2025-10-05"},
        {"id": "p2", "employer": "A", "start": "2025-10-06", "end": "2026-08-04", "fraction": 0.6},
        {"id": "p3", "employer": "B", "start": "2026-08-05"},
    ]
    one = answer(id, signed(posts=posts), GP)
    other = answer(id, signed(posts=[posts[n] for n in order]), GP)
    assert (one.verdict, one.on, one.because) == (other.verdict, other.on, other.because)
