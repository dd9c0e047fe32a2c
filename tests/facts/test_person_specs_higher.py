"""Higher specifications: nothing lost of what was read, the shared opening once in each, questions that say figures."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import pytest

from workbook.facts import FactError, Facts, Unknown
from workbook.facts.core import Confidence, Status
from workbook.facts.criteria import Check, Criterion
from workbook.facts.person_specs import PersonSpec, load_person_spec
from workbook.facts.where import data_root

FACTS = Facts()
OPENING = "higher-common"
# In the order of the page.
COMMON = (
    "pmq", "right-to-work", "gmc-full-at-application", "licence-at-start", "good-standing", "no-cct", "full-history",
    "truthful-form", "disclose-ftp", "move-region-support", "previous-exit",
)  # fmt: skip
PHYSICIAN = (
    "acute-internal-medicine-st4", "cardiology-st4", "endocrinology-and-diabetes-st4", "gastroenterology-st4",
    "geriatric-medicine-st4", "renal-medicine-st4", "respiratory-medicine-st4",
)  # fmt: skip
PSYCHIATRY = (
    "child-and-adolescent-psychiatry-st4", "forensic-psychiatry-st4", "general-psychiatry-st4",
    "medical-psychotherapy-st4", "old-age-psychiatry-st4", "psychiatry-of-learning-disability-st4",
)  # fmt: skip
# Year of the page, its status, whether it opens with the shared list, and its own essential and desirable criteria:
# counted by hand in what was read of each.
READ: dict[str, tuple[int, Status, bool, int, int]] = {
    **dict.fromkeys(PHYSICIAN, (2026, Status.IN_FORCE, True, 4, 9)),
    "anaesthetics-st4": (2026, Status.IN_FORCE, True, 4, 0),
    "chemical-pathology-st3": (2024, Status.SUPERSEDED, False, 4, 0),
    "clinical-oncology-st3": (2025, Status.PUBLISHED, True, 2, 2),
    "clinical-radiology-st3": (2026, Status.IN_FORCE, True, 2, 0),
    "combined-infection-training-st3": (2025, Status.SUPERSEDED, False, 2, 0),
    "dermatology-st3": (2026, Status.IN_FORCE, True, 6, 9),
    "emergency-medicine-dre-em-st3": (2024, Status.SUPERSEDED, True, 3, 0),
    "emergency-medicine-st4": (2026, Status.IN_FORCE, True, 5, 9),
    "general-surgery-st3": (2026, Status.IN_FORCE, True, 3, 10),
    "haematology-st3": (2025, Status.PUBLISHED, True, 4, 9),
    "intensive-care-medicine-st3": (2025, Status.SUPERSEDED, True, 4, 0),
    "obstetrics-and-gynaecology-st3": (2026, Status.IN_FORCE, True, 3, 0),
    "occupational-medicine-st3": (2024, Status.SUPERSEDED, False, 2, 0),
    "ophthalmology-st3": (2023, Status.SUPERSEDED, False, 2, 0),
    "otolaryngology-st3": (2025, Status.PUBLISHED, True, 2, 0),
    "paediatric-surgery-st3": (2025, Status.SUPERSEDED, False, 5, 0),
    "paediatrics-st3": (2025, Status.SUPERSEDED, False, 6, 0),
    "plastic-surgery-st3": (2026, Status.IN_FORCE, True, 3, 9),
    "psychiatry-st4": (2026, Status.IN_FORCE, True, 3, 0),
    "renal-medicine-st4": (2026, Status.IN_FORCE, True, 4, 9),
    "trauma-and-orthopaedic-surgery-st3": (2026, Status.IN_FORCE, True, 5, 7),
    "urology-st3": (2026, Status.PUBLISHED, True, 2, 0),
}


def spec(name: str, year: int = 2027) -> PersonSpec:
    return load_person_spec(data_root(), name, year)


def own(name: str) -> list[Criterion]:
    """The criteria of its own page, without the shared opening."""
    return [c for c in spec(name).criteria if f"/{OPENING}/" not in c.provenance.id]


EVERY_ESSENTIAL = [
    *((OPENING, c) for c in spec(OPENING).criteria),
    *((name, c) for name in sorted(READ) for c in own(name) if c.essential),
]


# Those that can be answered by the doctor's word: alone, or where the record does not tell.
ASKED = [
    criterion
    for _, criterion in EVERY_ESSENTIAL
    if criterion.check in (Check.STATEMENT, Check.EXAM, Check.UK_PROGRAMME)
    or (criterion.check is Check.MAX_EXPERIENCE and criterion.ask)
]


def address(criterion: Criterion) -> str:
    return criterion.provenance.id


# ---------------------------------------------------------------- nothing lost


def test_there_are_twenty_eight_and_the_opening() -> None:
    assert len(READ) == 28
    assert [c.id for c in spec(OPENING).criteria] == list(COMMON)


@pytest.mark.parametrize("name", sorted(READ))
def test_no_criterion_is_lost(name: str) -> None:
    year, status, opens, essential, desirable = READ[name]
    found = spec(name)
    assert (found.year, found.provenance.status) == (year, status)
    assert (found.opens_with == OPENING, found.opening_year) == (opens, 2026 if opens else None)
    assert sum(c.essential for c in own(name)) == essential
    assert len(found.desirable) == desirable


def test_an_old_page_stands_under_its_own_year() -> None:
    for name, (year, *_) in READ.items():
        assert (data_root() / f"person_specs/{year}/{name}.yaml").is_file(), name


# ---------------------------------------------------------------- the shared opening


@pytest.mark.parametrize("name", [name for name, read in sorted(READ.items()) if read[2]])
def test_the_shared_opening_comes_first_and_each_of_it_once(name: str) -> None:
    ids = [c.id for c in spec(name).criteria]
    assert ids[: len(COMMON)] == list(COMMON)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", [name for name, read in sorted(READ.items()) if not read[2]])
def test_a_page_that_does_not_open_with_it_gains_nothing(name: str) -> None:
    assert not any(f"/{OPENING}/" in c.provenance.id for c in spec(name).criteria)


def test_a_shared_criterion_keeps_its_own_page_and_address() -> None:
    """A card under haematology’s 2025 list must not say that haematology’s page asks for registration."""
    shared = spec("haematology-st3").criterion("gmc-full-at-application")
    assert shared.provenance.id == "person_specs/higher-common/2026/criteria/gmc-full-at-application"
    assert shared.provenance.source.publisher == "NHS England"
    assert (shared.provenance.status, shared.provenance.confidence) == (Status.IN_FORCE, Confidence.HIGH)
    assert shared.limit and (shared.limit.value, shared.limit.unit, shared.limit.changed_in) == (
        "full", "at-application", 2026,
    )  # fmt: skip


def test_what_the_specification_says_itself_stands_in_place_of_the_shared_criterion(tmp_path: Path) -> None:
    copytree(data_root() / "person_specs", tmp_path / "person_specs")
    (tmp_path / "review.yaml").write_bytes((data_root() / "review.yaml").read_bytes())
    path = tmp_path / "person_specs/2026/cardiology-st4.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("- id: lat-cap", "- id: no-cct"), encoding="utf-8")
    found = load_person_spec(tmp_path, "cardiology-st4", 2027)
    ids = [c.id for c in found.criteria]
    assert ids[: len(COMMON)] == list(COMMON) and len(ids) == len(set(ids)) == 23
    assert found.criterion("no-cct").provenance.id == "person_specs/cardiology-st4/2026/criteria/no-cct"


def test_a_round_before_the_shared_opening_does_not_get_the_rule_of_a_later_one() -> None:
    """Up to 2025 it was enough to be eligible for registration by the start."""
    before = spec("clinical-oncology-st3", 2025)
    assert before.opens_with and before.opening_year is None
    assert [c.id for c in before.essential] == ["mrcp", "core-two-years"]


def test_a_shared_list_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    copytree(data_root() / "person_specs", tmp_path / "person_specs")
    (tmp_path / "review.yaml").write_bytes((data_root() / "review.yaml").read_bytes())
    path = tmp_path / "person_specs/2026/cardiology-st4.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("opens_with: higher-common", "opens_with: tea"), "utf-8")
    with pytest.raises(FactError, match="opens_with"):
        load_person_spec(tmp_path, "cardiology-st4", 2027)


# ---------------------------------------------------------------- one list for several programmes


def test_the_six_psychiatric_programmes_read_one_list_each_as_its_own() -> None:
    for programme in PSYCHIATRY:
        found = FACTS.person_spec(programme, 2027)
        assert found.specialty == programme
        assert [c.id for c in found.essential][-3:] == ["mrcpsych", "core-psychiatry", "transport"]
        assert found.criterion("mrcpsych").provenance.id == "person_specs/psychiatry-st4/2026/criteria/mrcpsych"


def test_a_programme_without_any_is_refused() -> None:
    with pytest.raises(Unknown, match="no person specification of rheumatology-st4"):
        FACTS.person_spec("rheumatology-st4", 2027)


# ---------------------------------------------------------------- figures, exams, pages


@pytest.mark.parametrize(
    ("name", "id", "said"),
    [
        ("cardiology-st4", "mrcp", {"value": "mrcp-uk", "unit": "at-initial-offers", "full": True}),
        ("cardiology-st4", "mrcp", {"part_1": "at-application"}),
        ("cardiology-st4", "im-stage-1", {"value": "im-stage-1-full", "unit": "at-post-start"}),
        ("cardiology-st4", "lat-cap", {"value": 24, "unit": "months", "scope": "LAT in specialty"}),
        ("anaesthetics-st4", "core-or-48", {"value": 48, "scope": "outside core programme"}),
        ("obstetrics-and-gynaecology-st3", "training-time", {"value": 60, "scope": "UK O&G programme"}),
        ("obstetrics-and-gynaecology-st3", "mrcog-1", {"value": "mrcog-part-1", "full": None}),
        ("paediatrics-st3", "mrcpch-two", {"valid_years": 7, "unit": "at-application"}),
        ("psychiatry-st4", "mrcpsych", {"value": "mrcpsych", "unit": "at-round-deadline"}),
        ("trauma-and-orthopaedic-surgery-st3", "atls", {"kind": "certificate", "unit": "at-interview"}),
        ("general-surgery-st3", "under-72-months", {"kind": "max-experience-months", "value": 72}),
        ("plastic-surgery-st3", "plastics-4", {"kind": "min-experience-months", "value": 4}),
        ("trauma-and-orthopaedic-surgery-st3", "related-8", {"value": 8}),
    ],
)  # fmt: skip
def test_limits_as_the_pages_state_them(name: str, id: str, said: dict[str, object]) -> None:
    limit = spec(name).criterion(id).limit
    assert limit is not None
    assert {field: getattr(limit, field) for field in said} == said


def test_the_day_of_first_offers_stands_with_the_surgical_exam() -> None:
    for name in ("general-surgery-st3", "plastic-surgery-st3", "trauma-and-orthopaedic-surgery-st3", "urology-st3"):
        limit = spec(name).criterion("mrcs").limit
        assert limit and limit.full and str(limit.date) == "2026-04-14", name


def test_parts_of_an_experience_are_counted_in_their_own_unit() -> None:
    medicine = spec("renal-medicine-st4").criterion("experience-36").limit
    assert medicine and medicine.number == 36
    assert [(p.value, p.scope) for p in medicine.of_which] == [(18, "acute medical inpatients")]
    paediatric = spec("dermatology-st3").criterion("paediatric-24").limit
    assert paediatric and [(p.value, p.scope) for p in paediatric.of_which] == [
        (6, "neonatology"), (6, "general paediatrics"),
    ]  # fmt: skip
    surgery = spec("urology-st3").criterion("core-surgery").limit
    assert surgery and [(p.value, p.unit) for p in surgery.of_which] == [
        ("ct1", "at-application"), ("ct2", "at-post-start"),
    ]  # fmt: skip


def test_pages_that_differ_are_both_kept() -> None:
    """3 months in 2024, 6 in the transcription of 2026: neither is called the figure."""
    criterion = spec("emergency-medicine-st4").criterion("experience-36")
    assert criterion.limit
    by_year = {part.scope: part.by_year for part in criterion.limit.of_which if part.by_year}
    assert by_year == {scope: {"2024": 3, "2026": 6} for scope in ("anaesthesia", "intensive care")}
    assert [part.value for part in criterion.limit.of_which] == [12, 3, 3, None, None]
    (conflict,) = criterion.provenance.conflicts
    assert "Check before relying on it" in conflict.text
    assert conflict.source and conflict.source.title == "Emergency medicine ST4 2024"


def test_an_older_copy_of_the_recruiters_page_is_kept_as_a_conflict() -> None:
    for name in PHYSICIAN:
        (conflict,) = spec(name).criterion("experience-36").provenance.conflicts
        assert "12 months for the acute part" in conflict.text


@pytest.mark.parametrize("name", [name for name in PHYSICIAN if name != "cardiology-st4"])
def test_what_is_carried_over_from_cardiology_says_so(name: str) -> None:
    """The page of the specialty itself could not be read: nobody may take these for its words."""
    carried = [spec(name).criterion("lat-cap"), *spec(name).desirable]
    assert len(carried) == 10
    for criterion in carried:
        assert criterion.provenance.confidence is Confidence.LOW
        assert criterion.provenance.source.title == "Cardiology ST4 2026"
        assert "carried over from the cardiology specification" in (criterion.provenance.source.how_read or "")


@pytest.mark.parametrize(
    ("name", "id", "year", "title"),
    [
        ("anaesthetics-st4", "primary-frca", 2025, "Anaesthetics ST4 2025"),
        ("clinical-radiology-st3", "frcr-1", 2025, "Clinical radiology ST3 2025"),
        ("obstetrics-and-gynaecology-st3", "mrcog-1", 2024, "O&G ST3 2024"),
        ("obstetrics-and-gynaecology-st3", "training-time", 2024, "O&G ST3 form (August 2024 posts)"),
    ],
)
def test_a_criterion_of_an_older_page_rests_on_that_page(name: str, id: str, year: int, title: str) -> None:
    criterion = spec(name).criterion(id)
    assert (criterion.year, criterion.provenance.source.title) == (year, title)


def test_a_page_read_through_a_transcription_says_so() -> None:
    names = (
        "cardiology-st4",
        "dermatology-st3",
        "emergency-medicine-st4",
        "general-surgery-st3",
        "plastic-surgery-st3",
    )
    for name in (*names, "trauma-and-orthopaedic-surgery-st3"):
        assert spec(name).provenance.source.how_read == "a third-party transcription of the page"


# ---------------------------------------------------------------- what the doctor is asked

_NUMBERS = {6: "six", 7: "seven"}


def test_every_criterion_has_a_short_title_and_every_gate_a_check() -> None:
    for name in (OPENING, *READ):
        for criterion in spec(name).criteria:
            assert 1 <= len(criterion.title.split()) <= 6, criterion.id
            assert criterion.text.endswith("."), criterion.id
            assert (criterion.check is not None) is criterion.essential, criterion.id


@pytest.mark.parametrize("criterion", ASKED, ids=address)
def test_a_question_is_one_that_yes_answers(criterion: Criterion) -> None:
    asked = criterion.ask or ""
    assert re.match(r"(Will|Do|Are|Is|Can|Have|When you apply, will|If your? .+: will)\b", asked), asked
    assert "?" in asked and len(asked) < 500


@pytest.mark.parametrize("criterion", ASKED, ids=address)
def test_a_question_says_each_figure_of_its_limit(criterion: Criterion) -> None:
    """Where the doctor's word decides, the figure must stand in the question."""
    limit = criterion.limit
    if limit is None:
        return
    figures = [limit.value, limit.valid_years, *(part.value for part in limit.of_which)]
    figures += [figure for part in limit.of_which for figure in part.by_year.values()]
    for figure in figures:
        if isinstance(figure, int):
            assert re.search(rf"\b({figure}|{_NUMBERS.get(figure, figure)})\b", criterion.ask or ""), figure


