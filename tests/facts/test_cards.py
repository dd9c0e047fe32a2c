"""A fact on a card says what it says in the file, with its labels, and names what it belongs to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workbook.facts.cards import cards, days_of, programmes_of
from workbook.facts.core import Day, FactModel, Status
from workbook.facts.entry import Entry, FactFile
from workbook.facts.kinds import every_file, kind_of
from workbook.facts.links import EvidenceRef, ProgrammeRef
from workbook.facts.loading import load_file
from workbook.facts.where import data_root

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


def lines_of(relative: str, id: str) -> list[tuple[str, str]]:
    """The lines of one real fact."""
    kind = kind_of(relative)
    assert kind is not None
    return list(next(each.lines for each in cards(kind.load(data_root(), relative)) if each.id.endswith(f"/{id}")))


def test_a_proposed_settlement_period_is_never_shown_as_in_force() -> None:
    """The law is five years (settlement.yaml); ten are proposed (earned-settlement.yaml, status proposed)."""
    proposals = "visa/parameters/earned-settlement.yaml"
    assert lines_of(proposals, "earned-settlement-baseline") == [
        ("Standing", "proposed, not in force"), ("Unit", "years"), ("No day is set", "10 years (proposed)"),
    ]  # fmt: skip
    assert lines_of(proposals, "earned-settlement-baseline/values/1") == [
        ("Standing", "proposed, not in force"), ("Value", "10 years (proposed)"),
    ]  # fmt: skip
    assert ("Result (years)", "10 (proposed)") in lines_of(
        "visa/rules/earned-settlement.yaml", "es-scenario-no-reduction"
    )
    law = lines_of("visa/parameters/settlement.yaml", "ilr-qualifying-period-work")
    assert law == [("Unit", "years"), ("From 3 April 2006", "5 years")]


def test_a_level_of_english_that_holds_from_a_later_day_says_so() -> None:
    """B2 at settlement is enacted and comes on 26 March 2027 (english.yaml, status published)."""
    english = "visa/parameters/english.yaml"
    assert ("From 26 March 2027", "B2 speaking and listening (published)") in lines_of(english, "english-at-settlement")
    assert ("Value", "B2 speaking and listening (published)") in lines_of(
        english, "english-at-settlement/values/2027-03-26"
    )


def test_every_card_of_a_proposal_says_first_that_it_is_one() -> None:
    proposed = [
        each for kind, file in every_file(data_root()) for each in cards(kind.load(data_root(), file))
        if each.provenance.status is Status.PROPOSED
    ]  # fmt: skip
    assert proposed
    for each in proposed:
        assert each.lines[0] == ("Standing", "proposed, not in force"), each.id
