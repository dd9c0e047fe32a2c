"""A file begun for a new year as a copy of the last one: whatever rests on it says so until somebody has read it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbook.facts.library import Facts
from workbook.facts.upkeep.starting import start
from workbook.facts.where import data_root
from workbook.record.models import Record
from workbook.rules.claim_check import claim_check
from workbook.rules.compare import compare
from workbook.rules.documents import documents
from workbook.rules.gates import gates
from workbook.rules.scoring import score

ON = date(2026, 11, 25)
IMT, RADIOLOGY, CARDIOLOGY, NEUROLOGY = (
    "internal-medicine-ct1", "clinical-radiology-st1", "cardiology-st4", "neurology-st4",
)  # fmt: skip
COPIED = "copied from 2026, not yet read for 2027"
STARTED = (
    ("scoring", RADIOLOGY), ("scoring", CARDIOLOGY), ("scoring", "core-psychiatry-ct1"), ("person-spec", IMT),
    ("person-spec", CARDIOLOGY),
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def kept_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Readings of these copies go nowhere near the developer's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts with files begun for 2027, none of them read."""
    root = Path(shutil.copytree(data_root(), tmp_path_factory.mktemp("begun") / "data"))
    for kind, name in STARTED:
        start(root, kind, name, 2027)
    return root


@pytest.fixture(scope="module")
def facts(begun: Path) -> Facts:
    return Facts(begun)


def read_again(begun: Path, tmp_path: Path, file: str, id: str) -> Facts:
    """The same facts, where one entry of a file has been read on the page of its year."""
    root = Path(shutil.copytree(begun, tmp_path / "data"))
    place = root / file
    text = place.read_text(encoding="utf-8")
    assert text.count(f"  - id: {id}\n") == 1
    place.write_text(text.replace(f"  - id: {id}\n", f"  - id: {id}\n    checked_on: 2026-11-24\n"), encoding="utf-8")
    return Facts(root)


# ---------------------------------------------------------------- the matrix and its parts


def test_a_score_on_a_copied_matrix_says_whose_year_the_points_are(facts: Facts) -> None:
    found = score(Record(), facts, RADIOLOGY, 2027, ON)
    assert found.because == f"Scored on the 2027 matrix. The matrix is {COPIED}."
    assert found.domains and all(domain.because.endswith(f" This part is {COPIED}.") for domain in found.domains)


def test_a_later_round_is_told_both_that_the_matrix_is_older_and_that_it_is_a_copy(facts: Facts) -> None:
    found = score(Record(), facts, RADIOLOGY, 2028, ON)
    assert found.because == (
        "Scored on the 2027 matrix, the newest here; your round is 2028: read the official page again in October 2027. "
        f"The matrix is {COPIED}."
    )
    assert found.notes.count(found.because) == 1


def test_a_part_that_was_read_for_its_year_says_nothing_and_is_named_with_the_matrix(
    begun: Path, tmp_path: Path
) -> None:
    facts = read_again(begun, tmp_path, f"scoring/2027/{RADIOLOGY}.yaml", "commitment-to-specialty")
    found = score(Record(), facts, RADIOLOGY, 2027, ON)
    title = next(domain.title for domain in found.domains if domain.id == "commitment-to-specialty")
    assert found.because.endswith(f"The matrix is {COPIED}, except for “{title}”.")
    unread = {domain.id for domain in found.domains if COPIED in domain.because}
    assert unread == {domain.id for domain in found.domains} - {"commitment-to-specialty"}


def test_a_programme_without_points_says_that_its_rules_are_a_copy(facts: Facts) -> None:
    found = score(Record(), facts, "core-psychiatry-ct1", 2027, ON)
    assert not found.scored
    assert found.because.endswith(f" The matrix is {COPIED}.")


def test_a_programmes_own_copy_beside_a_shared_matrix_that_was_read(facts: Facts) -> None:
    """Only that the shared matrix holds for cardiology is a copy; the matrix itself is that of 2026, and was read."""
    found = score(Record(), facts, CARDIOLOGY, 2027, ON)
    assert found.matrix_year == 2026
    assert f"That this matrix holds for the programme is {COPIED}." in found.notes
    assert COPIED not in found.because
    shared = score(Record(), facts, NEUROLOGY, 2027, ON)
    assert not any(COPIED in said for said in (shared.because, *shared.notes))


def test_a_copied_shared_matrix_is_named_for_every_programme_that_uses_it(begun: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(begun, tmp_path / "data"))
    start(root, "scoring", "physician-higher-common", 2027)
    found = score(Record(), Facts(root), NEUROLOGY, 2027, ON)
    assert found.because.endswith(f" The matrix is {COPIED}.")
    assert all(COPIED in domain.because for domain in found.domains)


