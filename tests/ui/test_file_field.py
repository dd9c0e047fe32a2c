"""A document's name, typed or taken from a file: the size and fingerprint come with the file and go with its name."""

from __future__ import annotations

from typing import Any

import pytest

from workbook.record.identifiers import LEFT_OUT
from workbook.ui.browser import FilePick, script
from workbook.ui.fields import FileField

SHA = "a" * 64


@pytest.fixture
def said() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def field(said: list[dict[str, Any]]) -> FileField:
    return FileField("Name of the document", None, lambda value: said.append(dict(value)))


def test_a_chosen_file_gives_name_size_and_fingerprint_at_once(field: FileField, said: list[dict[str, Any]]) -> None:
    field.picked("letter.pdf", 400_000, SHA)
    assert said == [{"file": "letter.pdf", "size": 400_000, "sha256": SHA}]
    assert field.input.value == "letter.pdf"
    assert "0.4 MB" in field.children[-1].value


def test_the_same_name_chosen_again_is_another_file(field: FileField, said: list[dict[str, Any]]) -> None:
    field.picked("letter.pdf", 400_000, SHA)
    field.picked("letter.pdf", 500_000, None)
    assert said[-1] == {"file": "letter.pdf", "size": 500_000, "sha256": None}


def test_a_name_typed_by_hand_has_no_size(field: FileField, said: list[dict[str, Any]]) -> None:
    field.picked("letter.pdf", 400_000, SHA)
    field.input.value = "other.pdf"
    assert said[-1] == {"file": "other.pdf", "size": None, "sha256": None}


def test_a_file_named_after_a_patient_is_asked_about(field: FileField, said: list[dict[str, Any]]) -> None:
    field.picked("letter 943 476 5919.pdf", 400_000, SHA)
    assert said == [{"file": f"letter {LEFT_OUT}.pdf", "size": 400_000, "sha256": SHA}]
    field.keep()
    assert said[-1] == {"file": "letter 943 476 5919.pdf", "size": 400_000, "sha256": SHA}


def test_another_entry_does_not_take_over_the_file(field: FileField, said: list[dict[str, Any]]) -> None:
    field.picked("letter.pdf", 400_000, SHA)
    field.put("poster.pdf", fresh=True)
    field.input.value = "letter.pdf"
    assert said[-1]["size"] is None


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ({"kind": "file", "name": "a.pdf", "size": 3, "sha256": SHA}, [("a.pdf", 3, SHA)]),
        ({"kind": "file", "name": "a.pdf", "size": 3, "sha256": None}, [("a.pdf", 3, None)]),
        ({"kind": "file", "name": "a.pdf", "size": 3, "sha256": "<script>"}, [("a.pdf", 3, None)]),
        ({"kind": "file", "name": "a.pdf", "size": -1, "sha256": SHA}, []),
        ({"kind": "file", "name": None, "size": 3, "sha256": SHA}, []),
        ({"kind": "other"}, []),
    ],
)
def test_only_what_a_browser_says_of_a_file_is_listened_to(message: dict[str, Any], told: list[Any]) -> None:
    heard: list[Any] = []
    pick = FilePick("Choose", lambda *about: heard.append(about))
    pick._handle_custom_msg(message, [])
    assert heard == told


def test_the_bytes_of_the_file_are_sent_nowhere() -> None:
    """The module sends one message, with name, size and fingerprint, and no buffer."""
    text = script("file_pick.js")
    assert text.count("model.send(") == 1
    assert 'model.send({ kind: "file", name: file.name, size: file.size, sha256 });' in text
    assert "fetch" not in text and "XMLHttpRequest" not in text
