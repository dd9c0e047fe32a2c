"""What does `workbook.open()` give? The doctor's record on this machine, or a worked example, with every station.

This is the only place that asks what day it is.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from workbook.base.days import NotADay, iso_day
from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record import RecordError
from workbook.record.demos import demo_record
from workbook.stations.session import Session

if TYPE_CHECKING:
    import ipywidgets as widgets

    from workbook.app.closed import ClosedWorkbook
    from workbook.rules.calendar import Line
    from workbook.rules.gates import Gates
    from workbook.rules.residence import Residence
    from workbook.stations.evidence import EvidenceStation
    from workbook.stations.facts import FactsStation
    from workbook.stations.person_spec import PersonSpecStation
    from workbook.stations.plan import PlanStation
    from workbook.stations.posts import PostsStation
    from workbook.stations.results import ScoreResult
    from workbook.stations.start import StartStation
    from workbook.stations.visa import VisaStation


def today() -> date:
    """The day the workbook works with: WORKBOOK_TODAY when it is set, else today. Raises `NotADay` on a bad setting."""
    given = os.environ.get("WORKBOOK_TODAY")
    if given:
        try:
            return iso_day(given)
        except NotADay as error:
            raise NotADay(f"WORKBOOK_TODAY: {error}") from error
    return datetime.now().astimezone().date()


def now() -> datetime:
    """The moment of a save, in UTC."""
    return datetime.now(UTC)


@cache
def known_facts() -> Facts:
    """The facts of this installation, read once a process: they depend neither on the doctor nor on the day."""
    return Facts()


def open_session(*, demo: str | None = None, on: date | None = None, folder: Path | None = None) -> Session:
    """The session a station needs. A worked example lives in memory only: nothing of it is saved."""
    day = on or today()
    if demo is not None:
        from workbook.store.memory import MemoryStore

        store = MemoryStore()
        store.save(demo_record(data_root(), demo), base=None, what="Opened the worked example", at=now())
        return Session(store=store, facts=known_facts(), on=day, clock=now, demo=demo)
    from workbook.store import open_store

    opened = open_store(folder)
    return Session(store=opened.store, facts=known_facts(), on=day, clock=now, said=opened.said)


def open_here(demo: str | None = None, *, on: date | None = None) -> Workbook | ClosedWorkbook:
    """What `workbook.open()` returns: in a notebook a record that cannot be opened is said on the page, else raised."""
    from workbook.app.closed import IN_WORDS, ClosedWorkbook, in_a_notebook

    try:
        return open_workbook(demo, on=on)
    except IN_WORDS as error:
        if not in_a_notebook():
            raise
        return ClosedWorkbook(error)


def open_workbook(demo: str | None = None, *, on: date | None = None) -> Workbook:
    """The open record. Under Voila the address may name an example: `?demo=trust-grade`.

    Raises `RecordError`, `NotADay` or `StoreProblem`, each a sentence for the doctor.
    """
    asked = parse_qs(os.environ.get("QUERY_STRING", ""))
    if demo is None and "demo" in asked:
        demo = asked["demo"][0]
    return Workbook(open_session(demo=demo, on=on))


@dataclass(frozen=True)
class Workbook:
    """The open record with its rules (score, gates, timeline, …) and its stations (start, posts, …)."""

    session: Session

    # ---- the rules, for a person at a prompt

    def score(self, specialty: str, year: int | None = None) -> ScoreResult:
        """Points supported, claimed and within reach, domain by domain; shows itself, `.frame` is a DataFrame."""
        from workbook.stations.results import ScoreResult

        return ScoreResult(self.session.answers.score(specialty, self._year(specialty, year)))

    def gates(self, specialty: str, year: int | None = None) -> Gates:
        """Every essential criterion with its verdict."""
        return self.session.answers.gates(specialty, self._year(specialty, year))

    def timeline(self) -> Line:
        """One line: contracts, permission, recruitment."""
        return self.session.answers.line()

    def residence(self) -> Residence:
        """Absences and the earliest settlement date."""
        return self.session.answers.residence()

    def _year(self, specialty: str, year: int | None) -> int:
        if year is not None:
            return year
        named = [target.year for target in self.session.record.targets if target.specialty == specialty]
        return min(named) if named else self.session.answers.next_round()

    # ---- the stations, for the notebooks

    def header(self) -> widgets.Widget:
        """Whose record, which day, whether it is saved; undo, and what to take away."""
        from workbook.stations.header import header

        return header(self)

    def question(self, name: str, text: str) -> widgets.VBox:
        """A box for the question of a session; the answer is kept in the record under `name`."""
        from workbook.stations.question import question

        return question(self.session, name, text)

    @cached_property
    def start(self) -> StartStation:
        from workbook.stations.start import StartStation

        return StartStation(self.session)

    @cached_property
    def posts(self) -> PostsStation:
        from workbook.stations.posts import PostsStation

        return PostsStation(self.session)

    @cached_property
    def person_spec(self) -> PersonSpecStation:
        from workbook.stations.person_spec import PersonSpecStation

        return PersonSpecStation(self.session)

    @cached_property
    def evidence(self) -> EvidenceStation:
        from workbook.stations.evidence import EvidenceStation

        return EvidenceStation(self.session)

    @cached_property
    def visa(self) -> VisaStation:
        from workbook.stations.visa import VisaStation

        return VisaStation(self.session)

    @cached_property
    def plan(self) -> PlanStation:
        from workbook.stations.plan import PlanStation

        return PlanStation(self.session)

    @cached_property
    def facts(self) -> FactsStation:
        from workbook.stations.facts import FactsStation

        return FactsStation(self.session)

    def _repr_html_(self) -> str:
        from workbook.base.templates import render

        return str(render("stations/templates/workbook.html.j2", session=self.session))


__all__ = ["RecordError", "Workbook", "now", "open_here", "open_session", "open_workbook", "today"]
