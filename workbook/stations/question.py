"""What does the doctor answer to the question of a session? One box; the answer is saved as it is typed."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from workbook.record.models import Answer
from workbook.stations.session import Session, with_field
from workbook.ui.fields import LongField
from workbook.ui.guarded import Notice, guarded
from workbook.ui.html import column


def question(session: Session, name: str, text: str, station: str | None = None) -> widgets.VBox:
    """The box for one question. `name` is its id in the record's answers, such as posts-what-moved."""
    notice = Notice()

    def save(value: Any) -> str | None:
        others = tuple(answer for answer in session.record.answers if answer.id != name)
        given = with_field(Answer(id=name, text="", on=session.on), "text", value or "")
        if isinstance(given, str):
            return given
        new = (given,) if value else ()
        return session.edit(f"Your answer: {text}", field_key=f"answers-{name}", answers=(*others, *new))

    box = LongField(text, answer_to(session, name), save)
    session.watch(guarded(notice, "showing your answer")(lambda: box.put(answer_to(session, name))), station)
    return column(box, notice, classes=("ladder-question",))


def answer_to(session: Session, name: str) -> str | None:
    """What the record holds as the answer, if anything."""
    return next((answer.text for answer in session.record.answers if answer.id == name), None)
