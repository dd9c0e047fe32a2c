"""Each claim held against what the entries say: cases worked by hand from the options of the forms of 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.synthetic import record as made_up
from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.demos import demo_record
from workbook.record.models import Claim, Evidence, Record
from workbook.rules.claim_check import OVER, UNDER, ClaimCheck, ClaimFinding, claim_check
from workbook.rules.finding import Verdict
from workbook.rules.scoring import score

FACTS, DAY = Facts(), date(2026, 11, 10)
IMT, CST = "internal-medicine-ct1", "core-surgery-ct1"
PROOF = {"file": "letter.pdf", "signed_by": "consultant", "dated": "2026-06-30", "identifiers_removed": True}


def entry(kind: str, id: str = "e1", **said: Any) -> Evidence:
    plain = {"id": id, "kind": kind, "title": f"Entry {id}", "status": "done", "end": "2026-06-30", "proof": PROOF}
    return Evidence.model_validate({**plain, **said})


def poster(id: str = "e1", form: str = "poster", **said: Any) -> Evidence:
    return entry("presentation", id, level="national", details={"form": form, "author": "first"}, **said)


def qip(id: str = "e1", cycles: int = 1, stages: str = "all", **said: Any) -> Evidence:
    return entry("qip", id, details={"cycles": cycles, "stages": stages}, **said)


def claim(domain: str, option: str, *evidence: str, specialty: str = IMT, year: int = 2026) -> Claim:
    return Claim(specialty=specialty, year=year, domain=domain, option=option, evidence=evidence)


def checked(claims: list[Claim], *entries: Evidence, specialty: str = IMT, year: int = 2026) -> ClaimCheck:
    return claim_check(Record(evidence=entries, claims=tuple(claims)), FACTS, specialty, year, DAY)


def only(claims: list[Claim], *entries: Evidence, **more: Any) -> ClaimFinding:
    """The one finding beside those of parts in which nothing is claimed."""
    (found,) = [one for one in checked(claims, *entries, **more).findings if one.matter != "unclaimed"]
    return found


# ---- what is claimed and cannot be shown


@pytest.mark.parametrize("named", [("e1",), ()])
def test_a_poster_claimed_as_a_talk(named: tuple[str, ...]) -> None:
    found = checked([claim("presentations", "oral-national", *named)], poster()).over
    assert [one.matter for one in found] == ["above"]
    (over,) = found
    assert over.verdict is Verdict.NOT_MET
    assert "Your entry says poster; this option asks for a talk." in over.because
    assert over.evidence == ("e1",)
    assert [fact.id.rsplit("/", 1)[1] for fact in over.facts] == ["oral-national"]
    assert over.right is not None and "Poster shown at a national or international medical meeting" in over.right
    assert "(4 points)" in over.right


def test_a_submitted_paper_claimed_as_published() -> None:
    paper = entry(
        "publication", status="submitted",
        details={"type": "original-research", "author": "first", "index": "pubmed"},
    )  # fmt: skip
    found = only([claim("publications", "original-first", "e1")], paper)
    assert (found.matter, found.verdict) == ("above", Verdict.NOT_MET)
    assert "submitted work does not count until it is accepted" in found.because
    assert any(fact.id.startswith("evidence/vocabulary/academic/kinds/publication/never") for fact in found.facts)


def test_one_cycle_claimed_as_two() -> None:
    (found,) = checked([claim("quality-improvement", "two-cycles-all", "e1")], qip(cycles=1)).over
    assert found.matter == "above"
    assert "your entry says 1 cycle; this option asks for at least 2 cycles" in found.because.lower()
    assert found.right is not None and "every stage of one" in found.right


def test_some_stages_claimed_as_all_of_them() -> None:
    (found,) = checked([claim("quality-improvement", "two-cycles-all")], qip(cycles=2, stages="some")).over
    assert "Your entry says some stages; this option asks for every stage." in found.because


def test_an_intercalated_degree() -> None:
    degree = entry("degree", details={"level": "masters", "months": 12, "intercalated": True})
    found = only([claim("postgraduate-degrees", "masters", "e1")], degree)
    assert found.matter == "above"
    assert "intercalated degrees score nowhere since 2023" in found.because
    assert any("kinds/degree/never" in fact.id for fact in found.facts)


def test_teaching_without_formal_feedback() -> None:
    teaching = entry("teaching", details={"organised": False, "months": 4, "sessions": 9, "feedback": "informal"})
    found = only([claim("teaching-experience", "regular-programme", "e1")], teaching)
    assert "Your entry says only informal feedback; this option asks for formal feedback." in found.because


def test_two_sessions_claimed_as_three() -> None:
    teaching = entry("teaching", details={"sessions": 2, "feedback": "formal", "organised": False})
    found = only([claim("teaching-experience", "occasional", "e1")], teaching)
    assert "Your entry comes to 2 sessions; this option asks for at least 3 sessions." in found.because


def test_a_local_poster_claimed_as_national() -> None:
    local = entry("presentation", level="local", details={"form": "poster", "author": "first"})
    (found,) = checked([claim("presentations", "poster-national", "e1")], local).over
    assert "this option asks for national (How wide was the meeting?)" in found.because


def test_a_claim_above_what_any_entry_supports() -> None:
    found = only([claim("postgraduate-degrees", "phd-md")], qip())
    assert found.because.startswith("Nothing you have recorded is of the kind this option asks for")
    assert found.right == "Choose the option that gives nothing for now, or record what meets this one."


def test_the_wrong_entry_named_and_the_right_one_is_there() -> None:
    found = only([claim("presentations", "oral-national", "e1")], poster(), poster("e2", form="oral"))
    assert found.matter == "above"
    assert found.right == "“Entry e2” meets this option: name that one in the claim."


def test_an_entry_of_another_kind() -> None:
    (found,) = checked([claim("presentations", "oral-national", "e1")], qip()).over
    assert found.because == "“Entry e1” is not of the kind this option asks for, “Talk or poster”."


def test_an_entry_that_is_gone() -> None:
    found = only([claim("presentations", "oral-national", "e9")])
    assert found.because == "The entry this claim names is in your record no more."


def test_work_that_is_planned() -> None:
    talk = poster(form="oral", status="started", end="2027-03-04", proof=None)
    found = only([claim("presentations", "oral-national", "e1")], talk)
    assert (found.matter, found.verdict, found.on) == ("planned", Verdict.MET_ON, date(2027, 3, 4))


def test_what_was_done_and_has_no_document() -> None:
    found = only([claim("quality-improvement", "two-some-or-one-all", "e1")], qip(proof=None))
    assert (found.matter, found.verdict) == ("undocumented", Verdict.NOT_MET)
    assert "no document is named" in found.because
    assert found.right == "Put the document in order, and the claim stands."


def test_what_depends_on_an_answer() -> None:
    talk = entry("presentation", level="national", details={"form": "oral"})
    found = only([claim("presentations", "oral-national", "e1")], talk)
    assert (found.matter, found.verdict) == ("unsaid", Verdict.CANNOT_TELL)
    assert found.missing == ("“Entry e1”: Where does your name stand among the authors?",)


# ---- what stands


def test_a_claim_that_stands() -> None:
    found = only([claim("presentations", "poster-national", "e1")], poster())
    assert (found.matter, found.verdict, found.right) == ("supported", Verdict.MET, None)


def test_claiming_nothing_where_there_is_nothing() -> None:
    assert only([claim("presentations", "none")]).matter == "supported"


# ---- less than there is


def test_a_better_option_is_already_supported() -> None:
    under = checked([claim("presentations", "poster-national", "e1")], poster(), poster("e2", form="oral")).under
    assert [(one.matter, one.option, one.evidence) for one in under] == [("under", "oral-national", ("e2",))]
    assert under[0].because.startswith("You claim 4 points here, and your documents already support more (6 points)")


def test_a_part_left_out_although_documents_support_it() -> None:
    under = checked([claim("presentations", "poster-national", "e1")], poster(), qip("e2", cycles=2)).under
    assert [(one.matter, one.title, one.option) for one in under] == [
        ("unclaimed", "Quality improvement", "two-cycles-all"),
    ]  # fmt: skip


def test_without_a_document_nothing_better_is_urged() -> None:
    talk = poster("e2", form="oral", proof=None)
    assert checked([claim("presentations", "poster-national", "e1")], poster(), talk).under == ()


def test_who_has_made_no_claim_is_not_told_of_any() -> None:
    found = checked([], poster())
    assert found.findings == ()
    assert found.notes[0].startswith("You have made no claim for this programme")


# ---- the wrong form, twice, two in one part


def test_a_claim_on_another_years_form() -> None:
    found = only([claim("presentations", "oral-national", year=2025)], poster())
    assert (found.matter, found.verdict) == ("other-year", Verdict.NOT_APPLICABLE)
    assert "made on the 2025 form" in found.because and "2026 form" in found.because


def test_a_claim_on_the_form_that_stands_in_for_the_year() -> None:
    found = only([claim("presentations", "poster-national", "e1", year=2026)], poster(), year=2028)
    assert found.matter == "supported"


def test_a_claim_made_before_the_changes_of_2027_were_announced() -> None:
    """For the round of 2027 the announced points stand in; a claim on the form of 2026 is on another form."""
    found = checked([claim("presentations", "poster-national", "e1", year=2026)], poster(), year=2027)
    assert (found.matrix_year, [one.matter for one in found.findings]) == (2027, ["other-year"])


def test_an_option_the_form_does_not_have() -> None:
    found = only([claim("presentations", "oral-interplanetary")], poster())
    assert (found.matter, found.verdict) == ("no-option", Verdict.NOT_MET)


def test_two_options_of_a_part_that_takes_one() -> None:
    found = checked(
        [claim("presentations", "oral-national"), claim("presentations", "poster-national")],
        poster(), poster("e2", form="oral"),
    )  # fmt: skip
    assert [one.matter for one in found.over] == ["several"]


@pytest.mark.parametrize("named", [("e1",), ()])
def test_one_entry_in_two_parts_of_a_form_that_takes_it_once(named: tuple[str, ...]) -> None:
    """Core surgery, 2026: an achievement may be used in one domain only."""
    talk = entry(
        "presentation", level="national",
        details={"form": "oral", "author": "first", "of": "qip", "cycles": 2, "presented_by_applicant": True,
                 "prize": "first", "chosen": "selected"},
    )  # fmt: skip
    matrix = FACTS.matrix(CST, 2026)
    options = {
        domain.id: option.id
        for domain in matrix.domains
        for option in reversed(domain.options)
        if any(view.id == option.id and view.supported for view in _views(talk, domain.id))
    }
    assert {"qi-presentation", "presentations-publications"} <= set(options)
    claims = [
        claim(domain, options[domain], *named, specialty=CST)
        for domain in ("qi-presentation", "presentations-publications")
    ]
    found = [one for one in checked(claims, talk, specialty=CST).findings if one.matter == "twice"]
    assert [one.evidence for one in found] == [("e1",)]
    assert "This form takes an achievement once." in found[0].because
    assert [fact.id for fact in found[0].facts] == ["scoring/core-surgery-ct1/2026/rules/one-claim"]


def _views(talk: Evidence, domain: str) -> tuple[Any, ...]:
    scored = score(Record(evidence=(talk,)), FACTS, CST, 2026, DAY)
    return next(one.options for one in scored.domains if one.id == domain)


def test_one_entry_in_two_parts_where_that_is_allowed() -> None:
    """IMT, 2026: one piece of work may be claimed in more than one domain if it meets each domain's wording."""
    claims = [claim("presentations", "poster-national", "e1"), claim("quality-improvement", "two-cycles-all", "e1")]
    assert "twice" not in [one.matter for one in checked(claims, poster()).findings]


