"""Where on this machine does the workbook keep what belongs to its user: the record, and readings it may make anew?"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path


class NoSuchPlace(ValueError):
    """A setting names a folder that cannot be found; the message names the setting, what it says and why."""


def home() -> Path:
    """The user's own folder: WORKBOOK_HOME, or where this system keeps a user's data. Raises `NoSuchPlace`."""
    return chosen_folder("WORKBOOK_HOME") or user_data_path("the-ladder", appauthor=False)


def chosen_folder(setting: str) -> Path | None:
    """The folder that a setting of the environment names, `~` written out; None where it is not set.

    Raises `NoSuchPlace` when it begins with a user who is not on this machine.
    """
    chosen = os.environ.get(setting)
    if not chosen:
        return None
    try:
        return Path(chosen).expanduser()
    except RuntimeError as error:  # pathlib's word for a user it does not know
        user = Path(chosen).parts[0]
        raise NoSuchPlace(f"{setting}: {chosen}: there is no home folder for {user}; write the whole path") from error
