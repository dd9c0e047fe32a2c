"""What does the verifier look for, in which order, and where is it? The evidence index of one programme and year.

The domains in the order of the matrix; under each the option claimed, the entries it rests on, the document of each
with signatory and date, and what is missing; then the documents of the gates. Plain data: the writers of Word, Excel
and the page to print say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.days import in_words, short
from workbook.rules.finding import Verdict
from workbook.rules.naming import name_of

if TYPE_CHECKING:
    from workbook.record.models import Evidence, Record
    from workbook.rules.documents import Documents
    from workbook.rules.finding import FactRef
    from workbook.rules.gates import Gate
    from workbook.rules.points import DomainScore, Named, Score, Step

# What stands above entries that belong to no option claimed, and above those of no part at all.
BESIDE = "Supports it, not claimed"
SPARE = "Fits an option here, not counted today"
UNDECIDED = "May count here: something is not said yet"
UNUSED = "In no domain of this form"
ADVICE = "Information, not immigration advice."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One entry as the verifier meets it. `file`, `signed_by`, `dated` are of its document; `missing` in sentences.

    `kept` says in which list of the record it stands, where that is not the evidence.
    """

    id: str
    title: str
    kind: str | None = None
    days: str = ""
    file: str | None = None
    signed_by: str | None = None
    dated: date | None = None
    missing: tuple[str, ...] = ()
    kept: str = "evidence"

    @property
    def document(self) -> str:
        """The document in one line: file, signatory, date; what is not said is said to be so."""
        if self.kept != "evidence":
            return f"In your record under {self.kept}; attach its letter or certificate"
        if not self.file:
            return "No document is named"
        who = f"signed by {self.signed_by}" if self.signed_by else "signatory not said"
        when = f"dated {in_words(self.dated)}" if self.dated else "date not said"
        return f"{self.file}, {who}, {when}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One option claimed, or met by the entries where nothing was chosen, with the entries it rests on."""

    text: str
    points: float | None
    entries: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexDomain:
    """One part of the form. `chosen` is whether the doctor chose the option; else it is what the entries meet.

    `beside` are entries that support the part and belong to no option claimed, `spare` those that fit an option and are
    not counted today, `undecided` those that may count once what is not said of them is.
    """

    number: int
    title: str
    chosen: bool
    options: tuple[Claimed, ...]
    beside: tuple[Shown, ...]
    spare: tuple[Shown, ...]
    undecided: tuple[Shown, ...]
    claimed: float | None
    supported: float | None
    max: float | None
    because: str
    missing: tuple[str, ...]
    facts: tuple[FactRef, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
        """The entries that belong to no option claimed, under what is to be said of them."""
        every = ((BESIDE, self.beside), (SPARE, self.spare), (UNDECIDED, self.undecided))
        return tuple((said, entries) for said, entries in every if entries)

    @property
    def entries(self) -> tuple[Shown, ...]:
        """Every entry that counts in the part, each once."""
        every = [*(entry for option in self.options for entry in option.entries), *self.beside]
        return tuple({(entry.kept, entry.id): entry for entry in every}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexGate:
    """One essential criterion with the documents that show it. `asked` are those the specification names for it, by
    title; one of them may be enough."""

    title: str
    text: str
    asked: tuple[str, ...]
    stands: str
    because: str
    entries: tuple[Shown, ...]
    missing: tuple[str, ...]
    facts: tuple[FactRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceIndex:
    """The whole index. `locks` say to which years matrix and specification belong, `unused` which entries count nowhere
    here, `gaps` what of our data is missing."""

    label: str
    programme: str
    year: int
    on: date
    locks: tuple[str, ...]
    gaps: tuple[str, ...]
    scored: bool
    domains: tuple[IndexDomain, ...]
    gates: tuple[IndexGate, ...]
    unused: tuple[Shown, ...]
    totals: tuple[float | None, float | None, float | None]  # claimed, supported, max
    blocked_by: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Desk:
    """Where entries are looked up: by id, with what their documents lack."""

    record: Record
    title_of: Callable[[str], str | None]
    lacking: Mapping[str, tuple[str, ...]]
    used: set[str] = field(default_factory=set)

    def named(self, named: Iterable[Named]) -> tuple[Shown, ...]:
        return tuple(
            self.entry(self._by_id(each.id)) if each.kept == "evidence" else Shown(
                id=each.id, title=each.title, kept=each.kept
            )
            for each in named
        )  # fmt: skip

    def ids(self, ids: Iterable[str]) -> tuple[Shown, ...]:
        """The entries of evidence with these ids; ids of other lists are left to the sentence beside them."""
        there = {entry.id: entry for entry in self.record.evidence}
        return tuple(self.entry(there[id]) for id in ids if id in there)

    def entry(self, entry: Evidence) -> Shown:
        self.used.add(entry.id)
        proof = entry.proof
        return Shown(
            id=entry.id, title=name_of(entry), kind=self.title_of(entry.kind) if entry.kind else None,
            days=_days(entry.start, entry.end), file=proof.file if proof else None,
            signed_by=proof.signatory if proof else None, dated=proof.dated if proof else None,
            missing=self.lacking.get(entry.id, ()),
        )  # fmt: skip

    def unused(self) -> tuple[Shown, ...]:
        return self.ids([entry.id for entry in self.record.evidence if entry.id not in self.used])

    def _by_id(self, id: str) -> Evidence:
        return next(entry for entry in self.record.evidence if entry.id == id)


def evidence_index(
    record: Record, *, score: Score | None, gates: Sequence[Gate], documents: Documents | None, programme: str,
    year: int, on: date, locks: tuple[str, ...] = (), gaps: tuple[str, ...] = (),
    title_of: Callable[[str], str | None] = lambda _: None, asked: Mapping[str, tuple[str, ...]] | None = None,
) -> EvidenceIndex:  # fmt: skip
    """The index of one record for one programme and year on one day. What is not given is said in `gaps`.

    `asked` are the kinds of document that each criterion names, by its id.
    """
    lacking: dict[str, tuple[str, ...]] = {}
    for one in documents.wanting if documents else ():
        lacking[one.criterion] = (*lacking.get(one.criterion, ()), one.because)
    desk = _Desk(record, title_of, lacking)
    domains = tuple(
        _domain(desk, number, domain)
        for number, domain in enumerate((d for d in (score.domains if score else ()) if not d.bonus or _named(d)), 1)
    )
    found_gates = tuple(_gate(desk, gate, (asked or {}).get(gate.criterion, ())) for gate in gates)
    total = score.total if score and score.scored else None
    return EvidenceIndex(
        label=record.doctor.label, programme=programme, year=year, on=on,
        locks=((score.because, *locks) if score else locks), gaps=gaps, scored=bool(score and score.scored),
        domains=domains, gates=found_gates, unused=desk.unused(),
        totals=(total.claimed, total.supported, total.max) if total else (None, None, None),
        blocked_by=total.blocked_by if total else (), notes=documents.notes if documents else (),
    )  # fmt: skip


def _domain(desk: _Desk, number: int, domain: DomainScore) -> IndexDomain:
    options = _chosen(desk, domain) or tuple(
        Claimed(text=step.text, points=step.points, entries=desk.named(step.evidence))
        for step in _options(domain.claimed.trace)
    )
    already = {(entry.kept, entry.id) for option in options for entry in option.entries}
    beside = [
        entry
        for step in _options(domain.supported.trace)
        for entry in desk.named(step.evidence)
        if (entry.kept, entry.id) not in already
    ]
    already |= {(entry.kept, entry.id) for entry in beside}
    spare, undecided = (
        desk.named(one for one in those if one.kept == "evidence" and (one.kept, one.id) not in already)
        for those in (domain.fits, domain.open)
    )
    title = f"{domain.title} (extra, outside the total)" if domain.bonus else domain.title
    return IndexDomain(
        number=number, title=title, chosen=any(option.claimed for option in domain.options), options=options,
        beside=tuple(beside), spare=spare, undecided=undecided, claimed=domain.claimed.points,
        supported=domain.supported.points, max=domain.max, because=domain.because, missing=domain.missing,
        facts=domain.facts,
    )  # fmt: skip


def _named(domain: DomainScore) -> bool:
    """Whether an entry counts in the part."""
    return any(step.evidence for figure in (domain.claimed, domain.supported) for step in _options(figure.trace))


def _chosen(desk: _Desk, domain: DomainScore) -> tuple[Claimed, ...]:
    """The options the doctor chose, each with the entries they named for it, else with those that meet it."""
    named: dict[str, dict[Named, None]] = {}  # an option claimed several times rests on all of its entries
    for step in _options(domain.claimed.trace):
        named.setdefault(step.text, {}).update(dict.fromkeys(step.evidence))
    return tuple(
        Claimed(
            text=option.text, points=option.points,
            entries=desk.named(tuple(named[option.text])) if named.get(option.text) else desk.ids(option.evidence),
        )
        for option in domain.options
        if option.claimed
    )  # fmt: skip


def _options(trace: Iterable[Step]) -> list[Step]:
    return [step for step in trace if step.what == "option"]


def _gate(desk: _Desk, gate: Gate, asked: tuple[str, ...]) -> IndexGate:
    of_kind = [entry.id for entry in desk.record.evidence if entry.kind in asked]
    when = f" {short(gate.on)}" if gate.verdict is Verdict.MET_ON and gate.on else ""
    return IndexGate(
        title=gate.title, text=gate.text, asked=tuple(desk.title_of(kind) or kind for kind in asked),
        stands=f"{gate.verdict.words}{when}", because=gate.because,
        entries=desk.ids(dict.fromkeys((*gate.evidence, *of_kind))), missing=gate.missing, facts=gate.facts,
    )  # fmt: skip


def sentence(text: str) -> str:
    """The text with a stop at its end, and no more than one."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _days(start: date | None, end: date | None) -> str:
    if start and end:
        return short(start) if start == end else f"{short(start)} to {short(end)}"
    if start:
        return f"from {short(start)}"
    return f"to {short(end)}" if end else "no day said"
