"""What is one entry of the line? Its day or span, its kind, how sure it is, and where it comes from.

Each event says where it comes from: an entry of the record (`entry`), a fact (`source`), or both.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, get_args

from workbook.rules.finding import FactRef

RECORDED = "recorded"  # the doctor's own entry
COMPUTED = "computed"  # worked out from the record and the rules
PLANNED = "planned"  # a day this project set itself

Kind = Literal[
    "post", "permission", "application", "msra", "interview", "offer", "start", "settlement", "english", "exam",
    "registration", "crest", "limit", "transfer", "trip", "review",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the line. `until` is the last day of a span; both ends are days it covers.

    `time` is the hour of its last day by which it must be done, UK time, where it is known; `asks` is true where the
    doctor must act or be there. `ongoing` is true of a post, permission or trip without a last day: it is no single
    day, it goes on until one is entered.
    `status` is that of the fact, or recorded, computed or planned.
    """

    id: str
    date: datetime.date
    until: datetime.date | None = None
    ongoing: bool = False
    time: str | None = None
    asks: bool = False
    title: str
    kind: Kind
    status: str
    source: FactRef | None = None
    because: str | None = None
    entry: str | None = None

    def lasts_to(self, day: datetime.date) -> bool:
        """Whether it is not over before the day."""
        return self.ongoing or (self.until or self.date) >= day
