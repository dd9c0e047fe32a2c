"""Needs outside the closed vocabulary are named with file, line, option and key; those inside mean what is said."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from workbook.facts.library import Facts
from workbook.facts.needs import Condition, alternatives, needs_problems
from workbook.facts.scoring import Needs

ROOT = Path(__file__).parents[2] / "data"
FACTS = Facts(ROOT)
FILE = "scoring/2026/histopathology-st1.yaml"


def condition(needs: dict[str, Any], key: str) -> Condition:
    way = alternatives(Needs.model_validate(needs), FACTS.evidence(), "here")[0]
    return next(one for one in way.conditions if one.field.key == key)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The facts that needs are held against, without the rest."""
    for part in ("scoring", "evidence"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "review.yaml", tmp_path / "review.yaml")
    return tmp_path


def test_every_need_of_every_matrix_is_in_the_vocabulary() -> None:
    assert needs_problems(FACTS) == []


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        (
            "{kind: degree, level: doctorate}",
            "{kind: diploma, level: doctorate}",
            "the vocabulary has no kind 'diploma'",
        ),
        ("{kind: degree, level: doctorate}", "{kind: degree, grade: first}", "the vocabulary of degree has no 'grade'"),
        ("{kind: degree, level: doctorate}", "{kind: degree, level: dr}", "level: 'dr' is not one of the choices"),
        ("level: doctorate}", "level: doctorate, months_max: few}", "months_max: 'few' is not a number"),
        ("level: doctorate}", "level: doctorate, relevant: very}", "relevant: 'very' is neither true nor false"),
        ("level: doctorate}", "level: doctorate, count_max: 2}", "count_max: only a least number can be added up"),
        ("reached_by: [degree-doctorate]", "reached_by: [crest-form-2]", "no lead time is kept for 'crest-form-2'"),
    ],
)
def test_what_the_vocabulary_does_not_know_is_named_with_file_line_and_option(
    copied: Path, was: str, becomes: str, says: str
) -> None:
    text = (copied / FILE).read_text(encoding="utf-8")
    assert text.count(was) >= 1
    (copied / FILE).write_text(text.replace(was, becomes, 1), encoding="utf-8")
    (problem,) = needs_problems(Facts(copied))
    assert problem.file == FILE and says in problem.reason
    line = text[: text.index(was)].count("\n") + 1
    assert problem.line is not None and abs(problem.line - line) <= 1
    assert "reached_by" in becomes or problem.place == "domains, postgraduate-degrees, options, phd, needs"


def test_an_announced_change_is_held_against_the_vocabulary_and_its_matrix(copied: Path) -> None:
    file = copied / "scoring/2026/internal-medicine-ct1.yaml"
    text = file.read_text(encoding="utf-8")
    wrong = text.replace("type: [editorial, review, case-report], index: pubmed, count: 1", "type: sonnet, count: 1")
    file.write_text(wrong, encoding="utf-8")
    (problem,) = needs_problems(Facts(copied))
    assert problem.place == "overlays, 2027, set_options, publications, other-single, needs"
    file.write_text(text.replace("remove_domains: [unique-applicant]", "remove_domains: [uniqe]"), encoding="utf-8")
    (problem,) = needs_problems(Facts(copied))
    assert problem.place == "overlays, 2027" and "no domain 'uniqe'" in problem.reason


def test_a_kind_that_stands_for_words_nobody_knows_is_named(copied: Path) -> None:
    file = copied / "evidence/kinds/academic.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("details: {level: doctorate}", "details: {level: doctor}"), encoding="utf-8")
    (problem,) = needs_problems(Facts(copied))
    assert (problem.file, problem.place) == ("evidence/kinds/academic.yaml", "degree-doctorate, scores_as, details")


def test_files_that_cannot_be_read_are_left_to_whoever_reads_them_all(copied: Path) -> None:
    (copied / FILE).write_text("specialty: [", encoding="utf-8")
    assert needs_problems(Facts(copied)) == []
    shutil.rmtree(copied / "evidence")
    assert needs_problems(Facts(copied)) == []


@pytest.mark.parametrize(
    ("key", "wanted", "met", "missed"),
    [
        ("days", 2, (2, 3), (1, 1.5)),
        ("days", "2-4", (2, 9), (1,)),
        ("days_min", 2, (2,), (1,)),
        ("days_over", 2, (2.5, 3), (2, 1)),
        ("days_max", 2, (2, 0), (2.5, 3)),
    ],
)
def test_numbers_are_read_as_their_key_says(
    key: str, wanted: Any, met: tuple[Any, ...], missed: tuple[Any, ...]
) -> None:
    one = condition({"kind": "teaching-course", key: wanted}, "days")
    assert all(one.holds({"days": float(number)}) for number in met)
    assert not any(one.holds({"days": float(number)}) for number in missed)
    assert one.holds({}) is None


def test_a_word_that_is_not_wanted_leaves_every_other_and_asks_of_a_group_that_may_hold_it() -> None:
    elsewhere = condition({"kind": "qip", "theme_not": "radiology"}, "theme")
    assert elsewhere.holds({"theme": "other"}) and elsewhere.holds({"theme": "histopathology"})
    assert elsewhere.holds({"theme": "radiology"}) is False
    paper = condition({"kind": "publication", "type_not": ["case-report", "editorial"]}, "type")
    assert paper.holds({"type": "letter"}) and paper.holds({"type": "case-report"}) is False
    assert paper.holds({"type": "other"}) is None  # it may be a case report or a letter


def test_a_number_asked_of_each_entry_is_not_added_up() -> None:
    each = alternatives(Needs.model_validate({"kind": "teaching", "sessions_each_min": 4}), FACTS.evidence(), "here")[0]
    together = alternatives(Needs.model_validate({"kind": "teaching", "sessions_min": 4}), FACTS.evidence(), "here")[0]
    assert (len(each.conditions), each.totals) == (1, ())
    assert (together.conditions, together.totals[0][1]) == ((), 4)


def test_a_question_that_does_not_arise_is_met() -> None:
    shared = condition({"kind": "publication", "joint_first_max": 6}, "joint_first")
    assert shared.holds({"author": "first"}) is True
    assert shared.holds({"author": "joint-first"}) is None
    assert shared.holds({"author": "joint-first", "joint_first": 7.0}) is False
