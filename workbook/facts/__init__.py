"""Typed, dated, sourced readings of `data/`; one module for each kind of fact over one small core."""

from workbook.facts.core import (
    Confidence,
    FactError,
    NotCovered,
    Period,
    Provenance,
    Source,
    Sourced,
    Status,
    Timeline,
    Unknown,
)
from workbook.facts.library import Facts

__all__ = [
    "Confidence",
    "FactError",
    "Facts",
    "NotCovered",
    "Period",
    "Provenance",
    "Source",
    "Sourced",
    "Status",
    "Timeline",
    "Unknown",
]
