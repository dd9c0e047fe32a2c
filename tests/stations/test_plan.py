"""The steps in order, each with its last day to start; what is left out says why; two files to take away."""

from __future__ import annotations

import pytest

from workbook.base.days import short
from workbook.record.models import Action, Doctor, Target
from workbook.stations.plan import PlanModel, PlanStation
from workbook.stations.session import Session
from workbook.ui.browser import Download

from .walking import every, half_filled, words


def test_without_a_target_the_page_says_what_a_plan_needs(session: Session) -> None:
    page = words(PlanStation(session).steps())
    assert "Name a programme under “Start here”" in page
    assert "Say how many hours a week you can give" in page
    assert "Nothing is open" not in page


def test_both_blockers_go_when_they_are_answered(session: Session) -> None:
    target = Target(specialty="internal-medicine-ct1", year=2028)
    session.edit("Began", doctor=Doctor(hours_per_week=4), targets=(target,))
    assert PlanModel(session).blockers() == ()


def test_the_steps_stand_in_the_order_of_the_rule_with_their_last_day(example: Session) -> None:
    page = words(PlanStation(example).steps())
    actions = example.answers.plan().actions
    assert actions
    places = [page.index(action.title) for action in actions]
    assert places == sorted(places)
    assert page.count("this week") == 1
    for action in actions:
        if action.last_start is not None:
            verb = "start by" if action.lead_weeks else "by"
            assert f"{verb} {short(action.last_start)}" in page


def test_a_plan_without_a_step_names_what_was_left_out(session: Session) -> None:
    """A target of a year without facts broke the page; an empty plan said that nothing is open."""
    target = Target(specialty="internal-medicine-ct1", year=2024)
    session.edit("Began", doctor=Doctor(hours_per_week=4), targets=(target,))
    page = words(PlanStation(session).steps())
    assert "nothing of recruitment 2024 is here" in page
    assert "Nothing is open" not in page


def test_a_programme_is_called_by_its_name(example: Session) -> None:
    page = words(PlanStation(example).steps())
    for target in example.record.targets:
        assert target.specialty not in page


def test_what_is_planned_already_is_not_told_to_start_after_it_ends(example: Session) -> None:
    for action in example.answers.plan().actions:
        if action.last_start is not None and action.finish is not None:
            assert action.last_start <= action.finish, action.title


def test_the_titles_of_criteria_keep_their_capitals(example: Session) -> None:
    because = " ".join(action.because for action in example.answers.plan().actions)
    assert "no cct" not in because


def test_a_step_that_is_done_is_left_out_and_named_by_its_title(example: Session) -> None:
    steps = PlanStation(example).steps()
    first = example.answers.plan().actions[0]
    example.edit("Done", actions=(Action(id="a1", of=first.id, status="done"),))
    page = words(steps)
    assert f"{first.title} : you marked it done" in page
    assert first.id not in page


def test_the_plan_follows_the_record(session: Session) -> None:
    steps = PlanStation(session).steps()
    session.change(half_filled(), "Half filled")
    assert "Answer" in words(steps)
    session.undo()
    assert "Name a programme" in words(steps)


def test_a_calendar_and_a_page_can_be_taken_away(session: Session) -> None:
    made = [one for one in every(PlanStation(session).take_away()) if isinstance(one, Download)]
    assert [one.label for one in made] == ["Calendar file (.ics)", "Page to print"]
    assert made[0]._make().startswith(b"BEGIN:VCALENDAR")
    assert made[1]._make().lstrip().startswith(b"<!")


def test_a_rule_that_breaks_is_said_in_words(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.rules.plan.plan", lambda *_: 1 / 0)
    assert "Something went wrong while working out the plan" in words(PlanStation(session).steps())
