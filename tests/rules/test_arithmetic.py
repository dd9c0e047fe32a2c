"""No number where something was not read, where others mark, where two readings differ; and never a partial total."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.test_scoring import FACTS, RADIOLOGY, changed, domain, made
from workbook.facts.scoring import load_matrix
from workbook.record.demos import demo_record
from workbook.record.models import Record
from workbook.rules.finding import Verdict
from workbook.rules.scoring import Score, score

TODAY = date(2026, 11, 20)
ENTRY = sorted({path.stem for path in FACTS.root.glob("scoring/*/*-[cs]t1.yaml")})
EVERY = sorted(
    {path.stem for path in FACTS.root.glob("scoring/*/*.yaml")} & {*FACTS.specialties()}
)  # without the files that several programmes share
DEMOS = ("after-plab", "near-settlement", "trust-grade")
HISTO, OPH, CTS, CORE = "histopathology-st1", "ophthalmology-st1", "cardiothoracic-surgery-st1", "core-surgery-ct1"
RECORDS = {"empty": Record(), **{name: demo_record(FACTS.root, name) for name in DEMOS}}


def scored(record: Record, specialty: str) -> Score:
    return score(record, FACTS, specialty, 2028, TODAY)


def options(**change: Any) -> list[dict[str, Any]]:
    """Radiology's first domain with its first option changed."""
    first, *others = FACTS.matrix(RADIOLOGY, 2026).domains[0].model_dump()["options"]
    return [first | change, *others]


WINDOW = {"years": 3, "months": None, "before": "closing-date"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"options": options(points_alt=7.0)}, "different points"),
        ({"options": options(repeat=2)}, "how the repeats it names fit in"),
        ({"options": options(points_factor=0.5, of=("course",))}, "how the repeats it names fit in"),
        ({"pick": "sum", "options": options(repeat=2)}, "takes several entries may be claimed more than once"),
        ({"pick": "sum", "options": options(per="project")}, "does not tell which entries share one"),
        (
            {"options": options(look_back={**WINDOW, "before": "not-said"})},
            "the last 3 years before a day that is not said",
        ),
        ({"options": options(needs=None)}, "Not every option of this part can be told"),
        ({"options": ()}, "options of this part are not known"),
        ({"incomplete": True}, "could not be read"),
        ({"pick": None}, "add up is not known"),
        ({"year": 2024}, "read for another round than that of 2026"),
        ({"options": options(year=2020)}, "read for another round than that of 2026"),
    ],
)
def test_an_arithmetic_that_is_not_worked_out_shows_no_number_and_says_which(change: dict[str, Any], says: str) -> None:
    """Each on a record that would earn the most under plain arithmetic."""
    spell = {"kind": "taster-week", "status": "done", "end": "2026-01-01", "doc": True,
             "details": {"specialty": "radiology", "days": 5, "meaningfully_different": True}}  # fmt: skip
    record = made([{**spell, "id": "a"}, {**spell, "id": "b"}])
    found = score(record, changed(**change), RADIOLOGY, 2028, TODAY)
    one = found.domains[0]
    assert (one.supported.points, one.claimed.points, one.ceiling.points, one.next) == (None, None, None, None)
    assert one.verdict is Verdict.CANNOT_TELL and says in one.because and "on the official page" in one.because
    assert (found.total.supported, found.total.claimed, found.total.ceiling) == (None, None, None)
    assert any(reason.startswith("Commitment to specialty (double weight): ") for reason in found.total.blocked_by)
    assert all(other.supported.points is not None for other in found.domains[1:])


@pytest.mark.parametrize("specialty", EVERY)
@pytest.mark.parametrize("name", RECORDS)
def test_a_total_is_never_partial(specialty: str, name: str) -> None:
    """For every programme and every example: a domain without a figure leaves its total without one, and says why."""
    found = scored(RECORDS[name], specialty)
    for score_ in filter(None, (found, found.announced)):
        counted = [one for one in score_.domains if not one.bonus and one.id != PANELS]
        for figure in ("supported", "claimed", "ceiling"):
            parts = [getattr(one, figure).points for one in counted]
            total = getattr(score_.total, figure)
            if total is not None:
                assert parts and None not in parts, (figure, parts)
                assert total == sum(parts) or (figure == "ceiling" and score_.total.placed and total < sum(parts))
            else:
                assert score_.total.blocked_by
        for one in counted:
            if one.supported.points is None:
                assert one.claimed.points is None and (one.next is None or one.next.gain is None)
            elif one.max is not None:
                assert 0 <= one.supported.points <= one.max


