"""A specification read slowly: every criterion in turn, what shows it, the first step, a rating, links to evidence."""

from __future__ import annotations

import pytest

from workbook.facts.core import Unknown
from workbook.record.models import Evidence, Target
from workbook.stations.chosen import Chosen
from workbook.stations.matrix import MatrixModel
from workbook.stations.reading import STAGES, ReadingModel
from workbook.stations.reading_view import ReadingView
from workbook.stations.session import Session

from .walking import field, typed, words

IMT = "internal-medicine-ct1"


@pytest.fixture
def aiming(session: Session) -> Session:
    session.edit(
        "Began",
        targets=(Target(specialty=IMT, year=2028),),
        evidence=(Evidence(id="e1", kind="qip", title="Audit"), Evidence(id="e2", kind="crest-form", title="CREST")),
    )
    return session


@pytest.fixture
def view(aiming: Session) -> ReadingView:
    return ReadingView(aiming, "person-spec")


def test_every_criterion_comes_once_the_essential_ones_first(aiming: Session) -> None:
    model = ReadingModel(aiming)
    spec = aiming.facts.person_spec(IMT, 2028)
    every = model.criteria()
    assert sorted(one.id for one in every) == sorted(one.id for one in spec.criteria)
    essential = [one.essential for one in every]
    assert essential == sorted(essential, reverse=True)


def test_next_and_back_go_round(view: ReadingView) -> None:
    count = len(view.model.criteria())
    first = view.model.criterion()
    assert f"1 of {count}" in words(view)
    view.move(-1)
    assert f"{count} of {count}" in words(view)
    view.move(1)
    assert view.model.criterion() == first


def test_a_specification_of_which_a_part_is_here_does_not_count_as_the_whole(session: Session) -> None:
    """Two criteria of occupational medicine were found: “1 of 2” alone would read as all that is asked."""
    session.edit("Began", targets=(Target(specialty="occupational-medicine-st3", year=2027),))
    assert "1 of 2 known; only part of the specification is here" in words(ReadingView(session, "person-spec"))


def test_a_criterion_says_where_it_stands_what_shows_it_and_the_first_step(view: ReadingView) -> None:
    typed(view, "Criterion", "crest-signature")
    said = words(view)
    assert "essential" in said
    assert "What shows it" in said
    assert "Source of the criterion" in said


def test_the_first_step_is_the_quickest_of_the_kinds_that_show_it(aiming: Session) -> None:
    """Where a word of the vocabulary is asked for, the kind of it with the shortest usual lead time gives the step."""
    model, kinds = ReadingModel(aiming), aiming.facts.evidence()
    asked = 0
    for specialty in aiming.facts.specialty_ids():
        aiming.look_at(specialty, 2027)
        for place, criterion in enumerate(model.criteria()):
            model.place = place
            for id, shown in zip(criterion.evidence, model.shown_by(), strict=False):
                like = [one for one in kinds.kinds.values() if one.scores_as and one.scores_as.kind == id]
                if id not in kinds.kinds and like:
                    asked += 1
                    assert shown.weeks == min(kind.lead_weeks.typical for kind in like)
                assert shown.title == kinds.title_of(id)
    assert asked


def test_every_stage_of_every_specification_has_words(aiming: Session) -> None:
    stages = {
        stage for id in aiming.facts.specialty_ids() for year in aiming.facts.spec_years(id)[-1:]
        for one in aiming.facts.person_spec(id, year).criteria for stage in one.evaluated_at
    }  # fmt: skip
    assert stages <= set(STAGES)


def test_a_rating_belongs_to_the_criterion_on_the_page(view: ReadingView, aiming: Session) -> None:
    typed(view, "Criterion", "english")
    typed(view, "How sure are you of it?", "fairly")
    view.move(1)
    assert field(view, "How sure are you of it?").input.value is None
    assert [(one.criterion, one.sure) for one in aiming.record.ratings] == [("english", "fairly")]
    aiming.undo()
    assert aiming.record.ratings == ()


def test_evidence_is_linked_seen_in_the_matrix_and_unlinked(view: ReadingView, aiming: Session) -> None:
    typed(view, "Criterion", "english")
    typed(view, "Link something you did", "e1")
    assert aiming.record.evidence[0].shows == ("english",)
    assert "Audit linked by you · no document" in words(view)
    assert [id for _, id in view.model.to_link()] == ["e2"]
    rows = {row.id: row for row in MatrixModel(Chosen(aiming)).rows()}
    criterion = view.model.criterion()
    assert criterion is not None
    assert criterion.title in rows["e1"].cells[0].criteria
    view.unlink(0)
    assert aiming.record.evidence[0].shows == ()
    aiming.undo()
    assert aiming.record.evidence[0].shows == ("english",)


def test_entries_of_a_kind_that_shows_it_are_offered_first(aiming: Session) -> None:
    model = ReadingModel(aiming)
    crest = next(one for one in model.criteria() if "crest-form" in one.evidence)
    model.turn_to(crest.id)
    assert model.to_link()[0][1] == "e2"


def test_turning_to_a_shorter_specification_begins_again(view: ReadingView, aiming: Session) -> None:
    view.move(-1)
    aiming.look_at("general-practice-st1", 2027)
    assert view.model.criterion() is not None
    assert "Something went wrong" not in words(view)


def test_without_a_specification_that_is_said(
    view: ReadingView, aiming: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise Unknown("none")

    monkeypatch.setattr(type(aiming.facts), "person_spec", unknown)
    view._refresh()
    assert "No person specification for this programme" in words(view)
