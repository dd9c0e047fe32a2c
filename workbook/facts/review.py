"""When must a fact be read again, and why? data/review.yaml says it: a rule for each folder, and for some statuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError, model_validator

from workbook.base.days import add_months
from workbook.base.strict_yaml import YamlProblem, read_yaml
from workbook.facts.core import FactError, FactModel, Problem, Status
from workbook.facts.entry import Review

PLACE = "review.yaml"


def _month_and_day(text: str) -> str:
    date.fromisoformat(f"2027-{text}")  # 29 February is no day of every year
    return text


class ReviewRule(FactModel):
    """How long a reading holds. The keys are told at the head of the file."""

    each: tuple[Annotated[str, AfterValidator(_month_and_day)], ...] = ()
    months: int | None = Field(default=None, gt=0)
    days: int | None = Field(default=None, gt=0)
    commencement: bool = False
    because: str

    @model_validator(mode="after")
    def _says_when(self) -> ReviewRule:
        if not (self.each or self.months or self.days):
            raise ValueError("needs each, months or days")
        return self

    def due(self, checked_on: date) -> date:
        """The earliest day by which a fact read on this day must be read again."""
        return min(self._days(checked_on))

    def _days(self, checked_on: date) -> Iterator[date]:
        for each in self.each:
            this_year = date.fromisoformat(f"{checked_on.year}-{each}")
            yield this_year if this_year > checked_on else date.fromisoformat(f"{checked_on.year + 1}-{each}")
        if self.months:
            yield add_months(checked_on, self.months)
        if self.days:
            yield checked_on + timedelta(days=self.days)


class ReviewRules(FactModel):
    """data/review.yaml."""

    folders: dict[str, ReviewRule]
    statuses: dict[Status, ReviewRule] = Field(default_factory=dict)
    commencement: str

    def of(self, folder: str) -> Review:
        """How the facts of this folder (or file) are reviewed. Raises `FactError` when the file does not say."""
        rule = self.folders.get(folder)
        if rule is None:
            raise FactError(Problem(PLACE, "says nothing of when these facts must be read again", f"folders, {folder}"))
        kept = rule

        def review(checked_on: date, status: Status, known_days: frozenset[date]) -> tuple[date, str]:
            found = [(kept.due(checked_on), kept.because)]
            if status in self.statuses:
                found.append((self.statuses[status].due(checked_on), self.statuses[status].because))
            coming = [day for day in known_days if day > checked_on]
            if kept.commencement and coming:
                found.append((min(coming), self.commencement))
            return min(found)

        return review


def review_rules(root: Path) -> ReviewRules:
    """The rules of this data folder. Raises `FactError`."""
    try:
        return _rules((root / PLACE).read_bytes())
    except OSError as error:
        raise FactError(Problem(PLACE, f"cannot be opened ({error.strerror})")) from error


@lru_cache(maxsize=8)
def _rules(content: bytes) -> ReviewRules:
    try:
        return ReviewRules.model_validate(read_yaml(content.decode("utf-8-sig")))
    except (YamlProblem, UnicodeDecodeError) as error:
        raise FactError(Problem(PLACE, str(error))) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise FactError(
            Problem(PLACE, f"{first['msg'][0].lower()}{first['msg'][1:]}", ", ".join(map(str, first["loc"])))
        ) from error
