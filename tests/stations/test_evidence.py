"""The inventory: each kind asks its own questions, each entry keeps its own answers, and the points follow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from workbook.facts.core import Unknown
from workbook.record.models import Evidence, Exam, Proof, Target
from workbook.stations.chosen import Chosen
from workbook.stations.entries import EntryList
from workbook.stations.evidence import EvidenceModel, EvidenceStation
from workbook.stations.inventory import InventoryModel
from workbook.stations.kind_form import kind_choices
from workbook.stations.session import Session
from workbook.ui.fields import Field

from .walking import entry_list, every, field, half_filled, typed, words

KIND = "What kind of thing is it?"


@pytest.fixture
def aiming(session: Session) -> Session:
    """Two entries of one kind and one of another; the aim is Internal Medicine in 2028."""
    session.edit(
        "Began",
        targets=(Target(specialty="internal-medicine-ct1", year=2028),),
        evidence=(
            Evidence(id="e1", kind="qip", title="First audit", details={"cycles": 2}),
            Evidence(id="e2", kind="qip", title="Second audit"),
            Evidence(id="e3", kind="teaching", title="Bedside teaching", details={"months": 3}),
        ),
    )
    return session


@pytest.fixture
def inventory(aiming: Session) -> EntryList:
    return entry_list(EvidenceStation(aiming).inventory())


def labels(made: EntryList) -> list[str]:
    return [one.label for one in every(made) if isinstance(one, Field)]


def label_of(session: Session, kind: str, key: str) -> str:
    return next(f.label for f in session.facts.evidence().words_of(kind).fields if f.key == key)


def test_two_entries_of_one_kind_keep_their_own_answers(inventory: EntryList, aiming: Session) -> None:
    cycles = label_of(aiming, "qip", "cycles")
    inventory.open_entry(0)
    assert field(inventory, cycles).input.value == "2"
    inventory.open_entry(1)
    assert field(inventory, cycles).input.value == ""
    typed(inventory, cycles, "1")
    typed(inventory, label_of(aiming, "qip", "stages"), "some")
    assert [entry.details for entry in aiming.record.evidence] == [
        {"cycles": 2},
        {"cycles": 1, "stages": "some"},
        {"months": 3},
    ]


def test_after_changing_the_kind_the_new_questions_are_asked_of_this_entry(
    inventory: EntryList, aiming: Session
) -> None:
    months = label_of(aiming, "teaching", "months")
    inventory.open_entry(2)
    assert field(inventory, months).input.value == "3"
    inventory.open_entry(1)
    typed(inventory, KIND, "teaching")
    assert field(inventory, months).input.value == "", "the other entry's months are not this one's"
    typed(inventory, months, "6")
    assert [entry.kind for entry in aiming.record.evidence] == ["qip", "teaching", "teaching"]
    assert [entry.details.get("months") for entry in aiming.record.evidence] == [None, 6, 3]
    inventory.open_entry(0)
    assert label_of(aiming, "qip", "cycles") in labels(inventory)
    assert months not in labels(inventory)


def test_a_kind_taken_away_leaves_the_entry_and_asks_nothing_more(inventory: EntryList, aiming: Session) -> None:
    inventory.open_entry(0)
    typed(inventory, KIND, None)
    assert aiming.record.evidence[0].kind is None
    assert label_of(aiming, "qip", "cycles") not in labels(inventory)
    aiming.undo()
    assert field(inventory, label_of(aiming, "qip", "cycles")).input.value == "2"


def test_after_removing_the_first_entry_the_form_writes_to_the_one_it_shows(
    inventory: EntryList, aiming: Session
) -> None:
    inventory.open_entry(0)
    inventory.remove()
    inventory.open_entry(0)
    assert field(inventory, "What is it? A few words").input.value == "Second audit"
    typed(inventory, label_of(aiming, "qip", "cycles"), "1")
    assert [entry.id for entry in aiming.record.evidence if entry.details.get("cycles")] == ["e2"]


def test_a_number_that_is_none_is_refused_and_not_carried_to_the_next_entry(
    inventory: EntryList, aiming: Session
) -> None:
    cycles = label_of(aiming, "qip", "cycles")
    inventory.open_entry(1)
    assert "is not a number" in typed(inventory, cycles, "two")
    inventory.open_entry(0)
    assert field(inventory, cycles).input.value == "2"
    assert aiming.record.evidence[1].details == {}


def test_every_kind_can_be_chosen_and_its_form_builds(inventory: EntryList, aiming: Session) -> None:
    inventory.open_entry(0)
    for title, kind in kind_choices(aiming.facts.evidence()):
        typed(inventory, KIND, kind)
        assert aiming.record.evidence[0].kind == kind, title
        assert "Something went wrong" not in words(inventory)


def test_no_two_kinds_are_offered_under_one_title(aiming: Session) -> None:
    titles = [title for title, _ in kind_choices(aiming.facts.evidence())]
    assert sorted(titles) == sorted(set(titles))


def test_a_document_makes_a_claim_a_supported_point(inventory: EntryList, aiming: Session) -> None:
    score = EvidenceStation(aiming).score()
    inventory.open_entry(0)
    for label, value in (
        ("Began", "10 Jan 2025"), ("Finished", "30 Jun 2025"), ("How far is it?", "done"),
        (label_of(aiming, "qip", "stages"), "all"),
    ):  # fmt: skip
        typed(inventory, label, value)
    assert "Supported by documents today 0 of 30" in words(score)
    assert "Claimed by you 4 of 30" in words(score)
    for label, value in (
        ("Name of the document", "qip-letter.pdf"), ("Signed by (a role)", "consultant"),
        ("Date on the document", "2 Jul 2025"), ("Are all patient details removed from it?", True),
    ):  # fmt: skip
        typed(inventory, label, value)
    assert "Supported by documents today 4 of 30" in words(score)
    aiming.undo()
    assert "Supported by documents today 4 of 30" not in words(score)


def test_the_line_of_an_entry_names_its_kind_its_day_and_its_document(aiming: Session) -> None:
    model = InventoryModel(aiming, Chosen(aiming))
    offered = {key: title for title, key in kind_choices(aiming.facts.evidence())}
    assert model.line(aiming.record.evidence[0]) == ("First audit", f"{offered['qip']} · no day · no document")
    assert model.line(Evidence(id="e9")) == ("Kind not said", "Kind not said · no day · no document")
    assert model.line(Evidence(id="e9", kind="a-kind-of-long-ago"))[0] == "Kind not said"


@pytest.mark.parametrize(("count", "said"), [(1, "1 entry has no document."), (2, "2 entries have no document.")])
def test_entries_without_a_document_are_counted(session: Session, count: int, said: str) -> None:
    with_one = Evidence(id="e0", proof=Proof(file="letter.pdf"))
    session.edit("Began", evidence=(with_one, *(Evidence(id=f"e{n}") for n in range(1, count + 1))))
    assert EvidenceModel(session).blockers() == (said,)


def test_a_programme_without_a_matrix_is_a_gap_of_ours_and_said_as_one(
    aiming: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise Unknown("no matrix")

    monkeypatch.setattr("workbook.rules.scoring.score", unknown)
    assert "That is a gap in our data" in words(EvidenceStation(aiming).score())


def test_a_rule_that_breaks_is_said_in_words(aiming: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    score = EvidenceStation(aiming).score()
    monkeypatch.setattr("workbook.rules.scoring.score", lambda *_: 1 / 0)
    aiming.change(half_filled(), "Half filled")
    assert "Something went wrong while working out the points" in words(score)


def test_a_claim_is_chosen_taken_back_and_belongs_to_the_matrix_year(session: Session) -> None:
    """The options on the page are those of the 2026 matrix, so the choice is kept under 2026 for the 2028 round."""
    session.look_at("internal-medicine-ct1", 2028)
    model = EvidenceModel(session)
    domain = next(domain for domain in model.domains() if domain.id == "quality-improvement")
    assert model.claim(domain, "two-cycles-all") is None
    assert [(c.year, c.option) for c in session.record.claims] == [(2026, "two-cycles-all")]
    assert model.claimed(domain) == "two-cycles-all"
    scored = next(d for d in session.answers.score("internal-medicine-ct1", 2028).domains if d.id == domain.id)
    assert (scored.claimed.points, scored.supported.points) == (4, 0)
    model.claim(domain, None)
    assert session.record.claims == ()


def test_the_extra_points_that_oriel_works_out_are_no_choice(session: Session) -> None:
    session.look_at("internal-medicine-ct1", 2028)
    assert "unique-applicant" not in [domain.id for domain in EvidenceModel(session).domains()]


def test_an_exam_is_entered_and_shown_as_a_line(session: Session) -> None:
    exams = EvidenceStation(session).exams()
    exams.add()
    form = exams._made["exam"]
    form.fields["name"].input.value = "MRCP Part 1"
    form.fields["sat"].input.value = "10/9/2025"
    assert [(exam.name, str(exam.sat)) for exam in session.record.exams] == [("MRCP Part 1", "2025-09-10")]


def test_an_exam_with_a_result_on_a_day_ahead_is_asked_about(session: Session) -> None:
    model = EvidenceModel(session)
    day = session.on + timedelta(days=1)
    assert "look again" in model.exam_line(Exam(id="x", name="MRCP Part 1", sat=day, result="pass"))[1]
    assert "look again" not in model.exam_line(Exam(id="x", name="MRCP Part 1", sat=day, result="booked"))[1]
    assert "look again" not in model.exam_line(Exam(id="x", name="MRCP Part 1", sat=session.on, result="pass"))[1]
