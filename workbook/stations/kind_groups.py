"""Which kinds can an entry be of, and where in a list is each looked for?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbook.ui.fields import Changed
from workbook.ui.grouped import GroupedField, Groups, Listed

if TYPE_CHECKING:
    from workbook.facts.evidence import EvidenceKinds
    from workbook.stations.session import Session

USED, PAPERS = "You have some of these already", "Documents that gates ask for"


def kind_choices(kinds: EvidenceKinds) -> tuple[tuple[str, str], ...]:
    """(title, id): the kinds a new entry can be of, scored ones first; a thing and its document are one kind."""
    return tuple((kind_title(kinds, id), id) for id in kinds.offered())


def kind_title(kinds: EvidenceKinds, kind: str | None) -> str:
    """The kind as the chooser calls it."""
    for known in (kinds.vocabulary, kinds.documents, kinds.kinds):
        if kind in known:
            return known[kind].title
    return "Kind not said"


def kind_groups(session: Session, chosen: str | None) -> Groups:
    """The kinds by area, those the doctor has entries of first; `chosen` is among them even if no new entry can be."""
    kinds = session.facts.evidence()
    used = dict.fromkeys(entry.kind for entry in session.record.evidence if entry.kind)
    first = [id for id in dict.fromkeys((*used, chosen)) if id is not None and kinds.title_of(id) is not None]
    strange = [id for id in (chosen,) if id is not None and kinds.title_of(id) is None]
    rest = [id for id in kinds.offered() if id not in first]
    groups = [(USED, first), ("A kind this workbook does not know", strange)]
    groups += [(area.title, [id for id in rest if kinds.area_of(id) == area.id]) for area in kinds.areas]
    groups += [(PAPERS, [id for id in rest if kinds.area_of(id) is None])]
    return tuple((title, _listed(kinds, ids)) for title, ids in groups if ids)


def kind_field(label: str, session: Session, kind: str | None, changed: Changed) -> GroupedField:
    """The chooser of a kind."""
    return GroupedField(
        label, kind, changed, partial(kind_groups, session), blank="Choose a kind",
        hint="Type to find, such as poster",
    )  # fmt: skip


def _listed(kinds: EvidenceKinds, ids: list[str]) -> tuple[Listed, ...]:
    """By title; a kind no file knows is called as it was written."""
    found = (
        Listed(kind_title(kinds, id) if kinds.title_of(id) else id.replace("-", " "), id, kinds.also_called(id))
        for id in ids
    )
    return tuple(sorted(found, key=lambda one: one.title.lower()))
