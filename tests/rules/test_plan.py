"""The plan opens gates first, then takes the cheapest points; each step knows the last day to start it."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record import Record, record_from
from workbook.record.demos import demo_names, demo_record
from workbook.record.models import Action
from workbook.rules.plan import plan
from workbook.rules.rounds import round_of

DAY = date(2026, 11, 20)
FACTS = Facts()
DEMOS = [demo.name for demo in demo_names(data_root())]


def test_an_empty_record_has_no_plan_and_no_horizon() -> None:
    found = plan(Record(), FACTS, DAY)
    assert (found.actions, found.horizon) == ((), None)


def test_a_doctor_with_a_target_and_nothing_else_is_told_what_to_find_out_first() -> None:
    record = record_from({"format": 1, "targets": [{"specialty": "internal-medicine-ct1", "year": 2028}]})
    found = plan(record, FACTS, DAY)
    kinds = ["gate" in action.yields for action in found.actions]
    assert kinds[0]
    assert kinds == sorted(kinds, reverse=True), "gates stand before points"


@pytest.mark.parametrize("name", DEMOS)
def test_a_step_whose_last_day_has_passed_is_left_out_and_says_so(name: str) -> None:
    record = demo_record(data_root(), name)
    late = date(2027, 11, 10)
    found = plan(record, FACTS, late)
    assert all(action.last_start is None or action.last_start >= late for action in found.actions)
    assert all(entry.because for entry in found.left_out)


@pytest.mark.parametrize("name", DEMOS)
def test_the_last_day_to_start_is_the_closing_day_less_the_usual_lead_time(name: str) -> None:
    record = demo_record(data_root(), name)
    for action in plan(record, FACTS, DAY).actions:
        target = next(t for t in record.targets if t.specialty == action.specialty)
        closes = round_of(FACTS, target.specialty, target.year).closes.date
        if action.last_start is not None:
            assert action.last_start == closes - timedelta(days=round(7 * (action.lead_weeks or 0)))


@pytest.mark.parametrize("name", DEMOS)
def test_the_order_of_entries_in_the_record_does_not_change_the_plan(name: str) -> None:
    record = demo_record(data_root(), name)
    turned = record.model_copy(
        update={"evidence": record.evidence[::-1], "posts": record.posts[::-1], "exams": record.exams[::-1]}
    )
    assert [a.id for a in plan(turned, FACTS, DAY).actions] == [a.id for a in plan(record, FACTS, DAY).actions]


def test_a_step_marked_done_is_left_out_with_that_reason() -> None:
    record = demo_record(data_root(), DEMOS[0])
    first = plan(record, FACTS, DAY).actions[0]
    done = record.model_copy(update={"actions": (Action(id="a1", of=first.id, status="done"),)})
    found = plan(done, FACTS, DAY)
    assert first.id not in [action.id for action in found.actions]
    assert [entry.because for entry in found.left_out if entry.id == first.id] == ["you marked it done"]


def test_a_target_of_a_year_without_facts_is_left_out_and_the_next_one_is_planned() -> None:
    """One old target in a file ended the whole plan with an error."""
    known = {"specialty": "internal-medicine-ct1", "year": 2028, "rank": 2}
    old = {"specialty": "general-practice-st1", "year": 2024, "rank": 1}
    alone = plan(record_from({"format": 1, "targets": [known]}), FACTS, DAY)
    found = plan(record_from({"format": 1, "targets": [known, old]}), FACTS, DAY)
    assert (found.actions, found.horizon, found.because) == (alone.actions, alone.horizon, alone.because)
    (entry,) = [entry for entry in found.left_out if entry not in alone.left_out]
    assert entry.title == f"{FACTS.specialty('general-practice-st1').title} 2024"
    assert "recruitment 2024" in entry.because


@pytest.mark.parametrize(
    ("kept_in", "part", "title"), [("person_specs", "gate", "gates"), ("scoring", "points", "points")]
)
def test_a_missing_specification_or_matrix_is_named_and_never_silence(
    kept_in: str, part: str, title: str, tmp_path: Path
) -> None:
    """With neither a gate nor a point to tell, an empty plan said that nothing is open."""
    root = tmp_path / "data"
    shutil.copytree(data_root(), root)
    for file in (root / kept_in).rglob("internal-medicine-ct1.yaml"):
        file.unlink()
    record = record_from({"format": 1, "targets": [{"specialty": "internal-medicine-ct1", "year": 2028}]})
    found = plan(record, Facts(root), DAY)
    assert found.actions
    assert not [action for action in found.actions if part in action.id]
    (entry,) = [entry for entry in found.left_out if entry.title.endswith(f"2028, {title}")]
    assert "internal-medicine-ct1 for 2028" in entry.because


def test_a_step_without_a_lead_time_is_left_out_because_the_form_closed() -> None:
    """It was left out with “it usually takes about 0 weeks”."""
    record = record_from({"format": 1, "targets": [{"specialty": "internal-medicine-ct1", "year": 2027}]})
    said = {entry.because for entry in plan(record, FACTS, DAY).left_out}
    assert "the form closed on 19 November 2026" in said
    assert not [because for because in said if "0 weeks" in because]


def test_two_gates_that_one_document_settles_are_found_out_in_one_step() -> None:
    """The same CREST form was asked for twice, each time with the same three sentences."""
    found = plan(demo_record(data_root(), "after-plab"), FACTS, DAY).actions
    (step,) = [action for action in found if "CREST" in action.because]
    assert step.title == "Find out: Foundation competence, CREST signatory"
    assert step.yields == "shows whether 2 gates are open"
    assert step.because.count("No CREST form is recorded.") == 1
    assert step.because.count("Missing: a CREST form") == 1
    assert len({fact.id for fact in step.facts}) == len(step.facts) > 1


def test_a_document_for_what_is_done_comes_before_new_work() -> None:
    """The cheapest point is one already earned: it only wants its letter."""
    record = record_from(
        {
            "format": 1,
            "targets": [{"specialty": "internal-medicine-ct1", "year": 2028}],
            "evidence": [
                {
                    "id": "e1", "kind": "qip", "title": "Audit", "status": "done", "start": "2025-01-10",
                    "end": "2025-06-30", "details": {"cycles": 2, "stages": "all", "method": "pdsa"},
                }
            ],
        }
    )  # fmt: skip
    points = [action for action in plan(record, FACTS, DAY).actions if "point" in action.yields]
    assert points[0].id.endswith("points-quality-improvement")
    assert points[0].yields == "+4 points"


def test_a_document_still_to_be_got_says_when_to_begin() -> None:
    """CREST usually takes 20 weeks (data/evidence/kinds); the 2028 form closes on 18 November 2027 (projected)."""
    record = record_from({"format": 1, "targets": [{"specialty": "internal-medicine-ct1", "year": 2028}]})
    crest = next(action for action in plan(record, FACTS, DAY).actions if "CREST signatory" in action.title)
    assert "if you do not have it yet, it usually takes about 20 weeks" in crest.because
    assert "begin by 1 July 2027" in crest.because
    late = next(a for a in plan(record, FACTS, date(2027, 8, 1)).actions if "CREST signatory" in a.title)
    assert "the day to begin was 1 July 2027" in late.because
