"""The first page: what is still missing, three figures, and every detail saved as it is typed."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.record.models import Permission, Settled, Target
from workbook.stations.session import Session
from workbook.stations.start import Card, StartModel, StartStation

from .conftest import DAY
from .walking import entry_list, field, half_filled, markup, typed, words


def test_an_empty_record_is_told_what_the_other_pages_wait_for(session: Session) -> None:
    page = words(StartStation(session).where_i_stand())
    for sentence in StartModel(session).blockers():
        assert sentence in page
    assert len(StartModel(session).blockers()) == 4
    assert "Points your documents support – name a programme first" in page
    assert "The next three steps" not in page


def test_a_sentence_goes_once_its_entry_is_there(session: Session) -> None:
    session.change(half_filled(), "Half filled")
    assert StartModel(session).blockers() == ()


def test_a_status_that_needs_no_visa_is_no_gap(session: Session) -> None:
    doctor = session.record.doctor.model_copy(update={"settled": Settled(kind="ilr")})
    session.edit("Your status", doctor=doctor)
    assert not any("permission" in sentence for sentence in StartModel(session).blockers())
    assert "none needed by the status you entered" in words(StartStation(session).where_i_stand())


@pytest.mark.parametrize(("end", "said"), [(date(2026, 11, 21), "1 day left"), (date(2026, 11, 30), "10 days left")])
def test_the_days_left_are_counted_to_the_last_day_of_the_permission(session: Session, end: date, said: str) -> None:
    held = Permission(id="v1", route="skilled-worker", start=date(2025, 1, 1), end=end)
    session.edit("Permission", permissions=(held,))
    assert said in words(StartStation(session).where_i_stand())


def test_the_figures_follow_the_rules(example: Session) -> None:
    target = example.answers.target()
    assert target is not None
    cards = StartModel(example).cards()
    score = example.answers.score(target.specialty, target.year)
    if score.scored:
        assert cards[0].figure == f"{score.total.supported:g}"
        assert f"on the {score.matrix_year} matrix" in cards[0].after
    else:
        assert cards[0] == Card(
            "Points your documents support",
            "–",
            "this programme gives no points for a portfolio, or none are published",
        )
    met = [gate for gate in example.answers.gates(target.specialty, target.year).findings if gate.verdict == "met"]
    assert cards[1].figure == str(len(met))
    held = example.answers.permission().permission
    assert held is not None
    assert held.end is not None
    assert cards[2].figure == str((held.end - DAY).days)


def test_the_first_three_steps_of_the_plan_stand_here(example: Session) -> None:
    page = words(StartStation(example).where_i_stand())
    for step in example.answers.plan().actions[:3]:
        assert step.title in page


def test_each_detail_is_saved_as_it_is_typed(session: Session) -> None:
    about = StartStation(session).about_you()
    typed(about, "What shall this record be called?", "Trust doctor")
    typed(about, "Hours a week you can give to your portfolio", "4,5")
    typed(about, "Country of your medical degree", "ng")
    assert "Friday 27 November 2020" in typed(about, "Day you qualified", "27/11/2020")
    typed(about, "Full GMC registration from", "16 Mar 2026")
    typed(about, "Do you hold a licence to practise now?", True)
    doctor = session.store.newest().record.doctor
    assert (doctor.label, doctor.hours_per_week) == ("Trust doctor", 4.5)
    assert (doctor.qualified.country, doctor.qualified.on) == ("NG", date(2020, 11, 27))
    assert (doctor.gmc.full_registration_on, doctor.gmc.licence) == (date(2026, 3, 16), True)


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Hours a week you can give to your portfolio", "200"),
        ("Hours a week you can give to your portfolio", "a few"),
        ("Country of your medical degree", "Nigeria"),
        ("Day you qualified", "31/6/2020"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_written(session: Session, label: str, value: str) -> None:
    assert "Not saved yet" in typed(StartStation(session).about_you(), label, value)
    assert session.store.newest() is None


def test_undo_is_seen_in_the_form(session: Session) -> None:
    about = StartStation(session).about_you()
    typed(about, "What shall this record be called?", "First")
    typed(about, "What shall this record be called?", "Second")
    session.undo()
    assert field(about, "What shall this record be called?").input.value == "First"


def test_a_new_target_is_a_programme_not_yet_named_in_the_next_round(session: Session) -> None:
    made = entry_list(StartStation(session).targets())
    made.add()
    made.add()
    first, second = session.record.targets
    assert first.specialty != second.specialty
    assert {first.year, second.year} == {2028}
    assert (first.rank, second.rank) == (1, 2)


def test_choosing_another_programme_changes_the_figures(session: Session) -> None:
    station = StartStation(session)
    stand, made = station.where_i_stand(), entry_list(station.targets())
    made.add()
    typed(made, "Programme", "internal-medicine-ct1")
    assert "0 of 30, on the 2026 matrix" in words(stand)
    typed(made, "Programme", "general-practice-st1")
    assert "this programme gives no points for a portfolio" in words(stand)
    assert session.record.targets == (Target(specialty="general-practice-st1", year=2028, rank=1),)


def test_a_target_of_a_year_that_is_no_longer_offered_can_still_be_opened(session: Session) -> None:
    old = Target(specialty="internal-medicine-ct1", year=2025)
    session.edit("Targets", targets=(Target(specialty="general-practice-st1", year=2028), old))
    made = entry_list(StartStation(session).targets())
    made.open_entry(0)
    made.open_entry(1)
    assert field(made, "Year the post starts").input.value == 2025
    assert session.record.targets[1] == old


def test_the_examples_are_links_and_the_open_one_is_marked(session: Session, example: Session) -> None:
    assert 'href="?demo=trust-grade"' in markup(StartStation(session).examples())
    assert "My own record" not in words(StartStation(session).examples())
    page = markup(StartStation(example).examples())
    assert f'href="?demo={example.demo}" aria-current="true"' in page
    assert 'href="?"' in page


def test_figures_that_cannot_be_worked_out_are_said_in_words(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    stand = StartStation(session).where_i_stand()
    monkeypatch.setattr("workbook.rules.gates.gates", lambda *_: 1 / 0)
    session.change(half_filled(), "Half filled")
    assert "Something went wrong while adding it all up" in words(stand)
    monkeypatch.undo()
    session.edit("About you", doctor=session.record.doctor.model_copy(update={"label": "Again"}))
    assert "Something went wrong" not in words(stand)
