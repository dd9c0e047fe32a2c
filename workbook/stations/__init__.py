"""The guided sessions: one module for each notebook, a model and the views that show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StationInfo:
    """One rung: its key (the address), its notebook, its title and the part of the climb it belongs to."""

    key: str
    notebook: str
    title: str
    group: str


STATIONS = (
    StationInfo("start", "00_start", "Start here", "Look"),
    StationInfo("posts", "01_posts", "My posts so far", "Look"),
    StationInfo("person-spec", "03_person_spec", "What selectors ask", "Measure"),
    StationInfo("evidence", "04_evidence", "What I can show", "Measure"),
    StationInfo("visa", "05_visa", "How long I have", "Measure"),
    StationInfo("plan", "06_plan", "My plan", "Climb"),
    StationInfo("facts", "21_facts", "The facts", "Trust"),
)
