"""The published schemas are current, and every data file fits its own."""

from __future__ import annotations

import json

import jsonschema
import pytest

from workbook.facts.compiled import read_plain
from workbook.facts.kinds import KINDS, Kind
from workbook.facts.upkeep.schema import place_of, schema_of, schema_text
from workbook.facts.where import data_root


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_the_published_schema_is_current(kind: Kind) -> None:
    place = data_root() / place_of(kind)
    assert place.exists(), "run python -m workbook.facts.upkeep.schema"
    assert place.read_text(encoding="utf-8") == schema_text(kind), "run python -m workbook.facts.upkeep.schema"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_file_fits_its_schema(kind: Kind) -> None:
    validator = jsonschema.Draft202012Validator(schema_of(kind))
    for relative in kind.files(data_root()):
        problems = [f"{relative}: {error.json_path}: {error.message}" for error in
                    validator.iter_errors(read_plain(data_root(), relative))]  # fmt: skip
        assert problems == []


def test_a_schema_refuses_an_unknown_key_and_a_wrong_status() -> None:
    kind = next(kind for kind in KINDS if kind.id == "guide")
    plain = read_plain(data_root(), "guides/revalidation.yaml")
    validator = jsonschema.Draft202012Validator(schema_of(kind))
    assert not list(validator.iter_errors(plain))
    assert list(validator.iter_errors({**plain, "tpoic": 1}))
    assert list(validator.iter_errors({**plain, "status": "valid"}))
    assert list(validator.iter_errors({key: value for key, value in plain.items() if key != "source"}))
    assert json.loads(schema_text(kind))["title"].startswith("The Ladder: guide")
