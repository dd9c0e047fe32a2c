"""What do selectors ask, and where does this doctor stand? The specification read criterion by criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbook.facts.core import Unknown
from workbook.record.models import Rating, Statement
from workbook.rules.finding import Verdict
from workbook.stations.field_list import FieldList
from workbook.stations.live import Live
from workbook.stations.programme import ProgrammeChooser, looking_at
from workbook.stations.session import Session
from workbook.ui.fields import ChoiceField, YesNoField
from workbook.ui.html import Pane

if TYPE_CHECKING:
    from workbook.facts.criteria import Criterion, Question
    from workbook.facts.person_specs import PersonSpec
    from workbook.rules.gates import Gate, Gates

STATION = "person-spec"
# Sections of a specification that speak of the person, whatever the programme: one answer serves all.
OF_THE_PERSON = ("fitness-to-practise", "probity", "health")
SURE = (("Sure", "sure"), ("Fairly sure", "fairly"), ("Not yet", "not-yet"))

# The order in which a tired person wants to read them: what is shut, what opens by itself, what is unknown, the rest.
READING_ORDER = (
    Verdict.NOT_MET, Verdict.MET_ON, Verdict.CANNOT_TELL, Verdict.NOT_DECIDED, Verdict.MET, Verdict.NOT_APPLICABLE,
)  # fmt: skip


@dataclass
class PersonSpecModel:
    """What the session knows, without a widget."""

    session: Session

    def gates(self) -> Gates | None:
        """The gates of the programme on the page; None when data/ holds no specification for it."""
        try:
            return self.session.answers.gates(*looking_at(self.session))
        except Unknown:
            return None

    def spec(self) -> PersonSpec | None:
        try:
            return self.session.facts.person_spec(*looking_at(self.session))
        except Unknown:
            return None

    def title(self) -> str:
        """The programme on the page, by name."""
        return self.session.facts.specialty(looking_at(self.session)[0]).title

    def in_reading_order(self) -> tuple[Gate, ...]:
        found = self.gates()
        if found is None:
            return ()
        return tuple(sorted(found.findings, key=lambda gate: READING_ORDER.index(gate.verdict)))

    def counts(self) -> dict[Verdict, int]:
        found = self.gates()
        gates = found.findings if found else ()
        return {verdict: sum(gate.verdict is verdict for gate in gates) for verdict in READING_ORDER}

    def questions(self) -> tuple[Question, ...]:
        """What only the doctor can answer for themself, once each."""
        spec = self.spec()
        return spec.questions if spec else ()

    def desirables(self) -> tuple[Criterion, ...]:
        spec = self.spec()
        return tuple(c for c in spec.criteria if c.importance == "desirable") if spec else ()

    def said(self, question: Question) -> bool | None:
        """The newest answer to this question, for this programme or for all; None when there is none."""
        specialty = looking_at(self.session)[0]
        given = [
            s for s in self.session.record.statements
            if s.criterion == question.id and s.specialty in (None, specialty)
        ]  # fmt: skip
        newest = max(given, key=lambda statement: statement.on, default=None)
        return newest.holds if newest else None

    def say(self, question: Question, holds: bool | None) -> str | None:
        """Keep the answer. What holds of the person (health, probity) holds for every programme."""
        specialty = looking_at(self.session)[0]
        others = tuple(
            s for s in self.session.record.statements
            if not (s.criterion == question.id and s.specialty in (None, specialty))
        )  # fmt: skip
        given = Statement(
            criterion=question.id, holds=bool(holds), on=self.session.on,
            specialty=None if self._of_the_person(question) else specialty,
        )  # fmt: skip
        new = () if holds is None else (given,)
        return self.session.edit(f"Your answer: {question.text}", statements=(*others, *new))

    def _of_the_person(self, question: Question) -> bool:
        spec = self.spec()
        asking = [c for c in spec.criteria if question in c.questions] if spec else []
        return all(criterion.section in OF_THE_PERSON for criterion in asking)

    def rated(self, criterion: str) -> str | None:
        specialty = looking_at(self.session)[0]
        found = (r for r in self.session.record.ratings if (r.specialty, r.criterion) == (specialty, criterion))
        return next((rating.sure for rating in found), None)

    def rate(self, criterion: Criterion, sure: Any) -> str | None:
        specialty = looking_at(self.session)[0]
        key = (specialty, criterion.id)
        others = tuple(r for r in self.session.record.ratings if (r.specialty, r.criterion) != key)
        new = () if sure is None else (Rating(specialty=specialty, criterion=criterion.id, sure=sure),)
        return self.session.edit(f"How sure: {criterion.title}", ratings=(*others, *new))

    def blockers(self) -> tuple[str, ...]:
        """Why this step is not done, in sentences."""
        found = self.gates()
        if found is None:
            return ("The workbook holds no person specification for this programme.",)
        shut = [gate.title for gate in found.findings if gate.verdict is Verdict.NOT_MET]
        unknown = [gate.title for gate in found.findings if gate.verdict is Verdict.CANNOT_TELL]
        said = [f"Shut today: {', '.join(shut)}."] if shut else []
        return (*said, *([f"Not known yet: {', '.join(unknown)}."] if unknown else []))


class _Desirable(ChoiceField):
    """One desirable criterion: how sure the doctor is of it, and below that its source."""

    def __init__(self, model: PersonSpecModel, criterion: Criterion) -> None:
        copied = criterion.provenance.copied
        super().__init__(
            criterion.title, model.rated(criterion.id), lambda value: model.rate(criterion, value), SURE,
            help_=f"{criterion.text} The criterion is {copied}." if copied else criterion.text, blank="Not rated",
        )  # fmt: skip
        on = model.session.on
        source = Pane("stations/templates/criterion_source.html.j2", criterion=criterion, on=on)
        self.children = (*self.children, source)


class PersonSpecStation:
    """The widgets of 03_person_spec."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.model = PersonSpecModel(session)

    def programme(self) -> widgets.Widget:
        """Which specification to read."""
        return ProgrammeChooser(self.session, STATION)

    def gates(self) -> widgets.Widget:
        """Every essential criterion: where it stands, why, and who says so."""

        def context() -> dict[str, Any]:
            return {
                "gates": self.model.gates(), "ordered": self.model.in_reading_order(), "on": self.session.on,
                "counts": self.model.counts(), "title": self.model.title(),
            }  # fmt: skip

        return Live(
            self.session,
            "stations/templates/gates.html.j2",
            context,
            station=STATION,
            doing="reading the specification",
        )

    def experience(self) -> widgets.Widget:
        """Each limit on experience: the months on the day it is measured, and the day it is crossed."""

        def context() -> dict[str, Any]:
            return {"gates": self.model.gates(), "on": self.session.on, "title": self.model.title()}

        return Live(
            self.session,
            "stations/templates/experience.html.j2",
            context,
            station=STATION,
            doing="counting your experience",
        )

    def reading(self) -> widgets.Widget:
        """The specification read slowly: one criterion at a time, rated and linked to evidence."""
        from workbook.stations.reading_view import ReadingView  # it uses the model above

        return ReadingView(self.session, STATION)

    def statements(self) -> widgets.Widget:
        """The questions only the doctor can answer: health, probity, earlier programmes."""
        return FieldList(
            self.session,
            STATION,
            self.model.questions,
            lambda question: YesNoField(
                question.text, self.model.said(question), lambda value: self.model.say(question, value)
            ),
            self.model.said,
            empty="This specification asks nothing that only you can answer.",
        )  # fmt: skip

    def desirables(self) -> widgets.Widget:
        """The desirable criteria, each with “how sure am I?” and who says that it is asked."""
        return FieldList(
            self.session,
            STATION,
            self.model.desirables,
            lambda criterion: _Desirable(self.model, criterion),
            lambda criterion: self.model.rated(criterion.id),
            empty="No desirable criteria are known for this programme.",
        )  # fmt: skip