@pytest.mark.parametrize("criterion", ASKED, ids=address)
def test_a_question_says_by_when(criterion: Criterion) -> None:
    words = {
        "at-application": ("when you apply", "application date"),
        "at-initial-offers": ("offers date",),
        "at-interview": ("by the interview",),
        "at-post-start": ("start",),
        "at-round-deadline": ("the date the round sets",),
    }
    limit = criterion.limit
    if limit is None:
        return
    asked = (criterion.ask or "").lower()
    for step in (limit.unit, limit.part_1, *(part.unit for part in limit.of_which)):
        assert step not in words or any(word in asked for word in words[step]), step


@pytest.mark.parametrize("criterion", [criterion for criterion in ASKED if criterion.condition], ids=address)
def test_a_doctor_on_another_route_can_say_yes(criterion: Criterion) -> None:
    """Else a physician would find the door of dermatology shut for want of MRCPCH."""
    asked = criterion.ask or ""
    assert "yes also if" in asked or "never resigned" in asked


def test_routes_that_are_alternatives_are_named_as_conditions() -> None:
    conditions = {c.id: c.condition for c in spec("intensive-care-medicine-st3").essential if c.condition}
    assert {id: conditions[id] for id in ("exam-anaesthetics", "exam-medicine", "exam-em")} == {
        "exam-anaesthetics": "anaesthetic background",
        "exam-medicine": "medical background",
        "exam-em": "emergency medicine background",
    }
    assert sum(bool(c.condition) for _, c in EVERY_ESSENTIAL) == 19


