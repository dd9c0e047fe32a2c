"""Where does a row say something else than the entry it is like? In the words of a form, never in keys."""

from __future__ import annotations

from datetime import date

from workbook.base.days import in_words
from workbook.record.importing.columns import FIELDS
from workbook.record.importing.known import Known
from workbook.record.importing.privacy import bare
from workbook.record.importing.rows import Incoming
from workbook.record.importing.same import fields
from workbook.record.models import Evidence

_OF_THE_FILE = ("proof.size", "proof.sha256")
_CHOICES = ("role", "level", "status", "shows")


def differences(entry: Evidence, row: Evidence, known: Known) -> tuple[str, ...]:
    """A sentence for each field; what the row leaves empty is no difference, nor are words left out of one of them."""
    has, says = fields(bare(Incoming(0, entry))), fields(bare(Incoming(0, row)))
    shown_has, shown_says = fields(entry), fields(row)
    told = [
        f"{_titled(name, known)} {_shown(name, shown_has.get(name), known)} in your record, "
        f"{_shown(name, shown_says.get(name), known)} in the file"
        for name, value in says.items()
        if has.get(name) != value and name not in _OF_THE_FILE
    ]
    if any(has.get(name) != says.get(name) for name in _OF_THE_FILE if name in says):
        seen = any(name in has for name in _OF_THE_FILE)
        told.append("Document: another file" if seen else "Document: your record does not hold its size yet")
    return tuple(told)


def _titled(name: str, known: Known) -> str:
    """“Last day:” or, where the form asks a question, “How far is it?”."""
    if name.startswith("details."):
        key = name.removeprefix("details.")
        title = known.titles.get(key) or key.replace("_", " ").replace("-", " ").capitalize()
    else:
        title = FIELDS.get(name, "") or name.rpartition(".")[2].replace("_", " ").capitalize()
    if name in ("start", "end", "day"):
        title = {"start": "First day", "end": "Last day"}.get(name, title)
    return title if title.endswith("?") else f"{title}:"


def _shown(name: str, value: object, known: Known) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(f"“{str(item).replace('-', ' ')}”" for item in value)
    if name == "kind":
        return f"“{known.kinds.get(str(value), str(value).replace('-', ' '))}”"
    if name.startswith("details."):
        said = known.answers.get((name.removeprefix("details."), str(value)))
        return f"“{said or value}”"
    return f"“{str(value).replace('-', ' ') if name in _CHOICES else value}”"
