"""How does a chart reach the page without slowing the first widget? As a spec; the library comes once, and later.

The library (Vega, Vega-Lite, vega-embed in one file) is made at build time by hatch_build.py. On our own page the
browser fetches it from our server and keeps it; in JupyterLab it asks the kernel. The same content always stands beside
the chart as a table: a chart that cannot be drawn says so and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from workbook.ui.browser import STATIC, script, static_url

VEGA = STATIC / "vega.js"

LOOK: dict[str, Any] = {
    "background": "transparent",
    "font": "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "#565c64", "titleColor": "#565c64", "labelFontSize": 13, "titleFontSize": 13,
        "titleFontWeight": 600, "gridColor": "#e3dfd6", "domainColor": "#e3dfd6", "tickColor": "#e3dfd6",
    },
    "legend": {"labelColor": "#1b1f24", "titleColor": "#565c64", "labelFontSize": 13, "titleFontSize": 13},
    "text": {"color": "#1b1f24", "fontSize": 13},
    "range": {"category": ["#0b5d63", "#1d4e89", "#63358f", "#b86e00", "#565c64"]},
}  # fmt: skip
"""The theme of every chart: the tokens of ladder.css in Vega-Lite's words."""


class Chart(anywidget.AnyWidget):
    """A Vega-Lite chart. `spec` is a plain dict; set it anew and the picture is drawn anew in its place.

    `alt` says in one sentence what the chart shows: it is the chart's name for a screen reader.
    """

    _esm = script("chart.js")

    spec = traitlets.Dict().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    library = traitlets.Unicode().tag(sync=True)

    def __init__(self, spec: dict[str, Any], alt: str, **more: Any) -> None:
        address = static_url()
        super().__init__(spec=spec, alt=alt, library=f"{address}vega.js" if address else "", **more)
        self.on_msg(self._asked)

    def on_pick(self, pick: Callable[[str], None]) -> None:
        """Call `pick(id)` when a mark whose datum has an `id` is pressed."""

        def picked(_widget: Any, message: dict[str, Any], _buffers: Any) -> None:
            if message.get("kind") == "picked":
                pick(str(message.get("id")))

        self.on_msg(picked)

    @traitlets.validate("spec")
    def _in_our_look(self, proposal: Any) -> dict[str, Any]:
        return themed(proposal["value"])

    def _asked(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        if message.get("kind") == "library?":
            self.send({"kind": "library"}, [VEGA.read_bytes()] if VEGA.exists() else [])


def themed(spec: dict[str, Any]) -> dict[str, Any]:
    """The spec with our look below its own `config`."""
    return {**spec, "config": {**LOOK, **spec.get("config", {})}}
