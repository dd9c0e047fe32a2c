"""Does a doctor in training find the sponsor of their nation, and what it asks for?"""

from __future__ import annotations

import pytest

from workbook.facts.core import Confidence
from workbook.facts.library import Facts
from workbook.facts.where import data_root

FACTS = Facts(data_root())


@pytest.mark.parametrize(
    ("nation", "holder", "publisher"),
    [
        ("england", "NHS England", "NHS England"),
        ("scotland", "NHS Education for Scotland", "NHS Education for Scotland"),
        ("wales", "NHS Wales Shared Services Partnership", "NHS Wales Shared Services Partnership"),
        ("northern-ireland", "NIMDTA", "NIMDTA"),
    ],
)
def test_each_nation_has_a_sponsor_read_from_its_own_page(nation: str, holder: str, publisher: str) -> None:
    found = next(each for each in FACTS.sponsorship().nations if each.id == nation)
    assert found.licence_holder.startswith(holder)
    assert found.provenance.source.publisher == publisher
    assert found.provenance.id == f"visa/sponsorship/nations/{nation}"


def test_there_is_one_sponsor_for_each_of_four_nations() -> None:
    sponsorship = FACTS.sponsorship()
    assert len(sponsorship.nations) == 4
    assert sponsorship.nation("wales").employer == "NWSSP single lead employer"
    assert sponsorship.routes == ("health-and-care-worker",)


def test_who_is_sponsored_and_who_is_not() -> None:
    """As the pages say; what they do not establish stays unknown and is never a yes."""
    answers = {each.id: each.answer for each in FACTS.sponsorship().covered}
    assert answers == {
        "foundation": "yes",
        "core-and-run-through": "yes",
        "higher-specialty": "yes",
        "gp-training": "yes",
        "after-cct": "no",
        "locally-employed-and-trust-doctors": "no",
        "mti": "no",
        "dental-core-and-specialty": "yes",
        "out-of-programme": "no",
        "lat-las-and-fixed-term": "unknown",
        "public-health-non-medical": "unknown",
    }
    words = {each.id: each.words for each in FACTS.sponsorship().covered}
    assert words["gp-training"].startswith("yes, until CCT; four extra months")
    assert words["out-of-programme"].startswith("not automatically")
    unsure = [each.id for each in FACTS.sponsorship().covered if each.provenance.confidence is Confidence.LOW]
    assert unsure == ["lat-las-and-fixed-term", "public-health-non-medical"]


def test_the_steps_lead_from_the_offer_to_the_first_day() -> None:
    steps = FACTS.sponsorship().steps
    assert [step.id for step in steps] == [
        "accept-offer", "portal-login", "upload-documents", "cos-assigned", "visa-application", "grant", "share-code",
        "start",
    ]  # fmt: skip


def test_the_days_in_words_are_those_of_the_figures() -> None:
    """“Within 28 days” must not outlive the figure it repeats."""
    sponsorship = FACTS.sponsorship()
    said = {step.id: f"{step.when} {step.text or ''}" for step in sponsorship.steps}
    said |= {duty.id: duty.text or "" for duty in sponsorship.duties}
    spelt = {10: "ten"}
    stated = {
        "visa-application": ("earliest-visa-application-before-start", "cos-validity"),
        "grant": ("decision-time-outside-uk", "decision-time-inside-uk"),
        "start": ("start-date-slip",),
        "absent-without-leave": ("sponsor-report-unauthorised-absence",),
    }
    for id, figures in stated.items():
        for figure in figures:
            value = FACTS.visa_parameter(figure).periods[-1].value
            assert isinstance(value, int) and spelt.get(value, str(value)) in said[id], (id, figure)


def test_what_the_sponsor_must_be_told_and_how_soon() -> None:
    duties = {duty.id: duty for duty in FACTS.sponsorship().duties}
    assert duties["missed-start"].deadline_working_days == 2
    assert duties["other-changes"].deadline_working_days == 5 and len(duties["other-changes"].events) == 10
    assert duties["extension"].lead_months == 4


def test_the_papers_asked_for_come_with_the_doubt_about_their_page() -> None:
    certificate, letter = FACTS.sponsorship().documents
    assert len(certificate.documents) == 7 and "dental copy" in (certificate.provenance.note or "")
    assert len(letter.documents) == 6 and letter.rules == ("ilr-while-training",)


def test_the_doctor_pays_for_the_visa_and_never_for_the_certificate() -> None:
    assert {cost.id: cost.paid_by for cost in FACTS.sponsorship().costs} == {
        "cos-and-skills-charge": "sponsor",
        "visa-fee": "doctor",
    }
    assert "may not be passed on" in FACTS.visa_parameter("cos-fee-skilled-worker").unit
