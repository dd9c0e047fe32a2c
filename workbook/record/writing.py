"""How is a record written so that a person can read it, and a machine gets the same record back?"""

from __future__ import annotations

import json
from typing import Any

import yaml

from workbook.record.models import Record


class _Dumper(yaml.SafeDumper):
    """Text with a line end of another alphabet is quoted: plain YAML would give it back as an ordinary line end."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    quoted = '"' if any(mark in text for mark in "\r\x85\u2028\u2029\ufeff") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=quoted)


_Dumper.add_representer(str, _text)


def record_to_plain(record: Record) -> dict[str, Any]:
    """The record as JSON-ready mappings and lists, empty parts left out."""
    plain: dict[str, Any] = record.model_dump(mode="json", by_alias=True)
    return {key: _without_blanks(value) for key, value in plain.items() if value not in ([], None)}


def record_to_yaml(record: Record) -> str:
    """The record as YAML, in the order of the format, strings quoted where YAML would misread them."""
    return yaml.dump(record_to_plain(record), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def record_to_json(record: Record) -> str:
    """The record as one line of JSON: what the store keeps."""
    return json.dumps(record_to_plain(record), ensure_ascii=False, separators=(",", ":"))


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        cleaned = {key: _without_blanks(item) for key, item in value.items()}
        return {key: item for key, item in cleaned.items() if item is not None and item != [] and item != {}}
    if isinstance(value, list):
        return [_without_blanks(item) for item in value]
    return value
