"""What if I leave on this day? The days abroad that are open from it, and the days on which more come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ipywidgets as widgets

from workbook.base.days import in_words
from workbook.rules.absence_allowance import Leaving, RollOut, turning_points
from workbook.rules.finding import FactRef
from workbook.stations.live import Live
from workbook.stations.session import Session
from workbook.ui.fields import DayField
from workbook.ui.html import column

_RULE = "absence-limit-rolling"


@dataclass
class LeavingModel:
    """What the session knows, without a widget. `leave` is the day looked at, today until another is typed.

    Nothing of it is saved: looking at a day plans no trip.
    """

    session: Session
    leave: date | None = None

    def look_at(self, day: date | None) -> str | None:
        """Look at another day; the sentence that says why not, if it cannot be answered."""
        if day is not None and day < self.session.on:
            return f"Choose a day from {in_words(self.session.on)} on."
        last = self.last_day()
        if day is not None and last is not None and day > last:
            return f"The days are counted up to {in_words(last)}."
        self.leave = day
        return None

    def last_day(self) -> date | None:
        found = self.session.answers.allowance()
        return found.days[-1].leave if found else None

    def answer(self) -> Leaving | None:
        """What is open from the day looked at; None where no limit is counted."""
        found = self.session.answers.allowance()
        if found is None:
            return None
        first = found.days[0].leave
        wanted = (self.leave or first) - first
        return found.days[min(max(wanted, timedelta(0)).days, len(found.days) - 1)]

    def changes(self) -> tuple[Leaving, ...]:
        """The days on which the number begins to rise, to fall or to stay, from today on."""
        found = self.session.answers.allowance()
        return turning_points(found.days) if found else ()

    def coming_back(self) -> tuple[RollOut, ...]:
        """The stretches abroad that leave the 12 months after the day looked at."""
        found = self.session.answers.allowance()
        since = self.leave or self.session.on
        return tuple(one for one in found.roll_outs if one.last >= since) if found else ()

    def beyond(self) -> tuple[str, ...]:
        """What ends before the doctor would be back, so that the number speaks of a stay that goes on as it is."""
        found, answer = self.session.answers.allowance(), self.answer()
        if found is None or answer is None:
            return ()
        said = []
        if found.permission_ends and answer.back > found.permission_ends:
            said.append(
                f"Your permission ends on {in_words(found.permission_ends)}. The number counts days abroad only: "
                "whether you may come back later depends on the permission you hold then."
            )
        if found.completion and answer.leave > found.completion:
            said.append(f"Your period is complete on {in_words(found.completion)}, before this day.")
        return tuple(said)


def leaving_view(session: Session, station: str) -> widgets.Widget:
    """The day typed, what is open from it, and the table behind it."""
    model = LeavingModel(session)

    def context() -> dict[str, Any]:
        found = session.answers.allowance()
        without = found.without_excepted if found else ()
        answer = model.answer()
        place = (answer.leave - found.days[0].leave).days if found and answer else 0
        return {
            "answer": answer, "limit": found.limit if found else None,
            "without": without[place] if without else None,
            "changes": model.changes(), "coming_back": model.coming_back(), "beyond": model.beyond(),
            "facts": (FactRef(session.facts.visa_rule(_RULE).provenance),), "on": session.on,
        }  # fmt: skip

    live = Live(
        session, "stations/templates/leaving.html.j2", context, station=station, doing="counting the days ahead"
    )

    def look(value: Any) -> str | None:
        refused = model.look_at(value)
        if refused is None:
            live.refresh()
        return refused

    return column(DayField("What if you leave the UK on …", session.on, look, example="3 Jun 2027"), live)
