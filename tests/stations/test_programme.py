"""Choosing a programme turns every page to it and saves nothing: reading is not a target."""

from __future__ import annotations

from workbook.record.models import Target
from workbook.stations.evidence import EvidenceStation
from workbook.stations.person_spec import PersonSpecStation
from workbook.stations.programme import ProgrammeChooser, looking_at, programme_choices, year_choices
from workbook.stations.session import Session

from .walking import words


def test_without_a_target_the_first_programme_and_the_next_round_are_shown(session: Session) -> None:
    assert looking_at(session) == (programme_choices(session)[0][1], 2028)


def test_the_first_target_by_rank_is_shown_before_anything_is_chosen(session: Session) -> None:
    second = Target(specialty="general-practice-st1", year=2029, rank=2)
    first = Target(specialty="internal-medicine-ct1", year=2028, rank=1)
    session.edit("Targets", targets=(second, first))
    assert looking_at(session) == ("internal-medicine-ct1", 2028)


def test_programmes_are_offered_by_title_those_after_foundation_first(session: Session) -> None:
    catalogue = session.facts.specialties()
    offered = programme_choices(session)
    assert {key for _, key in offered} == set(catalogue)
    higher = [bool({"st3", "st4"} & set(catalogue[key].levels)) for _, key in offered]
    assert higher == sorted(higher), "a doctor in a service post looks for the entry level first"
    for which in (True, False):
        titles = [title for (title, _), is_higher in zip(offered, higher, strict=True) if is_higher is which]
        assert titles == sorted(titles)


def test_the_years_reach_from_the_last_matrix_to_a_few_rounds_ahead(session: Session) -> None:
    assert [year for _, year in year_choices(session)] == [2026, 2027, 2028, 2029, 2030]


def test_choosing_turns_every_page_and_saves_nothing(session: Session) -> None:
    chooser = ProgrammeChooser(session, "evidence")
    other = ProgrammeChooser(session, "person-spec")
    score, gates = EvidenceStation(session).score(), PersonSpecStation(session).gates()
    chooser.programme.input.value = "internal-medicine-ct1"
    chooser.year.input.value = 2026
    assert looking_at(session) == ("internal-medicine-ct1", 2026)
    assert "of 30" in words(score)
    assert "Internal Medicine Training CT1, posts starting in 2026" in words(gates)
    assert (other.programme.input.value, other.year.input.value) == ("internal-medicine-ct1", 2026)
    assert session.store.newest() is None


def test_a_year_that_is_not_offered_is_shown_as_it_stands(session: Session) -> None:
    chooser = ProgrammeChooser(session, "evidence")
    session.edit("Targets", targets=(Target(specialty="internal-medicine-ct1", year=2035),))
    assert chooser.year.input.value == 2035
    assert words(chooser) == ""


def test_every_offered_round_of_every_programme_can_be_read(session: Session) -> None:
    chooser = ProgrammeChooser(session, "evidence")
    score, gates = EvidenceStation(session).score(), PersonSpecStation(session).gates()
    for _, programme in programme_choices(session):
        for _, year in year_choices(session):
            chooser.programme.input.value, chooser.year.input.value = programme, year
            assert "Something went wrong" not in words(score) + words(gates), (programme, year)
