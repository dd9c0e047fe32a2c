"""How do the marks of an entry look in a published schema? They stand beside its own fields, as in the file."""

from __future__ import annotations

from typing import Any

from workbook.facts.core import Confidence, Status

# A page is said by its name or written out; a schema file holds this once, under its $defs.
PAGE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "description": "the name of a page under the file's `sources`"},
        {
            "type": "object",
            "properties": {
                "publisher": {"type": "string"},
                "title": {"type": "string"},
                "url": {"type": ["string", "null"]},
                "page_date": {"type": ["string", "null"]},
                "year": {"type": ["integer", "null"]},
                "how_read": {"type": ["string", "null"]},
            },
            "required": ["publisher", "title"],
            "additionalProperties": False,
        },
    ]
}
# Where upkeep.schema puts the reference to it: pydantic would look for the definition before it is there.
PAGE_PLACE: dict[str, Any] = {"$comment": "page"}
_PAGE = PAGE_PLACE
_CONFLICT: dict[str, Any] = {
    "type": "object",
    "properties": {"text": {"type": "string"}, "source": _PAGE, "followed": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
_RECHECKED: dict[str, Any] = {
    "type": "object",
    "properties": {
        "on": {"type": "string", "format": "date"},
        "text": {"type": "string"},
        "confidence": {"enum": [each.value for each in Confidence]},
    },
    "required": ["on", "text"],
    "additionalProperties": False,
}
MARK_SCHEMAS: dict[str, Any] = {
    "source": {"anyOf": [_PAGE, {"type": "array", "items": _PAGE, "minItems": 1}]},
    "checked_on": {"type": "string", "format": "date"},
    "status": {"enum": [each.value for each in Status]},
    "confidence": {"enum": [each.value for each in Confidence]},
    "carried_over_from": {"type": "integer"},
    "note": {"type": "string"},
    "conflicts": {"type": "array", "items": {"anyOf": [{"type": "string"}, _CONFLICT]}},
    "unknown": {"type": "array", "items": {"type": "string"}},
    "rechecked": _RECHECKED,
    "field_confidence": {"type": "object", "additionalProperties": {"enum": [each.value for each in Confidence]}},
}
