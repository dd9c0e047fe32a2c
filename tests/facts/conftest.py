"""A data folder of one's own: a copy of the real one to break, or an empty one to fill."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbook.facts.where import data_root


@pytest.fixture(scope="session")
def kept_here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where these tests keep their readings, instead of beside the developer's own record."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def own_home(kept_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_HOME", str(kept_here))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A data folder with the review rules and nothing else."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(data_root() / "review.yaml", folder)
    return folder


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of all facts."""
    return Path(shutil.copytree(data_root(), tmp_path / "data"))
