"""What portfolios, citation lists and folders hold, read with the words of the data: compared with hand-made lists."""

from __future__ import annotations

import io
import json
import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfWriter

from workbook.facts import Facts
from workbook.record import Record
from workbook.record.importing import Imported, ImportProblem, plain_words
from workbook.record.importing.certificates import File
from workbook.record.models import Evidence
from workbook.stations.import_source import Source, known_words, read_source

SAMPLES = Path(__file__).parents[1] / "record" / "samples"
FACTS = Facts()
KNOWN = known_words(FACTS)


def source(content: bytes, name: str) -> Source:
    return read_source([File(name, len(content), content)], KNOWN, name, alone=True)


def sample(name: str, own_name: str = "") -> Imported:
    made = source((SAMPLES / name).read_bytes(), name)
    made.own_name = own_name
    return made.imported(Record())


def told(imported: Imported) -> list[tuple[str | None, str | None, date | None]]:
    return [(entry.title, entry.kind, entry.start) for entry in imported.record.evidence]


def pdf(**metadata: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{key}": value for key, value in metadata.items()})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def certificates(files: dict[str, bytes], record: Record | None = None) -> Imported:
    listed = [File(name, len(content), content) for name, content in files.items()]
    return read_source(listed, KNOWN, "certificates", alone=False).imported(record or Record())


# ---- the words of the data


def test_every_detail_of_a_word_is_one_of_the_vocabulary_and_takes_that_answer() -> None:
    evidence = FACTS.evidence()
    for word in FACTS.import_words().words:
        for key, value in word.details.items():
            field = {each.key: each for each in evidence.fields_of(word.kind)}.get(key)
            assert field is not None and field.read(value) is not None, (word.id, key, value)


def test_every_heading_names_a_field_of_an_entry() -> None:
    from workbook.record.importing.columns import FIELDS, LEAVE_OUT

    assert {heading.field for heading in FACTS.import_words().headings} <= {*FIELDS, LEAVE_OUT}


def test_two_ways_of_writing_never_mean_two_things() -> None:
    """“Mini-CEX” and “mini CEX” are one word once capitals and signs are gone."""
    seen: dict[tuple[str, str], str] = {}
    for word in FACTS.import_words().words:
        for said in word.says:
            key = (word.where, plain_words(said))
            assert seen.setdefault(key, word.id) == word.id, said
    headings: dict[str, str] = {}
    for heading in FACTS.import_words().headings:
        for said in heading.says:
            assert headings.setdefault(plain_words(said), heading.field) == heading.field, said


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("CBD", "wba-cbd"), ("Case-based Discussion (CbD)", "wba-cbd"), ("SLE: Mini-CEX", "wba-mini-cex"),
        ("DOPS", "wba-dops"), ("ACAT", "wba-acat"), ("Reflective practice", "reflection"),
        ("Teaching Observation", "wba-teaching-observation"), ("OoT", "wba-teaching-observation"),
        ("Course attended", "course"), ("Logbook summary", "logbook"), ("TAB", "msf"), ("QIPAT", "qipat"),
    ],
)  # fmt: skip
def test_the_words_of_the_portfolios_are_known(said: str, kind: str) -> None:
    meaning = KNOWN.meaning("list", said)
    assert meaning is not None and meaning.kind == kind


# ---- portfolio exports


def test_a_horus_export_has_no_titles_and_keeps_no_addresses() -> None:
    made = sample("horus.csv")
    assert told(made) == [
        ("Mini-CEX", "wba-mini-cex", date(2025, 3, 4)),
        ("SLE: Developing the clinical teacher", "wba-teaching-observation", date(2025, 5, 12)),
        ("Reflection", "reflection", date(2025, 6, 20)),
    ]
    assert [str(row) for row in made.report.refused] == [
        "row 4, column “Date of event”: “31/06/2025” is not a date: June 2025 has no day 31"
    ]
    first = made.record.evidence[0]
    assert first.proof is not None and first.proof.signed_by == "Consultant in acute medicine"
    assert first.note == "Good structure"
    assert all("example.org" not in entry.model_dump_json() for entry in made.record.evidence)


