"""One piece of evidence seen across all programmes: where it counts, with which points, and where it does not."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.demos import demo_record
from workbook.record.models import Evidence, Rating
from workbook.stations.chosen import Chosen
from workbook.stations.evidence import STATION
from workbook.stations.matrix import MatrixModel, Row, matrix_view
from workbook.stations.session import Session
from workbook.store.memory import MemoryStore

from .conftest import DAY, ticking
from .walking import words

IMT, RADIOLOGY, GP = "internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1"


@pytest.fixture
def chosen() -> Chosen:
    """The worked example under Internal Medicine, radiology and general practice."""
    store, clock = MemoryStore(), ticking()
    store.save(demo_record(data_root(), "trust-grade"), base=None, what="Opened", at=clock())
    found = Chosen(Session(store=store, facts=Facts(), on=DAY, clock=clock))
    found.add(RADIOLOGY, 2028)
    found.add(GP, 2027)
    return found


def row(chosen: Chosen, id: str) -> Row:
    return next(one for one in MatrixModel(chosen).rows() if one.id == id)


def test_an_audit_with_its_letter_gives_points_on_both_forms(chosen: Chosen) -> None:
    """e1, two cycles with every stage: 4 points on the IMT form of 2026."""
    audit = row(chosen, "e1")
    imt = audit.cells[0].uses[0]
    assert (imt.domain, imt.points, imt.standing, imt.together) == ("quality-improvement", 4, "supported", 1)
    assert audit.cells[1].uses, "radiology counts an audit too"
    assert audit.cells[2].uses == (), "general practice gives no points"


def test_a_claim_without_its_letter_is_told_from_a_supported_one(chosen: Chosen) -> None:
    use = row(chosen, "e8").cells[0].uses[0]
    assert (use.domain, use.points, use.standing) == ("postgraduate-degrees", 1, "claimed")


def test_what_is_planned_says_the_day(chosen: Chosen) -> None:
    use = row(chosen, "e11").cells[0].uses[0]
    assert (use.standing, str(use.on)) == ("planned", "2027-01-14")


def test_a_document_that_opens_a_gate_is_named_with_its_criterion(chosen: Chosen) -> None:
    assert "CREST signatory" in row(chosen, "e9").cells[0].criteria


def test_a_criterion_the_doctor_linked_is_named(chosen: Chosen) -> None:
    session = chosen.session
    title = {one.id: one.title for one in session.facts.person_spec(IMT, 2028).criteria}["english"]
    linked = Rating(specialty=IMT, criterion="english", sure="sure", evidence=("e5",))
    session.edit("Linked", ratings=(linked,))
    assert title in row(chosen, "e5").cells[0].criteria


def test_what_serves_nothing_stands_last_and_says_so(chosen: Chosen) -> None:
    session = chosen.session
    food = Evidence(id="e0", kind="volunteering", title="Food bank", status="done")
    session.edit("One more", evidence=(food, *session.record.evidence))
    model = MatrixModel(chosen)
    served = [one.serves for one in model.rows()]
    assert served == sorted(served, reverse=True)
    assert "e0" not in model.served()
    assert "e1" in model.served()
    assert "serves nothing here" in words(matrix_view(chosen, STATION))


def test_an_entry_without_a_kind_may_serve_anything(chosen: Chosen) -> None:
    chosen.session.edit("One", evidence=(Evidence(id="e0", title="A thing of no kind"),))
    assert "e0" in MatrixModel(chosen).served()
    said = words(matrix_view(chosen, STATION))
    assert "say what kind of thing it is" in said and "serves nothing here" not in said


def test_an_open_question_is_told_from_serving_nothing(chosen: Chosen) -> None:
    """The teaching course of the IMT form is asked for its hours; without them nobody can say what it gives."""
    course = Evidence(id="e0", kind="teaching-course", title="Teach the Teacher", status="done", end=date(2026, 3, 2))
    chosen.session.edit("One", evidence=(course,), claims=())
    use = row(chosen, "e0").cells[0].uses[0]
    assert (use.domain, use.standing) == ("training-in-teaching", "asked")
    assert "a question about it is open" in words(matrix_view(chosen, STATION))


def test_what_is_begun_without_a_day_counts_once_it_is_done(chosen: Chosen) -> None:
    held = chosen.session.record.evidence
    talk = next(one for one in held if one.id == "e11").model_copy(update={"end": None})
    chosen.session.edit("No day", evidence=(talk,), claims=())
    use = row(chosen, "e11").cells[0].uses[0]
    assert (use.domain, use.standing, use.on) == ("presentations", "unfinished", None)
    assert "not yet: counts only once it is done" in words(matrix_view(chosen, STATION))


def test_a_paper_that_is_only_submitted_says_why_it_gives_nothing_yet(chosen: Chosen) -> None:
    assert row(chosen, "e4").never == "submitted work does not count until it is accepted"
    assert "Submitted work does not count until it is accepted." in words(matrix_view(chosen, STATION))


def test_what_its_kind_can_show_is_named_criterion_by_criterion(chosen: Chosen) -> None:
    """General practice gives no points; its specification names the report of a quality project under two criteria,
    and the worked example is linked to one of them. A postgraduate diploma never shows the primary degree."""
    audit, degree = row(chosen, "e1").cells[2], row(chosen, "e8").cells[2]
    assert {"Audit and improvement", "Primary-care courses and audit"} <= {*audit.fits, *audit.criteria}
    assert not {*audit.fits} & {*audit.criteria}
    assert degree.fits == ("Further degrees",)


def test_every_entry_is_a_row_and_every_programme_a_column(chosen: Chosen) -> None:
    model = MatrixModel(chosen)
    assert len(model.rows()) == len(chosen.session.record.evidence)
    assert all(len(one.cells) == len(model.columns()) == 3 for one in model.rows())
    said = words(matrix_view(chosen, STATION))
    assert "2026 matrix" in said
    assert "4 points" in said


def test_points_of_each_entry_add_up_to_the_domain_on_its_form(chosen: Chosen) -> None:
    """On the IMT form every option stands by itself: what is supported in the matrix is the supported total."""
    uses = {
        (use.domain, use.option): use.points or 0
        for one in MatrixModel(chosen).rows() for use in one.cells[0].uses
        if use.standing == "supported" and not use.bonus
    }  # fmt: skip
    assert sum(uses.values()) == chosen.session.answers.score(IMT, 2028).total.supported
