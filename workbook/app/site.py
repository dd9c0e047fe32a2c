"""How is Voila set up for the workbook? All settings in one place, and the few methods that differ from Voila's."""

from __future__ import annotations

import logging
import shutil
import signal
import sys
import tempfile
import threading
import traceback
import webbrowser
from typing import Any

import tornado.httpserver
import tornado.ioloop
import tornado.netutil
import tornado.web
from jupyter_core.utils import run_sync
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError
from traitlets.config import Config
from voila import __version__ as voila_version
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from workbook.app import handlers
from workbook.app.handlers import KERNEL_ID, careful, kept, static_version
from workbook.app.kernels import OneSpec, PageKernels, register
from workbook.app.prose import notebooks_folder
from workbook.app.server import PORT, NoPort
from workbook.stations import STATIONS

HOST = "127.0.0.1"
WIDGET_MANAGERS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget"]
IDLE = 20 * 60  # seconds after which the kernel of a page that is gone without a word ends
# Long enough for the busiest cell: the store may wait for a lock, a first read of all facts takes a second.
CELL = 120


class Site(Voila):
    """The workbook's server."""

    name = "workbook"

    def __init__(self, *, wanted_port: int | None = None, show_browser: bool = True) -> None:
        super().__init__(log_level=logging.WARNING, ip=HOST)
        self.wanted_port = wanted_port
        self.open_browser = show_browser
        self.config_file_paths = []  # a voila.json that happens to lie about changes nothing here
        self.root_dir = str(notebooks_folder())
        self.config.merge(_settings())
        self.log.handlers[:] = []
        handler = logging.StreamHandler(sys.stderr)
        handler.setLevel(logging.WARNING)
        handler.setFormatter(Discreet("[workbook] %(message)s"))
        handler.addFilter(_without_cells)
        self.log.addHandler(handler)
        # Below an error it speaks of sockets that closed while a kernel ended, which is what closing a page is.
        logging.getLogger("tornado.general").setLevel(logging.ERROR)
        for root in logging.getLogger().handlers:
            root.setFormatter(Discreet("[workbook] %(message)s"))
            root.addFilter(_without_cells)

    def init_settings(self) -> dict[str, Any]:
        register()
        return {
            **super().init_settings(),
            "allow_remote_access": False,  # a page of another site cannot reach us under a name of its own
            "local_hostnames": ["localhost", HOST],
            "contents_manager": handlers.OurNotebooks(root_dir=self.root_dir),
            "default_handler_class": handlers.NotHere,
            "log_function": _no_access_log,
        }

    def init_handlers(self) -> list[Any]:
        base = self.server_url
        page = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        front = {**page, "notebook_path": "front.ipynb"}
        return [
            (f"{base}", handlers.FrontPage, front),
            (rf"{base}voila/render/(.+)", handlers.StationPage, page),
            (rf"{base}ladder/static/\w+/(.+)", handlers.OurStatic),
            (rf"{base}ladder/alive/{KERNEL_ID}", handlers.Alive),
            (rf"{base}api/kernels/{KERNEL_ID}", careful(KernelHandler)),
            (rf"{base}api/kernels/{KERNEL_ID}/channels", VoilaKernelWebsocketHandler),
            (rf"{base}voila/api/shutdown/(.*)", careful(VoilaShutdownKernelHandler)),
            (rf"{base}voila/static/[\w.]+/(.*)", kept(MultiStaticFileHandler), {"paths": self.static_paths}),
            (
                rf"{base}voila/labextensions/[\w.]+/(.*)",
                kept(FileFindHandler),
                {"path": self.labextensions_path, "no_cache_paths": []},
            ),
        ]

    def start(self) -> None:
        self.connection_dir = tempfile.mkdtemp(prefix="workbook_")
        self.app = tornado.web.Application(**self.init_settings())
        self.app.add_handlers(".*$", self.init_handlers())
        try:
            self.listen()
        finally:
            shutil.rmtree(self.connection_dir, ignore_errors=True)

    def listen(self) -> None:
        self.server = tornado.httpserver.HTTPServer(self.app)
        self.server.add_sockets(self._sockets())
        address = f"http://{HOST}:{self.port}{self.base_url}"
        sys.stdout.write(f"The Ladder is open at {address}\nTo close it, press Ctrl+C here.\n")
        sys.stdout.flush()
        if self.open_browser:
            threading.Thread(target=webbrowser.open, args=(address, 2), daemon=True).start()
        self.ioloop = tornado.ioloop.IOLoop.current()
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._handle_signal_stop)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def stop(self) -> None:
        """End every kernel. All work is saved at each change, so they need no time to finish."""
        self.server.stop()
        run_sync(self.kernel_manager.shutdown_all)(now=True)

    def _sockets(self) -> list[Any]:
        wanted = [self.wanted_port] if self.wanted_port is not None else [PORT + step for step in range(50)]
        for port in wanted:
            try:
                sockets = tornado.netutil.bind_sockets(port, HOST)
            except OSError:
                continue
            self.port = sockets[0].getsockname()[1]
            return sockets
        if self.wanted_port is not None:
            raise NoPort(f"port {self.wanted_port} is taken or not allowed; leave --port out to use a free one")
        raise NoPort(f"no port between {PORT} and {PORT + 49} is free")