def test_a_turas_export_keeps_who_signed_and_when_and_refuses_a_short_year() -> None:
    made = sample("turas.csv")
    assert told(made) == [
        ("Sepsis in a young adult", "wba-cbd", date(2025, 8, 3)),
        ("Placement one", "supervisor-report", date(2025, 12, 2)),
    ]
    assert [entry.proof and entry.proof.dated for entry in made.record.evidence] == [
        date(2025, 8, 5), date(2025, 12, 2),
    ]  # fmt: skip
    assert [row.row for row in made.report.refused] == [3]
    assert "write the year in full" in made.report.refused[0].reason


def test_a_kaizen_export_with_an_american_date_in_it_takes_no_day_that_could_be_two() -> None:
    """Row 4 has the month first, so 9/4/2025 in row 5 may be 9 April or 4 September; days in letters are certain."""
    made = sample("kaizen.csv")
    assert told(made) == [
        ("Fever without focus", "wba-cbd", date(2025, 3, 14)),
        ("Letter to a GP", None, date(2025, 4, 2)),
    ]
    assert [row.row for row in made.report.refused] == [4, 5]
    assert "there is no month 31" in made.report.refused[0].reason
    assert "may be 9 Apr 2025 or 4 Sep 2025: row 4 has the month first" in made.report.refused[1].reason
    assert [row.row for row in made.report.doubtful] == [3]
    assert "XX" not in made.record.evidence[0].model_dump_json()


def test_an_iscp_export_asks_where_no_kind_fits_and_refuses_a_bare_number_of_days() -> None:
    made = sample("iscp.csv")
    assert told(made) == [
        ("Appendicectomy", None, date(2025, 11, 12)),
        ("Consent for hernia repair", "wba-mini-cex", date(2025, 11, 13)),
    ]
    assert made.report.doubtful[0].doubts == (
        "“PBA”: It has no kind of its own here: choose the nearest one, or leave it as it is.",
    )
    # 45996 days after 30 December 1899 is 5 December 2025; counted from 1 January 1904 it is 6 December 2029.
    assert "5 Dec 2025, or 6 Dec 2029" in made.report.refused[0].reason


def test_columns_may_stand_in_any_order() -> None:
    rows = [line.split(";") for line in (SAMPLES / "turas.csv").read_text().splitlines()]
    turned = "\n".join(";".join(reversed(row)) for row in rows).encode()
    assert source(turned, "turned.csv").imported(Record()).record == sample("turas.csv").record


# ---- citation lists


def test_a_bibtex_list_becomes_publications_as_far_as_it_says() -> None:
    made = sample("works.bib", "Khan, Ahmed")
    entries = {entry.title: entry for entry in made.record.evidence}
    paper = entries["A Ward Audit of Sepsis Care: Résumé"]
    assert (paper.kind, paper.status, paper.start) == ("publication", "done", date(2024, 3, 5))
    assert paper.details == {"author": "first", "position": 1, "authors": 3}
    press = entries["Fluids on the take"]
    assert (press.status, press.start, press.details) == ("accepted", None, {"author": "co-author", "position": 2})
    poster = entries["Nights and handover"]
    assert (poster.kind, poster.status, poster.details) == ("presentation", None, {"author": "second"})
    assert entries["On rotas"].kind is None and entries["On rotas"].status is None
    assert entries["Not yet"].status == "submitted"
    assert [row.place for row in made.report.refused] == ["“@article{broken, title = {No end”"]


