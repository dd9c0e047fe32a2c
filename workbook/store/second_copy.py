"""How does the newest revision survive the loss of the database?

Beside the database stands a second copy of the newest record, a text that a person and every station can read. It is
replaced in one step while the database is still locked for the save, just before that save is final: so it is never
behind a finished save, and at most one unfinished save ahead.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from workbook.store.chain import COLUMNS, Entry, Unreadable, pack
from workbook.store.files import write_whole

_GREETING = """\
# A copy of your record as it was last saved. The workbook writes it afresh at every change and reads it only when
# the database beside it is damaged: what you change here is not kept. Every station can read this file.
"""
_DIGEST = "# sha256 "
_REVISION = "# revision "


def write_copy(path: Path, entry: Entry) -> None:
    """Replace the copy with this revision. Raises `OSError`; the copy before it is then untouched."""
    about = {name: value for name, value in asdict(entry).items() if name != "packed"}
    body = f"{_REVISION}{json.dumps(about, ensure_ascii=True)}\n{_by_line(entry.plain())}".encode()
    write_whole(path, f"{_GREETING}{_DIGEST}{hashlib.sha256(body).hexdigest()}\n".encode() + body)


def read_copy(path: Path) -> Entry | None:
    """The revision in the copy; null when there is no copy. Raises `Unreadable` when it is not as it was written."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except IsADirectoryError as error:
        raise Unreadable(f"{path.name} is a folder") from error
    _, found, rest = content.partition(_DIGEST.encode())
    digest, _, body = rest.partition(b"\n")
    if not found or hashlib.sha256(body).hexdigest().encode() != digest:
        raise Unreadable(f"{path.name} is not as it was written")
    first, _, record = body.decode().partition("\n")
    try:
        about: dict[str, Any] = json.loads(first.removeprefix(_REVISION))
        return Entry(**{name: about[name] for name in COLUMNS if name != "packed"}, packed=pack(json.loads(record)))
    except (ValueError, KeyError) as error:
        raise Unreadable(f"{path.name}: {error}") from error


def follows(copy: Entry, newest: Entry | None) -> bool:
    """Can this copy be a later state of the same record? Its number is higher; its time must not be earlier.

    A copy left by another record in the same folder would otherwise take over by its number alone.
    """
    return newest is None or datetime.fromisoformat(copy.at) >= datetime.fromisoformat(newest.at)


def _by_line(plain: dict[str, Any]) -> str:
    """JSON, which is YAML too, with an entry of the record on each line."""
    parts = []
    for name, value in plain.items():
        if isinstance(value, list):
            entries = ",\n".join(f"    {json.dumps(item, ensure_ascii=False)}" for item in value)
            parts.append(f'  "{name}": [\n{entries}\n  ]')
        else:
            parts.append(f'  "{name}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"
