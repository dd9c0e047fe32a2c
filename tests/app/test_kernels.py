"""Kernels forked from a warm process: each has the environment of its own page and leaves nothing behind."""

from __future__ import annotations

import asyncio
import logging
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from workbook.app.kernels import Fork, Nursery, OneSpec, PageKernel, Unavailable, register

pytestmark = pytest.mark.skipif(not Nursery.possible(), reason="kernels are forked on Linux only")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    warm = Nursery()
    warm.start()
    yield warm
    warm.close()


@pytest.fixture
def forking(nursery: Nursery) -> Iterator[Nursery]:
    register()
    Fork.nursery = nursery
    yield nursery
    Fork.nursery = None


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: the browser tests of the same run keep an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def started(folder: Path, **environment: str) -> tuple[PageKernel, Any]:
    manager = PageKernel(kernel_name="python3", kernel_spec_manager=OneSpec(), connection_file=str(folder / "k.json"))
    await manager.start_kernel(env={**os.environ, **environment}, cwd=str(folder))
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    return manager, client


async def value_of(client: Any, expression: str) -> str:
    said: list[str] = []
    await client.execute_interactive(
        f"print({expression})", store_history=False, timeout=60,
        output_hook=lambda message: said.append(message["content"].get("text", "")),
    )  # fmt: skip
    return "".join(said).strip()


def gone(pid: int, seconds: float = 15) -> bool:
    """Whether the process ends in that time. Waits on the process."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def test_a_kernel_has_the_environment_and_folder_of_its_page(forking: Nursery, tmp_path: Path) -> None:
    async def work() -> None:
        manager, client = await started(tmp_path, QUERY_STRING="demo=trust-grade")
        assert await value_of(client, "__import__('os').environ['QUERY_STRING']") == "demo=trust-grade"
        assert await value_of(client, "__import__('os').getcwd()") == str(tmp_path)
        client.stop_channels()
        await manager.shutdown_kernel(now=True)

    run(work())


def test_two_pages_share_nothing(forking: Nursery, tmp_path: Path) -> None:
    async def work() -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        one, to_one = await started(tmp_path / "a", MINE="one")
        two, to_two = await started(tmp_path / "b", MINE="two")
        assert one.provisioner.pid != two.provisioner.pid
        await value_of(to_one, "globals().update(secret='of one')")
        assert await value_of(to_two, "'secret' in globals()") == "False"
        assert await value_of(to_two, "__import__('random').random()") != await value_of(
            to_one, "__import__('random').random()"
        )
        for manager, client in ((one, to_one), (two, to_two)):
            client.stop_channels()
            await manager.shutdown_kernel(now=True)

    run(work())


def test_it_is_forked_warm_and_the_widgets_know_their_channel(forking: Nursery, tmp_path: Path) -> None:
    """Without the control channel the page asks for the state of each widget by itself: a second more."""

    async def work() -> None:
        manager, client = await started(tmp_path)
        assert manager.provisioner.pid != 0
        assert os.getpgid(manager.provisioner.pid) == manager.provisioner.pid
        targets = await value_of(client, "sorted(__import__('comm').get_comm_manager().targets)")
        assert "jupyter.widget.control" in targets
        assert await value_of(client, "'ipywidgets' in __import__('sys').modules") == "True"
        client.stop_channels()
        await manager.shutdown_kernel(now=True)

    run(work())


def test_an_interrupt_reaches_the_work_and_not_the_kernel(forking: Nursery, tmp_path: Path) -> None:
    async def work() -> None:
        manager, client = await started(tmp_path)
        asked = client.execute("import signal; print('at work', flush=True); signal.pause()", store_history=False)
        while (await client.get_iopub_msg(timeout=30))["msg_type"] != "stream":
            pass  # only a kernel that is at work takes an interrupt: one that came before would be passed over
        await manager.interrupt_kernel()
        reply = await client.get_shell_msg(timeout=30)
        assert reply["parent_header"]["msg_id"] == asked
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert await manager.is_alive()
        client.stop_channels()
        await manager.shutdown_kernel(now=True)

    run(work())


@pytest.mark.parametrize("now", [True, False], ids=["killed", "asked"])
def test_a_kernel_that_is_shut_down_is_gone_and_reaped(forking: Nursery, tmp_path: Path, now: bool) -> None:
    async def work() -> int:
        manager, client = await started(tmp_path)
        pid: int = manager.provisioner.pid
        client.stop_channels()
        await manager.shutdown_kernel(now=now)
        assert not await manager.is_alive()
        return pid

    pid = run(work())
    assert gone(pid)
    # the next fork is served only after the ended child was reaped by the handler
    run(_start_and_stop(tmp_path))
    assert not Path(f"/proc/{pid}").exists()


async def _start_and_stop(folder: Path) -> None:
    manager, client = await started(folder)
    client.stop_channels()
    await manager.shutdown_kernel(now=True)


def test_a_kernel_that_dies_by_itself_is_seen_and_not_replaced(forking: Nursery, tmp_path: Path) -> None:
    """A fresh, empty kernel behind an old page would look alive and do nothing."""

    async def work() -> None:
        manager, client = await started(tmp_path)
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        assert gone(manager.provisioner.pid)
        assert not await manager.is_alive()
        assert manager.autorestart is False
        client.stop_channels()
        await manager.shutdown_kernel(now=True)

    run(work())


def test_when_the_warm_process_has_died_another_takes_its_place(tmp_path: Path) -> None:
    register()
    warm = Fork.nursery = Nursery()
    try:
        warm.start()
        run(_start_and_stop(tmp_path))
        first = warm.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert gone(first)
        run(_start_and_stop(tmp_path))
        assert warm.pid not in (None, first)
    finally:
        Fork.nursery = None
        warm.close()


def test_a_kernel_that_cannot_be_forked_is_started_the_ordinary_way(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Nursery):
        def fork(self, argv: list[str], env: dict[str, str], cwd: str) -> Any:
            raise Unavailable("this machine cannot")

    register()
    broken = Fork.nursery = Broken()
    try:
        with caplog.at_level(logging.WARNING, logger="workbook"):
            run(_start_and_stop(tmp_path))
        assert "Starting a kernel the slow way: this machine cannot" in caplog.text
    finally:
        Fork.nursery = None
        broken.close()


def test_kernels_survive_the_warm_process_and_end_with_the_server(tmp_path: Path) -> None:
    register()
    warm = Fork.nursery = Nursery()

    async def work() -> int:
        manager, client = await started(tmp_path)
        assert warm.pid is not None
        os.kill(warm.pid, signal.SIGKILL)
        assert await value_of(client, "1 + 1") == "2"
        client.stop_channels()
        pid: int = manager.provisioner.pid
        return pid

    try:
        warm.start()
        pid = run(work())
    finally:
        Fork.nursery = None
        warm.close()  # the life line ends here, as it does when the server is killed
    assert gone(pid)


def test_nothing_is_registered_with_jupyter_on_this_machine() -> None:
    """The doctor's own JupyterLab must not meet our provisioner."""
    from importlib.metadata import entry_points

    names = {entry.name for entry in entry_points(group="jupyter_client.kernel_provisioners")}
    assert "ladder-fork" not in names


