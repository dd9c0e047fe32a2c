"""How is a template shown, and shown again when the record changes? As a pane that is filled anew in place.

ipywidgets never frees a widget, so a pane is made once and refilled.
"""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from workbook.base.templates import render


class Pane(widgets.HTML):
    """One template on the page. `fill` renders it again; an unchanged result sends nothing to the browser."""

    def __init__(self, template: str, *, classes: tuple[str, ...] = (), **context: Any) -> None:
        super().__init__()
        self._template = template
        self.add_class("ladder-pane")
        for name in classes:
            self.add_class(name)
        if context:
            self.fill(**context)

    def fill(self, **context: Any) -> None:
        self.value = str(render(self._template, **context))

    def clear(self) -> None:
        self.value = ""


def show(template: str, **context: Any) -> Pane:
    """The template filled at once, as a widget."""
    return Pane(template, **context)


def column(*children: widgets.Widget, classes: tuple[str, ...] = ()) -> widgets.VBox:
    """Widgets one below the other, with our class names instead of inline style."""
    box = widgets.VBox(list(children))
    box.add_class("ladder-column")
    for name in classes:
        box.add_class(name)
    return box


def row(*children: widgets.Widget, classes: tuple[str, ...] = ()) -> widgets.HBox:
    """Widgets side by side where there is room, below one another where there is not."""
    box = widgets.HBox(list(children))
    box.add_class("ladder-row")
    for name in classes:
        box.add_class(name)
    return box


def button(label: str, *, main: bool = False, title: str = "") -> widgets.Button:
    """A button in the look of the workbook. `title` completes the label for a screen reader where it needs it."""
    made = widgets.Button(description=label, tooltip=title or label)
    made.add_class("ladder-button")
    made.add_class("ladder-main" if main else "ladder-ghost")
    return made
