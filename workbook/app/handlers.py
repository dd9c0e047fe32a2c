"""Which addresses answer, and how carefully? Pages, the kernel's channel, static files, a sign of life; nothing else.

No listing of folders, no reading of files, no login pages: what is not here is a page of ours that says so.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import cache
from http.client import responses
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from tornado.web import HTTPError, RequestHandler, StaticFileHandler, authenticated
from voila.tornado.handler import TornadoVoilaHandler

from workbook.base.templates import render
from workbook.stations import STATIONS

HERE = Path(__file__).parent
STATIC: dict[str, Path] = {
    "ladder.css": HERE.parent / "ui" / "static" / "ladder.css",
    "vega.js": HERE.parent / "ui" / "static" / "vega.js",
    "page.css": HERE / "share" / "voila" / "templates" / "ladder" / "static" / "page.css",
    "page.js": HERE / "share" / "voila" / "templates" / "ladder" / "static" / "page.js",
}
"""Our own files that may be fetched, by name. Nothing else below these folders goes out."""

KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
A_YEAR = 365 * 24 * 3600

# No `unsafe-eval`, no inline script: a script that slipped into a page could not run. anywidget loads its modules from
# blob: addresses; ipywidgets and the charts set styles on elements.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'", "script-src 'self' blob:", "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self' {socket} blob:", "object-src 'none'",
        "worker-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'self'",
    )
)  # fmt: skip


@cache
def static_version() -> str:
    """A short name for what the static files hold now; it is part of their address, so browsers may keep them."""
    digest = hashlib.sha256()
    for name, path in sorted(STATIC.items()):
        digest.update(name.encode())
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()[:12]


class Careful(RequestHandler):
    """What every answer carries: who may frame it, what it may load, and that nothing is told to other sites."""

    def set_default_headers(self) -> None:
        super().set_default_headers()
        host = self.request.host
        scheme = "wss" if self.request.protocol == "https" else "ws"
        self.set_header("Content-Security-Policy", CONTENT_SECURITY_POLICY.format(socket=f"{scheme}://{host}"))
        self.set_header("X-Frame-Options", "SAMEORIGIN")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.clear_header("Server")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A page in words; never the exception's own text."""
        self.clear_header("Content-Length")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        base = self.settings.get("base_url", "/")
        known = responses.get(status_code, "Unknown")
        self.finish(str(render("app/templates/problem.html.j2", base=base, status=status_code, known=known)))


def careful(handler: type[RequestHandler]) -> type[RequestHandler]:
    """The handler with our headers and our error page."""
    return type(handler.__name__, (Careful, handler), {"__doc__": handler.__doc__})


class NotHere(Careful):
    """Every address that is none of ours."""

    def prepare(self) -> None:
        raise HTTPError(404)


class OurStatic(Careful, StaticFileHandler):
    """Our own static files, kept by the browser for a year: their address changes when they do."""

    def initialize(self) -> None:  # type: ignore[override]  # tornado hands the path in; ours is fixed
        super().initialize(path=str(HERE))

    @classmethod
    def get_absolute_path(cls, root: str, path: str) -> str:
        found = STATIC.get(path)
        if found is None:
            raise HTTPError(404)
        return str(found)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        if not Path(absolute_path).is_file():
            raise HTTPError(404)
        return absolute_path

    def get_cache_time(self, path: str, modified: Any, mime_type: str) -> int:
        return A_YEAR

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", f"public, max-age={A_YEAR}, immutable")


def kept(handler: type[StaticFileHandler]) -> type[RequestHandler]:
    """A static handler of Voila's whose files the browser may keep: the address we give out holds their version."""

    class Kept(Careful, handler):  # type: ignore[misc, valid-type]  # the class comes from Voila at run time
        def set_extra_headers(self, path: str) -> None:
            self.set_header("Cache-Control", f"public, max-age={A_YEAR}, immutable")

    return Kept


