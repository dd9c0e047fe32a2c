"""How is an entry of the record filled in? A form made from forms.yaml, each field saved as soon as it can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

import ipywidgets as widgets
from pydantic import BaseModel, ConfigDict
from pydantic import Field as ModelField

from workbook.base.strict_yaml import read_yaml_file
from workbook.ui import fields
from workbook.ui.countries import CountriesField

Choices = tuple[tuple[str, Any], ...]
Save = Callable[[str, Any], str | None]


class Choice(BaseModel):
    """One choice written in forms.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str
    value: str


class FromStation(BaseModel):
    """Choices that the station hands in under this name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    from_: str = ModelField(alias="from")


class FieldSpec(BaseModel):
    """One field of one form, as forms.yaml writes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    name: str
    label: str
    as_: Literal["text", "signatory", "long", "file", "day", "number", "country", "countries", "choice", "yes-no"] = (
        ModelField(alias="as")
    )
    help: str = ""
    example: str = ""
    choices: tuple[Choice, ...] | FromStation | None = None
    required: bool = False
    slug: bool = False
    more: bool = False  # asked only when the doctor wants to say more


@cache
def form_specs() -> dict[str, tuple[FieldSpec, ...]]:
    """Every form by name."""
    plain = read_yaml_file(Path(__file__).with_name("forms.yaml"))
    return {name: tuple(FieldSpec.model_validate(entry) for entry in entries) for name, entries in plain.items()}


def written_choices(form: str, name: str) -> Choices:
    """The choices that forms.yaml writes for one field of a form, as (title, value) pairs."""
    spec = next(spec for spec in form_specs()[form] if spec.name == name)
    assert not isinstance(spec.choices, FromStation)
    return tuple((choice.title, choice.value) for choice in spec.choices or ())


class Form(widgets.VBox):
    """The fields of one form over one entry.

    `save(name, value)` writes one field and returns None, or the sentence that says why it cannot stand. `put` shows an
    entry that came from elsewhere. `unread(name, typed)` is told what was typed and could not be saved yet.
    """

    def __init__(
        self, name: str, entry: Any, save: Save, *, choices: Mapping[str, Choices] | None = None,
        unread: Callable[[str, str], None] | None = None,
    ) -> None:  # fmt: skip
        self._specs = form_specs()[name]
        self._save = save
        self.fields = {
            spec.name: build_field(spec, _value(entry, spec), self._saved, choices or {}) for spec in self._specs
        }
        if unread is not None:
            for field_name, field in self.fields.items():
                field.unread = partial(unread, field_name)
        super().__init__(list(self.fields.values()))
        self.add_class("ladder-form")

    def put(self, entry: Any, *, fresh: bool = False) -> None:
        """Show this entry; `fresh` when it is another one than before."""
        for spec in self._specs:
            self.fields[spec.name].put(_value(entry, spec), fresh=fresh)

    def _saved(self, name: str, value: Any) -> str | None:
        """Save one field, then those that waited for it: an end before the old start may follow the new one."""
        why_not = self._save(name, value)
        if why_not is None:
            for other, field in self.fields.items():
                if other != name:
                    field.retry()
        return why_not


def build_field(spec: FieldSpec, value: Any, save: Save, choices: Mapping[str, Choices]) -> fields.Field:
    """The field a spec asks for. `choices` holds what the station hands in, by name."""

    def changed(new: Any) -> str | None:
        if new is None and spec.required:
            return "this one cannot be left empty"
        return save(spec.name, new)

    if spec.as_ == "yes-no":
        return fields.YesNoField(spec.label, value, changed, help_=spec.help)
    if spec.as_ == "choice":
        offered = (
            choices[spec.choices.from_]
            if isinstance(spec.choices, FromStation)
            else tuple((choice.title, choice.value) for choice in spec.choices or ())
        )
        blank = None if spec.required else "Not said"
        return fields.ChoiceField(spec.label, value, changed, offered, help_=spec.help, blank=blank)
    kind = {
        "text": SlugField if spec.slug else fields.TextField,
        "signatory": fields.SignatoryField,
        "long": fields.LongField,
        "file": fields.FileField,
        "day": fields.DayField,
        "number": fields.NumberField,
        "country": fields.CountryField,
        "countries": CountriesField,
    }[spec.as_]
    return kind(spec.label, value, changed, help_=spec.help, example=spec.example)


class SlugField(fields.TextField):
    """A word the record keeps in its own spelling; what the doctor typed stays as it was typed."""

    partly = False  # half a word is none

    def _shown(self, value: Any) -> str:
        return value.replace("-", " ") if isinstance(value, str) else ""

    def _read(self, shown: Any) -> Any:
        word = slug(shown)
        if word is None and shown.strip():
            raise fields.Unreadable("write it in letters, such as general medicine")
        return word


def slug(words: str) -> str | None:
    """`General Medicine` as the word the record keeps: general-medicine. None when nothing of it is left."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:80] or None


def _value(entry: Any, spec: FieldSpec) -> Any:
    return getattr(entry, spec.name) if entry is not None else None
