"""What the record keeps of a document: every field may be left out, and an older record reads as it did."""

from __future__ import annotations

import pytest

from workbook.record import record_from_text, record_to_yaml
from workbook.record.reading import RecordError

OLD = """format: 1
evidence:
- id: e1
  proof:
    file: letter.pdf
    signed_by: consultant
    dated: '2025-07-02'
    identifiers_removed: true
"""
NEW = """format: 1
evidence:
- id: e1
  proof:
    file: degree.pdf
    size: 812345
    sha256: {sha}
    kind: certificate
    language: ur
    translated: true
    form_version: '2024'
""".format(sha="0a" * 32)


@pytest.mark.parametrize("text", [OLD, NEW])
def test_a_record_is_written_as_it_was_read(text: str) -> None:
    written = record_to_yaml(record_from_text(text))
    assert written[written.index("evidence:") :] == text[text.index("evidence:") :]


def test_what_an_older_record_does_not_say_is_not_known() -> None:
    proof = record_from_text(OLD).evidence[0].proof
    assert proof is not None
    said = (proof.size, proof.sha256, proof.kind, proof.language, proof.translated, proof.form_version)
    assert said == (None,) * 6


@pytest.mark.parametrize(
    ("field", "value"),
    [("size", "-1"), ("sha256", "'0a0a'"), ("sha256", f"'{'G' * 64}'"), ("language", "English"), ("kind", "A letter")],
)
def test_what_cannot_be_is_refused_by_name(field: str, value: str) -> None:
    with pytest.raises(RecordError, match=f"evidence, e1, proof, {field}"):
        record_from_text(f"format: 1\nevidence:\n- id: e1\n  proof:\n    {field}: {value}\n")
