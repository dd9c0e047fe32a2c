"""How are all stations on one page with one record? Each is a box, filled from its notebook when it is first shown.

Nothing here knows what a station says: words and widgets come from the notebooks (prose.py), the record from the one
session, and which box is on the screen from the router in the browser.
"""

from __future__ import annotations

import logging
import os
import traceback
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import ipywidgets as widgets

from workbook.app.closed import IN_WORDS
from workbook.app.prose import Code, Words, notebooks_folder, sections
from workbook.facts import FactError, Unknown
from workbook.stations import STATIONS, StationInfo
from workbook.stations.climbed import climbed
from workbook.ui.browser import Router
from workbook.ui.guarded import Notice, say_unread
from workbook.ui.html import Pane, column, show

log = logging.getLogger("workbook")


class Front:
    """The front page: `header` for the top of the page, `stations` for its main part."""

    def __init__(self, wb: Any, first: str, *, folder: Path | None = None) -> None:
        self.wb = wb
        self._folder = folder or notebooks_folder()
        self._boxes = {info.key: _box(info) for info in STATIONS}
        self._by_key = {info.key: info for info in STATIONS}
        self._filled: set[str] = set()
        self.router = Router(stations=[[info.key, info.title] for info in STATIONS], station=first)
        self.fill(first)
        self._boxes[first].add_class("ladder-here")
        self.router.observe(self._turned, names="station")
        wb.session.watch(self._mark_climbed)
        self._mark_climbed()
        self.router.on_fill(self._ahead)
        self.stations = widgets.VBox([self.router, *self._boxes.values()])
        self.stations.add_class("ladder-stations")

    @property
    def header(self) -> widgets.Widget:
        """Record, day, save state, undo and export."""
        from workbook.stations.header import header

        return header(self.wb)

    def _mark_climbed(self) -> None:
        """Colour the rungs that have nothing left in their way. What breaks costs the colour, not the page."""
        try:
            self.router.done = climbed(self.wb.session)
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            log.error("%s while marking the rungs (%s:%s)", type(error).__name__, frame.filename, frame.lineno)
            self.router.done = []

    def fill(self, key: str) -> None:
        """Bring a station up to date for the screen, built first if it is not yet. What breaks is said in its place."""
        try:
            self.wb.session.show(key)
        except Exception as error:
            self._broken(key, error)
        else:
            if key not in self._filled:
                self._build(key)

    def _build(self, key: str) -> None:
        self._filled.add(key)
        try:
            self._boxes[key].children = tuple(self._pieces(self._by_key[key]))
        except Exception as error:
            self._broken(key, error)

    def _broken(self, key: str, error: Exception) -> None:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        log.error("%s while opening %s (%s:%s)", type(error).__name__, key, frame.filename, frame.lineno)
        notice = show("app/templates/station_notice.html.j2", title=self._by_key[key].title)
        self._boxes[key].children = (notice,)

    def _ahead(self, key: str) -> None:
        """Build a station that is not on the screen yet, when the browser has nothing else to do."""
        if key in self._by_key and key not in self._filled:
            self._build(key)

    def _turned(self, change: Any) -> None:
        if change["new"] in self._by_key:
            self.fill(change["new"])

    def _piece(self, info: StationInfo, cell: Code, names: dict[str, Any]) -> widgets.Widget | None:
        """One cell's widget. A file of facts that cannot be read closes this part of the page and no other."""
        try:
            return _as_widget(cell, names)
        except FactError as error:
            log.error("%s while opening a part of %s", type(error).__name__, info.key)
            notice = Notice()
            say_unread(notice, error)
            return notice

    def _pieces(self, info: StationInfo) -> list[widgets.Widget]:
        names: dict[str, Any] = {"wb": self.wb}
        pieces: list[widgets.Widget] = []
        for section in sections(self._folder / f"{info.notebook}.ipynb"):
            if isinstance(section, Words):
                pieces.append(Pane("app/templates/prose.html.j2", classes=("ladder-prose",), html=section.html))
            else:
                shown = self._piece(info, section, names)
                if shown is not None:
                    pieces.append(shown)
        return pieces


def _box(info: StationInfo) -> widgets.VBox:
    return column(classes=("ladder-station", f"ladder-station-{info.key}"))


def _as_widget(cell: Code, names: dict[str, Any]) -> widgets.Widget | None:
    value = cell.run(names)
    if value is None or isinstance(value, widgets.Widget):
        return value
    return widgets.Label(str(value))


@dataclass(frozen=True)
class Closed:
    """A front page whose record could not be opened: the reason in words, in the place of the stations."""

    header: widgets.Widget
    stations: widgets.Widget


def open_front(wb: Any = None) -> Front | Closed:
    """Open the record of this page's address (`?demo=…`) at the station it names (`?station=…`)."""
    asked = parse_qs(os.environ.get("QUERY_STRING", "")).get("station", [""])[0]
    first = asked if asked in {info.key for info in STATIONS} else STATIONS[0].key
    try:
        return Front(wb if wb is not None else _opened(), first)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        log.error("%s while opening the workbook (%s:%s)", type(error).__name__, frame.filename, frame.lineno)
        why = str(error) if isinstance(error, IN_WORDS) else ""
        return Closed(widgets.VBox(), show("app/templates/closed.html.j2", why=why))


def _opened() -> Any:
    from workbook.app.opening import open_workbook

    return open_workbook()


def read_ahead() -> None:
    """Read the facts that every page asks for. The warm process does it, so that no kernel has to."""
    from workbook.app.opening import known_facts

    facts = known_facts()
    every = (
        facts.specialties, facts.evidence, facts.posts, facts.routes, facts.visa_parameters, facts.visa_rules,
        *(partial(facts.recruitment, year) for year in facts.recruitment_years()), facts.index, facts.coverage,
    )  # fmt: skip
    for read in every:
        with suppress(FactError, Unknown, OSError):  # a file that cannot be read is named where it is asked for
            read()
