"""Does the doctor learn from which day the visa of a training post can be applied for, and by when it must begin?

Worked by hand from data/visa/rules/training-offers (three months before the start, eight weeks for a decision inside
the UK, start within 28 days of the later of certificate and grant).
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.facts import Facts
from workbook.record.reading import record_from
from workbook.rules.calendar import timeline
from workbook.rules.finding import Verdict
from workbook.rules.training_start import latest_start, training_visa, window_before

FACTS = Facts()
DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2035, 12, 31))
ON = date(2026, 11, 20)
AIM = {"format": 1, "targets": [{"specialty": "internal-medicine-ct1", "year": 2027}]}
SPONSORED = {"id": "v1", "route": "health-and-care-worker", "start": "2024-02-20", "end": "2029-02-19"}


@pytest.mark.parametrize(
    ("start", "apply_from", "decided_if_by", "latest"),
    [
        (date(2027, 8, 4), date(2027, 5, 4), date(2027, 6, 9), date(2027, 9, 1)),
        (date(2027, 2, 3), date(2026, 11, 3), date(2026, 12, 9), date(2027, 3, 3)),
        (date(2027, 5, 31), date(2027, 3, 1), date(2027, 4, 5), date(2027, 6, 28)),  # no 31 February: the later day
        (date(2028, 5, 31), date(2028, 3, 1), date(2028, 4, 5), date(2028, 6, 28)),
    ],
)
def test_the_window_of_a_start(start: date, apply_from: date, decided_if_by: date, latest: date) -> None:
    window = window_before(start, FACTS)
    assert (window.certificate_from, window.apply_from) == (apply_from, apply_from)
    assert (window.decided_if_by, window.latest_start) == (decided_if_by, latest)


@given(certificate=DAYS, granted=DAYS)
def test_a_late_grant_moves_the_latest_start_and_an_early_one_does_not(certificate: date, granted: date) -> None:
    latest = latest_start(certificate, granted, FACTS)
    assert latest - max(certificate, granted) == timedelta(days=28)


def test_before_the_window_it_opens_on_a_day_and_inside_it_is_open() -> None:
    start = date(2027, 8, 4)
    before = training_visa(start, True, FACTS, date(2027, 5, 3))
    assert (before.verdict, before.on) == (Verdict.MET_ON, date(2027, 5, 4))
    assert "4 August 2027 (projected)" in before.because and "No work in the post before the grant" in before.because
    assert training_visa(start, True, FACTS, date(2027, 5, 4)).verdict is Verdict.MET


def test_a_sponsored_doctor_sees_the_window_on_the_line_and_others_do_not() -> None:
    line = timeline(record_from(AIM | {"permissions": [SPONSORED]}), FACTS, ON)
    (start,) = line.starts
    (event,) = [event for event in line.events if event.id.startswith("training-visa-")]
    assert (event.until, event.source is not None) == (start - timedelta(days=1), True)
    assert event.date == window_before(start, FACTS).apply_from
    settled = record_from(AIM | {"doctor": {"settled": {"kind": "ilr"}}, "permissions": [SPONSORED]})
    graduate = record_from(AIM | {"permissions": [SPONSORED | {"route": "graduate"}]})
    for record in (settled, graduate, record_from(AIM)):
        assert not [event for event in timeline(record, FACTS, ON).events if event.id.startswith("training-visa-")]
