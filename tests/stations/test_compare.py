"""The programmes side by side: targets first, any number, no order but the doctor's, and every figure with its year."""

from __future__ import annotations

import ipywidgets as widgets
import pytest

from workbook.record.models import Target
from workbook.stations.chosen import Chosen, ChosenList
from workbook.stations.compare import CompareModel, compare_view
from workbook.stations.evidence import STATION, EvidenceStation
from workbook.stations.session import Session

from .walking import every, field, markup, typed, words

IMT, GP = "internal-medicine-ct1", "general-practice-st1"
ADD = "Put another beside them"


@pytest.fixture
def aiming(session: Session) -> Session:
    """Two targets; the second named comes first by rank."""
    targets = (Target(specialty=GP, year=2027, rank=2), Target(specialty=IMT, year=2028, rank=1))
    session.edit("Targets", targets=targets)
    return session


def leave_out(page: widgets.Widget, name: str) -> None:
    buttons = (one for one in every(page) if isinstance(one, widgets.Button))
    next(one for one in buttons if one.tooltip == f"Leave out {name}").click()


def test_the_targets_stand_first_by_rank(aiming: Session) -> None:
    assert Chosen(aiming).programmes() == ((IMT, 2028), (GP, 2027))


def test_without_a_target_the_programme_on_the_page_is_shown(session: Session) -> None:
    session.look_at(GP, 2027)
    assert Chosen(session).programmes() == ((GP, 2027),)


def test_a_target_of_long_ago_that_is_no_programme_is_passed_over(session: Session) -> None:
    session.edit(
        "Targets", targets=(Target(specialty="no-such-programme", year=2027), Target(specialty=IMT, year=2027))
    )
    assert Chosen(session).programmes() == ((IMT, 2027),)
    assert "Something went wrong" not in words(EvidenceStation(session).compare())


def test_any_number_is_added_and_left_out_and_nothing_is_saved(aiming: Session) -> None:
    before = aiming.record
    chosen = Chosen(aiming)
    page = compare_view(chosen, STATION)
    for specialty in aiming.facts.specialty_ids()[:9]:
        typed(page, ADD, specialty)
    assert len(set(chosen.programmes())) == len(chosen.programmes()) >= 9
    assert field(page, ADD).input.value is None, "the chooser waits for the next one"
    for one in chosen.programmes():
        assert aiming.facts.specialty(one[0]).title in words(page)
    leave_out(page, chosen.name((IMT, 2028)))
    assert (IMT, 2028) not in chosen.programmes()
    assert aiming.record is before


def test_one_that_is_there_already_is_not_put_twice(aiming: Session) -> None:
    chosen = Chosen(aiming)
    chosen.add(IMT, 2028)
    assert chosen.programmes() == ((IMT, 2028), (GP, 2027))


def test_with_none_left_it_asks_for_one(aiming: Session) -> None:
    chosen = Chosen(aiming)
    page = compare_view(chosen, STATION)
    for one in chosen.programmes():
        leave_out(page, chosen.name(one))
    assert "No programme is chosen. Choose one above." in words(page)
    assert CompareModel(chosen).blockers() == ("No programme is chosen.",)


def test_the_list_follows_the_targets_until_it_is_changed(aiming: Session) -> None:
    chosen = Chosen(aiming)
    page = ChosenList(chosen, STATION)
    aiming.edit("Targets", targets=(Target(specialty=GP, year=2028),))
    assert chosen.programmes() == ((GP, 2028),)
    assert "General Practice ST1, 2028" in words(page)
    chosen.add(IMT, 2028)
    aiming.edit("Targets", targets=())
    assert chosen.programmes() == ((GP, 2028), (IMT, 2028))


def test_every_figure_has_its_year_and_its_source(aiming: Session) -> None:
    said = words(EvidenceStation(aiming).compare())
    assert "2026 matrix" in said
    assert "in 2025: 8,841 applications, 1,678 posts" in said
    assert "What this does not tell" in said
    assert "so it stands beside none of them" in said
    assert "No number: " in said, "General Practice gives no points of your own"


def test_no_column_can_be_sorted(aiming: Session) -> None:
    page = markup(EvidenceStation(aiming).compare())
    assert "aria-sort" not in page
    assert "<button" not in page
