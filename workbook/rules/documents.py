"""Is there a document behind each entry, and is it in order for the programme it is to be shown to?

For each entry: no document, neither signed nor dated, older than what it must show, dated after the closing day,
patient details not removed, larger than the upload rule allows, the wrong print of a form, not in English without a
translation. The size and the translation are asked for where a form says so (data/scoring, rules), the print where a
certificate says which prints a year accepts (data/pathways); the rest are the rules of thumb of
data/evidence/areas.yaml. What is not recorded is said, never guessed; an entry that is only an idea needs no document
yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workbook.base.days import in_words
from workbook.facts.core import Provenance, Unknown
from workbook.facts.library import Facts
from workbook.facts.pathways import Pathway
from workbook.facts.scoring import Matrix
from workbook.facts.scoring_shape import MatrixRule
from workbook.record.models import Evidence, Proof, Record
from workbook.rules.finding import FactRef, Finding, Verdict
from workbook.rules.forms import counts_to
from workbook.rules.naming import name_of
from workbook.rules.patient_words import PatientWords, patient_words
from workbook.rules.pieces import too_old
from workbook.rules.rounds import Milestone, round_of

Matter = Literal[
    "in-order", "missing", "not-yet", "unsigned", "undated", "too-old", "after-deadline", "identifiers", "size",
    "form-version", "language",
]  # fmt: skip
# What is said of each on every page, before the sentence that says why.
SAID: Mapping[Matter, str] = {
    "in-order": "in order",
    "missing": "no document",
    "not-yet": "not yet",
    "unsigned": "not signed",
    "undated": "not dated",
    "too-old": "older than what it must show",
    "after-deadline": "dated after the closing day",
    "identifiers": "patient details",
    "size": "file too large",
    "form-version": "print of the form",
    "language": "not in English",
}

_MEGABYTE = 1_000_000
# Papers that nobody signs: their date is enough.
_NOT_SIGNED = frozenset(
    {"publication", "pubmed-link", "abstract", "exam", "msra-result", "gmc-register-entry", "passport-or-visa"}
)
_ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFinding(Finding):
    """One thing about the document of one entry; `criterion` is the entry's id. An entry may have several."""

    title: str
    matter: Matter
    file: str | None = None

    @property
    def said(self) -> str:
        """The matter in a word or two: not signed."""
        return SAID[self.matter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Every entry's document, and the words of the record that may identify a patient.

    Without a programme (`specialty` null) only what holds everywhere is looked at.
    """

    specialty: str | None
    year: int | None
    on: date
    deadline: date | None
    findings: tuple[DocumentFinding, ...]
    words: tuple[PatientWords, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def wanting(self) -> tuple[DocumentFinding, ...]:
        """What is not in order, or not known to be."""
        fine = (Verdict.MET, Verdict.NOT_APPLICABLE)
        return tuple(one for one in self.findings if one.verdict not in fine)


def documents(record: Record, facts: Facts, specialty: str | None, year: int | None, on: date) -> Documents:
    """The documents of every entry, in the order of the record. Raises `Unknown` for a programme that is not here."""
    desk = _Desk.of(facts, specialty, year, on)
    findings = tuple(finding for entry in record.evidence for finding in desk.entry(entry))
    closes = desk.closes
    return Documents(
        specialty=specialty, year=year, on=on, deadline=closes.date if closes else None, findings=findings,
        words=patient_words(record, desk.patient_rule()), notes=tuple(desk.notes()),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Where documents are looked at: the rules that hold for one programme, or for none."""

    facts: Facts
    on: date
    year: int | None
    closes: Milestone | None
    last: Milestone | None  # the step up to whose last day what is done counts: the closing, or a later one
    matrix: Matrix | None
    thumb: Mapping[str, Provenance]
    prints: Mapping[str, Pathway]  # by kind of evidence

    @classmethod
    def of(cls, facts: Facts, specialty: str | None, year: int | None, on: date) -> _Desk:
        closes = last = matrix = None
        if specialty is not None and year is not None:
            round_ = round_of(facts, specialty, year)
            closes = last = round_.closes
            try:
                matrix = facts.matrix(specialty, year)
            except Unknown:
                matrix = None  # a programme without a form still has a closing day
            else:
                last = counts_to(matrix, round_)
        return cls(
            facts=facts, on=on, year=year, closes=closes, last=last, matrix=matrix,
            thumb={rule.id: rule.provenance for rule in facts.evidence().rules_of_thumb},
            prints={kind: way for way in facts.pathways().values() if way.accepted_forms for kind in way.evidence},
        )  # fmt: skip

    def notes(self) -> Iterator[str]:
        if self.matrix is None:
            return
        if self.year is not None and self.matrix.year != self.year:
            yield f"The rules for documents are those of the {self.matrix.year} form, the newest here."
        if self.matrix.provenance.copied:
            yield f"The form whose rules for documents are used is {self.matrix.provenance.copied}."
        if self._rule_of_size() is None:
            yield "No limit on the size of a file is stated in what was read of this form."

    def patient_rule(self) -> Provenance | None:
        """Who asks that nothing identifies a patient: the form, else the rule of thumb."""
        rule = self._rule(lambda rule: rule.kind == "patient-data")
        return rule.provenance if rule else self.thumb.get("redact")

    def entry(self, entry: Evidence) -> Iterator[DocumentFinding]:
        """Everything there is to say of this entry's document; one finding when it is in order."""
        proof = entry.proof or Proof()
        if not proof.file:
            yield self._missing(entry)
            return
        said = [finding for check in self._checks() for finding in check(entry, proof)]
        if said:
            yield from said
        else:
            yield self._in_order(entry, proof)

    def _checks(self) -> tuple[Callable[[Evidence, Proof], Iterator[DocumentFinding]], ...]:
        return (
            self._signed_and_dated, self._young_enough, self._in_time, self._identifiers, self._size,
            self._print_of_form, self._language,
        )  # fmt: skip

    # ---- one check each

    def _missing(self, entry: Evidence) -> DocumentFinding:
        kind = self.facts.evidence().kinds.get(entry.kind or "")
        facts = [self.thumb.get("proof-date"), kind.provenance if kind else None]
        if entry.status == "idea":
            return self._finding(
                entry, "not-yet", Verdict.NOT_APPLICABLE, "Not begun yet, so there is no document.", []
            )
        asked = f" What usually shows it: {', '.join(kind.proof)}." if kind and kind.proof else ""
        begun = "It is not done yet, and none is named." if entry.status == "started" else "None is named yet."
        return self._finding(entry, "missing", Verdict.NOT_MET, f"{begun}{asked}", facts)

    def _signed_and_dated(self, entry: Evidence, proof: Proof) -> Iterator[DocumentFinding]:
        rule = [self.thumb.get("letter-contents")]
        lacks: list[tuple[Matter, str, str]] = []
        words = self.facts.evidence().words_of(entry.kind)
        if not proof.signatory and (proof.dated is None or words is None or words.id not in _NOT_SIGNED):
            lacks.append(("unsigned", "Nobody is named as the one who signed it", "who signed it"))
        if proof.dated is None:
            lacks.append(("undated", "It bears no date", "the date on it"))
        for matter, lacking, missing in lacks:
            if len(lacks) == 2:
                because = f"{lacking}. A document that is neither signed nor dated is not in order."
                yield self._finding(entry, matter, Verdict.NOT_MET, because, rule)
            else:
                yield self._finding(entry, matter, Verdict.CANNOT_TELL, f"{lacking}.", rule, missing=(missing,))

    def _young_enough(self, entry: Evidence, proof: Proof) -> Iterator[DocumentFinding]:
        why = too_old(entry, self.facts.evidence())
        if why is not None:
            because = f"{why[0].upper()}{why[1:]}: ask for one written on that day or later."
            yield self._finding(entry, "too-old", Verdict.NOT_MET, because, [self.thumb.get("letter-contents")])

    def _in_time(self, entry: Evidence, proof: Proof) -> Iterator[DocumentFinding]:
        closes, last = self.closes, self.last
        if closes is None or last is None or proof.dated is None:
            return
        day = last.until or last.date
        if day is None or proof.dated <= day:
            return
        later = self._rule(lambda rule: rule.until is not None)
        rule = later or self._rule(lambda rule: rule.kind == "deadline")
        facts = [last.provenance, rule.provenance if rule else self.thumb.get("proof-date")]
        what = "the form closes" if last is closes else "the upload of evidence ends"
        because = f"It is dated {in_words(proof.dated)}, and {what} on {in_words(day)}. {last.because}"
        if later is not None and last is closes:
            because = f"{because} The form says: {later.text.strip()}"
            missing = ("the last day of the upload in this round",)
            yield self._finding(entry, "after-deadline", Verdict.CANNOT_TELL, because, facts, missing=missing, on=day)
        else:
            yield self._finding(entry, "after-deadline", Verdict.NOT_MET, because, facts, on=day)

    def _identifiers(self, entry: Evidence, proof: Proof) -> Iterator[DocumentFinding]:
        if proof.identifiers_removed:
            return
        rule = self._rule(lambda rule: rule.kind == "patient-data")
        facts = [self.patient_rule()]
        more = f" {rule.text.strip()}" if rule else ""
        if proof.identifiers_removed is False:
            because = f"You say that patient details are still in it: make a copy without them.{more}"
            yield self._finding(entry, "identifiers", Verdict.NOT_MET, because, facts)
        else:
            because = f"You have not said whether patient details are removed.{more}"
            missing = ("whether all patient details are removed from it",)
            yield self._finding(entry, "identifiers", Verdict.CANNOT_TELL, because, facts, missing=missing)

    def _size(self, entry: Evidence, proof: Proof) -> Iterator[DocumentFinding]:
        rule = self._rule_of_size()
        if rule is None or rule.limit is None or proof.size is None or proof.size <= rule.limit.value * _MEGABYTE:
            return
        most, year = rule.limit.value, self.matrix.year if self.matrix else self.year
        because = (
            f"The file has {proof.size / _MEGABYTE:.1f} MB; the {year} form takes {most:g} MB at most. Make it smaller."
        )
        yield self._finding(entry, "size", Verdict.NOT_MET, because, [rule.provenance])

    def _print_of_form(self, entry: Evidence, proof: Proof) -> Iterator[DocumentFinding]:
        way = self.prints.get(entry.kind or "")
        if way is None or self.year is None:
            return
        typed = proof.form_version or entry.details.get("edition")
        version = str(typed).strip() if typed is not None else None
        accepted = next((one for one in way.accepted_forms if one.year == self.year), None)
        if accepted is None or not accepted.forms:
            newest = max(way.accepted_forms, key=lambda one: one.year)
            because = (
                f"Which print the {self.year} round accepts was not found; the {newest.year} round accepted that of "
                f"{' or '.join(newest.forms)}{f', and yours is of {version}' if version else ''}. Ask which one counts."
            )
            yield self._finding(entry, "form-version", Verdict.NOT_DECIDED, because, [newest.provenance])
        elif version is None:
            because = f"The {self.year} round accepts the print of {' or '.join(accepted.forms)}."
            yield self._finding(
                entry, "form-version", Verdict.CANNOT_TELL, because, [accepted.provenance],
                missing=("which year's form it is",),
            )  # fmt: skip
        elif version not in accepted.forms:
            because = f"It is the {version} form, and the {self.year} round accepts {' or '.join(accepted.forms)}."
            yield self._finding(entry, "form-version", Verdict.NOT_MET, because, [accepted.provenance])

    def _language(self, entry: Evidence, proof: Proof) -> Iterator[DocumentFinding]:
        if proof.language in (None, _ENGLISH) or proof.translated:
            return
        rule = self._rule(lambda rule: rule.translation is not None)
        facts = [rule.provenance if rule else self.thumb.get("translation")]
        wanted = "a certified translation" if rule and rule.translation == "certified" else "a translation"
        because = f"It is not in English and needs {wanted}"
        if proof.translated is False:
            yield self._finding(entry, "language", Verdict.NOT_MET, f"{because}; there is none yet.", facts)
        else:
            yield self._finding(
                entry, "language", Verdict.CANNOT_TELL, f"{because}.", facts, missing=("whether it is translated",)
            )

    def _in_order(self, entry: Evidence, proof: Proof) -> DocumentFinding:
        words = [f"Named, signed by {proof.signatory}" if proof.signatory else "Named"]
        words += [f"dated {in_words(proof.dated)}"] if proof.dated else []
        said = f"{', '.join([*words, 'patient details removed'])}."
        size = self._rule_of_size()
        if size is not None and size.limit is not None and proof.size is None:
            said += f" Its size is not recorded: {size.limit.value:g} MB at most."
        rule = self._rule(lambda rule: rule.translation is not None)
        if rule is not None and proof.language is None:
            said += " Its language is not recorded: what is not in English needs a translation."
        stated: list[Provenance | None] = [one.provenance for one in (size, rule) if one is not None]
        return self._finding(entry, "in-order", Verdict.MET, said, stated or [self.thumb.get("letter-contents")])

    # ---- the parts

    def _finding(
        self, entry: Evidence, matter: Matter, verdict: Verdict, because: str, facts: list[Provenance | None], *,
        missing: tuple[str, ...] = (), on: date | None = None,
    ) -> DocumentFinding:  # fmt: skip
        sources = {one.id: FactRef(one) for one in facts if one is not None}
        return DocumentFinding(
            criterion=entry.id, title=name_of(entry), matter=matter, verdict=verdict, because=because,
            facts=tuple(sources.values()), evidence=(entry.id,), missing=missing, on=on,
            file=entry.proof.file if entry.proof else None,
        )  # fmt: skip

    def _rule(self, fits: Callable[[MatrixRule], bool]) -> MatrixRule | None:
        return next((rule for rule in self.matrix.rules if fits(rule)), None) if self.matrix else None

    def _rule_of_size(self) -> MatrixRule | None:
        return self._rule(lambda rule: rule.limit is not None and rule.limit.kind == "megabytes")
