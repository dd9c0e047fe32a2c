"""The facts on the command line: checked, shown, found, listed, compared and begun anew; one line for what is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.app.cli import main
from workbook.facts import Facts, where
from workbook.facts.where import data_root

Run = Callable[..., tuple[int, str, str]]
IMT = "internal-medicine-ct1"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """One command of `workbook facts` on 25 November 2026."""
    monkeypatch.setenv("WORKBOOK_TODAY", "2026-11-25")

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main(["facts", *(str(argument) for argument in arguments)])
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


@pytest.fixture
def own_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the facts that the commands read and write instead of the real ones."""
    (tmp_path / "workbook").mkdir()
    folder = Path(shutil.copytree(data_root(), tmp_path / "data"))
    monkeypatch.setattr(where, "_PACKAGE", tmp_path / "workbook")
    return folder


def answered(said: tuple[int, str, str]) -> Any:
    status, out, err = said
    assert (status, err) == (0, "")
    return json.loads(out)


def refused(said: tuple[int, str, str]) -> str:
    status, out, err = said
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("workbook: ")
    return err


def test_check_says_in_one_line_that_nothing_is_wrong(run: Run) -> None:
    status, out, err = run("check")
    assert (status, err) == (0, "")
    assert out.endswith("facts: nothing is wrong.\n")
    assert out.count("\n") == 1


def test_check_names_what_is_wrong_and_ends_with_two(run: Run, own_facts: Path) -> None:
    (own_facts / "guides/revalidation.yaml").write_text("topic: [\n", encoding="utf-8")
    (own_facts / "visa/sponsorship.yaml").write_text("", encoding="utf-8")
    status, out, err = run("check")
    assert (status, err) == (2, "")
    assert "data/guides/revalidation.yaml, line 2: " in out
    assert "data/visa/sponsorship.yaml: the file is not a mapping of fields" in out
    found = json.loads(run("check", "--json")[1])
    assert {problem["file"] for problem in found["problems"]} >= {"guides/revalidation.yaml", "visa/sponsorship.yaml"}


def test_show_prints_a_figure_with_its_values_and_its_whole_provenance(run: Run) -> None:
    """ilr-absence-limit: 180 whole days outside the UK in 12 months."""
    status, out, err = run("show", "ilr-absence-limit", "--on", "2026-06-01")
    assert (status, err) == (0, "")
    assert "On 1 June 2026: 180 whole days outside the UK in 12 months" in out
    labels = ("Who says so: ", "Date of the page: ", "Read on: ", "Standing: ", "Confidence: ", "Read again by: ")
    for label in (*labels, "File: data/visa/"):
        assert label in out
    assert answered(run("show", "ilr-absence-limit", "--json"))["id"] == "ilr-absence-limit"


def test_show_says_when_no_value_is_known_for_the_day(run: Run) -> None:
    out = run("show", "fee-ilr", "--on", "1999-01-01")[1]
    assert "On 1 January 1999: no value is known\n" in out


def test_show_never_says_that_a_proposal_is_in_force(run: Run) -> None:
    """Ten years to settlement are proposed; five are the law."""
    out = run("show", "earned-settlement-baseline")[1]
    assert "On 25 November 2026: not in force; 10 years (proposed)\n" in out
    assert "(in force)" not in out
    assert "On 25 November 2026: 5 years (in force)\n" in run("show", "ilr-qualifying-period-work")[1]


def test_show_names_english_at_settlement_as_it_stands_on_the_day(run: Run) -> None:
    """B2 comes on 26 March 2027; until the day before, the visa's own B1 counts."""
    before, after = (run("show", "english-at-settlement", "--on", day)[1] for day in ("2027-03-25", "2027-03-26"))
    assert "On 25 March 2027: treated as met by the earlier Skilled Worker visa (B1) (in force)\n" in before
    assert "On 26 March 2027: B2 speaking and listening (published)\n" in after


def test_show_ends_a_conflict_with_one_full_stop(run: Run) -> None:
    """The ratio of 2018 was transcribed wrongly: the page and what was followed stand on a line each."""
    for address in ("competition/2018/ratios/core-surgery-ct1", "competition/2020/ratios/anaesthetics-ct1"):
        out = run("show", address)[1]
        assert "\n  Followed: " in out
        assert ".." not in out


def test_show_refuses_what_is_not_there_and_what_is_not_clear(run: Run) -> None:
    assert "there is no fact 'ilr-abscence-limit'; near to it: " in refused(run("show", "ilr-abscence-limit"))
    assert "write more of it" in refused(run("show", "crest-signature"))
    assert "--on" in refused(run("show", "ilr-absence-limit", "--on", "1 June"))


def test_find_lists_by_kind(run: Run) -> None:
    out = run("find", "crest")[1]
    assert "Person specification (" in out
    assert "Guide (" in out
    assert run("find", "zebra")[1] == "No fact has all these words.\n"


def test_stale_lists_files_with_their_reasons(run: Run) -> None:
    status, out, _ = run("stale", "--on", "2027-10-02")
    assert status == 0
    assert f"data/person_specs/2026/{IMT}.yaml: " in out
    assert "to be read again by 1 October 2027 (each October" in out
    assert out.strip().endswith("to read again by 2 October 2027.")
    assert run("stale", "--on", "2026-11-20")[1].endswith("Nothing to read again by 20 November 2026.\n")
    found = answered(run("stale", "--on", "2027-10-02", "--json"))
    assert all(each["because"] and each["facts"] for each in found["to_read"])


