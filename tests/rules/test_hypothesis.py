"""The record with a change in it: as a plan nothing is done yet, once it has come true it is."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.demos import demo_record
from workbook.record.models import Binned, Claim, Evidence, Exam, Post, Proof, Record
from workbook.rules.hypothesis import (
    Add,
    CannotApply,
    Document,
    EndPost,
    Finish,
    Pass,
    StartPost,
    apply,
    come_true,
    in_a_sentence,
)

FACTS, DAY, MARCH = Facts(), date(2026, 11, 20), date(2027, 3, 2)


@pytest.fixture(scope="module")
def record() -> Record:
    return demo_record(data_root(), "trust-grade")


def test_a_plan_never_says_that_it_is_done(record: Record) -> None:
    """Accepted, it is under way with its last day; no document is named, no exam passed."""
    changes = [
        Finish(entry="e6", by=date(2027, 2, 1)),
        Add(kind="qip", by=MARCH, title="Second audit"),
        Pass(exam="x2", by=date(2027, 3, 16)),
        Pass(name="MRCP PACES", by=date(2027, 6, 1)),
        Document(entry="e8", by=date(2026, 12, 18)),
    ]
    planned = apply(record, changes)
    teaching, audit = planned.evidence[5], planned.evidence[-1]
    assert (teaching.end, teaching.status, teaching.proof) == (date(2027, 2, 1), "started", None)
    assert (audit.title, audit.status, audit.proof) == ("Second audit", "started", None)
    assert [(exam.name, exam.result) for exam in planned.exams[1:]] == [
        ("MRCP Part 2 written", "booked"),
        ("MRCP PACES", "booked"),
    ]
    assert planned.evidence[7] == record.evidence[7], "no document is named that is not there"
    step = planned.actions[-1]
    assert (step.title, step.end, step.of, step.status) == (
        "Get the document for “Postgraduate diploma in diabetes care”", date(2026, 12, 18), "e8", "open",
    )  # fmt: skip


def test_what_has_happened_is_done_passed_and_documented(record: Record) -> None:
    happened = come_true(record, [Finish(entry="e6", by=MARCH), Pass(exam="x2", by=date(2027, 3, 16))])
    teaching = happened.evidence[5]
    assert teaching.status == "done"
    assert teaching.proof is not None
    assert (teaching.proof.dated, teaching.proof.identifiers_removed) == (MARCH, True)
    assert happened.exams[1].result == "pass"


def test_a_post_begins_and_another_ends(record: Record) -> None:
    changed = apply(
        record, [EndPost(post="p5", end=date(2027, 2, 2)), StartPost(start=date(2027, 2, 3), kind="trust-grade")]
    )
    assert changed.posts[4].end == date(2027, 2, 2)
    assert (changed.posts[5].id, changed.posts[5].start, changed.posts[5].end) == ("p6", date(2027, 2, 3), None)


def test_answers_that_would_be_different_stand_over_those_held() -> None:
    held = Record(evidence=(Evidence(id="e1", kind="qip", status="started", details={"cycles": 1, "stages": "all"}),))
    happened = come_true(held, [Finish(entry="e1", by=MARCH, answers={"cycles": 2})])
    assert happened.evidence[0].details == {"cycles": 2, "stages": "all"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Finish(entry="e1", by=MARCH), "is done already"),
        (Finish(entry="e99", by=MARCH), "no longer in your record"),
        (Finish(entry="e6", by=date(2026, 1, 1)), "is before “Weekly teaching"),
        (Document(entry="e99", by=MARCH), "no longer in your record"),
        (Pass(exam="x99", by=MARCH), "no longer in your record"),
        (EndPost(post="p99", end=MARCH), "no longer in your record"),
        (EndPost(post="p5", end=date(2025, 1, 1)), "before it began on 6 August 2025"),
        (StartPost(start=MARCH, end=DAY), "before it began on 2 March 2027"),
    ],
)
def test_what_does_not_fit_is_a_sentence(record: Record, change: Finish, said: str) -> None:
    with pytest.raises(CannotApply, match=said):
        apply(record, [change])


def test_each_change_is_said_in_words(record: Record) -> None:
    changes = [
        Finish(entry="e6", by=MARCH),
        Add(kind="qip", by=MARCH, documented=False),
        Pass(exam="x2", by=MARCH),
        EndPost(post="p5", end=MARCH),
        StartPost(start=MARCH, title="Clinical fellow"),
    ]
    said = [in_a_sentence(change, record, FACTS) for change in changes]
    assert said[0] == (
        "“Weekly teaching for final-year students, autumn and winter” is finished by 2 March 2027, with its document "
        "in order."
    )
    assert said[1].endswith("is finished by 2 March 2027, without a document.")
    assert said[2] == "MRCP Part 2 written is passed on 2 March 2027."
    assert said[3] == "“Trust-grade doctor, medicine” ends on 2 March 2027."
    assert said[4] == "A post, “Clinical fellow”, from 2 March 2027."


def test_ids_of_what_is_new_are_free() -> None:
    held = Record(
        evidence=(Evidence(id="e2"), Evidence(id="e3")), exams=(Exam(id="x2"),), posts=(Post(id="p2", start=DAY),)
    )
    changed = apply(held, [Add(kind="qip", by=MARCH), Pass(name="MRCP", by=MARCH), StartPost(start=MARCH)])
    assert Record.model_validate(changed.model_dump(by_alias=True)) == changed
    assert len({entry.id for entry in changed.evidence}) == 3


def test_a_plan_never_takes_the_id_of_an_entry_in_the_bin_on_which_a_claim_rests() -> None:
    claim = Claim(specialty="internal-medicine-ct1", year=2027, domain="quality", option="two", evidence=("e2",))
    held = Record(
        evidence=(Evidence(id="e1"),), claims=(claim,), binned=(Binned(entry=Evidence(id="e2", title="Audit"), on=DAY),)
    )
    changed = apply(held, [Add(kind="publication", by=MARCH, title="A paper, planned")])
    assert [entry.id for entry in changed.evidence] == ["e1", "e3"]


def test_a_document_held_keeps_its_name() -> None:
    held = Record(evidence=(Evidence(id="e1", kind="qip", status="done", proof=Proof(file="letter.pdf")),))
    proof = come_true(held, [Document(entry="e1", by=MARCH)]).evidence[0].proof
    assert proof is not None
    assert (proof.file, proof.dated) == ("letter.pdf", MARCH)
