"""How is a change thought through on the page? A few questions, the figures before and after, and two buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets as widgets

from workbook.record.models import Post, RecordModel
from workbook.rules.what_if import CannotApply
from workbook.stations.chosen import Chosen
from workbook.stations.kind_form import KindForm, kind_choices
from workbook.stations.session import with_field
from workbook.stations.what_if import ANOTHER, WHATS, WhatIfModel
from workbook.ui.fields import ChoiceField, DayField, Field, NumberField, TextField, YesNoField
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import Pane, button, column, row


class WhatIfView(widgets.VBox):
    """The questions of one kind of change at a time; every answer redraws the figures at once."""

    def __init__(self, chosen: Chosen, station: str) -> None:
        self.model = WhatIfModel(chosen)
        self._facts = chosen.session.facts
        self._asked: str | None = None  # the kind of change whose questions are on the page
        self._entry: str | None = None  # the entry whose answers are on the page
        self._open = False  # whether the answers of the entry are on the page
        self.notice = Notice()
        self.what = ChoiceField("What if I …", None, self._begin, WHATS, blank="Choose")
        self._made: dict[str, Field] = {}
        kinds = self._facts.evidence()
        self._new_kind = KindForm(chosen.session, kind_choices(kinds))
        self._same_kind = KindForm(chosen.session, None)
        self._form = column(classes=("ladder-form",))
        self.pane = Pane("stations/templates/what_if.html.j2")
        self.accept_button = button("Make it so", main=True, title="Make it so: write it into your record as a plan")
        self.leave_button = button("Leave it", title="Leave it: your record stays as it is")
        self.more_button = button("And also …", title="And also: keep this and think of another change beside it")
        for press, doing, act in (
            (self.accept_button, "writing it into your record", self.accept),
            (self.leave_button, "putting it away", self.leave),
            (self.more_button, "keeping it beside", self.more),
        ):
            press.on_click(guarded(self.notice, doing)(lambda _, act=act: act()))
        self._buttons = row(self.accept_button, self.leave_button, self.more_button, classes=("ladder-actions",))
        self.answers_button = button(
            "Something else about it changes too …", title="Its answers would be different too"
        )
        self.answers_button.on_click(guarded(self.notice, "opening its answers")(lambda _: self.open_answers()))
        self._answers = column()
        super().__init__(
            [self.what, self._form, self.answers_button, self._answers, self.pane, self._buttons, self.notice]
        )
        self.add_class("ladder-column")
        self.refresh = guarded(self.notice, "working out what would change")(self._refresh)
        chosen.watch(self.refresh)
        chosen.session.watch(self.refresh, station)
        self.refresh()

    # ---- what a test or a keyboard does

    def accept(self) -> None:
        """Write it into the record; Undo takes it back in one step."""
        self.refresh()  # words that wait for an answer may have come since
        why_not = self.model.accept()
        if why_not is not None:
            self.notice.say(why_not, kind="warned")
            return
        self._turn_to_nothing()
        self.notice.say("It is in your record as a plan: nothing counts before it is done. “Undo” takes it back.")

    def leave(self) -> None:
        self.model.leave()
        self._turn_to_nothing()
        self.notice.say("Left. Your record is as it was.")

    def open_answers(self) -> None:
        """Show what the entry says of itself, to be changed in thought: two cycles instead of one."""
        self._open = not self._open
        self.refresh()

    def more(self) -> None:
        self.model.hold()
        self._turn_to_nothing()

    def _turn_to_nothing(self) -> None:
        self.what.put(self.model.draft.what, fresh=True)
        self._asked = self._entry = None
        for one in self._made.values():
            one.put(None if one is not self._made.get("documented") else True, fresh=True)
        if "by" in self._made:
            self._made["by"].put(self.model.draft.by, fresh=True)
        self.refresh()

    # ---- the parts

    def _begin(self, what: Any) -> str | None:
        self.model.begin(what)
        for name, one in self._made.items():
            if name != "by":  # the day stays, and so does what is typed there and cannot be read
                one.put({"documented": True, "fraction": 1.0}.get(name), fresh=True)
        self.notice.clear()
        self.refresh()
        return None

    def _refresh(self) -> None:
        self._ask()
        shown = (*self._form.children, *self._answers.children)
        self.model.draft.unread = tuple(one.label for part in shown for one in _fields(part) if one.waiting)
        blockers = self.model.blockers()
        try:
            found = None if blockers and not self.model.held else self.model.answer()
        except CannotApply:
            found = None  # the blockers say why
        self.pane.fill(
            found=found, blockers=blockers, on=self.model.chosen.session.on, begun=bool(self.model.changes())
        )
        ready = bool(self.model.changes()) and not blockers
        self.accept_button.disabled = self.more_button.disabled = not ready
        self._buttons.layout.display = None if self.model.held or self.model.draft.what else "none"

    def _ask(self) -> None:
        """The questions of this kind of change, each made when it is first asked."""
        draft = self.model.draft
        fresh = (draft.what, draft.entry) != (self._asked, self._entry)
        self._asked, self._entry = draft.what, draft.entry
        shown = tuple(part for name in _QUESTIONS.get(draft.what or "", ()) if (part := self._part(name, fresh)))
        if self._form.children != shown:
            self._form.children = shown
        has_answers = draft.what == "finish" and draft.entry is not None
        self._open = self._open and has_answers
        self.answers_button.layout.display = None if has_answers and not self._open else "none"
        answers = (self._same_kind.shown(draft.like, self._answered, fresh=fresh),) if self._open else ()
        if self._answers.children != answers:
            self._answers.children = answers

    def _part(self, name: str, fresh: bool) -> widgets.Widget | None:
        model, draft = self.model, self.model.draft
        if name == "new_kind":
            return self._new_kind.shown(draft.like, self._answered, fresh=fresh)
        if name == "exam_name" and draft.exam != ANOTHER:
            return None
        if name not in self._made:
            self._made[name] = self._build(name)
            self._made[name].unread = lambda _: self.refresh()
        made = self._made[name]
        offered: Callable[[], tuple[tuple[str, str], ...]] | None = {
            "under_way": model.under_way, "undocumented": model.without_document, "exam": model.exams,
            "post": model.posts,
        }.get(name)  # fmt: skip
        if offered is not None and isinstance(made, ChoiceField):
            made.offer(offered())
            if made.input.value is None:
                model.forget(name)
        return made

    def _build(self, name: str) -> Field:
        model = self.model
        if name == "under_way":
            return ChoiceField("Which one?", None, self._turned_to, model.under_way(), blank="Choose an entry")
        if name == "undocumented":
            return ChoiceField(
                "For which one?", None, self._turned_to, model.without_document(), blank="Choose an entry"
            )
        if name == "exam":
            return ChoiceField("Which exam?", None, self._saver("exam"), model.exams(), blank="Choose an exam")
        if name == "post":
            return ChoiceField("Which post?", None, self._saver("post"), model.posts(), blank="Choose a post")
        if name == "post_kind":
            kinds = tuple((kind.title, key) for key, kind in self._facts.post_kinds().items())
            return ChoiceField("What kind of post?", None, self._saver("kind"), kinds)
        if name == "documented":
            help_ = "Without one it can be claimed and supports no point."
            return YesNoField("Does its document come with it?", True, self._documented, help_=help_)
        if name == "fraction":
            return NumberField("Part of full time", 1.0, self._saver("fraction"), help_="1 is full time.", example="1")
        if name in ("by", "start"):
            label = {"by": "By which day?", "start": "First day"}[name]
            return DayField(label, getattr(model.draft, name), self._saver(name), example="31 Mar 2027")
        if name == "until":
            return DayField(
                "Last day of the contract", None, self._saver("until"), help_="Leave empty if none is agreed."
            )
        examples = {"title": "Audit of VTE prescribing", "exam_name": "MRCP PACES", "post_title": "Clinical fellow"}
        label = {"title": "What is it? A few words", "exam_name": "Name of the exam", "post_title": "Title of the post"}
        return TextField(label[name], None, self._saver("name"), example=examples[name])

    def _saver(self, name: str) -> Callable[[Any], str | None]:
        def save(value: Any) -> str | None:
            # A post and an entry of evidence, an exam and a post allow the same words in their titles.
            limit = {"fraction": "fraction", "name": "title"}.get(name)
            if limit and value is not None and isinstance(why := with_field(Post(id="new"), limit, value), str):
                return why
            setattr(self.model.draft, name, value)
            self.refresh()
            return None

        return save

    def _documented(self, value: Any) -> str | None:
        self.model.draft.documented = value is True
        self.refresh()
        return None

    def _turned_to(self, entry: Any) -> str | None:
        self.model.turn_to(entry)
        self.refresh()
        return None

    def _answered(self, changed: RecordModel, _: str) -> str | None:
        self.model.draft.like = changed  # type: ignore[assignment]  # the form gives back what it was given: evidence
        self.refresh()
        return None


def _fields(part: widgets.Widget) -> Iterator[Field]:
    """The fields in this part of the page."""
    if isinstance(part, Field):
        yield part
        return
    for child in getattr(part, "children", ()):
        yield from _fields(child)


_QUESTIONS: dict[str, tuple[str, ...]] = {
    "finish": ("under_way", "by", "documented"),
    "document": ("undocumented", "by"),
    "add": ("new_kind", "title", "by", "documented"),
    "pass": ("exam", "exam_name", "by"),
    "start": ("post_title", "post_kind", "start", "until", "fraction"),
    "end": ("post", "by"),
}
