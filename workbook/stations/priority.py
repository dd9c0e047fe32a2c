"""Does the Act of 2026 put this doctor first? Each target's year and step, and what nobody has decided yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from workbook.rules.priority import Priority, stages_of
from workbook.stations.live import Live
from workbook.stations.session import Session

STEPS = {"interview": "Interviews", "offer": "Offers"}


@dataclass
class PriorityModel:
    """What the session knows, without a widget."""

    session: Session

    def answers(self) -> tuple[Priority, ...]:
        """One answer for each target and step at which the Act sets an order; where it sets none, that of the offer."""
        found = []
        known = self.session.facts.specialty_ids()
        for target in self.session.record.ranked_targets:
            if target.specialty in known:
                steps = stages_of(self.session.facts, target.year, target.specialty) or ("offer",)
                found += [self.session.answers.priority(target.specialty, target.year, step) for step in steps]
        return tuple(found)


def priority_view(session: Session, station: str) -> widgets.Widget:
    """The table of targets and steps, and the months against every number that was proposed."""
    model = PriorityModel(session)

    def context() -> dict[str, Any]:
        answers = model.answers()
        counted = next((one for one in answers if one.thresholds), None)
        remarks = {remark.text: remark for one in answers for remark in one.remarks}.values()
        return {
            "answers": answers, "steps": STEPS, "counted": counted, "remarks": tuple(remarks), "on": session.on,
        }  # fmt: skip

    return Live(
        session, "stations/templates/priority.html.j2", context, station=station, doing="reading the Act for you"
    )
