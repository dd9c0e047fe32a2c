"""The kinds of evidence are whole, and an entry says in the words of the vocabulary no more than the doctor said."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workbook.facts.cards import cards
from workbook.facts.core import FactError
from workbook.facts.evidence import Attributes, EvidenceKinds, load_evidence, whole_months
from workbook.facts.evidence_kinds import load_kinds
from workbook.facts.kinds import every_file
from workbook.record.models import Evidence

ROOT = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def kinds() -> EvidenceKinds:
    return load_evidence(ROOT)


def said(kinds: EvidenceKinds, **entry: Any) -> Attributes:
    found = kinds.as_needs(Evidence.model_validate({"id": "e", **entry}))
    assert found is not None
    return found


def test_all_78_kinds_are_there_with_lead_time_first_step_and_proof(kinds: EvidenceKinds) -> None:
    assert len(kinds.kinds) == 78
    assert (kinds.kinds["poster-national"].lead_weeks.typical, kinds.kinds["qipat"].lead_weeks.typical) == (24, 2)
    assert all(kind.first_step and kind.proof for kind in kinds.kinds.values())
    assert all(kind.lead_weeks.min <= kind.lead_weeks.typical for kind in kinds.kinds.values())


def test_the_kinds_stand_in_one_file_for_each_area(kinds: EvidenceKinds) -> None:
    groups = Counter(kind.group for kind in kinds.kinds.values())
    assert groups == {"academic": 21, "clinical": 21, "commitment": 14, "teaching": 9, "leadership": 7, "audit-qi": 6}
    assert {kind.provenance.id.split("/")[2] for kind in kinds.kinds.values()} == set(groups)
    assert len(kinds.areas) == 6 and len(kinds.rules_of_thumb) == 6
    assert kinds.qualifiers["role"] == ("lead", "co-lead", "contributor", "attender")
    assert kinds.qualifiers["cycles"] == (1, 2, 3)


def test_every_document_has_a_name_of_its_own_and_stands_nowhere_else(kinds: EvidenceKinds) -> None:
    assert not {*kinds.papers} & {*kinds.kinds, *kinds.vocabulary, *kinds.documents}
    titles = [paper.title for paper in kinds.papers.values()]
    assert len(set(titles)) == len(titles)
    assert kinds.papers["gmc-number"].title == "GMC number"
    assert all(paper.provenance.source.publisher == "workbook" for paper in kinds.papers.values())


def test_whatever_a_specification_or_matrix_names_has_a_title(kinds: EvidenceKinds) -> None:
    named = {
        link: relative
        for kind, relative in every_file(ROOT)
        if kind.id in ("person-spec", "scoring")
        for each in cards(kind.load(ROOT, relative))
        for link in each.links
        if link.to == "kind of evidence"
    }
    assert "employment-history" in named and "wba-cbd" in kinds.ids()
    assert {id: place for id, place in named.items() if not kinds.title_of(id)} == {}
    assert all(kinds.title_of(id) for id in kinds.ids())


def test_a_file_of_two_areas_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evidence" / "kinds").mkdir(parents=True)
    shutil.copy(ROOT / "review.yaml", tmp_path)
    text = (ROOT / "evidence" / "kinds" / "leadership.yaml").read_text(encoding="utf-8")
    assert "group: leadership" in text
    target = tmp_path / "evidence" / "kinds" / "leadership.yaml"
    target.write_text(text.replace("group: leadership", "group: teaching", 1), encoding="utf-8")
    with pytest.raises(FactError, match="kinds of 2 areas in one file: leadership, teaching"):
        load_kinds(tmp_path)


def test_every_link_from_a_kind_leads_somewhere(kinds: EvidenceKinds) -> None:
    areas = {area.id for area in kinds.areas}
    for kind in kinds.kinds.values():
        assert kind.group in areas and {*kind.serves} <= areas, kind.id
        if kind.scores_as:
            words = kinds.words_of(kind.id)
            assert words is not None and words.id == kind.scores_as.kind, kind.id
            for key, value in kind.scores_as.details.items():
                field = words.field(key)
                assert field is not None and field.read(value) is not None, (kind.id, key)
    for words in kinds.vocabulary.values():
        assert words.document is None or words.document in kinds.kinds


def test_a_kind_with_sourced_costs_shows_that_source_and_inherits_the_rest(kinds: EvidenceKinds) -> None:
    assert kinds.kinds["course-atls"].provenance.source.publisher == "Maidstone and Tunbridge Wells NHS Trust"
    assert kinds.kinds["qip"].provenance.source.publisher == "workbook"
    assert kinds.kinds["course-als"].cost_gbp.provenance.source.title == "ALS and study budget"


def test_an_estimate_of_ours_never_borrows_the_page_of_its_kind(kinds: EvidenceKinds) -> None:
    for kind in kinds.kinds.values():
        for figure in (kind.lead_weeks, kind.cost_gbp):
            if figure.basis == "sourced":
                assert figure.provenance.source.publisher != "workbook", kind.id
            if figure.basis == "editorial" and figure.provenance.source.publisher != "workbook":
                assert (kind.id, figure) == ("train-the-trainer-course", kind.cost_gbp), "its note quotes the page"


def test_a_kind_brings_its_details_and_the_entrys_own_stand_over_them(kinds: EvidenceKinds) -> None:
    assert dict(said(kinds, kind="poster-national").values) == {"form": "poster", "level": "national"}
    own = said(kinds, kind="poster-national", level="international", details={"author": 1})
    assert dict(own.values) == {"form": "poster", "level": "international", "author": "first"}


def test_the_level_of_a_degree_is_not_the_level_of_a_meeting(kinds: EvidenceKinds) -> None:
    assert said(kinds, kind="degree-doctorate", level="local").values["level"] == "doctorate"
    assert "level" not in said(kinds, kind="degree", level="local").values


def test_nothing_is_assumed_that_was_not_said(kinds: EvidenceKinds) -> None:
    assert dict(said(kinds, kind="qip").values) == {}
    assert dict(said(kinds, kind="teaching", start=date(2026, 1, 1)).values) == {}


def test_an_answer_outside_the_vocabulary_is_no_answer(kinds: EvidenceKinds) -> None:
    found = said(kinds, kind="qip", details={"stages": "most", "cycles": "two", "change": True})
    assert dict(found.values) == {} and found.unread == ("stages", "cycles", "change")


@pytest.mark.parametrize("number", ["nan", 10**400, True, "1e999", ""])
def test_what_is_no_number_is_no_answer(kinds: EvidenceKinds, number: Any) -> None:
    """One odd cell of an import must not spoil a sum over all entries."""
    assert dict(said(kinds, kind="teaching", details={"sessions": number}).values) == {}


def test_another_field_of_medicine_is_another_field(kinds: EvidenceKinds) -> None:
    assert said(kinds, kind="qip", details={"theme": "cardiology"}).values["theme"] == "other"
    assert said(kinds, kind="qip", details={"theme": "clinical-radiology"}).values["theme"] == "radiology"


def test_months_come_from_the_dates_only_when_not_given(kinds: EvidenceKinds) -> None:
    counted = said(kinds, kind="teaching", start=date(2026, 1, 1), end=date(2026, 3, 31))
    assert counted.values["months"] == 3 and counted.derived == ("months",)
    given = said(kinds, kind="teaching", start=date(2026, 1, 1), end=date(2026, 3, 31), details={"months": 2})
    assert given.values["months"] == 2 and given.derived == ()


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), 3),
        (date(2026, 1, 1), date(2026, 3, 30), 2),
        (date(2026, 1, 5), date(2026, 4, 4), 3),
        (date(2026, 1, 31), date(2026, 1, 31), 0),
        (date(2026, 8, 1), date(2027, 1, 31), 6),
    ],
)
def test_whole_months_count_both_days(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


@pytest.mark.parametrize(("status", "state"), [("done", "published"), ("accepted", "in-press")])
def test_the_status_of_a_paper_says_whether_it_is_in_press(kinds: EvidenceKinds, status: str, state: str) -> None:
    found = said(kinds, kind="publication", status=status)
    assert found.values["state"] == state and found.never is None


def test_submitted_papers_and_intercalated_degrees_score_nowhere(kinds: EvidenceKinds) -> None:
    assert said(kinds, kind="publication", status="submitted").never
    assert said(kinds, kind="degree", details={"intercalated": True}).never
    assert said(kinds, kind="degree", details={"intercalated": False}).never is None


def test_a_kind_without_words_and_a_kind_nobody_knows_say_nothing(kinds: EvidenceKinds) -> None:
    assert kinds.as_needs(Evidence(id="e", kind="thank-you")) is None
    assert kinds.as_needs(Evidence(id="e", kind="no-such-kind")) is None
    assert kinds.title_of("thank-you") == "Thank-you note" and kinds.title_of("no-such-kind") is None


def test_every_field_can_be_shown_in_a_form(kinds: EvidenceKinds) -> None:
    """Every choice field has choices with titles; role and level stand where the record keeps them."""
    levels = {"department", "local", "regional", "national", "international"}
    for words in (*kinds.vocabulary.values(), *kinds.documents.values()):
        keys = [field.key for field in words.fields]
        assert len({*keys}) == len(keys)
        for field in words.fields:
            assert field.label and (field.type != "choice" or len(field.choices) > 1)
            if field.kept == "level":
                assert {choice.value for choice in field.choices} == levels
            if field.kept == "role":
                assert all(choice.value.replace("-", "").isalpha() for choice in field.choices)


def test_details_words_serve_the_import(kinds: EvidenceKinds) -> None:
    words = kinds.detail_words()
    assert "pubmed" in words["index"] and words["cycles"] == () and "role" not in words