class Kernels:
    """The kernel manager as one page request sees it: the page's kernel gets the id that the page already names."""

    def __init__(self, manager: Any, kernel_id: str, env: dict[str, str]) -> None:
        self._manager, self._kernel_id, self._env = manager, kernel_id, env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._manager, name)

    async def start_kernel(self, **kwargs: Any) -> str:
        kwargs["env"] = {**kwargs["env"], **self._env}
        started: str = await ensure_async(self._manager.start_kernel(kernel_id=self._kernel_id, **kwargs))
        return started


class OurNotebooks(LargeFileManager):
    """Reads our notebooks. Jupyter's store of trusted outputs is not asked: nothing stored in a notebook is shown."""

    def mark_trusted_cells(self, nb: Any, path: str = "") -> None:
        pass


class Page(Careful, TornadoVoilaHandler):
    """A page with a kernel of its own. When the browser leaves before the page is whole, the kernel ends."""

    solo = True

    def initialize(self, **kwargs: Any) -> None:
        super().initialize(**kwargs)
        self.kernel_id = str(uuid.uuid4())
        self.left = False

    @property
    def kernel_manager(self) -> Any:
        address = f"{self.base_url}ladder/static/{static_version()}/"
        return Kernels(super().kernel_manager, self.kernel_id, {"WORKBOOK_STATIC_URL": address})

    @authenticated
    async def get(self, path: str | None = None) -> None:
        self.xsrf_token  # noqa: B018 - sets the cookie; without it the page could not end its kernel
        try:
            await super().get(path)
        finally:
            if self.left:
                await self._end_kernel()

    def on_connection_close(self) -> None:
        self.left = True
        super().on_connection_close()

    async def _end_kernel(self) -> None:
        manager = self.settings["kernel_manager"]
        if self.kernel_id in manager:
            await ensure_async(manager.shutdown_kernel(self.kernel_id, now=True))

    def about(self) -> dict[str, Any]:
        """What the template wants to know about this page, for the notebook's metadata."""
        return {"kernel_id": self.kernel_id, "solo": self.solo, "station": self.station()}

    def station(self) -> str:
        """The key of the station the page opens at."""
        raise NotImplementedError


class FrontPage(Page):
    """`/`: all stations in one kernel. `?station=posts` opens there."""

    solo = False

    @property
    def contents_manager(self) -> OurNotebooks:
        return OurNotebooks(root_dir=str(HERE))

    def station(self) -> str:
        asked = self.get_query_argument("station", "")
        return asked if asked in {info.key for info in STATIONS} else STATIONS[0].key


class StationPage(Page):
    """`/voila/render/01_posts.ipynb`: one notebook alone."""

    async def get_generator(self, path: str | None = None) -> AsyncIterator[str]:
        if path not in {f"{info.notebook}.ipynb" for info in STATIONS}:
            raise HTTPError(404)
        async for part in super().get_generator(path):
            yield part

    def station(self) -> str:
        name = self.request.path.rsplit("/", 1)[-1]
        return next((info.key for info in STATIONS if f"{info.notebook}.ipynb" == name), "")


class Alive(Careful, JupyterHandler):
    """Is this page's kernel still there, and has it been at work for long?"""

    @authenticated
    async def get(self, kernel_id: str) -> None:
        manager = self.settings["kernel_manager"]
        self.set_header("Cache-Control", "no-store")
        self.finish(await _sign_of_life(manager, kernel_id))


async def _sign_of_life(manager: Any, kernel_id: str) -> dict[str, Any]:
    if kernel_id not in manager:
        return {"alive": False, "busy": 0}
    kernel = manager.get_kernel(kernel_id)
    if not await ensure_async(kernel.is_alive()):
        await ensure_async(manager.shutdown_kernel(kernel_id, now=True))
        return {"alive": False, "busy": 0}
    busy = 0.0
    if getattr(kernel, "execution_state", "") == "busy":
        busy = (datetime.now(UTC) - kernel.last_activity).total_seconds()
    return {"alive": True, "busy": round(busy)}
