"""Which programme and which round do the pages speak of? A chooser over the programmes and the coming rounds."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from workbook.stations.session import Session
from workbook.ui.fields import ChoiceField
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import row

YEARS_AHEAD = 3
HIGHER = {"st3", "st4"}


def programme_choices(session: Session) -> tuple[tuple[str, str], ...]:
    """The programmes there are: those entered after foundation first, then the higher ones, each by title."""
    specialties = session.facts.specialties()
    listed = sorted((bool(set(entry.levels) & HIGHER), entry.title, key) for key, entry in specialties.items())
    return tuple((title, key) for _, title, key in listed)


def year_choices(session: Session) -> tuple[tuple[str, int], ...]:
    """The rounds from the year of the newest matrix here to a few ahead of the next one."""
    coming = session.answers.next_round()
    return tuple((str(year), year) for year in range(coming - 2, coming + YEARS_AHEAD))


class ProgrammeChooser(widgets.VBox):
    """Two choices, programme and round year; choosing turns every page of the session to them."""

    def __init__(self, session: Session, station: str) -> None:
        self._session = session
        self.notice = Notice()
        programme, year = self._current()
        self.programme = ChoiceField(
            "Programme", programme, self._choose_programme, programme_choices(session), blank=None
        )
        self.year = ChoiceField("Posts starting in", year, self._choose_year, year_choices(session), blank=None)
        super().__init__([row(self.programme, self.year, classes=("ladder-chooser",)), self.notice])
        session.watch(guarded(self.notice, "showing the programme")(self.refresh), station)

    def refresh(self) -> None:
        programme, year = self._current()
        self.programme.put(programme)
        self.year.put(year)

    def _current(self) -> tuple[str, int]:
        return looking_at(self._session)

    def _choose_programme(self, value: Any) -> str | None:
        self._session.look_at(value, self._current()[1])
        return None

    def _choose_year(self, value: Any) -> str | None:
        self._session.look_at(self._current()[0], value)
        return None


def looking_at(session: Session) -> tuple[str, int]:
    """The programme and year on the page: the doctor's choice or first target, else the first programme, next round."""
    return session.looking_at() or (programme_choices(session)[0][1], session.answers.next_round())


def looked_at(session: Session) -> tuple[tuple[str, int], ...]:
    """The programmes the doctor has to do with: the targets, and the one the pages speak of; none where none is."""
    targets = tuple((one.specialty, one.year) for one in session.record.ranked_targets)
    on_page = session.looking_at()
    return tuple(dict.fromkeys((*targets, *((on_page,) if on_page else ()))))