def test_a_route_whose_exam_was_not_read_stays_open() -> None:
    """A paediatrician who reads “no MRCP(UK), so shut” would be told something no page says."""
    for id in ("mrcp", "core-two-years"):
        assert "leave this open" in (spec("haematology-st3").criterion(id).ask or "")
    assert spec("haematology-st3").criterion("paediatric-route").check is Check.INFORMATION


def test_one_answer_about_the_person_serves_entry_and_higher_posts() -> None:
    asked = {question.id: question.text for question in spec("cardiology-st4").questions}
    entry = {question.id: question.text for question in FACTS.person_spec("internal-medicine-ct1", 2026).questions}
    for id in ("fitness-to-practise", "ftp-disclosure", "employment-history", "truthful-form"):
        assert asked[id] == entry[id], id


def test_a_page_since_replaced_is_still_asked_by() -> None:
    found = spec("ophthalmology-st3")
    assert found.replaced
    assert [question.id for question in found.questions] == ["frcophth-1", "st1-st2"]
    assert not any(found.only_told(criterion) for criterion in found.criteria)


# ---------------------------------------------------------------- what the record can tell, and what it cannot


def _by_check(check: Check) -> list[tuple[str, Criterion]]:
    return [(name, criterion) for name, criterion in EVERY_ESSENTIAL if criterion.check is check]


