"""Facts are read when they are asked for, once, and never before: a session opens faster and holds less."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbook.facts import FactError, Facts, Unknown
from workbook.facts import loading as loading_module
from workbook.facts import where as where_module
from workbook.facts.compiled import read_plain
from workbook.facts.where import data_root

PROGRAMMES = ("internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files parsed, in order, below the data root."""
    seen: list[str] = []

    def read(root: Path, relative: str) -> object:
        seen.append(relative)
        return read_plain(root, relative)

    monkeypatch.setattr(loading_module, "read_plain", read)
    yield seen


def test_nothing_is_parsed_before_it_is_asked_for(parsed: list[str]) -> None:
    facts = Facts()
    assert parsed == []
    facts.recruitment_years()
    assert parsed == [], "the years are read from the names of the files"
    facts.recruitment(2027)
    assert parsed == ["recruitment/2027.yaml"]


def test_a_second_question_reads_nothing_again(parsed: list[str]) -> None:
    facts = Facts()
    first = facts.specialty("general-practice-st1")
    assert facts.specialty("general-practice-st1") is first
    facts.specialty("clinical-radiology-st1")
    assert parsed == ["specialties/general-practice-st1.yaml", "specialties/clinical-radiology-st1.yaml"]


def test_importing_the_facts_imports_no_kind_of_fact() -> None:
    code = (
        "import sys, workbook.facts\n"
        "kinds = ('specialties', 'posts', 'recruitment', 'person_specs', 'scoring', 'evidence', 'visa')\n"
        "print([kind for kind in kinds if 'workbook.facts.' + kind in sys.modules], 'pandas' in sys.modules)"
    )
    root = Path(where_module.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False"


@pytest.mark.parametrize("specialty", PROGRAMMES)
def test_everything_the_three_programmes_need_is_there(specialty: str, parsed: list[str]) -> None:
    facts = Facts()
    assert facts.specialty(specialty).id == specialty
    assert facts.person_spec(specialty, 2028).year == 2026, "the newest that is not after the year"
    assert facts.matrix(specialty, 2028).year == 2026
    asked = {f"person_specs/2026/{specialty}.yaml", f"scoring/2026/{specialty}.yaml"}
    others = {name for name in parsed if name.startswith(("person_specs", "scoring"))} - asked
    assert not others, "another programme's files were parsed as well"


def test_everything_shared_is_there() -> None:
    facts = Facts()
    assert "clinical-fellow" in facts.post_kinds()
    assert facts.recruitment_years() == (2025, 2026, 2027)
    assert "health-and-care-worker" in facts.routes()
    assert facts.route("health-and-care-worker") is facts.routes()["health-and-care-worker"]
    assert facts.visa_rule("trust-to-training").text
    assert facts.visa_parameter("english-at-settlement").periods
    assert facts.evidence()


def test_an_unknown_name_says_what_there_is() -> None:
    facts = Facts()
    with pytest.raises(Unknown, match=r"no specialty 'cardiology' here; near it: cardiology-st4, "):
        facts.specialty("cardiology")
    with pytest.raises(Unknown, match=r"no visa figure 'x'"):
        facts.visa_parameter("x")
    with pytest.raises(Unknown, match=r"nothing of recruitment 2019 is here; there is 2025, 2026, 2027"):
        facts.recruitment(2019)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", "UPPER", "x" * 200])
def test_an_id_never_walks_out_of_the_data_folder(name: str) -> None:
    with pytest.raises(Unknown, match="is not the id of a specialty"):
        Facts().person_spec(name, 2026)
    with pytest.raises(Unknown, match="is not the id of a specialty"):
        Facts().matrix(name, 2026)


def test_an_installed_package_carries_its_facts_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "workbook"
    (package / "_data").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(where_module, "_PACKAGE", package)
    assert data_root() == package / "_data"
    (package / "_data").rmdir()
    assert data_root() == tmp_path / "data"
    (tmp_path / "data").rmdir()
    with pytest.raises(FactError, match="no folder of facts"):
        data_root()


def test_another_folder_of_facts_can_be_named(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_DATA", str(copied))
    assert data_root() == copied
    monkeypatch.setenv("WORKBOOK_DATA", str(copied / "nowhere"))
    with pytest.raises(FactError, match=r"WORKBOOK_DATA: .*nowhere is not a folder"):
        data_root()
