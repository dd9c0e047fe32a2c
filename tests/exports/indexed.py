"""A small form and a record scored on it, both made by hand, so that what an index must say can be told by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workbook.exports.evidence_index import EvidenceIndex, evidence_index
from workbook.facts.core import Confidence, Provenance, Source, Status
from workbook.record.models import Doctor, Evidence, Proof, Record
from workbook.rules.documents import DocumentFinding, Documents
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gates import Gate
from workbook.rules.points import DomainScore, Named, OptionView, Points, Score, Step, Total

ON = date(2026, 11, 20)
FORMULA = '=HYPERLINK("http://example.org","x")'
MARKUP = "<img src=x onerror=alert(1)>"

RECORD = Record(
    doctor=Doctor(label="Trust doctor"),
    evidence=(
        Evidence(
            id="e1", title=FORMULA, kind="qip", start=date(2025, 1, 10), end=date(2025, 6, 30), status="done",
            proof=Proof(file="qip.pdf", signed_by="consultant", dated=date(2025, 7, 2), identifiers_removed=True),
        ),
        Evidence(id="e2", title="Talk on fluids", kind="presentation", end=date(2025, 9, 1), status="done"),
        Evidence(id="e3", title=MARKUP, status="done"),
        Evidence(id="e4", title="CREST 2026", kind="crest-form", proof=Proof(file="crest.pdf")),
    ),
)  # fmt: skip


def fact(title: str, read: date = ON) -> FactRef:
    source = Source(publisher="An office", title=title, url="https://example.org/form")
    return FactRef(
        Provenance(
            id=title, source=source, checked_on=read, status=Status.PUBLISHED, confidence=Confidence.HIGH,
            review_by=date(2027, 10, 1),
        )
    )  # fmt: skip


def view(id: str, text: str, points: float, *, claimed: bool = False, evidence: tuple[str, ...] = ()) -> OptionView:
    return OptionView(
        id=id, text=text, points=points, grade=None, met=True, supported=False, claimed=claimed, on=None,
        evidence=evidence, missing=(),
    )  # fmt: skip


def figure(points: float | None, *steps: tuple[str, str, str]) -> Points:
    """Points with a step an option: its words, an entry's id and title."""
    trace = tuple(
        Step(what="option", text=text, points=points, id=text, evidence=(Named(id=id, title=title),))
        for text, id, title in steps
    )
    return Points(points=points, evidence=tuple(id for _, id, _ in steps), trace=trace)


def domain(id: str, title: str, max: float | None, claimed: Points, supported: Points, *views: OptionView,
           because: str = "", missing: tuple[str, ...] = (), bonus: bool = False, fits: tuple[Named, ...] = (),
           open: tuple[Named, ...] = ()) -> DomainScore:  # fmt: skip
    return DomainScore(
        id=id, title=title, max=max, bonus=bonus, supported=supported, claimed=claimed, ceiling=claimed,
        verdict=Verdict.MET, on=None, because=because, missing=missing, next=None, facts=(fact("The form"),),
        options=views, fits=fits, open=open,
    )  # fmt: skip


DOMAINS = (
    domain(
        "quality", "Quality improvement", 4, figure(4, ("Every stage of two cycles", "e1", FORMULA)),
        figure(2, ("Took part in one", "e1", FORMULA)),
        view("two", "Every stage of two cycles", 4, claimed=True, evidence=("e1",)),
    ),
    domain(
        "talks", "Presentations", 6, figure(3, ("Talk at a regional meeting", "e2", "Talk on fluids")), figure(0),
        view("regional", "Talk at a regional meeting", 3), missing=("how wide the meeting was",),
    ),
    domain("teaching", "Teaching", 5, figure(0), figure(0), because="Nothing in your record counts here yet."),
    domain("extra", "One application only", 1, figure(None), figure(None), bonus=True),
)  # fmt: skip

SCORE = Score(
    specialty="internal-medicine-ct1", year=2028, matrix_year=2026, on=ON, deadline=None, deadline_status=None,
    scored=True, because="Scored on the 2026 matrix, the newest here; your round is 2028.", domains=DOMAINS,
    total=Total(supported=2, claimed=7, ceiling=7, max=15, blocked_by=()), notes=(), facts=(fact("The form"),),
    announced=None,
)  # fmt: skip

