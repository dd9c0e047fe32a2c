"""Where do the facts lie on this machine?"""

from __future__ import annotations

import os
from pathlib import Path

from workbook.facts.core import FactError

_PACKAGE = Path(__file__).resolve().parent.parent


def data_root() -> Path:
    """The folder of the facts: WORKBOOK_DATA, else inside an installed package, else beside it in a clone.

    Raises `FactError` when there is none.
    """
    chosen = os.environ.get("WORKBOOK_DATA")
    if chosen:
        if not Path(chosen).expanduser().is_dir():
            raise FactError(f"WORKBOOK_DATA: {chosen} is not a folder")
        return Path(chosen).expanduser().resolve()
    for folder in (_PACKAGE / "_data", _PACKAGE.parent / "data"):
        if folder.is_dir():
            return folder
    raise FactError(
        f"data: there is no folder of facts, neither in {_PACKAGE} nor beside it; install the package again"
    )
