"""No card shows the name of a field: every line of every fact has a label in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from workbook.facts.cards import cards, line_fields
from workbook.facts.core import FactModel
from workbook.facts.entry import Entry
from workbook.facts.kinds import KINDS, every_file
from workbook.facts.labels import in_plain_words, inside_a_line, label, labels
from workbook.facts.where import data_root

# Shown by the source card itself or by nothing, so no line of a card is made of them.
NO_CARD = {"workbook.facts.core", "workbook.facts.review"}


def models(of: type[BaseModel] = FactModel) -> Iterator[type[BaseModel]]:
    for model in of.__subclasses__():
        if model.__module__.startswith("workbook."):
            yield model
        yield from models(model)


def leaves(annotation: Any) -> Iterator[Any]:
    parts = get_args(annotation)
    for part in parts:
        yield from leaves(part)
    if not parts:
        yield annotation


def is_facts(annotation: Any) -> bool:
    """Whether a field holds facts, each of which has a card of its own."""
    return any(isinstance(leaf, type) and issubclass(leaf, Entry) for leaf in leaves(annotation))


def card_fields() -> set[tuple[type[BaseModel], str]]:
    for kind in KINDS:
        assert issubclass(kind.model, FactModel)  # asked for here so that every model is imported
    return {(model, name) for model in models() if model.__module__ not in NO_CARD for name in line_fields(model)}


def labelled_fields() -> set[tuple[str, str]]:
    return {
        (model.__name__, name) for model, name in card_fields() if not is_facts(model.model_fields[name].annotation)
    }


def test_every_field_that_becomes_a_line_has_a_label() -> None:
    """A new field without one would stand on the card under the name that the file gives it."""
    bare = sorted(f"{model}.{name}" for model, name in labelled_fields() if not {f"{model}.{name}", name} & {*labels()})
    assert bare == [], "give each a label in workbook/facts/labels.yaml"


def test_no_label_is_kept_for_a_field_that_is_gone() -> None:
    fields = card_fields()
    known = {name for _, name in fields} | {f"{model.__name__}.{name}" for model, name in fields}
    known.add("status")  # of a proposal the card itself says where it stands
    assert set(labels()) - known == set()


def test_a_label_is_words_and_no_name_of_a_field() -> None:
    names = {name for _, name in labelled_fields() if "_" in name}
    for field, said in labels().items():
        assert re.fullmatch(r"[A-Z][^_:]*", said), f"{field}: {said!r}"
        assert said not in names


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_no_line_of_any_fact_is_called_by_the_name_of_its_field(kind: Any) -> None:
    known = {*labels().values()}
    root = data_root()
    for relative in kind.files(root):
        for card in cards(kind.load(root, relative)):
            # the values over time stand under their days, or under the words that no day is set
            strange = {said for said, _ in card.lines if said not in known and not said.startswith(("From ", "No day"))}
            assert strange == set(), card.id
            for said, value in card.lines:
                inside = re.findall(r"(?:^|; )([a-z]\w*_\w*):", value)
                assert inside == [], f"{card.id}: {said}"


def test_a_less_sure_field_is_named_by_its_label() -> None:
    root = data_root()
    unsure = [
        each.provenance for kind, file in every_file(root) for each in cards(kind.load(root, file))
        if each.provenance.field_confidence
    ]  # fmt: skip
    assert unsure
    for provenance in unsure:
        assert {*provenance.field_confidence} <= {*labels()}
        assert not any("_" in said for said, _ in provenance.field_sureness)


def test_a_model_may_call_a_field_by_another_label() -> None:
    assert (label("to"), label("to", "Duty")) == ("To", "Whom to tell")
    assert label("points_alt") == "Points by another copy of the page"


def test_an_id_becomes_words() -> None:
    assert in_plain_words("max-experience_months") == "Max experience months"
    assert [inside_a_line(said) for said in ("Cost (£)", "MSRA weight", "A first step")] == [
        "cost (£)", "MSRA weight", "a first step",
    ]  # fmt: skip


def test_no_line_of_any_fact_has_a_full_stop_that_is_doubled_or_runs_into_the_next_part() -> None:
    root = data_root()
    for kind, file in every_file(root):
        for each in cards(kind.load(root, file)):
            for said, value in each.lines:
                # in the formula of a rule two full stops mean "up to"
                assert said == "How it is worked out" or not re.search(r"\.\.|\.;|\.,", value), f"{each.id}: {value}"
