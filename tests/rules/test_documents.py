"""What is wrong with the document of an entry: worked by hand from the rules of the IMT form and the CREST pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.demos import demo_record
from workbook.record.models import Evidence, Proof, Record
from workbook.rules.documents import DocumentFinding, Documents, documents
from workbook.rules.finding import Verdict
from workbook.rules.rounds import round_of

FACTS, DAY = Facts(), date(2026, 11, 20)
IMT = "internal-medicine-ct1"
GOOD: dict[str, Any] = {
    "file": "letter.pdf", "signed_by": "consultant", "dated": date(2026, 6, 30), "identifiers_removed": True,
    "size": 400_000, "language": "en",
}  # fmt: skip


def entry(kind: str = "qip", status: str = "done", details: dict[str, Any] | None = None, **proof: Any) -> Evidence:
    return Evidence.model_validate(
        {
            "id": "e1", "kind": kind, "title": "Audit", "status": status, "end": "2026-06-30", "details": details or {},
            "proof": {**GOOD, **proof},
        }
    )  # fmt: skip


def looked_at(one: Evidence, specialty: str | None = IMT, year: int | None = 2026) -> Documents:
    return documents(Record(evidence=(one,)), FACTS, specialty, year, DAY)


def only(one: Evidence, specialty: str | None = IMT, year: int | None = 2026) -> DocumentFinding:
    (finding,) = looked_at(one, specialty, year).findings
    return finding


def test_a_signed_and_dated_letter_without_patient_details_is_in_order() -> None:
    found = only(entry())
    assert (found.matter, found.verdict, found.file) == ("in-order", Verdict.MET, "letter.pdf")


def test_without_a_file_the_document_is_missing_and_what_shows_it_is_named() -> None:
    found = only(Evidence(id="e1", kind="qip", title="Audit", status="done"))
    assert (found.matter, found.verdict) == ("missing", Verdict.NOT_MET)
    assert "signed letter with role, cycles and dates" in found.because
    assert "evidence/areas/rules_of_thumb/proof-date" in [fact.id for fact in found.facts]


def test_a_letter_from_before_the_end_is_not_in_order_though_it_is_signed_and_dated() -> None:
    """The audit went on to 30 June 2026; a letter of the day before cannot show that it was finished."""
    found = only(entry(dated=date(2026, 6, 29)))
    assert (found.matter, found.verdict) == ("too-old", Verdict.NOT_MET)
    assert "dated 29 June 2026, and what it must show went on to 30 June 2026" in found.because


def test_a_letter_of_acceptance_is_older_than_the_talk_and_in_order() -> None:
    """The form: “letter or certificate of acceptance or abstract book”."""
    assert only(entry("presentation", dated=date(2026, 2, 1))).matter == "in-order"


def test_a_passport_is_dated_before_its_last_day() -> None:
    assert only(entry("passport-or-visa", dated=date(2020, 2, 1))).matter == "in-order"


def test_an_idea_needs_no_document_yet() -> None:
    found = only(Evidence(id="e1", kind="qip", title="Audit", status="idea"))
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert looked_at(Evidence(id="e1", status="idea")).wanting == ()


def test_a_date_without_a_signature_asks_who_signed() -> None:
    found = only(entry(signed_by=None))
    assert (found.matter, found.verdict, found.missing) == ("unsigned", Verdict.CANNOT_TELL, ("who signed it",))


def test_a_signature_without_a_date_asks_for_the_date() -> None:
    found = only(entry(dated=None))
    assert (found.matter, found.verdict, found.missing) == ("undated", Verdict.CANNOT_TELL, ("the date on it",))


def test_neither_signed_nor_dated_is_not_in_order() -> None:
    found = looked_at(entry(signed_by=None, dated=None)).findings
    assert [(one.matter, one.verdict) for one in found] == [
        ("unsigned", Verdict.NOT_MET), ("undated", Verdict.NOT_MET),
    ]  # fmt: skip


def test_nobody_signs_a_publication() -> None:
    assert only(entry("publication", signed_by=None)).matter == "in-order"


def test_the_closing_day_itself_is_in_time_and_the_day_after_is_not() -> None:
    """The round of 2027 closes on 19 November 2026."""
    closes = date(2026, 11, 19)
    assert round_of(FACTS, IMT, 2027).closes.date == closes
    assert only(entry(dated=closes), year=2027).matter == "in-order"
    late = only(entry(dated=date(2026, 11, 20)), year=2027)
    assert (late.matter, late.verdict, late.on) == ("after-deadline", Verdict.NOT_MET, closes)
    assert any(fact.id.startswith("recruitment/") for fact in late.facts)


def test_without_a_programme_there_is_no_closing_day_size_or_print() -> None:
    found = looked_at(entry("crest-form", dated=date(2030, 1, 1), size=9_000_000), None, None)
    assert (found.deadline, [one.matter for one in found.findings]) == (None, ["in-order"])


@pytest.mark.parametrize(("removed", "verdict"), [(False, Verdict.NOT_MET), (None, Verdict.CANNOT_TELL)])
def test_patient_details_come_with_the_rule_of_the_form(removed: bool | None, verdict: Verdict) -> None:
    """The IMT page of 2026: patient-identifiable data is likely to be reported to employer, supervisor and region."""
    found = only(entry(identifiers_removed=removed))
    assert (found.matter, found.verdict) == ("identifiers", verdict)
    assert "reported to employer, supervisor and region" in found.because
    assert [fact.id for fact in found.facts] == ["scoring/internal-medicine-ct1/2026/rules/patient-data"]


def test_five_megabytes_are_taken_and_a_byte_more_is_not() -> None:
    """The IMT page of 2026: PDF or image files up to 5 MB each."""
    assert only(entry(size=5_000_000)).matter == "in-order"
    found = only(entry(size=5_000_001))
    assert (found.matter, found.verdict) == ("size", Verdict.NOT_MET)
    assert [fact.id for fact in found.facts] == ["scoring/internal-medicine-ct1/2026/rules/format"]


def test_no_size_is_asked_where_no_form_states_one() -> None:
    found = looked_at(entry(size=900_000_000), "core-surgery-ct1")
    assert [one.matter for one in found.findings] == ["in-order"]
    assert any("No limit on the size" in note for note in found.notes)


def test_a_size_that_is_not_recorded_is_said() -> None:
    assert "Its size is not recorded: 5 MB at most" in only(entry(size=None)).because


@pytest.mark.parametrize(("translated", "verdict"), [(False, Verdict.NOT_MET), (None, Verdict.CANNOT_TELL)])
def test_what_is_not_in_english_needs_a_translation(translated: bool | None, verdict: Verdict) -> None:
    found = only(entry(language="ur", translated=translated))
    assert (found.matter, found.verdict) == ("language", verdict)
    assert [fact.id for fact in found.facts] == ["scoring/internal-medicine-ct1/2026/rules/format"]


def test_a_translation_settles_it() -> None:
    assert only(entry(language="ur", translated=True)).matter == "in-order"


def test_higher_medicine_asks_for_a_certified_translation() -> None:
    """The common rules of 2026: documents not in English need a certified translation."""
    assert "a certified translation" in only(entry(language="es", translated=False), "cardiology-st4").because


@pytest.mark.parametrize("where", ["proof", "details"])
@pytest.mark.parametrize(
    ("version", "year", "verdict"),
    [
        ("2024", 2026, Verdict.MET),
        ("2021", 2026, Verdict.NOT_MET),
        (None, 2026, Verdict.CANNOT_TELL),
        ("2024", 2028, Verdict.NOT_DECIDED),
    ],
)
def test_the_print_of_a_crest_form(where: str, version: str | None, year: int, verdict: Verdict) -> None:
    """The 2026 round accepts the 2024 print; which one later rounds accept was not found."""
    proof = {"form_version": version} if where == "proof" else {}
    details = {"edition": version} if where == "details" and version else {}
    found = only(entry("crest-form", details=details, **proof), year=year)
    assert found.verdict is verdict
    assert found.matter == ("in-order" if verdict is Verdict.MET else "form-version")


def test_everything_wrong_at_once_is_all_said() -> None:
    found = looked_at(
        entry(dated=date(2027, 6, 1), signed_by=None, identifiers_removed=False, size=6_000_000, language="fr",
              translated=False),
        year=2027,
    )  # fmt: skip
    assert {one.matter for one in found.wanting} == {
        "unsigned", "after-deadline", "identifiers", "size", "language",
    }  # fmt: skip


def test_the_worked_example_of_three_years_in_trust_grade_posts() -> None:
    record = demo_record(data_root(), "trust-grade")
    wanting = documents(record, FACTS, IMT, 2028, DAY).wanting
    assert {one.criterion for one in wanting if one.matter == "missing"} == {"e4", "e5", "e6", "e8", "e10", "e11"}
    assert {one.criterion for one in wanting} - {"e4", "e5", "e6", "e8", "e10", "e11"} == {"e9"}


PROOFS = st.builds(
    Proof,
    file=st.sampled_from([None, "a.pdf"]), signed_by=st.sampled_from([None, "consultant"]),
    dated=st.none() | st.dates(date(2020, 1, 1), date(2029, 1, 1)),
    identifiers_removed=st.sampled_from([None, True, False]),
    size=st.none() | st.integers(0, 20_000_000), language=st.sampled_from([None, "en", "ur"]),
    translated=st.sampled_from([None, True, False]), form_version=st.sampled_from([None, "2024", "2019"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    PROOFS | st.none(), st.sampled_from([None, "qip", "crest-form", "publication", "no-such-kind"]),
    st.sampled_from([None, "idea", "started", "done"]),
    st.sampled_from([(None, None), (IMT, 2026), (IMT, 2028), ("cardiology-st4", 2027)]),
)  # fmt: skip
def test_every_entry_is_spoken_of_and_every_finding_has_a_source(
    proof: Proof | None, kind: str | None, status: Any, programme: tuple[str | None, int | None]
) -> None:
    found = documents(
        Record(evidence=(Evidence(id="e1", kind=kind, status=status, proof=proof),)), FACTS, *programme, DAY
    )
    assert {one.criterion for one in found.findings} == {"e1"}
    assert all(one.facts or one.verdict is Verdict.NOT_APPLICABLE for one in found.findings)
    assert all((one.verdict is Verdict.MET) == (one.matter == "in-order") for one in found.findings)
    if any(one.matter == "in-order" for one in found.findings):
        assert len(found.findings) == 1


@pytest.mark.parametrize("mark", ["[left out]", "[left out], [left out]", " [left out]. "])
def test_the_mark_of_a_name_that_was_left_out_is_no_signature(mark: str) -> None:
    """An import left out a surgeon's name, and the document counted as signed by “[left out]”."""
    assert [one.matter for one in looked_at(entry(signed_by=mark)).findings] == ["unsigned"]
    assert only(entry(signed_by="[left out], consultant")).verdict is Verdict.MET
