"""Higher physicians: “achievements gained between submission and the upload deadline may be evidenced”.

The form of 2027 closes on 19 November 2026; the day of its upload is not known.
"""

from __future__ import annotations

from datetime import date

from workbook.facts.library import Facts
from workbook.facts.links import ProgrammeRef
from workbook.facts.recruitment import RecruitmentYear
from workbook.record.models import Record
from workbook.rules.documents import documents
from workbook.rules.finding import Verdict
from workbook.rules.points import Score
from workbook.rules.scoring import score

GASTRO = "gastroenterology-st4"


class Told(Facts):
    """The facts as they would be had the office said that the upload runs from 4 to 15 January 2027."""

    def recruitment(self, year: int) -> RecruitmentYear:
        told = super().recruitment(year)
        first, *others = told.rounds
        own = first.specialty_events
        assert own is not None
        upload = {"id": "evidence-upload", "step": "evidence", "from_": date(2027, 1, 4), "to": date(2027, 1, 15)}
        event = own.programmes[ProgrammeRef("internal-medicine-ct1")][1].model_copy(update=upload)
        events = own.model_copy(update={"programmes": {**own.programmes, ProgrammeRef(GASTRO): (event,)}})
        return told.model_copy(update={"rounds": (first.model_copy(update={"specialty_events": events}), *others)})


def talk(end: str) -> Record:
    proof = {"file": "t.pdf", "signed_by": "chair", "dated": end, "identifiers_removed": True}
    entry = {
        "id": "t", "kind": "presentation", "title": "Varices", "status": "done", "level": "national", "end": end,
        "details": {"form": "oral", "author": "first"}, "proof": proof,
    }  # fmt: skip
    return Record.model_validate({"evidence": [entry]})


def talks(found: Score) -> float | None:
    return next(one for one in found.domains if one.id == "presentations").supported.points


def test_a_talk_after_the_form_closed_may_still_count_where_the_day_of_the_upload_is_not_known() -> None:
    found = score(talk("2026-12-20"), Facts(), GASTRO, 2027, date(2027, 1, 5))
    assert talks(found) == 0
    (said,) = [note for note in found.notes if "closed on 19 November 2026" in note]
    assert "achievements gained between submission and the upload deadline may be evidenced" in said
    assert "is not counted here and may still count: “Varices”" in said and "does not count" not in said


def test_before_the_form_closes_it_is_said_that_later_work_may_count() -> None:
    notes = score(talk("2026-10-20"), Facts(), GASTRO, 2027, date(2026, 11, 1)).notes
    assert any("what you finish after that day is not counted here and may count" in note for note in notes)


def test_where_the_day_of_the_upload_is_known_everything_is_counted_to_it() -> None:
    for end, points in (("2026-12-20", 6), ("2027-01-15", 6), ("2027-01-16", 0)):
        found = score(talk(end), Told(), GASTRO, 2027, date(2027, 2, 1))
        assert (talks(found), found.deadline) == (points, date(2027, 1, 15)), end
    assert any("ended on 15 January 2027; what came later does not count" in note for note in found.notes)
    open_ = score(talk("2026-12-20"), Told(), GASTRO, 2027, date(2026, 12, 1))
    assert next(one for one in open_.domains if one.id == "presentations").on == date(2026, 12, 20)


def test_a_form_without_such_a_rule_counts_nothing_after_it_closed() -> None:
    found = score(talk("2026-12-20"), Facts(), "internal-medicine-ct1", 2027, date(2027, 1, 5))
    assert talks(found) == 0
    assert "This round closed on 19 November 2026; what came later does not count." in found.notes


def test_a_document_of_after_the_closing_day_is_no_sure_fault_on_such_a_form() -> None:
    def only(facts: Facts, end: str) -> tuple[str, Verdict]:
        (finding,) = documents(talk(end), facts, GASTRO, 2027, date(2027, 1, 20)).findings
        return finding.matter, finding.verdict

    assert only(Facts(), "2026-12-20") == ("after-deadline", Verdict.CANNOT_TELL)
    assert only(Told(), "2026-12-20") == ("in-order", Verdict.MET)
    assert only(Told(), "2027-01-16") == ("after-deadline", Verdict.NOT_MET)
