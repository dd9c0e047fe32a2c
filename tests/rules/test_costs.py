"""Does the doctor see what the next steps cost, and where no figure is known?

Amounts from data/visa/parameters/fees: from 8 April 2026 a Health and Care visa is 324 pounds up to three years and 628
over three, settlement 3,226; before it 304, 590 and 3,029.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.facts import Facts
from workbook.record import Record, RecordError
from workbook.record.reading import record_from
from workbook.rules.costs import Step, costs, who_pays

FACTS = Facts()
ON = date(2026, 11, 20)
START = date(2027, 8, 4)
VISA = {"id": "v1", "route": "health-and-care-worker", "start": "2022-02-20", "end": "2027-02-19"}


def _record(*permissions: dict[str, Any], **doctor: Any) -> Record:
    return record_from({"format": 1, "permissions": list(permissions), "doctor": doctor})


def _figures(step: Step) -> list[tuple[str, int | None, int | None]]:
    return [(cost.title, cost.each, cost.together) for cost in step.costs]


def test_the_three_steps_of_a_sponsored_doctor_with_two_dependants() -> None:
    again, training, settlement = costs(_record(VISA, dependants=2), FACTS, ON, (START,), date(2027, 1, 23))
    fees = [
        ("Application, certificate up to 3 years", 324, 972),
        ("Application, certificate over 3 years", 628, 1884),
        ("Health surcharge", 0, 0),
    ]
    assert (_figures(again), again.on) == (fees, date(2027, 2, 19))
    assert (_figures(training), training.on) == (fees, START)
    assert settlement.on == date(2027, 1, 23)
    # Who of the family sits the test is not told in what was read: it is never multiplied.
    assert _figures(settlement) == [
        ("Application", 3226, 9678), ("Life in the UK test", 50, None), ("Health surcharge", 0, 0),
    ]  # fmt: skip


def test_the_figure_is_that_of_the_day_of_the_step() -> None:
    """In March 2026 the visa ends on 7 April, the last day of the old fee; one that ends a day later costs the new."""
    for end, fee in (("2026-04-07", 304), ("2026-04-08", 324)):
        (again,) = costs(_record(VISA | {"end": end}), FACTS, date(2026, 3, 1), (), None)
        assert again.costs[0].each == fee


def test_a_settlement_day_that_has_come_is_paid_for_today() -> None:
    settlement = costs(_record(VISA), FACTS, ON, (), date(2026, 1, 23))[-1]
    assert (settlement.on, settlement.costs[0].each) == (ON, 3226)


def test_without_the_number_of_dependants_nothing_is_added_up() -> None:
    record = _record(VISA)
    assert {cost.together for step in costs(record, FACTS, ON, (START,), ON) for cost in step.costs} == {None}
    assert "Say how many" in who_pays(record)
    assert "you alone" in who_pays(_record(VISA, dependants=0))
    assert "1 dependant," in who_pays(_record(VISA, dependants=1))


def test_a_route_that_cannot_be_prolonged_shows_the_way_into_training_only() -> None:
    (training,) = costs(_record(VISA | {"route": "graduate"}), FACTS, ON, (START,), None)
    assert training.id == "training"


def test_a_figure_that_no_period_covers_is_a_gap() -> None:
    """The fee of a Skilled Worker from inside the UK over three years was read from 8 April 2026 on only."""
    record = _record(VISA | {"route": "skilled-worker", "end": "2026-03-31"}, dependants=1)
    (again,) = costs(record, FACTS, date(2026, 3, 1), (), None)
    over = next(cost for cost in again.costs if "over 3 years" in cost.title)
    assert (over.each, over.together) == (None, None) and "31 March 2026" in (over.gap or "")


def test_a_route_whose_fee_was_not_read_says_so() -> None:
    (again,) = costs(_record(VISA | {"route": "bno"}), FACTS, ON, (), None)
    assert again.missing == ("the application fee of this route: it was not read",)


@pytest.mark.parametrize("doctor", [{"settled": {"kind": "ilr"}}, {"citizenship": ["IE"]}])
def test_who_needs_no_visa_pays_for_none(doctor: dict[str, Any]) -> None:
    assert costs(_record(VISA, **doctor), FACTS, ON, (START,), ON) == ()


def test_starts_that_are_over_ask_for_nothing() -> None:
    assert [step.id for step in costs(_record(VISA), FACTS, ON, (date(2026, 8, 5),), None)] == ["again"]


@pytest.mark.parametrize("count", [-1, 21, 1.5])
def test_an_impossible_number_of_dependants_is_refused_by_name(count: float) -> None:
    with pytest.raises(RecordError, match="dependants"):
        _record(VISA, dependants=count)
