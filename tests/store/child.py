"""Another process with the same record, for the tests: `grow`, `hammer` or `fill` a folder."""

from __future__ import annotations

import resource
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbook.record import Record
from workbook.store import Conflict, StoreProblem, open_store

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def labelled(label: str, text: str = "") -> Record:
    return Record.model_validate(
        {"format": 1, "doctor": {"label": label}, "reflections": [{"id": "r1", "text": text[:20_000]}]}
    )


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def grow(folder: Path) -> None:
    """Save a growing record for ever; say the number and the label after each save has returned."""
    opened = open_store(folder)
    say("opened", *opened.said)
    newest = opened.store.newest()
    base = newest.number if newest else None
    step = int(newest.record.doctor.label) if newest else 0
    while True:
        step += 1
        # Half of the saves are typing in one field, which join: neither kind may be lost.
        field = "reflections.r1.text" if step % 20 < 10 else None
        base = opened.store.save(
            labelled(str(step), f"{step} words " * (step % 700)),
            base=base,
            what=f"step {step}",
            at=NOON + timedelta(seconds=step),
            field=field,
        ).number
        say(base, step)


def hammer(folder: Path, name: str, times: int) -> None:
    """Save `times` times on top of whatever is newest; say each number and label."""
    store = open_store(folder).store
    done = 0
    while done < times:
        newest = store.newest()
        label = f"{name} {done}"
        try:
            saved = store.save(
                labelled(label),
                base=newest.number if newest else None,
                what=label,
                at=NOON + timedelta(minutes=done),
            )
        except Conflict:
            continue
        say(saved.number, label)
        done += 1


def fill(folder: Path, size: int) -> None:
    """Save until the system refuses to let any file grow beyond `size` bytes; say what the doctor is told."""
    store = open_store(folder).store
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    base, step = None, 0
    while True:
        step += 1
        try:
            base = store.save(labelled(str(step)), base=base, what="more", at=NOON + timedelta(minutes=step)).number
        except StoreProblem as problem:
            newest = store.newest()
            say(newest.number if newest else None, base, problem)
            return


if __name__ == "__main__":
    task, folder, *rest = sys.argv[1:]
    if task == "grow":
        grow(Path(folder))
    elif task == "hammer":
        hammer(Path(folder), rest[0], int(rest[1]))
    else:
        fill(Path(folder), int(rest[0]))
