"""What comes in is looked over: each word by which a patient could be known gets a line in the report of its row."""

from __future__ import annotations

import pytest

from workbook.record.identifiers import LEFT_OUT
from workbook.record.importing.known import Known
from workbook.record.importing.privacy import looked_over
from workbook.record.importing.rows import Incoming, Refused, read_rows
from workbook.record.importing.table import read_table
from workbook.record.models import Evidence, Proof

NUMBER = "943 476 5919"


@pytest.mark.parametrize(
    "entry",
    [
        Evidence(id="e1", title=f"Audit {NUMBER}"),
        Evidence(id="e1", title="Audit", note=f"About {NUMBER}"),
        Evidence(id="e1", title="Audit", details={"theme": NUMBER}),
        Evidence(id="e1", title="Audit", proof=Proof(file=f"{NUMBER}.pdf")),
        Evidence(id="e1", title="Audit", proof=Proof(file="a.pdf", signed_by=NUMBER)),
    ],
)
def test_the_row_says_which_words_and_they_can_be_left_out(entry: Evidence) -> None:
    kept = looked_over(Incoming(row=3, entry=entry), leave_out=False)
    assert kept.entry == entry
    assert len(kept.doubts) == 1 and f"“{NUMBER}” looks like an NHS number" in kept.doubts[0]
    left = looked_over(Incoming(row=3, entry=entry), leave_out=True)
    assert NUMBER not in left.entry.model_dump_json()
    signed = left.entry.proof.signed_by if left.entry.proof else None
    assert LEFT_OUT in left.entry.model_dump_json() or signed is None


def test_a_row_without_such_words_stays_as_it_is() -> None:
    row = Incoming(row=3, entry=Evidence(id="e1", title="Audit of 127 patients", proof=Proof(file="a.pdf")))
    assert looked_over(row, leave_out=True) == row


@pytest.mark.parametrize(
    ("entry", "called"),
    [
        (Evidence(id="e1", title="x" * 380 + " patient Jo said ok"), "its title"),
        (Evidence(id="e1", title="A", note="x" * 19_985 + " patient Jo ok"), "its note"),
        (Evidence(id="e1", title="A", proof=Proof(file="x" * 380 + " patient Jo.pdf")), "the name of its document"),
    ],
)
def test_a_text_that_grows_past_its_limit_is_refused_by_its_name(entry: Evidence, called: str) -> None:
    refused = looked_over(Incoming(row=3, entry=entry), leave_out=True)
    assert isinstance(refused, Refused) and called in refused.reason
    assert isinstance(looked_over(Incoming(row=3, entry=entry), leave_out=False), Incoming)


@pytest.mark.parametrize("name", ["Mr Hill", "Ms Roe, consultant", "Miss O'Brien FRCS"])
def test_a_surgeon_who_signed_is_no_patient(name: str) -> None:
    row = Incoming(row=3, entry=Evidence(id="e1", title="Hernia repair", proof=Proof(signed_by=name)))
    assert looked_over(row, leave_out=True) == row


@pytest.mark.parametrize("name", ["patient Mrs Patel", "Mrs Patel (patient)", "Mrs Patel, the patient"])
def test_a_signatory_that_is_left_out_is_nobody(name: str) -> None:
    row = Incoming(row=3, entry=Evidence(id="e1", title="A", proof=Proof(signed_by=name)))
    left = looked_over(row, leave_out=True)
    assert isinstance(left, Incoming) and left.entry.proof is not None
    assert "Patel" not in left.entry.model_dump_json() and left.entry.proof.signed_by is None
    number = Incoming(row=3, entry=Evidence(id="e1", title="A", proof=Proof(file="a.pdf", signed_by=NUMBER)))
    left = looked_over(number, leave_out=True)
    assert isinstance(left, Incoming) and left.entry.proof == Proof(file="a.pdf")


def test_words_that_the_record_spells_its_own_way_are_looked_at_as_they_were_written() -> None:
    """“Assisted Mr John Smith” became the role assisted-mr-john-smith, in which nobody looks for a name."""
    known = Known(kinds={"logbook": "Logbook"})
    data = (
        f"Title,Role,Shows,Cases\nAppendix,Assisted Mr John Smith,Mr John Smith; teaching,{NUMBER.replace(' ', '')}\n"
    )
    table = read_table(data.encode(), "list.csv")
    matching = {"Title": "title", "Role": "role", "Shows": "shows", "Cases": "details.cases"}
    (row,), _ = read_rows(table, matching, known)
    left = looked_over(row, leave_out=True)
    assert isinstance(left, Incoming)
    assert (left.entry.role, left.entry.shows) == ("assisted", ("teaching",))
    assert any("“Mr John Smith” looks like the name of a patient" in doubt for doubt in left.doubts)
    assert NUMBER.replace(" ", "") not in left.entry.model_dump_json()


def test_a_number_among_the_answers_that_is_an_nhs_number_is_left_out() -> None:
    row = Incoming(row=3, entry=Evidence(id="e1", title="A", details={"cases": 9434765919, "cycles": 2}))
    left = looked_over(row, leave_out=True)
    assert isinstance(left, Incoming) and left.entry.details == {"cycles": 2}
