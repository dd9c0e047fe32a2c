"""Which draft entry does a certificate make, from the name of its file and what the file says of itself?

The file is not kept: its name, size and hash are. A name becomes the title, a day in the name the day, a word in it the
kind where only one fits. What a PDF says of itself (title, the day it was made) is shown beside the row, since a scan
is often made long after the day on the certificate.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbook.base.days import NotADay, in_words, iso_day, typed_day
from workbook.record.importing.known import Known, plain_words
from workbook.record.importing.pdf_words import PdfProblem, pdf_words
from workbook.record.importing.rows import Incoming, Refused
from workbook.record.models import Evidence, Proof

MAX_FILES = 500
MAX_BYTES = 25_000_000  # a page scanned in colour has about 1 MB

DOCUMENTS = (
    ".pdf", ".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff", ".webp", ".doc", ".docx", ".odt", ".rtf", ".msg", ".eml",
    ".ppt", ".pptx",
)  # fmt: skip
LISTS = (".csv", ".tsv", ".xlsx", ".xls", ".bib", ".nbib", ".json")


@dataclass(frozen=True, slots=True)
class File:
    """One file as it was found. `content` is None where it was too large to be read."""

    name: str
    size: int
    content: bytes | None


def is_document(name: str) -> bool:
    """Whether a file of this name is one that a certificate is kept in."""
    return name.lower().endswith(DOCUMENTS)


def read_certificates(files: Iterable[File], known: Known) -> tuple[tuple[Incoming, ...], tuple[Refused, ...]]:
    """Each file as a draft entry or a refusal, in the order given."""
    incoming: list[Incoming] = []
    refused: list[Refused] = []
    for row, file in enumerate(files, 1):
        made = _draft(row, file, known) if row <= MAX_FILES else f"only {MAX_FILES} files are looked at in one go"
        if isinstance(made, Incoming):
            incoming.append(made)
        else:
            refused.append(Refused(row, None, made, f"“{file.name[:80]}”"))
    return tuple(incoming), tuple(refused)


def _draft(row: int, file: File, known: Known) -> Incoming | str:
    """The draft, or in words why there is none."""
    stem, dot, ending = file.name.rpartition("/")[2].rpartition(".")
    if f"{dot}{ending}".lower() in LISTS:
        return "a list comes in by itself: choose it alone"
    if not stem or f"{dot}{ending}".lower() not in DOCUMENTS:
        return "this is not a document that a certificate is kept in (PDF, picture, Word)"
    if len(file.name) > 400:
        return "its name and folder are longer than 400 characters"
    if file.content is None or file.size > MAX_BYTES:
        return f"larger than {MAX_BYTES // 1_000_000} MB; save it smaller, a portfolio would refuse it too"
    if not file.content:
        return "the file is empty"
    doubts = ["the file stays where it is; look at title, kind and day, and say how far it is"]
    title, day, note = _name_words(stem), _day_in(stem), None
    if ending.lower() == "pdf":
        try:
            said = pdf_words(file.content)
        except PdfProblem as problem:
            doubts.append(f"{problem}, so only its name was read")
        else:
            title = title or said.title
            if said.title and plain_words(said.title) != plain_words(title):
                doubts.append(f"the PDF calls itself “{said.title[:120]}”")
            if said.made is not None and day != said.made:
                note = f"The PDF says that it was made on {in_words(said.made)}."
                doubts.append(f"the PDF was made on {in_words(said.made)}: is that the day on it?")
    title = title or stem
    kind = _kind_in(stem, known)
    if kind is None:
        doubts.append("its name does not say of what kind it is: choose one")
    if day is None:
        doubts.append("its name holds no day that is certain: add the day")
    proof = Proof(file=file.name, size=file.size, sha256=hashlib.sha256(file.content).hexdigest())
    entry = Evidence(id="incoming", title=title[:400], kind=kind, start=day, end=day, proof=proof, note=note)
    return Incoming(row, entry, tuple(doubts), f"“{file.name[:80]}”")


# A day in the name of a file: the year first, or British order with the year in full, or the month in letters.
_DAYS = (
    re.compile(r"(?<!\d)(\d{4})[-_. ](\d{1,2})[-_. ](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(\d{1,2})[-_. ](\d{1,2})[-_. ](\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[-_. ]?([A-Za-z]{3,9})[-_. ]?(\d{4})(?!\d)"),
)


def _day_in(stem: str) -> date | None:
    """The one day the name holds for certain; with none, or two, none is taken."""
    found: set[date] = set()
    for pattern, (year, month, day) in zip(_DAYS, ((1, 2, 3), (3, 2, 1), (3, 2, 1)), strict=True):
        for match in pattern.finditer(stem):
            try:
                if match[month].isdigit():
                    found.add(iso_day(f"{match[year]}-{int(match[month]):02}-{int(match[day]):02}"))
                else:
                    found.add(typed_day(f"{match[day]} {match[month]} {match[year]}"))
            except NotADay:
                continue
    return found.pop() if len(found) == 1 else None


def _name_words(stem: str) -> str:
    """The name as a title: without its day, and with spaces for dashes and underlines."""
    bare = stem
    for pattern in _DAYS:
        bare = pattern.sub(" ", bare)
    words = re.sub(r"[_\s]+|(?<=\w)-(?=\s)|(?<=\s)-(?=\w)", " ", bare.replace("_", " ")).strip(" -.,")
    return " ".join(words.split())


def _kind_in(stem: str, known: Known) -> str | None:
    """The kind of the longest word of the table that the name holds; none where several of that length differ."""
    said = f" {plain_words(re.sub(r'(?<=[a-z])(?=[A-Z])', ' ', stem))} "
    plain = f" {plain_words(stem)} "
    best: dict[str | None, int] = {}
    for words, meaning in known.words.get("list", {}).items():
        if len(words) > 2 and (f" {words} " in said or f" {words} " in plain):
            best[meaning.kind] = max(best.get(meaning.kind, 0), len(words.split()))
    longest = [kind for kind, length in best.items() if length == max(best.values())]
    return longest[0] if len(longest) == 1 else None
