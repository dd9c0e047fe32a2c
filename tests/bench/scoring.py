"""How long does scoring take? `make bench` prints it beside what is to be reached.

one matrix      a record with 120 pieces of evidence on the slowest form, its entries read anew each time
all programmes  the same record: scores, gates and experience of every programme
assignment      200 achievements that fit several parts of a form which takes each once: talks and audits, and papers
many            synthetic records of 20 pieces, each scored on every programme, on two cores; two sizes show that the
                cost is linear
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.measure import Line
from tests.bench.synthetic import record
from workbook.facts import Facts
from workbook.facts.core import Unknown
from workbook.record.models import Record
from workbook.rules.gates import gates
from workbook.rules.scoring import Scorer, score

ON = date(2026, 11, 20)
YEAR = 2028
CORES = 2
EVIDENCE_OF_MANY = 20
FORMS = (
    "internal-medicine-ct1", "clinical-radiology-st1", "histopathology-st1", "ophthalmology-st1",
    "cardiothoracic-surgery-st1", "core-surgery-ct1", "cardiology-st4",
)  # fmt: skip
FACTS = Facts()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--many", type=int, default=10_000)
    asked = parser.parse_args()
    mine = record(FACTS.evidence(), 120, seed=0)
    forms = {form: _median(partial(score, mine, FACTS, form, YEAR, ON), asked.rounds) for form in FORMS}
    slowest = max(forms, key=lambda form: forms[form])
    ids = programmes()
    every = _median(lambda: everything(mine, ids), max(3, asked.rounds // 3))
    talks, articles = papers(200), record(FACTS.evidence(), 200, seed=0, only=("publication",))
    shared = max(
        _median(lambda: score(talks, FACTS, "histopathology-st1", YEAR, ON), asked.rounds),
        _median(lambda: score(articles, FACTS, "ophthalmology-st1", YEAR, ON), asked.rounds),
    )
    lines = [
        Line(f"120 pieces on one matrix ({slowest}: {forms[slowest]:.1f} ms)", forms[slowest],
             f"median of {len(FORMS)} forms: {statistics.median(forms.values()):.1f} ms", "at most 3 ms",
             forms[slowest] <= 3),
        Line(f"the same on all {len(ids)} programmes, with gates and experience", every, "–", "at most 120 ms",
             every <= 120),
        Line("200 achievements, each counted once, the whole score", shared, "–", "at most 50 ms", shared <= 50),
    ]  # fmt: skip
    sizes = [_many(asked.many // 5), _many(asked.many)]
    for count, seconds, memory in sizes:
        limit = 90 * count / 10_000
        lines.append(
            Line(f"{count:,} records on all programmes, two cores: {seconds:.1f} s", 1000 * seconds / count,
                 f"a record; at most {memory:.0f} MiB a process", f"at most {limit:.0f} s, 2 GiB",
                 seconds <= limit and CORES * memory <= 2048)
        )  # fmt: skip
    sys.stdout.write("\n| what | median | beside | to reach | reached |\n|---|---|---|---|---|\n")
    sys.stdout.writelines(line.row() for line in lines)


def programmes() -> list[str]:
    """Every programme that can be scored for the round."""
    found = []
    for id in FACTS.specialty_ids():
        with suppress(Unknown):
            score(Record(), FACTS, id, YEAR, ON)
            found.append(id)
    return found


def everything(mine: Record, ids: list[str]) -> None:
    """Scores and gates, the months of experience among them, of every programme."""
    scorer = Scorer(mine, FACTS, ON)
    for id in ids:
        scorer.score(id, YEAR)
        with suppress(Unknown):
            gates(mine, FACTS, id, YEAR, ON)


def papers(count: int) -> Record:
    """Histopathology talks, posters and audits, all of which fit two parts of its form."""
    kinds = [
        {"kind": "presentation", "details": {"form": form, "theme": "histopathology", "chosen": "selected",
                                             "presented_by_applicant": True}, "level": level}
        for form in ("oral", "poster") for level in ("national", "regional", "local")
    ] + [
        {"kind": "qip", "role": role, "details": {"method": "audit", "theme": "histopathology", "cycles": cycles,
                                                  "presented": presented}}
        for role in ("lead", "active", "contributor") for cycles in (1, 2) for presented in (True, False)
    ]  # fmt: skip
    done = {"status": "done", "end": "2025-06-30"}
    proof = {"file": "a.pdf", "dated": "2025-06-30", "identifiers_removed": True}
    return Record.model_validate({
        "evidence": [
            {"id": f"e{n}", "title": f"e{n}", **done, "proof": proof, **kinds[n % len(kinds)]} for n in range(count)
        ]
    })  # fmt: skip


def _median(work: Callable[[], object], rounds: int) -> float:
    """Milliseconds, the median of the rounds, after one that warms up."""
    times = []
    for turn in range(rounds + 1):
        began = time.perf_counter()
        work()
        if turn:
            times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def _many(count: int) -> tuple[int, float, float]:
    """How many records, the seconds they take on two cores, and the most memory of a process in MiB."""
    share = count // CORES
    began = time.perf_counter()
    with ProcessPoolExecutor(CORES) as pool:
        memory = max(pool.map(_share, [n * share for n in range(CORES)], [share] * CORES))
    return count, time.perf_counter() - began, memory


def _share(first: int, count: int) -> float:
    kinds, ids = FACTS.evidence(), programmes()
    for seed in range(first, first + count):
        scorer = Scorer(record(kinds, EVIDENCE_OF_MANY, seed), FACTS, ON)
        for id in ids:
            scorer.score(id, YEAR)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
