"""What does the doctor see when a handler breaks? A sentence, in place; never silence, never a developer's words.

Voila shows nothing at all when a callback raises, and its log would carry the doctor's data. Both end here: the notice
is ours, and the log gets the kind of the error and the place, not its text.
"""

from __future__ import annotations

import functools
import logging
import traceback
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from workbook.facts.core import FactError
from workbook.ui.html import Pane

log = logging.getLogger("workbook")

F = TypeVar("F", bound=Callable[..., Any])


class Notice(Pane):
    """A line or two to the doctor, announced by screen readers. Kinds: told, warned, wrong."""

    def __init__(self) -> None:
        super().__init__("ui/templates/notice.html.j2", classes=("ladder-notice",))

    def say(self, text: str, *, kind: str = "told", more: tuple[str, ...] = ()) -> None:
        self.fill(text=text, kind=kind, more=more)


class Says(Protocol):
    """A place on the page that can say a sentence: a notice, or the line below a field."""

    def say(self, text: str, *, kind: str = "told", more: tuple[str, ...] = ()) -> None: ...


def say_unread(notice: Says, error: FactError) -> None:
    """Say that a file of facts cannot be read, and which."""
    notice.say(
        "A file of the workbook's own facts cannot be read, so this is not worked out. Nothing is guessed.",
        kind="wrong",
        more=("What does not need that file goes on. The page “The facts” names it as well.", str(error)),
    )


def guarded(notice: Says, doing: str) -> Callable[[F], F]:
    """Wrap a handler: an exception becomes a notice that says what could not be done. `doing`: "saving that post"."""

    def wrap(handler: F) -> F:
        @functools.wraps(handler)
        def inner(*args: Any, **kwargs: Any) -> Any:
            try:
                return handler(*args, **kwargs)
            except FactError as error:
                log.error("%s while %s", type(error).__name__, doing)
                say_unread(notice, error)
                return None
            except Exception as error:
                frame = traceback.extract_tb(error.__traceback__)[-1]
                log.error("%s while %s (%s:%s)", type(error).__name__, doing, frame.filename, frame.lineno)
                notice.say(
                    f"Something went wrong while {doing}. Everything saved before it is still there.",
                    kind="wrong",
                    more=("Reload the page to go on. If it happens again, tell us what you did just before.",),
                )
                return None

        return inner  # type: ignore[return-value]  # it takes and gives what the handler does, or None

    return wrap
