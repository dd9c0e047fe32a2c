"""Typed, dated, sourced readings of `data/`; one module for each kind of fact over one small core."""

from workbook.facts.core import (
    Confidence,
    FactError,
    NotCovered,
    Problem,
    Provenance,
    Source,
    Sourced,
    Status,
    Unknown,
)
from workbook.facts.library import Facts
from workbook.facts.timeline import Period, Timeline

__all__ = [
    "Confidence",
    "FactError",
    "Facts",
    "NotCovered",
    "Period",
    "Problem",
    "Provenance",
    "Source",
    "Sourced",
    "Status",
    "Timeline",
    "Unknown",
]
