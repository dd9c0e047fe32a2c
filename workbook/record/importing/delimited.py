"""What table does a text with separators hold: comma, semicolon or tab, UTF-8 or the older Windows coding?"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from workbook.record.importing.table import ImportProblem, Row, Table, plain_text, table_from

SEPARATORS = (",", ";", "\t")
_END = "\x1eend\x1e"  # a last line of ours: a quotation mark left open swallows it


def read_delimited(data: bytes, name: str) -> Table:
    """The table in the bytes of a CSV file. Raises `ImportProblem`."""
    text = plain_text(data, name)
    if match := re.match(r"sep=([,;\t])\r?\n", text):  # Excel's own way to say the separator, which it does not show
        return table_from(name, _rows(text[match.end() :], match[1], name))
    return table_from(name, _rows(text, _separator(text, name), name))


def _separator(text: str, name: str) -> str:
    """The separator under which most rows have the same number of cells, and more than one."""
    best, best_score = SEPARATORS[0], 0
    for separator in SEPARATORS:
        try:
            first = islice(_rows(text, separator, name), 100)
            widths = Counter(len(row.cells) for row in first)
        except ImportProblem:
            continue
        score = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
        if score[0] * score[1] > best_score:
            best, best_score = separator, score[0] * score[1]
    return best


def _rows(text: str, separator: str, name: str) -> Iterator[Row]:
    """The rows that hold something, one by one, so that whoever asks may stop."""
    ended = text if text.endswith(("\n", "\r")) else text + "\n"
    reader = csv.reader(io.StringIO(ended + _END, newline=""), delimiter=separator)
    number, cells = 0, [""]
    try:
        for number, cells in enumerate(reader, start=1):
            if cells != [_END] and any(cells):
                yield Row(number, tuple(cells))
    except csv.Error as error:
        raise ImportProblem(f"{name}: row {number + 1} cannot be read ({error})") from error
    if cells != [_END]:
        raise ImportProblem(f'{name}: row {number}: a quotation mark (") is opened and never closed')
