"""The specification criterion by criterion; what only the doctor can say is asked once and kept."""

from __future__ import annotations

import html

import pytest

from workbook.facts.core import Unknown
from workbook.record.models import Gmc, Rating, Target
from workbook.rules.finding import Verdict
from workbook.stations.field_list import FieldList
from workbook.stations.person_spec import PersonSpecModel, PersonSpecStation
from workbook.stations.session import Session
from workbook.ui.fields import ChoiceField, YesNoField

from .conftest import DAY
from .walking import every, markup, words

IMT = "internal-medicine-ct1"


@pytest.fixture
def aiming(session: Session) -> Session:
    """An empty record that aims for Internal Medicine in 2028."""
    session.edit("Target", targets=(Target(specialty=IMT, year=2028),))
    return session


def fields(made: FieldList, kind: type) -> list:
    return [one for one in every(made) if isinstance(one, kind)]


def test_every_criterion_is_shown_with_its_verdict_and_shut_gates_come_first(example: Session) -> None:
    page = words(PersonSpecStation(example).gates())
    ordered = PersonSpecModel(example).in_reading_order()
    places = [page.index(gate.text) for gate in ordered]
    assert places == sorted(places)
    shut = [gate.verdict is Verdict.NOT_MET for gate in ordered]
    assert shut == sorted(shut, reverse=True)


def test_the_three_figures_and_what_others_decide_add_up(example: Session) -> None:
    counts = PersonSpecModel(example).counts()
    found = PersonSpecModel(example).gates()
    assert sum(counts.values()) == len(found.findings)
    page = words(PersonSpecStation(example).gates())
    assert f"of {len(found.findings) - counts[Verdict.NOT_APPLICABLE]} essential criteria" in page
    if counts[Verdict.NOT_DECIDED]:
        assert f"{counts[Verdict.NOT_DECIDED]} more decided later, by others" in page


def test_the_table_is_named_by_the_programme_and_not_by_its_id(aiming: Session) -> None:
    page = words(PersonSpecStation(aiming).gates())
    assert "Essential criteria, Internal Medicine Training CT1, posts starting in 2028" in page
    assert IMT not in page


def test_a_change_of_the_record_opens_a_gate_at_once(aiming: Session) -> None:
    gates = PersonSpecStation(aiming).gates()
    assert "Full GMC registration: since 17 April 2023." not in words(gates)
    doctor = aiming.record.doctor.model_copy(update={"gmc": Gmc.model_validate({"full_registration_on": "2023-04-17"})})
    aiming.edit("About you", doctor=doctor)
    assert "Full GMC registration: since 17 April 2023." in words(gates)


def test_an_answer_is_kept_shown_and_taken_back(aiming: Session) -> None:
    station = PersonSpecStation(aiming)
    asked, gates = station.statements(), station.gates()
    before = words(gates)
    health = next(q for q in station.model.questions() if q.id == "health")
    box = next(one for one in fields(asked, YesNoField) if one.label == health.text)
    box.input.value = True
    assert [(s.criterion, s.holds, s.on, s.specialty) for s in aiming.record.statements] == [
        ("health", True, DAY, None)
    ]
    assert "You said so on 20 November 2026." in words(gates)
    aiming.undo()
    assert box.input.value is None
    assert words(gates) == before


def test_an_answer_taken_back_by_hand_leaves_no_trace(aiming: Session) -> None:
    made = PersonSpecStation(aiming).statements()
    box = fields(made, YesNoField)[0]
    box.input.value = False
    assert len(aiming.record.statements) == 1
    box.input.value = None
    assert aiming.record.statements == ()


def test_what_holds_of_the_person_is_asked_once_for_all_programmes(aiming: Session) -> None:
    model = PersonSpecModel(aiming)
    for question in model.questions():
        model.say(question, True)
    aiming.look_at("clinical-radiology-st1", 2028)
    said = {question.id: model.said(question) for question in model.questions()}
    assert said["health"] is True
    kept = {statement.criterion: statement.specialty for statement in aiming.record.statements}
    assert None in kept.values()
    assert IMT in kept.values()
    for question in model.questions():
        if kept.get(question.id) == IMT:
            assert said[question.id] is None, "an answer about one programme says nothing of another"


def test_a_rating_is_kept_for_its_programme_and_undone(aiming: Session) -> None:
    made = PersonSpecStation(aiming).desirables()
    box = fields(made, ChoiceField)[0]
    box.input.value = "sure"
    criterion = PersonSpecModel(aiming).desirables()[0]
    assert aiming.record.ratings == (Rating(specialty=IMT, criterion=criterion.id, sure="sure"),)
    aiming.undo()
    assert aiming.record.ratings == ()
    assert box.input.value is None


