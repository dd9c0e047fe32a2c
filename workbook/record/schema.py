"""What may a record hold? The models, said as a JSON Schema that any editor can check a file against.

`python -m workbook.record.schema` writes `data/schema/record.schema.json` anew; a test says when that is needed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from workbook.record.models import FORMAT, Record

PLACE = Path("schema") / "record.schema.json"  # below the data root


def record_schema() -> dict[str, Any]:
    """The schema of a record, draft 2020-12, with the field names of the file (`with`, not `with_`)."""
    schema = Record.model_json_schema(by_alias=True)
    # A file must say its format, although the model fills it in for a record made in memory.
    schema["required"] = ["format"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"The Ladder: a doctor's record, format {FORMAT}",
    }


def schema_text() -> str:
    """The schema as the text of its file: indented, keys in alphabetical order, one newline at the end."""
    return json.dumps(record_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def write_schema(root: Path) -> Path:
    """Writes the schema below this data root and says where."""
    place = root / PLACE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(schema_text(), encoding="utf-8")
    return place


if __name__ == "__main__":
    written = write_schema(Path(__file__).resolve().parents[2] / "data")
    sys.stdout.write(f"{written}\n")
