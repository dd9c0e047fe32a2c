"""The top of the page: whose record, whether it is saved, undo, and the choice when two pages changed one record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.facts import Facts
from workbook.record import Record
from workbook.record.models import Absence, Doctor, Exam, Gmc, Permission, Post, Qualified, Rating, Target
from workbook.stations.header import Header, differences
from workbook.stations.session import Session
from workbook.stations.start import StartStation
from workbook.store.base import StoreProblem
from workbook.store.memory import MemoryStore
from workbook.ui.browser import Download

from .conftest import DAY, ticking
from .walking import every, field, typed, words


def named(label: str) -> Record:
    return Record(doctor=Doctor(label=label))


@pytest.fixture
def two() -> tuple[Session, Session]:
    """Two pages open on one record; the first has changed it since."""
    store = MemoryStore()
    store.save(named("Began"), base=None, what="Began", at=ticking()())
    facts = Facts()
    one, other = (Session(store=store, facts=facts, on=DAY, clock=ticking()) for _ in range(2))
    one.change(named("From page one"), "About you")
    return one, other


class FullDisk(MemoryStore):
    full = True

    def save(self, *args: Any, **more: Any) -> Any:
        if self.full:
            raise StoreProblem("The disk is full. Free some space; what you typed stays on this page.")
        return super().save(*args, **more)


def test_the_day_and_the_save_are_said(session: Session) -> None:
    header = Header(session)
    assert "As of 20 November 2026" in words(header)
    assert "Nothing entered yet" in words(header)
    session.edit("About you", doctor=Doctor(label="Trust doctor"))
    assert "Trust doctor" in words(header)
    assert "Saved on this computer" in words(header)


def test_an_example_says_that_nothing_is_kept(example: Session) -> None:
    assert "Worked example: nothing is kept" in words(Header(example))
    assert "Saved on" not in words(Header(example))


def test_undo_and_redo_say_what_they_did(session: Session) -> None:
    header = Header(session)
    assert header.undo_button.disabled
    session.edit("About you", doctor=Doctor(label="First"))
    session.edit("Your targets", targets=(Target(specialty="internal-medicine-ct1", year=2028),))
    assert not header.undo_button.disabled
    header.undo()
    assert "Undone: Your targets" in words(header.notice)
    assert session.record.targets == ()
    header.redo()
    assert "Your targets" in words(header.notice)
    assert len(session.record.targets) == 1


def test_nothing_to_take_back_is_said(session: Session) -> None:
    session.edit("About you", doctor=Doctor(label="First"))
    header = Header(session)
    header.redo()
    assert "There is nothing to do again." in words(header.notice)


def test_a_full_disk_is_said_and_the_sentence_goes_when_saving_works_again() -> None:
    store = FullDisk()
    session = Session(store=store, facts=Facts(), on=DAY, clock=ticking())
    header = Header(session)
    session.edit("About you", doctor=Doctor(label="First"))
    assert "The disk is full" in words(header.notice)
    assert "Not saved" in words(header)
    header.undo()
    assert "There is nothing to take back" not in words(header.notice)
    store.full = False
    session.edit("About you", doctor=Doctor(label="Second"))
    assert words(header.notice) == ""
    assert "Saved on this computer" in words(header)


def test_what_the_store_had_to_mend_is_said_when_the_page_opens(session: Session) -> None:
    session.said = ("The file was damaged.", "It was kept aside.")
    assert "The file was damaged. It was kept aside." in words(Header(session).notice)


def test_a_conflict_shows_both_versions_and_stops_undo(two: tuple[Session, Session]) -> None:
    _, other = two
    header = Header(other)
    assert header._conflict.layout.display == "none"
    other.change(named("From page two"), "About you")
    assert header._conflict.layout.display is None
    page = words(header)
    assert "Not saved: another page changed this record" in page
    assert "This record was changed on another page at" in page
    assert "About you name of the record: From page two name of the record: From page one" in page
    assert header.undo_button.disabled


def test_keeping_this_pages_version(two: tuple[Session, Session]) -> None:
    one, other = two
    header = Header(other)
    other.change(named("From page two"), "About you")
    header._mine.click()
    assert header._conflict.layout.display == "none"
    assert one.store.newest().record.doctor.label == "From page two"
    assert "From page one" in [revision.record.doctor.label for revision in one.store.history()]


def test_taking_the_other_pages_version_shows_it_in_the_forms(two: tuple[Session, Session]) -> None:
    _, other = two
    header, about = Header(other), StartStation(other).about_you()
    typed(about, "What shall this record be called?", "From page two")
    header._theirs.click()
    assert field(about, "What shall this record be called?").input.value == "From page one"
    assert other.store.newest().record.doctor.label == "From page one"
    assert "From page two" in [revision.record.doctor.label for revision in other.store.history()]
    assert header._conflict.layout.display == "none"


def test_a_record_erased_elsewhere_can_be_kept(two: tuple[Session, Session]) -> None:
    one, other = two
    header = Header(other)
    one.store.erase()
    other.change(named("From page two"), "About you")
    page = words(header)
    assert "This record was erased on another page." in page
    assert "brings the other one back" not in page
    header._mine.click()
    assert other.store.newest().record.doctor.label == "From page two"
    assert other.conflict is None


def test_a_record_erased_elsewhere_stays_erased_when_the_doctor_says_so(two: tuple[Session, Session]) -> None:
    """Erased is erased: nothing of this page may be written back into the history first."""
    one, other = two
    header = Header(other)
    one.store.erase()
    other.change(named("From page two"), "About you")
    header._theirs.click()
    assert other.record == Record()
    assert other.store.history() == []
    assert header._conflict.layout.display == "none"
    assert "Nothing entered yet" in words(header)
    other.change(named("Begun again"), "About you")
    assert other.conflict is None
    assert [revision.record.doctor.label for revision in other.store.history()] == ["Begun again", "My record"]


def test_a_version_that_cannot_be_set_aside_stays_on_the_page() -> None:
    store = FullDisk()
    store.full = False
    store.save(named("Began"), base=None, what="Began", at=ticking()())
    one, other = (Session(store=store, facts=Facts(), on=DAY, clock=ticking()) for _ in range(2))
    one.change(named("From page one"), "About you")
    other.change(named("From page two"), "About you")
    store.full = True
    header = Header(other)
    header._theirs.click()
    assert other.record.doctor.label == "From page two"
    assert header._conflict.layout.display is None
    assert "The disk is full" in words(header.notice)


def test_entries_that_differ_are_named_as_the_doctor_knows_them() -> None:
    mine = Record(
        doctor=Doctor(qualified=Qualified(country="NG"), gmc=Gmc(licence=True)),
        posts=(Post(id="p1", title="Night cover"), Post(id="p2")),
        absences=(Absence(left=date(2026, 9, 1)),),
        permissions=(Permission(id="v1", route="skilled-worker", start=date(2025, 1, 2)),),
        targets=(Target(specialty="general-practice-st1", year=2028),),
        exams=(Exam(id="x1", name="MRCP Part 1"),),
        ratings=(Rating(specialty="general-practice-st1", criterion="teaching-given", sure="sure"),),
    )
    found = {part: (here, there) for part, here, there in differences(mine, Record())}
    assert found == {
        "About you": ("degree: NG; GMC registration: yes", "degree: not said; GMC registration: not said"),
        "Programmes": ("1 entry; only here: general practice st1, 2028", "0 entries"),
        "Posts": ("2 entries; only here: Night cover, one without a title", "0 entries"),
        "Exams": ("1 entry; only here: MRCP Part 1", "0 entries"),
        "Permissions": ("1 entry; only here: skilled worker, 2 Jan 2025", "0 entries"),
        "Trips": ("1 entry; only here: left 1 Sep 2026", "0 entries"),
        "How sure you are": ("1 entry; only here: teaching given", "0 entries"),
    }


def test_two_equal_versions_differ_in_nothing(example: Session) -> None:
    assert differences(example.record, example.record) == ()


def test_export_opens_and_closes_and_each_file_can_be_made(example: Session) -> None:
    header = Header(example)
    header._toggle()
    assert header._downloads.layout.display is None
    made = [one for one in every(header) if isinstance(one, Download)]
    assert [one.label for one in made] == [
        "Calendar file (.ics)", "Page to print", "Evidence index (Word)", "Evidence index (Excel)",
        "Everything I entered",
    ]  # fmt: skip
    assert all(one._make() for one in made)
    header._toggle()
    assert header._downloads.layout.display == "none"
    header._toggle()
    assert [one for one in every(header) if isinstance(one, Download)] == made, "made once"


def test_a_header_that_cannot_be_shown_says_so(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    header = Header(session)
    monkeypatch.setattr(header._state, "fill", lambda **_: 1 / 0)
    session.edit("About you", doctor=Doctor(label="First"))
    assert "Something went wrong while showing whether it is saved" in words(header.notice)
