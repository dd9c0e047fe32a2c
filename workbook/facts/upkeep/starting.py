"""How does a new year's file begin? As a copy of the newest one, provisional, with every fact marked to be read again.

The text itself is copied, so its comments and its layout stay. An entry's own status and reading day are left out: none
of it has been read for the new year. Whoever reads an entry again gives it a `checked_on` of its own, and the mark is
gone from that entry.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from workbook.base.strict_yaml import compose_yaml
from workbook.facts.core import FactError, Problem, Unknown
from workbook.facts.kinds import KINDS
from workbook.facts.loading import years_with
from workbook.facts.review import PLACE as REVIEW
from workbook.facts.upkeep.sharing import YEARLY

_LEFT_OUT = ("status", "checked_on")
_NO_ENTRIES = ("needs", "sources", "overlays")  # what stands under these is no fact with marks of its own


def start(root: Path, kind: str, specialty: str, year: int) -> Path:
    """Write the new file and say where. Nothing is written when it is there already or would not be valid.

    `specialty` is what the file is called: a programme's id, or the name of a matrix or list that several share.

    Raises `Unknown` when there is no earlier file to start from, `FactError` when it cannot be written or read.
    """
    folder = YEARLY[kind]
    relative = f"{folder}/{year}/{specialty}.yaml"
    target = root / relative
    if target.exists():
        raise FactError(Problem(relative, "is there already; nothing was written"))
    earlier = [there for there in years_with(root, folder, specialty) if there < year]
    if not earlier:
        raise Unknown(f"there is no earlier file of {specialty} in data/{folder} to start {year} from")
    text = carried_over((root / folder / str(earlier[-1]) / f"{specialty}.yaml").read_text("utf-8"), earlier[-1], year)
    _in_order(root, kind, relative, text)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        _move_whole(beside, target, relative)
    except OSError as error:
        raise FactError(Problem(relative, f"cannot be written ({error.strerror})")) from error
    finally:
        with suppress(OSError):  # where the folder could not be made there is nothing to clear away
            beside.unlink(missing_ok=True)
    return target


def _move_whole(beside: Path, target: Path, relative: str) -> None:
    """Whole or not at all, and never over a file that came meanwhile."""
    try:
        os.link(beside, target)
    except FileExistsError as error:
        raise FactError(Problem(relative, "is there already; nothing was written")) from error


def _in_order(root: Path, kind: str, relative: str, text: str) -> None:
    """Raises `FactError` when the text would be no valid file: read aside, so that nothing wrong is ever written."""
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder)
        shutil.copy(root / REVIEW, aside / REVIEW)
        (aside / relative).parent.mkdir(parents=True)
        (aside / relative).write_text(text, encoding="utf-8")
        next(each for each in KINDS if each.id == kind).load(aside, relative)


def carried_over(text: str, was: int, year: int) -> str:
    """The text of last year's file as the first text of the new one."""
    document = compose_yaml(text)
    edits = [*_top(document, was, year)]
    for key, value in document.value:
        if key.value not in _NO_ENTRIES:
            edits += _own_marks(text, value)
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _top(document: Any, was: int, year: int) -> Iterator[tuple[int, int, str]]:
    """The marks of the whole file: the new year, provisional, carried over."""
    new = {"year": str(year), "status": f"provisional\ncarried_over_from: {was}"}
    for key, value in document.value:
        if key.value in new:
            yield value.start_mark.index, value.end_mark.index, new[key.value]
        elif key.value == "carried_over_from":
            yield key.start_mark.index, value.end_mark.index, ""


def _own_marks(text: str, node: Any) -> Iterator[tuple[int, int, str]]:
    """Where an entry says for itself how it stood and when it was read."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _own_marks(text, item)
    if not isinstance(node, yaml.MappingNode):
        return
    for place, (key, value) in enumerate(node.value):
        if key.value in _LEFT_OUT and isinstance(value, yaml.ScalarNode) and len(node.value) > 1:
            yield (*_span(text, node, place), "")
        elif key.value not in _NO_ENTRIES:
            yield from _own_marks(text, value)


def _span(text: str, node: Any, place: int) -> tuple[int, int]:
    """The characters of one key with its value and what parts it from the next."""
    key, value = node.value[place]
    last = place == len(node.value) - 1
    if node.flow_style:
        if last:
            return node.value[place - 1][1].end_mark.index, value.end_mark.index
        return key.start_mark.index, node.value[place + 1][0].start_mark.index
    if not last:
        return key.start_mark.index, node.value[place + 1][0].start_mark.index
    start = text.rindex("\n", 0, key.start_mark.index)  # the line break before it, so that no empty line stays
    return start, value.end_mark.index
