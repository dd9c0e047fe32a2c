"""Every entry-level specification: what was read is there, each gate can be asked, each page is named."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.base.strict_yaml import read_yaml_file
from workbook.facts import Facts, Unknown
from workbook.facts.core import Confidence, Status
from workbook.facts.criteria import Check, Criterion
from workbook.facts.person_specs import PersonSpec
from workbook.facts.where import data_root
from workbook.record.demos import demo_names, demo_record
from workbook.record.models import Record
from workbook.record.reading import record_from
from workbook.rules.finding import Verdict
from workbook.rules.gates import gates

FACTS = Facts()
IMT, RADIOLOGY, GP = "internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1"
COMMON = "common-selection-criteria"

# Essential and desirable criteria, as counted in what was read of each entry-level specification.
COUNTS = {
    "acute-care-common-stem-anaesthetics-ct1": (23, 9),
    "acute-care-common-stem-emergency-medicine-ct1": (15, 6),
    "acute-care-common-stem-internal-medicine-ct1": (20, 9),
    "anaesthetics-ct1": (23, 7),
    "broad-based-training-ct1": (15, 1),
    "cardiothoracic-surgery-st1": (16, 14),
    "child-and-adolescent-psychiatry-st1": (23, 9),
    "clinical-radiology-st1": (20, 5),
    "community-sexual-and-reproductive-health-st1": (17, 11),
    "core-psychiatry-ct1": (19, 9),
    "core-surgery-ct1": (17, 7),
    "general-practice-st1": (26, 7),
    "histopathology-st1": (17, 13),
    "internal-medicine-ct1": (20, 9),
    "neurosurgery-st1": (17, 12),
    "obstetrics-and-gynaecology-st1": (19, 12),
    "ophthalmology-st1": (18, 10),
    "oral-and-maxillofacial-surgery-st1": (17, 16),
    "paediatrics-st1": (19, 7),
    "psychiatry-of-learning-disability-st1": (23, 7),
    "public-health-and-general-practice-dual-st1": (23, 7),
    "public-health-st1": (22, 10),
    "trauma-and-orthopaedic-surgery-st1": (15, 4),
}
ENTRY_LEVEL = tuple(COUNTS)


def spec(specialty: str) -> PersonSpec:
    return FACTS.person_spec(specialty, 2026)


def entry_level() -> list[tuple[str, Criterion]]:
    return [(specialty, criterion) for specialty in ENTRY_LEVEL for criterion in spec(specialty).criteria]


# ---------------------------------------------------------------- what was read is there


@pytest.mark.parametrize("specialty", ENTRY_LEVEL)
def test_no_criterion_is_lost(specialty: str) -> None:
    assert (len(spec(specialty).essential), len(spec(specialty).desirable)) == COUNTS[specialty]


@pytest.mark.parametrize(
    ("specialty", "criterion", "value", "unit"),
    [
        (IMT, "experience-24-months", 24, "months"),
        (IMT, "experience-12-after-registration", 12, "months-after-registration"),
        (RADIOLOGY, "max-radiology-experience", 18, "months-wte"),
        (RADIOLOGY, "foundation-level-radiology-discount", 4, "months"),
        (RADIOLOGY, "achievement-window", 10, "years"),
        (RADIOLOGY, "msra-minimum", 201, "raw-score-per-paper"),
        (GP, "foundation-competence", 42, "months"),
        (GP, "crest-signature", 3, "months-wte"),
        ("anaesthetics-ct1", "max-anaesthetics-experience", 24, "months-wte"),
        ("acute-care-common-stem-anaesthetics-ct1", "max-anaesthetics-experience", 24, "months-wte"),
        ("acute-care-common-stem-internal-medicine-ct1", "experience-24-months", 24, "months"),
        ("cardiothoracic-surgery-st1", "max-cardiothoracic-experience", 18, "months-wte"),
        ("core-surgery-ct1", "max-surgical-experience", 18, "months-wte"),
        ("neurosurgery-st1", "max-experience", 24, "months-wte"),
        ("obstetrics-and-gynaecology-st1", "max-og-experience", 24, "months-wte"),
        ("ophthalmology-st1", "max-ophthalmology-experience", 30, "months-wte"),
        ("paediatrics-st1", "max-paediatrics-experience", 24, "months-wte"),
        ("core-psychiatry-ct1", "msra-minimum", 186, "raw-score-per-paper"),
        ("public-health-st1", "face-to-face", 2, "days"),
        ("core-surgery-ct1", "elective-or-taster", 5, "days (taster)"),
    ],
)
def test_figures_as_the_pages_state_them(specialty: str, criterion: str, value: int, unit: str) -> None:
    limit = spec(specialty).criterion(criterion).limit
    assert limit is not None
    assert (limit.number, limit.unit) == (value, unit)


@pytest.mark.parametrize(
    ("specialty", "criterion", "measured_at", "without_foundation"),
    [
        (RADIOLOGY, "max-radiology-experience", "post-start", True),
        ("anaesthetics-ct1", "max-anaesthetics-experience", "post-start", True),
        ("cardiothoracic-surgery-st1", "max-cardiothoracic-experience", "application-closes", False),
        ("obstetrics-and-gynaecology-st1", "max-og-experience", "post-start", True),
        ("ophthalmology-st1", "max-ophthalmology-experience", "interview", False),
        ("paediatrics-st1", "max-paediatrics-experience", "application", True),
    ],
)
def test_a_limit_is_measured_when_its_text_says_and_leaves_out_what_its_text_leaves_out(
    specialty: str, criterion: str, measured_at: str, without_foundation: bool
) -> None:
    asked = spec(specialty).criterion(criterion)
    assert asked.check is Check.MAX_EXPERIENCE and asked.counting is not None
    assert asked.counting.measured_at == measured_at
    assert asked.counting.leave_out_in_uk == (("foundation-f1", "foundation-f2") if without_foundation else ())
    assert asked.counting.whole_time
    assert specialty.removesuffix("-st1").removesuffix("-ct1").split("-")[-1] in " ".join(
        asked.counting.specialties or ()
    )


@pytest.mark.parametrize(
    ("specialty", "criterion", "figure"),
    [("core-surgery-ct1", "max-surgical-experience", "18"), ("neurosurgery-st1", "max-experience", "24")],
)
def test_a_limit_whose_scope_nobody_could_read_is_asked_and_not_computed(
    specialty: str, criterion: str, figure: str
) -> None:
    asked = spec(specialty).criterion(criterion)
    assert asked.check is Check.STATEMENT and asked.counting is None
    assert figure in (asked.ask or "")


# ---------------------------------------------------------------- every gate can be asked and shown


@pytest.mark.parametrize("specialty", ENTRY_LEVEL)
def test_every_essential_criterion_names_a_check(specialty: str) -> None:
    assert all(criterion.check in Check for criterion in spec(specialty).essential)


@pytest.mark.parametrize("specialty", (*ENTRY_LEVEL, COMMON))
def test_every_criterion_can_be_shown(specialty: str) -> None:
    """A short title, a text, a page to open, and a day to read it again."""
    for criterion in spec(specialty).criteria:
        assert 1 <= len(criterion.title.split()) <= 5, criterion.id
        assert criterion.text.endswith("."), criterion.id
        assert (criterion.provenance.source.url or "").startswith("http"), criterion.id
        assert criterion.provenance.review_by.isoformat() == "2027-10-01"
        assert criterion.provenance.checked_on.isoformat() == "2026-11-20"


def _records() -> list[Record]:
    examples = [demo_record(data_root(), demo.name) for demo in demo_names(data_root())]
    assert len(examples) == 3
    return [record_from({"format": 1}), *examples]


@pytest.mark.parametrize("specialty", ENTRY_LEVEL)
def test_every_gate_answers_an_empty_record_and_the_worked_examples(specialty: str) -> None:
    for record in _records():
        found = gates(record, FACTS, specialty, 2027, date(2026, 11, 20))
        assert [gate.criterion for gate in found.findings] == [c.id for c in spec(specialty).essential]
        assert all(gate.because for gate in found.findings)


@pytest.mark.parametrize("specialty", ENTRY_LEVEL)
def test_an_empty_record_shuts_no_gate(specialty: str) -> None:
    """Nothing said is nothing against the doctor, unless a limit has nothing to count."""
    found = gates(record_from({"format": 1}), FACTS, specialty, 2027, date(2026, 11, 20))
    assert {gate.verdict for gate in found.findings} <= {
        Verdict.CANNOT_TELL,
        Verdict.NOT_DECIDED,
        Verdict.NOT_APPLICABLE,
    }


def test_one_criterion_has_one_check_wherever_it_is_live() -> None:
    checks: dict[str, set[Check | None]] = {}
    for _, criterion in entry_level():
        if criterion.essential and not criterion.superseded:
            checks.setdefault(criterion.id, set()).add(criterion.check)
    assert {id: found for id, found in checks.items() if len(found) > 1} == {}


def test_what_is_only_judged_in_the_round_is_told_and_what_the_form_asks_is_asked() -> None:
    for specialty, criterion in entry_level():
        if criterion.check is Check.INFORMATION and not criterion.superseded:
            assert set(criterion.evaluated_at) <= {"interview", "references", "msra"}, (specialty, criterion.id)
    assert spec("obstetrics-and-gynaecology-st1").criterion("prioritisation").check is Check.INFORMATION
    assert spec("histopathology-st1").criterion("autopsy-awareness").check is Check.STATEMENT
    assert spec("public-health-st1").criterion("reasoning-tests").check is Check.STATEMENT


@pytest.mark.parametrize("specialty", ENTRY_LEVEL)
def test_every_question_is_a_plain_question_asked_once(specialty: str) -> None:
    questions = spec(specialty).questions
    assert questions
    assert len({question.id for question in questions}) == len(questions)
    assert all(question.text.endswith("?") for question in questions)


def test_what_holds_of_the_person_is_asked_in_the_same_words_everywhere() -> None:
    """One answer to these serves every programme, so it must be an answer to one question."""
    asked: dict[str, set[str]] = {}
    for _, criterion in entry_level():
        if criterion.section in ("fitness-to-practise", "probity", "health") and not criterion.superseded:
            for question in criterion.questions:
                asked.setdefault(question.id, set()).add(question.text)
    assert set(asked) == {"fitness-to-practise", "ftp-disclosure", "health", "good-public-health-practice"}
    assert all(len(words) == 1 for words in asked.values())


def test_a_question_about_the_specialty_names_it() -> None:
    for specialty, words in (
        ("anaesthetics-ct1", "in anaesthetics"),
        ("child-and-adolescent-psychiatry-st1", "in child and adolescent psychiatry"),
        ("oral-and-maxillofacial-surgery-st1", "in oral and maxillofacial surgery"),
    ):
        for id in ("no-cct", "previous-programme", "same-specialty-transfer"):
            assert words in (spec(specialty).criterion(id).ask or ""), (specialty, id)


@pytest.mark.parametrize("specialty", ENTRY_LEVEL)
def test_every_source_of_a_file_is_used(specialty: str) -> None:
    """A source nobody names is a page somebody reads again in October for nothing."""
    written = read_yaml_file(data_root() / f"person_specs/2026/{specialty}.yaml")
    entries = [written, *written["criteria"]]
    named = [entry["source"] if isinstance(entry["source"], list) else [entry["source"]] for entry in entries]
    assert {name for names in named for name in names} == set(written["sources"])


# ---------------------------------------------------------------- links


def test_every_specification_belongs_to_a_programme() -> None:
    assert set(ENTRY_LEVEL) <= set(FACTS.specialty_ids())


def test_every_evidence_word_is_read_as_a_link() -> None:
    assert {type(word).__name__ for _, criterion in entry_level() for word in criterion.evidence} == {"EvidenceRef"}


def test_kinds_of_post_that_are_left_out_are_kinds_of_post() -> None:
    kinds = FACTS.post_kinds()
    for _, criterion in entry_level():
        counting = [criterion.counting, *(route.counting for route in criterion.routes)]
        for rule in filter(None, counting):
            assert {*rule.leave_out, *rule.leave_out_in_uk} <= set(kinds)


# ---------------------------------------------------------------- pages


def test_a_criterion_keeps_its_own_source_and_the_rest_of_its_file() -> None:
    registration = spec(IMT).criterion("gmc-full-registration-at-application").provenance
    assert registration.source.title == "Changes to specialty training recruitment for 2026"
    assert (registration.status, registration.confidence) == (Status.CLOSED, Confidence.HIGH)
    degrees = spec(IMT).criterion("degrees").provenance
    assert degrees.status is Status.CLOSED  # its own entry names none: that of the file
    assert degrees.note == "Read through two third-party transcriptions (2026-07-02 and 2026-07-19)."


def test_pages_since_replaced_are_marked() -> None:
    assert spec(GP).criterion("driving").superseded
    assert not spec(GP).criterion("performers-list").superseded
    assert "driving" not in {question.id for question in spec(GP).questions}
    assert "driving" in {question.id for question in spec("core-psychiatry-ct1").questions}


def test_what_was_read_on_a_replaced_page_is_never_a_gate() -> None:
    replaced = [(s, c) for s, c in entry_level() if c.essential and c.superseded]
    assert len(replaced) == 25
    assert all(criterion.check is Check.INFORMATION for _, criterion in replaced)
    assert spec("public-health-st1").criterion("postgraduate-experience") in [c for _, c in replaced]


@pytest.mark.parametrize("specialty", ["broad-based-training-ct1", "trauma-and-orthopaedic-surgery-st1"])
def test_a_page_that_names_no_year_is_said_to_name_none(specialty: str) -> None:
    assert spec(specialty).year == 2026
    assert "The page read names no year" in (spec(specialty).provenance.note or "")
    assert spec(specialty).provenance.confidence is Confidence.LOW


# ---------------------------------------------------------------- the list entry-level programmes share


def test_the_shared_list_is_pointed_at_and_never_merged() -> None:
    shared = {criterion.id for criterion in spec(COMMON).criteria}
    assert len(shared) == 23
    for specialty in ENTRY_LEVEL:
        assert spec(specialty).inherits == COMMON
        assert not shared & {criterion.id for criterion in spec(specialty).criteria}


def test_the_shared_list_is_no_gate() -> None:
    """Prompts for an interview: nothing in it is checked, and it is no programme whose gates could be asked for."""
    assert {criterion.check for criterion in spec(COMMON).essential} == {Check.INFORMATION}
    assert spec(COMMON).questions == ()
    with pytest.raises(Unknown):
        gates(record_from({"format": 1}), FACTS, COMMON, 2027, date(2026, 11, 20))


def test_the_shared_list_says_for_whom_each_entry_was_read() -> None:
    programmes = set(FACTS.specialty_ids())
    for criterion in spec(COMMON).criteria:
        named = {*criterion.except_, *criterion.confirmed_for}
        if not isinstance(criterion.applies_to, str):
            named |= set(criterion.applies_to or ())
        assert named <= programmes, criterion.id
    judgement = spec(COMMON).criterion("common-clinical-judgement")
    assert (judgement.applies_to, judgement.except_) == ("all-entry-level", ("public-health-st1",))
    assert judgement.confirmed_for == ("general-practice-st1", "core-surgery-ct1")
    hands = spec(COMMON).criterion("surgical-hand-eye")
    assert isinstance(hands.applies_to, tuple) and len(hands.applies_to) == 5


def test_the_shared_list_keeps_its_agreeing_pages_with_their_years() -> None:
    needs = spec(COMMON).criterion("common-own-training-needs")
    assert needs.year == 2024
    assert [page.year for page in needs.provenance.agreeing] == [2023, 2022, 2024]
    empathy = spec(COMMON).criterion("common-empathy").provenance
    assert empathy.source.publisher == "Shiken (commercial, repeating the official MSRA description)"
    assert [page.title for page in empathy.agreeing] == ["Qualities of a GP", "The professional dilemmas paper"]


def test_the_shared_list_keeps_what_is_no_criterion() -> None:
    shared = spec(COMMON)
    assert (shared.year, shared.provenance.status) == (2024, Status.SUPERSEDED)
    assert [change.id for change in shared.history] == ["rewritten-2025", "life-support-2015-2017"]
    assert [entry.id for entry in shared.unconfirmed] == [
        "nhs-values",
        "it-skills",
        "nhs-management",
        "outside-medicine",
    ]
    assert len(shared.headings) == 6
