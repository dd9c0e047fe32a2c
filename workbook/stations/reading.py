"""How is one criterion read? In its own words, with what shows it, the small first step, and what I link to it.

The model of the guided exercise of 03; its view is reading_view.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.facts.core import Unknown
from workbook.record.models import Evidence
from workbook.rules.naming import name_of
from workbook.stations.programme import looking_at

if TYPE_CHECKING:
    from workbook.facts.criteria import Criterion
    from workbook.facts.evidence import EvidenceKinds, Kind
    from workbook.rules.gates import Gate
    from workbook.stations.session import Session

STAGES = {
    "application-form": "on the form", "pre-employment": "before you start", "interview": "at interview",
    "references": "in references", "msra": "in the MSRA", "self-assessment": "in the self-assessment",
    "portfolio": "in the portfolio",
}  # fmt: skip


@dataclass(frozen=True)
class ShownBy:
    """One kind of evidence that shows a criterion. `step` is the smallest first step known for it, with its weeks."""

    title: str
    proof: tuple[str, ...] = ()
    step: str | None = None
    weeks: float | None = None
    kind: Kind | None = None


@dataclass
class ReadingModel:
    """What the session knows, without a widget. `place` is the criterion on the page, counted from 0."""

    session: Session
    place: int = 0

    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the programme on the page: essential ones first, each in the order of the specification."""
        try:
            spec = self.session.facts.person_spec(*looking_at(self.session))
        except Unknown:
            return ()
        desirable = (one for one in spec.criteria if not one.essential)
        return (*spec.essential, *desirable)

    def criterion(self) -> Criterion | None:
        """The one on the page; the first where the programme has fewer than the one before."""
        every = self.criteria()
        if not every:
            return None
        if self.place >= len(every):
            self.place = 0
        return every[self.place]

    def move(self, steps: int) -> None:
        """On, or back; after the last comes the first."""
        count = len(self.criteria())
        self.place = (self.place + steps) % count if count else 0

    def turn_to(self, id: str) -> None:
        self.place = next((n for n, one in enumerate(self.criteria()) if one.id == id), 0)

    def choices(self) -> tuple[tuple[str, str], ...]:
        every = self.criteria()
        return tuple((f"{n}. {one.title}", one.id) for n, one in enumerate(every, 1))

    def gate(self) -> Gate | None:
        """Where an essential criterion stands today."""
        criterion = self.criterion()
        if criterion is None or not criterion.essential:
            return None
        found = self.session.answers.gates(*looking_at(self.session)).findings
        return next((gate for gate in found if gate.criterion == criterion.id), None)

    def partial(self) -> str | None:
        """That the criteria counted are not, or may not be, all that the specification asks; None where they are."""
        return self.session.answers.gates(*looking_at(self.session)).partial if self.criteria() else None

    def stages(self) -> tuple[str, ...]:
        """When selectors look at it, in words."""
        criterion = self.criterion()
        return tuple(STAGES[stage] for stage in criterion.evaluated_at) if criterion else ()

    def shown_by(self) -> tuple[ShownBy, ...]:
        """What shows the criterion on the page, by title, with the smallest first step that data/evidence knows."""
        criterion, kinds = self.criterion(), self.session.facts.evidence()
        if criterion is None:
            return ()
        named = criterion.evidence or (criterion.shown_by.kinds if criterion.shown_by else ())
        return tuple(_shown_by(kinds, id) for id in named)

    # ---- linking

    def linked(self) -> tuple[Evidence, ...]:
        """The entries the doctor has linked to the criterion on the page."""
        criterion = self.criterion()
        return tuple(one for one in self.session.record.evidence if criterion and criterion.id in one.shows)

    def to_link(self) -> tuple[tuple[str, str], ...]:
        """The other entries; those of a kind that shows the criterion come first."""
        criterion = self.criterion()
        if criterion is None:
            return ()
        kinds = self.session.facts.evidence()
        wanted = {words.id for id in criterion.evidence if (words := kinds.words_of(id))} | set(criterion.evidence)
        others = [one for one in self.session.record.evidence if criterion.id not in one.shows]

        def fits(entry: Evidence) -> bool:
            words = kinds.words_of(entry.kind)
            return entry.kind in wanted or (words is not None and words.id in wanted)

        return tuple((name_of(one), one.id) for one in sorted(others, key=lambda one: not fits(one)))

    def link(self, id: str) -> str | None:
        """Say that an entry shows the criterion. It holds for every programme whose specification has the criterion."""
        return self._write(id, linked=True)

    def unlink(self, id: str) -> str | None:
        return self._write(id, linked=False)

    def _write(self, id: str, *, linked: bool) -> str | None:
        criterion = self.criterion()
        if criterion is None:
            return None

        def changed(entry: Evidence) -> Evidence:
            if entry.id != id:
                return entry
            others = tuple(one for one in entry.shows if one != criterion.id)
            return entry.model_copy(update={"shows": (*others, criterion.id) if linked else others})

        evidence = tuple(changed(entry) for entry in self.session.record.evidence)
        done = "Linked evidence to" if linked else "Unlinked evidence from"
        return self.session.edit(f"{done} “{criterion.title}”", evidence=evidence)


def _shown_by(kinds: EvidenceKinds, id: str) -> ShownBy:
    title = kinds.title_of(id) or id.replace("-", " ")
    own = kinds.kinds.get(id)
    like = [own] if own else [kind for kind in kinds.kinds.values() if kind.scores_as and kind.scores_as.kind == id]
    if not like:
        return ShownBy(title)
    quickest = min(like, key=lambda kind: kind.lead_weeks.typical)
    return ShownBy(title, quickest.proof, quickest.first_step, quickest.lead_weeks.typical, quickest)
