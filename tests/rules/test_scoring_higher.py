"""No higher programme is given a number that its page does not carry, and what cannot be counted says why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.finding import Verdict
from workbook.rules.matching import Outcome, alternatives, outcome
from workbook.rules.pieces import Piece, piece_of
from workbook.rules.rounds import round_of
from workbook.rules.scoring import DomainScore, Score, score

FACTS = Facts()
TODAY = date(2026, 11, 20)
PARTLY_READ = {
    "anaesthetics-st4", "general-surgery-st3", "otolaryngology-st3", "paediatrics-st3", "plastic-surgery-st3",
    "general-psychiatry-st4", "trauma-and-orthopaedic-surgery-st3",
}  # fmt: skip
NOTHING_READ = {
    "emergency-medicine-st4", "intensive-care-medicine-st3", "obstetrics-and-gynaecology-st3", "urology-st3",
    "vascular-surgery-st3",
}  # fmt: skip


def made(*entries: dict[str, Any]) -> Record:
    done = {"status": "done", "end": "2026-06-30"}
    proof = {"proof": {"file": "letter.pdf", "dated": "2026-06-30", "identifiers_removed": True}}
    numbered = [{"id": f"e{n}", "title": f"e{n}", **done, **proof, **each} for n, each in enumerate(entries)]
    return Record.model_validate({"evidence": numbered})


def domain(found: Score, id: str) -> DomainScore:
    return next(one for one in found.domains if one.id == id)


ENT = {"counted": "one-specialty", "specialty": "ent", "after_foundation": True}
PAPER = {"type": "original-research", "author": "first", "index": "pubmed", "impact_factor": 3}
FULL = made(
    {"kind": "experience", "details": {**ENT, "months": 20}},
    {"kind": "experience", "details": {**ENT, "months": 30}},
    {"kind": "publication", "details": PAPER},
    {"kind": "degree", "details": {"level": "phd", "by_thesis": True}},
    {"kind": "prize", "details": {"name": "primary-frca"}},
    {"kind": "operation", "details": {"procedure": "k-wiring"}},
    {"kind": "logbook", "details": {"appendicectomies": 30}},
)


@pytest.mark.parametrize("programme", sorted(PARTLY_READ | NOTHING_READ))
@pytest.mark.parametrize("record", [made(), FULL], ids=["empty", "full"])
def test_no_total_is_shown_where_parts_of_the_form_were_not_read(programme: str, record: Record) -> None:
    total = score(record, FACTS, programme, 2028, TODAY).total
    assert (total.supported, total.claimed, total.ceiling, total.max) == (None, None, None, None)
    assert total.blocked_by


@pytest.mark.parametrize(
    ("programme", "id", "because"),
    [
        ("otolaryngology-st3", "ent-experience", "another round than that of 2026"),
        ("otolaryngology-st3", "publication-2", "another round than that of 2026"),
        ("otolaryngology-st3", "audit-1", "options of this part are not known"),
        ("trauma-and-orthopaedic-surgery-st3", "months-in-specialty", "another round than that of 2026"),
        ("trauma-and-orthopaedic-surgery-st3", "publications", "divided by a figure that another part sets"),
        ("trauma-and-orthopaedic-surgery-st3", "teaching", "last 2 years"),
        ("plastic-surgery-st3", "years-in-practice", "It is not recorded yet: the day of your medical degree"),
        ("anaesthetics-st4", "domain-2-exam-prizes", "could not be read"),
        ("general-surgery-st3", "operative-experience-appendicectomy", "could not be read"),
    ],
)
def test_what_is_not_worked_out_says_so_and_gives_no_points(programme: str, id: str, because: str) -> None:
    found = domain(score(FULL, FACTS, programme, 2028, TODAY), id)
    assert found.verdict is Verdict.CANNOT_TELL and because in found.because
    assert (found.supported.points, found.claimed.points, found.ceiling.points) == (None, None, None)


def test_a_form_that_lists_less_than_it_says_has_no_maximum() -> None:
    total = score(made(), FACTS, "plastic-surgery-st3", 2028, TODAY).total
    assert any("add up to 61" in reason and "62" in reason for reason in total.blocked_by)


def test_the_portfolio_of_general_surgery_is_marked_by_others() -> None:
    found = score(FULL, FACTS, "general-surgery-st3", 2028, TODAY)
    assert not found.scored and domain(found, "portfolio-questions").verdict is Verdict.NOT_DECIDED
    assert "marked by the assessors" in found.total.blocked_by[0]


def test_headings_alone_are_no_score() -> None:
    found = score(FULL, FACTS, "forensic-psychiatry-st4", 2028, TODAY)
    assert not found.scored and "Only the headings" in found.total.blocked_by[0]
    assert any("several programmes share: Psychiatry ST4" in note for note in found.notes)


def test_a_physician_is_scored_on_the_shared_matrix_and_shown_both_sources() -> None:
    poster = {"kind": "presentation", "level": "national", "details": {"form": "poster", "author": "first"}}
    found = score(made(poster), FACTS, "neurology-st4", 2026, TODAY)
    presented = domain(found, "presentations")
    assert (presented.supported.points, presented.supported.option) == (4, "poster-national")
    assert presented.facts[0].id == "scoring/physician-higher-common/2026/domains/presentations"
    # The figure stands in the shared matrix, and that is what is cited beside it; the day comes next, and only then the
    # entry of the catalogue, which says no more than that neurology uses that matrix.
    matrix, closing_day, says_whose = found.facts
    assert matrix.id == "scoring/physician-higher-common/2026"
    assert closing_day.provenance == round_of(FACTS, "neurology-st4", 2026).closes.provenance
    assert says_whose.id == "specialties/neurology-st4"


# Both parts of MRCP(UK): needs that are wanted together


def held(*entries: dict[str, Any], option: str = "part2-and-paces") -> Outcome:
    found = FACTS.matrix("cardiology-st4", 2026).domains[1].option(option)
    assert found is not None and found.needs is not None
    kinds = FACTS.evidence()
    pieces: dict[str, list[Piece]] = {}
    for entered in made(*entries).evidence:
        piece = piece_of(entered, kinds, TODAY)
        assert piece is not None
        pieces.setdefault(piece.words.id, []).append(piece)
    return outcome(alternatives(found.needs, kinds, option), pieces, TODAY, False)


def exam(name: str, **said: Any) -> dict[str, Any]:
    return {"kind": "exam", "details": {"name": name, "result": "pass"}, **said}


PART_2, PACES, WHOLE = exam("mrcp-part-2-written"), exam("mrcp-paces"), exam("mrcp-uk")


def test_both_parts_may_stand_in_two_entries_or_in_one() -> None:
    both = held(PART_2, PACES).held
    assert both is not None and both.keys == ("e0", "e1")
    whole = held(WHOLE).held
    assert whole is not None and whole.keys == ("e0",)


def test_one_part_twice_is_not_both_and_asks_nothing() -> None:
    for one in (PART_2, PACES):
        found = held(one, one)
        assert found.held is None and found.asked == () and found.short == 1


def test_both_parts_are_met_on_the_day_of_the_later_one() -> None:
    both = held({**PART_2, "end": "2026-03-01"}, {**PACES, "end": "2026-09-15"}).held
    assert both is not None and both.on == date(2026, 9, 15)


def test_both_parts_are_documented_only_when_each_is() -> None:
    found = held({**PART_2, "proof": None}, PACES)
    assert found.held is not None and found.documented is None


def test_an_unsaid_result_of_one_part_is_asked_when_the_other_is_there() -> None:
    unsaid = {"kind": "exam", "details": {"name": "mrcp-paces"}}
    assert held(PART_2, unsaid).asked and held(PART_2, unsaid).held is None
    assert not held(unsaid).asked or held(unsaid).held is None


def test_the_parts_alone_give_what_they_give() -> None:
    assert held(PACES, option="paces-only").held and not held(PACES, option="part2-only").held
    assert held(PART_2, option="part2-only").held and held(WHOLE, option="paces-only").held
