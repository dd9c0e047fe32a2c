"""What must be read again by this day, and why? One line a file and reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.facts.search import Index, Row


@dataclass(frozen=True, slots=True)
class ToRead:
    """The facts of one file that must be read again for the same reasons; `whole` when they are all there are in it."""

    file: str
    title: str
    because: tuple[str, ...]
    facts: tuple[Row, ...]
    whole: bool

    @property
    def folder(self) -> str:
        """The folder of data/ it stands in: what a reader goes through together."""
        return self.file.split("/", 1)[0].removesuffix(".yaml")

    @property
    def which(self) -> str:
        """The facts in words: all of the file, or the first few by title."""
        if self.whole and len(self.facts) > 1:
            return f"all {len(self.facts)} facts"
        titles = [row.title for row in self.facts]
        more = f" and {len(titles) - 3} more" if len(titles) > 3 else ""
        return ", ".join(titles[:3]) + more

    def __str__(self) -> str:
        return f"data/{self.file}: {self.which}: {'; '.join(self.because)}"


def stale(index: Index, on: date) -> tuple[ToRead, ...]:
    """Everything to read again by this day, in the order of the files."""
    by_file: dict[str, list[Row]] = {}
    for row in index.rows:
        by_file.setdefault(row.file, []).append(row)
    found: list[ToRead] = []
    for file, rows in sorted(by_file.items()):
        by_reason: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            because = tuple(row.reasons(on))
            if because:
                by_reason.setdefault(because, []).append(row)
        found += [
            ToRead(file, rows[0].title, because, tuple(those), len(those) == len(rows))
            for because, those in by_reason.items()
        ]
    return tuple(found)