def test_every_exam_that_is_asked_for_is_read_from_the_record() -> None:
    asked = [(name, c.id) for name, c in EVERY_ESSENTIAL if c.limit and c.limit.kind == "exam"]
    assert [(name, c.id) for name, c in _by_check(Check.EXAM)] == asked
    assert len(asked) == 30


@pytest.mark.parametrize("criterion", [c for _, c in _by_check(Check.EXAM)], ids=address)
def test_the_parts_of_every_exam_asked_for_are_known(criterion: Criterion) -> None:
    assert criterion.limit is not None
    assert FACTS.exams().asked(str(criterion.limit.value)).any_of


def test_an_exam_criterion_whose_text_names_other_ways_says_so() -> None:
    """Nothing recorded may shut a door that a specialist-register entry opens."""
    for name, criterion in _by_check(Check.EXAM):
        named = "specialist-register" in criterion.text or "Irish" in criterion.text
        assert bool(criterion.other_routes) is named, name


def test_a_cap_on_lat_posts_counts_lat_posts_of_the_specialty_by_the_start() -> None:
    caps = [(name, c) for name, c in EVERY_ESSENTIAL if c.id == "lat-cap"]
    assert len(caps) == 10
    for name, criterion in caps:
        counting = criterion.counting
        assert criterion.check is Check.MAX_EXPERIENCE and counting is not None, name
        assert (counting.only, counting.measured_at, counting.whole_time) == (("lat",), "post-start", None), name
        assert set(counting.only) <= set(FACTS.post_kinds())


