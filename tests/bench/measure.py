"""How fast is the workbook, beside what people know? `make bench` prints one table; each line compares within one run.

first widget     the front page against a stock Voila page that holds one slider, cold browser cache, taken in turn
station change   a press on a rung to the station on the screen, the first time and again
keystroke        a key pressed in a field to the changed verdict on the same page
what if          a day changed in a hypothesis to the changed figures of three programmes
score            `workbook score` as a whole process against `python -c "import pandas"`
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import select
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TODAY = "2026-11-20"
DEMO = "trust-grade"
SERVE = (
    "import sys; from datetime import date; from workbook.app.server import serve; "
    f"sys.exit(serve(port=0, open_browser=False, on=date.fromisoformat('{TODAY}')))"
)
PATIENCE = 60_000


@dataclass(frozen=True)
class Line:
    """One line of the table: what, how long, beside what, and the figure to reach."""

    what: str
    took: float
    beside: str
    target: str
    reached: bool

    def row(self) -> str:
        reached = "yes" if self.reached else "no"
        return f"| {self.what} | {self.took:.0f} ms | {self.beside} | {self.target} | {reached} |\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=7, help="how often each thing is done; the median is shown")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        home = Path(folder)
        lines = [whole_process(home, rounds)]
        with ours(home) as app, stock(home) as voila:
            lines += [first_widget(browser, app, voila, rounds), *stations(browser, app, rounds)]
            lines += [keystroke(browser, app, rounds), what_if(browser, app, rounds)]
    sys.stdout.write("| what | median | beside | to reach | reached |\n|---|---|---|---|---|\n")
    sys.stdout.writelines(line.row() for line in lines)


# ---- what is measured


def first_widget(browser: Any, app: str, voila: str, rounds: int) -> Line:
    """From asking for the page to the first field that takes input; each page in a context with an empty cache."""
    times: dict[str, list[float]] = {app: [], voila: []}
    shown = {app: "main .ladder-station input", voila: ".widget-hslider .noUi-handle"}
    for turn in range(rounds + 1):
        for url, selector in shown.items():
            context = browser.new_context()
            page = context.new_page()
            began = time.perf_counter()
            page.goto(url, wait_until="commit")
            page.locator(selector).first.wait_for(timeout=PATIENCE)
            if turn:  # the first turn warms the servers
                times[url].append(time.perf_counter() - began)
            page.close(run_before_unload=True)
            context.close()
    mine, theirs = (1000 * statistics.median(times[url]) for url in (app, voila))
    return Line(
        "first widget, front page", mine, f"stock Voila, one slider: {theirs:.0f} ms ({mine / theirs:.2f} times)",
        "at most 1.3 times", mine / theirs <= 1.3,
    )  # fmt: skip


PRESS = """(key) => new Promise((done) => {
  const began = performance.now();
  document.querySelector(`nav li[data-station="${key}"] a`).click();
  const look = () => {
    const box = document.querySelector(`.ladder-station-${key}`);
    const heading = box?.querySelector("h1");
    if (heading && box.children.length > 1 && heading.getBoundingClientRect().height > 0)
      requestAnimationFrame(() => done(performance.now() - began));
    else requestAnimationFrame(look);
  };
  look();
})"""


def stations(browser: Any, app: str, rounds: int) -> list[Line]:
    """From the press on a rung to the painted station: the first time on a page at rest, and again."""
    keys = [info.key for info in _stations()][1:]
    first: list[float] = []
    again: list[float] = []
    for _ in range(max(1, rounds // 2)):
        page = browser.new_page()
        page.goto(f"{app}?demo={DEMO}")
        page.locator("main .ladder-station input").first.wait_for(timeout=PATIENCE)
        page.wait_for_timeout(4000)  # a doctor reads before they go on; the page builds the other stations meanwhile
        first += [page.evaluate(PRESS, key) for key in keys]
        again += [page.evaluate(PRESS, key) for key in reversed(keys)]
        page.close(run_before_unload=True)
    return [
        Line(f"station change, {name} (slowest of {len(took)}: {max(took):.0f} ms)", statistics.median(took), "–",
             "at most 200 ms", statistics.median(took) <= 200)
        for name, took in (("first visit", first), ("again", again))
    ]  # fmt: skip


WATCH = """() => {
  const cards = document.querySelector(".ladder-station-start .three");
  const pane = cards.closest(".ladder-pane");
  window.took = new Promise((done) => {
    let began = null;
    document.addEventListener("beforeinput", () => { began ??= performance.now(); }, { once: true, capture: true });
    const watcher = new MutationObserver(() => {
      watcher.disconnect();
      requestAnimationFrame(() => done(performance.now() - began));
    });
    watcher.observe(pane, { childList: true, subtree: true, characterData: true });
  });
}"""


def keystroke(browser: Any, app: str, rounds: int) -> Line:
    """From a key in the day of registration to the changed count of open criteria above it."""
    page = browser.new_page()
    page.goto(f"{app}?demo={DEMO}")
    field = page.get_by_label("Full GMC registration from")
    field.wait_for(timeout=PATIENCE)
    page.wait_for_timeout(4000)
    day = field.input_value()
    took = []
    for turn in range(2 * rounds):
        page.evaluate(WATCH)
        field.select_text()
        if turn % 2:
            page.keyboard.insert_text(day)
        else:
            page.keyboard.press("Delete")
        took.append(page.evaluate("window.took"))
    page.close(run_before_unload=True)
    return Line(
        f"keystroke to updated verdict (slowest {max(took):.0f} ms)", statistics.median(took), "–", "at most 250 ms",
        statistics.median(took) <= 250,
    )  # fmt: skip


THOUGHT = """() => {
  const pane = document.querySelector(".ladder-pane table.what-if").closest(".ladder-pane");
  window.took = new Promise((done) => {
    let began = null;
    document.addEventListener("beforeinput", () => { began ??= performance.now(); }, { once: true, capture: true });
    const watcher = new MutationObserver(() => {
      watcher.disconnect();
      requestAnimationFrame(() => done(performance.now() - began));
    });
    watcher.observe(pane, { childList: true, subtree: true, characterData: true });
  });
}"""


def what_if(browser: Any, app: str, rounds: int) -> Line:
    """From a day typed into “finish something that is under way” to the figures after, three programmes at once."""
    page = browser.new_page()
    page.goto(f"{app}?demo={DEMO}&station=evidence")
    page.get_by_label("What if I …").wait_for(timeout=PATIENCE)
    for programme in ("Clinical Radiology ST1", "Core Psychiatry Training CT1"):
        page.get_by_label("Put another beside them").select_option(label=programme)
        page.get_by_role("button", name="Leave out").filter(has_text="Leave out").last.wait_for()
    page.get_by_label("What if I …").select_option(label="finish something that is under way")
    page.get_by_label("Which one?").select_option(label="Weekly teaching for final-year students, autumn and winter")
    field = page.get_by_label("By which day?")
    field.fill("1 Feb 2027")
    page.locator("table.what-if").first.wait_for()
    page.wait_for_timeout(4000)
    took = []
    for turn in range(2 * rounds):
        page.evaluate(THOUGHT)
        field.select_text()
        page.keyboard.insert_text("1 Feb 2027" if turn % 2 else "2 Mar 2027")
        took.append(page.evaluate("window.took"))
    page.close(run_before_unload=True)
    return Line(
        f"what if, three programmes (slowest {max(took):.0f} ms)", statistics.median(took), "–", "at most 200 ms",
        statistics.median(took) <= 200,
    )  # fmt: skip


def whole_process(home: Path, rounds: int) -> Line:
    """The command line beside the import of pandas."""
    command = [sys.executable, "-c", "import sys; from workbook.app.cli import main; sys.exit(main())"]
    record = home / "record.yaml"
    record.write_bytes(subprocess.run([*command, "demo", DEMO], capture_output=True, check=True).stdout)
    score = [*command, "score", str(record), "--specialty", "internal-medicine-ct1", "--on", TODAY]
    pandas = [sys.executable, "-c", "import pandas"]
    mine, theirs = _in_turn(lambda: _run(score), lambda: _run(pandas), rounds)
    beside = f'`python -c "import pandas"`: {theirs:.0f} ms ({mine / theirs:.2f} times)'
    return Line("`workbook score`, whole process", mine, beside, "at most 2.5 times", mine / theirs <= 2.5)


def _in_turn(mine: Callable[[], float], theirs: Callable[[], float], rounds: int) -> tuple[float, float]:
    pairs = [(mine(), theirs()) for _ in range(rounds + 1)][1:]
    first, second = (statistics.median(times) for times in zip(*pairs, strict=True))
    return first, second


def _run(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return 1000 * (time.perf_counter() - began)


def _stations() -> Any:
    from workbook.stations import STATIONS

    return STATIONS


# ---- the two servers and the browser


@contextlib.contextmanager
def ours(home: Path) -> Iterator[str]:
    """The workbook on a free port with an empty data folder."""
    env = {**os.environ, "WORKBOOK_HOME": str(home / "record")}
    process = subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True, env=env)
    with _ending(process):
        assert process.stdout is not None
        yield "http" + process.stdout.readline().strip().split("http")[1]


@contextlib.contextmanager
def stock(home: Path) -> Iterator[str]:
    """Voila as it comes, on a notebook with one slider."""
    cell = {
        "cell_type": "code", "execution_count": None, "id": "slider", "metadata": {}, "outputs": [],
        "source": "import ipywidgets\nipywidgets.IntSlider()",
    }  # fmt: skip
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = home / "slider.ipynb"
    notebook.write_text(json.dumps({"cells": [cell], "metadata": about, "nbformat": 4, "nbformat_minor": 5}))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "voila", str(notebook), f"--port={port}", "--no-browser"],
        stderr=subprocess.PIPE, text=True, cwd=home,
    )  # fmt: skip
    with _ending(process):
        assert process.stderr is not None
        while "running at" not in process.stderr.readline():
            pass
        with _drained(process.stderr):
            yield f"http://127.0.0.1:{port}/"


@contextlib.contextmanager
def _drained(stream: Any) -> Iterator[None]:
    """Keep reading what a server logs, so that it never waits for us."""
    import threading

    threading.Thread(target=lambda: [None for _ in stream], daemon=True).start()
    yield


@contextlib.contextmanager
def _ending(process: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        handle = os.pidfd_open(process.pid) if hasattr(os, "pidfd_open") else None
        if handle is not None:
            select.select([handle], [], [], 15)
            os.close(handle)
        process.kill()
        process.wait()


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """The browser on this machine."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        raise SystemExit("no Chromium: install one (Debian: apt-get install chromium) or name it in CHROMIUM")
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
