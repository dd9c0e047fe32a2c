"""Rules that hold from round to round: what an offer gives time for, what replaced what, what was not found."""

from __future__ import annotations

import pytest

from workbook.facts import Facts, Status
from workbook.facts.recruitment_rules import RecruitmentRules


@pytest.fixture(scope="module")
def rules() -> RecruitmentRules:
    return Facts().recruitment_rules()


def test_an_offer_lapses_after_48_hours_that_skip_the_weekend_but_not_bank_holidays(rules: RecruitmentRules) -> None:
    answer = rules.response_time
    assert (answer.value, answer.unit) == (48, "hours")
    assert (answer.excludes, answer.includes) == (("saturday", "sunday"), ("bank-holidays",))
    assert rules.responses.values == ("accept", "accept-with-upgrades", "hold", "hold-with-upgrades", "decline")


def test_every_rule_of_the_ten_sections_is_there(rules: RecruitmentRules) -> None:
    sections = (
        rules.oriel, rules.fees, rules.preferences, rules.offers, rules.deferral, rules.documents,
        rules.internal_medicine, rules.general_practice, rules.right_to_work, rules.academic,
    )  # fmt: skip
    assert [len(section) for section in sections] == [7, 2, 5, 4, 3, 4, 3, 3, 1, 2]


def test_what_no_longer_holds_says_so(rules: RecruitmentRules) -> None:
    old = {rule.id for rule in (*rules.oriel, *rules.general_practice) if rule.provenance.status is Status.SUPERSEDED}
    assert old == {"unlimited-applications", "high-score-direct-offer"}


def test_foundation_competence_must_fall_within_three_and_a_half_years(rules: RecruitmentRules) -> None:
    window = next(rule for rule in rules.documents if rule.id == "foundation-competence-window")
    assert (window.value, window.unit) == (3.5, "years")
    assert window.provenance.source.title == "GP applicant eligibility"


def test_a_page_of_another_programme_keeps_its_whole_title(rules: RecruitmentRules) -> None:
    """A comma once cut `(Oriel, scientist programme)` in two."""
    hold = next(rule for rule in rules.offers if rule.id == "one-hold")
    assert hold.provenance.source.title == "How to manage your offer (Oriel, scientist programme)"
    assert hold.provenance.confidence == "medium"


def test_the_programmes_that_interview_nobody_are_ours_and_say_so_of_themselves(rules: RecruitmentRules) -> None:
    assert "core-psychiatry-ct1" in rules.no_interview.programmes and len(rules.no_interview.programmes) == 4
    facts = Facts()
    for programme in rules.no_interview.programmes:
        assert not facts.specialty(programme).interviews, programme


def test_what_was_looked_for_and_not_found_is_said(rules: RecruitmentRules) -> None:
    assert "references and referee deadlines" in rules.provenance.unknown
    assert len(rules.provenance.unknown) == 4