# ---- the worked example, and any record


def test_the_worked_example_of_three_years_in_trust_grade_posts() -> None:
    found = claim_check(demo_record(data_root(), "trust-grade"), FACTS, IMT, 2028, date(2026, 11, 20))
    assert {one.criterion: one.matter for one in found.findings} == {
        "postgraduate-degrees": "undocumented",  # no letter from the awarding body
        "presentations": "supported",
        "publications": "above",  # the second of the two is submitted
        "teaching-experience": "planned",
        "training-in-teaching": "supported",
        "quality-improvement": "supported",
    }


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10_000),
    st.sampled_from([IMT, CST, "clinical-radiology-st1", "cardiology-st4", "histopathology-st1"]),
    st.randoms(use_true_random=False), st.booleans(),
)  # fmt: skip
def test_any_claims_of_any_record(seed: int, specialty: str, chance: Any, named: bool) -> None:
    """Every claim gets one finding; what the options of the score say of it and the finding agree."""
    record = made_up(FACTS.evidence(), 12, seed)
    domains = [domain for domain in FACTS.matrix(specialty, 2027).domains if domain.options]
    claims = tuple(
        claim(
            domain.id,
            chance.choice(domain.options).id,
            *(["e3", "e5"] if named else []),
            specialty=specialty,
            year=2027,
        )
        for domain in domains
        if chance.random() < 0.7
    )
    found = claim_check(record.model_copy(update={"claims": claims}), FACTS, specialty, 2027, DAY)
    own = [one for one in found.findings if one.matter not in (*UNDER, "twice", "several")]
    assert [(one.criterion, one.option) for one in own] == [(one.domain, one.option) for one in claims]
    assert all(one.facts for one in found.findings)
    assert all(one.right for one in found.findings if one.matter in OVER | UNDER)
    views = {
        (domain.id, view.id): view
        for domain in score(record, FACTS, specialty, 2027, DAY).domains
        for view in domain.options
    }
    bands = {domain.id for domain in domains if domain.bands_of is not None}
    if not named:
        for one in own:
            view = views.get((one.criterion, one.option or ""))
            if view is not None and one.criterion not in bands:
                assert view.supported <= (one.matter == "supported")
                assert view.met == (one.matter in ("supported", "undocumented")) or not view.points
