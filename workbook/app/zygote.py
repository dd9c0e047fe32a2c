"""How is a kernel ready in a fifth of a second? It is forked from a process that has imported everything already.

This module is that process (`python -m workbook.app.zygote FD`, Linux only). It imports the workbook, opens nothing,
starts no thread, and forks when asked. It never runs a notebook ahead: the day, the address and the doctor's folder are
those of the request. One request is one line of JSON over a socket pair; the answer is one line with the new process's
id, and a handle to that process (a pidfd) travels beside it.
"""

from __future__ import annotations

import gc
import importlib
import json
import logging
import os
import pkgutil
import signal
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

OUTSIDE = (
    "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipykernel.comm", "ipykernel.debugger",
    "IPython.core.completerlib",
    "ipywidgets", "anywidget", "mistune", "pydantic", "sqlalchemy", "sqlalchemy.dialects.sqlite", "sqlite3", "yaml",
    "workbook.app.opening", "workbook.app.front",
)  # fmt: skip
ROOMS = ("base", "facts", "record", "rules", "store", "exports", "ui", "stations")
READY = b"ready\n"


class Gone(Exception):
    """The other side has closed the connection."""


def read_line(connection: socket.socket) -> bytes:
    """One line from the connection. Raises `Gone` when it ends first."""
    parts = bytearray()
    while not parts.endswith(b"\n"):
        part = connection.recv(65536)
        if not part:
            raise Gone
        parts += part
    return bytes(parts)


def serve(connection: socket.socket, life: int) -> None:
    """Fork a kernel for each line that comes in, until the server is gone."""
    signal.signal(signal.SIGCHLD, _reap)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is for the server, which then ends this
    with suppress(Gone, ConnectionError):  # the server may stop at any moment, also while this was still importing
        connection.sendall(READY)
        while True:
            _answer(connection, life)


def _answer(connection: socket.socket, life: int) -> None:
    """Fork one kernel and send its id and handle. Raises `Gone` or `ConnectionError` when the server has ended."""
    request = json.loads(read_line(connection))
    pid = os.fork()
    if pid == 0:
        connection.close()
        _become_kernel(request, life)
    handle = os.pidfd_open(pid)
    try:
        socket.send_fds(connection, [json.dumps({"pid": pid}).encode() + b"\n"], [handle])
    finally:
        os.close(handle)


def _reap(signum: int, frame: Any) -> None:
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return


def _become_kernel(request: dict[str, Any], life: int) -> None:
    """In the child: take the request's environment and folder, and be a kernel until told to end. Never returns."""
    status = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        keep_quiet()
        threading.Thread(target=_end_with_the_server, args=(life,), daemon=True).start()
        _run_kernel(request["argv"])
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    except BaseException as error:  # it ends here either way; the log gets the kind, not the doctor's words
        logging.getLogger("workbook").error("A kernel could not start: %s", type(error).__name__)
    finally:
        os._exit(status)


def _run_kernel(argv: list[str]) -> None:
    import ipywidgets
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    # A parent handle of 1 means: no polling for the parent's death, the life line does that.
    app.initialize([*argv, "--IPKernelApp.parent_handle=1"])
    # ipywidgets does this when it is imported inside a kernel. Here it was imported before; without it the page asks
    # for the state of each widget by itself, which doubles the time to the first one.
    ipywidgets.register_comm_target()
    app.start()


def _end_with_the_server(life: int) -> None:
    """Wait for the server's end of the life line to close, which it does however the server ends."""
    os.read(life, 1)
    os._exit(0)


def keep_quiet() -> None:
    """Leave one voice to this process: the `workbook` logger, whose lines carry no words of the doctor's.

    What a kernel writes to its error stream on its own (tracebacks of callbacks, of comm messages) holds values from
    the record; it goes nowhere.
    """
    voice = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
    handler = logging.StreamHandler(voice)
    handler.setFormatter(logging.Formatter("[workbook] %(message)s"))
    ours = logging.getLogger("workbook")
    ours.handlers[:] = [handler]
    ours.propagate = False
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def warm() -> None:
    """Import what every kernel needs. Raises `RuntimeError` when that started a thread: a fork is unsafe then."""
    for name in OUTSIDE:
        importlib.import_module(name)
    for room in ROOMS:
        package = importlib.import_module(f"workbook.{room}")
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    importlib.import_module("workbook.app.front").read_ahead()
    threads = len(os.listdir("/proc/self/task"))  # noqa: PTH208 - a count of entries, not paths
    if threads > 1:
        raise RuntimeError(f"{threads} threads after the imports")
    gc.collect()
    gc.freeze()


def main() -> None:
    """Serve the socket and hold the life line, both handed over by number on the command line."""
    if not Path("/proc/self/task").is_dir():
        raise SystemExit("no /proc here: kernels are started one by one")
    connection = socket.socket(fileno=int(sys.argv[1]))
    life = int(sys.argv[2])
    warm()
    serve(connection, life)


if __name__ == "__main__":
    main()
