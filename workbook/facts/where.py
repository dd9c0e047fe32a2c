"""Where do the facts lie on this machine?"""

from __future__ import annotations

from pathlib import Path

from workbook.facts.core import FactError

_PACKAGE = Path(__file__).resolve().parent.parent


def data_root() -> Path:
    """The folder of the facts: inside an installed package, else beside it in a clone. Raises `FactError`."""
    for folder in (_PACKAGE / "_data", _PACKAGE.parent / "data"):
        if folder.is_dir():
            return folder
    raise FactError(
        f"data: there is no folder of facts, neither in {_PACKAGE} nor beside it; install the package again"
    )