def test_a_pubmed_export_says_the_kind_of_piece_only_where_pubmed_does() -> None:
    made = sample("citations.nbib", "Khan, Ahmed M")
    case, review, study = made.record.evidence
    assert (case.title, case.status, case.start) == (
        "A rare cause of low sodium in an adult", "done", date(2024, 3, 12),
    )  # fmt: skip
    assert case.details == {
        "type": "case-report", "index": "pubmed", "author": "last", "position": 2, "authors": 2,
    }  # fmt: skip
    assert (review.status, review.details) == ("accepted", {"type": "review", "index": "pubmed"})
    assert any("your name is not among its authors" in doubt for doubt in made.report.added[1].doubts)
    assert study.details == {"type": "original-research", "index": "pubmed", "author": "collaborator"}
    assert study.start is None


def test_plain_citations_come_in_and_another_style_is_named() -> None:
    made = sample("citations.txt", "Khan A")
    first, second = made.record.evidence
    assert first.title == "Two parts of a title: the first. And the second?"
    assert (first.start, first.status) == (date(2024, 3, 5), "done")
    assert first.details == {"index": "pubmed", "author": "first", "position": 1, "authors": 2}
    assert (second.title, second.status, second.start, second.details) == ("A paper of many", None, None, {})
    assert str(made.report.refused[0]).startswith("line 5: this is not the plain form that PubMed copies")


def test_an_orcid_export_gives_each_work_once_and_never_a_place_among_the_authors() -> None:
    made = sample("orcid-works.json", "Khan A")
    assert told(made) == [
        ("A made-up paper", "publication", date(2024, 3, 5)), ("A made-up poster", "presentation", None),
    ]  # fmt: skip
    assert all("author" not in entry.details for entry in made.record.evidence)
    assert [str(row) for row in made.report.refused] == ["work 3: it is not a work as ORCID writes one"]


@pytest.mark.parametrize("name", ["works.bib", "citations.nbib", "citations.txt", "orcid-works.json"])
def test_without_a_name_no_place_among_the_authors_is_said(name: str) -> None:
    assert all("author" not in entry.details for entry in sample(name).record.evidence)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.[a-ln-z]*")), ids=lambda path: path.name)
def test_a_second_import_of_the_same_file_doubles_nothing(path: Path) -> None:
    if path.suffix == ".md":
        return
    made = source(path.read_bytes(), path.name)
    once = made.imported(Record())
    twice = made.imported(once.record)
    assert once.report.added and twice.record == once.record
    assert twice.report.added == () and twice.report.changed == ()
    assert len(twice.report.refused) == len(once.report.refused)


def test_an_entry_that_was_renamed_since_is_not_brought_in_again() -> None:
    made = source((SAMPLES / "turas.csv").read_bytes(), "turas.csv")
    record = made.imported(Record()).record
    first = record.evidence[0].model_copy(update={"title": "My best case", "kind": "wba-acat"})
    renamed = record.model_copy(update={"evidence": (first, *record.evidence[1:])})
    again = made.imported(renamed)
    assert again.record == renamed and again.report.added == ()


# ---- words by which a patient could be known


def test_words_that_could_name_a_patient_are_shown_and_left_out_unless_asked_for() -> None:
    made = source(b"Title,Date,Notes\nAudit,1/2/2025,NHS number 943 476 5919 in the log\n", "list.csv")
    without = made.imported(Record())
    assert without.record.evidence[0].note == "NHS number [left out] in the log"
    assert without.report.doubtful[0].doubts == ("“943 476 5919” looks like an NHS number. It was left out.",)
    made.leave_out = False
    kept = made.imported(Record())
    assert "943 476 5919" in (kept.record.evidence[0].note or "")
    assert "Take it out if a patient could be known by it." in kept.report.doubtful[0].doubts[0]


# ---- certificates


