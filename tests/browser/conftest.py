"""A running app and a browser: what the browser tests stand on.

`app` is one server for all tests of a run, with a data folder of its own; `new_app()` starts another one that a test
may stop or break. `page` is a fresh browser page that fails its test when the page asks any other host for anything, or
when the content security policy had to stop something.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

TODAY = "2026-11-20"
START = """
import sys
from datetime import date
from workbook.app.server import serve
sys.exit(serve(port=0, open_browser=False, on=date.fromisoformat(sys.argv[1])))
"""
WAIT = 60_000  # milliseconds the slowest machine may take for the first widget


@dataclass
class App:
    """A running server: its address, the doctor's folder, what it has written into its log."""

    url: str
    home: Path
    process: subprocess.Popen[str]
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)


def start_app(folder: Path, **environment: str) -> App:
    """Start `workbook app` on a free port with its data in `folder`."""
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    log_file = folder / "log.txt"
    env = {**os.environ, "WORKBOOK_HOME": str(home), **environment}
    with log_file.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", START, TODAY], stdout=subprocess.PIPE, stderr=log, text=True, env=env, cwd=folder
        )
    assert process.stdout is not None
    said = process.stdout.readline()
    if "http" not in said:
        process.wait(timeout=30)
        raise AssertionError(f"the app did not start: {said}\n{log_file.read_text()}")
    return App("http" + said.strip().split("http")[1], home, process, log_file)


def chromium() -> str | None:
    """The browser to use: CHROMIUM, or the first one on the path."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    running = start_app(tmp_path_factory.mktemp("app"))
    yield running
    running.stop()


@pytest.fixture
def new_app(tmp_path: Path) -> Iterator[Callable[..., App]]:
    started: list[App] = []

    def start(**environment: str) -> App:
        started.append(start_app(tmp_path / f"app{len(started)}", **environment))
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: install one (Debian: apt-get install chromium) or name it in CHROMIUM")
        pytest.skip("no Chromium: install one (Debian: apt-get install chromium) or name it in CHROMIUM")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=flags)
        yield running
        running.close()


@dataclass
class Watched:
    """What a page did behind the doctor's back."""

    elsewhere: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def follow(self, page: Any) -> None:
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))
        page.on("console", lambda message: self._said(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("blob", "data") and parts.hostname != "127.0.0.1":
            self.elsewhere.append(url)

    def _said(self, text: str) -> None:
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.refused.append(text)


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def page(browser: Any, watched: Watched) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(WAIT)
    opened = context.new_page()
    watched.follow(opened)
    yield opened
    context.close()
    assert watched.elsewhere == [], "the page asked another host"
    assert watched.refused == [], "the page tried something that its policy forbids"
    assert watched.errors == [], "a script of the page broke"


def heading(page: Any, title: str) -> Any:
    """The h1 of a station, once it is on the screen."""
    found = page.get_by_role("heading", level=1, name=title, exact=True)
    found.wait_for()
    return found
