"""How does a spreadsheet join a record from the command line? Good rows come in, others are listed with the reason."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from workbook.app.asking import known_words
from workbook.facts import Facts
from workbook.record import read_record, record_to_yaml
from workbook.record.importing import ImportProblem, guess_matching, import_evidence, read_table
from workbook.record.importing.table import MAX_BYTES
from workbook.stations.import_list import known_words as words_of_evidence


def import_table(record_path: Path, table_path: Path, columns: list[str], output: Path | None) -> int:
    """Bring the rows of a file into a record and print the new record, or write it to `output`.

    Raises `BadInput`, `ImportProblem` and `RecordError`, each one line; then nothing is written.
    """
    record, facts = read_record(record_path), Facts()
    known_words(record, facts, record_path)
    if table_path.stat().st_size > MAX_BYTES:
        raise ImportProblem(f"{table_path}: larger than {MAX_BYTES // 1_000_000} MB; save only the list of evidence")
    table = read_table(table_path.read_bytes(), table_path.name)
    known = words_of_evidence(facts)
    matching = {**guess_matching(table.header, known.details), **_asked(columns, table.header)}
    imported = import_evidence(record, table, matching, known)
    text = record_to_yaml(imported.record)
    if output is None:
        sys.stdout.write(text)
    else:
        try:
            _replace(output, text)
        except OSError as error:
            raise ImportProblem(f"--output: {output} cannot be written ({error.strerror})") from error
    report = imported.report
    for line in (report.sentence(), *(str(row) for row in report.refused)):
        sys.stderr.write(f"{line}\n")
    return 0


def _asked(columns: list[str], header: tuple[str, ...]) -> dict[str, str]:
    """`--column "Date of event=start"` as a matching. Raises `ImportProblem`."""
    matching = {}
    for asked in columns:
        name, found, field = asked.partition("=")
        if not found:
            raise ImportProblem(f'--column "{asked}": write it as HEADER=FIELD, such as "Date of event=start"')
        if name not in header:
            raise ImportProblem(f'--column "{asked}": the file has no column "{name}"; it has {", ".join(header)}')
        matching[name] = field
    return matching


def _replace(path: Path, text: str) -> None:
    """The whole new file or the old one, never half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent or Path(), prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
