"""One of many: in groups, by number in the browser, by value for the record; nothing moves while it is answered."""

from __future__ import annotations

from typing import Any

from workbook.ui.grouped import GroupedField, Groups, Listed

FRUIT = ("Fruit", (Listed("Apple", "apple", ("Bramley",)), Listed("Pear", "pear")))
NUTS = ("Nuts", (Listed("Walnut", "walnut"),))


def made(value: Any = None, groups: Any = lambda _: (FRUIT, NUTS)) -> tuple[GroupedField, list[Any]]:
    told: list[Any] = []
    field = GroupedField("What?", value, told.append, groups, blank="Choose", hint="Type to find")
    return field, told


def test_the_browser_gets_groups_with_numbers_and_the_words_to_find_them_by() -> None:
    field, _ = made("pear")
    assert field.input.groups == [
        ["Fruit", [[0, "Apple", "Bramley"], [1, "Pear", ""]]],
        ["Nuts", [[2, "Walnut", ""]]],
    ]
    assert field.input.index == 1


def test_what_is_chosen_in_the_browser_is_passed_on_and_nothing_chosen_as_well() -> None:
    field, told = made()
    field.input.index = 2
    field.input.index = None
    assert told == ["walnut", None]


def test_a_value_from_elsewhere_is_shown_and_passed_on_to_nobody() -> None:
    field, told = made()
    field.put("apple")
    assert (field.input.index, field.input.value, told) == (0, "apple", [])


def test_a_choice_that_cannot_stand_says_why() -> None:
    field = GroupedField("What?", None, lambda _: "not today", lambda _: (FRUIT,), blank="Choose", hint="Find")
    field.input.index = 0
    assert "Not saved yet: not today" in field._line.value


def test_the_list_stays_as_it_is_until_the_field_turns_to_another_entry() -> None:
    order = [(FRUIT, NUTS)]

    def groups(_: Any) -> Groups:
        return order[0]

    field, _ = made(groups=groups)
    order[0] = (NUTS, FRUIT)
    field.input.index = 0
    field.put("apple")
    assert field.input.value == "apple"
    field.put("apple", fresh=True)
    assert (field.input.index, field.input.groups[0][0]) == (1, "Nuts")


def test_a_number_that_is_no_choice_changes_nothing() -> None:
    field, told = made("pear")
    field.input.index = 99
    assert (field.input.value, told) == ("pear", [])