@pytest.mark.parametrize("specialty", [IMT, "cardiology-st4", "clinical-oncology-st3"])
def test_every_desirable_criterion_opens_its_own_source(session: Session, specialty: str) -> None:
    session.edit("Target", targets=(Target(specialty=specialty, year=2028),))
    made = PersonSpecStation(session).desirables()
    criteria = PersonSpecModel(session).desirables()
    boxes = fields(made, ChoiceField)
    assert len(boxes) == len(criteria) > 0
    for box, criterion in zip(boxes, criteria, strict=True):
        assert box.label == criterion.title
        card, source = markup(box), criterion.provenance.source
        assert card.count('<details class="sources">') == 1
        assert f'<a href="{html.escape(source.url)}"' in card and html.escape(source.publisher, quote=False) in card
        assert f"Source of “{criterion.title}”" in words(box)


def test_turning_the_page_shows_the_other_programmes_criteria_and_back_again(aiming: Session) -> None:
    made = PersonSpecStation(aiming).desirables()
    first = fields(made, ChoiceField)
    first[0].input.value = "fairly"
    aiming.look_at("clinical-radiology-st1", 2028)
    other = fields(made, ChoiceField)
    assert [one.label for one in other] == [c.title for c in PersonSpecModel(aiming).desirables()]
    assert all(one.input.value is None for one in other)
    aiming.look_at(IMT, 2028)
    assert fields(made, ChoiceField) == first, "a field made once is shown again"
    assert first[0].input.value == "fairly"


def test_a_programme_without_a_specification_is_a_gap_of_ours_and_said_as_one(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise Unknown("no specification")

    monkeypatch.setattr(type(session.facts), "person_spec", unknown)
    station = PersonSpecStation(session)
    assert "That is a gap in our data, not a sign that there is none" in words(station.gates())
    assert "asks nothing that only you can answer" in words(station.statements())
    assert "No desirable criteria are known" in words(station.desirables())
    assert station.model.blockers() == ("The workbook holds no person specification for this programme.",)


def test_a_rule_that_breaks_is_said_in_words(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.rules.gates.gates", lambda *_: 1 / 0)
    gates = PersonSpecStation(session).gates()
    assert "Something went wrong while reading the specification" in words(gates)


def test_what_is_shut_and_what_is_not_known_is_named_by_title(example: Session) -> None:
    said = " ".join(PersonSpecModel(example).blockers())
    for gate in PersonSpecModel(example).in_reading_order():
        shown = gate.verdict in (Verdict.NOT_MET, Verdict.CANNOT_TELL)
        assert (gate.title in said) == shown


def test_a_replaced_page_and_a_criterion_of_one_route_are_named_on_the_page(session: Session) -> None:
    """Three exams of three backgrounds, read on a page of 2025: the doctor must see both before any verdict."""
    session.edit("Target", targets=(Target(specialty="intensive-care-medicine-st3", year=2027),))
    page = words(PersonSpecStation(session).gates())
    assert "Asked only where this holds: anaesthetic background." in page
    assert "The page of the 2025 specification has been replaced" in page
    assert page.count("a page since replaced: compare it with the present one") == 4


def test_an_answer_about_the_person_given_for_a_higher_post_serves_the_entry_posts(session: Session) -> None:
    session.edit("Target", targets=(Target(specialty="cardiology-st4", year=2027),))
    model = PersonSpecModel(session)
    question = next(question for question in model.questions() if question.id == "fitness-to-practise")
    model.say(question, True)
    assert session.record.statements[-1].specialty is None


@pytest.mark.parametrize(
    ("specialty", "missing"),
    [
        ("occupational-medicine-st3", "what the page says outside its entry section"),
        ("combined-infection-training-st3", "the page from the middle of its eligibility section on"),
        ("ophthalmology-st3", None),
    ],
)
def test_two_known_criteria_do_not_look_like_all_that_is_asked(
    session: Session, specialty: str, missing: str | None
) -> None:
    session.edit("Target", targets=(Target(specialty=specialty, year=2028),))
    page = words(PersonSpecStation(session).gates())
    partly = "only part of the specification is here" if missing else "the official page was not read as a whole"
    assert f"0 of 2 essential criteria listed; {partly}" in page
    assert f"{partly[0].upper()}{partly[1:]}: it may ask for more than is listed." in page
    assert page.count(f"Not here: {missing}.") == (1 if missing else 0)
