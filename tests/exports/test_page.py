"""The page to print: one file, nothing from elsewhere, every figure with its source, and typed text as text."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from workbook.exports.page import audit_page, programme_words
from workbook.exports.sources import Sources
from workbook.facts.core import Confidence, Provenance, Source, Status
from workbook.facts.library import Facts
from workbook.record import Record
from workbook.record.demos import demo_record
from workbook.record.models import Post
from workbook.rules.calendar import timeline
from workbook.rules.finding import FactRef
from workbook.rules.gates import gates
from workbook.rules.permission import permission
from workbook.rules.residence import residence
from workbook.rules.scoring import score

from . import indexed

ON = date(2026, 11, 20)
DATA = Path(__file__).parents[2] / "data"
IMT = "internal-medicine-ct1"
BAD = '<img src=x onerror="alert(1)">'


class Reader(HTMLParser):
    """Which elements a page holds, what it points to, and what it says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@cache
def facts() -> Facts:
    return Facts(DATA)


def page_of(record: Record, specialty: str = IMT) -> str:
    return audit_page(
        record,
        on=ON,
        score=score(record, facts(), specialty, 2028, ON),
        gates=gates(record, facts(), specialty, 2028, ON),
        line=timeline(record, facts(), ON),
        residence=residence(record, facts(), ON),
        permission=permission(record, facts(), ON),
    )


@cache
def example() -> str:
    return page_of(demo_record(DATA, "trust-grade"))


def fact(title: str, day: date = ON, url: str | None = "https://example.org") -> FactRef:
    provenance = Provenance(
        source=Source(publisher="P", title=title, url=url),
        checked_on=day,
        status=Status.PUBLISHED,
        confidence=Confidence.HIGH,
        review_by=date(2027, 1, 1),
    )
    return FactRef(provenance)


def test_the_page_asks_nothing_of_any_host_and_runs_nothing() -> None:
    tags = Reader(example()).tags
    assert {tag for tag, _ in tags}.isdisjoint({"script", "img", "link", "iframe", "object", "form", "base"})
    assert not re.search(r"@import|url\(", example())
    pointing = [attrs for tag, attrs in tags if tag != "a" and {"src", "href", "srcset"} & attrs.keys()]
    assert pointing == []
    assert not [name for _, attrs in tags for name in attrs if name.startswith("on")]


def test_it_is_a_british_page_for_a4() -> None:
    assert '<html lang="en-GB">' in example() and "@page{size:A4" in example()
    assert example().lstrip().startswith("<!doctype html>")


def test_it_says_who_which_programme_which_day_and_to_which_year_the_figures_belong() -> None:
    said = Reader(example()).text
    assert "Trust-grade doctor, medicine" in said
    assert "Internal Medicine CT1, posts starting in 2028" in said
    assert "As of 20 November 2026" in said
    assert "2026 matrix" in said and "Your round is 2028" in said
    assert "Information, not immigration advice." in said and "regulated immigration adviser" in said


def test_every_gate_every_domain_and_every_collision_is_on_it() -> None:
    record = demo_record(DATA, "trust-grade")
    said = Reader(example()).text
    for gate in gates(record, facts(), IMT, 2028, ON).findings:
        assert " ".join(gate.title.split()) in said and " ".join(gate.because.split()) in said
    for domain in score(record, facts(), IMT, 2028, ON).domains:
        assert " ".join(domain.because.split()) in said
    for clash in timeline(record, facts(), ON).collisions:
        assert " ".join(clash.because.split()) in said


def test_verdicts_are_said_in_words_and_never_only_by_colour() -> None:
    words = re.findall(r'<span class="v \w+"><span aria-hidden="true">.</span> ([A-Z][^<]*)</span>', example())
    assert words
    kinds = {re.sub(r" \d.*", "", word) for word in words}
    assert kinds <= {"Met", "Not met", "Met on", "Cannot tell", "Not decided", "Not applicable"}


