"""What does a notebook show when the record cannot be opened? The reason in words at its top, and nothing below it.

A notebook hides the words of an exception from the doctor: Voila replaces them, JupyterLab buries them in a traceback.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn

from workbook.base.days import NotADay
from workbook.record import RecordError
from workbook.stations import STATIONS
from workbook.store import StoreProblem

if TYPE_CHECKING:
    import ipywidgets as widgets

IN_WORDS = (RecordError, NotADay, StoreProblem)
"""The errors whose text is a sentence for the doctor."""
AGAIN = "Reload the page to try again. If it happens again, close the workbook and start it anew."


def in_a_notebook() -> bool:
    """Whether this process is the kernel of a notebook, where nobody sees an exception's words."""
    python = sys.modules.get("IPython")
    shell = python.get_ipython() if python else None
    return getattr(shell, "kernel", None) is not None


class ClosedWorkbook:
    """Stands where the workbook would: `header()` says why it did not open, its stations are empty boxes."""

    def __init__(self, error: Exception) -> None:
        self._error = error
        for info in STATIONS:
            setattr(self, info.key.replace("-", "_"), _Empty())

    def header(self) -> widgets.Widget:
        """The reason in words."""
        from workbook.ui.guarded import Notice

        notice = Notice()
        notice.say(f"Your workbook did not open. {self._error}", kind="wrong", more=(AGAIN,))
        return notice

    def question(self, name: str, text: str) -> widgets.VBox:
        """No box: what would be typed into it could not be kept."""
        return _nothing()

    def score(self, *_: Any) -> NoReturn:
        """At the prompt every rule answers with the reason, as an error."""
        raise self._error

    gates = timeline = residence = score


class _Empty:
    """A station of which every part is an empty box."""

    def __getattr__(self, part: str) -> Any:
        if part.startswith("_"):  # what IPython asks of any object
            raise AttributeError(part)
        return _nothing


def _nothing(*_: Any) -> widgets.VBox:
    from workbook.ui.html import column

    return column()
