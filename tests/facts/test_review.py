"""When a fact must be read again comes from a rule in data/, and the earliest reason counts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.facts.core import FactError, Status
from workbook.facts.review import review_rules
from workbook.facts.where import data_root

READ = date(2026, 11, 20)
FOLDERS = ("person_specs", "scoring", "specialties", "recruitment", "competition", "visa", "guides", "evidence")


def due(folder: str, status: Status = Status.IN_FORCE, *known: date, read: date = READ) -> date:
    return review_rules(data_root()).of(folder)(read, status, frozenset(known))[0]


@pytest.mark.parametrize(
    ("folder", "day"),
    [
        ("person_specs", date(2027, 10, 1)),  # each 1 October
        ("scoring", date(2027, 10, 1)),
        ("visa", date(2027, 4, 6)),  # each 6 April
        ("guides", date(2027, 11, 20)),  # yearly
    ],
)
def test_each_kind_has_its_rule(folder: str, day: date) -> None:
    assert due(folder) == day


def test_read_on_the_day_itself_means_again_in_a_year() -> None:
    assert due("person_specs", read=date(2026, 9, 30)) == date(2026, 10, 1)
    assert due("person_specs", read=date(2026, 10, 1)) == date(2027, 10, 1)


def test_law_under_consultation_is_read_again_after_ninety_days() -> None:
    assert due("visa", Status.PROPOSED) == READ + timedelta(days=90)
    assert due("guides", Status.PROPOSED) == READ + timedelta(days=90)


def test_a_visa_figure_is_read_again_when_a_value_begins() -> None:
    assert due("visa", Status.IN_FORCE, date(2027, 3, 26)) == date(2027, 3, 26)
    assert due("visa", Status.IN_FORCE, date(2024, 3, 26)) == date(2027, 4, 6), "a day that had passed gives no reason"
    assert due("guides", Status.IN_FORCE, date(2027, 3, 26)) == date(2027, 11, 20), "only where the rule asks for it"


def test_the_reason_is_that_of_the_earliest_day() -> None:
    review = review_rules(data_root()).of("visa")
    assert "each April" in review(READ, Status.IN_FORCE, frozenset())[1]
    assert "90 days" in review(READ, Status.PROPOSED, frozenset())[1]
    assert "begins or ends" in review(READ, Status.IN_FORCE, frozenset({date(2027, 1, 1)}))[1]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(FOLDERS), st.sampled_from(list(Status)))
def test_a_fact_is_read_again_later_than_it_was_read_and_within_a_year(read: date, folder: str, status: Status) -> None:
    day = due(folder, status, read=read)
    assert read < day <= read + timedelta(days=366)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("folders: {visa: {because: x}}\ncommencement: x\n", "needs each, months or days"),
        ("folders: {visa: {each: ['02-30'], because: x}}\ncommencement: x\n", "folders, visa, each"),
        ("folders: {visa: {each: ['02-29'], because: x}}\ncommencement: x\n", "folders, visa, each"),
        ("folders: {visa: {days: 0, because: x}}\ncommencement: x\n", "greater than 0"),
        ("folders: [\n", "line 2"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "review.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FactError) as caught:
        review_rules(tmp_path)
    assert str(caught.value).startswith("data/review.yaml")
    assert said in str(caught.value)