def test_each_number_in_brackets_leads_to_a_source_that_is_listed_once() -> None:
    tags = Reader(example()).tags
    listed = [attrs["id"] for tag, attrs in tags if tag == "li" and "id" in attrs]
    named = {str(attrs["href"])[1:] for tag, attrs in tags if tag == "a" and attrs.get("class") == "ref"}
    assert listed == [f"source-{n}" for n in range(1, len(listed) + 1)]
    assert named == set(listed)


def test_a_source_shows_who_what_when_read_and_how_sure() -> None:
    said = Reader(example()).text
    assert "Read on 20 November 2026" in said and "medium confidence" in said and "Date of the page:" in said


def test_typed_text_is_text_everywhere() -> None:
    plain = demo_record(DATA, "trust-grade").model_dump(mode="json", by_alias=True)
    plain["doctor"]["label"] = BAD
    for name in ("posts", "evidence"):
        for entry in plain[name]:
            entry["title"] = BAD
    for entry in plain["exams"]:
        entry["name"] = BAD
    for entry in plain["permissions"]:
        entry["sponsor"] = BAD
    page = page_of(Record.model_validate(plain))
    assert BAD not in page
    assert {tag for tag, _ in Reader(page).tags}.isdisjoint({"img", "script"})
    assert BAD in Reader(page).text, "it is shown as what it is"


def test_a_programme_without_points_shows_no_figure() -> None:
    page = page_of(demo_record(DATA, "after-plab"), "general-practice-st1")
    assert 'class="three"' not in page
    assert "MSRA" in Reader(page).text and "2026, the newest one in this workbook" in Reader(page).text


def test_an_empty_record_makes_a_page_that_says_what_is_missing() -> None:
    said = Reader(page_of(Record())).text
    assert "Cannot tell" in said and "Nothing with a date lies ahead" in said


def test_the_post_held_today_lies_ahead_when_no_last_day_is_entered() -> None:
    post = Post(id="p1", title="Trust doctor", start=date(2024, 8, 7))
    said = Reader(page_of(Record(posts=(post,)))).text
    assert "7 Aug 2024 on Trust doctor" in said


def test_parts_that_are_not_given_are_left_out() -> None:
    said = Reader(audit_page(Record(), on=ON)).text
    assert "Where I stand" in said and "What selectors ask" not in said and "The line" not in said


def test_one_page_read_on_one_day_has_one_number() -> None:
    sources = Sources()
    assert sources.numbers([fact("A"), fact("B"), fact("A"), None]) == (1, 2)
    assert sources.numbers([fact("B")]) == (2,)
    assert sources.numbers([fact("A", date(2025, 1, 1))]) == (3,), "another day of reading is another source"
    assert len(sources.listed) == 3


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("internal-medicine-ct1", "Internal Medicine CT1"),
        ("obstetrics-and-gynaecology-st1", "Obstetrics and Gynaecology ST1"),
        ("general-practice", "General Practice"),
    ],
)
def test_a_programme_is_named_in_words(id: str, words: str) -> None:
    assert programme_words(id) == words


def test_the_evidence_index_and_the_claims_stand_on_the_page_before_the_dates() -> None:
    page = audit_page(indexed.RECORD, on=ON, index=indexed.index())
    said = Reader(page).text
    assert "1. Quality improvement [1] Every stage of two cycles." in said
    assert "Talk on fluids Talk or poster, to 1 Sep 2025 No document is named – – No document is named." in said
    assert "Total 7 2 15" in said
    assert "Foundation competence Cannot tell. Shown by: CREST." in said
    assert "Right to work Met on 1 Mar 2027. Shown by: passport-or-visa. None of these is in your record" in said
    assert "In no domain of this form" in said
    assert "Read on 20 November 2026" in said
    assert "<img" not in page and "&lt;img" in page


def test_an_option_claimed_without_an_entry_says_so_on_the_page() -> None:
    said = Reader(audit_page(indexed.RECORD, on=ON, index=indexed.claimed_without_entries())).text
    assert "Talk at a national meeting. No entry. Supports it, not claimed:" in said
