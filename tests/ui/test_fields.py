"""What a doctor types is read in British order, said back, and kept on the page when it cannot be read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.ui.fields import ChoiceField, CountryField, DayField, NumberField, TextField, YesNoField


class Saved:
    """Stands for the record: remembers what a field passed on, and may refuse."""

    def __init__(self, why_not: str | None = None) -> None:
        self.values: list[Any] = []
        self.why_not = why_not

    def __call__(self, value: Any) -> str | None:
        self.values.append(value)
        return self.why_not


def line_of(field: Any) -> str:
    return field.children[-1].value


def test_a_day_is_read_day_first_and_said_back_with_its_weekday() -> None:
    saved = Saved()
    field = DayField("Starts on", None, saved)
    field.input.value = "3/8/2026"
    assert saved.values == [date(2026, 8, 3)]
    assert "Monday 3 August 2026" in line_of(field)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("30/2/2026", "February 2026 has no day 30"),
        ("29 Feb 2027", "February 2027 has no day 29"),
        ("3/13/2026", "there is no month 13"),
        ("3/8/26", "write the year in full"),
        ("soon", "is not a date; write it like 3 Aug 2026"),
        ("1/1/1026", "outside 1940 to 2100"),
    ],
)
def test_a_day_that_is_none_is_refused_with_what_to_write_and_nothing_is_saved(typed: str, said: str) -> None:
    saved = Saved()
    field = DayField("Ends on", date(2026, 8, 3), saved)
    field.input.value = typed
    assert saved.values == []
    assert said in line_of(field)
    assert field.input.value == typed, "what was typed stays on the page"


def test_an_emptied_day_is_saved_as_not_known() -> None:
    saved = Saved()
    field = DayField("Ends on", date(2026, 8, 3), saved)
    field.input.value = ""
    assert saved.values == [None]


def test_a_value_the_record_refuses_is_explained_under_the_field() -> None:
    field = DayField("Ends on", None, Saved("5 August 2025 is before the start, 5 August 2026"))
    field.input.value = "5 Aug 2025"
    assert "Not saved yet: 5 August 2025 is before the start" in line_of(field)


def test_a_value_from_elsewhere_is_shown_and_not_passed_on() -> None:
    saved = Saved()
    field = TextField("Title", "Clinical fellow", saved)
    field.put("Senior clinical fellow")
    assert field.input.value == "Senior clinical fellow"
    assert saved.values == []


def test_showing_the_same_day_again_does_not_rewrite_what_the_doctor_is_typing() -> None:
    field = DayField("Starts on", None, Saved())
    field.input.value = "3/8/2026"
    field.put(date(2026, 8, 3))
    assert field.input.value == "3/8/2026"


@pytest.mark.parametrize(("typed", "value"), [("4", 4), ("0.6", 0.6), ("0,6", 0.6), ("", None)])
def test_numbers_with_point_or_comma(typed: str, value: float | None) -> None:
    saved = Saved()
    field = NumberField("Part of full time", 1, saved)
    field.input.value = typed
    assert saved.values == [value]


@pytest.mark.parametrize("typed", ["four", "nan", "inf", "1e999"])
def test_a_number_that_is_none_is_refused(typed: str) -> None:
    saved = Saved()
    field = NumberField("Hours", None, saved)
    field.input.value = typed
    assert saved.values == []
    assert "is not a number" in line_of(field)


def test_a_country_is_two_letters_in_either_case() -> None:
    saved = Saved()
    field = CountryField("Country", None, saved)
    field.input.value = "ng"
    field.input.value = "Nigeria"
    assert saved.values == ["NG"]
    assert "two letters" in line_of(field)


def test_yes_no_and_not_said_are_three_different_answers() -> None:
    saved = Saved()
    field = YesNoField("Licence?", None, saved)
    field.input.value = True
    field.input.value = False
    field.input.value = None
    assert saved.values == [True, False, None]


def test_a_choice_the_data_no_longer_knows_is_shown_as_it_stands() -> None:
    field = ChoiceField("Kind", "old-kind", Saved(), (("New", "new"),))
    assert field.input.value == "old-kind"


def test_what_is_typed_is_text_in_the_line_below_too() -> None:
    field = DayField("Starts on", None, Saved())
    field.input.value = "<img src=x onerror=alert(1)>"
    assert "<img" not in line_of(field)


def test_every_input_has_its_label_as_accessible_name() -> None:
    for field in (
        TextField("Title", None, Saved()),
        DayField("Day", None, Saved()),
        YesNoField("Licence?", None, Saved()),
    ):
        assert field.input.description == field.label


def test_nothing_chosen_is_shown_in_words_from_the_first() -> None:
    made = ChoiceField("Kind", None, lambda _: None, (("One", 1), ("Two", 2)))
    assert made.input.label == "Not said"
    made.put(2)
    assert made.input.label == "Two"
    made.put(None)
    assert made.input.label == "Not said"


def test_other_choices_keep_what_is_chosen_where_they_hold_it() -> None:
    passed: list[object] = []
    made = ChoiceField("Kind", 2, passed.append, (("One", 1), ("Two", 2)))
    made.offer((("Two", 2), ("Three", 3)))
    assert made.input.value == 2
    made.offer((("Four", 4),))
    assert made.input.value is None
    assert made.input.label == "Not said"
    assert passed == []


def test_what_could_not_be_saved_is_told_and_shown_again_on_a_later_page() -> None:
    kept: list[str] = []
    day = DayField("Finished", None, lambda _: None)
    day.unread = kept.append
    day.input.value = "31 Fe"
    assert kept == ["31 Fe"]
    later = DayField("Finished", None, lambda _: kept.append("saved"))
    later.resume("31 Fe")
    assert later.input.value == "31 Fe"
    assert "Not saved yet" in later._line.value
    later.put(None)
    assert later.input.value == "31 Fe", "the record says the same as before: the words stay"
    assert kept == ["31 Fe"], "showing it again saves nothing"
    later.input.value = "28 Feb 2026"
    assert kept == ["31 Fe", "saved"]


def test_a_value_that_does_not_fit_yet_is_told_too() -> None:
    kept: list[str] = []
    day = DayField("Finished", None, lambda _: "it is before the start")
    day.unread = kept.append
    day.input.value = "1 Jan 2020"
    assert kept == ["1 Jan 2020"]
    day.resume("1 Jan 2020")
    assert "does not fit" in day._line.value
