"""What does this doctor do this week, and what can they take away? The steps in order, with the last day to start."""

from __future__ import annotations

from dataclasses import dataclass

import ipywidgets as widgets

from workbook.stations.live import Live
from workbook.stations.session import Session
from workbook.stations.takeaway_panel import calendar_download, page_download
from workbook.ui.html import row

STATION = "plan"


@dataclass
class PlanModel:
    """What the session knows, without a widget."""

    session: Session

    def blockers(self) -> tuple[str, ...]:
        """Why there is no plan yet, in sentences."""
        said = []
        if not self.session.record.targets:
            said.append("Name a programme under “Start here”: a plan needs to know what it is for.")
        if self.session.record.doctor.hours_per_week is None:
            said.append("Say how many hours a week you can give, under “Start here”.")
        return tuple(said)


class PlanStation:
    """The widgets of 06_plan."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.model = PlanModel(session)

    def steps(self) -> widgets.Widget:
        """The steps in order, and what was left out and why."""
        return Live(
            self.session, "stations/templates/plan.html.j2",
            lambda: {
                "plan": self.session.answers.plan(), "blockers": self.model.blockers(), "on": self.session.on,
                "titles": {key: entry.title for key, entry in self.session.facts.specialties().items()},
            },
            station=STATION, doing="working out the plan",
        )  # fmt: skip

    def take_away(self) -> widgets.Widget:
        """The calendar file and the page to print."""
        return row(calendar_download(self.session), page_download(self.session))
