"""How long do the figures of residence take? `make bench` prints it beside what is to be reached.

residence       ten years of history with 200 trips, a third of them with an excepted reason: every figure of the day,
                and the days open on each day of the next two years
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.measure import Line
from workbook.facts import Facts
from workbook.record.models import Record
from workbook.rules.residence import allowance, residence

ON = date(2026, 11, 20)
YEARS = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=31)
    rounds = parser.parse_args().rounds
    facts = Facts()
    lines = []
    for trips in (20, 200):
        took = _times(history(trips), facts, rounds)
        median = statistics.median(took)
        lines.append(
            Line(f"residence and two years ahead, {trips} trips", median, f"slowest of {rounds}: {max(took):.0f} ms",
                 "at most 30 ms", median <= 30)
        )  # fmt: skip
    sys.stdout.write("\n| what | median | beside | to reach | reached |\n|---|---|---|---|---|\n")
    sys.stdout.writelines(line.row() for line in lines)


def history(trips: int) -> Record:
    """Ten years on three permissions, the first of them from before the rolling test, with so many trips."""
    chance = random.Random(0)
    first = date(ON.year - YEARS, ON.month, ON.day)
    apart = YEARS * 365 / trips
    absences = []
    for number in range(trips):
        left = first + timedelta(days=int(number * apart) + chance.randint(0, 6))
        returned = left + timedelta(days=chance.randint(2, 11))
        absences.append(
            {"left": left, "returned": returned, "reason": chance.choice(["holiday", "compassionate", None])}
        )
    return Record.model_validate({
        "permissions": [
            {"id": "v1", "route": "skilled-worker", "start": "2016-11-20", "end": "2019-11-19",
             "first_entry": "2016-12-01"},
            {"id": "v2", "route": "health-and-care-worker", "start": "2019-11-20", "end": "2024-11-19"},
            {"id": "v3", "route": "health-and-care-worker", "start": "2024-11-20", "end": "2029-11-19"},
        ],
        "absences": absences,
    })  # fmt: skip


def _times(record: Record, facts: Facts, rounds: int) -> list[float]:
    """Milliseconds of each round, after one that warms up."""
    times = []
    for turn in range(rounds + 1):
        began = time.perf_counter()
        residence(record, facts, ON)
        ahead = allowance(record, facts, ON)
        if turn:
            times.append(1000 * (time.perf_counter() - began))
        assert ahead is not None
    return times


if __name__ == "__main__":
    main()
