"""Each guided session, opened alone under Voila by someone who uses its main widget and comes back later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workbook.stations import STATIONS

from .conftest import App, heading

pytestmark = pytest.mark.browser


@pytest.fixture
def alone(new_app: Callable[..., App], page: Any) -> Callable[[str], None]:
    """Opens one notebook of one fresh app, again and again if asked."""
    app = new_app()

    def open_notebook(name: str) -> None:
        page.goto(f"{app.url}voila/render/{name}.ipynb")
        heading(page, next(station.title for station in STATIONS if station.notebook == name))

    return open_notebook


def saved(page: Any) -> None:
    """Waits until the header says that the change is on the disk."""
    page.get_by_text("Saved on this computer").first.wait_for()


def test_start_keeps_what_the_record_is_called(alone: Callable[[str], None], page: Any) -> None:
    alone("00_start")
    page.get_by_label("What shall this record be called?").fill("Clinical fellow, nights")
    saved(page)
    page.locator(".who", has_text="Clinical fellow, nights").wait_for()
    alone("00_start")
    assert page.get_by_label("What shall this record be called?").input_value() == "Clinical fellow, nights"


def test_posts_are_added_and_drawn_as_rungs(alone: Callable[[str], None], page: Any) -> None:
    alone("01_posts")
    page.get_by_role("button", name="Add a post").click()
    page.get_by_label("Title on the contract").fill("Trust doctor in medicine")
    page.get_by_label("First day").fill("3/8/2022")
    page.get_by_text("Wednesday 3 August 2022").wait_for()
    page.locator("table.rungs").get_by_text("Trust doctor in medicine").wait_for()
    alone("01_posts")
    page.locator("table.rungs").get_by_text("Trust doctor in medicine").wait_for()


def test_a_gate_opens_when_its_question_is_answered(alone: Callable[[str], None], page: Any) -> None:
    alone("03_person_spec")
    row = page.locator("tr", has_text="Health requirements")
    row.get_by_text("Cannot tell").wait_for()
    page.get_by_label("Do you meet the professional health requirements").select_option("Yes")
    row.get_by_text("Met", exact=False).first.wait_for()
    page.locator("tr", has_text="Health requirements").locator(".v.met").wait_for()


def test_evidence_is_added_by_kind_and_scored(alone: Callable[[str], None], page: Any) -> None:
    alone("04_evidence")
    page.get_by_label("Programme").select_option("Internal Medicine Training CT1")
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("What kind of thing is it?").select_option("Audit or quality improvement")
    page.get_by_label("What is it? A few words").fill("Clot audit")
    page.get_by_label("How many cycles").first.wait_for()
    page.locator(".entry", has_text="Clot audit").get_by_text("Audit or quality improvement").wait_for()
    saved(page)


def test_a_permission_gives_its_last_day_to_apply(alone: Callable[[str], None], page: Any) -> None:
    alone("05_visa")
    page.get_by_role("button", name="Add a permission").click()
    page.get_by_label("Kind of permission").select_option(
        label="Health and Care Worker visa (a branch of Skilled Worker)"
    )
    page.get_by_label("Starts on").fill("20 Feb 2025")
    page.get_by_label("Ends on").fill("19 Feb 2028")
    page.get_by_text("Last day to apply from inside the UK", exact=True).wait_for()
    page.locator(".card", has_text="It ends on").get_by_text("19 February 2028").wait_for()
    page.locator(".ladder-line").scroll_into_view_if_needed()
    page.locator(".ladder-line svg").get_by_text("Health and Care").wait_for()
    page.get_by_label("Kind of permission").select_option(label="Graduate visa")
    page.locator(".ladder-line svg").get_by_text("Graduate visa").wait_for()


def test_an_impossible_date_is_refused_in_words_and_stays_on_the_page(alone: Callable[[str], None], page: Any) -> None:
    alone("05_visa")
    page.get_by_role("button", name="Add a permission").click()
    page.get_by_label("Ends on").fill("29/2/2027")
    page.get_by_text("February 2027 has no day 29").wait_for()
    assert page.get_by_label("Ends on").input_value() == "29/2/2027"


def test_the_plan_takes_an_answer_and_gives_a_calendar_file(alone: Callable[[str], None], page: Any) -> None:
    alone("06_plan")
    page.get_by_label("What will I stop doing?").fill("Extra bank shifts in November")
    saved(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Calendar file (.ics)").last.click()
    content = waiting.value.path().read_text(encoding="utf-8")
    assert content.startswith("BEGIN:VCALENDAR")
    alone("06_plan")
    assert page.get_by_label("What will I stop doing?").input_value() == "Extra bank shifts in November"


def test_a_fact_is_found_and_opens_to_its_source(alone: Callable[[str], None], page: Any) -> None:
    alone("21_facts")
    page.get_by_label("What are you looking for?").fill("crest")
    page.get_by_text("facts found").wait_for()
    page.get_by_label("Kind", exact=True).select_option("Guide")
    page.get_by_role("heading", name="Person specification").wait_for(state="hidden")
    fact = page.locator("details.fact").first
    fact.locator("summary").press("Enter")
    fact.get_by_text("Who says so").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="What is not sure about it").click()
    assert "Not sure: " in waiting.value.path().read_text(encoding="utf-8")


def test_a_notebook_says_why_its_record_did_not_open(new_app: Callable[..., App], page: Any) -> None:
    """The reason stood in an exception that the page replaces; the doctor read a sentence that fits every error."""
    app = new_app()
    page.goto(f"{app.url}voila/render/05_visa.ipynb?demo=nobody")
    said = page.get_by_role("alert").filter(has_text="Your workbook did not open.")
    said.get_by_text("there is no example").wait_for()
    heading(page, "How long I have")
    assert page.get_by_text("This part of the page did not open").count() == 0
