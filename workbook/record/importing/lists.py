"""Which list does a file hold: a table, or works as BibTeX, PubMed or ORCID write them? By what stands in it."""

from __future__ import annotations

import json
import re

from workbook.record.importing.rows import Refused
from workbook.record.importing.table import ImportProblem, plain_text, short_name
from workbook.record.importing.works import MAX_BYTES, Work

TABLES = (".csv", ".xlsx", ".tsv", ".xls")


def read_works(data: bytes, filename: str) -> tuple[tuple[Work, ...], tuple[Refused, ...]] | None:
    """The works in the bytes of a file; None when they are no list of works, so that a table may be tried.

    Raises `ImportProblem`, one line, when they are one and cannot be read.
    """
    name = short_name(filename)
    ending = filename.lower().rpartition(".")[2]
    if f".{ending}" in TABLES or data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return None
    asked = ending in ("bib", "nbib", "json")
    if len(data) > MAX_BYTES:
        if asked:
            raise ImportProblem(f"{name}: larger than {MAX_BYTES // 1_000_000} MB; bring it in as several files")
        return None
    if not data.strip():
        return None
    try:
        text = plain_text(data, name)
    except ImportProblem:
        if asked:
            raise
        return None
    return _by_content(text, name, ending)


def _by_content(text: str, name: str, ending: str) -> tuple[tuple[Work, ...], tuple[Refused, ...]] | None:
    from workbook.record.importing import pubmed

    if ending == "bib" or re.match(r"\s*(?:%[^\n]*\n\s*)*@[A-Za-z]+\s*[{(]", text):
        from workbook.record.importing.bibtex import read_bibtex

        return read_bibtex(text, name)
    if pubmed.is_medline(text):
        return pubmed.read_medline(text, name)
    if ending == "nbib":
        raise ImportProblem(f"{name}: it does not begin as a list that PubMed saves (PMID- …)")
    if ending == "json" or _is_json(text):
        from workbook.record.importing.orcid import read_orcid

        return read_orcid(text, name)
    if pubmed.is_citations(text):
        return pubmed.read_citations(text, name)
    return None


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith("{"):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