def test_certificates_become_drafts_with_their_file_and_nothing_is_said_to_be_done() -> None:
    made = certificates(
        {
            "ALS_provider_2025-03-04.pdf": pdf(Title="Advanced Life Support", CreationDate="D:20250501120000Z"),
            "courses/Letter of thanks.jpg": b"\xff\xd8\xff picture",
            "scan0001.pdf": pdf(Title="Microsoft Word - doc1.docx"),
        }
    )
    als, letter, scan = made.record.evidence
    assert (als.title, als.kind, als.start, als.status) == ("ALS provider", "course-als", date(2025, 3, 4), None)
    assert als.proof is not None and als.proof.file == "ALS_provider_2025-03-04.pdf"
    assert als.proof.size and len(als.proof.sha256 or "") == 64
    assert als.note == "The PDF says that it was made on 1 May 2025."
    assert any("calls itself “Advanced Life Support”" in doubt for doubt in made.report.added[0].doubts)
    assert (letter.title, letter.kind, letter.start) == ("Letter of thanks", None, None)
    assert letter.proof is not None and letter.proof.file == "courses/Letter of thanks.jpg"
    assert (scan.title, scan.kind) == ("scan0001", None)
    assert len(made.report.doubtful) == 3


def test_files_that_are_no_certificates_are_named_with_the_reason() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    made = certificates(
        {
            "run.exe": b"MZ", "list.csv": b"Title\nAudit\n", "empty.pdf": b"", "locked.pdf": locked.getvalue(),
            "broken.pdf": b"%PDF-1.7\n%%EOF nothing here", "called-so.pdf": b"not one",
        }
    )  # fmt: skip
    assert [(row.place, row.reason) for row in made.report.refused] == [
        ("“run.exe”", "this is not a document that a certificate is kept in (PDF, picture, Word)"),
        ("“list.csv”", "a list comes in by itself: choose it alone"),
        ("“empty.pdf”", "the file is empty"),
    ]
    said = {row.title: row.doubts[1] for row in made.report.added}
    assert said["locked"] == "the PDF is protected by a password, so only its name was read"
    assert said["broken"] == "the PDF is damaged or cut short, so only its name was read"
    assert said["called-so"] == "it is called a PDF and is none, so only its name was read"


def test_the_same_certificate_under_another_name_and_after_changes_is_the_same() -> None:
    content = pdf(Title="A course")
    first = certificates({"a.pdf": content}).record
    changed = first.evidence[0].model_copy(update={"title": "Course in teaching", "start": date(2025, 1, 1)})
    record = first.model_copy(update={"evidence": (changed,)})
    again = certificates({"renamed.pdf": content, "copy.pdf": content}, record)
    assert again.record == record
    assert len(again.report.already_there) == 2 and again.report.changed == ()


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("als 4-3-2025.pdf", date(2025, 3, 4)), ("als 2025_03_04.pdf", date(2025, 3, 4)),
        ("als 4 March 2025.pdf", date(2025, 3, 4)), ("als 04Mar2025.pdf", date(2025, 3, 4)),
        ("als 3-14-2025.pdf", None), ("als 4-3-25.pdf", None), ("als 20250304.pdf", None), ("als March 2025.pdf", None),
        ("als 4-3-2025 to 5-3-2025.pdf", None),
    ],
)  # fmt: skip
def test_a_day_in_a_name_is_taken_only_when_it_is_certain(name: str, day: date | None) -> None:
    assert certificates({name: b"x"}).record.evidence[0].start == day


def test_a_large_file_is_refused_by_its_size_and_an_empty_folder_is_said() -> None:
    made = read_source([File("big.pdf", 90_000_000, None)], KNOWN, "folder", alone=False).imported(Record())
    assert "larger than 25 MB" in made.report.refused[0].reason
    with pytest.raises(ImportProblem, match="there is no file in it"):
        read_source([], KNOWN, "folder", alone=False)


# ---- hostile files


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"@article{" * 20_000, "a.bib", "more than 1000 works"),
        (b"x" * 2_100_000, "a.nbib", "larger than 2 MB"),
        (b"[" * 200_000, "a.json", "not JSON that can be read"),
        (b'{"a": 1}', "a.json", "no works of an ORCID record"),
        ("@article{a, title={x}}".encode("utf-16"), "a.bib", "UTF-16"),
        (b"PMID- 1\nTI  - x\n\n" * 1_500, "a.nbib", "more than 1000 works"),
        (bytes(range(1, 32)), "a.bib", "can be read"),
        (b"nothing", "a.bib", "no BibTeX entry"),
        (b"hello", "a.nbib", "does not begin as a list that PubMed saves"),
    ],
)
def test_a_hostile_list_is_refused_in_one_line(content: bytes, name: str, said: str) -> None:
    with pytest.raises(ImportProblem) as problem:
        source(content, name)
    assert said in str(problem.value) and "\n" not in str(problem.value)