def _settings() -> Config:
    settings = Config()
    voila = settings.VoilaConfiguration
    voila.template = "ladder"
    voila.theme = "light"
    voila.allow_template_override = "NO"
    voila.allow_theme_override = "NO"
    voila.extension_allowlist = WIDGET_MANAGERS
    voila.file_allowlist = []
    voila.strip_sources = True
    voila.show_tracebacks = False
    voila.kernel_spec_manager_class = OneSpec
    voila.multi_kernel_manager_class = PageKernels
    voila.prelaunch_hook = _about_the_page
    voila.page_config_hook = _addresses
    voila.resources = {
        "stations": [
            {"key": info.key, "notebook": info.notebook, "title": info.title, "group": info.group} for info in STATIONS
        ],
        "static_version": static_version(),
    }
    settings.PageKernels.cull_idle_timeout = IDLE
    settings.PageKernels.cull_interval = 60
    settings.PageKernels.cull_connected = False
    settings.PageKernels.allow_tracebacks = False
    settings.VoilaExecutor.timeout = CELL
    return settings


def _about_the_page(handler: handlers.Page, notebook: Any, cwd: str) -> Any:
    notebook.metadata["ladder"] = handler.about()
    return notebook


def _addresses(page_config: dict[str, Any], *, base_url: str, **_: Any) -> dict[str, Any]:
    """The versioned addresses of Voila's own files, which the browser may therefore keep."""
    return {
        **page_config,
        "fullStaticUrl": f"{base_url}voila/static/{voila_version}",
        "fullLabextensionsUrl": f"{base_url}voila/labextensions/{voila_version}",
    }


def _no_access_log(handler: Any) -> None:
    """Addresses may name a demo or a station; nobody reads them, so nothing is written."""


class Discreet(logging.Formatter):
    """A log line that tells the kind of an error and where it came from, never its words: they may be the doctor's."""

    def formatException(self, ei: Any) -> str:
        places = " < ".join(
            f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in traceback.extract_tb(ei[2])[::-1]
        )
        return f"{ei[0].__name__ if ei[0] else 'Error'} in {places}"


def _without_cells(record: logging.LogRecord) -> bool:
    """Voila logs the source of a cell that breaks, nbclient its output, tornado the message of an exception.

    Voila hands the error of a cell over as the message itself, without a traceback.
    """
    if record.exc_info and record.exc_info[0] in (WebSocketClosedError, StreamClosedError):
        return False  # the reader closed the page while something was on its way: nothing is wrong
    as_message = isinstance(record.msg, BaseException)
    if record.exc_info or as_message:
        kind = record.exc_info[0] if record.exc_info else type(record.msg)
        record.msg, record.args = f"A part of a page did not open: {kind.__name__ if kind else 'an error'}", ()
        record.exc_text = None
    return True
