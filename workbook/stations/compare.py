"""How do the programmes I look at stand beside each other? Gates, points and competition, in the order I named them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from workbook.rules.compare import Comparison, compare
from workbook.stations.chosen import Chosen, ChosenList
from workbook.stations.live import Live
from workbook.ui.html import column


@dataclass
class CompareModel:
    """What the session knows, without a widget."""

    chosen: Chosen

    def comparison(self) -> Comparison:
        session = self.chosen.session
        return compare(session.record, session.facts, self.chosen.programmes(), session.on)

    def blockers(self) -> tuple[str, ...]:
        """Why there is nothing to compare, in sentences."""
        return () if self.chosen.programmes() else ("No programme is chosen.",)


def compare_view(chosen: Chosen, station: str) -> widgets.Widget:
    """The chooser and the table below it."""
    model = CompareModel(chosen)

    def context() -> dict[str, Any]:
        return {"found": model.comparison(), "on": chosen.session.on, "blockers": model.blockers()}

    live = Live(
        chosen.session, "stations/templates/compare.html.j2", context, station=station, doing="comparing the programmes"
    )
    chosen.watch(live.refresh)
    return column(ChosenList(chosen, station), live)
