"""One pass names everything that is wrong: file, line, entry, field and reason; and goes on to the next file."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from workbook.facts.kinds import KINDS, every_file, kind_of
from workbook.facts.upkeep.check import check
from workbook.facts.where import data_root

DAY = date(2026, 11, 25)
GUIDE = "guides/revalidation.yaml"


def test_our_own_facts_are_in_order() -> None:
    """As of the day this test was written; what passes later is told by `facts check` and `facts stale`."""
    found = check(data_root(), DAY)
    assert [str(problem) for problem in found.problems] == []
    assert found.files == len(list(every_file(data_root())))
    assert found.facts > 3000


def test_every_kind_has_files_and_every_file_one_kind() -> None:
    for kind in KINDS:
        assert kind.files(data_root()), f"no file is read as {kind.title}"
    files = [relative for _, relative in every_file(data_root())]
    assert len(files) == len(set(files)), "a file is read as two kinds"
    assert all(kind_of(relative) for relative in files)


def told(root: Path, file: str = GUIDE) -> list[str]:
    return [str(problem) for problem in check(root, DAY).problems if problem.file == file]


def changed(root: Path, was: str, now: str, file: str = GUIDE) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert was in text, "the test must change something"
    (root / file).write_text(text.replace(was, now, 1), encoding="utf-8")


def line_with(root: Path, words: str, file: str = GUIDE) -> int:
    lines = (root / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace("topic: ", "\ttopic: ", 1), "found a tab character"),
        (lambda text: text + "topic: again\n", "'topic' stands twice"),
        (lambda text: text + "tpoic: again\n", "tpoic: no such field here"),
        (
            lambda text: text.replace("status: in_force", "status: valid", 1),
            "'valid' is not one of in_force, published",
        ),
        (lambda text: text.replace("checked_on: 2026-11-20", "checked_on: 2026-02-30", 1), "checked_on: "),
        (lambda text: "a: &a [x]\nb: [*a, *a]\n" + text, "line 2: aliases (*name) are not read"),
        (lambda text: text + "#" * 2_000_000, "larger than 2 MB"),
        (
            lambda text: text.replace("publisher: GMC", "published: GMC", 1),
            "sources: gmc: published: no such field here",
        ),
    ],
    ids=["tab", "duplicate key", "unknown key", "enum", "no date", "alias", "too large", "source"],
)
def test_a_file_that_is_not_in_order_is_named_and_the_others_are_read(
    copied: Path, spoil: Callable[[str], str], said: str
) -> None:
    whole = check(copied, DAY).facts
    path = copied / GUIDE
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    found = check(copied, DAY)
    about = [str(problem) for problem in found.problems if problem.file == GUIDE]
    assert any(said in line for line in about), about
    assert all(line.startswith(f"data/{GUIDE}") for line in about)
    assert whole - 100 < found.facts < whole, "all other files were read"


def test_fifty_megabytes_are_not_even_opened(copied: Path) -> None:
    with (copied / GUIDE).open("wb") as large:
        large.truncate(50_000_000)
    assert told(copied) == [f"data/{GUIDE}: larger than 2 MB: not one of ours"]


def test_a_dead_link_is_named_with_its_line(copied: Path) -> None:
    file = "specialties/cardiology-st4.yaml"
    changed(copied, "programme: internal-medicine-ct1", "programme: internal-medicine-ct9", file)
    (line,) = told(copied, file)
    assert line.endswith("there is no programme 'internal-medicine-ct9'")


def test_values_that_overlap_are_named(copied: Path) -> None:
    file = next(
        relative
        for kind, relative in every_file(copied)
        if kind.id == "visa-figures" and "\n    values:" in text_of(copied, relative)
    )
    text = text_of(copied, file)
    start = text.index("to: 20")
    (copied / file).write_text(text[:start] + "to: 2099" + text[start + 8 :], encoding="utf-8")
    assert any("overlap or do not ascend" in line for line in told(copied, file))


def text_of(root: Path, relative: str) -> str:
    return (root / relative).read_text(encoding="utf-8")


def test_an_entry_without_a_source_is_named(copied: Path) -> None:
    text = text_of(copied, GUIDE)
    kept = [line for line in text.splitlines() if not line.startswith("source:")]
    (copied / GUIDE).write_text("\n".join(kept), encoding="utf-8")
    assert told(copied)[0].startswith(f"data/{GUIDE}: source: is missing")


def test_a_published_day_that_has_passed_is_named() -> None:
    """A round that closes tomorrow is in order today and not the day after."""
    late = date(2029, 1, 1)
    before = {str(problem) for problem in check(data_root(), DAY).problems}
    after = [problem for problem in check(data_root(), late).problems if str(problem) not in before]
    assert after
    assert all("has passed and it still says published" in problem.reason for problem in after)
    assert all(problem.line for problem in after)


def test_a_text_longer_than_a_screen_is_named_with_its_line(copied: Path) -> None:
    changed(copied, "text: ", "text: " + "very " * 300)
    assert any("longer than a screen" in line for line in told(copied))


def test_two_entries_with_one_id_are_named(copied: Path) -> None:
    text = text_of(copied, GUIDE)
    first = text.index("\n  - {id: ", text.index("\nsteps:")) if "\n  - {id: " in text else -1
    assert first > 0
    line = text[first + 1 : text.index("\n", first + 1)]
    (copied / GUIDE).write_text(text.replace(line, f"{line}\n{line}", 1), encoding="utf-8")
    assert told(copied)[0].endswith("stands twice")


def test_a_file_nobody_reads_is_named(copied: Path) -> None:
    (copied / "guides/notes.txt").write_text("x", encoding="utf-8")
    (copied / "fees").mkdir()
    (copied / "fees/ilr.yaml").write_text("x: 1\n", encoding="utf-8")
    assert told(copied, "guides/notes.txt") == ["data/guides/notes.txt: no kind of fact is read from here"]
    assert told(copied, "fees/ilr.yaml") == ["data/fees/ilr.yaml: no kind of fact is read from here"]


def test_a_file_copied_and_not_changed_inside_is_named(copied: Path) -> None:
    """The ratios of 2025 under the name of 2027 would be read as those of 2027."""
    for was, now, said in (
        ("competition/2025.yaml", "competition/2027.yaml", "year: 2025 is not what the file's place says, 2027"),
        (
            "scoring/2026/clinical-radiology-st1.yaml",
            "scoring/2026/urology-st3.yaml",
            "specialty: 'clinical-radiology-st1'",
        ),
        ("guides/handover.yaml", "guides/induction-2.yaml", "id: 'handover' is not what the file's place says"),
    ):
        (copied / now).write_bytes((copied / was).read_bytes())
        assert any(said in line for line in told(copied, now)), now
    (copied / "visa/parameters/fees2.yaml").write_bytes((copied / "visa/parameters/fees.yaml").read_bytes())
    assert any(
        "stands in data/visa/parameters/fees.yaml as well" in line
        for line in told(copied, "visa/parameters/fees2.yaml")
    )
    assert not any("there is no visa figure" in str(problem) for problem in check(copied, DAY).problems)


def test_one_broken_file_is_one_problem(copied: Path) -> None:
    """What needs the file is not complained of: the file is what has to be mended."""
    (copied / "visa/parameters/fees.yaml").write_text("a: [\n", encoding="utf-8")
    (copied / "evidence/vocabulary/academic.yaml").write_text("a: [\n", encoding="utf-8")
    assert [problem.file for problem in check(copied, DAY).problems] == [
        "evidence/vocabulary/academic.yaml", "visa/parameters/fees.yaml",
    ]  # fmt: skip


def test_what_is_no_plain_file_is_named_and_never_waited_for(copied: Path) -> None:
    (copied / "guides/folder.yaml").mkdir()
    os.mkfifo(copied / "guides/pipe.yaml")
    assert told(copied, "guides/folder.yaml") == ["data/guides/folder.yaml: is no plain file"]
    assert told(copied, "guides/pipe.yaml") == ["data/guides/pipe.yaml: is no plain file"]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("page_date: 2012-04-20", "page_date: 2012-02-30", "is no day, month or year"),
        ("page_date: 2012-04-20", "page_date: last Tuesday", "is no day, month or year"),
        ("url: http://www.gmc-uk.org", "url: javascript:alert(1)//", "a page begins with https:// or http://"),
        ("checked_on: 2026-11-20", "checked_on: 2031-01-01", "checked_on: 1 January 2031 is still to come"),
    ],
)
def test_an_impossible_page_or_reading_day_is_named(copied: Path, was: str, now: str, said: str) -> None:
    changed(copied, was, now)
    assert any(said in line for line in told(copied)), told(copied)


def test_an_empty_folder_is_not_in_order(empty: Path) -> None:
    assert len(check(empty, DAY).problems) == len(KINDS)


def test_without_the_review_rules_every_file_waits_for_one(copied: Path) -> None:
    (copied / "review.yaml").unlink()
    assert [str(problem) for problem in check(copied, DAY).problems] == [
        "data/review.yaml: cannot be opened (No such file or directory)"
    ]
