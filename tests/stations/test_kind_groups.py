"""The kinds to choose from: in groups, each thing once, those the doctor has first, found by the words doctors use."""

from __future__ import annotations

import pytest

from workbook.facts import Facts
from workbook.facts.core import Unknown
from workbook.record.models import Evidence
from workbook.stations.kind_groups import PAPERS, USED, kind_choices, kind_groups
from workbook.stations.session import Session

FACTS = Facts()


def grouped(session: Session, chosen: str | None = None) -> dict[str, list[str]]:
    return {title: [one.value for one in listed] for title, listed in kind_groups(session, chosen)}


def test_every_kind_that_can_be_chosen_stands_in_one_group(session: Session) -> None:
    groups = grouped(session)
    listed = [id for ids in groups.values() for id in ids]
    assert sorted(listed) == sorted(id for _, id in kind_choices(FACTS.evidence()))
    assert len(listed) == len({*listed})
    assert list(groups) == [
        "Teaching", "Audit and quality improvement", "Leadership and management", "Academic and research",
        "Commitment to specialty", "Clinical capability", PAPERS,
    ]  # fmt: skip
    assert "qip" in groups["Audit and quality improvement"]
    assert "crest-form" in groups[PAPERS]


def test_those_the_doctor_has_stand_first_and_once(session: Session) -> None:
    session.edit("Began", evidence=(Evidence(id="e1", kind="teaching"), Evidence(id="e2", kind="audit-closed-loop")))
    groups = grouped(session)
    assert next(iter(groups)) == USED
    assert groups[USED] == ["audit-closed-loop", "teaching"]
    assert "teaching" not in groups["Teaching"]


def test_an_entry_of_a_kind_no_longer_offered_keeps_its_title(session: Session) -> None:
    ((title, listed), *_) = kind_groups(session, "course-certificate")
    assert (title, [one.title for one in listed]) == (USED, ["Course certificate"])


def test_an_entry_of_a_kind_nobody_knows_can_still_be_shown(session: Session) -> None:
    ((_, listed), *_) = kind_groups(session, "a-kind-of-long-ago")
    assert [(one.title, one.value) for one in listed] == [("a kind of long ago", "a-kind-of-long-ago")]


@pytest.mark.parametrize(
    ("thing", "document"),
    [
        ("course", "course-certificate"), ("conference", "conference-certificate"), ("qip", "qip-report"),
        ("leadership", "role-letter"), ("exposure", "taster-letter"), ("publication", "pubmed-link"),
        ("presentation", "abstract"), ("reflection", "reflective-entry"), ("teaching", "teaching-feedback"),
        ("msra-result", "msra"),
    ],
)  # fmt: skip
def test_a_thing_and_what_proves_it_are_one_choice(session: Session, thing: str, document: str) -> None:
    offered = [id for _, id in kind_choices(FACTS.evidence())]
    assert thing in offered
    assert document not in offered
    assert document in FACTS.evidence().ids(), "an entry that bears it is still understood"
    title = FACTS.evidence().title_of(document)
    (found,) = [one for _, listed in kind_groups(session, None) for one in listed if one.value == thing]
    assert title in found.also, "who looks for the document finds the thing"


def test_a_document_that_proves_a_kind_is_offered_only_where_a_gate_asks_for_it() -> None:
    kinds = FACTS.evidence()
    proves = {id for words in kinds.vocabulary.values() for id in words.proved_by} & {*kinds.documents}
    still = proves & {id for _, id in kind_choices(kinds)}
    assert still
    for id in still:
        assert any(_gate_asks(specialty, id) for specialty in FACTS.specialty_ids()), id


def test_what_a_new_entry_is_made_of_instead_can_be_chosen() -> None:
    kinds = FACTS.evidence()
    offered = {id for _, id in kind_choices(kinds)}
    instead = {
        each.instead for each in (*kinds.kinds.values(), *kinds.vocabulary.values(), *kinds.documents.values())
        if each.instead
    }  # fmt: skip
    assert instead
    assert instead <= offered


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("poster", "presentation"),
        ("case report", "publication"),
        ("advanced life support", "course"),
        ("osce", "teaching"),
    ],
)
def test_a_kind_is_found_by_the_words_doctors_use(session: Session, typed: str, kind: str) -> None:
    found = {
        one.value for _, listed in kind_groups(session, None) for one in listed
        if all(word in " ".join((one.title, *one.also)).lower() for word in typed.split())
    }  # fmt: skip
    assert kind in found


def _gate_asks(specialty: str, id: str) -> bool:
    try:
        return any(id in one.evidence for one in FACTS.person_spec(specialty, 2027).essential)
    except Unknown:
        return False
