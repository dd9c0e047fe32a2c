"""The chart: a plain spec in our look, with the library from our server or from the kernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbook.ui import chart as chart_module
from workbook.ui.chart import LOOK, Chart

SPEC: dict[str, Any] = {"data": {"name": "rows", "values": [{"a": 1}]}, "mark": "bar"}


def test_a_spec_is_shown_in_our_look_and_its_own_wishes_stand() -> None:
    shown = Chart({**SPEC, "config": {"axis": {"grid": False}}}, alt="One bar").spec
    assert shown["mark"] == "bar"
    assert shown["config"]["axis"] == {"grid": False}
    assert shown["config"]["background"] == LOOK["background"]


def test_a_changed_spec_keeps_the_look() -> None:
    drawn = Chart(SPEC, alt="One bar")
    drawn.spec = {**SPEC, "mark": "point"}
    assert drawn.spec["config"] == LOOK


def test_under_our_server_the_library_is_a_static_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_STATIC_URL", "/ladder/static/1/")
    assert Chart(SPEC, alt="One bar").library == "/ladder/static/1/vega.js"


def test_elsewhere_the_kernel_gives_the_library_when_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WORKBOOK_STATIC_URL", raising=False)
    monkeypatch.setattr(chart_module, "VEGA", tmp_path / "vega.js")
    drawn = Chart(SPEC, alt="One bar")
    assert drawn.library == ""
    sent: list[Any] = []
    monkeypatch.setattr(drawn, "send", lambda content, buffers: sent.append((content, buffers)))
    drawn._asked(drawn, {"kind": "library?"}, [])
    (tmp_path / "vega.js").write_bytes(b"export {}")
    drawn._asked(drawn, {"kind": "library?"}, [])
    assert sent == [({"kind": "library"}, []), ({"kind": "library"}, [b"export {}"])]


@pytest.mark.slow
def test_the_library_is_made_at_build_time_and_only_when_it_is_not_current(tmp_path: Path) -> None:
    from hatch_build import make

    (tmp_path / "workbook" / "ui" / "static").mkdir(parents=True)
    made = make(tmp_path)
    text = made.read_text(encoding="utf-8")
    assert text.startswith("// vl-convert ")
    assert text.rstrip().endswith("as vegaEmbed};")
    before = made.stat().st_mtime_ns
    assert make(tmp_path).stat().st_mtime_ns == before
    made.write_text("// vl-convert 0.0\n")
    assert make(tmp_path).read_text(encoding="utf-8") == text
