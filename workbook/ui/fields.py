"""How does a doctor type one thing, and what is said when it cannot be read? One field: label, input, line below.

A field gives its value on with `changed` only when it can be read. What cannot be read stays on the page, and the line
below says what to write instead; nothing is written to the record and nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import ipywidgets as widgets

from workbook.base.days import NotADay, in_words, short, typed_day
from workbook.ui.guarded import guarded
from workbook.ui.html import Pane

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
        self._waiting = False  # whether what is typed could not be saved yet
        self._quiet = False
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
        if self._waiting and value == self._held and not fresh:
            return
        self._held, self._waiting = value, False
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
        if self._waiting:
            self._typed({"new": self.input.value})

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
            return
        before = self._held
        self._held, self._waiting = value, False
        why_not = self._changed(value)
        if why_not:
            self._held = before
            self._refuse(f"Not saved yet: {why_not}")
        else:
            self._say(value)

    def _refuse(self, text: str) -> None:
        self._waiting = True
        self._line.fill(text=text, wrong=True)
        self.add_class("ladder-wrong")


class TextField(Field):
    """One line of words."""


class LongField(Field):
    """Several lines of words."""

    def _build(self, value: Any, example: str) -> Any:
        return widgets.Textarea(
            value=self._shown(value), placeholder=example, continuous_update=True, rows=4,
            description=self.label, layout=widgets.Layout(width="auto"),
        )  # fmt: skip


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
        self._choices = ((blank, None), *choices) if blank is not None else choices
        super().__init__(label, value, changed, help_=help_)

    def put(self, value: Any, *, fresh: bool = False) -> None:
        if self._offer(value):
            self._quiet = True
            try:
                self.input.options = list(self._choices)
            finally:
                self._quiet = False
        super().put(value, fresh=fresh)

    def _offer(self, value: Any) -> bool:
        """Make a value that is none of the choices (an older word, an import) one of them, as it stands."""
        if value in {v for _, v in self._choices}:
            return False
        self._choices = (*self._choices, (str(value), value))
        return True

    def _build(self, value: Any, example: str) -> Any:
        self._offer(value)
        return widgets.Dropdown(
            options=list(self._choices), value=value, description=self.label, layout=widgets.Layout(width="auto")
        )

    def _shown(self, value: Any) -> Any:
        return value

    def _read(self, shown: Any) -> Any:
        return shown


class YesNoField(ChoiceField):
    """Yes, no, or not said yet."""

    def __init__(self, label: str, value: Any, changed: Changed, *, help_: str = "") -> None:
        super().__init__(label, value, changed, (("Yes", True), ("No", False)), help_=help_)
