"""What you claim is counted as the form counts it: groups, repeats, caps, halves, divisors, and parts that must wait.

Worked by hand from the options in data/scoring/2026/ophthalmology-st1.yaml and core-surgery-ct1.yaml.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.test_adding import divided, forms
from tests.rules.test_scoring import FACTS, RADIOLOGY, OneMatrix, changed, domain, made
from workbook.facts.scoring import Matrix
from workbook.rules.claim_check import claim_check
from workbook.rules.finding import Verdict
from workbook.rules.scoring import DomainScore, Score, score

ON = date(2026, 11, 1)
OPH, CORE, HISTO = "ophthalmology-st1", "core-surgery-ct1", "histopathology-st1"
TALK = {"id": "t", "kind": "presentation", "title": "Cornea talk", "status": "done", "end": "2026-03-01", "doc": True,
        "details": {"form": "oral", "author": "second", "presented_by_applicant": True}}  # fmt: skip


def claim(part: str, option: str, *evidence: str, specialty: str = OPH) -> dict[str, Any]:
    return {"specialty": specialty, "year": 2026, "domain": part, "option": option, "evidence": list(evidence)}


def claimed(claims: list[dict[str, Any]], *evidence: dict[str, Any], **more: Any) -> Score:
    return score(made(list(evidence), claims=claims, **more), FACTS, claims[0]["specialty"], 2027, ON)


def part(id: str, *options: str) -> DomainScore:
    return domain(claimed([claim(id, option) for option in options]), id)


@pytest.mark.parametrize(
    ("id", "options", "points"),
    [
        ("qualifications", ["phd", "md-mphil"], 4),  # one of the higher degrees counts
        ("qualifications", ["md-mphil", "pg-qualification"], 4),  # 3, and 1 for a further degree
        ("qualifications", ["phd", "pg-qualification", "pg-qualification"], 5),  # 4 + 2, and the part stops at 5
        ("prizes-awards", ["national-first", "national-top10"], 3),  # the better of the two
        ("prizes-awards", ["best-poster"] * 3, 2),  # twice at most
        ("commitment", ["part1-pass", "part1-attempt"], 3),  # the better of the two
        ("education-teaching", ["helped", "helped", "book"], 4),  # two halves and 3
        ("education-teaching", ["helped"] * 6, 2),  # four times at most
        ("education-teaching", ["book", "book"], 3),  # a book counts once
        ("presentations", ["intl-oral"] * 3, 6),  # 9, and the part stops at 6
        ("presentations", ["second-poster"], 0),
        ("msf", ["satisfactory", "none"], 2),
    ],
)
def test_claims_are_added_up_as_the_form_adds_them(id: str, options: list[str], points: float) -> None:
    assert part(id, *options).claimed.points == points


def test_what_a_limit_of_the_form_takes_from_your_claims_stands_in_the_trace() -> None:
    seen = part("qualifications", "phd", "md-mphil")
    assert [step.points for step in seen.claimed.trace if step.what == "option"] == [4, 3]
    assert [step.text for step in seen.claimed.trace if step.what == "cap"] == [
        "Together 7; limits of the form leave 4"
    ]
    assert "You claim 4 points" in seen.because


@pytest.mark.parametrize(
    ("level", "points"),
    [("national", 1), ("regional", None), ("international", None)],  # half of 2; of 1 and of 3, and nobody knows
)
def test_half_of_the_first_authors_value_is_that_of_the_talk_you_name(level: str, points: float | None) -> None:
    for named in (("t",), ()):  # named, or the only one that can be meant
        seen = domain(
            claimed([claim("presentations", "second-oral", *named)], {**TALK, "level": level}), "presentations"
        )
        assert seen.claimed.points == points
        assert ("how half points are rounded" in " ".join(seen.blocked)) is (points is None)


def test_half_of_a_value_nobody_can_tell_is_no_band_without_points() -> None:
    seen = part("presentations", "second-oral")
    assert seen.claimed.points is None and "band" not in seen.because
    assert any("may be 0.5 to 1.5 points" in reason for reason in seen.blocked)
    assert (
        part("presentations", "second-oral", "intl-oral", "intl-oral").claimed.points == 6
    )  # the cap is reached anyway


def test_a_half_point_has_no_figure_claimed_or_shown() -> None:
    """The form rounds half points, and how was not read: a claim knows it no better than a document."""
    poster = {**TALK, "level": "regional", "details": {"form": "poster", "author": "first"}}
    shown = domain(score(made([poster]), FACTS, OPH, 2027, ON), "presentations")
    seen = part("presentations", "regional-poster")
    assert (shown.supported.points, seen.claimed.points) == (None, None)
    assert any("0.5 before rounding" in reason for reason in seen.blocked)


def core(*claims: tuple[str, str], **entry: Any) -> DomainScore:
    made_ = [claim(id, option, specialty=CORE) for id, option in claims]
    return domain(claimed(made_, *([entry] if entry else [])), "qi-presentation")


def test_a_letter_that_waits_for_another_part_is_not_claimed_before_that_part_has_its_own() -> None:
    """Line 161: part 2 counts only where part 1 (role) has reached A, B or C."""
    both = ("qi-presentation", "both-cycles")
    alone = core(both)
    assert (alone.claimed.option, alone.verdict) == ("not-presented", Verdict.NOT_MET)
    assert "Counts only when “Quality improvement and audit, part 1 (role)” has reached A, B or C." in alone.because
    assert core(both, ("qi-leadership", "one-cycle")).claimed.option == "not-presented"  # that is a D
    assert core(both, ("qi-leadership", "contributor-multi")).claimed.option == "both-cycles"  # a C
    led = {"id": "q", "kind": "qip", "title": "Audit", "status": "done", "end": "2026-03-01",
           "details": {"role": "contributor", "cycles": 2}}  # fmt: skip
    assert core(both, **led).claimed.option == "both-cycles"  # met by an entry, documents set aside


def test_every_pair_of_claims_in_the_two_quality_parts() -> None:
    """Part 1 reaches A, B or C by a role over two cycles; only then does part 2 count, else it is not presented."""
    opens = {
        "led-surgical": True,
        "led-nonsurgical": True,
        "contributor-multi": True,
        "one-cycle": False,
        "none": False,
    }
    for role, open_ in opens.items():
        for presented in ("both-cycles", "one-cycle", "not-presented"):
            seen = core(("qi-leadership", role), ("qi-presentation", presented))
            assert seen.claimed.option == (presented if open_ else "not-presented"), (role, presented)


@given(form=forms(), chosen=st.lists(st.integers(0, 3), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_claims_on_any_form_are_its_best_sum(form: Any, chosen: list[int]) -> None:
    """Each option as often as it may be repeated, each group its best or its sum to its cap, and the part's own cap."""
    options, groups, cap = form
    ids = [options[n % len(options)]["id"] for n in chosen]
    facts = changed(pick="capped-sum", cap=cap, max=cap, groups=groups, options=options)
    part_ = facts.matrix(RADIOLOGY, 2026).domains[0].id
    claims = [claim(part_, id, specialty=RADIOLOGY) for id in ids]
    total = 0.0
    for group in groups:
        points: list[float] = []
        for one in (one for one in options if one["group"] == group["id"]):
            often = ids.count(one["id"]) if one["repeat"] == "to-cap" else min(ids.count(one["id"]), one["repeat"] or 1)
            points += [one["points"]] * often
        here = max(points, default=0.0) if group["pick"] == "one" else sum(points)
        total += here if group["cap"] is None else min(here, group["cap"])
    found = score(made([], claims=claims), facts, RADIOLOGY, 2028, date(2026, 11, 20)).domains[0]
    assert found.claimed.points == min(total, cap)


