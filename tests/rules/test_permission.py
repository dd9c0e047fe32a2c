"""Does the doctor learn what they hold, by when to apply again, and what nobody can tell from the record?"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.models import Record
from workbook.record.reading import record_from
from workbook.rules.finding import Finding, Verdict, plain
from workbook.rules.held import called, spells
from workbook.rules.permission import PermissionState, held_on, permission
from workbook.rules.residence import residence
from workbook.rules.sponsored import leave_by, unpaid_days_allowed

FACTS = Facts()
ON = date(2026, 11, 20)
VISA = {"id": "v1", "route": "health-and-care-worker", "start": "2022-02-20", "end": "2027-02-19"}


def _record(*permissions: dict[str, Any], **more: Any) -> Record:
    return record_from({"format": 1, "permissions": list(permissions)} | more)


def _one(state: PermissionState, criterion: str) -> Finding:
    found = [finding for finding in state.findings if finding.criterion == criterion]
    assert len(found) == 1, [finding.criterion for finding in state.findings]
    return found[0]


def test_the_permission_held_its_end_and_the_last_day_to_apply() -> None:
    """Before midnight on the last day: the last day itself still counts."""
    state = permission(_record(VISA), FACTS, ON)
    assert plain(state.permission) == {
        "id": "v1", "route": "health-and-care-worker",
        "title": "Health and Care Worker visa (a branch of Skilled Worker)",
        "end": "2027-02-19", "apply_from": None, "apply_by": "2027-02-19",
    }  # fmt: skip
    last = _one(state, "extend-or-switch-before-expiry")
    assert (last.verdict, last.on) == (Verdict.MET_ON, date(2027, 2, 19))
    assert "before midnight" in last.because and "section 3C" in last.because
    assert _one(state, "apply-from").verdict is Verdict.CANNOT_TELL


def test_the_last_day_is_still_covered_and_the_next_is_not() -> None:
    assert permission(_record(VISA), FACTS, date(2027, 2, 19)).permission is not None
    after = permission(_record(VISA), FACTS, date(2027, 2, 20))
    assert after.permission is None
    said = _one(after, "permission-held")
    assert said.verdict is Verdict.CANNOT_TELL and "19 February 2027" in said.because
    assert "whether you applied by 19 February 2027" in said.missing[0]


@pytest.mark.parametrize(("on", "named"), [(date(2027, 3, 5), True), (date(2027, 3, 6), False)])
def test_a_late_application_is_mentioned_for_14_days_and_no_longer(on: date, named: bool) -> None:
    assert ("14 days late" in _one(permission(_record(VISA), FACTS, on), "permission-held").because) is named


def test_without_a_permission_the_record_cannot_tell() -> None:
    said = _one(permission(_record(), FACTS, ON), "permission-held")
    assert said.verdict is Verdict.CANNOT_TELL and "No permission is recorded" in said.because


def test_a_permission_that_begins_later_or_has_no_first_day_is_named() -> None:
    later = {"id": "v2", "route": "skilled-worker", "start": "2027-01-04", "end": "2030-01-03"}
    undated = {"id": "v3", "route": "skilled-worker", "end": "2030-01-03"}
    said = _one(permission(_record(later, undated), FACTS, ON), "permission-held")
    assert (
        said.because == "Your next permission begins on 4 January 2027. 1 permission in your record has no first day."
    )
    assert said.missing[1:] == ("the first day of each permission in your record",)


@pytest.mark.parametrize(
    "doctor",
    [{"settled": {"kind": "ilr"}}, {"settled": {"kind": "eu-settled", "on": "2026-11-20"}}, {"citizenship": ["GB"]}],
)
def test_citizens_and_settled_doctors_need_none(doctor: dict[str, Any]) -> None:
    state = permission(_record(VISA, doctor=doctor), FACTS, ON)
    assert state.permission is None
    assert [finding.verdict for finding in state.findings] == [Verdict.NOT_APPLICABLE]


def test_a_permission_without_an_end_has_no_day_to_apply_by() -> None:
    state = permission(_record({**VISA, "end": None}), FACTS, ON)
    assert state.permission is not None and state.permission.apply_by is None
    said = _one(state, "extend-or-switch-before-expiry")
    assert said.verdict is Verdict.CANNOT_TELL and said.missing == (
        "the last day of your permission from 20 February 2022",
    )


def test_of_two_entries_that_overlap_the_later_is_taken_and_both_are_named() -> None:
    """A switch in the UK: the old card still shows its date, the new permission has begun."""
    new = {"id": "v2", "route": "skilled-worker", "start": "2026-10-01", "end": "2029-09-30"}
    state = permission(_record(VISA, new), FACTS, ON)
    assert state.permission is not None and state.permission.id == "v2"
    said = _one(state, "overlapping-permissions")
    assert said.verdict is Verdict.CANNOT_TELL and said.evidence == ("v1", "v2")
    assert said.because == (
        "2 permissions cover 20 November 2026: Health and Care Worker visa (a branch of Skilled Worker), from 20 "
        "February 2022 to 19 February 2027; Skilled Worker visa (outside the health and care branch), from 1 October "
        "2026 to 30 September 2029. Taken here is the one from 1 October 2026 to 30 September 2029, because it began "
        "last; no other is counted beside it."
    )
    assert held_on(_record(new, VISA), ON) == held_on(_record(VISA, new), ON)


def test_two_entries_from_the_same_day_count_to_the_earlier_end() -> None:
    """The careful reading: plan for the date that comes first."""
    held = held_on(_record(VISA, {**VISA, "id": "v2", "end": "2026-12-31"}), ON)
    assert held is not None and held.id == "v2"


def test_a_permission_already_granted_from_the_next_day_leaves_nothing_to_apply_for() -> None:
    new = {"id": "v2", "route": "skilled-worker", "start": "2027-02-20", "end": "2030-02-19"}
    said = _one(permission(_record(VISA, new), FACTS, ON), "extend-or-switch-before-expiry")
    assert said.verdict is Verdict.MET and said.evidence == ("v1", "v2")


@pytest.mark.parametrize("on", [ON, date(2027, 2, 25)])
@pytest.mark.parametrize(
    "permissions",
    [
        [VISA],
        [{**VISA, "route": None}],
        [{**VISA, "route": "golden-visa"}],
        [{**VISA, "end": None}],
        [{**VISA, "first_entry": "2022-03-01"}],
        [{**VISA, "first_entry": "2022-12-01"}],
        [VISA, {"id": "v2", "route": "skilled-worker", "start": "2026-10-01", "end": "2029-09-30"}],
        [VISA, {"id": "v2", "route": "skilled-worker", "start": "2027-02-20", "end": "2030-02-19"}],
        [VISA, {"id": "v2", "route": "skilled-worker", "end": "2030-02-19"}],
        [{**VISA, "end": "2023-01-31"}, {**VISA, "id": "v2", "start": "2023-02-10"}],
        [{**VISA, "route": "graduate", "end": "2024-01-31"}, {**VISA, "id": "v2", "start": "2024-02-01"}],
    ],
)
def test_no_sentence_calls_a_permission_by_its_id(permissions: list[dict[str, Any]], on: date) -> None:
    """The doctor never chose “v1”, and a screen reader would say it aloud."""
    record = _record(*permissions)
    for finding in (*permission(record, FACTS, on).findings, *residence(record, FACTS, on).findings):
        for words in (finding.because, *finding.missing):
            assert not re.search(r"\bv[12]\b|health-and-care-worker|skilled-worker", words), words
            assert words[-1] != "." or not words[0].islower(), words


def test_the_permission_held_is_said_by_its_route_and_its_days() -> None:
    said = _one(permission(_record(VISA), FACTS, ON), "permission-held")
    assert said.because == (
        "On 20 November 2026 you hold Health and Care Worker visa (a branch of Skilled Worker), from 20 February 2022 "
        "to 19 February 2027."
    )
    assert said.evidence == ("v1",)


def test_a_permission_is_called_by_the_day_it_has() -> None:
    def named(**days: str) -> str:
        return called(_record({"id": "v1", **days}).permissions[0])

    assert named(start="2022-02-20", end="2027-02-19") == "your permission from 20 February 2022"
    assert named(end="2027-02-19") == "your permission that ends on 19 February 2027"
    assert named() == "the permission without a first day"


def test_the_history_has_each_day_once() -> None:
    record = _record(
        {"id": "v1", "route": "student", "start": "2020-01-01", "end": "2022-01-31"},
        {"id": "v2", "route": "graduate", "start": "2022-01-15", "end": "2023-12-31"},
        {"id": "v3", "route": "skilled-worker", "start": "2024-01-10"},
    )
    assert [(spell.permission.id, spell.first, spell.last) for spell in spells(record)] == [
        ("v1", date(2020, 1, 1), date(2022, 1, 14)),
        ("v2", date(2022, 1, 15), date(2023, 12, 31)),
        ("v3", date(2024, 1, 10), None),
    ]


@pytest.mark.parametrize(
    ("route", "training", "other"),
    [
        ("health-and-care-worker", Verdict.MET, Verdict.MET),
        ("student", Verdict.NOT_MET, Verdict.NOT_MET),
        ("visitor", Verdict.NOT_MET, Verdict.NOT_MET),
        ("graduate", Verdict.CANNOT_TELL, Verdict.MET),
        ("youth-mobility", Verdict.CANNOT_TELL, Verdict.MET),
        ("dependant-partner-work", Verdict.MET, Verdict.MET),
        ("gae-mti", Verdict.NOT_MET, Verdict.NOT_MET),
    ],
)
def test_what_each_route_lets_a_doctor_do(route: str, training: Verdict, other: Verdict) -> None:
    state = permission(_record({**VISA, "route": route}), FACTS, ON)
    assert _one(state, "training-post").verdict is training
    assert _one(state, "non-training-post").verdict is other


@pytest.mark.parametrize(
    ("training", "verdict"),
    [(False, Verdict.NOT_MET), (True, Verdict.NOT_APPLICABLE), (None, Verdict.CANNOT_TELL)],
)
def test_a_trust_certificate_does_not_move_into_training(training: bool | None, verdict: Verdict) -> None:
    post = {"id": "p1", "start": "2025-08-06", "end": "2027-08-03", "training": training}
    said = _one(permission(_record(VISA, posts=[post]), FACTS, ON), "trust-to-training")
    assert said.verdict is verdict
    if verdict is Verdict.NOT_MET:
        assert "new certificate" in said.because and "does not start before the grant" in said.because


def test_only_a_sponsored_doctor_reads_of_sponsors() -> None:
    sponsored = {"trust-to-training", "sixty-days", "unpaid-limit", "second-job-limit"}
    held = {finding.criterion for finding in permission(_record(VISA), FACTS, ON).findings}
    free = {f.criterion for f in permission(_record({**VISA, "route": "graduate"}), FACTS, ON).findings}
    assert sponsored <= held and not sponsored & free


def test_sixty_days_run_from_the_decision_and_never_past_the_visa() -> None:
    """20 November plus 60 days is 19 January; a visa with 59 days left ends first."""
    assert leave_by(date(2027, 2, 19), ON, FACTS) == date(2027, 1, 19)
    assert leave_by(date(2027, 1, 18), ON, FACTS) == date(2027, 1, 18)
    assert leave_by(None, ON, FACTS) == date(2027, 1, 19)
    assert "19 January 2027" in _one(permission(_record(VISA), FACTS, ON), "sixty-days").because


def test_four_weeks_are_twenty_days_of_a_five_day_week_and_twelve_of_three() -> None:
    assert unpaid_days_allowed(5, FACTS, ON) == 20
    assert unpaid_days_allowed(3, FACTS, ON) == 12
    said = _one(permission(_record(VISA), FACTS, ON), "unpaid-limit")
    assert "20 days" in said.because and "sickness" in said.because


@pytest.mark.parametrize(
    ("on", "words"), [(date(2023, 8, 27), "no cap"), (date(2023, 8, 28), "20 hours"), (ON, "any occupation eligible")]
)
def test_the_second_job_rule_of_the_day(on: date, words: str) -> None:
    assert words in _one(permission(_record(VISA), FACTS, on), "second-job-limit").because


def test_a_day_before_the_figures_begin_is_a_gap_and_not_an_error() -> None:
    old = {**VISA, "start": "2015-02-20", "end": "2019-02-19"}
    assert _one(permission(_record(old), FACTS, date(2018, 5, 1)), "apply-from").missing


def test_an_unknown_route_is_named_as_unknown() -> None:
    said = _one(permission(_record({**VISA, "route": "golden-visa"}), FACTS, ON), "permission-held")
    assert said.verdict is Verdict.CANNOT_TELL and "golden-visa" in said.because


def test_every_finding_of_a_sponsored_doctor_names_its_sources() -> None:
    assert all(finding.facts for finding in permission(_record(VISA), FACTS, ON).findings)


@pytest.mark.parametrize(
    ("criterion", "file", "figure", "old", "new"),
    [
        ("sixty-days", "sponsored-work", "curtailment-period", "value: 60", "value: 30"),
        ("unpaid-limit", "sponsored-work", "unpaid-absence-limit", "value: 4", "value: 6"),
        ("second-job-limit", "sponsored-work", "second-job-limit", "2023-08-28, value: 20", "2023-08-28, value: 16"),
        ("apply-from", "certificates", "earliest-visa-application-before-start", "value: 3", "value: 4"),
    ],
)
def test_changing_the_figure_changes_the_sentence(
    tmp_path: Path, criterion: str, file: str, figure: str, old: str, new: str
) -> None:
    shutil.copytree(data_root() / "visa", tmp_path / "visa")
    shutil.copy(data_root() / "review.yaml", tmp_path)
    path = tmp_path / "visa" / "parameters" / f"{file}.yaml"
    before, mark, entry = path.read_text(encoding="utf-8").partition(f"- id: {figure}\n")
    assert old in entry
    path.write_text(before + mark + entry.replace(old, new, 1), encoding="utf-8")
    changed = _one(permission(_record(VISA), Facts(tmp_path), ON), criterion)
    assert changed.because != _one(permission(_record(VISA), FACTS, ON), criterion).because