def test_formulas_and_markup_in_works_stay_text() -> None:
    made = source(b'@article{a, title={=HYPERLINK("x")}, journal={<b>J</b>}, volume={1}, year={2024}}', "a.bib")
    entry = made.imported(Record()).record.evidence[0]
    assert entry.title == '=HYPERLINK("x")'
    assert (entry.note or "").startswith("<b>J</b>")


def test_a_workbook_whose_true_dates_an_american_program_may_have_turned_round_is_not_trusted() -> None:
    book = openpyxl.Workbook()
    for row in (["Title", "Date"], ["Audit", date(2026, 3, 8)], ["Talk", "13/08/2026"], ["Same", date(2026, 5, 5)]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    made = source(out.getvalue(), "list.xlsx").imported(Record())
    assert told(made) == [("Talk", None, date(2026, 8, 13)), ("Same", None, date(2026, 5, 5))]
    assert "8 Mar 2026 may have been 3 Aug 2026" in made.report.refused[0].reason


def test_a_bare_number_in_a_workbook_is_a_day_to_look_at_again() -> None:
    book = openpyxl.Workbook()
    for row in (["Title", "Date"], ["Audit", 46237]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    made = source(out.getvalue(), "list.xlsx").imported(Record())
    assert made.record.evidence[0].start == date(2026, 8, 3)
    assert made.report.doubtful[0].doubts == (
        "column “Date”: the number 46237 was read as 3 August 2026. Is that the day?",
    )


def test_the_rest_of_the_record_is_untouched() -> None:
    mine = Evidence(id="e1", title="Mine")
    made = source((SAMPLES / "works.bib").read_bytes(), "works.bib").imported(Record(evidence=(mine,)))
    assert made.record.evidence[0] is mine


def test_the_surgeon_who_assessed_is_kept_and_is_the_signatory() -> None:
    """“Mr Hill” as Trainer became “[left out]”, and that counted as a signature."""
    made = source(b"Trainer,Title,Assessment type,Date\nMr Hill,Appendix,DOPS,12/11/2025\n", "iscp.csv")
    imported = made.imported(Record())
    proof = imported.record.evidence[0].proof
    assert proof is not None and proof.signed_by == "Mr Hill"
    assert imported.report.doubtful == ()


def test_two_certificates_of_one_name_with_different_contents_are_two() -> None:
    first = certificates({"Certificate.jpg": b"first file"}).record
    made = certificates({"Certificate.jpg": b"another, other bytes"}, first)
    assert len(made.record.evidence) == 2 and made.report.already_there == ()


def test_what_differs_is_told_in_the_words_of_the_form() -> None:
    """It named keys, hashes and days as files write them."""
    header = b"Title,Type,Date,Level,File,details.state\n"
    first = source(header + b"A paper,Publication,3/8/2025,local,a.pdf,submitted\n", "l.csv").imported(Record()).record
    again = source(header + b"A paper,Publication,3/8/2025,national,b.pdf,published\n", "l.csv").imported(first)
    assert again.report.changed[0].differences == (
        "Level: “local” in your record, “national” in the file",
        "Published, in press or submitted? “Submitted” in your record, “Published” in the file",
        "Document: “a.pdf” in your record, “b.pdf” in the file",
    )
    with_file = certificates({"A paper.pdf": b"x"}, Record(evidence=(Evidence(id="e1", title="A paper"),)))
    assert not any("sha256" in said for row in with_file.report.changed for said in row.differences)


# ---- days in another order


def workbook_of(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_true_dates_beside_a_written_day_with_the_month_first_are_not_trusted() -> None:
    """A British program opened an American list: 8/31 stayed text and 8/3, the 3rd of August, became 8 March."""
    made = source(
        workbook_of(["Title", "Date"], ["A", "8/31/2025"], ["B", date(2025, 3, 8)], ["C", date(2025, 3, 20)]), "l.xlsx"
    ).imported(Record())
    assert told(made) == [("C", None, date(2025, 3, 20))]
    assert "8 Mar 2025 may have been 3 Aug 2025: “8/31/2025” in row 2" in made.report.refused[1].reason


def test_the_sign_of_another_order_in_one_column_holds_for_the_others() -> None:
    rows = (
        ["A", "13/8/2025", date(2025, 9, 10)],
        ["B", date(2025, 3, 8), date(2025, 4, 8)],
        ["C", None, date(2025, 4, 8)],
    )
    made = source(workbook_of(["Title", "Start", "End"], *map(list, rows)), "l.xlsx").imported(Record())
    assert told(made) == [], "every true date of the file may have been turned round"
    assert [row.column for row in made.report.refused] == ["End", "Start", "End"]


def test_a_name_with_the_month_first_makes_the_days_of_its_folder_uncertain() -> None:
    made = certificates(
        {"Certificate 08-31-2025.jpg": b"1", "Certificate 08-03-2025.jpg": b"2", "ALS 20-08-2025.jpg": b"3"}
    )
    assert [entry.start for entry in made.record.evidence] == [None, None, date(2025, 8, 20)]
    assert any("“08-03-2025” may be 8 Mar 2025 or 3 Aug 2025" in doubt for doubt in made.report.added[1].doubts)


@pytest.mark.parametrize(
    "name",
    ["Guideline v1.2.2024.jpg", "Guideline version 1.2.2024.jpg", "course 3.4-5.2024.jpg", "list 1.2.3.2024.jpg"],
)
def test_a_version_is_no_day_and_stays_in_the_title(name: str) -> None:
    made = certificates({name: b"x"}).record.evidence[0]
    assert (made.start, made.title) == (None, name.removesuffix(".jpg"))


@pytest.mark.parametrize(
    "name",
    [
        "Audit 12 patients 2024",
        "Poster 1st National 2024 sepsis",
        "Talk 3 regional 2024 and 2 local 2025",
        "Audit 31-02-2024",
    ],
)
def test_a_number_in_a_name_that_is_no_day_is_kept(name: str) -> None:
    """The audit of 12 patients was called “Audit”."""
    assert certificates({f"{name}.jpg": b"x"}).record.evidence[0].title == name


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ("{ma}", None), ("{m}", None), ("{}", None), ("{mars}", None), ("{13}", None), ("{0}", None),
        ("{mar}", date(2024, 3, 5)), ("mar", date(2024, 3, 5)), ("{March}", date(2024, 3, 5)), ("3", date(2024, 3, 5)),
    ],
)  # fmt: skip
def test_only_a_whole_month_of_a_citation_is_one(month: str, day: date | None) -> None:
    made = source(
        f"@article{{a, title={{A}}, journal={{J}}, volume=1, year=2024, month={month}, day=5}}".encode(), "a.bib"
    ).imported(Record())
    assert made.record.evidence[0].start == day


# ---- authors


def orcid_work(*contributors: dict[str, object]) -> bytes:
    work = {
        "title": {"title": {"value": "Trial"}}, "type": "journal-article",
        "external-ids": {"external-id": [{"external-id-type": "doi", "external-id-value": "10.9999/x"}]},
        "contributors": {"contributor": list(contributors)},
    }  # fmt: skip
    return json.dumps({"bulk": [{"work": work}]}).encode()


def contributor(name: str | None, role: str = "author") -> dict[str, object]:
    return {"credit-name": {"value": name} if name else None, "contributor-attributes": {"contributor-role": role}}


@pytest.mark.parametrize(
    "first",
    [
        contributor(None), contributor("Lee B", "http://credit.niso.org/contributor-roles/conceptualization/"),
        contributor("Lee B", "editor"),
    ],
)  # fmt: skip
def test_a_contributor_orcid_does_not_name_as_an_author_leaves_every_place_unsaid(first: dict[str, object]) -> None:
    """The second of three authors was said to be the first of two."""
    made = source(orcid_work(first, contributor("Khan A"), contributor("Roe C")), "w.json")
    made.own_name = "Khan A"
    imported = made.imported(Record())
    assert imported.record.evidence[0].details == {}
    assert any("does not name every author" in doubt for doubt in imported.report.added[0].doubts)


def test_authors_that_orcid_names_in_full_have_their_place() -> None:
    made = source(orcid_work(contributor("Lee B"), contributor("Khan A"), contributor("Roe C")), "w.json")
    made.own_name = "Khan A"
    assert made.imported(Record()).record.evidence[0].details == {"author": "co-author", "position": 2, "authors": 3}


RECORD = (
    "PMID- 111\nTI  - First paper\nFAU - Lee, B\nFAU - Khan, Ahmed\n"
    "PT  - Journal Article\nTA  - J\nSO  - J. 2024;1:1.\n"
)


def test_two_records_without_a_line_between_them_are_two() -> None:
    second = "PMID- 222\nTI  - Second paper\nFAU - Khan, Ahmed\nPT  - Journal Article\nTA  - J\nSO  - J. 2024;1:2.\n"
    made = source((RECORD + second).encode(), "a.nbib")
    made.own_name = "Khan A"
    entries = made.imported(Record()).record.evidence
    assert [(entry.title, entry.details["position"], entry.details["authors"]) for entry in entries] == [
        ("First paper", 2, 2), ("Second paper", 1, 1),
    ]  # fmt: skip


def test_a_record_that_is_cut_short_is_refused_by_its_name() -> None:
    """Of three authors two were left in the half file, and the doctor was called the last of them."""
    half = "\nPMID- 333\nTI  - A randomised trial of\nPT  - Journal Article\nFAU - Lee, B\nFAU - Khan, A"
    made = source((RECORD + half).encode(), "a.nbib").imported(Record())
    assert [entry.title for entry in made.record.evidence] == ["First paper"]
    assert str(made.report.refused[0]).startswith("PMID 333: it has no last line (SO)")


@pytest.mark.parametrize(
    ("written", "details"),
    [
        ("{{Royal College and Friends} and Khan, A}", {"author": "last", "position": 2, "authors": 2}),
        ("{Khan, A AND {Royal College and Friends}}", {"author": "first", "position": 1, "authors": 2}),
        ('{M{\\"u}ller, K and Khan, A and Roe, C}', {"author": "co-author", "position": 2, "authors": 3}),
    ],
)
def test_a_group_among_the_authors_is_one(written: str, details: dict[str, object]) -> None:
    made = source(f"@article{{a, title={{A}}, author={written}, journal={{J}}, volume=1, year=2024}}".encode(), "a.bib")
    made.own_name = "Khan A"
    assert made.imported(Record()).record.evidence[0].details == details


def test_a_word_that_is_not_defined_refuses_its_own_entry_only() -> None:
    made = source(
        b"@article{a, title={A}, journal=jama, year=2024}\n@article{b, title={B}, journal={J}, year=2023, volume=1}",
        "a.bib",
    ).imported(Record())
    assert [entry.title for entry in made.record.evidence] == ["B"]
    assert str(made.report.refused[0]) == (
        "entry “a”: it uses the word “jama”, which the file does not define (@string)"
    )


def test_an_entry_far_too_long_is_refused_before_it_is_read() -> None:
    """100,000 accents held the page for 19 seconds."""
    began = time.process_time()
    long = b"@article{a, title={" + b"\\'{e}" * 100_000 + b"}}\n"
    made = source(long + b"@article{b, title={B}, journal={J}, year=2023, volume=1}", "a.bib").imported(Record())
    assert time.process_time() - began < 5
    assert [entry.title for entry in made.record.evidence] == ["B"]
    assert "longer than 60,000 characters" in str(made.report.refused[0])


# ---- odd files


@pytest.mark.parametrize("made", ["3/8/2025", "yesterday"])
def test_a_pdf_with_an_odd_day_of_making_keeps_its_title(made: str) -> None:
    imported = certificates({"scan0001.pdf": pdf(Title="ALS certificate", CreationDate=made)})
    assert any("calls itself “ALS certificate”" in doubt for doubt in imported.report.added[0].doubts)
    assert not any("damaged" in doubt for doubt in imported.report.added[0].doubts)


def test_a_name_in_an_older_coding_is_one_line_and_the_others_come_in() -> None:
    """One such name in a folder, and nothing of the folder came in."""
    made = certificates({"caf\udce9.jpg": b"x", "ALS.jpg": b"y"})
    assert [entry.title for entry in made.record.evidence] == ["ALS"]
    assert [str(row) for row in made.report.refused] == [
        "“caf?.jpg”: its name is in an older coding that cannot be kept: rename it"
    ]


@pytest.mark.parametrize("name", ["cert\u202egpj.pdf.jpg", "\x00cert\u200bgpj.pdf.jpg", "cert\x1bgpj.pdf.jpg"])
def test_signs_that_are_not_seen_are_taken_out_of_a_name(name: str) -> None:
    entry = certificates({name: b"x"}).record.evidence[0]
    assert (entry.title, entry.proof and entry.proof.file) == ("certgpj.pdf", "certgpj.pdf.jpg")


# ---- nothing is lost unsaid


def test_a_word_that_is_no_kind_comes_in_as_a_draft_that_asks() -> None:
    made = source(b"Title,Type,Date\nLog,Personal learning log,3/8/2025\n", "l.csv").imported(Record())
    entry = made.record.evidence[0]
    assert (entry.title, entry.kind, entry.start) == ("Log", None, date(2025, 8, 3))
    assert entry.note == "Type: Personal learning log"
    said = made.report.doubtful[0].doubts[0]
    assert said.startswith("“Personal learning log” is not a kind of evidence here") and "pdp" not in said


@pytest.mark.parametrize(
    ("heading", "cell", "kind"),
    [("State", "Closed", "CbD"), ("Position", "3", "Teaching"), ("Stage", "final", "DOPS"), ("Finished", "yes", "QIP")],
)
def test_a_heading_of_another_kinds_question_stays_out_of_its_details(heading: str, cell: str, kind: str) -> None:
    """The state of a form in a portfolio became “How far is it?” of a paper."""
    made = source(f"Title,Event type,{heading}\nFever,{kind},{cell}\n".encode(), "l.csv").imported(Record())
    entry = made.record.evidence[0]
    assert {"state", "position", "stage", "finished"}.isdisjoint(entry.details)
    assert entry.note == f"{heading}: {cell}" or entry.role == cell


def test_the_state_of_a_paper_is_its_own() -> None:
    made = source(b"Title,Type,State\nA paper,Publication,submitted\n", "l.csv").imported(Record())
    assert made.record.evidence[0].details["state"] == "submitted"


def test_a_name_is_what_an_entry_is_called() -> None:
    made = source(b"Name,Type\nSepsis talk,Presentation\n", "l.csv").imported(Record())
    assert made.record.evidence[0].title == "Sepsis talk"


def test_other_sheets_and_rows_above_the_heading_are_said() -> None:
    book = openpyxl.Workbook()
    for row in (["My log"], ["Title", "Date"], ["A", "3/8/2025"]):
        book.active.append(row)
    book.active.title = "Mini-CEX"
    more = book.create_sheet("DOPS")
    more.append(["Title", "Date"])
    out = io.BytesIO()
    book.save(out)
    assert source(out.getvalue(), "two.xlsx").imported(Record()).report.outside == (
        "Row 1 stands above the heading and was not read: “My log”.",
        "Only the sheet “Mini-CEX” was read. “DOPS” was not: save it as a file and bring that in too.",
    )
