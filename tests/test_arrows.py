"""The arrows of the house run one way, and the light rooms stay light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_no_room_imports_a_room_it_may_not() -> None:
    """The contracts of pyproject.toml hold; the message names the import that breaks one."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", ["facts", "record", "rules", "store"])
def test_the_core_imports_no_pandas_and_no_widgets(room: str) -> None:
    """A kernel with pandas takes twice the memory; a core with widgets could not run without a browser."""
    code = (
        f"import sys, pkgutil, importlib, workbook.{room} as room\n"
        "for m in pkgutil.walk_packages(room.__path__, room.__name__ + '.'): importlib.import_module(m.name)\n"
        "heavy = {'pandas', 'numpy', 'ipywidgets', 'IPython', 'tornado', 'requests'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_stations_import_no_pandas() -> None:
    code = (
        "import sys, pkgutil, importlib, workbook.stations as room\n"
        "for m in pkgutil.walk_packages(room.__path__, room.__name__ + '.'): importlib.import_module(m.name)\n"
        "assert 'pandas' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
