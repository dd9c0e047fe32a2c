"""Which facts does the workbook rest on, how sure are they, and what must be read again? Search, coverage, lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

import ipywidgets as widgets

from workbook.facts.core import Confidence, Status
from workbook.facts.coverage import Covered
from workbook.facts.kinds import KINDS
from workbook.facts.search import Filter, Group, Index, Row
from workbook.facts.upkeep.stale import ToRead, stale
from workbook.stations.live import Live
from workbook.stations.programme import programme_choices
from workbook.stations.question import answer_to
from workbook.stations.session import Session
from workbook.ui.browser import Download
from workbook.ui.fields import ChoiceField, TextField
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row

STATION = "facts"
ANY = "any"  # a dropdown shows nothing where its value is None
CHANGED = "facts-changed"  # the question of the session, as the notebook asks it
SHOWN = 40  # facts of one kind shown at once; the next press shows as many more
QUARTER, YEAR = timedelta(days=91), timedelta(days=365)
LEVELS = {"entry": ("ct1", "st1"), "higher": ("st3", "st4")}


@dataclass
class FactsModel:
    """What the session knows, without a widget: what is asked for, and the answer."""

    session: Session
    question: str = ""
    kind: str | None = None
    status: Status | None = None
    confidence: Confidence | None = None
    age: str | None = None
    programme: str | None = None
    shown: int = SHOWN
    covered: str = field(default="")

    def __post_init__(self) -> None:
        self.covered = self.covered or ("mine" if self._mine() else "entry")

    @property
    def index(self) -> Index:
        return self.session.facts.index()

    def ask(self, **parts: Any) -> None:
        """Change what is asked for; the answer begins at its first facts again."""
        for name, value in parts.items():
            setattr(self, name, value)
        self.shown = SHOWN

    @property
    def asks(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.question.strip() or self.kind or self.status or self.confidence or self.age or self.programme)

    def groups(self) -> tuple[Group, ...]:
        """The facts asked for, by kind; nothing as long as nothing is asked."""
        if not self.asks:
            return ()
        on = self.session.on
        only = Filter(kind=self.kind, status=self.status, confidence=self.confidence, programme=self.programme)
        if self.age == "stale":
            only = replace(only, stale_on=on)
        elif self.age:
            only = replace(only, read_before=on - {"quarter": QUARTER, "year": YEAR}[self.age])
        found = self.index.find(self.question, only)
        return tuple(replace(group, rows=group.rows[: self.shown]) for group in found)

    @property
    def more(self) -> bool:
        """Whether a chosen kind has facts beyond those shown."""
        return self.kind is not None and any(group.total > len(group.rows) for group in self.groups())

    def counts(self) -> tuple[int, int, int]:
        """Facts, files, and facts to be read again today."""
        rows = self.index.rows
        return len(rows), len({each.file for each in rows}), sum(each.stale_on(self.session.on) for each in rows)

    def to_read(self) -> tuple[ToRead, ...]:
        """What must be read again by the day of this session."""
        return stale(self.index, self.session.on)

    def unsure(self, programme: str) -> tuple[Row, ...]:
        """Every fact of low confidence about one programme."""
        return tuple(
            each
            for each in self.index.rows
            if programme in each.programmes and (each.confidence is Confidence.LOW or each.weak)
        )

    def covered_years(self) -> tuple[int, ...]:
        """The years of the coverage table."""
        return tuple(sorted({each.year for each in self.session.facts.coverage()}))

    def coverage(self) -> tuple[tuple[str, str, tuple[Covered, ...]], ...]:
        """For each programme chosen: its id, its title and one entry a year."""
        levels = LEVELS.get(self.covered)
        by_programme: dict[str, list[Covered]] = {}
        for each in self.session.facts.coverage():
            chosen = (
                bool(set(each.levels) & set(levels))
                if levels
                else self.covered == "all" or each.programme in self._mine()
            )
            if chosen:
                by_programme.setdefault(each.programme, []).append(each)
        return tuple((id, those[0].title, tuple(those)) for id, those in by_programme.items())

    def blockers(self) -> tuple[str, ...]:
        """Why this session is not done, in sentences."""
        if answer_to(self.session, CHANGED) is None:
            return ("You have not said yet what has changed since you last looked.",)
        return ()

    def _mine(self) -> tuple[str, ...]:
        return tuple(target.specialty for target in self.session.record.ranked_targets if target.specialty)


class FactsStation:
    """The widgets of 21_facts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.model = FactsModel(session)

    def set_aside(self) -> widgets.Widget:
        """How many facts there are, and which files could not be read."""
        return self._live("facts_state", self._state, "counting the facts")

    def search(self) -> widgets.Widget:
        """A question, filters, and the facts that answer it, each with its source card."""
        return Finder(self.session, self.model)

    def coverage(self) -> widgets.Widget:
        """Programme by year: what is known, in part or not at all."""
        shown = Pane("stations/templates/facts_coverage.html.j2")
        notice = Notice()

        @guarded(notice, "showing what is known")
        def refresh() -> None:
            shown.fill(programmes=self.model.coverage(), years=self.model.covered_years())

        def choose(value: Any) -> None:
            self.model.covered = value
            refresh()

        mine = (("The ones you aim for", "mine"),) if self.model.covered == "mine" else ()
        which = ChoiceField(
            "Which programmes?", self.model.covered, choose,
            (*mine, ("Entry level (CT1, ST1)", "entry"), ("Higher (ST3, ST4)", "higher"), ("All", "all")), blank=None,
        )  # fmt: skip
        refresh()
        return column(which, shown, notice)

    def to_read_again(self) -> widgets.Widget:
        """What must be read again by today, and why."""
        return self._live("facts_stale", lambda: {"files": self.model.to_read()}, "listing what to read again")

    def take_away(self) -> widgets.Widget:
        """The list to read again, and what is not sure about one programme, as pages to print."""
        choices = programme_choices(self.session)
        chosen = {"programme": (self.model._mine() or (choices[0][1],))[0]}

        def choose(value: Any) -> None:
            chosen["programme"] = value

        which = ChoiceField("Programme", chosen["programme"], choose, choices, blank=None)
        again = Download("List to read again", "facts-to-read-again.html", "text/html", self._again_page)
        unsure = Download(
            "What is not sure about it",
            "facts-not-sure.html",
            "text/html",
            lambda: self._unsure_page(chosen["programme"]),
        )
        return column(again, row(which, unsure))

    def _again_page(self) -> bytes:
        from workbook.exports.facts_list import again_page

        return again_page(self.model.to_read(), self.model.index.set_aside, self.session.on).encode("utf-8")

    def _unsure_page(self, programme: str) -> bytes:
        from workbook.exports.facts_list import unsure_page

        title = self.session.facts.specialty(programme).title
        covered = tuple(each for each in self.session.facts.coverage() if each.programme == programme)
        made = unsure_page(title, self.model.unsure(programme), covered, self.model.index.set_aside, self.session.on)
        return made.encode("utf-8")

    def _state(self) -> dict[str, Any]:
        facts, files, stale_ones = self.model.counts()
        return {"facts": facts, "files": files, "stale": stale_ones,
                "set_aside": tuple(dict.fromkeys(self.model.index.set_aside))}  # fmt: skip

    def _live(self, template: str, context: Callable[[], dict[str, Any]], doing: str) -> Live:
        return Live(
            self.session, f"stations/templates/{template}.html.j2", lambda: {**context(), "on": self.session.on},
            station=STATION, doing=doing,
        )  # fmt: skip


