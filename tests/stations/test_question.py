"""The question of a session: the answer is saved as it is typed, can be taken back, and stays text."""

from __future__ import annotations

from workbook.record.models import Answer
from workbook.stations.question import answer_to, question
from workbook.stations.session import Session

from .conftest import DAY
from .walking import HOSTILE, field, markup, typed, words

TEXT = "What will I stop doing?"


def test_an_answer_is_saved_as_it_is_typed_and_undone(session: Session) -> None:
    box = question(session, "plan-stop", TEXT)
    typed(box, TEXT, "Extra nights")
    assert session.store.newest().record.answers == (Answer(id="plan-stop", text="Extra nights", on=DAY),)
    typed(box, TEXT, "Extra nights.\nAnd the rota.")
    assert answer_to(session, "plan-stop") == "Extra nights.\nAnd the rota."
    session.undo()
    assert field(box, TEXT).input.value == "Extra nights"


def test_an_emptied_answer_is_gone(session: Session) -> None:
    box = question(session, "plan-stop", TEXT)
    typed(box, TEXT, "Extra nights")
    typed(box, TEXT, "  ")
    assert session.record.answers == ()


def test_two_questions_keep_their_own_answers(session: Session) -> None:
    one, two = question(session, "plan-stop", TEXT), question(session, "spec-sure", "Where am I sure?")
    typed(one, TEXT, "Nights")
    typed(two, "Where am I sure?", "Teaching")
    typed(one, TEXT, "Locum nights")
    assert answer_to(session, "plan-stop") == "Locum nights"
    assert answer_to(session, "spec-sure") == "Teaching"


def test_an_answer_beyond_any_measure_is_refused_and_stays_on_the_page(session: Session) -> None:
    box = question(session, "plan-stop", TEXT)
    long = "x" * 20_001
    said = typed(box, TEXT, long)
    assert "Not saved yet" in said
    assert "Something went wrong" not in said
    assert session.record.answers == ()
    assert field(box, TEXT).input.value == long


def test_markup_in_an_answer_is_text(session: Session) -> None:
    box = question(session, "plan-stop", TEXT)
    typed(box, TEXT, HOSTILE)
    assert answer_to(session, "plan-stop") == HOSTILE
    assert "<img" not in markup(box)
    assert words(box) == ""
