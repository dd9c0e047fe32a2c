"""How does each page get its own process, quickly, and how does that process end? One kernel a page, forked if it can.

On Linux a kernel is forked from a warm process (zygote.py); elsewhere, or when that process cannot be used, a kernel is
started the ordinary way and a log line says so. All of it belongs to the app alone: nothing is registered with Jupyter
on this machine, so the doctor's own JupyterLab is not touched.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from importlib.metadata import EntryPoint
from queue import Empty
from typing import Any, ClassVar

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager, ServerKernelManager

from workbook.app.zygote import READY, Gone, read_line

log = logging.getLogger("workbook")

PROVISIONER = "ladder-fork"
WAIT = 30.0  # seconds for the warm process to answer; it answers in milliseconds once its imports are done


class Unavailable(Exception):
    """No kernel can be forked; the message says why."""


class ForkedProcess:
    """A process that is not our child, in the shape of a `subprocess.Popen`: polled and signalled through its pidfd."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, handle: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._handle = handle

    def poll(self) -> int | None:
        """None while it runs, else 0: the exit status went to the process that forked it."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end. Raises `subprocess.TimeoutExpired` like Popen."""
        status = self._ended(timeout)
        if status is None:
            raise subprocess.TimeoutExpired(f"kernel {self.pid}", timeout or 0)
        return status

    def send_signal(self, signum: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signum)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._handle], [], [], timeout)[0]:
            os.close(self._handle)
            self.returncode = 0
        return self.returncode


class Nursery:
    """Keeps the warm process and asks it for kernels. When it has died, the next request starts another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None
        self._ready = False
        self._life, self._life_here = os.pipe()

    @staticmethod
    def possible() -> bool:
        """Whether this system can fork kernels safely: Linux with pidfds."""
        return sys.platform == "linux" and hasattr(os, "pidfd_open") and hasattr(signal, "pidfd_send_signal")

    @property
    def pid(self) -> int | None:
        """The warm process, while there is one."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start the warm process; it imports while the server goes on."""
        here, there = socket.socketpair()
        here.settimeout(WAIT)
        environment = {name: value for name, value in os.environ.items() if name != "JPY_PARENT_PID"}
        environment["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # the debugger nobody uses would print advice
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "workbook.app.zygote", str(there.fileno()), str(self._life)],
                pass_fds=(there.fileno(), self._life), stdin=subprocess.DEVNULL, env=environment,
            )  # fmt: skip
        self._connection, self._ready = here, False

    def fork(self, argv: list[str], env: dict[str, str], cwd: str) -> ForkedProcess:
        """A new kernel process with this environment and folder. Raises `Unavailable`."""
        with self._lock:
            if self.pid is None:
                self._discard()
                self.start()
            try:
                return self._ask({"argv": argv, "env": env, "cwd": cwd})
            except (OSError, Gone, ValueError) as error:
                self._discard()
                raise Unavailable(f"the warm process did not answer ({type(error).__name__})") from error

    def close(self) -> None:
        """End the warm process and, through the life line, every kernel that came from it."""
        self._discard()
        with contextlib.suppress(OSError):
            os.close(self._life_here)
            os.close(self._life)

    def _ask(self, request: dict[str, Any]) -> ForkedProcess:
        assert self._connection is not None
        if not self._ready:
            if read_line(self._connection) != READY:
                raise Gone
            self._ready = True
        self._connection.sendall(json.dumps(request).encode() + b"\n")
        answer, handles, _, _ = socket.recv_fds(self._connection, 4096, 1)
        if not answer or not handles:
            raise Gone
        return ForkedProcess(json.loads(answer)["pid"], handles[0])

    def _discard(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


class Fork(LocalProvisioner):
    """Starts a kernel by forking; falls back to an ordinary start."""

    nursery: ClassVar[Nursery | None] = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        if Fork.nursery is not None:
            env = {**kwargs.get("env", os.environ)}
            argv = cmd[cmd.index("-f") :]
            cwd = str(kwargs.get("cwd") or os.getcwd())  # noqa: PTH109 - handed to another process as text
            try:
                process = await asyncio.to_thread(Fork.nursery.fork, argv, env, cwd)
            except Unavailable as why:
                log.warning("Starting a kernel the slow way: %s", why)
            else:
                self.process = process
                self.pid = self.pgid = process.pid  # the kernel made itself a process group
                self.cwd = cwd
                return self.connection_info
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return await super().launch_kernel(cmd, **kwargs, **quiet)


class OneSpec(KernelSpecManager):
    """The one kernel of the app: this Python. What else is installed on the machine is not asked."""

    def find_kernel_specs(self) -> dict[str, str]:
        return {"python3": ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(
            argv=[
                sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}",
                "--HistoryManager.enabled=False",  # nothing of the page goes into a history file
            ],
            display_name="The Ladder", language="python",
            metadata={"kernel_provisioner": {"provisioner_name": PROVISIONER}},
        )  # fmt: skip

    def get_all_specs(self) -> dict[str, Any]:
        return {"python3": {"resource_dir": "", "spec": self.get_kernel_spec("python3").to_dict()}}


class PageClient(AsyncKernelClient):
    """A client that is ready when the kernel has answered on both channels; it does not wait for silence after that."""

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        """Raises `RuntimeError` when the kernel dies or stays silent for `timeout` seconds."""
        until = time.monotonic() + (timeout or WAIT)
        while time.monotonic() < until:
            self.kernel_info()
            try:
                await self.shell_channel.get_msg(timeout=1)
                await self.iopub_channel.get_msg(timeout=1)  # its status message: outputs will reach us
            except Empty:
                if not await self._async_is_alive():
                    raise RuntimeError("the kernel died before it was ready") from None
            else:
                return
        raise RuntimeError(f"the kernel did not answer in {timeout} seconds")

    wait_for_ready = _async_wait_for_ready


class PageKernel(ServerKernelManager):
    """A kernel that stays dead when it dies: a fresh, empty one behind an old page would look alive and do nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.autorestart = False
        self.client_factory = PageClient


class PageKernels(AsyncMappingKernelManager):
    """All kernels of the app."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kernel_manager_class = f"{PageKernel.__module__}.{PageKernel.__qualname__}"


def register() -> None:
    """Make the forking provisioner known to jupyter_client, in this process only."""
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[PROVISIONER] = EntryPoint(
        PROVISIONER, f"{Fork.__module__}:{Fork.__qualname__}", KernelProvisionerFactory.GROUP_NAME
    )
