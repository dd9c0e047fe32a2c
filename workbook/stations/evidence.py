"""What can this doctor show? The inventory of what they have done, kind by kind, and the score domain by domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbook.base.days import short
from workbook.facts.core import Unknown
from workbook.record.ids import free_id
from workbook.record.models import Claim, Evidence, Exam
from workbook.stations.checks import claim_check_view, documents_view
from workbook.stations.chosen import Chosen
from workbook.stations.compare import compare_view
from workbook.stations.entries import EntryList
from workbook.stations.field_list import FieldList
from workbook.stations.import_list import ImportList
from workbook.stations.inventory_view import InventoryView
from workbook.stations.live import Live
from workbook.stations.matrix import matrix_view
from workbook.stations.programme import ProgrammeChooser, looking_at
from workbook.stations.session import Session
from workbook.stations.what_if_view import WhatIfView
from workbook.ui.fields import ChoiceField

if TYPE_CHECKING:
    from workbook.facts.scoring import Domain, Option

STATION = "evidence"


@dataclass
class EvidenceModel:
    """What the session knows, without a widget."""

    session: Session

    def undocumented(self) -> tuple[Evidence, ...]:
        return tuple(e for e in self.session.record.evidence if not (e.proof and e.proof.file))

    def blockers(self) -> tuple[str, ...]:
        """Why this step is not done, in sentences."""
        said = []
        if not self.session.record.evidence:
            said.append("Nothing is entered yet.")
        without = len(self.undocumented())
        if without:
            said.append(f"{without} {'entry has' if without == 1 else 'entries have'} no document.")
        return tuple(said)

    def score(self) -> dict[str, Any]:
        """The score of the programme on the page, or the sentence that says why there is none."""
        try:
            return {"score": self.session.answers.score(*looking_at(self.session)), "message": None}
        except Unknown:
            return {
                "score": None,
                "message": "No scoring matrix for this programme is in the workbook. That is a gap in our data, not a "
                "sign that there is none: read the official page.",
            }

    def domains(self) -> tuple[Domain, ...]:
        """The domains in which the doctor chooses: not those the form works out by itself or others mark."""
        try:
            matrix = self.session.facts.matrix(*looking_at(self.session))
        except Unknown:
            return ()
        return tuple(one for one in matrix.domains if not one.auto and one.scored_by == "applicant" and one.options)

    def claimed(self, domain: Domain) -> str | None:
        """The option the doctor chose in this domain: for the round on the page, else for its matrix's year."""
        found = sorted(self._claims(domain), key=lambda claim: claim.year, reverse=True)
        return found[0].option if found else None

    def claim(self, domain: Domain, option: str | None) -> str | None:
        """Keep the choice. It belongs to the year of the matrix whose options are on the page."""
        specialty, year = looking_at(self.session)
        matrix = self.session.facts.matrix(specialty, year)
        before = self._claims(domain)
        others = tuple(claim for claim in self.session.record.claims if claim not in before)
        new = (Claim(specialty=specialty, year=matrix.year, domain=domain.id, option=option),) if option else ()
        return self.session.edit(f"Your claim: {domain.title}", claims=(*others, *new))

    def _claims(self, domain: Domain) -> tuple[Claim, ...]:
        specialty, year = looking_at(self.session)
        years = (year, self.session.facts.matrix(specialty, year).year)
        return tuple(
            claim for claim in self.session.record.claims
            if claim.specialty == specialty and claim.domain == domain.id and claim.year in years
        )  # fmt: skip

    def exam_line(self, exam: Exam) -> tuple[str, str]:
        sat = short(exam.sat) if exam.sat else "day not said"
        if exam.sat and exam.sat > self.session.on and exam.result in ("pass", "fail", "awaited"):
            return (
                exam.name or "An exam, name not said",
                f"{sat} · this day lies ahead and has a result already: look again",
            )
        return exam.name or "An exam, name not said", f"{sat} · {exam.result or 'result not said'}"


class EvidenceStation:
    """The widgets of 04_evidence."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.model = EvidenceModel(session)
        self._chosen = Chosen(session)

    def compare(self) -> widgets.Widget:
        """The targets and any other programmes side by side."""
        return compare_view(self._chosen, STATION)

    def what_if(self) -> widgets.Widget:
        """What one change would do to every figure of the programmes chosen."""
        return WhatIfView(self._chosen, STATION)

    def matrix(self) -> widgets.Widget:
        """Each entry and what it serves in every programme chosen."""
        return matrix_view(self._chosen, STATION)

    def inventory(self) -> widgets.Widget:
        """Everything done, each with its kind's own questions and its document."""
        return InventoryView(self._chosen, STATION)

    def import_list(self) -> widgets.Widget:
        """Bring in a list from a spreadsheet, with a column-matching step and a report row by row."""
        return ImportList(self.session)

    def programme(self) -> widgets.Widget:
        """Which programme to score for."""
        return ProgrammeChooser(self.session, STATION)

    def score(self) -> widgets.Widget:
        """The score, domain by domain."""
        return Live(
            self.session, "stations/templates/domains.html.j2",
            lambda: {**self.model.score(), "on": self.session.on}, station=STATION, doing="working out the points",
        )  # fmt: skip

    def claims(self) -> widgets.Widget:
        """What the doctor would tick, domain by domain."""

        def make(domain: Domain) -> ChoiceField:
            choices = tuple((_option_words(option), option.id) for option in domain.options)
            return ChoiceField(
                domain.title, self.model.claimed(domain), lambda value: self.model.claim(domain, value), choices,
                blank="Nothing chosen yet",
            )  # fmt: skip

        return FieldList(
            self.session, STATION, self.model.domains, make, self.model.claimed,
            empty="This programme asks for no choice of this kind.",
        )  # fmt: skip

    def claim_check(self) -> widgets.Widget:
        """Each claim held against what the entries say."""
        return claim_check_view(self.session, STATION)

    def documents(self) -> widgets.Widget:
        """The document behind each entry, and words that may identify a patient."""
        return documents_view(self.session, STATION)

    def exams(self) -> widgets.Widget:
        """Exams sat or booked."""
        return EntryList(
            self.session, "exams", noun="an exam", forms=(("exam", ""),),
            fresh=lambda _: Exam(id=free_id(self.session.record, "exams")), line=self.model.exam_line,
            station=STATION,
            empty="No exam entered. The MSRA belongs here too, with its score.",
        )  # fmt: skip


def _option_words(option: Option) -> str:
    """An option as the chooser shows it: its points or grade first, since long words are cut on a phone."""
    if option.points is not None:
        return f"{option.points:g} {'point' if option.points == 1 else 'points'}: {option.text}"
    return f"{option.grade}: {option.text}" if option.grade else option.text
