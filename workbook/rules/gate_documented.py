"""Is time in a department done, and documented, by the day the form closes?

Time still to come opens no gate today: it is met on its last day, if the letter follows by the closing day. An entry
that does not say how far it is tells nothing. Which kinds and departments count stands in the criterion's `shown_by`;
from which day an entry counts, in workbook.rules.gate_day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from workbook.base.days import in_words
from workbook.facts.criteria import Criterion
from workbook.record.models import Evidence
from workbook.rules.finding import Verdict
from workbook.rules.gate_day import day_of_entry
from workbook.rules.gate_question import Answer, Inquiry, day_of, names_one_of
from workbook.rules.naming import name_of


class _Stands(Enum):
    """How one entry stands toward the closing day, the best first."""

    SHOWN = "done and documented"
    PLANNED = "done, or documented, on a day to come that is in time"
    NO_LETTER = "done, without a document"
    LATE_LETTER = "done in time, the document dated after the closing day"
    NOT_SAID = "nobody said whether, or when, it was done"
    LATE = "done after the closing day"
    NOTHING = "not done, and no day planned"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry that would show it. `day`: from when it counts, or would; `lacks`: what to ask of it."""

    evidence: Evidence
    stands: _Stands
    day: date | None = None
    lacks: str | None = None

    @property
    def title(self) -> str:
        return f"“{name_of(self.evidence)}”"


def documented_evidence(inquiry: Inquiry, criterion: Criterion) -> Answer:
    """Is there time in a department that counts, done by the closing day and with a document of it?"""
    shown_by = criterion.shown_by
    assert shown_by is not None  # required of this check by the model
    entries = [_entry(inquiry, e) for e in inquiry.record.evidence if e.kind in shown_by.kinds]
    some = [entry for entry in entries if entry.stands is not _Stands.NOTHING]
    nowhere = [entry for entry in some if not _where(entry.evidence)]
    fitting: dict[_Stands, list[_Entry]] = {}
    for entry in some:
        if _where(entry.evidence) and names_one_of(_where(entry.evidence), shown_by.specialties):
            fitting.setdefault(entry.stands, []).append(entry)
    return _by_the_record(inquiry, fitting) or _cannot_tell(fitting, nowhere) or _not_yet(inquiry, fitting)


def _entry(inquiry: Inquiry, evidence: Evidence) -> _Entry:
    when = day_of_entry(evidence, inquiry.facts.evidence(), inquiry.on)
    title, latest = f"“{name_of(evidence)}”", inquiry.latest
    if when.question:
        return _Entry(evidence, _Stands.NOT_SAID, lacks=f"whether {title} is done, and when")
    if when.ready is None:
        return _Entry(evidence, _Stands.NOTHING)
    if when.undated and latest is not None and latest < inquiry.on:
        return _Entry(evidence, _Stands.NOT_SAID, lacks=f"the day on which {title} was done")
    if latest is not None and when.ready > latest:
        return _Entry(evidence, _Stands.LATE, when.ready)
    proof, planned = evidence.proof, when.ready > inquiry.on
    dated = proof.dated if proof else None
    letter = proof is not None and bool(proof.file or proof.signatory)
    if planned:  # a paper from before its last day cannot say that it was done
        letter = letter and dated is not None and when.ready <= dated
    asked = f"a letter with dates for {title}"
    if not letter:
        return _Entry(evidence, _Stands.PLANNED if planned else _Stands.NO_LETTER, when.ready, asked)
    shown = max(when.ready, dated) if dated else when.ready
    if latest is not None and shown > latest:
        return _Entry(evidence, _Stands.LATE_LETTER, shown, f"{asked}, dated by {in_words(latest)}")
    return _Entry(evidence, _Stands.SHOWN if shown <= inquiry.on else _Stands.PLANNED, shown)


def _by_the_record(inquiry: Inquiry, fitting: Mapping[_Stands, list[_Entry]]) -> Answer | None:
    """Met, or met on a day, by the best entries; None where no entry gets so far."""
    closes = inquiry.round.closes
    if shown := fitting.get(_Stands.SHOWN):
        titles = ", ".join(entry.title for entry in shown)
        return Answer(
            verdict=Verdict.MET, because=f"Shown by {titles}, with a document.", evidence=_ids(shown),
            facts=(inquiry.ref(closes),),
        )  # fmt: skip
    ahead = sorted(fitting.get(_Stands.PLANNED, ()), key=lambda entry: (entry.day or date.max, entry.evidence.id))
    if not ahead or fitting.get(_Stands.NO_LETTER):  # time already done needs its letter only
        return None
    first = ahead[0]
    assert first.day is not None  # a planned entry has its day
    title, letter = first.title, " Its letter must be there by then." if first.lacks else ""
    return Answer(
        verdict=Verdict.MET_ON,
        because=f"To be shown by {title}, from {in_words(first.day)}; the form closes on {day_of(closes)}.{letter}",
        on=first.day,
        missing=(first.lacks,) if first.lacks else (),
        evidence=(first.evidence.id,),
        facts=(inquiry.ref(closes),),
    )


def _cannot_tell(fitting: Mapping[_Stands, list[_Entry]], nowhere: list[_Entry]) -> Answer | None:
    """What is missing of the entries that may show it; None where there is no such entry."""
    reasons = {
        _Stands.NO_LETTER: "The time is recorded; no document for it is.",
        _Stands.LATE_LETTER: "The time is recorded; its document is dated after the form closes.",
        _Stands.NOT_SAID: "The time is recorded, and not whether it was done by the closing day.",
    }
    found = [(because, fitting[stands]) for stands, because in reasons.items() if stands in fitting]
    if nowhere and not found:
        return Answer(
            verdict=Verdict.CANNOT_TELL,
            because="Time in a department is recorded, and not in which.",
            missing=tuple(f"the specialty of {entry.title}" for entry in nowhere),
            evidence=_ids(nowhere),
        )
    if not found:
        return None
    entries = [entry for _, those in found for entry in those]
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because=found[0][0],
        missing=tuple(entry.lacks for entry in entries if entry.lacks),
        evidence=_ids(entries),
    )


def _not_yet(inquiry: Inquiry, fitting: Mapping[_Stands, list[_Entry]]) -> Answer:
    """Nothing in the record is in time."""
    closes = inquiry.round.closes
    facts = (inquiry.ref(closes), inquiry.ref(inquiry.round.post_start))
    if late := fitting.get(_Stands.LATE):
        first = min(late, key=lambda entry: (entry.day or date.max, entry.evidence.id))
        assert first.day is not None  # it is late because of its day
        what = f"the form closes on {day_of(closes)}"
        if closes.date is None:
            what = f"posts start on {day_of(inquiry.round.post_start)}"
        return Answer(
            verdict=Verdict.NOT_MET,
            because=f"{first.title} counts from {in_words(first.day)}, and {what}. Nothing else here shows it.",
            on=first.day,
            evidence=_ids(late),
            facts=facts,
        )
    return Answer(
        verdict=Verdict.CANNOT_TELL,
        because=f"Nothing in your record shows this yet. The form closes on {day_of(closes)}.",
        missing=("time in such a department, with a letter that says when",),
        facts=facts[:1],
    )


def _ids(entries: Iterable[_Entry]) -> tuple[str, ...]:
    return tuple(entry.evidence.id for entry in entries)


def _where(evidence: Evidence) -> str:
    """The specialty an entry says it belongs to, as one word of the record."""
    said = evidence.details.get("specialty")
    return "-".join(said.lower().split()) if isinstance(said, str) else ""
