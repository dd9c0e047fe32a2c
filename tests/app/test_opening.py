"""`workbook.open()`: my record or a worked example, on a day that is said and never guessed."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import workbook
from workbook.app.opening import open_session, open_workbook, today
from workbook.app.prose import notebooks_folder
from workbook.base.days import NotADay
from workbook.facts.where import data_root
from workbook.record import Record, RecordError
from workbook.record.demos import demo_names, demo_record
from workbook.record.models import Doctor
from workbook.stations import STATIONS, StationInfo

DAY = date(2026, 11, 20)
DEMOS = [demo.name for demo in demo_names(data_root())]


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, and no address of a page."""
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path))
    monkeypatch.delenv("QUERY_STRING", raising=False)
    monkeypatch.delenv("WORKBOOK_TODAY", raising=False)


def test_the_day_is_the_one_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_TODAY", "2027-02-03")
    assert today() == date(2027, 2, 3)
    assert open_workbook(demo=DEMOS[0]).session.on == date(2027, 2, 3)


def test_a_day_asked_for_goes_before_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_TODAY", "2027-02-03")
    assert workbook.open(demo=DEMOS[0], on=DAY).session.on == DAY


@pytest.mark.parametrize("given", ["2026-02-30", "tomorrow", "20/11/2026"])
def test_a_setting_that_is_no_day_is_named(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("WORKBOOK_TODAY", given)
    with pytest.raises(NotADay, match="WORKBOOK_TODAY"):
        today()


def test_without_a_setting_it_is_today() -> None:
    before = datetime.now().astimezone().date()
    assert before <= today() <= datetime.now().astimezone().date()


@pytest.mark.parametrize("name", DEMOS)
def test_an_example_opens_and_nothing_of_it_is_kept(name: str, tmp_path: Path) -> None:
    wb = workbook.open(demo=name, on=DAY)
    assert wb.session.record == demo_record(data_root(), name)
    wb.session.edit("About you", doctor=Doctor(label="Changed"))
    assert wb.session.demo == name
    assert list(tmp_path.rglob("*")) == []
    assert workbook.open(demo=name, on=DAY).session.record == demo_record(data_root(), name)


def test_an_example_that_is_none_names_those_there_are() -> None:
    with pytest.raises(RecordError) as said:
        workbook.open(demo="nobody", on=DAY)
    assert "nobody" in str(said.value)
    assert all(name in str(said.value) for name in DEMOS)


def test_in_a_notebook_a_record_that_does_not_open_is_said_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Voila replaced the reason with a sentence for any error; JupyterLab showed a traceback."""
    monkeypatch.setattr("workbook.app.closed.in_a_notebook", lambda: True)
    monkeypatch.setenv("WORKBOOK_TODAY", "someday")
    monkeypatch.setenv("QUERY_STRING", "demo=<b>nobody</b>")
    said = workbook.open().header().value
    assert "WORKBOOK_TODAY" in said
    monkeypatch.setenv("WORKBOOK_TODAY", "2026-11-20")
    closed = workbook.open()
    said = closed.header().value
    assert "Your workbook did not open." in said
    assert "there is no example" in said
    assert "&lt;b&gt;nobody" in said
    with pytest.raises(RecordError, match="there is no example"):
        closed.score("internal-medicine-ct1", 2026)


@pytest.mark.parametrize("info", STATIONS, ids=lambda info: info.key)
def test_every_cell_of_a_notebook_runs_below_a_record_that_does_not_open(
    monkeypatch: pytest.MonkeyPatch, info: StationInfo
) -> None:
    monkeypatch.setattr("workbook.app.closed.in_a_notebook", lambda: True)
    monkeypatch.setenv("QUERY_STRING", "demo=nobody")
    names: dict[str, Any] = {}
    cells = json.loads((notebooks_folder() / f"{info.notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    shown = []
    for cell in (cell for cell in cells if cell["cell_type"] == "code"):
        *before, last = "".join(cell["source"]).split("\n")
        exec("\n".join(before), names)
        shown.append(eval(last, names))
    assert [box.children for box in shown[1:]] == [()] * (len(shown) - 1)


def test_the_address_of_the_page_may_name_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUERY_STRING", f"station=visa&demo={DEMOS[1]}")
    assert workbook.open(on=DAY).session.demo == DEMOS[1]
    assert workbook.open(demo=DEMOS[0], on=DAY).session.demo == DEMOS[0], "what is asked for in words goes first"


def test_my_own_record_is_there_again_after_closing(tmp_path: Path) -> None:
    first = open_session(on=DAY, folder=tmp_path)
    assert first.record == Record()
    first.edit("About you", doctor=Doctor(label="Trust doctor"))
    first.store.close()
    again = open_session(on=DAY, folder=tmp_path)
    assert again.record.doctor.label == "Trust doctor"
    again.store.close()


def test_a_score_shows_itself_and_gives_a_frame() -> None:
    wb = workbook.open(demo="trust-grade", on=DAY)
    result = wb.score("internal-medicine-ct1", 2026)
    assert isinstance(result.frame, pd.DataFrame)
    assert len(result.frame) == len(result.score.domains)
    assert "2026 matrix" in result._repr_html_()


def test_the_year_left_out_is_that_of_the_target_else_the_next_round() -> None:
    wb = workbook.open(demo="trust-grade", on=DAY)
    assert wb.gates("internal-medicine-ct1").year == 2028
    assert wb.gates("clinical-radiology-st1").year == 2028
    assert wb.score("general-practice-st1", 2026).score.year == 2026


def test_every_rule_can_be_asked_at_the_prompt() -> None:
    wb = workbook.open(demo="near-settlement", on=DAY)
    assert wb.timeline().on == DAY
    assert wb.residence().earliest_application is not None


def test_every_station_has_its_widgets_made_once() -> None:
    wb = workbook.open(demo=DEMOS[0], on=DAY)
    for info in STATIONS:
        name = info.key.replace("-", "_")
        assert getattr(wb, name) is getattr(wb, name)
        assert getattr(wb, name).session is wb.session


def test_the_workbook_shows_whose_it_is_and_escapes_it() -> None:
    wb = workbook.open(demo=DEMOS[0], on=DAY)
    wb.session.edit("About you", doctor=Doctor(label="<img src=x onerror=alert(1)>"))
    shown = wb._repr_html_()
    assert "&lt;img" in shown
    assert "<img" not in shown
    assert "20 November 2026" in shown
    assert "A worked example" in shown


def test_importing_the_workbook_brings_no_pandas() -> None:
    code = "import sys, workbook; wb = workbook.open(demo='trust-grade'); wb.score('internal-medicine-ct1', 2026); {}"
    code = code.format("print('pandas' in sys.modules)")
    run: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