def test_a_claim_is_divided_by_what_another_part_sets() -> None:
    """Forty months set the divisor two: three courses of a point each are claimed as one and a half."""
    time = {"id": "t", "kind": "experience", "details": {"counted": "every-job", "months": 40}, "status": "done",
            "end": "2026-01-01", "doc": True}  # fmt: skip
    facts = OneMatrix(Matrix.model_validate(divided()))
    id = facts.matrix(RADIOLOGY, 2026).domains[1].id
    courses = [claim(id, "course", specialty=RADIOLOGY)] * 3
    found = score(made([time], claims=courses), facts, RADIOLOGY, 2028, date(2026, 11, 20))
    assert found.domains[1].claimed.points == 1.5


def test_a_claim_that_names_an_entry_you_no_longer_have_is_told() -> None:
    found = claimed([claim("qualifications", "phd", "gone", "t")], {**TALK, "level": "national"})
    said = [note for note in found.notes if "not in your record" in note]
    assert said == [
        "Your claim in Qualifications, “Completed PhD or DPhil”, names an entry that is not in your record."
    ]
    assert not any("not in your record" in note for note in claimed([claim("qualifications", "phd")]).notes)


def test_a_claim_names_the_entry_its_option_asks_for_where_an_exam_bears_the_same_id() -> None:
    exam = {"id": "t", "name": "FRCOphth Part 1", "sat": "2026-01-10", "result": "pass"}
    talk = {**TALK, "level": "national", "details": {"form": "oral", "author": "first"}}
    found = claimed(
        [claim("presentations", "national-oral", "t"), claim("commitment", "part1-pass", "t")], talk, exams=[exam]
    )
    rests = {
        one.id: [(named.kept, named.title) for step in one.claimed.trace for named in step.evidence]
        for one in found.domains
    }
    assert rests["presentations"] == [("evidence", "Cornea talk")]
    assert rests["commitment"] == [("exams", "FRCOphth Part 1")]
    assert not any("is claimed in" in reason for reason in found.total.blocked_by)  # they are two things


def test_a_claim_of_nothing_is_said_as_such() -> None:
    assert part("msf", "none").because.startswith(
        "As it stands, your claim gives 0 points (None or outside the rules)."
    )


def test_two_higher_degrees_claimed_leave_room_for_the_diploma_that_is_supported() -> None:
    """One of the higher degrees counts (4). A doctorate and a diploma with their certificates give 5."""
    degree = {"kind": "degree", "status": "done", "end": "2020-01-01", "doc": True}
    held = [
        {**degree, "id": "d", "title": "PhD", "details": {"level": "doctorate", "months": 36, "intercalated": False}},
        {**degree, "id": "m", "title": "PgDip", "details": {"level": "pgdip", "months": 9, "intercalated": False}},
    ]
    claims = [claim("qualifications", "phd"), claim("qualifications", "md-mphil")]
    (under,) = claim_check(made(held, claims=claims), FACTS, OPH, 2027, ON).under
    assert under.because.startswith("You claim 4 points here, and your documents already support more (5 points)")
