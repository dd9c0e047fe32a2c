"""How do several files come from the browser? One message for each, so that no number of them is too much for one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import anywidget
import traitlets

from workbook.ui.browser import script


@dataclass(frozen=True, slots=True)
class Picked:
    """One chosen file. `content` is None for a file that stayed in the browser, `sha256` where none was worked out."""

    name: str
    size: int
    sha256: str | None
    content: bytes | None


class FilesPick(anywidget.AnyWidget):
    """A chooser for one list or many certificates: `chosen(files)` is called once all of them were told.

    `documents` are the endings of certificates, which stay in the browser; of those that end as `whole` says the bytes
    are sent too, as is a list that is chosen alone.
    """

    _esm = script("fingerprint.js") + script("files_pick.js")

    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    documents = traitlets.List(traitlets.Unicode()).tag(sync=True)
    whole = traitlets.List(traitlets.Unicode()).tag(sync=True)
    most = traitlets.Int().tag(sync=True)

    def __init__(
        self, label: str, chosen: Callable[[tuple[Picked, ...]], None], *, accept: str, documents: Iterable[str],
        whole: Iterable[str], most: int,
    ) -> None:  # fmt: skip
        super().__init__(label=label, accept=accept, documents=list(documents), whole=list(whole), most=most)
        self._chosen = chosen
        self._number: object = None
        self._files: list[Picked] = []
        self.on_msg(self._told)

    def _told(self, _widget: Any, message: dict[str, Any], buffers: Any) -> None:
        kind, number = message.get("kind"), message.get("number")
        if kind == "begin":
            self._number, self._files = number, []
        elif number != self._number or len(self._files) > self.most:
            return
        elif kind == "file":
            self._one(message, buffers)
        elif kind == "end":
            files, self._files, self._number = tuple(self._files), [], None
            if files and len(files) == message.get("count"):
                self._chosen(files)

    def _one(self, message: dict[str, Any], buffers: Any) -> None:
        name, size, sha256 = message.get("name"), message.get("size"), message.get("sha256")
        if not isinstance(name, str) or not isinstance(size, int) or size < 0:
            return
        good = isinstance(sha256, str) and re.fullmatch(r"[0-9a-f]{64}", sha256)
        content = bytes(buffers[0]) if message.get("whole") and buffers else None
        self._files.append(Picked(name, size, sha256 if good else None, content))
