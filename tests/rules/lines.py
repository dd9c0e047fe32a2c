"""Small records and the lines they give, for the tests of the calendar and of its collisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbook.facts import Facts
from workbook.record import Record, record_from
from workbook.rules.calendar import Line, timeline
from workbook.rules.collision import Collision
from workbook.rules.line_event import Event

FACTS = Facts()
TODAY = date(2026, 11, 20)
IMT, RADIOLOGY, GP = "internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1"


def record(**parts: Any) -> Record:
    registered = {"gmc": {"full_registration_on": "2022-03-01", "licence": True}, "citizenship": ["PK"]}
    return record_from({"format": 1, "doctor": registered, **parts})


def line(on: date = TODAY, **parts: Any) -> Line:
    return timeline(record(**parts), FACTS, on)


def target(specialty: str = IMT, year: int = 2028, rank: int = 1) -> dict[str, Any]:
    return {"specialty": specialty, "year": year, "rank": rank}


def permission(end: str | None, start: str = "2022-02-20", id: str = "v1") -> dict[str, Any]:
    return {"id": id, "route": "health-and-care-worker", "start": start, "end": end}


def post(id: str, start: str, end: str | None, title: str | None = None) -> dict[str, Any]:
    return {"id": id, "kind": "clinical-fellow", "title": title, "start": start, "end": end}


def event(found: Line, id: str) -> Event:
    (one,) = [each for each in found.events if each.id == id]
    return one


def collision(found: Line, prefix: str) -> Collision:
    (one,) = [each for each in found.collisions if each.id.startswith(prefix)]
    return one
