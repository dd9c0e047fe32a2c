"""A notebook read as words and code, the way the front page shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbook.app.prose import BadNotebook, Code, Words, sections


def notebook(path: Path, *cells: tuple[str, str, list[str]]) -> Path:
    made = [{"cell_type": kind, "source": source, "metadata": {"tags": tags}} for kind, source, tags in cells]
    path.write_text(json.dumps({"cells": made}), encoding="utf-8")
    return path


def test_words_and_code_come_in_the_order_of_the_notebook(tmp_path: Path) -> None:
    path = notebook(
        tmp_path / "a.ipynb",
        ("markdown", "# A title\n\nSome *words*.", []),
        ("code", "import workbook\nwb = workbook.open()", ["open"]),
        ("code", "wb", []),
        ("code", "  \n", []),
    )
    first, second = sections(path)
    assert isinstance(first, Words)
    assert str(first.html) == "<h1>A title</h1>\n<p>Some <em>words</em>.</p>\n"
    assert isinstance(second, Code)
    assert second.source == "wb"


def test_markup_in_the_words_is_shown_as_text(tmp_path: Path) -> None:
    [said] = sections(notebook(tmp_path / "b.ipynb", ("markdown", "<img src=x onerror=alert(1)>", [])))
    assert isinstance(said, Words)
    assert "<img" not in said.html
    assert "&lt;img" in said.html


@pytest.mark.parametrize(
    ("source", "value"),
    [("1 + 1", 2), ("x = 3\nx * 2", 6), ("x = 3", None), ("x = 3\nx;", None), ("# only a remark", None)],
)
def test_a_cell_gives_the_value_of_its_last_line_as_jupyter_does(source: str, value: Any) -> None:
    assert Code(source, ()).run({}) == value


def test_cells_share_their_names(tmp_path: Path) -> None:
    names: dict[str, Any] = {"wb": 20}
    Code("y = wb + 1", ()).run(names)
    assert Code("y", ()).run(names) == 21


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"cells": [{}]}', '{"cells": 3}'])
def test_a_notebook_that_is_none_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text(content)
    with pytest.raises(BadNotebook, match=r"broken\.ipynb"):
        sections(path)


def test_a_notebook_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadNotebook, match=r"missing\.ipynb"):
        sections(tmp_path / "missing.ipynb")
