"""The published schema of a record: current, and agreeing with the models on real files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from workbook.base.strict_yaml import read_yaml_file
from workbook.record import Record, record_to_plain
from workbook.record.schema import PLACE, record_schema, schema_text, write_schema

DATA = Path(__file__).parents[2] / "data"


def is_valid(plain: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(record_schema()).is_valid(plain))


def test_the_schema_in_data_is_current() -> None:
    """After a change of the models: python -m workbook.record.schema."""
    assert (DATA / PLACE).read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_written_the_same_each_time_and_in_every_process(tmp_path: Path) -> None:
    written = write_schema(tmp_path).read_text(encoding="utf-8")
    code = "import sys; from workbook.record.schema import schema_text; sys.stdout.buffer.write(schema_text().encode())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=DATA.parent)
    assert other.stdout.decode() == written == schema_text()
    assert written.endswith("}\n") and json.loads(written)["title"].endswith("format 1")


def test_the_schema_itself_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(record_schema())


@pytest.mark.parametrize("path", sorted((DATA / "demos").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_worked_examples_are_valid_as_they_stand_in_their_files(path: Path) -> None:
    jsonschema.validate(read_yaml_file(path), record_schema(), cls=jsonschema.Draft202012Validator)


def test_what_the_workbook_writes_is_valid() -> None:
    record = Record.model_validate({"meetings": [{"id": "m1", "with": "a mentor"}], "posts": [{"id": "p1"}]})
    assert is_valid(record_to_plain(record))


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"format": 2},
        {"format": 1, "hobbies": []},
        {"format": 1, "posts": [{"start": "2026-01-01"}]},
        {"format": 1, "posts": [{"id": "p1", "strat": "2026-01-01"}]},
        {"format": 1, "meetings": [{"id": "m1", "with_": "x"}]},
        {"format": 1, "doctor": {"citizenship": ["Pakistan"]}},
        {"format": 1, "evidence": [{"id": "e1", "status": "maybe"}]},
    ],
)
def test_what_the_models_refuse_the_schema_refuses(plain: dict[str, Any]) -> None:
    assert not is_valid(plain)
