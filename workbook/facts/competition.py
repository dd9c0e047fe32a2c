"""How many applied for how many posts, by programme and in the whole country, year by year?

A ratio is applications for a post, and one doctor may send several: it overstates the odds against one applicant. What
a reader must know of all years stands in `CompetitionNotes`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from workbook.facts.entry import Entry, FactFile
from workbook.facts.links import ProgrammeRef
from workbook.facts.loading import load_file

KIND = "competition"
NOTES = f"{KIND}/notes.yaml"
# the published ratio has two decimals
_ROUNDING = 0.0051


class Ratio(Entry):
    """Applications and posts of one programme. Where only the ratio was published, the two figures are empty.

    `specialty` and `level` are the words of the table where no programme of today is the same: the field was entered
    at another level then, or has closed.
    """

    id: str
    programme: ProgrammeRef | None = None
    specialty: str | None = None
    level: str | None = None
    applications: int | None = Field(default=None, ge=0)
    posts: int | None = Field(default=None, gt=0)
    ratio: float = Field(gt=0)

    @model_validator(mode="after")
    def _says_whose(self) -> Ratio:
        if (self.programme is None) == (self.specialty is None or self.level is None):
            raise ValueError("needs a programme, or else a specialty and a level in words")
        return self

    @model_validator(mode="after")
    def _fits(self) -> Ratio:
        if self.applications is None or self.posts is None or self.provenance.conflicts:
            return self
        if abs(self.applications / self.posts - self.ratio) > _ROUNDING:
            raise ValueError(f"{self.applications} for {self.posts} is not {self.ratio}; name the conflict")
        return self


class Applicants(Entry):
    """People who applied in a round, each counted once."""

    id: Literal["round-1", "round-2"]
    value: int
    rounded: bool = False


class Posts(Entry):
    """Posts of a round or a level."""

    id: Literal["round-1", "round-2", "ct1-st1"]
    value: int


class Applications(Entry):
    """Applications of a round or a level, with the posts they were for. `kind` where not all were counted."""

    id: str
    kind: Literal["all", "appointable", "appointable-prioritised"] = "all"
    value: int | None = None
    posts: int | None = None
    ratio: float | None = None


class ByQualification(Entry):
    """A figure of one group of applicants, by where they qualified or how the Act of 2026 sees them."""

    id: str
    group: Literal["uk-graduates", "international-graduates", "international-to-uk", "not-prioritised"]
    kind: Literal[
        "applicants",
        "unsuccessful-or-unappointable-everywhere",
        "appointable-without-offer",
        "applicants-ratio",
        "accepted-offers",
    ]
    value: int
    percent: float | None = None
    rounded: bool = False


class Checked(Entry):
    """What adding up the rows of a year gave, against a figure published elsewhere."""

    id: str
    found: int
    published: int | None = None
    result: Literal["equal", "consistent", "differs"]


class CompetitionYear(FactFile):
    """data/competition/<year>.yaml."""

    year: int
    ratios: tuple[Ratio, ...] = ()
    applicants: tuple[Applicants, ...] = ()
    posts: tuple[Posts, ...] = ()
    applications: tuple[Applications, ...] = ()
    by_qualification: tuple[ByQualification, ...] = ()
    checks: tuple[Checked, ...] = ()


class Remark(Entry):
    """One thing to know before reading a ratio."""

    id: str
    text: str


class CompetitionNotes(FactFile):
    """data/competition/notes.yaml."""

    remarks: tuple[Remark, ...]


def competition_years(root: Path) -> tuple[int, ...]:
    """The years, ascending, of which figures are there. Nothing is parsed for it."""
    return tuple(sorted(int(path.stem) for path in (root / KIND).glob("[0-9][0-9][0-9][0-9].yaml")))


def load_competition(root: Path, year: int) -> CompetitionYear:
    """The figures of one year. Raises `FactError`."""
    return load_file(root, f"{KIND}/{year}.yaml", CompetitionYear)


def load_notes(root: Path) -> CompetitionNotes:
    """What to know of all years. Raises `FactError`."""
    return load_file(root, NOTES, CompetitionNotes)
