"""The worked examples: real enough to teach with, consistent, in the words of the data, and about nobody."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from workbook.base.strict_yaml import read_yaml_file
from workbook.facts.library import Facts
from workbook.record import Record, RecordError, record_from_text, record_to_yaml
from workbook.record.demos import demo_names, demo_record, demo_text
from workbook.rules.calendar import timeline
from workbook.rules.gates import gates
from workbook.rules.residence import residence
from workbook.rules.scoring import score

DATA = Path(__file__).parents[2] / "data"
ON = date(2026, 11, 20)
NAMES = ("after-plab", "near-settlement", "trust-grade")


@cache
def facts() -> Facts:
    return Facts(DATA)


@cache
def vocabulary() -> dict[str, dict[str, dict[str, object]]]:
    """For each kind of evidence that scores, its fields by key."""
    files = [read_yaml_file(path) for path in (DATA / "evidence" / "vocabulary").glob("*.yaml")]
    words = [each for read in files for each in (*read.get("kinds", ()), *read.get("documents", ()))]
    return {each["id"]: {entry["key"]: entry for entry in each["fields"]} for each in words}


@cache
def scores_as() -> dict[str, str]:
    files = [read_yaml_file(path) for path in (DATA / "evidence" / "kinds").glob("*.yaml")]
    kinds = [kind for read in files for kind in read["kinds"]]
    return {kind["id"]: kind.get("scores_as", {}).get("kind", "") for kind in kinds}


def test_the_examples_are_listed_by_name_with_what_they_show() -> None:
    listed = demo_names(DATA)
    assert tuple(demo.name for demo in listed) == NAMES
    for demo in listed:
        assert 40 < len(demo.shows) <= 140, "one line that fits a terminal"
        assert demo_text(DATA, demo.name).startswith(f"# shows: {demo.shows}\n")


def test_an_unknown_example_names_those_there_are() -> None:
    for name in ("nobody", "../evidence/kinds", "Trust-Grade", ""):
        with pytest.raises(RecordError, match="there is after-plab, near-settlement, trust-grade"):
            demo_text(DATA, name)


def test_a_file_that_does_not_say_what_it_shows_is_named(tmp_path: Path) -> None:
    (tmp_path / "demos").mkdir()
    (tmp_path / "demos" / "silent.yaml").write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"silent\.yaml: the first line must say what it shows"):
        demo_names(tmp_path)


@pytest.mark.parametrize("name", NAMES)
class TestEach:
    def test_it_is_a_record_and_written_anew_it_is_the_same_record(self, name: str) -> None:
        record = demo_record(DATA, name)
        assert record_from_text(record_to_yaml(record)) == record

    def test_every_claim_rests_on_entries_of_the_record_and_on_an_option_that_exists(self, name: str) -> None:
        record = demo_record(DATA, name)
        there = {entry.id for entry in record.evidence}
        assert record.claims
        for claim in record.claims:
            assert set(claim.evidence) <= there
            matrix = facts().matrix(claim.specialty, claim.year)
            assert matrix.year == claim.year
            domain = next(domain for domain in matrix.domains if domain.id == claim.domain)
            assert claim.option in {option.id for option in domain.options}

    def test_evidence_uses_the_words_of_the_vocabulary_and_no_others(self, name: str) -> None:
        for entry in demo_record(DATA, name).evidence:
            assert entry.kind in {*vocabulary(), *scores_as()}, entry.id
            fields = vocabulary().get(str(entry.kind)) or vocabulary().get(scores_as().get(str(entry.kind), ""), {})
            for key, value in entry.details.items():
                assert key in fields, f"{entry.id}: {key} is no field of {entry.kind}"
                choices = fields[key].get("choices")
                if isinstance(choices, list):
                    assert value in [choice["value"] for choice in choices], f"{entry.id}: {key} is never {value!r}"

    def test_targets_posts_routes_and_reasons_are_known_to_the_facts(self, name: str) -> None:
        record = demo_record(DATA, name)
        assert record.targets and all(facts().specialty(target.specialty) for target in record.targets)
        assert {post.kind for post in record.posts if post.kind} <= facts().post_kinds().keys()
        assert {held.route for held in record.permissions} <= facts().routes().keys()
        reasons = {reason.id for reason in facts().visa_rule("absence-excepted").reasons}
        assert {trip.reason for trip in record.absences} <= reasons

    def test_statements_answer_criteria_that_selectors_ask(self, name: str) -> None:
        record = demo_record(DATA, name)
        specs = [facts().person_spec(target.specialty, target.year) for target in record.targets]
        asked = {criterion.id for spec in specs for criterion in spec.criteria}
        assert {statement.criterion for statement in record.statements} <= asked
        assert {rating.criterion for rating in record.ratings} <= asked

    def test_no_two_posts_and_no_two_trips_share_a_day(self, name: str) -> None:
        record = demo_record(DATA, name)
        for earlier, later in zip(record.posts, record.posts[1:], strict=False):
            assert earlier.end and later.start and earlier.end < later.start
        for gone, again in zip(record.absences, record.absences[1:], strict=False):
            assert gone.returned and gone.returned < again.left

    def test_the_doctor_works_in_the_uk_only_with_permission_and_registration(self, name: str) -> None:
        record = demo_record(DATA, name)
        registered = record.doctor.gmc.full_registration_on
        for post in record.posts:
            if post.country == "GB":
                assert post.start and post.end and registered and post.start >= registered
                days = [post.start, *(trip.left for trip in record.absences if post.start <= trip.left <= post.end)]
                for day in (*days, min(post.end, ON)):
                    work = [held for held in record.permissions if held.route == "health-and-care-worker"]
                    assert any(held.start and held.end and held.start <= day <= held.end for held in work), (post, day)

    def test_what_is_done_lies_in_the_past_and_a_document_is_never_older_than_the_work(self, name: str) -> None:
        for entry in demo_record(DATA, name).evidence:
            if entry.status == "done":
                assert entry.end and entry.end <= ON, entry.id
            if entry.proof and entry.proof.dated:
                assert entry.end and entry.end <= entry.proof.dated <= ON, entry.id

    def test_nobody_is_named(self, name: str) -> None:
        """Employers and people are roles: they begin with a small letter or an article."""
        record = demo_record(DATA, name)
        said = [post.employer for post in record.posts] + [held.sponsor for held in record.permissions]
        said += [person.role for person in record.people] + [meeting.with_ for meeting in record.meetings]
        assert all(words is None or words[0].islower() for words in said)
        assert "Dr " not in demo_text(DATA, name) and "NHS Trust" not in demo_text(DATA, name)

    def test_every_rule_answers_on_the_day_the_example_stands_on(self, name: str) -> None:
        record = demo_record(DATA, name)
        for target in record.targets:
            assert gates(record, facts(), target.specialty, target.year, ON).findings
            assert score(record, facts(), target.specialty, target.year, ON).because
        assert timeline(record, facts(), ON).collisions, "each shows something that does not fit"


def gate(record: Record, specialty: str, criterion: str) -> str:
    found = gates(record, facts(), specialty, 2028, ON).findings
    return next(finding.verdict.value for finding in found if finding.criterion == criterion)


def test_the_trust_grade_doctor_claims_more_than_the_documents_support() -> None:
    """By hand from the 2026 matrix. Supported: two full cycles 4, national poster 4, one case report 3, short course 1.

    Claimed besides: 1 for a diploma without a letter, 2 for a paper only submitted, 3 for teaching that still runs.
    """
    record = demo_record(DATA, "trust-grade")
    total = score(record, facts(), "internal-medicine-ct1", 2028, ON).total
    assert (total.supported, total.claimed) == (12, 18)


def test_the_trust_grade_doctor_has_a_crest_form_grown_too_old() -> None:
    """Signed on 5 July 2024; three and a half years before 2 August 2028 is 2 February 2025."""
    record = demo_record(DATA, "trust-grade")
    assert gate(record, "internal-medicine-ct1", "foundation-competence") == "not_met"


def test_the_fellow_near_settlement_is_close_to_the_limit_and_below_it() -> None:
    """By hand: 29 days from December 2023, 63 from March 2024 and 80 from August 2024 fall into one year: 172 of 180.

    Five years from 20 February 2022; an application 28 days before.
    """
    found = residence(demo_record(DATA, "near-settlement"), facts(), ON)
    assert found.worst_window and found.worst_window.days == 29 + 63 + 80 == 172
    assert found.breaches == ()
    assert found.completion == date(2027, 2, 20)
    assert found.earliest_application == date(2027, 2, 20) - timedelta(days=28) == date(2027, 1, 23)
    assert found.excepted_days == 20


def test_the_fellow_near_settlement_still_has_room_for_radiology_and_a_crest_form_in_time() -> None:
    """Twelve months in the radiology post, and six long ago of which four are disregarded: 14 of 18."""
    record = demo_record(DATA, "near-settlement")
    assert gate(record, "clinical-radiology-st1", "max-radiology-experience") == "met"
    assert gate(record, "clinical-radiology-st1", "foundation-competence") == "met"
    assert gate(record, "clinical-radiology-st1", "achievement-window") == "not_met"


def test_the_doctor_new_to_the_uk_has_nothing_signed_and_counts_time_from_the_work_visa() -> None:
    record = demo_record(DATA, "after-plab")
    assert score(record, facts(), "internal-medicine-ct1", 2028, ON).total.supported == 0
    assert gate(record, "general-practice-st1", "foundation-competence") == "cannot_tell"
    assert residence(record, facts(), ON).clock_start == date(2026, 8, 10), "not from the visitor permission of 2025"
