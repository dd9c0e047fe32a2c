"""Which way should a chart take to the page? Three ways, the same picture, each under a stock Voila, in turn.

    ours      the library as a static file of the server, a small widget that receives the spec
    altair    altair's Jupyter widget in offline mode (measured when altair is installed)
    picture   the spec turned into SVG in the kernel by vl-convert, shown as an image

`make bench` prints the table of the README.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measure import PATIENCE, _drained, _ending, chromium

SPEC = """{"data": {"name": "rows", "values": [{"a": n, "b": n * n} for n in range(40)]},
 "mark": "point",
 "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}}}"""
MEMORY = """
from pathlib import Path
import ipywidgets
def memory(_):
    status = Path("/proc/self/status").read_text()
    said.value = "memory " + status.split("VmRSS:")[1].split()[0]
said = ipywidgets.Label("")
asked = ipywidgets.Button(description="memory")
asked.on_click(memory)
ipywidgets.VBox([chart, asked, said])
"""
WAYS = {
    "ours": f"from workbook.ui.chart import Chart\nchart = Chart({SPEC}, alt='points')",
    "altair": "import altair\naltair.JupyterChart.enable_offline()\n"
    f"chart = altair.JupyterChart(altair.Chart.from_dict({SPEC}))",
    "picture": f"import ipywidgets, vl_convert\nchart = ipywidgets.HTML(vl_convert.vegalite_to_svg({SPEC}))",
}
SHOWN = "svg.marks, canvas.marks, .widget-html svg"


def main() -> None:
    """Measure and print."""
    rounds = 5
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        home = Path(folder)
        ways = [way for way in WAYS if way != "altair" or importlib.util.find_spec("altair")]
        shutil.copy(Path(__file__).parents[2] / "workbook" / "ui" / "static" / "vega.js", home / "vega.js")
        for way in ways:
            (home / f"{way}.ipynb").write_text(notebook(WAYS[way] + MEMORY))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "voila", str(home), f"--port={port}", "--no-browser",
             "--VoilaConfiguration.file_allowlist=['.*\\.js']"],
            stderr=subprocess.PIPE, text=True, cwd=home, env={**os.environ, "WORKBOOK_STATIC_URL": "/voila/files/"},
        )  # fmt: skip
        with _ending(process):
            assert process.stderr is not None
            while "running at" not in process.stderr.readline():
                pass
            with _drained(process.stderr):
                seen: dict[str, list[tuple[float, float, int]]] = {way: [] for way in ways}
                for _ in range(rounds):
                    for way in ways:
                        seen[way].append(once(browser, f"http://127.0.0.1:{port}/voila/render/{way}.ipynb"))
    sys.stdout.write("| way | chart, cold | again, browser cache warm | memory of the kernel |\n|---|---|---|---|\n")
    for way, times in seen.items():
        cold, warm, memory = (statistics.median(column) for column in zip(*times, strict=True))
        sys.stdout.write(f"| {way} | {cold:.2f} s | {warm:.2f} s | {memory / 1024:.0f} MB |\n")


def once(browser: Any, url: str) -> tuple[float, float, int]:
    """Seconds to the chart with an empty cache and with a warm one, and the kernel's memory in kB."""
    context = browser.new_context()
    times = []
    memory = 0
    for _ in range(2):
        page = context.new_page()
        began = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.locator(SHOWN).first.wait_for(timeout=PATIENCE)
        times.append(time.perf_counter() - began)
        page.get_by_role("button", name="memory").click()
        said = page.get_by_text(re.compile(r"memory \d+"))
        said.wait_for(timeout=PATIENCE)
        memory = int(said.inner_text().split()[1])
        page.close()
    context.close()
    return times[0], times[1], memory


def notebook(source: str) -> str:
    """A notebook with one cell."""
    cell = {"cell_type": "code", "execution_count": None, "id": "one", "metadata": {}, "outputs": [], "source": source}
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"cells": [cell], "metadata": about, "nbformat": 4, "nbformat_minor": 5})


if __name__ == "__main__":
    main()