PANELS = "layout"  # of ophthalmology: three points beside the 47 of one's own

NO_NUMBER = {
    "acute-care-common-stem-anaesthetics-ct1": "No points are given",
    "acute-care-common-stem-emergency-medicine-ct1": "No points are given",
    "anaesthetics-ct1": "No self-assessment and no scored portfolio at CT1",
    "broad-based-training-ct1": "No points are given",
    "child-and-adolescent-psychiatry-st1": "MSRA only",
    "community-sexual-and-reproductive-health-st1": "No points are given",
    "core-psychiatry-ct1": "MSRA only",
    "general-practice-st1": "Selection is by the MSRA alone",
    "neurosurgery-st1": "none of them could be read",
    "obstetrics-and-gynaecology-st1": "No self-assessment and no portfolio upload",
    "paediatrics-st1": "marked by the assessors",
    "psychiatry-of-learning-disability-st1": "MSRA only",
    "public-health-and-general-practice-dual-st1": "No points are given",
    "public-health-st1": "No MSRA and no self-assessment",
    "trauma-and-orthopaedic-surgery-st1": "Only the headings of the form could be read",
}
UNTOLD = {CORE: None, CTS: 59, "oral-and-maxillofacial-surgery-st1": None}


def test_every_programme_of_entry_is_looked_at_below() -> None:
    told = {"internal-medicine-ct1", "acute-care-common-stem-internal-medicine-ct1", RADIOLOGY, HISTO, OPH}
    assert {*NO_NUMBER, *UNTOLD, *told} == {*ENTRY}


@pytest.mark.parametrize("specialty", NO_NUMBER)
@pytest.mark.parametrize("name", RECORDS)
def test_a_programme_without_points_of_ones_own_shows_none_and_says_what_decides(specialty: str, name: str) -> None:
    found = scored(RECORDS[name], specialty)
    total = found.total
    assert not found.scored
    assert (total.supported, total.claimed, total.ceiling, total.max) == (None,) * 4
    assert len(total.blocked_by) == 1 and NO_NUMBER[specialty] in total.blocked_by[0]
    assert found.because == load_matrix(FACTS.root, specialty, 2028).method.strip()
    assert all(one.supported.points is None and one.verdict is Verdict.NOT_DECIDED for one in found.domains)


@pytest.mark.parametrize("specialty", UNTOLD)
@pytest.mark.parametrize("name", RECORDS)
def test_a_form_whose_arithmetic_is_not_worked_out_has_no_total(specialty: str, name: str) -> None:
    total = scored(RECORDS[name], specialty).total
    assert (total.supported, total.claimed, total.ceiling) == (None,) * 3
    assert total.max == UNTOLD[specialty] and total.blocked_by


def test_ophthalmology_is_counted_by_hand_for_the_trust_grade_example() -> None:
    """A project led, whose write-up is not said, of the last three years: 2. A national poster as first author: 1.
    A diploma of nine months without its letter: claimed 1."""
    found = scored(RECORDS["trust-grade"], OPH)
    told = {one.id: (one.supported.points, one.claimed.points) for one in found.domains if one.id != PANELS}
    assert {id: figures for id, figures in told.items() if figures != (0, 0)} == {
        "qi-audit": (2, 2), "presentations": (1, 1), "qualifications": (0, 1),
    }  # fmt: skip
    assert (found.total.supported, found.total.claimed, found.total.max) == (3, 4, 47)
    layout = domain(found, PANELS)
    assert layout.because == "Marked by the panel; there is no score of your own to give here."
    assert any(note.startswith("Up to 3 further points are the assessors' to give") for note in found.notes)


def test_cardiothoracic_surgery_tells_the_domains_it_can() -> None:
    found = scored(RECORDS["trust-grade"], CTS)
    told = {one.id: one.supported.points for one in found.domains if one.supported.points is not None}
    assert told == {
        "higher-degrees": 0, "pg-cert-dip": 0, "research": 0, "qi-audit": 0, "postgraduate-awards": 0,
        "presentations": 1, "publications": 0, "postgraduate-exams": 0, "leadership": 0, "teaching": 0,
        "outside-medicine": 0,
    }  # fmt: skip
    poster = domain(found, "presentations")
    assert (poster.supported.option, poster.supported.evidence, poster.verdict) == ("posters", ("e2",), Verdict.MET)
    audit = domain(found, "qi-audit")  # led, and whether it was registered is not recorded
    assert audit.verdict is Verdict.CANNOT_TELL and any("registered" in question for question in audit.missing)


