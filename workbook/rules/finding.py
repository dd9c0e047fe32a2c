"""What does a rule answer? A verdict, one plain sentence, and everything it rests on.

There is no silent default: a rule that lacks a fact or an entry of the record says so instead of deciding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from workbook.facts.core import Provenance


class Verdict(StrEnum):
    """The only six answers."""

    MET = "met"
    NOT_MET = "not_met"
    MET_ON = "met_on"
    CANNOT_TELL = "cannot_tell"
    NOT_DECIDED = "not_decided"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        """As every page and file says it: Met, Cannot tell."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class FactRef:
    """The fact a finding rests on, with its whole provenance, so that one click opens the source card."""

    provenance: Provenance

    @property
    def id(self) -> str:
        """Its address: what `workbook facts show` opens."""
        return self.provenance.id

    @property
    def copied(self) -> str:
        """What to say beside the year of a fact that is another year's copy and was not read; nothing for any other."""
        return f", {self.provenance.copied}" if self.provenance.copied else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer. `on` is the day that decides where one does; `missing` names what the rule would need to know."""

    criterion: str
    verdict: Verdict
    because: str
    facts: tuple[FactRef, ...] = ()
    evidence: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    on: date | None = None

    def __post_init__(self) -> None:
        if self.verdict is Verdict.MET_ON and self.on is None:
            raise ValueError(f"{self.criterion}: met_on needs its day")
        if self.verdict is Verdict.CANNOT_TELL and not self.missing:
            raise ValueError(f"{self.criterion}: cannot_tell must say what is missing")


def plain(value: Any) -> Any:
    """The value as JSON-ready mappings, lists and words: findings, facts, days and enums alike."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, FactRef):
        return value.provenance.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return {_key(f.name): plain(getattr(value, f.name)) for f in fields(value)}
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, dict):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no plain form")


def _key(name: str) -> str:
    """`from_` is `from` outside Python."""
    return name.removesuffix("_")
