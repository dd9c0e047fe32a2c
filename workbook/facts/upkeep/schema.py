"""What may each kind of data file hold? The models, said as JSON Schemas that any editor can check a file against.

`python -m workbook.facts.upkeep.schema` writes `data/schema/<kind>.schema.json` anew; a test says when that is needed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from workbook.facts.entry_schema import PAGE_PLACE, PAGE_SCHEMA
from workbook.facts.kinds import KINDS, Kind

FOLDER = "schema"  # below the data root


def schema_of(kind: Kind) -> dict[str, Any]:
    """The schema of one kind of file, draft 2020-12, with the keys as they stand in the file."""
    schema: dict[str, Any] = _with_pages(kind.model.model_json_schema(by_alias=True))
    schema.setdefault("$defs", {})["Page"] = PAGE_SCHEMA
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"The Ladder: {kind.title.lower()} (data/{kind.pattern})",
    }


def _with_pages(value: Any) -> Any:
    """The schema with the reference in each place where a page is said."""
    if value == PAGE_PLACE:
        return {"$ref": "#/$defs/Page"}
    if isinstance(value, dict):
        return {key: _with_pages(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_pages(item) for item in value]
    return value


def schema_text(kind: Kind) -> str:
    """The schema as the text of its file."""
    return json.dumps(schema_of(kind), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def place_of(kind: Kind) -> str:
    """Where the schema stands below the data root."""
    return f"{FOLDER}/{kind.id}.schema.json"


def write_schemas(root: Path) -> list[Path]:
    """Writes every schema below this data root and says where."""
    written = []
    for kind in KINDS:
        place = root / place_of(kind)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(schema_text(kind), encoding="utf-8")
        written.append(place)
    return written


if __name__ == "__main__":
    for made in write_schemas(Path(__file__).resolve().parents[3] / "data"):
        sys.stdout.write(f"{made}\n")
