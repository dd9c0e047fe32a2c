"""Which days ask two things of the doctor at once?

Sources: the doctor's exams, data/recruitment (interviews of a single day).
"""

from __future__ import annotations

import datetime
from itertools import groupby

from workbook.base.days import in_words
from workbook.record.models import Exam, Record
from workbook.rules.aim import Aim
from workbook.rules.collision import Collision, event_id


def twice_on_a_day(record: Record, on: datetime.date, aims: tuple[Aim, ...]) -> list[Collision]:
    """Two exams, or two interviews of a single day each, on one day that is still to come."""
    booked = [(exam.sat, f"exam-{exam.id}", _exam(exam)) for exam in record.exams if exam.sat and exam.sat >= on]
    interviews = [
        (found.interviews.date, event_id(found, found.interviews.id), f"the interview of {aim.name}")
        for aim in aims
        if (found := aim.round)
        and found.interviews
        and found.interviews.date
        and not found.interviews.until
        and found.interviews.date >= on
    ]
    said = []
    for kind, days in (("exam", booked), ("interview", interviews)):
        for day, group in groupby(sorted(days), key=lambda entry: entry[0]):
            together = list(group)
            if len(together) > 1:
                names = " and ".join(name for _, _, name in together)
                said.append(
                    Collision(
                        id=f"{kind}-twice-on-{day.isoformat()}",
                        kind="twice",
                        because=f"On {in_words(day)} you have {names}: only one can be kept.",
                        events=tuple(id for _, id, _ in together),
                    )
                )
    return said


def _exam(exam: Exam) -> str:
    return exam.name or "an exam"
