"""Programmes side by side: counts of gates, four figures or the reason why not, and what a ratio does not tell."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.facts import Facts
from workbook.facts.core import Unknown
from workbook.facts.where import data_root
from workbook.record.demos import demo_record
from workbook.record.models import Record
from workbook.rules.compare import Comparison, compare
from workbook.rules.finding import plain
from workbook.rules.gates import gates
from workbook.rules.scoring import score

FACTS, DAY = Facts(), date(2026, 11, 20)
IMT, GP, CSRH, CARDIOLOGY = (
    "internal-medicine-ct1",
    "general-practice-st1",
    "community-sexual-and-reproductive-health-st1",
    "cardiology-st4",
)


@pytest.fixture(scope="module")
def found() -> Comparison:
    asked = [(IMT, 2028), (GP, 2027), (CSRH, 2027), (CARDIOLOGY, 2028), ("public-health-st1", 2027)]
    return compare(demo_record(data_root(), "trust-grade"), FACTS, asked, DAY)


def test_the_order_is_the_one_asked_and_no_other(found: Comparison) -> None:
    assert [one.specialty for one in found.programmes][:2] == [IMT, GP]
    assert "No order is given" in found.notes[0]


def test_gates_are_counted_as_the_gates_say(found: Comparison) -> None:
    """IMT of the worked example: the CREST form is too old, so two gates are shut; every verdict is counted once."""
    counted = found.programmes[0].gates
    assert counted.shut == ("Foundation competence", "CREST signatory")
    assert counted.not_met == 2
    parts = (counted.open_, counted.opens_later, counted.not_met, counted.cannot_tell, counted.not_decided)
    assert sum(part or 0 for part in parts) == counted.asked
    every = gates(demo_record(data_root(), "trust-grade"), FACTS, IMT, 2028, DAY)
    assert counted.asked == sum(gate.verdict.value != "not_applicable" for gate in every.findings)


def test_the_four_figures_are_those_of_the_score(found: Comparison) -> None:
    total = score(demo_record(data_root(), "trust-grade"), FACTS, IMT, 2028, DAY).total
    points = found.programmes[0].points
    assert (points.supported, points.claimed, points.ceiling, points.max) == (
        total.supported, total.claimed, total.ceiling, total.max,
    )  # fmt: skip
    assert points.matrix_year == 2026, "the year of the matrix, not of the round"
    assert points.no_number == ()


def test_where_no_number_may_be_shown_the_reason_stands_in_its_place(found: Comparison) -> None:
    """General practice chooses by the MSRA alone."""
    points = found.programmes[1].points
    assert (points.supported, points.claimed, points.ceiling, points.max) == (None, None, None, None)
    assert any("MSRA" in why for why in points.no_number)


def test_every_programme_has_a_number_or_a_reason() -> None:
    asked = [(specialty, 2027) for specialty in FACTS.specialty_ids()]
    for one in compare(Record(), FACTS, asked, DAY).programmes:
        figures = (one.points.supported, one.points.claimed, one.points.ceiling, one.points.max)
        assert None not in figures or one.points.no_number, one.specialty
        assert one.gates.missing or one.gates.asked is not None, one.specialty
        assert one.competition.missing or (one.competition.year and one.competition.does_not_tell), one.specialty


def test_the_ratio_has_its_year_its_counts_and_its_source(found: Comparison) -> None:
    """data/competition/2025: 8,841 applications for 1,678 posts."""
    told = found.programmes[0].competition
    assert (told.year, told.applications_per_post, told.applications, told.posts) == (2025, 5.27, 8841, 1678)
    assert [fact.id for fact in told.facts] == ["competition/2025/ratios/internal-medicine-ct1"]


def test_a_ratio_says_what_it_does_not_tell(found: Comparison) -> None:
    said = " ".join(found.programmes[0].competition.does_not_tell)
    assert "one doctor may send several applications" in said
    assert "before the Medical Training (Prioritisation) Act 2026 came into force on 6 March 2026" in said
    assert "Only 14 posts" in " ".join(found.programmes[2].competition.does_not_tell)
    assert "Only" not in said, "1,678 posts are no small field"


def test_a_programme_the_act_leaves_out_is_not_told_of_two_groups(found: Comparison) -> None:
    said = " ".join(found.programmes[4].competition.does_not_tell)
    assert "does not order its applicants" in said
    assert "Two groups" not in said


def test_without_a_figure_that_is_said(found: Comparison) -> None:
    told = found.programmes[3].competition
    assert (told.applications_per_post, told.year) == (None, None)
    assert told.missing == "No competition figure of this programme was found for any year."


def test_people_are_counted_in_the_whole_country_only(found: Comparison) -> None:
    """2025: 33,870 people for 9,479 posts = 3.57; 2026: nearly 40,000 for 9,520 = 4.20."""
    assert [(one.year, one.people_per_post, one.rounded) for one in found.people_per_post] == [
        (2025, 3.6, False),
        (2026, 4.2, True),
    ]
    assert all(one.facts for one in found.people_per_post)


def test_one_programme_by_itself_is_told_nothing_of_an_order() -> None:
    assert compare(Record(), FACTS, [(IMT, 2027)], DAY).notes == ()


def test_a_programme_that_is_none_is_an_error() -> None:
    with pytest.raises(Unknown):
        compare(Record(), FACTS, [("internal-medicine", 2027)], DAY)


def test_it_has_a_plain_form(found: Comparison) -> None:
    assert plain(found)["programmes"][0]["gates"]["open"] == found.programmes[0].gates.open_
