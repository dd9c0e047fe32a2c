"""The words shared by every gate: specialties, days of the round, the doctor's newest answer."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.rules.gating import DAY, FACTS, IMT, RADIOLOGY, criterion, inquiry, record
from workbook.rules.finding import Verdict
from workbook.rules.gate_question import belongs_to, criterion_ref, day_of, names_one_of, not_known, same_specialty


@pytest.mark.parametrize(
    ("slug", "words", "counts"),
    [
        ("radiology", ("radiology",), True),
        ("clinical-radiology", ("radiology",), True),
        ("clinical-radiology-st1", ("radiology",), True),
        ("neuroradiology", ("radiology",), False),
        ("nuclear-medicine", ("nuclear-medicine",), True),
        ("general-medicine", ("nuclear-medicine",), False),
        ("anything", None, True),
    ],
)
def test_a_specialty_is_known_by_its_last_word(slug: str, words: tuple[str, ...] | None, counts: bool) -> None:
    assert names_one_of(slug, words) is counts


ANAESTHETICS = ("anaesthetics", "anaesthesia", "anaesthesiology")
PAEDIATRICS = ("paediatrics", "paeds", "neonatology", "neonates", "neonatal-medicine", "community-child-health")


@pytest.mark.parametrize(
    ("slug", "words", "belongs"),
    [
        ("anaesthetic", ANAESTHETICS, True),  # a common spelling of the same
        ("anesthesiology", ANAESTHETICS, True),
        ("paediatric-medicine", PAEDIATRICS, True),
        ("neonatal", PAEDIATRICS, True),
        ("cardiac-anaesthesia", ANAESTHETICS, True),  # by its last word, as the specification says
        ("anaesthesia-and-intensive-care", ANAESTHETICS, None),  # one part is, the other is not
        ("intensive-care-and-anaesthesia", ANAESTHETICS, None),
        ("anaesthetic-fellowship", ANAESTHETICS, None),
        ("paediatric-gastroenterology", PAEDIATRICS, None),
        ("theatre", ANAESTHETICS, None),  # no word of ours: it may be anything
        ("acute-care-common-stem", ANAESTHETICS, None),  # a rotation through anaesthetics
        ("intensive-care-medicine", ANAESTHETICS, False),
        ("interventional-cardiology", ANAESTHETICS, False),
        ("general-medicine-and-cardiology", ANAESTHETICS, False),
        ("paediatric-surgery", PAEDIATRICS, False),
        ("general-medicine", PAEDIATRICS, False),
        ("anything", None, True),
    ],
)
def test_only_what_is_surely_another_specialty_is_left_out(
    slug: str, words: tuple[str, ...] | None, belongs: bool | None
) -> None:
    """A post taken for another specialty lets a doctor past an upper limit read “met, 0 months”."""
    assert belongs_to(slug, words, FACTS.specialty_words()) is belongs


def test_the_name_of_every_programme_is_known_but_for_rotations() -> None:
    """A post named as its programme is must not be asked about."""
    bare = {re.sub(r"-(ct|st)\d$", "", id) for id in FACTS.specialty_ids()}
    assert {name for name in bare if not FACTS.specialty_words().same(name)} == {
        "acute-care-common-stem-anaesthetics",
        "acute-care-common-stem-emergency-medicine",
        "acute-care-common-stem-internal-medicine",
        "broad-based-training",
        "public-health-and-general-practice-dual",
    }


def test_the_level_does_not_make_another_specialty() -> None:
    assert same_specialty("internal-medicine", "internal-medicine-ct1")
    assert not same_specialty("core-surgery-ct1", "internal-medicine-ct1")
    assert not same_specialty(None, "internal-medicine-ct1")


def test_a_day_says_how_sure_it_is() -> None:
    assert day_of(inquiry(record(), IMT, 2028).round.closes) == "18 November 2027 (projected)"
    assert day_of(inquiry(record(), IMT, 2027).round.closes) == "19 November 2026"
    assert day_of(inquiry(record(), IMT, 2026).round.closes) == "a day not yet known"


def test_an_unknown_day_decides_nothing() -> None:
    assert not_known(None, "the interview").verdict is Verdict.NOT_DECIDED


def test_the_newest_answer_given_by_the_day_counts() -> None:
    question = criterion("health").question
    given = record(
        statements=[
            {"criterion": "health", "holds": True, "on": "2026-10-01"},
            {"criterion": "health", "holds": False, "on": "2026-10-02", "specialty": RADIOLOGY},
            {"criterion": "health", "holds": False, "on": "2026-11-02"},
        ]
    )
    said = inquiry(given).said(question)
    assert said is not None and said.on == date(2026, 10, 1)
    anywhere = inquiry(given).said(question, any_specialty=True)
    assert anywhere is not None and anywhere.on == date(2026, 10, 2)
    assert inquiry(given).said(None) is None


def test_a_criterion_is_cited_by_its_place_in_the_data() -> None:
    assert criterion_ref(criterion("health")).id == "person_specs/internal-medicine-ct1/2026/criteria/health"


def test_the_last_day_for_a_document_is_the_closing_day_or_else_the_start() -> None:
    assert inquiry(record(), IMT, 2027, DAY).latest == date(2026, 11, 19)
    assert inquiry(record(), IMT, 2026, DAY).latest == date(2026, 8, 5)
