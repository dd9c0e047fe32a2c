"""What is one ground of the Act asked, and how does a day decide it? Shared by the checks of every ground.

Source: data/recruitment/prioritisation.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbook.base.days import in_words
from workbook.facts.library import Facts
from workbook.facts.prioritisation import PrioritisationFile, Stage
from workbook.facts.prioritisation import Programme as Kind
from workbook.facts.specialties import Specialty
from workbook.record.models import Record
from workbook.rules.finding import FactRef, Verdict
from workbook.rules.gate_question import Answer

BEST_FIRST = (Verdict.MET, Verdict.MET_ON, Verdict.CANNOT_TELL, Verdict.NOT_DECIDED, Verdict.NOT_MET)

MADE = {"interview": "interviews offered", "offer": "offers made"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One doctor, one step of one programme, one calendar year in which the step is taken.

    `specialty` is null for the Foundation Programme, which has grounds of its own.
    """

    record: Record
    facts: Facts
    specialty: Specialty | None
    year: int
    stage: Stage
    on: date

    @property
    def kind(self) -> Kind:
        return "specialty" if self.specialty else "foundation"

    @property
    def act(self) -> PrioritisationFile:
        return self.facts.prioritisation()

    @property
    def day(self) -> date:
        """The day on which the record is read: the day asked for, or the last day of a year that is over by then."""
        return min(self.on, date(self.year, 12, 31))

    @property
    def step(self) -> str:
        """The step as a sentence names it: offers made in 2027."""
        return f"{MADE[self.stage]} in {self.year}"

    def defined(self, *ids: str) -> tuple[FactRef, ...]:
        """The definitions of the Act that a check rests on."""
        return tuple(FactRef(each.provenance) for each in self.act.definitions if each.id in ids)


def since(question: Question, first: date | None, said: str, *, missing: str, evidence: tuple[str, ...] = ()) -> Answer:
    """The answer of something held from a day on. What begins after the year cannot help at a step taken in it.

    `said` is a sentence without its full stop, to which the day is added.
    """
    if first is None:
        if question.on.year <= question.year:
            return Answer(verdict=Verdict.MET, because=f"{said}.", evidence=evidence)
        return Answer(
            verdict=Verdict.CANNOT_TELL, because=f"{said}; since when is not recorded.", missing=(missing,),
            evidence=evidence,
        )  # fmt: skip
    dated = f"{said} from {in_words(first)}"
    if first.year > question.year:
        return Answer(
            verdict=Verdict.NOT_MET, because=f"{dated}, too late for {question.step}.", evidence=evidence, on=first
        )
    if first.year == question.year:
        dated += f", so for {question.step} on or after that day"
    verdict = Verdict.MET if first <= question.day else Verdict.MET_ON
    return Answer(verdict=verdict, because=f"{dated}.", on=first, evidence=evidence)


def best_of(answers: Iterable[Answer]) -> Answer:
    """Alternatives: the best answer; where none opens the ground, all that was said and all that is missing."""
    found = tuple(answers)
    verdict = min((answer.verdict for answer in found), key=BEST_FIRST.index)
    alike = [answer for answer in found if answer.verdict is verdict]
    if verdict in (Verdict.MET, Verdict.MET_ON):
        return min(alike, key=lambda answer: answer.on or date.min)
    told = alike if verdict is Verdict.CANNOT_TELL else found
    return Answer(
        verdict=verdict,
        because=" ".join(dict.fromkeys(answer.because for answer in told)),
        missing=tuple(dict.fromkeys(item for answer in told for item in answer.missing)),
        evidence=tuple(dict.fromkeys(id for answer in told for id in answer.evidence)),
        facts=each_once(fact for answer in told for fact in answer.facts),
    )


def each_once(refs: Iterable[FactRef]) -> tuple[FactRef, ...]:
    """The facts in their order, each address once."""
    return tuple({ref.id: ref for ref in refs}.values())
