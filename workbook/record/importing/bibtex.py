"""Which works does a BibTeX file list? Fields as they stand there; entries that cannot be read are named."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from workbook.base.days import MONTHS, NotADay, iso_day
from workbook.record.importing.rows import Refused
from workbook.record.importing.table import ImportProblem
from workbook.record.importing.works import MAX_WORKS, State, Work

_STATES: tuple[tuple[str, State], ...] = (
    (r"in[- ]?press|forthcoming|accepted|to appear", "accepted"),
    (r"submitted|under review|in review", "submitted"),
)


def read_bibtex(text: str, name: str) -> tuple[tuple[Work, ...], tuple[Refused, ...]]:
    """Every entry of the file as a work or a refusal. Raises `ImportProblem`."""
    if text.count("@") > 3 * MAX_WORKS:
        raise ImportProblem(f"{name}: more than {MAX_WORKS} works; bring it in as several files")
    entries, unread = _parsed(text, name)
    if len(entries) > MAX_WORKS:
        raise ImportProblem(f"{name}: more than {MAX_WORKS} works; bring it in as several files")
    works = [_work(row, entry) for row, entry in enumerate(entries, 1)]
    refused = [
        Refused(len(works) + row, None, "it cannot be read as BibTeX: is a bracket or a comma missing?", _start(said))
        for row, said in enumerate(unread, 1)
    ]
    if not works and not refused:
        raise ImportProblem(f"{name}: no BibTeX entry is in it")
    return tuple(works), tuple(refused)


def _parsed(text: str, name: str) -> tuple[list[dict[str, Any]], list[str]]:
    # Brought in only when such a file comes. It has no stubs.
    from bibtexparser.bparser import BibTexParser  # type: ignore[import-untyped]  # it has no types
    from bibtexparser.customization import convert_to_unicode  # type: ignore[import-untyped]  # it has no types

    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False, customization=convert_to_unicode)
    try:
        database = parser.parse(text)
    except Exception as error:  # pyparsing and LaTeX decoding raise whatever the damage made them meet
        raise ImportProblem(f"{name}: it cannot be read as BibTeX; export it again from your library") from error
    return list(database.entries), [said for said in database.comments if said.lstrip().startswith("@")]


def _work(row: int, entry: dict[str, Any]) -> Work:
    said = {key: _plain(value) for key, value in entry.items() if isinstance(value, str)}
    when, day = _date(said)
    authors = tuple(_name(each) for each in re.split(r"\s+and\s+", said.get("author", "")) if each.strip())
    cut = bool(authors) and authors[-1].lower() == "others"
    place = said.get("journal") or said.get("journaltitle") or said.get("booktitle") or said.get("howpublished") or ""
    number = said.get("volume", "") + (f"({said['number']})" if said.get("number") else "")
    pages = said.get("pages", "").replace("--", "-")
    parts = [place, when, ":".join(part for part in (number, pages) if part)]
    for key, label in (("doi", "doi"), ("pmid", "PMID")):
        if said.get(key):
            parts.append(f"{label}: {said[key].removeprefix('https://doi.org/')}")
    printed = bool(place and (said.get("volume") or said.get("number") or pages))
    return Work(
        row=row, place=f"entry “{said.get('ID', '')[:60]}”", where="bibtex", title=said.get("title", ""),
        forms=(entry["ENTRYTYPE"],), cited=". ".join(part for part in parts if part),
        when=when, day=day, state=_state(said, printed=printed),
        authors=authors[:-1] if cut else authors, complete=not cut, indexed=bool(said.get("pmid")),
    )  # fmt: skip


def _state(said: dict[str, str], *, printed: bool) -> State | None:
    """What the file says of how far it is; with volume or pages of a journal or book it is out."""
    for key in ("pubstate", "note", "howpublished", "year", "status", "addendum"):
        for words, state in _STATES:
            if re.search(rf"(?i)\b(?:{words})\b", said.get(key, "")):
                return state
    return "done" if printed and re.search(r"\b(?:19|20)\d\d\b", said.get("year", said.get("date", ""))) else None


def _date(said: dict[str, str]) -> tuple[str, date | None]:
    written = said.get("date") or ""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        try:
            return written, iso_day(written)
        except NotADay:
            return written, None
    if written:
        return written, None
    year, month, day = said.get("year", ""), said.get("month", ""), said.get("day", "")
    words = " ".join(part for part in (day, month, year) if part)
    number = month if month.isdigit() else next(
        (str(n) for n, name in enumerate(MONTHS, 1) if month and name.lower().startswith(month.lower()[:3])), ""
    )  # fmt: skip
    if re.fullmatch(r"\d{4}", year) and number and day.isdigit():
        try:
            return words, iso_day(f"{year}-{int(number):02}-{int(day):02}")
        except NotADay:
            return words, None
    return words, None


def _name(text: str) -> str:
    """“Khan, Jr, Ahmed” is Khan, Ahmed."""
    parts = [part.strip() for part in text.split(",")]
    return f"{parts[0]}, {parts[-1]}" if len(parts) > 1 else text.strip()


def _plain(text: str) -> str:
    """The text without the braces and dashes of LaTeX."""
    return " ".join(re.sub(r"[{}]", "", text).split())


def _start(text: str) -> str:
    """What an entry that cannot be read is called: its first words."""
    return f"“{' '.join(text.split())[:40]}”"
