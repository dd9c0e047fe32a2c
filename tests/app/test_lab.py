"""The doctor's own copies of the notebooks for JupyterLab: renewed when untouched, never overwritten when changed."""

from __future__ import annotations

import json
from pathlib import Path

from workbook.app.lab import copy_notebooks


def write(folder: Path, name: str, source: str, outputs: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": [{"text": "ran"}] * outputs}
    path = folder / name
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    return path


def test_the_first_time_every_notebook_is_copied(tmp_path: Path) -> None:
    write(tmp_path / "ours", "00_start.ipynb", "wb.start")
    copies = copy_notebooks(tmp_path / "ours", tmp_path / "mine")
    assert copies.kept == ()
    assert "wb.start" in (copies.folder / "00_start.ipynb").read_text()
    assert copies.folder.stat().st_mode & 0o077 == 0


def test_a_copy_nobody_changed_is_renewed(tmp_path: Path) -> None:
    write(tmp_path / "ours", "a.ipynb", "old")
    copy_notebooks(tmp_path / "ours", tmp_path / "mine")
    write(tmp_path / "ours", "a.ipynb", "new")
    assert copy_notebooks(tmp_path / "ours", tmp_path / "mine").kept == ()
    assert "new" in (tmp_path / "mine" / "a.ipynb").read_text()


def test_running_a_notebook_is_not_changing_it(tmp_path: Path) -> None:
    """JupyterLab saves the outputs by itself; the copy would never be renewed again."""
    write(tmp_path / "ours", "a.ipynb", "old")
    copy_notebooks(tmp_path / "ours", tmp_path / "mine")
    write(tmp_path / "mine", "a.ipynb", "old", outputs=2)
    write(tmp_path / "ours", "a.ipynb", "new")
    assert copy_notebooks(tmp_path / "ours", tmp_path / "mine").kept == ()
    assert "new" in (tmp_path / "mine" / "a.ipynb").read_text()


def test_a_copy_with_the_doctors_words_is_kept_and_told(tmp_path: Path) -> None:
    write(tmp_path / "ours", "a.ipynb", "old")
    copy_notebooks(tmp_path / "ours", tmp_path / "mine")
    write(tmp_path / "mine", "a.ipynb", "old # my note")
    write(tmp_path / "ours", "a.ipynb", "new")
    assert copy_notebooks(tmp_path / "ours", tmp_path / "mine").kept == ("a.ipynb",)
    assert "my note" in (tmp_path / "mine" / "a.ipynb").read_text()


def test_without_the_list_of_copies_nothing_is_overwritten(tmp_path: Path) -> None:
    write(tmp_path / "ours", "a.ipynb", "new")
    write(tmp_path / "mine", "a.ipynb", "something of my own")
    (tmp_path / "mine" / ".copied.json").write_text("not json")
    assert copy_notebooks(tmp_path / "ours", tmp_path / "mine").kept == ("a.ipynb",)
    assert "something of my own" in (tmp_path / "mine" / "a.ipynb").read_text()


def test_a_copy_that_is_damaged_counts_as_changed(tmp_path: Path) -> None:
    write(tmp_path / "ours", "a.ipynb", "old")
    copy_notebooks(tmp_path / "ours", tmp_path / "mine")
    (tmp_path / "mine" / "a.ipynb").write_text("half a file")
    assert copy_notebooks(tmp_path / "ours", tmp_path / "mine").kept == ("a.ipynb",)