class Finder(widgets.VBox):
    """The question, its filters and the answer below them."""

    def __init__(self, session: Session, model: FactsModel) -> None:
        self._session, self._model = session, model
        self.notice = Notice()
        self.found = Pane("stations/templates/facts_found.html.j2")
        self.question = TextField(
            "What are you looking for?", None, partial(self._ask, "question"), example="CREST, absence, fee",
            help_="Words, or the beginnings of words. All of them must be found.", kept=False,
        )  # fmt: skip
        self.filters = row(
            *(self._filter(label, name, choices) for label, name, choices in _filters(session)),
            classes=("ladder-filters",),
        )
        self.more = button("Show more")
        self.more.on_click(guarded(self.notice, "showing more facts")(lambda _: self._more()))
        super().__init__([self.question, self.filters, self.found, self.more, self.notice])
        self.add_class("ladder-column")
        self._fill()

    def _filter(self, label: str, name: str, choices: tuple[tuple[str, Any], ...]) -> ChoiceField:
        every = (f"Any {label.lower()}", ANY)
        return ChoiceField(label, ANY, partial(self._ask, name), (every, *choices), blank=None)

    def _ask(self, name: str, value: Any) -> str | None:
        if name == "question":
            value = value or ""
        self._model.ask(**{name: None if value == ANY else value})
        self._fill()
        return None

    def _more(self) -> None:
        self._model.shown += SHOWN
        self._fill()

    def _fill(self) -> None:
        model = self._model
        groups = model.groups()
        self.found.fill(
            groups=groups, asks=model.asks, total=sum(group.total for group in groups), on=self._session.on,
            chosen=model.kind,
        )  # fmt: skip
        self.more.layout.display = None if model.more else "none"


def _filters(session: Session) -> tuple[tuple[str, str, tuple[tuple[str, Any], ...]], ...]:
    """Each filter: its label, the part of the question it sets, and its choices."""
    ages = (
        ("To be read again by today", "stale"),
        ("Read over three months ago", "quarter"),
        ("Read over a year ago", "year"),
    )
    return (
        ("Kind", "kind", tuple((kind.title, kind.id) for kind in KINDS)),
        ("Standing", "status", _words(Status)),
        ("Confidence", "confidence", _words(Confidence)),
        ("Age", "age", ages),
        ("Programme", "programme", programme_choices(session)),
    )


def _words(words: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((each.value.replace("_", " ").capitalize(), each) for each in words)
