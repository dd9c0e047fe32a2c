"""What does a station show, and how is it used without a browser? Widgets walked, panes read, fields found by label."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import ipywidgets as widgets

from workbook.record import Record
from workbook.record.models import Absence, Evidence, Permission, Post, Target
from workbook.stations.entries import EntryList
from workbook.stations.evidence import EvidenceStation
from workbook.stations.facts import FactsStation
from workbook.stations.person_spec import PersonSpecStation
from workbook.stations.plan import PlanStation
from workbook.stations.posts import PostsStation
from workbook.stations.session import Session
from workbook.stations.start import StartStation
from workbook.stations.visa import VisaStation
from workbook.ui.fields import Field

HOSTILE = "<img src=x onerror=alert(1)>"

VIEWS: dict[type[Any], tuple[str, ...]] = {
    StartStation: ("where_i_stand", "about_you", "targets", "examples"),
    PostsStation: ("posts", "programmes", "rungs", "request"),
    PersonSpecStation: ("programme", "gates", "experience", "reading", "statements", "desirables"),
    EvidenceStation: (
        "programme",
        "score",
        "claims",
        "claim_check",
        "inventory",
        "documents",
        "exams",
        "import_list",
        "compare",
        "what_if",
        "matrix",
    ),
    VisaStation: (
        "line",
        "permissions",
        "permission_today",
        "costs",
        "trips",
        "leaving",
        "residence",
        "priority",
    ),
    PlanStation: ("steps", "take_away"),
    FactsStation: ("set_aside", "search", "coverage", "to_read_again", "take_away"),
}


def every(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """The widget and all below it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def markup(widget: widgets.Widget) -> str:
    """The HTML of every pane that is there."""
    return "\n".join(one.value for one in every(widget) if isinstance(one, widgets.HTML))


def words(widget: widgets.Widget) -> str:
    """What every pane says, in one line of plain text."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup(widget))).split())


def field(widget: widgets.Widget, label: str) -> Field:
    """The field with this label."""
    found = [one for one in every(widget) if isinstance(one, Field) and one.label == label]
    assert len(found) == 1, f"{len(found)} fields are called {label!r}"
    return found[0]


def typed(widget: widgets.Widget, label: str, value: Any) -> str:
    """Type into a field; gives what the line below it says."""
    one = field(widget, label)
    one.input.value = value
    return words(one)


def entry_list(widget: widgets.Widget) -> EntryList:
    return next(one for one in every(widget) if isinstance(one, EntryList))


def all_views(session: Session) -> list[tuple[str, widgets.Widget]]:
    """Every view of every station over one session, by name."""
    return [
        (f"{station.__name__}.{name}", getattr(made, name)())
        for station, names in VIEWS.items()
        for made in [station(session)]
        for name in names
    ]


def half_filled() -> Record:
    """A record as it stands after ten minutes: an entry of each kind, most of it not said yet."""
    return Record(
        targets=(Target(specialty="internal-medicine-ct1", year=2028),),
        posts=(
            Post(id="p1"),
            Post(id="p2", kind="trust-grade", start=date(2026, 8, 5)),
            Post(id="p3", end=date(2024, 1, 2)),
        ),
        evidence=(Evidence(id="e1"), Evidence(id="e2", kind="qip"), Evidence(id="e3", kind="a-kind-of-long-ago")),
        permissions=(Permission(id="v1"), Permission(id="v2", route="skilled-worker", start=date(2026, 8, 1))),
        absences=(Absence(left=date(2026, 11, 1)),),
    )
