"""Which of my entries serves which programme? One row an entry, one column a programme: domains, points, criteria."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from workbook.facts.core import Unknown
from workbook.facts.criteria import Check
from workbook.rules.finding import FactRef
from workbook.rules.naming import name_of
from workbook.rules.uses import Use, uses
from workbook.stations.chosen import Chosen, Programme
from workbook.stations.kind_form import kind_title
from workbook.stations.live import Live


@dataclass(frozen=True)
class Cell:
    """One entry under one programme: the domains it serves, the essential or linked criteria that rest on it, and those
    its kind could show (`fits`)."""

    uses: tuple[Use, ...] = ()
    criteria: tuple[str, ...] = ()
    fits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One programme. `note` says why it has no points, where it has none; `facts` are the sources of its points."""

    name: str
    matrix_year: int | None
    note: str | None
    facts: tuple[FactRef, ...] = ()


@dataclass(frozen=True)
class Row:
    """One entry across all programmes. `serves` is whether it serves any of them, `never` why it gives no points."""

    id: str
    title: str
    kind: str
    cells: tuple[Cell, ...]
    kind_said: bool = True
    never: str | None = None

    @property
    def serves(self) -> bool:
        return any(cell.uses or cell.criteria or cell.fits for cell in self.cells)


@dataclass
class MatrixModel:
    """What the session knows, without a widget."""

    chosen: Chosen

    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(one) for one in self.chosen.programmes())

    def rows(self) -> tuple[Row, ...]:
        """Every entry, those that serve something first, otherwise in the order of the record."""
        session = self.chosen.session
        kinds = session.facts.evidence()
        columns = [(self._uses(one), self._criteria(one), self._fits(one)) for one in self.chosen.programmes()]
        rows = [
            Row(
                id=entry.id, title=name_of(entry), kind=kind_title(kinds, entry.kind),
                cells=tuple(
                    Cell(
                        points.get(entry.id, ()), rests := criteria.get(entry.id, ()),
                        tuple(title for title in could.get(entry.id, ()) if title not in rests),
                    )
                    for points, criteria, could in columns
                ),
                never=said.never if (said := kinds.as_needs(entry)) else None,
                kind_said=entry.kind in kinds.kinds or kinds.words_of(entry.kind) is not None,
            )
            for entry in session.record.evidence
        ]  # fmt: skip
        return tuple(sorted(rows, key=lambda row: not row.serves))

    def served(self) -> frozenset[str]:
        """The ids of the entries that give, or could give, a point or show a criterion in any programme on the page.

        One whose kind is not said may serve any of them: it is not among those that serve none.
        """
        return frozenset(row.id for row in self.rows() if row.serves or not row.kind_said)

    def _column(self, programme: Programme) -> Column:
        name = self.chosen.name(programme)
        try:
            score = self.chosen.session.answers.score(*programme)
        except Unknown as error:
            return Column(name, None, f"No scoring matrix is here: {error}.")
        return Column(name, score.matrix_year, None if score.scored else score.because, score.facts[:1])

    def _uses(self, programme: Programme) -> dict[str, tuple[Use, ...]]:
        try:
            return uses(self.chosen.session.answers.score(*programme), self.chosen.session.record)
        except Unknown:
            return {}

    def _criteria(self, programme: Programme) -> dict[str, tuple[str, ...]]:
        """By entry: the essential criteria that rest on it, and those the doctor has linked it to."""
        session = self.chosen.session
        found: dict[str, dict[str, None]] = {}
        try:
            gates = session.answers.gates(*programme).findings
            criteria = {one.id: one for one in session.facts.person_spec(*programme).criteria}
        except Unknown:
            return {}
        entries = {entry.id for entry in session.record.evidence}
        for gate in gates:
            if criteria[gate.criterion].check is Check.LOOK_BACK:
                continue  # it asks how old every entry is; none of them shows it
            for id in gate.evidence:
                if id in entries:
                    found.setdefault(id, {})[gate.title] = None
        for rating in session.record.ratings:
            if rating.specialty == programme[0] and rating.criterion in criteria:
                for id in rating.evidence:
                    found.setdefault(id, {})[criteria[rating.criterion].title] = None
        for entry in session.record.evidence:
            for id in entry.shows:
                if id in criteria:
                    found.setdefault(entry.id, {})[criteria[id].title] = None
        return {id: tuple(names) for id, names in found.items()}

    def _fits(self, programme: Programme) -> dict[str, tuple[str, ...]]:
        """By entry: the criteria that a thing of its kind, or the document that proves it, can show.

        Not those a gate works out for itself: what rests on an entry there is told by the gate.
        """
        session, kinds = self.chosen.session, self.chosen.session.facts.evidence()
        try:
            criteria = session.facts.person_spec(*programme).criteria
        except Unknown:
            return {}
        asked = {
            one.title: {words.id for id in one.evidence if (words := kinds.words_of(id))} | set(one.evidence)
            for one in criteria
            if one.check in (None, Check.STATEMENT, Check.INFORMATION)
        }
        found: dict[str, tuple[str, ...]] = {}
        for entry in session.record.evidence:
            words = kinds.words_of(entry.kind)
            own = {entry.kind, *((words.id, *words.proved_by) if words else ())}
            if titles := tuple(title for title, wanted in asked.items() if own & wanted):
                found[entry.id] = titles
        return found


def matrix_view(chosen: Chosen, station: str) -> widgets.Widget:
    """The table: rows are entries, columns the programmes chosen above."""
    model = MatrixModel(chosen)

    def context() -> dict[str, Any]:
        return {"columns": model.columns(), "rows": model.rows(), "on": chosen.session.on}

    live = Live(
        chosen.session, "stations/templates/matrix.html.j2", context, station=station, doing="laying out your entries"
    )
    chosen.watch(live.refresh)
    return live
