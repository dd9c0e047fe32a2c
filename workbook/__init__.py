"""The Ladder: a mentoring workbook for doctors in the UK who want to enter specialty training.

import workbook
wb = workbook.open()                     # my record, on this machine
wb.score("internal-medicine-ct1", 2026)  # a result that displays itself
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from datetime import date

    from workbook.app.closed import ClosedWorkbook
    from workbook.app.opening import Workbook

__all__ = ["__version__", "open"]


def open(demo: str | None = None, *, on: date | None = None) -> Workbook | ClosedWorkbook:
    """Open my record on this machine, or a worked example when `demo` names one.

    `on` is the day every rule is asked about; left out, it is today (or WORKBOOK_TODAY). A worked example is never
    saved. Raises `workbook.record.RecordError` when `demo` is not one of the names `workbook demo` lists;
    in a notebook the page says so instead.
    """
    from workbook.app.opening import open_here

    return open_here(demo=demo, on=on)
