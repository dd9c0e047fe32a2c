"""A guided session in a real JupyterLab: opened, run, used; what is typed there is saved like anywhere else."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbook.store import open_store

pytestmark = pytest.mark.browser


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """`workbook lab` on a free port: its address with the token, and the doctor's folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path / "home"
    log = tmp_path / "log.txt"
    with log.open("w") as writing:
        process = subprocess.Popen(
            [sys.executable, "-m", "workbook.app.cli", "lab", "--no-browser", "--port", str(port)],
            env={
                **os.environ, "WORKBOOK_HOME": str(home), "WORKBOOK_TODAY": "2026-11-20",
                "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
            },
            stdout=writing, stderr=subprocess.STDOUT, cwd=tmp_path,
        )  # fmt: skip
    try:
        yield _address(log, process), home
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    """The address with its token, as soon as the server has printed it."""
    while process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+/lab\S*token=\w+", log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        try:
            process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(log.read_text(encoding="utf-8"))


def test_a_session_runs_in_jupyterlab_and_saves(page: Any, lab: tuple[str, Path]) -> None:
    address, home = lab
    page.goto(address)
    page.get_by_role("heading", name="Start here").first.wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    box = page.get_by_label("What shall this record be called?")
    box.wait_for(timeout=180_000)  # the first kernel of a fresh installation compiles what it imports
    assert page.locator(".jp-CodeCell .jp-InputArea-editor:visible").count() == 0, "the code cells are hidden"
    box.fill("Typed in JupyterLab")
    page.locator(".who", has_text="Typed in JupyterLab").wait_for()
    opened = open_store(home)
    newest = opened.store.newest()
    opened.store.close()
    assert newest is not None
    assert newest.record.doctor.label == "Typed in JupyterLab"
