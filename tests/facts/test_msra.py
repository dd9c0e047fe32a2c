"""The MSRA: two papers, scores that do not compare between years, and weights that nobody may mistake for settled."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.facts import Facts, Status
from workbook.facts.msra import MsraFile


@pytest.fixture(scope="module")
def msra() -> MsraFile:
    return Facts().msra()


def test_two_papers_of_170_minutes_together(msra: MsraFile) -> None:
    papers = {paper.id: (paper.items, paper.scored_items, paper.minutes) for paper in msra.papers}
    assert papers == {"professional-dilemmas": (50, None, 95), "clinical-problem-solving": (97, 86, 75)}
    assert {entry.id: entry.value for entry in msra.format if entry.value} == {
        "total-minutes": 170,
        "optional-break": 5,
    }
    dilemmas = msra.papers[0]
    assert dilemmas.marking is not None
    assert dilemmas.marking.provenance.source.publisher == "Examify"
    assert dilemmas.provenance.source.publisher == "Turing Med School"


def test_how_it_is_taken_is_told_whole(msra: MsraFile) -> None:
    """A comma once cut the sentence after `Pearson VUE centres`."""
    delivery = next(entry for entry in msra.format if entry.id == "delivery")
    assert delivery.text is not None
    assert "Pearson VUE centres, UK and abroad; remote OnVUE only as an adjustment" in delivery.text


def test_a_score_is_scaled_about_250_with_40_either_side(msra: MsraFile) -> None:
    scale = next(rule for rule in msra.scoring if rule.id == "normalised")
    assert (scale.mean, scale.sd, scale.per) == (250, 40, "paper")
    assert next(rule for rule in msra.scoring if rule.id == "bands").bands == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("programme", "weight", "minimum"),
    [
        ("general-practice-st1", 100, None),
        ("core-psychiatry-ct1", 100, 186),
        ("anaesthetics-ct1", 15, None),
        ("core-surgery-ct1", 10, None),
        ("clinical-radiology-st1", None, 201),  # no split is published, so none is shown
        ("ophthalmology-st1", None, None),
    ],
)
def test_the_weight_of_the_test_is_known_or_empty_never_guessed(
    msra: MsraFile, programme: str, weight: float | None, minimum: float | None
) -> None:
    use = msra.use(programme)
    assert use is not None
    assert use.weight_percent == weight
    assert (use.minimum.value if use.minimum else None) == minimum


def test_fifteen_programmes_use_it_and_seven_do_not(msra: MsraFile) -> None:
    assert (msra.uses.year, len(msra.uses.programmes), len(msra.not_used_by.programmes)) == (2026, 15, 7)
    assert not {*msra.uses.programmes} & {*msra.not_used_by.programmes}
    assert msra.use("internal-medicine-ct1") is None
    assert {*msra.uses.programmes, *msra.not_used_by.programmes} <= {*Facts().specialty_ids()}


def test_parts_of_a_selection_score_make_a_whole_where_all_are_known(msra: MsraFile) -> None:
    for programme, use in msra.uses.programmes.items():
        parts = [use.weight_percent, use.interview_weight_percent, *use.other_weights_percent.values()]
        known = [part for part in parts if part is not None]
        if use.weight_percent is not None and (len(known) > 1 or not use.interview):
            assert sum(known) == pytest.approx(100), programme


def test_a_sitting_without_days_keeps_them_empty(msra: MsraFile) -> None:
    sittings = {sitting.id: sitting for sitting in msra.windows}
    assert sittings["2023-round-1"].results_by == date(2023, 2, 10)
    assert (sittings["2025-round-1-january"].from_, sittings["2025-round-1-january"].to) == (
        date(2025, 1, 2),
        date(2025, 1, 13),
    )
    coming = sittings["2027-round-1"]
    assert (coming.from_, coming.to, coming.month) == (None, None, None)
    assert coming.provenance.status is Status.PROJECTED


def test_the_sittings_agree_with_the_years_of_recruitment(msra: MsraFile) -> None:
    told = next(step for step in Facts().recruitment(2025).round("round-1").events if step.id == "msra-window-1")
    sitting = next(each for each in msra.windows if each.id == "2025-round-1-january")
    assert (told.from_, told.to) == (sitting.from_, sitting.to)


def test_past_cut_offs_are_closed_and_of_their_year(msra: MsraFile) -> None:
    assert {cut.year: (cut.interview_from, cut.reserve) for cut in msra.past_cut_offs} == {
        2023: (541, None),
        2024: (555, (548, 554)),
    }
    assert all(cut.provenance.status is Status.CLOSED for cut in msra.past_cut_offs)
