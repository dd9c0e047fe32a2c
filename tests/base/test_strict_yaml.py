"""YAML of a stranger: what is read, and what is refused in one line with its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from workbook.base.strict_yaml import MAX_BYTES, YamlProblem, read_yaml, read_yaml_file


def problem(text: str) -> str:
    with pytest.raises(YamlProblem) as caught:
        read_yaml(text)
    assert "\n" not in str(caught.value), "a problem is one line"
    return str(caught.value)


def test_days_stay_text_until_the_field_that_owns_them_reads_them() -> None:
    assert read_yaml("on: 2026-11-20\nleft: 2026-02-30\n") == {"on": "2026-11-20", "left": "2026-02-30"}


def test_words_that_yaml_takes_for_truths_stay_words() -> None:
    """`on:` is a key of ours, NO is Norway, and only true and false are truths."""
    assert read_yaml("on: yes\ncountry: NO\nn: off\nlicence: true\nowed: false\n") == {
        "on": "yes",
        "country": "NO",
        "n": "off",
        "licence": True,
        "owed": False,
    }


def test_numbers_nothing_and_accents_are_read() -> None:
    assert read_yaml("a: 1\nb: 1.5\nc: null\nd: ~\ne: Sjögren’s ✓\nf: []\n") == {
        "a": 1,
        "b": 1.5,
        "c": None,
        "d": None,
        "e": "Sjögren’s ✓",
        "f": [],
    }


def test_json_is_read_too() -> None:
    assert read_yaml('{"format": 1, "posts": [{"id": "p1"}]}') == {"format": 1, "posts": [{"id": "p1"}]}


def test_an_alias_is_refused_because_a_few_of_them_unfold_to_gigabytes() -> None:
    assert problem("a: &x one\nb: *x\n") == "line 2: aliases (*name) are not read; write the entry out"


def test_a_bomb_of_aliases_is_refused_at_its_first_alias() -> None:
    lines = ['a: &a ["ha", "ha", "ha"]']
    for earlier, later in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{later}: &{later} [{', '.join(['*' + earlier] * 9)}]")
    assert problem("\n".join(lines)).startswith("line 2: aliases")


def test_an_asterisk_in_a_text_is_no_alias() -> None:
    assert read_yaml("note: '*important* 2 * 3'\nother: a * b\n") == {"note": "*important* 2 * 3", "other": "a * b"}


def test_a_key_that_stands_twice_is_refused_because_one_would_be_lost() -> None:
    assert problem("start: 2026-01-01\nend: 2026-02-01\nstart: 2026-03-01\n") == "line 3: 'start' stands twice"
    assert "'a' stands twice" in problem("x: {a: 1, a: 2}")


def test_a_key_that_is_no_word_is_refused() -> None:
    assert problem("? [a, b]\n: 1\n") == "line 1: a key must be a word"


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2",
        "a: 'open",
        "\tb: 1",
        "a: 1\n---\nb: 2",
        "a: b: c",
        "a: \x00",
        "a: !!python/object/apply:os.system [ls]",
    ],
)
def test_text_that_is_not_plain_yaml_is_one_line(text: str) -> None:
    assert problem(text)


def test_a_number_too_long_to_be_one_is_one_line() -> None:
    assert "digits" in problem("a: " + "9" * 5000)


def test_more_than_ten_megabytes_are_refused_before_they_are_parsed(tmp_path: Path) -> None:
    bomb = "a: [" + "x," * 5_100_000 + "x]"
    assert problem(bomb) == "larger than 2 MB: not one of ours"
    path = tmp_path / "bomb.yaml"
    path.write_text(bomb, encoding="utf-8")
    with pytest.raises(YamlProblem, match="larger than 2 MB"):
        read_yaml_file(path)


def test_the_bound_counts_bytes_and_not_letters() -> None:
    assert problem("a: " + "ö" * (MAX_BYTES // 2))


@pytest.mark.parametrize("code", ["'[' * 100_000 + ']' * 100_000", "'{a: ' * 50_000 + '1' + '}' * 50_000"])
def test_a_text_nested_very_deeply_is_refused_and_does_not_end_the_program(code: str) -> None:
    """In a process of its own: a parser that recurses would take the whole test run with it."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            f"from workbook.base.strict_yaml import read_yaml, YamlProblem\ntry: read_yaml({code})\n"
            "except YamlProblem as error: print(error)",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (run.returncode, "deeply" in run.stdout) == (0, True), run.stderr[-300:]


def test_a_file_with_the_mark_of_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text("format: 1\n", encoding="utf-8-sig")
    assert read_yaml_file(path) == {"format": 1}


@pytest.mark.parametrize("coding", ["utf-16", "latin-1"])
def test_a_file_that_is_not_utf_8_says_so(tmp_path: Path, coding: str) -> None:
    path = tmp_path / "record.yaml"
    path.write_text("label: Sjögren\n", encoding=coding)
    with pytest.raises(YamlProblem, match="UTF-8"):
        read_yaml_file(path)
