"""Each template is a file that could be copied: it is valid, and it names only what there is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbook.facts.kinds import KINDS
from workbook.facts.upkeep.check import check
from workbook.facts.where import data_root

PLACES = {
    "programme": "specialties/dermatology-st3.yaml",
    "person-spec": "person_specs/2026/dermatology-st3.yaml",
    "scoring": "scoring/2026/dermatology-st3.yaml",
    "recruitment": "recruitment/2028.yaml",
    "visa-figure": "visa/parameters/example.yaml",
}


def test_every_template_has_its_place() -> None:
    assert {path.stem for path in (data_root() / "templates").iterdir()} == set(PLACES)


@pytest.mark.parametrize("name", PLACES)
def test_a_copied_template_is_in_order(copied: Path, name: str) -> None:
    from datetime import date

    place = copied / PLACES[name]
    place.unlink(missing_ok=True)
    shutil.copy(copied / f"templates/{name}.yaml", place)
    kind = next(kind for kind in KINDS if PLACES[name] in kind.files(copied))
    assert kind.load(copied, PLACES[name])
    assert [str(each) for each in check(copied, date(2027, 10, 2)).problems if each.file == PLACES[name]] == []
