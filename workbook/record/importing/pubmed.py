"""Which works does a list from PubMed hold? The MEDLINE form (.nbib), and the plain text of “Cite” or a summary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from workbook.base.days import MONTHS, NotADay, iso_day
from workbook.record.importing.rows import Refused
from workbook.record.importing.table import ImportProblem
from workbook.record.importing.works import MAX_WORKS, State, Work

_TAG = re.compile(r"([A-Z]{2,4}) *- (.*)")
_DATE = re.compile(r"[.?!]\s+((?:19|20)\d\d(?: [A-Z][a-z]{2}(?:-[A-Z][a-z]{2})?(?: \d{1,2})?)?)(?=[;:.])")
# Authors as PubMed writes them: family name, initials, comma.
_AUTHORS = re.compile(r"[^\d().;:?!]{2,}")
_TAKEN_BACK = re.compile(r"(?i)\b(?:retraction in|retracted|erratum for)\b")
_AHEAD = re.compile(r"(?i)\b(?:epub|online) ahead of print\b")
_RETRACTED = ("Retracted Publication", "Retraction of Publication", "Retraction Notice", "Published Erratum")


def is_medline(text: str) -> bool:
    """Whether the text begins as an .nbib file does."""
    return bool(re.match(r"\s*PMID- *\d+", text))


def is_citations(text: str) -> bool:
    """Whether at least every second paragraph of the text looks like a plain citation."""
    paragraphs = _paragraphs(text)
    fit = sum(bool(_DATE.search(said[:3000]) and re.search(r"(?i)\b(?:doi|pmid)\b", said)) for _, said in paragraphs)
    return fit > 0 and 2 * fit >= len(paragraphs)


def read_medline(text: str, name: str) -> tuple[tuple[Work, ...], tuple[Refused, ...]]:
    """Every record of an .nbib file; one that is cut short is refused. Raises `ImportProblem`."""
    records = [part for part in re.split(r"\n(?=PMID- )", text.strip().replace("\r\n", "\n")) if part.strip()]
    _bounded(len(records), name)
    works: list[Work] = []
    refused: list[Refused] = []
    for row, record in enumerate(records, 1):
        tags = _tags(record)
        if "SO" in tags:
            works.append(_medline_work(row, tags))
        else:
            reason = "it has no last line (SO), so the file may be cut short: save the list from PubMed again"
            refused.append(Refused(row, None, reason, _called(row, tags)))
    return tuple(works), tuple(refused)


def _called(row: int, tags: Mapping[str, list[str]]) -> str:
    return f"PMID {pmid[:12]}" if (pmid := _first(tags, "PMID")) else f"record {row}"


def read_citations(text: str, name: str) -> tuple[tuple[Work, ...], tuple[Refused, ...]]:
    """Every paragraph of a list of plain citations, as a work or a refusal. Raises `ImportProblem`."""
    paragraphs = _paragraphs(text)
    _bounded(len(paragraphs), name)
    works: list[Work] = []
    refused: list[Refused] = []
    for row, (line, said) in enumerate(paragraphs, 1):
        made = _cited_work(row, line, said)
        if made is None:
            reason = "this is not the plain form that PubMed copies (Khan A, Lee B. Title. Journal. 2024 Mar 5;…)"
            refused.append(Refused(row, None, reason, f"line {line}"))
        else:
            works.append(made)
    return tuple(works), tuple(refused)


def _bounded(count: int, name: str) -> None:
    if count > MAX_WORKS:
        raise ImportProblem(f"{name}: more than {MAX_WORKS} works; bring it in as several files")


def _tags(record: str) -> Mapping[str, list[str]]:
    tags: dict[str, list[str]] = {}
    held: list[str] | None = None
    for line in record.split("\n"):
        match = _TAG.match(line)
        if match:
            held = tags.setdefault(match[1], [])
            held.append(match[2].strip())
        elif held and line.startswith("      "):
            held[-1] = f"{held[-1]} {line.strip()}"
    return tags


def _medline_work(row: int, tags: Mapping[str, list[str]]) -> Work:
    pmid = _first(tags, "PMID")
    when = _first(tags, "DP")
    day = _words_day(when) or _digits_day(_first(tags, "DEP"))
    doi = next((said.split()[0] for said in tags.get("LID", []) + tags.get("AID", []) if said.endswith("[doi]")), "")
    forms = tuple(tags.get("PT", ()))
    printed = _first(tags, "SO")
    journal = _first(tags, "TA")
    cited = [
        f"{journal}. {printed.partition('. ')[2]}" if journal and ". " in printed else printed or journal,
        f"doi: {doi}" if doi and doi not in printed else "", f"PMID: {pmid}" if pmid else "",
    ]  # fmt: skip
    return Work(
        row=row, place=_called(row, tags), where="pubmed", title=_first(tags, "TI"),
        forms=forms, cited=". ".join(part.rstrip(". ") for part in cited if part), when=when, day=day,
        state="accepted" if _first(tags, "PST") == "aheadofprint" else "done",
        authors=tuple(tags.get("FAU") or tags.get("AU") or ()),
        collaborators=tuple(tags.get("FIR") or tags.get("IR") or ()),
        indexed=bool(pmid), retracted=any(form in _RETRACTED for form in forms),
    )  # fmt: skip


def _cited_work(row: int, line: int, said: str) -> Work | None:
    if len(said) > 3000:
        return None
    text = re.sub(r"^\s*\d{1,4}\s*[:.)]\s+", "", said)
    dated = _DATE.search(text)
    if dated is None:
        return None
    before, after = text[: dated.start()], text[dated.end() :]
    authors, _, rest = before.partition(". ")
    title, mark, journal = _last_sentence(rest)
    if not title or not journal or not _AUTHORS.fullmatch(authors):
        return None
    names = [each.strip() for each in authors.split(",") if each.strip()]
    cut = bool(names) and names[-1].lower().rstrip(".") == "et al"
    pmid = re.search(r"(?i)\bPMID:?\s*(\d{1,9})", after)
    retracted = title.startswith("RETRACTED") or bool(_TAKEN_BACK.search(after))
    state: State | None = "accepted" if _AHEAD.search(after) else "done" if pmid else None
    return Work(
        row=row, place=f"line {line}", where="pubmed", title=f"{title}{mark if mark != '.' else ''}",
        forms=("Journal Article",), cited=f"{journal}. {dated[1]}{after.rstrip()}", when=dated[1],
        day=_words_day(dated[1]), state=state, authors=tuple(names[:-1] if cut else names), complete=not cut,
        indexed=bool(pmid), retracted=retracted,
    )  # fmt: skip


def _last_sentence(text: str) -> tuple[str, str, str]:
    """The title with its mark, and the journal that follows it: the last sentence before the year."""
    found = list(re.finditer(r"([.?!])\s+", text))
    if not found:
        return "", "", ""
    last = found[-1]
    return text[: last.start()], last[1], text[last.end() :]


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """The paragraphs with the line each begins on; where no blank line parts them, every line is one."""
    lines = text.replace("\r\n", "\n").split("\n")
    parted = any(not line.strip() for line in "\n".join(lines).strip().split("\n"))
    found: list[tuple[int, list[str]]] = []
    open_ = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            open_ = False
        elif open_ and parted:
            found[-1][1].append(line.strip())
        else:
            found.append((number, [line.strip()]))
            open_ = True
    return [(number, " ".join(part)) for number, part in found]


def _words_day(text: str) -> date | None:
    """2024 Mar 5 as a day; nothing less is one."""
    match = re.fullmatch(r"(\d{4}) ([A-Z][a-z]{2}) (\d{1,2})", text)
    months = [name[:3] for name in MONTHS]
    if match is None or match[2] not in months:
        return None
    return _digits_day(f"{match[1]}{months.index(match[2]) + 1:02}{int(match[3]):02}")


def _digits_day(text: str) -> date | None:
    if not re.fullmatch(r"\d{8}", text):
        return None
    try:
        return iso_day(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except NotADay:
        return None


def _first(tags: Mapping[str, list[str]], tag: str) -> str:
    return next(iter(tags.get(tag, ())), "")
