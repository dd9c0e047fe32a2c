"""What does a PDF say of itself: its title, and the day it was made? Nothing else of it is read."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.days import EARLIEST, LATEST
from workbook.record.importing.file_names import clean

if TYPE_CHECKING:
    from pypdf import DocumentInformation

# Words that programs put where a title belongs.
_NO_TITLE = re.compile(
    r"(?i)^(microsoft word( -.*)?|microsoft powerpoint( -.*)?|untitled.*|document\d*|scan(ned)?( document)?[\s_\d-]*"
    r"|image[\s_\d-]*|img[\s_\d-]*|certificate|title|pdf|slide \d+|.*\.(docx?|pptx?|xlsx?|pdf|indd|jpe?g|png|tiff?))$"
)


class PdfProblem(ValueError):
    """What keeps the file from being read, in words that begin a sentence."""


@dataclass(frozen=True, slots=True)
class PdfWords:
    """The title, empty where there is none worth the name, and the day the file was made."""

    title: str
    made: date | None


def pdf_words(data: bytes) -> PdfWords:
    """The title and day a PDF gives of itself. Raises `PdfProblem` for one that is protected or damaged."""
    if b"%PDF-" not in data[:1024]:
        raise PdfProblem("it is called a PDF and is none")
    if b"startxref" not in data[-2048:]:  # without it the whole file would be searched for its parts
        raise PdfProblem("the PDF is damaged or cut short")
    # Brought in only when a PDF comes.
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it says of each damage what we say in words
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise PdfProblem("the PDF is protected by a password")
        about = reader.metadata
        if about is None:
            return PdfWords("", None)
        title = " ".join(clean(str(about.title or "")).split())
    except PdfProblem:
        raise
    except Exception as error:  # pypdf raises whatever the damage made it meet
        raise PdfProblem("the PDF is damaged or protected") from error
    return PdfWords("" if _NO_TITLE.match(title) else title[:300], _made(about))


def _made(about: DocumentInformation) -> date | None:
    """The day the file was made; one that is not written as the format asks takes no title with it."""
    try:
        made = about.creation_date
    except Exception:  # pypdf raises whatever the odd text made it meet
        return None
    return made.date() if made is not None and EARLIEST <= made.date() <= LATEST else None
