"""How fast are the facts read, again and again? `make bench` prints one table.

all facts, cold      every file of data/ parsed and validated by a process that has kept no reading
one programme        what one programme needs, in a second process that finds the kept readings: its entry in the
                     catalogue, specification, matrix, calendar, kinds of evidence and competition figures
search               a question to the index that is open
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from measure import Line

COLD = """
import json, sys, time
began = time.perf_counter()
from workbook.facts.upkeep.check import read_all
from workbook.facts.where import data_root
imported = time.perf_counter()
read, problems = read_all(data_root())
done = time.perf_counter()
assert not problems, problems
print(json.dumps({"took": done - imported, "whole": done - began, "facts": sum(len(each.cards) for each in read)}))
"""
ONE = """
import json, sys, time
began = time.perf_counter()
from workbook.facts import Facts
from workbook.facts import person_specs, scoring, recruitment, evidence, specialties, competition
imported = time.perf_counter()
facts = Facts()
facts.specialty("internal-medicine-ct1"), facts.person_spec("internal-medicine-ct1", 2028)
facts.matrix("internal-medicine-ct1", 2028), facts.recruitment(2027), facts.evidence()
facts.competition("internal-medicine-ct1")
done = time.perf_counter()
print(json.dumps({"took": done - imported, "whole": done - began}))
"""
QUESTIONS = (
    "crest",
    "absence",
    "fee",
    "CREST sign",
    "radiology experience",
    "a",
    "portfolio pathway",
    "zzz",
    "60 days",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    cold = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as fresh:  # nothing is kept in it yet
            cold.append(_in_a_process(COLD, fresh))
    with tempfile.TemporaryDirectory() as home:
        _in_a_process(COLD, home)
        again = [_in_a_process(ONE, home) for _ in range(rounds)]
        os.environ["WORKBOOK_HOME"] = home
        asked = _search(rounds)
    lines = [
        _line(
            f"all {cold[0]['facts']:,.0f} facts, parsed and validated, cold",
            cold, "imports", "at most 1,500 ms", 1500,
        ),
        _line("what one programme needs, second process", again, "imports", "at most 60 ms", 60),
        Line(
            "search, median of the questions", statistics.median(asked), f"slowest: {max(asked):.0f} ms",
            "at most 50 ms", max(asked) <= 50,
        ),
    ]  # fmt: skip
    sys.stdout.write("\n| what | median | beside | to reach | reached |\n|---|---|---|---|---|\n")
    sys.stdout.writelines(line.row() for line in lines)


def _line(what: str, runs: list[dict[str, float]], beside: str, target: str, limit: float) -> Line:
    took = 1000 * statistics.median(run["took"] for run in runs)
    whole = 1000 * statistics.median(run["whole"] for run in runs)
    return Line(what, took, f"with {beside}: {whole:.0f} ms", target, took <= limit)


def _search(rounds: int) -> list[float]:
    """Milliseconds of each question, the median of the rounds."""
    from workbook.facts import Facts

    index = Facts().index()
    medians = []
    for question in QUESTIONS:
        times = []
        for _ in range(rounds):
            began = time.perf_counter()
            index.find(question)
            times.append(1000 * (time.perf_counter() - began))
        medians.append(statistics.median(times))
    return medians


def _in_a_process(code: str, home: str) -> dict[str, float]:
    env = {**os.environ, "WORKBOOK_HOME": home}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    main()
