"""A handler that breaks says so in words; the log learns the kind of the error and not the doctor's data."""

from __future__ import annotations

import logging

import pytest

from workbook.ui.guarded import Notice, guarded


def test_a_broken_handler_becomes_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    notice = Notice()

    @guarded(notice, "saving that post")
    def handler() -> None:
        raise RuntimeError("MRN 1234567 of the doctor's own note")

    with caplog.at_level(logging.ERROR):
        handler()
    assert "Something went wrong while saving that post" in notice.value
    assert "1234567" not in notice.value
    assert "1234567" not in caplog.text
    assert "RuntimeError while saving that post" in caplog.text


def test_a_handler_that_works_is_left_alone() -> None:
    notice = Notice()
    assert guarded(notice, "adding")(lambda a, b: a + b)(2, 3) == 5
    assert notice.value == ""
