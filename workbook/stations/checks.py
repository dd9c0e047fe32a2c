"""Would it stand if a stranger looked? The claims held against the entries, and the document behind each entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from workbook.facts.core import Unknown
from workbook.stations.live import Live
from workbook.stations.programme import looking_at
from workbook.stations.session import Session

if TYPE_CHECKING:
    from workbook.rules.claim_check import ClaimCheck, ClaimFinding
    from workbook.rules.documents import DocumentFinding, Documents


@dataclass
class ChecksModel:
    """What the session knows, without a widget."""

    session: Session

    def claims(self) -> ClaimCheck | None:
        """The claims on the programme of the page; None where no matrix of it is here."""
        try:
            return self.session.answers.claims(*looking_at(self.session))
        except Unknown:
            return None

    def claim_groups(self) -> tuple[tuple[str, tuple[ClaimFinding, ...]], ...]:
        """The findings under their headings: what to look at, what is given away, what stands, what does not apply."""
        found = self.claims()
        if found is None:
            return ()
        stands = tuple(one for one in found.findings if one.matter == "supported")
        beside = tuple(one for one in found.findings if one.matter in ("other-year", "not-told"))
        groups = (
            ("Look at these again", found.over),
            ("Your documents support more", found.under),
            ("These stand", stands),
            ("Not held against your entries", beside),
        )
        return tuple((title, findings) for title, findings in groups if findings)

    def documents(self) -> Documents:
        """The documents for the programme on the page, or, where it is none of ours, for any."""
        try:
            return self.session.answers.documents(*looking_at(self.session))
        except Unknown:
            return self.session.answers.documents(None, None)

    def entries(self) -> tuple[tuple[str, str | None, tuple[DocumentFinding, ...]], ...]:
        """Title, file and findings of each entry, those with something to do first."""
        found = self.documents()
        by_entry: dict[str, list[DocumentFinding]] = {}
        for one in found.findings:
            by_entry.setdefault(one.criterion, []).append(one)
        wanting = {id(one) for one in found.wanting}
        rows = [(own[0].title, own[0].file, tuple(own)) for own in by_entry.values()]
        return tuple(sorted(rows, key=lambda row: not _any_of(row[2], wanting)))


def _any_of(findings: Iterable[DocumentFinding], wanting: set[int]) -> bool:
    return any(id(one) in wanting for one in findings)


def claim_check_view(session: Session, station: str) -> widgets.Widget:
    """Each claim, what the entry says, and what would make it right."""
    model = ChecksModel(session)

    def context() -> dict[str, Any]:
        return {"check": model.claims(), "groups": model.claim_groups(), "on": session.on}

    return Live(
        session, "stations/templates/claim_check.html.j2", context, station=station, doing="checking your claims"
    )


def documents_view(session: Session, station: str) -> widgets.Widget:
    """Each document and what it lacks, and the words that may identify a patient."""
    model = ChecksModel(session)

    def context() -> dict[str, Any]:
        return {"documents": model.documents(), "entries": model.entries(), "on": session.on}

    return Live(
        session, "stations/templates/documents.html.j2", context, station=station, doing="checking your documents"
    )
