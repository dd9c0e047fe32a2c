"""The names of examinations: one name means one part, and a name that may be a part or the whole means neither."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workbook.facts import FactError, Facts, Unknown
from workbook.facts.exams import load_exams
from workbook.facts.where import data_root

EXAMS = Facts().exams()


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("MRCP Part 1", "mrcp-part-1"),
        ("MRCP(UK) part I", "mrcp-part-1"),
        ("Part 1 of the MRCP examination", "mrcp-part-1"),
        ("mrcp part1", "mrcp-part-1"),
        ("MRCP Part 2 written", "mrcp-part-2"),
        ("PACES", "mrcp-paces"),
        ("Full MRCP(UK)", "mrcp-full"),
        ("MRCS Part B (OSCE)", "mrcs-part-b"),
        ("MRCPsych Paper A", "mrcpsych-paper-a"),
        ("MRCPCH FOP", "mrcpch-fop"),
        ("Full DO-HNS", "dohns-full"),
    ],
)
def test_a_name_is_read_whatever_its_order_and_signs(typed: str, part: str) -> None:
    assert EXAMS.named(typed) == part


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("MRCP", "mrcp-uk"), ("MRCS(ENT)", "mrcs-ent-or-equivalent"), ("Primary FRCA", "primary-frca"),
     ("MRCP Part 1, second attempt", "mrcp-uk"), ("MRCP Part 1 and Part 2", "mrcp-uk")],
)  # fmt: skip
def test_a_name_that_may_be_a_part_or_the_whole_is_unclear_and_never_guessed(typed: str, asked: str) -> None:
    assert EXAMS.named(typed) is None
    assert EXAMS.near(typed, EXAMS.asked(asked))


@pytest.mark.parametrize("typed", ["MRCPCH", "MRCPsych", "IELTS Academic", "PLAB 2", "MRCP Part 1"])
def test_another_exam_is_not_near(typed: str) -> None:
    """MRCPCH and MRCPsych begin like MRCP and are no part of it; a name that is clear is not unclear."""
    assert not EXAMS.near(typed, EXAMS.asked("mrcp-uk"))


def test_every_part_is_asked_for_somewhere() -> None:
    used = {id for asked in EXAMS.asked_for for route in asked.any_of for id in route}
    assert used == {part.id for part in EXAMS.parts}


def test_what_is_not_listed_is_unknown() -> None:
    with pytest.raises(Unknown, match="fellowship-of-tea"):
        EXAMS.asked("fellowship-of-tea")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("called: [MRCS Part A,", "called: [MRCP part one,"), "a name means one part"),
        (lambda text: text.replace("any_of: [[frcr-part-1]]", "any_of: [[frcr-part-9]]"), "no part 'frcr-part-9'"),
    ],
)
def test_a_broken_file_says_what_is_wrong(empty: Path, change: Callable[[str], str], said: str) -> None:
    text = (data_root() / "evidence/exams.yaml").read_text(encoding="utf-8")
    (empty / "evidence").mkdir()
    (empty / "evidence/exams.yaml").write_text(change(text), encoding="utf-8")
    with pytest.raises(FactError, match=said):
        load_exams(empty)
