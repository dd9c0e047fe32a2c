"""A wrong data file must say where it is wrong, in one line a person can act on."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.facts.core import FactError
from workbook.facts.entry import Entry, FactFile
from workbook.facts.loading import address_of, line_of, load_file, years_with

TOP = """source: overview
checked_on: 2026-11-20
status: published
confidence: high
note: Said of the overview.
sources:
  overview: {publisher: NHS England, title: Overview}
  news: {publisher: GMC, title: News, page_date: 2026-10-01}
"""


class Step(Entry):
    id: str
    days: int
    steps: tuple[Step, ...] = ()


class Steps(FactFile):
    steps: tuple[Step, ...]


def read(root: Path, entries: str, top: str = TOP) -> Steps:
    (root / "guides").mkdir(exist_ok=True)
    (root / "guides/steps.yaml").write_text(top + "steps:\n" + entries, encoding="utf-8")
    return load_file(root, "guides/steps.yaml", Steps)


def problems(root: Path, entries: str, top: str = TOP) -> list[str]:
    with pytest.raises(FactError) as caught:
        read(root, entries, top)
    assert "\n" not in str(caught.value)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ("  - {id: a, days: three}", "line 10: steps, a, days: 'three': input should be a valid integer"),
        ("  - {id: a, day: 3, days: 3}", "line 10: steps, a, day: no such field here"),
        ("  - {id: a}", "line 10: steps, a, days: is missing"),
        ("  - {id: a, days: 3, source: rumour}", "line 10: steps, a, source: there is no source 'rumour'"),
        ("  - {id: a, days: 3, confidence: sure}", "line 10: steps, a, confidence: 'sure' is not one of high, medium"),
        ("  - {id: a, days: 3, status: true}", "line 10: steps, a, status: True is not one of in_force, "),
        ("  - {id: a, days: 3, checked_on: 2026-02-30}", "line 10: steps, a, checked_on: "),
        ("  - {id: a, days: 3, conflicts: no}", "line 10: steps, a, conflicts: must be a list"),
        ("  - {id: a, days: 3, source: {publisher: RCP}}", "line 10: steps, a, source: title: is missing"),
        ("  - {id: a, days: 3, source: []}", "line 10: steps, a, source: names no page"),
        ("  - {days: 3}", "line 10: steps, number 1, id: is missing"),
        ("  - {id: a, days: 3, days: 4}", "line 10: 'days' stands twice"),
        ("  - {id: a, days: 3}\n  - {id: a, days: 4}", "line 11: steps, a: stands twice"),
        (
            "  - id: a\n    days: 3\n    steps:\n      - id: b\n        days: x",
            "line 14: steps, a, steps, b, days: 'x':",
        ),
        ("\t- {id: a, days: 3}", "line 10: found character that cannot start any token"),
    ],
)
def test_a_problem_names_file_line_entry_and_field(empty: Path, entries: str, said: str) -> None:
    assert problems(empty, entries)[0].startswith(f"data/guides/steps.yaml, {said}")


def test_every_problem_of_a_file_is_told_and_a_misspelling_first(empty: Path) -> None:
    told = problems(empty, "  - {id: a, days: three}\n  - {id: b, dais: 3}")
    assert [line.split(": ", 1)[1] for line in told] == [
        "steps, b, dais: no such field here",
        "steps, a, days: 'three': input should be a valid integer, unable to parse string as an integer",
        "steps, b, days: is missing",
    ]


@pytest.mark.parametrize("mark", ["source", "checked_on", "status", "confidence"])
def test_a_file_without_one_of_its_marks_is_refused(empty: Path, mark: str) -> None:
    top = "".join(line + "\n" for line in TOP.splitlines() if not line.startswith(f"{mark}:"))
    assert problems(empty, "  - {id: a, days: 3}", top)[0].startswith(f"data/guides/steps.yaml: {mark}: is missing")


def test_a_folder_without_a_review_rule_is_refused(empty: Path) -> None:
    (empty / "rumours.yaml").write_text(TOP + "steps: []\n", encoding="utf-8")
    with pytest.raises(FactError, match=r"data/review\.yaml: folders, rumours: says nothing of when"):
        load_file(empty, "rumours.yaml", Steps)


def test_a_missing_file_is_named(empty: Path) -> None:
    with pytest.raises(FactError, match=r"data/guides/nowhere\.yaml: cannot be opened"):
        load_file(empty, "guides/nowhere.yaml", Steps)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"- 1\n", "the file is not a mapping"),
        (b"", "the file is not a mapping"),
        (b"a: \xff\n", "not UTF-8 text"),
        (b"a: &x [1]\nb: *x\n", "line 2: aliases"),
        (b"x" * 2_000_001, "larger than 2 MB"),
        (b"a: " + b"[" * 5000, "nested too deeply"),
    ],
    ids=["list", "empty", "latin-1", "alias", "too large", "deep"],
)
def test_what_is_no_data_file_is_refused_in_a_line(empty: Path, content: bytes, said: str) -> None:
    (empty / "guides").mkdir()
    (empty / "guides/x.yaml").write_bytes(content)
    with pytest.raises(FactError) as caught:
        load_file(empty, "guides/x.yaml", Steps)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 200


def test_an_address_is_made_of_folder_name_year_and_ids(empty: Path) -> None:
    assert address_of("person_specs/2026/cardiology-st4.yaml") == "person_specs/cardiology-st4/2026"
    assert address_of("recruitment/2026.yaml") == "recruitment/2026"
    file = read(empty, "  - id: a\n    days: 1\n    steps: [{id: b, days: 2}]")
    assert file.provenance.id == "guides/steps"
    # the list is called like the file, so it is not said twice
    assert file.steps[0].provenance.id == "guides/steps/a"
    assert file.steps[0].steps[0].provenance.id == "guides/steps/a/steps/b"


def test_the_line_of_an_address_is_found(empty: Path) -> None:
    read(empty, "  - id: a\n    days: 1\n    steps:\n      - {id: b, days: 2}")
    assert line_of(empty, "guides/steps.yaml", "guides/steps/a/steps/b") == 13
    assert line_of(empty, "guides/steps.yaml", "guides/steps/a", "days") == 11
    assert line_of(empty, "guides/steps.yaml", "guides/steps/nobody") is None


def test_the_years_of_a_kind_come_from_its_folders(tmp_path: Path) -> None:
    for year in ("2027", "2025", "old"):
        (tmp_path / "scoring" / year).mkdir(parents=True)
        (tmp_path / "scoring" / year / "x.yaml").touch()
    assert years_with(tmp_path, "scoring", "x") == (2025, 2027)
    assert years_with(tmp_path, "scoring", "y") == ()
