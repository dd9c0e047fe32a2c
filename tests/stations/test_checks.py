"""The claims and documents on the page: what to look at first, with what would make it right, following the record."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.record.models import Claim, Evidence, Proof, Target
from workbook.stations.checks import ChecksModel
from workbook.stations.entries import EntryList
from workbook.stations.evidence import EvidenceStation
from workbook.stations.session import Session
from workbook.ui.fields import FileField, TextField

from .walking import entry_list, every, field, markup, typed, words

IMT = "internal-medicine-ct1"


@pytest.fixture
def claiming(session: Session) -> Session:
    """A poster claimed as a talk, for the round of 2028."""
    session.edit(
        "Began",
        targets=(Target(specialty=IMT, year=2028),),
        evidence=(
            Evidence(
                id="e1", kind="presentation", title="Poster of the project", status="done", level="national",
                details={"form": "poster", "author": "first"},
                proof=Proof(file="poster.pdf", signed_by="organiser", identifiers_removed=True),
            ),
        ),
        claims=(Claim(specialty=IMT, year=2026, domain="presentations", option="oral-national"),),
    )  # fmt: skip
    return session


def test_a_claim_that_says_too_much_stands_first_with_what_makes_it_right(claiming: Session) -> None:
    view = EvidenceStation(claiming).claim_check()
    said = words(view)
    assert "Look at these again (1)" in said
    assert "Your entry says poster; this option asks for a talk." in said
    assert "What you have recorded meets “Poster shown at a national or international medical meeting" in said
    assert "<details" in markup(view), "the source is one press away"


def test_the_page_follows_a_changed_claim(claiming: Session) -> None:
    station = EvidenceStation(claiming)
    view = station.claim_check()
    station.model.claim(station.model.domains()[1], "poster-national")
    assert "These stand (1)" in words(view)
    assert "Look at these again" not in words(view)


def test_documents_say_what_is_missing(claiming: Session) -> None:
    said = words(EvidenceStation(claiming).documents())
    assert "0 of 1 entries have their document in order" in said
    assert "Not dated." in said and "the date on it" in said


def test_what_a_document_lacks_is_said_in_the_same_words_as_on_the_command_line(claiming: Session) -> None:
    (poster,) = claiming.record.evidence
    proof = Proof(
        file="poster.pdf", signed_by="organiser", dated=date(2025, 6, 2), identifiers_removed=True, language="ur"
    )
    claiming.edit("In Urdu", evidence=(poster.model_copy(update={"proof": proof}),))
    assert "Not in English." in words(EvidenceStation(claiming).documents())
    matters = {one.said for one in ChecksModel(claiming).documents().findings}
    assert "not in English" in matters


def test_entries_with_something_to_do_come_first(example: Session) -> None:
    rows = ChecksModel(example).entries()
    fine = [all(one.matter in ("in-order", "not-yet") for one in findings) for _, _, findings in rows]
    assert fine == sorted(fine)


def test_words_that_may_identify_a_patient_are_listed(claiming: Session) -> None:
    view = EvidenceStation(claiming).documents()
    assert "Words that may identify" not in words(view)
    entry = claiming.record.evidence[0].model_copy(update={"note": "Mrs Jones <b>"})
    claiming.edit("Note", evidence=(entry,))
    assert "“Mrs Jones” looks like the name of a patient" in words(view)


def test_a_programme_without_a_matrix_is_said_to_be_a_gap(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChecksModel, "claims", lambda _: None)
    assert "No scoring matrix for this programme is in the workbook" in words(EvidenceStation(session).claim_check())


@pytest.fixture
def opened(claiming: Session) -> EntryList:
    made = entry_list(EvidenceStation(claiming).inventory())
    made.open_entry(0)
    return made


def proof(session: Session) -> Proof:
    held = session.record.evidence[0].proof
    assert held is not None
    return held


def test_one_undo_takes_a_chosen_file_back(opened: EntryList, claiming: Session) -> None:
    pick = next(one for one in every(opened) if isinstance(one, FileField))
    pick.picked("letter.pdf", 300_000, "b" * 64)
    assert (proof(claiming).file, proof(claiming).size, proof(claiming).sha256) == ("letter.pdf", 300_000, "b" * 64)
    claiming.undo()
    assert (proof(claiming).file, proof(claiming).size, proof(claiming).sha256) == ("poster.pdf", None, None)
    assert pick.input.value == "poster.pdf"
    claiming.redo()
    assert proof(claiming).size == 300_000


def test_a_title_that_names_a_patient_waits_and_the_rest_is_saved(opened: EntryList, claiming: Session) -> None:
    label = "What is it? A few words"
    said = typed(opened, label, "Poster on Mrs Jones")
    assert "“Mrs Jones” looks like the name of a patient" in said
    assert claiming.record.evidence[0].title == "Poster on [left out]"
    assert field(opened, label).input.value == "Poster on Mrs Jones", "the page keeps what was typed"
    title = field(opened, label)
    assert isinstance(title, TextField)
    title.keep()
    assert claiming.record.evidence[0].title == "Poster on Mrs Jones"
    claiming.undo()
    claiming.undo()
    assert claiming.record.evidence[0].title == field(opened, label).input.value == "Poster of the project"
