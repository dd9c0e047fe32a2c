"""`workbook claims` and `workbook documents`: in words and as one JSON document, and on bad input one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from workbook.app.check_words import CLAIMED
from workbook.app.cli import main
from workbook.facts.where import data_root
from workbook.rules.claim_case import Matter as ClaimMatter
from workbook.rules.documents import SAID
from workbook.rules.documents import Matter as DocumentMatter

RECORD = str(data_root() / "demos" / "trust-grade.yaml")
ON = ["--on", "2026-11-20"]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments, *ON]) == 0
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(said(capsys, *arguments, "--json"))


def test_claims_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "claims", RECORD)
    assert "held against the 2026 form" in out
    assert "Publications: says more than the entry" in out
    assert "submitted work does not count until it is accepted" in out
    assert "To put it right: What you have recorded meets" in out
    assert "Source: Physician Specialty Recruitment Office" in out


def test_claims_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "claims", RECORD, "--specialty", "internal-medicine-ct1", "--year", "2028")
    assert (found["specialty"], found["year"], found["matrix_year"]) == ("internal-medicine-ct1", 2028, 2026)
    publication = next(one for one in found["findings"] if one["criterion"] == "publications")
    assert (publication["matter"], publication["verdict"]) == ("above", "not_met")
    assert publication["facts"] and publication["evidence"] == ["e3"]


def test_documents_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "documents", RECORD)
    assert "closing on 18 November 2027" in out
    assert "“Postgraduate diploma in diabetes care”: no document" in out
    assert "Words that may identify" not in out


def test_documents_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "documents", RECORD)
    assert found["deadline"] == "2027-11-18"
    assert {one["criterion"] for one in found["findings"] if one["matter"] == "in-order"} == {"e1", "e2", "e3", "e7"}


def test_without_an_aim_documents_are_still_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.yaml"
    path.write_text("format: 1\nevidence:\n  - {id: e1, title: Audit, note: 'Mrs Jones, 943 476 5919'}\n")
    out = said(capsys, "documents", str(path))
    assert "no programme chosen" in out
    assert "“Mrs Jones” looks like the name of a patient; “943 476 5919” looks like an NHS number." in out
    assert main(["claims", str(path), *ON]) == 2
    assert "--specialty is needed" in capsys.readouterr().err


def test_every_matter_has_its_words() -> None:
    assert set(CLAIMED) == {*get_args(ClaimMatter)}
    assert set(SAID) == {*get_args(DocumentMatter)}
