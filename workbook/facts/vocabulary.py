"""In which words is a piece of evidence described? The fields of each kind and the answers each field takes.

The shape of the files in data/evidence/vocabulary; the head of each explains its keys. A form can be made from the
fields, and every need of every scoring option is written in their keys and choices.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from math import isfinite
from typing import Literal

from pydantic import Field as ModelField
from pydantic import model_validator

from workbook.facts.core import FactModel
from workbook.facts.entry import Entry
from workbook.facts.links import EvidenceRef

Value = bool | float | str


class Choice(FactModel):
    """One answer of a choice field. The head of a vocabulary file tells of `also`, `meets` and `any_of`."""

    value: str
    title: str
    also: tuple[str | int, ...] = ()
    meets: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()


class Field(FactModel):
    """One question about an entry, ready for a form."""

    key: str
    label: str
    type: Literal["choice", "number", "yes-no", "text"]
    kept: Literal["details", "role", "level"] = "details"
    choices: tuple[Choice, ...] = ()
    unit: str | None = None
    help: str | None = None
    example: str | None = None
    open: bool = False
    adds_up: bool = False
    unsaid: float | None = None
    yes_is_more: bool = False
    from_dates: bool = False
    by_status: dict[str, bool | str] = ModelField(default={})
    moot_for: dict[str, tuple[bool | str, ...]] = ModelField(default={})

    @model_validator(mode="after")
    def _choices_fit(self) -> Field:
        values = {choice.value for choice in self.choices}
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("choices stand with a choice field and with no other")
        for choice in self.choices:
            strange = {*choice.meets, *choice.any_of} - values
            if strange:
                raise ValueError(f"{self.key}: {sorted(strange)[0]!r} is not one of its choices")
        return self

    def read(self, said: object) -> Value | None:
        """What a recorded answer means in the words of this field; None when it is not one of them."""
        if said is None:
            return None
        if self.type == "choice":
            return self._choice(str(said).strip().lower())
        if self.type == "yes-no":
            return said if isinstance(said, bool) else _YES_NO.get(str(said).strip().lower())
        if self.type == "number":
            return _number(said)
        return str(said)

    def values_for(self, wanted: str | int) -> frozenset[str] | None:
        """Every recorded choice that satisfies the wanted one; None when the field does not know the word."""
        value = self._exact(str(wanted))
        if value is None:
            return None
        group = {*next(choice.any_of for choice in self.choices if choice.value == value), value}
        return frozenset({*group, *(choice.value for choice in self.choices if {*choice.meets} & group)})

    def values_but(self, unwanted: frozenset[str]) -> frozenset[str]:
        """Every recorded choice that is none of these; a group of which some are among them is left out."""
        return frozenset(
            choice.value for choice in self.choices if not {*(choice.any_of or (choice.value,))} & unwanted
        ) - {choice.value for choice in self.choices if choice.value in unwanted}

    def is_moot(self, answers: Mapping[str, Value]) -> bool:
        """Whether the question does not arise, given the other answers: nobody looks for a book in PubMed."""
        return any(answers.get(key) in values for key, values in self.moot_for.items())

    def doubtful_for(self, met: frozenset[str]) -> frozenset[str]:
        """The recorded groups of which some members satisfy and others do not: one would have to ask which."""
        groups = (choice for choice in self.choices if choice.any_of and choice.value not in met)
        return frozenset(choice.value for choice in groups if met & {*choice.any_of})

    def _choice(self, word: str) -> str | None:
        value = self._exact(word)
        if value is None and self.open and word:
            return "other"
        return value

    def _exact(self, word: str) -> str | None:
        return self._spellings.get(word)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {str(word): choice.value for choice in self.choices for word in (*choice.also, choice.value)}


class Never(Entry):
    """An answer with which an entry scores nowhere."""

    field: str
    is_: bool | str = ModelField(alias="is")
    because: str


class Words(Entry):
    """One kind of the vocabulary with its fields. `proved_by` are the documents that specifications name for it.

    `shown_ahead`: a paper from before the day of the thing itself shows it, such as a letter of acceptance.
    `instead` is the kind a new entry is made of: a certificate of a course is the document of that course and no thing
    done beside it. An entry that bears this kind keeps it.
    """

    id: str
    title: str
    help: str
    fields: tuple[Field, ...]
    document: str | None = None
    proved_by: tuple[EvidenceRef, ...] = ()
    instead: EvidenceRef | None = None
    counts_when: tuple[Literal["done", "accepted"], ...] = ("done",)
    ongoing_counts: bool = False
    shown_ahead: bool = False
    never: tuple[Never, ...] = ()

    def field(self, key: str) -> Field | None:
        """The field with this key, if the kind has it."""
        return next((field for field in self.fields if field.key == key), None)


_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def _number(said: object) -> float | None:
    """A finite number, typed as one or as its text; None otherwise."""
    if isinstance(said, bool):
        return None
    try:
        number = float(said if isinstance(said, int | float) else str(said).strip())
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None
