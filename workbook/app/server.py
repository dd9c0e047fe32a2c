"""What does `workbook app` start? A Voila server of ours: the front page, each notebook alone, and nothing else.

It listens on 127.0.0.1 only, takes no settings from the machine, shows and logs no developer's text, and ends every
kernel when it ends. The page is described in share/voila/templates/ladder, the addresses in handlers.py.
"""

from __future__ import annotations

import logging
import os
import sys
from datetime import date
from pathlib import Path

from workbook.app.kernels import Fork, Nursery

HERE = Path(__file__).parent
PORT = 8866


class NoPort(OSError):
    """The app cannot listen; the message says on which port and what to do."""


def serve(
    port: int | None = None, open_browser: bool = True, folder: Path | None = None, on: date | None = None
) -> int:
    """Serve the app until it is told to stop, and return 0. `folder`: the doctor's data, `on`: the day to work with.

    `port` None takes 8866 or the next free one; a port that was asked for and is taken raises `NoPort`.
    """
    if folder is not None:
        os.environ["WORKBOOK_HOME"] = str(folder)
    if on is not None:
        os.environ["WORKBOOK_TODAY"] = on.isoformat()
    share = str(HERE / "share")
    paths = [share, *filter(None, os.environ.get("JUPYTER_PATH", "").split(os.pathsep))]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(dict.fromkeys(paths))
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="[workbook] %(message)s")
    nursery = Nursery() if Nursery.possible() else None
    if nursery is not None:
        nursery.start()  # it imports while the server does
        Fork.nursery = nursery
    try:
        from workbook.app.site import Site

        site = Site(wanted_port=port, show_browser=open_browser)
        site.initialize([])
        site.start()
        return 0
    finally:
        Fork.nursery = None
        if nursery is not None:
            nursery.close()
