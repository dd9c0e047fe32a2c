"""Every page that shows a score or a gate says when it rests on a file begun for a new year and not read for it."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from workbook.exports.page import audit_page
from workbook.facts.library import Facts
from workbook.facts.upkeep.starting import start
from workbook.facts.where import data_root
from workbook.record.models import Target
from workbook.rules.gates import gates
from workbook.rules.scoring import score
from workbook.stations.evidence import EvidenceStation
from workbook.stations.person_spec import PersonSpecStation
from workbook.stations.session import Session
from workbook.stations.start import StartStation
from workbook.store.memory import MemoryStore

from .conftest import DAY, ticking
from .walking import words

RADIOLOGY = "clinical-radiology-st1"
COPIED = "copied from 2026, not yet read for 2027"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts with radiology's files begun for 2027, none of them read."""
    root = Path(shutil.copytree(data_root(), tmp_path_factory.mktemp("begun") / "data"))
    for kind in ("person-spec", "scoring"):
        start(root, kind, RADIOLOGY, 2027)
    return root


@pytest.fixture
def aiming(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """An empty record that aims for radiology in 2027."""
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path))
    session = Session(store=MemoryStore(), facts=Facts(begun), on=DAY, clock=ticking())
    session.edit("Target", targets=(Target(specialty=RADIOLOGY, year=2027),))
    return session


def test_the_matrix_and_every_part_of_it(aiming: Session) -> None:
    page = words(EvidenceStation(aiming).score())
    parts = aiming.facts.matrix(RADIOLOGY, 2027).domains
    assert f"Scored on the 2027 matrix. The matrix is {COPIED}." in page
    assert page.count(f"This part is {COPIED}.") == len(parts) > 1
    assert "read again since" not in page, "no day has passed"


def test_the_specification_and_every_criterion(aiming: Session) -> None:
    page = words(PersonSpecStation(aiming).gates())
    criteria = aiming.facts.person_spec(RADIOLOGY, 2027).essential
    assert f"The 2027 specification here is {COPIED}" in page
    assert page.count(f"The criterion is {COPIED}.") == len(criteria) > 1


def test_every_desirable_criterion(aiming: Session) -> None:
    page = words(PersonSpecStation(aiming).desirables())
    desirable = aiming.facts.person_spec(RADIOLOGY, 2027).desirable
    assert page.count(f"The criterion is {COPIED}.") == len(desirable) == 5


def test_the_pages_that_put_figures_side_by_side(aiming: Session) -> None:
    evidence = EvidenceStation(aiming)
    compared = words(evidence.compare())
    assert f"2027 specification, {COPIED}" in compared and f"2027 matrix, {COPIED}" in compared
    assert f"This form is {COPIED}." in words(evidence.claim_check())
    assert f"the 2027 matrix, {COPIED}" in words(StartStation(aiming).where_i_stand())


def test_the_page_to_print(aiming: Session) -> None:
    asked = (aiming.record, aiming.facts, RADIOLOGY, 2027, DAY)
    page = audit_page(aiming.record, on=DAY, score=score(*asked), gates=gates(*asked))
    said = " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())
    assert f"Scored on the 2027 matrix. The matrix is {COPIED}." in said
    assert f"Criteria from the person specification of 2027, {COPIED}." in said
    assert f"This part is {COPIED}." in said and f"The criterion is {COPIED}." in said
    assert f"confidence. C{COPIED[1:]}." in said, "the list of sources says it too"
    assert "To be read again since" not in said, "no day has passed"
