"""Which works does a BibTeX file list? Fields as they stand there; entries that cannot be read are named."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from workbook.base.days import MONTHS, NotADay, iso_day
from workbook.record.importing.rows import Refused
from workbook.record.importing.table import ImportProblem
from workbook.record.importing.works import MAX_WORKS, State, Work

MAX_ENTRY = 60_000  # the longest abstract and thousands of authors have room in it
_BETWEEN, _UNDEFINED = "\x1f", "\x00"  # signs that no text has which comes in

_STATES: tuple[tuple[str, State], ...] = (
    (r"in[- ]?press|forthcoming|accepted|to appear", "accepted"),
    (r"submitted|under review|in review", "submitted"),
)


def read_bibtex(text: str, name: str) -> tuple[tuple[Work, ...], tuple[Refused, ...]]:
    """Every entry of the file as a work or a refusal. Raises `ImportProblem`."""
    if text.count("@") > 3 * MAX_WORKS:
        raise ImportProblem(f"{name}: more than {MAX_WORKS} works; bring it in as several files")
    text, too_long = _bounded(text)
    entries, unread = _parsed(text, name)
    if len(entries) > MAX_WORKS:
        raise ImportProblem(f"{name}: more than {MAX_WORKS} works; bring it in as several files")
    works: list[Work] = []
    why_not = [(_start(said), f"it is longer than {MAX_ENTRY:,} characters, as no citation is") for said in too_long]
    why_not += [(_start(said), "it cannot be read as BibTeX: is a bracket or a comma missing?") for said in unread]
    for row, entry in enumerate(entries, 1):
        if missing := _undefined(entry):
            why_not.append((_called(entry), f"it uses the word “{missing}”, which the file does not define (@string)"))
        else:
            works.append(_work(row, entry))
    if not works and not why_not:
        raise ImportProblem(f"{name}: no BibTeX entry is in it")
    return tuple(works), tuple(
        Refused(len(entries) + row, None, reason, place) for row, (place, reason) in enumerate(why_not, 1)
    )


def _bounded(text: str) -> tuple[str, list[str]]:
    """The text without entries of a length that would hold the page up, and those."""
    parts = re.split(r"(?m)^(?=[ \t]*@)", text)
    return "".join(part for part in parts if len(part) <= MAX_ENTRY), [part for part in parts if len(part) > MAX_ENTRY]


def _parsed(text: str, name: str) -> tuple[list[dict[str, Any]], list[str]]:
    # Brought in only when such a file comes. It has no stubs.
    from bibtexparser.bibdatabase import UndefinedString  # type: ignore[import-untyped]  # it has no types
    from bibtexparser.bparser import BibTexParser  # type: ignore[import-untyped]  # it has no types
    from bibtexparser.customization import convert_to_unicode  # type: ignore[import-untyped]  # it has no types

    def adapted(entry: dict[str, Any]) -> dict[str, Any]:
        if "author" in entry:  # before the braces are gone that hold the name of a group together
            entry["author"] = _BETWEEN.join(_authors(entry["author"]))
        return dict(convert_to_unicode(entry))

    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False, customization=adapted)
    known = parser.bib_database.expand_string

    def expand(word: str) -> str:
        """A word that is not defined spoils its own entry only."""
        try:
            return str(known(word))
        except UndefinedString:
            return f"{_UNDEFINED}{word}{_UNDEFINED}"

    parser.bib_database.expand_string = expand
    try:
        database = parser.parse(text)
    except Exception as error:  # pyparsing and LaTeX decoding raise whatever the damage made them meet
        raise ImportProblem(f"{name}: it cannot be read as BibTeX; export it again from your library") from error
    return list(database.entries), [said for said in database.comments if said.lstrip().startswith("@")]


def _undefined(entry: dict[str, Any]) -> str | None:
    """A word that an entry uses and the file does not define."""
    for value in entry.values():
        if isinstance(value, str) and (match := re.search(f"{_UNDEFINED}(.*?){_UNDEFINED}", value)):
            return match[1][:40]
    return None


def _authors(text: str) -> list[str]:
    """The authors, parted at each “and” outside braces; a group in braces of its own is one, with its name whole."""
    parts, depth, begun = [""], 0, 0
    for match in re.finditer(r"[{}]|\s+and\s+", text, re.IGNORECASE):
        if match[0] in "{}":
            depth = depth + 1 if match[0] == "{" else max(0, depth - 1)
        elif depth == 0:
            parts[-1] = text[begun : match.start()]
            parts.append("")
            begun = match.end()
    parts[-1] = text[begun:]
    names = (" ".join(part.split()) for part in parts)
    return [f"{name}," if name.startswith("{") and name.endswith("}") else name for name in names if name]


def _called(entry: dict[str, Any]) -> str:
    return f"entry “{str(entry.get('ID', ''))[:60]}”"


def _work(row: int, entry: dict[str, Any]) -> Work:
    said = {key: _plain(value) for key, value in entry.items() if isinstance(value, str)}
    when, day = _date(said)
    authors = tuple(name for each in entry.get("author", "").split(_BETWEEN) if (name := _name(_plain(each))))
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
        row=row, place=_called(entry), where="bibtex", title=said.get("title", ""),
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
    number = _month(month)
    if re.fullmatch(r"[0-9]{4}", year) and number and re.fullmatch(r"[0-9]{1,2}", day):
        try:
            return words, iso_day(f"{year}-{number:02}-{int(day):02}")
        except NotADay:
            return words, None
    return words, None


def _month(said: str) -> int | None:
    """The month: its number, its whole name or the three letters BibTeX writes; nothing less is one."""
    word = said.strip().rstrip(".").lower()
    if re.fullmatch(r"0?[1-9]|1[0-2]", word):
        return int(word)
    return next((n for n, name in enumerate(MONTHS, 1) if word in (name.lower(), name.lower()[:3])), None)


def _name(text: str) -> str:
    """“Khan, Jr, Ahmed” is Khan, Ahmed."""
    parts = [part.strip() for part in text.split(",")]
    return f"{parts[0]}, {parts[-1]}".strip() if len(parts) > 1 else text.strip()


def _plain(text: str) -> str:
    """The text without the braces and dashes of LaTeX."""
    return " ".join(re.sub(r"[{}]", "", text).split())


def _start(text: str) -> str:
    """What an entry that cannot be read is called: its first words."""
    return f"“{' '.join(text.split())[:40]}”"
