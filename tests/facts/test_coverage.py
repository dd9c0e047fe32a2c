"""What is known and what is not is told of the files as they are now, of those that cannot be read as well."""

from __future__ import annotations

from pathlib import Path

from workbook.facts import Facts
from workbook.facts.coverage import Known, coverage


def cell(facts: Facts, programme: str, year: int, name: str) -> tuple[Known, str]:
    found = next(each for each in coverage(facts) if (each.programme, each.year) == (programme, year))
    made = dict(found.cells)[name]
    return made.known, made.because


def test_each_document_is_full_partial_or_missing_with_the_reason(copied: Path) -> None:
    facts = Facts(copied)
    assert cell(facts, "internal-medicine-ct1", 2028, "Specification") == (
        Known.MISSING, "the newest one here is of 2026",
    )  # fmt: skip
    known, because = cell(facts, "internal-medicine-ct1", 2027, "Matrix")
    assert known is Known.PARTIAL
    assert "only the announced changes to 2026 are known" in because
    known, because = cell(facts, "core-surgery-ct1", 2026, "Matrix")
    assert known is Known.PARTIAL
    assert "no maximum is published for" in because
    assert cell(facts, "internal-medicine-ct1", 2028, "Calendar")[0] is Known.MISSING


def test_second_hand_figures_are_never_the_whole(copied: Path) -> None:
    """The 2025 ratios were read in a transcription (data/competition/2025.yaml)."""
    known, because = cell(Facts(copied), "internal-medicine-ct1", 2025, "Competition")
    assert known is Known.PARTIAL
    assert "the official page itself was not read" in because


def test_what_a_process_read_earlier_is_never_kept_for_the_next(copied: Path) -> None:
    facts = Facts(copied)
    facts.matrix("internal-medicine-ct1", 2026)
    (copied / "scoring/2026/internal-medicine-ct1.yaml").unlink()
    assert cell(facts, "internal-medicine-ct1", 2026, "Matrix")[0] is Known.MISSING
    assert cell(Facts(copied), "internal-medicine-ct1", 2026, "Matrix")[0] is Known.MISSING


def test_a_programme_whose_file_cannot_be_read_stays_in_the_table(copied: Path) -> None:
    (copied / "specialties/cardiology-st4.yaml").write_text("x: [\n", encoding="utf-8")
    found = next(each for each in coverage(Facts(copied)) if each.programme == "cardiology-st4")
    assert (found.title, found.levels) == ("Cardiology ST4", ("st4",))
    assert {made.because for _, made in found.cells} == {"the file of the programme cannot be read"}
