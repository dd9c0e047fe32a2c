"""Written down from any page: the kind first, saved as it is typed, taken back in steps, and never in the way."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.record.models import Binned, Evidence
from workbook.stations.header import Header
from workbook.stations.quick_add import QuickAdd
from workbook.stations.session import Session

from .walking import every, field, typed, words

WHAT, TITLE = "What did you do?", "What is it? A few words"


@pytest.fixture
def header(session: Session) -> Header:
    return Header(session)


@pytest.fixture
def quick(header: Header) -> QuickAdd:
    return next(one for one in every(header) if isinstance(one, QuickAdd))


def test_it_is_closed_until_it_is_asked_for_and_writes_nothing_before_the_kind(
    quick: QuickAdd, session: Session
) -> None:
    assert not quick.opened
    quick.turn()
    assert quick.opened
    assert session.record.evidence == ()
    quick.turn()
    assert not quick.opened
    assert session.record.evidence == ()


def test_what_is_typed_is_in_the_record_at_once(quick: QuickAdd, session: Session) -> None:
    quick.turn()
    typed(quick, WHAT, "teaching")
    typed(quick, TITLE, "ECG teaching")
    typed(quick, "Finished", "14 Nov 2026")
    (entry,) = session.record.evidence
    assert (entry.kind, entry.title, entry.end) == ("teaching", "ECG teaching", date(2026, 11, 14))
    quick.close_panel()
    assert "“ECG teaching” is under “What I can show”" in words(quick.notice)


def test_another_begins_anew_and_leaves_the_first_alone(quick: QuickAdd, session: Session) -> None:
    quick.turn()
    typed(quick, WHAT, "teaching")
    typed(quick, TITLE, "First")
    quick.begin()
    assert field(quick, WHAT).input.value is None
    typed(quick, WHAT, "qip")
    assert field(quick, TITLE).input.value == ""
    typed(quick, TITLE, "Second")
    assert [(entry.kind, entry.title) for entry in session.record.evidence] == [
        ("teaching", "First"),
        ("qip", "Second"),
    ]


def test_undo_takes_back_step_by_step_and_the_panel_follows(quick: QuickAdd, session: Session) -> None:
    quick.turn()
    typed(quick, WHAT, "teaching")
    typed(quick, TITLE, "ECG teaching")
    session.undo()
    assert field(quick, TITLE).input.value == ""
    session.undo()
    assert session.record.evidence == ()
    assert TITLE not in [getattr(one, "label", None) for one in every(quick)]


def test_a_day_half_typed_is_kept_with_the_entry(quick: QuickAdd, session: Session) -> None:
    quick.turn()
    typed(quick, WHAT, "teaching")
    assert "Not saved yet" in typed(quick, "Finished", "14 No")
    assert session.record.evidence[0].half_typed == {"end": "14 No"}
    typed(quick, "Finished", "14 Nov 2026")
    assert session.record.evidence[0].half_typed == {}


def test_changing_the_kind_keeps_the_entry(quick: QuickAdd, session: Session) -> None:
    quick.turn()
    typed(quick, WHAT, "teaching")
    typed(quick, TITLE, "Kept")
    typed(quick, WHAT, "qip")
    assert [(entry.kind, entry.title) for entry in session.record.evidence] == [("qip", "Kept")]


def test_an_id_in_the_bin_is_not_given_again(quick: QuickAdd, session: Session) -> None:
    session.edit(
        "Binned",
        binned=(Binned(entry=Evidence(id="e1"), on=session.on), Binned(entry=Evidence(id="e2"), on=session.on)),
    )
    quick.turn()
    typed(quick, WHAT, "teaching")
    assert session.record.evidence[0].id == "e3"


def test_the_key_of_the_keyboard_opens_it(quick: QuickAdd) -> None:
    quick._key._pressed(None, {"kind": "press"}, None)
    assert quick.opened
    assert "(Alt+Q)" in quick.button.tooltip
