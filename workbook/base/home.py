"""Where on this machine does the workbook keep what belongs to its user: the record, and readings it may make anew?"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path


def home() -> Path:
    """The user's own folder: WORKBOOK_HOME, or where this system keeps a user's data."""
    chosen = os.environ.get("WORKBOOK_HOME")
    return Path(chosen).expanduser() if chosen else user_data_path("the-ladder", appauthor=False)
