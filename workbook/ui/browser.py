"""What do we ask of the browser itself? To follow the address, to save a file, and to wear our look in JupyterLab."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

log = logging.getLogger("workbook")

STATIC = Path(__file__).parent / "static"


def static_url() -> str:
    """The address of our static files under our own server, or "" elsewhere (JupyterLab, a plain kernel)."""
    return os.environ.get("WORKBOOK_STATIC_URL", "")


def script(name: str) -> str:
    """The text of one of our modules. Text, not a path: a path would start a thread that watches the file."""
    return (STATIC / name).read_text(encoding="utf-8")


class Router(anywidget.AnyWidget):
    """Which station is on the screen? `station` follows the address and may be set; `done` marks rungs as climbed.

    When the browser is idle it asks, through `on_fill`, for the stations that are not built yet, one after the other.
    """

    _esm = script("router.js")

    stations = traitlets.List(traitlets.List(traitlets.Unicode())).tag(sync=True)  # pairs of key and title
    station = traitlets.Unicode().tag(sync=True)
    done = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def on_fill(self, fill: Callable[[str], None]) -> None:
        """Call `fill(key)` for each station the browser has time for."""

        def asked(_widget: Any, message: dict[str, Any], _buffers: Any) -> None:
            if message.get("kind") == "fill":
                fill(str(message.get("key")))
                self.send({"kind": "filled", "key": message.get("key")})

        self.on_msg(asked)


class Download(anywidget.AnyWidget):
    """A button that saves a file. `make` gives its bytes at the click, so the file holds what the record holds then.

    When `make` raises, the doctor is told that the file could not be made; the log gets the kind of the error only.
    """

    _esm = script("download.js")

    label = traitlets.Unicode().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self, label: str, filename: str, mime: str, make: Callable[[], bytes], *, main: bool = False, **more: Any
    ) -> None:
        super().__init__(label=label, **more)
        self._filename, self._mime, self._make = filename, mime, make
        if not main:
            self.add_class("ladder-ghost")
        self.on_msg(self._asked)

    def _asked(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        if message.get("kind") == "ask":
            self.answer(message.get("number"))

    def answer(self, number: Any) -> None:
        """Send the file, or the sentence that says it could not be made, to the view that asked as `number`."""
        try:
            content = self._make()
        except Exception as error:
            log.error("%s while making a file to take away", type(error).__name__)
            text = "The file could not be made. Your record is not touched; reload the page and try again."
            self.send({"kind": "problem", "number": number, "text": text})
            return
        about = {"kind": "file", "number": number, "filename": self._filename, "mime": self._mime}
        self.send(about, [content])


class Shortcut(anywidget.AnyWidget):
    """A key that works on every station: Alt and one letter (`code` is the key's own name, KeyQ).

    `act()` is called at each press; `opened()` then moves the focus to the first element of `focus` that can be seen.
    """

    _esm = script("shortcut.js")

    code = traitlets.Unicode().tag(sync=True)
    focus = traitlets.Unicode().tag(sync=True)

    def __init__(self, code: str, focus: str, act: Callable[[], None]) -> None:
        super().__init__(code=code, focus=focus)
        self._act = act
        self.on_msg(self._pressed)

    def opened(self) -> None:
        """What the key is for is on the page: move the focus there."""
        self.send({"kind": "opened"})

    def _pressed(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        if message.get("kind") == "press":
            self._act()


class FilePick(anywidget.AnyWidget):
    """A chooser that tells of a file and does not take it: `chosen(name, size, sha256)` gets its name, its size in
    bytes and its SHA-256 (None where the browser could not work it out). The bytes never leave the browser."""

    _esm = script("fingerprint.js") + script("file_pick.js")

    label = traitlets.Unicode().tag(sync=True)

    def __init__(self, label: str, chosen: Callable[[str, int, str | None], None]) -> None:
        super().__init__(label=label)
        self._chosen = chosen
        self.on_msg(self._told)

    def _told(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        name, size, sha256 = message.get("name"), message.get("size"), message.get("sha256")
        if message.get("kind") == "file" and isinstance(name, str) and isinstance(size, int) and size >= 0:
            good = isinstance(sha256, str) and re.fullmatch(r"[0-9a-f]{64}", sha256)
            self._chosen(name, size, sha256 if good else None)


class Look(anywidget.AnyWidget):
    """Our stylesheet for JupyterLab, where no page of ours links it. Show it once in a notebook."""

    _esm = script("look.js")
    _css = traitlets.Unicode().tag(sync=True)

    @traitlets.default("_css")
    def _sheet(self) -> str:
        return "" if static_url() else script("ladder.css")  # on our own page it is linked already
