"""The inventory: kind first, search and filters, copies and templates, a bin to restore from; nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.record import Record, record_to_yaml
from workbook.record.models import Binned, Claim, Evidence, Proof, Target
from workbook.record.reading import record_from_text
from workbook.rules.scoring import score
from workbook.stations.chosen import Chosen
from workbook.stations.evidence import STATION
from workbook.stations.inventory import NO_DOCUMENT, NOWHERE, UNFINISHED, InventoryModel
from workbook.stations.inventory_view import InventoryView
from workbook.stations.kind_form import KindForm
from workbook.stations.session import Session
from workbook.ui.fields import Field

from .walking import every, field, typed, words

KIND, TITLE = "What kind of thing is it?", "What is it? A few words"
AUDIT = Evidence(
    id="e1", kind="qip", title="Audit of antibiotics", start=date(2026, 1, 5), end=date(2026, 3, 31), status="done",
    details={"cycles": 2, "stages": "all", "method": "pdsa"},
    proof=Proof(file="letter.pdf", signed_by="consultant", dated=date(2026, 4, 2), identifiers_removed=True),
)  # fmt: skip


@pytest.fixture
def aiming(session: Session) -> Session:
    session.edit(
        "Began",
        targets=(Target(specialty="internal-medicine-ct1", year=2028),),
        evidence=(
            AUDIT,
            Evidence(id="e2", kind="teaching", title="Bedside teaching", status="started"),
            Evidence(id="e3", kind="volunteering", title="Food bank", status="done"),
        ),
    )
    return session


@pytest.fixture
def view(aiming: Session) -> InventoryView:
    return InventoryView(Chosen(aiming), STATION)


def listed(view: InventoryView) -> list[str]:
    """The titles of the rows that are on the page."""
    return [words(box).split(" ")[0] for box in view.list._list.children]


def labels(widget: Any) -> list[str]:
    return [one.label for one in every(widget) if isinstance(one, Field)]


def label_of(session: Session, kind: str, key: str) -> str:
    return next(one.label for one in session.facts.evidence().fields_of(kind) if one.key == key)


def kind_form(view: InventoryView) -> KindForm:
    form = view.list._extra
    assert isinstance(form, KindForm)
    return form


# ---------------------------------------------------------------- kind first


def test_a_new_entry_asks_its_kind_and_nothing_else_until_it_is_said(view: InventoryView, aiming: Session) -> None:
    view.list.add()
    assert labels(view.list) == [KIND]
    typed(view.list, KIND, "teaching")
    assert labels(view.list)[:2] == [KIND, TITLE]
    assert label_of(aiming, "teaching", "feedback") in labels(view.list)
    assert label_of(aiming, "qip", "cycles") not in labels(view.list), "an audit's question is not asked of teaching"


def test_an_audit_asks_what_the_forms_aimed_at_ask_for_and_folds_the_rest(view: InventoryView, aiming: Session) -> None:
    """Internal Medicine asks an audit for its cycles and stages; its theme is asked for in Radiology, with the part the
    doctor had and whether practice changed."""
    view.list.add()
    typed(view.list, KIND, "qip")
    cycles, stages = (label_of(aiming, "qip", key) for key in ("cycles", "stages"))
    assert labels(view.list) == [
        KIND, TITLE, cycles, stages, "How far is it?", "Began", "Finished",
        "Name of the document", "Signed by (a role)", "Date on the document",
        "Are all patient details removed from it?",
    ]  # fmt: skip
    radiology = Target(specialty="clinical-radiology-st1", year=2028)
    aiming.edit("Aimed for another too", targets=(*aiming.record.targets, radiology))
    assert labels(view.list)[2:7] == [
        label_of(aiming, "qip", key) for key in ("role", "cycles", "stages", "change", "theme")
    ]


def test_what_is_folded_can_be_opened_and_opens_by_itself_when_something_is_in_it(
    view: InventoryView, aiming: Session
) -> None:
    form = kind_form(view)
    method, translated = label_of(aiming, "qip", "method"), "If it is not in English: is there a translation?"
    view.list.open_entry(0)
    assert {method, translated} <= {*labels(view.list)}, "the method of this audit is said"
    view.list.add()
    typed(view.list, KIND, "qip")
    assert form.more_button.description == "More about it (18)", "14 of the 16 about the audit, 4 about its document"
    assert method not in labels(view.list)
    form.turn()
    assert {method, translated} <= {*labels(view.list)}
    typed(view.list, label_of(aiming, "qip", "full_cycles"), "a few")
    form.turn()
    assert method not in labels(view.list)
    view.list.open_entry(1)
    view.list.open_entry(3)
    again = field(view.list, label_of(aiming, "qip", "full_cycles"))
    assert again.input.value == "a few", "what was half typed is neither folded away nor lost"
    assert "Not saved yet" in words(again)


def test_words_half_typed_under_more_are_not_carried_to_the_next_entry(view: InventoryView, aiming: Session) -> None:
    full_cycles = label_of(aiming, "qip", "full_cycles")
    view.list.open_entry(0)
    typed(view.list, full_cycles, "a few")
    view.list.add()
    typed(view.list, KIND, "qip")
    kind_form(view).turn()
    assert field(view.list, full_cycles).input.value == ""


def test_how_far_a_publication_is_is_asked_once(view: InventoryView, aiming: Session) -> None:
    state = label_of(aiming, "publication", "state")
    view.list.add()
    typed(view.list, KIND, "publication")
    kind_form(view).turn()
    assert labels(view.list).count("How far is it?") == 1
    assert state not in labels(view.list)
    said = Evidence(id="e9", kind="publication", title="Letter", details={"state": "in-press"})
    aiming.edit("Brought in", evidence=(*aiming.record.evidence, said))
    view.list.open_entry(4)
    assert field(view.list, state).input.value == "in-press", "what a list brought in can be seen and corrected"


@pytest.mark.parametrize("kind", ["qip", "publication", "presentation", "teaching", "crest-form", "prize"])
def test_no_two_questions_of_one_form_have_the_same_words(view: InventoryView, aiming: Session, kind: str) -> None:
    view.list.add()
    typed(view.list, KIND, kind)
    kind_form(view).turn()
    asked = labels(view.list)
    assert len(asked) == len({*asked})


def test_without_a_programme_no_question_is_put_first_and_the_page_says_why(session: Session) -> None:
    view = InventoryView(Chosen(session), STATION)
    view.list.add()
    typed(view.list, KIND, "qip")
    assert label_of(session, "qip", "cycles") not in labels(view.list)
    assert "Name a programme under “Start here”" in words(view.list)


def test_a_form_that_opens_a_gate_asks_all_it_has_whatever_the_programme(session: Session) -> None:
    view = InventoryView(Chosen(session), STATION)
    view.list.add()
    typed(view.list, KIND, "crest-form")
    asked = {one.label for one in session.facts.evidence().fields_of("crest-form")}
    assert asked <= {*labels(view.list)}
    assert "Name a programme" not in words(view.list)


# ---------------------------------------------------------------- looking for some


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("words", "bedside", ["Bedside"]),
        ("words", "LETTER audit", ["Audit"]),
        ("words", "quality improvement", ["Audit"]),
        ("words", "nothing of the kind", []),
        ("kind", "teaching", ["Bedside"]),
        ("status", "done", ["Audit", "Food"]),
        ("only", NO_DOCUMENT, ["Bedside", "Food"]),
        ("only", NOWHERE, ["Food"]),
        ("only", UNFINISHED, []),
    ],
)
def test_each_filter_shows_what_fits(view: InventoryView, name: str, value: str, found: list[str]) -> None:
    of = {"words": view.search, "kind": view.kind, "status": view.status, "only": view.only}
    of[name].input.value = value
    assert listed(view) == found
    assert f"3 entries, {len(found)} shown." in words(view)


def test_the_filter_calls_how_far_an_entry_is_as_its_form_does(view: InventoryView) -> None:
    view.list.open_entry(0)
    form = field(view.list, "How far is it?").input.options
    assert dict(view.status.input.options[1:]) == dict(form[1:])


def test_filters_together_narrow_and_nothing_said_shows_all(view: InventoryView) -> None:
    view.status.input.value = "done"
    view.only.input.value = NO_DOCUMENT
    assert listed(view) == ["Food"]
    view.status.input.value = view.only.input.value = None
    assert listed(view) == ["Audit", "Bedside", "Food"]
    assert "3 entries." in words(view)


def test_a_new_entry_is_seen_although_a_filter_hides_its_like(view: InventoryView) -> None:
    view.search.input.value = "audit"
    view.list.add()
    assert len(view.list._list.children) == 2


def test_a_kind_of_which_the_last_entry_is_gone_hides_nothing(view: InventoryView) -> None:
    view.kind.input.value = "teaching"
    view.list.open_entry(1)
    view.list.remove()
    assert listed(view) == ["Audit", "Food"]


# ---------------------------------------------------------------- more of the same


def test_a_duplicate_stands_after_its_like_without_its_document(view: InventoryView, aiming: Session) -> None:
    view.list.open_entry(0)
    view.duplicate()
    first, second = aiming.record.evidence[:2]
    assert (second.title, second.details, second.proof) == (first.title, first.details, None)
    assert second.id not in {"e1", "e2", "e3"}
    typed(view.list, TITLE, "Second audit")
    assert [entry.title for entry in aiming.record.evidence[:2]] == ["Audit of antibiotics", "Second audit"]


def test_a_template_keeps_kind_and_answers_and_makes_new_entries(view: InventoryView, aiming: Session) -> None:
    view.list.open_entry(0)
    view.keep_as_template()
    view.template.input.value = aiming.record.templates[0].id
    new = aiming.record.evidence[-1]
    assert (new.kind, new.details, new.start, new.end, new.status, new.proof) == (
        "qip", AUDIT.details, None, None, None, None,
    )  # fmt: skip
    assert view.list.opened == 3
    assert view.template.input.value is None, "the chooser waits for the next"
    view.kept.turn()
    view.kept.press(0, keep=False)
    assert aiming.record.templates == ()
    aiming.undo()
    assert len(aiming.record.templates) == 1


# ---------------------------------------------------------------- the bin


def test_what_is_taken_out_is_in_the_bin_counts_nowhere_and_comes_back(view: InventoryView, aiming: Session) -> None:
    """The audit is worth 4 of 30 supported points on the 2026 form."""
    target = ("internal-medicine-ct1", 2028)
    assert aiming.answers.score(*target).total.supported == 4
    view.list.open_entry(0)
    view.list.remove()
    assert [entry.id for entry in aiming.record.evidence] == ["e2", "e3"]
    assert aiming.answers.score(*target).total.supported == 0
    view.kept.turn()
    assert "in the bin since 20 November 2026" in words(view.kept)
    view.kept.press(0, keep=True)
    assert aiming.record.evidence[-1] == AUDIT
    assert aiming.record.binned == ()
    assert aiming.answers.score(*target).total.supported == 4


def test_undo_brings_it_back_to_its_place(view: InventoryView, aiming: Session) -> None:
    before = aiming.record
    view.list.open_entry(1)
    view.list.remove()
    aiming.undo()
    assert aiming.record == before


def test_a_binned_id_is_not_given_again(view: InventoryView, aiming: Session) -> None:
    view.list.open_entry(2)
    view.list.remove()
    view.list.add()
    assert aiming.record.evidence[-1].id != "e3"
    assert aiming.record.binned[0].entry.id == "e3"


def test_a_claim_on_a_deleted_entry_never_comes_to_rest_on_a_new_one(view: InventoryView, aiming: Session) -> None:
    claim = Claim(
        specialty="internal-medicine-ct1", year=2028, domain="quality-improvement", option="two", evidence=("e3",)
    )
    aiming.edit("Claimed", claims=(claim,))
    view.list.open_entry(2)
    view.list.remove()
    view.kept.turn()
    view.kept.press(0, keep=False)
    assert [entry.id for entry in aiming.record.evidence] == ["e1", "e2"]
    view.list.add()
    assert aiming.record.evidence[-1].id == "e4"
    assert aiming.record.claims == (claim,), "the claim check goes on saying that what it names is gone"


def test_one_whose_id_was_taken_meanwhile_gets_a_new_one(aiming: Session) -> None:
    model = InventoryModel(aiming, Chosen(aiming))
    model.take_out(2)
    aiming.edit("Brought in", evidence=(*aiming.record.evidence, Evidence(id="e3", title="From a list")))
    model.put_back(model.binned()[0])
    ids = [entry.id for entry in aiming.record.evidence]
    assert len(ids) == len(set(ids)) == 4


def test_what_is_deleted_from_the_bin_is_gone_and_undo_brings_it_back(view: InventoryView, aiming: Session) -> None:
    view.list.open_entry(0)
    view.list.remove()
    view.kept.turn()
    view.kept.press(0, keep=False)
    assert aiming.record.binned == ()
    aiming.undo()
    assert [one.entry.id for one in aiming.record.binned] == ["e1"]


def test_no_rule_reads_the_bin_or_a_template(aiming: Session) -> None:
    facts, on = aiming.facts, aiming.on
    without = Record(targets=aiming.record.targets)
    binned = without.model_copy(update={"binned": (Binned(entry=AUDIT, on=on),)})
    target = ("internal-medicine-ct1", 2028)
    assert score(binned, facts, *target, on).domains == score(without, facts, *target, on).domains


def test_a_record_of_before_reads_and_writes_as_it_was() -> None:
    old = "format: 1\nevidence:\n- id: e1\n  title: An audit\n"
    again = record_to_yaml(record_from_text(old))
    assert "binned" not in again
    assert "templates" not in again
    assert "half_typed" not in again


# ---------------------------------------------------------------- half typed


def test_what_could_not_be_read_survives_a_closed_page(view: InventoryView, aiming: Session) -> None:
    """A day half typed, a number in words, a day of the document: all there when the page is opened again."""
    cycles = next(one.label for one in aiming.facts.evidence().fields_of("qip") if one.key == "cycles")
    view.list.open_entry(0)
    typed(view.list, "Began", "31 Fe")
    typed(view.list, cycles, "two or three")
    typed(view.list, "Date on the document", "last spring")
    assert aiming.record.evidence[0].start == date(2026, 1, 5), "what was read before stays"
    again = Session(store=aiming.store, facts=aiming.facts, on=aiming.on, clock=aiming.clock)
    page = InventoryView(Chosen(again), STATION)
    assert "1 not finished typing" in words(page)
    page.list.open_entry(0)
    for label, said in (("Began", "31 Fe"), (cycles, "two or three"), ("Date on the document", "last spring")):
        assert field(page.list, label).input.value == said
        assert "Not saved yet" in words(field(page.list, label))
    typed(page.list, "Began", "31 Jan 2026")
    typed(page.list, cycles, "3")
    typed(page.list, "Date on the document", "1 May 2026")
    entry = again.record.evidence[0]
    assert entry.half_typed == {}
    assert (entry.start, entry.details["cycles"]) == (date(2026, 1, 31), 3)


def test_a_title_too_long_for_its_field_is_kept_whole(view: InventoryView, aiming: Session) -> None:
    """Of a title of 702 characters the page kept 400, and said that what was typed is kept."""
    text = "audit " * 117
    view.list.open_entry(0)
    assert "Not saved yet" in typed(view.list, TITLE, text)
    again = Session(store=aiming.store, facts=aiming.facts, on=aiming.on, clock=aiming.clock)
    page = InventoryView(Chosen(again), STATION)
    page.list.open_entry(0)
    assert field(page.list, TITLE).input.value == text


def test_an_end_before_the_start_is_kept_as_words_too(view: InventoryView, aiming: Session) -> None:
    view.list.open_entry(0)
    typed(view.list, "Finished", "1 Jan 2020")
    assert aiming.record.evidence[0].half_typed == {"end": "1 Jan 2020"}
    typed(view.list, "Began", "1 Dec 2019")
    assert aiming.record.evidence[0].end == date(2020, 1, 1), "saved by itself once it fits"
    assert aiming.record.evidence[0].half_typed == {}


def test_an_entry_half_said_is_there_and_can_be_found(view: InventoryView, aiming: Session) -> None:
    view.list.add()
    typed(view.list, KIND, "qip")
    view.only.input.value = UNFINISHED
    view.list.open_entry(None)
    assert len(view.list._list.children) == 1
    assert "1 not finished typing: what you typed is kept." in words(view)
