"""A form that takes an achievement once: where each goes, what ties, and that nothing is used twice."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given

from tests.rules.test_scoring import CORE, FACTS, _entries, few, letters_of, made, numbered
from workbook.rules.scoring import Score, score

TODAY = date(2026, 11, 20)
HISTO, OPH, IMT = "histopathology-st1", "ophthalmology-st1", "internal-medicine-ct1"
TALK: dict[str, Any] = {"id": "a", "kind": "presentation", "title": "Lymphoma talk", "status": "done",
        "end": "2026-01-01", "doc": True,
        "level": "national", "details": {"form": "oral", "theme": "histopathology", "chosen": "selected",
                                         "presented_by_applicant": True}}  # fmt: skip


def points(found: Score, id: str) -> float | None:
    return next(one for one in found.domains if one.id == id).supported.points


def test_a_talk_that_fits_two_domains_alike_goes_to_one_and_the_tie_is_told() -> None:
    found = score(made([TALK]), FACTS, HISTO, 2028, TODAY)
    assert (points(found, "presentations"), points(found, "related-activities")) == (8, 0)
    assert (found.total.supported, found.total.max) == (8, 71)
    assert [(one.evidence.id, one.domain, one.instead_of) for one in found.total.placed] == [
        ("a", "Presentations and posters", ("Histopathology activities",))
    ]
    assert found.total.ties == ("Just as many points: “Lymphoma talk” in Histopathology activities.",)
    assert found.total.ties[0] in found.notes
    assert any("“Lymphoma talk” is counted in Presentations and posters" in note for note in found.notes)


def test_the_rule_that_makes_it_so_stands_in_the_trace() -> None:
    found = score(made([TALK]), FACTS, HISTO, 2028, TODAY)
    steps = next(one for one in found.domains if one.id == "presentations").supported.trace
    assert [(step.what, step.id) for step in steps] == [
        ("option", "scoring/histopathology-st1/2026/domains/presentations/options/histo-oral-national"),
        ("once", "scoring/histopathology-st1/2026/rules/one-claim"),
    ]
    assert [entry.title for entry in steps[0].evidence] == ["Lymphoma talk"] and steps[0].documents == ("a.pdf",)


def test_a_form_that_allows_it_counts_the_same_work_again() -> None:
    again: dict[str, Any] = {**TALK, "details": {**TALK["details"], "author": "first"}}
    found = score(made([again]), FACTS, IMT, 2028, TODAY)
    assert found.total.supported == 6 and found.total.placed == ()


def test_a_claim_of_ones_own_in_two_domains_blocks_the_claimed_total_and_is_named() -> None:
    options = {"presentations": "histo-oral-national", "related-activities": "presentation"}
    claims = [
        {"specialty": HISTO, "year": 2026, "domain": domain, "option": option, "evidence": ["a"]}
        for domain, option in options.items()
    ]
    found = score(made([TALK], claims=claims), FACTS, HISTO, 2028, TODAY)
    assert found.total.claimed is None and found.total.supported == 8
    assert any("“Lymphoma talk” is claimed in Presentations and posters and in Histopathology" in reason
               for reason in found.total.blocked_by)  # fmt: skip


@given(entries=_entries())
@few
def test_no_entry_is_counted_in_two_domains(entries: list[dict[str, Any]]) -> None:
    for specialty in (HISTO, OPH, CORE):
        found = score(made(numbered(entries)), FACTS, specialty, 2028, TODAY)
        used = [id for one in found.domains for id in one.supported.evidence]
        assert len(used) == len({*used}), used


def counted(found: Score) -> float:
    """What all parts give together before half points are rounded: the options, and what the limits leave of them."""
    total = 0.0
    for one in found.domains:
        steps = one.supported.trace
        left = [step.points or 0.0 for step in steps if step.what == "cap"]
        total += left[-1] if left else sum(step.points or 0.0 for step in steps if step.what == "option")
    return total


@given(entries=_entries(), more=_entries())
@few
def test_more_evidence_never_lowers_what_all_parts_give_together(
    entries: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    """An entry may leave a part for another one; what all give together never falls, in points or in letters."""
    every = numbered([*entries, *more])
    for specialty in (HISTO, OPH, CORE):
        before = score(made(every[: len(entries)]), FACTS, specialty, 2028, TODAY)
        after = score(made(every), FACTS, specialty, 2028, TODAY)
        if specialty == CORE:
            assert letters_of(after) >= letters_of(before)
        else:
            assert counted(after) >= counted(before)
        if specialty == HISTO:
            assert before.total.supported == counted(before)