def test_what_was_read_for_its_year_never_says_that_it_is_a_copy(facts: Facts) -> None:
    found = score(Record(), facts, RADIOLOGY, 2026, ON)
    assert not any("copied" in said for said in (found.because, *found.notes, *(d.because for d in found.domains)))


# ---------------------------------------------------------------- when a matrix must be read again


def test_a_copy_is_not_called_late_by_a_day_that_lies_ahead(facts: Facts) -> None:
    matrix = facts.matrix(RADIOLOGY, 2027)
    assert matrix.provenance.review_by > ON
    notes = score(Record(), facts, RADIOLOGY, 2027, ON).notes
    assert not [note for note in notes if "read again" in note]


def test_a_matrix_is_to_be_read_again_from_the_day_after_its_last(facts: Facts) -> None:
    """Read on 20 November 2026; specifications and matrices are read again each 1 October (data/review.yaml)."""
    late = "This matrix is to be read again since 1 October 2027."
    assert late not in score(Record(), facts, RADIOLOGY, 2026, date(2027, 10, 1)).notes
    assert late in score(Record(), facts, RADIOLOGY, 2026, date(2027, 10, 2)).notes


# ---------------------------------------------------------------- criteria


def test_each_criterion_of_a_copied_specification_says_so(facts: Facts) -> None:
    found = gates(Record(), facts, IMT, 2027, ON)
    assert found.spec_year == 2027
    assert found.findings and all(gate.because.endswith(f" The criterion is {COPIED}.") for gate in found.findings)
    assert f"The 2027 specification here is {COPIED}: compare it with the official page before you rely on it." in (
        found.notes
    )


def test_a_criterion_that_was_read_for_its_year_says_nothing(begun: Path, tmp_path: Path) -> None:
    facts = read_again(begun, tmp_path, f"person_specs/2027/{IMT}.yaml", "qualification-pmq")
    found = gates(Record(), facts, IMT, 2027, ON)
    assert [gate.criterion for gate in found.findings if COPIED not in gate.because] == ["qualification-pmq"]
    title = next(gate.title for gate in found.findings if gate.criterion == "qualification-pmq")
    assert any(f"{COPIED}, except for “{title}”:" in note for note in found.notes)


def test_the_opening_of_a_higher_specification_is_no_copy_because_the_rest_is(facts: Facts) -> None:
    found = gates(Record(), facts, CARDIOLOGY, 2027, ON)
    shared = [gate for gate in found.findings if "/higher-common/2026/" in gate.facts[0].id]
    own = [gate for gate in found.findings if gate not in shared]
    assert len(shared) == 11 and len(own) == 4
    assert not [gate for gate in shared if "copied" in gate.because]
    assert all(COPIED in gate.because for gate in own)
    assert any(f"The 2027 specification here is {COPIED}: compare" in note for note in found.notes), "nothing excepted"


def test_a_limit_on_experience_that_is_a_copy_says_so(begun: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(begun, tmp_path / "data"))
    start(root, "person-spec", RADIOLOGY, 2027)
    clocks = gates(Record(), Facts(root), RADIOLOGY, 2027, ON).experience
    assert clocks and all(COPIED in clock.because for clock in clocks)


# ---------------------------------------------------------------- what rests on either


def test_claims_and_documents_held_against_a_copied_form_say_so(facts: Facts) -> None:
    assert f"This form is {COPIED}." in claim_check(Record(), facts, RADIOLOGY, 2027, ON).notes
    assert f"The form whose rules for documents are used is {COPIED}." in (
        documents(Record(), facts, RADIOLOGY, 2027, ON).notes
    )


def test_a_comparison_names_the_copy_beside_the_year(facts: Facts) -> None:
    imt, radiology = compare(Record(), facts, [(IMT, 2027), (RADIOLOGY, 2027)], ON).programmes
    assert imt.gates.facts[0].copied == f", {COPIED}"
    assert radiology.points.facts[0].copied == f", {COPIED}"
    assert radiology.gates.facts[0].copied == ""


def test_a_newer_opening_is_named_with_its_year_and_asked_only_of_its_own_round(begun: Path, tmp_path: Path) -> None:
    """The list of what every higher specification asks is begun for 2027; cardiology's of 2026 is still the newest."""
    root = Path(shutil.copytree(begun, tmp_path / "data"))
    (root / f"person_specs/2027/{CARDIOLOGY}.yaml").unlink()
    start(root, "person-spec", "higher-common", 2027)
    now, before = (gates(Record(), Facts(root), CARDIOLOGY, year, ON) for year in (2027, 2026))
    assert any("is taken from the list of 2027, the rest from the specification of 2026." in note for note in now.notes)
    assert sum(COPIED in gate.because for gate in now.findings) == 11, "the whole list, and nothing of cardiology's own"
    assert any("is taken from the list of 2026." in note for note in before.notes)
    assert not any("copied" in gate.because for gate in before.findings)
