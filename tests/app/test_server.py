"""The app over plain HTTP: what it answers, what it refuses, what it writes into its log. No browser needed."""

from __future__ import annotations

import http.client
import logging
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import App, start_app
from workbook.app.site import _without_cells
from workbook.stations import STATIONS, StationInfo


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    running = start_app(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()


def ask(app: App, path: str, method: str = "GET", **headers: str) -> Answer:
    """The path goes out as it is written: no client tidies `..` away."""
    connection = http.client.HTTPConnection(urlsplit(app.url).netloc, timeout=60)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
    finally:
        connection.close()


def kernel_of(page: Answer) -> str:
    found = re.search(r'"kernelId": "([\w-]+)"', page.text)
    assert found
    return found[1]


def alive(app: App, kernel: str) -> bool:
    return '"alive": true' in ask(app, f"/ladder/alive/{kernel}").text


def test_the_page_allows_no_inline_script_no_eval_and_no_other_host(app: App) -> None:
    page = ask(app, "/")
    policy = page.headers["Content-Security-Policy"]
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert script == "script-src 'self' blob:"
    assert "frame-ancestors 'self'" in policy
    assert "http:" not in policy and "https:" not in policy
    inline = [tag for tag in re.findall(r"<script[^>]*>", page.text) if "src=" not in tag and "json" not in tag]
    assert inline == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page.text) == []


@pytest.mark.parametrize("path", ["/", "/nothing-here", "/voila/render/01_posts.ipynb"])
def test_every_answer_tells_nothing_to_other_sites(app: App, path: str) -> None:
    headers = ask(app, path).headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("info", STATIONS, ids=lambda info: info.key)
def test_each_notebook_opens_alone(app: App, info: StationInfo) -> None:
    page = ask(app, f"/voila/render/{info.notebook}.ipynb")
    assert page.status == 200
    assert f"<title>{info.title} · The Ladder</title>" in page.text
    assert "This part of the page did not open" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/nothing-here", "/tree", "/voila/tree", "/voila/tree/", "/voila/render/", "/voila/render/other.ipynb",
        "/voila/render/../front.ipynb", "/voila/render/%2e%2e/workbook/app/front.ipynb", "/voila/files/01_posts.ipynb",
        "/voila/api/contents", "/api/contents", "/api/kernels", "/api/sessions", "/api/terminals", "/login",
        "/ladder/static/x/handlers.py", "/ladder/static/x/../../handlers.py", "/ladder/static/x/%2e%2e/handlers.py",
        "/voila/static/x/../../app.py", "/voila/templates/ladder/static/page.js",
    ],
)  # fmt: skip
def test_what_is_not_part_of_the_workbook_is_not_there(app: App, path: str) -> None:
    """A listing of folders, a reader of files, a list of other people's kernels: none of it answers."""
    answer = ask(app, path)
    assert answer.status in (403, 404)
    assert "Go to the workbook" in answer.text
    assert "Traceback" not in answer.text


def test_a_kernel_is_ended_only_with_the_token_of_the_page(app: App) -> None:
    """Voila's own page sends none, is refused, and leaves a process behind for every visit."""
    page = ask(app, "/")
    kernel = kernel_of(page)
    refused = ask(app, f"/voila/api/shutdown/{kernel}", "POST")
    assert refused.status == 403
    assert alive(app, kernel)
    [cookie] = [value for value in page.headers.get_all("Set-Cookie", []) if value.startswith("_xsrf=")]
    token = cookie.removeprefix("_xsrf=").split(";")[0]
    ended = ask(app, f"/voila/api/shutdown/{kernel}", "POST", Cookie=f"_xsrf={token}", X_XSRFToken=token)
    assert ended.status == 204
    assert not alive(app, kernel)


def test_a_page_of_another_name_cannot_reach_the_app(app: App) -> None:
    """A site that points its own name at 127.0.0.1 is another origin to the browser, but would be us to itself."""
    answer = ask(app, "/", Host="evil.example")
    assert answer.status == 403
    assert "kernelId" not in answer.text


