"""Where is the doctor's record on this machine, and how is it opened whatever happened to the file?"""

from __future__ import annotations

from pathlib import Path

from workbook.base.home import home
from workbook.store import Opened, StoreProblem
from workbook.store.files import Places, locked, private_folder
from workbook.store.problems import in_words
from workbook.store.repair import make_good
from workbook.store.sqlite import SqliteStore

NAME = "record.sqlite3"


def open_in(folder: Path | None) -> Opened:
    """See `workbook.store.open_store`."""
    places = Places((folder or home()).absolute() / NAME)
    with in_words(places.folder):
        private_folder(places.folder)
        with locked(places.lock):
            said = make_good(places)
    store = SqliteStore(places.database)
    try:
        store.reconcile()
    except StoreProblem:
        store.close()
        raise
    return Opened(store, said)
