"""What is in the inventory, which entries are looked for, and what is kept beside them: templates and the bin?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbook.base.days import short
from workbook.record.ids import free_id
from workbook.record.models import Binned, Evidence, Template
from workbook.stations.kind_form import kind_title
from workbook.stations.matrix import MatrixModel

if TYPE_CHECKING:
    from workbook.stations.chosen import Chosen
    from workbook.stations.session import Session

NO_DOCUMENT, NOWHERE, UNFINISHED = "no-document", "nowhere", "unfinished"
ONLY = (
    ("Without a document", NO_DOCUMENT),
    ("Serving none of the programmes side by side", NOWHERE),
    ("Not finished typing", UNFINISHED),
)


@dataclass
class Filter:
    """What the doctor looks for; nothing said shows everything."""

    words: str = ""
    kind: str | None = None
    status: str | None = None
    only: str | None = None

    @property
    def set(self) -> bool:
        return bool(self.words or self.kind or self.status or self.only)


@dataclass
class InventoryModel:
    """What the session knows, without a widget."""

    session: Session
    chosen: Chosen
    filter: Filter = field(default_factory=Filter)

    @property
    def entries(self) -> tuple[Evidence, ...]:
        return self.session.record.evidence

    def line(self, entry: Evidence) -> tuple[str, str]:
        """One entry as a title and a line: kind, day, and whether its document is in order."""
        kind = self._kind(entry)
        when = short(entry.end or entry.start) if entry.end or entry.start else "no day"
        document = "document named" if entry.proof and entry.proof.file else "no document"
        unfinished = " · not finished typing" if entry.half_typed else ""
        return entry.title or kind, f"{kind} · {when} · {document}{unfinished}"

    # ---- looking for some of them

    def shown(self) -> frozenset[str]:
        """The ids of the entries that are looked for."""
        served = MatrixModel(self.chosen).served() if self.filter.only == NOWHERE else frozenset()
        return frozenset(entry.id for entry in self.entries if self._fits(entry, served))

    def counted(self) -> str:
        """How many there are, how many are shown, and how many wait to be finished."""
        every, shown = len(self.entries), len(self.shown())
        if not every:
            return ""
        said = f"{every} {'entry' if every == 1 else 'entries'}"
        said += f", {shown} shown." if self.filter.set else "."
        waiting = sum(self.unfinished(entry) for entry in self.entries)
        return said + (f" {waiting} not finished typing: what you typed is kept." if waiting else "")

    def unfinished(self, entry: Evidence) -> bool:
        """Whether the page was left in the middle of it: no kind, no title, or words that could not be read."""
        return entry.kind is None or not entry.title or bool(entry.half_typed)

    def kinds_held(self) -> tuple[tuple[str, str], ...]:
        """(title, id) of the kinds there are entries of."""
        held = dict.fromkeys(entry.kind for entry in self.entries if entry.kind)
        kinds = self.session.facts.evidence()
        return tuple(sorted((kind_title(kinds, kind), kind) for kind in held))

    def _fits(self, entry: Evidence, served: frozenset[str]) -> bool:
        wanted = self.filter
        if wanted.kind is not None and entry.kind != wanted.kind:
            return False
        if wanted.status is not None and entry.status != wanted.status:
            return False
        if wanted.only == NO_DOCUMENT and entry.proof and entry.proof.file:
            return False
        if wanted.only == NOWHERE and entry.id in served:
            return False
        if wanted.only == UNFINISHED and not self.unfinished(entry):
            return False
        return all(word in self._said(entry) for word in wanted.words.lower().split())

    def _said(self, entry: Evidence) -> str:
        """Everything an entry says, in small letters."""
        proof = entry.proof
        parts = (
            entry.title, self._kind(entry), entry.note, entry.role, entry.level, entry.status,
            *(str(said) for said in entry.details.values()),
            *((proof.file, proof.signed_by) if proof else ()), short(entry.start) if entry.start else None,
            short(entry.end) if entry.end else None,
        )  # fmt: skip
        return " ".join(part for part in parts if part).lower()

    # ---- more of the same

    def duplicate(self, index: int) -> int:
        """A second entry like this one, right after it, without its document. Its place."""
        like = self.entries[index]
        new = like.model_copy(update={"id": self._free_id(), "proof": None, "half_typed": {}})
        entries = (*self.entries[: index + 1], new, *self.entries[index + 1 :])
        self.session.edit(f"Duplicated “{self.line(like)[0]}”", evidence=entries)
        return index + 1

    def keep_as_template(self, index: int) -> str:
        """Keep its kind and answers as a pattern, without days, document and words half typed. Says what was done."""
        entry = self.entries[index]
        templates = self.session.record.templates
        pattern = {"start": None, "end": None, "status": None, "proof": None, "half_typed": {}}
        title = self.line(entry)[0]
        new = Template(id=free_id(self.session.record, "templates"), name=title, entry=entry.model_copy(update=pattern))
        self.session.edit(f"Kept “{title}” as a template", templates=(*templates, new))
        return f"“{title}” is kept as a template. “New from a template” makes an entry of it."

    def templates(self) -> tuple[tuple[str, str], ...]:
        return tuple((one.name, one.id) for one in self.session.record.templates)

    def from_template(self, id: str) -> int | None:
        """A new entry made from a template, at the end. Its place, or None when the template is gone."""
        found = next((one for one in self.session.record.templates if one.id == id), None)
        if found is None:
            return None
        new = found.entry.model_copy(update={"id": self._free_id()})
        self.session.edit(f"New from the template “{found.name}”", evidence=(*self.entries, new))
        return len(self.entries) - 1

    def forget_template(self, id: str) -> None:
        kept = tuple(one for one in self.session.record.templates if one.id != id)
        self.session.edit("Forgot a template", templates=kept)

    # ---- the bin

    def take_out(self, index: int) -> str:
        """Move an entry into the bin, where no rule reads it. Says what was done."""
        entry = self.entries[index]
        title = self.line(entry)[0]
        self.session.edit(
            f"Moved “{title}” to the bin",
            evidence=self.entries[:index] + self.entries[index + 1 :],
            binned=(*self.session.record.binned, Binned(entry=entry, on=self.session.on)),
        )
        return f"“{title}” is in the bin and counts nowhere. “Undo” at the top or the bin below brings it back."

    def binned(self) -> tuple[Binned, ...]:
        """What is in the bin, the newest first."""
        return tuple(reversed(self.session.record.binned))

    def put_back(self, binned: Binned) -> str:
        """Bring an entry back, at the end of the list; its id is a new one where another entry bears it now."""
        entry = binned.entry
        if entry.id in {one.id for one in self.entries}:
            entry = entry.model_copy(update={"id": self._free_id()})
        title = self.line(entry)[0]
        self.session.edit(f"Put “{title}” back", evidence=(*self.entries, entry), binned=self._others(binned))
        return f"“{title}” is back in your list."

    def delete(self, binned: Binned) -> str:
        """Take an entry out of the bin for good; what undo and the history still hold is erased with the record."""
        title = self.line(binned.entry)[0]
        self.session.edit(f"Deleted “{title}” from the bin", binned=self._others(binned))
        return f"“{title}” is deleted. “Undo” at the top still brings it back."

    def fresh(self, _: tuple[Evidence, ...]) -> Evidence:
        """A new entry; its kind is asked first."""
        return Evidence(id=self._free_id())

    def _free_id(self) -> str:
        return free_id(self.session.record, "evidence")

    def _others(self, binned: Binned) -> tuple[Binned, ...]:
        return tuple(one for one in self.session.record.binned if one is not binned)

    def _kind(self, entry: Evidence) -> str:
        return kind_title(self.session.facts.evidence(), entry.kind)
