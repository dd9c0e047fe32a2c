"""How does a doctor type one thing, and what is said when it cannot be read? One field: label, input, line below.

A field gives its value on with `changed` only when it can be read. What cannot be read stays on the page, and the line
below says what to write instead; nothing is written to the record and nothing typed is lost. Words that may identify a
patient are shown before they are saved, and the doctor decides.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook.base.days import NotADay, in_words, short, typed_day
from workbook.record.identifiers import Words, identifying, in_signature, without
from workbook.ui.browser import FilePick
from workbook.ui.guarded import guarded
from workbook.ui.html import Pane
from workbook.ui.private_words import PrivateWords

Changed = Callable[[Any], str | None]


class Unreadable(ValueError):
    """What was typed is not a value of this field; the message says what to write."""


class Field(widgets.VBox):
    """One labelled input. `changed(value)` returns None, or the sentence that says why the value cannot stand."""

    continuous: ClassVar[bool] = True

    def __init__(self, label: str, value: Any, changed: Changed, *, help_: str = "", example: str = "") -> None:
        self.label = label
        self._changed = changed
        self._held = value  # what the record says, as far as this field knows
        self.waiting = False  # whether what is typed could not be saved yet
        self._quiet = False
        self.unread: Callable[[str], None] | None = None  # told what was typed and could not be saved yet
        self._line = Pane("ui/templates/field_line.html.j2", classes=("ladder-field-line",))
        self.input = self._build(value, example)
        self.input.add_class("ladder-input")
        below = [Pane("ui/templates/field_help.html.j2", help=help_)] if help_ else []
        super().__init__([self.input, *below, self._line])
        self.add_class("ladder-field")
        self.input.observe(guarded(self, "saving what you typed")(self._typed), names="value")
        self._say(value)

    def put(self, value: Any, *, fresh: bool = False) -> None:
        """Show a value that came from elsewhere (undo, another station) without passing it on.

        What could not be saved yet stays on the page as long as the record says the same as before; `fresh` is for a
        field that turns to another entry.
        """
        if self.waiting and value == self._held and not fresh:
            return
        self._held, self.waiting = value, False
        shown = self._shown(value)
        if self.input.value != shown and (fresh or self._read_or_none() != value):
            self._quiet = True
            try:
                self.input.value = shown
            finally:
                self._quiet = False
        self._say(value)

    def retry(self) -> None:
        """Try again to save what could not stand before: a change elsewhere may have made it possible."""
        if self.waiting:
            self._typed({"new": self.input.value})

    def resume(self, typed: str) -> None:
        """Show again what was typed on an earlier page and could not be saved; it is passed on to nobody."""
        self._quiet = True
        try:
            self.input.value = typed
        finally:
            self._quiet = False
        try:
            self._read(typed)
            why = "it does not fit with what else is said here"
        except Unreadable as problem:
            why = str(problem)
        self._refuse(f"Not saved yet: {why}")

    def say(self, text: str, *, kind: str = "told", more: tuple[str, ...] = ()) -> None:
        """What `guarded` says when saving broke, below the field."""
        self._refuse(" ".join((text, *more)))

    def _build(self, value: Any, example: str) -> Any:
        return widgets.Text(
            value=self._shown(value), placeholder=example, continuous_update=self.continuous,
            description=self.label, layout=widgets.Layout(width="auto"),
        )  # fmt: skip

    def _shown(self, value: Any) -> str:
        return "" if value is None else str(value)

    def _read(self, shown: Any) -> Any:
        return shown.strip() or None

    def _echo(self, value: Any) -> str:
        return ""

    def _read_or_none(self) -> Any:
        try:
            return self._read(self.input.value)
        except Unreadable:
            return object()

    def _say(self, value: Any) -> None:
        self._line.fill(text=self._echo(value), wrong=False)
        self.remove_class("ladder-wrong")

    def _typed(self, change: Any) -> None:
        if self._quiet:
            return
        try:
            value = self._read(change["new"])
        except Unreadable as problem:
            self._refuse(f"Not saved yet: {problem}")
            self._keep(change["new"])
            return
        before = self._held
        self._held, self.waiting = value, False
        why_not = self._changed(value)
        if why_not:
            self._held = before
            self._refuse(f"Not saved yet: {why_not}")
            self._keep(change["new"])
        else:
            self._say(value)

    def _keep(self, typed: Any) -> None:
        if self.unread is not None and isinstance(typed, str):
            self.unread(without(typed, identifying(typed)))

    def _refuse(self, text: str) -> None:
        self.waiting = True
        self._line.fill(text=text, wrong=True)
        self.add_class("ladder-wrong")


class TextField(Field):
    """One line of words. Those that may identify a patient wait for the doctor's answer, and the rest is saved.

    An answer holds for the words it was given for; words the record already holds were seen before. `kept` is False for
    words that go into no record, such as a search. `partly`: whether the rest is saved meanwhile.
    """

    partly: ClassVar[bool] = True

    def __init__(
        self, label: str, value: Any, changed: Changed, *, help_: str = "", example: str = "", kept: bool = True
    ) -> None:
        self._kept = kept
        self._seen: set[str] = set()
        self.asking: PrivateWords | None = None  # the question, once there was one
        super().__init__(label, value, changed, help_=help_, example=example)

    def put(self, value: Any, *, fresh: bool = False) -> None:
        if fresh:
            self._seen.clear()
        super().put(value, fresh=fresh)
        self._ask(self._unseen(self.input.value))

    def retry(self) -> None:
        if not self._unseen(self.input.value):  # no change elsewhere answers that question
            super().retry()

    def resume(self, typed: str) -> None:
        super().resume(typed)
        self._ask(())

    def keep(self) -> None:
        """Save the words as they stand."""
        self._seen |= {one.text for one in self._unseen(self.input.value)}
        self._typed({"new": self.input.value})
        self.input.focus()

    def leave_out(self) -> None:
        """Take the words out of what is on the page."""
        typed = self.input.value
        self.input.value = without(typed, self._unseen(typed))
        self.input.focus()

    def _typed(self, change: Any) -> None:
        if self._quiet:
            return
        unseen = self._unseen(change["new"])
        if not unseen or self.partly:
            super()._typed({"new": without(change["new"], unseen)})
        if unseen:
            self.waiting = True
            self.add_class("ladder-wrong")
        self._ask(unseen)

    def _read_or_none(self) -> Any:
        """What would be saved of the words on the page."""
        typed = self.input.value
        try:
            return self._read(without(typed, self._unseen(typed)))
        except Unreadable:
            return object()

    def finds(self, typed: str) -> tuple[Words, ...]:
        """The words of the text that may identify a patient."""
        return identifying(typed)

    def _unseen(self, typed: str) -> tuple[Words, ...]:
        found = self.finds(typed) if self._kept else ()
        if not found:
            return ()
        seen = {one.text for one in self.finds(self._shown(self._held))} | self._seen
        return tuple(one for one in found if one.text not in seen)

    def _ask(self, words: tuple[Words, ...]) -> None:
        if words and self.asking is None:
            self.asking = PrivateWords(self, self.keep, self.leave_out)
            self.children = (*self.children, self.asking)
        if self.asking is not None:
            self.asking.ask(words)


class SignatoryField(TextField):
    """Who signed: a clinician, so a name is asked about only beside a patient."""

    def finds(self, typed: str) -> tuple[Words, ...]:
        return in_signature(typed)


class LongField(TextField):
    """Several lines of words."""

    def _build(self, value: Any, example: str) -> Any:
        return widgets.Textarea(
            value=self._shown(value), placeholder=example, continuous_update=True, rows=4,
            description=self.label, layout=widgets.Layout(width="auto"),
        )  # fmt: skip


class Together(dict[str, Any]):
    """Values of several fields that one act changes, and one undo takes back."""


class FileField(TextField):
    """The name of a document, typed, or taken from a file that is chosen: then its size and SHA-256 come with it.

    `changed` gets file, size and sha256 together; a name typed by hand has no size, since the file was not seen.
    """

    def __init__(self, label: str, value: Any, changed: Changed, *, help_: str = "", example: str = "") -> None:
        self._picked: tuple[str, int, str | None] | None = None
        super().__init__(label, value, lambda name: changed(self._about(name)), help_=help_, example=example)
        self.pick = FilePick("Choose the file, so that its size is noted too", self.picked)
        self.children = (*self.children[:-1], self.pick, self.children[-1])

    def put(self, value: Any, *, fresh: bool = False) -> None:
        if fresh:
            self._picked = None
        super().put(value, fresh=fresh)

    def picked(self, name: str, size: int, sha256: str | None) -> None:
        """A file was chosen in the browser."""
        guarded(self, "noting that file")(self._take)(name[-400:], size, sha256)

    def _take(self, name: str, size: int, sha256: str | None) -> None:
        self._picked = (name, size, sha256)
        if self.input.value == name:
            self._typed({"new": name})
        else:
            self.input.value = name

    def _about(self, name: str | None) -> Together:
        size = sha256 = None
        if self._picked is not None and name is not None:
            chosen, its_size, its_sha256 = self._picked
            if name in (chosen, without(chosen, identifying(chosen))):
                size, sha256 = its_size, its_sha256
        return Together(file=name, size=size, sha256=sha256)

    def _echo(self, value: Any) -> str:
        if self._picked is None or value != self._picked[0]:
            return ""
        return f"{self._picked[1] / 1_000_000:.1f} MB. The file stays where you keep it."


class DayField(Field):
    """A day in British order. The line below says the day back in words, so that a slip is seen at once."""

    def _build(self, value: Any, example: str) -> Any:
        return super()._build(value, example or "for example 3 Aug 2026")

    def _shown(self, value: Any) -> str:
        return short(value) if isinstance(value, date) else ""

    def _read(self, shown: Any) -> Any:
        if not shown.strip():
            return None
        try:
            return typed_day(shown)
        except NotADay as problem:
            raise Unreadable(str(problem)) from problem

    def _echo(self, value: Any) -> str:
        return f"{value:%A} {in_words(value)}" if isinstance(value, date) else ""


class NumberField(Field):
    """A number, with or without decimals."""

    def _shown(self, value: Any) -> str:
        return "" if value is None else f"{value:g}"

    def _read(self, shown: Any) -> Any:
        words = shown.strip().replace(",", ".")
        if not words:
            return None
        try:
            number = float(words)
        except ValueError as error:
            raise Unreadable(f"“{shown.strip()[:20]}” is not a number") from error
        if number != number or number in (float("inf"), float("-inf")):
            raise Unreadable(f"“{shown.strip()[:20]}” is not a number")
        return int(number) if number == int(number) else number


class CountryField(Field):
    """A country as its two letters."""

    def _read(self, shown: Any) -> Any:
        words = shown.strip().upper()
        if not words:
            return None
        if len(words) != 2 or not words.isascii() or not words.isalpha():
            raise Unreadable("write the two letters of the country, such as PK, NG, IN or GB")
        return words


class ChoiceField(Field):
    """One of a few. `choices` are (title, value) pairs; “Not said” stands first."""

    def __init__(
        self, label: str, value: Any, changed: Changed, choices: tuple[tuple[str, Any], ...], *,
        help_: str = "", blank: str | None = "Not said",
    ) -> None:  # fmt: skip
        self._blank = blank
        self._choices = self._with_blank(choices)
        super().__init__(label, value, changed, help_=help_)

    def offer(self, choices: tuple[tuple[str, Any], ...]) -> None:
        """Other choices from now on. What is chosen stays if it is one of them; else nothing is, and that is passed on
        to nobody."""
        every = self._with_blank(choices)
        if every == self._choices:
            return
        value = self.input.value if self.input.value in {v for _, v in every} else None
        self._choices, self._quiet = every, True
        try:
            self.input.options = list(every)
        finally:
            self._quiet = False
        self.put(value, fresh=True)

    def _with_blank(self, choices: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
        return ((self._blank, None), *choices) if self._blank is not None else choices

    def put(self, value: Any, *, fresh: bool = False) -> None:
        if self._offer(value):
            self._quiet = True
            try:
                self.input.options = list(self._choices)
            finally:
                self._quiet = False
        super().put(value, fresh=fresh)
        self._show_blank()

    def _show_blank(self) -> None:
        """Nothing chosen is shown in words (“Not said”): a chooser whose value is None would show an empty line."""
        if self._blank is not None and self.input.value is None and self.input.index is None:
            self._quiet = True
            try:
                self.input.index = 0
            finally:
                self._quiet = False

    def _offer(self, value: Any) -> bool:
        """Make a value that is none of the choices (an older word, an import) one of them, as it stands."""
        if value in {v for _, v in self._choices}:
            return False
        self._choices = (*self._choices, (str(value), value))
        return True

    def _build(self, value: Any, example: str) -> Any:
        self._offer(value)
        values = [v for _, v in self._choices]
        return widgets.Dropdown(
            options=list(self._choices), index=values.index(value), description=self.label,
            layout=widgets.Layout(width="auto"),
        )  # fmt: skip

    def _shown(self, value: Any) -> Any:
        return value

    def _read(self, shown: Any) -> Any:
        return shown


class YesNoField(ChoiceField):
    """Yes, no, or not said yet."""

    def __init__(self, label: str, value: Any, changed: Changed, *, help_: str = "") -> None:
        super().__init__(label, value, changed, (("Yes", True), ("No", False)), help_=help_)
