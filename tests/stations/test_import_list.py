"""A list from a spreadsheet: read, matched, looked at row by row, only then taken; nothing twice, nothing silent."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbook.record.models import Evidence
from workbook.stations.evidence import EvidenceStation
from workbook.stations.import_list import ImportList
from workbook.stations.session import Session
from workbook.store import StoreProblem
from workbook.store.memory import MemoryStore

from .walking import HOSTILE, field, markup, typed, words

CSV = (
    b"Activity,Type,Date,Certificate\n"
    b"Audit of clot prevention,Audit or quality improvement,30/6/2025,qip.pdf\n"
    b"Bedside teaching,Teaching,22/1/2025,\n"
    b"Something on a day that is none,Teaching,30/2/2025,\n"
)


def xlsx(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def made(session: Session) -> ImportList:
    return ImportList(session)


def choose(made: ImportList, content: bytes) -> None:
    """Hand a file over as the browser does."""
    hand_over(made, {"mine.csv": content})


def hand_over(made: ImportList, files: dict[str, bytes], *, whole: bool = True) -> None:
    made.upload._handle_custom_msg({"kind": "begin", "number": 1}, [])
    for name, content in files.items():
        about = {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "whole": whole}
        made.upload._handle_custom_msg({"kind": "file", "number": 1, **about}, [memoryview(content)] if whole else [])
    made.upload._handle_custom_msg({"kind": "end", "number": 1, "count": len(files)}, [])


def test_nothing_is_asked_before_a_file_is_chosen(made: ImportList) -> None:
    assert made._steps.layout.display == "none"


def test_reading_a_file_shows_what_would_come_in_and_writes_nothing(made: ImportList, session: Session) -> None:
    made.read(CSV, "mine.csv")
    assert made._steps.layout.display is None
    page = words(made)
    assert "Nothing is written yet." in page
    assert "Would come in (2)" in page
    assert "Row 2: Audit of clot prevention" in page
    assert "Not read, and why (1)" in page
    assert "February 2025 has no day 30" in page
    assert field(made, "Column “Activity” is").input.value == "title"
    assert session.store.newest() is None


def test_taking_it_writes_the_good_rows_and_says_what_became_of_each(made: ImportList, session: Session) -> None:
    made.read(CSV, "mine.csv")
    made.take()
    assert [entry.title for entry in session.record.evidence] == ["Audit of clot prevention", "Bedside teaching"]
    assert session.record.evidence[0].kind == "qip"
    assert session.record.evidence[0].proof.file == "qip.pdf"
    page = words(made)
    assert "Came in (2)" in page
    assert "Nothing is written yet" not in page
    assert "“Undo” at the top takes it back." in page
    session.undo()
    assert session.record.evidence == ()


def test_a_second_import_of_the_same_file_adds_nothing(made: ImportList, session: Session) -> None:
    made.read(CSV, "mine.csv")
    made.take()
    before = session.record, session.store.newest().number
    made.read(CSV, "mine.csv")
    assert made.take_button.disabled
    assert made._bottom.layout.display is None
    assert "Already in your record (2)" in words(made)
    made.take()
    assert (session.record, session.store.newest().number) == before


def test_a_workbook_is_read_like_a_csv_file(made: ImportList, session: Session) -> None:
    made.read(xlsx([["Title", "Start", "End"], ["Audit", date(2025, 1, 10), date(2025, 6, 30)]]), "mine.xlsx")
    made.take()
    assert [(e.title, e.start, e.end) for e in session.record.evidence] == [
        ("Audit", date(2025, 1, 10), date(2025, 6, 30))
    ]


def test_a_column_may_be_matched_otherwise(made: ImportList, session: Session) -> None:
    made.read(b"Activity,Remarks of the trust\nAudit,Nights\n", "mine.csv")
    assert "Not saved yet" not in typed(made, "Column “Remarks of the trust” is", "proof.signed_by")
    made.take()
    assert session.record.evidence[0].proof.signed_by == "Nights"


def test_a_column_may_be_left_out(made: ImportList, session: Session) -> None:
    made.read(b"Activity,Remarks of the trust\nAudit,Nights\n", "mine.csv")
    typed(made, "Column “Remarks of the trust” is", None)
    made.take()
    assert session.record.evidence[0] == Evidence(id=session.record.evidence[0].id, title="Audit")


def test_a_matching_that_cannot_be_is_said_and_nothing_can_be_taken(made: ImportList, session: Session) -> None:
    made.read(CSV, "mine.csv")
    assert "no column says what each entry is" in typed(made, "Column “Activity” is", None)
    assert made.take_button.disabled
    made.take()
    assert session.record.evidence == ()
    typed(made, "Column “Activity” is", "title")
    assert not made.take_button.disabled


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.csv", "the file is empty"),
        ("Title\nAudit\n".encode("utf-16"), "wide.csv", "UTF-16"),
        (b"%PDF-1.7 ...", "letter.csv", "PDF"),
        (xlsx([["Title", "Months"], ["Audit", "=1+1"]]), "sums.xlsx", "holds a formula"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_line(
    made: ImportList, session: Session, content: bytes, name: str, said: str
) -> None:
    made.read(CSV, "mine.csv")
    made.read(content, name)
    page = words(made.notice)
    assert said in page
    assert "Nothing was changed." in page
    assert made._steps.layout.display == "none"
    made.take()
    assert session.record.evidence == ()


def test_the_browser_hands_the_file_over_and_the_button_is_free_again(made: ImportList) -> None:
    choose(made, CSV)
    assert "Would come in (2)" in words(made)
    made._later_button.click()
    choose(made, CSV)
    assert "Would come in (2)" in words(made)


def test_certificates_come_in_though_their_bytes_stay_in_the_browser(made: ImportList, session: Session) -> None:
    """Files of over 10 MiB in total did nothing at all, without a word: all went in one message that was refused."""
    files = {f"ALS {n}.jpg": bytes([n]) * 1_200_000 for n in range(12)} | {"Large course.pdf": b"x" * 9_000_000}
    hand_over(made, files, whole=False)
    assert "Would come in, to look at again (13)" in words(made)
    assert "the PDF is too large to be looked into here, so only its name was read" in words(made).replace("The", "the")
    made.take()
    proofs = [entry.proof for entry in session.record.evidence]
    assert [(proof.size, proof.sha256) for proof in proofs] == [
        (len(content), hashlib.sha256(content).hexdigest()) for content in files.values()
    ]


@pytest.mark.parametrize(
    "messages",
    [
        [{"kind": "file", "number": 1, "name": "a.jpg", "size": 1}, {"kind": "end", "number": 1, "count": 1}],
        [{"kind": "begin", "number": 2}, {"kind": "end", "number": 2, "count": 1}],
        [{"kind": "begin", "number": 2}, {"kind": "file", "number": 2, "name": 3, "size": 1},
         {"kind": "end", "number": 2, "count": 1}],
        [{"kind": "begin", "number": 2}, {"kind": "file", "number": 1, "name": "a.jpg", "size": 1},
         {"kind": "end", "number": 1, "count": 1}],
    ],
)  # fmt: skip
def test_half_of_what_a_browser_tells_is_not_read(made: ImportList, messages: list[dict[str, Any]]) -> None:
    for message in messages:
        made.upload._handle_custom_msg(message, [])
    assert made._steps.layout.display == "none"


def test_leaving_it_closes_the_steps(made: ImportList, session: Session) -> None:
    made.read(CSV, "mine.csv")
    made._later_button.click()
    assert made._steps.layout.display == "none"
    assert session.store.newest() is None


def test_markup_in_a_list_is_text(made: ImportList, session: Session) -> None:
    made.read(f"{HOSTILE},Date\n{HOSTILE},{HOSTILE}\n".encode(), f"{HOSTILE}.csv")
    typed(made, f"Column “{HOSTILE}” is", "title")
    made.take()
    made.read(f"Title,Date\n{HOSTILE},\n".encode(), f"{HOSTILE}.csv")
    made.take()
    assert [entry.title for entry in session.record.evidence] == [HOSTILE]
    assert "<img" not in markup(made)
    assert "&lt;img" in markup(made)
    assert "<img" not in markup(EvidenceStation(session).inventory())


def test_a_fault_while_reading_is_said_in_words(made: ImportList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.stations.import_list.read_source", lambda *_, **__: 1 / 0)
    choose(made, b"x")
    assert "Something went wrong while reading the file" in words(made.notice)


def test_a_record_that_refuses_the_rows_is_not_said_to_have_taken_them(
    made: ImportList, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.read(CSV, "mine.csv")
    monkeypatch.setattr(Session, "edit", lambda *_, **__: "evidence: the id 'e1' stands twice")
    made.take()
    assert "Nothing was brought in: evidence: the id 'e1' stands twice" in words(made.notice)
    assert "Came in" not in words(made)
    assert isinstance(session.store, MemoryStore)
    assert session.store.newest() is None


SAMPLES = Path(__file__).parents[1] / "record" / "samples"


def test_a_citation_list_asks_for_no_columns_and_finds_the_name_when_it_is_given(
    made: ImportList, session: Session
) -> None:
    made.read((SAMPLES / "citations.nbib").read_bytes(), "citations.nbib")
    assert made._columns.children == () and made._name_field.layout.display is None
    assert "your own name was not given" in words(made).lower()
    made.own_name.value = "Khan, Ahmed"
    assert "your own name was not given" not in words(made).lower()
    made.take()
    assert [entry.details.get("author") for entry in session.record.evidence] == ["last", None, "collaborator"]
    assert "Khan" not in session.record.model_dump_json(exclude={"evidence"})
    session.undo()
    assert session.record.evidence == ()


def test_pasted_citations_are_read_like_a_file(made: ImportList, session: Session) -> None:
    made.read_button.click()
    assert "Nothing is pasted yet." in words(made.notice)
    made.pasted.value = (SAMPLES / "citations.txt").read_text(encoding="utf-8")
    made.read_button.click()
    assert "line 1: Two parts of a title: the first. And the second?" in words(made)
    made.take()
    assert len(session.record.evidence) == 2
    assert made.pasted.value == ""


def test_several_files_are_certificates_to_look_at_again(made: ImportList, session: Session) -> None:
    hand_over(made, {name: name.encode() for name in ("ALS 2025-03-04.jpg", "scan.png")})
    page = words(made)
    assert "Would come in, to look at again (2)" in page and "Nothing is written yet." in page
    assert made._name_field.layout.display == "none"
    assert session.record.evidence == ()
    made.take()
    assert [(entry.kind, entry.status) for entry in session.record.evidence] == [("course-als", None), (None, None)]
    session.undo()
    assert session.record.evidence == ()


def test_words_that_could_name_a_patient_are_shown_before_anything_is_written(
    made: ImportList, session: Session
) -> None:
    made.read(b"Title,Notes\nAudit,NHS number 943 476 5919\n", "list.csv")
    assert "“943 476 5919” looks like an NHS number. It was left out." in words(made)
    made.leave_out.value = False
    assert "Take it out if a patient could be known by it." in words(made)
    made.leave_out.value = True
    made.take()
    assert session.record.evidence[0].note == "NHS number [left out]"


def test_a_row_that_grows_past_its_limit_when_words_are_left_out_is_refused_and_the_others_are_saved(
    made: ImportList, session: Session
) -> None:
    """“2 added” was said, nothing was on the disk, undo did nothing and no later change was saved."""
    title = ("x" * 380 + " patient Jo said ok")[:400]
    made.read(f"Title,Type\n{title},Mini-CEX\nB,DOPS\n".encode(), "list.csv")
    made.take()
    assert session.problem is None
    assert [entry.title for entry in session.store.newest().record.evidence] == ["B"]
    assert "row 2: with the words that could name a patient left out, its title is too long; make it shorter" in words(
        made
    )
    session.undo()
    assert session.store.newest().record.evidence == ()


class _FullDisk(MemoryStore):
    def save(self, *_args: object, **_kwargs: object) -> Any:
        raise StoreProblem("The disk is full.")


def test_rows_that_the_disk_refuses_are_not_said_to_be_in_the_record(made: ImportList, session: Session) -> None:
    session.store = _FullDisk()
    made.read(CSV, "mine.csv")
    made.take()
    assert "Not saved yet: The disk is full." in words(made.notice)
    assert "added" not in words(made.notice) and "Came in" not in words(made)


def test_a_row_that_is_like_an_entry_can_be_brought_in_as_another(made: ImportList, session: Session) -> None:
    """A second case of the same day was “already there”, with no way to say that it is another."""
    made.read(b"Title,Type,Date\nCase of Mrs Patel,DOPS,3/8/2025\n", "list.csv")
    made.take()
    made.read(b"Title,Type,Date\nCase of Mrs Jones,DOPS,3/8/2025\n", "list.csv")
    assert made.take_button.disabled and made.alike.layout.display is None
    made.alike.which.input.value = 2
    made.alike.another_button.click()
    assert not made.take_button.disabled
    made.alike.leave_button.click()
    assert made.take_button.disabled
    made.alike.which.input.value = 2
    made.alike.another_button.click()
    made.take()
    assert [entry.title for entry in session.record.evidence] == ["Case of [left out]"] * 2


def test_what_the_file_says_is_taken_into_the_entry_when_asked_for(made: ImportList, session: Session) -> None:
    made.read(b"Title,Type,Start,End\nA project,QIP,3/8/2025,4/9/2025\n", "list.csv")
    made.take()
    made.read(b"Title,Type,Start,End\nA project,QIP,3/8/2025,5/10/2025\n", "list.csv")
    assert "Last day: 4 September 2025 in your record, 5 October 2025 in the file" in words(made)
    made.alike.which.input.value = 2
    made.alike.take_button.click()
    assert session.record.evidence[0].end == date(2025, 9, 4)
    made.take()
    assert session.record.evidence[0].end == date(2025, 10, 5)


@pytest.mark.parametrize(
    "name", ["Mrs Patel NHS 943 476 5919 log.csv", "Letter_Mr_John_Smith.csv", "patient_john_smith.jpg"]
)
def test_the_name_of_a_file_that_could_name_a_patient_stands_in_no_history(
    made: ImportList, session: Session, name: str
) -> None:
    """“Undo” and the history kept “Brought in “Consent letter Mr John Smith 943…””."""
    made.read(CSV, name)
    made.take()
    kept = " ".join(revision.what for revision in session.store.history())
    for word in ("Patel", "943", "Smith", "smith"):
        assert word not in kept and word not in words(made.notice)
