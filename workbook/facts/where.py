"""Where do the facts lie on this machine?"""

from __future__ import annotations

from pathlib import Path

from workbook.base.home import chosen_folder
from workbook.facts.core import FactError

_PACKAGE = Path(__file__).resolve().parent.parent


def data_root() -> Path:
    """The folder of the facts: WORKBOOK_DATA, else inside an installed package, else beside it in a clone.

    Raises `FactError` when there is none, `NoSuchPlace` when the setting names a user who is not here.
    """
    chosen = chosen_folder("WORKBOOK_DATA")
    if chosen is not None:
        if not chosen.is_dir():
            raise FactError(f"WORKBOOK_DATA: {chosen} is {'a file and not' if chosen.exists() else 'not'} a folder")
        return chosen.resolve()
    for folder in (_PACKAGE / "_data", _PACKAGE.parent / "data"):
        if folder.is_dir():
            return folder
    raise FactError(
        f"data: there is no folder of facts, neither in {_PACKAGE} nor beside it; install the package again"
    )