GATES = (
    Gate(
        criterion="foundation-competence", verdict=Verdict.CANNOT_TELL, because="The form bears no date.",
        facts=(fact("The specification", date(2026, 11, 18)),), evidence=("e4", "p1"),
        missing=("the date on the form",), title="Foundation competence", text="Foundation competence or CREST",
        section="eligibility",
    ),
    Gate(
        criterion="right-to-work", verdict=Verdict.MET_ON, on=date(2027, 3, 1),
        because="Your permission begins on 1 March 2027.", title="Right to work", text="May work in the UK",
        section="eligibility",
    ),
)  # fmt: skip

DOCUMENTS = Documents(
    specialty="internal-medicine-ct1", year=2028, on=ON, deadline=None,
    notes=("The rules are those of the 2026 form.",),
    findings=(
        DocumentFinding(criterion="e1", verdict=Verdict.MET, because="In order.", title="", matter="in-order"),
        DocumentFinding(criterion="e2", verdict=Verdict.NOT_MET, because="No document is named.", title="",
                        matter="missing"),
        DocumentFinding(criterion="e4", verdict=Verdict.CANNOT_TELL, because="It bears no date.", title="",
                        matter="undated", missing=("the date on it",)),
    ),
)  # fmt: skip

TITLES = {"qip": "Audit or quality improvement", "presentation": "Talk or poster", "crest-form": "CREST"}


def index(record: Record = RECORD, score: Score = SCORE) -> EvidenceIndex:
    return evidence_index(
        record, score=score, gates=GATES, documents=DOCUMENTS, programme="Internal Medicine Training CT1", year=2028,
        on=ON, locks=("Criteria from the person specification of 2026.",), title_of=TITLES.get,
        asked={"foundation-competence": ("crest-form",), "right-to-work": ("passport-or-visa",)},
    )  # fmt: skip


def claimed_without_entries() -> EvidenceIndex:
    """Two options claimed of which one has no entry; and a national talk claimed where the entry is a regional one."""
    domains = (
        domain(
            "quality", "Quality improvement", 4, figure(5, ("Every stage of two cycles", "e1", FORMULA)), figure(0),
            view("two", "Every stage of two cycles", 4, claimed=True, evidence=("e1",)),
            view("some", "Some stages of one cycle", 1, claimed=True),
        ),
        domain(
            "talks", "Presentations", 6, figure(5), figure(3, ("Talk at a regional meeting", "e2", "Talk on fluids")),
            view("national", "Talk at a national meeting", 5, claimed=True),
            view("regional", "Talk at a regional meeting", 3), missing=("how wide the meeting was",),
        ),
    )  # fmt: skip
    return index(score=replace(SCORE, domains=domains))


def with_entries_not_counted() -> EvidenceIndex:
    """A part with a poster that fits a lesser option and one of which it is not said what it was; and an extra part."""
    talk, poster, unsaid = (Named(id=id, title=id) for id in ("e1", "e2", "e3"))
    domains = (
        domain(
            "talks", "Presentations", 6, figure(5, ("Talk at a national meeting", "e1", FORMULA)), figure(0),
            view("national", "Talk at a national meeting", 5, claimed=True), missing=("“x”: Talk or poster?",),
            fits=(talk, poster), open=(unsaid,),
        ),
        domain("extra", "Early form", 1, figure(1, ("A form sent in", "e4", "CREST 2026")), figure(0), bonus=True),
    )  # fmt: skip
    return index(score=replace(SCORE, domains=domains))


def every_entry_in_one_part(record: Record) -> EvidenceIndex:
    """All entries of this record under one option."""
    named = tuple(Named(id=entry.id, title=entry.title or "") for entry in record.evidence)
    step = Step(what="option", text="Every stage of two cycles", points=4, id="two", evidence=named)
    points = Points(points=4, trace=(step,))
    part = domain(
        "quality", "Quality improvement", 4, points, points, view("two", "Every stage of two cycles", 4, claimed=True)
    )
    return index(record, replace(SCORE, domains=(part,)))