def test_stale_says_what_could_not_be_read(run: Run, own_facts: Path) -> None:
    (own_facts / "guides/revalidation.yaml").write_text("topic: [\n", encoding="utf-8")
    status, out, _ = run("stale", "--on", "2026-11-20")
    assert status == 2
    assert "data/guides/revalidation.yaml, line 2" in out


def test_diff_reads_as_a_person_would_say_it(run: Run) -> None:
    status, out, _ = run("diff", "2026", "2027", IMT)
    assert status == 0
    assert "Person specification of Internal Medicine Training CT1, 2026 to 2027" in out
    assert "Cannot be compared: there is none of 2027 here" in out
    assert "Scoring matrix of Internal Medicine Training CT1, 2026 to 2027" in out
    assert "→ 6" in out


def test_diff_refuses_a_wrong_programme_year_or_order(run: Run) -> None:
    assert "did you mean internal-medicine-ct1?" in refused(run("diff", "2026", "2027", "internal-medicin-ct1"))
    assert '"next" is not a year' in refused(run("diff", "2026", "next", IMT))
    assert "the earlier year comes first" in refused(run("diff", "2027", "2026", IMT))


def test_a_desirable_criterion_is_shown_with_the_page_it_was_read_on(run: Run) -> None:
    status, out, _ = run("show", "person_specs/cardiology-st4/2026/criteria/higher-degree", "--on", "2026-11-25")
    assert status == 0
    assert "Importance: desirable" in out
    assert "Who says so: NHS England, Cardiology ST4 2026 (2026), https://medical.hee.nhs.uk/" in out
    assert "Read on: 20 November 2026" in out


def test_a_copied_fact_is_shown_as_one_and_not_as_late(run: Run, own_facts: Path) -> None:
    """It is provisional, so a reading would hold for 180 days; but nobody has read it for 2027."""
    assert run("new", "person-spec", IMT, "2027")[0] == 0
    out = run("show", f"person_specs/{IMT}/2027", "--on", "2028-01-01")[1]
    assert "Read again by: copied from 2026, not yet read for 2027\n" in out
    assert "that day has passed" not in out


def test_new_writes_a_file_that_stale_lists_at_once(run: Run, own_facts: Path) -> None:
    status, out, _ = run("new", "person-spec", IMT, "2027")
    assert status == 0
    assert str(own_facts / f"person_specs/2027/{IMT}.yaml") in out
    assert run("check")[0] == 0, "what it writes is in order"
    listed = run("stale", "--on", "2026-11-20")[1]
    assert f"data/person_specs/2027/{IMT}.yaml: all " in listed
    assert "copied from 2026 and not read since" in listed
    assert "is there already; nothing was written" in refused(run("new", "person-spec", IMT, "2027"))


def test_new_refuses_what_cannot_be_begun(run: Run) -> None:
    assert "is not a programme" in refused(run("new", "person-spec", "astrology-st1", "2027"))
    assert "there is no earlier file" in refused(run("new", "person-spec", IMT, "2012"))
    assert "invalid choice" in refused(run("new", "guide", IMT, "2027"))
    assert "WHAT" in refused(run())


# ---- files that several programmes share


@pytest.mark.parametrize(
    ("kind", "shared", "user"),
    [
        ("scoring", "physician-higher-common", "Gastroenterology ST4"),
        ("person-spec", "higher-common", "Gastroenterology ST4, beside its own file"),
    ],
)
def test_new_begins_what_several_share_and_says_whom_it_serves(
    run: Run, own_facts: Path, kind: str, shared: str, user: str
) -> None:
    status, out, _ = run("new", kind, shared, "2027")
    assert status == 0 and f"/2027/{shared}.yaml" in out
    assert f"\n  {user}\n" in out
    assert "nothing is wrong" in run("check")[1]


def test_a_programme_that_reads_a_shared_matrix_is_scored_on_its_new_year(run: Run, own_facts: Path) -> None:
    assert Facts(own_facts).matrix("gastroenterology-st4", 2027).year == 2026
    assert run("new", "scoring", "physician-higher-common", "2027")[0] == 0
    begun = Facts(own_facts).matrix("gastroenterology-st4", 2027)
    assert (begun.year, begun.provenance.copied) == (2027, "copied from 2026, not yet read for 2027")
    assert Facts(own_facts).matrix("gastroenterology-st4", 2026).year == 2026


def test_new_sends_whoever_names_a_programme_without_a_file_to_the_one_it_reads(run: Run, own_facts: Path) -> None:
    said = refused(run("new", "scoring", "gastroenterology-st4", "2027"))
    assert (
        "it reads physician-higher-common. Begin that: workbook facts new scoring physician-higher-common 2027" in said
    )


def test_new_names_the_shared_file_that_has_to_be_begun_as_well(run: Run, own_facts: Path) -> None:
    out = run("new", "scoring", "cardiology-st4", "2027")[1]
    assert "workbook facts new scoring physician-higher-common 2027" in out
    assert run("new", "scoring", "physician-higher-common", "2027")[0] == 0
    assert "Begin it as well" not in run("new", "scoring", "haematology-st3", "2027")[1]
