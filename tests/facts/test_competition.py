"""The odds, as published: every row fits its own figures, and what does not says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.facts import FactError, Facts, Unknown
from workbook.facts.competition import Ratio


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts()


def test_thirteen_years_have_rows_and_2026_only_totals(facts: Facts) -> None:
    rows = {year: len(facts.competition_year(year).ratios) for year in facts.competition_years()}
    # with both figures, as counted in the tables; then those known by their ratio alone
    assert rows == {
        2013: 15,
        2014: 15,
        2015: 12,
        2016: 29 + 1,
        2017: 13 + 2,
        2018: 14,
        2019: 28,
        2020: 13,
        2021: 14,
        2022: 15 + 1,
        2023: 15,
        2024: 17 + 5,
        2025: 17,
        2026: 0,
    }
    bare = {(year, row.id) for year in rows for row in facts.competition_year(year).ratios if row.applications is None}
    assert bare == {
        (2022, "general-practice-st1"),
        (2024, "core-surgery-ct1"),
        (2024, "allergy-st3"),
        (2024, "diagnostic-neuropathology-st3"),
        (2024, "combined-infection-training-st4"),
        (2024, "genitourinary-medicine-st4"),
    }


def test_general_practice_by_year(facts: Facts) -> None:
    rows = facts.competition("general-practice-st1")
    assert {year: (row.applications, row.posts, row.ratio) for year, row in rows.items() if year >= 2021} == {
        2021: (7640, 4269, 1.79),
        2022: (None, None, 2.07),
        2023: (10514, 3935, 2.67),
        2024: (15036, 4096, 3.67),
        2025: (20995, 4276, 4.91),
    }
    (misprint,) = rows[2024].provenance.conflicts
    assert "prints 2.67" in misprint.text and misprint.source is not None


@pytest.mark.parametrize(
    ("specialty", "year", "applications", "posts", "ratio"),
    [
        ("clinical-radiology-st1", 2025, 4011, 356, 11.27),
        ("internal-medicine-ct1", 2025, 8841, 1678, 5.27),
        ("core-psychiatry-ct1", 2025, 10677, 489, 21.83),
        ("public-health-and-general-practice-dual-st1", 2025, 2173, 13, 167.15),
        ("anaesthetics-ct1", 2020, 1479, 569, 2.6),
        ("dermatology-st3", 2016, 178, 39, 4.56),
        ("ophthalmology-st1", 2017, 405, 77, 5.26),
        ("acute-internal-medicine-st4", 2024, 367, 85, 4.32),
    ],
)
def test_single_rows(facts: Facts, specialty: str, year: int, applications: int, posts: int, ratio: float) -> None:
    row = facts.competition(specialty)[year]
    assert (row.applications, row.posts, row.ratio) == (applications, posts, ratio)


def _rows(facts: Facts) -> list[tuple[int, Ratio]]:
    return [(year, row) for year in facts.competition_years() for row in facts.competition_year(year).ratios]


def test_the_one_row_whose_ratio_does_not_fit_keeps_the_printed_figure_and_says_so(facts: Facts) -> None:
    odd = [
        (year, row.id)
        for year, row in _rows(facts)
        if row.applications and row.posts and abs(row.applications / row.posts - row.ratio) > 0.0051
    ]
    assert odd == [(2023, "internal-medicine-ct1")]
    conflicts = facts.competition("internal-medicine-ct1")[2023].provenance.conflicts
    assert conflicts[0].text == "Printed 2.69; the figures give 2.70."


def test_the_posts_of_2025_add_up_to_the_number_given_to_parliament(facts: Facts) -> None:
    year = facts.competition_year(2025)
    posts = {total.id: total.value for total in year.posts}
    assert posts == {"round-1": 9479, "round-2": 3354}
    assert sum(row.posts or 0 for row in year.ratios) == posts["round-1"]
    assert {each.id: each.value for each in year.applicants} == {"round-1": 33870, "round-2": 8481}


def test_a_row_names_a_programme_or_the_words_of_the_table(facts: Facts) -> None:
    programmes = set(facts.specialty_ids())
    for year, row in _rows(facts):
        assert (row.programme in programmes) is (row.specialty is None), (year, row.id)
    unlinked = {row.id for _, row in _rows(facts) if row.programme is None}
    assert unlinked == {
        "medical-microbiology-st1",
        "acute-internal-medicine-st3",
        "anaesthetics-st3",
        "cardiology-st3",
        "clinical-pharmacology-and-therapeutics-st3",
        "combined-infection-training-st4",
        "diagnostic-neuropathology-st3",
        "endocrinology-and-diabetes-mellitus-st3",
        "gastroenterology-st3",
        "genitourinary-medicine-st3",
        "geriatric-medicine-st3",
    }, "no programme of today is entered there"


def test_a_programme_nobody_counted_has_no_year_and_no_programme_is_refused(facts: Facts) -> None:
    assert facts.competition("neurology-st4") == {}
    with pytest.raises(Unknown, match="there is no specialty"):
        facts.competition("neurology")
    with pytest.raises(Unknown, match=r"no competition ratios of 2012 are here; there is 2013, "):
        facts.competition_year(2012)


def test_2026_is_not_compared_with_earlier_years(facts: Facts) -> None:
    year = facts.competition_year(2026)
    capped = {each.kind: (each.value, each.posts, each.ratio) for each in year.applications}
    assert capped == {"appointable": (37689, 9520, 3.96), "appointable-prioritised": (19706, 9520, 2.07)}
    assert all(each.provenance.status == "provisional" for each in year.applications)
    remarks = {remark.id: remark.text for remark in facts.competition_notes().remarks}
    assert "will not compare with earlier years" in remarks["2026-capped"]
    assert "several applications" in remarks["what-a-ratio-is"]


def test_who_was_accepted_from_outside_the_priority_groups(facts: Facts) -> None:
    accepted = {
        year: (each.value, each.percent)
        for year in (2025, 2026)
        for each in facts.competition_year(year).by_qualification
        if each.kind == "accepted-offers"
    }
    assert accepted == {2025: (2168, 27.95), 2026: (163, 1.75)}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{id: a, programme: anaesthetics-ct1, applications: 10, posts: 5, ratio: 3}", "10 for 5 is not 3"),
        ("{id: a, ratio: 3}", "needs a programme, or else a specialty and a level in words"),
        ("{id: a, programme: b, specialty: B, level: ST1, ratio: 3}", "needs a programme, or else"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(facts: Facts, tmp_path: Path, line: str, complaint: str) -> None:
    (tmp_path / "review.yaml").write_bytes((facts.root / "review.yaml").read_bytes())
    (tmp_path / "competition").mkdir()
    (tmp_path / "competition" / "2030.yaml").write_text(
        "year: 2030\nsource: {publisher: A, title: B}\nchecked_on: 2030-12-01\nstatus: closed\nconfidence: high\n"
        f"ratios:\n  - {line}\n",
        encoding="utf-8",
    )
    with pytest.raises(FactError, match=complaint):
        Facts(tmp_path).competition_year(2030)
