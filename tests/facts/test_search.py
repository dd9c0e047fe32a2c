"""A word finds every kind of fact that speaks of it, and a list never hides what could not be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.facts import search as search_module
from workbook.facts.core import Confidence, Status, Unknown
from workbook.facts.search import Filter, Index, Row, card_of, folded, load_index
from workbook.facts.where import data_root

DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def index() -> Index:
    return search_module.make_index(data_root())


def kinds(index: Index, question: str) -> set[str]:
    return {group.kind for group in index.find(question)}


def test_crest_finds_specification_guide_pathway_and_more(index: Index) -> None:
    assert {"person-spec", "guide", "pathway", "evidence"} <= kinds(index, "CREST")


def test_absence_finds_rule_figure_route_and_guide(index: Index) -> None:
    assert {"visa-rules", "visa-figures", "visa-routes", "guide"} <= kinds(index, "absence")


def test_all_words_must_be_found_and_the_beginning_of_a_word_is_enough(index: Index) -> None:
    every = {row.id for group in index.find("", Filter(kind="person-spec")) for row in group.rows}
    some = {row.id for group in index.find("crest sign", Filter(kind="person-spec")) for row in group.rows}
    assert some
    assert some < every
    for id in some:
        words = index.row(id).words
        assert " crest" in words
        assert " sign" in words
    assert index.find("crest zebra") == ()


def test_a_title_that_says_it_comes_before_a_text_that_mentions_it(index: Index) -> None:
    first = next(group for group in index.find("absence limit") if group.kind == "visa-figures").rows[0]
    assert "absence" in first.title.lower()


def test_the_word_itself_comes_before_words_that_begin_with_it(index: Index) -> None:
    first = index.find("fee")[0].rows[0]
    assert " fee " in f"{folded(first.title)} "


@pytest.mark.parametrize("question", ["🩺", "(", "*", "£"])
def test_signs_alone_find_nothing(index: Index, question: str) -> None:
    assert index.find(question) == ()


def test_few_are_shown_of_each_kind_and_all_of_a_chosen_one(index: Index) -> None:
    some = next(group for group in index.find("crest") if group.kind == "person-spec")
    assert len(some.rows) == search_module.OF_A_KIND < some.total
    (whole,) = index.find("crest", Filter(kind="person-spec"))
    assert len(whole.rows) == whole.total == some.total


@pytest.mark.parametrize(
    ("only", "holds"),
    [
        (Filter(status=Status.PROPOSED), lambda row: row.status is Status.PROPOSED),
        (Filter(confidence=Confidence.LOW), lambda row: row.confidence is Confidence.LOW),
        (Filter(stale_on=date(2027, 4, 7)), lambda row: row.stale_on(date(2027, 4, 7))),
        (Filter(programme="clinical-radiology-st1"), lambda row: "clinical-radiology-st1" in row.programmes),
    ],
)
def test_a_filter_lets_through_what_it_says_and_nothing_else(
    index: Index, only: Filter, holds: Callable[[Row], bool]
) -> None:
    found = {row.id for group in index.find("", only) for row in group.rows}
    assert found
    total = sum(group.total for group in index.find("", only))
    assert total == sum(1 for row in index.rows if holds(row))


@given(st.text(max_size=40))
def test_any_text_is_a_question(question: str) -> None:
    index = Index((), ())
    assert index.find(question) == ()
    assert folded(question) == folded(folded(question))


def test_an_address_or_the_end_of_it_opens_a_fact(index: Index) -> None:
    whole = next(row for row in index.rows if row.id.endswith("/ilr-absence-limit"))
    assert index.row("ilr-absence-limit") == index.row(whole.id) == index.row(f"/{whole.id}/") == whole
    with pytest.raises(Unknown, match=r"is the end of .* addresses; write more of it"):
        index.row("crest-signature")
    with pytest.raises(Unknown, match=r"near to it: .*ilr-absence-limit"):
        index.row(whole.id.replace("limit", "limt"))


def test_a_row_carries_the_whole_source_card(index: Index) -> None:
    row = index.row("ilr-absence-limit")
    assert row.provenance == card_of(data_root(), row).provenance
    assert tuple(row.lines) == card_of(data_root(), row).lines


def test_the_kept_index_is_the_same_and_goes_with_the_content(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = load_index(copied)

    def never(_: Path) -> Index:
        raise AssertionError("made anew")

    with monkeypatch.context() as patch:
        patch.setattr(search_module, "make_index", never)
        assert load_index(copied) == made
    guide = copied / "guides/revalidation.yaml"
    before = guide.stat()
    text = guide.read_text(encoding="utf-8")
    guide.write_text(text.replace("topic: Revalidation", "topic: Rewalidation"), encoding="utf-8")
    os.utime(guide, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "Rewalidation" in {row.title for row in load_index(copied).rows}


def test_a_file_that_cannot_be_read_is_set_aside_and_named(copied: Path) -> None:
    whole = load_index(copied)
    (copied / "guides/revalidation.yaml").write_text("topic:\tRevalidation\n", encoding="utf-8")
    index = load_index(copied)
    assert [problem.file for problem in index.set_aside] == ["guides/revalidation.yaml"]
    left = {row.file for row in index.rows}
    assert {row.file for row in whole.rows} - left == {"guides/revalidation.yaml"}
    assert load_index(copied).set_aside == index.set_aside, "the kept index says it as well"
