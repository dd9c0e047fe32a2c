"""A guide says what its pages say: every step and figure is there, each with its page, and nothing is broken."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbook.facts import FactError, Facts, Status
from workbook.facts.cards import cards
from workbook.facts.core import Confidence, Unknown
from workbook.facts.guides import Condition, Figure, Guide, SectionEntry, Step, load_guide
from workbook.facts.where import data_root

# Steps and figures of each guide, counted one by one.
COUNTED = {
    "academic-job-questions": (1, 0),
    "academic-medicine": (6, 4),
    "changing-specialty": (7, 4),
    "code-of-practice": (9, 5),
    "consultant-charter": (3, 0),
    "expert-witness": (10, 5),
    "foundation-programme-application": (6, 2),
    "gmc-registration": (7, 10),
    "gp-retention": (4, 8),
    "gp-workforce-initiatives": (3, 3),
    "handover": (6, 1),
    "img-first-year-membership": (3, 2),
    "induction": (8, 3),
    "led-to-sas-transfer": (8, 5),
    "less-than-full-time": (9, 7),
    "medical-appraisal": (5, 3),
    "medical-cv": (7, 3),
    "mentoring": (8, 4),
    "networking": (6, 3),
    "new-to-partnership": (2, 5),
    "nhs-university-transfer": (7, 0),
    "return-to-practice": (8, 5),
    "revalidation": (6, 2),
    "sas-charter": (10, 3),
    "sas-development-funding": (7, 3),
    "sessional-gp-week": (1, 2),
    "shadowing": (5, 2),
    "specialty-explorer": (6, 2),
    "specialty-training-application": (9, 8),
    "volunteering-abroad": (7, 0),
    "working-abroad": (7, 1),
    "working-in-australia": (5, 10),
    "working-in-canada": (5, 5),
    "working-in-new-zealand": (6, 7),
    "working-in-usa": (6, 4),
}
# Entries of each section, counted likewise.
SECTIONS = {
    "academic-job-questions": {"questions": 13},
    "academic-medicine": {"ladder": 5},
    "consultant-charter": {"charter": 8},
    "expert-witness": {"witness-types": 3},
    "gmc-registration": {"routes": 6},
    "gp-workforce-initiatives": {"schemes": 7},
    "less-than-full-time": {"reasons": 7, "calculations": 4, "scotland-bands": 5},
    "medical-appraisal": {"good-medical-practice-domains": 4, "information-types": 7},
    "medical-cv": {"sections": 14},
    "mentoring": {"roles": 4, "models": 2, "agreement": 8},
    "networking": {"networks": 15, "ask": 7, "etiquette": 7, "record-fields": 11},
    "revalidation": {"connection-rules": 9},
    "specialty-explorer": {"instruments": 8, "research": 6, "questionnaire": 5, "scoring": 5, "statements": 14},
    "volunteering-abroad": {"questions": 6},
    "working-in-australia": {"routes": 4},
    "working-in-canada": {"routes": 2},
    "working-in-new-zealand": {"routes": 4},
}


@pytest.fixture(scope="module")
def guides() -> dict[str, Guide]:
    return Facts().guides()


def step(guide: Guide, id: str) -> Step:
    return next(each for each in guide.steps if each.id == id)


def figure(guide: Guide, id: str) -> Figure:
    return next(each for each in guide.figures if each.id == id)


def entry(guide: Guide, section: str, id: str) -> SectionEntry:
    (found,) = [each for each in guide.sections if each.id == section]
    return next(each for each in found.entries if each.id == id)


def test_every_guide_step_and_figure_is_there(guides: dict[str, Guide]) -> None:
    assert {id: (len(guide.steps), len(guide.figures)) for id, guide in guides.items()} == COUNTED
    assert len(guides) == 35
    assert sum(len(guide.steps) for guide in guides.values()) == 213
    assert sum(len(guide.figures) for guide in guides.values()) == 131


def test_every_entry_of_what_a_topic_has_of_its_own_is_there(guides: dict[str, Guide]) -> None:
    found = {
        id: {section.id: len(section.entries) for section in guide.sections}
        for id, guide in guides.items()
        if guide.sections
    }
    assert found == SECTIONS


def test_every_fact_names_a_page_and_each_named_page_says_where_it_is(guides: dict[str, Guide]) -> None:
    for guide in guides.values():
        for made in cards(guide):
            assert made.provenance.source.publisher, made.id
            assert made.provenance.id == made.id, made.id
        without = {name for name, page in guide.sources.items() if page.url is None}
        assert without <= {"editorial", "article", "wteval"}, guide.id


def test_a_step_of_ours_never_passes_for_the_pages(guides: dict[str, Guide]) -> None:
    asked = step(guides["medical-appraisal"], "ap-msf")
    assert asked.provenance.source.publisher == "workbook"
    assert all(
        section.provenance.source.publisher == "workbook"
        for section in guides["specialty-explorer"].sections
        if section.id in ("questionnaire", "scoring", "statements")
    )
    visa = entry(guides["academic-job-questions"], "questions", "sponsor-of-a-split-job")
    assert visa.provenance.source.publisher == "workbook"


def test_texts_that_held_a_comma_are_whole(guides: dict[str, Guide]) -> None:
    asks = entry(guides["academic-job-questions"], "questions", "split-of-work")
    assert asks.text == "What split of research, teaching and clinic is written and who can change it"
    assert step(guides["consultant-charter"], "cc-score").text == (
        "Score each section met, partly, not met with one example"
    )
    assert guides["gmc-registration"].provenance.source.publisher == (
        "Gera Clinic (citing GMC pages, reviewed July 2026)"
    )
    fellowship = entry(guides["gp-workforce-initiatives"], "schemes", "gp-fellowship")
    assert fellowship.title == "General practice fellowship (two years, one session a week)"
    assert guides["handover"].sources["slides"].publisher == "teaching slides on BMA 'Safe handover, safe patients'"
    assert guides["less-than-full-time"].tool.why == (
        "date arithmetic, pay formulas and a deadline; the official calculator sits behind a trainee login, so IMGs "
        "comparing offers have none"
    )
    assert guides["medical-appraisal"].tool.why == (
        "one evidence store can feed appraisal, revalidation and training scores at once"
    )
    assert step(guides["medical-cv"], "cv-evidence").text == "Show what you did and what changed, not only a list"
    assert guides["medical-cv"].audience == ("applicant to LED, SAS, fellowship, consultant or academic post",)
    assert step(guides["mentoring"], "me-ask").text == (
        "Ask in five lines - who you are, aim, why this person, one hour, easy way to decline"
    )
    assert guides["working-abroad"].tool.why == (
        "rules are date-based (33 of 48 months, 5 years since PLAB, 12 months supervised) and differ for IMGs"
    )
    assert "exams with dates (PLAB, MRCP, USMLE)" in guides["working-abroad"].tool.inputs
    assert "months that might be requested (range, never promised)" in guides["changing-specialty"].tool.outputs
    assert guides["expert-witness"].stage == ("senior, or when first asked",)


def test_no_text_breaks_off_inside_brackets(guides: dict[str, Guide]) -> None:
    for guide in guides.values():
        for made in cards(guide):
            for text in (made.title, made.text, *(value for _, value in made.lines)):
                assert text.count("(") == text.count(")"), made.id


def test_no_text_sends_the_reader_to_a_file(guides: dict[str, Guide]) -> None:
    for guide in guides.values():
        for made in cards(guide):
            said = f"{made.words} {made.provenance.note or ''} {' '.join(made.provenance.unknown)}"
            assert not re.search(r"\.yaml|\bfolders?\b|\bseed\b", said), made.id


def test_a_locally_employed_doctor_sees_that_the_roster_dates_are_no_right(guides: dict[str, Guide]) -> None:
    code = guides["code-of-practice"]
    roster = step(code, "cop-roster")
    assert roster.offset is not None
    assert roster.offset.counted_from(date(2027, 8, 4)) == date(2027, 6, 23)
    assert (roster.offset.anchor, roster.when) == ("post-start", "at least 6 weeks before start")
    weeks = {id: figure(code, id).value for id in ("allocation-weeks", "generic-rota-weeks", "duty-roster-weeks")}
    assert weeks == {"allocation-weeks": 12, "generic-rota-weeks": 8, "duty-roster-weeks": 6}
    assert figure(code, "fp-preferences-weeks").provenance.confidence is Confidence.HIGH
    assert "not as a right" in (code.provenance.note or "")


def test_a_request_to_train_less_than_full_time_counts_from_the_rotation(guides: dict[str, Guide]) -> None:
    guide = guides["less-than-full-time"]
    apply = step(guide, "lt-apply")
    assert apply.offset is not None
    assert apply.offset.counted_from(date(2027, 8, 4)) == date(2027, 4, 14)
    assert figure(guide, "survey-options").one_of == (50, 60, 70, 80)
    allowance = figure(guide, "ltft-allowance")
    assert (allowance.value, allowance.unit, allowance.as_of) == (1000, "GBP a year", "2019")
    assert allowance.provenance.confidence is Confidence.MEDIUM
    hours, pay = entry(guide, "scotland-bands", "f6").parts
    assert (hours.min, hours.max, pay.value, pay.unit) == (24, 28, 60, "percent of basic")
    assert "text of the December 2024 GMC statement" in guide.provenance.unknown


def test_two_years_from_plab_2_are_counted_to_the_day(guides: dict[str, Guide]) -> None:
    guide = guides["gmc-registration"]
    window = step(guide, "gr-window").offset
    assert window is not None
    assert window.counted_from(date(2025, 3, 14)) == date(2027, 3, 14)
    assert figure(guide, "oet-each").value == "B"
    assert figure(guide, "ielts-overall").value == 7.5
    closed = figure(guide, "mti-closed")
    assert (closed.value, closed.provenance.confidence) == (date(2026, 3, 31), Confidence.HIGH)
    english = step(guide, "gr-english").provenance
    assert [page.publisher for page in (english.source, *english.agreeing)] == [
        guide.provenance.source.publisher,
        "GMC",
    ]
    assert "GMC fees 2026/27" in guide.provenance.unknown
    assert not any("fee" in each.id for each in guide.figures)


def test_the_way_to_a_sas_contract_names_three_countable_conditions(guides: dict[str, Guide]) -> None:
    guide = guides["led-to-sas-transfer"]
    assert step(guide, "ep-24").rule == Condition(kind="min-months-same-employer", need=24)
    assert step(guide, "ep-training").rule == Condition(kind="min-years", need=4, in_specialty=2)
    assert figure(guide, "launched").value == "2026-05"
    assert guide.see is not None
    assert "led-to-sas-transfer" in guide.see.pathways


def test_countries_say_what_plab_opens(guides: dict[str, Guide]) -> None:
    zealand, australia = guides["working-in-new-zealand"], guides["working-in-australia"]
    assert entry(zealand, "routes", "competent-authority").img_with_plab == "closed"
    comparable = entry(zealand, "routes", "comparable-health-system")
    assert comparable.img_with_plab == "open"
    assert comparable.rule == Condition(kind="months-in-window", need=33, window=48)
    assert "30 a week" in comparable.provenance.conflicts[0].text
    assert entry(zealand, "routes", "examinations").rule == Condition(kind="max-age-years", need=5, exam="PLAB-2")
    assert entry(australia, "routes", "competent-authority-plab").rule == Condition(kind="min-months", need=12)
    assert entry(australia, "routes", "specialist").img_with_plab == "later"
    assert figure(zealand, "fee-comparable").value == 1683.09
    fees = [each for each in australia.figures if each.unit and each.unit.startswith("AUD")]
    assert len(fees) == 6
    assert all(each.provenance.status is Status.SUPERSEDED for each in fees)


def test_a_comparison_keeps_both_its_figures(guides: dict[str, Guide]) -> None:
    passed = figure(guides["mentoring"], "mrcp1-mentored")
    assert (passed.value, passed.parts[0].title, passed.parts[0].value) == (84.0, "not mentored", 42.4)
    cpd = figure(guides["gp-retention"], "cpd-min")
    assert [part.value for part in cpd.parts] == [8, 11.5, 16, 23]
    money = figure(guides["gp-retention"], "practice-per-session")
    assert (money.value, money.provenance.confidence) == (76.29, Confidence.LOW)
    assert "76.92" in money.provenance.conflicts[0].text
    left = figure(guides["working-abroad"], "left-2024")
    assert (left.value, left.parts[0].value) == (4880, 3869)


def test_a_closed_scheme_says_so_and_since_when(guides: dict[str, Guide]) -> None:
    schemes = guides["gp-workforce-initiatives"]
    mentors = entry(schemes, "schemes", "supporting-mentors")
    assert (mentors.closed_on, mentors.provenance.status) == (date(2024, 3, 31), Status.CLOSED)
    assert mentors.parts[0].value == 289
    named = entry(schemes, "schemes", "ters").figures
    assert [figure(schemes, id).value for id in named] == [20000]
    partnership = guides["new-to-partnership"]
    assert partnership.provenance.status is Status.CLOSED
    assert all(each.provenance.status is Status.CLOSED for each in partnership.figures)


def test_a_span_of_days_stays_two_days(guides: dict[str, Guide]) -> None:
    window = figure(guides["foundation-programme-application"], "window-2022")
    assert (window.from_, window.to) == (date(2021, 7, 14), date(2021, 8, 4))
    assert window.provenance.status is Status.SUPERSEDED
    campaign = figure(guides["sessional-gp-week"], "dates")
    assert (campaign.from_, campaign.to) == (date(2023, 6, 12), date(2023, 6, 16))


def test_connection_rules_read_if_then(guides: dict[str, Guide]) -> None:
    (rules,) = guides["revalidation"].sections
    employed = next(each for each in rules.entries if each.id == "nhs-employed")
    assert (employed.if_, employed.then) == (
        "employed by an NHS trust or board (LED, SAS, consultant)",
        "that employer",
    )
    assert employed.provenance.source.publisher == "RCPE"


def test_the_questionnaire_has_two_statements_for_each_attribute(guides: dict[str, Guide]) -> None:
    guide = guides["specialty-explorer"]
    (statements,) = [each for each in guide.sections if each.id == "statements"]
    said = [text for each in statements.entries for text in (each.high, each.low)]
    parts = {part.title: part.value for part in entry(guide, "questionnaire", "preferences").parts}
    assert len({each.attribute for each in statements.entries}) == parts["attributes"] == 14
    assert len(set(said)) == parts["items"] == 28
    tokens = {part.title: part.value for part in entry(guide, "questionnaire", "weights").parts}
    assert (tokens["tokens"], tokens["tokens on one attribute, at most"]) == (20, 5)
    assert entry(guide, "scoring", "fit").formula == "1 - sum(w_i * |p_i - a_i|) / (4 * sum(w_i))"
    assert entry(guide, "instruments", "bma-specialty-explorer").provenance.unknown == ("number of items",)


def test_one_figure_has_one_unit_whatever_the_guide(guides: dict[str, Guide]) -> None:
    """`percent` is never %, money never pounds, and a unit never carries a second figure."""
    for guide in guides.values():
        for each in guide.figures:
            assert not re.search(r"[%£$]|pounds|per year|\b\d", each.unit or ""), each.id


def test_asking_for_a_guide_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(Unknown, match=r"no guide 'revalidate' here; there is academic-job-questions, .*revalidation"):
        Facts().guide("revalidate")
    with pytest.raises(Unknown):
        Facts().guide("../posts/kinds")


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[Path]:
    """A data folder with two guides, to be changed by a test."""
    (tmp_path / "guides").mkdir()
    shutil.copy(data_root() / "review.yaml", tmp_path)
    for id in ("code-of-practice", "gp-workforce-initiatives", "revalidation"):
        shutil.copy(data_root() / f"guides/{id}.yaml", tmp_path / "guides")
    yield tmp_path


@pytest.mark.parametrize(
    ("id", "old", "new", "said"),
    [
        ("code-of-practice", "weeks: -12}", "weeks: -12, days: 1}", "give one of days, weeks, months or years"),
        ("code-of-practice", "anchor: post-start, weeks: -12", "anchor: start, weeks: -12", "steps, cop-allocation"),
        ("code-of-practice", "value: 12,", "min: 12, max: 8,", "figures, allocation-weeks: max: 8 is below min, 12"),
        ("code-of-practice", "value: 12, unit: weeks", "unit: weeks", "figures, allocation-weeks: has no value"),
        ("code-of-practice", "id: code-of-practice", "id: code", "'code' is not what the file's place says"),
        ("gp-workforce-initiatives", "figures: [ters]", "figures: [terms]", "there is no figure 'terms' here"),
        ("revalidation", "then: that employer", "tip: that employer", "an entry of rules needs then"),
    ],
)
def test_a_mistake_in_a_guide_is_named(changed: Path, id: str, old: str, new: str, said: str) -> None:
    file = changed / f"guides/{id}.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(FactError, match=re.escape(said)):
        load_guide(changed, id)
