"""What must be read again is listed with the reason, and nothing else is."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from workbook.facts.search import Index, load_index, make_index
from workbook.facts.upkeep.stale import stale
from workbook.facts.where import data_root


@pytest.fixture(scope="module")
def index() -> Index:
    return make_index(data_root())


def test_nothing_is_stale_on_the_day_it_was_read(index: Index) -> None:
    assert stale(index, min(row.checked_on for row in index.rows)) == ()


def test_after_an_october_every_specification_and_matrix_is(index: Index) -> None:
    found = {each.file for each in stale(index, date(2027, 10, 2))}
    yearly = {row.file for row in index.rows if row.kind in ("person-spec", "scoring", "programme")}
    assert yearly <= found
    said = next(each for each in stale(index, date(2027, 10, 2)) if each.file.startswith("person_specs/"))
    assert "to be read again by 1 October 2027 (each October" in said.because[0]


def test_after_the_sixth_of_april_every_visa_figure_is(index: Index) -> None:
    found = {each.file for each in stale(index, date(2027, 4, 7))}
    assert {row.file for row in index.rows if row.kind == "visa-figures"} <= found
    guides = [row for row in index.rows if row.kind == "guide" and row.status.value == "in_force"]
    assert not [row.id for row in guides if row.stale_on(date(2027, 4, 7))], "a guide holds for a year"


def test_a_proposal_is_after_ninety_days(index: Index) -> None:
    proposed = [row for row in index.rows if row.status.value == "proposed"]
    assert proposed
    for row in proposed:
        assert row.stale_on(row.checked_on + timedelta(days=91))


def test_what_was_provisional_or_projected_is_when_its_day_has_come(index: Index) -> None:
    coming = [row for row in index.rows if row.comes]
    assert coming
    for row in coming:
        assert row.comes is not None
        assert any("and its day, " in reason for reason in row.reasons(row.comes))
        assert not any("and its day, " in reason for reason in row.reasons(row.comes - timedelta(days=1)))


def test_a_later_day_never_lists_less(index: Index) -> None:
    def facts(on: date) -> set[str]:
        return {row.id for each in stale(index, on) for row in each.facts}

    days = [date(2026, 12, 1), date(2027, 2, 20), date(2027, 4, 7), date(2027, 10, 2), date(2028, 1, 1)]
    found = [facts(day) for day in days]
    assert all(earlier <= later for earlier, later in pairwise(found))
    assert len(found[-1]) == len(index.rows), "nothing holds for ever"


def test_what_was_copied_from_another_year_is_listed_at_once(copied: Path) -> None:
    place = copied / "guides/revalidation.yaml"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("\nstatus:", "\ncarried_over_from: 2025\nstatus:", 1), encoding="utf-8")
    index = load_index(copied)
    found = [each for each in stale(index, date(2026, 11, 20)) if each.file == "guides/revalidation.yaml"]
    assert found
    assert found[0].because == ("copied from 2025 and not read since",)
    assert str(found[0]).startswith("data/guides/revalidation.yaml: all ")
