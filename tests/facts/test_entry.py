"""Every fact carries its own provenance: its marks over those of what it stands in, at any depth."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workbook.facts.core import Confidence, Status
from workbook.facts.entry import Entry, FactFile
from workbook.facts.loading import load_file

TOP = """source: [overview, gmc]
checked_on: 2026-11-20
status: published
confidence: high
note: Said of the overview.
sources:
  overview: {publisher: NHS England, title: Overview}
  gmc: {publisher: GMC, title: News, page_date: 2026-10-01, year: 2026}
  rumour: {publisher: Forum, title: Thread}
"""


class Leaf(Entry):
    id: str


class Branch(Entry):
    id: str
    leaves: tuple[Leaf, ...] = ()


class Tree(FactFile):
    branches: tuple[Branch, ...]


def read(root: Path, entries: str, top: str = TOP) -> Tree:
    (root / "guides").mkdir(exist_ok=True)
    (root / "guides/tree.yaml").write_text(top + "branches:\n" + entries, encoding="utf-8")
    return load_file(root, "guides/tree.yaml", Tree)


def test_an_entry_that_says_nothing_has_its_files_provenance(empty: Path) -> None:
    of = read(empty, "  - {id: a}").branches[0].provenance
    assert (of.source.title, [page.title for page in of.agreeing]) == ("Overview", ["News"])
    assert (of.status, of.note) == (Status.PUBLISHED, "Said of the overview.")


def test_an_entrys_own_marks_stand_over_its_files_and_pass_to_what_is_inside(empty: Path) -> None:
    branch = read(empty, "  - {id: a, source: gmc, confidence: low, leaves: [{id: b, status: closed}]}").branches[0]
    leaf = branch.leaves[0].provenance
    assert leaf.source.publisher == "GMC"
    assert leaf.source.page_date == "2026-10-01"
    assert (leaf.confidence, leaf.status) == (Confidence.LOW, Status.CLOSED)
    assert branch.provenance.status is Status.PUBLISHED, "what a leaf says does not hold for the branch"


def test_what_one_entry_says_does_not_hold_for_the_next(empty: Path) -> None:
    first, second = read(empty, "  - {id: a, source: rumour, confidence: low}\n  - {id: b}").branches
    assert first.provenance.source.publisher == "Forum"
    assert (second.provenance.source.publisher, second.provenance.confidence) == ("NHS England", Confidence.HIGH)


def test_a_note_speaks_of_the_page_it_stands_with(empty: Path) -> None:
    own, other = read(empty, "  - {id: a, confidence: low}\n  - {id: b, source: gmc}").branches
    assert own.provenance.note == "Said of the overview."
    assert other.provenance.note is None, "the file's note is about another page"
    assert other.provenance.agreeing == (), "and so are the pages that agree with it"


def test_a_page_may_be_written_out_in_place(empty: Path) -> None:
    of = read(empty, "  - {id: a, source: [{publisher: RCP, title: Page}, gmc]}").branches[0].provenance
    assert (of.source.publisher, of.agreeing[0].year) == ("RCP", 2026)


def test_conflicts_gaps_and_second_looks_are_kept_where_they_are_said(empty: Path) -> None:
    text = """  - id: a
    conflicts: ["The news says otherwise.", {text: Four years., source: rumour, followed: the overview}]
    unknown: [the fee of 2027]
    rechecked: {on: 2026-11-21, text: Nothing new.}
    field_confidence: {id: low}
    leaves: [{id: b}]
"""
    branch = read(empty, text).branches[0]
    of = branch.provenance
    assert [conflict.text for conflict in of.conflicts] == ["The news says otherwise.", "Four years."]
    assert of.conflicts[1].source is not None
    assert of.conflicts[1].source.publisher == "Forum"
    assert of.conflicts[1].followed == "the overview"
    assert of.unknown == ("the fee of 2027",)
    assert of.rechecked is not None
    assert of.rechecked.on == date(2026, 11, 21)
    assert of.field_confidence == {"id": Confidence.LOW}
    leaf = branch.leaves[0].provenance
    assert (leaf.conflicts, leaf.unknown, leaf.rechecked) == ((), (), None), "they speak of the branch alone"


def test_what_was_copied_from_another_year_says_so_until_it_is_read(empty: Path) -> None:
    top = TOP + "carried_over_from: 2026\n"
    copied, read_again = read(empty, "  - {id: a}\n  - {id: b, checked_on: 2026-11-25}", top).branches
    assert copied.provenance.carried_over_from == 2026
    assert copied.provenance.stale_on(date(2026, 11, 20))
    assert "Copied from 2026, not yet read" in copied.provenance.sentence()
    assert read_again.provenance.carried_over_from is None
    assert not read_again.provenance.stale_on(date(2026, 11, 25))
