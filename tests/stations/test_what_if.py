"""What if: every answer redraws the figures, the record stays as it is until it is accepted, and undo is one step."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.demos import demo_record
from workbook.stations.chosen import Chosen
from workbook.stations.evidence import STATION
from workbook.stations.session import Session
from workbook.stations.what_if import ANOTHER, Draft
from workbook.stations.what_if_view import WhatIfView
from workbook.store.memory import MemoryStore

from .conftest import DAY, ticking
from .walking import field, typed, words

WHAT = "What if I …"
BY = "By which day?"


@pytest.fixture
def session() -> Session:
    """The worked example, aiming for Internal Medicine in 2028."""
    store, clock = MemoryStore(), ticking()
    store.save(demo_record(data_root(), "trust-grade"), base=None, what="Opened", at=clock())
    return Session(store=store, facts=Facts(), on=DAY, clock=clock)


@pytest.fixture
def view(session: Session) -> WhatIfView:
    return WhatIfView(Chosen(session), STATION)


def finish_teaching(view: WhatIfView, by: str = "2 Mar 2027") -> None:
    typed(view, WHAT, "finish")
    typed(view, "Which one?", "e6")
    typed(view, BY, by)


def test_figures_change_at_once_and_the_record_does_not(view: WhatIfView, session: Session) -> None:
    """The worked example: teaching finished with its forms is 3 more supported points of 30, on the 2026 matrix."""
    before, number = session.record, session.store.newest().number
    finish_teaching(view)
    said = words(view)
    assert "Teaching experience 0 → becomes 3" in said
    assert "Total 12 → becomes 15" in said
    assert "is finished by 2 March 2027, with its document in order." in said
    assert "2026 matrix" in said
    assert session.record is before
    assert session.store.newest().number == number


def test_making_it_so_is_one_step_that_undo_takes_back(view: WhatIfView, session: Session) -> None:
    before = session.record
    finish_teaching(view, "1 Feb 2027")
    view.more()
    typed(view, WHAT, "pass")
    typed(view, "Which exam?", ANOTHER)
    typed(view, "Name of the exam", "MRCP PACES")
    typed(view, BY, "1 Jun 2027")
    view.accept()
    assert session.record.evidence[5].end == date(2027, 2, 1)
    assert session.record.evidence[5].status == "started", "a plan is not done"
    assert [(exam.name, exam.result) for exam in session.record.exams][-1] == ("MRCP PACES", "booked")
    assert "“Undo” takes it back" in words(view.notice)
    assert session.undo() == "Undone: What if, 2 changes made a plan"
    assert session.record == before


def test_what_the_record_says_already_is_not_written_again(view: WhatIfView, session: Session) -> None:
    """The worked example plans the end of its teaching for 2 March 2027 itself."""
    before = session.record
    finish_teaching(view, "2 Mar 2027")
    view.accept()
    assert "Your record says so already" in words(view.notice)
    assert session.record is before


def test_leaving_it_forgets_everything(view: WhatIfView, session: Session) -> None:
    before = session.record
    finish_teaching(view)
    view.leave()
    assert session.record is before
    assert "Total" not in words(view)
    assert field(view, WHAT).input.value is None
    finish = view.model.changes()
    assert finish == ()


def test_what_is_missing_is_asked_for_and_nothing_is_worked_out(view: WhatIfView) -> None:
    typed(view, WHAT, "finish")
    assert "Say which of your entries it is." in words(view)
    typed(view, "Which one?", "e6")
    assert "Say by which day." in words(view)
    assert view.accept_button.disabled
    view.accept()
    assert "Say by which day." in words(view.notice)


def test_a_day_before_the_entry_began_is_refused_in_words(view: WhatIfView) -> None:
    finish_teaching(view, "1 Jan 2026")
    assert "is before “Weekly teaching" in words(view)
    assert view.accept_button.disabled


def test_without_its_document_nothing_is_supported(view: WhatIfView) -> None:
    finish_teaching(view)
    typed(view, "Does its document come with it?", False)
    assert "Nothing changes here." in words(view)
    assert "without a document." in words(view)


def test_something_new_asks_its_kind_first_and_then_only_what_that_kind_needs(view: WhatIfView) -> None:
    typed(view, WHAT, "add")
    assert "Say what kind of thing it is." in words(view)
    typed(view, "What kind of thing is it?", "degree")
    assert "Say by which day." in words(view)
    typed(view, "What level is it?", "masters")
    typed(view, BY, "1 Sep 2027")
    assert "New: “Degree, diploma or certificate” is finished by 1 September 2027" in words(view)


def test_an_answer_that_would_be_different_is_thought_of_too(view: WhatIfView, session: Session) -> None:
    """Fewer than about three months of teaching are no regular programme."""
    finish_teaching(view)
    view.open_answers()
    before = session.record
    typed(view, "What feedback was collected?", "none")
    assert "Teaching experience 0 → becomes" not in words(view)
    typed(view, "What feedback was collected?", "formal")
    assert "Teaching experience 0 → becomes 3" in words(view)
    assert session.record is before


def test_only_what_is_not_done_can_be_finished(view: WhatIfView, session: Session) -> None:
    offered = {id for _, id in view.model.under_way()}
    assert offered == {"e4", "e6", "e10", "e11"}
    assert {id for _, id in view.model.without_document()} == {"e5", "e8"}


def test_a_document_becomes_a_step_of_the_plan(view: WhatIfView, session: Session) -> None:
    typed(view, WHAT, "document")
    typed(view, "For which one?", "e8")
    typed(view, BY, "18 Dec 2026")
    assert "Postgraduate degrees and qualifications 0 → becomes 1" in words(view)
    view.accept()
    assert session.record.evidence[7].proof is None
    assert session.record.actions[-1].title == "Get the document for “Postgraduate diploma in diabetes care”"


def test_leaving_and_starting_a_post(view: WhatIfView, session: Session) -> None:
    typed(view, WHAT, "end")
    typed(view, "Which post?", "p5")
    typed(view, BY, "30 Apr 2027")
    assert "“Trust-grade doctor, medicine” ends on 30 April 2027." in words(view)
    view.more()
    typed(view, WHAT, "start")
    typed(view, "First day", "1 May 2027")
    typed(view, "Part of full time", "0.6")
    view.accept()
    assert session.record.posts[4].end == date(2027, 4, 30)
    assert (session.record.posts[5].start, session.record.posts[5].fraction) == (date(2027, 5, 1), 0.6)


def test_an_entry_removed_meanwhile_is_said_and_breaks_nothing(view: WhatIfView, session: Session) -> None:
    finish_teaching(view)
    session.edit("Removed", evidence=())
    assert "Say which of your entries it is." in words(view), "the page shows none, so none is meant"
    assert view.accept_button.disabled
    assert "Something went wrong" not in words(view)


def test_a_day_that_cannot_be_read_is_never_the_day_typed_before_it(view: WhatIfView, session: Session) -> None:
    """The page showed 1/13/2027, and the plan of 2 March was written."""
    before = session.record
    finish_teaching(view)
    typed(view, BY, "1/13/2027")
    assert "“By which day?”: what is typed there is not taken yet." in words(view)
    assert "Total" not in words(view)
    assert view.accept_button.disabled and view.more_button.disabled
    view.accept()
    assert session.record is before
    typed(view, WHAT, "document")
    assert field(view, BY).input.value == "1/13/2027"
    assert view.model.changes() == ()
    typed(view, "For which one?", "e8")
    typed(view, BY, "18 Dec 2026")
    assert view.model.blockers() == ()


def test_a_last_day_that_cannot_be_read_is_not_an_open_end(view: WhatIfView, session: Session) -> None:
    typed(view, WHAT, "start")
    typed(view, "First day", "4 Aug 2027")
    typed(view, "Last day of the contract", "31 Jun 2028")
    view.accept()
    assert len(session.record.posts) == 5


@pytest.mark.parametrize(("said", "why"), [("0", "must be above 0"), ("1.5", "must be at most 1")])
def test_no_part_of_full_time_becomes_another_one(view: WhatIfView, session: Session, said: str, why: str) -> None:
    """0 was written as full time."""
    typed(view, WHAT, "start")
    typed(view, "First day", "4 Aug 2027")
    assert why in typed(view, "Part of full time", said)
    assert view.accept_button.disabled
    view.accept()
    assert len(session.record.posts) == 5
    typed(view, "Part of full time", "0.8")
    view.accept()
    assert session.record.posts[5].fraction == 0.8


def test_a_name_too_long_for_the_record_is_said_below_its_field(view: WhatIfView) -> None:
    typed(view, WHAT, "start")
    typed(view, "First day", "4 Aug 2027")
    assert "longer than 400 characters" in typed(view, "Title of the post", "x" * 401)
    assert view.accept_button.disabled


def test_an_answer_that_cannot_be_read_waits_too(view: WhatIfView, session: Session) -> None:
    before = session.record
    typed(view, WHAT, "add")
    typed(view, "What kind of thing is it?", "qip")
    typed(view, BY, "1 Mar 2027")
    cycles = next(f.label for f in session.facts.evidence().fields_of("qip") if f.key == "cycles")
    typed(view, cycles, "two or three")
    assert view.accept_button.disabled
    view.accept()
    assert session.record is before


def test_words_that_may_identify_a_patient_wait_for_the_answer(view: WhatIfView, session: Session) -> None:
    before = session.record
    typed(view, WHAT, "add")
    typed(view, "What kind of thing is it?", "qip")
    typed(view, BY, "1 Mar 2027")
    typed(view, "What is it? A few words", "Audit, NHS number 943 476 5919")
    view.accept()
    assert session.record is before
    assert "“What is it? A few words”" in words(view.notice)
    field(view, "What is it? A few words").leave_out()  # type: ignore[attr-defined]  # it is a text field
    view.accept()
    assert len(session.record.evidence) == len(before.evidence) + 1


def test_a_refused_write_keeps_what_was_said(
    view: WhatIfView, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_teaching(view, "1 Feb 2027")
    changes = view.model.changes()
    monkeypatch.setattr(Session, "edit", lambda *_, **__: "That cannot stand.")
    view.accept()
    assert "That cannot stand." in words(view.notice)
    assert view.model.changes() == changes
    assert field(view, BY).input.value == "1 Feb 2027"


def test_an_exam_passed_meanwhile_is_not_booked_again(view: WhatIfView, session: Session) -> None:
    """The chooser showed none any more, and the plan would have made a passed exam a booked one."""
    typed(view, WHAT, "pass")
    typed(view, "Which exam?", "x2")
    typed(view, BY, "1 Mar 2027")
    passed = tuple(
        exam.model_copy(update={"result": "pass"}) if exam.id == "x2" else exam for exam in session.record.exams
    )
    session.edit("Passed", exams=passed)
    assert "Say which exam." in words(view)
    view.accept()
    assert session.record.exams == passed


def test_turning_to_another_change_keeps_the_day(view: WhatIfView) -> None:
    finish_teaching(view)
    typed(view, WHAT, "document")
    typed(view, "For which one?", "e5")
    assert field(view, BY).input.value == "2 Mar 2027"
    assert view.model.draft.missing() is None


@pytest.mark.parametrize("what", ["finish", "document", "add", "pass", "start", "end"])
def test_nothing_said_is_never_a_change(what: str) -> None:
    assert Draft(what=what).missing()
