"""The ways beside a training programme: what they cost, ask for and lead to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workbook.facts import FactError, Facts, Unknown
from workbook.facts.pathways import Pathway


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts()


@pytest.fixture(scope="module")
def ways(facts: Facts) -> dict[str, Pathway]:
    return facts.pathways()


def test_all_eighteen_are_there(ways: dict[str, Pathway]) -> None:
    assert set(ways) == {
        "portfolio-pathway-specialist",
        "portfolio-pathway-gp",
        "combined-programme",
        "faster-cct",
        "lat-post",
        "specialty-doctor",
        "specialist-grade",
        "led-to-sas-transfer",
        "locally-employed-doctor",
        "medical-training-initiative",
        "crest",
        "alternative-certificate-physician",
        "alternative-certificate-higher-surgery",
        "alternative-certificate-em-st4",
        "stage-1-equivalence-anaesthetics",
        "alternative-certificate-og-st1-st2",
        "certificate-core-paediatric-capabilities",
        "prioritisation-act-2026",
    }


@pytest.mark.parametrize(
    ("way", "figure", "value", "unit"),
    [
        ("portfolio-pathway-specialist", "application-fee", 1974, "GBP"),
        ("portfolio-pathway-specialist", "kept-if-ineligible", 197.4, "GBP"),
        ("portfolio-pathway-specialist", "window-to-submit", 24, "months"),
        ("portfolio-pathway-specialist", "processing-time", (3, 6), "months"),
        ("portfolio-pathway-specialist", "appeal-window", 28, "days"),
        ("combined-programme", "cct-for-cp-from", date(2021, 1, 1), None),
        ("combined-programme", "latest-claim", "first-arcp", None),
        ("specialist-grade", "min-postgraduate-years", 12, "years"),
        ("specialist-grade", "min-postgraduate-years-scotland", 10, "years"),
        ("led-to-sas-transfer", "min-months-same-trust", 24, "months"),
        ("medical-training-initiative", "closed-to-new-applications", date(2026, 3, 31), None),
        ("crest", "lookback", 42, "months"),
        ("stage-1-equivalence-anaesthetics", "min-experience", 48, "months"),
        ("prioritisation-act-2026", "became-law", "2026-03", None),
    ],
)
def test_the_figures(ways: dict[str, Pathway], way: str, figure: str, value: object, unit: str | None) -> None:
    (found,) = (each for each in ways[way].figures if each.id == figure)
    given = [found.value, found.between, found.day, found.month, found.deadline]
    assert [each for each in given if each is not None] == [value]
    assert found.unit == unit


def test_a_fee_says_from_when_it_holds(ways: dict[str, Pathway]) -> None:
    fee = ways["portfolio-pathway-specialist"].figures[0]
    assert fee.from_ == date(2026, 4, 1)
    assert fee.provenance.note is not None and "disagree on whether it is paid" in fee.provenance.note
    assert fee.provenance.confidence == "medium", "second hand"


def test_time_with_the_signatory_of_a_crest_form_is_continuous_and_inside_the_look_back(
    ways: dict[str, Pathway],
) -> None:
    (time,) = (figure for figure in ways["crest"].figures if figure.id == "min-time-with-signatory")
    assert (time.value, time.text) == (3, "continuous, whole-time equivalent, wholly inside the look-back")


def test_which_print_of_a_form_is_accepted_is_only_said_where_it_was_found(ways: dict[str, Pathway]) -> None:
    crest = {form.year: (form.forms, form.provenance.confidence.value) for form in ways["crest"].accepted_forms}
    assert crest == {2025: (("2024",), "medium"), 2026: (("2024",), "low")}
    last = ways["alternative-certificate-physician"].accepted_forms[-1]
    assert (last.year, last.forms) == (2026, ())
    assert last.provenance.unknown


def test_the_sponsorship_scheme_is_closed_and_what_replaces_it_is_not_known(ways: dict[str, Pathway]) -> None:
    scheme = ways["medical-training-initiative"]
    assert scheme.provenance.status == "closed"
    assert any("replaces it" in gap for gap in scheme.provenance.unknown)
    assert scheme.visa_routes == ("gae-mti",)


def test_what_is_proposed_is_no_rule(ways: dict[str, Pathway]) -> None:
    act = ways["prioritisation-act-2026"]
    assert {each.id: each.provenance.status.value for each in act.pending} == {
        "nhs-experience-regulations": "proposed",
        "two-years-asked-for": "proposed",
    }
    assert [(rule.year_from, rule.stages) for rule in act.priority] == [
        (2026, ("offers",)),
        (2027, ("interviews", "offers")),
    ]
    assert len(act.priority[0].any_of) == 8


def test_a_later_look_is_told_beside_the_first(ways: dict[str, Pathway]) -> None:
    found = ways["locally-employed-doctor"].provenance
    assert found.note is not None and "treat as not in force" in found.note
    assert found.rechecked is not None and found.rechecked.on == date(2026, 11, 20)


def test_every_link_leads_somewhere(facts: Facts, ways: dict[str, Pathway]) -> None:
    for way in ways.values():
        assert set(way.posts) <= set(facts.post_kinds()), way.id
        assert set(way.visa_routes) <= set(facts.routes()), way.id
        assert all((facts.root / "guides" / f"{guide}.yaml").is_file() for guide in way.guides), way.id
    named = {
        programme.entry.alternative_certificate.pathway
        for programme in facts.specialties().values()
        if programme.entry and programme.entry.alternative_certificate
    }
    assert named - {None} <= set(ways)


def test_every_way_rests_on_a_page(ways: dict[str, Pathway]) -> None:
    for way in ways.values():
        facts = (way, *way.figures, *way.eligibility, *way.pending, *way.developments, *way.priority)
        for fact in facts:
            assert fact.provenance.source.url and fact.provenance.review_by > fact.provenance.checked_on


TOP = "title: T\nsource: {publisher: A, title: B}\nchecked_on: 2026-11-20\nstatus: in_force\nconfidence: high\n"


def _files(facts: Facts, root: Path, **files: str) -> Facts:
    (root / "review.yaml").write_bytes((facts.root / "review.yaml").read_bytes())
    (root / "pathways").mkdir()
    for name, text in files.items():
        (root / "pathways" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Facts(root)


def test_a_figure_is_one_figure(facts: Facts, tmp_path: Path) -> None:
    two = f"{TOP}pathways:\n  - {{id: a, name: A, figures: [{{id: f, value: 1, day: 2026-01-01}}]}}\n"
    with pytest.raises(FactError, match="needs one of value, between, day, month, deadline"):
        _files(facts, tmp_path, one=two).pathways()


def test_a_way_stands_in_one_file(facts: Facts, tmp_path: Path) -> None:
    one = f"{TOP}pathways:\n  - {{id: a, name: A}}\n"
    with pytest.raises(FactError, match="a: stands in another file as well"):
        _files(facts, tmp_path, one=one, two=one).pathways()


def test_no_file_at_all_is_said(facts: Facts, tmp_path: Path) -> None:
    with pytest.raises(Unknown, match="no pathways"):
        _files(facts, tmp_path).pathways()