def test_core_surgery_shows_letters_and_never_a_number() -> None:
    found = scored(RECORDS["trust-grade"], CORE)
    assert "no points are published" in found.because
    assert all(one.max is None and one.supported.points is None for one in found.domains)
    assert all(one.next is None or one.next.gain is None for one in found.domains)
    letters = {one.id: one.supported.option for one in found.domains}
    assert letters == {
        "operative-experience": "cases-10", "surgical-experience": "neither", "qi-leadership": "contributor-multi",
        "qi-presentation": "not-presented", "presentations-publications": "oral-or-minor-first",
        "teaching-experience": "regular-or-course",
    }  # fmt: skip
    presented = domain(found, "qi-presentation")
    assert [step.text for step in presented.supported.trace if step.what == "requires"] == [
        "Counts only when “Quality improvement and audit, part 1 (role)” has reached A, B or C"
    ]
    assert any("surgery" in question for question in domain(found, "qi-leadership").missing)


@pytest.mark.parametrize(
    ("name", "supported", "claimed", "figures"),
    [
        ("empty", 0, 0, {}),
        # an audit at home, one cycle, no letter
        ("after-plab", 0, 2, {"quality-improvement": (0, 2)}),
        # a co-author's paper 3, a project led over two cycles 8; the radiology poster is asked for
        ("near-settlement", 11, 11, {"publications": (3, 3), "quality-improvement": (8, 8), "presentations": (0, 0)}),
        # a case report 3, one day of teaching skills 1, a project led 8; the diploma has no letter
        ("trust-grade", 12, 14, {"publications": (3, 3), "training-in-teaching": (1, 1), "quality-improvement": (8, 8),
                                 "postgraduate-degrees": (0, 2)}),
    ],
)  # fmt: skip
def test_histopathology_is_counted_by_hand_for_the_three_examples(
    name: str, supported: float, claimed: float, figures: dict[str, tuple[float, float]]
) -> None:
    found = scored(RECORDS[name], HISTO)
    assert (found.total.supported, found.total.claimed, found.total.max) == (supported, claimed, 71)
    for one in found.domains:
        expected = figures.get(one.id, (0, 0))
        assert (one.supported.points, one.claimed.points) == expected, one.id


def test_what_only_a_student_can_earn_is_out_of_reach_and_never_the_next_step() -> None:
    early = domain(score(Record(), FACTS, HISTO, 2031, TODAY), "additional-undergraduate-degree")
    assert (early.ceiling.points, early.next) == (0, None)
    degree = {"id": "a", "kind": "degree", "status": "done", "end": "2012-07-01", "doc": True,
              "details": {"level": "bachelors", "class": "first", "before_medicine": True}}  # fmt: skip
    held = domain(score(made([degree]), FACTS, HISTO, 2031, TODAY), "additional-undergraduate-degree")
    assert (held.supported.points, held.ceiling.points) == (3, 3)


def test_a_shared_form_says_whose_it_is() -> None:
    found = scored(RECORDS["trust-grade"], "acute-care-common-stem-internal-medicine-ct1")
    own = scored(RECORDS["trust-grade"], "internal-medicine-ct1")
    assert found.notes[0].startswith("There is no separate advert or form for ACCS Internal Medicine")
    # The points stand in IMT's matrix, which is cited beside every figure; ACCS's own file only leads there.
    assert found.facts[0].id == "scoring/internal-medicine-ct1/2026"
    assert found.facts[-1].id == "scoring/acute-care-common-stem-internal-medicine-ct1/2026"
    assert [one.supported for one in found.domains] == [one.supported for one in own.domains]
    assert found.total.supported == own.total.supported


def test_news_of_a_later_year_is_told_and_changes_no_number() -> None:
    found = scored(Record(), CTS)
    assert found.announced is None
    assert any(
        note.startswith("For 2027, provisional: From 2027 ST1 becomes the only entry route") for note in found.notes
    )
    assert any("proposed: The College is said" in note for note in scored(Record(), "core-psychiatry-ct1").notes)
