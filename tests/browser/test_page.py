"""The page around the stations, in a real browser: moving between stations, and what is said when something is lost."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import App, heading
from workbook.facts.where import data_root
from workbook.stations import STATIONS

pytestmark = pytest.mark.browser


def kernels_of(app: App) -> list[int]:
    """The process ids of the app's kernels: the children of its warm process."""
    warm = children(app.process.pid)
    return [kernel for parent in warm for kernel in children(parent)]


def children(pid: int) -> list[int]:
    out = subprocess.run(["ps", "-o", "pid=,stat=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(line.split()[0]) for line in out.splitlines() if not line.split()[1].startswith("Z")]


def still_there(pids: Iterable[int], seconds: float = 15) -> list[int]:
    """Those of the processes that have not ended when the time is over; waits on the processes, not on the clock."""
    left = []
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        if not select.select([handle], [], [], seconds)[0]:
            left.append(pid)
        os.close(handle)
    return left


def test_every_station_opens_by_its_rung_without_a_page_load(app: App, page: Any) -> None:
    page.goto(app.url)
    heading(page, STATIONS[0].title)
    page.evaluate("window.sameDocument = true")
    nav = page.get_by_role("navigation", name="Stations")
    for info in STATIONS[1:]:
        nav.get_by_role("link", name=info.title).click()
        heading(page, info.title)
        assert page.title() == f"{info.title} · The Ladder"
        assert nav.locator("[aria-current=page]").inner_text() == info.title
    assert page.evaluate("window.sameDocument") is True


def test_the_heading_takes_the_focus_so_that_a_keyboard_or_screen_reader_is_there_too(app: App, page: Any) -> None:
    page.goto(app.url)
    heading(page, STATIONS[0].title)
    page.get_by_role("link", name=STATIONS[1].title).click()
    page.locator("h1:focus").filter(has_text=STATIONS[1].title).wait_for()


def test_back_and_forward_walk_the_stations(app: App, page: Any) -> None:
    page.goto(app.url)
    heading(page, STATIONS[0].title)
    for info in STATIONS[1:3]:
        page.get_by_role("link", name=info.title).click()
        heading(page, info.title)
    page.go_back()
    heading(page, STATIONS[1].title)
    page.go_back()
    heading(page, STATIONS[0].title)
    page.go_forward()
    heading(page, STATIONS[1].title)


@pytest.mark.parametrize("address", ["?station={key}", "#{key}"])
def test_a_link_to_a_station_opens_there(app: App, page: Any, address: str) -> None:
    info = STATIONS[2]
    page.goto(app.url + address.format(key=info.key))
    heading(page, info.title)
    assert page.locator("nav [aria-current=page]").inner_text() == info.title


def test_on_a_phone_the_stations_are_one_press_away(app: App, page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(app.url)
    heading(page, STATIONS[0].title)
    target = page.get_by_role("link", name=STATIONS[1].title)
    assert not target.is_visible()
    button = page.get_by_role("button", name="Stations")
    button.click()
    assert target.bounding_box()["height"] >= 44
    target.click()
    heading(page, STATIONS[1].title)
    assert not target.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_page_has_its_landmarks_language_and_skip_link(app: App, page: Any) -> None:
    page.goto(app.url)
    title = heading(page, STATIONS[0].title)
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.get_by_role("main").locator(title).count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_killed_kernel_is_said_in_words_and_reload_brings_the_page_back(
    new_app: Callable[..., App], page: Any
) -> None:
    app = new_app()
    page.goto(app.url)
    heading(page, STATIONS[0].title)
    [kernel] = kernels_of(app)
    os.kill(kernel, signal.SIGKILL)
    banner = page.get_by_role("alert").filter(has_text="This page has lost its workings")
    banner.wait_for()
    banner.get_by_role("button", name="Reload").click()
    heading(page, STATIONS[0].title)
    banner.wait_for(state="hidden")


def test_a_stopped_server_is_said_in_words(new_app: Callable[..., App], page: Any) -> None:
    app = new_app()
    page.goto(app.url)
    heading(page, STATIONS[0].title)
    app.stop()
    page.get_by_role("alert").filter(has_text="The workbook on this computer has stopped").wait_for()


def test_twenty_pages_opened_and_closed_leave_no_process(new_app: Callable[..., App], browser: Any) -> None:
    app = new_app()
    context = browser.new_context()
    seen: set[int] = set()
    for _ in range(20):
        page = context.new_page()
        page.goto(app.url)
        heading(page, STATIONS[0].title)
        seen |= set(kernels_of(app))
        page.close(run_before_unload=True)
    assert len(seen) == 20
    assert still_there(seen) == []
    context.close()


def test_leaving_while_the_page_still_opens_leaves_no_process(new_app: Callable[..., App]) -> None:
    app = new_app()
    with urllib.request.urlopen(app.url) as answer:
        answer.read(200)  # the first part of the page is there, so the kernel is; then the reader is gone
        begun = kernels_of(app)
    assert len(begun) == 1
    assert still_there(begun) == []


def test_a_server_that_is_killed_takes_every_process_with_it(new_app: Callable[..., App], page: Any) -> None:
    app = new_app()
    page.goto(app.url)
    heading(page, STATIONS[0].title)
    everything = [*children(app.process.pid), *kernels_of(app)]
    app.process.kill()  # no chance to tidy up
    app.process.wait()
    assert len(everything) == 2
    assert still_there(everything) == []


def test_the_chart_is_drawn_under_the_policy_and_says_what_it_shows(app: App, page: Any) -> None:
    page.goto(f"{app.url}?demo=trust-grade&station=visa")
    chart = page.locator(".ladder-chart")
    chart.scroll_into_view_if_needed()
    chart.locator("svg").wait_for()
    assert chart.get_attribute("role") == "img"
    assert "Trust-grade doctor" in chart.get_attribute("aria-label")


def test_a_point_of_the_line_opens_its_source_when_pressed(app: App, page: Any) -> None:
    page.goto(f"{app.url}?demo=trust-grade&station=visa")
    chart = page.locator(".ladder-chart")
    chart.scroll_into_view_if_needed()
    points = chart.locator("svg .mark-symbol path")
    points.first.wait_for()
    points.last.click()
    page.locator(".picked .source-card").get_by_text("Who says so").wait_for()


def test_a_chart_without_its_library_says_so_and_the_table_stays(app: App, page: Any) -> None:
    page.route("**/vega.js", lambda route: route.fulfill(status=404))
    page.goto(f"{app.url}?demo=trust-grade&station=visa")
    page.locator(".ladder-chart").scroll_into_view_if_needed()
    page.get_by_text("The chart could not be drawn on this computer. The table beside it says the same.").wait_for()
    assert page.get_by_text("The same line as a table").is_visible()


def test_a_file_is_saved_by_keyboard_and_holds_the_record(app: App, page: Any, tmp_path: Path) -> None:
    page.goto(f"{app.url}?demo=trust-grade")
    heading(page, STATIONS[0].title)
    page.get_by_role("button", name="Export").click()
    button = page.get_by_role("button", name="Calendar file")
    button.focus()
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    saving.value.save_as(tmp_path / "saved.ics")
    assert saving.value.suggested_filename == "the-ladder.ics"
    assert (tmp_path / "saved.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    page.get_by_text("Saved as the-ladder.ics").wait_for()


def test_an_address_that_is_none_leads_back_to_the_workbook(app: App, page: Any) -> None:
    """An address that cannot be opened is answered by us, with a way back and nothing from outside."""
    page.goto(app.url + "nothing-here")
    heading(page, "There is no page at this address")
    page.get_by_role("link", name="Go to the workbook").click()
    heading(page, STATIONS[0].title)


def test_the_app_starts_with_a_broken_file_of_facts_set_aside_and_says_so(
    new_app: Callable[..., App], page: Any, tmp_path: Path
) -> None:
    """A tab, a second key, an alias: the file is named on the facts page, every other page opens."""
    facts = Path(shutil.copytree(data_root(), tmp_path / "data"))
    (facts / "specialties/cardiology-st4.yaml").write_text("id: x\n\tname: y\n", encoding="utf-8")
    (facts / "guides/revalidation.yaml").write_text("id: a\nid: b\n", encoding="utf-8")
    (facts / "visa/sponsorship.yaml").write_text("a: &a [1]\nb: [*a]\n", encoding="utf-8")
    app = new_app(WORKBOOK_DATA=str(facts))
    page.goto(f"{app.url}?demo=trust-grade")
    heading(page, STATIONS[0].title)
    page.locator(".ladder-station-start .card .n").first.wait_for()
    page.goto(f"{app.url}?demo=trust-grade&station=facts")
    said = page.locator(".ladder-station-facts .notice-wrong")
    said.get_by_text("Some files of the workbook could not be read and are set aside.").wait_for()
    for file in ("specialties/cardiology-st4.yaml", "guides/revalidation.yaml", "visa/sponsorship.yaml"):
        assert said.get_by_text(file).count() == 1
