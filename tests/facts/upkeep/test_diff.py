"""What changed between two years reads as a person would say it."""

from __future__ import annotations

import pytest

from workbook.facts import Facts, Unknown
from workbook.facts.upkeep.diff import Compared, changes, diff

IMT = "internal-medicine-ct1"


@pytest.fixture(scope="module")
def compared() -> tuple[Compared, ...]:
    return diff(Facts(), IMT, 2026, 2027)


def test_the_announced_matrix_says_what_goes_and_what_changes(compared: tuple[Compared, ...]) -> None:
    """From the notice for 2027: no unique-applicant points, publications top out at 6."""
    matrix = compared[1]
    said = [str(change) for change in matrix.changes]
    assert matrix.cannot is None
    assert any(line.startswith("Gone: Applied only to IMT") for line in said), said
    assert any("ublications" in line and "8 → 6" in line for line in said), said


def test_a_year_that_is_not_here_is_not_compared_with_another(compared: tuple[Compared, ...]) -> None:
    assert compared[0].changes == ()
    assert compared[0].cannot == "there is none of 2027 here; the newest before it is of 2026"


def test_nothing_differs_from_itself() -> None:
    facts = Facts()
    for programme in (IMT, "cardiology-st4"):
        spec = facts.person_spec(programme, 2026)
        assert list(changes(spec, spec)) == []


def test_what_is_new_gone_and_reworded_is_told_once() -> None:
    was = Facts().person_spec(IMT, 2026)
    first, second, *rest = was.criteria
    reworded = second.model_copy(update={"text": "Other words."})
    now = was.model_copy(update={"criteria": (reworded, *rest)})
    said = [str(change) for change in changes(was, now)]
    assert said == [f"Gone: {first.title}: {first.text}", f"{second.title}, text: {second.text} → Other words."]
    assert [str(change) for change in changes(now, was)] == [
        f"{second.title}, text: Other words. → {second.text}",
        f"New: {first.title}: {first.text}",
    ]


def test_a_programme_that_is_not_here_is_unknown() -> None:
    with pytest.raises(Unknown):
        diff(Facts(), "astrology-st1", 2026, 2027)