def test_a_kernel_keeps_what_it_writes_on_its_own_out_of_the_log(nursery: Nursery, tmp_path: Path) -> None:
    """A callback that breaks writes its traceback, with the doctor's values in it, to the error stream."""
    code = (
        "import sys, logging\n"
        "from workbook.app.zygote import keep_quiet\n"
        "keep_quiet()\n"
        "print('Dr Jane', file=sys.stderr, flush=True)\n"
        "print('Dr Jane', flush=True)\n"
        "logging.getLogger('workbook').error('ValueError while saving (posts.py:7)')\n"
    )
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == ""
    assert done.stderr == "[workbook] ValueError while saving (posts.py:7)\n"


@pytest.mark.parametrize("when", ["while warming", "when ready"])
def test_a_warm_process_whose_server_is_gone_ends_without_a_word(when: str) -> None:
    """Stopping the app in its first second left a traceback in the log."""
    here, there = socket.socketpair()
    life, life_here = os.pipe()
    with there:
        warm = subprocess.Popen(
            [sys.executable, "-m", "workbook.app.zygote", str(there.fileno()), str(life)],
            pass_fds=(there.fileno(), life), stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1"},
        )  # fmt: skip
    if when == "when ready":
        assert select.select([here], [], [], 60)[0]
    here.close()
    _, said = warm.communicate(timeout=60)
    os.close(life)
    os.close(life_here)
    assert (warm.returncode, said) == (0, "")
