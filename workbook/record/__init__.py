"""The doctor's record: models, reading, writing, worked examples, import from spreadsheets."""

from workbook.record.models import Record
from workbook.record.reading import RecordError, read_record, record_from, record_from_text
from workbook.record.writing import record_to_json, record_to_plain, record_to_yaml

__all__ = [
    "Record",
    "RecordError",
    "read_record",
    "record_from",
    "record_from_text",
    "record_to_json",
    "record_to_plain",
    "record_to_yaml",
]
