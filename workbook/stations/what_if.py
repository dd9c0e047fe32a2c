"""What if I finish this by March? The change being thought of, what it would do, and whether it becomes the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from workbook.base.days import short
from workbook.record.models import Evidence
from workbook.rules.naming import untitled
from workbook.rules.what_if import (
    Add,
    CannotApply,
    Change,
    Document,
    EndPost,
    Finish,
    Pass,
    StartPost,
    apply,
    what_if,
)
from workbook.stations.chosen import Chosen
from workbook.stations.kind_form import kind_title

if TYPE_CHECKING:
    from workbook.record import Record
    from workbook.rules.what_if import WhatIf

ANOTHER = "another"  # an exam that is not in the record yet
WHATS = (
    ("finish something that is under way", "finish"),
    ("get the document for something done", "document"),
    ("do something new", "add"),
    ("pass an exam", "pass"),
    ("start another post", "start"),
    ("leave a post on another day", "end"),
)


@dataclass
class Draft:
    """A change half said: what kind it is and what is known of it so far. `like` is the entry as it would be, `unread`
    the labels of fields on the page whose words could not be taken: what they held before is not what the page says."""

    what: str | None = None
    entry: str | None = None
    like: Evidence = field(default_factory=lambda: Evidence(id="new"))
    by: date | None = None
    documented: bool = True
    exam: str | None = None
    name: str | None = None
    post: str | None = None
    start: date | None = None
    until: date | None = None
    kind: str | None = None
    fraction: float | None = 1.0
    unread: tuple[str, ...] = ()

    def missing(self) -> str | None:
        """What has to be said before anything can be worked out; None when nothing has."""
        asked = {
            "finish": (("which of your entries it is", self.entry), ("by which day", self.by)),
            "document": (("which of your entries it is for", self.entry), ("by which day", self.by)),
            "add": (("what kind of thing it is", self.like.kind), ("by which day", self.by)),
            "pass": (("which exam", self.name if self.exam == ANOTHER else self.exam), ("on which day", self.by)),
            "start": (("its first day", self.start), ("what part of full time", self.fraction)),
            "end": (("which post", self.post), ("its last day", self.by)),
        }[self.what or "finish"]
        return next((said for said, known in asked if known is None), None)

    def change(self, record: Record) -> Change:
        """The change, once nothing is missing."""
        assert self.what is not None
        assert self.missing() is None
        if self.what == "start":
            assert self.start is not None
            assert self.fraction is not None
            return StartPost(start=self.start, end=self.until, title=self.name, kind=self.kind, fraction=self.fraction)
        assert self.by is not None
        if self.what == "finish":
            return self._finish(record, self.by)
        if self.what == "document":
            return Document(entry=self.entry or "", by=self.by)
        if self.what == "add":
            like = self.like
            return Add(
                kind=like.kind or "", by=self.by, title=self.name, role=like.role, level=like.level,
                answers=dict(like.details), documented=self.documented,
            )  # fmt: skip
        if self.what == "pass":
            known = self.exam != ANOTHER
            return Pass(by=self.by, exam=self.exam if known else None, name=None if known else self.name)
        return EndPost(post=self.post or "", end=self.by)

    def _finish(self, record: Record, by: date) -> Finish:
        held = next((entry for entry in record.evidence if entry.id == self.entry), None)
        was = held.details if held is not None else {}
        answers = {key: said for key, said in self.like.details.items() if was.get(key) != said}
        return Finish(
            entry=self.entry or "", by=by, role=self.like.role, level=self.like.level, answers=answers,
            documented=self.documented,
        )  # fmt: skip


@dataclass
class WhatIfModel:
    """What the session knows, without a widget: the changes so far, the one being said, and what they would do."""

    chosen: Chosen
    held: tuple[Change, ...] = ()
    draft: Draft = field(default_factory=Draft)

    @property
    def record(self) -> Record:
        return self.chosen.session.record

    def begin(self, what: str | None) -> None:
        """Turn to another kind of change; a day that was said stays."""
        self.draft = Draft(what=what, by=self.draft.by)

    def forget(self, name: str) -> None:
        """The entry, exam or post that was meant is no longer one to choose: nothing is chosen."""
        if name in ("exam", "post"):
            setattr(self.draft, name, None)
        else:
            self.turn_to(None)

    def turn_to(self, entry: str | None) -> None:
        """The entry that is meant; its own answers stand until the doctor says others."""
        found = next((one for one in self.record.evidence if one.id == entry), None)
        self.draft.entry = entry
        self.draft.like = found if found is not None else Evidence(id="new")

    def changes(self) -> tuple[Change, ...]:
        """Every change that is said: those put aside, and the one on the page if all of it is said and was read."""
        if self.draft.what is None or self.draft.unread or self.draft.missing() is not None:
            return self.held
        return (*self.held, self.draft.change(self.record))

    def answer(self) -> WhatIf | None:
        """Each chosen programme before and after; None while nothing is said. Raises `CannotApply`."""
        changes, session = self.changes(), self.chosen.session
        if not changes:
            return None
        return what_if(self.record, session.facts, changes, self.chosen.programmes(), session.on)

    def blockers(self) -> tuple[str, ...]:
        """What keeps the answer from being worked out, in sentences."""
        if self.draft.what is not None and self.draft.unread:
            return tuple(
                f"“{label}”: what is typed there is not taken yet. The line below it says why."
                for label in self.draft.unread
            )
        if self.draft.what is not None and (missing := self.draft.missing()) is not None:
            return (f"Say {missing}.",)
        try:
            apply(self.record, self.changes())
        except CannotApply as why:
            return (str(why),)
        return ()

    def hold(self) -> None:
        """Put the change on the page aside and begin another beside it."""
        if not self.blockers():
            self.held, self.draft = self.changes(), Draft(by=self.draft.by)

    def leave(self) -> None:
        """Forget it all; the record was never touched."""
        self.held, self.draft = (), Draft()

    def accept(self) -> str | None:
        """Write the changes into the record as plans, in one step that undo takes back. Why they cannot, or None."""
        if why := next(iter(self.blockers()), None):
            return why
        if not self.changes():
            return "Nothing is said yet."
        after = apply(self.record, self.changes())
        if after == self.record:
            return "Your record says so already: it is planned."
        parts = {name: getattr(after, name) for name in ("evidence", "exams", "posts", "actions")}
        count = len(self.changes())
        what = "What if, made a plan" if count == 1 else f"What if, {count} changes made a plan"
        said = self.held, self.draft
        self.leave()  # before the watchers of the record look: what is planned is no longer only thought of
        if why := self.chosen.session.edit(what, **parts):
            self.held, self.draft = said
        return why

    # ---- what there is to choose from

    def under_way(self) -> tuple[tuple[str, str], ...]:
        return tuple((self._entry(one), one.id) for one in self.record.evidence if one.status != "done")

    def without_document(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (self._entry(one), one.id) for one in self.record.evidence
            if one.status == "done" and not (one.proof and one.proof.file)
        )  # fmt: skip

    def exams(self) -> tuple[tuple[str, str], ...]:
        open_ = (exam for exam in self.record.exams if exam.result != "pass")
        named = tuple((exam.name or "An exam, name not said", exam.id) for exam in open_)
        return (*named, ("An exam that is not in your record", ANOTHER))

    def posts(self) -> tuple[tuple[str, str], ...]:
        day = self.chosen.session.on
        held = (post for post in self.record.posts if post.end is None or post.end >= day)
        return tuple((post.title or untitled("post", post.start, post.end).capitalize(), post.id) for post in held)

    def _entry(self, entry: Evidence) -> str:
        title = entry.title or kind_title(self.chosen.session.facts.evidence(), entry.kind)
        return f"{title} ({short(entry.start)})" if not entry.title and entry.start else title
