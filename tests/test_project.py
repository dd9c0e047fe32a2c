"""What holds the project together: one list of dependencies, notebooks without logic, no clock and no HTML astray."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from workbook.facts import Facts
from workbook.facts.core import Confidence

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MODULES = sorted((ROOT / "workbook").rglob("*.py"))


def _names(requirements: list[str]) -> set[str]:
    return {re.sub(r"[_.]+", "-", re.sub(r"\s", "", line.split("#")[0])).lower() for line in requirements}


def test_environment_yml_asks_for_what_pyproject_asks_for() -> None:
    """A conda user gets the same packages with the same lowest versions."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    conda = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    listed = [line for line in conda if isinstance(line, str)]
    python = [line for line in listed if line.startswith("python>")]
    assert python == [f"python{asked['requires-python']}"]
    assert _names([line for line in listed if line not in (*python, "pip")]) == _names(asked["dependencies"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_prose_and_short_calls(path: Path) -> None:
    """No outputs, no logic; code cells of one to three lines, hidden in JupyterLab; prose comes first."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cells[0]["cell_type"] == "markdown"
    assert "".join(cells[0]["source"]).startswith("# ")
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code[0]["metadata"]["tags"] == ["open"]
    for cell in code:
        lines = [line for line in "".join(cell["source"]).split("\n") if line.strip()]
        assert 1 <= len(lines) <= 3, lines
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        assert cell["metadata"]["jupyter"] == {"source_hidden": True}
        kinds = {type(node) for node in ast.walk(ast.parse("".join(cell["source"])))}
        assert not kinds & {ast.For, ast.While, ast.If, ast.FunctionDef, ast.Lambda, ast.ListComp}


def test_every_station_has_its_notebook_and_its_title() -> None:
    from workbook.stations import STATIONS

    assert [station.notebook for station in STATIONS] == [path.stem for path in NOTEBOOKS]
    for station in STATIONS:
        first = json.loads((ROOT / "notebooks" / f"{station.notebook}.ipynb").read_text())["cells"][0]
        assert "".join(first["source"]).split("\n")[0] == f"# {station.title}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_app_asks_what_day_it_is(path: Path) -> None:
    """A rule that read the clock could not be tested, and two pages could disagree at midnight."""
    if path.relative_to(ROOT).parts[1] == "app":
        return
    found = re.findall(r"(?:date\.today|datetime\.(?:now|utcnow)|time\.time)\(", path.read_text(encoding="utf-8"))
    assert not found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_one_place_makes_html(path: Path) -> None:
    """What a doctor types is text: markup is made in templates alone, which escape it."""
    place = str(path.relative_to(ROOT))
    text = path.read_text(encoding="utf-8")
    if place != "workbook/base/templates.py":
        assert not re.search(r"\bMarkup\(|\|\s*safe\b|jinja2\.Environment\(|\bEnvironment\(", text), (
            "escape in one place"
        )
    if place != "workbook/ui/html.py":
        assert not re.search(r"widgets\.HTML|HTMLMath|display\(HTML|IPython\.display|widgets\.Output", text)
    tree = ast.parse(text)
    said = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in said:
            assert not re.search(r"</?(?:p|b|div|span|table|td|tr|li|ul|a|h[1-6]|br|script|img)\b", node.value), (
                node.value
            )


def _docstrings(tree: ast.AST) -> set[ast.AST]:
    """The first expression of each module, class and function, where it is a text."""
    bodies = (
        node.body
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return {body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "workbook").rglob("*.j2")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_template_trusts_what_was_typed(path: Path) -> None:
    assert "|safe" not in path.read_text(encoding="utf-8").replace(" ", "")
    assert "autoescape false" not in path.read_text(encoding="utf-8")


def test_the_readme_explains_every_line_of_a_source_card() -> None:
    """A doctor who opens a source finds what each line of it means."""
    card = (ROOT / "workbook/ui/templates/pieces.html.j2").read_text(encoding="utf-8").split("macro provenance_card")[1]
    labels = set(re.findall(r"<dt>([^<]+)</dt>", card.split("endmacro")[0]))
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("## How to read a source")[1].split("\n## ")[0]
    explained = {part.strip().lower() for row in re.findall(r"^\| ([^|]+) \|", readme, re.M) for part in row.split(",")}
    assert labels
    assert {label.lower() for label in labels} - explained == set()


def test_the_readme_says_what_high_confidence_means_where_the_page_itself_was_not_read() -> None:
    """`fee-ilr` is high and quoted; what the workbook suggests is high and on no page. The README says both."""
    facts = Facts()
    fee = facts.visa_parameter("fee-ilr").provenance
    assert (fee.confidence, fee.source.how_read) == (Confidence.HIGH, "quoted by several public files")
    sure = (row.provenance.source for row in facts.index().rows if row.confidence is Confidence.HIGH)
    own = {source.title for source in sure if source.publisher == "workbook"}
    assert own
    assert all(title.startswith("editorial") for title in own), "its title must say that it is our own advice"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    row = next(line for line in readme.split("\n") if line.startswith("| Confidence |"))
    assert "“quoted by several public files”" in row
    assert "“workbook, editorial …”" in row


PYTHON = sorted(path for room in ("workbook", "tests") for path in (ROOT / room).rglob("*.py"))


def test_a_line_that_the_type_checker_passes_over_says_why() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in PYTHON
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if re.search(r"# type: ignore(?!\[[a-z, -]+\]  # \w)", line) and path != Path(__file__)
    ]
    assert silent == []
