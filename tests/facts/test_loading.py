"""A wrong data file must say where it is wrong, in one line a person can act on."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.facts.core import Confidence, FactError, Status
from workbook.facts.loading import Entry, FileMarks, Marks, load_file, provenance_of, years_with

TOP = """
source: overview
checked_on: 2026-11-20
status: published
confidence: high
review_by: 2027-10-01
note: Said of the overview.
sources:
  overview: {publisher: NHS England, title: Overview}
  news: {publisher: GMC, title: News, page_date: 2026-10-01}
"""


class Step(Entry):
    id: str
    days: int


class Steps(FileMarks):
    steps: tuple[Step, ...]


def read(tmp_path: Path, entries: str, top: str = TOP) -> Steps:
    (tmp_path / "steps.yaml").write_text(top + "steps:\n" + entries, encoding="utf-8")
    return load_file(tmp_path, "steps.yaml", Steps)


def problem(tmp_path: Path, entries: str, top: str = TOP) -> str:
    with pytest.raises(FactError) as caught:
        read(tmp_path, entries, top)
    return str(caught.value)


def test_an_entry_that_says_nothing_has_its_files_provenance(tmp_path: Path) -> None:
    step = read(tmp_path, "  - {id: a, days: 3}").steps[0]
    assert step.provenance.source.title == "Overview"
    assert step.provenance.status is Status.PUBLISHED
    assert step.provenance.note == "Said of the overview."


def test_an_entrys_own_marks_stand_over_its_files(tmp_path: Path) -> None:
    step = read(tmp_path, "  - {id: a, days: 3, source: news, confidence: low}").steps[0]
    assert step.provenance.source.publisher == "GMC"
    assert step.provenance.source.page_date == "2026-10-01"
    assert step.provenance.confidence is Confidence.LOW
    assert step.provenance.status is Status.PUBLISHED
    assert step.provenance.note is None, "the file's note is about another page"


def test_provenance_of_merges_in_the_same_way(tmp_path: Path) -> None:
    file = read(tmp_path, "  - {id: a, days: 3}")
    assert provenance_of(Marks(), file) == file.provenance
    own = provenance_of(Marks(source=file.sources["news"], status=Status.PROPOSED), file)
    assert (own.source.title, own.status, own.note) == ("News", Status.PROPOSED, None)


def test_a_source_may_be_written_out_in_place(tmp_path: Path) -> None:
    step = read(tmp_path, "  - {id: a, days: 3, source: {publisher: RCP, title: Page}}").steps[0]
    assert step.provenance.source.publisher == "RCP"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ("  - {id: a, days: three}", "data/steps.yaml: steps, a, days: 'three':"),
        ("  - {id: a, day: 3, days: 3}", "data/steps.yaml: steps, a, day: no such field here"),
        ("  - {id: a}", "data/steps.yaml: steps, a, days: is missing"),
        ("  - {id: a, days: 3, source: rumour}", "data/steps.yaml: steps, a, source: there is no source 'rumour'"),
        ("  - {id: a, days: 3, confidence: sure}", "data/steps.yaml: steps, a, confidence: 'sure':"),
        ("  - {id: a, days: 3, checked_on: 2026-02-30}", "data/steps.yaml: steps, a, checked_on: "),
        ("  - {days: 3}", "data/steps.yaml: steps, number 1, id: is missing"),
        ("  - {id: a, days: 3, days: 4}", "stands twice"),
    ],
)
def test_an_error_names_file_entry_and_field(tmp_path: Path, entries: str, said: str) -> None:
    line = problem(tmp_path, entries)
    assert said in line
    assert "\n" not in line


def test_a_file_without_its_provenance_is_refused(tmp_path: Path) -> None:
    top = TOP.replace("review_by: 2027-10-01\n", "")
    assert problem(tmp_path, "  - {id: a, days: 3}", top).startswith("data/steps.yaml: review_by: is missing")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FactError, match=r"data/nowhere\.yaml: cannot be opened"):
        load_file(tmp_path, "nowhere.yaml", Steps)


def test_a_file_that_is_a_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text("- 1\n", encoding="utf-8")
    with pytest.raises(FactError, match=r"data/list\.yaml: the file is not a mapping"):
        load_file(tmp_path, "list.yaml", Steps)


def test_the_years_of_a_kind_come_from_its_folders(tmp_path: Path) -> None:
    for year in ("2027", "2025", "old"):
        (tmp_path / "scoring" / year).mkdir(parents=True)
        (tmp_path / "scoring" / year / "x.yaml").touch()
    assert years_with(tmp_path, "scoring", "x") == (2025, 2027)
    assert years_with(tmp_path, "scoring", "y") == ()
