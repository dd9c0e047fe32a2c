"""A built wheel, installed in an empty environment, gives a working workbook from any directory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def run(*command: str, cwd: Path, **more: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **more}, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment that holds the wheel and what it asks for, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache", "__pycache__", "vega.js"))
    uv = shutil.which("uv")
    if uv:
        run(uv, "build", "--wheel", "--quiet", "--out-dir", str(folder / "dist"), cwd=source)
    else:
        run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder / "dist"), ".", cwd=source)
    (wheel,) = (folder / "dist").glob("*.whl")
    environment = folder / "empty"
    if uv:
        run(uv, "venv", "--quiet", "--python", sys.executable, str(environment), cwd=folder)
        install = (uv, "pip", "install", "--quiet", "--python", str(environment / "bin" / "python"))
    else:
        venv.create(environment, with_pip=True)
        install = (str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet")
    run(*install, "--constraint", str(ROOT / "constraints.txt"), str(wheel), cwd=folder)
    return environment / "bin"


@pytest.mark.slow
def test_the_wheel_carries_facts_examples_and_schema(installed: Path, tmp_path: Path) -> None:
    listed = run(str(installed / "workbook"), "demo", cwd=tmp_path)
    assert [line.split()[0] for line in listed.splitlines()] == ["after-plab", "near-settlement", "trust-grade"]
    record = tmp_path / "record.yaml"
    record.write_text(run(str(installed / "workbook"), "demo", "trust-grade", cwd=tmp_path), encoding="utf-8")
    said = run(str(installed / "workbook"), "gates", "record.yaml", cwd=tmp_path, WORKBOOK_TODAY="2026-11-20")
    assert "Full GMC registration: Met" in said


@pytest.mark.slow
def test_the_wheel_serves_the_app_with_template_notebooks_and_chart_library(installed: Path, tmp_path: Path) -> None:
    app = subprocess.Popen(
        [str(installed / "workbook"), "app", "--no-browser", "--port", "0"],
        cwd=tmp_path, env={**os.environ, "WORKBOOK_HOME": str(tmp_path / "home")}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert app.stdout is not None
        address = "http" + app.stdout.readline().strip().split("http")[1]
        with urllib.request.urlopen(address, timeout=60) as answer:
            page = answer.read().decode()
        assert "<title>Start here · The Ladder</title>" in page
        assert 'aria-label="Stations"' in page
        with urllib.request.urlopen(f"{address}voila/render/05_visa.ipynb", timeout=60) as answer:
            assert "How long I have" in answer.read().decode()
        package = next((installed.parent / "lib").glob("python3*")) / "site-packages" / "workbook"
        assert (package / "ui" / "static" / "vega.js").stat().st_size > 100_000
    finally:
        app.terminate()
        app.wait(timeout=30)
