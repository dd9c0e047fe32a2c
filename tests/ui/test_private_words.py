"""Words that may identify a patient: shown before they are saved, kept or left out as the doctor says, never lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.record.identifiers import LEFT_OUT, identifying
from workbook.ui.fields import DayField, LongField, TextField
from workbook.ui.form import SlugField

NUMBER = "943 476 5919"


class Saved:
    """Stands for the record, which shows the field what it holds after every save."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.field: TextField | None = None

    def __call__(self, value: Any) -> str | None:
        self.values.append(value)
        if self.field is not None:
            self.field.put(value)
        return None


def field_of(kind: type[TextField], value: str | None = None) -> tuple[TextField, Saved]:
    saved = Saved()
    saved.field = kind("Title", value, saved)
    return saved.field, saved


def shown(field: TextField) -> str:
    """What the question says, as long as it is on the page."""
    asking = field.asking
    return asking.children[0].value if asking is not None and asking.layout.display != "none" else ""


@pytest.mark.parametrize("kind", [TextField, LongField])
def test_the_words_are_shown_and_only_the_rest_is_saved(kind: type[TextField]) -> None:
    field, saved = field_of(kind)
    field.input.value = f"Audit of {NUMBER} at night"
    assert f"“{NUMBER}” looks like an NHS number" in shown(field)
    assert saved.values == [f"Audit of {LEFT_OUT} at night"]
    assert field.input.value == f"Audit of {NUMBER} at night", "what was typed stays on the page"


def test_kept_as_it_is_they_are_saved_and_not_asked_about_again() -> None:
    field, saved = field_of(TextField)
    field.input.value = f"Audit of {NUMBER}"
    field.keep()
    assert saved.values[-1] == f"Audit of {NUMBER}"
    assert shown(field) == ""
    field.input.value = f"Audit of {NUMBER}, two cycles"
    assert saved.values[-1] == f"Audit of {NUMBER}, two cycles"
    assert shown(field) == ""


def test_an_answer_holds_for_those_words_and_for_no_others() -> None:
    field, saved = field_of(TextField)
    field.input.value = f"Audit of {NUMBER}"
    field.keep()
    field.input.value = f"Audit of {NUMBER} and Mrs Jones"
    assert "Mrs Jones" in shown(field) and NUMBER not in shown(field)
    assert saved.values[-1] == f"Audit of {NUMBER} and {LEFT_OUT}"


def test_left_out_they_are_gone_from_the_page_too() -> None:
    field, saved = field_of(LongField)
    field.input.value = "Saw Mrs Jones at night"
    field.leave_out()
    assert field.input.value == saved.values[-1] == f"Saw {LEFT_OUT} at night"
    assert shown(field) == ""


def test_words_changed_by_hand_are_saved_without_a_question() -> None:
    field, saved = field_of(TextField)
    field.input.value = "Saw Mrs Jones"
    field.input.value = "Saw a patient"
    assert saved.values[-1] == "Saw a patient"
    assert shown(field) == ""
    assert "ladder-wrong" not in field._dom_classes


def test_the_two_buttons_give_the_two_answers() -> None:
    field, saved = field_of(TextField)
    field.input.value = "Saw Mrs Jones"
    assert field.asking is not None
    field.asking.keep_button.click()
    assert saved.values[-1] == "Saw Mrs Jones"
    field.input.value = "Saw Mrs Jones, DOB 12/05/1948"
    field.asking.leave_button.click()
    assert saved.values[-1] == f"Saw Mrs Jones, DOB {LEFT_OUT}"


def test_undo_shows_what_was_there_before_and_redo_what_was_kept() -> None:
    field, saved = field_of(TextField, "Audit")
    field.input.value = f"Audit of {NUMBER}"
    field.put("Audit")
    assert (field.input.value, shown(field)) == ("Audit", "")
    field.put(f"Audit of {NUMBER}")
    assert (field.input.value, shown(field)) == (f"Audit of {NUMBER}", ""), "the record holds it: it was seen"
    assert len(saved.values) == 1, "showing passes nothing on"


def test_another_entry_in_the_same_field_is_asked_about_anew() -> None:
    field, _ = field_of(TextField)
    field.input.value = "Saw Mrs Jones"
    field.keep()
    field.put("Another entry", fresh=True)
    field.input.value = "Another entry of Mrs Jones"
    assert "Mrs Jones" in shown(field)


def test_a_change_elsewhere_does_not_save_them() -> None:
    field, saved = field_of(TextField)
    field.input.value = "Saw Mrs Jones"
    before = list(saved.values)
    field.retry()
    assert saved.values == before


def test_a_search_is_saved_nowhere_and_asks_nothing() -> None:
    saved = Saved()
    field = TextField("Search", None, saved, kept=False)
    field.input.value = "Mrs Jones"
    assert saved.values == ["Mrs Jones"]
    assert field.asking is None


def test_a_word_the_record_spells_its_own_way_is_watched_as_typed() -> None:
    saved = Saved()
    field = SlugField("Specialty", None, saved)
    field.input.value = "General medicine"
    field.input.value = "Mrs Jones"
    assert saved.values == ["general-medicine"]
    assert "Mrs Jones" in shown(field)
    field.keep()
    assert saved.values == ["general-medicine", "mrs-jones"]


def test_what_a_day_field_cannot_read_is_kept_without_them() -> None:
    kept: list[str] = []
    field = DayField("Began", None, lambda _: None)
    field.unread = kept.append
    field.input.value = f"31 Fe {NUMBER}"
    assert kept == [f"31 Fe {LEFT_OUT}"]


def test_the_words_are_shown_as_text() -> None:
    field, _ = field_of(TextField)
    field.input.value = "patient: <b>x MRN <i>A123456"
    assert "<b>x" not in shown(field) and "<i>" not in shown(field)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=4), st.sampled_from(["Mrs Jones", NUMBER, "DOB 12/05/1948", "a@b.org"]))
def test_nothing_identifying_is_saved_unseen_and_nothing_typed_leaves_the_page(texts: list[str], words: str) -> None:
    field, saved = field_of(LongField)
    for text in (*texts, f"{' '.join(texts)} {words}"):
        field.input.value = text
        assert field.input.value == text
    assert not any(identifying(value) for value in saved.values if value)
