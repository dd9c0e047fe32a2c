"""The index holds the form's parts in the form's order, each entry with its document, and leaves nothing out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workbook.exports.claims_table import claims_rows
from workbook.exports.evidence_index import SPARE, UNDECIDED, Shown, evidence_index, sentence
from workbook.rules.points import Named, Points, Step

from . import indexed


def test_the_parts_stand_in_the_order_of_the_form_without_those_nobody_claims() -> None:
    made = indexed.index()
    assert [(part.number, part.title) for part in made.domains] == [
        (1, "Quality improvement"), (2, "Presentations"), (3, "Teaching"),
    ]  # fmt: skip


def test_the_option_the_doctor_chose_has_its_entries_and_the_rest_is_said_to_be_met_only() -> None:
    quality, talks, teaching = indexed.index().domains
    assert quality.chosen and [option.text for option in quality.options] == ["Every stage of two cycles"]
    assert [entry.id for entry in quality.entries] == ["e1"]
    assert not talks.chosen and [entry.id for entry in talks.entries] == ["e2"]
    assert teaching.entries == () and teaching.because == "Nothing in your record counts here yet."


def test_a_document_is_told_with_signatory_and_date_and_what_is_not_said() -> None:
    quality, talks, _ = indexed.index().domains
    assert quality.entries[0].document == "qip.pdf, signed by consultant, dated 2 July 2025"
    assert quality.entries[0].missing == ()
    assert talks.entries[0].document == "No document is named"
    assert talks.entries[0].missing == ("No document is named.",)
    assert Shown(id="e", title="t", file="a.pdf").document == "a.pdf, signatory not said, date not said"


def test_the_gates_follow_with_the_documents_asked_for_and_those_there_are() -> None:
    crest, work = indexed.index().gates
    assert (crest.title, crest.stands, crest.asked) == ("Foundation competence", "Cannot tell", ("CREST",))
    assert [(entry.id, entry.document) for entry in crest.entries] == [
        ("e4", "crest.pdf, signatory not said, date not said"),
    ]
    assert crest.missing == ("the date on the form",)
    assert (work.stands, work.asked, work.entries) == ("Met on 1 Mar 2027", ("passport-or-visa",), ())


def test_every_entry_of_the_record_is_somewhere() -> None:
    made = indexed.index()
    shown = {entry.id for part in made.domains for entry in part.entries}
    shown |= {entry.id for gate in made.gates for entry in gate.entries} | {entry.id for entry in made.unused}
    assert shown == {entry.id for entry in indexed.RECORD.evidence}
    assert [entry.id for entry in made.unused] == ["e3"]


def test_an_entry_not_counted_stands_in_its_part_and_not_under_no_domain() -> None:
    """“Talk or poster?” was asked in the part, and the entry stood under “In no domain of this form”."""
    made = indexed.with_entries_not_counted()
    talks, extra = made.domains
    assert [entry.id for entry in talks.entries] == ["e1"]
    assert [(said, [entry.id for entry in entries]) for said, entries in talks.groups] == [
        (SPARE, ["e2"]), (UNDECIDED, ["e3"]),
    ]  # fmt: skip
    assert (extra.title, [entry.id for entry in extra.entries]) == ("Early form (extra, outside the total)", ["e4"])
    assert made.unused == ()


def test_the_years_and_the_day_stand_above_everything() -> None:
    made = indexed.index()
    assert made.locks == (
        "Scored on the 2026 matrix, the newest here; your round is 2028.",
        "Criteria from the person specification of 2026.",
    )
    assert (made.on, made.year) == (date(2026, 11, 20), 2028)


def test_a_part_claimed_by_an_exam_names_the_list_it_stands_in() -> None:
    exam = Step(
        what="option", text="MRCP Part 1", points=2, evidence=(Named(id="x1", title="MRCP Part 1", kept="exams"),)
    )
    part = replace(indexed.DOMAINS[2], claimed=Points(points=2, trace=(exam,)))
    made = evidence_index(
        indexed.RECORD, score=replace(indexed.SCORE, domains=(part,)), gates=(), documents=None, programme="P",
        year=2028, on=indexed.ON,
    )  # fmt: skip
    assert made.domains[0].entries[0].document == "In your record under exams; attach its letter or certificate"
    assert len(made.unused) == 4


def test_without_a_matrix_the_index_says_what_is_missing_and_keeps_every_entry() -> None:
    made = evidence_index(
        indexed.RECORD, score=None, gates=(), documents=None, programme="P", year=2028, on=indexed.ON,
        gaps=("A gap in our data.",),
    )  # fmt: skip
    assert made.gaps == ("A gap in our data.",) and made.domains == () and len(made.unused) == 4


def test_the_claims_table_has_a_row_for_each_part_and_the_total() -> None:
    assert claims_rows(indexed.index()) == (
        ("Quality improvement", "Every stage of two cycles", 4, 2, 4, indexed.FORMULA,
         "qip.pdf, signed by consultant, dated 2 July 2025"),
        ("Presentations", "Talk at a regional meeting (not chosen by you yet; what your entries meet)", 3, 0, 6,
         "Talk on fluids", "No document is named"),
        ("Teaching", "Nothing claimed", 0, 0, 5, "", ""),
        ("Total", "", 7, 2, 15, "", ""),
    )  # fmt: skip


def test_a_total_that_may_not_be_shown_says_why() -> None:
    total = replace(indexed.SCORE.total, claimed=None, supported=None, max=None, blocked_by=("Teaching: no maximum",))
    made = evidence_index(
        indexed.RECORD, score=replace(indexed.SCORE, total=total), gates=(), documents=None, programme="P", year=2028,
        on=indexed.ON,
    )  # fmt: skip
    assert claims_rows(made)[-1] == (
        "Total", "No total where a figure is not known: Teaching: no maximum", None, None, None, "", "",
    )  # fmt: skip


def test_a_form_of_letters_has_no_total() -> None:
    made = evidence_index(
        indexed.RECORD, score=replace(indexed.SCORE, scored=False), gates=(), documents=None, programme="P",
        year=2028, on=indexed.ON,
    )  # fmt: skip
    assert [row[0] for row in claims_rows(made)] == ["Quality improvement", "Presentations", "Teaching"]


def test_a_sentence_ends_once() -> None:
    assert [sentence(text) for text in ("So", "So.", "So?")] == ["So.", "So.", "So?"]
