"""A fact on a card says what it says in the file, with its labels, and names what it belongs to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workbook.facts.cards import cards, days_of, in_plain_words, programmes_of
from workbook.facts.core import Day, FactModel
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import EvidenceRef, ProgrammeRef
from workbook.facts.loading import load_file

TEXT = """title: Fees
source: page
checked_on: 2026-11-20
status: in_force
confidence: high
sources:
  page: {publisher: Home Office, title: Fees}
fees:
  - id: ilr
    text: The fee to settle.
    value: 3226
    unit: GBP
    day: 2026-04-08
    per_person: true
    shown_by: {kinds: [qip, audit], most: 2.5}
    programme: cardiology-st4
    parts:
      - {id: biometrics, value: 19, unit: GBP}
"""


class Shown(FactModel):
    kinds: tuple[EvidenceRef, ...]
    most: float


class Part(Entry):
    id: str
    value: int
    unit: str


class Fee(Entry):
    id: str
    text: str
    value: int
    unit: str
    day: Day
    per_person: bool
    shown_by: Shown
    programme: ProgrammeRef
    parts: tuple[Part, ...]


class Fees(FactFile):
    title: str
    fees: tuple[Fee, ...]


def test_a_card_says_all_of_it_in_words(empty: Path) -> None:
    (empty / "visa").mkdir()
    (empty / "visa/fees.yaml").write_text(TEXT, encoding="utf-8")
    file, fee, part = cards(load_file(empty, "visa/fees.yaml", Fees))
    assert (file.title, file.inside) == ("Fees", "")
    assert (fee.title, fee.text, fee.inside) == ("ILR", "The fee to settle.", "Fees")
    assert fee.lines == (
        ("Value", "3226 GBP"),
        ("Day", "8 April 2026"),
        ("Per person", "yes"),
        ("Shown by", "kinds: QIP, Audit; most: 2.5"),
        ("Programme", "Cardiology ST4"),
    )
    assert fee.links == ("qip", "audit", "cardiology-st4")
    assert [link.to for link in fee.links] == ["kind of evidence", "kind of evidence", "programme"]
    assert (part.title, part.inside, part.lines) == ("Biometrics", "Fees, ILR", (("Value", "19 GBP"),))
    assert part.links == (), "a link belongs to the fact that names it"
    assert days_of(fee.entry) == (("day", date(2026, 4, 8)),)
    assert programmes_of(fee) == ("cardiology-st4",)
    assert "the fee to settle" in fee.words.lower()
    assert fee.id == "visa/fees/ilr"


def test_a_programme_is_known_by_the_place_of_its_files(empty: Path) -> None:
    (empty / "scoring/2026").mkdir(parents=True)
    text = TEXT.replace("    programme: cardiology-st4\n", "    programme: urology-st3\n")
    (empty / "scoring/2026/cardiology-st4.yaml").write_text(text, encoding="utf-8")
    fee = list(cards(load_file(empty, "scoring/2026/cardiology-st4.yaml", Fees)))[1]
    assert programmes_of(fee) == ("cardiology-st4", "urology-st3")


def test_an_id_becomes_words() -> None:
    assert in_plain_words("max-experience_months") == "Max experience months"
