"""How do the programmes use the Multi-Specialty Recruitment Assessment (MSRA) when they score? data/scoring/msra.yaml.

What the test is, how it is sat and when, is told with the recruitment facts.
"""

from __future__ import annotations

from pathlib import Path

from workbook.facts.core import FactModel
from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import ProgrammeRef
from workbook.facts.loading import load_file


class MsraPaper(Entry):
    """One of its papers, as the scoring pages describe it."""

    id: str
    short: str
    items: int
    minutes: int
    kind: str
    built_on: str


class MsraScale(Entry):
    """How raw marks become a score."""

    mean: float
    sd: float
    per: str
    normalised: str
    max: str

    @property
    def title(self) -> str:
        return "Scale of the MSRA"


class MsraThreshold(Entry):
    """What a programme asks of each paper."""

    specialty: ProgrammeRef
    rule: str

    @property
    def title(self) -> str:
        return "Minimum in the MSRA"


class MsraUse(Entry):
    """Where a programme uses it: to shortlist, and for which part of the final total (null: not published)."""

    specialty: ProgrammeRef
    shortlist: str
    final_weight: float | None

    @property
    def title(self) -> str:
        return "Use of the MSRA"


class MsraBand(FactModel):
    scores: str
    percent: float
    band: int


class MsraBands(Entry):
    """The bands of one paper as a page once showed them."""

    paper: str
    rows: tuple[MsraBand, ...]

    @property
    def title(self) -> str:
        return "Bands of the MSRA"


class MsraInScoring(FactFile):
    """data/scoring/msra.yaml."""

    title: str
    year: int
    total_minutes: int
    break_minutes: int
    cost: str
    papers: tuple[MsraPaper, ...]
    scale: MsraScale
    thresholds: tuple[MsraThreshold, ...]
    use_by_specialty: tuple[MsraUse, ...]
    bands_reported: MsraBands
    claims_not_adopted: tuple[str, ...]

    def use(self, specialty: str) -> MsraUse | None:
        """How this programme uses it, if the file says so."""
        return next((use for use in self.use_by_specialty if use.specialty == specialty), None)


def load_msra_in_scoring(root: Path) -> MsraInScoring:
    """The file. Raises `FactError`."""
    return load_file(root, "scoring/msra.yaml", MsraInScoring)
