"""What do the rules say of this record on this day? Each answer worked out once, when first asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from workbook.facts import Facts
from workbook.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbook.facts.prioritisation import Stage
    from workbook.record.models import Target
    from workbook.rules.calendar import Line
    from workbook.rules.claim_check import ClaimCheck
    from workbook.rules.costs import Step
    from workbook.rules.documents import Documents
    from workbook.rules.gates import Gates
    from workbook.rules.permission import PermissionState
    from workbook.rules.plan import Plan
    from workbook.rules.priority import Priority
    from workbook.rules.residence import Allowance, Residence
    from workbook.rules.scoring import Score

A = TypeVar("A")


@dataclass
class Answers:
    """The rules of the house over one record; every method is a rule with its arguments filled in."""

    record: Record
    facts: Facts
    on: date
    _kept: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def target(self) -> Target | None:
        """The target the pages speak of: the first by rank, then by order; None when the doctor has named none."""
        ranked = self.record.ranked_targets
        return ranked[0] if ranked else None

    def next_round(self) -> int:
        from workbook.rules.rounds import next_round

        return self._once(("next_round",), lambda: next_round(self.facts, self.on))

    def gates(self, specialty: str, year: int) -> Gates:
        from workbook.rules.gates import gates

        return self._once(("gates", specialty, year), lambda: gates(self.record, self.facts, specialty, year, self.on))

    def score(self, specialty: str, year: int) -> Score:
        from workbook.rules.scoring import score

        return self._once(("score", specialty, year), lambda: score(self.record, self.facts, specialty, year, self.on))

    def claims(self, specialty: str, year: int) -> ClaimCheck:
        from workbook.rules.claim_check import claim_check

        return self._once(
            ("claims", specialty, year), lambda: claim_check(self.record, self.facts, specialty, year, self.on)
        )

    def documents(self, specialty: str | None, year: int | None) -> Documents:
        from workbook.rules.documents import documents

        return self._once(
            ("documents", specialty, year), lambda: documents(self.record, self.facts, specialty, year, self.on)
        )

    def residence(self) -> Residence:
        from workbook.rules.residence import residence

        return self._once(("residence",), lambda: residence(self.record, self.facts, self.on))

    def permission(self) -> PermissionState:
        from workbook.rules.permission import permission

        return self._once(("permission",), lambda: permission(self.record, self.facts, self.on))

    def line(self) -> Line:
        from workbook.rules.calendar import timeline

        return self._once(("line",), lambda: timeline(self.record, self.facts, self.on))

    def allowance(self) -> Allowance | None:
        from workbook.rules.residence import allowance

        return self._once(("allowance",), lambda: allowance(self.record, self.facts, self.on))

    def priority(self, programme: str, year: int, stage: Stage) -> Priority:
        from workbook.rules.priority import priority

        return self._once(
            ("priority", programme, year, stage),
            lambda: priority(self.record, self.facts, programme, year, stage, self.on),
        )

    def costs(self) -> tuple[Step, ...]:
        from workbook.rules.costs import costs

        starts, settles = self.line().starts, self.residence().earliest_application
        return self._once(("costs",), lambda: costs(self.record, self.facts, self.on, starts, settles))

    def plan(self) -> Plan:
        from workbook.rules.plan import plan

        return self._once(("plan",), lambda: plan(self.record, self.facts, self.on))

    def _once(self, key: tuple[Any, ...], work: Callable[[], A]) -> A:
        if key not in self._kept:
            self._kept[key] = work()
        kept: A = self._kept[key]
        return kept
