"""What is taken away is made at the click; erasing asks first and then leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from workbook.facts import Facts
from workbook.record import Record
from workbook.record.models import Doctor
from workbook.stations.session import Session
from workbook.stations.takeaway_panel import TakeawayPanel
from workbook.store import open_store
from workbook.store.base import StoreProblem
from workbook.store.memory import MemoryStore
from workbook.ui.browser import Download

from .conftest import DAY, ticking
from .walking import every, words


def on_disk(folder: Path) -> Session:
    return Session(store=open_store(folder).store, facts=Facts(), on=DAY, clock=ticking())


def test_every_file_can_be_taken(session: Session) -> None:
    labels = [one.label for one in every(TakeawayPanel(session)) if isinstance(one, Download)]
    assert labels == [
        "Calendar file (.ics)", "Page to print", "Evidence index (Word)", "Evidence index (Excel)",
        "Everything I entered",
    ]  # fmt: skip


def test_the_panel_says_where_the_record_is_kept(tmp_path: Path) -> None:
    session = on_disk(tmp_path)
    session.edit("About you", doctor=Doctor(label="Trust doctor"))
    assert str(tmp_path) in words(TakeawayPanel(session))


def test_erasing_asks_first(tmp_path: Path) -> None:
    session = on_disk(tmp_path)
    session.edit("About you", doctor=Doctor(label="Trust doctor"))
    panel = TakeawayPanel(session)
    assert panel._question.layout.display == "none"
    panel.ask()
    assert panel._question.layout.display is None
    panel.keep()
    assert session.store.newest().record.doctor.label == "Trust doctor"


def test_erasing_leaves_no_word_of_the_doctor_on_the_disk(tmp_path: Path) -> None:
    session = on_disk(tmp_path)
    session.edit("About you", doctor=Doctor(label="ZebraCrossing"))
    TakeawayPanel(session).erase()
    assert session.record == Record()
    assert session.store.newest() is None
    assert all(b"ZebraCrossing" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    session.edit("About you", doctor=Doctor(label="Begun again"))
    assert session.conflict is None
    assert session.store.newest().record.doctor.label == "Begun again"


def test_a_record_that_cannot_be_erased_says_why_and_stays(session: Session) -> None:
    class Held(MemoryStore):
        def erase(self) -> None:
            raise StoreProblem("The file is in use. Close the other window and try again.")

    session.store = Held()
    session.edit("About you", doctor=Doctor(label="Trust doctor"))
    panel = TakeawayPanel(session)
    panel.erase()
    assert "The file is in use" in words(panel)
    assert session.record.doctor.label == "Trust doctor"


def test_an_example_has_nothing_to_erase(example: Session) -> None:
    assert "Erase" not in words(TakeawayPanel(example))