def test_our_own_files_may_be_kept_by_the_browser(app: App) -> None:
    page = ask(app, "/")
    sheet = re.search(r'href="([^"]*ladder\.css)"', page.text)
    assert sheet
    answer = ask(app, sheet[1])
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_page_names_what_the_address_asked_for_neither_in_the_log_nor_in_the_markup(app: App) -> None:
    """What cannot be opened is said by the page's kernel in words; the log gets the kind of the problem only."""
    page = ask(app, "/?demo=Dr-Jane-Example-7654321")
    assert page.status == 200
    assert "RecordError while opening the workbook" in app.log
    assert "7654321" not in app.log
    assert "Traceback" not in page.text


BROKEN = """
import workbook.app.opening

def broken(**_):
    raise LookupError("Dr Jane Example 1234567")

workbook.app.opening.open_session = broken
"""


def test_a_cell_that_breaks_is_said_in_our_words_and_not_written_down(tmp_path: Path) -> None:
    """Voila would log the cell with the text of its error, and give the reader a sentence for developers."""
    (tmp_path / "sitecustomize.py").write_text(BROKEN)  # what every Python started with this path runs first
    running = start_app(tmp_path, PYTHONPATH=str(tmp_path))
    try:
        page = ask(running, "/voila/render/01_posts.ipynb")
    finally:
        running.stop()
    assert "This part of the page did not open. Everything you saved is still there." in page.text
    assert "--show_tracebacks" not in page.text
    assert "LookupError" not in page.text
    assert "A part of a page did not open: CellExecutionError" in running.log
    assert "1234567" not in running.log
    assert "Traceback" not in running.log


def test_a_notebook_whose_record_does_not_open_is_whole_all_the_same(app: App) -> None:
    """Its header says why, in words (tests/browser); the cells below it must not break on the missing record."""
    page = ask(app, "/voila/render/01_posts.ipynb?demo=Dr-Jane-Example-2345678")
    assert "This part of the page did not open" not in page.text
    assert "2345678" not in app.log


@pytest.mark.parametrize(
    ("message", "error", "kept"),
    [
        ("A request was cancelled", None, True),
        (TimeoutError("the cell: note = 'Dr Jane'"), None, False),
        ("Error while executing: Dr Jane", ValueError("Dr Jane"), False),
    ],
)
def test_the_log_leaves_out_what_a_cell_held_and_nothing_else(
    message: object, error: Exception | None, kept: bool
) -> None:
    """Any line with the letters c, e, l, l lost its words, such as one about something cancelled."""
    info = (type(error), error, None) if error else None
    record = logging.LogRecord("Site", logging.ERROR, "x.py", 1, message, (), info)  # type: ignore[arg-type]  # what was raised has its type and no trace
    assert _without_cells(record)
    said = record.getMessage()
    assert (said == message) is kept
    assert "Dr Jane" not in said


def test_settings_that_lie_about_change_nothing(tmp_path: Path) -> None:
    """A voila.json in the folder a doctor starts from could switch the reading of files on."""
    (tmp_path / "voila.json").write_text('{"VoilaConfiguration": {"show_tracebacks": true, "template": "lab"}}')
    running = start_app(tmp_path)
    try:
        assert '<html lang="en-GB" class="ladder-page">' in ask(running, "/").text
    finally:
        running.stop()


def test_the_app_listens_on_this_computer_only(app: App) -> None:
    port = urlsplit(app.url).port
    listening = Path("/proc/net/tcp").read_text() if Path("/proc/net/tcp").exists() else ""
    if not listening:
        pytest.skip("no /proc/net/tcp to read the listening addresses from")
    ours = [line.split()[1] for line in listening.splitlines()[1:] if line.split()[3] == "0A"]
    assert f"0100007F:{port:04X}" in ours
    assert f"00000000:{port:04X}" not in ours


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code = (
            "from workbook.app.server import serve, NoPort\n"
            f"try: serve(port={taken.getsockname()[1]}, open_browser=False)\n"
            "except NoPort as problem: print(problem)"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert run.stdout.startswith("port ")
    assert "is taken" in run.stdout
    assert run.stderr == ""


def test_stopping_ends_in_good_order(tmp_path: Path) -> None:
    running = start_app(tmp_path)
    ask(running, "/")
    running.stop()
    assert running.process.returncode == 0
    assert running.log == ""
