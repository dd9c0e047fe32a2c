"""Made-up records for the bench: every kind of evidence with answers drawn by chance, the same for the same seed."""

from __future__ import annotations

import random
from typing import Any

from workbook.facts.evidence import EvidenceKinds, Words
from workbook.record.models import Record

NAMES = ("MRCP Part 1", "MRCP Part 2 Written", "PACES", "MRCS Part A", "MRCS Part B", "FRCOphth Part 1")


def record(kinds: EvidenceKinds, entries: int, seed: int, only: tuple[str, ...] = ()) -> Record:
    """A record with so many pieces of evidence (of these kinds `only`, where given), two posts and an exam."""
    chance = random.Random(seed)
    names = only or sorted(kinds.vocabulary)
    evidence = [_entry(kinds.vocabulary[chance.choice(names)], f"e{n}", chance) for n in range(entries)]
    posts = [
        {
            "id": "p1",
            "kind": "trust-grade",
            "specialty": "general-medicine",
            "start": "2023-08-02",
            "end": "2025-08-05",
        },
        {"id": "p2", "kind": "clinical-fellow", "specialty": "clinical-radiology", "start": "2025-08-06"},
    ]
    exams = [{"id": "x1", "name": chance.choice(NAMES), "sat": "2025-09-10", "result": "pass"}]
    doctor = {"qualified": {"country": "PK", "on": "2018-12-15"}, "gmc": {"full_registration_on": "2022-03-01"}}
    return Record.model_validate({"doctor": doctor, "posts": posts, "exams": exams, "evidence": evidence})


def _entry(words: Words, id: str, chance: random.Random) -> dict[str, Any]:
    made: dict[str, Any] = {"id": id, "kind": words.id, "title": f"Entry {id}", "status": "done", "details": {}}
    made["end"] = f"202{chance.randint(4, 6)}-0{chance.randint(1, 9)}-11"
    for field in words.fields:
        if field.type == "choice":
            said: Any = chance.choice([choice.value for choice in field.choices])
        elif field.type == "yes-no":
            said = chance.random() < 0.5
        elif field.type == "number":
            said = chance.choice([1, 2, 3, 6, 12])
        else:
            continue
        if field.kept == "details":
            made["details"][field.key] = said
        else:
            made[field.kept] = said
    if chance.random() < 0.7:
        made["proof"] = {"file": f"{id}.pdf", "dated": "2026-10-01", "identifiers_removed": True}
    return made
