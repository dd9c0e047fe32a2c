"""The facts page: what is asked is found and opened to its source; what is not known is said to be not known."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest

from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.models import Target
from workbook.stations.facts import FactsModel, FactsStation, Finder
from workbook.stations.session import Session
from workbook.store.memory import MemoryStore

from .conftest import DAY, ticking
from .walking import HOSTILE, every, field, markup, words


@pytest.fixture
def station(session: Session) -> FactsStation:
    return FactsStation(session)


@pytest.fixture
def finder(station: FactsStation) -> Finder:
    found = station.search()
    assert isinstance(found, Finder)
    return found


def ask(finder: Finder, label: str, value: object) -> str:
    field(finder, label).input.value = value
    return words(finder.found)


def test_nothing_is_listed_before_something_is_asked(finder: Finder) -> None:
    assert "Type a word, or choose a filter." in words(finder)
    assert "source-card" not in markup(finder.found)


def test_a_word_finds_each_kind_and_every_fact_opens_to_its_source(finder: Finder) -> None:
    said = ask(finder, "What are you looking for?", "crest")
    for kind in ("Person specification", "Guide", "Ways beside a training programme", "Kinds of evidence"):
        assert kind in said
    opened = markup(finder.found)
    assert opened.count('class="fact"') == opened.count("<dt>Who says so</dt>") > 10
    assert "CREST 2024 form, reference version" in said


def test_what_is_not_here_is_said_to_be_unknown_and_not_to_be_wrong(finder: Finder) -> None:
    said = ask(finder, "What are you looking for?", "zebra")
    assert "No fact here has all of this." in said
    assert "it may still exist" in said


def test_filters_narrow_and_a_kind_shows_all_of_it_in_steps(finder: Finder) -> None:
    ask(finder, "What are you looking for?", "crest")
    assert finder.more.layout.display == "none"
    said = ask(finder, "Kind", "person-spec")
    assert re.search(r"\b46 facts found", said)
    assert markup(finder.found).count('class="fact"') == 40
    assert finder.more.layout.display is None
    finder._more()
    assert markup(finder.found).count('class="fact"') == 46
    assert finder.more.layout.display == "none"
    said = ask(finder, "Programme", "clinical-radiology-st1")
    assert "1 facts found" not in said
    ask(finder, "Kind", "any")
    ask(finder, "Programme", "any")
    assert "Guide" in ask(finder, "What are you looking for?", "crest")


def test_an_age_filter_finds_what_must_be_read_again(session: Session) -> None:
    later = Session(store=MemoryStore(), facts=session.facts, on=DAY.replace(year=2027, month=10), clock=ticking())
    finder = Finder(later, FactsModel(later))
    said = ask(finder, "Age", "stale")
    assert "to be read again" in said
    assert "facts found" in said
    none = Finder(session, FactsModel(session))
    assert "No fact here has all of this." in ask(none, "Age", "year")


def test_a_question_is_text_and_never_markup(finder: Finder) -> None:
    ask(finder, "What are you looking for?", HOSTILE)
    assert "<img" not in markup(finder)


def test_coverage_says_what_is_missing_in_words(session: Session) -> None:
    session.edit("Target", targets=(Target(specialty="internal-medicine-ct1", year=2028, rank=1),))
    shown = FactsStation(session).coverage()
    assert field(shown, "Which programmes?").input.value == "mine"
    said = words(shown)
    assert "Internal Medicine Training CT1" in said
    assert "2028, specification: the newest one here is of 2026" in said
    assert "2027, matrix: only the announced changes to 2026 are known" in said or "announced" in said
    assert "Cardiology" not in said


def test_coverage_without_a_target_shows_the_entry_level(station: FactsStation) -> None:
    shown = station.coverage()
    assert field(shown, "Which programmes?").input.value == "entry"
    assert "Core Surgical Training" in words(shown)
    assert "no maximum is published for" in words(shown), "core surgery has letters only"
    field(shown, "Which programmes?").input.value = "higher"
    assert "Cardiology ST4" in words(shown)
    assert "Core Surgical Training" not in words(shown)
    field(shown, "Which programmes?").input.value = "all"
    assert markup(shown).count('scope="row"') == len(Facts().specialties())


def test_the_list_to_read_again_gives_the_reason(session: Session) -> None:
    later = Session(store=MemoryStore(), facts=session.facts, on=DAY.replace(year=2027, month=10), clock=ticking())
    said = words(FactsStation(later).to_read_again())
    assert "to be read again by 1 October 2027" in said
    fresh = Session(store=MemoryStore(), facts=session.facts, on=DAY, clock=ticking())
    assert "Nothing has to be read again by 20 November 2026." in words(FactsStation(fresh).to_read_again())


def test_a_file_that_cannot_be_read_is_set_aside_and_the_other_pages_go_on(tmp_path: Path) -> None:
    root = Path(shutil.copytree(data_root(), tmp_path / "data"))
    (root / "specialties/cardiology-st4.yaml").write_text("\tid: cardiology\n", encoding="utf-8")
    session = Session(store=MemoryStore(), facts=Facts(root), on=DAY, clock=ticking())
    station = FactsStation(session)
    said = words(station.set_aside())
    assert "One file of the workbook could not be read and is set aside." in said
    assert "data/specialties/cardiology-st4.yaml, line 1" in said
    assert "cardiology-st4" not in session.facts.specialties()
    shown = station.coverage()
    field(shown, "Which programmes?").input.value = "higher"
    assert "Geriatric medicine ST4" in words(shown)


def test_a_mentor_can_print_what_is_not_sure_about_one_programme(station: FactsStation) -> None:
    page = station._unsure_page("clinical-radiology-st1").decode()
    rows = station.model.unsure("clinical-radiology-st1")
    assert rows
    assert "Not sure: Clinical Radiology ST1" in page
    for row in rows:
        assert row.confidence.value == "low" or row.weak
    assert page.count("<li><b>") == len(rows)
    assert "<script" not in page
    assert "src=" not in page


def test_the_printed_list_shows_every_line_of_every_card(station: FactsStation) -> None:
    for programme in ("clinical-radiology-st1", "core-psychiatry-ct1"):
        page = html.unescape(station._unsure_page(programme).decode())
        for row in station.model.unsure(programme):
            for label, said in row.lines:
                assert f"<br>{label}: {said}" in page, row.id


def test_the_printed_list_says_what_of_the_programme_is_not_here_at_all(station: FactsStation) -> None:
    """A list with no word of the specification would be read as a sure specification."""
    facts = station.session.facts
    without = next(
        id for id in facts.specialty_ids()
        if not any((data_root() / f"person_specs/{year}/{facts.specialty(id).person_spec or id}.yaml").exists()
                   for year in range(2020, 2030))
    )  # fmt: skip
    page = html.unescape(station._unsure_page(without).decode())
    assert "No person specification of " in page
    assert "no specification of this or an earlier year is here" in page
    assert "silence about it below is no sign that it is sure" in page
    radiology = html.unescape(station._unsure_page("clinical-radiology-st1").decode())
    assert "Person specification: 2026" in radiology
    assert "No person specification" not in radiology
    assert "None is here of " in radiology


def test_the_printed_list_names_the_files_that_could_not_be_read(tmp_path: Path) -> None:
    root = Path(shutil.copytree(data_root(), tmp_path / "data"))
    (root / "scoring/2026/clinical-radiology-st1.yaml").write_text("\tid: x\n", encoding="utf-8")
    session = Session(store=MemoryStore(), facts=Facts(root), on=DAY, clock=ticking())
    page = html.unescape(FactsStation(session)._unsure_page("clinical-radiology-st1").decode())
    assert "Could not be read:</b> data/scoring/2026/clinical-radiology-st1.yaml, line 1" in page
    assert "No scoring matrix of " in page


def test_the_printed_list_to_read_again_names_the_pages(session: Session) -> None:
    later = Session(store=MemoryStore(), facts=session.facts, on=DAY.replace(year=2027, month=10), clock=ticking())
    page = FactsStation(later)._again_page().decode()
    assert "Facts to read again" in page
    assert "https://" in page
    empty = FactsStation(session)._again_page().decode()
    assert "Nothing has to be read again by this day." in empty


def test_its_rung_is_climbed_when_its_question_is_answered(session: Session) -> None:
    model = FactsModel(session)
    assert model.blockers() == ("You have not said yet what has changed since you last looked.",)
    from workbook.record.models import Answer

    session.edit("Answer", answers=(Answer(id="facts-changed", text="The fee.", on=DAY),))
    assert model.blockers() == ()


def test_every_control_is_named(station: FactsStation) -> None:
    named = [
        one for view in (station.search(), station.coverage()) for one in every(view) if hasattr(one, "description")
    ]
    assert all(one.description for one in named if type(one).__name__ in ("Dropdown", "Text", "Button"))
