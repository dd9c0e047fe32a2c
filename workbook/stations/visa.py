"""How long does this doctor have? Permission, trips, settlement and the one line they all lie on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import ipywidgets as widgets

from workbook.base.days import short
from workbook.record.ids import free_id
from workbook.record.models import Absence, Permission, Settled
from workbook.rules.costs import who_pays
from workbook.stations.entries import EntryList
from workbook.stations.leaving import leaving_view
from workbook.stations.line_chart import line_chart
from workbook.stations.live import Live
from workbook.stations.priority import priority_view
from workbook.stations.session import Session, with_field
from workbook.stations.trips_paste import TripsPaste
from workbook.ui.form import Form
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import column

STATION = "visa"


@dataclass
class VisaModel:
    """What the session knows, without a widget."""

    session: Session

    def route_choices(self) -> tuple[tuple[str, str], ...]:
        return tuple((route.title, key) for key, route in self.session.facts.routes().items() if route.held)

    def reason_choices(self) -> tuple[tuple[str, str], ...]:
        return tuple((reason.title, reason.id) for reason in self.session.facts.visa_rule("absence-excepted").reasons)

    def permission_line(self, permission: Permission) -> tuple[str, str]:
        routes = self.session.facts.routes()
        title = routes[permission.route].title if permission.route in routes else "A permission, kind not said"
        start = short(permission.start) if permission.start else "start not said"
        return title, f"{start} to {short(permission.end) if permission.end else 'end not said'}"

    def trip_line(self, trip: Absence) -> tuple[str, str]:
        if trip.returned is None:
            return f"Left {short(trip.left)}", "still away: every day since is counted"
        if trip.returned == trip.left:
            return f"Left {short(trip.left)}", "say when you came back: no day is counted yet"
        days = max(0, (trip.returned - trip.left).days - 1)
        return f"{short(trip.left)} to {short(trip.returned)}", f"{days} whole {'day' if days == 1 else 'days'} abroad"

    def limit(self) -> int:
        """The most whole days abroad in 12 months, under permission granted today (data/visa: ilr-absence-limit)."""
        days: int = self.session.facts.visa_parameter("ilr-absence-limit").on(self.session.on).value
        return days

    def blockers(self) -> tuple[str, ...]:
        """Why this step is not done, in sentences."""
        record = self.session.record
        said = []
        if not record.permissions and record.doctor.settled is None:
            said.append("No permission to stay is entered, so no date can be worked out.")
        if any(p.end is None for p in record.permissions):
            said.append("A permission has no last day.")
        return tuple(said)


class VisaStation:
    """The widgets of 05_visa."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.model = VisaModel(session)

    def permissions(self) -> widgets.Widget:
        """The permissions held, each as the UKVI account shows it; or a status that needs none."""
        notice = Notice()

        def save(name: str, value: Any) -> str | None:
            doctor = self.session.record.doctor
            held = with_field(doctor.settled or Settled(kind=value), name, value) if value else None
            if isinstance(held, str):
                return held
            return self.session.edit("Your status", doctor=doctor.model_copy(update={"settled": held}))

        citizenship = self._of_the_doctor("citizenship", "Your citizenship")
        status = Form("settled", self.session.record.doctor.settled, save)
        refresh = guarded(notice, "showing your status")(lambda: status.put(self.session.record.doctor.settled))
        self.session.watch(refresh, STATION)
        entries = EntryList(
            self.session, "permissions", noun="a permission", forms=(("permission", ""),),
            fresh=lambda _: Permission(id=free_id(self.session.record, "permissions")),
            line=self.model.permission_line, choices={"routes": self.model.route_choices()}, station=STATION,
            empty="Nothing entered yet. Open your UKVI account and copy the first and last day from there.",
        )  # fmt: skip
        return column(citizenship, status, notice, entries)

    def _of_the_doctor(self, name: str, what: str) -> widgets.Widget:
        """A form over the doctor's own fields, and the line that says what went wrong."""
        notice = Notice()

        def save(field: str, value: Any) -> str | None:
            doctor = with_field(self.session.record.doctor, field, value)
            return doctor if isinstance(doctor, str) else self.session.edit(what, doctor=doctor)

        form = Form(name, self.session.record.doctor, save)
        refresh = guarded(notice, f"showing the field “{what}”")(lambda: form.put(self.session.record.doctor))
        self.session.watch(refresh, STATION)
        return column(form, notice)

    def trips(self) -> widgets.Widget:
        """Every trip out of the UK, both travel days as on the boarding pass."""
        entries = EntryList(
            self.session, "absences", noun="a trip", forms=(("absence", ""),),
            fresh=lambda _: Absence(left=self.session.on, returned=self.session.on), line=self.model.trip_line,
            settle=there_and_back,
            choices={"reasons": self.model.reason_choices()}, station=STATION,
            empty=f"No trips entered. Days abroad count toward the limit of {self.model.limit()}, holidays too.",
        )  # fmt: skip
        return column(entries, TripsPaste(self.session))

    def permission_today(self) -> widgets.Widget:
        """What is held on the day, until when, and the rules around it."""
        return Live(
            self.session, "stations/templates/permission.html.j2",
            lambda: {"state": self.session.answers.permission(), "on": self.session.on},
            station=STATION, doing="working out your permission",
        )  # fmt: skip

    def costs(self) -> widgets.Widget:
        """What the next steps cost, for the doctor and for those who apply with them."""
        table = Live(
            self.session, "stations/templates/costs.html.j2",
            lambda: {
                "steps": self.session.answers.costs(), "who_pays": who_pays(self.session.record),
                "on": self.session.on,
            },
            station=STATION, doing="adding up the fees",
        )  # fmt: skip
        return column(self._of_the_doctor("dependants", "Who applies with you"), table)

    def residence(self) -> widgets.Widget:
        """Days abroad against the limit, and settlement under each set of rules."""

        def context() -> dict[str, Any]:
            found = self.session.answers.residence()
            unknown = dict.fromkeys(text for rules in found.rule_sets for text in rules.unknown)
            return {
                "residence": found, "unknown": tuple(unknown), "on": self.session.on, "limit": self.model.limit(),
            }  # fmt: skip

        return Live(
            self.session, "stations/templates/residence.html.j2", context, station=STATION, doing="counting your days"
        )

    def leaving(self) -> widgets.Widget:
        """How long the doctor could leave for, from any day of the next two years."""
        return leaving_view(self.session, STATION)

    def priority(self) -> widgets.Widget:
        """Who the Act of 2026 puts first, for each target."""
        return priority_view(self.session, STATION)

    def line(self) -> widgets.Widget:
        """Posts, permission and recruitment on one line, as a picture and as a table, with what collides."""
        picture = line_chart(self.session, STATION)

        def context() -> dict[str, Any]:
            line, on = self.session.answers.line(), self.session.on
            past = [event for event in line.events if not event.lasts_to(on)]
            coming = [event for event in line.events if event.lasts_to(on)]
            return {"line": line, "past": past, "coming": coming, "on": on}

        table = Live(
            self.session, "stations/templates/line.html.j2", context, station=STATION, doing="drawing the line"
        )
        return column(picture, table)


def there_and_back(trip: Absence, name: str, value: Any) -> Absence:
    """The day of return follows the day of leaving until it is given.

    A trip whose return is not typed yet would otherwise count as still away, every day of it against the limit.
    """
    if name == "left" and isinstance(value, date) and trip.returned == trip.left:
        return trip.model_copy(update={"returned": value, "left": value})
    return trip
