"""The evidence index and the claims table as a Word document, in the order in which the verifier reads."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from workbook.base.days import in_words
from workbook.exports.claims_table import HEADINGS, claims_rows, option_words
from workbook.exports.evidence_index import ADVICE, UNUSED, EvidenceIndex, IndexDomain, IndexGate, Shown, sentence
from workbook.exports.packed import clean, repacked
from workbook.exports.sources import Sources

if TYPE_CHECKING:
    from workbook.rules.finding import FactRef

ENTRIES = ("Entry", "When", "Document", "Signed by", "Date on it", "What is missing")
_WIDTHS = (5.2, 3.2, 4.6, 3.4, 2.8, 6.2)  # centimetres on A4 lying down, with margins of 1.8
_CLAIMS = (4.0, 6.6, 1.9, 2.0, 1.4, 4.4, 5.1)


def docx_file(index: EvidenceIndex) -> bytes:
    """The index as the bytes of a .docx file: the same bytes for the same index."""
    # Brought in only when it is asked for.
    from docx import Document

    document, sources = Document(), Sources()
    _lay_out(document, index)
    _words(document, f"Evidence index: {index.programme}, posts starting in {index.year}", style="Title")
    for line in (f"{index.label}. As of {in_words(index.on)}.", *index.locks, *index.gaps, *index.notes):
        _words(document, line)
    if index.domains:
        _heading(document, "Evidence, domain by domain")
        for domain in index.domains:
            _domain(document, domain, sources)
        _heading(document, "What is claimed and what supports it")
        _table(document, HEADINGS, [[_shown(cell) for cell in row] for row in claims_rows(index)], _CLAIMS)
    if index.gates:
        _heading(document, "Documents for what selectors ask of everyone")
        _words(document, ADVICE)
        for gate in index.gates:
            _gate(document, gate, sources)
    if index.unused:
        _heading(document, UNUSED)
        _entries(document, index.unused)
    _heading(document, "Sources")
    for number, known in enumerate(sources.listed, 1):
        page = f"{known.source.publisher}, {known.source.title}"
        url = f", {known.source.url}" if known.source.url else ""
        standing = f"{known.status.value.replace('_', ' ')}, {known.confidence.value} confidence"
        again = known.to_read(index.on)
        late = f" {again[0].upper()}{again[1:]}." if again else ""
        _words(document, f"[{number}] {page}{url}. Read on {in_words(known.checked_on)}, {standing}.{late}")
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue(), index.on)


def _lay_out(document: Any, index: EvidenceIndex) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Title"].font.size = Pt(20)
    about = document.core_properties
    about.author = about.last_modified_by = "The Ladder"
    about.title = clean(f"Evidence index, {index.programme} {index.year}")[:255]
    about.language, about.comments, about.revision = "en-GB", "", 1
    section.footer.paragraphs[0].text = clean(f"{index.programme} {index.year}, as of {in_words(index.on)}")


def _domain(document: Any, domain: IndexDomain, sources: Sources) -> None:
    most = f" of {domain.max:g}" if domain.max is not None else ""
    _heading(document, f"{domain.number}. {domain.title}{_refs(sources, domain.facts)}", level=2)
    _words(document, sentence(f"Option: {option_words(domain)}"))
    if domain.claimed is not None or domain.supported is not None:
        _words(document, f"Claimed {_shown(domain.claimed)}, supported {_shown(domain.supported)}{most}.")
    if not domain.entries:
        _words(document, f"No entry. {domain.because}")
    for option in domain.options:
        if len(domain.options) > 1:
            _words(document, option.text, style="List Bullet")
        _entries(document, option.entries)
        if domain.entries and not option.entries:
            _words(document, "No entry.")
    for said, entries in domain.groups:
        _words(document, f"{said}:")
        _entries(document, entries)
    if domain.missing:
        _words(document, sentence(f"Still to be said: {'; '.join(domain.missing)}"))


def _gate(document: Any, gate: IndexGate, sources: Sources) -> None:
    _heading(document, f"{gate.title}{_refs(sources, gate.facts)}", level=2)
    _words(document, f"{gate.stands}. {gate.because}")
    if gate.asked:
        _words(document, f"Shown by: {', '.join(gate.asked)}.")
    _entries(document, gate.entries)
    if gate.missing:
        _words(document, sentence(f"What is missing: {'; '.join(gate.missing)}"))


def _entries(document: Any, entries: Sequence[Shown]) -> None:
    if entries:
        _table(document, ENTRIES, [_entry(entry) for entry in entries], _WIDTHS)


def _entry(entry: Shown) -> list[str]:
    title = f"{entry.title}\n{entry.kind}" if entry.kind else entry.title
    said = "not said" if entry.file else ""
    return [
        title, entry.days, entry.file or entry.document, entry.signed_by or said,
        in_words(entry.dated) if entry.dated else said, "\n".join(entry.missing),
    ]  # fmt: skip


def _table(document: Any, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    table.autofit = False
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(clean(heading)).bold = True
    # The heading of a long table stands on each of its pages.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        made = table.add_row()
        made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(made.cells, row, strict=True):
            cell.text = clean(text)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    document.add_paragraph()


def _heading(document: Any, text: str, level: int = 1) -> None:
    document.add_heading(clean(text), level=level)


def _words(document: Any, text: str, style: str | None = None) -> None:
    document.add_paragraph(clean(text), style=style)


def _refs(sources: Sources, facts: Iterable[FactRef]) -> str:
    return "".join(f" [{number}]" for number in sources.numbers(facts))


def _shown(cell: str | float | None) -> str:
    """A number without needless places; in words where it may not be shown."""
    if cell is None:
        return "not shown"
    return cell if isinstance(cell, str) else f"{cell:g}"
