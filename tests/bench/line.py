"""How long does the line take? `make bench` prints it beside what is to be reached.

line        posts, permission, trips and exams of an example, with 12 programmes in each of 4 round years: every event
            and every collision of the day
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.measure import Line
from workbook.facts import Facts
from workbook.facts.where import data_root
from workbook.record.demos import demo_record
from workbook.record.models import Absence, Record, Target
from workbook.rules.calendar import timeline

ON = date(2026, 11, 20)
YEARS = (2027, 2028, 2029, 2030)
PROGRAMMES = (
    "internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1", "core-surgery-ct1", "anaesthetics-ct1",
    "core-psychiatry-ct1", "histopathology-st1", "ophthalmology-st1", "cardiothoracic-surgery-st1",
    "obstetrics-and-gynaecology-st1", "neurosurgery-st1", "cardiology-st4",
)  # fmt: skip
TRIP = Absence(left=date(2027, 4, 5), returned=date(2027, 4, 16))  # over the first offers, the hold and the upgrades


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=31)
    rounds = parser.parse_args().rounds
    facts, record = Facts(), aiming(demo_record(data_root(), "near-settlement"))
    took = []
    for turn in range(rounds + 1):  # the first reads the facts
        began = time.perf_counter()
        line = timeline(record, facts, ON)
        if turn:
            took.append(1000 * (time.perf_counter() - began))
        assert {clash.kind for clash in line.collisions} >= {"permission", "contract", "crest", "trip"}
    median = statistics.median(took)
    shown = Line(
        f"the line with collisions, {len(PROGRAMMES)} programmes, {len(YEARS)} round years", median,
        f"slowest of {rounds}: {max(took):.0f} ms", "at most 80 ms", median <= 80,
    )  # fmt: skip
    sys.stdout.write("\n| what | median | beside | to reach | reached |\n|---|---|---|---|---|\n")
    sys.stdout.write(shown.row())


def aiming(record: Record) -> Record:
    """The same doctor, aiming for every programme in every year, with a trip in the weeks of the offers."""
    targets = tuple(Target(specialty=specialty, year=year) for year in YEARS for specialty in PROGRAMMES)
    return record.model_copy(update={"targets": targets, "absences": (*record.absences, TRIP)})


if __name__ == "__main__":
    main()
