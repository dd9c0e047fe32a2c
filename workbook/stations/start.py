"""Where does this doctor stand? The first session: a record or an example, three figures, three steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from workbook.facts.core import Unknown
from workbook.facts.where import data_root
from workbook.record.demos import demo_names
from workbook.record.models import Gmc, Qualified, Target
from workbook.rules.finding import FactRef
from workbook.stations.entries import EntryList
from workbook.stations.live import Live
from workbook.stations.programme import looking_at, programme_choices, year_choices
from workbook.stations.session import Session, with_field
from workbook.ui.form import Form
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import column, show

STATION = "start"


@dataclass(frozen=True)
class Card:
    """One figure of the page: what it is, the figure, and what it is out of or when."""

    title: str
    figure: str
    after: str
    words: bool = False
    facts: tuple[FactRef, ...] = ()


@dataclass
class StartModel:
    """What the session knows, without a widget."""

    session: Session

    def blockers(self) -> tuple[str, ...]:
        """What the other pages wait for, in sentences."""
        record = self.session.record
        said = []
        if not record.targets:
            said.append("No programme is named yet, so no criterion and no date of a round can be shown.")
        if not record.posts:
            said.append("No post is entered yet, so nothing can be counted from your work.")
        if not record.permissions and record.doctor.settled is None:
            said.append("No permission to stay is entered yet, so your visa dates are not on the line.")
        if not record.evidence:
            said.append("Nothing you have done is entered yet, so no point can be supported.")
        return tuple(said)

    def cards(self) -> tuple[Card, ...]:
        """The three figures of “where I stand”: supported points, criteria open, days of permission."""
        return (self._points(), self._gates(), self._permission())

    def steps(self) -> tuple[Any, ...]:
        """The next three steps of the plan."""
        return self.session.answers.plan().actions[:3]

    def target_line(self, target: Target) -> tuple[str, str]:
        specialties = self.session.facts.specialties()
        title = specialties[target.specialty].title if target.specialty in specialties else target.specialty
        return title, f"posts starting in {target.year}"

    def fresh_target(self, held: tuple[Any, ...]) -> Target:
        taken = {target.specialty for target in held}
        free = [key for _, key in programme_choices(self.session) if key not in taken]
        specialty = free[0] if free else programme_choices(self.session)[0][1]
        return Target(specialty=specialty, year=self.session.answers.next_round(), rank=len(held) + 1)

    def _points(self) -> Card:
        title = "Points your documents support"
        target = self.session.answers.target()
        if target is None:
            return Card(title, "–", "name a programme first")
        try:
            score = self.session.answers.score(target.specialty, target.year)
        except Unknown:
            return Card(title, "–", "no matrix is known for your programme")
        if score.scored and score.total.supported is None and score.total.max is not None:
            return Card(title, "–", "no total: some parts are not worked out, see “What I can show”")
        if not score.scored or score.total.supported is None:
            return Card(title, "–", "this programme gives no points for a portfolio, or none are published")
        most = f"of {score.total.max:g}, " if score.total.max is not None else ""
        said = f"{most}on the {score.matrix_year} matrix{score.facts[0].copied}"
        return Card(title, f"{score.total.supported:g}", said, facts=score.facts[:1])

    def _gates(self) -> Card:
        title = "Essential criteria open today"
        target = self.session.answers.target()
        if target is None:
            return Card(title, "–", "name a programme first")
        try:
            found = self.session.answers.gates(target.specialty, target.year)
        except Unknown:
            return Card(title, "–", "no specification is known for your programme")
        live = [gate for gate in found.findings if gate.verdict.value != "not_applicable"]
        met = sum(gate.verdict.value == "met" for gate in live)
        partial = f"; {found.partial}" if found.partial else ""
        said = f"of {len(live)}{partial}{found.source.copied}"
        return Card(title, str(met), said, facts=(found.source,))

    def _permission(self) -> Card:
        title = "Your permission to stay"
        if self.session.record.doctor.settled is not None:
            return Card(title, "none needed", "by the status you entered", words=True)
        held = self.session.answers.permission().permission
        if held is None or held.end is None:
            return Card(title, "–", "enter it under “How long I have”")
        days = (held.end - self.session.on).days
        return Card(title, f"{days}", f"{'day' if days == 1 else 'days'} left, from the last day you entered")


class StartStation:
    """The widgets of 00_start."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.model = StartModel(session)

    def about_you(self) -> widgets.Widget:
        """The few things every page needs, each saved as it is typed."""
        session, notice = self.session, Notice()
        doctor = Form("doctor", session.record.doctor, self._save_doctor)
        qualified = Form("qualified", session.record.doctor.qualified, self._saver("qualified", Qualified))
        gmc = Form("gmc", session.record.doctor.gmc, self._saver("gmc", Gmc))

        def refresh() -> None:
            held = session.record.doctor
            doctor.put(held)
            qualified.put(held.qualified)
            gmc.put(held.gmc)

        session.watch(guarded(notice, "showing your details")(refresh), STATION)
        return column(doctor, qualified, gmc, notice)

    def targets(self) -> widgets.Widget:
        """The programmes aimed for."""
        return EntryList(
            self.session, "targets", noun="a programme", forms=(("target", ""),), fresh=self.model.fresh_target,
            line=self.model.target_line, station=STATION,
            choices={"specialties": programme_choices(self.session), "years": year_choices(self.session)},
            empty="No programme yet. Choose one to read about; you can change it at any time.",
        )  # fmt: skip

    def where_i_stand(self) -> widgets.Widget:
        """Three figures, what is still missing, and the next three steps."""

        def context() -> dict[str, Any]:
            return {
                "cards": self.model.cards(), "blockers": self.model.blockers(), "steps": self.model.steps(),
                "specialty": looking_at(self.session)[0], "on": self.session.on,
            }  # fmt: skip

        return Live(
            self.session, "stations/templates/where_i_stand.html.j2", context, station=STATION, doing="adding it all up"
        )

    def examples(self) -> widgets.Widget:
        """The worked examples, each with a link that opens it. Nothing changed in an example is kept."""
        return show("stations/templates/examples.html.j2", demos=demo_names(data_root()), current=self.session.demo)

    def _save_doctor(self, name: str, value: Any) -> str | None:
        changed = with_field(self.session.record.doctor, name, value if value is not None or name != "label" else "")
        if isinstance(changed, str):
            return changed
        return self.session.edit("About you", field_key=f"doctor-{name}", doctor=changed)

    def _saver(self, part: str, model: type[Any]) -> Any:
        def save(name: str, value: Any) -> str | None:
            held = getattr(self.session.record.doctor, part) or model()
            changed = with_field(held, name, value)
            if isinstance(changed, str):
                return changed
            doctor = self.session.record.doctor.model_copy(update={part: changed})
            return self.session.edit("About you", field_key=f"doctor-{part}-{name}", doctor=doctor)

        return save
