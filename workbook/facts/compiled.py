"""How is a data file read fast the second time? Its plain reading is kept beside the user's data, keyed by content.

YAML is slow to parse and JSON is not. A kept reading names the content it was made from and carries a checksum of
itself: when either does not fit, the file is parsed again and kept anew. Nothing is lost with it, so a folder that
cannot be written is left alone, and two processes that keep the same reading at once write the same thing. What a
process left half written when it died is taken away at the next write in that folder.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from workbook.base.home import home
from workbook.base.strict_yaml import MAX_BYTES, YamlProblem, read_yaml

FORMAT = b"1"  # counts up when the strict YAML reading of the same text changes


def read_plain(root: Path, relative: str) -> Any:
    """The file below the data root as plain mappings, lists, numbers and words. Raises `YamlProblem` and `OSError`."""
    path = root / relative
    if path.exists() and not path.is_file():
        raise YamlProblem("is no plain file")
    if path.stat().st_size > MAX_BYTES:
        raise YamlProblem(f"larger than {MAX_BYTES // 1_000_000} MB: not one of ours")
    content = path.read_bytes()
    key = sha256(FORMAT + content).hexdigest()
    place = kept_in() / f"{relative}.json"
    found = kept(place, key)
    if found is not None:
        return found
    try:
        plain = read_yaml(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise YamlProblem("not UTF-8 text; save it as UTF-8") from error
    keep(place, key, plain)
    return plain


def content_key(root: Path, files: Iterable[str]) -> str:
    """One key for the content of all these files and for the code that reads them: it changes with any of it."""
    whole = sha256(FORMAT + _code())
    for relative in files:
        try:
            content = (root / relative).read_bytes()
        except OSError:  # the reading names it; here it only has to differ from the file that can be read
            content = b"not to be opened"
        whole.update(relative.encode() + sha256(content).digest())
    return whole.hexdigest()


@cache
def _code() -> bytes:
    """What is made from the facts by this room changes when the room does."""
    rooms = (Path(__file__).parent, Path(__file__).parent.parent / "base")
    files = (path for room in rooms for path in sorted(room.rglob("*")) if path.suffix in (".py", ".yaml"))
    return b"".join(sha256(path.read_bytes()).digest() for path in files)


def kept_in() -> Path:
    """The folder of kept readings."""
    return home() / "facts-read"


def kept(place: Path, key: str) -> Any:
    """What was kept here under this key, or None: nothing is there, it is another's, or it is damaged."""
    try:
        head, _, body = place.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head != _head(key, body):
        return None
    return json.loads(body)


def keep(place: Path, key: str, plain: Any) -> None:
    """Keep plain mappings, lists, numbers and words under this key; where that cannot be done, nothing happens."""
    body = json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if json.loads(body) != plain:  # a key that is a number would come back as a word
        return
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    with suppress(OSError):  # a read-only or full disk: the next process parses again
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place.parent)
        try:
            beside.write_bytes(_head(key, body) + b"\n" + body)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)


_HALF_WRITTEN = re.compile(
    r"\..+\.json\.([1-9]\d*)"
)  # as `keep` calls a reading that is not whole: .fees.yaml.json.4711


def _sweep(folder: Path) -> None:
    """Take away what processes that died in writing left in this folder.

    Where a process is wrongly held for dead (one of another container that shares the folder), its reading is not kept
    and the next process makes it again: nothing more is lost.
    """
    for path in folder.iterdir():
        named = _HALF_WRITTEN.fullmatch(path.name)
        if named and _is_gone(int(named[1])):
            with suppress(OSError):  # somebody else was faster, or the file is open
                path.unlink()


def _is_gone(process: int) -> bool:
    """Whether no process on this machine has this number."""
    if sys.platform == "win32":  # there signal 0 would end the process; a file that is open cannot be taken away anyway
        return process != os.getpid()
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:  # it is another user's
        return False
    return False


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {sha256(body).hexdigest()}".encode()
