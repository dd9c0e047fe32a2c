"""What does a guided session say, and where do its widgets stand? Its notebook is read as sections: words and code.

The notebooks are the one source: the front page shows the same cells in the same order as each notebook alone.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from workbook.base.templates import prose


class BadNotebook(ValueError):
    """A guided session that cannot be read; the message names the file."""


@dataclass(frozen=True, slots=True)
class Words:
    """A markdown cell as HTML. Markup inside the words is shown as text: the cells are prose, not pages."""

    html: Markup


@dataclass(frozen=True, slots=True)
class Code:
    """A code cell: what runs before its last line, and the last line when that is an expression to show."""

    source: str
    tags: tuple[str, ...]

    def run(self, names: dict[str, Any]) -> Any:
        """Run the cell in these names and return the value of its last line, as Jupyter does; None if there is none."""
        tree = ast.parse(self.source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "<cell>", "exec"), names)
        if last is None or self.source.rstrip().endswith(";"):
            return None
        return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)


Section = Words | Code


def notebooks_folder() -> Path:
    """Where the guided sessions are: `workbook/_notebooks` in a wheel, else the repository's `notebooks/`."""
    package = Path(__file__).parent.parent
    packaged = package / "_notebooks"
    return packaged if packaged.is_dir() else package.parent / "notebooks"


OPEN = "open"
"""The tag of the cell that opens the record; on the front page it is open already."""


@cache
def sections(notebook: Path) -> tuple[Section, ...]:
    """The cells of a notebook that show something, in order. Raises `BadNotebook`."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return tuple(section for cell in cells if (section := _section(cell)) is not None)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadNotebook(f"{notebook.name}: {type(error).__name__}: {error}") from error


def _section(cell: dict[str, Any]) -> Section | None:
    source = "".join(cell["source"])
    tags = tuple(cell.get("metadata", {}).get("tags", ()))
    if not source.strip() or OPEN in tags:
        return None
    if cell["cell_type"] == "markdown":
        return Words(prose(source))
    return Code(source, tags) if cell["cell_type"] == "code" else None
