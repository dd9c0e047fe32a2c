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

from workbook.base.days import in_words
from workbook.record.importing.file_names import clean, day_in, is_text, month_first_in, name_words
from workbook.record.importing.known import Known, plain_words
from workbook.record.importing.pdf_words import PdfProblem, PdfWords, pdf_words
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
    """One file as it was found. `content` is None where it was too large to be read, or stayed where it is; `sha256`
    is its fingerprint where that was worked out without it."""

    name: str
    size: int
    content: bytes | None
    sha256: str | None = None


def is_document(name: str) -> bool:
    """Whether a file of this name is one that a certificate is kept in."""
    return name.lower().endswith(DOCUMENTS)


def read_certificates(files: Iterable[File], known: Known) -> tuple[tuple[Incoming, ...], tuple[Refused, ...]]:
    """Each file as a draft entry or a refusal, in the order given."""
    seen: list[_Seen] = []
    refused: list[Refused] = []
    for row, file in enumerate(files, 1):
        made = _seen(row, file) if row <= MAX_FILES else f"only {MAX_FILES} files are looked at in one go"
        if isinstance(made, _Seen):
            seen.append(made)
        else:
            refused.append(Refused(row, None, made, f"“{clean(file.name)[:80]}”"))
    month_first = next((said for one in seen if (said := month_first_in(one.stem))), None)
    return tuple(_draft(one, known, month_first) for one in seen), tuple(refused)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen of one file; its content is let go. `about` is what a PDF says of itself, `problem` why it does
    not."""

    row: int
    name: str
    stem: str
    size: int
    sha256: str | None
    about: PdfWords | None
    problem: str | None


def _seen(row: int, file: File) -> _Seen | str:
    """What the file shows, or in words why it makes no entry."""
    name = clean(file.name)
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    if not is_text(file.name):
        return "its name is in an older coding that cannot be kept: rename it"
    if f"{dot}{ending}".lower() in LISTS:
        return "a list comes in by itself: choose it alone"
    if not stem or f"{dot}{ending}".lower() not in DOCUMENTS:
        return "this is not a document that a certificate is kept in (PDF, picture, Word)"
    if len(name) > 400:
        return "its name and folder are longer than 400 characters"
    if file.size > MAX_BYTES:
        return f"larger than {MAX_BYTES // 1_000_000} MB; save it smaller, a portfolio would refuse it too"
    if not file.size:
        return "the file is empty"
    about = problem = None
    if ending.lower() == "pdf":
        try:
            about = pdf_words(file.content) if file.content is not None else None
            problem = "the PDF is too large to be looked into here" if file.content is None else None
        except PdfProblem as why:
            problem = str(why)
    sha256 = file.sha256 if file.content is None else hashlib.sha256(file.content).hexdigest()
    return _Seen(row, name, stem, file.size, sha256, about, problem)


def _draft(seen: _Seen, known: Known, month_first: str | None) -> Incoming:
    doubts = ["the file stays where it is; look at title, kind and day, and say how far it is"]
    day, why_not = day_in(seen.stem, month_first)
    title, note = name_words(seen.stem, without_day=day is not None), None
    if seen.problem:
        doubts.append(f"{seen.problem}, so only its name was read")
    if (said := seen.about) is not None:
        title = title or said.title
        if said.title and plain_words(said.title) != plain_words(title):
            doubts.append(f"the PDF calls itself “{said.title[:120]}”")
        if said.made is not None and day != said.made:
            note = f"The PDF says that it was made on {in_words(said.made)}."
            doubts.append(f"the PDF was made on {in_words(said.made)}: is that the day on it?")
    title = title or seen.stem
    kind = _kind_in(seen.stem, known)
    if kind is None:
        doubts.append("its name does not say of what kind it is: choose one")
    if day is None:
        doubts.append(why_not or "its name holds no day that is certain: add the day")
    proof = Proof(file=seen.name, size=seen.size, sha256=seen.sha256)
    entry = Evidence(id="incoming", title=title[:400], kind=kind, start=day, end=day, proof=proof, note=note)
    return Incoming(seen.row, entry, tuple(doubts), f"“{seen.name[:80]}”")


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