def test_a_programme_meets_a_capability_only_where_the_text_names_such_a_programme() -> None:
    words = {"internal-medicine": "IMT|stage 1", "core-surgery": "core surgical training", "core-psychiatry": "core",
             "emergency-medicine": "ACCS emergency medicine", "anaesthetics": "core programme"}  # fmt: skip
    found = _by_check(Check.UK_PROGRAMME)
    assert len(found) == 28
    for name, criterion in found:
        for accepted in criterion.uk_programmes:
            first = accepted.specialties[0]
            assert re.search(words[first], criterion.text), (name, criterion.id)


def test_what_no_entry_of_a_record_shows_stays_asked() -> None:
    """Certificates, levels of capability, and experience whose scope or measuring day the words do not give."""
    for name, id in (
        ("anaesthetics-st4", "stage-1"),
        ("clinical-radiology-st3", "st2-radiology"),
        ("dermatology-st3", "paediatric-24"),
        ("emergency-medicine-st4", "experience-36"),
        ("haematology-st3", "experience-24"),
        ("obstetrics-and-gynaecology-st3", "st2-og"),
        ("occupational-medicine-st3", "experience-24"),
        ("paediatrics-st3", "st2-capability"),
        ("trauma-and-orthopaedic-surgery-st3", "atls"),
    ):
        assert spec(name).criterion(id).check is Check.STATEMENT, (name, id)
