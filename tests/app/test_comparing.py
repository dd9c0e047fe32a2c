"""`workbook compare`: programmes in the order typed, the record's targets where none is, one line for what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.app.cli import main
from workbook.facts.where import data_root
from workbook.record.demos import demo_text

IMT, GP = "internal-medicine-ct1", "general-practice-st1"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> tuple[int, str, str]:
        status = main(["compare", *(str(argument) for argument in arguments), "--on", "2026-11-20"])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.yaml"
    path.write_text(demo_text(data_root(), "trust-grade"), encoding="utf-8")
    return path


def asked(run: Run, *arguments: object) -> Any:
    status, out, err = run(*arguments, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_programmes_stand_in_the_order_typed_each_once(run: Run, record: Path) -> None:
    found = asked(run, record, "--specialty", GP, "--specialty", IMT, "--specialty", GP, "--year", 2027)
    assert [(one["specialty"], one["year"]) for one in found["programmes"]] == [(GP, 2027), (IMT, 2027)]
    assert set(found["programmes"][0]) == {"specialty", "title", "year", "gates", "points", "competition"}


def test_without_a_programme_the_targets_are_compared_in_their_own_years(run: Run, record: Path) -> None:
    found = asked(run, record)
    assert [(one["specialty"], one["year"]) for one in found["programmes"]] == [(IMT, 2028)]


def test_in_words_it_says_the_year_of_every_figure(run: Run, record: Path) -> None:
    status, out, _ = run(record, "--specialty", IMT, "--specialty", GP)
    assert status == 0
    assert "Points on the 2026 matrix: supported 12" in out
    assert "Applications for a post in 2025: 5.27 (8,841 applications for 1,678 posts)" in out
    assert "No number: " in out
    assert "not known by programme" in out


def test_a_slip_in_a_programme_is_one_line_with_the_nearest(run: Run, record: Path) -> None:
    status, out, err = run(record, "--specialty", "internal-medicine-ct")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "did you mean internal-medicine-ct1?" in err


def test_a_record_without_targets_needs_a_programme(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bare.yaml"
    path.write_text("format: 1\n", encoding="utf-8")
    status, _, err = run(path)
    assert status == 2
    assert "--specialty is needed" in err
