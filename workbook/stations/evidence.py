"""What can this doctor show? The inventory of what they have done, kind by kind, and the score domain by domain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbook.base.days import short
from workbook.facts.core import Unknown
from workbook.record.models import Claim, Evidence, Exam, Proof, RecordModel
from workbook.stations.entries import EntryList, next_id
from workbook.stations.field_list import FieldList
from workbook.stations.import_list import ImportList
from workbook.stations.live import Live
from workbook.stations.programme import ProgrammeChooser, looking_at
from workbook.stations.session import Session, with_field
from workbook.ui.fields import ChoiceField, Field
from workbook.ui.form import FieldSpec, build_field
from workbook.ui.html import Pane, column

if TYPE_CHECKING:
    from workbook.facts.evidence import Field as VocabularyField
    from workbook.facts.scoring import Domain, Option

STATION = "evidence"


@dataclass
class EvidenceModel:
    """What the session knows, without a widget."""

    session: Session

    def kind_choices(self) -> tuple[tuple[str, str], ...]:
        """The kinds that are scored, then the documents that open gates, then every other kind of the guide."""
        evidence = self.session.facts.evidence()
        first = {**evidence.vocabulary, **evidence.documents}
        others = {key: kind for key, kind in evidence.kinds.items() if key not in first and kind.scores_as is None}
        return tuple((kind.title, key) for key, kind in (*first.items(), *others.items()))

    def line(self, entry: Evidence) -> tuple[str, str]:
        """One entry as a title and a line: kind, day, and whether its document is in order."""
        kind = self._kind_title(entry)
        when = short(entry.end or entry.start) if entry.end or entry.start else "no day"
        document = "document named" if entry.proof and entry.proof.file else "no document"
        return entry.title or kind, f"{kind} · {when} · {document}"

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
        return exam.name or "An exam, name not said", f"{sat} · {exam.result or 'result not said'}"

    def _kind_title(self, entry: Evidence) -> str:
        """The kind as the chooser calls it."""
        evidence = self.session.facts.evidence()
        for kinds in (evidence.vocabulary, evidence.documents, evidence.kinds):
            if entry.kind in kinds:
                return kinds[entry.kind].title
        return "Kind not said"


class EvidenceStation:
    """The widgets of 04_evidence."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.model = EvidenceModel(session)

    def inventory(self) -> widgets.Widget:
        """Everything done, each with its kind's own questions and its document."""
        return EntryList(
            self.session, "evidence", noun="an entry", forms=(("evidence", ""), ("proof", "proof")),
            fresh=lambda held: Evidence(id=next_id("e", held)), line=self.model.line, station=STATION,
            sub_models={"proof": Proof}, headings={"proof": "The document that shows it"},
            extra=KindForm(self.session, self.model.kind_choices()),
            empty="Nothing entered yet. Begin with the last thing you taught, audited or presented.",
        )  # fmt: skip

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

    def exams(self) -> widgets.Widget:
        """Exams sat or booked."""
        return EntryList(
            self.session, "exams", noun="an exam", forms=(("exam", ""),),
            fresh=lambda held: Exam(id=next_id("x", held)), line=self.model.exam_line, station=STATION,
            empty="No exam entered. The MSRA belongs here too, with its score.",
        )  # fmt: skip


class KindForm:
    """The kind of one entry and the questions that kind asks. Fields are made once for each kind and refilled."""

    def __init__(self, session: Session, choices: tuple[tuple[str, str], ...]) -> None:
        self._facts = session.facts.evidence()
        self._choices = choices
        self._kind: ChoiceField | None = None
        self._fields: dict[str, dict[str, Field]] = {}
        self._help = Pane("stations/templates/kind_help.html.j2")
        self._box = column(classes=("ladder-form",))
        self._entry: Evidence | None = None
        self._asking: str | None = None  # whose questions are on the page
        self._save: Callable[[RecordModel, str], str | None] | None = None

    def shown(self, entry: Any, save: Callable[[RecordModel, str], str | None], *, fresh: bool) -> widgets.Widget:
        """The fields for this entry, filled with what it says; `fresh` when it is another entry than before."""
        self._entry, self._save = entry, save
        if self._kind is None:
            self._kind = ChoiceField("What kind of thing is it?", entry.kind, self._changed_kind, self._choices)
        self._kind.put(entry.kind, fresh=fresh)
        parts: list[widgets.Widget] = [self._kind]
        words = self._facts.words_of(entry.kind)
        asking = words.id if words is not None else None
        fresh, self._asking = fresh or asking != self._asking, asking
        if words is not None:
            self._help.fill(text=words.help)
            parts.append(self._help)
            if words.id not in self._fields:
                self._fields[words.id] = {field.key: self._build(field, entry) for field in words.fields}
            for field in words.fields:
                shown = self._fields[words.id][field.key]
                shown.put(_value(entry, field), fresh=fresh)
                parts.append(shown)
        if self._box.children != tuple(parts):
            self._box.children = tuple(parts)
        return self._box

    def _build(self, field: VocabularyField, entry: Evidence) -> Field:
        spec = FieldSpec.model_validate(
            {
                "name": field.key, "label": field.label, "as": field.type, "help": field.help or "",
                "example": field.example or "",
                "choices": [{"title": choice.title, "value": choice.value} for choice in field.choices],
            }
        )  # fmt: skip
        return build_field(spec, _value(entry, field), lambda _, value: self._changed(field, value), {})

    def _changed_kind(self, value: Any) -> str | None:
        return self._write("kind", value)

    def _changed(self, field: VocabularyField, value: Any) -> str | None:
        if field.kept != "details":
            return self._write(field.kept, value)
        assert self._entry is not None
        details = {name: held for name, held in self._entry.details.items() if name != field.key}
        changed = details if value is None else {**details, field.key: value}
        return self._write("details", changed, f"details-{field.key}")

    def _write(self, name: str, value: Any, key: str | None = None) -> str | None:
        if self._entry is None or self._save is None:
            return None
        changed = with_field(self._entry, name, value)
        return changed if isinstance(changed, str) else self._save(changed, key or name)


def _value(entry: Evidence, field: VocabularyField) -> Any:
    """What the entry says in this field, in the words of the field where it knows them."""
    said = entry.details.get(field.key) if field.kept == "details" else getattr(entry, field.kept)
    if field.type in ("choice", "yes-no") and said is not None:
        read = field.read(said)
        return said if read is None else read
    return said


def _option_words(option: Option) -> str:
    """An option as the chooser shows it: its points or grade first, since long words are cut on a phone."""
    if option.points is not None:
        return f"{option.points:g} {'point' if option.points == 1 else 'points'}: {option.text}"
    return f"{option.grade}: {option.text}" if option.grade else option.text
