"""A new year's file begins as last year's, valid, provisional, and with everything marked to be read again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workbook.facts.cards import cards
from workbook.facts.core import FactError, Status, Unknown
from workbook.facts.kinds import KINDS
from workbook.facts.library import Facts
from workbook.facts.person_specs import PersonSpec
from workbook.facts.upkeep.starting import carried_over, start
from workbook.facts.where import data_root

IMT = "internal-medicine-ct1"
SPECS = sorted(path.stem for path in (data_root() / "person_specs/2026").glob("*.yaml"))


@pytest.mark.parametrize("specialty", SPECS)
def test_every_specification_can_be_started_anew(copied_once: Path, specialty: str) -> None:
    place = start(copied_once, "person-spec", specialty, 2031)
    kind = next(kind for kind in KINDS if kind.id == "person-spec")
    was = kind.load(copied_once, f"person_specs/2026/{specialty}.yaml")
    now = kind.load(copied_once, place.relative_to(copied_once).as_posix())
    before, after = list(cards(was)), list(cards(now))
    assert isinstance(now, PersonSpec)
    assert now.year == 2031
    assert [card.id.replace("/2031", "/2026") for card in after] == [card.id for card in before]
    assert [card.text for card in after] == [card.text for card in before], "what it says is last year's"
    for card in after:
        assert card.provenance.status is Status.PROVISIONAL
        assert card.provenance.carried_over_from == 2026
        assert card.provenance.stale_on(date(2026, 11, 25))


@pytest.fixture(scope="module")
def copied_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import shutil

    return Path(shutil.copytree(data_root(), tmp_path_factory.mktemp("copied") / "data"))


def test_a_matrix_can_be_started_as_well(copied: Path) -> None:
    place = start(copied, "scoring", "clinical-radiology-st1", 2027)
    assert place == copied / "scoring/2027/clinical-radiology-st1.yaml"
    matrix = Facts(copied).matrix("clinical-radiology-st1", 2027)
    assert matrix.year == 2027
    assert all(domain.provenance.carried_over_from == 2026 for domain in matrix.domains)


def test_an_unread_copy_never_hides_what_was_announced(copied: Path) -> None:
    """For 2027 the notice takes the extra points away and lowers publications to 6; the copy still says 2026."""
    announced = Facts(copied).matrix(IMT, 2027)
    start(copied, "scoring", IMT, 2027)
    facts = Facts(copied)
    assert facts.matrix(IMT, 2027) == announced
    assert {domain.id: domain.max for domain in facts.matrix(IMT, 2027).domains}["publications"] == 6
    later = facts.matrix(IMT, 2028)
    assert (later.year, later.announced is not None) == (2026, True)


def test_comments_and_layout_stay() -> None:
    text = """# A comment.
year: 2026
source: a
status: closed
checked_on: 2026-11-20
confidence: high
sources:
  a: {publisher: A, title: status}
criteria:
  # Said twice.
  - {id: x, status: closed, text: "One, two", confidence: low}
  - id: y
    checked_on: 2026-11-19
    text: Three.
    status: in_force

  - {id: z, needs: {status: done}, checked_on: 2026-11-19}
"""
    assert (
        carried_over(text, 2026, 2027)
        == """# A comment.
year: 2027
source: a
status: provisional
carried_over_from: 2026
checked_on: 2026-11-20
confidence: high
sources:
  a: {publisher: A, title: status}
criteria:
  # Said twice.
  - {id: x, text: "One, two", confidence: low}
  - id: y
    text: Three.

  - {id: z, needs: {status: done}}
"""
    )


def test_what_is_there_is_never_overwritten(copied: Path) -> None:
    before = (copied / f"person_specs/2026/{IMT}.yaml").read_bytes()
    with pytest.raises(FactError, match="is there already; nothing was written"):
        start(copied, "person-spec", IMT, 2026)
    assert (copied / f"person_specs/2026/{IMT}.yaml").read_bytes() == before


def test_without_an_earlier_year_there_is_nothing_to_start_from(copied: Path) -> None:
    with pytest.raises(Unknown, match="no earlier file"):
        start(copied, "person-spec", IMT, 2011)
    assert not (copied / "person_specs/2011").exists()


def test_a_full_disk_leaves_nothing_half_written(copied: Path) -> None:
    (copied / "person_specs/2027").write_text("a file where the folder would be")
    with pytest.raises(FactError, match="cannot be written"):
        start(copied, "person-spec", IMT, 2027)
    assert (copied / "person_specs/2027").is_file()
