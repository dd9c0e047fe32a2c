"""How does anything become HTML here? Only through autoescaped templates: what a doctor types is text, never markup.

Templates are files beside the room that owns them and are named by their path below the package, such as
`stations/templates/gates.html.j2`. No other module builds HTML (tests/test_project.py looks for one).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workbook.base.days import in_words, short


def render(template: str, **context: Any) -> Markup:
    """The template filled with the context, every value escaped. Raises jinja2's `UndefinedError` on a missing name."""
    return Markup(_environment().get_template(template).render(**context))


def prose(words: str) -> Markup:
    """The words of a markdown cell as HTML; markup inside them is shown as text, since they are prose and not pages."""
    return Markup(_markdown()(words))


@cache
def _markdown() -> Any:
    import mistune  # only the front page needs it

    return mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=_day, short=_short, number=_number)
    return environment


def _day(value: date | None) -> str:
    return in_words(value) if value else "no date"


def _short(value: date | None) -> str:
    return short(value) if value else "no date"


def _number(value: float | None) -> str:
    """3 instead of 3.0; a dash where no number may be shown."""
    if value is None:
        return "–"
    return f"{value:g}"
